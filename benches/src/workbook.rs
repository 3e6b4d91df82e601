//! Reading a shop's workbook of 100,000 rows and twelve columns, beside calamine alone; then taking it in.

use crate::{
    Got,
    figures::{Figures, median, ms, ratio},
    program,
};
use base::{Clock, SystemClock};
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use std::{
    fs::File,
    io::BufReader,
    ops::RangeInclusive,
    path::Path,
    time::{Duration, Instant},
};

/// Rows of a workbook.
pub const ROWS: u32 = 100_000;
const ROUNDS: usize = 5;
/// What reading may take of the bare reader's time at most, in percent.
const AIM: u128 = 150;
const SHEET: &str = "销售";
const HEADER: [&str; 12] =
    ["序号", "日期", "品名", "规格", "单位", "数量", "单价", "金额", "客户", "联系电话", "付款方式", "备注"];

/// Measures reading and taking in.
pub fn measure(figures: &mut Figures) -> Got<()> {
    let folder = program::folder()?;
    let file = folder.path().join("ledger.xlsx");
    write(&file, 1, 1..=ROWS)?;
    let path = file.to_str().ok_or("a folder's name is no text")?;
    let (mut whole, mut streamed, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        whole.push(timed(|| range(&file))?);
        streamed.push(timed(|| stream(&file))?);
        let (took, said) = program::run(&["import", "ledger", path, "--dry-run", "--format", "json"])?;
        let report: serde_json::Value = serde_json::from_str(&said)?;
        if report.pointer("/totals/lines") != Some(&ROWS.into()) {
            return Err(format!("not every row was read: {}", report.get("totals").unwrap_or(&report)).into());
        }
        read.push(took);
    }
    let (whole, streamed, read) = (median(whole)?, median(streamed)?, median(read)?);
    let times = |bare: Duration| ratio(read.as_micros(), bare.as_micros());
    figures.beside(
        format!("`import ledger --dry-run`, {ROWS} rows × 12; bare calamine, the sheet as a range"),
        ms(read),
        ms(whole),
        &format!("≤ 1.50 × ({})", times(whole)),
        read.as_micros() * 100 <= whole.as_micros() * AIM,
    );
    let what = format!("the same; bare calamine, cell by cell, keeping nothing ({} ×)", times(streamed));
    figures.compare(what, ms(read), ms(streamed));
    take_in(figures, folder.path(), path)
}

fn timed<T>(work: impl FnOnce() -> Got<T>) -> Got<Duration> {
    let began = Instant::now();
    std::hint::black_box(work()?);
    Ok(began.elapsed())
}

fn range(file: &Path) -> Got<usize> {
    let mut book: Xlsx<_> = calamine::open_workbook(file)?;
    Ok(book.worksheet_range(SHEET)?.height())
}

fn stream(file: &Path) -> Got<usize> {
    let mut book: Xlsx<BufReader<File>> = calamine::open_workbook(file)?;
    let mut cells = book.worksheet_cells_reader(SHEET)?;
    let mut count = 0;
    while let Some(cell) = cells.next_cell()? {
        std::hint::black_box(cell.get_value());
        count += 1;
    }
    Ok(count)
}

/// The calendar year that the workbooks are of: the last one, so that no day is ahead.
pub fn year() -> i32 {
    SystemClock.now().day().year() - 1
}

/// A sales book as the shop of that number keeps it, with these rows of its year.
pub fn write(file: &Path, shop: u32, rows: RangeInclusive<u32>) -> Got<()> {
    let year = year();
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(SHEET)?;
    for (column, title) in (0..).zip(HEADER) {
        page.write_string(0, column, title)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        let (quantity, day) = (row % 50 + 1, row % 28 + 1);
        page.write_number(line, 0, row)?;
        page.write_string(line, 1, format!("{year}-{:02}-{day:02}", row % 12 + 1))?;
        page.write_string(line, 2, format!("{shop}号黄桃{}", row % 6 + 1))?;
        page.write_string(line, 3, "散装")?;
        page.write_string(line, 4, "斤")?;
        page.write_number(line, 5, quantity)?;
        page.write_number(line, 6, 12_u32)?;
        page.write_number(line, 7, quantity * 12)?;
        page.write_string(line, 8, format!("客户{}", row % 5_000))?;
        page.write_string(line, 9, format!("138{row:08}"))?;
        page.write_string(line, 10, "微信")?;
        page.write_string(line, 11, format!("单号{row}"))?;
    }
    Ok(book.save(file)?)
}

/// Takes the file into the book of a shop, and again, when it must add nothing.
fn take_in(figures: &mut Figures, folder: &Path, path: &str) -> Got<()> {
    let data = folder.join("data");
    std::fs::create_dir(&data)?;
    let program = program::Program::serve(&data, None)?;
    let shops = crate::county::set_up(&program)?;
    drop(program);
    let outlet = shops.first().ok_or("no shop")?.outlet.to_string();
    let data = data.to_str().ok_or("a folder's name is no text")?;
    // A sales book without purchases sells what never came in: seen, and meant.
    let args = ["import", "ledger", path, "--outlet", &outlet, "--data", data, "--confirm-stock", "--format", "json"];
    let (first, said) = program::run(&args)?;
    let (again, _) = program::run(&args)?;
    let said: serde_json::Value = serde_json::from_str(&said)?;
    if said.get("lines") != Some(&ROWS.into()) {
        return Err(format!("not every line was taken in: {said}").into());
    }
    figures.report("taking the same file into a shop's book", ms(first));
    figures.report("taking it in again, which adds nothing", ms(again));
    Ok(())
}
