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

use crate::{error::No, windows};
use base::{Day, Refusal, ids::DivisionId};
use edge::Actor;
use std::collections::BTreeMap;
use store::{Tx, params};

/// Most that a vehicle takes: 100 t.
const MOST_KG: i64 = 100_000;
/// Days ahead and back that a run is planned or entered for.
const DAYS: i32 = 366;

/// Costs of ways by their two ends, as they were entered.
pub(crate) struct Roads(BTreeMap<(i64, i64), i64>);

/// A village with its township, or a township alone; nothing is outside the county.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub township: i64,
    pub village: i64,
}

impl Spot {
    /// Where a path lies: `/7/33/` → 7 and 33.
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').filter_map(|part| part.parse::<i64>().ok());
        Self { township: parts.next().unwrap_or(0), village: parts.next().unwrap_or(0) }
    }
}

impl Roads {
    /// Reads the table of ways.
    pub fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let sql = "SELECT from_township, to_township, fen_per_kg FROM transport_cost WHERE county = $1";
        let rows: Vec<(i64, i64, i64)> = tx.query(sql, params![county])?;
        Ok(Self(rows.into_iter().map(|(from, to, fen)| ((from, to), fen)).collect()))
    }

    /// Whether somebody entered a way between two places of one township.
    pub fn knows(&self, villages: &[Spot]) -> bool {
        let known = |id: i64| villages.iter().any(|spot| spot.village == id);
        self.0.keys().any(|(from, to)| known(*from) && known(*to))
    }

    /// What a kilogram costs from one place to another: from village to village, or a village and a township, as it was
    /// entered in this direction or the other; else between their townships, else by the rule of thumb.
    pub fn cost(&self, from: Spot, to: Spot) -> i64 {
        let way = |from: i64, to: i64| self.0.get(&(from, to)).copied();
        let either = |from: i64, to: i64| way(from, to).or_else(|| way(to, from));
        let named = match (from.village, to.village) {
            (0, 0) => None,
            (0, village) => either(from.township, village),
            (village, 0) => either(village, to.township),
            (from, to) => either(from, to),
        };
        named
            .or_else(|| way(from.township, to.township))
            .unwrap_or_else(|| windows::rule_of_thumb(from.township, to.township))
    }
}

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

/// Grams as kilograms: 1500 → 1.5.
fn kg(grams: i64) -> String {
    let text = format!("{}.{:03}", grams / 1_000, grams % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Refuses days far from today.
fn check_day(actor: &Actor, day: Day, field: &str) -> Result<(), Refusal> {
    if day.days_since(actor.day()).abs() > DAYS {
        return Err(Refusal::from(No::RunDay).at(field));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_as_entered_or_by_the_rule_of_thumb() {
        let roads = Roads(BTreeMap::from([((33, 34), 2), ((7, 8), 11), ((35, 7), 3)]));
        let at = |township, village| Spot { township, village };
        for (from, to, cost) in [
            (at(7, 33), at(7, 34), 2),
            (at(7, 34), at(7, 33), 2),
            (at(7, 33), at(7, 35), windows::WITHIN),
            (at(7, 35), at(7, 0), 3),
            (at(7, 33), at(8, 90), 11),
            (at(8, 90), at(7, 33), windows::BETWEEN),
            (at(7, 33), Spot::default(), windows::OUTSIDE),
        ] {
            assert_eq!(roads.cost(from, to), cost, "{from:?} {to:?}");
        }
        assert!(roads.knows(&[at(7, 33), at(7, 34)]) && !roads.knows(&[at(7, 33), at(7, 35)]));
        assert_eq!(Spot::of("/7/33/p5/"), at(7, 33));
    }
}
