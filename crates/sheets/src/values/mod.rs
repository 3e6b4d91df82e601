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
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    tidy_onto(&mut tidied, text);
    Cow::Owned(tidied)
}

/// Puts the [`tidy`] form of a text behind another.
pub fn tidy_onto(onto: &mut String, text: &str) {
    if is_plain(text) {
        return onto.push_str(text);
    }
    onto.extend(text.chars().map(half_width).filter(|c| !c.is_whitespace() && *c != '\u{feff}'));
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic())
}

/// Words for "nothing here" that people write instead of leaving a cell blank.
pub fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "—" | "——" | "/" | "\\" | "无" | "空" | "*" | "－" | "无。")
}
