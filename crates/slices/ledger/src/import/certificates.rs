//! The commitment certificate 承诺达标合格证 of goods that a file says were bought: due as by hand.

use super::{parties::Parties, plan::Fit};
use crate::{around::Product, goods::Goods};
use base::{Day, Refusal, ids::ProductId};
use edge::Actor;
use sheets::ledger::Direction;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use store::Tx;

/// Which of these rows, by their place, take in goods whose certificate is due of their supplier and not named.
/// Households and farmers are not bound to it; their lots say so. Where a file names no supplier nobody can be held
/// to it: the lot stands without a certificate, and its list shows that.
pub(super) fn missing(
    tx: &mut Tx<'_>,
    actor: &Actor,
    parties: &mut Parties,
    catalogue: &BTreeMap<ProductId, Product>,
    fresh: &[Fit<'_>],
) -> Result<BTreeSet<usize>, Refusal> {
    let mut days: BTreeMap<Day, Goods> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for (index, fit) in fresh.iter().enumerate() {
        let line = fit.line;
        let comes_in = line.direction == Direction::Purchase && crate::goods::number(line.quantity) > 0;
        // What is not due now was not due earlier: the duty has a first day and no last one.
        let may_be_due = catalogue.get(&fit.product).is_some_and(|product| product.certificate_due);
        if !comes_in || !may_be_due || !line.certificate.trim().is_empty() {
            continue;
        }
        let goods = match days.entry(line.date) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(Goods::load(tx, actor, catalogue.keys().copied(), line.date)?),
        };
        let due = goods.get(fit.product).is_ok_and(|product| product.certificate_due);
        let party = line.party.trim();
        if due && !party.is_empty() && parties.supplier(tx, actor.county_id(), party)?.bound {
            missing.insert(index);
        }
    }
    Ok(missing)
}
