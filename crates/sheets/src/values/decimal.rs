//! Exact decimal numbers, so that no sum or product passes through a float.

use std::fmt;

/// `units` ÷ 10^`scale`, without trailing zeros behind the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    scale: u32,
}

/// Digits that a number may have, and decimals: the product of two still fits i128.
const DIGITS_MAX: usize = 18;
const SCALE_MAX: u32 = 24;

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self { units: i128::from(number), scale: 0 }
    }

    /// `units` hundredths, as fen are of yuan.
    pub fn hundredths(units: i64) -> Self {
        Self { units: i128::from(units), scale: 2 }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        // Nearly every number fits a machine word, and division of wider ones is slow.
        if let Ok(mut units) = i64::try_from(self.units) {
            while self.scale > 0 && units % 10 == 0 {
                units /= 10;
                self.scale -= 1;
            }
            self.units = i128::from(units);
        }
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    /// ASCII digits with at most one point; no sign, no thousands.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let bare = whole.trim_start_matches('0');
        let ends_well = !text.ends_with('.') && !whole.is_empty();
        let digits = whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
        if !ends_well || !digits || bare.len() + fraction.len() > DIGITS_MAX {
            return None;
        }
        let units: i128 = format!("0{bare}{fraction}").parse().ok()?;
        Some(Self { units, scale: u32::try_from(fraction.len()).ok()? }.trimmed())
    }

    /// What a spreadsheet shows of a binary number: its first 15 digits.
    pub fn from_f64(number: f64) -> Option<Self> {
        if let Some(units) = whole_of_bits(number) {
            return Some(Self { units, scale: 0 });
        }
        if !number.is_finite() || number.abs() >= 1e18 {
            return None;
        }
        let written = format!("{number:.14e}");
        let (mantissa, exponent) = written.split_once('e')?;
        let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
        let units: i128 = mantissa.replace('.', "").parse().ok()?;
        let shift: i32 = 14_i32.checked_sub(exponent.parse().ok()?)?;
        let units = if negative { -units } else { units };
        match u32::try_from(shift) {
            Ok(scale) if scale <= 38 => {
                let number = Self { units, scale }.trimmed();
                (number.scale <= SCALE_MAX).then_some(number)
            }
            Ok(_) => Some(Self::ZERO).filter(|_| units == 0),
            Err(_) => Some(Self { units: units.checked_mul(10_i128.checked_pow(shift.unsigned_abs())?)?, scale: 0 }),
        }
    }

    /// Below zero.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// Zero.
    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { units: self.units.saturating_neg(), scale: self.scale }
    }

    /// Without its sign.
    #[must_use]
    pub fn magnitude(self) -> Self {
        if self.is_negative() { self.negated() } else { self }
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Self| d.units.checked_mul(10_i128.checked_pow(scale - d.scale)?);
        Some(Self { units: lift(self)?.checked_add(lift(other)?)?, scale }.trimmed())
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// Product.
    pub fn times(self, other: Self) -> Option<Self> {
        let product = Self { units: self.units.checked_mul(other.units)?, scale: self.scale + other.scale }.trimmed();
        (product.scale <= 38).then_some(product)
    }

    /// Product with a whole number.
    pub fn times_whole(self, factor: i64) -> Option<Self> {
        self.times(Self::whole(factor))
    }

    /// Quotient, if it ends within nine decimals.
    pub fn over(self, other: Self) -> Option<Self> {
        const NINE: u32 = 9;
        if other == Self::whole(1) {
            return Some(self);
        }
        let top = self.units.checked_mul(10_i128.checked_pow(other.scale + NINE)?)?;
        let bottom = other.units.checked_mul(10_i128.checked_pow(self.scale)?)?;
        let exact = bottom != 0 && top.checked_rem(bottom)? == 0;
        exact.then(|| Some(Self { units: top.checked_div(bottom)?, scale: NINE }.trimmed()))?
    }

    /// The whole number that this is.
    pub fn to_whole(self) -> Option<i64> {
        (self.scale == 0).then(|| i64::try_from(self.units).ok())?
    }

    /// Hundredths (fen of yuan), if there is nothing behind them.
    pub fn to_hundredths(self) -> Option<i64> {
        self.times_whole(100)?.to_whole()
    }

    /// Hundredths, halves rounded away from zero: the amount of a line in fen.
    pub fn round_to_hundredths(self) -> Option<i64> {
        if self.scale <= 2 {
            return self.to_hundredths();
        }
        let divisor = 10_i128.checked_pow(self.scale - 2)?;
        let half = divisor / 2;
        let up = if self.units < 0 { self.units.checked_sub(half)? } else { self.units.checked_add(half)? };
        i64::try_from(up / divisor).ok()
    }

    /// At least 16 digits before the point: more than a spreadsheet keeps.
    pub fn is_beyond_15_digits(self) -> bool {
        self.units.unsigned_abs() / 10_u128.saturating_pow(self.scale) >= 1_000_000_000_000_000
    }
}

