//! The error file: what was sent, with the wrong cells marked and a column 问题 that says why.
//!
//! It is a workbook whatever was sent, as text cells only, so that it can be mended and sent
//! again: dates and numbers stand as people saw them, and readers pass over the column 问题.

use super::{
    WriteProblem,
    workbook::{Out, Styles},
};
use crate::{
    book::{Book, Merges},
    cell::Cell,
    ledger::SheetReport,
    problem::{FileProblem, Problem},
    values::date::{self, Around},
};
use base::Lang;
use rust_xlsxwriter::{Workbook, Worksheet};
use std::collections::HashMap;

/// Writes the error file of what was read as `sheets`.
///
/// # Errors
/// The file's own problem if it does not read, `TooBig` if the result does not fit a workbook.
pub fn error_file(name: &str, bytes: &[u8], sheets: &[SheetReport], lang: Lang) -> Result<Vec<u8>, FileProblem> {
    let mut book = Book::open(name, bytes)?;
    let mut out = Workbook::new();
    for sheet in book.sheets.clone() {
        let mut rows: Vec<OldRow> = Vec::new();
        book.rows(&sheet.name, &mut |number, cells| {
            rows.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
        })?;
        let report = sheets.iter().find(|report| report.name == sheet.name);
        fill_merged(&mut rows, &sheet.merges);
        if book.epoch_1904 {
            spell_dates(&mut rows, report);
        }
        write(out.add_worksheet(), &sheet.name, &rows, report, lang).map_err(|_| FileProblem::TooBig)?;
    }
    out.save_to_buffer().map_err(|_| FileProblem::TooBig)
}

/// A row of the file that was sent.
type OldRow = (u32, Vec<Cell<'static>>);

/// What was merged downwards is written out in every row, so that it still speaks for each.
fn fill_merged(rows: &mut [OldRow], merges: &Merges) {
    let mut above: HashMap<usize, (u32, Cell<'static>)> = HashMap::new();
    for (number, cells) in rows.iter_mut().filter(|_| !merges.is_empty()) {
        for (column, cell) in cells.iter_mut().enumerate() {
            let region = merges.at(number.saturating_sub(1), column);
            let anchor = above.get(&column).filter(|(row, _)| region.is_some_and(|region| *row > region.start.0));
            match (cell.is_blank(), anchor) {
                (true, Some((_, said))) => *cell = said.clone(),
                (false, _) if matches!(cell, Cell::Text(_) | Cell::Date(_)) => {
                    above.insert(column, (*number, cell.clone()));
                }
                _ => {}
            }
        }
    }
}

/// The file that is written counts days from 1900: bare serial numbers of the other count become dates.
fn spell_dates(rows: &mut [OldRow], report: Option<&SheetReport>) {
    let Some(report) = report else { return };
    let names = report.mapping.iter().filter(|(_, field)| field.ends_with("date")).map(|(key, _)| key.as_str());
    let names: Vec<&str> = names.flat_map(|key| key.rsplit('/').next()).collect();
    let header = rows.iter().find(|(number, _)| *number == report.header_row).map(|(_, cells)| cells.as_slice());
    let is_date = |cell: &Cell<'_>| names.contains(&cell.shown().as_ref());
    let columns: Vec<usize> =
        header.into_iter().flatten().enumerate().filter(|(_, c)| is_date(c)).map(|(i, _)| i).collect();
    let around = Around { epoch_1904: true, ..Around::default() };
    for cells in rows.iter_mut().filter(|(number, _)| *number > report.header_row).map(|(_, cells)| cells) {
        for column in &columns {
            if let Some(cell) = cells.get_mut(*column)
                && let Ok(day) = date::of_cell(cell, around)
            {
                *cell = Cell::Date(day);
            }
        }
    }
}

/// What a sheet's problems say by row.
fn by_row(report: Option<&SheetReport>) -> HashMap<u32, Vec<&Problem>> {
    let mut rows: HashMap<u32, Vec<&Problem>> = HashMap::new();
    for problem in report.into_iter().flat_map(|report| &report.problems) {
        rows.entry(problem.row).or_default().push(problem);
    }
    rows
}

fn write(
    page: &mut Worksheet,
    name: &str,
    rows: &[OldRow],
    report: Option<&SheetReport>,
    lang: Lang,
) -> Result<(), WriteProblem> {
    // A name that came out of a workbook fits one; that of a CSV file may not.
    if page.set_name(name).is_err() {
        page.set_name(super::workbook::sheet_name(name))?;
    }
    let styles = Styles::default();
    let problems = by_row(report);
    let header = report.map_or(0, |report| report.header_row);
    let extra = problem_column(rows, header)?;
    for (number, cells) in rows {
        let line = number.saturating_sub(1);
        let found = problems.get(number).map(Vec::as_slice).unwrap_or_default();
        for (index, cell) in (0..extra).zip(cells) {
            let wrong = found.iter().any(|problem| problem.at == Some(usize::from(index)));
            write_cell(page, &styles, (line, index), cell, wrong)?;
        }
        if !found.is_empty() {
            let said = found.iter().map(|problem| format!("{}：{}", problem.column, problem.message.in_lang(lang)));
            let said: Vec<String> = said.collect();
            page.write_string_with_format(line, extra, said.join("；"), &styles.wrong)?;
        }
    }
    if header > 0 {
        page.write_string_with_format(header.saturating_sub(1), extra, PROBLEM_TITLE, &styles.wrong)?;
        page.set_column_width(extra, 48_u16)?;
    }
    Ok(())
}

/// The header of the column that says what is wrong; readers know it and pass over it.
const PROBLEM_TITLE: &str = "问题";

/// Where it stands already, from an earlier round, or right of everything.
fn problem_column(rows: &[OldRow], header: u32) -> Result<u16, WriteProblem> {
    let in_header = rows.iter().find(|(number, _)| *number == header);
    let there = in_header.and_then(|(_, cells)| cells.iter().position(|cell| cell.shown() == PROBLEM_TITLE));
    let right = || rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    u16::try_from(there.unwrap_or_else(right)).map_err(|_| WriteProblem("too many columns".to_owned()))
}

fn write_cell(
    page: &mut Worksheet,
    styles: &Styles,
    at: (u32, u16),
    cell: &Cell<'_>,
    wrong: bool,
) -> Result<(), WriteProblem> {
    let (row, column) = at;
    match cell {
        _ if wrong => drop(page.write_string_with_format(row, column, cell.shown(), &styles.wrong)?),
        Cell::Empty => {}
        Cell::Number(number) => drop(page.write_number(row, column, *number)?),
        cell => styles.write(page, row, column, &Out::Text(cell.shown().into_owned()))?,
    }
    Ok(())
}
