//! Lots that lie at a point, as its phone keeps them.

use super::slips::Slip;
use crate::counterparty;
use base::{
    Day, Refusal,
    ids::{LotId, OutletId, ProductId},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params, row};

/// A lot that lies at the point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LotNear {
    /// Its number.
    pub lot: LotId,
    /// Its trace code.
    pub code: String,
    /// The phone's item that it came of; empty for what the office entered.
    pub item: String,
    /// What.
    pub product: ProductId,
    /// Its name.
    pub product_name: String,
    /// Grams that are left.
    pub quantity_g: i64,
    /// When it came in.
    pub taken_in_on: Day,
    /// Of whom, masked; empty for a mixed lot.
    pub seller: String,
    /// Number of its certificate.
    pub certificate: String,
    /// Its grade.
    pub grade: String,
}

row! {
    #[derive(Clone, Debug)]
    struct Lying {
        lot: LotId, code: String, item: String, product: ProductId, on_hand: i64, taken_in_on: Day, counterparty: Option<i64>,
        certificate: String,
    }
}

/// What lies there, the newest first.
pub(super) fn lots(tx: &mut Tx<'_>, county: &str, outlet: OutletId, slips: &[Slip]) -> Result<Vec<LotNear>, Refusal> {
    let lying: Vec<Lying> = tx.query(
        "SELECT s.lot, l.code, COALESCE((SELECT MAX(i.client) FROM point_item i WHERE i.county = s.county AND i.outlet = s.outlet
             AND i.lot = s.lot), ''), s.product, s.on_hand, s.taken_in_on, l.counterparty, l.certificate
         FROM stock s JOIN lot l ON l.county = s.county AND l.id = s.lot
         WHERE s.county = $1 AND s.outlet = $2 AND s.on_hand > 0 AND s.unit = 'g' ORDER BY s.lot DESC LIMIT 300",
        params![county, outlet],
    )?;
    let products = crate::named::names(tx, county, lying.iter().map(|lot| lot.product))?;
    let mut names: BTreeMap<i64, String> = BTreeMap::new();
    for id in lying.iter().filter_map(|lot| lot.counterparty).collect::<BTreeSet<_>>() {
        names.insert(id, counterparty::name(tx, county, id)?);
    }
    let near = |lot: Lying| LotNear {
        product_name: products.get(&lot.product).cloned().unwrap_or_default(),
        seller: lot.counterparty.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        grade: slips.iter().find(|slip| slip.lot == lot.lot).map(|slip| slip.grade.clone()).unwrap_or_default(),
        lot: lot.lot,
        code: lot.code,
        item: lot.item,
        product: lot.product,
        quantity_g: lot.on_hand,
        taken_in_on: lot.taken_in_on,
        certificate: lot.certificate,
    };
    Ok(lying.into_iter().map(near).collect())
}
