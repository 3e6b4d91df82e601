//! What a slip weighs: gross, less the tare of baskets and cart, less what is taken off for moisture and dirt.
//!
//! Invariants: grams and integers only; a share is taken of gross less tare and rounded half up to the gram.

use super::error::No;
use base::quantity::mul_div_round;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Heaviest slip that is believed: 100 t.
const MOST_G: i64 = 100_000_000;
const WHOLE_PPM: i64 = 1_000_000;

/// What is taken off for moisture and dirt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deduction {
    /// A share of gross less tare, in parts of a million: 3 % is 30000.
    Ppm(i64),
    /// A weight in grams.
    G(i64),
}

/// The weights of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weighed {
    pub gross_g: i64,
    pub tare_g: i64,
    pub deduction_ppm: Option<i64>,
    pub deducted_g: i64,
    pub net_g: i64,
}

/// Weighs. **Errors:** a weight is out of range, or nothing is left.
pub(crate) fn weigh(gross_g: i64, tare_g: i64, deduction: Option<Deduction>) -> Result<Weighed, No> {
    let weight = No::Weight { most_kg: MOST_G / 1_000 };
    if !(1..=MOST_G).contains(&gross_g) || !(0..=MOST_G).contains(&tare_g) {
        return Err(weight);
    }
    let rough = gross_g.saturating_sub(tare_g);
    if rough <= 0 {
        return Err(No::NothingLeft);
    }
    let (deduction_ppm, deducted_g) = match deduction {
        None => (None, 0),
        Some(Deduction::G(grams)) if (0..=MOST_G).contains(&grams) => (None, grams),
        Some(Deduction::G(_)) => return Err(weight),
        Some(Deduction::Ppm(ppm)) if (0..=WHOLE_PPM).contains(&ppm) => {
            (Some(ppm), mul_div_round(rough, ppm, WHOLE_PPM).ok_or(weight)?)
        }
        Some(Deduction::Ppm(_)) => return Err(No::Share),
    };
    let net_g = rough.saturating_sub(deducted_g);
    if net_g <= 0 { Err(No::NothingLeft) } else { Ok(Weighed { gross_g, tare_g, deduction_ppm, deducted_g, net_g }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn net_is_what_is_left_to_the_gram() {
        use Deduction::{G, Ppm};
        let weight = || Err(No::Weight { most_kg: 100_000 });
        for (gross, tare, deduction, expect) in [
            (52_500, 2_500, None, Ok((0, 50_000))),
            (52_500, 2_500, Some(Ppm(30_000)), Ok((1_500, 48_500))),
            // 3 % of 33,350 g is 1,000.5 g: half a gram goes up, and off the net weight.
            (33_350, 0, Some(Ppm(30_000)), Ok((1_001, 32_349))),
            (33_349, 0, Some(Ppm(30_000)), Ok((1_000, 32_349))),
            (52_500, 2_500, Some(G(750)), Ok((750, 49_250))),
            (52_500, 0, Some(Ppm(0)), Ok((0, 52_500))),
            (2_500, 2_500, None, Err(No::NothingLeft)),
            (2_500, 3_000, None, Err(No::NothingLeft)),
            (2_500, 0, Some(Ppm(1_000_000)), Err(No::NothingLeft)),
            (2_500, 0, Some(G(2_500)), Err(No::NothingLeft)),
            (2_500, 0, Some(Ppm(1_000_001)), Err(No::Share)),
            (2_500, 0, Some(Ppm(-1)), Err(No::Share)),
            (2_500, 0, Some(G(-1)), weight()),
            (0, 0, None, weight()),
            (1_000, -1, None, weight()),
            (i64::MAX, 0, None, weight()),
            (1_000, i64::MAX, None, weight()),
        ] {
            let got = weigh(gross, tare, deduction).map(|w| (w.deducted_g, w.net_g));
            assert_eq!(got, expect, "{gross} {tare} {deduction:?}");
        }
    }
}
