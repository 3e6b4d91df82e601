//! Offers and demands go in, the exact best plan comes out, with the prices that prove it.
//!
//! 产销匹配：货源和需求进，最优方案出，并附证明其最优的价格。
//!
//! - [`read`] reads the JSON of `huoshui match`; [`Instance`] is the same for programs.
//! - [`solve`] finds the plan: most Σ kg × (1 + urgency), then most kg, then least cost of transport. It is a network
//!   simplex of our own; what it finds is checked against the conditions of duality before it is given out.
//! - [`explain`] says in words why each pair is there and why something is left over.
//! - [`fair`] moves the plan so that no village is left at zero, and says what that costs.
//! - [`what_if`] solves a changed instance and gives the difference; [`lorry`] is the change that needs more than a field.
//!
//! Invariants: no I/O, clock, float, hash order or randomness: the same instance gives the same plan. A plan that is not
//! proven is not given. Left to others: where instances come from, and what people make of a plan, which is a proposal.

mod allowed;
mod column;
mod error;
mod fair;
mod instance;
mod json;
mod margin;
mod net;
mod plan;
mod proof;
#[cfg(test)]
mod proof_tests;
mod reasons;
mod rules;
mod simplex;
mod what_if;
mod worth;

pub use error::No;
pub use fair::{Fair, Lifted, Village, fair};
pub use instance::{Demand, Instance, Pair, Supply, Transport};
pub use json::read;
pub use net::Flow;
pub use plan::{Answer, AnswerFlow, Plan, PriceMap, Prices, Totals, Unmet, Unsold, solve};
pub use reasons::{FlowReason, LeftReason, Reasons, explain};
pub use rules::Fails;
pub use what_if::{Difference, WhatIf, lorry, what_if};
pub use worth::Worth;
