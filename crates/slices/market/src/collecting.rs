//! Collection runs (集货车次): what was agreed in a township is fetched village by village, by vehicles that take so much.
//!
//! The program proposes ([`propose`]); people plan, change and cancel ([`runs`]) and say what was loaded ([`taking`]). What
//! a vehicle loads is no delivery: that is weighed and graded where it arrives, and stands on the contract and in a book.
//! Invariants: nothing is on two runs, nothing over a limit, and what does not fit is named with the reason.

mod list;
mod loads;
mod order;
mod pack;
mod propose;
mod runs;
mod share;
mod sheet;
mod show;
mod taking;

pub use list::{CollectionFilter, list};
pub use propose::propose;
pub use runs::{edit, end, plan};
pub use sheet::print;
pub use show::show;
pub use taking::take;

use crate::{
    error::No,
    roads::{Roads, Spot},
};
use base::{Day, Refusal, ids::DivisionId};
use edge::Actor;
use store::Tx;

/// Most that a vehicle takes: 100 t.
const MOST_KG: i64 = 100_000;
/// Days ahead and back that a run is planned or entered for.
const DAYS: i32 = 366;

/// A township of the county, standing. **Errors:** there is none, or it is another's.
fn township(tx: &mut Tx<'_>, actor: &Actor, id: DivisionId) -> Result<places::desk::DivisionView, Refusal> {
    let found = places::desk::division(tx, actor.county_id(), id)?.filter(|found| found.level == "township");
    let found = found.ok_or_else(|| Refusal::from(No::RunTownship).at("/township"))?;
    actor.require(&found.path)?;
    Ok(found)
}

/// Where a run goes; 0 is outside the county.
fn destination(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Spot, Refusal> {
    if id == 0 {
        return Ok(Spot::default());
    }
    let found = places::desk::division(tx, actor.county_id(), DivisionId(id))?.filter(|found| found.level != "county");
    Ok(Spot::of(&found.ok_or_else(|| Refusal::from(No::NoSuchDivision).at("/to_division"))?.path))
}

/// Refuses a limit that is none, and calls that are none.
fn check_vehicle(at: &str, name: &str, limit_kg: i64, stops_most: Option<i64>) -> Result<(), Refusal> {
    crate::text(&format!("{at}/vehicle"), name, 30)?;
    if !(1..=MOST_KG).contains(&limit_kg) {
        return Err(Refusal::from(No::RunLimit).at(format!("{at}/limit_kg")));
    }
    if stops_most.is_some_and(|most| !(1..=100).contains(&most)) {
        return Err(Refusal::from(No::RunStops).at(format!("{at}/stops_most")));
    }
    Ok(())
}

/// Refuses days far from today.
fn check_day(actor: &Actor, day: Day, field: &str) -> Result<(), Refusal> {
    if day.days_since(actor.day()).abs() > DAYS {
        return Err(Refusal::from(No::RunDay).at(field));
    }
    Ok(())
}
