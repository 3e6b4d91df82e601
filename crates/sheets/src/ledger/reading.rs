//! What the cells of a record say before its fields are judged: dittos, sides, and the running sums.

use super::{
    block::Block,
    columns::{self, Columns},
    context::{self, Context},
    field::{Direction, Field},
    figures,
    line::Line,
    record::Row,
    total::Tally,
};
use crate::{
    book::Merges,
    cell::Cell,
    problem::Code,
    values::{decimal::Decimal, number, unit::Unit},
};
use base::Text;

/// A bare number, exact.
pub fn plain(cell: &Cell<'_>) -> Option<Decimal> {
    match cell {
        Cell::Number(value) => Decimal::from_f64(*value),
        cell => number::read(&cell.shown()).filter(|said| !said.approximate).map(|said| said.number),
    }
}

/// The cells of the understood columns; dittos and merged cells say what stood above.
pub fn resolve<'c>(
    columns: &Columns,
    carried: &mut [(u32, Cell<'static>)],
    number: u32,
    cells: &'c [Cell<'c>],
    merges: &Merges,
) -> Vec<Cell<'c>> {
    let mut resolved = Vec::with_capacity(columns.list.len());
    for (column, slot) in columns.list.iter().zip(carried) {
        let cell = cells.get(column.index).unwrap_or(&Cell::Empty);
        let ditto = matches!(cell, Cell::Text(text) if is_ditto(text));
        let merged = || {
            let region =
                merges.at(number.saturating_sub(1), column.index).filter(|_| column.heading.meaning.field.fills_down());
            region.is_some_and(|region| slot.0 > region.start.0 && slot.0 < number)
        };
        if ditto || (cell.is_blank() && !merges.is_empty() && merged()) {
            resolved.push(slot.1.clone());
            continue;
        }
        if !cell.is_blank() {
            if slot.1 != *cell {
                slot.1.copy_from(cell);
            }
            slot.0 = number;
        }
        resolved.push(cell.clone());
    }
    resolved
}

fn is_ditto(text: &str) -> bool {
    matches!(text.trim(), "同上" | "〃" | "″" | "\"" | "''" | "”" | "“" | "同前" | "＂" | "''\u{3000}" | "上同" | "々")
}

/// The sides that a row is read for; if none, the row says why.
pub fn sides(row: &mut Row<'_>) -> Vec<(Direction, bool)> {
    if row.columns.two_sided {
        let zero = |cell: &Cell<'_>| plain(cell).is_some_and(Decimal::is_zero);
        // 数量 for both sides says nothing about either.
        let own =
            |field, side| row.filled(field, Some(side)).filter(|(column, _)| column.heading.meaning.side == Some(side));
        let moved = |side: Direction| {
            [Field::Quantity, Field::Amount]
                .into_iter()
                .any(|field| own(field, side).is_some_and(|(_, cell)| !zero(cell)))
        };
        let found: Vec<(Direction, bool)> =
            Direction::BOTH.into_iter().filter(|side| moved(*side)).map(|side| (side, false)).collect();
        let common = row.columns.get(Field::Quantity, None).is_some_and(|column| column.heading.meaning.side.is_none());
        if found.len() > 1 && common {
            row.problem_saying(Field::Quantity, None, Code::DirectionUnknown, both_sides());
            return Vec::new();
        }
        if found.is_empty() {
            row.problem(Field::Quantity, Some(Direction::Purchase), Code::ValueMissing);
        }
        return found;
    }
    let general = row.columns.direction.or(row.context.direction).or(row.columns.hint);
    let (direction, back) = match row.filled(Field::Direction, None) {
        Some((_, cell)) => context::direction_cell(&cell.shown(), general),
        None => (general.or_else(|| context::direction_of(&row.text(Field::Note, None))), false),
    };
    match direction {
        Some(direction) => vec![(direction, back)],
        None => {
            row.problem(Field::Direction, None, Code::DirectionUnknown);
            Vec::new()
        }
    }
}

fn both_sides() -> Text {
    Text::new(
        "一个数量，进货和销售两边都有金额：是当天购进又售出，还是只记成本？请分开填写",
        "one quantity with a purchase and a sale amount: bought and sold, or sold with its cost beside it? give each its own",
    )
}

/// Adds a row to the running sums: as written, and as understood.
pub fn tally(columns: &Columns, context: &Context, tallies: &mut [Tally], cells: &[Cell<'_>], lines: &[Line]) {
    let (block, merges) = (&Block::default(), &Merges::default());
    let row = Row { columns, cells, context, block, merges, number: 0, sheet: "", problems: Vec::new() };
    for ((column, tally), cell) in columns.list.iter().zip(tallies).zip(cells) {
        let meaning = column.heading.meaning;
        if !meaning.field.is_summed() {
            continue;
        }
        let is_amount = meaning.field == Field::Amount;
        let line = lines.iter().find(|line| meaning.side.is_none_or(|side| side == line.direction));
        let blank = cell.says_nothing();
        let written =
            if is_amount { figures::yuan(cell, figures::money_factor(&row, meaning.side)) } else { plain(cell) };
        match (blank, written) {
            (true, _) => {
                let computed =
                    line.filter(|_| is_amount).map_or(Decimal::ZERO, |line| Decimal::hundredths(line.amount.0));
                tally.add(Decimal::ZERO, computed);
            }
            (false, Some(written)) => tally.add(written, understood(column, cell, written)),
            (false, None) => tally.unreadable(),
        }
    }
}

/// A quantity with a unit of its own, in the unit of its column.
fn understood(column: &columns::Column, cell: &Cell<'_>, written: Decimal) -> Decimal {
    let Cell::Text(text) = cell else { return written };
    let own = number::read(text).and_then(|said| Unit::parse(&said.rest)).and_then(|unit| unit.factor());
    let common = column.heading.units.unit.as_ref().and_then(Unit::factor);
    let (Some(own), Some(common)) = (own, common) else { return written };
    written.times_whole(own).and_then(|grams| grams.over(Decimal::whole(common))).unwrap_or(written)
}
