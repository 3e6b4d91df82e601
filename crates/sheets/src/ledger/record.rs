//! One row read as a purchase or a sale: every field exact, or a problem that names its cell.

use super::{
    block::Block,
    columns::{Column, Columns},
    context::Context,
    contrary,
    field::{Direction, Field},
    figures::{self, Figures},
    line::Line,
};
use crate::{
    book::Merges,
    cell::Cell,
    problem::{Code, Problem},
    values::{date, decimal::Decimal, number},
};
use base::{Day, Fen, Text};

/// What a row's cells say, dittos and merged cells resolved.
pub struct Row<'r> {
    /// The table's columns.
    pub columns: &'r Columns,
    /// One cell for each of `columns.list`.
    pub cells: &'r [Cell<'r>],
    /// What stands around the table.
    pub context: &'r Context,
    /// What labels above say for all rows.
    pub block: &'r Block,
    /// The sheet's merged cells.
    pub merges: &'r Merges,
    /// The row's number.
    pub number: u32,
    /// The sheet's name.
    pub sheet: &'r str,
    /// Found on the way.
    pub problems: Vec<Problem>,
}

/// Names for columns that a table does not have.
fn usual_name(field: Field) -> &'static str {
    match field {
        Field::Date | Field::Month | Field::DayOfMonth => "日期",
        Field::Product => "品名",
        Field::Quantity => "数量",
        Field::Unit => "单位",
        Field::UnitPrice => "单价",
        Field::Amount => "金额",
        _ => "类型",
    }
}

/// The first year that a book of this kind can be about.
const FIRST_YEAR: i32 = 2000;

impl<'r> Row<'r> {
    /// A field's column and cell.
    pub fn at(&self, field: Field, side: Option<Direction>) -> Option<(&'r Column, &'r Cell<'r>)> {
        let place = self.columns.place(field, side)?;
        Some((self.columns.list.get(place)?, self.cells.get(place)?))
    }

    /// A field's cell if something stands in it; words for nothing are nothing.
    pub fn filled(&self, field: Field, side: Option<Direction>) -> Option<(&'r Column, &'r Cell<'r>)> {
        self.at(field, side).filter(|(_, cell)| !cell.says_nothing())
    }

    /// A field as text, or empty.
    pub fn text(&self, field: Field, side: Option<Direction>) -> String {
        self.filled(field, side).map(|(_, cell)| cell.shown().into_owned()).unwrap_or_default()
    }

    /// Notes a problem in the words of its code.
    pub fn problem(&mut self, field: Field, side: Option<Direction>, code: Code) {
        self.problem_saying(field, side, code, code.message());
    }

    /// Notes a problem in words of its own; the same one twice is one.
    pub fn problem_saying(&mut self, field: Field, side: Option<Direction>, code: Code, message: Text) {
        let found = self.at(field, side);
        let column = found.map_or_else(|| usual_name(field).to_owned(), |(column, _)| column.key.clone());
        let value = found.map(|(_, cell)| cell.shown().into_owned()).unwrap_or_default();
        self.push(Problem {
            row: self.number,
            column,
            value,
            code,
            message,
            at: found.map(|(column, _)| column.index),
        });
    }

    /// Notes a problem of a column by its index.
    pub fn problem_at(&mut self, index: usize, code: Code, message: Text) {
        let found = self.columns.list.iter().zip(self.cells).find(|(column, _)| column.index == index);
        let Some((column, cell)) = found else { return };
        let (column, value) = (column.key.clone(), cell.shown().into_owned());
        self.push(Problem { row: self.number, column, value, code, message, at: Some(index) });
    }

    fn push(&mut self, problem: Problem) {
        if !self.problems.iter().any(|known| known.column == problem.column && known.code == problem.code) {
            self.problems.push(problem);
        }
    }

    /// The line of one side; `None` if the row has problems.
    pub fn line(&mut self, side: Direction, goods_went_back: bool) -> Option<Line> {
        let some = Some(side);
        let date = self.date(some);
        let product = self.text(Field::Product, some);
        if product.is_empty() {
            self.problem(Field::Product, some, Code::ValueMissing);
        }
        contrary::refuse_faults(self, side);
        self.refuse_cut_numbers(Field::Contact, some);
        self.refuse_cut_numbers(Field::Lot, some);
        self.refuse_cut_numbers(Field::Certificate, some);
        contrary::refuse_cut_notes(self);
        contrary::refuse_merged(self, side);
        let figures = figures::read(self, side, goods_went_back);
        if let Some(figures) = &figures {
            contrary::refuse_rivals(self, side, figures);
            contrary::refuse_doubtful_return(self, side, figures);
        }
        if !self.problems.is_empty() {
            return None;
        }
        Some(self.assemble(side, date?, product, figures?))
    }

    /// Numbers of receipts, then remarks, of this side or of both.
    fn notes(&self, side: Direction) -> String {
        let mut note = String::new();
        for field in [Field::Receipt, Field::Note] {
            for (column, cell) in self.columns.list.iter().zip(self.cells) {
                let meaning = column.heading.meaning;
                let ours = meaning.field == field && meaning.side.is_none_or(|own| own == side);
                if ours && !cell.says_nothing() {
                    let parted = if note.is_empty() { "" } else { "；" };
                    note.push_str(parted);
                    note.push_str(&cell.shown());
                }
            }
        }
        note
    }

