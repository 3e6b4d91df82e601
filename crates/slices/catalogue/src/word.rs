//! Small checks that every part of the slice makes the same way.

use crate::error::No;
use base::{Day, Refusal};
use policy::vocabulary::Word;

/// The open end of a period.
pub const OPEN_END: &str = "9999-12-31";

/// The word of a closed list, or the refusal that says which there are.
pub fn word<W: Word>(field: &str, text: &str) -> Result<W, Refusal> {
    W::find(text.trim()).ok_or_else(|| {
        let allowed = W::spellings();
        Refusal::from(No::Word { field: field.to_owned(), allowed }).at(format!("/{field}"))
    })
}

/// A word out of a list of plain words.
pub fn one_of<'t>(field: &str, text: &'t str, words: &[&str]) -> Result<&'t str, Refusal> {
    let text = text.trim();
    if words.contains(&text) {
        return Ok(text);
    }
    Err(Refusal::from(No::Word { field: field.to_owned(), allowed: words.join(" | ") }).at(format!("/{field}")))
}

/// A name of 1 to 100 characters, without blanks around it.
pub fn name<'t>(field: &str, text: &'t str) -> Result<&'t str, Refusal> {
    let text = text.trim();
    if (1..=100).contains(&text.chars().count()) {
        Ok(text)
    } else {
        Err(Refusal::from(No::Name).at(format!("/{field}")))
    }
}

/// A reason of 2 to 500 characters.
pub fn reason(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if (2..=500).contains(&text.chars().count()) { Ok(text) } else { Err(Refusal::from(No::Reason).at("/reason")) }
}

/// The end of a period that may be open. **Errors:** it lies before the beginning.
pub fn period_end(from: Day, to: Option<Day>) -> Result<Day, Refusal> {
    let to = to.or_else(|| OPEN_END.parse().ok()).unwrap_or(from);
    if to < from { Err(Refusal::from(No::Period).at("/valid_to")) } else { Ok(to) }
}

/// The refusal that there is no such thing.
pub fn unknown(what: impl std::fmt::Display) -> Refusal {
    No::Unknown { what: what.to_string() }.into()
}
