//! The nodes and pairs in the order in which the solver walks them: component after component.
//!
//! Produce of one kind hangs together and hangs on nothing else, so an instance falls into parts. Each is solved by
//! itself, in memory that lies together. Pairs that can carry nothing are left out; a ceiling that the sides are below
//! anyway is none.

use super::scale::Scale;
use crate::{
    allowed::OPEN,
    column::{Column, position},
    net::Net,
};
use std::ops::Range;

/// A part of the net: its supplies and demands by inner position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) supplies: Range<u32>,
    pub(crate) demands: Range<u32>,
}

/// The net by inner position: supplies from 0, demands after them.
#[derive(Debug)]
pub(crate) struct Layout<S: Scale> {
    /// Position in the net of each inner supply.
    pub(crate) supply: Vec<u32>,
    /// Position in the net of each inner demand, counted from the first demand.
    pub(crate) demand: Vec<u32>,
    pub(crate) parts: Vec<Part>,
    /// kg of each inner node.
    pub(crate) kg: Column<i64>,
    /// Potential of each inner node while it hangs on the root.
    pub(crate) anchor: Column<S::Price>,
    /// Where the row of each inner supply begins; one more at the end.
    pub(crate) start: Column<u32>,
    /// Inner node of the demand of each pair.
    pub(crate) head: Column<u32>,
    /// Its cost.
    pub(crate) cost: Column<S::Cost>,
    /// Its ceiling, kg.
    pub(crate) ceiling: Column<i64>,
}

impl<S: Scale> Layout<S> {
    pub(crate) fn of(net: &Net, scale: &S) -> Self {
        let mut groups = Groups::of(net);
        let supply = groups.in_order(0, net.supplies());
        let demand = groups.in_order(net.supplies(), net.demands());
        let mut node_of: Column<u32> = Column::zeros(net.demands());
        for (node, d) in (net.supplies()..).zip(&demand) {
            node_of.set(*d, node);
        }
        let kg = |s: &Column<i64>, order: &[u32]| order.iter().map(|i| s.get(*i)).collect::<Vec<_>>();
        let (mut kgs, demand_kg) = (kg(&net.supply_kg, &supply), kg(&net.demand_kg, &demand));
        kgs.extend(demand_kg);
        let anchors = supply.iter().map(|s| net.supply_worth.get(*s));
        let anchors = anchors.chain(demand.iter().map(|d| net.demand_toll.get(*d)));
        let mut all = Self {
            parts: groups.parts(&supply, &demand, net.supplies()),
            kg: Column(kgs),
            anchor: Column(anchors.map(|worth| scale.price(worth)).collect()),
            start: Column(vec![0]),
            head: Column::default(),
            cost: Column::default(),
            ceiling: Column::default(),
            supply,
            demand,
        };
        all.fill(net, &node_of);
        all
    }

    fn fill(&mut self, net: &Net, node_of: &Column<u32>) {
        let count = net.allowed.demand.0.len();
        self.head.0.reserve_exact(count);
        self.cost.0.reserve_exact(count);
        self.ceiling.0.reserve_exact(count);
        for s in &self.supply {
            for (d, fen, ceiling) in net.allowed.row(*s) {
                let most = net.supply_kg.get(*s).min(net.demand_kg.get(d));
                if most.min(ceiling) > 0 {
                    self.head.0.push(node_of.get(d));
                    self.cost.0.push(S::cost(fen));
                    self.ceiling.0.push(if ceiling >= most { OPEN } else { ceiling });
                }
            }
            self.start.0.push(self.head.len());
        }
    }

    pub(crate) fn supplies(&self) -> u32 {
        position(self.supply.len())
    }

    pub(crate) fn nodes(&self) -> u32 {
        self.kg.len()
    }
}

/// Which nodes hang together: union and find, halving paths.
pub(super) struct Groups(Column<u32>);

impl Groups {
    /// Supplies first, demands after them.
    fn of(net: &Net) -> Self {
        let mut groups = Self::apart(net.supplies() + net.demands());
        for supply in 0..net.supplies() {
            for (demand, _, _) in net.allowed.row(supply) {
                groups.join(supply, net.supplies() + demand);
            }
        }
        groups
    }

    /// Each node by itself.
    pub(super) fn apart(nodes: u32) -> Self {
        Self(Column((0..nodes).collect()))
    }

    /// Makes one group of two, and says who leads it: the earlier node, so that parts come in the order of the input.
    pub(super) fn join(&mut self, one: u32, other: u32) -> u32 {
        let (one, other) = (self.first(one), self.first(other));
        self.0.set(one.max(other), one.min(other));
        one.min(other)
    }

    /// Who leads the group of a node.
    pub(super) fn first(&mut self, mut node: u32) -> u32 {
        loop {
            let up = self.0.get(node);
            if up == node {
                return node;
            }
            let further = self.0.get(up);
            self.0.set(node, further);
            node = further;
        }
    }

    /// Nodes of one side by group, counted from the first of that side.
    fn in_order(&mut self, first: u32, count: u32) -> Vec<u32> {
        let mut order: Vec<(u32, u32)> = (0..count).map(|i| (self.first(first + i), i)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, i)| i).collect()
    }

    /// The parts that have pairs, as ranges of inner positions.
    fn parts(&mut self, supply: &[u32], demand: &[u32], supplies: u32) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let (mut s, mut d) = (0_usize, 0_usize);
        let node = |count: usize| position(count);
        while let Some(first) = supply.get(s) {
            let group = self.first(*first);
            let from = (s, d);
            while supply.get(s).is_some_and(|i| self.first(*i) == group) {
                s += 1;
            }
            // Demands that hang on no supply lead themselves and come after all that a supply leads.
            while demand.get(d).is_some_and(|i| self.first(supplies + *i) == group) {
                d += 1;
            }
            let demands = supplies + node(from.1)..supplies + node(d);
            parts.push(Part { supplies: node(from.0)..node(s), demands });
        }
        parts.retain(|part| !part.demands.is_empty());
        parts
    }
}
