//! One sheet, row by row: first its header, then records, totals and what is neither.

use super::{
    LedgerOptions,
    body::Table,
    context,
    gathered::Gathered,
    header::{self, HeadRow},
    report::{SheetReport, Skipped},
};
use crate::{book::Sheet, cell::Cell, limits::HEAD_ROWS};

/// Reads the rows of one sheet.
pub struct SheetReader<'g, 'o> {
    sheet: Sheet,
    options: &'o LedgerOptions<'o>,
    epoch_1904: bool,
    head: Vec<HeadRow>,
    table: Option<Table>,
    /// What was found.
    pub report: SheetReport,
    /// Where lines go that may go in.
    gathered: &'g mut Gathered<'o>,
    /// Rows that held anything, with or without a table.
    pub seen: u32,
    figures: u32,
}

/// A sheet that was read to its end.
pub struct Finished {
    /// What was found.
    pub report: SheetReport,
    /// It has a header.
    pub has_table: bool,
    /// It is worth a word in the report.
    pub named: bool,
}

/// Why all rows of a sheet are passed over. A hidden sheet is one that nobody saw who checked the book; an old
/// copy of a visible one, most of the time.
pub const HIDDEN: &str = "hidden sheet";
const NO_TABLE: &str = "no table";
/// Rows with figures from which on a sheet without a header is named.
const FIGURES_MIN: u32 = 3;

impl<'g, 'o> SheetReader<'g, 'o> {
    /// Begins a sheet.
    pub fn new(sheet: Sheet, epoch_1904: bool, options: &'o LedgerOptions<'o>, gathered: &'g mut Gathered<'o>) -> Self {
        let report = SheetReport { name: sheet.name.clone(), ..SheetReport::default() };
        Self { sheet, options, epoch_1904, head: Vec::new(), table: None, report, gathered, seen: 0, figures: 0 }
    }

    /// Takes the next row.
    pub fn row(&mut self, number: u32, cells: &[Cell<'_>]) {
        self.seen = self.seen.saturating_add(1);
        self.count_figures(cells);
        if self.sheet.hidden {
            self.pass_over(number, HIDDEN);
        } else if self.table.is_some() {
            self.body(number, cells);
        } else if self.head.len() < HEAD_ROWS {
            self.head.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
            if self.head.len() == HEAD_ROWS {
                self.settle_header();
            }
        } else {
            self.pass_over(number, NO_TABLE);
        }
    }

    /// Rows with figures on a sheet without a header may be meant for the book: they must not vanish.
    fn count_figures(&mut self, cells: &[Cell<'_>]) {
        let numbers = cells.iter().filter(|cell| matches!(cell, Cell::Number(_))).take(2).count();
        self.figures = self.figures.saturating_add(u32::from(self.table.is_none() && numbers == 2));
    }

    fn pass_over(&mut self, number: u32, why: &'static str) {
        self.report.rows = self.report.rows.saturating_add(1);
        self.report.skipped.push(Skipped { row: number, why });
    }

    /// Ends the sheet: the report and lines, if it has a table or is passed over as a whole.
    pub fn finish(mut self) -> Finished {
        if self.table.is_none() && !self.sheet.hidden {
            self.settle_header();
        }
        let has_table = self.table.is_some();
        let named = has_table || self.sheet.hidden || self.figures >= FIGURES_MIN;
        Finished { report: self.report, has_table, named: named && self.seen > 0 }
    }

    fn settle_header(&mut self) {
        let head = std::mem::take(&mut self.head);
        let found = header::find(&head, &self.sheet.merges, self.options.remembered);
        let Some((columns, upper, place)) = found else {
            for (number, _) in head {
                self.pass_over(number, NO_TABLE);
            }
            return;
        };
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
        self.table = Some(Table::new(columns, context, head.get(..upper).unwrap_or_default()));
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
        } else if !table.has_figures(cells) && table.take_labels(cells) {
            self.report.skipped.push(Skipped { row: number, why: "note" });
        } else if let Some(why) = table.no_record(cells) {
            self.report.skipped.push(Skipped { row: number, why });
        } else if let Some(word) = table.total_word(cells) {
            self.report.skipped.push(Skipped { row: number, why: "total row" });
            self.report.problems.extend(table.check_totals(number, word, cells));
        } else {
            let (lines, problems) = table.record(number, cells, &self.sheet);
            if problems.is_empty() {
                self.report.accepted = self.report.accepted.saturating_add(1);
                lines.into_iter().for_each(|line| self.gathered.take(line));
            } else {
                self.report.problems.extend(problems);
            }
        }
        self.table = Some(table);
    }
}
