//! What another instance would bring: the same solved again with something changed, and the difference.

use crate::{
    allowed::{Allowed, OPEN},
    column::{at, position},
    error::No,
    instance::{Instance, Pair},
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

/// The instance with one more lorry, which takes up to `kg` of a supply anywhere at `fen_per_kg`, or at what the way costs
/// where that is less. What it takes stands as a supply of its own behind the others, of the same place.
///
/// Our reading: a ceiling that a pair has of its own is one of its way, and the lorry is another way with the same ceiling.
///
/// # Errors
/// What [`Instance::check`] refuses, a pair that is there twice, and a supply that is not there.
pub fn lorry(instance: &Instance, supply: u32, kg: i64, fen_per_kg: i64) -> Result<Instance, Refusal> {
    instance.check()?;
    let allowed = Allowed::of(instance)?;
    let own = position(instance.supplies.len());
    let mut changed = instance.clone();
    let Some(rest) = changed.supplies.get_mut(at(supply)) else {
        return Err(No::IdUnknown { id: supply.to_string(), by: "lorry".into() }.into());
    };
    let taken = kg.clamp(0, rest.kg);
    let mut loaded = rest.clone();
    rest.kg -= taken;
    (loaded.kg, loaded.id) = (taken, format!("{}⊕", loaded.id));
    changed.supplies.push(loaded);
    let mut pairs = Vec::with_capacity(at(allowed.len()));
    for s in 0..own {
        for (demand, fen, ceiling) in allowed.row(s) {
            let pair = Pair { supply: s, demand, fen_per_kg: fen, max_kg: (ceiling != OPEN).then_some(ceiling) };
            pairs.push(pair);
            if s == supply {
                pairs.push(Pair { supply: own, fen_per_kg: fen.min(fen_per_kg), ..pair });
            }
        }
    }
    changed.pairs = Some(pairs);
    Ok(changed)
}
