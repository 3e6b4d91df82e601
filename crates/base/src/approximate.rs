//! Quantities that people give roughly: `6万余公斤`, `近1万公斤`, `约3000斤`.
//!
//! Supply reports take them as they are said, with the bound that the word sets; a book
//! takes exact quantities only. Numbers in Chinese characters are left to the reader of sheets.

use crate::{
    Grams, Quantity,
    units::{self, Decimal, Unit, UnitRefusal},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which side of the number the truth lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 余, 多, 以上: at least this much.
    AtLeast,
    /// 近, 不到, 以下: at most this much.
    AtMost,
    /// 约, 左右: about this much.
    About,
}

/// A weight with a word of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Approximate {
    /// The number that was said.
    pub grams: Grams,
    /// What the word says of it.
    pub bound: Bound,
}

/// What a quantity with its unit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the gram or piece.
    Exact(Quantity),
    /// With a word of doubt.
    Roughly(Approximate),
}

const BEFORE: [(&str, Bound); 9] = [
    ("大约", Bound::About),
    ("大概", Bound::About),
    ("约", Bound::About),
    ("将近", Bound::AtMost),
    ("接近", Bound::AtMost),
    ("近", Bound::AtMost),
    ("不到", Bound::AtMost),
    ("至少", Bound::AtLeast),
    ("超过", Bound::AtLeast),
];
const AFTER: [(&str, Bound); 5] = [
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("以上", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
];
const WITHIN: [&str; 2] = ["余", "多"];

/// Reads a quantity with its unit, as `1.2万斤`, `500公斤`, `6万余公斤`, `约3000斤`.
/// Rough pieces need the pack, since a rough quantity is kept as weight.
///
/// # Errors
/// [`UnitRefusal`] of the number or of the unit.
pub fn read(text: &str, pack: Option<units::Pack>) -> Result<Said, UnitRefusal> {
    let said = crate::names::normal(text);
    let (rest, before) = strip(&said, &BEFORE, |t, word| t.strip_prefix(word));
    let (rest, after) = strip(rest, &AFTER, |t, word| t.strip_suffix(word));
    let number_end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let (number, words) = rest.split_at(number_end);
    let within = WITHIN.iter().any(|word| words.contains(word)).then_some(Bound::AtLeast);
    let words = WITHIN.iter().fold(words.to_owned(), |words, word| words.replacen(word, "", 1));
    let (unit, tens_of_thousands) = match words.strip_prefix('万') {
        Some(unit) => (unit, 10_000),
        None => (words.as_str(), 1),
    };
    let number = Decimal::parse(number)?;
    let unit = Unit::parse(unit)?;
    let one = units::quantity(Decimal::parse("1")?, unit)?;
    let (Quantity::G(size) | Quantity::Pieces(size)) = one;
    let total = number.times(size.checked_mul(tens_of_thousands).ok_or(UnitRefusal::Overflow)?)?;
    let total = if matches!(one, Quantity::G(_)) { Quantity::G(total) } else { Quantity::Pieces(total) };
    match before.or(after).or(within) {
        None => Ok(Said::Exact(total)),
        Some(bound) => Ok(Said::Roughly(Approximate { grams: units::weigh(total, pack)?, bound })),
    }
}

fn strip<'t>(
    text: &'t str,
    words: &[(&str, Bound)],
    cut: impl Fn(&'t str, &str) -> Option<&'t str>,
) -> (&'t str, Option<Bound>) {
    words.iter().find_map(|(word, bound)| cut(text, word).map(|rest| (rest, Some(*bound)))).unwrap_or((text, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_as_they_are_said() {
        let rough = |kg: i64, bound| Said::Roughly(Approximate { grams: Grams(kg * 1_000), bound });
        for (text, said) in [
            ("6万余公斤", rough(60_000, Bound::AtLeast)),
            ("6万公斤以上", rough(60_000, Bound::AtLeast)),
            ("6余万公斤", rough(60_000, Bound::AtLeast)),
            ("500多斤", rough(250, Bound::AtLeast)),
            ("近1万公斤", rough(10_000, Bound::AtMost)),
            ("约3000斤", rough(1_500, Bound::About)),
            ("３０００ 斤左右", rough(1_500, Bound::About)),
            ("1.2万斤", Said::Exact(Quantity::G(6_000_000))),
            ("500公斤", Said::Exact(Quantity::G(500_000))),
            ("2万只", Said::Exact(Quantity::Pieces(20_000))),
        ] {
            assert_eq!(read(text, None), Ok(said), "{text}");
        }
        let pack = Some(units::Pack { grams_per_piece: 5_000 });
        assert_eq!(read("约100箱", pack), Ok(rough(500, Bound::About)));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(read("约100箱", None), Err(UnitRefusal::NoPack));
        assert!(matches!(read("一百余斤", None), Err(UnitRefusal::NotANumber { .. })));
        assert!(matches!(read("100", None), Err(UnitRefusal::Unknown { .. })));
        assert!(matches!(read("很多", None), Err(UnitRefusal::NotANumber { .. })));
    }
}
