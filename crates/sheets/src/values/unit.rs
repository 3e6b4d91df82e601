//! Units of quantity in a header, a unit column or behind a number.
//!
//! The words are those of [`base::units`], some more words for one piece, and 万 before either.

use super::chinese::large_unit;
use base::units;
use std::{cell::RefCell, collections::HashMap, sync::Arc};

/// More words for one piece, as village lists have them.
const MORE_PIECES: [&str; 27] = [
    "听", "篓", "束", "根", "支", "棵", "颗", "粒", "串", "板", "扎", "片", "对", "双", "匹", "杯", "碗", "盘", "尾",
    "本", "卷", "礼盒", "壶", "件套", "朵", "蓬", "筒",
];

/// Signs of one character that input methods offer, and what their letters would be.
const SIGNS: [(&str, &str); 1] = [("㎏", "kg")];

/// What one unit comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// Weighed: this many grams.
    Grams(i64),
    /// Counted: one piece.
    Piece,
}

/// A unit as a sheet writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The word, without 万 before it.
    pub word: Arc<str>,
    /// What one comes to.
    pub base: Base,
    /// 10,000 for 万斤, else 1.
    pub scale: i64,
}

impl Unit {
    /// Reads a unit; of `斤/袋` or `元/斤` the part behind the stroke.
    pub fn parse(text: &str) -> Option<Self> {
        let tidy = super::tidy(text);
        let before_pack = tidy.split('(').next().unwrap_or_default();
        let word = before_pack.rsplit(['/', '每']).next().unwrap_or_default();
        Self::of_word(word)
    }

    fn of_word(word: &str) -> Option<Self> {
        let word = SIGNS.iter().find(|(sign, _)| *sign == word).map_or(word, |(_, word)| word);
        let mut chars = word.chars();
        if let Some(scale) = chars.next().and_then(large_unit) {
            let bare = Self::of_word(chars.as_str())?;
            return (bare.scale == 1).then_some(Self { scale, ..bare });
        }
        let base = match units::Unit::parse(word) {
            Ok(units::Unit::Weight(weight)) => Base::Grams(weight.grams()),
            Ok(units::Unit::Piece(_)) => Base::Piece,
            Err(_) if MORE_PIECES.contains(&word) => Base::Piece,
            Err(_) => return None,
        };
        Some(Self { word: word.into(), base, scale: 1 })
    }

    /// Grams or pieces of one.
    pub fn factor(&self) -> Option<i64> {
        let one = match self.base {
            Base::Grams(grams) => grams,
            Base::Piece => 1,
        };
        one.checked_mul(self.scale)
    }
}

/// Units read before: a sheet has few words for them and says them in every row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(RefCell<HashMap<String, Option<Unit>>>);

/// Words that are kept; a column of anything else is not remembered without end.
const KNOWN_MAX: usize = 1_000;

impl Known {
    /// [`Unit::parse`], remembered.
    pub fn parse(&self, text: &str) -> Option<Unit> {
        if let Some(unit) = self.0.borrow().get(text) {
            return unit.clone();
        }
        let unit = Unit::parse(text);
        if self.0.borrow().len() < KNOWN_MAX {
            self.0.borrow_mut().insert(text.to_owned(), unit.clone());
        }
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_every_habit() {
        for (text, expect) in [
            ("斤", Some((Base::Grams(500), 1))),
            ("市斤", Some((Base::Grams(500), 1))),
            ("公斤", Some((Base::Grams(1_000), 1))),
            ("千克", Some((Base::Grams(1_000), 1))),
            ("ＫＧ", Some((Base::Grams(1_000), 1))),
            ("ｋｇ", Some((Base::Grams(1_000), 1))),
            ("㎏", Some((Base::Grams(1_000), 1))),
            ("元/㎏", Some((Base::Grams(1_000), 1))),
            ("市两", Some((Base::Grams(50), 1))),
            ("市担", Some((Base::Grams(50_000), 1))),
            ("克", Some((Base::Grams(1), 1))),
            ("两", Some((Base::Grams(50), 1))),
            ("担", Some((Base::Grams(50_000), 1))),
            ("吨", Some((Base::Grams(1_000_000), 1))),
            ("万斤", Some((Base::Grams(500), 10_000))),
            ("万公斤", Some((Base::Grams(1_000), 10_000))),
            ("箱", Some((Base::Piece, 1))),
            ("箱(10斤)", Some((Base::Piece, 1))),
            ("5斤/箱", Some((Base::Piece, 1))),
            ("元/斤", Some((Base::Grams(500), 1))),
            ("羽", Some((Base::Piece, 1))),
            ("万只", Some((Base::Piece, 10_000))),
            ("亩", None),
            ("元", None),
            ("", None),
            ("万", None),
        ] {
            assert_eq!(Unit::parse(text).map(|u| (u.base, u.scale)), expect, "{text}");
        }
    }
}
