//! Stock of one book in hand: which lots give what a use case takes out.
//!
//! Loaded with one statement, lowered as it gives, so that two lines of one product never take the
//! same goods twice. Lots taken in after the day of the entry are not there yet.

use crate::{
    around::Product,
    book::{quantity, split},
    error::No,
    tie::Tie,
};
use base::{
    Day, Quantity, Refusal,
    ids::{LotId, OutletId, ProductId},
};
use books::stock::{Choice, LotBalance, StockRefusal, allocate};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params, row};

row! {
    /// What is left of a lot.
    #[derive(Clone, Debug)]
    pub(crate) struct OnHand {
        pub product: ProductId, pub lot: i64, pub unit: String, pub on_hand: i64, pub taken_in_on: Day, pub expires_on: Day,
        /// Different products in it; from two on it is a gift box.
        pub components: i64,
        /// Report of unsalable produce that it comes from, 0 if none.
        pub unsalable: i64,
        /// First business day on which its sales count for that; empty if none.
        pub unsalable_from: String,
    }
}

impl OnHand {
    /// The report that goods of this lot count for on a business day.
    fn tie(&self, day: Day) -> Option<Tie> {
        let from = self.unsalable_from.parse().ok().filter(|from| *from <= day)?;
        Some(Tie { report: self.unsalable, from })
    }
}

/// How goods go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Take {
    pub day: Day,
    pub lot: Option<LotId>,
    /// Expired lots too: a loss, a count, a return to the supplier.
    pub expired_too: bool,
    /// What is missing goes below nothing without a lot.
    pub below_nothing: bool,
}

/// A part that a lot gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub lot: Option<LotId>,
    pub quantity: Quantity,
    pub gift_box: bool,
    /// The report of unsalable produce that it counts for.
    pub tie: Option<Tie>,
}

/// Lots that are held for their owners, by product.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consigned(BTreeSet<(ProductId, i64)>);

impl Consigned {
    /// Says why goods cannot be taken, where they are there but not the outlet's own.
    pub(crate) fn explain(&self, product: &Product, lot: Option<LotId>, no: Refusal) -> Refusal {
        let held = match lot {
            Some(lot) => self.0.contains(&(product.id, lot.0)),
            None => self.0.iter().any(|(of, _)| *of == product.id),
        };
        if held { No::Consigned { name: product.name.clone() }.into() } else { no }
    }
}

/// Stock of some products in one book.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf(BTreeMap<ProductId, Vec<OnHand>>);

impl Shelf {
    /// Loads what is left of these products.
    pub(crate) fn load(
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        products: &[ProductId],
    ) -> Result<Self, Refusal> {
        let mut shelf = Self::default();
        for chunk in products.chunks(512) {
            let (ids, values) = store::listed(chunk, params![county, outlet]);
            let sql = format!(
                "SELECT s.product, s.lot, s.unit, s.on_hand, s.taken_in_on, s.expires_on, CASE WHEN s.lot = 0 THEN 0 ELSE
                    (SELECT COUNT(DISTINCT o.product) FROM lot_source o WHERE o.county = s.county AND o.lot = s.lot) END,
                    COALESCE(t.unsalable, 0), COALESCE(t.unsalable_from, '')
                 FROM stock s LEFT JOIN lot t ON t.county = s.county AND t.id = s.lot WHERE s.county = $1 AND s.outlet = $2 AND s.product IN ({ids}) AND s.on_hand <> 0"
            );
            for lot in tx.query::<OnHand>(&sql, &values)? {
                shelf.0.entry(lot.product).or_default().push(lot);
            }
        }
        Ok(shelf)
    }

    /// Sets aside what is held for its owners: it is sold or given back, neither repacked nor handed on, since
    /// what is owed follows the lot in this book. Gives what was set aside.
    pub(crate) fn own_only(&mut self, tx: &mut Tx<'_>, county: &str) -> Result<Consigned, Refusal> {
        let lots: Vec<LotId> = self.0.values().flatten().filter(|row| row.lot != 0).map(|row| LotId(row.lot)).collect();
        let mut held: BTreeSet<i64> = BTreeSet::new();
        for chunk in lots.chunks(512) {
            let (ids, values) = store::listed(chunk, params![county]);
            let sql = format!(
                "SELECT o.id FROM lot o JOIN entry i ON i.county = o.county AND i.book = o.outlet AND i.seq = o.seq
                 WHERE o.county = $1 AND o.id IN ({ids}) AND i.kind = 'consignment_intake'"
            );
            held.extend(tx.query::<i64>(&sql, &values)?);
        }
        let mut aside = Consigned::default();
        for (product, rows) in &mut self.0 {
            let (consigned, own) = std::mem::take(rows).into_iter().partition(|row| held.contains(&row.lot));
            *rows = own;
            aside.0.extend(consigned.into_iter().map(|row: OnHand| (*product, row.lot)));
        }
        Ok(aside)
    }

