//! One cell, whatever file it stood in.

use crate::values::{self, decimal::Decimal};
use base::Day;
use std::borrow::Cow;

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, not yet trimmed.
    Text(Cow<'a, str>),
    /// A number as the workbook keeps it: binary, good for 15 digits.
    Number(f64),
    /// A number that the workbook shows as a date.
    Date(Day),
    /// An error of the spreadsheet, such as `#REF!`.
    Fault(String),
}

impl Cell<'_> {
    /// Nothing or blanks only.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// Nothing, or a word for it that people write instead.
    pub fn says_nothing(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => values::says_nothing(text.trim()),
            _ => false,
        }
    }

    /// Becomes the same as another cell, in the memory that it has.
    pub fn copy_from(&mut self, other: &Cell<'_>) {
        match (self, other) {
            (Cell::Text(Cow::Owned(own)), Cell::Text(text)) => text.as_ref().clone_into(own),
            (own, _) => *own = other.clone().into_owned(),
        }
    }

    /// As people see it, trimmed.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Number(number) => {
                Cow::Owned(Decimal::from_f64(*number).map_or_else(|| number.to_string(), |d| d.to_string()))
            }
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Fault(text) => Cow::Borrowed(text),
        }
    }

    /// The same cell on its own.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Date(day) => Cell::Date(day),
            Self::Fault(text) => Cell::Fault(text),
        }
    }
}
