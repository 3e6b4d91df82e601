//! Lists of workers as people keep them: workbooks and CSV files into rows.

use crate::{
    error::No,
    roll::RollRow,
    workers::{RollView, TakeRoll, take},
};
use base::{FieldProblem, Refusal, ids::UnitId};
use edge::{Actor, Upload};
use sheets::{
    Column, Kind, TableSpec,
    table::{TableRow, Value},
};
use store::Tx;

/// The columns of a workers' list, by the titles that people give them.
const SPEC: TableSpec<'static> = TableSpec {
    columns: &[
        Column { key: "name", titles: &["姓名", "职工姓名", "名字", "name"], required: true, kind: Kind::Text },
        Column {
            key: "phone",
            titles: &["手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "phone"],
            required: false,
            kind: Kind::Text,
        },
        Column {
            key: "department",
            titles: &["部门", "科室", "股室", "单位/部门", "所在部门", "department"],
            required: false,
            kind: Kind::Text,
        },
        Column {
            key: "joined_on",
            titles: &["入职", "入职日期", "入职时间", "入会日期", "joined_on"],
            required: false,
            kind: Kind::Date,
        },
        Column {
            key: "left_on",
            titles: &["离职", "离职日期", "离职时间", "退休日期", "调出日期", "left_on"],
            required: false,
            kind: Kind::Date,
        },
    ],
};

/// The rows of a file that was read.
pub struct RollFile {
    rows: Vec<RollRow>,
}

/// Reads a workbook or CSV file of workers on a reader, before the act.
pub fn read(_: &mut Tx<'_>, _: &Actor, _: UnitId, upload: &Upload) -> Result<RollFile, Refusal> {
    let table = sheets::read_table(&upload.name, &upload.bytes, &SPEC)
        .map_err(|problem| Refusal::from(No::RollFile { why: problem.message().zh }))?;
    let mut unread: Vec<FieldProblem> = Vec::new();
    for sheet in &table.sheets {
        unread.extend(sheet.problems.iter().map(|p| FieldProblem {
            field: format!("{}!{}{}", sheet.name, p.column, p.row),
            code: p.code.as_str().to_owned(),
            message: p.message.clone(),
        }));
    }
    if !unread.is_empty() {
        return Err(Refusal { fields: unread.clone(), ..No::RollProblems { count: unread.len() }.into() });
    }
    let text = |row: &TableRow, key: &str| row.values.get(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let day = |row: &TableRow, key: &str| match row.values.get(key) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    };
    let row = |row: &TableRow| RollRow {
        row: row.row,
        name: text(row, "name"),
        phone: text(row, "phone"),
        department: text(row, "department"),
        joined_on: day(row, "joined_on"),
        left_on: day(row, "left_on"),
    };
    Ok(RollFile { rows: table.rows.iter().map(row).collect() })
}

/// Takes in a file: fields `dry_run`, `complete` (`true`), `day`. **Who:** the unit's union officer.
pub fn take_in(
    tx: &mut Tx<'_>,
    actor: &Actor,
    unit: UnitId,
    upload: &Upload,
    file: &RollFile,
) -> Result<RollView, Refusal> {
    let is = |field: &str| upload.fields.get(field).is_some_and(|value| value == "true");
    let day = upload.fields.get("day").and_then(|day| day.parse().ok());
    take(tx, actor, unit, TakeRoll { rows: file.rows.clone(), day, complete: is("complete"), dry_run: is("dry_run") })
}
