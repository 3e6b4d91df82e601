//! What another instance would bring: the same solved again with something changed, and the difference.

use crate::{
    instance::Instance,
    plan::{Plan, Totals, solve},
};
use base::Refusal;

/// How one plan's totals differ from another's: after less before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// kg that find a buyer.
    pub matched_kg: i128,
    /// Urgency-kg.
    pub urgency_kg: i128,
    /// Transport, fen.
    pub transport_fen: i128,
}

impl Difference {
    /// From one to the other.
    pub fn between(before: Totals, after: Totals) -> Self {
        let less = |after: i64, before: i64| i128::from(after) - i128::from(before);
        Self {
            matched_kg: less(after.matched_kg, before.matched_kg),
            urgency_kg: less(after.urgency_kg, before.urgency_kg),
            transport_fen: less(after.transport_fen, before.transport_fen),
        }
    }
}

/// What another instance would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// The plan of the changed instance.
    pub plan: Plan,
    /// Its totals less those of the plan that it is compared with.
    pub difference: Difference,
}

/// Solves the instance as `change` makes it (one more lorry, a higher ceiling, a longer window) and says what differs.
///
/// # Errors
/// What [`crate::solve`] refuses of the changed instance.
pub fn what_if(instance: &Instance, plan: &Plan, change: impl FnOnce(&mut Instance)) -> Result<WhatIf, Refusal> {
    let mut changed = instance.clone();
    change(&mut changed);
    let other = solve(&changed)?;
    let difference = Difference::between(plan.totals, other.totals);
    Ok(WhatIf { plan: other, difference })
}
