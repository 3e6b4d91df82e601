//! Unified social credit codes 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check.
//!
//! Codes with a wrong check are in real use (an office once gave them out), so a failed check
//! warns and asks for a scan of the licence; only a wrong form is refused.

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// What the check of a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Form and check character are right.
    Valid,
    /// The form is right, the check character is not: a warning, not a refusal.
    CheckFailed {
        /// The character that the first 17 ask for.
        expected: char,
    },
    /// Not 18 characters of the code's alphabet (which has no I, O, S, V, Z).
    Malformed,
}

/// The code in its normal form (half width, upper case, no blanks) and the verdict on it.
pub fn check(text: &str) -> (String, Verdict) {
    let code = super::tidy(text);
    let values: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    let verdict = match values.as_deref() {
        Some([body @ .., last]) if body.len() == 17 => match check_character(body) {
            Some(expected) if ALPHABET.chars().nth(*last) != Some(expected) => Verdict::CheckFailed { expected },
            _ => Verdict::Valid,
        },
        _ => Verdict::Malformed,
    };
    (code, verdict)
}

/// C18 = 31 − (Σ value × 3^i mod 31), 31 being written 0.
fn check_character(values: &[usize]) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for value in values {
        sum = (sum + value * weight) % 31;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth((31 - sum) % 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for (typed, verdict) in [
            ("934305820WTCDKQQ00", Verdict::Valid), // remainder 0
            ("934305823682LJGL2Y", Verdict::Valid), // remainder 1
            ("934305823682ljgl2y", Verdict::Valid),
            ("９３４３０５８２ 3682LJGL2Y", Verdict::Valid),
            ("91350211M0000XUF46", Verdict::CheckFailed { expected: 'R' }), // a real code
            ("934305820WTCDKQQ01", Verdict::CheckFailed { expected: '0' }),
            ("934305820WTCDKQQ0", Verdict::Malformed),
            ("934305820WTCDKQQ000", Verdict::Malformed),
            ("934305820WTCDKQO00", Verdict::Malformed),
            ("", Verdict::Malformed),
        ] {
            assert_eq!(check(typed).1, verdict, "{typed}");
        }
        assert_eq!(check("９34305823682ljgl2y ").0, "934305823682LJGL2Y");
    }
}
