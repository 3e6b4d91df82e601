//! Readers of single values: numbers, dates, units, money, as Chinese shops write them.
//!
//! Invariants: pure, exact, nothing is guessed: what could mean two things is refused as such.

pub mod chinese;
pub mod date;
pub mod decimal;
pub mod money;
pub mod number;
pub mod unit;

use base::names::half_width;
use std::borrow::Cow;

/// Half width, without any blank; plain ASCII without blanks is borrowed.
pub fn tidy(text: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_graphic();
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half_width).filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect())
}

/// Words for "nothing here" that people write instead of leaving a cell blank.
pub fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "—" | "——" | "/" | "\\" | "无" | "空" | "*" | "－" | "无。")
}
