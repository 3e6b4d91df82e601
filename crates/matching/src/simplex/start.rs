//! The plan to start from.
//!
//! Greedily: the most urgent supplies and the cheapest pairs first; in a large part by prices that are estimated before
//! ([`super::estimate`]). Whatever is used up by a pair is hung on that pair's other end, so the greedy plan is a tree already. It
//! is strongly feasible: a supply hangs by a pair that is not full, a demand by one that is not empty; where both would be used up
//! by one pair the supply stays on the root.
//!
//! Where both sides are many the tree gets deep, and each of very many pivots long. There a flow near the best one is found by
//! other means ([`super::near`]) and made a tree ([`super::forest`]).

use super::{
    Limits, Simplex,
    layout::Part,
    near::Near,
    scale::{Scalar, Scale},
    tree::{Hold, NONE},
};
use crate::{allowed::OPEN, column::Column, net::Net};

/// A pair with its loss at the estimated prices before it, and its supply behind it.
type Ranked<P> = (P, u32, u32);

impl<S: Scale> Simplex<S> {
    /// Makes the plan, the tree and the potentials.
    pub(super) fn start(&mut self, net: &Net, limits: Limits) {
        let parts = std::mem::take(&mut self.layout.parts);
        let coarse = Scalar::coarse(net);
        let is_deep = |part: &&Part| part.supplies.len().min(part.demands.len()) >= limits.deep;
        let (deep, other): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| coarse.is_some() && is_deep(part));
        if let Some(scale) = coarse.filter(|_| !deep.is_empty()) {
            self.start_near(&deep, &self.coarse_anchors(net, &scale), limits.looks);
        }
        self.start_greedily(&other);
        self.tree.lay_out(&parts);
        self.layout.parts = parts;
        self.settle();
    }

    fn start_near(&mut self, parts: &[&Part], anchor: &Column<i64>, looks: u64) {
        let mut near = Near::of(&self.layout, anchor);
        parts.iter().for_each(|part| near.solve(part, looks));
        let found = near.found();
        parts.iter().for_each(|part| self.hang(part, &found));
    }

    fn coarse_anchors(&self, net: &Net, scale: &Scalar) -> Column<i64> {
        let supplies = self.layout.supply.iter().map(|s| net.supply_worth.get(*s));
        let anchors = supplies.chain(self.layout.demand.iter().map(|d| net.demand_toll.get(*d)));
        Column(anchors.map(|worth| scale.price(worth)).collect())
    }

    fn start_greedily(&mut self, parts: &[&Part]) {
        let (mut left, prices) = (self.layout.kg.clone(), self.estimate(parts));
        for part in parts {
            for (_, pair, supply) in self.by_worth(part, &prices) {
                self.take(pair, supply, &mut left);
            }
        }
    }

    /// Sends as many kg by a pair as there are left on both sides.
    fn take(&mut self, pair: u32, supply: u32, left: &mut Column<i64>) {
        let demand = self.layout.head.get(pair);
        let ceiling = self.layout.ceiling.get(pair);
        let (s, d) = (left.get(supply), left.get(demand));
        let kg = s.min(d).min(ceiling);
        if kg == 0 {
            return;
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

    fn move_to(&mut self, node: u32, parent: u32, pair: u32, flow: i64) {
        self.tree.set(node, Hold { parent, pair, flow });
    }

    /// A part's pairs by falling worth at the estimated prices, then in their order.
    fn by_worth(&self, part: &Part, prices: &Column<S::Price>) -> Vec<Ranked<S::Price>> {
        let (first, last) = (self.layout.start.get(part.supplies.start), self.layout.start.get(part.supplies.end));
        let mut order = Vec::with_capacity(crate::column::at(last - first));
        for supply in part.supplies.clone() {
            let worth = self.layout.anchor.get(supply);
            for pair in self.layout.start.get(supply)..self.layout.start.get(supply + 1) {
                let price = prices.get(self.layout.head.get(pair));
                order.push((S::lift(self.layout.cost.get(pair)) + price - worth, pair, supply));
            }
        }
        order.sort_unstable();
        order
    }

    /// Potentials along the tree.
    fn settle(&mut self) {
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
