//! The spanning tree that is the solver's state: who hangs on whom, by which pair, with how many kg.
//!
//! Node `root` stands for "unsold" and "unmet": a supply that hangs on it keeps its flow, a demand goes without. A
//! supply hangs on a demand, or a demand on a supply, by a pair; the pair always leads from the supply to the demand.
//! Children are a doubly linked list, so that cutting and hanging take constant time.

use crate::column::Column;

/// No node, no pair.
pub(crate) const NONE: u32 = u32::MAX;

/// A node's place in the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) parent: u32,
    /// The pair that leads to the parent; [`NONE`] if that is the root.
    pub(crate) pair: u32,
    /// kg on the way to the parent.
    pub(crate) flow: i64,
    /// Steps to the root.
    pub(crate) depth: u32,
    child: u32,
    next: u32,
    before: u32,
}

impl Default for Node {
    fn default() -> Self {
        Self { parent: NONE, pair: NONE, flow: 0, depth: 0, child: NONE, next: NONE, before: NONE }
    }
}

/// How a node hangs on its parent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hold {
    pub(crate) parent: u32,
    pub(crate) pair: u32,
    pub(crate) flow: i64,
}

/// All nodes, the root last.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Column<Node>,
    pub(crate) root: u32,
}

impl Tree {
    /// Every node on the root, with its kg on the way there.
    pub(crate) fn star(kg: &Column<i64>) -> Self {
        let root = kg.len();
        let mut tree = Self { nodes: Column::zeros(root + 1), root };
        for (node, kg) in (0..root).zip(&kg.0) {
            tree.hang(node, Hold { parent: root, pair: NONE, flow: *kg });
        }
        tree
    }

    #[inline]
    pub(crate) fn node(&self, node: u32) -> Node {
        self.nodes.get(node)
    }

    /// Adds to the kg on a node's way to its parent.
    #[inline]
    pub(crate) fn add_flow(&mut self, node: u32, kg: i64) {
        self.nodes.update(node, |n| n.flow += kg);
    }

    /// Hangs a node, whose children come along, on another; depths below it are set by [`Self::settle`].
    pub(crate) fn hang(&mut self, node: u32, hold: Hold) {
        let first = self.node(hold.parent).child;
        let depth = self.node(hold.parent).depth + 1;
        self.nodes.update(node, |n| {
            n.parent = hold.parent;
            n.pair = hold.pair;
            n.flow = hold.flow;
            n.depth = depth;
            n.next = first;
            n.before = NONE;
        });
        self.nodes.update(first, |n| n.before = node);
        self.nodes.update(hold.parent, |n| n.child = node);
    }

    /// Takes a node off its parent, and says how it hung there.
    pub(crate) fn cut(&mut self, node: u32) -> Hold {
        let Node { parent, pair, flow, next, before, .. } = self.node(node);
        if before == NONE {
            self.nodes.update(parent, |n| n.child = next);
        } else {
            self.nodes.update(before, |n| n.next = next);
        }
        self.nodes.update(next, |n| n.before = before);
        Hold { parent, pair, flow }
    }

    /// Turns the way from `node` up to `top` round and hangs it, `node` first, on something else.
    pub(crate) fn turn(&mut self, node: u32, top: u32, hold: Hold) {
        let (mut node, mut hold) = (node, hold);
        loop {
            let was = self.cut(node);
            self.hang(node, hold);
            if node == top {
                return;
            }
            hold = Hold { parent: node, pair: was.pair, flow: was.flow };
            node = was.parent;
        }
    }

    /// Visits a node and all below it, parents first, after setting each depth.
    #[inline]
    pub(crate) fn settle(&mut self, top: u32, mut visit: impl FnMut(u32)) {
        let mut node = top;
        let mut depth = self.node(top).depth;
        loop {
            visit(node);
            let mut here = self.node(node);
            if here.child != NONE {
                node = here.child;
                depth += 1;
            } else {
                while node != top && here.next == NONE {
                    node = here.parent;
                    here = self.node(node);
                    depth -= 1;
                }
                if node == top {
                    return;
                }
                node = here.next;
            }
            self.nodes.update(node, |n| n.depth = depth);
        }
    }

    /// A node is one step further from the root than its parent.
    pub(crate) fn set_depth_below(&mut self, node: u32, parent: u32) {
        let depth = self.node(parent).depth + 1;
        self.nodes.update(node, |n| n.depth = depth);
    }

    /// What hangs on a node itself.
    pub(crate) fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let known = |node: u32| (node != NONE).then_some(node);
        std::iter::successors(known(self.node(node).child), move |child| known(self.node(*child).next))
    }

    /// The lowest node that is above both, or one of them.
    pub(crate) fn join(&self, one: u32, other: u32) -> u32 {
        let (mut one, mut other) = (one, other);
        while one != other {
            let (a, b) = (self.node(one), self.node(other));
            if a.depth >= b.depth {
                one = a.parent;
            }
            if b.depth >= a.depth {
                other = b.parent;
            }
        }
        one
    }
}
