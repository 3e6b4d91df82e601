//! What each column of a table means, and which columns contradict each other.
//!
//! Of several columns for one field one is read. The others are no part of a line, but a row in
//! which they say something else is asked about: see [`Role`].

use super::{
    field::{Direction, Field},
    heading::{self, Heading},
};
use crate::cell::Cell;

/// What a column is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is read.
    Read,
    /// Another column is read for its field: it is compared, unless price × quantity = amount proves the row.
    Spare,
    /// Another column is read for its field with no better right: it is always compared.
    Rival,
}

/// A column that is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Zero-based.
    pub index: usize,
    /// The header text, lines joined by a stroke.
    pub key: String,
    /// What it means.
    pub heading: Heading,
    /// Whether it is read.
    pub role: Role,
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Those understood, from left to right.
    pub list: Vec<Column>,
    /// Purchases and sales stand side by side.
    pub two_sided: bool,
    /// The direction that the quantity or amount column itself names.
    pub direction: Option<Direction>,
    /// The direction that prices, dates or parties hint at.
    pub hint: Option<Direction>,
}

/// The rank that an administrator's own mapping has: it is beyond doubt.
pub const PUT_RIGHT: u8 = u8::MAX;
/// 合计, 小计, 实收 as a column: an amount beside a quantity, anything without one.
const WEAK_AMOUNT: u8 = 6;

impl Columns {
    /// The column of a field for a side: its own, else the common one.
    pub fn get(&self, field: Field, side: Option<Direction>) -> Option<&Column> {
        self.list.get(self.place(field, side)?)
    }

    /// Its place in `list`.
    pub fn place(&self, field: Field, side: Option<Direction>) -> Option<usize> {
        let mut common = None;
        for (place, column) in self.list.iter().enumerate() {
            let meaning = column.heading.meaning;
            if meaning.field != field || column.role != Role::Read {
                continue;
            }
            // Without a direction of its own a lone 进价 still says where to point.
            match meaning.side {
                own if own == side => return Some(place),
                None => common = common.or(Some(place)),
                Some(_) if side.is_none() => common = common.or(Some(place)),
                Some(_) => {}
            }
        }
        common
    }

    /// Header text to meaning, from left to right; a text that stands twice is named once.
    pub fn mapping(&self) -> Vec<(String, String)> {
        let mut mapping: Vec<(String, String)> = Vec::new();
        let read = |c: &&Column| c.role == Role::Read && c.heading.meaning.field != Field::Returned;
        for column in self.list.iter().filter(read) {
            if mapping.iter().all(|(key, _)| *key != column.key) {
                mapping.push((column.key.clone(), column.heading.meaning.name()));
            }
        }
        mapping
    }

    /// Whether this is the header of a ledger.
    pub fn is_a_table(&self) -> bool {
        let read = || self.list.iter().filter(|column| column.role == Role::Read);
        let has = |fields: &[Field]| read().any(|c| fields.contains(&c.heading.meaning.field));
        let named = has(&[Field::Product, Field::Date, Field::Party, Field::Month]);
        read().count() >= 3 && named && has(&[Field::Quantity, Field::Amount, Field::UnitPrice])
    }

    /// Chooses among what was understood; `None` if the same header stands there twice: two tables beside each
    /// other, or a column group for each customer.
    pub fn choose(mut list: Vec<Column>) -> Option<Self> {
        part_parties(&mut list);
        if has_twins(&list) {
            return None;
        }
        let counted = list.iter().any(|column| column.heading.meaning.field == Field::Quantity);
        list.retain(|c| counted || c.heading.meaning.field != Field::Amount || c.heading.rank != WEAK_AMOUNT);
        let roles: Vec<Option<Role>> = list.iter().map(|column| role(column, &list)).collect();
        let roled = list.into_iter().zip(roles);
        let list = roled.filter_map(|(column, role)| Some(Column { role: role?, ..column })).collect();
        let mut columns = Self { list, ..Self::default() };
        columns.find_direction();
        Some(columns)
    }

