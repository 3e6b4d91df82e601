//! The rows below a header: records, totals, and what is neither.

use super::{
    LedgerOptions,
    block::Block,
    columns::{self, Columns},
    context::{self, Context},
    field::Field,
    figures, header,
    line::Line,
    margin,
    reading::{plain, resolve, sides, tally},
    record::Row,
    total::{self, Tally},
};
use crate::{
    book::{Merges, Sheet},
    cell::Cell,
    problem::{Code, Problem},
    values::{decimal::Decimal, number},
};
use base::Text;

/// A section's heading is short; longer lines are notes.
const SECTION_CHARS: usize = 12;

/// A table whose header is known.
pub struct Table {
    pub columns: Columns,
    context: Context,
    block: Block,
    /// Records stand below the labels that were taken last: the next label begins another block.
    block_is_used: bool,
    /// Words above the header, which a printed book has on every page.
    titles: Vec<String>,
    carried: Vec<(u32, Cell<'static>)>,
    tallies: Vec<Tally>,
}

impl Table {
    /// A table below the rows `above`.
    pub fn new(columns: Columns, context: Context, above: &[header::HeadRow]) -> Self {
        let mut block = Block::default();
        for (_, cells) in above {
            block.take(cells, context.around);
        }
        let titles = above.iter().flat_map(|(_, cells)| cells).filter(|cell| matches!(cell, Cell::Text(_)));
        let titles = titles.map(|cell| cell.shown().into_owned()).filter(|title| !title.is_empty()).collect();
        let width = columns.list.len();
        let (carried, tallies) = (vec![(0, Cell::Empty); width], vec![Tally::default(); width]);
        Self { columns, context, block, block_is_used: false, titles, carried, tallies }
    }

    /// A line of its own such as `二、销售` turns the direction of what follows; one such as `三、退货` or
    /// `库存` says that what follows is neither.
    pub fn turn_section(&mut self, cells: &[Cell<'_>]) {
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        let (Some((index, Cell::Text(text))), None) = (filled.next(), filled.next()) else { return };
        let first = self.columns.list.first().map_or(0, |column| column.index);
        let product = self.columns.get(Field::Product, None).map_or(0, |column| column.index);
        let is_heading = index <= first.max(product)
            && !text.contains([':', '：'])
            && text.trim().chars().count() <= SECTION_CHARS
            && margin::why(cells).is_none();
        if !is_heading {
            return;
        }
        if context::is_aside(text) {
            self.context.aside = Some(text.trim().to_owned());
        } else if let Some(direction) = context::direction_of(text) {
            (self.context.direction, self.context.aside) = (Some(direction), None);
        }
    }

    /// Labels between tables, such as `客户：二中`: they speak for what follows, and those before no longer do.
    pub fn take_labels(&mut self, cells: &[Cell<'_>]) -> bool {
        // They begin their row: what an error file says behind a record (`日期：这里必须填写`) is no label.
        let first = cells.iter().find(|cell| !cell.is_blank()).map(Cell::shown).unwrap_or_default();
        if !first.contains([':', '：']) || first.starts_with(|c: char| c.is_numeric()) {
            return false;
        }
        let mut block = if self.block_is_used { Block::default() } else { self.block.clone() };
        let found = block.take(cells, self.context.around);
        if found {
            (self.block, self.block_is_used) = (block, false);
        }
        found
    }

    /// A header with other columns in the middle of a sheet begins another table.
    pub fn begin_again(&mut self, cells: &[Cell<'_>], options: &LedgerOptions<'_>) -> bool {
        let is_word = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if number::read(text).is_none());
        if !cells.iter().all(|cell| cell.is_blank() || is_word(cell)) || columns::repeats_all(&self.columns, cells) {
            return false;
        }
        let head = [(0, cells.iter().cloned().map(Cell::into_owned).collect())];
        let Some((columns, ..)) = header::find(&head, &Merges::default(), options.remembered) else { return false };
        let width = columns.list.len();
        self.columns = columns;
        (self.carried, self.tallies) = (vec![(0, Cell::Empty); width], vec![Tally::default(); width]);
        true
    }

    /// Whether a row has a number where a record has its figures: the ordinary case, told apart at once.
    pub fn has_figures(&self, cells: &[Cell<'_>]) -> bool {
        let is_number = |cell: &Cell<'_>| match cell {
            Cell::Number(_) => true,
            Cell::Text(text) => number::read(text).is_some_and(|said| !said.rest.starts_with(['年', '月'])),
            _ => false,
        };
        let figures = [Field::Quantity, Field::UnitPrice, Field::Amount];
        let columns = self.columns.list.iter().filter(|column| figures.contains(&column.heading.meaning.field));
        columns.filter_map(|column| cells.get(column.index)).any(is_number)
    }

    /// Why a row is none that is read: the header again, a balance carried, a signature, a note.
    pub fn no_record(&self, cells: &[Cell<'_>]) -> Option<&'static str> {
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
        let again = first.is_some_and(|first| self.titles.iter().any(|title| *title == first.shown()));
        if again && self.cell(Field::Product, cells).is_none_or(|cell| cell.is_blank() || Some(cell) == first) {
            return Some("note");
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

    /// The word of a total row. It stands first or where a record has its names; in a row without a date
    /// of its own anywhere but in the remarks.
    pub fn total_word(&self, cells: &[Cell<'_>]) -> Option<&'static str> {
        let word = |cell: &Cell<'_>| if let Cell::Text(text) = cell { total::word(text) } else { None };
        let named = [Field::Product, Field::Date, Field::Party].into_iter().filter_map(|field| self.cell(field, cells));
        let first = cells.iter().find(|cell| !cell.is_blank());
        let found = first.into_iter().chain(named).find_map(word);
        if found.is_some() || self.cell(Field::Date, cells).is_some_and(|cell| !cell.is_blank()) {
            return found;
        }
        let is_note = |index: usize| {
            self.columns.list.iter().any(|column| column.index == index && column.heading.meaning.field.joins())
        };
        cells.iter().enumerate().filter(|(index, _)| !is_note(*index)).find_map(|(_, cell)| word(cell))
    }

    pub fn check_totals(&mut self, number: u32, word: &'static str, cells: &[Cell<'_>]) -> Vec<Problem> {
        let row = Row {
            columns: &self.columns,
            cells: &[],
            context: &self.context,
            block: &self.block,
            merges: &Merges::default(),
            number,
            sheet: "",
            problems: Vec::new(),
        };
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

    pub fn record(&mut self, number: u32, cells: &[Cell<'_>], sheet: &Sheet) -> (Vec<Line>, Vec<Problem>) {
        self.block_is_used = true;
        let resolved = resolve(&self.columns, &mut self.carried, number, cells, &sheet.merges);
        let mut row = Row {
            columns: &self.columns,
            cells: &resolved,
            context: &self.context,
            block: &self.block,
            merges: &sheet.merges,
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