    /// The row of a lot.
    pub(crate) fn lot(&self, product: ProductId, lot: LotId) -> Option<&OnHand> {
        self.0.get(&product)?.iter().find(|one| one.lot == lot.0)
    }

    /// Whether a lot of this product is packed from different products.
    pub(crate) fn has_gift_box(&self, product: ProductId) -> bool {
        self.0.get(&product).is_some_and(|lots| lots.iter().any(|row| row.components > 1))
    }

    /// What is left of a product without a lot, and in lots.
    pub(crate) fn sides(&self, product: ProductId) -> (i64, i64) {
        let lots = self.0.get(&product).map(Vec::as_slice).unwrap_or_default();
        let sum = |of_lots: bool| {
            lots.iter().filter(|row| (row.lot != 0) == of_lots).fold(0_i64, |sum, row| sum.saturating_add(row.on_hand))
        };
        (sum(false), sum(true))
    }

    /// What can be taken of a product on a day, expired goods too.
    pub(crate) fn there(&self, product: ProductId, day: Day) -> i64 {
        let rows = self.0.get(&product).into_iter().flatten();
        rows.filter(|row| row.on_hand > 0 && row.taken_in_on <= day)
            .fold(0_i64, |sum, row| sum.saturating_add(row.on_hand))
    }

    /// Takes goods out of lots only, oldest first.
    pub(crate) fn take_from_lots(
        &mut self,
        product: &Product,
        wanted: Quantity,
        how: Take,
    ) -> Result<Vec<Part>, Refusal> {
        if let Some(lots) = self.0.get_mut(&product.id) {
            lots.retain(|row| row.lot != 0);
        }
        self.take(product, wanted, how)
    }

    /// Puts goods of a new lot in, for entries that come later in the same transaction.
    pub(crate) fn put(
        &mut self,
        product: ProductId,
        lot: LotId,
        goods: Quantity,
        taken_in_on: Day,
        expires_on: Option<Day>,
    ) {
        let (unit, on_hand) = split(goods);
        let never = Day::new(9999, 12, 31).unwrap_or(taken_in_on);
        let expires_on = expires_on.unwrap_or(never);
        let row = OnHand {
            product,
            lot: lot.0,
            unit: unit.into(),
            on_hand,
            taken_in_on,
            expires_on,
            components: 0,
            unsalable: 0,
            unsalable_from: String::new(),
        };
        self.0.entry(product).or_default().push(row);
    }

    /// Takes goods out, oldest first or of the named lot.
    pub(crate) fn take(&mut self, product: &Product, wanted: Quantity, how: Take) -> Result<Vec<Part>, Refusal> {
        let lots = self.0.entry(product.id).or_default();
        // A long import walks the same shelf many times: empty lots go, but not the ones of this entry.
        if lots.len() > 64 {
            lots.retain(|row| row.on_hand != 0);
        }
        let balances: Vec<LotBalance> =
            lots.iter().filter(|lot| lot.on_hand > 0 && lot.taken_in_on <= how.day).map(balance).collect();
        // An early day makes nothing expired.
        let on = if how.expired_too { Day::new(1, 1, 1).unwrap_or(how.day) } else { how.day };
        let choice = how.lot.map_or(Choice::OldestFirst, Choice::Lot);
        let mut parts = Vec::new();
        let taken = match allocate(&balances, wanted, on, choice) {
            Ok(taken) => taken,
            Err(StockRefusal::NotEnough { .. }) if how.below_nothing && how.lot.is_none() => {
                let (unit, wanted_units) = split(wanted);
                let there: i64 =
                    balances.iter().filter(|b| b.expires_on.is_none_or(|end| end >= on)).map(|b| split(b.left).1).sum();
                let missing = wanted_units.checked_sub(there).ok_or(No::Overflow)?;
                parts.push(Part { lot: None, quantity: quantity(unit, missing), gift_box: false, tie: None });
                if there > 0 { allocate(&balances, quantity(unit, there), on, choice)? } else { Vec::new() }
            }
            Err(StockRefusal::NotEnough { left_zh, left_en }) => {
                return Err(No::NotEnough { name: product.name.clone(), left_zh, left_en }.into());
            }
            Err(other) => return Err(other.into()),
        };
        for one in taken {
            let row = lots.iter_mut().find(|row| row.lot == one.lot.0);
            let components = row.as_ref().map_or(0, |row| row.components);
            let tie = row.as_ref().and_then(|row| row.tie(how.day));
            if let Some(row) = row {
                row.on_hand = row.on_hand.checked_sub(split(one.quantity).1).ok_or(No::Overflow)?;
            }
            let lot = Some(one.lot).filter(|lot| lot.0 != 0);
            parts.push(Part { lot, quantity: one.quantity, gift_box: components > 1, tie });
        }
        Ok(parts)
    }
}

fn balance(row: &OnHand) -> LotBalance {
    let expires_on = Some(row.expires_on).filter(|day| day.year() < 9999);
    LotBalance { lot: LotId(row.lot), taken_in_on: row.taken_in_on, expires_on, left: quantity(&row.unit, row.on_hand) }
}
