//! What is owed for produce: purchases on account, less what was paid, by person, by point, for the county.
//!
//! Invariant: the sums are those of the book; a purchase that was undone counts with its reversal, and one that was
//! undone after it was paid is owed back.

use super::people::{self, Who};
use crate::around;
use base::{Fen, Refusal, ids::OutletId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params, row};

/// Entries on account of a book with the list that they stand on; `$1` county.
const FROM: &str = "FROM entry e
    LEFT JOIN payment_claim c ON c.county = e.county AND c.outlet = e.book AND c.seq = e.seq
    LEFT JOIN payment_act a ON a.county = c.county AND a.list = c.list AND a.counterparty = c.counterparty AND a.act = 'paid'
    WHERE e.county = $1 AND e.kind = 'purchase' AND e.on_account_fen <> 0";
const SUMS: &str = "CAST(SUM(e.on_account_fen) AS BIGINT) AS on_account_fen,
    CAST(SUM(CASE WHEN a.list IS NULL THEN 0 ELSE e.on_account_fen END) AS BIGINT) AS paid_fen,
    CAST(SUM(CASE WHEN c.list IS NULL OR a.list IS NOT NULL THEN 0 ELSE e.on_account_fen END) AS BIGINT) AS drawn_fen,
    CAST(SUM(CASE WHEN c.list IS NULL THEN e.on_account_fen ELSE 0 END) AS BIGINT) AS owed_fen";
const GRAMS: &str =
    "CAST(SUM((SELECT COALESCE(SUM(l.quantity), 0) FROM line l WHERE l.county = e.county AND l.book = e.book
    AND l.seq = e.seq AND l.unit = 'g')) AS BIGINT) AS quantity_g";

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwedFilter {
    /// `open`: only whom something is owed to, or who owes something back; `paid`: only who has nothing open.
    #[serde(default)]
    pub state: String,
}

row! {
    /// What is owed to one person.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct OwedRow {
        /// The person, by the number in the ledger.
        pub counterparty: i64,
        /// Grams that were bought on account.
        pub quantity_g: i64,
        /// Bought on account.
        pub on_account_fen: Fen,
        /// Paid.
        pub paid_fen: Fen,
        /// On a list, not paid yet.
        pub drawn_fen: Fen,
        /// Open; below zero is owed back.
        pub owed_fen: Fen,
    }
}

/// What is owed to one person, with who it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OwedView {
    /// Who, masked if it is a person.
    #[serde(flatten)]
    pub who: Who,
    /// Last digits of the account; empty where none is known.
    pub account: String,
    /// The sums.
    #[serde(flatten)]
    pub row: OwedRow,
}

fn by_person() -> String {
    format!(
        "SELECT e.counterparty, {GRAMS}, {SUMS}, e.counterparty AS sort_id {FROM} AND e.book = $2 AND e.counterparty IS NOT NULL
         GROUP BY e.counterparty"
    )
}

/// What a point owes, by person. **Who:** keeper of the point, whoever may see books.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    filter: OwedFilter,
    ask: &Ask,
) -> Result<Page<OwedView>, Refusal> {
    let county = actor.county_id();
    let base = format!(
        "SELECT * FROM ({}) AS p WHERE $3 = '' OR ($3 = 'open' AND (owed_fen <> 0 OR drawn_fen <> 0))
         OR ($3 = 'paid' AND owed_fen = 0 AND drawn_fen = 0)",
        by_person()
    );
    let listing = Listing {
        base: &base,
        params: params![county, outlet, filter.state].to_vec(),
        sorts: &["-owed_fen", "counterparty", "quantity_g", "on_account_fen", "paid_fen", "drawn_fen"],
        sums: &["quantity_g", "on_account_fen", "paid_fen", "drawn_fen", "owed_fen"],
    };
    // `*` of the base carries sort_id along; the row is read by place.
    let page: Page<OwedRow> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let account = around::account(tx, county, (outlet, row.counterparty), None)?.shown();
        items.push(OwedView { who: people::who(tx, county, row.counterparty)?, account, row });
    }
    Ok(Page { items, next: page.next, total: page.total })
}

