//! Goods that a file says were sold and that never came in: named before it is taken in.

use super::{apply::group, plan::Fit, preview::BelowNothing};
use crate::{
    around::Product,
    book::{quantity, split},
    shelf::{Shelf, Take},
};
use base::{
    Refusal,
    ids::{LotId, OutletId, ProductId},
};
use sheets::ledger::Direction;
use std::collections::BTreeMap;
use store::{Tx, params};

/// The products whose stock would fall below nothing, with what is missing; none where stock is not kept.
pub(super) fn below_nothing(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    catalogue: &BTreeMap<ProductId, Product>,
    new: &[Fit<'_>],
) -> Result<Vec<BelowNothing>, Refusal> {
    let kept: Option<bool> =
        tx.find("SELECT stock_kept FROM book WHERE county = $1 AND outlet = $2", params![county, outlet])?;
    if !kept.unwrap_or(true) {
        return Ok(Vec::new());
    }
    let ids: Vec<ProductId> = catalogue.keys().copied().collect();
    let mut shelf = Shelf::load(tx, county, outlet, &ids)?;
    let mut in_order: Vec<&Fit<'_>> = new.iter().collect();
    in_order.sort_by_cached_key(|fit| group(fit));
    let mut missing: BTreeMap<ProductId, (&'static str, i64)> = BTreeMap::new();
    // A lot that is not there yet has a number that no lot has.
    for (fit, lot) in in_order.into_iter().zip(1_i64..) {
        let Some(product) = catalogue.get(&fit.product) else { continue };
        let (unit, units) = split(fit.quantity);
        let (day, sold) = (fit.line.date, fit.line.direction == Direction::Sale);
        if units > 0 && !sold {
            shelf.put(fit.product, LotId(-lot), fit.quantity, day, None);
        }
        if sold != (units > 0) {
            continue;
        }
        let wanted = units.abs();
        let short = wanted.saturating_sub(shelf.there(fit.product, day)).max(0);
        let how = Take { day, lot: None, expired_too: true, below_nothing: true };
        shelf.take(product, quantity(unit, wanted), how)?;
        if short > 0 {
            let sum = &mut missing.entry(fit.product).or_insert((unit, 0)).1;
            *sum = sum.saturating_add(short);
        }
    }
    let name = |product: &ProductId| catalogue.get(product).map(|found| found.name.clone()).unwrap_or_default();
    Ok(missing
        .into_iter()
        .map(|(product, (unit, units))| BelowNothing { product, name: name(&product), missing: quantity(unit, units) })
        .collect())
}
