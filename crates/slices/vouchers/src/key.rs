//! What a worker shows at the till: a printed slip, a rotating code, a collector's code.
//!
//! Each is a letter, a number and eight digits, such as `S123-45678901`; the digits are a keyed
//! digest of the number (and of the time step of a rotating code), so no secret is stored and
//! none can be read out of the database. Blanks, dashes and the QR prefix `HSV` do not matter.
//! Left to others: whether the slip is live, the account open, the amount there.

use base::Instant;
use store::Vault;

/// Milliseconds that one rotating code is shown.
const STEP_MILLIS: i64 = 30_000;
/// Steps after which a scanned code still completes its sale: the basket may take five minutes.
const STEPS_TO_SPEND: i64 = 10;
/// Steps after which a code no longer opens an account: the one before is still good.
const STEPS_TO_QUOTE: i64 = 1;

/// A key that was read; its digits are not checked yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// Number of the slip or collection, or the account of a rotating code.
    pub number: i64,
    digits: u64,
}

/// Kinds of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Printed slip.
    Slip,
    /// Rotating code.
    Code,
    /// Collection by another.
    Collection,
}

/// Whether an account is only looked at, or paid from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Looked at.
    Quote,
    /// Paid from.
    Spend,
}

impl Kind {
    fn letter(self) -> char {
        match self {
            Self::Slip => 'S',
            Self::Code => 'R',
            Self::Collection => 'C',
        }
    }

    /// Its word in a redemption.
    pub fn word(self) -> &'static str {
        match self {
            Self::Slip => "slip",
            Self::Code => "code",
            Self::Collection => "collection",
        }
    }
}

/// Reads what was scanned or typed. Digits alone are a slip. `None`: no voucher at all.
pub fn read(text: &str) -> Option<Key> {
    let text: String = text.chars().map(base::names::half_width).filter(|c| c.is_ascii_alphanumeric()).collect();
    let text = text.to_ascii_uppercase();
    let text = text.strip_prefix("HSV").unwrap_or(&text);
    let kinds = [Kind::Slip, Kind::Code, Kind::Collection];
    let (kind, digits) = kinds
        .into_iter()
        .find_map(|kind| Some((kind, text.strip_prefix(kind.letter())?)))
        .unwrap_or((Kind::Slip, text));
    let (number, secret) = digits.split_at_checked(digits.len().checked_sub(8)?)?;
    let number = number.parse().ok().filter(|n| *n > 0)?;
    Some(Key { kind, number, digits: secret.parse().ok()? })
}

/// The text of a slip or collection code, as it is printed and put into its QR code.
pub fn text(vault: &Vault, county: &str, kind: Kind, number: i64) -> String {
    format!("{}{number}-{:08}", kind.letter(), digits(vault, county, kind, number, 0))
}

/// The rotating code of an account at a moment, and the moment when the next one comes.
pub fn rotating(vault: &Vault, county: &str, account: i64, at: Instant) -> (String, Instant) {
    let step = step_at(at);
    let until = Instant::from_millis(step.saturating_add(1).saturating_mul(STEP_MILLIS)).unwrap_or(at);
    (format!("R{account}-{:08}", digits(vault, county, Kind::Code, account, step)), until)
}

/// The time step of a rotating code that fits, 0 for other kinds. `None`: wrong digits, or too old.
pub fn verify(vault: &Vault, county: &str, key: &Key, at: Instant, for_use: Use) -> Option<i64> {
    if key.kind != Kind::Code {
        return (digits(vault, county, key.kind, key.number, 0) == key.digits).then_some(0);
    }
    let back = if for_use == Use::Spend { STEPS_TO_SPEND } else { STEPS_TO_QUOTE };
    let now = step_at(at);
    (now.saturating_sub(back)..=now)
        .rev()
        .find(|step| digits(vault, county, Kind::Code, key.number, *step) == key.digits)
}

fn step_at(at: Instant) -> i64 {
    at.millis().div_euclid(STEP_MILLIS)
}

fn digits(vault: &Vault, county: &str, kind: Kind, number: i64, step: i64) -> u64 {
    let digest = vault.digest("voucher", &format!("{county}/{}/{number}/{step}", kind.word()));
    digest.iter().take(8).fold(0_u64, |all, byte| (all << 8) | u64::from(*byte)) % 100_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn keys_are_read_however_they_are_typed() {
        for (typed, read_as) in [
            ("S123-45678901", Some((Kind::Slip, 123))),
            ("HSV-S123-45678901", Some((Kind::Slip, 123))),
            ("ｓ123 4567 8901", Some((Kind::Slip, 123))),
            ("000123 4567 8901", Some((Kind::Slip, 123))),
            ("r7-00000001", Some((Kind::Code, 7))),
            ("C7-00000001", Some((Kind::Collection, 7))),
            ("S-45678901", None),
            ("S0-45678901", None),
            ("6901234567892x", None),
            ("苹果", None),
            ("", None),
        ] {
            assert_eq!(read(typed).map(|k| (k.kind, k.number)), read_as, "{typed}");
        }
    }

    #[test]
    fn only_the_right_digits_fit() {
        let vault = Vault::new(&[1; 32]);
        let slip = read(&text(&vault, "430582", Kind::Slip, 12)).unwrap();
        let now = at("2020-08-04T02:00:00Z");
        assert_eq!(verify(&vault, "430582", &slip, now, Use::Spend), Some(0));
        assert_eq!(verify(&vault, "430583", &slip, now, Use::Spend), None);
        assert_eq!(verify(&vault, "430582", &Key { number: 13, ..slip }, now, Use::Spend), None);
        assert_eq!(verify(&vault, "430582", &Key { kind: Kind::Collection, ..slip }, now, Use::Spend), None);
    }

    #[test]
    fn a_rotating_code_is_over_after_a_while() {
        let vault = Vault::new(&[1; 32]);
        let (code, until) = rotating(&vault, "430582", 5, at("2020-08-04T02:00:10Z"));
        assert_eq!(until, at("2020-08-04T02:00:30Z"));
        let key = read(&code).unwrap();
        for (moment, quoted, spent) in [
            ("2020-08-04T02:00:10Z", true, true),
            ("2020-08-04T02:00:59Z", true, true),
            ("2020-08-04T02:01:00Z", false, true),
            ("2020-08-04T02:05:29Z", false, true),
            ("2020-08-04T02:05:30Z", false, false),
            ("2020-08-04T01:59:00Z", false, false),
        ] {
            let fits = |for_use| verify(&vault, "430582", &key, at(moment), for_use).is_some();
            assert_eq!((fits(Use::Quote), fits(Use::Spend)), (quoted, spent), "{moment}");
        }
    }
}
