//! Which line is the header, and what each of its columns means.

use super::{
    field::{Direction, Field, Meaning},
    heading::{self, Group, Heading, Units},
};
use crate::{book::Merges, cell::Cell, values::number};
use std::collections::BTreeMap;

/// A row from the top of a sheet: number, cells.
pub type HeadRow = (u32, Vec<Cell<'static>>);

/// A column that is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Zero-based.
    pub index: usize,
    /// The header text, two lines joined by a stroke.
    pub key: String,
    /// What it means.
    pub heading: Heading,
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
            if meaning.field != field {
                continue;
            }
            // Without a direction of its own a lone 进价 still says where to point.
            match meaning.side {
                own if own == side => return Some(place),
                None => common = Some(place),
                Some(_) if side.is_none() => common = common.or(Some(place)),
                Some(_) => {}
            }
        }
        common
    }

    /// Header text to meaning, from left to right.
    pub fn mapping(&self) -> Vec<(String, String)> {
        self.list.iter().map(|column| (column.key.clone(), column.heading.meaning.name())).collect()
    }

    fn is_a_table(&self) -> bool {
        let has = |fields: &[Field]| self.list.iter().any(|c| fields.contains(&c.heading.meaning.field));
        let named = has(&[Field::Product, Field::Date, Field::Party, Field::Month]);
        self.list.len() >= 3 && named && has(&[Field::Quantity, Field::Amount, Field::UnitPrice])
    }

    fn from_candidates(mut list: Vec<Column>) -> Self {
        part_parties(&mut list);
        let best = |column: &Column| {
            let rivals = list.iter().filter(|other| other.heading.meaning == column.heading.meaning);
            rivals.max_by_key(|other| (other.heading.rank, std::cmp::Reverse(other.index))).map(|other| other.index)
        };
        let chosen = list.iter().filter(|column| best(column) == Some(column.index)).cloned().collect();
        let mut columns = Self { list: chosen, ..Self::default() };
        let strong = |d: Direction| {
            columns.list.iter().any(|c| c.heading.meaning.side == Some(d) && c.heading.meaning.field.is_summed())
        };
        let weak = |d: Direction| {
            columns.list.iter().any(|c| c.heading.meaning.side == Some(d) || c.heading.party_of == Some(d))
        };
        let (two_sided, direction) = (Direction::BOTH.into_iter().all(strong), only(strong));
        (columns.hint, columns.two_sided, columns.direction) = (only(weak), two_sided, direction);
        columns
    }
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

/// The header among the first rows, and the places of its upper and lower line in `head`.
pub fn find(
    head: &[HeadRow],
    merges: &Merges,
    remembered: &BTreeMap<String, String>,
) -> Option<(Columns, usize, usize)> {
    for (place, (number, row)) in head.iter().enumerate() {
        let below = head.get(place.saturating_add(1)).filter(|(below, _)| *below == number.saturating_add(1));
        if let Some((_, lower)) = below.filter(|(_, lower)| is_second_line(row, lower)) {
            let columns = understood(two_lines(*number, row, lower, merges), remembered);
            if columns.is_a_table() {
                return Some((columns, place, place.saturating_add(1)));
            }
        }
        let columns = understood(one_line(row), remembered);
        if columns.is_a_table() {
            return Some((columns, place, place));
        }
    }
    None
}

/// A header and how it is read: index, key, heading.
type Candidate = (usize, String, Option<Heading>);

fn understood(candidates: Vec<Candidate>, remembered: &BTreeMap<String, String>) -> Columns {
    let columns = candidates.into_iter().filter_map(|(index, key, heading)| {
        let heading = match remembered.get(&key) {
            Some(name) => Meaning::parse(name).map(|meaning| {
                let (units, party_of) = heading.map_or_else(Default::default, |h| (h.units, h.party_of));
                Heading { meaning, party_of, rank: u8::MAX, units }
            }),
            None => heading,
        };
        heading.map(|heading| Column { index, key, heading })
    });
    Columns::from_candidates(columns.collect())
}

/// Header texts as they are shown, line breaks closed up.
fn label(cell: Option<&Cell<'_>>) -> String {
    match cell {
        Some(Cell::Text(text)) => text.trim().replace(['\n', '\r'], ""),
        _ => String::new(),
    }
}

