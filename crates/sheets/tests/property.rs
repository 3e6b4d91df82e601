//! Whatever a shop writes into its cells: the report adds up, says the same twice, and its error file comes back mended.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use base::{Lang, Quantity};
use calamine::{Data, Reader, Xlsx};
use proptest::{prelude::*, sample::select};
use rust_xlsxwriter::Workbook;
use sheets::{Ledger, LedgerOptions, ledger::Direction, read_ledger, write::error_file};
use std::{collections::BTreeSet, io::Cursor};

const HEADER: [&str; 9] = ["日期", "类型", "品名", "规格", "单位", "数量", "单价", "金额", "备注"];

const DATES: [&str; 12] = [
    "2020-8-4",
    "2020.8.5",
    "20200806",
    "8月7日",
    "44047",
    "同上",
    "",
    "2020.8",
    "2020-02-30",
    "1",
    "合计",
    "本页小计",
];
const WAYS: [&str; 7] = ["进货", "销售", "销售退货", "退货", "", "〃", "其他"];
const NAMES: [&str; 8] = ["黄桃", "合计牌茶油", "玉竹（退）", "#N/A", "TRUE", "", "小计", "承前页"];
const UNITS: [&str; 9] = ["斤", "公斤", "㎏", "箱", "万斤", "亩", "", "两", "#REF!"];
const NUMBERS: [&str; 22] = [
    "2",
    "10",
    "1.5",
    "-3",
    "(4.00)",
    "２０",
    "1,200",
    "1.2万",
    "约3",
    "叁佰元整",
    "5斤",
    "12 5",
    "#VALUE!",
    "",
    "0",
    "￥8.00元",
    "近20万",
    "99999999999999",
    "0.005",
    "7",
    "TRUE",
    "20",
];
const NOTES: [&str; 8] = ["", "", "退货", "作废", "老客户", "包退", "制表：小刘", "注：以上属实"];

fn record() -> impl Strategy<Value = Vec<&'static str>> {
    let number = || select(&NUMBERS[..]);
    (
        select(&DATES[..]),
        select(&WAYS[..]),
        select(&NAMES[..]),
        select(&UNITS[..]),
        (number(), number(), number()),
        select(&NOTES[..]),
    )
        .prop_map(|(date, way, name, unit, (quantity, price, amount), note)| {
            vec![date, way, name, "散装", unit, quantity, price, amount, note]
        })
}

/// Records, about half of them right.
fn records() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let right = Just(vec!["2020-8-4", "销售", "黄桃", "散装", "斤", "2", "10", "20", ""]);
    proptest::collection::vec(prop_oneof![right, record()], 1..25)
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("2020年8月").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            page.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn grid(records: &[Vec<&str>]) -> Vec<Vec<String>> {
    let header = HEADER.iter().map(|title| (*title).to_owned()).collect();
    let rows = records.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect());
    std::iter::once(header).chain(rows).collect()
}

fn read(bytes: &[u8]) -> Ledger {
    read_ledger("2020年8月.xlsx", bytes, &LedgerOptions::default()).unwrap()
}

/// Rows that are neither taken nor passed over.
fn refused_rows(ledger: &Ledger) -> BTreeSet<u32> {
    let sheet = &ledger.report.sheets[0];
    let skipped: BTreeSet<u32> = sheet.skipped.iter().map(|skipped| skipped.row).collect();
    sheet.problems.iter().map(|problem| problem.row).filter(|row| !skipped.contains(row)).collect()
}

/// Day or kind are not the row's own: mending the row above may change what it says.
fn speaks_of_the_row_above(record: &[&str]) -> bool {
    record.iter().take(2).any(|cell| ["", "同上", "〃"].contains(cell))
}

#[test]
fn a_row_without_figures_is_asked_about_again() {
    let bytes = workbook(&grid(&[vec!["", "销售", "黄桃", "散装", "斤", "12 5", "12 5", "12 5", ""]]));
    let first = read(&bytes);
    assert_eq!(refused_rows(&first).len(), 1);
    let errors = error_file("2020年8月.xlsx", &bytes, &first.report.sheets, Lang::Zh).unwrap();
    assert_eq!(read(&errors).report.sheets[0].problems, first.report.sheets[0].problems);
}

