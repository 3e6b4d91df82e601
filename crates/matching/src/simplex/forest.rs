//! From a flow to a strongly feasible tree.
//!
//! Ways that are neither empty nor full are taken one after the other. One that joins two trees is hung between them. One
//! that closes a cycle is pushed round it, in the direction that gains if either does, until some way on it is empty or full and
//! leaves; so the flow only gets better and what is left is a forest. Kg go both ways along what is neither empty nor full, so
//! each tree may be hung on the root by any of its supplies, which may always keep more: the one of the least price.

use super::{
    Simplex,
    layout::{Groups, Part},
    near::Found,
    scale::Scale,
    tree::{Hold, NONE},
};
use crate::{
    allowed::OPEN,
    column::{Column, at},
};

/// kg that flow by a pair, or by the root's way if it is [`NONE`].
#[derive(Clone, Copy)]
struct Way {
    pair: u32,
    from: u32,
    to: u32,
    kg: i64,
}

/// Which nodes hang together.
struct Forest {
    groups: Groups,
    /// How many nodes there are in the group that a node leads.
    size: Column<u32>,
    /// The last walk that came by each node.
    walked: Column<u32>,
    walk: u32,
}

impl<S: Scale> Simplex<S> {
    /// Hangs the nodes of a part as a flow says.
    pub(super) fn hang(&mut self, part: &Part, near: &Found) {
        let nodes = || part.supplies.clone().chain(part.demands.clone());
        let root = self.tree.root;
        nodes().for_each(|node| self.tree.set(node, Hold::default()));
        let mut forest = Forest {
            groups: Groups::apart(root + 1),
            size: Column((0..=root).map(|_| 1).collect()),
            walked: Column::zeros(root + 1),
            walk: 0,
        };
        for node in nodes() {
            let (from, to) = if self.is_supply(node) { (node, root) } else { (root, node) };
            self.take_in(Way { pair: NONE, from, to, kg: near.left.get(node) }, &mut forest);
        }
        for (demand, sources) in self.with_sources(part, near) {
            for (supply, pair) in sources {
                self.take_in(Way { pair: *pair, from: *supply, to: demand, kg: near.flow.get(*pair) }, &mut forest);
            }
        }
        self.loosen(part);
        self.hang_trees(part, near);
        self.hang_lone(part, near);
    }

    fn take_in(&mut self, way: Way, forest: &mut Forest) {
        if way.kg == self.ceiling(way.pair) {
            self.full.set(way.pair, 1);
        } else if way.kg > 0 && !self.joined(way, forest) {
            self.cancel(way, forest);
        }
    }

    /// Hangs one end of a way on the other if they do not hang together, the smaller tree on the larger one.
    fn joined(&mut self, way: Way, forest: &mut Forest) -> bool {
        let (one, other) = (forest.groups.first(way.from), forest.groups.first(way.to));
        if one == other {
            return false;
        }
        let (size, others) = (forest.size.get(one), forest.size.get(other));
        let top = forest.groups.first(self.tree.root);
        let (node, parent) =
            if other == top || (one != top && size < others) { (way.from, way.to) } else { (way.to, way.from) };
        self.turn_up(node, Hold { parent, pair: way.pair, flow: way.kg });
        forest.size.set(forest.groups.join(one, other), size + others);
        true
    }

    /// Pushes round the cycle that a way closes; the way is hung where the first other one leaves.
    fn cancel(&mut self, way: Way, forest: &mut Forest) {
        let Way { pair, from, to, kg } = way;
        let join = self.meeting(from, to, forest);
        let own = match pair {
            NONE if from == self.tree.root => -self.layout.anchor.get(to),
            NONE => self.layout.anchor.get(from),
            pair => S::lift(self.layout.cost.get(pair)),
        };
        let more = self.height(from, join) - own - self.height(to, join) > S::Price::default();
        let (from, to, room) = if more { (from, to, self.ceiling(pair).saturating_sub(kg)) } else { (to, from, kg) };
        let stop = self.stop(room, from, to, join);
        self.push(from, join, stop.kg, false);
        self.push(to, join, stop.kg, true);
        let Some(leaving) = stop.node else {
            self.full.set(pair, u8::from(more));
            return;
        };
        self.let_go(leaving);
        let (node, parent) = if stop.before { (from, to) } else { (to, from) };
        self.turn_up(node, Hold { parent, pair, flow: if more { kg + stop.kg } else { kg - stop.kg } });
    }

