//! `huoshui import`: reads a file and says what is in it; without `--dry-run` it goes into the books.

use super::{pretty, print, table::table, user::act};
use crate::cli::{Format, Import, ImportKind, RowChoice};
use base::{Fen, ids::OutletId};
use edge::{Actor, Upload};
use ledger::import::{Choice, CommitImport};
use sheets::{
    Ledger, LedgerOptions,
    ledger::{Refused, Report, SheetReport},
    read_ledger,
};
use std::{fs, path::Path, process::ExitCode, sync::mpsc};

base::refusals! {
    /// Why nothing is kept of a file that could be taken in.
    pub enum No {
        /// `--dry-run`: the transaction ends here.
        DryRun => 409 "import.dry_run" "只试读，没有写入" "Only tried; nothing was written",
    }
}

/// Runs the command. A file of which nothing can be read is exit 1.
pub fn run(args: &Import) -> Result<ExitCode, String> {
    match args.kind {
        ImportKind::Ledger if args.dry_run => dry_run(&args.file, args.format),
        ImportKind::Ledger => take_in_ledger(args),
        ImportKind::Divisions => take_in(args, "/divisions/import", &[]),
        ImportKind::Holidays => take_in(args, "/holidays/import", &[]),
        ImportKind::Producers => take_in(args, "/producers/import", &[]),
        ImportKind::Workers => {
            let unit = args.unit.ok_or("--unit names the unit whose workers they are")?;
            take_in(args, "/units/{unit}/worker-files", &[unit.to_string()])
        }
    }
}

/// Takes a book in: good rows go in, the same file twice adds nothing. Rows that were left out are exit 1.
fn take_in_ledger(args: &Import) -> Result<ExitCode, String> {
    let outlet = OutletId(args.outlet.ok_or("--outlet names the outlet whose book it is")?);
    let (name, bytes) = read(&args.file)?;
    let options = CommitImport {
        confirm_total: args.confirm_total,
        confirm_receipts: args.confirm_receipts,
        skip_unmatched: args.skip_unmatched,
        confirm_stock: args.confirm_stock,
        changed: args.changed.map(choice),
        doubtful: args.doubtful.map(choice),
        ..CommitImport::default()
    };
    let done = act(&args.at, move |tx, actor| {
        edge::audited(tx, actor, "import.commit", &format!("outlet:{outlet}"), &name, |tx, actor| {
            ledger::import::import_counting(tx, actor, outlet, (&name, &bytes), &options)
        })
    })?;
    print(&pretty(&done))?;
    Ok(if done.left_out == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn choice(said: RowChoice) -> Choice {
    match said {
        RowChoice::Replace => Choice::Replace,
        RowChoice::AlsoNew => Choice::AlsoNew,
        RowChoice::LeaveOut => Choice::LeaveOut,
    }
}

/// Sends a file through the route that the screen uses. With `--dry-run` the same is done and undone:
/// its transaction is refused once the answer is known, whatever the route makes of the field.
fn take_in(args: &Import, route: &'static str, path: &[String]) -> Result<ExitCode, String> {
    let (name, bytes) = read(&args.file)?;
    let dry_run = args.dry_run;
    let fields = [("dry_run".to_owned(), dry_run.to_string())].into();
    let upload = Upload { name, bytes, fields };
    let app = super::app(&args.at)?;
    let (county, stamp) = (app.county().ok_or("no county is set up here")?, app.stamp("cli"));
    let found = app.routes().find(|r| r.method == "POST" && r.path == route).cloned();
    let (route, path) = (found.ok_or_else(|| format!("there is no route {route}"))?, path.to_vec());
    let (shown, seen) = mpsc::channel();
    let done = app.db().write_now(move |tx| {
        let actor = Actor::program(county.clone(), &stamp);
        let answer = edge::perform(tx, &actor, &route, &path, &serde_json::Value::Null, Some(upload.clone()))?;
        if dry_run {
            let _ = shown.send(answer);
            return Err(No::DryRun.into());
        }
        Ok(answer)
    });
    let answer = match seen.try_iter().last() {
        Some(tried) => tried,
        None => done.map_err(|r| r.to_string())?,
    };
    print(&pretty(&answer)).map(|()| ExitCode::SUCCESS)
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
        Format::Csv => print(&problems_as_csv(&ledger.report)?),
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
        totals.lines,
        Fen(totals.purchase_fen),
        Fen(totals.sale_fen)
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
        text.push_str(&format!(
            "  {} {} “{}”: {} / {}\n",
            problem.row, problem.column, problem.value, message.zh, message.en
        ));
    }
    text
}

fn problems_as_csv(report: &Report) -> Result<String, String> {
    let head = ["sheet", "row", "column", "value", "code", "message"].map(str::to_owned).to_vec();
    let problems = report.sheets.iter().flat_map(|sheet| sheet.problems.iter().map(move |problem| (sheet, problem)));
    let rows = problems.map(|(sheet, problem)| {
        vec![
            sheet.name.clone(),
            problem.row.to_string(),
            problem.column.clone(),
            problem.value.clone(),
            problem.code.as_str().to_owned(),
            problem.message.zh.to_string(),
        ]
    });
    table(head, rows)
}
