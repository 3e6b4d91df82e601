//! Tables as people keep them: bytes of xlsx, xls and csv in, exact rows and problems out;
//! rows in, workbooks out.
//!
//! Invariants: pure (no file, clock or network); no money or quantity passes through a float's
//! arithmetic; what could mean two things is a problem of its row, never a guess; a text that
//! does not decode is refused, never read with replacement characters; any bytes at all give a
//! result or a [`FileProblem`], never a panic.
//! Left to others: which product a name means, what of a file was taken in before
//! ([`ledger::Line::digest`] is what they compare), and all writing into books.

mod book;
pub mod cell;
pub mod ledger;
pub mod limits;
pub mod problem;
pub mod table;
pub mod values;
pub mod write;

pub use ledger::{Ledger, LedgerOptions, read_ledger};
pub use problem::{Code, FileProblem, Problem};
pub use table::{Column, Kind, Table, TableRow, TableSpec, Unread, Value, read_table};
