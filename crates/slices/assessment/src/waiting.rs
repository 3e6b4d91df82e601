//! What waits for the county office: last year's settlement.

use crate::sql;
use base::{Day, Refusal, Text};
use edge::{Actor, Perm, Task};
use store::Tx;

/// Months of the new year in which the office is reminded.
const REMINDED_UNTIL_MONTH: i8 = 2;

/// The tasks of an actor: settle and freeze last year, by the end of February.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let today = actor.day();
    let year = today.year() - 1;
    if !actor.may(Perm::AssessmentSettle) || today.month() > REMINDED_UNTIL_MONTH {
        return Ok(Vec::new());
    }
    let holds = actor.policies.for_year(year).is_some();
    if !holds || sql::find_frozen(tx, actor.county_id(), year)?.is_some() {
        return Ok(Vec::new());
    }
    let first_of_march = Day::first_of_year(today.year()).map(|first| first.plus_months(2));
    Ok(vec![Task {
        kind: "settlement.freeze".into(),
        title: Text::new(
            format!("{year} 年度核算待核对定案"),
            format!("Settlement of {year}: look through it and freeze it"),
        ),
        count: 1,
        due_on: first_of_march.map(|day| day.plus_days(-1)),
        to: format!("/settlements/{year}"),
    }])
}
