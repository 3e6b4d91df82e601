//! Simple lists found by their headers: workers, producers, households, divisions, wages.
//!
//! The caller says which columns it knows, by all the titles that people give them; a row goes in
//! if every cell of it reads. Problems and their codes are those of the ledger reader.
//! Left to others: what the values mean, and whether they are known already.

mod value;

use crate::{
    book::{Book, Merges, Sheet},
    cell::Cell,
    ledger::{
        SheetReport, Skipped, context,
        heading::{self, Units},
        margin, total,
    },
    limits::HEAD_ROWS,
    problem::{Code, FileProblem, Problem},
    values::tidy,
};
use std::collections::BTreeMap;
pub use value::{Kind, Value};

/// A column that the caller knows.
#[derive(Clone, Copy, Debug)]
pub struct Column<'s> {
    /// The caller's word for it.
    pub key: &'s str,
    /// All its titles, without blanks and brackets.
    pub titles: &'s [&'s str],
    /// A row without it is refused, a table without it is none.
    pub required: bool,
    /// What its cells are.
    pub kind: Kind,
}

/// The columns of a list.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec<'s> {
    /// In any order.
    pub columns: &'s [Column<'s>],
}

/// A record of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Sheet it stands on.
    pub sheet: String,
    /// Row as people see it.
    pub row: u32,
    /// By the caller's keys; a blank cell has none.
    pub values: BTreeMap<String, Value>,
}

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Sheets on which the table was found, as in the ledger's report.
    pub sheets: Vec<SheetReport>,
    /// Rows that read, in the order of the file.
    pub rows: Vec<TableRow>,
    /// Columns with a title that the caller does not know.
    pub unread: Vec<Unread>,
}

/// A column that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its sheet.
    pub sheet: String,
    /// The header's row as people see it.
    pub row: u32,
    /// Its title as it stands there.
    pub title: String,
}

/// Reads a list.
///
/// # Errors
/// Any [`FileProblem`]; problems of rows are in the report.
pub fn read_table(name: &str, bytes: &[u8], spec: &TableSpec<'_>) -> Result<Table, FileProblem> {
    let mut book = Book::open(name, bytes)?;
    let mut table = Table::default();
    let (mut seen, epoch_1904) = (0_u32, book.epoch_1904);
    for sheet in book.sheets.clone() {
        let mut rows: Vec<(u32, Vec<Cell<'static>>)> = Vec::new();
        let mut reader: Option<Reader<'_>> = None;
        let mut given_up = false;
        book.rows(&sheet.name, &mut |number, cells| {
            seen = seen.saturating_add(1);
            match &mut reader {
                Some(reader) => reader.row(number, cells),
                None if given_up => {}
                None => {
                    let above = rows.iter().flat_map(|(_, cells)| cells.iter());
                    reader = Reader::at_header(spec, &sheet, epoch_1904, number, cells, above);
                    rows.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
                    given_up = rows.len() > HEAD_ROWS;
                }
            }
        })?;
        if let Some(reader) = reader {
            table.sheets.push(reader.report);
            table.rows.extend(reader.rows);
            table.unread.extend(reader.unread);
        }
    }
    if table.sheets.is_empty() {
        return Err(crate::ledger::no_table(name, seen, book.is_text()));
    }
    Ok(table)
}

/// A column found on a sheet.
struct Found<'s> {
    column: Column<'s>,
    index: usize,
    title: String,
    units: Units,
    tally: total::Tally,
    above: (u32, Cell<'static>),
}

struct Reader<'s> {
    found: Vec<Found<'s>>,
    context: context::Context,
    merges: &'s Merges,
    report: SheetReport,
    rows: Vec<TableRow>,
    unread: Vec<Unread>,
}

/// A header without blanks, brackets and the star of compulsory fields.
fn bare_title(text: &str) -> String {
    let tidy = tidy(text);
    let bare = tidy.split('(').next().unwrap_or_default();
    bare.trim_matches(['*', ':']).to_owned()
}

