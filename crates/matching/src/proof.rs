//! The proof that a plan is the best: complementary slackness of linear programming, checked line by line.
//!
//! If flows keep within what there is, and prices are such that (1) none is below zero, (2) the prices of the two
//! sides of an allowed pair are together at least its worth, except where the pair's own ceiling is full, (3) at most
//! its worth where kg flows, and (4) zero where a side is not used up, then no other flow is worth more (duality;
//! Dantzig, Linear Programming and Extensions, ch. 6). Since worths are ordered lexicographically, that holds for the
//! three totals in their order. This module knows nothing of how the plan was found.

use crate::{
    column::Column,
    net::{Net, Solution},
    worth::Worth,
};
use std::fmt;

/// The first thing that a plan or its prices get wrong. Positions are those of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Flows are out of order, on a pair that is not allowed, or of no kg.
    Flow {
        /// Position of the supply.
        supply: u32,
        /// Position of the demand.
        demand: u32,
    },
    /// More flows through a pair than its ceiling.
    Ceiling {
        /// Position of the supply.
        supply: u32,
        /// Position of the demand.
        demand: u32,
    },
    /// More leaves a supply than there is.
    Supply(u32),
    /// More reaches a demand than is wanted.
    Demand(u32),
    /// A price is missing or below zero, or above zero though the side is not used up.
    SupplyPrice(u32),
    /// The same on the other side.
    DemandPrice(u32),
    /// Prices below the worth of a pair that could take more.
    Below {
        /// Position of the supply.
        supply: u32,
        /// Position of the demand.
        demand: u32,
    },
    /// Prices above the worth of a pair through which kg flows.
    Above {
        /// Position of the supply.
        supply: u32,
        /// Position of the demand.
        demand: u32,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flow { supply, demand } => write!(f, "flow {supply}→{demand}"),
            Self::Ceiling { supply, demand } => write!(f, "ceiling {supply}→{demand}"),
            Self::Supply(supply) => write!(f, "supply {supply}"),
            Self::Demand(demand) => write!(f, "demand {demand}"),
            Self::SupplyPrice(supply) => write!(f, "price of supply {supply}"),
            Self::DemandPrice(demand) => write!(f, "price of demand {demand}"),
            Self::Below { supply, demand } => write!(f, "prices below worth {supply}→{demand}"),
            Self::Above { supply, demand } => write!(f, "prices above worth {supply}→{demand}"),
        }
    }
}

/// Checks a solution.
///
/// # Errors
/// The first flaw.
pub(crate) fn check(net: &Net, solution: &Solution) -> Result<(), Flaw> {
    let mut arrived: Column<i64> = Column::zeros(net.demands());
    let mut flows = solution.flows.iter().peekable();
    for supply in 0..net.supplies() {
        let mut left = net.supply_kg.get(supply);
        let price = solution.supply_price.get(supply);
        for (demand, fen, ceiling) in net.allowed.row(supply) {
            let kg = flows.next_if(|f| (f.supply, f.demand) == (supply, demand)).map(|f| f.kg);
            if kg.is_some_and(|kg| kg <= 0) {
                return Err(Flaw::Flow { supply, demand });
            }
            let kg = kg.unwrap_or(0);
            if kg > ceiling {
                return Err(Flaw::Ceiling { supply, demand });
            }
            left = left.checked_sub(kg).filter(|left| *left >= 0).ok_or(Flaw::Supply(supply))?;
            let total = arrived.get(demand).checked_add(kg).ok_or(Flaw::Demand(demand))?;
            arrived.set(demand, total);
            let prices = price + solution.demand_price.get(demand);
            let worth = net.worth(supply, demand, fen);
            if prices < worth && kg < ceiling {
                return Err(Flaw::Below { supply, demand });
            }
            if prices > worth && kg > 0 {
                return Err(Flaw::Above { supply, demand });
            }
        }
        if let Some(stray) = flows.next_if(|f| f.supply <= supply) {
            return Err(Flaw::Flow { supply: stray.supply, demand: stray.demand });
        }
        price_fits(price, left).then_some(()).ok_or(Flaw::SupplyPrice(supply))?;
    }
    if let Some(stray) = flows.next() {
        return Err(Flaw::Flow { supply: stray.supply, demand: stray.demand });
    }
    check_demands(net, solution, &arrived)
}

fn check_demands(net: &Net, solution: &Solution, arrived: &Column<i64>) -> Result<(), Flaw> {
    for demand in 0..net.demands() {
        let left = net.demand_kg.get(demand) - arrived.get(demand);
        if left < 0 {
            return Err(Flaw::Demand(demand));
        }
        price_fits(solution.demand_price.get(demand), left).then_some(()).ok_or(Flaw::DemandPrice(demand))?;
    }
    if solution.supply_price.len() != net.supplies() {
        return Err(Flaw::SupplyPrice(solution.supply_price.len()));
    }
    if solution.demand_price.len() != net.demands() {
        return Err(Flaw::DemandPrice(solution.demand_price.len()));
    }
    Ok(())
}

/// Not below zero, and zero if anything is left.
fn price_fits(price: Worth, left: i64) -> bool {
    if left > 0 { price == Worth::ZERO } else { price >= Worth::ZERO }
}
