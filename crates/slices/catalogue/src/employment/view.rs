//! Employment as people see it: workers masked, inside the scope only.

use super::dto::{EmploymentQuery, EmploymentRow};
use crate::{person, word::unknown};
use base::{
    Day, Refusal,
    ids::{HouseholdId, ProducerId},
};
use edge::{Actor, Ask, Page, Perm};
use store::{FromRow, Listing, Row, StoreError, Tx, params};

/// A row before its worker is masked.
struct Listed {
    row: EmploymentRow,
    party: i64,
}

impl FromRow for Listed {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        let party = row.next()?;
        let row = EmploymentRow {
            worker: String::new(),
            id: row.next()?,
            producer: row.next::<ProducerId>()?,
            producer_name: row.next()?,
            household: row.next::<Option<HouseholdId>>()?,
            kinds_on_first_day: row.next()?,
            year: row.next()?,
            first_day: row.next::<Day>()?,
            last_day: row.next::<Day>()?,
            months: row.next()?,
            income_fen: row.next()?,
            evidence: row.next()?,
            evidence_number: row.next()?,
            withdrawn: row.next()?,
        };
        Ok(Self { row, party })
    }
}

const SELECT: &str = "SELECT e.party, e.id, e.producer, p.name AS producer_name, e.household,
    COALESCE((SELECT string_agg(s.kind, ',' ORDER BY s.kind) FROM household_status s WHERE s.county = e.county
        AND s.household = e.household AND s.valid_from <= e.first_day AND s.valid_to >= e.first_day), '') AS kinds_on_first_day,
    e.year, e.first_day, e.last_day, e.months, e.income_fen, e.evidence, e.evidence_number, e.withdrawn, e.id AS sort_id
    FROM employment e JOIN producer p ON p.county = e.county AND p.id = e.producer WHERE e.county = $1";

/// Employment at producers inside the actor's scope.
pub fn employments(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: EmploymentQuery,
    ask: &Ask,
) -> Result<Page<EmploymentRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "{SELECT} AND p.path >= $2 AND p.path < $3 AND (e.producer = $4 OR $4 = 0) AND (e.year = $5 OR $5 = 0)
         AND ($6 <> '' OR e.withdrawn = '')"
    );
    let withdrawn = if query.withdrawn == 0 { "" } else { "also" };
    let params = params![actor.county_id(), from, until, query.producer, query.year, withdrawn].to_vec();
    let sorts = &["id", "producer_name", "year", "income_fen", "months", "first_day"];
    let page: Page<Listed> = store::list(tx, &Listing { base: &base, params, sorts, sums: &["income_fen"] }, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for listed in page.items {
        items.push(masked(tx, actor, listed)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// One record.
pub(super) fn one(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<EmploymentRow, Refusal> {
    let found: Option<Listed> = tx.find(&format!("{SELECT} AND e.id = $2"), params![actor.county_id(), id])?;
    masked(tx, actor, found.ok_or_else(|| unknown(id))?)
}

fn masked(tx: &mut Tx<'_>, actor: &Actor, listed: Listed) -> Result<EmploymentRow, Refusal> {
    let worker = person::masked(tx, actor.county_id(), listed.party)?.name;
    if actor.may(Perm::HouseholdRead) {
        return Ok(EmploymentRow { worker, ..listed.row });
    }
    // Which household somebody is of, and what help it gets, is not an employer's to know.
    Ok(EmploymentRow { worker, household: None, kinds_on_first_day: String::new(), ..listed.row })
}
