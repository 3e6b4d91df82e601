//! What is gone of supplies and of demands' windows, so that a new plan leaves it out.
//!
//! Offers that were sent or agreed hold what they speak of. What outlets took in of reported produce is gone too; an
//! offer to the same outlet is fulfilled by that, and counts once.

use crate::offers::{KG, STATE};
use base::{Day, Instant, Refusal, ids::OutletId};
use std::collections::BTreeMap;
use store::{Tx, params};

/// A source of supply: `report` or `unsalable`, and its number.
type Source = (String, i64);

/// What is gone.
#[derive(Default)]
pub(crate) struct Taken {
    /// Of sources, grams.
    pub sources: BTreeMap<Source, i64>,
    /// Of demands' windows, kg.
    pub windows: BTreeMap<(i64, Day), i64>,
}

/// Reads what stands; what was only proposed is taken back by the next plan.
pub(crate) fn taken(tx: &mut Tx<'_>, county: &str, now: Instant) -> Result<Taken, Refusal> {
    let sql = format!(
        "SELECT source, source_id, demand, from_day, outlet, kg FROM (SELECT o.source, o.source_id, o.demand, o.from_day,
         d.outlet, {KG} AS kg, {STATE} AS state FROM offer o JOIN demand d ON d.county = o.county AND d.id = o.demand
         WHERE o.county = $1) q WHERE state IN ('sent', 'agreed')"
    );
    let mut windows: BTreeMap<(i64, Day), i64> = BTreeMap::new();
    let mut offered: BTreeMap<(Source, Option<OutletId>), i64> = BTreeMap::new();
    for (source, id, demand, from, outlet, kg) in
        tx.query::<(String, i64, i64, Day, Option<OutletId>, i64)>(&sql, params![county])?
    {
        *offered.entry(((source, id), outlet)).or_default() += kg.saturating_mul(1_000);
        *windows.entry((demand, from)).or_default() += kg;
    }
    let kept = ledger::desk::taken_in_of_reports(tx, county, now)?;
    Ok(Taken { sources: gone(offered, kept), windows })
}

/// Grams gone of each source: to each outlet what was offered or what it took in, whichever is more.
fn gone(
    offered: BTreeMap<(Source, Option<OutletId>), i64>,
    kept: BTreeMap<(i64, OutletId), i64>,
) -> BTreeMap<Source, i64> {
    let mut by_buyer = offered;
    for ((report, outlet), grams) in kept {
        let held = by_buyer.entry((("unsalable".to_owned(), report), Some(outlet))).or_default();
        *held = (*held).max(grams);
    }
    let mut sources: BTreeMap<Source, i64> = BTreeMap::new();
    for ((source, _), grams) in by_buyer {
        *sources.entry(source).or_default() += grams;
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_outlet_took_in_fulfils_its_offer_and_counts_once() {
        let unsalable = |id| ("unsalable".to_owned(), id);
        let (shop, other) = (OutletId(1), OutletId(2));
        let offered = BTreeMap::from([
            ((unsalable(7), Some(shop)), 10_000),
            ((unsalable(7), None), 5_000),
            ((("report".to_owned(), 7), Some(shop)), 3_000),
        ]);
        let kept = BTreeMap::from([((7, shop), 8_000), ((7, other), 2_000), ((9, shop), 1_000)]);
        let gone = gone(offered, kept);
        assert_eq!(
            gone.get(&unsalable(7)),
            Some(&17_000),
            "10 offered to the shop, 5 elsewhere, 2 taken in by another"
        );
        assert_eq!(gone.get(&unsalable(9)), Some(&1_000), "taken in without an offer");
        assert_eq!(gone.get(&("report".to_owned(), 7)), Some(&3_000), "a report of the same number is another source");
    }
}