fn find_columns<'s>(spec: &TableSpec<'s>, cells: &[Cell<'_>]) -> Option<Vec<Found<'s>>> {
    let titles: Vec<(usize, String, String)> = cells
        .iter()
        .enumerate()
        .filter_map(|(index, cell)| match cell {
            Cell::Text(text) => Some((index, text.trim().replace(['\n', '\r'], ""), bare_title(text))),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for column in spec.columns {
        let of_title = |title: &str| titles.iter().find(|(_, _, bare)| bare == title);
        match column.titles.iter().find_map(|title| of_title(title)) {
            Some((index, title, _)) => found.push(Found {
                column: *column,
                index: *index,
                title: title.clone(),
                units: heading::units(tidy(title).split('(').nth(1).unwrap_or_default().trim_end_matches(')')),
                tally: total::Tally::default(),
                above: (0, Cell::Empty),
            }),
            None if column.required => return None,
            None => {}
        }
    }
    found.sort_by_key(|found| found.index);
    (found.len() >= spec.columns.len().min(2)).then_some(found)
}

impl<'s> Reader<'s> {
    fn at_header<'c>(
        spec: &TableSpec<'s>,
        sheet: &'s Sheet,
        epoch_1904: bool,
        number: u32,
        cells: &[Cell<'_>],
        above: impl Iterator<Item = &'c Cell<'static>> + Clone,
    ) -> Option<Self> {
        let found = find_columns(spec, cells)?;
        let titles = above.filter_map(|cell| if let Cell::Text(text) = cell { Some(text.as_ref()) } else { None });
        let context = context::of(&sheet.name, titles, epoch_1904);
        let mapping = found.iter().map(|found| (found.title.clone(), found.column.key.to_owned())).collect();
        let report = SheetReport { name: sheet.name.clone(), header_row: number, mapping, ..SheetReport::default() };
        let known = |index: usize| found.iter().any(|found| found.index == index);
        let titled = cells.iter().enumerate().filter(|(index, cell)| !cell.is_blank() && !known(*index));
        let unread =
            |cell: &Cell<'_>| Unread { sheet: sheet.name.clone(), row: number, title: cell.shown().trim().to_owned() };
        let unread = titled.map(|(_, cell)| unread(cell)).collect();
        Some(Self { found, context, merges: &sheet.merges, report, rows: Vec::new(), unread })
    }

    fn row(&mut self, number: u32, cells: &[Cell<'_>]) {
        let first = cells.iter().find(|cell| !cell.is_blank()).map(Cell::shown).unwrap_or_default();
        let blank = self.found.iter().all(|found| cells.get(found.index).is_none_or(Cell::is_blank));
        let why = if blank { Some("empty row") } else { margin::why(cells) };
        self.report.rows = self.report.rows.saturating_add(1);
        if let Some(word) = total::word(&first) {
            self.report.skipped.push(Skipped { row: number, why: "total row" });
            self.check_totals(number, word, cells);
        } else if let Some(why) = why {
            self.report.skipped.push(Skipped { row: number, why });
        } else {
            self.record(number, cells);
        }
    }

    fn record(&mut self, number: u32, cells: &[Cell<'_>]) {
        let (mut values, mut problems) = (BTreeMap::new(), Vec::new());
        let mut refused = false;
        for found in &mut self.found {
            let cell = filled(found, self.merges, number, cells);
            let (value, code) = value::read(&cell, found.column.kind, &found.units, &self.context);
            let missing = value.is_none() && code.is_none() && found.column.required;
            let code = if missing { Some(Code::ValueMissing) } else { code };
            refused |= code.is_some_and(|code| code != Code::CreditCodeCheck);
            if let Some(code) = code {
                problems.push(problem(found, number, &cell, code));
            }
            match value.as_ref().and_then(Value::summed) {
                Some(sum) => found.tally.add(sum, sum),
                None if code.is_some() => found.tally.unreadable(),
                None => {}
            }
            values.extend(value.map(|value| (found.column.key.to_owned(), value)));
        }
        self.report.problems.extend(problems);
        if !refused {
            self.report.accepted = self.report.accepted.saturating_add(1);
            self.rows.push(TableRow { sheet: self.report.name.clone(), row: number, values });
        }
    }

    fn check_totals(&mut self, number: u32, word: &'static str, cells: &[Cell<'_>]) {
        for found in self.found.iter_mut().filter(|found| found.column.kind.is_summed()) {
            let cell = cells.get(found.index).unwrap_or(&Cell::Empty);
            let (value, _) = value::read(cell, found.column.kind, &found.units, &self.context);
            let Some(wrong) = found.tally.check(word, value.as_ref().and_then(Value::summed)) else { continue };
            let mut problem = problem(found, number, cell, Code::TotalMismatch);
            problem.message.zh = format!("各行之和是 {}，相差 {}", wrong.sum, wrong.difference);
            problem.message.en = format!("the rows sum to {}: a difference of {}", wrong.sum, wrong.difference);
            self.report.problems.push(problem);
        }
    }
}

fn problem(found: &Found<'_>, row: u32, cell: &Cell<'_>, code: Code) -> Problem {
    let value = cell.shown().into_owned();
    Problem { row, column: found.title.clone(), value, code, message: code.message(), at: Some(found.index) }
}

/// A blank cell below a merged one says what the merged one says; sums never do.
fn filled<'c>(found: &mut Found<'_>, merges: &Merges, number: u32, cells: &'c [Cell<'c>]) -> Cell<'c> {
    let cell = cells.get(found.index).cloned().unwrap_or(Cell::Empty);
    if !cell.is_blank() {
        if !merges.is_empty() {
            found.above = (number, cell.clone().into_owned());
        }
        return cell;
    }
    let region = merges.at(number.saturating_sub(1), found.index).filter(|_| !found.column.kind.is_summed());
    match region {
        Some(region) if found.above.0 > region.start.0 && found.above.0 < number => found.above.1.clone(),
        _ => cell,
    }
}
