//! What ties a lot to a report of unsalable produce: from then on its sales are campaign sales.
//!
//! Invariants: the produce is of the crop that was reported, comes from that township, and no more of it is
//! tied than was reported; a sale of an earlier business day never counts (T24).

use crate::{
    around::{Product, Supplier},
    error::No,
};
use base::{Day, Quantity, Refusal, ids::ProductId};
use edge::Actor;
use store::{Tx, params};

/// A report and the first business day on which sales of its lots count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub report: i64,
    pub from: Day,
}

/// The township of a path: `/7/33/` → `/7/`.
fn township(path: &str) -> &str {
    path.match_indices('/').nth(1).and_then(|(end, _)| path.get(..=end)).unwrap_or(path)
}

fn grams(quantity: Quantity, pack_g: Option<i64>) -> Option<i64> {
    match quantity {
        Quantity::G(grams) => Some(grams),
        Quantity::Pieces(pieces) => pieces.checked_mul(pack_g?),
    }
}

/// Ties goods of one line; `tied_here` counts what this intake ties. **Errors:** no such report, one that was refused or
/// withdrawn, another crop, a supplier from elsewhere, or more than was reported.
pub(crate) fn check(
    tx: &mut Tx<'_>,
    actor: &Actor,
    said: Option<i64>,
    (product, quantity): (&Product, Quantity),
    supplier: &Supplier,
    tied_here: &mut i64,
) -> Result<Option<Tie>, Refusal> {
    let Some(id) = said else { return Ok(None) };
    let county = actor.county_id();
    tx.hold(county, &format!("unsalable/{id}"))?;
    let report = supply::desk::unsalable(tx, county, id)?.ok_or(No::NoSuchUnsalable)?;
    if matches!(report.state.as_str(), "refused" | "withdrawn") {
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
    if report.bound != "at_least" {
        let before = tied_before(tx, actor, id)?;
        let room = report.grams.0.saturating_sub(before);
        if *tied_here > room {
            let left = format!("{}.{:03}", room.max(0) / 1_000, room.max(0) % 1_000);
            return Err(No::UnsalableTooMuch { id, left }.into());
        }
    }
    Ok(Some(Tie { report: id, from: report.received_at.day() }))
}

/// Grams that came in tied to a report before.
fn tied_before(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<i64, Refusal> {
    let rows: Vec<(ProductId, String, i64)> = tx.query(
        "SELECT l.product, l.unit, CAST(SUM(l.quantity) AS BIGINT) FROM lot o
         JOIN entry e ON e.county = o.county AND e.book = o.outlet AND e.seq = o.seq AND e.kind <> 'repack'
         JOIN line l ON l.county = o.county AND l.book = o.outlet AND l.seq = o.seq AND l.lot = o.id
         WHERE o.county = $1 AND o.unsalable = $2 AND o.unsalable <> 0 GROUP BY l.product, l.unit",
        params![actor.county_id(), id],
    )?;
    let products: Vec<ProductId> = rows.iter().map(|row| row.0).collect();
    let known = catalogue::desk::products_at(tx, actor.county_id(), &products, actor.now)?;
    let sum = rows.iter().try_fold(0_i64, |sum, (product, unit, quantity)| {
        let pack_g = known.iter().find(|known| known.id == *product).and_then(|known| known.pack_g);
        let quantity = if unit == "g" { Quantity::G(*quantity) } else { Quantity::Pieces(*quantity) };
        sum.checked_add(grams(quantity, pack_g)?)
    });
    Ok(sum.ok_or(No::Overflow)?)
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
