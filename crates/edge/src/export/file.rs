//! The two file forms of an export, written row by row into a nameless temporary file.

use super::{Format, table::Cell};
use crate::problem::EdgeRefusal;
use base::{Lang, Refusal};
use encoding_rs::GBK;
use rust_xlsxwriter::{Format as Style, Workbook, Worksheet, XlsxError};
use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
};
use store::StoreError;

const SIMULATED: &str = "模拟数据，不是真实业务 / simulated data, not real business";

/// How a table that a program may read says that a county is simulated: name and content of its last column. A line
/// above the head, as a workbook has for people, would be taken for the head.
pub fn simulated_column(lang: Lang) -> (&'static str, &'static str) {
    if lang == Lang::Zh { ("模拟数据", "是") } else { ("simulated", "yes") }
}

/// Columns are as wide as their longest text, up to so many half-width characters.
const WIDEST: usize = 60;

/// A file that rows are written to.
pub(super) enum Sheet {
    /// Comma-separated with BOM, so that WPS and Excel read UTF-8; and what the last cell of a simulated row is.
    Csv(Box<csv::Writer<BufWriter<File>>>, Option<&'static str>),
    /// The same in GBK, for old programs that know nothing else.
    Gbk(Box<csv::Writer<BufWriter<File>>>, Option<&'static str>),
    /// A workbook.
    Xlsx(Box<Book>),
}

impl Sheet {
    /// A file with its head. **Errors:** no temporary file can be made.
    pub fn new(format: Format, simulated: bool, head: &[&str], lang: Lang) -> Result<Self, Refusal> {
        let (name, mark) = simulated_column(lang);
        let (name, mark) = (simulated.then_some(name), simulated.then_some(mark));
        match format {
            Format::Xlsx => Book::new(simulated, head).map(|book| Self::Xlsx(Box::new(book))).map_err(book_failed),
            Format::CsvGbk => gbk_with(head, name).map(|csv| Self::Gbk(Box::new(csv), mark)),
            Format::Csv | Format::Json => {
                csv_with(head, name).map(|csv| Self::Csv(Box::new(csv), mark)).map_err(failed)
            }
        }
    }

    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Refusal> {
        match self {
            Self::Csv(csv, mark) => csv.write_record(marked(cells, *mark)).map_err(|e| failed(e.into())),
            Self::Gbk(csv, mark) => gbk_record(csv, marked(cells, *mark)),
            Self::Xlsx(book) => book.row(cells).map_err(book_failed),
        }
    }

    /// The file, read from its beginning.
    pub fn finish(self) -> Result<File, Refusal> {
        let mut file = match self {
            Self::Csv(csv, _) | Self::Gbk(csv, _) => {
                let file = csv.into_inner().map_err(|e| failed(io::Error::new(e.error().kind(), e.to_string())))?;
                file.into_inner().map_err(|e| failed(e.into_error()))?
            }
            Self::Xlsx(book) => book.finish().map_err(book_failed)?,
        };
        file.rewind().map_err(failed)?;
        Ok(file)
    }
}

/// A file that could not be written is the server's trouble, not the reader's.
fn failed(error: io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full.into(),
        _ => StoreError::Other(format!("an export could not be written: {error}")).into(),
    }
}

fn book_failed(error: XlsxError) -> Refusal {
    match error {
        XlsxError::IoError(error) => failed(error),
        other => StoreError::Other(format!("an export could not be written: {other}")).into(),
    }
}

/// The cells as text, and the mark after them.
fn marked(cells: &[Cell], mark: Option<&'static str>) -> impl Iterator<Item = String> {
    cells.iter().map(plain).chain(mark.map(str::to_owned))
}

fn csv_with(head: &[&str], last: Option<&str>) -> io::Result<csv::Writer<BufWriter<File>>> {
    let mut file = BufWriter::new(tempfile::tempfile()?);
    file.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    csv.write_record(head.iter().copied().chain(last))?;
    Ok(csv)
}

fn gbk_with(head: &[&str], last: Option<&str>) -> Result<csv::Writer<BufWriter<File>>, Refusal> {
    let file = BufWriter::new(tempfile::tempfile().map_err(failed)?);
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    gbk_record(&mut csv, head.iter().copied().chain(last).map(str::to_owned))?;
    Ok(csv)
}

/// **Errors:** GBK does not have a character: no question mark ever stands for a name.
fn gbk_record(csv: &mut csv::Writer<BufWriter<File>>, cells: impl Iterator<Item = String>) -> Result<(), Refusal> {
    let mut record = csv::ByteRecord::new();
    for cell in cells {
        let (bytes, _, lossy) = GBK.encode(&cell);
        if lossy {
            let character = cell.chars().find(|c| GBK.encode(c.encode_utf8(&mut [0; 4])).2).unwrap_or_default();
            return Err(EdgeRefusal::NotInGbk { character }.into());
        }
        record.push_field(&bytes);
    }
    csv.write_byte_record(&record).map_err(|e| failed(e.into()))
}

/// A cell as text; nothing in it is taken for a formula.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Yuan(fen) => fen.plain(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
    }
}

