//! A basket at the till: discounts spread over its lines, and what a voucher may pay of them.
//!
//! Invariants: the lines' amounts add up to the total, and the payments to the total, to the fen;
//! a voucher pays at most its balance and at most the listed part; nothing is given in change
//! for it, and what it paid goes back to it only. Left to others: whether outlet, day and voucher are
//! good (vouchers), and whether a product is listed (catalogue).

use crate::form::{Means, Payment};
use base::Fen;

/// A line before the basket's discounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Unit price × quantity.
    pub gross: Fen,
    /// Discount of this line.
    pub discount: Fen,
    /// Was the product listed at that moment?
    pub listed: bool,
}

/// What a line comes to and who pays it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// After all discounts.
    pub amount: Fen,
    /// Paid by the voucher.
    pub voucher: Fen,
    /// Paid by other means.
    pub other: Fen,
}

base::refusals! {
    /// Why a basket is not taken.
    pub enum BasketRefusal {
        /// Nothing in it.
        Empty => 422 "basket.empty" "没有商品" "the basket is empty",
        /// An amount or discount is below zero; goods brought back are a return.
        Negative => 422 "basket.negative"
            "金额和优惠不能为负；退货请开退货单" "no amount or discount is below zero; goods brought back are a return",
        /// A line's discount is more than the line.
        LineDiscount { line: usize } => 422 "basket.line_discount"
            "第 {line} 行的优惠超过该行金额" "the discount of line {line} is more than the line",
        /// The basket's discounts are more than the basket.
        Discount { total: String } => 422 "basket.discount"
            "整单优惠和抹零超过合计 {total} 元" "the discounts are more than the basket's ¥{total}",
        /// The voucher is asked for more than the listed goods.
        OverListed { listed: String } => 409 "basket.over_listed"
            "提货券只能支付目录内商品，本单目录内商品为 {listed} 元" "a voucher pays for listed products only, which are ¥{listed} of this basket",
        /// The voucher is asked for more than it holds.
        OverBalance { left: String } => 409 "basket.over_balance" "提货券余额不足，还剩 {left} 元" "only ¥{left} is left on the voucher",
        /// The payments are not the total.
        Payments { total: String, paid: String } => 422 "basket.payments"
            "应付 {total} 元，收款合计 {paid} 元，两者必须相等" "the total is ¥{total}, the payments are ¥{paid}; they must be equal",
        /// More is brought back than was bought, or nothing.
        ReturnQuantity => 422 "basket.return_quantity"
            "退货数量必须大于零，且不超过未退的数量" "the quantity brought back must be above zero and at most what was not brought back yet",
        /// Larger than can be held.
        Overflow => 422 "basket.overflow" "金额过大" "the amount is too large",
    }
}

/// Splits `amount` in proportion to `weights` by largest remainder: the parts add up to the
/// amount, no part differs from its exact share by a whole fen, and of equal remainders the
/// first gets it. `None` if a weight or the amount is negative, or all weights are 0 and the amount is not.
pub fn apportion(amount: Fen, weights: &[Fen]) -> Option<Vec<Fen>> {
    let whole: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
    if amount.0 < 0 || weights.iter().any(|weight| weight.0 < 0) || (whole == 0 && amount.0 != 0) {
        return None;
    }
    let shares = weights.iter().map(|weight| i128::from(weight.0) * i128::from(amount.0));
    let mut parts: Vec<i64> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (index, share) in shares.enumerate() {
        parts.push(i64::try_from(share.checked_div(whole).unwrap_or(0)).ok()?);
        remainders.push((share.checked_rem(whole).unwrap_or(0), index));
    }
    let given: i64 = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part))?;
    let left = usize::try_from(amount.0.checked_sub(given)?).ok()?;
    remainders.sort_by_key(|(remainder, index)| (std::cmp::Reverse(*remainder), *index));
    for (_, index) in remainders.into_iter().take(left) {
        let part = parts.get_mut(index)?;
        *part = part.checked_add(1)?;
    }
    Some(parts.into_iter().map(Fen).collect())
}

