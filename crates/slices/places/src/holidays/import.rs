//! Loading a year's plan from a spreadsheet: date, kind, name.

use super::{
    Follow, HolidaysLoaded, calendar, plans,
    rules::{self, PlanDay},
};
use crate::error::No;
use base::{FieldProblem, Refusal, Text};
use edge::{Actor, Upload};
use sheets::{
    Column, Kind, TableSpec, read_table,
    table::{Table, TableRow, Value},
};
use std::collections::BTreeSet;
use store::{Tx, params};

/// Problems that are named at most; more would not be read.
const NAMED: usize = 100;
/// A festival's name is not longer.
const LONGEST_NAME: usize = 40;
/// The name of a file is kept up to here.
const LONGEST_SOURCE: usize = 200;

const COLUMNS: [Column<'static>; 3] = [
    Column { key: "date", titles: &["date", "日期", "日子", "时间"], required: true, kind: Kind::Date },
    Column { key: "kind", titles: &["kind", "类别", "类型", "种类", "安排"], required: true, kind: Kind::Text },
    Column { key: "name", titles: &["name", "名称", "节日", "节假日"], required: false, kind: Kind::Text },
];

/// Loads the plan of one year in place of what the county had of it, and has the running deadlines
/// counted again. **Who:** county administrator.
pub fn import(tx: &mut Tx<'_>, actor: &Actor, file: &Upload, follow: Follow) -> Result<HolidaysLoaded, Refusal> {
    let table = read_table(&file.name, &file.bytes, &TableSpec { columns: &COLUMNS }).map_err(|problem| {
        let why = problem.message();
        No::HolidayFile { why_zh: why.zh, why_en: why.en }
    })?;
    let days = checked(&table)?;
    let year = rules::year_of(&days).ok_or(No::HolidayYear { year: actor.day().year(), missing: "—".into() })?;
    let missing = rules::missing(&days, year);
    if !missing.is_empty() {
        return Err(No::HolidayYear { year, missing: missing.join("、") }.into());
    }
    let replaced = replace(tx, actor, year, &file.name, &days)?;
    let calendar = calendar(tx, actor.county_id())?;
    let make_up_days = days.iter().filter(|one| one.works).count();
    Ok(HolidaysLoaded {
        year,
        days_off: count(days.len().saturating_sub(make_up_days)),
        make_up_days: count(make_up_days),
        replaced,
        deadlines_renewed: follow(tx, actor, &calendar)?,
    })
}

/// The days of the file, or everything that is wrong with its rows.
fn checked(table: &Table) -> Result<Vec<PlanDay>, Refusal> {
    let mut wrong: Vec<FieldProblem> = Vec::new();
    for sheet in &table.sheets {
        wrong.extend(sheet.problems.iter().map(|p| FieldProblem {
            field: format!("{}!{} {}", sheet.name, p.row, p.column),
            code: p.code.as_str().to_owned(),
            message: p.message.clone(),
        }));
    }
    let mut days: Vec<(&TableRow, PlanDay)> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        match day_of(row) {
            Ok(one) if !seen.insert(one.day) => wrong.push(problem(row, "这一天列了两次", "this day stands twice")),
            Ok(one) => days.push((row, one)),
            Err(problem) => wrong.push(problem),
        }
    }
    let plan: Vec<PlanDay> = days.iter().map(|(_, one)| one.clone()).collect();
    let year = rules::year_of(&plan).unwrap_or_default();
    wrong.extend(other_years(&days, year));
    if wrong.is_empty() {
        return Ok(plan);
    }
    let mut refusal = Refusal::from(No::HolidayRows { count: wrong.len() });
    wrong.truncate(NAMED);
    refusal.fields = wrong;
    Err(refusal)
}

/// The first row of each other year; what would be right is the same for all rows of it.
fn other_years(days: &[(&TableRow, PlanDay)], year: i32) -> Vec<FieldProblem> {
    let mut told = BTreeSet::new();
    let strangers = days.iter().filter(|(_, one)| !rules::belongs(one.day, year));
    let first = strangers.filter(|(_, one)| told.insert(one.day.year()));
    first
        .map(|(row, one)| {
            let other = one.day.year();
            problem(
                row,
                &format!("从这里起是 {other} 年，这份表最晚到 {year} 年；一份表只放一个年度，请把 {other} 年另存一份"),
                &format!("here begins {other}, and the table goes up to {year}; a table holds one year: save {other} as a file of its own"),
            )
        })
        .collect()
}

fn day_of(row: &TableRow) -> Result<PlanDay, FieldProblem> {
    let text = |key: &str| row.values.get(key).and_then(Value::as_text).unwrap_or_default().trim().to_owned();
    let Some(Value::Day(day)) = row.values.get("date") else {
        return Err(problem(row, "没有这个日期", "there is no such date"));
    };
    let Some(works) = rules::works(&text("kind")) else {
        return Err(problem(row, "类别应为 holiday（放假）或 workday（调休上班）", "the kind is holiday or workday"));
    };
    let name = text("name");
    if name.chars().count() > LONGEST_NAME {
        return Err(problem(row, "名称太长", "the name is too long"));
    }
    if works && day.weekday() <= 5 {
        return Err(problem(row, "调休上班只会是周六、周日", "a make-up day is a Saturday or Sunday"));
    }
    Ok(PlanDay { day: *day, works, name: rules::in_chinese(&name).to_owned() })
}

fn problem(row: &TableRow, zh: &str, en: &str) -> FieldProblem {
    FieldProblem { field: format!("{}!{}", row.sheet, row.row), code: "holiday.row".into(), message: Text::new(zh, en) }
}

/// Writes the plan; whether there was one of this year.
fn replace(tx: &mut Tx<'_>, actor: &Actor, year: i32, source: &str, days: &[PlanDay]) -> Result<bool, Refusal> {
    let county = actor.county_id();
    let had = plans(tx, county)?.contains_key(&i64::from(year));
    tx.run("DELETE FROM holiday WHERE county = $1 AND year = $2", params![county, year])?;
    tx.run("DELETE FROM holiday_plan WHERE county = $1 AND year = $2", params![county, year])?;
    let source: String = source.rsplit(['/', '\\']).next().unwrap_or(source).chars().take(LONGEST_SOURCE).collect();
    tx.run(
        "INSERT INTO holiday_plan (county, year, source, loaded_by, loaded_at) VALUES ($1, $2, $3, $4, $5)",
        params![county, year, source, actor.person, actor.now],
    )?;
    for one in days {
        tx.run(
            "INSERT INTO holiday (county, year, day, kind, name) VALUES ($1, $2, $3, $4, $5)",
            params![county, year, one.day, if one.works { "workday" } else { "holiday" }, &one.name],
        )?;
    }
    Ok(had)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
