//! Units as people say them, and their exact conversion to grams or pieces.
//!
//! Invariants: nothing is rounded (what does not come out in whole grams or fen is refused);
//! counted things become weight only by a pack's specification; a price converts inversely to
//! its quantity. Daily units: 1 斤 = 500 g, 1 两 = 50 g, 1 担 = 50 kg, 1 万斤 = 5 t.

use crate::{Fen, Grams, Quantity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A unit of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// 克.
    Gram,
    /// 两, 50 g.
    Liang,
    /// 斤, 500 g.
    Jin,
    /// 公斤 or 千克.
    Kilogram,
    /// 担, 50 kg.
    Dan,
    /// 吨, 1,000 kg.
    Tonne,
    /// 万斤, 5,000 kg.
    WanJin,
}

/// Spellings of each unit of weight; the first is the one that is shown.
const WEIGHTS: [(Weight, i64, &str, &[&str]); 7] = [
    (Weight::Gram, 1, "g", &["克", "g"]),
    (Weight::Liang, 50, "liang", &["两", "市两"]),
    (Weight::Jin, 500, "jin", &["斤", "市斤", "jin"]),
    (Weight::Kilogram, 1_000, "kg", &["公斤", "千克", "kg"]),
    (Weight::Dan, 50_000, "dan", &["担", "市担"]),
    (Weight::Tonne, 1_000_000, "t", &["吨", "公吨", "t"]),
    (Weight::WanJin, 5_000_000, "10,000 jin", &["万斤"]),
];

/// Words for one piece. What a piece holds is the product's matter, not the word's.
const COUNTS: [&str; 25] = [
    "件", "箱", "袋", "盒", "瓶", "桶", "提", "包", "罐", "坛", "篮", "筐", "份", "套", "个", "枚", "只", "羽", "头",
    "条", "把", "捆", "株", "块", "张",
];

/// A unit: of weight, or a word for a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Weighed.
    Weight(Weight),
    /// Counted, by this word.
    Piece(&'static str),
}

/// What one piece of a product holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Pack {
    /// Net weight of a piece in grams, above zero.
    pub grams_per_piece: i64,
}

/// A decimal number as it was written: `1.2` is 12 with one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i64,
    decimals: u32,
}

crate::refusals! {
    /// Why a quantity or price is not converted.
    pub enum UnitRefusal {
        /// Not a number.
        NotANumber { text: String } => 422 "quantity.invalid" "“{text}”不是数量" "\"{text}\" is not a quantity",
        /// Nobody knows this unit.
        Unknown { unit: String } => 422 "unit.unknown" "不认识的单位“{unit}”" "unknown unit \"{unit}\"",
        /// Pieces without a pack cannot be weighed or added to weight.
        NoPack => 422 "unit.no_pack"
            "按件计的数量没有规格，不能与重量相加或折算；请先填写每件净重"
            "pieces without a net weight cannot be added to or turned into weight; enter the net weight of a piece first",
        /// The result has a part of a gram, a piece or a fen.
        NotExact => 422 "quantity.not_exact" "不能折算成整数克、件或分" "it does not come out in whole grams, pieces or fen",
        /// Too large to hold.
        Overflow => 422 "quantity.overflow" "数量或金额过大" "the quantity or amount is too large",
    }
}

impl Weight {
    /// Grams of one unit.
    pub fn grams(self) -> i64 {
        self.row().1
    }

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        self.row().3.first().copied().unwrap_or_default()
    }

    /// The sign for English screens.
    pub fn en(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, i64, &'static str, &'static [&'static str]) {
        const GRAM: &(Weight, i64, &str, &[&str]) = &WEIGHTS[0];
        WEIGHTS.iter().find(|row| row.0 == self).unwrap_or(GRAM)
    }
}

impl Unit {
    /// Reads a unit in any of its spellings, in any width and case.
    ///
    /// # Errors
    /// [`UnitRefusal::Unknown`].
    pub fn parse(text: &str) -> Result<Self, UnitRefusal> {
        let name = crate::names::normal(text);
        let weight = WEIGHTS.iter().find(|row| row.3.contains(&name.as_str())).map(|row| Self::Weight(row.0));
        let piece = || COUNTS.iter().find(|word| **word == name).map(|word| Self::Piece(word));
        weight.or_else(piece).ok_or_else(|| UnitRefusal::Unknown { unit: text.trim().to_owned() })
    }

    /// The word that is shown.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Weight(weight) => weight.zh(),
            Self::Piece(word) => word,
        }
    }
}

