//! What a kg is worth: `[w, k, c]`, compared lexicographically.
//!
//! `w` is 1 + urgency, `k` is 1, `c` is minus the cost of transport in fen. More of an earlier part beats any amount
//! of a later one; that is the whole objective. Parts are 128 bits wide, so that sums along any path through an
//! instance of 64-bit numbers are exact: at most 2³³ addends below 2⁶⁵.

use serde::Serialize;
use std::ops::{Add, Neg, Sub};

/// A worth, or a price, of one kg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Worth {
    /// Urgency-kg a kg: 1 + urgency.
    pub w: i128,
    /// kg a kg: 1.
    pub k: i128,
    /// Minus fen a kg.
    pub c: i128,
}

impl Worth {
    /// Nothing.
    pub const ZERO: Self = Self { w: 0, k: 0, c: 0 };

    /// A kg of a supply of this urgency before transport.
    pub fn of_urgency(urgency: i64) -> Self {
        Self { w: i128::from(urgency) + 1, k: 1, c: 0 }
    }

    /// The cost of transport as a worth to be taken away.
    pub fn of_cost(fen_per_kg: i64) -> Self {
        Self { w: 0, k: 0, c: i128::from(fen_per_kg) }
    }
}

impl Add for Worth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { w: self.w + other.w, k: self.k + other.k, c: self.c + other.c }
    }
}

impl Sub for Worth {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { w: self.w - other.w, k: self.k - other.k, c: self.c - other.c }
    }
}

impl Neg for Worth {
    type Output = Self;
    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

/// In JSON the array `[w, k, c]`.
impl Serialize for Worth {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        [self.w, self.k, self.c].serialize(to)
    }
}
