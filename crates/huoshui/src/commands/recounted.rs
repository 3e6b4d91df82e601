//! What the doctor says of a recount: each part well, or its first trouble and what to do.

use super::{doctor::Look, speech::say};
use crate::verification::{GuardsVerified, TrailVerified};
use assessment::desk::YearsVerified;
use evidence::desk::FilesVerified;
use ledger::desk::BooksReport;
use vouchers::desk::VouchersVerified;

/// What everybody does who finds that something was changed behind the program.
fn compare() -> String {
    say("请停用并与备份比对，告知审计", "stop working in it, compare with a backup and tell the auditor")
}

/// The same, where `audit verify` says more.
fn listed() -> String {
    let (zh, en) = ("`huoshui audit verify` 逐条列出", "`huoshui audit verify` lists them");
    format!("{}{}{}", say(zh, en), say("；", "; "), compare())
}

/// The chains of everybody's acts.
pub(super) fn look_at_trail(TrailVerified { rows, wrong }: &TrailVerified) -> Look {
    match wrong {
        None => Ok(say(
            format!("操作记录：{rows} 条，每条链都对得上"),
            format!("audit trail: {rows} rows, every chain fits"),
        )),
        Some(wrong) => Err(say(
            format!("操作记录：{}；{}", wrong.zh, compare()),
            format!("audit trail: {}; {}", wrong.en, compare()),
        )),
    }
}

/// Books, their totals and stock.
pub(super) fn look_at_books(books: &BooksReport) -> Look {
    let (number, entries, problems) = (books.books, books.entries, books.problems.len());
    match books.problems.first() {
        None => Ok(say(
            format!("台账：{number} 本，{entries} 张单据，每条链、每个合计和库存都对得上"),
            format!("books: {number} books, {entries} entries, every chain, total and stock fits"),
        )),
        Some(first) => Err(say(
            format!("台账：{problems} 处不符，第一处在门店 {}：{}；{}", first.outlet, first.message.zh, listed()),
            format!(
                "books: {problems} problems, the first at outlet {}: {}; {}",
                first.outlet,
                first.message.en,
                listed()
            ),
        )),
    }
}

/// Accounts and statements.
pub(super) fn look_at_vouchers(vouchers: &VouchersVerified) -> Look {
    let (accounts, problems) = (vouchers.accounts, vouchers.problems.len());
    match vouchers.problems.first() {
        None => Ok(say(
            format!("提货券：{accounts} 个账户，余额和结算单都对得上"),
            format!("vouchers: {accounts} accounts, every balance and statement fits"),
        )),
        Some(first) => Err(say(
            format!(
                "提货券：{problems} 处不符，第一处 {} {}：{}；{}",
                first.code,
                first.id,
                first.message.zh,
                listed()
            ),
            format!(
                "vouchers: {problems} problems, the first {} {}: {}; {}",
                first.code,
                first.id,
                first.message.en,
                listed()
            ),
        )),
    }
}

/// Frozen years and policy files.
pub(super) fn look_at_years(years: &YearsVerified) -> Look {
    let problems = years.problems.len();
    match years.problems.first() {
        None => Ok(say(
            format!("定案年度：{} 个，政策文件：{} 份，原文都对得上", years.years, years.policies),
            format!("frozen years: {}, policy files: {}, every text fits", years.years, years.policies),
        )),
        Some(first) => Err(say(
            format!("定案年度：{problems} 处不符，第一处 {}：{}；{}", first.code, first.message.zh, listed()),
            format!("frozen years: {problems} problems, the first {}: {}; {}", first.code, first.message.en, listed()),
        )),
    }
}

/// What makes the database refuse changes.
pub(super) fn look_at_guards(guards: &GuardsVerified) -> Look {
    let (tables, open) = (guards.tables, guards.unguarded.len());
    match guards.unguarded.first() {
        None => Ok(say(
            format!("只增不改的表：{tables} 张，数据库都拒绝改动"),
            format!("append-only tables: {tables}, the database refuses changes of all"),
        )),
        Some(first) => Err(say(
            format!("只增不改的表：{open} 张失去保护，第一张 {first}，触发器被删除或停用；{}", compare()),
            format!(
                "append-only tables: {open} take changes, the first {first}: its triggers were removed or switched off; {}",
                compare()
            ),
        )),
    }
}

/// Scans and photos.
pub(super) fn look_at_files(files: &FilesVerified) -> Look {
    let problems = files.problems.len();
    match files.problems.first() {
        None => Ok(say(
            format!("附件：{} 份，{} 字节，摘要都对得上", files.files, files.bytes),
            format!("evidence: {} files, {} bytes, every digest fits", files.files, files.bytes),
        )),
        Some(first) => Err(say(
            format!(
                "附件：{problems} 处不符，第一处在附件 {}：{}；请从备份恢复，告知审计",
                first.file, first.message.zh
            ),
            format!(
                "evidence: {problems} problems, the first in file {}: {}; restore it from a backup and tell the auditor",
                first.file, first.message.en
            ),
        )),
    }
}
