//! The problem as the solver and the proof see it: two sides, quantities, worths, allowed pairs.
//!
//! A kg of supply `s` that goes to demand `d` is worth `supply_worth[s] − demand_toll[d] − cost`. Tolls are zero except
//! where [`crate::fair`] adds demands of its own.

use crate::{
    allowed::Allowed,
    column::{Column, position},
    instance::Instance,
    worth::Worth,
};
use base::Refusal;

/// A maximal-worth transport problem; neither side has to be used up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Net {
    /// kg there are.
    pub(crate) supply_kg: Column<i64>,
    /// kg wanted.
    pub(crate) demand_kg: Column<i64>,
    /// What a kg is worth before toll and transport.
    pub(crate) supply_worth: Column<Worth>,
    /// What a kg loses on arrival.
    pub(crate) demand_toll: Column<Worth>,
    /// Pairs.
    pub(crate) allowed: Allowed,
}

/// kg from a supply to a demand, both by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flow {
    /// Position of the supply.
    pub supply: u32,
    /// Position of the demand.
    pub demand: u32,
    /// How much, kg, above zero.
    pub kg: i64,
}

/// What a solver gives: flows in order of supply and demand, and a price for each side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Solution {
    pub(crate) flows: Vec<Flow>,
    pub(crate) supply_price: Column<Worth>,
    pub(crate) demand_price: Column<Worth>,
}

impl Net {
    /// The net of a checked instance.
    ///
    /// # Errors
    /// As [`Allowed::of`].
    pub(crate) fn of(instance: &Instance) -> Result<Self, Refusal> {
        Ok(Self {
            supply_kg: Column(instance.supplies.iter().map(|s| s.kg).collect()),
            demand_kg: Column(instance.demands.iter().map(|d| d.kg).collect()),
            supply_worth: Column(instance.supplies.iter().map(|s| Worth::of_urgency(s.urgency)).collect()),
            demand_toll: Column(vec![Worth::ZERO; instance.demands.len()]),
            allowed: Allowed::of(instance)?,
        })
    }

    /// Both sides with no pair yet, not even rows.
    pub(crate) fn without_pairs(&self) -> Self {
        Self {
            supply_kg: self.supply_kg.clone(),
            demand_kg: self.demand_kg.clone(),
            supply_worth: self.supply_worth.clone(),
            demand_toll: self.demand_toll.clone(),
            allowed: Allowed { start: Column(vec![0]), ..Allowed::default() },
        }
    }

    pub(crate) fn supplies(&self) -> u32 {
        position(self.supply_kg.0.len())
    }

    pub(crate) fn demands(&self) -> u32 {
        position(self.demand_kg.0.len())
    }

    /// What a kg of a pair is worth.
    pub(crate) fn worth(&self, supply: u32, demand: u32, fen: i64) -> Worth {
        self.supply_worth.get(supply) - self.demand_toll.get(demand) - Worth::of_cost(fen)
    }
}
