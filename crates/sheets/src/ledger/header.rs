//! Where the header of a table stands: one line, two, or three, of which the upper ones name groups.

use super::{
    columns::{Column, Columns, PUT_RIGHT, Role, label},
    contrary,
    field::{Field, Meaning},
    heading::{self, Group, Heading, Units},
    total,
};
use crate::{book::Merges, cell::Cell, values::number};
use std::collections::BTreeMap;

/// A row from the top of a sheet: number, cells.
pub type HeadRow = (u32, Vec<Cell<'static>>);

/// Lines that a header may have.
const LINES_MAX: usize = 3;
/// So many days or months beside each other are a calendar: products down, days across.
const DAYS_ACROSS: usize = 4;
/// The same in the row below, which may be a record with figures that happen to rise.
const DAYS_BELOW: usize = 7;

/// The header among the first rows, and the places of its upper and lower line in `head`. A sheet with days
/// across has none.
pub fn find(
    head: &[HeadRow],
    merges: &Merges,
    remembered: &BTreeMap<String, String>,
) -> Option<(Columns, usize, usize)> {
    for place in 0..head.len() {
        for lines in (1..=LINES_MAX).rev() {
            let Some(rows) = head.get(place..place.saturating_add(lines)).filter(|rows| is_header(rows)) else {
                continue;
            };
            let columns = understood(stacked(rows, merges), remembered);
            if let Some(columns) = columns.filter(Columns::is_a_table) {
                let below = head.get(place.saturating_add(lines)).map_or(0, |(_, cells)| days_across(cells));
                let across = rows.iter().any(|(_, cells)| days_across(cells) >= DAYS_ACROSS);
                return (!across && below < DAYS_BELOW)
                    .then(|| (columns, place, place.saturating_add(lines).saturating_sub(1)));
            }
        }
    }
    None
}

/// The longest run of days or months that a row counts up from left to right.
fn days_across(cells: &[Cell<'_>]) -> usize {
    let day = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => {
            let text = crate::values::tidy(text);
            let bare = text.trim_end_matches(['日', '号', '月']);
            bare.rsplit(['月', '.', '/', '-']).next().and_then(|day| day.parse::<u8>().ok())
        }
        Cell::Number(_) => cell.shown().parse().ok(),
        Cell::Date(day) => u8::try_from(day.day_of_month()).ok(),
        _ => None,
    };
    let (mut longest, mut run, mut last) = (0_usize, 0_usize, None);
    for cell in cells {
        let day = day(cell).filter(|day| (1..=31).contains(day));
        run = match (day, last) {
            (Some(day), Some(last)) if day > last => run.saturating_add(1),
            (day, _) => usize::from(day.is_some()),
        };
        (longest, last) = (longest.max(run), day);
    }
    longest
}

/// Whether rows that follow each other are the lines of one header.
fn is_header(rows: &[HeadRow]) -> bool {
    let follow = rows.windows(2).all(|pair| match pair {
        [(above, _), (below, _)] => *below == above.saturating_add(1),
        _ => false,
    });
    match rows {
        [_] => true,
        [(_, upper), (_, lower)] => follow && is_second_line(upper, lower),
        [(_, upper), (_, middle), (_, lower)] => {
            follow
                && is_second_line(upper, middle)
                && is_second_line(&laid_over(upper, middle), lower)
                && all_known(lower)
        }
        _ => false,
    }
}

/// The lower line, and where it is blank the upper one.
fn laid_over(upper: &[Cell<'static>], lower: &[Cell<'static>]) -> Vec<Cell<'static>> {
    let width = upper.len().max(lower.len());
    let cell = |index: usize| lower.get(index).filter(|cell| !cell.is_blank()).or_else(|| upper.get(index));
    (0..width).map(|index| cell(index).cloned().unwrap_or(Cell::Empty)).collect()
}

fn is_known(text: &str) -> bool {
    heading::read(text).is_some() || heading::group(text).is_some() || says_units(text)
}

/// A third line has several words, and none that is not a header's: a blank total row is none.
fn all_known(cells: &[Cell<'_>]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank());
    filled.clone().count() >= 2 && filled.all(|cell| is_known(&label(Some(cell))))
}

fn says_units(text: &str) -> bool {
    heading::units(text.trim_matches(['(', ')', '（', '）'])) != Units::default()
}

/// Whether two rows are one header: the lower has known words, no values and no formulas that failed,
/// the upper has groups, or headers that reach down over blanks.
fn is_second_line(upper: &[Cell<'_>], lower: &[Cell<'_>]) -> bool {
    let is_value = |cell: &Cell<'_>| match cell {
        Cell::Number(_) | Cell::Date(_) => true,
        Cell::Text(text) => text.trim().starts_with(|c: char| c.is_numeric()) || number::read(text).is_some(),
        _ => false,
    };
    if lower.iter().any(|cell| is_value(cell) || contrary::is_fault(cell)) || is_total_row(upper, lower) {
        return false;
    }
    let words = lower.iter().filter(|cell| is_known(&label(Some(cell)))).count();
    let heads = |text: &str| heading::read(text).is_some() || heading::group(text).is_some();
    let headers = lower.iter().filter(|cell| heads(&label(Some(cell)))).count();
    let filled = upper.iter().filter(|cell| !cell.is_blank()).count();
    let groups = upper.iter().any(|cell| heading::group(&label(Some(cell))).is_some());
    let reaching = upper.iter().enumerate().any(|(index, cell)| {
        let below = label(lower.get(index));
        let above = label(Some(cell));
        (below.is_empty() || below == above || says_units(&below)) && heading::read(&above).is_some()
    });
    words >= 1 && filled >= 2 && (groups || (reaching && headers >= 2) || (reaching && all_units(lower)))
}

