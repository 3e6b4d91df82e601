//! What ties a lot to a report of unsalable produce: from then on its sales are campaign sales.
//!
//! Invariants: the produce is of the crop that was reported, comes from that township, and no more of it is
//! tied than was reported; a sale of an earlier business day never counts (T24).

use crate::{
    around::{Product, Supplier},
    error::No,
};
use base::{
    Day, Instant, Quantity, Refusal,
    ids::{OutletId, ProductId},
};
use edge::Actor;
use policy::Practice;
use std::collections::BTreeMap;
use store::{Tx, Value, params};
use supply::desk::Reported;

/// A report and the first business day on which sales of its lots count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub report: i64,
    pub from: Day,
}

/// The township of a path: `/7/33/` → `/7/`.
pub(crate) fn township(path: &str) -> &str {
    path.match_indices('/').nth(1).and_then(|(end, _)| path.get(..=end)).unwrap_or(path)
}

fn grams(quantity: Quantity, pack_g: Option<i64>) -> Option<i64> {
    match quantity {
        Quantity::G(grams) => Some(grams),
        Quantity::Pieces(pieces) => pieces.checked_mul(pack_g?),
    }
}

/// Last day on which goods of a report come in.
pub(crate) fn until(report: &Reported, practice: Practice) -> Day {
    report.spoil_on.plus_days(practice.unsalable_days)
}

/// Grams that may be tied to a report in all.
pub(crate) fn most(report: &Reported, practice: Practice) -> i64 {
    report.grams.0.saturating_mul(if report.bound == "at_least" { practice.at_least_times } else { 1 })
}

/// Reports of villages below a place that take goods on a day, those that spoil first on top.
pub(crate) fn open_below(
    tx: &mut Tx<'_>,
    county: &str,
    below: &str,
    (day, practice): (Day, Practice),
) -> Result<Vec<Reported>, Refusal> {
    supply::desk::unsalable_below(tx, county, below, day.plus_days(-practice.unsalable_days))
}

/// Ties goods of one line; `tied_here` counts what this intake ties. **Errors:** no such report, one that was refused or
/// withdrawn or is done with, goods of long after they spoil, another crop, a supplier from elsewhere, or more than was reported.
pub(crate) fn check(
    tx: &mut Tx<'_>,
    actor: &Actor,
    said: Option<i64>,
    (product, quantity, day): (&Product, Quantity, Day),
    supplier: &Supplier,
    tied_here: &mut i64,
) -> Result<Option<Tie>, Refusal> {
    let Some(id) = said else { return Ok(None) };
    let county = actor.county_id();
    tx.hold(county, &format!("unsalable/{id}"))?;
    let report = supply::desk::unsalable(tx, county, id)?.ok_or(No::NoSuchUnsalable)?;
    let practice = actor.policies.practice(day);
    if day > until(&report, practice) || matches!(report.state.as_str(), "refused" | "withdrawn" | "closed") {
        return Err(No::UnsalableOver { id }.into());
    }
    if !supply::desk::is_made_of(tx, county, product.id, report.crop)? {
        return Err(No::UnsalableCrop { name: product.name.clone(), id }.into());
    }
    // Who is in no register is believed; who is, has to be from there.
    if supplier.path.as_deref().is_some_and(|path| !path.starts_with(township(&report.path))) {
        return Err(No::UnsalableElsewhere { id }.into());
    }
    let line = grams(quantity, product.pack_g).ok_or(No::Overflow)?;
    *tied_here = tied_here.checked_add(line).ok_or(No::Overflow)?;
    let room = most(&report, practice).saturating_sub(tied_before(tx, actor, id)?);
    if *tied_here > room {
        let left = format!("{}.{:03}", room.max(0) / 1_000, room.max(0) % 1_000);
        return Err(No::UnsalableTooMuch { id, left }.into());
    }
    Ok(Some(Tie { report: id, from: report.received_at.day() }))
}

/// Grams that came in tied to a report before, less what was reversed.
fn tied_before(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<i64, Refusal> {
    let kept = tied(tx, actor.county_id(), actor.now, Some(&[id]))?;
    Ok(kept.values().try_fold(0_i64, |sum, grams| sum.checked_add(*grams)).ok_or(No::Overflow)?)
}

/// Grams of the produce of some reports, or of all, that each outlet took in and did not hand on to another, by report
/// and outlet. What was packed anew or sold since is among them.
pub(crate) fn tied(
    tx: &mut Tx<'_>,
    county: &str,
    now: Instant,
    reports: Option<&[i64]>,
) -> Result<BTreeMap<(i64, OutletId), i64>, Refusal> {
    let mut rows: Vec<(i64, OutletId, ProductId, String, i64)> = Vec::new();
    // From the lots of a report on, not from all lines that have a lot.
    let mut read = |only: &str, values: &[Value]| {
        let sql = format!(
            "SELECT o.unsalable, l.book, l.product, l.unit, CAST(SUM(l.quantity) AS BIGINT) FROM lot o
             CROSS JOIN line l CROSS JOIN entry e
             WHERE l.county = o.county AND l.lot = o.id AND e.county = l.county AND e.book = l.book AND e.seq = l.seq
             AND e.kind IN ('purchase', 'consignment_intake', 'transfer') AND o.county = $1 AND o.unsalable <> 0 {only}
             GROUP BY o.unsalable, l.book, l.product, l.unit"
        );
        rows.extend(tx.query::<(i64, OutletId, ProductId, String, i64)>(&sql, values)?);
        Ok::<_, Refusal>(())
    };
    match reports {
        None => read("", params![county])?,
        Some(reports) => {
            for chunk in reports.chunks(512) {
                let (list, values) = store::listed(chunk, params![county]);
                read(&format!("AND o.unsalable IN ({list})"), &values)?;
            }
        }
    }
    let products: Vec<ProductId> = rows.iter().map(|row| row.2).collect();
    let known = catalogue::desk::products_at(tx, county, &products, now)?;
    let mut kept: BTreeMap<(i64, OutletId), i64> = BTreeMap::new();
    for (report, outlet, product, unit, quantity) in rows {
        let pack_g = known.iter().find(|known| known.id == product).and_then(|known| known.pack_g);
        let quantity = if unit == "g" { Quantity::G(quantity) } else { Quantity::Pieces(quantity) };
        let sum = kept.entry((report, outlet)).or_default();
        *sum = grams(quantity, pack_g).and_then(|grams| sum.checked_add(grams)).ok_or(No::Overflow)?;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_township_of_a_place() {
        for (path, of) in [("/7/33/", "/7/"), ("/7/33/p4/", "/7/"), ("/7/", "/7/"), ("/", "/")] {
            assert_eq!(township(path), of, "{path}");
        }
    }
}
