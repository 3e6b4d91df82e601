//! Workbooks for people: widths that fit, a header that stays, text that stays text.

use super::WriteProblem;
use base::{Day, Fen};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet};

/// A cell to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    /// Nothing.
    Blank,
    /// Text, whatever it starts with.
    Text(String),
    /// Money: a number with two decimals, in yuan.
    Money(Fen),
    /// A whole number; beyond 15 digits it is written as text, which keeps them.
    Integer(i64),
    /// A day, as text `YYYY-MM-DD` that every program reads alike.
    Day(Day),
}

impl Out {
    /// As it stands in a text file.
    pub fn plain(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Money(fen) => fen.plain(),
            Self::Integer(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A column's title and width in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Header.
    pub title: String,
    /// Half-width characters; a Chinese one takes two.
    pub width: u16,
}

/// A sheet to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetOut {
    /// Name, up to 31 characters.
    pub name: String,
    /// A band above the header, such as `模拟数据 / simulated`.
    pub band: Option<String>,
    /// From left to right.
    pub columns: Vec<Column>,
    /// Rows as wide as `columns`.
    pub rows: Vec<Vec<Out>>,
}

/// Writes a workbook.
///
/// # Errors
/// [`WriteProblem`] if the format cannot hold it.
pub fn workbook(sheets: &[SheetOut]) -> Result<Vec<u8>, WriteProblem> {
    let mut book = Workbook::new();
    for sheet in sheets {
        write_sheet(book.add_worksheet(), sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_sheet(page: &mut Worksheet, sheet: &SheetOut) -> Result<(), WriteProblem> {
    page.set_name(sheet_name(&sheet.name))?;
    let mut row = 0_u32;
    if let Some(band) = &sheet.band {
        let style = Format::new().set_bold().set_background_color(Color::RGB(0x00FF_E08A));
        for index in 1..columns(sheet.columns.len()) {
            page.write_blank(row, index, &style)?;
        }
        page.write_string_with_format(row, 0, band, &style)?;
        row = row.saturating_add(1);
    }
    let header = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF0)).set_align(FormatAlign::Center);
    for (index, column) in (0..).zip(&sheet.columns) {
        page.set_column_width(index, column.width)?;
        page.write_string_with_format(row, index, &column.title, &header)?;
    }
    row = row.saturating_add(1);
    page.set_freeze_panes(row, 0)?;
    let styles = Styles::default();
    for (line, cells) in (row..).zip(&sheet.rows) {
        for (index, cell) in (0..).zip(cells) {
            styles.write(page, line, index, cell)?;
        }
    }
    Ok(())
}

fn columns(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// A name that the format takes: no `[]:*?/\`, no more than 31 characters.
pub(super) fn sheet_name(name: &str) -> String {
    let safe: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { '-' } else { c }).take(31).collect();
    if safe.trim_matches('\'').is_empty() { "Sheet".to_owned() } else { safe.trim_matches('\'').to_owned() }
}

/// Cell formats, made once.
pub(super) struct Styles {
    text: Format,
    money: Format,
    pub(super) wrong: Format,
}

impl Default for Styles {
    fn default() -> Self {
        let text = Format::new().set_num_format("@");
        let wrong = text.clone().set_background_color(Color::RGB(0x00FF_C7CE)).set_font_color(Color::RGB(0x009C_0006));
        Self { money: Format::new().set_num_format("#,##0.00"), wrong, text }
    }
}

impl Styles {
    /// Writes one cell.
    pub(super) fn write(&self, page: &mut Worksheet, row: u32, column: u16, cell: &Out) -> Result<(), WriteProblem> {
        match cell {
            Out::Blank => {}
            Out::Money(fen) => match binary(&fen.plain()) {
                Some(yuan) => drop(page.write_number_with_format(row, column, yuan, &self.money)?),
                None => drop(page.write_string_with_format(row, column, fen.plain(), &self.text)?),
            },
            Out::Integer(number) => match binary(&number.to_string()) {
                Some(value) => drop(page.write_number(row, column, value)?),
                None => drop(page.write_string_with_format(row, column, number.to_string(), &self.text)?),
            },
            Out::Text(_) | Out::Day(_) => {
                page.write_string_with_format(row, column, cell.plain(), &self.text)?;
            }
        }
        Ok(())
    }
}

/// A number as the format keeps it, if that loses nothing: up to 15 digits.
fn binary(digits: &str) -> Option<f64> {
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    (count <= 15).then(|| digits.parse().ok())?
}
