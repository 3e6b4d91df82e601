//! Taking the table of ways from a file: looked at first, every wrong row named, all of it or nothing.

use super::{
    MOST, Ways, all,
    ends::Ends,
    replace,
    row::{self, COLUMNS, Cost},
};
use crate::error::No;
use base::{FieldProblem, Refusal, Text, ids::DivisionId};
use edge::{Actor, Upload};
use schemars::JsonSchema;
use serde::Serialize;
use sheets::{FileProblem, Table, TableSpec, read_table};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// Wrong rows, and changes, that are shown at most; more would not be read.
const SHOWN: usize = 200;
/// Most fen a tonne and kilometre: ¥100.
const RATE_MOST: i64 = 10_000;
/// Columns that people keep for themselves.
const THEIR_OWN: [&str; 4] = ["序号", "编号", "备注", "说明"];
/// The name of a file is kept up to here.
const LONGEST_SOURCE: usize = 100;

/// A row that cannot be taken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WrongWay {
    /// Sheet, row and column, as people see them.
    pub at: String,
    /// What would be right.
    pub why: Text,
}

/// A way that the file changes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WayChange {
    /// From here.
    pub from_name: String,
    /// To here; empty for outside the county.
    pub to_name: String,
    /// What stands in the table, fen a kg; none for a new way.
    pub before_fen_per_kg: Option<i64>,
    /// What the file says, fen a kg; none where the way goes.
    pub fen_per_kg: Option<i64>,
}

/// What a file of ways brings.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct WaysFile {
    /// It was taken: the table is another one now.
    pub taken: bool,
    /// Rows that were read.
    pub rows: usize,
    /// Ways that the table does not have.
    pub new: usize,
    /// Ways that cost something else.
    pub changed: usize,
    /// Ways that stand as they are.
    pub same: usize,
    /// Ways that go, where the file is the whole table.
    pub gone: usize,
    /// New, changed and gone, the first of them.
    pub ways: Vec<WayChange>,
    /// Rows that cannot be taken, the first of them: nothing is taken while there are any.
    pub wrong: Vec<WrongWay>,
}

/// Reads a file on a reader, before the act.
pub(crate) fn read(_: &mut Tx<'_>, _: &Actor, (): (), file: &Upload) -> Result<Table, Refusal> {
    read_table(&file.name, &file.bytes, &TableSpec { columns: &COLUMNS }).map_err(|problem| {
        if problem == FileProblem::TableNotFound {
            return No::WaysHeader.into();
        }
        let why = problem.message();
        No::WaysUnreadable { why_zh: why.zh, why_en: why.en }.into()
    })
}

/// Takes the ways of a file into the table; fields `dry_run`, `whole` (`true`: what it does not have goes) and
/// `fen_per_tkm` (for distances). **Who:** county office.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    upload: &Upload,
    table: &Table,
) -> Result<WaysFile, Refusal> {
    let is = |field: &str| upload.fields.get(field).is_some_and(|value| value == "true");
    let (said, wrong) = ways_of(tx, actor, table, rate(upload)?)?;
    if !wrong.is_empty() && !is("dry_run") {
        return Err(refused(wrong));
    }
    let before = all(tx, actor.county_id())?;
    let mut after = if is("whole") { Ways::new() } else { before.clone() };
    after.extend(said.iter().map(|(ends, fen)| (*ends, *fen)));
    if after.len() > MOST {
        return Err(Refusal::from(No::TooMany { most: MOST }).at("/file"));
    }
    let mut view = compared(tx, actor, &before, &after, &said)?;
    view.rows = table.rows.len();
    view.wrong = wrong;
    view.wrong.truncate(SHOWN);
    view.taken = !is("dry_run") && replace(tx, actor, &source(&upload.name), &after)?;
    Ok(view)
}

/// Fen a tonne and kilometre; none if it was not said.
fn rate(upload: &Upload) -> Result<Option<i64>, Refusal> {
    let Some(said) = upload.fields.get("fen_per_tkm").filter(|said| !said.is_empty()) else { return Ok(None) };
    let rate = said.parse::<i64>().ok().filter(|rate| (1..=RATE_MOST).contains(rate));
    rate.map(Some).ok_or_else(|| Refusal::from(No::WayRate).at("/fen_per_tkm"))
}

