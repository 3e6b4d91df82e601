//! What goods of a lot are worth: what they cost, where that is known.
//!
//! The worth of what is packed together shares the price of a gift box, and with it what counts as listed and local.
//! So it follows the book; what somebody types counts only for goods whose cost no entry tells, and is shown as typed.

use crate::error::No;
use base::{Fen, Refusal, ids::LotId, quantity::amount};
use std::collections::BTreeMap;
use store::{Tx, params};

/// What lots cost: an amount for so many base units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Costs(BTreeMap<LotId, (Fen, i64)>);

impl Costs {
    /// Loads them: the line that brought a lot in, if it was bought, taken for its owner, or packed of such.
    pub(crate) fn load(tx: &mut Tx<'_>, county: &str, lots: &[LotId]) -> Result<Self, Refusal> {
        let mut costs = Self::default();
        for chunk in lots.chunks(512) {
            let (ids, values) = store::listed(chunk, params![county]);
            let sql = format!(
                "SELECT o.id, l.amount_fen, l.quantity FROM lot o
                 JOIN entry e ON e.county = o.county AND e.book = o.outlet AND e.seq = o.seq
                 JOIN line l ON l.county = o.county AND l.book = o.outlet AND l.seq = o.seq AND l.lot = o.id
                 WHERE o.county = $1 AND o.id IN ({ids}) AND l.quantity > 0 AND l.amount_fen > 0
                 AND e.kind IN ('purchase', 'consignment_intake', 'repack')"
            );
            for (lot, fen, units) in tx.query::<(LotId, Fen, i64)>(&sql, &values)? {
                costs.0.insert(lot, (fen, units));
            }
        }
        Ok(costs)
    }

    /// What so many base units of a lot cost, if that is known.
    pub(crate) fn of(&self, lot: Option<LotId>, units: i64) -> Result<Option<Fen>, No> {
        let Some((fen, of)) = lot.and_then(|lot| self.0.get(&lot)) else { return Ok(None) };
        amount(*fen, units, *of).map(Some).ok_or(No::Overflow)
    }
}
