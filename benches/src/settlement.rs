//! Settling a year of a million lines, taken in from workbooks through the front door, and of a tenth of them.
//!
//! Aim: under a second, and not growing with lines, since totals are kept. `audit verify`, which recounts those
//! totals from the lines, grows with them and is only reported.

use crate::{
    Got, county,
    figures::{Figures, median, ms},
    program::{self, Program},
    workbook,
};
use std::{ops::RangeInclusive, time::Duration};

/// Shops that hand in their books, all of them before each measure, so that only lines are added in between.
const BOOKS: u32 = 10;
/// Rows that a shop hands in first, and in all.
const FIRST: u32 = 10_000;
const ALL: u32 = 100_000;
const ROUNDS: usize = 9;
const AIM: Duration = Duration::from_secs(1);
/// What counts as not growing: ten times the lines may cost this much more, in percent.
const GROWTH: u128 = 130;

/// Fills the books and settles.
pub fn measure(figures: &mut Figures) -> Got<()> {
    let folder = program::folder()?;
    let data = folder.path().join("data");
    std::fs::create_dir(&data)?;
    let program = Program::serve(&data, None)?;
    let shops = county::set_up(&program)?;
    drop(program);
    let data = data.to_str().ok_or("a folder's name is no text")?;
    let hand_in = |rows: RangeInclusive<u32>| -> Got<()> {
        for (number, shop) in (1..=BOOKS).zip(&shops) {
            let file = folder.path().join(format!("{number}.xlsx"));
            workbook::write(&file, number, rows.clone())?;
            let file = file.to_str().ok_or("a folder's name is no text")?;
            program::run(&[
                "import",
                "ledger",
                file,
                "--outlet",
                &shop.outlet.to_string(),
                "--data",
                data,
                "--confirm-stock",
                // Rows of a second file that sell the same goods on the same days are further business here.
                "--doubtful",
                "also-new",
            ])?;
        }
        Ok(())
    };
    hand_in(1..=FIRST)?;
    let tenth = settle(data)?;
    hand_in(FIRST + 1..=ALL)?;
    let whole = settle(data)?;
    let lines = BOOKS * ALL;
    figures.report(format!("`settle`, {} lines, from starting the process", BOOKS * FIRST), ms(tenth));
    figures.aim(format!("`settle`, {lines} lines"), ms(whole), "< 1 s", whole < AIM);
    let growth = whole.as_micros() * 100 / tenth.as_micros().max(1);
    figures.aim("`settle`: ten times the lines", format!("{growth} % of the time"), "≤ 130 %", growth <= GROWTH);
    let (verified, _) = program::run(&["audit", "verify", "--data", data])?;
    figures.report(format!("`audit verify`, {lines} lines: chains, totals and stock recounted"), ms(verified));
    Ok(())
}

fn settle(data: &str) -> Got<Duration> {
    let year = workbook::year().to_string();
    let one = |_| Ok(program::run(&["settle", "--year", &year, "--format", "json", "--data", data])?.0);
    median((0..ROUNDS).map(one).collect::<Got<Vec<_>>>()?)
}
