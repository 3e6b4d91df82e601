//! From which lots a quantity goes out: first in, first out, unless a label or hand names a lot.
//!
//! Invariants: what goes out is what was asked, no lot goes below nothing, and an expired lot
//! is never sold. Left to others: keeping the balances, counting, and losses of what has expired.

use base::{Day, Quantity, ids::LotId};

/// What is left of a lot of one product in one book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotBalance {
    /// The lot.
    pub lot: LotId,
    /// When it was taken in.
    pub taken_in_on: Day,
    /// The last day on which it may be sold, where it has one.
    pub expires_on: Option<Day>,
    /// What is left; all lots of a product are weighed, or all counted.
    pub left: Quantity,
}

/// Which lots may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The oldest first; on the same day the one that expires first, then the lower number.
    OldestFirst,
    /// This one only: the label on the goods or the person says so.
    Lot(LotId),
}

/// What one lot gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The lot.
    pub lot: LotId,
    /// How much of it.
    pub quantity: Quantity,
}

base::refusals! {
    /// Why goods do not go out.
    pub enum StockRefusal {
        /// Nothing or less than nothing was asked for.
        NotPositive => 422 "stock.not_positive" "数量必须大于零" "the quantity must be above zero",
        /// Weighed and counted meet.
        OtherUnit => 422 "stock.other_unit"
            "该商品的库存与所填数量单位不同（按重量与按件），请先用规格折算"
            "stock and quantity are not in one unit (weight and pieces); convert by the pack first",
        /// The named lot is not in this book.
        UnknownLot { lot: LotId } => 409 "stock.unknown_lot" "本台账没有批次 {lot}" "lot {lot} is not in this book",
        /// The named lot has expired.
        Expired { lot: LotId, on: Day } => 409 "stock.expired"
            "批次 {lot} 已于 {on} 到期，不能销售；请报损" "lot {lot} expired on {on} and is not sold; enter it as a loss",
        /// Less is left than was asked for; expired lots are not counted.
        NotEnough { left_zh: String, left_en: String } => 409 "stock.short" "库存不足，可用库存为 {left_zh}" "not enough in stock, {left_en} can be used",
        /// Larger than can be held.
        Overflow => 422 "stock.overflow" "数量过大" "the quantity is too large",
    }
}

/// The parts that lots give of a wanted quantity on a day.
///
/// # Errors
/// In the order of [`StockRefusal`].
pub fn allocate(lots: &[LotBalance], wanted: Quantity, on: Day, choice: Choice) -> Result<Vec<Taken>, StockRefusal> {
    let (wanted_units, counted) = units(wanted);
    if wanted_units <= 0 {
        return Err(StockRefusal::NotPositive);
    }
    if lots.iter().any(|lot| units(lot.left).1 != counted) {
        return Err(StockRefusal::OtherUnit);
    }
    let mut missing = wanted_units;
    let mut taken = Vec::new();
    let usable = usable(lots, on, choice)?;
    for lot in &usable {
        let part = missing.min(units(lot.left).0);
        if part > 0 {
            taken.push(Taken { lot: lot.lot, quantity: quantity(part, counted) });
            missing = missing.saturating_sub(part);
        }
    }
    if missing == 0 { Ok(taken) } else { Err(not_enough(&usable, counted)) }
}

/// Lots that may be used, in the order in which they are.
fn usable(lots: &[LotBalance], on: Day, choice: Choice) -> Result<Vec<&LotBalance>, StockRefusal> {
    let expired = |lot: &LotBalance| lot.expires_on.filter(|last| *last < on);
    if let Choice::Lot(lot) = choice {
        let named = lots.iter().find(|one| one.lot == lot).ok_or(StockRefusal::UnknownLot { lot })?;
        return match expired(named) {
            Some(on) => Err(StockRefusal::Expired { lot, on }),
            None => Ok(vec![named]),
        };
    }
    let mut usable: Vec<&LotBalance> = lots.iter().filter(|lot| expired(lot).is_none()).collect();
    // Without a last day a lot waits behind those that have one.
    usable.sort_by_key(|lot| (lot.taken_in_on, lot.expires_on.is_none(), lot.expires_on, lot.lot));
    Ok(usable)
}

fn not_enough(usable: &[&LotBalance], counted: bool) -> StockRefusal {
    // A lot below nothing (an open count difference) lends nothing to the others.
    let left = usable.iter().try_fold(0_i64, |sum, lot| sum.checked_add(units(lot.left).0.max(0)));
    match left {
        None => StockRefusal::Overflow,
        Some(pieces) if counted => only(pieces.to_string(), pieces.to_string()),
        Some(grams) => only(in_words(grams), kilograms(grams)),
    }
}

fn only(left_zh: String, left_en: String) -> StockRefusal {
    StockRefusal::NotEnough { left_zh, left_en }
}

/// A weight as people at a Chinese till read it: 公斤, and 斤 beside it.
fn in_words(grams: i64) -> String {
    match grams.checked_mul(2) {
        Some(double) if grams > 0 => format!("{} 公斤（{} 斤）", thousandths(grams), thousandths(double)),
        _ => format!("{} 公斤", thousandths(grams)),
    }
}

/// Grams in kilograms.
pub fn kilograms(grams: i64) -> String {
    format!("{} kg", thousandths(grams))
}

/// Grams as a number of kilograms, where a head or a word beside it says so: 1500 → 1.5.
pub fn kg(grams: i64) -> String {
    thousandths(grams)
}

