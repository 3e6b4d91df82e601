//! Every statement about employment.

use base::{
    Day, Fen, Refusal,
    ids::{HouseholdId, ProducerId},
};
use edge::Actor;
use policy::{
    EmploymentTest,
    vocabulary::{StatusOn, Word},
};
use std::collections::BTreeMap;
use store::{Tx, params};

/// A record about to be written.
pub struct NewEmployment<'a> {
    pub producer: ProducerId,
    pub party: i64,
    pub household: Option<HouseholdId>,
    pub form: &'a super::EmploymentForm,
}

/// Writes a record and gives its number.
pub fn insert(tx: &mut Tx<'_>, actor: &Actor, new: &NewEmployment<'_>) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let id = tx.next_id(county, "employment")?;
    let form = new.form;
    tx.run(
        "INSERT INTO employment (county, id, producer, party, household, year, first_day, last_day, months, income_fen,
         evidence, evidence_number, made_by, made_at, withdrawn)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '')",
        params![
            county,
            id,
            new.producer,
            new.party,
            new.household,
            form.year,
            form.first_day,
            form.last_day,
            form.months,
            form.income_fen,
            form.evidence.trim(),
            form.evidence_number.trim(),
            actor.person,
            actor.now
        ],
    )?;
    Ok(id)
}

/// The standing record of a worker at a producer in a year.
pub fn find_standing(
    tx: &mut Tx<'_>,
    county: &str,
    producer: ProducerId,
    party: i64,
    year: i32,
) -> Result<Option<i64>, Refusal> {
    Ok(tx.find(
        "SELECT id FROM employment WHERE county = $1 AND party = $2 AND year = $3 AND producer = $4 AND withdrawn = ''",
        params![county, party, year, producer],
    )?)
}

/// Path of the producer of a record that stands.
pub fn path_of(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<String>, Refusal> {
    Ok(tx.find(
        "SELECT p.path FROM employment e JOIN producer p ON p.county = e.county AND p.id = e.producer
         WHERE e.county = $1 AND e.id = $2 AND e.withdrawn = ''",
        params![county, id],
    )?)
}

/// Withdraws a record.
pub fn withdraw(tx: &mut Tx<'_>, county: &str, id: i64, reason: &str) -> Result<(), Refusal> {
    tx.run("UPDATE employment SET withdrawn = $3 WHERE county = $1 AND id = $2", params![county, id, reason])?;
    Ok(())
}

/// Producers (one or all) with what each assisted worker earned there within a window. A record
/// counts if all its days lie in the window and the worker's household is of a kind that the
/// rule names, on the day that the rule names.
pub fn assisted_incomes(
    tx: &mut Tx<'_>,
    county: &str,
    producer: Option<ProducerId>,
    (first, last): (Day, Day),
    terms: &EmploymentTest,
) -> Result<Vec<(ProducerId, String, Vec<Fen>)>, Refusal> {
    let kinds: Vec<String> = terms.assisted_kinds.iter().map(|kind| format!("'{}'", kind.word())).collect();
    let kinds = if kinds.is_empty() { "''".to_owned() } else { kinds.join(", ") };
    let until = match terms.status_on {
        StatusOn::FirstDayWorked => "e.first_day",
        StatusOn::AnyDayWorked => "e.last_day",
    };
    let sql = format!(
        "SELECT p.id, p.kind, w.party, w.income FROM producer p LEFT JOIN (
             SELECT e.producer, e.party, CAST(SUM(e.income_fen) AS BIGINT) AS income FROM employment e
             WHERE e.county = $1 AND e.withdrawn = '' AND e.first_day >= $2 AND e.last_day <= $3
             AND EXISTS (SELECT 1 FROM household_status s WHERE s.county = e.county AND s.household = e.household
                 AND s.kind IN ({kinds}) AND s.valid_from <= {until} AND s.valid_to >= e.first_day)
             GROUP BY e.producer, e.party
         ) w ON w.producer = p.id WHERE p.county = $1 AND (p.id = $4 OR $4 = 0) ORDER BY p.id, w.party"
    );
    let rows: Vec<(ProducerId, String, Option<i64>, Option<Fen>)> =
        tx.query(&sql, params![county, first, last, producer.unwrap_or(ProducerId(0))])?;
    let mut by_producer: BTreeMap<ProducerId, (String, Vec<Fen>)> = BTreeMap::new();
    for (id, kind, _, income) in rows {
        by_producer.entry(id).or_insert_with(|| (kind, Vec::new())).1.extend(income);
    }
    Ok(by_producer.into_iter().map(|(id, (kind, incomes))| (id, kind, incomes)).collect())
}
