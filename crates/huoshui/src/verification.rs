//! Recounting a whole county: what `audit verify`, `doctor`, `migrate`, `restore` and the auditor's page show.
//!
//! Left to the slices: how each part is recounted. Here they are only put together.

use base::Refusal;
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
    pub wrong: Option<String>,
}

/// A county recounted from its rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Verification {
    /// The chains of everybody's acts.
    pub audit: TrailVerified,
    /// Books: chains, totals, stock, takings, day roots.
    pub books: BooksReport,
    /// Accounts, workers' years and statements.
    pub vouchers: VouchersVerified,
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
        files: evidence::desk::verify(tx, county)?,
    })
}

impl Verification {
    /// The first thing that does not fit in the audit trail, the books or the vouchers, if there is one.
    pub fn wrong_in_books(&self) -> Option<String> {
        let book = || self.books.problems.first().map(|p| format!("outlet {}: {}", p.outlet, p.code));
        let voucher = || self.vouchers.problems.first().map(|p| format!("{} {}", p.code, p.id));
        self.audit.wrong.clone().or_else(book).or_else(voucher)
    }

    /// The first thing that does not fit anywhere, if there is one.
    pub fn first_wrong(&self) -> Option<String> {
        let file = || self.files.problems.first().map(|p| format!("file {}: {}", p.file, p.code));
        self.wrong_in_books().or_else(file)
    }
}

/// Recounts the county. **Who:** auditor, county administrator.
fn verify(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<Verification, Refusal> {
    verification(tx, actor.county_id())
}

/// The one route: a read that takes its time, on a reader, so that nobody waits for it.
pub fn slice() -> Slice {
    let routes = vec![Route::get("/audit/verification", Perm::AuditRead, verify)];
    Slice { name: "verification", routes, targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
