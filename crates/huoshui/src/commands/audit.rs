//! `huoshui audit`: recompute what the database claims.

use super::{app, pretty, print};
use crate::{
    cli::{AuditCommand, Format, Where},
    verification::{Verification, verification},
};
use edge::audit::{self, AuditRow};
use std::process::ExitCode;
use store::{FromRow, params};

pub fn run(command: AuditCommand) -> Result<ExitCode, String> {
    match command {
        AuditCommand::Verify { at, format } => verify(&at, format),
        AuditCommand::Export { at } => export(&at).map(|()| ExitCode::SUCCESS),
    }
}

fn verify(at: &Where, format: Format) -> Result<ExitCode, String> {
    let app = app(at)?;
    let county = app.county().ok_or("no county is set up here")?;
    let recounted = app.db().read_now(move |tx| verification(tx, &county.id)).map_err(|r| r.to_string())?;
    let fine = recounted.first_wrong().is_none();
    if format == Format::Json {
        print(&pretty(&serde_json::to_value(&recounted).map_err(|e| e.to_string())?))?;
    } else {
        let Verification { audit, books, vouchers, files } = recounted;
        print(&format!("audit: {} rows, {}", audit.rows, audit.wrong.as_deref().unwrap_or("every chain fits")))?;
        print(&format!(
            "books: {}, {} entries, {} lines, {} day roots",
            books.books, books.entries, books.lines, books.day_roots
        ))?;
        for problem in &books.problems {
            print(&format!("outlet {}: {} — {}", problem.outlet, problem.code, problem.message.en))?;
        }
        print(&format!("vouchers: {} accounts, {} uses and refunds", vouchers.accounts, vouchers.redemptions))?;
        for problem in &vouchers.problems {
            let (kept, counted) = (problem.kept_fen, problem.counted_fen);
            print(&format!("{} {}: {}; kept {kept}, counted {counted}", problem.code, problem.id, problem.message.en))?;
        }
        print(&format!("evidence: {} files, {} bytes", files.files, files.bytes))?;
        for problem in &files.problems {
            print(&format!("file {}: {} — {}", problem.file, problem.code, problem.message.en))?;
        }
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn export(at: &Where) -> Result<(), String> {
    let app = app(at)?;
    let county = app.county().ok_or("no county is set up here")?;
    app.db()
        .read_now(move |tx| {
            let sql = format!("SELECT {} FROM audit WHERE county = $1 ORDER BY person, seq", audit::COLUMNS);
            let mut failed = None;
            tx.each(&sql, params![&*county.id], &mut |mut row| {
                let line = serde_json::to_string(&AuditRow::from_row(&mut row)?).unwrap_or_default();
                failed = failed.take().or(print(&line).err());
                Ok(())
            })?;
            Ok(failed)
        })
        .map_err(|r| r.to_string())?
        .map_or(Ok(()), Err)
}
