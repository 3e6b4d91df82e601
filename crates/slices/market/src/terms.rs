//! What a delivery is worth: the fixed price of its grade, or in contract farming the better of floor and market. Pure.
//!
//! Source: 订单农业 with 保底收购 (report, S88): each delivery pays max(floor, market) by its own day and grade.

use crate::error::No;
use base::{Fen, Grams, quantity};

/// What a contract pays for a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Terms {
    /// This much, whatever the market says.
    Fixed(Fen),
    /// At least this much.
    Floor(Fen),
}

impl Terms {
    /// What was agreed: the price, or the floor.
    pub fn agreed(self) -> Fen {
        let (Self::Fixed(price) | Self::Floor(price)) = self;
        price
    }

    /// Price of a delivery, fen a kg. **Errors:** a floor is held against the market of the day, which nobody saw.
    pub fn price(self, market: Option<Fen>) -> Result<Fen, No> {
        match (self, market) {
            (Self::Fixed(price), _) => Ok(price),
            (Self::Floor(floor), Some(market)) => Ok(floor.max(market)),
            (Self::Floor(_), None) => Err(No::NoMarketPrice),
        }
    }
}

/// Amount of a delivery, half up to the fen.
pub(crate) fn amount(price: Fen, grams: Grams) -> Result<Fen, No> {
    quantity::amount(price, grams.0, 1_000).ok_or(No::Amount)
}

/// The median of prices, and how many there are; of two in the middle the mean, half up.
pub(crate) fn median(mut prices: Vec<Fen>) -> Option<(Fen, usize)> {
    prices.sort_unstable();
    let count = prices.len();
    let high = *prices.get(count / 2)?;
    if count % 2 == 1 {
        return Some((high, count));
    }
    let low = *prices.get(count / 2 - 1)?;
    let sum = low.0.checked_add(high.0)?;
    Some((Fen(sum / 2 + sum % 2), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_holds_and_the_market_may_pay_more() {
        let floor = Terms::Floor(Fen(600));
        for (market, pays) in [(520, 600), (600, 600), (710, 710)] {
            assert_eq!(floor.price(Some(Fen(market))), Ok(Fen(pays)), "{market}");
            assert_eq!(Terms::Fixed(Fen(650)).price(Some(Fen(market))), Ok(Fen(650)));
        }
        assert_eq!(floor.price(None), Err(No::NoMarketPrice));
        assert_eq!(Terms::Fixed(Fen(650)).price(None), Ok(Fen(650)));
        assert_eq!(amount(Fen(333), Grams(500)), Ok(Fen(167)));
        assert_eq!(amount(Fen(i64::MAX), Grams(i64::MAX)), Err(No::Amount));
    }

    #[test]
    fn the_median_counts_its_samples() {
        let of = |prices: &[i64]| median(prices.iter().map(|fen| Fen(*fen)).collect());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[500]), Some((Fen(500), 1)));
        assert_eq!(of(&[700, 500]), Some((Fen(600), 2)));
        assert_eq!(of(&[500, 501]), Some((Fen(501), 2)), "half a fen goes up");
        assert_eq!(of(&[900, 100, 500]), Some((Fen(500), 3)));
    }
}
