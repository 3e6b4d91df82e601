//! How the lexicographic objective is carried through the solver: as one 64-bit number where that provably gives the
//! same answer, as the triple itself where it does not.
//!
//! The solver only ever compares reduced worths, that is worths summed with alternating sign along a cycle of the
//! network. Such a sum is (w, k, c) with |k| ≤ 1, because a cycle enters and leaves a side as often, and |c| ≤ L·C, where
//! C is the largest cost of a pair and L the number of nodes and one more. So with B = L·C + 1 and A = 2·B the number
//! A·w + B·k + c has the sign of the triple: |c| < B, |B·k + c| < A. Potentials along any path stay below
//! A·max w + B + L·C in size, and sums of four of them have to fit 64 bits.

use crate::{net::Net, worth::Worth};
use std::{
    fmt::Debug,
    ops::{Add, Neg, Sub},
};

/// Nodes of a cycle that counts as short.
const SHORT: i64 = 16;
/// By how much a coarse number has to be below 64 bits, so that it can be divided finer and summed.
const ROOM: i64 = 1 << 10;

/// A number that reduced worths are compared in.
pub(crate) trait Price:
    Copy + Ord + Default + Debug + Add<Output = Self> + Sub<Output = Self> + Neg<Output = Self>
{
    /// Half of a step by which prices are estimated, rounded down.
    fn half(self) -> Self;
}

impl Price for i64 {
    fn half(self) -> Self {
        self / 2
    }
}

/// Triples are for numbers beyond all measure: no estimate is made with them.
impl Price for Worth {
    fn half(self) -> Self {
        Self::ZERO
    }
}

/// A way to carry worths.
pub(crate) trait Scale {
    /// What potentials are.
    type Price: Price;
    /// What the cost of a pair is kept as.
    type Cost: Copy + Default + Debug;
    /// A worth, which is a node's anchor.
    fn price(&self, worth: Worth) -> Self::Price;
    /// A cost of transport, to be kept.
    fn cost(fen: i64) -> Self::Cost;
    /// A kept cost, to be reckoned with.
    fn lift(cost: Self::Cost) -> Self::Price;
    /// A kept cost in fen.
    fn fen(cost: Self::Cost) -> i64;
}

/// One number for the three parts: A·w + B·k + c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scalar {
    a: i64,
    b: i64,
}

impl Scalar {
    /// The multipliers for a net; `None` if its numbers are too large for them.
    pub(crate) fn fitting(net: &Net) -> Option<Self> {
        let most = net.allowed.fen.0.iter().copied().max().unwrap_or(0);
        u32::try_from(most).ok()?;
        let nodes = i128::from(net.supplies()) + i128::from(net.demands());
        let path = (nodes + 2).checked_mul(i128::from(most))?;
        let b = path + 1;
        let a = 2 * b;
        let anchors = net.supply_worth.0.iter().chain(&net.demand_toll.0);
        let w = anchors.map(|anchor| anchor.w).max().unwrap_or(0);
        let largest = a.checked_mul(w)?.checked_add(b)?.checked_add(path)?;
        if largest.checked_mul(4)? > i128::from(i64::MAX) {
            return None;
        }
        Some(Self { a: i64::try_from(a).ok()?, b: i64::try_from(b).ok()? })
    }

    /// Multipliers that keep the three parts apart along short cycles only: smaller numbers, for a first guess. `None` if
    /// they are large even so.
    pub(crate) fn coarse(net: &Net) -> Option<Self> {
        let most = net.allowed.fen.0.iter().copied().max().unwrap_or(0);
        let b = most.checked_mul(SHORT)?.checked_add(1)?;
        let a = b.checked_mul(2)?;
        let anchors = net.supply_worth.0.iter().chain(&net.demand_toll.0);
        let w = i64::try_from(anchors.map(|anchor| anchor.w).max().unwrap_or(0)).ok()?;
        let largest = a.checked_mul(w)?.checked_add(b)?;
        largest.checked_mul(ROOM)?;
        Some(Self { a, b })
    }
}

impl Scale for Scalar {
    type Price = i64;
    type Cost = u32;

    fn price(&self, worth: Worth) -> i64 {
        let part = |part: i128| i64::try_from(part).unwrap_or(0);
        self.a * part(worth.w) + self.b * part(worth.k) + part(worth.c)
    }

    fn cost(fen: i64) -> u32 {
        u32::try_from(fen).unwrap_or(u32::MAX)
    }

    #[inline]
    fn lift(cost: u32) -> i64 {
        i64::from(cost)
    }

    fn fen(cost: u32) -> i64 {
        i64::from(cost)
    }
}

/// The three parts as they are: exact for all numbers, and slower.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Triples;

impl Scale for Triples {
    type Price = Worth;
    type Cost = i64;

    fn price(&self, worth: Worth) -> Worth {
        worth
    }

    fn cost(fen: i64) -> i64 {
        fen
    }

    #[inline]
    fn lift(cost: i64) -> Worth {
        Worth::of_cost(cost)
    }

    fn fen(cost: i64) -> i64 {
        cost
    }
}
