//! What the program itself says of the same things, as its pages ask for it.

use crate::{
    ground::Ground,
    stage::{Acting, Post, wrong},
};
use base::{Day, Refusal};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What is owed to one person, or by one point: on account, paid, on a list, owed.
pub type Owed = (i64, i64, i64, i64);

/// Answers of the program.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Expected, on time, late, nothing, silent by village.
    pub reporting: BTreeMap<i64, [i64; 5]>,
    /// Reports that contradict each other.
    pub conflicts: Vec<i64>,
    /// By book and counterparty.
    pub owed: BTreeMap<(i64, i64), Owed>,
    /// By book.
    pub points: BTreeMap<i64, Owed>,
    /// Contracts, kg, fen, grams delivered, fen delivered by fair.
    pub fairs: BTreeMap<i64, [i64; 5]>,
    /// Sales and fen by live session.
    pub sessions: BTreeMap<i64, (i64, i64)>,
    /// What there is for sale in the village of each pairing, and what of it is unsalable.
    pub pairings: BTreeMap<i64, (i64, i64)>,
    /// Pairings that stand on a day, with the same as of that day.
    pub standing: BTreeMap<Day, BTreeMap<i64, (i64, i64)>>,
    /// Expected, on time, late, nothing, silent by round.
    pub rounds: BTreeMap<i64, [i64; 5]>,
    /// What each village said of a crop in a round: how it stands, and grams.
    pub answers: BTreeMap<(i64, i64, i64), (String, Option<i64>)>,
    /// Where the sides of each contract stand, and what was delivered on it: grams, fen.
    pub contracts: BTreeMap<i64, (String, i64, i64)>,
    /// Deliveries that count, by contract.
    pub counting: BTreeSet<(i64, i64)>,
}

impl Said {
    /// Asks for all of it, as the county office.
    pub fn ask(acting: &mut Acting<'_, '_>, ground: &Ground, year: i32) -> Result<Self, Refusal> {
        let mut said = Self::default();
        let office = &ground.office;
        let reporting = acting.ask(office, "GET /reporting", &[], &json!({"year": year}))?;
        for row in rows(&reporting, "rows")? {
            let standing = numbers(row, ["expected", "on_time", "late", "nothing", "silent"])?;
            said.reporting.insert(field(row, "division")?, standing);
        }
        for row in &acting.list(office, "GET /supply-reports", &[], &json!({"state": "conflict"}))? {
            said.conflicts.push(field(row, "id")?);
        }
        said.conflicts.sort_unstable();
        for row in &acting.list(office, "GET /points-owed", &[], &json!({}))? {
            let book = field(row, "outlet")?;
            said.points.insert(book, owed(row)?);
            for row in &acting.list(office, "GET /outlets/{outlet}/owed", &[book], &json!({}))? {
                said.owed.insert((book, field(row, "counterparty")?), owed(row)?);
            }
        }
        for row in &acting.list(office, "GET /fairs", &[], &json!({}))? {
            let sums = numbers(row, ["contracts", "contracted_kg", "contracted_fen", "delivered_g", "amount_fen"])?;
            let fair = field(row, "id")?;
            said.fairs.insert(fair, sums);
            let shown = acting.ask(office, "GET /fairs/{fair}", &[fair], &json!({}))?;
            for session in rows(&shown, "sessions")? {
                let sold = (field(session, "sales")?, field(session, "sold_fen")?);
                said.sessions.insert(field(session, "id")?, sold);
            }
        }
        said.surveys(acting, office)?;
        said.contracts(acting, office)?;
        said.pairings(acting, office)?;
        Ok(said)
    }

    fn surveys(&mut self, acting: &mut Acting<'_, '_>, office: &Post) -> Result<(), Refusal> {
        for round in &acting.list(office, "GET /survey-rounds", &[], &json!({}))? {
            let id = field(round, "id")?;
            let shown = acting.ask(office, "GET /survey-rounds/{round}", &[id], &json!({}))?;
            let all = shown.get("all").ok_or_else(|| wrong("a round that stands nowhere"))?;
            self.rounds.insert(id, numbers(all, ["expected", "on_time", "late", "nothing", "silent"])?);
            for row in &acting.list(office, "GET /survey-rounds/{round}/answers", &[id], &json!({}))? {
                let key = (id, field(row, "division")?, field(row, "crop")?);
                let grams = row.get("grams").and_then(Value::as_i64);
                self.answers.insert(key, (word(row, "state"), grams));
            }
        }
        Ok(())
    }

    fn contracts(&mut self, acting: &mut Acting<'_, '_>, office: &Post) -> Result<(), Refusal> {
        for row in &acting.list(office, "GET /contracts", &[], &json!({}))? {
            let id = field(row, "id")?;
            let sums = (field(row, "delivered_g")?, field(row, "amount_fen")?);
            self.contracts.insert(id, (word(row, "sides"), sums.0, sums.1));
            let route = "GET /contracts/{contract}/deliveries";
            for one in
                acting.list(office, route, &[id], &json!({}))?.iter().filter(|one| word(one, "booking") != "undone")
            {
                self.counting.insert((id, field(one, "seq")?));
            }
        }
        Ok(())
    }

    /// All that there ever were, and those that stood on a day of each month.
    fn pairings(&mut self, acting: &mut Acting<'_, '_>, office: &Post) -> Result<(), Refusal> {
        let there = |row: &Value| Ok::<_, Refusal>((field(row, "for_sale_g")?, field(row, "unsalable_g")?));
        for row in &acting.list(office, "GET /pairings", &[], &json!({}))? {
            self.pairings.insert(field(row, "id")?, there(row)?);
        }
        let now = acting.now();
        for month in (0..12).map(|back| now.day().plus_months(-back)) {
            acting.set(month.starts_at());
            let pairings = acting.list(office, "GET /pairings", &[], &json!({"standing": true}))?;
            let of = pairings.iter().map(|row| Ok((field(row, "id")?, there(row)?)));
            self.standing.insert(month, of.collect::<Result<_, Refusal>>()?);
        }
        acting.set(now);
        Ok(())
    }
}

fn word(row: &Value, name: &str) -> String {
    row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn rows<'a>(answer: &'a Value, name: &str) -> Result<&'a Vec<Value>, Refusal> {
    answer.get(name).and_then(Value::as_array).ok_or_else(|| wrong(&format!("no {name}")))
}

fn field(row: &Value, name: &str) -> Result<i64, Refusal> {
    crate::stage::number(row, name)
}

fn numbers<const N: usize>(row: &Value, names: [&str; N]) -> Result<[i64; N], Refusal> {
    let mut found = [0; N];
    for (number, name) in found.iter_mut().zip(names) {
        *number = field(row, name)?;
    }
    Ok(found)
}

fn owed(row: &Value) -> Result<Owed, Refusal> {
    let [on_account, paid, drawn, owed] = numbers(row, ["on_account_fen", "paid_fen", "drawn_fen", "owed_fen"])?;
    Ok((on_account, paid, drawn, owed))
}
