//! A newer division table from a spreadsheet, with codes as published.
//!
//! A column 贫困村 marks poor villages along with it. Invariant: a file goes in whole or not at all.

use crate::{
    error::No,
    kind::Level,
    load::{DivisionRow, Loaded, load},
    sql,
};
use base::{FieldProblem, Refusal};
use edge::{Actor, Upload};
use sheets::{
    Column, Kind, TableSpec, read_table,
    table::{TableRow, Value},
};
use store::{Tx, params};

/// Problems that are named at most; more would not be read.
const NAMED: usize = 100;

const COLUMNS: [Column<'static>; 6] = [
    Column {
        key: "code", titles: &["code", "代码", "区划代码", "统计用区划代码"], required: true, kind: Kind::Code
    },
    Column { key: "name", titles: &["name", "名称", "区划名称"], required: true, kind: Kind::Text },
    Column { key: "level", titles: &["level", "级别", "层级"], required: true, kind: Kind::Text },
    Column {
        key: "parent_code",
        titles: &["parent_code", "上级代码", "上级区划代码"],
        required: false,
        kind: Kind::Code,
    },
    Column {
        key: "poor", titles: &["poor_village", "贫困村", "是否贫困村"], required: false, kind: Kind::Text
    },
    Column {
        key: "poor_from",
        titles: &["poor_village_from", "贫困村起始日期", "贫困村认定日期"],
        required: false,
        kind: Kind::Date,
    },
];

/// The quality that the column of poor villages records.
const POOR: &str = "poor_village";

/// Takes in a table. **Who:** county administrator.
pub fn import(tx: &mut Tx<'_>, actor: &Actor, (): (), file: &Upload) -> Result<Loaded, Refusal> {
    let table = read_table(&file.name, &file.bytes, &TableSpec { columns: &COLUMNS }).map_err(|problem| {
        let why = problem.message();
        No::File { why_zh: why.zh, why_en: why.en }
    })?;
    let problems = table.sheets.iter().flat_map(|sheet| {
        sheet.problems.iter().map(|p| FieldProblem {
            field: format!("{}!{} {}", sheet.name, p.row, p.column),
            code: p.code.as_str().to_owned(),
            message: p.message.clone(),
        })
    });
    let mut wrong: Vec<FieldProblem> = problems.collect();
    if !wrong.is_empty() {
        let mut refusal = Refusal::from(No::Cells { count: wrong.len() });
        wrong.truncate(NAMED);
        refusal.fields = wrong;
        return Err(refusal);
    }
    let rows: Vec<DivisionRow> = table.rows.iter().map(row).collect();
    let mut loaded = load(tx, actor, &rows)?;
    for (index, (read, division)) in table.rows.iter().zip(&rows).enumerate() {
        let marked = mark_poor(tx, actor, read, division, &file.name);
        loaded.poor_villages += usize::from(marked.map_err(|(zh, en)| wrong_row(index, zh, en))??);
    }
    Ok(loaded)
}

fn wrong_row(index: usize, why_zh: &'static str, why_en: &'static str) -> Refusal {
    No::Row { row: index + 1, why_zh, why_en }.into()
}

/// Marks a village as poor if its row says so and nobody has yet; a row that says nothing changes nothing.
fn mark_poor(
    tx: &mut Tx<'_>,
    actor: &Actor,
    read: &TableRow,
    division: &DivisionRow,
    file: &str,
) -> Result<Result<bool, Refusal>, (&'static str, &'static str)> {
    let said = read.values.get("poor").and_then(Value::as_text).unwrap_or_default().trim().to_lowercase();
    match said.as_str() {
        "" | "否" | "不是" | "0" | "no" | "无" => return Ok(Ok(false)),
        "是" | "1" | "yes" | "√" | "✓" | "贫困村" => {}
        _ => return Err(("贫困村一列应为 是 或 否", "the column of poor villages says yes or no")),
    }
    if division.level != Level::Village.word() {
        return Err(("只有村级单位能标为贫困村", "only a village can be marked as poor"));
    }
    Ok(record_poor(tx, actor, read, division, file))
}

fn record_poor(
    tx: &mut Tx<'_>,
    actor: &Actor,
    read: &TableRow,
    division: &DivisionRow,
    file: &str,
) -> Result<bool, Refusal> {
    let county = actor.county_id();
    let Some(id) = sql::find_code(tx, county, &division.code)? else { return Ok(false) };
    if sql::qualities(tx, county, id)?.iter().any(|known| known.quality == POOR) {
        return Ok(false);
    }
    let from = match read.values.get("poor_from") {
        Some(Value::Day(day)) => day.to_string(),
        _ => sql::BEGINNING.to_owned(),
    };
    let source: String = file.rsplit(['/', '\\']).next().unwrap_or(file).chars().take(200).collect();
    tx.run(
        "INSERT INTO division_quality (county, division, quality, valid_from, valid_to, source) VALUES ($1, $2, $3, $4, $5, $6)",
        params![county, id, POOR, from, sql::OPEN_END, source],
    )?;
    Ok(true)
}

fn row(row: &TableRow) -> DivisionRow {
    let text = |key: &str| row.values.get(key).and_then(Value::as_text).unwrap_or_default().trim().to_owned();
    let level = text("level");
    let words = [
        ("县", "county"),
        ("区", "county"),
        ("市", "county"),
        ("乡", "township"),
        ("镇", "township"),
        ("村", "village"),
    ];
    let word = words.iter().find(|(zh, _)| level.starts_with(zh)).map_or(level.as_str(), |(_, word)| *word);
    DivisionRow { code: text("code"), name: text("name"), level: word.to_owned(), parent_code: text("parent_code") }
}
