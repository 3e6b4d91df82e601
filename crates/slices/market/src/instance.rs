//! From what villages report and buyers want to an instance of `matching`, and back.
//!
//! Places are digits, township before village, so that a directed demand names the beginning of where it buys.

use crate::{
    demands::DemandRow,
    directions,
    ways::{self, WayTable},
    windows,
};
use base::{Day, Refusal, ids::DivisionId};
use matching::{Demand, Instance, Supply, Transport};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use store::Tx;
use supply::desk::ForSale;

/// A demand in one of its windows, less what was agreed for it.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub demand: i64,
    pub buyer_path: String,
    pub name: String,
    pub crop: i64,
    pub division: Option<DivisionId>,
    pub directed_to: Option<DivisionId>,
    /// Whose goods alone are wanted; empty for anybody's.
    pub sellers: Vec<String>,
    pub kg: i64,
    pub window: (Day, Day),
    pub max_fen_per_kg: Option<i64>,
}

/// An instance with what its positions stand for.
pub(crate) struct Problem {
    pub instance: Instance,
    pub supplies: Vec<ForSale>,
    pub demands: Vec<Wanted>,
    pub ways_used: WaysUsed,
}

/// By which table of ways a plan was made, and how much of it was estimated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaysUsed {
    /// The table; none before the first.
    pub table: Option<WayTable>,
    /// Ways from where something is to where it is wanted; none was kept of plans from before.
    pub ways: i64,
    /// Of these, how many are in the table; the others go by the rule of thumb.
    pub known: i64,
}

