//! Baskets: discounts to the fen, and what a voucher pays.

use super::*;
use proptest::prelude::*;

fn fen(amounts: &[i64]) -> Vec<Fen> {
    amounts.iter().copied().map(Fen).collect()
}

fn line(gross: i64, discount: i64) -> Line {
    Line { gross: Fen(gross), discount: Fen(discount), listed: true }
}

#[test]
fn parts_add_up_and_the_largest_remainder_gets_the_odd_fen() {
    for (amount, weights, parts) in [
        (100, vec![1, 1, 1], Some(vec![34, 33, 33])),
        (1, vec![1, 2], Some(vec![0, 1])),
        (5, vec![3_000, 850], Some(vec![4, 1])),
        (0, vec![0, 0], Some(vec![0, 0])),
        (0, vec![], Some(vec![])),
        (1, vec![0, 0], None),
        (-1, vec![1], None),
        (1, vec![2, -1], None),
    ] {
        assert_eq!(apportion(Fen(amount), &fen(&weights)), parts.map(|parts| fen(&parts)), "{amount} over {weights:?}");
    }
}

#[test]
fn discounts_come_off_the_lines() {
    for (lines, basket, rounding, answer) in [
        (vec![line(9_500, 0), line(3_000, 0)], 0, 0, Ok(fen(&[9_500, 3_000]))),
        (vec![line(9_500, 500), line(3_003, 0)], 1_000, 3, Ok(fen(&[8_248, 2_752]))),
        (vec![line(100, 100), line(1, 0)], 0, 1, Ok(fen(&[0, 0]))),
        (vec![], 0, 0, Err(BasketRefusal::Empty)),
        (vec![line(-1, 0)], 0, 0, Err(BasketRefusal::Negative)),
        (vec![line(1, 0)], 0, -1, Err(BasketRefusal::Negative)),
        (vec![line(1, 0), line(1, 2)], 0, 0, Err(BasketRefusal::LineDiscount { line: 2 })),
        (vec![line(500, 0)], 500, 1, Err(BasketRefusal::Discount { total: "5.00".into() })),
        (vec![line(i64::MAX, 0), line(1, 0)], 0, 0, Err(BasketRefusal::Overflow)),
    ] {
        assert_eq!(amounts(&lines, Fen(basket), Fen(rounding)), answer, "{lines:?} {basket} {rounding}");
    }
}

#[test]
fn a_voucher_pays_listed_goods_up_to_its_balance() {
    for (listed, other, balance, most) in [
        (9_500, 3_000, 10_000, 9_500),
        (13_000, 0, 10_000, 10_000),
        (9_500, 0, 10_000, 9_500), // the rest of a paper voucher is no change
        (0, 3_000, 10_000, 0),
        (100, 0, 0, 0),
        (100, 0, -5, 0),
    ] {
        let amounts = [(Fen(listed), true), (Fen(other), false)];
        assert_eq!(most_by_voucher(&amounts, Fen(balance)), Ok(Fen(most)));
        let shares = split(&amounts, Fen(most), Fen(balance.max(0))).unwrap();
        assert_eq!(shares[1], Share { amount: Fen(other), voucher: Fen::ZERO, other: Fen(other) });
        assert_eq!(shares[0].voucher, Fen(most));
    }
}

#[test]
fn a_voucher_is_not_asked_for_more() {
    let basket = [(Fen(9_500), true), (Fen(3_000), false)];
    for (voucher, balance, why) in [
        (9_501, 9_000, BasketRefusal::OverListed { listed: "95.00".into() }), // the goods are asked before the balance
        (9_001, 9_000, BasketRefusal::OverBalance { left: "90.00".into() }),
        (1, -1, BasketRefusal::OverBalance { left: "0.00".into() }),
        (-1, 9_000, BasketRefusal::Negative),
    ] {
        assert_eq!(split(&basket, Fen(voucher), Fen(balance)), Err(why));
    }
}

#[test]
fn payments_are_the_total() {
    let shares = split(&[(Fen(9_500), true), (Fen(3_000), false)], Fen(9_500), Fen(10_000)).unwrap();
    let pay = |voucher, cash| {
        let payments = [(Means::Voucher, voucher), (Means::Cash, cash)]
            .map(|(means, fen)| Payment { means, amount_fen: Fen(fen) });
        check_payments(&shares, &payments)
    };
    assert_eq!(pay(9_500, 3_000), Ok(Fen(12_500)));
    assert_eq!(pay(9_500, 2_999), Err(BasketRefusal::Payments { total: "125.00".into(), paid: "124.99".into() }));
    assert!(pay(9_400, 3_100).is_err(), "the voucher pays what was split, not another part");
    assert_eq!(pay(12_501, -1), Err(BasketRefusal::Negative));
}

proptest! {
    #[test]
    fn a_basket_adds_up_and_the_voucher_keeps_its_bounds(
        lines in prop::collection::vec((0_i64..1_000_000, 0_i64..1_000_000, any::<bool>()), 1..12),
        off in 0_i64..3_000_000,
        rounding in 0_i64..100,
        balance in 0_i64..3_000_000,
        asked in 0_i64..3_000_000,
    ) {
        let lines: Vec<Line> = lines.iter()
            .map(|(gross, off, listed)| Line { gross: Fen(*gross), discount: Fen(*off.min(gross)), listed: *listed })
            .collect();
        let before: i64 = lines.iter().map(|line| line.gross.0 - line.discount.0).sum();
        let Ok(amounts) = amounts(&lines, Fen(off), Fen(rounding)) else {
            prop_assert!(off + rounding > before);
            return Ok(());
        };
        prop_assert_eq!(Fen::total(amounts.iter().copied()), Some(Fen(before - off - rounding)));
        prop_assert!(amounts.iter().all(|amount| amount.0 >= 0));
        let basket: Vec<(Fen, bool)> = amounts.into_iter().zip(lines.iter().map(|line| line.listed)).collect();
        let most = most_by_voucher(&basket, Fen(balance)).unwrap();
        match split(&basket, Fen(asked), Fen(balance)) {
            Ok(shares) => {
                prop_assert!(asked <= most.0);
                prop_assert_eq!(Fen::total(shares.iter().map(|share| share.voucher)), Some(Fen(asked)));
                for (share, (amount, listed)) in shares.iter().zip(&basket) {
                    prop_assert!(share.voucher.0 >= 0 && share.other.0 >= 0);
                    prop_assert_eq!(share.voucher.plus(share.other), Some(*amount));
                    prop_assert!(*listed || share.voucher == Fen::ZERO);
                }
            }
            Err(_) => prop_assert!(asked > most.0),
        }
    }
}
