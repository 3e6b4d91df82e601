//! A file as sheets of rows, whatever its format.
//!
//! Rows are handed over one by one, so that a large workbook is never held as a whole;
//! blank rows are left out, hidden rows are not. Row numbers are those that people see.

mod ahead;
mod excel;
mod inside;
mod kind;
mod merges;
mod scan;
mod text;

use crate::{cell::Cell, limits, problem::FileProblem};
pub use merges::Merges;

/// What takes the rows: number, cells.
pub type Sink<'f> = dyn FnMut(u32, &[Cell<'_>]) + 'f;

/// What a format gives its rows to, blank ones too; a refusal ends its reading.
type Give<'f, 'c> = dyn FnMut(u32, Vec<Cell<'c>>) -> Result<(), FileProblem> + 'f;
/// The same for rows that last no longer than the call.
type GiveAny<'f> = dyn FnMut(u32, Vec<Cell<'_>>) -> Result<(), FileProblem> + 'f;

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

/// Lets the rows of a sheet pass that a file may have.
struct Limit<'h> {
    rows: u32,
    held: &'h mut Held,
}

impl Limit<'_> {
    /// A row without the blanks behind its last cell; `None` if it has nothing else.
    fn pass<'c>(&mut self, mut cells: Vec<Cell<'c>>) -> Result<Option<Vec<Cell<'c>>>, FileProblem> {
        let Some(last) = cells.iter().rposition(|cell| !cell.is_blank()) else { return Ok(None) };
        cells.truncate(last.saturating_add(1));
        self.rows = self.rows.saturating_add(1);
        let text: usize = cells.iter().map(|cell| if let Cell::Text(text) = cell { text.len() } else { 0 }).sum();
        self.held.cells = self.held.cells.saturating_add(cells.len());
        self.held.text = self.held.text.saturating_add(text);
        let fits = self.rows <= limits::ROWS_MAX
            && last < limits::COLUMNS_MAX
            && text <= limits::ROW_TEXT_BYTES_MAX
            && self.held.text <= limits::TEXT_BYTES_MAX
            && self.held.cells <= limits::CELLS_MAX;
        if fits { Ok(Some(cells)) } else { Err(FileProblem::TooBig) }
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
    /// [`FileProblem::TooBig`], or [`FileProblem::NotAWorkbook`] for a broken sheet.
    pub fn rows(&mut self, sheet: &str, sink: &mut Sink<'_>) -> Result<(), FileProblem> {
        let mut limit = Limit { rows: 0, held: &mut self.held };
        let mut at_once = |number: u32, cells: Vec<Cell<'_>>| {
            if let Some(cells) = limit.pass(cells)? {
                sink(number, &cells);
            }
            Ok(())
        };
        match &mut self.source {
            Source::Excel(excel::Excel::Xlsx(book)) => {
                ahead::rows(limit, |give| excel::stream(book, sheet, give), sink)
            }
            Source::Excel(excel::Excel::Xls(book)) => excel::rows(book, sheet, &mut at_once),
            Source::Text(text) => text.rows(&mut at_once),
        }
    }
}

/// The file's name without folder and ending.
fn stem(name: &str) -> &str {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem)
}
