//! What a kilogram costs from one place to another: by the table of ways, else by the rule of thumb.

use crate::{
    instance::numbers,
    ways::{self, Ways},
    windows,
};
use base::Refusal;
use store::Tx;

/// Costs of ways by their two ends, as they were entered.
pub(crate) struct Roads(Ways);

/// A village with its township, or a township alone; nothing is outside the county.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub township: i64,
    pub village: i64,
}

impl Spot {
    /// Where a path lies: `/7/33/` → 7 and 33.
    pub fn of(path: &str) -> Self {
        let (township, village) = numbers(path);
        Self { township, village }
    }

    /// The township that a path lies in.
    pub fn township(path: &str) -> Self {
        Self { village: 0, ..Self::of(path) }
    }
}

impl Roads {
    /// Reads the table of ways.
    pub fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        Ok(Self(ways::all(tx, county)?))
    }

    /// Whether somebody entered a way between two places of one township.
    pub fn knows(&self, villages: &[Spot]) -> bool {
        let known = |id: i64| villages.iter().any(|spot| spot.village == id);
        self.0.keys().any(|(from, to)| known(*from) && known(*to))
    }

    /// What a kilogram costs from one place to another: from village to village, or a village and a township, as it was
    /// entered in this direction or the other; else between their townships, else by the rule of thumb.
    pub fn cost(&self, from: Spot, to: Spot) -> i64 {
        let way = |from: i64, to: i64| self.0.get(&(from, to)).copied();
        let either = |from: i64, to: i64| way(from, to).or_else(|| way(to, from));
        let named = match (from.village, to.village) {
            (0, 0) => None,
            (0, village) => either(from.township, village),
            (village, 0) => either(village, to.township),
            (from, to) => either(from, to),
        };
        named
            .or_else(|| way(from.township, to.township))
            .unwrap_or_else(|| windows::rule_of_thumb(from.township, to.township))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn ways_are_as_entered_or_by_the_rule_of_thumb() {
        let roads = Roads(BTreeMap::from([((33, 34), 2), ((7, 8), 11), ((35, 7), 3)]));
        let at = |township, village| Spot { township, village };
        for (from, to, cost) in [
            (at(7, 33), at(7, 34), 2),
            (at(7, 34), at(7, 33), 2),
            (at(7, 33), at(7, 35), windows::WITHIN),
            (at(7, 35), at(7, 0), 3),
            (at(7, 33), at(8, 90), 11),
            (at(8, 90), at(7, 33), windows::BETWEEN),
            (at(7, 33), Spot::default(), windows::OUTSIDE),
        ] {
            assert_eq!(roads.cost(from, to), cost, "{from:?} {to:?}");
        }
        assert!(roads.knows(&[at(7, 33), at(7, 34)]) && !roads.knows(&[at(7, 33), at(7, 35)]));
        assert_eq!(Spot::of("/7/33/p5/"), at(7, 33));
    }
}
