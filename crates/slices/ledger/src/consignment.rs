//! Consignment 代销: what was sold of goods that are not the outlet's own, and is owed to their owner.
//!
//! A settlement moves no goods; it pays, at most for what was sold and not settled yet.

use crate::{
    around,
    book::{Book, Draft, DraftLine, quantity},
    counterparty::{self, Party},
    days,
    error::No,
    goods::{Goods, number, price},
    named::{self, About, Named},
    purchase::{check_size, paid},
    view::EntryDone,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{OutletId, ProductId},
    units::UnitPrice,
};
use books::{Kind, LineForm, Payment};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params, row};

/// What is paid to an owner.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleConsignment {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Whose goods they were.
    pub owner: Party,
    /// What is settled.
    pub lines: Vec<SettledLine>,
    /// How it was paid; on account if nothing is said.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// A product that is settled.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettledLine {
    /// What.
    pub product: ProductId,
    /// How much.
    pub quantity: Quantity,
    /// At what price; or the amount is said.
    #[serde(default)]
    pub price: Option<UnitPrice>,
    /// What is paid.
    #[serde(default)]
    pub amount_fen: Option<Fen>,
}

row! {
    /// What of an owner's goods is sold and not settled.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct OpenConsignment {
        /// The owner, as a counterparty of the ledger.
        pub owner: i64,
        /// What.
        pub product: ProductId,
        /// `g` or `piece`.
        pub unit: String,
        /// Taken in.
        pub taken_in: i64,
        /// Sold, less returns.
        pub sold: i64,
        /// Settled.
        pub settled: i64,
        /// Sold and not settled.
        pub open: i64,
    }
}

/// One row for each owner and product; `$1` county, `$2` outlet.
const OPEN: &str = "SELECT t.owner, t.product, t.unit, t.taken_in, t.sold, t.settled, t.sold - t.settled AS open,
        t.owner * 1000000000 + t.product AS sort_id FROM (
    SELECT COALESCE(x.owner, 0) AS owner, x.product, MIN(x.unit) AS unit, CAST(SUM(x.taken_in) AS BIGINT) AS taken_in,
        CAST(SUM(x.sold) AS BIGINT) AS sold, CAST(SUM(x.settled) AS BIGINT) AS settled FROM (
    SELECT o.counterparty AS owner, l.product, l.unit,
        CASE WHEN e.kind = 'consignment_intake' THEN l.quantity ELSE 0 END AS taken_in,
        CASE e.kind WHEN 'sale' THEN l.quantity WHEN 'return' THEN -l.quantity ELSE 0 END AS sold, 0 AS settled
    FROM lot o JOIN entry i ON i.county = o.county AND i.book = o.outlet AND i.seq = o.seq AND i.kind = 'consignment_intake'
        JOIN line l ON l.county = o.county AND l.lot = o.id AND l.book = o.outlet
        JOIN entry e ON e.county = l.county AND e.book = l.book AND e.seq = l.seq
    WHERE o.county = $1 AND o.outlet = $2
    UNION ALL
    SELECT e.counterparty AS owner, l.product, l.unit, 0 AS taken_in, 0 AS sold, l.quantity AS settled
    FROM entry e JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
    WHERE e.county = $1 AND e.book = $2 AND e.kind = 'consignment_settlement') AS x
    GROUP BY x.owner, x.product) AS t";

/// How many owners an outlet owes something.
pub(crate) fn open_owners(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<i64, Refusal> {
    let sql = format!("SELECT COUNT(DISTINCT owner) FROM ({OPEN}) AS o WHERE open > 0");
    Ok(tx.number(&sql, params![county, outlet])?)
}

/// What is owed to owners. **Who:** the outlet, the county.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<Named<OpenConsignment>>, Refusal> {
    let params = params![actor.county_id(), outlet].to_vec();
    let page =
        store::list(tx, &Listing { base: OPEN, params, sorts: &["owner", "product", "open"], sums: &["open"] }, ask)?;
    named::page(tx, actor.county_id(), page)
}

impl About for OpenConsignment {
    fn product(&self) -> ProductId {
        self.product
    }
    fn counterparty(&self) -> Option<i64> {
        Some(self.owner)
    }
}

/// Pays an owner for what was sold. **Who:** manager of the outlet.
pub fn settle(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: SettleConsignment) -> Result<EntryDone, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    check_size(body.lines.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    let owner = counterparty::of(tx, actor, &body.owner)?;
    let goods = Goods::load(tx, actor, body.lines.iter().map(|line| line.product), day)?;
    let mut book = Book::open(tx, actor, outlet)?;
    let sql = format!("SELECT product, open FROM ({OPEN}) AS o WHERE owner = $3");
    let mut open: std::collections::BTreeMap<ProductId, i64> =
        tx.query::<(ProductId, i64)>(&sql, params![actor.county_id(), outlet, owner])?.into_iter().collect();
    let mut lines = Vec::with_capacity(body.lines.len());
    for said in &body.lines {
        let product = goods.get(said.product)?;
        let priced = price(product, said.quantity, said.price, said.amount_fen)?;
        let left = open.entry(said.product).or_default();
        if number(priced.quantity) > *left {
            let left = quantity(&product.unit, (*left).max(0));
            return Err(No::SettledTooMuch { open: format!("{} {}", number(left), product.unit) }.into());
        }
        *left -= number(priced.quantity);
        lines.push(DraftLine::plain(LineForm {
            product: product.id,
            lot: None,
            quantity: priced.quantity,
            price: priced.price,
            amount_fen: priced.gross,
            listed: product.listed,
            local: product.local,
            campaign: None,
        }));
    }
    let payments = paid(&body.payments, &lines)?;
    let draft = Draft {
        counterparty: Some(owner),
        payments,
        note: body.note,
        ..Draft::of(Kind::ConsignmentSettlement, day, lines)
    };
    let written = book.write(actor, draft)?;
    book.close(tx, actor)?;
    Ok(EntryDone::new(outlet, &written))
}
