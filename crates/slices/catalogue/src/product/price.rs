//! Prices per 斤 and per kg from the price as entered.

use base::quantity::mul_div_round;

/// Price of `grams` grams, rounded half up to the fen, for showing only: the books use the
/// price as entered. `None` without a price, or for a piece of unknown weight.
pub fn price_of(
    grams: i64,
    unit_price_fen: Option<i64>,
    price_per: i64,
    unit: &str,
    pack_g: Option<i64>,
) -> Option<i64> {
    let per_g = if unit == "piece" { pack_g?.checked_mul(price_per)? } else { price_per };
    mul_div_round(unit_price_fen?, grams, per_g)
}

#[cfg(test)]
mod tests {
    use super::price_of;

    #[test]
    fn per_jin_and_per_kg() {
        for (fen, per, unit, pack, jin, kg) in [
            (Some(1000), 500, "g", None, Some(1000), Some(2000)),
            (Some(2000), 1000, "g", None, Some(1000), Some(2000)),
            (Some(5), 1000, "g", None, Some(3), Some(5)),
            (Some(9900), 1, "piece", Some(5000), Some(990), Some(1980)),
            (Some(9900), 1, "piece", None, None, None),
            (None, 1000, "g", None, None, None),
        ] {
            assert_eq!(
                (price_of(500, fen, per, unit, pack), price_of(1000, fen, per, unit, pack)),
                (jin, kg),
                "{fen:?} {per} {pack:?}"
            );
        }
    }
}
