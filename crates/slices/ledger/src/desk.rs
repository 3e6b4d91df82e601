//! What other slices, jobs and the command line may ask of the ledger, over their open transaction.
//!
//! Use cases (recording, importing, closing) are called directly: they are plain functions already.

pub use crate::{
    import::{CommitImport, ImportRow, Preview, dry_run, import_ledger},
    verify::{BookProblem, BooksReport, make_day_root, verify_books},
    view::LineView,
};

use crate::entries::{LineFilter, lines_of};
use base::{
    Day, Fen, Refusal,
    ids::{HouseholdId, OutletId, ProductId},
};
use store::{Ask, Page, Tx, params, row};

row! {
    /// Sales of an outlet in a year, from the kept totals.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OutletYear {
        /// Which.
        pub outlet: OutletId,
        /// All that its book says was sold, less returns.
        pub recorded_fen: Fen,
        /// Of it listed at the moment of sale.
        pub listed_fen: Fen,
        /// Of that grown in the county.
        pub local_fen: Fen,
        /// Sold for a campaign.
        pub campaign_fen: Fen,
    }
}

/// Sales of each outlet in a year, by outlet. Does not grow with lines.
pub fn year_totals(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<OutletYear>, Refusal> {
    Ok(tx.query(
        "SELECT outlet, CAST(SUM(recorded_fen) AS BIGINT), CAST(SUM(listed_fen) AS BIGINT), CAST(SUM(local_fen) AS BIGINT),
            CAST(SUM(CASE WHEN campaign <> 0 THEN recorded_fen ELSE 0 END) AS BIGINT)
         FROM sales_total WHERE county = $1 AND year = $2 GROUP BY outlet ORDER BY outlet",
        params![county, year],
    )?)
}

row! {
    /// Sales of listed products of an outlet in a year.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ListedYear {
        /// Which.
        pub outlet: OutletId,
        /// Calendar year.
        pub year: i64,
        /// Listed at the moment of sale, less returns.
        pub listed_fen: Fen,
    }
}

/// Sales of listed products since the books began, by outlet and year. Does not grow with lines.
pub fn listed_by_year(tx: &mut Tx<'_>, county: &str) -> Result<Vec<ListedYear>, Refusal> {
    Ok(tx.query(
        "SELECT outlet, year, CAST(SUM(listed_fen) AS BIGINT) FROM sales_total WHERE county = $1
         GROUP BY outlet, year ORDER BY outlet, year",
        params![county],
    )?)
}

/// Households whose own produce an outlet has taken in, by number.
pub fn selling_households(tx: &mut Tx<'_>, county: &str) -> Result<Vec<HouseholdId>, Refusal> {
    Ok(tx.query(
        "SELECT DISTINCT c.ref FROM counterparty c JOIN intake_total t ON t.county = c.county AND t.supplier = c.id
         WHERE c.county = $1 AND c.kind = 'household' AND (t.quantity_g > 0 OR t.quantity_pieces > 0) ORDER BY c.ref",
        params![county],
    )?)
}

row! {
    /// What an outlet took in of a product from one supplier in a year.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct TakenIn {
        /// Outlet.
        pub outlet: OutletId,
        /// What.
        pub product: ProductId,
        /// From whom, as a counterparty of the ledger; 0 for unknown.
        pub supplier: i64,
        /// What it cost.
        pub amount_fen: Fen,
        /// Grams.
        pub quantity_g: i64,
        /// Pieces.
        pub quantity_pieces: i64,
    }
}

/// Purchases and consignment intake of a year, by outlet, product and supplier.
pub fn taken_in(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<TakenIn>, Refusal> {
    Ok(tx.query(
        "SELECT outlet, product, supplier, amount_fen, quantity_g, quantity_pieces FROM intake_total WHERE county = $1 AND year = $2
         ORDER BY outlet, product, supplier",
        params![county, year],
    )?)
}

/// What a counterparty is: `producer`, `household`, `outlet`, `unit` or `other`, and its number in that register.
pub fn counterparty(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<(String, i64)>, Refusal> {
    crate::counterparty::what(tx, county, id)
}

/// The lines behind a measure of an outlet's year: `recorded`, `listed`, `local` or `campaign`.
pub fn measure_lines(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    year: i32,
    measure: &str,
    ask: &Ask,
) -> Result<Page<LineView>, Refusal> {
    let filter = LineFilter {
        from: Day::first_of_year(year),
        to: Day::last_of_year(year),
        measure: Some(measure.to_owned()),
        ..LineFilter::default()
    };
    lines_of(tx, county, outlet, &filter, ask)
}

/// The last day of the closed period; 0001-01-01 for none.
pub fn closed_to(tx: &mut Tx<'_>, county: &str) -> Result<Day, Refusal> {
    Ok(tx.one("SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1", params![county])?)
}
