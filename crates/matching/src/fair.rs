//! Fairness between villages: none is left at zero while another sells everything of the same produce.
//!
//! A village here is a place with supplies of one product. If it sells nothing although some buyer is allowed, while
//! another village sells all of that product, each of its supplies is promised a least share; the plan is solved again
//! with these promises as lower bounds, exactly, and what that costs against the best plan is said. Villages that fall
//! to zero by this are promised their share too, until none is left or nothing more can be promised.
//!
//! A lower bound m of a supply is an arc of the net: each of its kg is worth a bonus above every urgency more, and a
//! demand of its own, as large as the rest of the supply, takes what stays unsold for the bonus alone. So kg above m are
//! worth what they were. No kg displaces more than one other, so a bonus above every 1 + urgency puts the promises first;
//! where all of them can be kept they are a constant, and the rest is the exact best under them.

use crate::{
    allowed::OPEN,
    column::{Column, position},
    error::No,
    instance::Instance,
    net::{Net, Solution},
    plan::{Plan, proven, reckon},
    what_if::Difference,
    worth::Worth,
};
use base::Refusal;
use std::collections::{BTreeMap, BTreeSet};

/// Parts of a million that make the whole.
const WHOLE_PPM: i64 = 1_000_000;

/// One village's produce of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Village {
    /// The product.
    pub product: String,
    /// The place.
    pub place: String,
}

/// What a plan does for a village that the rule lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifted {
    /// Who.
    pub village: Village,
    /// What the rule asked for, kg.
    pub asked_kg: i64,
    /// What it sells now, kg.
    pub sold_kg: i64,
}

/// A plan that the rule has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fair {
    /// The plan. If anybody was lifted it is the best under the promises, but not `optimal`, and has no prices.
    pub plan: Plan,
    /// Whom the rule lifted, by product and place.
    pub lifted: Vec<Lifted>,
    /// What it costs: its totals less those of the plan that it was made from.
    pub cost: Difference,
}

/// Moves a plan so that no village is left at zero while another sells everything of the same produce.
/// `least_share_ppm` is what each supply of such a village is to sell at least, in parts of a million, rounded down but
/// at least 1 kg.
///
/// # Errors
/// A share that is none, and what [`crate::solve`] refuses.
pub fn fair(instance: &Instance, plan: &Plan, least_share_ppm: i64) -> Result<Fair, Refusal> {
    if !(1..=WHOLE_PPM).contains(&least_share_ppm) {
        return Err(No::Share.into());
    }
    instance.check()?;
    let net = Net::of(instance)?;
    let mut promised: BTreeSet<Village> = BTreeSet::new();
    let mut fair = Fair { plan: plan.clone(), lifted: Vec::new(), cost: Difference::default() };
    loop {
        let known = promised.len();
        promised.extend(left_out(instance, &net, &fair.plan));
        if promised.len() == known {
            break;
        }
        let least = |(i, kg): (usize, i64)| {
            let s = instance.supplies.get(i)?;
            let village = Village { product: s.product.clone(), place: s.place.clone() };
            promised.contains(&village).then(|| share(kg, least_share_ppm))
        };
        let bounds: Vec<i64> = net.supply_kg.0.iter().copied().enumerate().map(|row| least(row).unwrap_or(0)).collect();
        fair.plan = bounded(instance, &net, &bounds)?;
        fair.lifted = lifted(instance, &fair.plan, &promised, &bounds);
    }
    fair.cost = Difference::between(plan.totals, fair.plan.totals);
    Ok(fair)
}

fn share(kg: i64, ppm: i64) -> i64 {
    let part = i128::from(kg) * i128::from(ppm) / i128::from(WHOLE_PPM);
    i64::try_from(part).unwrap_or(kg).max(1).min(kg)
}

/// kg offered and sold, and whether a buyer is allowed.
#[derive(Default)]
struct Sales {
    offered: i128,
    sold: i128,
    allowed: bool,
}

/// Villages at zero, though a buyer is allowed and another village sells all of the same product.
fn left_out(instance: &Instance, net: &Net, plan: &Plan) -> Vec<Village> {
    let mut by_product: BTreeMap<&str, BTreeMap<&str, Sales>> = BTreeMap::new();
    for ((supply, s), left) in (0_u32..).zip(&instance.supplies).zip(&plan.unsold_kg) {
        let sales = by_product.entry(&s.product).or_default().entry(&s.place).or_default();
        sales.offered += i128::from(s.kg);
        sales.sold += i128::from(s.kg) - i128::from(*left);
        sales.allowed |=
            s.kg > 0 && net.allowed.row(supply).any(|(d, _, ceiling)| ceiling > 0 && net.demand_kg.get(d) > 0);
    }
    let mut villages = Vec::new();
    for (product, places) in by_product {
        if places.values().any(|sales| sales.offered > 0 && sales.sold == sales.offered) {
            let zero = places.iter().filter(|(_, sales)| sales.allowed && sales.sold == 0);
            villages.extend(zero.map(|(place, _)| Village { product: product.into(), place: (*place).into() }));
        }
    }
    villages
}

/// The best plan in which each supply sells at least its bound, as far as that can be.
fn bounded(instance: &Instance, net: &Net, bounds: &[i64]) -> Result<Plan, Refusal> {
    let bonus = net.supply_worth.0.iter().map(|worth| worth.w).max().unwrap_or(0) + 1;
    let mut wide = net.without_pairs();
    for (supply, bound) in (0_u32..).zip(bounds) {
        for (demand, fen, ceiling) in net.allowed.row(supply) {
            wide.allowed.push(demand, fen, ceiling);
        }
        if *bound > 0 {
            let worth = net.supply_worth.get(supply);
            wide.supply_worth.set(supply, Worth { w: worth.w + bonus, ..worth });
            wide.allowed.push(wide.demands(), 0, OPEN);
            wide.demand_kg.0.push(net.supply_kg.get(supply) - bound);
            wide.demand_toll.0.push(worth);
        }
        wide.allowed.start.0.push(wide.allowed.len());
    }
    let mut flows = proven(&wide)?.flows;
    flows.retain(|flow| flow.demand < net.demands());
    let reckoned = reckon(instance, net, &flows)?;
    // Prices of the wider net prove it there; they say nothing of the instance.
    let zeros = |count: usize| Column::zeros(position(count));
    let solution =
        Solution { flows, supply_price: zeros(instance.supplies.len()), demand_price: zeros(instance.demands.len()) };
    Ok(Plan::of(instance, solution, reckoned, false))
}

fn lifted(instance: &Instance, plan: &Plan, promised: &BTreeSet<Village>, bounds: &[i64]) -> Vec<Lifted> {
    let of = |village: &Village| {
        let mut lifted = Lifted { village: village.clone(), asked_kg: 0, sold_kg: 0 };
        for (i, s) in instance.supplies.iter().enumerate() {
            if s.product == village.product && s.place == village.place {
                let (bound, left) = (bounds.get(i).copied(), plan.unsold_kg.get(i).copied());
                lifted.asked_kg = lifted.asked_kg.saturating_add(bound.unwrap_or(0));
                lifted.sold_kg = lifted.sold_kg.saturating_add(s.kg - left.unwrap_or(s.kg));
            }
        }
        lifted
    };
    promised.iter().map(of).collect()
}
