//! A file as sheets of rows, whatever its format.
//!
//! Rows are handed over one by one, so that a large workbook is never held as a whole;
//! blank rows are left out, hidden rows are not. Row numbers are those that people see.

mod excel;
mod inside;
mod kind;
mod merges;
mod scan;
mod text;

use crate::{cell::Cell, limits, problem::FileProblem};
pub use merges::Merges;

/// What takes the rows: number, cells.
pub type Sink<'f> = dyn FnMut(u32, &[Cell<'_>]) -> Result<(), FileProblem> + 'f;

/// An opened file.
pub struct Book<'b> {
    source: Source<'b>,
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
    /// Serial dates count from 1904.
    pub epoch_1904: bool,
    held: Held,
}

/// How much the rows given out so far come to, should their taker keep them.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    cells: usize,
    text: usize,
}

impl Held {
    /// Counts a row.
    fn add(&mut self, cells: &[Cell<'_>]) -> Result<(), FileProblem> {
        let text: usize = cells.iter().map(|cell| if let Cell::Text(text) = cell { text.len() } else { 0 }).sum();
        self.cells = self.cells.saturating_add(cells.len());
        self.text = self.text.saturating_add(text);
        let fits = text <= limits::ROW_TEXT_BYTES_MAX
            && self.text <= limits::TEXT_BYTES_MAX
            && self.cells <= limits::CELLS_MAX;
        fits.then_some(()).ok_or(FileProblem::TooBig)
    }
}

enum Source<'b> {
    Excel(excel::Excel<'b>),
    Text(text::TextTable),
}

/// A sheet before it is read.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name; of a CSV the file's, without folder and ending.
    pub name: String,
    /// Cells that were merged.
    pub merges: Merges,
    /// The workbook does not show it.
    pub hidden: bool,
}

impl<'b> Book<'b> {
    /// Recognises the format by content; the name only helps to explain a refusal.
    ///
    /// # Errors
    /// Any [`FileProblem`] but `TableNotFound`.
    pub fn open(name: &str, bytes: &'b [u8]) -> Result<Self, FileProblem> {
        match kind::of(name, bytes)? {
            kind::Kind::Xlsx => {
                let looked = inside::look_inside(bytes)?;
                let (excel, names) = excel::Excel::open_xlsx(bytes)?;
                let merges = looked.into_iter().chain(std::iter::repeat_with(Merges::default));
                let sheets = names.into_iter().zip(merges);
                let sheets = sheets.map(|((name, hidden), merges)| Sheet { name, merges, hidden }).collect();
                Ok(Self { epoch_1904: excel.epoch_1904(), source: Source::Excel(excel), sheets, held: Held::default() })
            }
            kind::Kind::Xls => {
                let (excel, sheets) = excel::Excel::open_xls(bytes)?;
                Ok(Self { epoch_1904: excel.epoch_1904(), source: Source::Excel(excel), sheets, held: Held::default() })
            }
            kind::Kind::Text(text) => {
                let sheets = vec![Sheet { name: stem(name).to_owned(), ..Sheet::default() }];
                let source = Source::Text(text::TextTable::new(text));
                Ok(Self { source, sheets, epoch_1904: false, held: Held::default() })
            }
        }
    }

    /// Whether the file is plain text.
    pub fn is_text(&self) -> bool {
        matches!(self.source, Source::Text(_))
    }

    /// Gives the rows of a sheet to `sink`.
    ///
    /// # Errors
    /// What `sink` says, [`FileProblem::TooBig`], or [`FileProblem::NotAWorkbook`] for a broken sheet.
    pub fn rows(&mut self, sheet: &str, sink: &mut Sink<'_>) -> Result<(), FileProblem> {
        let mut seen = 0_u32;
        let held = &mut self.held;
        let mut limited = |row: u32, cells: &[Cell<'_>]| {
            let Some(last) = cells.iter().rposition(|cell| !cell.is_blank()) else { return Ok(()) };
            seen = seen.saturating_add(1);
            if seen > limits::ROWS_MAX || last >= limits::COLUMNS_MAX {
                return Err(FileProblem::TooBig);
            }
            let cells = cells.get(..=last).unwrap_or(cells);
            held.add(cells)?;
            sink(row, cells)
        };
        match &mut self.source {
            Source::Excel(excel) => excel.rows(sheet, &mut limited),
            Source::Text(text) => text.rows(&mut limited),
        }
    }
}

/// The file's name without folder and ending.
fn stem(name: &str) -> &str {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem)
}
