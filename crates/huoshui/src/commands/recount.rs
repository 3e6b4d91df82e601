//! What `audit verify`, `doctor`, `migrate` and `restore` recount: audit trail, books, files.

use base::Refusal;
use edge::audit;
use evidence::desk::FilesVerified;
use ledger::desk::BooksReport;
use store::Tx;

/// A county recounted.
pub(super) struct Recount {
    /// Rows of the audit trail.
    pub rows: i64,
    /// What does not fit in it.
    pub wrong: Option<String>,
    pub books: BooksReport,
    pub files: FilesVerified,
}

pub(super) fn recount(tx: &mut Tx<'_>, county: &str) -> Result<Recount, Refusal> {
    let (rows, wrong) = audit::verify(tx, county)?;
    let books = ledger::desk::verify_books(tx, county)?;
    Ok(Recount { rows, wrong, books, files: evidence::desk::verify(tx, county)? })
}

impl Recount {
    /// The first thing that does not fit in the audit trail or the books, if there is one.
    pub fn wrong_in_books(&self) -> Option<String> {
        let book = || self.books.problems.first().map(|p| format!("outlet {}: {}", p.outlet, p.code));
        self.wrong.clone().or_else(book)
    }

    /// The first thing that does not fit anywhere, if there is one.
    pub fn first_wrong(&self) -> Option<String> {
        let file = || self.files.problems.first().map(|p| format!("file {}: {}", p.file, p.code));
        self.wrong_in_books().or_else(file)
    }
}
