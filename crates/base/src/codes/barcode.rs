//! Barcodes at the till: EAN-13, and the in-store codes that a label scale prints.
//!
//! A prefix says where a code was registered (690–699 China) or that a shop made it up
//! (20–29); it never says where goods grew. In-store codes mean something in one outlet only.

use serde::{Deserialize, Serialize};

/// What a scale prints behind the item code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScaleValue {
    /// Weight in grams.
    WeightG,
    /// Price of the packet in fen.
    PriceFen,
}

/// How an outlet's scale is set: `PP` item, value, check digit, 13 in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ScaleLayout {
    /// Digits of the item code, 4–6; the value takes the other 6–4 before the check digit.
    pub item_digits: u8,
    /// What the value is.
    pub value: ScaleValue,
}

/// A label that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleLabel {
    /// The first two digits, 20–29: which scale or department.
    pub prefix: String,
    /// The outlet's own item code with its leading zeros.
    pub item: String,
    /// Grams or fen by the layout.
    pub value: i64,
    /// Which of the two.
    pub kind: ScaleValue,
}

crate::refusals! {
    /// Why a barcode is not taken.
    pub enum BarcodeRefusal {
        /// Not 13 digits.
        Malformed => 422 "barcode.malformed" "条码应为 13 位数字" "a barcode is 13 digits",
        /// The last digit does not fit the others.
        CheckDigit => 422 "barcode.check_digit" "条码校验位不符，请重新扫描" "the check digit of the barcode does not fit, scan again",
        /// Not a code of a label scale.
        NotInStore => 422 "barcode.not_in_store" "不是店内秤码（应以 20 至 29 开头）" "not an in-store code, which begins with 20 to 29",
        /// The item code has 4 to 6 digits.
        Layout => 422 "barcode.layout" "秤码设置有误：商品码应为 4 至 6 位" "the scale layout is wrong: an item code has 4 to 6 digits",
        /// Nothing was weighed.
        NoValue => 422 "barcode.no_value" "秤码中的重量或金额为零" "the label's weight or price is zero",
    }
}

/// A barcode of 13 digits whose check digit is right, in half width.
///
/// # Errors
/// [`BarcodeRefusal::Malformed`] or [`BarcodeRefusal::CheckDigit`].
pub fn ean13(text: &str) -> Result<String, BarcodeRefusal> {
    let code = super::tidy(text);
    let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 13 || code.len() != 13 {
        return Err(BarcodeRefusal::Malformed);
    }
    let sum: u32 = digits.iter().enumerate().map(|(i, digit)| if i % 2 == 0 { *digit } else { digit * 3 }).sum();
    if sum.is_multiple_of(10) { Ok(code) } else { Err(BarcodeRefusal::CheckDigit) }
}

/// Whether a code is one that shops make up themselves.
pub fn is_in_store(code: &str) -> bool {
    code.starts_with('2')
}

impl ScaleLayout {
    /// Reads a label of an outlet whose scale is set like this.
    ///
    /// # Errors
    /// In the order of [`BarcodeRefusal`].
    pub fn read(self, text: &str) -> Result<ScaleLabel, BarcodeRefusal> {
        let code = ean13(text)?;
        if !is_in_store(&code) {
            return Err(BarcodeRefusal::NotInStore);
        }
        if !(4..=6).contains(&self.item_digits) {
            return Err(BarcodeRefusal::Layout);
        }
        let item_end = usize::from(self.item_digits).saturating_add(2);
        let part = |from, to| code.get(from..to).ok_or(BarcodeRefusal::Malformed);
        let value: i64 = part(item_end, 12)?.parse().map_err(|_| BarcodeRefusal::Malformed)?;
        if value == 0 {
            return Err(BarcodeRefusal::NoValue);
        }
        Ok(ScaleLabel { prefix: part(0, 2)?.to_owned(), item: part(2, item_end)?.to_owned(), value, kind: self.value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ScaleValue::{PriceFen, WeightG};

    #[test]
    fn check_digits() {
        for (text, answer) in [
            ("6901234567892", Ok("6901234567892".to_owned())),
            ("６９０１２３４５６７８９２", Ok("6901234567892".to_owned())),
            ("6901234567893", Err(BarcodeRefusal::CheckDigit)),
            ("690123456789", Err(BarcodeRefusal::Malformed)),
            ("69012345678９２X", Err(BarcodeRefusal::Malformed)),
            ("", Err(BarcodeRefusal::Malformed)),
        ] {
            assert_eq!(ean13(text), answer, "{text}");
        }
    }

    #[test]
    fn labels_of_a_scale() {
        for (text, item_digits, value, answer) in [
            ("2100123012503", 5, WeightG, Ok(("21", "00123", 1250))),
            ("2100123012503", 5, PriceFen, Ok(("21", "00123", 1250))),
            ("2100123012503", 6, PriceFen, Ok(("21", "001230", 1250))),
            ("2100123000005", 5, WeightG, Err(BarcodeRefusal::NoValue)),
            ("2100123012503", 9, WeightG, Err(BarcodeRefusal::Layout)),
            ("2100123012504", 5, WeightG, Err(BarcodeRefusal::CheckDigit)),
            ("6901234567892", 5, WeightG, Err(BarcodeRefusal::NotInStore)),
        ] {
            let answer = answer.map(|(prefix, item, number)| ScaleLabel {
                prefix: String::from(prefix),
                item: String::from(item),
                value: number,
                kind: value,
            });
            assert_eq!(ScaleLayout { item_digits, value }.read(text), answer, "{text}");
        }
    }
}
