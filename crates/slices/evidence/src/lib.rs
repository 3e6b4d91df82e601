//! Scans and photos, and what each is evidence of (佐证).
//!
//! **Evidence** is a file attached to a subject (a certification, producer, outlet) or to one part
//! of it (an act, a help, an employment). The slice that owns the subject mounts the routes and
//! says who may attach to what ([`desk::Subject`]); place and scope are checked by the edge.
//!
//! Invariants:
//! - A file is what its bytes say, never what its name says; nothing is run, rewritten or replaced.
//!   The original bytes are kept whole, a photo's position data included, since they are the
//!   evidence; nothing here is ever published.
//! - The same bytes are stored once a county, sealed. Wrong evidence is struck off with a reason
//!   by whoever attached it or the county office, and stays readable for them and for auditors.
//! - Opening a file that somebody else attached leaves a row in the audit trail, before it leaves.
//!
//! Left to others: shrinking photos (the browser, before it sends them), how long files are kept.

mod alike;
mod attach;
mod content;
pub mod desk;
mod dto;
mod error;
mod list;
mod look;
mod open;
mod sql;
mod strike;
mod verify;

pub use dto::{Attached, Elsewhere, EvidenceQuery, EvidenceRow, StrikeForm, Struck};
pub use verify::{FileProblem, FilesVerified};

use edge::Slice;

/// What this slice brings: its refusals; the routes are mounted by the slices that own the subjects.
pub fn slice() -> Slice {
    Slice {
        name: "evidence",
        routes: Vec::new(),
        targets: Vec::new(),
        tasks: None,
        news: None,
        refusals: vec![error::No::CATALOGUE],
    }
}
