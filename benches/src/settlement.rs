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
use std::time::Duration;

/// Workbooks, each into the book of a shop of its own.
const WORKBOOKS: usize = 10;
const ROUNDS: usize = 5;
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
    let mut settled = Vec::new();
    for (number, shop) in (1..=WORKBOOKS).zip(&shops) {
        let file = folder.path().join(format!("{number}.xlsx"));
        workbook::write(&file, number)?;
        let file = file.to_str().ok_or("a folder's name is no text")?;
        program::run(&["import", "ledger", file, "--outlet", &shop.outlet.to_string(), "--data", data])?;
        if number == 1 || number == WORKBOOKS {
            settled.push(settle(data)?);
        }
    }
    let [tenth, whole] = settled.as_slice() else { return Err("two measures are compared".into()) };
    let lines = workbook::ROWS * u32::try_from(WORKBOOKS)?;
    figures.report(format!("`settle`, {} lines, from starting the process", lines / 10), ms(*tenth));
    figures.aim(format!("`settle`, {lines} lines"), ms(*whole), "< 1 s", *whole < AIM);
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
