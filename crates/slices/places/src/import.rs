//! A newer division table from a spreadsheet, with codes as published.
//!
//! Invariant: a file goes in whole or not at all.

use crate::{
    error::No,
    load::{DivisionRow, Loaded, load},
};
use base::{FieldProblem, Refusal};
use edge::{Actor, Upload};
use sheets::{
    Column, Kind, TableSpec, read_table,
    table::{TableRow, Value},
};
use store::Tx;

/// Problems that are named at most; more would not be read.
const NAMED: usize = 100;

const COLUMNS: [Column<'static>; 4] = [
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
];

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
    load(tx, actor, &rows)
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