/// Township and village of a path as numbers: `/7/33/` → 7, 33; 0 for what is not there.
pub(crate) fn numbers(path: &str) -> (i64, i64) {
    let mut parts = path.split('/').filter_map(|part| part.parse::<i64>().ok());
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

fn place(path: &str) -> String {
    let (township, village) = numbers(path);
    format!("{township:08}{village:08}")
}

/// The division that a path lies in: its village, else its township.
pub(crate) fn division_at(path: &str) -> DivisionId {
    division_of(&place(path))
}

/// The village of a place, or the township of one that has no villages.
pub(crate) fn division_of(place: &str) -> DivisionId {
    let number = |digits: Option<&str>| digits.and_then(|digits| digits.parse().ok()).unwrap_or(0);
    match number(place.get(8..16)) {
        0 => DivisionId(number(place.get(..8))),
        village => DivisionId(village),
    }
}

/// What a direction begins with: a township's eight digits, or all sixteen of a village.
fn direction(path: &str) -> String {
    match numbers(path) {
        (township, 0) => format!("{township:08}"),
        _ => place(path),
    }
}

/// Builds the instance: what is left to sell, what is left to buy, what it costs to bring.
pub(crate) fn build(
    tx: &mut Tx<'_>,
    county: &str,
    for_sale: Vec<ForSale>,
    wanted: Vec<Wanted>,
    crops: &BTreeMap<i64, String>,
) -> Result<Problem, Refusal> {
    let mut villages: BTreeMap<DivisionId, String> = BTreeMap::new();
    for sale in &for_sale {
        if let Entry::Vacant(unknown) = villages.entry(sale.division) {
            unknown.insert(places::desk::full_name(tx, county, sale.division)?);
        }
    }
    let name = |crop: i64| crops.get(&crop).cloned().unwrap_or_default();
    let businesses = catalogue::desk::households_of_producers(tx, county)?;
    let supplies = for_sale.iter().map(|sale| {
        let word = if sale.source == "unsalable" { "滞销" } else { "货源" };
        Supply {
            id: format!(
                "{}{}（{word}{}）",
                villages.get(&sale.division).map_or("", String::as_str),
                name(sale.crop),
                sale.id
            ),
            product: name(sale.crop),
            place: place(&sale.path),
            kg: sale.grams.0 / 1_000,
            from: sale.from,
            to: sale.to,
            floor_fen_per_kg: sale.fen_per_kg.map(|fen| fen.0),
            urgency: sale.urgency,
            sellers: directions::sellers_of(sale, &businesses),
        }
    });
    let supplies: Vec<Supply> = supplies.collect();
    let mut demands = Vec::with_capacity(wanted.len());
    for want in &wanted {
        let to = division_path(tx, county, want.division)?;
        let directed = match want.directed_to {
            Some(division) => Some(direction(&division_path(tx, county, Some(division))?)),
            None => None,
        };
        demands.push(Demand {
            id: format!("{}（需求{}，{}起）", want.name, want.demand, want.window.0),
            product: name(want.crop),
            place: place(&to),
            kg: want.kg,
            from: want.window.0,
            to: want.window.1,
            max_fen_per_kg: want.max_fen_per_kg,
            directed_to: directed,
            sellers: want.sellers.clone(),
        });
    }
    let (transport, ways_used) = transport(tx, county, &supplies, &demands)?;
    Ok(Problem {
        ways_used,
        instance: Instance { supplies, demands, transport, pairs: None },
        supplies: for_sale,
        demands: wanted,
    })
}

/// Path of a division; empty for outside the county.
fn division_path(tx: &mut Tx<'_>, county: &str, division: Option<DivisionId>) -> Result<String, Refusal> {
    let Some(division) = division else { return Ok(String::new()) };
    Ok(places::desk::division(tx, county, division)?.map(|found| found.path).unwrap_or_default())
}

/// Costs between all places of the instance: as entered, else by the rule of thumb.
fn transport(
    tx: &mut Tx<'_>,
    county: &str,
    supplies: &[Supply],
    demands: &[Demand],
) -> Result<(Vec<Transport>, WaysUsed), Refusal> {
    let entered = ways::all(tx, county)?;
    let township = |place: &str| place.get(..8).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or(0);
    let from: BTreeSet<&str> = supplies.iter().map(|supply| supply.place.as_str()).collect();
    let to: BTreeSet<&str> = demands.iter().map(|demand| demand.place.as_str()).collect();
    let mut rows = Vec::with_capacity(from.len() * to.len());
    let table = ways::newest(tx, county)?;
    let mut used = WaysUsed { table, ways: 0, known: 0 };
    for from in &from {
        for to in &to {
            let ends = (township(from), township(to));
            let known = entered.get(&ends).copied();
            // Inside one village nothing is paid, whatever a table says.
            if from != to {
                used.ways += 1;
                used.known += i64::from(known.is_some());
            }
            let fen_per_kg = known.unwrap_or_else(|| windows::rule_of_thumb(ends.0, ends.1));
            rows.push(Transport { from: (*from).to_owned(), to: (*to).to_owned(), fen_per_kg });
        }
    }
    Ok((rows, used))
}

/// A demand's open windows in a horizon, each less what was agreed in it.
pub(crate) fn wanted(
    row: &DemandRow,
    (name, sellers): (&str, &[String]),
    agreed: &BTreeMap<(i64, Day), i64>,
    ahead: (Day, i32),
) -> Vec<Wanted> {
    let windows = windows::windows((row.from_day, row.to_day), (row.repeat_days, row.until_day), ahead);
    let want = |window: (Day, Day)| Wanted {
        demand: row.id,
        buyer_path: row.path.clone(),
        name: name.to_owned(),
        crop: row.crop,
        division: row.division,
        directed_to: row.directed_to,
        sellers: sellers.to_vec(),
        kg: row.kg.saturating_sub(agreed.get(&(row.id, window.0)).copied().unwrap_or(0)).max(0),
        window,
        max_fen_per_kg: row.max_fen_per_kg.map(|fen| fen.0),
    };
    windows.into_iter().map(want).filter(|want| want.kg > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_digits_that_directions_begin() {
        assert_eq!(place("/7/33/"), "0000000700000033");
        assert_eq!(place("/7/33/o5/"), "0000000700000033");
        assert_eq!(place(""), "0000000000000000");
        assert_eq!(direction("/7/"), "00000007");
        assert_eq!([division_of(&place("/7/33/")), division_of(&place("/7/"))], [DivisionId(33), DivisionId(7)]);
        assert!(place("/7/33/").starts_with(&direction("/7/")) && !place("/70/33/").starts_with(&direction("/7/")));
    }
}
