//! What was paid on contracts, worked out again: a price of its grade, or the better of floor and market.

use super::{Faults, facts::Facts};

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