impl Decimal {
    /// Digits with at most one point and commas between thousands; no sign, no exponent.
    ///
    /// # Errors
    /// [`UnitRefusal::NotANumber`].
    pub fn parse(text: &str) -> Result<Self, UnitRefusal> {
        let wrong = || UnitRefusal::NotANumber { text: text.trim().to_owned() };
        let tidy: String = text.trim().chars().map(crate::names::half_width).collect();
        let (whole, fraction) = tidy.split_once('.').unwrap_or((&tidy, "0"));
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let grouped = groups.all(|group| group.len() == 3) && (first.len() <= 3 || !whole.contains(','));
        let digits = format!("{}{fraction}", whole.replace(',', ""));
        let plain = !first.is_empty() && !fraction.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let decimals = u32::try_from(fraction.len()).ok().filter(|n| *n <= 9 && plain && grouped).ok_or_else(wrong)?;
        Ok(Self { digits: digits.parse().map_err(|_| wrong())?, decimals })
    }

    /// This many times `factor`, if that is a whole number.
    ///
    /// # Errors
    /// [`UnitRefusal::NotExact`] or [`UnitRefusal::Overflow`].
    pub fn times(self, factor: i64) -> Result<i64, UnitRefusal> {
        exact_ratio(self.digits, factor, 10_i64.pow(self.decimals))
    }
}

/// A number of units as grams or pieces: `1.2` 万斤 is 6,000,000 g.
///
/// # Errors
/// [`UnitRefusal::NotExact`] or [`UnitRefusal::Overflow`].
pub fn quantity(number: Decimal, unit: Unit) -> Result<Quantity, UnitRefusal> {
    match unit {
        Unit::Weight(weight) => number.times(weight.grams()).map(Quantity::G),
        Unit::Piece(_) => number.times(1).map(Quantity::Pieces),
    }
}

/// A quantity as weight; pieces need their pack.
///
/// # Errors
/// [`UnitRefusal::NoPack`] for pieces without one, [`UnitRefusal::Overflow`].
pub fn weigh(quantity: Quantity, pack: Option<Pack>) -> Result<Grams, UnitRefusal> {
    match (quantity, pack) {
        (Quantity::G(grams), _) => Ok(Grams(grams)),
        (Quantity::Pieces(pieces), Some(pack)) if pack.grams_per_piece > 0 => {
            pieces.checked_mul(pack.grams_per_piece).map(Grams).ok_or(UnitRefusal::Overflow)
        }
        (Quantity::Pieces(_), _) => Err(UnitRefusal::NoPack),
    }
}

/// Sum of two quantities of one product: like with like, or both as weight by the pack.
///
/// # Errors
/// [`UnitRefusal::NoPack`] if weight and pieces meet without a pack, [`UnitRefusal::Overflow`].
pub fn add(one: Quantity, other: Quantity, pack: Option<Pack>) -> Result<Quantity, UnitRefusal> {
    let sum = match (one, other) {
        (Quantity::G(a), Quantity::G(b)) => a.checked_add(b).map(Quantity::G),
        (Quantity::Pieces(a), Quantity::Pieces(b)) => a.checked_add(b).map(Quantity::Pieces),
        _ => weigh(one, pack)?.0.checked_add(weigh(other, pack)?.0).map(Quantity::G),
    };
    sum.ok_or(UnitRefusal::Overflow)
}

/// A price in fen for `per` grams or pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct UnitPrice {
    /// Price of `per` base units.
    pub fen: Fen,
    /// Base units, above zero: 500 for a 斤, 1,000 for a kilogram, 1 for a piece.
    pub per: i64,
}

impl UnitPrice {
    /// Price for one unit of weight.
    pub fn of(fen: Fen, unit: Weight) -> Self {
        Self { fen, per: unit.grams() }
    }

    /// The same price for another number of base units: ¥10/斤 = ¥20/kg.
    ///
    /// # Errors
    /// [`UnitRefusal::NotExact`] if it has a part of a fen (¥0.05/kg has no exact price per 斤).
    pub fn to_per(self, per: i64) -> Result<Self, UnitRefusal> {
        exact_ratio(self.fen.0, per, self.per).map(|fen| Self { fen: Fen(fen), per })
    }

    /// The dearer of two prices of the same kind of base unit.
    pub fn compare(self, other: Self) -> Ordering {
        let cross = |a: Self, b: Self| i128::from(a.fen.0) * i128::from(b.per);
        cross(self, other).cmp(&cross(other, self))
    }

