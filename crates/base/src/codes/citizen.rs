//! Citizen numbers 公民身份号码 (GB 11643-1999): 17 digits and a check character.
//!
//! The number is for life and its first six digits name the county of first issue, so
//! 430582, 430521 and 432523 are all at home in Shaodong and none makes anybody local.

use crate::{Day, mask};
use std::fmt;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A number whose form, date of birth and check character are right. `Debug` shows the mask only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitizenNumber {
    text: String,
    born_on: Day,
}

crate::refusals! {
    /// Why a citizen number is not taken.
    pub enum CitizenRefusal {
        /// Not 17 digits and a digit or X.
        Malformed => 422 "citizen_number.malformed"
            "身份证号应为 18 位：17 位数字加 1 位数字或 X" "a citizen number is 17 digits and a digit or X",
        /// Digits 7 to 14 are no date that exists.
        BirthDate => 422 "citizen_number.birth_date"
            "身份证号第 7 至 14 位不是存在的日期" "digits 7 to 14 of the citizen number are no date that exists",
        /// The last character does not fit the others.
        CheckDigit { expected: char } => 422 "citizen_number.check_digit"
            "身份证号校验位不符，按前 17 位末位应为 {expected}，请核对证件"
            "the check digit of the citizen number does not fit: by the first 17 digits it is {expected}",
    }
}

impl CitizenNumber {
    /// Reads a number; takes full width, blanks and a lower-case x.
    ///
    /// # Errors
    /// In this order: form, date of birth, check character.
    pub fn parse(text: &str) -> Result<Self, CitizenRefusal> {
        let text = super::tidy(text);
        let digits: Vec<u32> = text.chars().take(17).filter_map(|c| c.to_digit(10)).collect();
        let last = text.chars().nth(17).filter(|c| c.is_ascii_digit() || *c == 'X');
        let (17, Some(last), 18) = (digits.len(), last, text.len()) else { return Err(CitizenRefusal::Malformed) };
        let part = |from, to| text.get(from..to).unwrap_or_default();
        let born_on = format!("{}-{}-{}", part(6, 10), part(10, 12), part(12, 14));
        let born_on: Day = born_on.parse().map_err(|_| CitizenRefusal::BirthDate)?;
        let expected = check_character(&digits);
        if expected != last {
            return Err(CitizenRefusal::CheckDigit { expected });
        }
        Ok(Self { text, born_on })
    }

    /// The whole number, for the encrypted store and for a logged full view.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// Date of birth: a date, never an instant.
    pub fn born_on(&self) -> Day {
        self.born_on
    }

    /// Odd 17th digit.
    pub fn is_male(&self) -> bool {
        self.text.chars().nth(16).and_then(|c| c.to_digit(10)).is_some_and(|d| d % 2 == 1)
    }
}

impl fmt::Debug for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::citizen_number(&self.text))
    }
}

fn check_character(digits: &[u32]) -> char {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    usize::try_from(sum % 11).ok().and_then(|i| CHECKS.get(i)).copied().unwrap_or('X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_standard_and_as_typed() {
        for (typed, normal) in [
            ("11010519491231002X", "11010519491231002X"),
            ("11010519491231002x", "11010519491231002X"),
            ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
            (" 110105 19491231 002X ", "11010519491231002X"),
            ("440524188001010014", "440524188001010014"),
        ] {
            assert_eq!(CitizenNumber::parse(typed).unwrap().reveal(), normal, "{typed}");
        }
        let number = CitizenNumber::parse("440524188001010014").unwrap();
        assert_eq!((number.born_on().to_string().as_str(), number.is_male()), ("1880-01-01", true));
        assert_eq!(format!("{number:?}"), "4405**********0014");
    }

    #[test]
    fn wrong_numbers_say_what_is_wrong() {
        for (typed, why) in [
            ("43052119650315002X", CitizenRefusal::CheckDigit { expected: '4' }),
            ("110105194912310021", CitizenRefusal::CheckDigit { expected: 'X' }),
            ("110105194902290020", CitizenRefusal::BirthDate),
            ("110105491231002", CitizenRefusal::Malformed),
            ("1101051949123100２XX", CitizenRefusal::Malformed),
            ("1101051949123100XX", CitizenRefusal::Malformed),
            ("X10105194912310021", CitizenRefusal::Malformed),
            ("身份证", CitizenRefusal::Malformed),
            ("", CitizenRefusal::Malformed),
        ] {
            assert_eq!(CitizenNumber::parse(typed).unwrap_err(), why, "{typed}");
        }
    }
}
