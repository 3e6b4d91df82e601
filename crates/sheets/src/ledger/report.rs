//! What `import ledger --dry-run --format json` prints: a stable contract.

use crate::problem::{FileProblem, Problem};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The file's name as it was given.
    pub file: String,
    /// Sheets on which a table was found, and those whose rows were passed over as a whole.
    pub sheets: Vec<SheetReport>,
    /// Over all sheets.
    pub totals: Totals,
    /// Names that no known product has, in the order of the file.
    pub unmatched_products: Vec<Unmatched>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SheetReport {
    /// The sheet's name.
    pub name: String,
    /// The lower header line, as the spreadsheet numbers it.
    pub header_row: u32,
    /// Header text to field, from left to right.
    #[serde(serialize_with = "as_map")]
    pub mapping: Vec<(String, String)>,
    /// Rows that hold something: accepted, skipped, or with a problem.
    pub rows: u32,
    /// Rows that go in.
    pub accepted: u32,
    /// Rows that are no record.
    pub skipped: Vec<Skipped>,
    /// What is wrong, in the order of rows.
    pub problems: Vec<Problem>,
}

/// A row that is no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Its number.
    pub row: u32,
    /// Why.
    pub why: &'static str,
}

/// Sums over the accepted lines, returns counted off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Lines to be written.
    pub lines: u64,
    /// Purchases in fen.
    pub purchase_fen: i64,
    /// Sales in fen.
    pub sale_fen: i64,
    /// All that is weighed, in grams.
    pub quantity_g: i64,
    /// All that is counted, in pieces.
    pub quantity_pieces: i64,
}

/// A product name to be mapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// As written.
    pub name: String,
    /// Accepted lines that have it.
    pub rows: u32,
    /// Known names that are like it, the likest first.
    pub suggestions: Vec<String>,
}

/// What is printed for a file of which nothing was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The file's name as it was given.
    pub file: String,
    /// None.
    pub sheets: [SheetReport; 0],
    /// The one reason.
    pub problems: [FileProblem; 1],
}

impl Refused {
    /// The report of a refused file.
    pub fn new(file: &str, problem: FileProblem) -> Self {
        Self { file: file.to_owned(), sheets: [], problems: [problem] }
    }
}

fn as_map<S: Serializer>(pairs: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(pairs.len()))?;
    for (key, value) in pairs {
        map.serialize_entry(key, value)?;
    }
    map.end()
}
