//! Lists of workers, households and payments.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use base::Fen;
use common::xlsx;
use sheets::{Code, Column, Kind, TableSpec, Value, read_table};

const WORKERS: &[Column<'_>] = &[
    Column { key: "name", titles: &["姓名", "职工姓名"], required: true, kind: Kind::Text },
    Column {
        key: "phone", titles: &["手机", "手机号", "手机号码", "联系电话"], required: true, kind: Kind::Phone
    },
    Column { key: "unit", titles: &["单位", "工作单位"], required: false, kind: Kind::Text },
    Column { key: "id_number", titles: &["身份证号", "身份证号码"], required: false, kind: Kind::IdNumber },
];

#[test]
fn workers_by_the_titles_that_people_give() {
    let bytes = xlsx(&[(
        "名单",
        &[
            &["2026年消费帮扶提货券领取名单", "", "", "", ""],
            &["序号", "职工姓名*", "手机号码", "工作单位", "身份证号"],
            &["#1", "周一", "#13873951234", "一中", "11010519491231002x"],
            &["#2", "吴二", "+86 138-7395-1234", "", "１１０１０５１９４９１２３１００２Ｘ"],
            &["#3", "郑三", "０７３９－５１２３４５６", "", "#430521196503150000"],
            &["#4", "王四", "12345", "", "43052119650315002X"],
            &["#5", "", "13873951234", "", ""],
            &["合计", "", "5人", "", ""],
        ],
        &[(0, 0, 0, 4), (2, 3, 6, 3)],
    )]);
    let table = read_table("workers.xlsx", &bytes, &TableSpec { columns: WORKERS }).unwrap();
    let sheet = &table.sheets[0];
    assert_eq!((sheet.header_row, sheet.rows, sheet.accepted, sheet.skipped.len()), (2, 6, 2, 1));
    let codes: Vec<(u32, Code)> = sheet.problems.iter().map(|problem| (problem.row, problem.code)).collect();
    assert_eq!(
        codes,
        [(5, Code::NumberStoredAsNumber), (6, Code::PhoneInvalid), (6, Code::IdNumberInvalid), (7, Code::ValueMissing)]
    );
    let text =
        |row: usize, key: &str| table.rows[row].values.get(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    assert_eq!((text(0, "phone"), text(1, "phone")), ("13873951234".to_owned(), "13873951234".to_owned()));
    assert_eq!(
        (text(0, "id_number"), text(1, "id_number")),
        ("11010519491231002X".to_owned(), "11010519491231002X".to_owned())
    );
    assert_eq!(text(1, "unit"), "一中", "a merged cell speaks for the rows below");
}

#[test]
fn money_in_ten_thousands_with_a_total_as_check() {
    let spec = TableSpec {
        columns: &[
            Column { key: "division", titles: &["乡镇"], required: true, kind: Kind::Text },
            Column { key: "village", titles: &["村"], required: true, kind: Kind::Text },
            Column { key: "amount", titles: &["销售额", "金额"], required: true, kind: Kind::Money },
        ],
    };
    let grid = |total: &'static str| {
        xlsx(&[(
            "表",
            &[
                &["斫𥕢乡农产品销售情况表", "", ""],
                &["", "", "单位：万元"],
                &["乡镇", "村", "金额"],
                &["斫𥕢乡", "梧桐村", "#100"],
                &["", "三合村", "#200"],
                &["", "石桥村", "300"],
                &["合计", "", total],
            ],
            &[(0, 0, 0, 2), (3, 0, 5, 0)],
        )])
    };
    let table = read_table("a.xlsx", &grid("#600"), &spec).unwrap();
    let sum: i64 = table
        .rows
        .iter()
        .map(|row| if let Some(Value::Money(Fen(fen))) = row.values.get("amount") { *fen } else { 0 })
        .sum();
    assert_eq!((table.rows.len(), sum, table.sheets[0].problems.len()), (3, 600_000_000, 0));
    let wrong = read_table("a.xlsx", &grid("#610"), &spec).unwrap();
    assert_eq!(wrong.sheets[0].problems[0].code, Code::TotalMismatch);
    assert_eq!(wrong.rows.len(), 3);
}

#[test]
fn a_list_without_its_columns_is_none() {
    let bytes = "甲,乙\n1,2\n".as_bytes();
    let refused = read_table("a.csv", bytes, &TableSpec { columns: WORKERS }).unwrap_err();
    assert_eq!(refused.code(), "table.not_found");
}