    /// The lowest node above both, or one of them.
    fn meeting(&self, one: u32, other: u32, forest: &mut Forest) -> u32 {
        forest.walk += 1;
        let (mut here, mut there) = (one, other);
        loop {
            if here != NONE {
                if forest.walked.get(here) == forest.walk {
                    return here;
                }
                forest.walked.set(here, forest.walk);
                here = self.tree.hold(here).parent;
            }
            std::mem::swap(&mut here, &mut there);
        }
    }

    /// By how much the potential of a node is above that of one that it hangs below.
    fn height(&self, node: u32, above: u32) -> S::Price {
        let (mut node, mut height) = (node, S::Price::default());
        while node != above {
            let hold = self.tree.hold(node);
            height = match hold.pair {
                NONE => height + self.layout.anchor.get(node),
                pair if self.is_supply(node) => height + S::lift(self.layout.cost.get(pair)),
                pair => height - S::lift(self.layout.cost.get(pair)),
            };
            node = hold.parent;
        }
        height
    }

    /// Makes a node the top of its tree and hangs it.
    fn turn_up(&mut self, node: u32, hold: Hold) {
        let (mut node, mut hold) = (node, hold);
        while node != NONE {
            let was = self.tree.hold(node);
            self.tree.set(node, hold);
            hold = Hold { parent: node, ..was };
            node = was.parent;
        }
    }

    /// Cuts a node off its parent.
    fn let_go(&mut self, node: u32) {
        let hold = self.tree.hold(node);
        if hold.flow > 0 {
            self.full.set(hold.pair, 1);
        }
        self.tree.set(node, Hold::default());
    }

    /// Cuts ways that have become empty or full without leaving: kg may not come to the root by them.
    fn loosen(&mut self, part: &Part) {
        for node in part.supplies.clone().chain(part.demands.clone()) {
            let hold = self.tree.hold(node);
            if hold.parent != NONE && (hold.flow == 0 || hold.flow == self.ceiling(hold.pair)) {
                self.let_go(node);
            }
        }
    }

    /// Hangs each tree that has a supply on the root.
    fn hang_trees(&mut self, part: &Part, near: &Found) {
        let root = self.tree.root;
        let mut groups = Groups::apart(root + 1);
        for node in part.supplies.clone().chain(part.demands.clone()) {
            let parent = self.tree.hold(node).parent;
            if parent != NONE {
                groups.join(node, parent);
            }
        }
        let mut cheapest: Column<Option<u32>> = Column::zeros(root + 1);
        for supply in part.supplies.clone() {
            let group = groups.first(supply);
            if group != groups.first(root)
                && cheapest.get(group).is_none_or(|other| near.price.get(supply) < near.price.get(other))
            {
                cheapest.set(group, Some(supply));
            }
        }
        for supply in cheapest.0.into_iter().flatten() {
            self.turn_up(supply, Hold { parent: root, pair: NONE, flow: 0 });
        }
    }

    /// Hangs demands that nothing hangs on: on a supply whose pair is full, if kg come to them at all.
    fn hang_lone(&mut self, part: &Part, near: &Found) {
        for (demand, sources) in self.with_sources(part, near) {
            if self.tree.hold(demand).parent != NONE {
                continue;
            }
            let full = sources.iter().find(|(_, pair)| self.full.get(*pair) == 1);
            let hold = match full {
                Some((supply, pair)) => Hold { parent: *supply, pair: *pair, flow: self.ceiling(*pair) },
                None => Hold { parent: self.tree.root, pair: NONE, flow: 0 },
            };
            self.full.set(hold.pair, 0);
            self.tree.set(demand, hold);
        }
    }

    /// The demands of a part, with from whom kg flow to each and by which pair.
    fn with_sources<'f>(
        &self,
        part: &Part,
        near: &'f Found,
    ) -> impl Iterator<Item = (u32, &'f Vec<(u32, u32)>)> + use<'f, S> {
        let first = part.demands.start - self.layout.supplies();
        part.demands.clone().zip(near.sources.iter().skip(at(first)))
    }

    /// What a pair carries at the most; the root's ways carry anything.
    fn ceiling(&self, pair: u32) -> i64 {
        if pair == NONE { OPEN } else { self.layout.ceiling.get(pair) }
    }
}
