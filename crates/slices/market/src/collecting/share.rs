//! What each load bears of the cost of its run: by weight, to the fen, and together all of it. Pure.

use crate::error::No;
use base::Fen;
use books::basket::apportion;

/// Shares of a sum by grams; nothing each where nothing was loaded.
pub(crate) fn share(total: Fen, grams: &[i64]) -> Vec<Fen> {
    let weights: Vec<Fen> = grams.iter().copied().map(Fen).collect();
    apportion(total, &weights).unwrap_or_else(|| vec![Fen::ZERO; grams.len()])
}

/// What ways cost: grams, and what a kilogram costs on theirs, half up to the fen. **Errors:** too much to be held.
pub(crate) fn cost(ways: impl Iterator<Item = (i64, i64)>) -> Result<Fen, No> {
    let fen_grams: i128 = ways.map(|(grams, fen_per_kg)| i128::from(grams) * i128::from(fen_per_kg)).sum();
    i64::try_from((fen_grams + 500) / 1_000).map(Fen).map_err(|_| No::Amount)
}

/// What a kilogram bears, half up to the fen; nothing of nothing.
pub(crate) fn per_kg(total: Fen, grams: i64) -> Fen {
    if grams <= 0 {
        return Fen(0);
    }
    let half = i128::from(grams) / 2;
    Fen(i64::try_from((i128::from(total.0) * 1_000 + half) / i128::from(grams)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_by_weight_and_add_up() {
        for (total, weights, expect) in [
            (30_000, vec![500, 1_000], vec![10_000, 20_000]),
            (100, vec![1, 1, 1], vec![34, 33, 33]),
            (1, vec![1, 2, 1], vec![0, 1, 0]),
            (7, vec![0, 5], vec![0, 7]),
            (7, vec![0, 0], vec![0, 0]),
            (0, vec![3, 4], vec![0, 0]),
            (9, vec![], vec![]),
        ] {
            let shares: Vec<i64> = share(Fen(total), &weights).iter().map(|fen| fen.0).collect();
            assert_eq!(shares, expect, "{total} by {weights:?}");
        }
        for total in 0..200 {
            let weights = [total % 7, 3, total % 11 + 1, 900_000_001];
            let shares = share(Fen(total), &weights);
            assert_eq!(shares.iter().map(|fen| fen.0).sum::<i64>(), total);
        }
        assert_eq!(
            [per_kg(Fen(30_000), 1_500_000), per_kg(Fen(100), 3_000), per_kg(Fen(5), 0)],
            [Fen(20), Fen(33), Fen(0)]
        );
    }
}
