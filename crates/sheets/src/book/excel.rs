//! Workbooks by way of calamine, which is not trusted with hostile bytes: a panic of it is a refusal.

use super::{Give, GiveAny, Merges, Sheet, kind, merges::Region};
use crate::{cell::Cell, limits, problem::FileProblem, values::date};
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};
use std::{
    borrow::Cow,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// An opened workbook.
pub enum Excel<'b> {
    /// Zipped; read cell by cell.
    Xlsx(Box<Xlsx<Cursor<&'b [u8]>>>),
    /// Old; parsed as a whole when it is opened.
    Xls(Box<Xls<Cursor<&'b [u8]>>>),
}

fn guarded<T, E>(reading: impl FnOnce() -> Result<T, E>) -> Result<T, Option<E>> {
    catch_unwind(AssertUnwindSafe(reading)).map_err(|_| None)?.map_err(Some)
}

impl<'b> Excel<'b> {
    /// Opens a zipped workbook; gives the names of its sheets and whether they are hidden.
    pub fn open_xlsx(bytes: &'b [u8]) -> Result<(Self, Vec<(String, bool)>), FileProblem> {
        let book: Xlsx<_> = guarded(|| Xlsx::new(Cursor::new(bytes))).map_err(|error| match error {
            Some(XlsxError::Password) => FileProblem::Encrypted,
            _ => FileProblem::NotAWorkbook,
        })?;
        let names = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), is_hidden(sheet))).collect();
        Ok((Self::Xlsx(Box::new(book)), names))
    }

    /// Opens an old workbook.
    pub fn open_xls(bytes: &'b [u8]) -> Result<(Self, Vec<Sheet>), FileProblem> {
        let book: Xls<_> = guarded(|| Xls::new(Cursor::new(bytes))).map_err(|error| match error {
            Some(XlsError::Password) => FileProblem::Encrypted,
            _ if kind::is_encrypted_package(bytes) => FileProblem::Encrypted,
            _ => FileProblem::NotAWorkbook,
        })?;
        let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets = sheets.map(|sheet| {
            let regions = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
            let merges = Merges::new(regions.into_iter().map(region).collect());
            Sheet { name: sheet.name.clone(), merges, hidden: is_hidden(sheet) }
        });
        let sheets = sheets.collect();
        Ok((Self::Xls(Box::new(book)), sheets))
    }

    /// Whether serial dates count from 1904.
    pub fn epoch_1904(&self) -> bool {
        match self {
            Self::Xlsx(book) => book.has_1904_epoch(),
            Self::Xls(book) => book.has_1904_epoch(),
        }
    }
}

fn is_hidden(sheet: &calamine::Sheet) -> bool {
    sheet.visible != SheetVisible::Visible
}

fn region(found: Dimensions) -> Region {
    Region { start: found.start, end: found.end }
}

/// Gives the rows of a zipped workbook's sheet; a chart sheet has none.
pub fn stream<'c>(book: &'c mut Xlsx<Cursor<&[u8]>>, sheet: &str, give: &mut Give<'_, 'c>) -> Result<(), FileProblem> {
    let epoch_1904 = book.has_1904_epoch();
    let mut reader = match guarded(|| book.worksheet_cells_reader(sheet)) {
        Ok(reader) => reader,
        Err(Some(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_))) => return Ok(()),
        Err(_) => return Err(FileProblem::NotAWorkbook),
    };
    let mut row: Vec<Cell<'_>> = Vec::new();
    let mut at = 0_u32;
    while let Some(cell) = guarded(|| reader.next_cell()).map_err(|_| FileProblem::NotAWorkbook)? {
        let (line, column) = cell.get_position();
        if line != at {
            // The next row is most likely as wide.
            let next = Vec::with_capacity(row.len());
            give(at.saturating_add(1), std::mem::replace(&mut row, next))?;
            at = line;
        }
        let value = of_data_ref(cell.get_value(), epoch_1904);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let beyond = column >= limits::COLUMNS_MAX;
        // A blank that somebody left in the last column is none of the table.
        if matches!(value, Cell::Empty) || (beyond && value.is_blank()) {
            continue;
        }
        if beyond {
            return Err(FileProblem::TooBig);
        }
        if row.len() <= column {
            row.resize(column.saturating_add(1), Cell::Empty);
        }
        if let Some(place) = row.get_mut(column) {
            *place = value;
        }
    }
    give(at.saturating_add(1), row)
}

/// Gives the rows of an old workbook's sheet; a chart sheet has none.
pub fn rows(book: &mut Xls<Cursor<&[u8]>>, sheet: &str, give: &mut GiveAny<'_>) -> Result<(), FileProblem> {
    let epoch_1904 = book.has_1904_epoch();
    let Ok(range) = guarded(|| book.worksheet_range(sheet)) else { return Ok(()) };
    let first = range.start().map_or(0, |(row, _)| row);
    let offset = usize::try_from(range.start().map_or(0, |(_, column)| column)).unwrap_or_default();
    for (row, cells) in (first..).zip(range.rows()) {
        let blank = std::iter::repeat_n(Cell::Empty, offset);
        let cells = blank.chain(cells.iter().map(|data| of_data(data, epoch_1904))).collect();
        give(row.saturating_add(1), cells)?;
    }
    Ok(())
}

fn of_data_ref<'a>(data: &DataRef<'a>, epoch_1904: bool) -> Cell<'a> {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::SharedString(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(Cow::Owned(text.clone()))
        }
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Int(number) => whole(*number),
        DataRef::Bool(is) => truth(*is),
        DataRef::DateTime(moment) => moment_cell(moment, epoch_1904),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

fn of_data(data: &Data, epoch_1904: bool) -> Cell<'_> {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(Cow::Borrowed(text)),
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => whole(*number),
        Data::Bool(is) => truth(*is),
        Data::DateTime(moment) => moment_cell(moment, epoch_1904),
        Data::Error(error) => Cell::Fault(error.to_string()),
    }
}

fn whole(number: i64) -> Cell<'static> {
    number.to_string().parse().map_or(Cell::Empty, Cell::Number)
}

fn truth(is: bool) -> Cell<'static> {
    Cell::Text(Cow::Borrowed(if is { "TRUE" } else { "FALSE" }))
}

/// A small number shown as a date (a quantity with the wrong cell format) stays a number.
fn moment_cell(moment: &ExcelDateTime, epoch_1904: bool) -> Cell<'static> {
    let serial = moment.as_f64();
    let day = date::of_serial(serial, epoch_1904).filter(|day| moment.is_datetime() && day.year() >= 1920);
    day.map_or(Cell::Number(serial), Cell::Date)
}