    fn assemble(&self, side: Direction, date: Day, product: String, figures: Figures) -> Line {
        let text = |field| self.text(field, Some(side));
        Line {
            sheet: self.sheet.to_owned(),
            row: self.number,
            direction: side,
            date,
            product,
            spec: text(Field::Spec),
            unit: figures.unit,
            party: if self.at(Field::Party, Some(side)).is_some() {
                text(Field::Party)
            } else {
                self.block.party.clone()
            },
            contact: text(Field::Contact),
            note: self.notes(side),
            channel: text(Field::Channel),
            payment: text(Field::Payment),
            lot: text(Field::Lot),
            certificate: text(Field::Certificate),
            quantity: figures.quantity,
            price: figures.price,
            amount: Fen(figures.amount_fen),
            digest: String::new(),
            occurrence: 0,
        }
    }

    fn date(&mut self, side: Option<Direction>) -> Option<Day> {
        if self.at(Field::Date, side).is_none() && self.at(Field::DayOfMonth, side).is_some() {
            return self.date_in_parts(side);
        }
        let has_column = self.at(Field::Date, side).is_some();
        if let Some(day) = self.block.day_with(self.context.day).filter(|_| !has_column) {
            return Some(day);
        }
        let Some((_, cell)) = self.filled(Field::Date, side) else {
            self.problem(Field::Date, side, Code::ValueMissing);
            return None;
        };
        self.judged(Field::Date, side, date::of_cell(cell, self.context.around))
    }

    /// Month and day in a column each.
    fn date_in_parts(&mut self, side: Option<Direction>) -> Option<Day> {
        let mut around = self.context.around;
        let month = self.filled(Field::Month, side).map(|(_, cell)| match cell {
            Cell::Date(day) => Some(day.month()),
            cell => number::read(&cell.shown()).and_then(|said| i8::try_from(said.number.to_whole()?).ok()),
        });
        if self.at(Field::Month, side).is_some() {
            let Some(Some(month)) = month else {
                self.problem_saying(Field::Month, side, Code::DateAmbiguous, blank_month());
                return None;
            };
            around.month = Some(month);
        }
        let Some((_, cell)) = self.filled(Field::DayOfMonth, side) else {
            self.problem(Field::DayOfMonth, side, Code::ValueMissing);
            return None;
        };
        let text = format!("{}日", cell.shown().trim_end_matches(['日', '号']));
        let read = match cell {
            Cell::Date(day) => Ok(*day),
            _ => date::of_text(&text, around),
        };
        let contradicts = read.is_ok_and(|day| around.month.is_some_and(|month| day.month() != month));
        self.judged(Field::DayOfMonth, side, if contradicts { Err(date::No::Ambiguous) } else { read })
    }

    fn judged(&mut self, field: Field, side: Option<Direction>, read: Result<Day, date::No>) -> Option<Day> {
        match read {
            Ok(day) if day.year() >= FIRST_YEAR => return Some(day),
            Err(date::No::Ambiguous) => {
                let shown = self.text(field, side);
                self.problem_saying(field, side, Code::DateAmbiguous, ambiguous_date(&shown));
            }
            _ => self.problem(field, side, Code::DateInvalid),
        }
        None
    }

    /// A telephone of 11 digits survives as a number; what has more than 15 digits does not.
    fn refuse_cut_numbers(&mut self, field: Field, side: Option<Direction>) {
        let Some((_, cell)) = self.filled(field, side) else { return };
        if is_cut_number(cell) {
            self.problem(field, side, Code::NumberStoredAsNumber);
        }
    }
}

/// Whether a cell lost digits: a number beyond 15 digits, or text such as `4.30521E+17`.
pub fn is_cut_number(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Number(number) => Decimal::from_f64(*number).is_none_or(Decimal::is_beyond_15_digits),
        Cell::Text(text) => {
            let parts = text.trim().split_once(['e', 'E']);
            let parts = parts.and_then(|(mantissa, rest)| Some((mantissa, rest.strip_prefix('+')?)));
            parts.is_some_and(|(mantissa, exponent)| {
                Decimal::parse(mantissa).is_some() && exponent.bytes().all(|b| b.is_ascii_digit())
            })
        }
        _ => false,
    }
}

fn blank_month() -> Text {
    Text::new(
        "月份没有填写清楚；与上一行相同请写“同上”",
        "the month is not clear; write 同上 where it is that of the row above",
    )
}

fn ambiguous_date(shown: &str) -> Text {
    let fraction = shown.split_once('.').filter(|(year, _)| year.len() == 4).map(|(_, month)| month);
    if fraction == Some("1") {
        return Text::new(
            "日期被存成了数值：是一月还是十月？请写全年月日，如 2020-08-04",
            "the date is stored as a number: January or October? write year, month and day, such as 2020-08-04",
        );
    }
    Code::DateAmbiguous.message()
}