/// What each line comes to after its own discount, the basket's and the rounding (抹零).
///
/// # Errors
/// From [`BasketRefusal::Empty`] to [`BasketRefusal::Discount`], and [`BasketRefusal::Overflow`].
pub fn amounts(lines: &[Line], basket_discount: Fen, rounding: Fen) -> Result<Vec<Fen>, BasketRefusal> {
    if lines.is_empty() {
        return Err(BasketRefusal::Empty);
    }
    let given = lines.iter().flat_map(|line| [line.gross, line.discount]).chain([basket_discount, rounding]);
    if given.into_iter().any(|amount| amount.0 < 0) {
        return Err(BasketRefusal::Negative);
    }
    if let Some(index) = lines.iter().position(|line| line.discount > line.gross) {
        return Err(BasketRefusal::LineDiscount { line: index.saturating_add(1) });
    }
    let before: Vec<Fen> = lines.iter().filter_map(|line| line.gross.minus(line.discount)).collect();
    let total = total(before.iter().copied())?;
    let discount = basket_discount.plus(rounding).ok_or(BasketRefusal::Overflow)?;
    if discount > total {
        return Err(BasketRefusal::Discount { total: total.to_string() });
    }
    let parts = apportion(discount, &before).ok_or(BasketRefusal::Overflow)?;
    before.iter().zip(parts).map(|(amount, part)| amount.minus(part).ok_or(BasketRefusal::Overflow)).collect()
}

/// The most that a voucher pays of a basket: its balance or the listed part, whichever is less.
///
/// # Errors
/// [`BasketRefusal::Overflow`].
pub fn most_by_voucher(amounts: &[(Fen, bool)], balance: Fen) -> Result<Fen, BasketRefusal> {
    Ok(listed_part(amounts)?.min(balance).max(Fen::ZERO))
}

/// Splits lines (amount, listed) between a voucher payment and other means. The voucher's part is
/// spread over the listed lines in proportion, so that a return of any line knows its share.
///
/// # Errors
/// [`BasketRefusal::Negative`], `OverListed`, `OverBalance` in this order, or `Overflow`.
pub fn split(amounts: &[(Fen, bool)], voucher: Fen, balance: Fen) -> Result<Vec<Share>, BasketRefusal> {
    if voucher.0 < 0 || amounts.iter().any(|(amount, _)| amount.0 < 0) {
        return Err(BasketRefusal::Negative);
    }
    let listed = listed_part(amounts)?;
    if voucher > listed {
        return Err(BasketRefusal::OverListed { listed: listed.to_string() });
    }
    if voucher > balance {
        return Err(BasketRefusal::OverBalance { left: balance.max(Fen::ZERO).to_string() });
    }
    let weights: Vec<Fen> = amounts.iter().map(|(amount, listed)| if *listed { *amount } else { Fen::ZERO }).collect();
    let parts = apportion(voucher, &weights).ok_or(BasketRefusal::Overflow)?;
    let share = |((amount, _), voucher): (&(Fen, bool), Fen)| {
        Some(Share { amount: *amount, voucher, other: amount.minus(voucher)? })
    };
    amounts.iter().zip(parts).map(|pair| share(pair).ok_or(BasketRefusal::Overflow)).collect()
}

/// Checks that payments are the total and that the voucher among them is what was split.
///
/// # Errors
/// [`BasketRefusal::Negative`] or [`BasketRefusal::Payments`], or `Overflow`.
pub fn check_payments(shares: &[Share], payments: &[Payment]) -> Result<Fen, BasketRefusal> {
    if payments.iter().any(|payment| payment.amount_fen.0 < 0) {
        return Err(BasketRefusal::Negative);
    }
    let due = total(shares.iter().map(|share| share.amount))?;
    let paid = total(payments.iter().map(|payment| payment.amount_fen))?;
    let by_voucher = total(shares.iter().map(|share| share.voucher))?;
    let voucher = total(payments.iter().filter(|p| p.means == Means::Voucher).map(|p| p.amount_fen))?;
    if due == paid && by_voucher == voucher {
        return Ok(due);
    }
    Err(BasketRefusal::Payments { total: due.to_string(), paid: paid.to_string() })
}

fn listed_part(amounts: &[(Fen, bool)]) -> Result<Fen, BasketRefusal> {
    total(amounts.iter().filter(|(_, listed)| *listed).map(|(amount, _)| *amount))
}

pub(crate) fn total(amounts: impl IntoIterator<Item = Fen>) -> Result<Fen, BasketRefusal> {
    Fen::total(amounts).ok_or(BasketRefusal::Overflow)
}

#[cfg(test)]
#[path = "basket_tests.rs"]
mod tests;
