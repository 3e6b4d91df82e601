//! What later facts say of a report (E5): a pure rule, and what several grades of one word come to.
//!
//! Our reading, since the report of the county only says that accuracy counts: what was bought proves that there was at
//! least so much. More than was said, beyond the crop's tolerance, shows that too little was said; as much as was said shows
//! that it was right; less shows nothing, for the rest may have stayed on the tree.

use schemars::JsonSchema;
use serde::Serialize;

/// What later facts say of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BooksSay {
    /// Less was bought than was said: that proves nothing.
    Nothing,
    /// As much as was said.
    Met,
    /// More than was said.
    More,
}

impl BooksSay {
    /// Whether the report was accurate by that; none where nothing follows.
    pub(crate) fn accurate(self) -> Option<bool> {
        match self {
            Self::Nothing => None,
            Self::Met => Some(true),
            Self::More => Some(false),
        }
    }
}

/// What follows from so many grams that were bought of so many that were said. Of what was said with *at least* more is no
/// fault.
pub(crate) fn by_the_books(said: i64, bound: &str, bought: i64, tolerance_ppm: i64) -> BooksSay {
    let slack = i128::from(said) * i128::from(tolerance_ppm);
    let off = (i128::from(bought) - i128::from(said)) * 1_000_000;
    if bought <= 0 || off < -slack {
        BooksSay::Nothing
    } else if off > slack && bound != "at_least" {
        BooksSay::More
    } else {
        BooksSay::Met
    }
}

/// The bound of what was said in several grades: a sum with *at least* in it may be more; else one with *at most* in it may be
/// less.
pub(crate) fn bound_of<'a>(bounds: impl IntoIterator<Item = &'a str>) -> &'static str {
    let weight = |bound: &str| match bound {
        "at_least" => 3,
        "at_most" => 2,
        "about" => 1,
        _ => 0,
    };
    match bounds.into_iter().map(weight).max() {
        Some(3) => "at_least",
        Some(2) => "at_most",
        Some(1) => "about",
        _ => "exact",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_bought_proves_too_little_right_or_nothing() {
        const KG: i64 = 1_000;
        // said, bound, bought → what it says, at a tolerance of a fifth
        for (said, bound, bought, expect) in [
            (100, "exact", 0, BooksSay::Nothing),
            (100, "exact", 79, BooksSay::Nothing),
            (100, "exact", 80, BooksSay::Met),
            (100, "exact", 100, BooksSay::Met),
            (100, "exact", 120, BooksSay::Met),
            (100, "exact", 121, BooksSay::More),
            (100, "about", 121, BooksSay::More),
            (100, "about", 79, BooksSay::Nothing),
            // 余: more is within what was said.
            (100, "at_least", 79, BooksSay::Nothing),
            (100, "at_least", 80, BooksSay::Met),
            (100, "at_least", 500, BooksSay::Met),
            (100, "at_most", 20, BooksSay::Nothing),
            (100, "at_most", 120, BooksSay::Met),
            (100, "at_most", 121, BooksSay::More),
            // More went back than came: a book of another year's purchases.
            (100, "exact", -5, BooksSay::Nothing),
        ] {
            assert_eq!(by_the_books(said * KG, bound, bought * KG, 200_000), expect, "{said} {bound} {bought}");
        }
    }

    #[test]
    fn the_tolerance_is_the_crops_and_no_number_is_too_large() {
        assert_eq!(by_the_books(100, "exact", 101, 0), BooksSay::More);
        assert_eq!(by_the_books(100, "exact", 100, 0), BooksSay::Met);
        assert_eq!(by_the_books(100, "exact", 1, 1_000_000), BooksSay::Met);
        assert_eq!(by_the_books(100, "exact", 0, 1_000_000), BooksSay::Nothing, "nothing bought proves nothing");
        assert_eq!(by_the_books(i64::MAX, "exact", i64::MAX, 1_000_000), BooksSay::Met);
        assert_eq!(by_the_books(1, "exact", i64::MAX, 0), BooksSay::More);
        assert_eq!(
            [BooksSay::Nothing, BooksSay::Met, BooksSay::More].map(BooksSay::accurate),
            [None, Some(true), Some(false)]
        );
    }

    #[test]
    fn several_grades_have_one_bound() {
        for (bounds, expect) in [
            (vec!["exact"], "exact"),
            (vec!["exact", "about"], "about"),
            (vec!["about", "at_most"], "at_most"),
            (vec!["at_most", "at_least", "exact"], "at_least"),
            (vec![], "exact"),
        ] {
            assert_eq!(bound_of(bounds.clone()), expect, "{bounds:?}");
        }
    }
}
