//! `huoshui audit`: recompute what the database claims.

use super::{
    app, pretty, print,
    speech::{no_county, say, text, told},
};
use crate::{
    cli::{AuditCommand, TextOrJson, Where},
    verification::{Verification, unguarded, verification},
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

fn verify(at: &Where, format: TextOrJson) -> Result<ExitCode, String> {
    let app = app(at)?;
    let county = app.county().ok_or_else(no_county)?;
    let recounted = app.db().read_now(move |tx| verification(tx, &county.id)).map_err(|r| told(&r))?;
    let fine = recounted.first_wrong().is_none();
    if format == TextOrJson::Json {
        print(&pretty(&serde_json::to_value(&recounted).map_err(|e| e.to_string())?))?;
    } else {
        lines(&recounted).iter().try_for_each(|line| print(line))?;
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What was recounted, part by part, each followed by what does not fit.
fn lines(recounted: &Verification) -> Vec<String> {
    let Verification { audit, books, vouchers, years, guards, files } = recounted;
    let mut lines = vec![say(
        format!("操作记录：{} 条，{}", audit.rows, audit.wrong.as_ref().map_or("每条链都对得上", |wrong| &wrong.zh)),
        format!("audit: {} rows, {}", audit.rows, audit.wrong.as_ref().map_or("every chain fits", |wrong| &wrong.en)),
    )];
    lines.push(say(
        format!(
            "台账：{} 本，{} 张单据，{} 行明细，{} 个日根",
            books.books, books.entries, books.lines, books.day_roots
        ),
        format!(
            "books: {}, {} entries, {} lines, {} day roots",
            books.books, books.entries, books.lines, books.day_roots
        ),
    ));
    let at = |outlet| say(format!("门店 {outlet}"), format!("outlet {outlet}"));
    lines.extend(books.problems.iter().map(|p| format!("{}: {} — {}", at(p.outlet), p.code, text(&p.message))));
    lines.push(say(
        format!("提货券：{} 个账户，{} 笔用券和退回", vouchers.accounts, vouchers.redemptions),
        format!("vouchers: {} accounts, {} uses and refunds", vouchers.accounts, vouchers.redemptions),
    ));
    lines.extend(vouchers.problems.iter().map(|p| {
        let (kept, counted) = (p.kept_fen, p.counted_fen);
        let sums = say(format!("账上 {kept}，核算 {counted}"), format!("kept {kept}, counted {counted}"));
        format!("{} {}: {}; {sums}", p.code, p.id, text(&p.message))
    }));
    lines.push(say(
        format!("定案年度：{} 个，政策文件：{} 份", years.years, years.policies),
        format!("frozen years: {}, policy files: {}", years.years, years.policies),
    ));
    lines.extend(years.problems.iter().map(|p| format!("{} — {}", p.code, text(&p.message))));
    lines.push(say(format!("只增不改的表：{} 张", guards.tables), format!("append-only tables: {}", guards.tables)));
    lines.extend(guards.unguarded.iter().map(|table| text(&unguarded(table)).to_owned()));
    lines.push(say(
        format!("附件：{} 份，{} 字节", files.files, files.bytes),
        format!("evidence: {} files, {} bytes", files.files, files.bytes),
    ));
    let file = |id| say(format!("附件 {id}"), format!("file {id}"));
    lines.extend(files.problems.iter().map(|p| format!("{}: {} — {}", file(p.file), p.code, text(&p.message))));
    lines
}

fn export(at: &Where) -> Result<(), String> {
    let app = app(at)?;
    let county = app.county().ok_or_else(no_county)?;
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
        .map_err(|r| told(&r))?
        .map_or(Ok(()), Err)
}