    fn find_direction(&mut self) {
        let read = || self.list.iter().filter(|column| column.role == Role::Read).map(|column| &column.heading);
        let strong = |d: Direction| read().any(|h| h.meaning.side == Some(d) && h.meaning.field.is_summed());
        let weak = |d: Direction| read().any(|h| h.meaning.side == Some(d) || h.party_of == Some(d));
        let (two_sided, direction) = (Direction::BOTH.into_iter().all(strong), only(strong));
        (self.hint, self.two_sided, self.direction) = (only(weak), two_sided, direction);
        // 数量 beside 销售数量: the one without a side may be what was bought.
        let sided = |field| read().any(|h| h.meaning.field == field && h.meaning.side.is_some());
        let doubled: Vec<Field> = [Field::Quantity, Field::Amount].into_iter().filter(|field| sided(*field)).collect();
        for column in self.list.iter_mut().filter(|_| direction.is_some()) {
            let meaning = column.heading.meaning;
            if meaning.side.is_none() && doubled.contains(&meaning.field) && column.heading.rank != PUT_RIGHT {
                column.role = Role::Rival;
            }
        }
    }
}

/// What a column is among the others; `None` drops it.
fn role(column: &Column, list: &[Column]) -> Option<Role> {
    let (meaning, rank) = (column.heading.meaning, column.heading.rank);
    let same = list.iter().filter(|other| other.heading.meaning == meaning);
    let best = same.max_by_key(|other| (other.heading.rank, std::cmp::Reverse(other.index)))?;
    if best.index == column.index || meaning.field.joins() || meaning.field == Field::Returned {
        return Some(Role::Read);
    }
    match meaning.field {
        _ if best.heading.rank == PUT_RIGHT && rank != PUT_RIGHT => None,
        Field::Date | Field::Amount if best.heading.rank == rank => Some(Role::Rival),
        Field::Quantity | Field::UnitPrice | Field::Amount => Some(Role::Spare),
        _ => None,
    }
}

fn has_twins(list: &[Column]) -> bool {
    let matters = |column: &Column| {
        let field = column.heading.meaning.field;
        field.is_summed() || matches!(field, Field::Date | Field::Product | Field::UnitPrice)
    };
    let last = |column: &Column| column.key.rsplit('/').next().map(str::to_owned).unwrap_or_default();
    list.iter().enumerate().any(|(place, one)| {
        let others = list.iter().skip(place.saturating_add(1)).filter(|other| matters(one) && matters(other));
        let same = |other: &Column| one.heading.meaning == other.heading.meaning && last(one) == last(other);
        others.filter(|other| same(other)).any(|other| one.key == other.key || heading::read(&last(one)).is_some())
    })
}

fn only(holds: impl Fn(Direction) -> bool) -> Option<Direction> {
    let [one, other] = Direction::BOTH;
    match (holds(one), holds(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => None,
    }
}

/// Supplier and customer columns beside each other each belong to a side; alone it is the party.
fn part_parties(list: &mut [Column]) {
    let both = Direction::BOTH.into_iter().all(|side| list.iter().any(|c| c.heading.party_of == Some(side)));
    for column in list.iter_mut().filter(|column| both && column.heading.meaning.side.is_none()) {
        column.heading.meaning.side = column.heading.party_of;
    }
}

/// Header texts as they are shown, line breaks closed up.
pub fn label(cell: Option<&Cell<'_>>) -> String {
    match cell {
        Some(Cell::Text(text)) => text.trim().replace(['\n', '\r'], ""),
        _ => String::new(),
    }
}

/// Whether a row in the middle of a table is its header once more, in full.
pub fn repeats_all(columns: &Columns, cells: &[Cell<'_>]) -> bool {
    columns.list.iter().all(|column| repeats_at(column, cells))
}

/// Whether a row in the middle of a table is its header, or one line of it.
pub fn repeats(columns: &Columns, cells: &[Cell<'_>]) -> bool {
    columns.list.iter().filter(|column| repeats_at(column, cells)).take(3).count() >= 3
}

fn repeats_at(column: &Column, cells: &[Cell<'_>]) -> bool {
    let text = label(cells.get(column.index));
    !text.is_empty() && (column.key == text || column.key.split('/').any(|part| part == text))
}
