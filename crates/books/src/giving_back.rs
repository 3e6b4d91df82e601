//! Money for goods brought back: to the same means that paid, the voucher's part to the voucher.
//!
//! Invariants: after each step a line has given back its amount in proportion to what is back, rounded
//! once; of that the voucher's part is rounded, the other means get the rest. When all of it is back,
//! each has got exactly what it paid, whatever the steps and whatever was given back before.

use crate::{
    basket::{BasketRefusal, Share, apportion},
    form::{Means, Payment},
};
use base::{Fen, quantity::mul_div_round};

/// What is given back for `now` units of a line of which `before` had come back already, for `given`.
///
/// # Errors
/// [`BasketRefusal::ReturnQuantity`] if more comes back than was bought; `Overflow`.
pub fn share(sold: Share, given: Share, quantity: i64, before: i64, now: i64) -> Result<Share, BasketRefusal> {
    let back = before.checked_add(now).filter(|back| now > 0 && before >= 0 && *back <= quantity);
    let back = back.ok_or(BasketRefusal::ReturnQuantity)?;
    part(sold, given, quantity, back).ok_or(BasketRefusal::Overflow)
}

/// What is due once `back` of `quantity` are back, less what was given before.
fn part(sold: Share, given: Share, quantity: i64, back: i64) -> Option<Share> {
    let due = mul_div_round(sold.amount.0, back, quantity)?;
    let amount = due.checked_sub(given.amount.0)?.max(0);
    let left = |of: Fen, given: Fen| of.minus(given).map(|left| left.0.max(0));
    let (voucher_left, other_left) = (left(sold.voucher, given.voucher)?, left(sold.other, given.other)?);
    let of_voucher = if sold.amount.0 == 0 { 0 } else { mul_div_round(sold.voucher.0, due, sold.amount.0)? };
    // As far as the rounding of earlier steps leaves it: no means gets more than it paid.
    let least = amount.saturating_sub(other_left).max(0);
    let voucher = of_voucher.checked_sub(given.voucher.0)?.min(amount).min(voucher_left).max(least);
    let other = amount.checked_sub(voucher)?;
    Some(Share { amount: Fen(amount), voucher: Fen(voucher), other: Fen(other) })
}

/// The payments of a return: the voucher's part to the voucher, the rest to the other means of
/// the sale in proportion to what each of them has paid and not yet got back.
///
/// # Errors
/// [`BasketRefusal::Payments`] if the other means have less to get back than is due; `Overflow`.
pub fn payments(due: Share, not_yet_back: &[Payment]) -> Result<Vec<Payment>, BasketRefusal> {
    let means: Vec<&Payment> = not_yet_back.iter().filter(|payment| payment.means != Means::Voucher).collect();
    let weights: Vec<Fen> = means.iter().map(|payment| payment.amount_fen).collect();
    let open = crate::basket::total(weights.iter().copied())?;
    if due.other > open {
        return Err(BasketRefusal::Payments { total: due.other.to_string(), paid: open.to_string() });
    }
    let parts = apportion(due.other, &weights).ok_or(BasketRefusal::Overflow)?;
    let voucher = Payment { means: Means::Voucher, amount_fen: due.voucher };
    let others = means.iter().zip(parts).map(|(payment, amount_fen)| Payment { means: payment.means, amount_fen });
    Ok(std::iter::once(voucher).chain(others).filter(|payment| payment.amount_fen > Fen::ZERO).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sold(voucher: i64, other: i64) -> Share {
        Share { amount: Fen(voucher + other), voucher: Fen(voucher), other: Fen(other) }
    }

    #[test]
    fn the_vouchers_part_goes_back_to_the_voucher() {
        for (line, quantity, before, now, back) in [
            (sold(2_757, 843), 2, 0, 1, Ok(sold(1_379, 421))), // ¥18.00 of ¥36.00, not a fen more
            (sold(9_500, 0), 1, 0, 1, Ok(sold(9_500, 0))),     // never cash
            (sold(6_000, 3_000), 3, 0, 1, Ok(sold(2_000, 1_000))),
            (sold(1_000, 0), 3, 0, 1, Ok(sold(333, 0))),
            (sold(1_000, 0), 3, 1, 1, Ok(sold(334, 0))),
            (sold(1_000, 0), 3, 2, 1, Ok(sold(333, 0))),
            (sold(1_000, 0), 3, 2, 2, Err(BasketRefusal::ReturnQuantity)),
            (sold(1_000, 0), 3, 0, 0, Err(BasketRefusal::ReturnQuantity)),
            (sold(1_000, 0), 3, 0, -1, Err(BasketRefusal::ReturnQuantity)),
            (sold(1_000, 0), 3, i64::MAX, 1, Err(BasketRefusal::ReturnQuantity)),
        ] {
            let given = share(line, Share::default(), quantity, 0, before).unwrap_or_default();
            assert_eq!(share(line, given, quantity, before, now), back);
        }
    }

    #[test]
    fn other_means_share_the_rest() {
        let paid = |means, fen| Payment { means, amount_fen: Fen(fen) };
        let sale = [paid(Means::Voucher, 6_000), paid(Means::Cash, 1_000), paid(Means::Wechat, 3_000)];
        assert_eq!(
            payments(sold(600, 400), &sale),
            Ok(vec![paid(Means::Voucher, 600), paid(Means::Cash, 100), paid(Means::Wechat, 300)])
        );
        assert_eq!(payments(sold(600, 0), &sale), Ok(vec![paid(Means::Voucher, 600)]));
        assert!(matches!(payments(sold(0, 4_001), &sale), Err(BasketRefusal::Payments { .. })));
    }

    #[test]
    fn the_last_step_gives_what_earlier_rounding_left() {
        // One of two bags was given back at ¥18.01 when both parts were rounded by themselves.
        let given = sold(1_379, 422);
        assert_eq!(share(sold(2_757, 843), given, 2, 1, 1), Ok(sold(1_378, 421)));
    }

    proptest! {
        #[test]
        fn all_steps_give_back_all_and_none_more_than_its_part(
            voucher in 0_i64..100_000, other in 0_i64..100_000, steps in prop::collection::vec(1_i64..50, 1..9)
        ) {
            let line = sold(voucher, other);
            let quantity: i64 = steps.iter().sum();
            let (mut back, mut given) = (0, Share::default());
            for step in steps {
                let part = share(line, given, quantity, back, step).unwrap();
                prop_assert!(part.voucher.0 >= 0 && part.other.0 >= 0);
                prop_assert_eq!(part.amount, Fen(part.voucher.0 + part.other.0));
                given = sold(given.voucher.0 + part.voucher.0, given.other.0 + part.other.0);
                back += step;
                prop_assert_eq!(Some(given.amount.0), mul_div_round(line.amount.0, back, quantity));
            }
            prop_assert_eq!(given, line);
        }
    }
}
