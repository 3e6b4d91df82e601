//! What is written can be read, stays text, and an error file can be mended and sent again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use base::{Fen, Lang};
use calamine::{Data, Reader, Xlsx};
use common::xlsx;
use sheets::{
    LedgerOptions, read_ledger,
    write::{Column, Out, SheetOut, csv_gb18030, csv_utf8, error_file, workbook},
};
use std::io::Cursor;

fn column(title: &str) -> Column {
    Column { title: title.to_owned(), width: 12 }
}

fn sales() -> SheetOut {
    SheetOut {
        name: "销售".to_owned(),
        band: Some("模拟数据 / simulated".to_owned()),
        columns: ["日期", "品名", "客户", "数量(斤)", "金额", "备注"].map(column).to_vec(),
        rows: vec![vec![
            Out::Day("2020-08-04".parse().unwrap()),
            Out::Text("黄桃".into()),
            Out::Text("斫𥕢乡".into()),
            Out::Integer(2),
            Out::Money(Fen(2_000)),
            Out::Text("=HYPERLINK(\"http://x\")".into()),
        ]],
    }
}

#[test]
fn a_written_table_reads_back() {
    let sheet = sales();
    let files = [workbook(std::slice::from_ref(&sheet)).unwrap(), csv_utf8(&sheet), csv_gb18030(&sheet)];
    for bytes in files {
        let ledger = read_ledger("销售.csv", &bytes, &LedgerOptions::default()).unwrap();
        let line = &ledger.lines[0];
        assert_eq!((line.party.as_str(), line.amount, line.row), ("斫𥕢乡", Fen(2_000), 3));
        assert_eq!(line.note, "=HYPERLINK(\"http://x\")");
    }
}

#[test]
fn formulas_stay_text_and_money_is_a_number() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(&[sales()]).unwrap())).unwrap();
    let cells = book.worksheet_range("销售").unwrap();
    assert_eq!(cells.get_value((2, 5)), Some(&Data::String("=HYPERLINK(\"http://x\")".into())));
    assert_eq!(cells.get_value((2, 4)), Some(&Data::Float(20.0)));
    assert!(book.worksheet_formula("销售").unwrap().is_empty());
}

#[test]
fn an_error_file_is_mended_and_sent_again() {
    let grid: common::Grid<'_> = &[
        &["2020年销售台账", "", "", "", ""],
        &["日期", "品名", "数量(斤)", "单价", "金额"],
        &["8月4日", "黄桃", "#2", "#10", "#20"],
        &["", "黄桃", "约3", "#10", "#30"],
    ];
    let sent = xlsx(&[("销售", grid, &[(2, 0, 3, 0)])]);
    let first = read_ledger("a.xlsx", &sent, &LedgerOptions::default()).unwrap();
    assert_eq!(first.report.sheets[0].accepted, 1);
    let errors = error_file("a.xlsx", &sent, &first.report.sheets, Lang::Zh).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(errors.clone())).unwrap();
    let cells = book.worksheet_range("销售").unwrap();
    assert_eq!(cells.get_value((1, 5)), Some(&Data::String("问题".into())));
    assert!(cells.get_value((3, 5)).unwrap().to_string().starts_with("数量(斤)：数量是约数"));

    let again = read_ledger("a.xlsx", &errors, &LedgerOptions::default()).unwrap();
    assert_eq!(again.lines, first.lines, "what was right stays the same line");
    assert_eq!(again.report.sheets[0].problems, first.report.sheets[0].problems);

    let mended: common::Grid<'_> = &[
        &["2020年销售台账", "", "", "", "", ""],
        &["日期", "品名", "数量(斤)", "单价", "金额", "问题"],
        &["8月4日", "黄桃", "2", "10", "20", ""],
        &["8月4日", "黄桃", "3", "10", "30", "数量(斤)：数量是约数"],
    ];
    let last = read_ledger("a.xlsx", &xlsx(&[("销售", mended, &[])]), &LedgerOptions::default()).unwrap();
    assert_eq!((last.report.sheets[0].accepted, last.report.sheets[0].problems.len()), (2, 0));
    assert_eq!(last.lines[0].digest, first.lines[0].digest);
}
