//! Money: integer fen, read and written digit by digit, never through a float.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum};

/// An amount in fen (1 yuan = 100 fen). In JSON and SQL it is the plain integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The largest amount that is taken down as one figure, ¥1,000,000,000: sums of many years stay far from
    /// what an integer holds, so one slip of a finger cannot spoil every total above it.
    pub const MOST: Self = Self(100_000_000_000);

    /// Whether it is taken down as one figure, either way of zero.
    pub fn in_bounds(self) -> bool {
        self.0.unsigned_abs() <= Self::MOST.0.unsigned_abs()
    }

    /// Sum, or `None` on overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference, or `None` on overflow.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Sum of many, or `None` on overflow.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// Decimal yuan such as `-12.5`, `600` or `1,200.00`: at most two decimals, no exponent.
    pub fn parse_yuan(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if fraction.len() > 2 || (digits.contains('.') && fraction.is_empty()) {
            return None;
        }
        let yuan = whole_number(whole)?;
        let fen = match fraction.len() {
            0 => 0,
            1 => fraction.parse::<u8>().ok().map(i64::from)?.checked_mul(10)?,
            _ => fraction.bytes().all(|b| b.is_ascii_digit()).then(|| fraction.parse::<i64>().ok())??,
        };
        let total = yuan.checked_mul(100)?.checked_add(fen)?;
        Some(Self(if negative { total.checked_neg()? } else { total }))
    }

    /// Two decimals without thousands, as in files: `1200.00`.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

fn whole_number(text: &str) -> Option<i64> {
    if text.contains(',') {
        let mut groups = text.split(',');
        let first = groups.next()?;
        if first.is_empty() || first.len() > 3 || groups.any(|g| g.len() != 3) {
            return None;
        }
    }
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// `1,200.00`: thousands and two decimals, as on screens.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |d| ("-", d));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
        f.write_str(sign)?;
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{fraction}")
    }
}

impl Sum for Fen {
    /// Sums; saturates rather than wraps. Books use [`Fen::total`], which says so.
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| Self(a.0.saturating_add(b.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn yuan_are_read_by_digits() {
        for (text, fen) in
            [("0.01", 1), ("1.15", 115), ("4.35", 435), ("19.99", 1999), ("-12.5", -1250), ("1,200.00", 120_000)]
        {
            assert_eq!(Fen::parse_yuan(text), Some(Fen(fen)), "{text}");
        }
        for text in
            ["", "-", ".", "1.", ".5", "1.234", "1e3", "1,20.00", "一百", "92233720368547758.08", "1.-1", "+1", "1.+5"]
        {
            assert_eq!(Fen::parse_yuan(text), None, "{text}");
        }
    }

    #[test]
    fn one_figure_has_a_ceiling() {
        for (fen, fits) in
            [(0, true), (100_000_000_000, true), (-100_000_000_000, true), (100_000_000_001, false), (i64::MIN, false)]
        {
            assert_eq!(Fen(fen).in_bounds(), fits, "{fen}");
        }
    }

    #[test]
    fn screens_show_thousands() {
        assert_eq!(Fen(-123_456_789).to_string(), "-1,234,567.89");
        assert_eq!(Fen(5).to_string(), "0.05");
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read(fen: i64) {
            prop_assert_eq!(Fen::parse_yuan(&Fen(fen).to_string()), Some(Fen(fen)).filter(|_| fen != i64::MIN));
        }
    }
}
