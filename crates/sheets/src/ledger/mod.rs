//! Shops' own purchase and sales books (购销台账), as they keep them, read into exact lines.
//!
//! Invariants: a row goes in only if it is exact; what is doubtful is a problem of its row with
//! the cell, and its neighbours still go in; the same bytes give the same lines, digests and
//! occurrences. Left to others: products' identity, what was imported before, the book itself.

mod block;
mod body;
mod columns;
pub(crate) mod context;
mod contrary;
mod field;
mod figures;
mod gathered;
mod header;
pub(crate) mod heading;
mod line;
pub(crate) mod margin;
mod products;
mod rate;
mod reading;
mod record;
mod report;
mod sheet;
pub(crate) mod total;
mod words;

use crate::{
    book::Book,
    problem::{Code, FileProblem},
};
pub use field::{Direction, Field, Meaning};
use gathered::Gathered;
pub use line::{Line, Price};
pub use products::Known;
pub use record::is_cut_number;
pub use report::{Refused, Report, SheetReport, Skipped, Totals, Unmatched};
use std::collections::BTreeMap;

/// What the reader is told beside the file.
#[derive(Clone, Copy, Debug)]
pub struct LedgerOptions<'o> {
    /// Products that the outlet may name; without any, every name is unmatched.
    pub products: &'o [Known],
    /// Header text to field as this outlet once put it right; a word that is no field drops the column.
    pub remembered: &'o BTreeMap<String, String>,
    /// Wrong totals were seen and confirmed.
    pub confirm_total: bool,
}

impl Default for LedgerOptions<'_> {
    fn default() -> Self {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        Self { products: &[], remembered: &NONE, confirm_total: false }
    }
}

/// A ledger that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// What people and the command line see.
    pub report: Report,
    /// Lines that may be written, in the order of the file.
    pub lines: Vec<Line>,
    /// A total differs and nobody has confirmed it: write nothing yet.
    pub asks_confirmation: bool,
}

/// Reads a ledger; `name` is the file's name and helps only with refusals and the name of a CSV's sheet.
///
/// # Errors
/// Any [`FileProblem`]; problems of rows are in the report.
pub fn read_ledger(name: &str, bytes: &[u8], options: &LedgerOptions<'_>) -> Result<Ledger, FileProblem> {
    let mut book = Book::open(name, bytes)?;
    let mut report = Report { file: name.to_owned(), ..Report::default() };
    let mut gathered = Gathered::new(options.products);
    let (mut seen, mut found) = (0_u32, false);
    for sheet in book.sheets.clone() {
        let title = sheet.name.clone();
        let mut reader = sheet::SheetReader::new(sheet, book.epoch_1904, options, &mut gathered);
        book.rows(&title, &mut |number, cells| reader.row(number, cells))?;
        seen = seen.saturating_add(reader.seen);
        let sheet = reader.finish();
        found |= sheet.has_table || sheet.report.skipped.iter().any(|skipped| skipped.why == sheet::HIDDEN);
        if sheet.named {
            report.sheets.push(sheet.report);
        }
    }
    if !found {
        return Err(no_table(name, seen, book.is_text()));
    }
    report.totals = gathered.totals;
    let (lines, unmatched) = gathered.finish();
    report.unmatched_products = unmatched;
    let wrong_total = report.sheets.iter().flat_map(|sheet| &sheet.problems).any(|p| p.code == Code::TotalMismatch);
    Ok(Ledger { report, lines, asks_confirmation: wrong_total && !options.confirm_total })
}

/// Why a readable file gives nothing: text that only calls itself a workbook is none.
pub(crate) fn no_table(name: &str, rows_seen: u32, is_text: bool) -> FileProblem {
    let lower = name.to_ascii_lowercase();
    let claims_workbook = [".xlsx", ".xls", ".xlsm", ".et"].iter().any(|ending| lower.ends_with(ending));
    match (rows_seen, is_text && claims_workbook) {
        (0, _) => FileProblem::Empty,
        (_, true) => FileProblem::NotAWorkbook,
        (_, false) => FileProblem::TableNotFound,
    }
}