/// The whole number below 10^15 that a float holds, by its bits: most cells, without writing them out.
fn whole_of_bits(number: f64) -> Option<i128> {
    let bits = number.to_bits();
    let exponent = i64::try_from((bits >> 52) & 0x7FF).ok()?;
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let shift = u32::try_from(1_075_i64.checked_sub(exponent)?).ok().filter(|shift| *shift <= 52)?;
    let whole = mantissa.checked_shr(shift)?;
    if whole.checked_shl(shift)? != mantissa || whole >= 1_000_000_000_000_000 {
        return None;
    }
    let units = i128::from(whole);
    Some(if bits >> 63 == 1 { -units } else { units })
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs();
        if let (0, Ok(digits)) = (self.scale, u64::try_from(digits)) {
            return write!(f, "{sign}{digits}");
        }
        match 10_u128.checked_pow(self.scale) {
            Some(unit) if self.scale > 0 => {
                let width = usize::try_from(self.scale).unwrap_or_default();
                write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit)
            }
            _ => write!(f, "{sign}{digits}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.strip_prefix('-').map_or_else(|| Decimal::parse(text).unwrap(), |t| Decimal::parse(t).unwrap().negated())
    }

    #[test]
    fn floats_are_read_as_the_spreadsheet_shows_them() {
        for (number, text) in [
            (1.15, "1.15"),
            (4.35, "4.35"),
            (19.99, "19.99"),
            (0.1 + 0.2, "0.3"),
            (1.15 * 3.0, "3.45"),
            (-0.5, "-0.5"),
            (44047.0, "44047"),
            (1.0, "1"),
            (-12.0, "-12"),
            (999_999_999_999_999.0, "999999999999999"),
            (430_521_196_503_150_000.0, "430521196503150000"),
            (0.0, "0"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(Decimal::from_f64(number).unwrap().to_string(), text);
        }
        for number in [f64::NAN, f64::INFINITY, 1e300, 1e-300] {
            assert_eq!(Decimal::from_f64(number), None, "{number}");
        }
    }

    #[test]
    fn ten_tenths_are_one() {
        let sum = (0..10).try_fold(Decimal::ZERO, |sum, _| sum.plus(d("0.1"))).unwrap();
        assert_eq!(sum, d("1"));
    }

    #[test]
    fn products_round_half_up_and_mirror() {
        for (price, quantity, fen) in [
            ("3.33", "0.5", 167),
            ("3.33", "-0.5", -167),
            ("1.15", "100", 11_500),
            ("0.001", "1", 0),
            ("0.005", "1", 1),
        ] {
            assert_eq!(d(price).times(d(quantity)).unwrap().round_to_hundredths(), Some(fen), "{price} × {quantity}");
        }
    }

    #[test]
    fn quotients_are_exact_or_none() {
        assert_eq!(d("30").over(d("1.5")), Some(d("20")));
        assert_eq!(d("10").over(d("3")), None);
        assert_eq!(d("10").over(d("0")), None);
    }

    #[test]
    fn odd_spellings_are_no_numbers() {
        for text in ["", ".", "1.", ".5", "1e3", "-1", "1.2.3", "1234567890123456789"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}
