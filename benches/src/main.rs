//! What Huoshui is measured by: the real program, beside the bare libraries doing the same on the same machine.
//!
//! `bench [sales] [workbook] [settlement] [match] [outage] [small]` measures what is named, all if nothing is. Figures go to
//! stdout and into `benches/results.md`. Invariant: a figure and the bare one that it is compared with are
//! taken in turns, several times over, and the medians are shown; nothing is judged by one lucky run.

mod bare;
mod client;
mod county;
mod figures;
mod matching;
mod outage;
mod program;
mod sales;
mod settlement;
mod small;
mod workbook;

use figures::Figures;
use std::{error::Error, process::ExitCode};

/// What a measure gives: itself, or why it could not be taken.
type Got<T> = Result<T, Box<dyn Error + Send + Sync>>;
type Measure = fn(&mut Figures) -> Got<()>;

const MEASURES: [(&str, Measure); 6] = [
    ("sales", sales::measure),
    ("workbook", workbook::measure),
    ("settlement", settlement::measure),
    ("match", matching::measure),
    ("outage", outage::measure),
    ("small", small::measure),
];

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = wanted.iter().find(|word| MEASURES.iter().all(|(name, _)| name != word)) {
        eprintln!("no such measure: {unknown}; there are sales, workbook, settlement, match, outage, small");
        return ExitCode::from(2);
    }
    let mut figures = Figures::default();
    let mut done = ExitCode::SUCCESS;
    for (name, measure) in MEASURES.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|w| w == name)) {
        eprintln!("measuring {name} …");
        if let Err(error) = measure(&mut figures) {
            eprintln!("{name}: {error}");
            done = ExitCode::FAILURE;
        }
    }
    println!("{}", figures.table());
    if wanted.is_empty()
        && let Err(error) = figures.keep()
    {
        eprintln!("results.md: {error}");
        done = ExitCode::FAILURE;
    }
    done
}
