//! Reports held against later facts (E5, 准确性): what was bought in a village after it had said how much there is.
//!
//! Invariants: a fact is a kilogram that stands on a line of a book or, where no line speaks for it, on a delivery that
//! somebody else than the village entered, and counts once; it was written by nobody whom it judges; a person's look wins
//! over the books; only kept totals are read.
//! Left to others: which entries take goods in (ledger), which deliveries no line speaks for (market).

mod beside;
mod bought;
mod check;
mod judge;
mod rule;
mod show;
mod terms;

pub use beside::{Counts, Delivered, count_delivery};
pub use bought::{BoughtLine, BoughtSum, TotalKey, bought_lines, bought_totals, keep_bought, totals as bought_sums};
pub(crate) use check::checked;
pub use check::{By, CheckedReport};
pub(crate) use judge::too_little;
pub use rule::BooksSay;
pub(crate) use show::{lines, place, show};
pub(crate) use terms::note as note_terms;
