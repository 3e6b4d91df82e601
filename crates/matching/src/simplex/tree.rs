//! The spanning tree that is the solver's state: who hangs on whom, by which pair, with how many kg.
//!
//! Node `root` stands for "unsold" and "unmet": a supply that hangs on it keeps its flow, a demand goes without. A
//! supply hangs on a demand, or a demand on a supply, by a pair; the pair always leads from the supply to the demand.
//!
//! All nodes but the root lie in one row, each followed by all that hangs below it, so whatever is cut off and hung
//! elsewhere is a stretch of that row. Moving it is copying, and what changes for all of it is changed in one sweep,
//! which is several times faster than following links. The nodes of a part of the net keep to a region of the row.

use super::layout::Part;
use crate::column::{Column, at, position};

/// No node, no pair.
pub(crate) const NONE: u32 = u32::MAX;

/// How a node hangs on its parent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hold {
    pub(crate) parent: u32,
    /// The pair that leads to the parent; [`NONE`] if that is the root.
    pub(crate) pair: u32,
    /// kg on the way to the parent.
    pub(crate) flow: i64,
}

impl Default for Hold {
    fn default() -> Self {
        Self { parent: NONE, pair: NONE, flow: 0 }
    }
}

/// All nodes, and the row in which they lie.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) root: u32,
    holds: Column<Hold>,
    row: Column<u32>,
    /// Where in the row each node lies.
    place: Column<u32>,
    /// How many nodes hang below each, itself included.
    size: Column<u32>,
    /// The region of the part that is being solved.
    region: (u32, u32),
    /// What is being moved.
    moved: Vec<u32>,
}

impl Tree {
    /// Every node on the root, with its kg on the way there, and no row yet.
    pub(crate) fn star(kg: &Column<i64>) -> Self {
        let root = kg.len();
        let hold = |kg: &i64| Hold { parent: root, pair: NONE, flow: *kg };
        Self {
            root,
            holds: Column(kg.0.iter().map(hold).collect()),
            row: Column::default(),
            place: Column::zeros(root),
            size: Column(vec![1; at(root)]),
            region: (0, 0),
            moved: Vec::new(),
        }
    }

    #[inline]
    pub(crate) fn hold(&self, node: u32) -> Hold {
        self.holds.get(node)
    }

    /// Hangs a node on another before there is a row.
    pub(crate) fn set(&mut self, node: u32, hold: Hold) {
        self.holds.set(node, hold);
    }

    /// Adds to the kg on a node's way to its parent.
    #[inline]
    pub(crate) fn add_flow(&mut self, node: u32, kg: i64) {
        self.holds.update(node, |hold| hold.flow += kg);
    }

    /// Lays the nodes of all parts out in their row, part after part.
    pub(crate) fn lay_out(&mut self, parts: &[Part]) {
        let mut children = vec![Vec::new(); at(self.root)];
        for node in 0..self.root {
            if let Some(children) = children.get_mut(at(self.hold(node).parent)) {
                children.push(node);
            }
        }
        for part in parts {
            for top in part.supplies.clone().chain(part.demands.clone()) {
                let mut open = if self.hold(top).parent == self.root { vec![top] } else { Vec::new() };
                while let Some(node) = open.pop() {
                    self.place.set(node, self.row.len());
                    self.row.0.push(node);
                    open.extend(children.get(at(node)).into_iter().flatten());
                }
            }
        }
        for node in self.row.0.iter().rev() {
            let below = self.size.get(*node);
            self.size.update(self.holds.get(*node).parent, |size| *size += below);
        }
    }

    /// All nodes of the row, parents first.
    pub(crate) fn row(&self) -> &[u32] {
        &self.row.0
    }

    /// Goes on with the next part: its nodes follow those of the last one.
    pub(crate) fn enter(&mut self, part: &Part) {
        let from = self.region.1;
        self.region = (from, from + position(part.supplies.len() + part.demands.len()));
    }

    /// Whether a node is the other's ancestor, or the same.
    #[inline]
    fn above(&self, node: u32, other: u32) -> bool {
        let from = self.place.get(node);
        node == self.root || (other != self.root && (from..from + self.size.get(node)).contains(&self.place.get(other)))
    }

    /// The lowest node that is above both, or one of them.
    pub(crate) fn join(&self, one: u32, other: u32) -> u32 {
        let mut one = one;
        while !self.above(one, other) {
            one = self.hold(one).parent;
        }
        one
    }

    /// Cuts `leaving` off, turns the way from it down to `inside` round, hangs `inside` as `hold` says, and visits
    /// all nodes that came along. `join` is above `leaving` and above the new parent.
    #[inline]
    pub(crate) fn rehang(&mut self, inside: u32, leaving: u32, hold: Hold, join: u32, visit: impl FnMut(u32)) {
        let (from, count) = (self.place.get(leaving), self.size.get(leaving));
        let target = self.target(hold.parent, from, count);
        self.resize(self.hold(leaving).parent, join, |size| size - count);
        self.turn(inside, leaving, hold, count);
        self.resize(hold.parent, join, |size| size + count);
        self.move_to(from, target, visit);
    }

    fn resize(&mut self, node: u32, join: u32, change: impl Fn(u32) -> u32) {
        let mut node = node;
        while node != join {
            self.size.update(node, |size| *size = change(*size));
            node = self.hold(node).parent;
        }
    }

    /// Where in the row a stretch goes that will hang on `parent`: before or behind the others there, whichever is nearer.
    fn target(&self, parent: u32, from: u32, count: u32) -> u32 {
        let place = self.place.get(parent);
        let (first, last) = if parent == self.root { self.region } else { (place + 1, place + self.size.get(parent)) };
        let way = |target: u32| if target <= from { from - target } else { target - (from + count).min(target) };
        if way(first) <= way(last) { first } else { last }
    }

    /// Collects the stretch of `leaving` in its new order: `inside` with all below it, then what else hangs on each
    /// node of the way up; and turns that way's holds round.
    fn turn(&mut self, inside: u32, leaving: u32, hold: Hold, count: u32) {
        self.moved.clear();
        let (mut node, mut hold) = (inside, hold);
        let mut done = (self.place.get(inside), self.place.get(inside));
        loop {
            let here = (self.place.get(node), self.place.get(node) + self.size.get(node));
            self.moved.extend_from_slice(self.row.slice(here.0, done.0));
            self.moved.extend_from_slice(self.row.slice(done.1, here.1));
            self.size.set(node, count - (done.1 - done.0));
            let was = self.hold(node);
            self.holds.set(node, hold);
            if node == leaving {
                return;
            }
            hold = Hold { parent: node, ..was };
            done = here;
            node = was.parent;
        }
    }

    /// Puts what was collected from `from` where it goes; what lay between moves up.
    fn move_to(&mut self, from: u32, target: u32, mut visit: impl FnMut(u32)) {
        let count = position(self.moved.len());
        let (between, to, start) = if target <= from {
            (target..from, target + count, target)
        } else {
            (from + count..target, from, target - count)
        };
        let length = between.end - between.start;
        if length > 0 && at(to + length) <= self.row.0.len() {
            self.row.0.copy_within(at(between.start)..at(between.end), at(to));
            for (place, node) in (to..).zip(self.row.slice(to, to + length)) {
                self.place.set(*node, place);
            }
        }
        if let Some(slots) = self.row.0.get_mut(at(start)..at(start + count)) {
            slots.copy_from_slice(&self.moved);
        }
        for (place, node) in (start..).zip(&self.moved) {
            self.place.set(*node, place);
            visit(*node);
        }
    }
}
