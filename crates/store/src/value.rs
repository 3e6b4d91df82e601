//! What goes into a statement and what comes out: integers, text, bytes, nothing.
//!
//! No float and no engine type passes through here; a NUMERIC or REAL column is an error
//! that says which column to cast.

use crate::error::StoreError;
use base::{Day, Fen, Grams, Instant, ids};

/// One value of a statement or row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
    /// BYTEA / BLOB.
    Bytes(Vec<u8>),
}

/// Builds the values of a statement: `params![county, id, amount]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

macro_rules! from_int {
    ($($ty:ty => $get:expr),* $(,)?) => {$(
        impl From<$ty> for Value {
            fn from(value: $ty) -> Self {
                #[allow(clippy::redundant_closure_call)]
                Self::Int(($get)(value))
            }
        }
    )*};
}

from_int! {
    i64 => |v| v,
    i32 => i64::from,
    u32 => i64::from,
    bool => i64::from,
    Fen => |v: Fen| v.0,
    Grams => |v: Grams| v.0,
}

macro_rules! ids {
    ($($ty:ident),*) => {$(
        impl From<ids::$ty> for Value {
            fn from(id: ids::$ty) -> Self {
                Self::Int(id.0)
            }
        }
        impl FromValue for ids::$ty {
            fn from_value(value: Value) -> Option<Self> {
                i64::from_value(value).map(Self)
            }
        }
    )*};
}

ids!(PersonId, PostId, DivisionId, ProducerId, HouseholdId, ProductId, OutletId, UnitId, ProgrammeId, AccountId, LotId);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<Instant> for Value {
    fn from(at: Instant) -> Self {
        Self::Text(at.to_string())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&Self> for Value {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

/// A Rust type that a column can be read into.
pub trait FromValue: Sized {
    /// The value as this type, or `None` if it is of another kind.
    fn from_value(value: Value) -> Option<Self>;
}

impl FromValue for Value {
    fn from_value(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl FromValue for i64 {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(i) => Some(i),
            _ => None,
        }
    }
}

impl FromValue for i32 {
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value)?.try_into().ok()
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(|i| i != 0)
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl FromValue for Fen {
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(Self)
    }
}

impl FromValue for Grams {
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(Self)
    }
}

impl FromValue for Day {
    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}

impl FromValue for Instant {
    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// One row, read from the first column to the last.
#[derive(Debug)]
pub struct Row {
    values: std::vec::IntoIter<Value>,
    at: usize,
}

impl Row {
    /// A row of these values.
    pub fn new(values: Vec<Value>) -> Self {
        Self { values: values.into_iter(), at: 0 }
    }

    /// All columns that were not read yet.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.values.collect()
    }

    /// The next column. **Errors:** there is none left, or it is of another kind.
    #[allow(clippy::should_implement_trait)] // each call reads another type
    pub fn next<T: FromValue>(&mut self) -> Result<T, StoreError> {
        self.at += 1;
        let value = self.values.next().ok_or_else(|| StoreError::Shape(format!("no column {}", self.at)))?;
        let shown = match &value {
            Value::Null => "NULL",
            Value::Int(_) => "an integer",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        };
        T::from_value(value).ok_or_else(|| {
            StoreError::Shape(format!("column {} holds {shown}, not {}", self.at, std::any::type_name::<T>()))
        })
    }
}

/// A type that a whole row can be read into, column by column.
pub trait FromRow: Sized {
    /// Reads the row. **Errors:** a column is missing or of another kind.
    fn from_row(row: &mut Row) -> Result<Self, StoreError>;
}

impl<T: FromValue> FromRow for T {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        row.next()
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))*) => {$(
        impl<$($name: FromValue),+> FromRow for ($($name,)+) {
            fn from_row(row: &mut Row) -> Result<Self, StoreError> {
                Ok(($(row.next::<$name>()?,)+))
            }
        }
    )*};
}

tuples! {
    (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}

/// Declares a struct that is read from a row, its fields in the order of the columns.
///
/// ```
/// store::row! {
///     /// A division as lists show it.
///     #[derive(Debug)]
///     pub struct Seen { /// Its name.
///         pub name: String }
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$doc:meta])* $fvis:vis $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$doc])* $fvis $field: $ty),* }

        impl $crate::FromRow for $name {
            fn from_row(row: &mut $crate::Row) -> Result<Self, $crate::StoreError> {
                $(let $field = row.next()?;)*
                Ok(Self { $($field),* })
            }
        }
    };
}
