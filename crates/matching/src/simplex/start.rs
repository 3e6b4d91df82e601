//! The plan to start from: greedily, the most urgent supplies and the cheapest pairs first; in a large part by prices that are
//! estimated before ([`super::estimate`]).
//!
//! Whatever is used up by a pair is hung on that pair's other end, so the greedy plan is a tree already. It is strongly
//! feasible: a supply hangs by a pair that is not full, a demand by one that is not empty; where both would be used up
//! by one pair the supply stays on the root.

use super::{
    Simplex,
    scale::Scale,
    tree::{Hold, NONE},
};
use crate::allowed::OPEN;

impl<S: Scale> Simplex<S> {
    /// Makes the plan, the tree and the potentials.
    pub(super) fn start(&mut self) {
        let mut left = self.layout.kg.clone();
        for (_, pair, supply) in self.by_worth() {
            let demand = self.layout.head.get(pair);
            let ceiling = self.layout.ceiling.get(pair);
            let (s, d) = (left.get(supply), left.get(demand));
            let kg = s.min(d).min(ceiling);
            if kg == 0 {
                continue;
            }
            left.set(supply, s - kg);
            left.set(demand, d - kg);
            if kg == d {
                self.move_to(demand, supply, pair, kg);
                self.tree.add_flow(supply, -kg);
            } else if kg == s && (ceiling == OPEN || kg < ceiling) {
                self.move_to(supply, demand, pair, kg);
                self.tree.add_flow(demand, -kg);
            } else {
                self.full.set(pair, 1);
                self.tree.add_flow(supply, -kg);
                self.tree.add_flow(demand, -kg);
            }
        }
        self.settle();
    }

    fn move_to(&mut self, node: u32, parent: u32, pair: u32, flow: i64) {
        self.tree.set(node, Hold { parent, pair, flow });
    }

    /// Pairs by falling worth at the estimated prices, then in their order, with their supplies.
    fn by_worth(&self) -> Vec<(S::Price, u32, u32)> {
        let prices = self.estimate();
        let mut order = Vec::with_capacity(self.layout.head.0.len());
        for supply in 0..self.layout.supplies() {
            let worth = self.layout.anchor.get(supply);
            for pair in self.layout.start.get(supply)..self.layout.start.get(supply + 1) {
                let price = prices.get(self.layout.head.get(pair));
                order.push((S::lift(self.layout.cost.get(pair)) + price - worth, pair, supply));
            }
        }
        order.sort_unstable();
        order
    }

    /// The row of the tree, then potentials along it.
    fn settle(&mut self) {
        self.tree.lay_out(&self.layout.parts);
        for node in self.tree.row() {
            let hold = self.tree.hold(*node);
            if hold.pair != NONE {
                let cost = S::lift(self.layout.cost.get(hold.pair));
                let above = self.potential.get(hold.parent);
                self.potential.set(*node, if self.is_supply(*node) { above + cost } else { above - cost });
            }
        }
    }
}
