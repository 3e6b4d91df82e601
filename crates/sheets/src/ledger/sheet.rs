//! One sheet, row by row: first its header, then records, totals and what is neither.

use super::{
    LedgerOptions,
    columns::{self, Columns, HeadRow},
    context::{self, Context},
    field::Field,
    figures,
    line::Line,
    margin,
    reading::{plain, resolve, sides, tally},
    record::Row,
    report::{SheetReport, Skipped},
    total::{self, Tally},
};
use crate::{
    book::{Merges, Sheet},
    cell::Cell,
    limits::HEAD_ROWS,
    problem::{Code, Problem},
    values::{decimal::Decimal, number},
};
use base::Text;

/// Reads the rows of one sheet.
pub struct SheetReader<'o> {
    sheet: Sheet,
    options: &'o LedgerOptions<'o>,
    epoch_1904: bool,
    head: Vec<HeadRow>,
    table: Option<Table>,
    /// What was found.
    pub report: SheetReport,
    /// Lines that may go in.
    pub lines: Vec<Line>,
    /// Rows that held anything, with or without a table.
    pub seen: u32,
}

/// A section's heading is short; longer lines are notes.
const SECTION_CHARS: usize = 12;

struct Table {
    columns: Columns,
    context: Context,
    carried: Vec<(u32, Cell<'static>)>,
    tallies: Vec<Tally>,
}

impl<'o> SheetReader<'o> {
    /// Begins a sheet.
    pub fn new(sheet: Sheet, epoch_1904: bool, options: &'o LedgerOptions<'o>) -> Self {
        let report = SheetReport { name: sheet.name.clone(), ..SheetReport::default() };
        Self { sheet, options, epoch_1904, head: Vec::new(), table: None, report, lines: Vec::new(), seen: 0 }
    }

