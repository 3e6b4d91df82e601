//! What each load bears of the cost of its run: by weight, to the fen, and together all of it. Pure.

use base::Fen;

/// Shares of a sum by weights; odd fen go to the largest remainders, of equals to the first.
pub(crate) fn share(total: Fen, weights: &[i64]) -> Vec<Fen> {
    let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if all <= 0 {
        return vec![Fen(0); weights.len()];
    }
    let exact = |weight: &i64| i128::from(total.0) * i128::from(*weight);
    let mut shares: Vec<i128> = weights.iter().map(|weight| exact(weight) / all).collect();
    let mut odd = i128::from(total.0) - shares.iter().sum::<i128>();
    let mut by_rest: Vec<usize> = (0..weights.len()).collect();
    by_rest.sort_by_key(|n| (std::cmp::Reverse(weights.get(*n).map_or(0, |weight| exact(weight) % all)), *n));
    for n in by_rest {
        if odd <= 0 {
            break;
        }
        if let Some(share) = shares.get_mut(n) {
            *share += 1;
            odd -= 1;
        }
    }
    shares.into_iter().map(|share| Fen(i64::try_from(share).unwrap_or(0))).collect()
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
