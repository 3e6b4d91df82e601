//! What is in stock, which lots there are, and what the totals say.

use crate::named::{self, About, Named};
use base::{
    Day, Fen, Refusal,
    ids::{DivisionId, LotId, OutletId, ProductId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, Value, params, row};

row! {
    /// Stock of a product, of one lot or without one.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct StockRow {
        /// What.
        pub product: ProductId,
        /// Of which lot; 0 without one.
        pub lot: i64,
        /// `g` or `piece`.
        pub unit: String,
        /// What is left; below nothing where goods went out that never came in.
        pub on_hand: i64,
        /// When it was taken in.
        pub taken_in_on: Day,
        /// Last day of its shelf life; 9999-12-31 for none.
        pub expires_on: Day,
    }
}

/// What a list of stock is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StockFilter {
    /// What.
    pub product: Option<i64>,
    /// Expired by that day, or that expires on it.
    pub expires_to: Option<Day>,
    /// Only what stands below nothing.
    #[serde(default)]
    pub below_nothing: bool,
}

/// What is in stock. **Who:** the outlet, the county.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    filter: StockFilter,
    ask: &Ask,
) -> Result<Page<Named<StockRow>>, Refusal> {
    let mut base = String::from(
        "SELECT product, lot, unit, on_hand, taken_in_on, expires_on, product * 1000000000 + lot AS sort_id FROM stock
         WHERE county = $1 AND outlet = $2 AND on_hand <> 0",
    );
    let mut values = params![actor.county_id(), outlet].to_vec();
    if let Some(product) = filter.product {
        values.push(product.into());
        base.push_str(&format!(" AND product = ${}", values.len()));
    }
    if let Some(day) = filter.expires_to {
        values.push(day.into());
        base.push_str(&format!(" AND expires_on <= ${}", values.len()));
    }
    if filter.below_nothing {
        base.push_str(" AND on_hand < 0");
    }
    let sorts = &["product", "expires_on", "taken_in_on", "on_hand"];
    let page = store::list(tx, &Listing { base: &base, params: values, sorts, sums: &[] }, ask)?;
    named::page(tx, actor.county_id(), page)
}

row! {
    /// A lot.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct LotRow {
        /// Its number in the county.
        pub id: LotId,
        /// Its trace code.
        pub trace_code: String,
        /// What.
        pub product: ProductId,
        /// The entry that it came with.
        pub seq: i64,
        /// When it was taken in.
        pub taken_in_on: Day,
        /// Production date.
        pub made_on: Option<Day>,
        /// Batch number of the maker.
        pub batch_no: String,
        /// Last day of its shelf life.
        pub expires_on: Option<Day>,
        /// From whom, as a counterparty of the ledger.
        pub counterparty: Option<i64>,
        /// Where it was grown.
        pub origin: Option<DivisionId>,
        /// Number of the commitment certificate.
        pub certificate: String,
        /// Why none is needed, where none came with it.
        pub note: String,
        /// Lots that went into it.
        pub sources: i64,
        /// What is left of it here.
        pub on_hand: i64,
    }
}

/// Lots that were taken in or packed here. **Who:** the outlet, the county.
pub fn list_lots(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<Named<LotRow>>, Refusal> {
    let base = "SELECT l.id, l.code AS trace_code, l.product, l.seq, l.taken_in_on, l.made_on, l.batch_no, l.expires_on, l.counterparty, l.origin,
            l.certificate, l.note, (SELECT COUNT(*) FROM lot_source s WHERE s.county = l.county AND s.lot = l.id) AS sources,
            COALESCE((SELECT k.on_hand FROM stock k WHERE k.county = l.county AND k.outlet = l.outlet AND k.product = l.product
                AND k.lot = l.id), 0) AS on_hand, l.id AS sort_id
        FROM lot l WHERE l.county = $1 AND l.outlet = $2";
    let params = params![actor.county_id(), outlet].to_vec();
    let page = store::list(tx, &Listing { base, params, sorts: &["-id", "taken_in_on", "product"], sums: &[] }, ask)?;
    named::page(tx, actor.county_id(), page)
}

row! {
    /// A lot that went into another.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct LotSource {
        /// The lot that went in; 0 without one.
        pub source: i64,
        /// What it was.
        pub product: ProductId,
        /// `g` or `piece`.
        pub unit: String,
        /// How much.
        pub quantity: i64,
        /// What it was worth.
        pub value_fen: Fen,
    }
}

/// What went into a lot of this outlet. **Who:** the outlet, the county.
pub fn list_sources(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, lot): (OutletId, LotId),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<Named<LotSource>>, Refusal> {
    let base =
        "SELECT s.source, s.product, s.unit, s.quantity, s.value_fen, s.source * 1000000000 + s.product AS sort_id
        FROM lot_source s JOIN lot l ON l.county = s.county AND l.id = s.lot
        WHERE s.county = $1 AND l.outlet = $2 AND s.lot = $3";
    let params = params![actor.county_id(), outlet, lot].to_vec();
    let page = store::list(tx, &Listing { base, params, sorts: &["source"], sums: &["value_fen"] }, ask)?;
    named::page(tx, actor.county_id(), page)
}

row! {
    /// Sales of a product in a year.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct TotalRow {
        /// The year.
        pub year: i64,
        /// What.
        pub product: ProductId,
        /// For which campaign; 0 for none.
        pub campaign: i64,
        /// All that the book says was sold, less returns.
        pub recorded_fen: Fen,
        /// Of it listed at the moment of sale.
        pub listed_fen: Fen,
        /// Of that grown in the county.
        pub local_fen: Fen,
        /// Grams.
        pub quantity_g: i64,
        /// Pieces.
        pub quantity_pieces: i64,
    }
}

/// What totals are narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalFilter {
    /// The year; the current one if not said.
    pub year: Option<i32>,
}

/// Sales totals by product. **Who:** the outlet, the county.
pub fn list_totals(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    filter: TotalFilter,
    ask: &Ask,
) -> Result<Page<Named<TotalRow>>, Refusal> {
    let base = "SELECT year, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces,
            product * 1000000 + campaign AS sort_id FROM sales_total WHERE county = $1 AND outlet = $2 AND year = $3";
    let year = Value::from(filter.year.unwrap_or_else(|| actor.day().year()));
    let mut params = params![actor.county_id(), outlet].to_vec();
    params.push(year);
    let sums = &["recorded_fen", "listed_fen", "local_fen", "quantity_g", "quantity_pieces"];
    let page = store::list(tx, &Listing { base, params, sorts: &["-recorded_fen", "product"], sums }, ask)?;
    named::page(tx, actor.county_id(), page)
}

impl About for StockRow {
    fn product(&self) -> ProductId {
        self.product
    }
}

impl About for LotRow {
    fn product(&self) -> ProductId {
        self.product
    }
    fn counterparty(&self) -> Option<i64> {
        self.counterparty
    }
}

impl About for LotSource {
    fn product(&self) -> ProductId {
        self.product
    }
}

impl About for TotalRow {
    fn product(&self) -> ProductId {
        self.product
    }
}
