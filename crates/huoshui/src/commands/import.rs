//! `huoshui import`: reads a file and says what is in it; without `--dry-run` it goes into the books.

use super::{pretty, print};
use crate::cli::{Format, Import, ImportKind};
use sheets::{
    Ledger, LedgerOptions,
    ledger::{Refused, Report, SheetReport},
    read_ledger,
};
use std::{fs, path::Path, process::ExitCode};

/// Runs the command. A file of which nothing can be read is exit 1.
pub fn run(args: &Import) -> Result<ExitCode, String> {
    match args.kind {
        ImportKind::Ledger if args.dry_run => dry_run(&args.file, args.format),
        ImportKind::Ledger => Err("taking in a ledger needs --dry-run for now".into()),
        ImportKind::Divisions => Err("not yet".into()),
    }
}

/// File name and content.
pub fn read(path: &Path) -> Result<(String, Vec<u8>), String> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok((path.display().to_string(), bytes))
}

fn dry_run(path: &Path, format: Format) -> Result<ExitCode, String> {
    let (name, bytes) = read(path)?;
    match read_ledger(&name, &bytes, &LedgerOptions::default()) {
        Ok(ledger) => show(&ledger, format).map(|()| ExitCode::SUCCESS),
        Err(problem) => {
            let message = problem.message();
            match format {
                Format::Json => print(&pretty(&Refused::new(&name, problem)))?,
                _ => return Err(format!("{name}: {} / {} ({})", message.zh, message.en, problem.code())),
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Shows what was read.
pub fn show(ledger: &Ledger, format: Format) -> Result<(), String> {
    match format {
        Format::Json => print(&pretty(&ledger.report)),
        Format::Csv => print(&problems_as_csv(&ledger.report)),
        Format::Text => print(&as_text(&ledger.report)),
    }
}

fn as_text(report: &Report) -> String {
    let mut text = format!("{}\n", report.file);
    for sheet in &report.sheets {
        text.push_str(&sheet_as_text(sheet));
    }
    let totals = &report.totals;
    text.push_str(&format!(
        "合计 / total: {} lines, 进货 / purchases ¥{}, 销售 / sales ¥{}\n",
        totals.lines, totals.purchase_fen, totals.sale_fen
    ));
    for product in &report.unmatched_products {
        text.push_str(&format!("未对应产品 / unknown product: {} ({} rows)\n", product.name, product.rows));
    }
    text
}

fn sheet_as_text(sheet: &SheetReport) -> String {
    let mut text =
        format!("{}: {} rows, {} accepted, {} skipped\n", sheet.name, sheet.rows, sheet.accepted, sheet.skipped.len());
    for problem in &sheet.problems {
        let message = &problem.message;
        text.push_str(&format!("  {} {} “{}”: {} / {}\n", problem.row, problem.column, problem.value, message.zh, message.en));
    }
    text
}

fn problems_as_csv(report: &Report) -> String {
    let mut text = String::from("sheet,row,column,value,code,message\n");
    for sheet in &report.sheets {
        for problem in &sheet.problems {
            let cells = [&sheet.name, &problem.row.to_string(), &problem.column, &problem.value, problem.code.as_str(), &problem.message.zh]
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            text.push_str(&cells.join(","));
            text.push('\n');
        }
    }
    text
}
