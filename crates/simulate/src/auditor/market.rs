//! What was paid on contracts, worked out again: a price of its grade, or the better of floor and market. What was promised
//! in a campaign: nobody orders more than they promised, gets more than they ordered, pays more than that is worth.

use super::{Faults, facts::Facts};
use std::collections::BTreeMap;

/// Checks every delivery.
pub fn check(facts: &Facts, faults: &mut Faults) {
    for one in &facts.deliveries {
        let at = || format!("contract {} delivery {}", one.contract, one.seq);
        let pays = match (one.kind.as_str(), one.market) {
            ("farming", Some(market)) => one.agreed.max(market),
            ("farming", None) => {
                faults.say("delivery.no_market", at());
                continue;
            }
            _ => one.agreed,
        };
        faults.same("delivery.price", at, &one.paid, &pays);
        // Fen of a kilogram × grams, half up; what is taken back is the same with its sign turned round.
        let amount = (i128::from(pays) * i128::from(one.grams.abs()) + 500) / 1_000 * i128::from(one.grams.signum());
        faults.same("delivery.amount", at, &i128::from(one.amount), &amount);
    }
}

/// Checks every pledge.
pub fn check_pledges(facts: &Facts, faults: &mut Faults) {
    let mut of: BTreeMap<i64, (i64, i64, i64, i64, i64)> = BTreeMap::new();
    for (pledge, promised, act, kg, price, fen) in &facts.pledges {
        let one = of.entry(*pledge).or_insert((*promised, 0, 0, 0, 0));
        match act.as_str() {
            "ordered" => (one.1, one.2) = (one.1 + kg, *price),
            "delivered" => one.3 += kg,
            "paid" => one.4 += fen,
            _ => {}
        }
    }
    for (pledge, (promised, ordered, price, delivered, paid)) in of {
        if ordered > promised || delivered > ordered || paid > ordered * price {
            faults
                .say("pledge.beyond", format!("{pledge}: {promised} {ordered} {delivered} kg, {paid} fen at {price}"));
        }
    }
}
