//! Quantities: whole grams for what is weighed, whole pieces for what is counted.

use crate::money::Fen;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A weight in grams. 1 斤 = 500 g, 1 公斤 = 1,000 g.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Grams(pub i64);

/// How much of a product: weighed or counted. The two are never added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Weighed, in grams.
    G(i64),
    /// Counted, in pieces (a box, a bag, a hen).
    Pieces(i64),
}

/// ⌊a·b/c⌉ with halves rounded away from zero, in i128; `None` on overflow or c ≤ 0.
pub fn mul_div_round(a: i64, b: i64, c: i64) -> Option<i64> {
    if c <= 0 {
        return None;
    }
    let product = i128::from(a).checked_mul(i128::from(b))?;
    let divisor = i128::from(c);
    let half = divisor / 2;
    let up = if product >= 0 { product.checked_add(half)? } else { product.checked_sub(half)? };
    // With an odd divisor ⌊c/2⌋ is below a half, so nothing short of a half is carried over.
    i64::try_from(up / divisor).ok()
}

/// Amount of a line: price for `per` base units (grams or pieces) × quantity, half up to the fen.
pub fn amount(price: Fen, quantity: i64, per: i64) -> Option<Fen> {
    mul_div_round(price.0, quantity, per).map(Fen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_rounds_half_up_to_the_fen() {
        for (price_fen, grams, per_g, fen) in [
            (2000, 1500, 1000, 3000), // ¥20/kg × 1.5 kg
            (1000, 250, 500, 500),    // ¥10/斤 × half a 斤
            (333, 500, 1000, 167),    // 166.5 goes up
            (333, -500, 1000, -167),  // a return mirrors its sale
            (1, 1, 3, 0),
        ] {
            assert_eq!(amount(Fen(price_fen), grams, per_g), Some(Fen(fen)));
        }
        assert_eq!(amount(Fen(i64::MAX), i64::MAX, 1), None);
        assert_eq!(amount(Fen(1), 1, 0), None);
    }
}
