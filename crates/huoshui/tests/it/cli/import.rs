//! `import --dry-run`: the report of design §7, without a folder; and nothing written of any kind of file.

use super::{Desk, text};
use serde_json::{Value, json};

const BOOK: &str = "2020年销售台账,,,,,,\n日期,品名,单位,数量,单价,金额,备注\n\
    8月4日,斫𥕢黄桃,斤,2,10,20,\"两行\n备注\"\n8月5日,玉竹,公斤,1.5,60,91,\n8月6日,=cmd|x,斤,约3,1,3,\n合计,,,,,110,\n";

#[test]
fn a_book_is_read_exactly_and_nothing_is_made() {
    let desk = Desk::new();
    desk.put("book.csv", BOOK);
    let out = desk.run("import ledger book.csv --dry-run --format json");
    assert_eq!(out.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    let sheet = &report["sheets"][0];
    let problems: Vec<_> = sheet["problems"].as_array().unwrap().iter().map(|p| (&p["row"], &p["code"])).collect();
    assert_eq!(sheet["header_row"], 2);
    assert_eq!((&sheet["rows"], &sheet["accepted"]), (&json!(4), &json!(1)));
    assert_eq!(sheet["skipped"][0]["row"], 7, "a record over two lines counts as it stands in the file");
    assert_eq!(problems[0], (&json!(5), &json!("amount.mismatch")));
    assert_eq!(problems[1], (&json!(6), &json!("quantity.approximate")));
    assert_eq!(report["totals"]["sale_fen"], 2000);
    assert_eq!(desk.names(), ["book.csv"]);
}

#[test]
fn people_read_yuan_and_spreadsheets_run_no_formula() {
    let desk = Desk::new();
    desk.put("book.csv", BOOK);
    assert!(desk.ok("import ledger book.csv --dry-run").contains("¥20.00"));
    desk.put("book.csv", BOOK.replace("约3", "=1+1"));
    let csv = desk.ok("import ledger book.csv --dry-run --format csv");
    assert!(csv.contains(",'=1+1,"), "{csv}");
}

#[test]
fn what_is_no_book_says_so_in_one_document() {
    let desk = Desk::new();
    for (name, content, code) in [
        ("empty.xlsx", b"".as_slice(), "file.empty"),
        ("prose.csv", "关于开展消费扶贫的通知\n请各乡镇做好工作。\n".as_bytes(), "table.not_found"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n and more", "file.not_a_workbook"),
        ("zeros.csv", &[0; 500], "file.not_a_workbook"),
    ] {
        desk.put(name, content);
        let out = desk.run(&format!("import ledger {name} --dry-run --format json"));
        assert_eq!(out.status.code(), Some(1), "{name}");
        let report: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!((&report["sheets"], &report["problems"][0]["code"]), (&json!([]), &json!(code)), "{name}");
    }
    let out = desk.run("import ledger nothing.xlsx --dry-run --format json");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("nothing.xlsx"));
}

#[test]
fn a_file_that_is_only_tried_leaves_the_county_as_it_was() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    desk.put("divisions.csv", "区划代码,名称,级别,上级代码\n430582204299,新设村,村级,430582204000\n");
    let trail = desk.ok("audit export --data d");
    let tried = desk.ok("import divisions divisions.csv --dry-run --data d --format json");
    assert_eq!(serde_json::from_str::<Value>(&tried).unwrap()["added"], 1);
    assert_eq!(desk.ok("import divisions divisions.csv --dry-run --data d --format json"), tried, "nothing came of it");
    assert_eq!(desk.ok("audit export --data d"), trail);
    assert_eq!(
        desk.ok("import divisions divisions.csv --data d --format json"),
        tried,
        "what it would do is what it does"
    );
    let again = desk.ok("import divisions divisions.csv --data d --format json");
    assert_eq!(serde_json::from_str::<Value>(&again).unwrap()["added"], 0);
}

#[test]
fn a_holiday_plan_is_tried_and_loaded() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    desk.put("2027.csv", crate::places::holidays::PLAN_2027);
    let tried = desk.ok("import holidays 2027.csv --dry-run --data d --format json");
    assert_eq!(serde_json::from_str::<Value>(&tried).unwrap()["replaced"], false);
    assert_eq!(desk.ok("import holidays 2027.csv --data d --format json"), tried, "what it would do is what it does");
    let again = desk.ok("import holidays 2027.csv --data d --format json");
    assert_eq!(serde_json::from_str::<Value>(&again).unwrap()["replaced"], true);
}

#[test]
fn people_read_what_came_of_a_file_in_words() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    desk.put("2027.csv", crate::places::holidays::PLAN_2027);
    let said = desk.ok("import holidays 2027.csv --data d");
    assert!(said.contains("：") && !said.contains('{'), "{said}");
    let said = desk.ok("--lang en import holidays 2027.csv --dry-run --data d");
    assert!(said.contains(": ") && !said.contains('：'), "{said}");
}
