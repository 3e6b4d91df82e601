//! Layouts of a shop's label scale: codes of 13 or 18 digits that start with 20 to 29 and mean
//! something in that shop only.
//!
//! What a code says is read at the till; here stands only which layouts can be read without doubt.

use crate::{error::No, till::ScaleFormat};
use base::Refusal;
use std::collections::BTreeSet;

/// Digits of a layout's item or value at most.
const WIDEST: u8 = 6;

/// Whether each layout can be read, and no two start alike.
pub fn check(formats: &[ScaleFormat]) -> Result<(), Refusal> {
    let mut prefixes = BTreeSet::new();
    for (number, format) in formats.iter().enumerate() {
        let at = |field: &str| Refusal::from(No::ScaleLayout).at(format!("/scale_formats/{number}/{field}"));
        let inner = format.prefix.len() == 2 && format.prefix.starts_with('2') && format.prefix.parse::<u8>().is_ok();
        if !inner || !prefixes.insert(&format.prefix) {
            return Err(at("prefix"));
        }
        let values = match format.value.as_str() {
            "weight_g" | "amount_fen" => 1,
            "amount_and_weight" => 2,
            _ => return Err(at("value")),
        };
        let narrow = (1..=WIDEST).contains(&format.item_digits) && (1..=WIDEST).contains(&format.value_digits);
        // Prefix before, check digit behind.
        let length = 3_u32 + u32::from(format.item_digits) + values * u32::from(format.value_digits);
        if !narrow || !matches!(length, 13 | 18) {
            return Err(at("value_digits"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_layouts_that_can_be_read() {
        for (prefix, value, item_digits, value_digits, fine) in [
            ("21", "weight_g", 5, 5, true),
            ("20", "amount_fen", 4, 6, true),
            ("29", "amount_and_weight", 5, 5, true),
            ("30", "weight_g", 5, 5, false),
            ("2", "weight_g", 5, 5, false),
            ("21", "weight", 5, 5, false),
            ("21", "weight_g", 5, 4, false),
            ("21", "weight_g", 0, 10, false),
            ("21", "amount_and_weight", 5, 4, false),
        ] {
            let format = ScaleFormat { prefix: prefix.into(), value: value.into(), item_digits, value_digits };
            assert_eq!(check(&[format]).is_ok(), fine, "{prefix} {value} {item_digits} {value_digits}");
        }
        let twice = ScaleFormat { prefix: "21".into(), value: "weight_g".into(), item_digits: 5, value_digits: 5 };
        assert!(check(&[twice.clone(), twice]).is_err());
    }
}
