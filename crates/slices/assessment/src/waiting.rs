//! What waits for the county office: years that are over and not frozen.

use crate::sql;
use base::{Day, Refusal, Text};
use edge::{Actor, Perm, Task};
use std::collections::BTreeSet;
use store::Tx;

/// The month by whose end a year is frozen.
const DUE_MONTH: i8 = 2;

/// The tasks of an actor: settle and freeze each year that is over, by the end of February. What is overdue
/// stays, and is called so. A year before the county began has nothing to settle.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    if !actor.may(Perm::AssessmentSettle) {
        return Ok(Vec::new());
    }
    let (county, last) = (actor.county_id(), actor.day().year() - 1);
    // Only years that were counted here; while last year is in time, also that there was nothing in it.
    let in_time = actor.day().month() <= DUE_MONTH;
    let counted = ledger::desk::counted_years(tx, county)?;
    let Some(begun) = begun(tx, county, counted.first().copied())? else { return Ok(Vec::new()) };
    let years: BTreeSet<i32> =
        counted.into_iter().filter(|year| *year <= last).chain(in_time.then_some(last)).collect();
    let years = years.range(begun..).copied();
    let frozen = sql::list_frozen_years(tx, county)?;
    let waits = |year: &i32| actor.policies.for_year(*year).is_some() && frozen.iter().all(|(done, _)| done != year);
    Ok(years.filter(waits).map(|year| task(year, actor.day())).collect())
}

/// The first year that is settled: that of the county's first entries, or the next if they were only stock taken in.
fn begun(tx: &mut Tx<'_>, county: &str, first: Option<i32>) -> Result<Option<i32>, Refusal> {
    let Some(first) = first else { return Ok(None) };
    Ok(Some(if ledger::desk::sold_in(tx, county, first)? { first } else { first.saturating_add(1) }))
}

fn task(year: i32, today: Day) -> Task {
    let due_on = Day::first_of_year(year + 1).map(|first| first.plus_months(i32::from(DUE_MONTH)).plus_days(-1));
    let title = if due_on.is_some_and(|due| due < today) {
        Text::new(
            format!("{year} 年度核算已逾期，请核对定案"),
            format!("Settlement of {year} is overdue: look through it and freeze it"),
        )
    } else {
        Text::new(format!("{year} 年度核算待核对定案"), format!("Settlement of {year}: look through it and freeze it"))
    };
    Task { kind: "settlement.freeze".into(), title, count: 1, due_on, to: format!("/settlements/{year}") }
}
