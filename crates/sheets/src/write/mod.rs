//! Rows as workbooks and text files.
//!
//! Invariants: a text cell stays text, so that nothing somebody typed is run as a formula;
//! money is a number with two decimals in a workbook and plain digits in text; a character that
//! an encoding lacks is a refusal, never a question mark.

mod csv;
mod mended;
mod workbook;

pub use csv::{csv_gb18030, csv_utf8};
pub use mended::error_file;
pub use workbook::{Column, Out, SheetOut, workbook};

use std::fmt;

/// A workbook that cannot be written: more rows or longer texts than the format holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteProblem(String);

impl fmt::Display for WriteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the workbook cannot be written: {}", self.0)
    }
}

impl std::error::Error for WriteProblem {}

impl From<rust_xlsxwriter::XlsxError> for WriteProblem {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self(error.to_string())
    }
}
