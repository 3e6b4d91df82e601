//! The exact optimum by network simplex.
//!
//! The method is the primal network simplex with strongly feasible trees (Cunningham 1976; Ahuja, Magnanti and Orlin,
//! Network Flows, ch. 11), made for two sides: the tree starts from a greedy plan ([`start`]), or where it would be deep
//! from a nearly best one ([`near`], [`forest`]); pairs are priced in blocks of rows ([`pricing`]), and the leaving pair is chosen so that the tree stays strongly feasible ([`pivot`]),
//! which rules out cycling. It is written for this shape of net, where rows are scanned with the supply's potential at
//! hand, so a pair costs nine bytes to look at.
//!
//! A node's potential is what a kg is worth when it has come to that node: a supply's worth less its price, a demand's
//! price and toll. Along tree pairs it falls by the cost. A pair whose drop in potential is above its cost should carry
//! more; the same holds for the way to the root, whose potential at each node is the node's anchor.

mod estimate;
mod forest;
mod layout;
mod near;
mod pivot;
mod pricing;
mod scale;
mod start;
#[cfg(test)]
mod tests;
mod tree;

use crate::{
    column::Column,
    net::{Flow, Net, Solution},
    worth::Worth,
};
use layout::{Layout, Part};
use scale::{Scalar, Scale, Triples};
use tree::{NONE, Tree};

/// The best flows of a net, with the prices of both sides.
pub(crate) fn solve(net: &Net) -> Solution {
    match Scalar::fitting(net) {
        Some(scale) => Simplex::of(net, &scale, USUAL).solved(net),
        None => solve_wide(net),
    }
}

/// The same with the objective carried as triples, whatever the numbers are.
pub(crate) fn solve_wide(net: &Net) -> Solution {
    Simplex::of(net, &Triples, USUAL).solved(net)
}

/// Which parts start from cost scaling, and how long that may take.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Nodes that the smaller side has at the least: the tree of other parts is never deep.
    deep: usize,
    /// How often each pair is looked at on average, at the most.
    looks: u64,
}

/// Measured: with 600 on the smaller side both ways take the same time; pairs are looked at some 150 times.
const USUAL: Limits = Limits { deep: 640, looks: 512 };

/// The solver's state.
struct Simplex<S: Scale> {
    layout: Layout<S>,
    tree: Tree,
    /// Potentials of all nodes.
    potential: Column<S::Price>,
    /// Pairs outside the tree that are full: one each; zero elsewhere.
    full: Column<u8>,
    /// Where in the current part the next block begins.
    next_row: u32,
}

impl<S: Scale> Simplex<S> {
    fn of(net: &Net, scale: &S, limits: Limits) -> Self {
        let layout = Layout::of(net, scale);
        let mut simplex = Self {
            tree: Tree::star(&layout.kg),
            potential: layout.anchor.clone(),
            full: Column::zeros(layout.head.len()),
            next_row: 0,
            layout,
        };
        simplex.start(net, limits);
        simplex
    }

    /// Pivots until no pair should carry more or less.
    fn solved(mut self, net: &Net) -> Solution {
        for part in std::mem::take(&mut self.layout.parts) {
            self.improve(&part);
        }
        self.read_off(net)
    }

    /// Solves the next part; says by how many pivots.
    fn improve(&mut self, part: &Part) -> u32 {
        self.next_row = part.supplies.start;
        self.tree.enter(part);
        let mut pivots = 0;
        while let Some(entering) = self.price(part) {
            if !self.pivot(entering) {
                break;
            }
            pivots += 1;
        }
        pivots
    }

    /// Flows and exact prices, back in the net's positions.
    fn read_off(&self, net: &Net) -> Solution {
        let layout = &self.layout;
        let mut flows = self.tree_flows();
        flows.extend(self.full_flows());
        flows.sort_unstable();
        let mut solution = Solution {
            flows,
            supply_price: Column(vec![Worth::ZERO; layout.supply.len()]),
            demand_price: Column(vec![Worth::ZERO; layout.demand.len()]),
        };
        let potential = self.exact_potentials(net);
        for (node, s) in (0..).zip(&layout.supply) {
            solution.supply_price.set(*s, net.supply_worth.get(*s) - potential.get(node));
        }
        for (node, d) in (layout.supplies()..).zip(&layout.demand) {
            solution.demand_price.set(*d, potential.get(node) - net.demand_toll.get(*d));
        }
        solution
    }

    fn tree_flows(&self) -> Vec<Flow> {
        let mut flows = Vec::new();
        for node in 0..self.layout.nodes() {
            let place = self.tree.hold(node);
            if place.pair != NONE && place.flow > 0 {
                let (supply, demand) = if self.is_supply(node) { (node, place.parent) } else { (place.parent, node) };
                flows.extend(self.flow(supply, demand, place.flow));
            }
        }
        flows
    }

    fn full_flows(&self) -> Vec<Flow> {
        let mut flows = Vec::new();
        for supply in 0..self.layout.supplies() {
            for pair in self.layout.start.get(supply)..self.layout.start.get(supply + 1) {
                if self.full.get(pair) == 1 {
                    flows.extend(self.flow(supply, self.layout.head.get(pair), self.layout.ceiling.get(pair)));
                }
            }
        }
        flows
    }

    fn flow(&self, supply: u32, demand: u32, kg: i64) -> Option<Flow> {
        let of = |side: &[u32], i: u32| side.get(crate::column::at(i)).copied();
        let demand = of(&self.layout.demand, demand.checked_sub(self.layout.supplies())?)?;
        Some(Flow { supply: of(&self.layout.supply, supply)?, demand, kg })
    }

    /// The potentials as triples, which the tree alone determines.
    fn exact_potentials(&self, net: &Net) -> Column<Worth> {
        let layout = &self.layout;
        let supplies = layout.supply.iter().map(|s| net.supply_worth.get(*s));
        let anchors = supplies.chain(layout.demand.iter().map(|d| net.demand_toll.get(*d)));
        let mut exact: Column<Worth> = Column(anchors.collect());
        for node in self.tree.row() {
            let hold = self.tree.hold(*node);
            if hold.pair != NONE {
                let cost = Worth::of_cost(S::fen(layout.cost.get(hold.pair)));
                let above = exact.get(hold.parent);
                exact.set(*node, if self.is_supply(*node) { above + cost } else { above - cost });
            }
        }
        exact
    }

    #[inline]
    fn is_supply(&self, node: u32) -> bool {
        node < self.layout.supplies()
    }
}
