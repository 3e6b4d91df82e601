//! What other slices, jobs and the command line may ask of the ledger, over their open transaction.
//!
//! Use cases (recording, importing, closing) are called directly: they are plain functions already.

pub use crate::{
    import::{CommitImport, ImportRow, Preview, dry_run, import_ledger},
    live::{AnnounceLiveSession, CallOffLiveSession, LiveSessionRow, PromoterKind, SoldLive},
    verify::{BookProblem, BooksReport, make_day_root, verify_books},
    view::LineView,
};

use crate::{
    around,
    entries::{LineFilter, lines_of},
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{HouseholdId, OutletId, ProducerId, ProductId},
};
use edge::Actor;
use std::collections::{BTreeMap, BTreeSet};
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
    }
}

/// Sales of each outlet in a year, by outlet. Does not grow with lines.
pub fn year_totals(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<OutletYear>, Refusal> {
    Ok(tx.query(
        "SELECT outlet, CAST(SUM(recorded_fen) AS BIGINT), CAST(SUM(listed_fen) AS BIGINT), CAST(SUM(local_fen) AS BIGINT)
         FROM sales_total WHERE county = $1 AND year = $2 GROUP BY outlet ORDER BY outlet",
        params![county, year],
    )?)
}

/// What an outlet sold in a year of the lots that are tied to one report of unsalable produce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignYear {
    /// Which outlet.
    pub outlet: OutletId,
    /// Number of the report.
    pub report: i64,
    /// Listed at the moment of sale, less returns.
    pub listed_fen: Fen,
    /// Grams, boxes by what is in them, listed or not.
    pub grams: i64,
}

/// Sales tied to reports of unsalable produce, declared or not, by outlet and report.
pub fn campaign_totals(tx: &mut Tx<'_>, actor: &Actor, year: i32) -> Result<Vec<CampaignYear>, Refusal> {
    let mut sums: BTreeMap<(OutletId, i64), (Fen, i64)> = BTreeMap::new();
    for (total, grams) in tied_totals(tx, actor, year)? {
        let sum = sums.entry((total.outlet, total.campaign)).or_default();
        *sum = (sum.0.plus(total.listed_fen).unwrap_or(sum.0), sum.1.saturating_add(grams));
    }
    let year = |((outlet, report), (listed_fen, grams))| CampaignYear { outlet, report, listed_fen, grams };
    Ok(sums.into_iter().map(year).collect())
}

/// What was sold of the lots that are tied to one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoldOfReport {
    /// Grams, boxes by what is in them.
    pub grams: i64,
    /// What was paid for it, less returns.
    pub fen: Fen,
}

/// What was ever sold of the lots that are tied to each report.
pub fn sold_of_reports(tx: &mut Tx<'_>, actor: &Actor) -> Result<BTreeMap<i64, SoldOfReport>, Refusal> {
    let mut sold: BTreeMap<i64, SoldOfReport> = BTreeMap::new();
    for (total, grams) in tied_totals(tx, actor, 0)? {
        let of = sold.entry(total.campaign).or_default();
        of.grams = of.grams.saturating_add(grams);
        of.fen = of.fen.plus(total.recorded_fen).unwrap_or(of.fen);
    }
    Ok(sold)
}

row! {
    /// A kept total of sales of tied lots.
    struct TiedTotal {
        campaign: i64, outlet: OutletId, product: ProductId, grams: i64, pieces: i64, recorded_fen: Fen, listed_fen: Fen,
    }
}

/// Kept totals of sales of tied lots, of a year or (0) all, each with its grams.
fn tied_totals(tx: &mut Tx<'_>, actor: &Actor, year: i32) -> Result<Vec<(TiedTotal, i64)>, Refusal> {
    let rows: Vec<TiedTotal> = tx.query(
        "SELECT campaign, outlet, product, CAST(SUM(quantity_g) AS BIGINT), CAST(SUM(quantity_pieces) AS BIGINT),
         CAST(SUM(recorded_fen) AS BIGINT), CAST(SUM(listed_fen) AS BIGINT) FROM sales_total
         WHERE county = $1 AND ($2 = 0 OR year = $2) AND campaign <> 0
         GROUP BY campaign, outlet, product ORDER BY campaign, outlet, product",
        params![actor.county_id(), year],
    )?;
    let products: Vec<ProductId> = rows.iter().map(|row| row.product).collect();
    let known = catalogue::desk::products_at(tx, actor.county_id(), &products, actor.now)?;
    let packs: BTreeMap<ProductId, i64> =
        known.into_iter().filter_map(|product| product.pack_g.map(|pack_g| (product.id, pack_g))).collect();
    let grams = |row: TiedTotal| {
        let pack_g = packs.get(&row.product).copied().unwrap_or(0);
        let grams = row.grams.saturating_add(row.pieces.saturating_mul(pack_g));
        (row, grams)
    };
    Ok(rows.into_iter().map(grams).collect())
}

