//! One step: push as much as fits round the cycle that a pair closes, and change the tree.
//!
//! The tree stays strongly feasible, that is, from every node some kg could still be sent to the root. Of the ways that
//! are the first to be full or empty, the last one in the direction of the push leaves, counted from where the two ends
//! meet; this is Cunningham's rule, under which no tree comes twice.

use super::{
    Simplex,
    pricing::Entering,
    scale::Scale,
    tree::{Hold, NONE},
};
use crate::allowed::OPEN;

/// How far a push goes, and the node whose way to its parent stops it.
pub(super) struct Stop {
    pub(super) kg: i64,
    /// `None`: the way that closes the cycle is full, or empty, first.
    pub(super) node: Option<u32>,
    /// The node is above the end that the push comes from.
    pub(super) before: bool,
}

impl<S: Scale> Simplex<S> {
    /// Does the step. `false` if the push never ends, which no sound net does.
    pub(super) fn pivot(&mut self, entering: Entering<S::Price>) -> bool {
        let Entering { pair, from, to, gain } = entering;
        let join = self.tree.join(from, to);
        let own = if pair == NONE { OPEN } else { self.layout.ceiling.get(pair) };
        let stop = self.stop(own, from, to, join);
        if stop.kg == OPEN {
            return false;
        }
        if stop.kg > 0 {
            self.push(from, join, stop.kg, false);
            self.push(to, join, stop.kg, true);
        }
        let was_full = pair != NONE && self.full.get(pair) == 1;
        let Some(leaving) = stop.node else {
            self.full.set(pair, u8::from(!was_full));
            return true;
        };
        let (inside, outside, gain) = if stop.before { (from, to, -gain) } else { (to, from, gain) };
        let flow = if was_full { self.layout.ceiling.get(pair) - stop.kg } else { stop.kg };
        let left = self.tree.hold(leaving);
        if left.pair != NONE {
            self.full.set(left.pair, u8::from(left.flow > 0));
        }
        if pair != NONE {
            self.full.set(pair, 0);
        }
        let potential = &mut self.potential;
        let hold = Hold { parent: outside, pair, flow };
        self.tree.rehang(inside, leaving, hold, join, |node| potential.update(node, |p| *p = *p + gain));
        true
    }

    /// Finds what stops the push round the cycle; the way that closes it takes `own` kg.
    pub(super) fn stop(&self, own: i64, from: u32, to: u32, join: u32) -> Stop {
        let mut stop = Stop { kg: own, node: None, before: true };
        let mut node = from;
        while node != join {
            let room = self.room(node, false);
            if room < stop.kg {
                stop = Stop { kg: room, node: Some(node), before: true };
            }
            node = self.tree.hold(node).parent;
        }
        node = to;
        while node != join {
            let room = self.room(node, true);
            if room <= stop.kg {
                stop = Stop { kg: room, node: Some(node), before: false };
            }
            node = self.tree.hold(node).parent;
        }
        stop
    }

    /// How many kg can be pushed from a node to its parent, or from the parent to it.
    #[inline]
    pub(super) fn room(&self, node: u32, upward: bool) -> i64 {
        let place = self.tree.hold(node);
        // Flow runs from supplies to demands, from supplies to the root, and from the root to demands.
        if self.is_supply(node) != upward {
            return place.flow;
        }
        if place.pair == NONE {
            return OPEN;
        }
        let ceiling = self.layout.ceiling.get(place.pair);
        if ceiling == OPEN { OPEN } else { ceiling - place.flow }
    }

    /// Pushes kg from a node up to one above it, or down from there.
    pub(super) fn push(&mut self, from: u32, join: u32, kg: i64, upward: bool) {
        let mut node = from;
        while node != join {
            let more = self.is_supply(node) == upward;
            self.tree.add_flow(node, if more { kg } else { -kg });
            node = self.tree.hold(node).parent;
        }
    }
}