fn one_line(row: &[Cell<'_>]) -> Vec<Candidate> {
    let labels = row.iter().enumerate().map(|(index, cell)| (index, label(Some(cell))));
    labels.filter(|(_, key)| !key.is_empty()).map(|(index, key)| (index, key.clone(), heading::read(&key))).collect()
}

fn says_units(text: &str) -> bool {
    heading::units(text.trim_matches(['(', ')', '（', '）'])) != Units::default()
}

/// Whether two rows are one header: the lower has known words and no numbers, the upper has
/// groups, or headers that reach down over blanks.
fn is_second_line(upper: &[Cell<'_>], lower: &[Cell<'_>]) -> bool {
    let is_value = |cell: &Cell<'_>| match cell {
        Cell::Number(_) | Cell::Date(_) => true,
        Cell::Text(text) => text.trim().starts_with(|c: char| c.is_numeric()) || number::read(text).is_some(),
        _ => false,
    };
    if lower.iter().any(is_value) {
        return false;
    }
    let known = |text: &str| heading::read(text).is_some() || says_units(text);
    let words = lower.iter().filter(|cell| known(&label(Some(cell)))).count();
    let headers = lower.iter().filter(|cell| heading::read(&label(Some(cell))).is_some()).count();
    let filled = upper.iter().filter(|cell| !cell.is_blank()).count();
    let groups = upper.iter().any(|cell| heading::group(&label(Some(cell))).is_some());
    let reaching = upper.iter().enumerate().any(|(index, cell)| {
        let below = label(lower.get(index));
        let above = label(Some(cell));
        (below.is_empty() || below == above || says_units(&below)) && heading::read(&above).is_some()
    });
    words >= 1 && filled >= 2 && (groups || (reaching && headers >= 2) || (reaching && all_units(lower)))
}

fn all_units(lower: &[Cell<'_>]) -> bool {
    lower.iter().filter(|cell| !cell.is_blank()).all(|cell| says_units(&label(Some(cell))))
}

fn two_lines(row: u32, upper: &[Cell<'_>], lower: &[Cell<'_>], merges: &Merges) -> Vec<Candidate> {
    let mut group: Option<(String, usize, bool)> = None;
    let mut found = Vec::new();
    for index in 0..upper.len().max(lower.len()) {
        let (above, below) = (label(upper.get(index)), label(lower.get(index)));
        if !above.is_empty() {
            let merged = merges.at(row.saturating_sub(1), index).filter(|r| r.end.1 > r.start.1);
            let end = merged.and_then(|region| usize::try_from(region.end.1).ok());
            let open = heading::group(&above).is_some() && end.is_none();
            group = Some((above.clone(), end.unwrap_or(if open { usize::MAX } else { index }), open));
        }
        let over = group.as_ref().filter(|(_, end, open)| {
            let own_note =
                *open && above.is_empty() && heading::read(&below).is_some_and(|h| h.meaning.field == Field::Note);
            index <= *end && !own_note
        });
        let over = over.map(|(text, ..)| text.as_str()).unwrap_or_default();
        if let Some(candidate) = joined(index, over, &below) {
            found.push(candidate);
        }
    }
    found
}

fn joined(index: usize, over: &str, below: &str) -> Option<Candidate> {
    match (over.is_empty(), below.is_empty()) {
        (true, true) => None,
        (true, false) => Some((index, below.to_owned(), heading::read(below))),
        (false, true) => Some((index, over.to_owned(), heading::read(over).filter(|_| heading::group(over).is_none()))),
        (false, false) if over == below => Some((index, over.to_owned(), heading::read(over))),
        (false, false) => Some((index, format!("{over}/{below}"), under(over, below))),
    }
}

/// A header below a group.
fn under(over: &str, below: &str) -> Option<Heading> {
    match heading::group(over) {
        Some(Group::Ignored) => None,
        Some(Group::Side(side)) => heading::read(below).map(|mut heading| {
            heading.meaning.side = heading.meaning.side.or(Some(side));
            heading
        }),
        None => heading::read(below).or_else(|| {
            let mut heading = heading::read(over)?;
            heading.units = heading::units(below.trim_matches(['(', ')', '（', '）']));
            Some(heading)
        }),
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