    /// Takes the next row.
    pub fn row(&mut self, number: u32, cells: &[Cell<'_>]) {
        self.seen = self.seen.saturating_add(1);
        if self.table.is_some() {
            self.body(number, cells);
        } else if self.head.len() < HEAD_ROWS {
            self.head.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
            if self.head.len() == HEAD_ROWS {
                self.settle_header();
            }
        }
    }

    /// Ends the sheet: the report and lines, if it has a table.
    pub fn finish(mut self) -> Option<(SheetReport, Vec<Line>)> {
        if self.table.is_none() {
            self.settle_header();
        }
        self.table.is_some().then_some((self.report, self.lines))
    }

    fn settle_header(&mut self) {
        let head = std::mem::take(&mut self.head);
        let found = columns::find(&head, &self.sheet.merges, self.options.remembered);
        let Some((columns, upper, place)) = found else { return };
        let text = |cell: &'_ Cell<'static>| if let Cell::Text(text) = cell { Some(text.to_string()) } else { None };
        let texts =
            |rows: &[HeadRow]| -> Vec<String> { rows.iter().flat_map(|(_, cells)| cells).filter_map(text).collect() };
        let mut above = texts(head.get(..upper).unwrap_or_default());
        // 2020年 over the columns 月 and 日.
        let header = texts(head.get(upper..=place).unwrap_or_default());
        above.extend(header.into_iter().filter(|text| text.trim_end().ends_with('年')));
        let context = context::of(&self.sheet.name, above.iter().map(String::as_str), self.epoch_1904);
        self.report.mapping = columns.mapping();
        self.report.header_row = head.get(place).map_or(0, |(number, _)| *number);
        let width = columns.list.len();
        self.table = Some(Table {
            columns,
            context,
            carried: vec![(0, Cell::Empty); width],
            tallies: vec![Tally::default(); width],
        });
        for (number, cells) in head.iter().skip(place.saturating_add(1)) {
            self.body(*number, cells);
        }
    }

    fn body(&mut self, number: u32, cells: &[Cell<'_>]) {
        let Some(mut table) = self.table.take() else { return };
        self.report.rows = self.report.rows.saturating_add(1);
        table.turn_section(cells);
        if !table.has_figures(cells) && table.begin_again(cells, self.options) {
            self.report.skipped.push(Skipped { row: number, why: "header row" });
            for (key, field) in table.columns.mapping() {
                if self.report.mapping.iter().all(|(known, _)| *known != key) {
                    self.report.mapping.push((key, field));
                }
            }
        } else if let Some(why) = table.no_record(cells) {
            self.report.skipped.push(Skipped { row: number, why });
        } else if let Some(word) = table.total_word(cells) {
            self.report.skipped.push(Skipped { row: number, why: "total row" });
            self.report.problems.extend(table.check_totals(number, word, cells));
        } else {
            let (lines, problems) = table.record(number, cells, &self.sheet);
            if problems.is_empty() {
                self.report.accepted = self.report.accepted.saturating_add(1);
                self.lines.extend(lines);
            } else {
                self.report.problems.extend(problems);
            }
        }
        self.table = Some(table);
    }
}

impl Table {
    /// A line of its own such as `二、销售` turns the direction of what follows.
    fn turn_section(&mut self, cells: &[Cell<'_>]) {
        let mut filled = cells.iter().filter(|cell| !cell.is_blank());
        let (Some(Cell::Text(text)), None) = (filled.next(), filled.next()) else { return };
        let is_heading =
            !text.contains([':', '：']) && text.trim().chars().count() <= SECTION_CHARS && margin::why(cells).is_none();
        if let Some(direction) = context::direction_of(text).filter(|_| is_heading) {
            self.context.direction = Some(direction);
        }
    }

    /// A header with other columns in the middle of a sheet begins another table.
    fn begin_again(&mut self, cells: &[Cell<'_>], options: &LedgerOptions<'_>) -> bool {
        let is_word = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if number::read(text).is_none());
        if !cells.iter().all(|cell| cell.is_blank() || is_word(cell)) || columns::repeats_all(&self.columns, cells) {
            return false;
        }
        let head = [(0, cells.iter().cloned().map(Cell::into_owned).collect())];
        let Some((columns, ..)) = columns::find(&head, &Merges::default(), options.remembered) else { return false };
        let width = columns.list.len();
        self.columns = columns;
        (self.carried, self.tallies) = (vec![(0, Cell::Empty); width], vec![Tally::default(); width]);
        true
    }

    /// Whether a row has a number where a record has its figures: the ordinary case, told apart at once.
    fn has_figures(&self, cells: &[Cell<'_>]) -> bool {
        let is_number = |cell: &Cell<'_>| match cell {
            Cell::Number(_) => true,
            Cell::Text(text) => number::read(text).is_some(),
            _ => false,
        };
        let figures = [Field::Quantity, Field::UnitPrice, Field::Amount];
        let columns = self.columns.list.iter().filter(|column| figures.contains(&column.heading.meaning.field));
        columns.filter_map(|column| cells.get(column.index)).any(is_number)
    }

    /// Why a row is none that is read: the header again, a balance carried, a signature, a note.
    fn no_record(&self, cells: &[Cell<'_>]) -> Option<&'static str> {
        let carried = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if total::is_carried_forward(text));
        let first = cells.iter().find(|cell| !cell.is_blank());
        if first.into_iter().chain(self.cell(Field::Product, cells)).any(carried) {
            return Some("carried forward");
        }
        if self.has_figures(cells) {
            return None;
        }
        if columns::repeats(&self.columns, cells) {
            return Some("header row");
        }
        if let Some(why) = margin::why(cells) {
            return Some(why);
        }
        let alone = cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
        if alone && self.cell(Field::Product, cells).is_none_or(Cell::is_blank) {
            return Some("note");
        }
        if cells.iter().all(|cell| cell.says_nothing()) || self.only_numbering(cells) {
            return Some("empty row");
        }
        None
    }

    /// Nothing but what stands in columns without meaning, such as the running number of an empty line.
    fn only_numbering(&self, cells: &[Cell<'_>]) -> bool {
        self.columns.list.iter().all(|column| cells.get(column.index).is_none_or(Cell::is_blank))
    }

    fn cell<'c, 'a>(&self, field: Field, cells: &'c [Cell<'a>]) -> Option<&'c Cell<'a>> {
        self.columns.get(field, None).and_then(|column| cells.get(column.index))
    }

    fn total_word(&self, cells: &[Cell<'_>]) -> Option<&'static str> {
        let named = [Field::Product, Field::Date, Field::Party].into_iter().filter_map(|field| self.cell(field, cells));
        let first = cells.iter().find(|cell| !cell.is_blank());
        first.into_iter().chain(named).find_map(|cell| match cell {
            Cell::Text(text) => total::word(text),
            _ => None,
        })
    }

    fn check_totals(&mut self, number: u32, word: &'static str, cells: &[Cell<'_>]) -> Vec<Problem> {
        let row =
            Row { columns: &self.columns, cells: &[], context: &self.context, number, sheet: "", problems: Vec::new() };
        let mut problems = Vec::new();
        for (column, tally) in self.columns.list.iter().zip(&mut self.tallies) {
            let meaning = column.heading.meaning;
            let Some(cell) = cells.get(column.index).filter(|cell| meaning.field.is_summed() && !cell.is_blank())
            else {
                if meaning.field.is_summed() {
                    tally.check(word, None);
                }
                continue;
            };
            let factor = if meaning.field == Field::Amount { figures::money_factor(&row, meaning.side) } else { 1 };
            let total = if meaning.field == Field::Amount { figures::yuan(cell, factor) } else { plain(cell) };
            let Some(wrong) = tally.check(word, total) else { continue };
            let own = |d: Decimal| d.over(Decimal::whole(factor)).unwrap_or(d);
            let (sum, difference) = (own(wrong.sum), own(wrong.difference));
            let value = cell.shown().into_owned();
            let message = Text::new(
                format!("{word}写的是 {value}，各行之和是 {sum}，相差 {difference}"),
                format!("the total says {value}, the rows sum to {sum}: a difference of {difference}"),
            );
            problems.push(Problem {
                row: number,
                column: column.key.clone(),
                value,
                code: Code::TotalMismatch,
                message,
                at: Some(column.index),
            });
        }
        problems
    }

    fn record(&mut self, number: u32, cells: &[Cell<'_>], sheet: &Sheet) -> (Vec<Line>, Vec<Problem>) {
        let resolved = resolve(&self.columns, &mut self.carried, number, cells, &sheet.merges);
        let mut row = Row {
            columns: &self.columns,
            cells: &resolved,
            context: &self.context,
            number,
            sheet: &sheet.name,
            problems: Vec::new(),
        };
        let mut lines = Vec::new();
        for (side, back) in sides(&mut row) {
            lines.extend(row.line(side, back));
        }
        let problems = std::mem::take(&mut row.problems);
        tally(&self.columns, &self.context, &mut self.tallies, &resolved, &lines);
        (lines, problems)
    }
}
