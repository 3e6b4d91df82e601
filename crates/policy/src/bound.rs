//! A limit with its operator beside the words that it came from, and exact comparison.
//!
//! Invariant: shares are compared by cross-multiplication in i128; what is shown as a
//! percentage is cut, never rounded up, and never compared.

use crate::vocabulary::{Op, Word};
use base::{Fen, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Parts per million in a whole.
pub const WHOLE_PPM: i64 = 1_000_000;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money in fen.
    Fen,
    /// A share in parts per million.
    Ppm,
    /// Things or people.
    Count,
    /// Weight in grams.
    Grams,
    /// A calendar day.
    Day,
}

/// A limit of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bound {
    /// Which side holds, and whether the number itself does.
    pub op: Op,
    /// The number, in `unit`.
    pub limit: i64,
    /// Fen, ppm or count.
    pub unit: Unit,
    /// The words of the source.
    pub wording: String,
}

impl Bound {
    /// Whether a value (in the bound's unit) satisfies it.
    pub fn holds(&self, value: i64) -> bool {
        compare(self.op, i128::from(value), i128::from(self.limit))
    }

    /// Whether `part / whole` satisfies a bound in ppm. The whole is positive.
    pub fn share_holds(&self, part: i64, whole: i64) -> bool {
        let left = i128::from(part) * i128::from(WHOLE_PPM);
        compare(self.op, left, i128::from(self.limit) * i128::from(whole))
    }

    /// `100,000.00 元以下（含本数）`.
    pub fn text(&self) -> Text {
        let number = show(self.limit, self.unit);
        let zh = match self.op {
            Op::Ge => format!("{}以上（含本数）", number.zh),
            Op::Gt => format!("超过 {}（不含本数）", number.zh),
            Op::Le => format!("{}以下（含本数）", number.zh),
            Op::Lt => format!("不满 {}（不含本数）", number.zh),
        };
        Text::new(zh, format!("{} {}", self.op.text().en, number.en))
    }

    /// The mathematical sign, for tests with numbers put in.
    pub fn sign(&self) -> &'static str {
        match self.op {
            Op::Ge => "≥",
            Op::Gt => ">",
            Op::Le => "≤",
            Op::Lt => "<",
        }
    }
}

fn compare(op: Op, value: i128, limit: i128) -> bool {
    match op {
        Op::Ge => value >= limit,
        Op::Gt => value > limit,
        Op::Le => value <= limit,
        Op::Lt => value < limit,
    }
}

/// A number with its unit, as people read it.
pub fn show(value: i64, unit: Unit) -> Text {
    match unit {
        Unit::Fen => Text::new(format!("{} 元", Fen(value)), format!("¥{}", Fen(value))),
        Unit::Ppm => Text::new(percent(value), percent(value)),
        Unit::Grams => Text::new(format!("{} 公斤", kilograms(value)), format!("{} kg", kilograms(value))),
        Unit::Count | Unit::Day => Text::new(value.to_string(), value.to_string()),
    }
}

/// `12`, `0.5`: exact, since a gram is a thousandth of a kilogram.
fn kilograms(grams: i64) -> String {
    let digits = format!("{}.{:03}", grams / 1_000, (grams % 1_000).abs());
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `70%`, `19.9999%`: exact, since a ppm is a ten-thousandth of a percent.
pub fn percent(ppm: i64) -> String {
    let digits = format!("{}.{:04}", ppm / 10_000, (ppm % 10_000).abs());
    format!("{}%", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// `part / whole` in ppm, rounded down, for show only. `None` if the whole is 0.
pub fn share_ppm(part: i64, whole: i64) -> Option<i64> {
    let ppm = (i128::from(part) * i128::from(WHOLE_PPM)).checked_div(i128::from(whole))?;
    i64::try_from(ppm).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bound(op: Op, limit: i64, unit: Unit) -> Bound {
        Bound { op, limit, unit, wording: String::new() }
    }

    #[test]
    fn the_number_itself_belongs_to_ge_and_le() {
        for (op, below, at, above) in [
            (Op::Ge, false, true, true),
            (Op::Gt, false, false, true),
            (Op::Le, true, true, false),
            (Op::Lt, true, false, false),
        ] {
            let b = bound(op, 10, Unit::Count);
            assert_eq!((b.holds(9), b.holds(10), b.holds(11)), (below, at, above), "{op:?}");
        }
    }

    #[test]
    fn shares_are_compared_whole_and_shown_cut() {
        let seventy = bound(Op::Ge, 700_000, Unit::Ppm);
        assert!(seventy.share_holds(7, 10));
        assert!(!seventy.share_holds(6_999, 10_000));
        assert!(!seventy.share_holds(i64::MAX / 10 * 7 - 7, i64::MAX));
        assert_eq!(percent(199_999), "19.9999%");
        assert_eq!(percent(700_000), "70%");
        assert_eq!(share_ppm(1, 0), None);
        assert_eq!(share_ppm(2, 3), Some(666_666));
    }

    #[test]
    fn inclusive_limits_say_so() {
        assert_eq!(bound(Op::Le, 10_000_000, Unit::Fen).text().zh, "100,000.00 元以下（含本数）");
        assert_eq!(bound(Op::Ge, 700_000, Unit::Ppm).text().en, "at least 70%");
    }

    proptest! {
        #[test]
        fn a_share_equals_its_limit_only_exactly(part in 0..=i64::MAX, whole in 1..=i64::MAX, limit in 0..=WHOLE_PPM) {
            let (at_least, more) = (bound(Op::Ge, limit, Unit::Ppm), bound(Op::Gt, limit, Unit::Ppm));
            let equal = i128::from(part) * 1_000_000 == i128::from(limit) * i128::from(whole);
            prop_assert_eq!(at_least.share_holds(part, whole), more.share_holds(part, whole) || equal);
        }
    }
}