/// Whether the lower row begins with 合计 below a header that can have no such part, as 日期.
fn is_total_row(upper: &[Cell<'_>], lower: &[Cell<'_>]) -> bool {
    let first = lower.iter().enumerate().find(|(_, cell)| !cell.is_blank());
    first.is_some_and(|(index, cell)| {
        let above = label(upper.get(index));
        total::word(&cell.shown()).is_some() && heading::read(&above).is_some() && heading::group(&above).is_none()
    })
}

fn all_units(lower: &[Cell<'_>]) -> bool {
    lower.iter().filter(|cell| !cell.is_blank()).all(|cell| says_units(&label(Some(cell))))
}

/// A header and how it is read: index, key, heading.
type Candidate = (usize, String, Option<Heading>);

fn understood(candidates: Vec<Candidate>, remembered: &BTreeMap<String, String>) -> Option<Columns> {
    let columns = candidates.into_iter().filter_map(|(index, key, heading)| {
        let heading = match remembered.get(&key) {
            Some(name) => Meaning::parse(name).map(|meaning| {
                let (units, party_of) = heading.map_or_else(Default::default, |h| (h.units, h.party_of));
                Heading { meaning, party_of, rank: PUT_RIGHT, units }
            }),
            None => heading,
        };
        heading.map(|heading| Column { index, key, heading, role: Role::Read })
    });
    Columns::choose(columns.collect())
}

/// What stands over each column, line by line from above.
fn stacked(rows: &[HeadRow], merges: &Merges) -> Vec<Candidate> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    let mut lines: Vec<Vec<String>> = Vec::new();
    for (place, (number, cells)) in rows.iter().enumerate() {
        let own: Vec<String> = (0..width).map(|index| label(cells.get(index))).collect();
        let below = rows.get(place.saturating_add(1)).map(|(_, cells)| cells.as_slice());
        lines.push(match below {
            Some(below) => reaching_right(*number, own, below, &lines, merges),
            None => own,
        });
    }
    let column = |index: usize| {
        let mut texts: Vec<String> = lines.iter().filter_map(|line| line.get(index).cloned()).collect();
        texts.retain(|text| !text.is_empty());
        texts.dedup();
        (!texts.is_empty()).then(|| (index, texts.join("/"), under(&texts)))
    };
    (0..width).filter_map(column).collect()
}

/// A line whose groups reach over the columns that they stand for: as far as they are merged, else to the next.
fn reaching_right(
    number: u32,
    own: Vec<String>,
    below: &[Cell<'_>],
    above: &[Vec<String>],
    merges: &Merges,
) -> Vec<String> {
    let mut group: Option<(String, usize, bool)> = None;
    let mut line = Vec::with_capacity(own.len());
    for (index, text) in own.into_iter().enumerate() {
        let headed = above.iter().filter_map(|line| line.get(index)).any(|text| heading::read(text).is_some());
        if !text.is_empty() || headed {
            let merged = merges.at(number.saturating_sub(1), index).filter(|r| r.end.1 > r.start.1);
            let end = merged.and_then(|region| usize::try_from(region.end.1).ok());
            let open = heading::group(&text).is_some() && end.is_none();
            group = Some((text.clone(), end.unwrap_or(if open { usize::MAX } else { index }), open));
        }
        let over = group.as_ref().filter(|(_, end, open)| {
            let below = label(below.get(index));
            let own_note = *open && text.is_empty() && heading::read(&below).is_some_and(|h| h.meaning.field.joins());
            index <= *end && !own_note
        });
        line.push(over.map(|(text, ..)| text.clone()).unwrap_or_default());
    }
    line
}

/// A header below its groups.
fn under(texts: &[String]) -> Option<Heading> {
    let (over, rest) = texts.split_first()?;
    let group = heading::group(over);
    if rest.is_empty() {
        return heading::read(over).filter(|_| group.is_none());
    }
    match group {
        Some(Group::Ignored) => None,
        Some(Group::Returned) => under(rest).filter(|heading| heading.meaning.field.is_summed()).map(|mut heading| {
            heading.meaning = Meaning { field: Field::Returned, side: None };
            heading
        }),
        Some(Group::Side(side)) => under(rest).map(|mut heading| {
            heading.meaning.side = heading.meaning.side.or(Some(side));
            heading
        }),
        None => under(rest).or_else(|| {
            let mut heading = heading::read(over)?;
            heading.units = heading::units(rest.first()?.trim_matches(['(', ')', '（', '）']));
            Some(heading)
        }),
    }
}
