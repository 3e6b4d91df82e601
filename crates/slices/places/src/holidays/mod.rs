//! The county's holiday plans (节假日安排): days off and the weekends that are worked for them.
//!
//! The plan of a year is published each November. Invariants: a plan goes in whole, for one year, and
//! replaces what the county had of that year; where it has none, what ships with the program counts.
//! What depends on a plan above this slice is done over again by [`Follow`] in the same transaction.

mod import;
mod rules;

pub use import::import;

use base::{Calendar, Day, Refusal, Text, ids::PersonId};
use edge::{Actor, Ask, Page, Perm, Task};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// What slices above do when a plan arrives; how many deadlines they set anew.
pub type Follow = fn(&mut Tx<'_>, &Actor, &Calendar) -> Result<i64, Refusal>;

/// The month of a year from which the plan of the next one is asked for.
const ASKED_FROM_MONTH: i8 = 11;

/// What loading a plan did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HolidaysLoaded {
    /// Year of the plan.
    pub year: i32,
    /// Days off.
    pub days_off: i64,
    /// Weekend days that are worked.
    pub make_up_days: i64,
    /// The county had a plan of this year already; it was replaced.
    pub replaced: bool,
    /// Running deadlines that were counted again and are certain now or fall on another day.
    pub deadlines_renewed: i64,
}

/// Which days are shown.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HolidayQuery {
    /// Of this year's plan; all years if not said.
    pub year: i32,
}

/// A day that a plan names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HolidayRow {
    /// The day.
    pub day: String,
    /// 1 Monday … 7 Sunday.
    pub weekday: i64,
    /// `holiday` or `workday`.
    pub kind: String,
    /// What for: 春节.
    pub name: String,
    /// Year of the plan.
    pub year: i64,
}

/// A year whose plan is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HolidayYearRow {
    /// Year.
    pub year: i64,
    /// Days off that the plan names.
    pub days_off: i64,
    /// Weekend days that are worked.
    pub make_up_days: i64,
    /// `county` loaded it, or it is `shipped` with the program.
    pub came_from: String,
    /// File that the county loaded; empty for what ships.
    pub source: String,
    /// Who loaded it.
    pub loaded_by: String,
    /// When; empty for what ships.
    pub loaded_at: String,
}

type Planned = (i64, Day, String, String);

/// Days of all plans, or of one year's.
pub fn days(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: HolidayQuery,
    ask: &Ask,
) -> Result<Page<HolidayRow>, Refusal> {
    ask.of_whole()?;
    let plans = plans(tx, actor.county_id())?;
    let own = loaded_days(tx, actor.county_id())?;
    let mut rows: Vec<HolidayRow> = shipped().filter(|row| !plans.contains_key(&row.year)).collect();
    rows.extend(own.into_iter().map(|(year, day, kind, name)| row(year, day, kind, name)));
    rows.retain(|row| query.year == 0 || row.year == i64::from(query.year));
    rows.sort_by(|a, b| (&a.day, a.year).cmp(&(&b.day, b.year)));
    Ok(whole(rows))
}

/// Years whose plan is known, the newest first, and where each comes from.
pub fn years(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    _: edge::Nothing,
    ask: &Ask,
) -> Result<Page<HolidayYearRow>, Refusal> {
    let plans = plans(tx, actor.county_id())?;
    let mut rows: BTreeMap<i64, HolidayYearRow> = BTreeMap::new();
    for day in days(tx, actor, (), HolidayQuery::default(), ask)?.items {
        let year = rows.entry(day.year).or_insert_with(|| HolidayYearRow {
            year: day.year,
            days_off: 0,
            make_up_days: 0,
            came_from: if plans.contains_key(&day.year) { "county" } else { "shipped" }.into(),
            source: String::new(),
            loaded_by: String::new(),
            loaded_at: String::new(),
        });
        let counted = if day.kind == "holiday" { &mut year.days_off } else { &mut year.make_up_days };
        *counted = counted.saturating_add(1);
    }
    for (year, (source, by, at)) in plans {
        let name = identity::desk::person_name(tx, actor.county_id(), by)?;
        if let Some(row) = rows.get_mut(&year) {
            (row.source, row.loaded_by, row.loaded_at) = (source, name, at);
        }
    }
    Ok(whole(rows.into_values().rev().collect()))
}

/// The shipped years with the county's own over them.
pub fn calendar(tx: &mut Tx<'_>, county: &str) -> Result<Calendar, Refusal> {
    let years = plans(tx, county)?.into_keys().filter_map(|year| i32::try_from(year).ok());
    let days = loaded_days(tx, county)?.into_iter().map(|(_, day, kind, _)| (day, kind == "workday"));
    Ok(Calendar::china().clone().with(&Calendar::of_plans(years.collect::<Vec<_>>(), days)))
}

/// What waits: the plan of this year, and from November that of the next one.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    if !actor.may(Perm::PlacesManage) {
        return Ok(Vec::new());
    }
    let today = actor.day();
    let last = if today.month() >= ASKED_FROM_MONTH { today.year().saturating_add(1) } else { today.year() };
    let calendar = calendar(tx, actor.county_id())?;
    let missing: Vec<i32> = (today.year()..=last).filter(|year| !calendar.knows(*year)).collect();
    let Some(first) = missing.first() else { return Ok(Vec::new()) };
    let due_on = Day::first_of_year(*first).map(|day| day.plus_days(-1).max(today));
    Ok(vec![Task {
        kind: "holidays.missing".into(),
        title: Text::new("没有载入的年度节假日安排", "years whose holiday plan is not loaded"),
        count: i64::try_from(missing.len()).unwrap_or(i64::MAX),
        due_on,
        to: "/places/holidays".into(),
    }])
}

/// Loaded years: file, who, when.
type Plans = BTreeMap<i64, (String, PersonId, String)>;

fn plans(tx: &mut Tx<'_>, county: &str) -> Result<Plans, Refusal> {
    let rows: Vec<(i64, String, PersonId, String)> = tx.query(
        "SELECT year, source, loaded_by, loaded_at FROM holiday_plan WHERE county = $1 ORDER BY year",
        params![county],
    )?;
    Ok(rows.into_iter().map(|(year, source, by, at)| (year, (source, by, at))).collect())
}

fn loaded_days(tx: &mut Tx<'_>, county: &str) -> Result<Vec<Planned>, Refusal> {
    // A later plan has the last word on a day that two of them name.
    Ok(tx.query("SELECT year, day, kind, name FROM holiday WHERE county = $1 ORDER BY year, day", params![county])?)
}

fn shipped() -> impl Iterator<Item = HolidayRow> {
    Calendar::shipped_days().map(|(day, works, name)| {
        // The last days of December belong to the New Year of the plan that follows.
        let next_year = day.month() == 12;
        let year = i64::from(day.year()).saturating_add(next_year.into());
        row(year, day, if works { "workday" } else { "holiday" }.into(), rules::in_chinese(name).into())
    })
}

fn row(year: i64, day: Day, kind: String, name: String) -> HolidayRow {
    HolidayRow { day: day.to_string(), weekday: i64::from(day.weekday()), kind, name, year }
}

fn whole<T>(items: Vec<T>) -> Page<T> {
    Page { items, next: None, total: None }
}
