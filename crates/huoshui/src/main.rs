//! `huoshui`: see `huoshui help`.

use clap::Parser;
use huoshui::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    huoshui::run(Cli::parse())
}
