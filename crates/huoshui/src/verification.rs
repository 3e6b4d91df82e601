//! Recounting a whole county: what `audit verify`, `doctor`, `migrate`, `restore` and the auditor's page show.
//!
//! Left to the slices: how each part is recounted. Here they are only put together.

use assessment::desk::YearsVerified;
use base::{Refusal, Text};
use edge::{Actor, Nothing, Perm, Route, Slice, audit};
use evidence::desk::FilesVerified;
use ledger::desk::BooksReport;
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;
use vouchers::desk::VouchersVerified;

/// The audit trail recounted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrailVerified {
    /// Rows that were recomputed.
    pub rows: i64,
    /// The first thing that does not fit; none if all does.
    pub wrong: Option<Text>,
}

/// The triggers of append-only tables.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GuardsVerified {
    /// Tables that are only added to.
    pub tables: i64,
    /// Those that would take changes, because their triggers are gone or switched off.
    pub unguarded: Vec<String>,
}

/// A county recounted from its rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Verification {
    /// The chains of everybody's acts.
    pub audit: TrailVerified,
    /// Books: chains, totals, stock, takings, day roots.
    pub books: BooksReport,
    /// Accounts, workers' years, statements and pay-outs.
    pub vouchers: VouchersVerified,
    /// Frozen years and policy files.
    pub years: YearsVerified,
    /// What makes the database refuse changes.
    pub guards: GuardsVerified,
    /// Scans and photos.
    pub files: FilesVerified,
}

/// Recounts a county. It takes some seconds for a million lines.
pub fn verification(tx: &mut Tx<'_>, county: &str) -> Result<Verification, Refusal> {
    let (rows, wrong) = audit::verify(tx, county)?;
    Ok(Verification {
        audit: TrailVerified { rows, wrong },
        books: ledger::desk::verify_books(tx, county)?,
        vouchers: vouchers::desk::verify(tx, county)?,
        years: assessment::desk::verify(tx, county)?,
        guards: GuardsVerified {
            tables: i64::try_from(store::append_only_tables().len()).unwrap_or(i64::MAX),
            unguarded: store::unguarded_tables(tx)?.into_iter().map(str::to_owned).collect(),
        },
        files: evidence::desk::verify(tx, county)?,
    })
}

impl Verification {
    /// The first thing that does not fit in the audit trail, books, vouchers or frozen years, or a table that
    /// would take changes, if there is one.
    pub fn wrong_in_books(&self) -> Option<Text> {
        let book = || self.books.problems.first().map(|p| at("门店", "outlet", p.outlet, &p.code));
        let voucher = || self.vouchers.problems.first().map(|p| at("提货券", "voucher", p.id, &p.code));
        let year = || self.years.problems.first().map(|p| at("定案", "frozen year", &p.of, &p.code));
        let guard = || self.guards.unguarded.first().map(|table| unguarded(table));
        self.audit.wrong.clone().or_else(book).or_else(voucher).or_else(year).or_else(guard)
    }

    /// The first thing that does not fit anywhere, if there is one.
    pub fn first_wrong(&self) -> Option<Text> {
        let file = || self.files.problems.first().map(|p| at("附件", "file", p.file, p.code));
        self.wrong_in_books().or_else(file)
    }
}

/// Which of what does not fit, by the code of what is wrong with it.
fn at(zh: &str, en: &str, id: impl std::fmt::Display, code: impl std::fmt::Display) -> Text {
    Text::new(format!("{zh} {id}: {code}"), format!("{en} {id}: {code}"))
}

/// A table that is only added to takes changes.
pub fn unguarded(table: &str) -> Text {
    Text::new(
        format!("表 {table} 的保护触发器被删除或停用，数据库会接受改动"),
        format!("table {table}: its triggers are gone or switched off, the database takes changes"),
    )
}

/// Recounts the county. **Who:** auditor, county administrator.
fn verify(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<Verification, Refusal> {
    verification(tx, actor.county_id())
}

/// The one route: a read that takes its time, on a reader, so that nobody waits for it.
pub fn slice() -> Slice {
    let routes = vec![Route::get("/audit/verification", Perm::AuditRead, verify)];
    Slice { name: "verification", routes, targets: Vec::new(), tasks: None, news: None, refusals: Vec::new() }
}