/// Grams of reported unsalable produce that each outlet took in and did not hand on, by report and outlet.
pub fn taken_in_of_reports(
    tx: &mut Tx<'_>,
    county: &str,
    now: Instant,
) -> Result<BTreeMap<(i64, OutletId), i64>, Refusal> {
    crate::tie::tied(tx, county, now, None)
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

/// Households whose own produce an outlet has taken in, by number: as households, or as producers of that kind.
pub fn selling_households(tx: &mut Tx<'_>, county: &str) -> Result<Vec<HouseholdId>, Refusal> {
    let rows: Vec<(String, i64)> = tx.query(
        "SELECT DISTINCT c.kind, c.ref FROM counterparty c JOIN intake_total t ON t.county = c.county AND t.supplier = c.id
         WHERE c.county = $1 AND c.kind IN ('household', 'producer') AND (t.quantity_g > 0 OR t.quantity_pieces > 0)",
        params![county],
    )?;
    let producers = around::households_of_producers(tx, county)?;
    let household = |(kind, id): (String, i64)| match kind.as_str() {
        "household" => Some(HouseholdId(id)),
        _ => producers.get(&ProducerId(id)).copied(),
    };
    Ok(rows.into_iter().filter_map(household).collect::<BTreeSet<_>>().into_iter().collect())
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

row! {
    /// A product of which an outlet that keeps stock has sold more than came in.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Oversold {
        /// Outlet.
        pub outlet: OutletId,
        /// What.
        pub product: ProductId,
        /// `g` or `piece`.
        pub unit: String,
        /// What never came in.
        pub missing: i64,
    }
}

impl Oversold {
    /// What never came in, as people read it.
    pub fn in_words(&self) -> String {
        crate::goods::in_words(crate::book::quantity(&self.unit, self.missing))
    }
}

/// Products whose stock stands below nothing, by outlet, with their names; none of outlets whose stock is not kept.
pub fn oversold(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(Oversold, String)>, Refusal> {
    let rows: Vec<Oversold> = tx.query(
        "SELECT s.outlet, s.product, s.unit, CAST(-SUM(s.on_hand) AS BIGINT) FROM stock s
         JOIN book b ON b.county = s.county AND b.outlet = s.outlet AND b.stock_kept = 1
         WHERE s.county = $1 GROUP BY s.outlet, s.product, s.unit HAVING SUM(s.on_hand) < 0 ORDER BY s.outlet, s.product",
        params![county],
    )?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names: std::collections::BTreeMap<ProductId, String> =
        around::product_names(tx, county)?.into_iter().map(|(id, name, _)| (id, name)).collect();
    Ok(rows.into_iter().map(|row| (row.clone(), names.get(&row.product).cloned().unwrap_or_default())).collect())
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
    (year, as_of): (i32, Instant),
    measure: &str,
    ask: &Ask,
) -> Result<Page<LineView>, Refusal> {
    let filter = LineFilter {
        from: Day::first_of_year(year),
        to: Day::last_of_year(year),
        measure: Some(measure.to_owned()),
        ..LineFilter::default()
    };
    lines_of(tx, county, (outlet, as_of), &filter, ask)
}

/// Years in which something was sold or taken in, oldest first.
pub fn counted_years(tx: &mut Tx<'_>, county: &str) -> Result<Vec<i32>, Refusal> {
    // From one year to the next by the index: the tables hold a row for each outlet and product.
    let next = "SELECT year FROM (SELECT MIN(year) AS year FROM sales_total WHERE county = $1 AND year > $2
        UNION ALL SELECT MIN(year) FROM intake_total WHERE county = $1 AND year > $2) AS y
        WHERE year IS NOT NULL ORDER BY year LIMIT 1";
    let (mut years, mut after) = (Vec::new(), 0);
    while let Some(year) = tx.find::<i32>(next, params![county, after])? {
        years.push(year);
        after = year;
    }
    Ok(years)
}

/// Whether anything was sold in a year.
pub fn sold_in(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<bool, Refusal> {
    let sql = "SELECT year FROM sales_total WHERE county = $1 AND year = $2 LIMIT 1";
    Ok(tx.find::<i32>(sql, params![county, year])?.is_some())
}

/// The last day of the closed period; 0001-01-01 for none.
pub fn closed_to(tx: &mut Tx<'_>, county: &str) -> Result<Day, Refusal> {
    Ok(tx.one("SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1", params![county])?)
}

/// Announces a live-stream session of an event, which the market keeps.
pub fn announce_session(tx: &mut Tx<'_>, actor: &Actor, fair: i64, body: &AnnounceLiveSession) -> Result<i64, Refusal> {
    crate::live::announce(tx, actor, fair, body)
}

/// Puts right what was said of a session.
pub fn edit_session(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: &AnnounceLiveSession) -> Result<(), Refusal> {
    crate::live::edit(tx, actor, id, body)
}

/// Calls a session off.
pub fn call_off_session(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: &CallOffLiveSession) -> Result<(), Refusal> {
    crate::live::call_off(tx, actor, id, body)
}

/// The sessions of an event, the first one first.
pub fn sessions_of(tx: &mut Tx<'_>, county: &str, fair: i64) -> Result<Vec<LiveSessionRow>, Refusal> {
    crate::live::of_fair(tx, county, fair)
}

/// What the sessions of an event sold by the books, less what came back.
pub fn sold_live(tx: &mut Tx<'_>, county: &str, fair: i64) -> Result<BTreeMap<i64, SoldLive>, Refusal> {
    crate::live::sold(tx, county, fair)
}
