//! `huoshui import`: reads a file and says what is in it; without `--dry-run` it goes into the books.

use super::{
    pretty, print,
    speech::{figures, no_county, say, text, told, unreadable},
    table::table,
    user::act,
};
use crate::cli::{Format, Import, ImportKind, RowChoice};
use base::{Fen, Refusal, ids::OutletId};
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
        ImportKind::Ledger if args.dry_run && args.outlet.is_none() => dry_run(&args.file, args.format),
        ImportKind::Ledger => take_in_ledger(args),
        ImportKind::Divisions => take_in(args, "/divisions/import", &[]),
        ImportKind::Holidays => take_in(args, "/holidays/import", &[]),
        ImportKind::Producers => take_in(args, "/producers/import", &[]),
        ImportKind::Workers => {
            let unit = args.unit.ok_or_else(|| {
                say("--unit 指明是哪个单位的职工（单位编号）", "--unit names the unit whose workers they are")
            })?;
            take_in(args, "/units/{unit}/worker-files", &[unit.to_string()])
        }
    }
}

/// Takes a book in: good rows go in, the same file twice adds nothing. Rows that were left out are exit 1. With `--dry-run`
/// the same is done, by what that outlet's book has learnt of names and columns, and undone.
fn take_in_ledger(args: &Import) -> Result<ExitCode, String> {
    let outlet = OutletId(args.outlet.ok_or_else(|| {
        say("--outlet 指明是哪个门店的台账（门店编号）", "--outlet names the outlet whose book it is")
    })?);
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
    let (dry_run, (shown, seen)) = (args.dry_run, mpsc::channel());
    let done = act(&args.at, move |tx, actor| {
        let done = edge::audited(tx, actor, "import.commit", &format!("outlet:{outlet}"), &name, |tx, actor| {
            ledger::import::import_counting(tx, actor, outlet, (&name, &bytes), &options)
        })?;
        if dry_run {
            let _ = shown.send(done);
            return Err(No::DryRun.into());
        }
        Ok(done)
    });
    let done = seen.try_iter().last().map_or(done, Ok)?;
    answered(&done, args.format)?;
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
    let (file, dry_run) = (name.clone(), args.dry_run);
    let fields = [("dry_run".to_owned(), dry_run.to_string())].into();
    let upload = Upload { name, bytes, fields };
    let app = super::app(&args.at)?;
    let (county, stamp) = (app.county().ok_or_else(no_county)?, app.stamp("cli"));
    let found = app.routes().find(|r| r.method == "POST" && r.path == route).cloned();
    let (route, path) = (found.ok_or_else(|| format!("no route {route}"))?, path.to_vec());
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
    match seen.try_iter().last().map_or(done, Ok) {
        Ok(answer) => answered(&answer, args.format).map(|()| ExitCode::SUCCESS),
        Err(refusal) => refused(&file, &refusal, args.format),
    }
}

/// What came of a file: figures in words for people, the answer itself for programs.
fn answered(answer: &impl serde::Serialize, format: Format) -> Result<(), String> {
    match format {
        Format::Text => print(&figures(&serde_json::to_value(answer).map_err(|e| e.to_string())?)),
        Format::Json | Format::Csv => print(&pretty(answer)),
    }
}

/// What stands against a file, with each row at fault, in the form that was asked for.
fn refused(file: &str, refusal: &Refusal, format: Format) -> Result<ExitCode, String> {
    match format {
        Format::Text => return Err(format!("{file}: {}", told(refusal))),
        Format::Json => print(&pretty(&serde_json::json!({
            "file": file, "code": refusal.code, "message": refusal.message, "problems": refusal.fields,
        })))?,
        Format::Csv => {
            let head = ["row", "code", "message"].map(str::to_owned).to_vec();
            let fields = refusal.fields.iter();
            print(&table(head, fields.map(|f| vec![f.field.clone(), f.code.clone(), text(&f.message).to_owned()]))?)?;
        }
    }
    Ok(ExitCode::FAILURE)
}

/// File name and content.
pub fn read(path: &Path) -> Result<(String, Vec<u8>), String> {
    let bytes = fs::read(path).map_err(|e| unreadable(path, &e))?;
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
                _ => return Err(format!("{name}: {} ({})", text(&message), problem.code())),
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
    let mut out = format!("{}\n", report.file);
    for sheet in &report.sheets {
        out.push_str(&sheet_as_text(sheet));
    }
    let (lines, purchase, sale) = (report.totals.lines, Fen(report.totals.purchase_fen), Fen(report.totals.sale_fen));
    out.push_str(&say(
        format!("合计：{lines} 行，进货 ¥{purchase}，销售 ¥{sale}\n"),
        format!("total: {lines} lines, purchases ¥{purchase}, sales ¥{sale}\n"),
    ));
    for product in &report.unmatched_products {
        let (name, rows) = (&product.name, product.rows);
        out.push_str(&say(
            format!("未对应产品：{name}（{rows} 行）\n"),
            format!("unknown product: {name} ({rows} rows)\n"),
        ));
    }
    out
}

fn sheet_as_text(sheet: &SheetReport) -> String {
    let (name, rows, accepted, skipped) = (&sheet.name, sheet.rows, sheet.accepted, sheet.skipped.len());
    let mut out = say(
        format!("{name}：{rows} 行，可记 {accepted} 行，跳过 {skipped} 行\n"),
        format!("{name}: {rows} rows, {accepted} accepted, {skipped} skipped\n"),
    );
    for problem in &sheet.problems {
        let (row, column, value) = (problem.row, &problem.column, &problem.value);
        let message = &problem.message;
        out.push_str(&say(
            format!("  第 {row} 行 {column} “{value}”：{}\n", message.zh),
            format!("  row {row} {column} “{value}”: {}\n", message.en),
        ));
    }
    out
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
            text(&problem.message).to_owned(),
        ]
    });
    table(head, rows)
}