fn thousandths(units: i64) -> String {
    let text = format!("{}.{:03}", units / 1_000, units % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn units(quantity: Quantity) -> (i64, bool) {
    match quantity {
        Quantity::G(grams) => (grams, false),
        Quantity::Pieces(pieces) => (pieces, true),
    }
}

fn quantity(units: i64, counted: bool) -> Quantity {
    if counted { Quantity::Pieces(units) } else { Quantity::G(units) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lot(number: i64, taken_in_on: &str, expires_on: Option<&str>, grams: i64) -> LotBalance {
        LotBalance {
            lot: LotId(number),
            taken_in_on: taken_in_on.parse().unwrap(),
            expires_on: expires_on.map(|day| day.parse().unwrap()),
            left: Quantity::G(grams),
        }
    }

    fn store() -> Vec<LotBalance> {
        vec![
            lot(4, "2020-08-02", None, 4_000),
            lot(3, "2020-08-02", Some("2020-08-09"), 3_000),
            lot(1, "2020-08-01", Some("2020-08-05"), 1_000),
            lot(2, "2020-08-02", Some("2020-08-09"), 2_000),
        ]
    }

    #[test]
    fn oldest_first_unless_a_lot_is_named() {
        for (wanted, on, choice, expect) in [
            (500, "2020-08-05", Choice::OldestFirst, vec![(1, 500)]),
            (1_500, "2020-08-05", Choice::OldestFirst, vec![(1, 1_000), (2, 500)]),
            (1_500, "2020-08-06", Choice::OldestFirst, vec![(2, 1_500)]), // lot 1 was good up to the 5th
            (6_500, "2020-08-05", Choice::OldestFirst, vec![(1, 1_000), (2, 2_000), (3, 3_000), (4, 500)]),
            (4_000, "2020-08-05", Choice::Lot(LotId(4)), vec![(4, 4_000)]),
        ] {
            let taken = allocate(&store(), Quantity::G(wanted), on.parse().unwrap(), choice).unwrap();
            let expect: Vec<Taken> =
                expect.into_iter().map(|(lot, g)| Taken { lot: LotId(lot), quantity: Quantity::G(g) }).collect();
            assert_eq!(taken, expect, "{wanted} on {on}");
        }
    }

    #[test]
    fn what_does_not_go_out() {
        let expired = StockRefusal::Expired { lot: LotId(1), on: "2020-08-05".parse().unwrap() };
        for (wanted, on, choice, why) in [
            (Quantity::G(0), "2020-08-05", Choice::OldestFirst, StockRefusal::NotPositive),
            (Quantity::G(-1), "2020-08-05", Choice::Lot(LotId(9)), StockRefusal::NotPositive),
            (Quantity::Pieces(1), "2020-08-05", Choice::OldestFirst, StockRefusal::OtherUnit),
            (Quantity::G(1), "2020-08-05", Choice::Lot(LotId(9)), StockRefusal::UnknownLot { lot: LotId(9) }),
            (Quantity::G(1), "2020-08-06", Choice::Lot(LotId(1)), expired),
            (Quantity::G(1_001), "2020-08-05", Choice::Lot(LotId(1)), only("1 公斤（2 斤）".into(), "1 kg".into())),
            (Quantity::G(9_001), "2020-08-06", Choice::OldestFirst, only("9 公斤（18 斤）".into(), "9 kg".into())),
        ] {
            assert_eq!(allocate(&store(), wanted, on.parse().unwrap(), choice), Err(why));
        }
        let none = allocate(&[], Quantity::Pieces(1), "2020-08-05".parse().unwrap(), Choice::OldestFirst);
        assert_eq!(none, Err(only("0".into(), "0".into())));
        assert_eq!((in_words(12_340), in_words(0)), ("12.34 公斤（24.68 斤）".to_owned(), "0 公斤".to_owned()));
    }

    proptest! {
        #[test]
        fn what_goes_out_is_what_was_asked(
            lots in prop::collection::vec((0_i32..30, prop::option::of(0_i32..30), 0_i64..5_000), 0..8),
            wanted in 1_i64..20_000,
        ) {
            let first: Day = "2020-08-01".parse().unwrap();
            let on = first.plus_days(15);
            let lots: Vec<LotBalance> = (1..).zip(&lots).map(|(number, (day, life, grams))| LotBalance {
                lot: LotId(number),
                taken_in_on: first.plus_days(*day),
                expires_on: life.map(|life| first.plus_days(day + life)),
                left: Quantity::G(*grams),
            }).collect();
            let good: i64 = lots.iter().filter(|l| l.expires_on.is_none_or(|last| last >= on)).map(|l| units(l.left).0).sum();
            match allocate(&lots, Quantity::G(wanted), on, Choice::OldestFirst) {
                Ok(taken) => {
                    prop_assert_eq!(taken.iter().map(|t| units(t.quantity).0).sum::<i64>(), wanted);
                    for part in &taken {
                        let lot = lots.iter().find(|l| l.lot == part.lot).unwrap();
                        prop_assert!(units(part.quantity).0 > 0 && units(part.quantity).0 <= units(lot.left).0);
                        prop_assert!(lot.expires_on.is_none_or(|last| last >= on));
                    }
                    prop_assert!(good >= wanted);
                }
                Err(why) => {
                    prop_assert!(good < wanted);
                    prop_assert_eq!(why, only(in_words(good), kilograms(good)));
                }
            }
        }
    }
}
