//! A file that somebody carried here: what a phone could not send for days, closed for the county and signed by the phone.
//!
//! Invariants: the author is who holds the phone that signed it, never who carries it; reports, slips and photos each go as
//! if the phone had sent them, in this order and each for itself, so that the same file twice adds nothing and the
//! phone's own later try finds them known. Why closed and signed this way: docs/decisions/0008-carried-file.md.

mod error;
mod file;
mod photos;
mod take;

use base::refusal::CatalogueRow;
use edge::{Perm, Route};

pub(crate) const REFUSALS: &[CatalogueRow] = error::No::CATALOGUE;

/// The way in.
pub(crate) fn routes() -> Vec<Route> {
    vec![Route::upload_prepared("/supply-bundles", Perm::SupplyReport, "supply.take_bundle", file::read, take::take)]
}