/// A workbook whose rows go to the disk as they come: text stays text, money is a number with two
/// decimals, the head stays in sight.
pub(super) struct Book {
    book: Workbook,
    sheet: Worksheet,
    money: Style,
    /// The row that comes next.
    at: u32,
    /// Half-width characters of the longest text of each column.
    widths: Vec<usize>,
}

impl Book {
    fn new(simulated: bool, head: &[&str]) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let mut sheet = book.new_worksheet_with_constant_memory()?;
        let bold = Style::new().set_bold();
        let top = u32::from(simulated);
        if simulated {
            sheet.write_string_with_format(0, 0, SIMULATED, &bold)?;
        }
        for (text, column) in head.iter().zip(0..) {
            sheet.write_string_with_format(top, column, *text, &bold)?;
        }
        sheet.set_freeze_panes(top + 1, 1)?;
        let widths = head.iter().map(|text| width(text)).collect();
        Ok(Self { book, sheet, money: Style::new().set_num_format("#,##0.00"), at: top + 1, widths })
    }

    #[allow(clippy::as_conversions, clippy::cast_precision_loss, clippy::float_arithmetic)] // a cell of a workbook is a float by its format
    fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        for ((cell, widest), column) in cells.iter().zip(&mut self.widths).zip(0..) {
            match cell {
                Cell::Text(text) => self.sheet.write_string(self.at, column, text)?,
                Cell::Number(number) => self.sheet.write_number(self.at, column, *number as f64)?,
                Cell::Yuan(fen) => {
                    self.sheet.write_number_with_format(self.at, column, fen.0 as f64 / 100.0, &self.money)?
                }
            };
            *widest = width(&plain(cell)).max(*widest);
        }
        self.at += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<File, XlsxError> {
        for (widest, column) in self.widths.iter().zip(0..) {
            let width = u32::try_from(*widest.min(&WIDEST) + 2).unwrap_or_default();
            self.sheet.set_column_width(column, width)?;
        }
        self.book.push_worksheet(self.sheet);
        let file = tempfile::tempfile()?;
        self.book.save_to_writer(file.try_clone()?)?;
        Ok(file)
    }
}

/// Half-width characters that a text takes; a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Fen;
    use std::io::Read;

    const HEAD: [&str; 3] = ["名称", "件数", "金额"];

    fn rows() -> Vec<Vec<Cell>> {
        let row = |text: &str, number, fen| vec![Cell::Text(text.into()), Cell::Number(number), Cell::Yuan(Fen(fen))];
        vec![row("=1+1", 1, 5), row("斫𥕢乡,\"黄桃\"", -2, -150), row("", 0, 9_007_199_254_740_991)]
    }

    fn written(format: Format, simulated: bool) -> Vec<u8> {
        let mut sheet = Sheet::new(format, simulated, &HEAD, Lang::Zh).unwrap();
        for row in rows() {
            sheet.row(&row).unwrap();
        }
        let mut bytes = Vec::new();
        sheet.finish().unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn csv_keeps_text_as_text_and_money_exact() {
        let expect =
            "\u{feff}名称,件数,金额\r\n'=1+1,1,0.05\r\n\"斫𥕢乡,\"\"黄桃\"\"\",-2,-1.50\r\n,0,90071992547409.91\r\n";
        assert_eq!(String::from_utf8(written(Format::Csv, false)).unwrap(), expect);
        let marked = String::from_utf8(written(Format::Csv, true)).unwrap();
        let mut lines = marked.lines();
        assert_eq!(lines.next(), Some("\u{feff}名称,件数,金额,模拟数据"), "what reads it finds the head first");
        assert!(lines.all(|line| line.ends_with(",是")), "{marked}");
    }

    #[test]
    fn a_workbook_read_back_is_what_was_written() {
        use calamine::{Data, Reader, Xlsx};
        for simulated in [false, true] {
            let mut book: Xlsx<_> = Xlsx::new(io::Cursor::new(written(Format::Xlsx, simulated))).unwrap();
            let range = book.worksheet_range_at(0).unwrap().unwrap();
            let mut read = range.rows();
            if simulated {
                assert_eq!(read.next().unwrap()[0], Data::String(SIMULATED.into()));
            }
            assert_eq!(read.next().unwrap(), HEAD.map(|text| Data::String(text.into())));
            assert_eq!(read.next().unwrap(), [Data::String("=1+1".into()), Data::Float(1.0), Data::Float(0.05)]);
            assert_eq!(read.next().unwrap()[1..], [Data::Float(-2.0), Data::Float(-1.5)]);
            assert_eq!(read.count(), 1);
        }
    }

    #[test]
    fn a_chinese_character_is_two_wide() {
        for (text, expect) in [("", 0), ("abc", 3), ("乡a", 3), ("𥕢", 2)] {
            assert_eq!(width(text), expect, "{text}");
        }
    }
}