/// The ways that a file says, both directions unless it says one; and what is wrong with it.
fn ways_of(tx: &mut Tx<'_>, actor: &Actor, table: &Table, rate: Option<i64>) -> Result<(Ways, Vec<WrongWay>), Refusal> {
    let (mut wrong, units, mut ends) = (unread(table), row::units(table), Ends::default());
    // What a row says of its own direction holds over what follows from the way back.
    let (mut said, mut back): (BTreeMap<(i64, i64), (i64, String)>, Ways) = (BTreeMap::new(), Ways::new());
    for line in &table.rows {
        let at = |key: &str| format!("{}!{} {}", line.sheet, line.row, title(table, &line.sheet, key));
        let read = match row::read(line, units.get(&line.sheet).copied().flatten()) {
            Ok(read) => read,
            Err((key, why)) => {
                wrong.push(WrongWay { at: at(key), why });
                continue;
            }
        };
        let found = [("from", ends.find(tx, actor, &read.from)?), ("to", ends.find(tx, actor, &read.to)?)];
        let [(_, Ok(from)), (_, Ok(to))] = &found else {
            let faults = found.into_iter().filter_map(|(key, end)| Some((key, end.err()?)));
            wrong.extend(faults.map(|(key, why)| WrongWay { at: at(key), why }));
            continue;
        };
        if *from == 0 {
            let why = Text::new(
                "起点应是本地的乡镇或村：货从那里运出",
                "the way begins in the county: in a township or village",
            );
            wrong.push(WrongWay { at: at("from"), why });
            continue;
        }
        let fen = match (read.cost, rate) {
            (Cost::FenPerKg(fen), _) => fen,
            (Cost::Metres(metres), Some(rate)) => row::of_distance(metres, rate),
            (Cost::Metres(_), None) => return Err(Refusal::from(No::WayRate).at("/fen_per_tkm")),
        };
        let place = format!("{}!{}", line.sheet, line.row);
        if let Some((other, row)) = said.get(&(*from, *to)).filter(|(other, _)| *other != fen) {
            let why = Text::new(
                format!("这条路在 {row} 已写每公斤 {other} 分，这里是 {fen} 分；留一行"),
                format!("{row} says {other} fen a kg for this way and this row {fen}; keep one of them"),
            );
            wrong.push(WrongWay { at: at("cost"), why });
            continue;
        }
        said.entry((*from, *to)).or_insert((fen, place));
        if !read.one_way && *to != 0 {
            back.entry((*to, *from)).or_insert(fen);
        }
    }
    let mut ways = back;
    ways.extend(said.into_iter().map(|(ends, (fen, _))| (ends, fen)));
    Ok((ways, wrong))
}

/// What the reader could not read, and columns that nobody reads: what stands there would be lost without a word.
fn unread(table: &Table) -> Vec<WrongWay> {
    let mut wrong: Vec<WrongWay> = Vec::new();
    for column in table.unread.iter().filter(|column| !THEIR_OWN.contains(&column.title.as_str())) {
        let why = Text::new(
            "没有这一列：能读的列是 从、到、运费、公里、方向；没用的请删去",
            "no such column: from, to, cost, km and direction are read; remove it if it is not needed",
        );
        wrong.push(WrongWay { at: format!("{}!{} {}", column.sheet, column.row, column.title), why });
    }
    for sheet in &table.sheets {
        let faults = sheet.problems.iter();
        wrong.extend(
            faults.map(|p| WrongWay { at: format!("{}!{} {}", sheet.name, p.row, p.column), why: p.message.clone() }),
        );
    }
    wrong
}

/// What a sheet calls a column; the usual word where it has none.
fn title(table: &Table, sheet: &str, key: &str) -> String {
    let of_sheet = table.sheets.iter().filter(|report| report.name == sheet).flat_map(|report| &report.mapping);
    let own = of_sheet.filter(|(_, of)| of.as_str() == key).map(|(title, _)| title.clone()).next();
    let usual = || COLUMNS.iter().find(|column| column.key == key).and_then(|column| column.titles.first().copied());
    own.unwrap_or_else(|| usual().unwrap_or(key).to_owned())
}

fn compared(tx: &mut Tx<'_>, actor: &Actor, before: &Ways, after: &Ways, said: &Ways) -> Result<WaysFile, Refusal> {
    let mut view = WaysFile::default();
    let both: BTreeSet<(i64, i64)> = before.keys().chain(after.keys()).copied().collect();
    let mut names: BTreeMap<i64, String> = BTreeMap::from([(0, String::new())]);
    for ends in both {
        let (old, new) = (before.get(&ends).copied(), after.get(&ends).copied());
        let count = match (old, new) {
            (None, _) => &mut view.new,
            (Some(_), None) => &mut view.gone,
            (old, new) if old != new => &mut view.changed,
            _ => {
                view.same += usize::from(said.contains_key(&ends));
                continue;
            }
        };
        *count += 1;
        if view.ways.len() < SHOWN {
            for id in [ends.0, ends.1] {
                if let std::collections::btree_map::Entry::Vacant(unknown) = names.entry(id) {
                    unknown.insert(places::desk::full_name(tx, actor.county_id(), DivisionId(id))?);
                }
            }
            let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
            let (from_name, to_name) = (name(ends.0), name(ends.1));
            view.ways.push(WayChange { from_name, to_name, before_fen_per_kg: old, fen_per_kg: new });
        }
    }
    Ok(view)
}

fn refused(wrong: Vec<WrongWay>) -> Refusal {
    let mut refusal = Refusal::from(No::WayRows { count: wrong.len() });
    let fields = wrong.into_iter().take(SHOWN);
    let code = || refusal.code.to_owned();
    refusal.fields = fields.map(|one| FieldProblem { field: one.at, code: code(), message: one.why }).collect();
    refusal
}

/// The name of the file without its folders.
fn source(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.chars().take(LONGEST_SOURCE).collect()
}
