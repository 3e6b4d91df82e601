//! Which pair should carry more, or less: the best of a block of rows.
//!
//! A block goes on from where the last one ended and ends with the row in which enough pairs have been looked at and a
//! pair worth changing has been found. When a whole round finds none, the part is solved.

use super::{Simplex, layout::Part, scale::Scale, tree::NONE};
use crate::column::at;

/// Pairs of a block, in square roots of the pairs of its part: measured, flat from 1 to 8.
const BLOCK_ROOTS: u32 = 2;
/// Pairs of a block at the least.
const LEAST_BLOCK: u32 = 32;

/// A change of flow that makes the plan better: kg go from `from` to `to` by the pair, or by the root's way if it is
/// [`NONE`]; backwards through a pair that was full.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entering<P> {
    pub(super) pair: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    /// What each kg gains.
    pub(super) gain: P,
}

impl<S: Scale> Simplex<S> {
    /// The best change of the next block; `None` if nothing in the part can be made better.
    pub(super) fn price(&mut self, part: &Part) -> Option<Entering<S::Price>> {
        let pairs = self.layout.start.get(part.supplies.end) - self.layout.start.get(part.supplies.start);
        let block = pairs.isqrt().saturating_mul(BLOCK_ROOTS).max(LEAST_BLOCK);
        let mut best = Entering { pair: NONE, from: NONE, to: NONE, gain: S::Price::default() };
        let mut looked_at = 0;
        let rows = part.supplies.len() + 1;
        for _ in 0..rows {
            let row = self.next_row;
            // The row after the last supply is that of the ways from the root to the demands.
            if row == part.supplies.end {
                self.next_row = part.supplies.start;
                self.price_unmet(part, &mut best);
                looked_at += position_count(part);
            } else {
                self.next_row += 1;
                looked_at += self.price_row(row, &mut best) + 1;
            }
            if best.from != NONE && looked_at >= block {
                break;
            }
        }
        (best.from != NONE).then_some(best)
    }

    /// Prices a supply's pairs and its way to the root; says how many pairs.
    #[inline]
    fn price_row(&self, supply: u32, best: &mut Entering<S::Price>) -> u32 {
        let zero = S::Price::default();
        let (from, to) = (self.layout.start.get(supply), self.layout.start.get(supply + 1));
        let here = self.potential.get(supply);
        let unsold = here - self.layout.anchor.get(supply);
        if unsold > best.gain {
            *best = Entering { pair: NONE, from: supply, to: self.tree.root, gain: unsold };
        }
        let costs = self.layout.cost.slice(from, to).iter().zip(self.full.slice(from, to));
        for (pair, (head, (cost, full))) in (from..).zip(self.layout.head.slice(from, to).iter().zip(costs)) {
            let there = self.potential.0.get(at(*head)).copied().unwrap_or(zero);
            let gain = here - S::lift(*cost) - there;
            let gain = if *full == 0 { gain } else { -gain };
            if gain > best.gain {
                let (from, to) = if *full == 0 { (supply, *head) } else { (*head, supply) };
                *best = Entering { pair, from, to, gain };
            }
        }
        to - from
    }

    /// Prices the ways from the root to the demands.
    fn price_unmet(&self, part: &Part, best: &mut Entering<S::Price>) {
        for demand in part.demands.clone() {
            let unmet = self.layout.anchor.get(demand) - self.potential.get(demand);
            if unmet > best.gain {
                *best = Entering { pair: NONE, from: self.tree.root, to: demand, gain: unmet };
            }
        }
    }
}

fn position_count(part: &Part) -> u32 {
    part.demands.end - part.demands.start
}