row! {
    /// What one point owes.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct PointOwedRow {
        /// The point.
        pub outlet: OutletId,
        /// People of whom it bought on account.
        pub people: i64,
        /// Grams that were bought on account.
        pub quantity_g: i64,
        /// Bought on account.
        pub on_account_fen: Fen,
        /// Paid.
        pub paid_fen: Fen,
        /// On lists, not paid yet.
        pub drawn_fen: Fen,
        /// Open.
        pub owed_fen: Fen,
    }
}

/// What one point owes, with its name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PointOwedView {
    /// The point's name.
    pub outlet_name: String,
    /// The sums.
    #[serde(flatten)]
    pub row: PointOwedRow,
}

/// What points owe, point by point; a keeper sees the own one. **Who:** whoever may see books.
pub fn points(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<PointOwedView>, Refusal> {
    let names: std::collections::BTreeMap<OutletId, String> = super::points_of(tx, actor)?.into_iter().collect();
    let ids: Vec<OutletId> = names.keys().copied().chain([OutletId(0)]).collect();
    let (list, values) = store::listed(&ids, params![actor.county_id()]);
    let base = format!(
        "SELECT e.book AS outlet, COUNT(DISTINCT e.counterparty) AS people, {GRAMS}, {SUMS}, e.book AS sort_id {FROM}
         AND e.book IN ({list}) GROUP BY e.book"
    );
    let listing = Listing {
        base: &base,
        params: values,
        sorts: &["-owed_fen", "outlet", "people", "quantity_g", "on_account_fen", "paid_fen", "drawn_fen"],
        sums: &["people", "quantity_g", "on_account_fen", "paid_fen", "drawn_fen", "owed_fen"],
    };
    let page: Page<PointOwedRow> = store::list(tx, &listing, ask)?;
    let named =
        |row: PointOwedRow| PointOwedView { outlet_name: names.get(&row.outlet).cloned().unwrap_or_default(), row };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next, total: page.total })
}

row! {
    /// A purchase that is to be paid.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct OpenEntry {
        /// Its number in the book.
        pub seq: i64,
        /// What is open; below zero for a purchase that was undone after it was paid.
        pub amount_fen: Fen,
        /// Grams.
        pub quantity_g: i64,
    }
}

/// Purchases of a person that stand on no list. What was undone before it was paid is none, and neither is its
/// reversal.
pub(super) fn open_entries(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    counterparty: i64,
) -> Result<Vec<OpenEntry>, Refusal> {
    let sql =
        format!("SELECT o.seq, o.amount_fen, o.quantity_g FROM ({OPEN}) AS o WHERE o.counterparty = $3 ORDER BY o.seq");
    Ok(tx.query(&sql, params![county, outlet, counterparty])?)
}

/// The same for everybody.
pub(super) fn all_open(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<(i64, OpenEntry)>, Refusal> {
    let sql = format!(
        "SELECT o.counterparty, o.seq, o.amount_fen, o.quantity_g FROM ({OPEN}) AS o ORDER BY o.counterparty, o.seq"
    );
    let rows: Vec<(i64, i64, Fen, i64)> = tx.query(&sql, params![county, outlet])?;
    Ok(rows
        .into_iter()
        .map(|(who, seq, amount_fen, quantity_g)| (who, OpenEntry { seq, amount_fen, quantity_g }))
        .collect())
}

const OPEN: &str = "SELECT w.counterparty, w.seq, e.on_account_fen AS amount_fen,
    (SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) FROM line l WHERE l.county = e.county AND l.book = e.book
     AND l.seq = e.seq AND l.unit = 'g') AS quantity_g
    FROM open_purchase w JOIN entry e ON e.county = w.county AND e.book = w.outlet AND e.seq = w.seq
    WHERE w.county = $1 AND w.outlet = $2
    AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.county = e.county AND r.book = e.book AND r.reverses = e.seq)
    AND (e.reverses IS NULL OR EXISTS (SELECT 1 FROM payment_claim c
        JOIN payment_act a ON a.county = c.county AND a.list = c.list AND a.counterparty = c.counterparty AND a.act = 'paid'
        WHERE c.county = e.county AND c.outlet = e.book AND c.seq = e.reverses))";