#[test]
fn a_total_row_that_does_not_calculate_is_no_part_of_the_header() {
    for figure in ["#VALUE!", ""] {
        let total = vec!["合计", "进货", "黄桃", "散装", "斤", figure, figure, figure, ""];
        let right = vec!["2020-8-4", "销售", "黄桃", "散装", "斤", "2", "10", "20", ""];
        let ledger = read(&workbook(&grid(&[total, right])));
        assert_eq!((ledger.report.sheets[0].header_row, ledger.lines.len()), (1, 1), "{figure}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_report_adds_up_and_says_the_same_twice(records in records()) {
        let bytes = workbook(&grid(&records));
        let ledger = read(&bytes);
        let sheet = &ledger.report.sheets[0];
        let refused = refused_rows(&ledger);
        prop_assert_eq!(sheet.rows as usize, sheet.accepted as usize + sheet.skipped.len() + refused.len());
        prop_assert!(ledger.lines.iter().all(|line| !refused.contains(&line.row)));
        let sum = |side| ledger.lines.iter().filter(|line| line.direction == side).map(|line| line.amount.0).sum::<i64>();
        let totals = ledger.report.totals;
        prop_assert_eq!((totals.purchase_fen, totals.sale_fen), (sum(Direction::Purchase), sum(Direction::Sale)));
        let grams = ledger.lines.iter().map(|line| if let Quantity::G(grams) = line.quantity { grams } else { 0 });
        prop_assert_eq!((totals.quantity_g, totals.lines as usize), (grams.sum::<i64>(), ledger.lines.len()));
        prop_assert_eq!(&read(&bytes), &ledger);
        let csv: Vec<String> = grid(&records).iter().map(|row| row.join("\t")).collect();
        let text = read_ledger("2020年8月.txt", csv.join("\n").as_bytes(), &LedgerOptions::default()).unwrap();
        prop_assert_eq!(text.report.totals, totals, "the same cells as text");
    }

    #[test]
    fn a_taken_row_is_one_that_a_clerk_would_take(records in records()) {
        for line in read(&workbook(&grid(&records))).lines {
            prop_assert!(matches!(line.product.as_str(), "黄桃" | "合计牌茶油" | "玉竹（退）"), "{:?}", line);
            prop_assert!((2020..=2020).contains(&line.date.year()), "{:?}", line);
            let units = match line.quantity { Quantity::G(number) | Quantity::Pieces(number) => number };
            prop_assert!(units != 0 && (line.amount.0 == 0 || (units < 0) == (line.amount.0 < 0)), "{:?}", line);
            prop_assert!(line.product != "玉竹（退）" || units < 0, "{:?}", line);
            prop_assert!(line.note != "退货" || units < 0, "{:?}", line);
            prop_assert!(line.note != "作废", "{:?}", line);
        }
    }

    #[test]
    fn the_error_file_comes_back_mended(records in records()) {
        let bytes = workbook(&grid(&records));
        let first = read(&bytes);
        let errors = error_file("2020年8月.xlsx", &bytes, &first.report.sheets, Lang::Zh).unwrap();
        let again = read(&errors);
        prop_assert_eq!(&again.lines, &first.lines);
        prop_assert_eq!(&again.report.sheets[0].problems, &first.report.sheets[0].problems);

        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(errors)).unwrap();
        let cells = book.worksheet_range("2020年8月").unwrap();
        let mut rows: Vec<Vec<String>> = cells.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        let refused = refused_rows(&first);
        for row in &refused {
            let mended = ["2020-8-9", "销售", "玉竹", "散装", "公斤", "1", "60", "60", ""].map(str::to_owned);
            rows[*row as usize - 1].splice(..mended.len(), mended);
        }
        let last = read(&workbook(&rows));
        let left = refused_rows(&last);
        prop_assert!(left.is_disjoint(&refused), "mended rows are taken: {:?}", left);
        prop_assert!(left.iter().all(|row| speaks_of_the_row_above(&records[*row as usize - 2])), "{:?}", left);
        prop_assert_eq!(last.lines.iter().filter(|line| line.product == "玉竹").count() >= refused.len(), true);
    }
}
