//! Reading a ledger of 100,000 rows × 12 columns against calamine's bare reading of the same bytes.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement for people")]

use calamine::{Reader, Xlsx};
use sheets::{LedgerOptions, read_ledger};
use std::{
    io::Cursor,
    time::{Duration, Instant},
};

const ROWS: u32 = 100_000;
const HEADER: [&str; 12] =
    ["序号", "日期", "品名", "规格", "单位", "数量", "单价", "金额", "客户", "联系电话", "付款方式", "备注"];

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet().set_name("销售").unwrap();
    for (column, title) in (0..).zip(HEADER) {
        page.write_string(0, column, title).unwrap();
    }
    for row in 1..=ROWS {
        let quantity = row % 50 + 1;
        let day = row % 28 + 1;
        page.write_number(row, 0, row).unwrap();
        page.write_string(row, 1, format!("2020-08-{day:02}")).unwrap();
        page.write_string(row, 2, format!("黄桃{}", row % 300)).unwrap();
        page.write_string(row, 3, "散装").unwrap();
        page.write_string(row, 4, "斤").unwrap();
        page.write_number(row, 5, quantity).unwrap();
        page.write_number(row, 6, 12_u32).unwrap();
        page.write_number(row, 7, quantity * 12).unwrap();
        page.write_string(row, 8, format!("客户{}", row % 5_000)).unwrap();
        page.write_string(row, 9, format!("138{row:08}")).unwrap();
        page.write_string(row, 10, "微信").unwrap();
        page.write_string(row, 11, format!("单号{row}")).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let mut fastest = Duration::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        std::hint::black_box(work());
        fastest = fastest.min(start.elapsed());
    }
    fastest
}

fn main() {
    let bytes = workbook();
    let range = best(|| Xlsx::new(Cursor::new(bytes.as_slice())).unwrap().worksheet_range("销售").unwrap());
    let stream = best(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut cells = book.worksheet_cells_reader("销售").unwrap();
        let mut count = 0_u32;
        while cells.next_cell().unwrap().is_some() {
            count = count.saturating_add(1);
        }
        count
    });
    let ledger = best(|| read_ledger("a.xlsx", &bytes, &LedgerOptions::default()).unwrap());
    let accepted = read_ledger("a.xlsx", &bytes, &LedgerOptions::default()).unwrap().lines.len();
    println!("file {} bytes, {accepted} lines", bytes.len());
    println!("calamine range  {range:?}\ncalamine stream {stream:?}\nread_ledger     {ledger:?}");
}