    /// How far above a reference price, in parts per million, rounded down; negative if below.
    /// `None` without a positive reference. ¥20/斤 against ¥20/kg is 1,000,000: 100 % above.
    pub fn ppm_above(self, reference: Self) -> Option<i64> {
        let ours = i128::from(self.fen.0).checked_mul(i128::from(reference.per))?;
        let theirs = i128::from(reference.fen.0).checked_mul(i128::from(self.per)).filter(|x| *x > 0)?;
        let above = ours.checked_sub(theirs)?.checked_mul(1_000_000)?;
        i64::try_from(above.div_euclid(theirs)).ok()
    }
}

/// a·b/c if it is whole and fits.
fn exact_ratio(a: i64, b: i64, c: i64) -> Result<i64, UnitRefusal> {
    let product = i128::from(a).checked_mul(i128::from(b)).ok_or(UnitRefusal::Overflow)?;
    match (product.checked_rem(i128::from(c)), product.checked_div(i128::from(c))) {
        (Some(0), Some(whole)) => i64::try_from(whole).map_err(|_| UnitRefusal::Overflow),
        _ => Err(UnitRefusal::NotExact),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(number: &str, unit: &str) -> Result<Quantity, UnitRefusal> {
        quantity(Decimal::parse(number)?, Unit::parse(unit)?)
    }

    #[test]
    fn weights_become_grams_exactly() {
        for (number, unit, g) in [
            ("500", "斤", 250_000),
            ("250", "ＫＧ", 250_000),
            ("0.05", "万斤", 250_000),
            ("1.2", "万斤", 6_000_000),
            ("6,000", "公斤", 6_000_000),
            ("3", "两", 150),
            ("1.5", "担", 75_000),
            ("７", "克", 7),
        ] {
            assert_eq!(grams(number, unit), Ok(Quantity::G(g)), "{number}{unit}");
        }
        assert_eq!(grams("100", "箱"), Ok(Quantity::Pieces(100)));
        assert_eq!(grams("0.001", "斤"), Err(UnitRefusal::NotExact));
        assert_eq!(grams("1.5", "箱"), Err(UnitRefusal::NotExact));
        assert_eq!(grams("9000000000000000", "吨"), Err(UnitRefusal::Overflow));
        assert_eq!(grams("1", "斗"), Err(UnitRefusal::Unknown { unit: "斗".into() }));
        for number in ["", "-1", "1e3", "1.", ".5", "1,00", "一百", "1.2.3"] {
            assert!(matches!(grams(number, "斤"), Err(UnitRefusal::NotANumber { .. })), "{number}");
        }
    }

    #[test]
    fn pieces_are_weighed_by_their_pack_only() {
        let box_of_5_kg = Some(Pack { grams_per_piece: 5_000 });
        assert_eq!(weigh(Quantity::Pieces(100), box_of_5_kg), Ok(Grams(500_000)), "1,000 斤");
        assert_eq!(add(Quantity::Pieces(2), Quantity::G(500), box_of_5_kg), Ok(Quantity::G(10_500)));
        assert_eq!(add(Quantity::Pieces(2), Quantity::Pieces(3), None), Ok(Quantity::Pieces(5)));
        assert_eq!(add(Quantity::Pieces(2), Quantity::G(500), None), Err(UnitRefusal::NoPack));
        assert_eq!(weigh(Quantity::Pieces(1), Some(Pack { grams_per_piece: 0 })), Err(UnitRefusal::NoPack));
    }

    #[test]
    fn prices_convert_inversely() {
        let per_jin = UnitPrice::of(Fen(1_000), Weight::Jin);
        let per_kg = UnitPrice::of(Fen(2_000), Weight::Kilogram);
        assert_eq!(per_jin.to_per(1_000), Ok(per_kg));
        assert_eq!(per_kg.to_per(500), Ok(per_jin));
        assert_eq!(UnitPrice::of(Fen(5), Weight::Kilogram).to_per(500), Err(UnitRefusal::NotExact));
        assert_eq!(per_jin.compare(per_kg), Ordering::Equal);
        assert_eq!(UnitPrice::of(Fen(2_000), Weight::Jin).compare(per_kg), Ordering::Greater);
        assert_eq!(UnitPrice::of(Fen(2_000), Weight::Jin).ppm_above(per_kg), Some(1_000_000));
        assert_eq!(
            UnitPrice { fen: Fen(20_000_000), per: 10_000_000 }.to_per(1_000),
            Ok(per_kg),
            "¥200,000 for 10,000 kg"
        );
    }
}
