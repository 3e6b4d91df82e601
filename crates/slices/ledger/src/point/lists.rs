//! Payment lists to look at: all of them, and one with its rows.

use super::{error::No, people, people::Who};
use crate::around;
use base::{Day, Fen, Instant, Refusal, ids::OutletId};
use edge::{Actor, Nothing, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params, row};

/// What lists are narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentListFilter {
    /// Of this point.
    #[serde(default)]
    pub outlet: Option<i64>,
    /// `open`: only those with rows that are not paid yet.
    #[serde(default)]
    pub state: String,
}

row! {
    /// A payment list.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct PaymentListRow {
        /// Number.
        pub id: i64,
        /// The point.
        pub outlet: OutletId,
        /// Day on which it was drawn.
        pub drawn_on: Day,
        /// People on it.
        pub people: i64,
        /// In all, without what was taken off.
        pub total_fen: Fen,
        /// Paid.
        pub paid_fen: Fen,
        /// Not paid yet.
        pub open_fen: Fen,
        /// Anything else.
        pub note: String,
    }
}

/// A payment list with the point's name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaymentListed {
    /// The point's name.
    pub outlet_name: String,
    /// The list.
    #[serde(flatten)]
    pub row: PaymentListRow,
}

/// One row of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaymentRowView {
    /// The person, by the number in the ledger.
    pub counterparty: i64,
    /// Who, masked if it is a person.
    #[serde(flatten)]
    pub who: Who,
    /// Numbers of the purchases that it pays.
    pub entries: Vec<i64>,
    /// Grams.
    pub quantity_g: i64,
    /// What is paid; below zero is got back.
    pub amount_fen: Fen,
    /// `open`, `paid` or `released`.
    pub state: String,
    /// `cash` or `bank`; empty while it is not paid.
    pub how: String,
    /// Day of payment, or on which it was taken off.
    pub on_day: Option<Day>,
    /// Why it was taken off.
    pub reason: String,
    /// Last digits of the account; empty where none is known.
    pub account: String,
}

/// A payment list with its rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaymentListView {
    /// The list.
    #[serde(flatten)]
    pub list: PaymentListed,
    /// Its rows.
    pub rows: Vec<PaymentRowView>,
}

const BASE: &str = "SELECT p.id, p.outlet, p.drawn_on, COUNT(*) AS people,
    CAST(SUM(CASE WHEN a.act = 'released' THEN 0 ELSE r.amount_fen END) AS BIGINT) AS total_fen,
    CAST(SUM(CASE WHEN a.act = 'paid' THEN r.amount_fen ELSE 0 END) AS BIGINT) AS paid_fen,
    CAST(SUM(CASE WHEN a.act IS NULL THEN r.amount_fen ELSE 0 END) AS BIGINT) AS open_fen, p.note, p.id AS sort_id,
    SUM(CASE WHEN a.act IS NULL THEN 1 ELSE 0 END) AS open_rows
    FROM payment_list p JOIN payment_row r ON r.county = p.county AND r.list = p.id
    LEFT JOIN payment_act a ON a.county = r.county AND a.list = r.list AND a.counterparty = r.counterparty
    WHERE p.county = $1";
const GROUP: &str = "GROUP BY p.id, p.outlet, p.drawn_on, p.note";

/// Payment lists, the newest first; a keeper sees those of the own point. **Who:** whoever may see books.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: PaymentListFilter,
    ask: &Ask,
) -> Result<Page<PaymentListed>, Refusal> {
    let points: std::collections::BTreeMap<OutletId, String> = super::outlets_of(tx, actor)?.into_iter().collect();
    let chosen = points.keys().copied().filter(|id| filter.outlet.is_none_or(|one| one == id.0));
    let ids: Vec<OutletId> = chosen.chain([OutletId(0)]).collect();
    let (within, mut values) = store::listed(&ids, params![actor.county_id()]);
    values.push(filter.state.as_str().into());
    let state = values.len();
    let base = format!(
        "SELECT * FROM ({BASE} AND p.outlet IN ({within}) {GROUP}) AS g WHERE ${state} = '' OR (${state} = 'open' AND open_rows > 0)"
    );
    let listing = Listing {
        base: &base,
        params: values,
        sorts: &["-id", "drawn_on", "outlet", "people", "total_fen", "paid_fen", "open_fen"],
        sums: &["people", "total_fen", "paid_fen", "open_fen"],
    };
    let page: Page<PaymentListRow> = store::list(tx, &listing, ask)?;
    let named =
        |row: PaymentListRow| PaymentListed { outlet_name: points.get(&row.outlet).cloned().unwrap_or_default(), row };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next, total: page.total })
}

/// One list with its rows. **Who:** keeper of the point, whoever may see books.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<PaymentListView, Refusal> {
    let county = actor.county_id();
    let head = head(tx, county, id)?;
    let mut rows = Vec::new();
    for kept in kept_rows(tx, county, id)? {
        let at = (kept.act == "paid").then_some(kept.made_at).flatten();
        let account = around::account(tx, county, (head.outlet, kept.counterparty), at)?.shown();
        rows.push(PaymentRowView {
            counterparty: kept.counterparty,
            who: people::who(tx, county, kept.counterparty)?,
            entries: tx.query(
                "SELECT seq FROM payment_entry WHERE county = $1 AND list = $2 AND counterparty = $3 ORDER BY seq",
                params![county, id, kept.counterparty],
            )?,
            quantity_g: kept.quantity_g,
            amount_fen: kept.amount_fen,
            state: if kept.act.is_empty() { "open".to_owned() } else { kept.act },
            how: kept.how,
            on_day: kept.on_day,
            reason: kept.reason,
            account,
        });
    }
    let outlet_name = around::outlet_name(tx, county, head.outlet)?;
    Ok(PaymentListView { list: PaymentListed { outlet_name, row: head }, rows })
}

/// A list without its rows. **Errors:** there is none.
pub(super) fn head(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<PaymentListRow, Refusal> {
    let found = tx.find(&format!("{BASE} AND p.id = $2 {GROUP}"), params![county, id])?;
    found.ok_or_else(|| No::NoSuchList.into())
}

row! {
    /// A row as it is kept, with its end.
    #[derive(Clone, Debug)]
    pub(super) struct Kept {
        pub counterparty: i64,
        pub quantity_g: i64,
        pub amount_fen: Fen,
        /// Empty while it is open.
        pub act: String,
        pub how: String,
        pub on_day: Option<Day>,
        pub reason: String,
        pub made_at: Option<Instant>,
    }
}

/// The rows of a list.
pub(super) fn kept_rows(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<Kept>, Refusal> {
    Ok(tx.query(
        "SELECT r.counterparty, r.quantity_g, r.amount_fen, COALESCE(a.act, ''), COALESCE(a.how, ''), a.on_day,
         COALESCE(a.reason, ''), a.made_at
         FROM payment_row r LEFT JOIN payment_act a ON a.county = r.county AND a.list = r.list AND a.counterparty = r.counterparty
         WHERE r.county = $1 AND r.list = $2 ORDER BY r.counterparty",
        params![county, id],
    )?)
}

/// People whose rows have not ended.
pub(super) fn open_rows(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<i64>, Refusal> {
    Ok(kept_rows(tx, county, id)?.into_iter().filter(|row| row.act.is_empty()).map(|row| row.counterparty).collect())
}

/// The place of a list: its point's.
pub fn place(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let found: Option<OutletId> =
        tx.find("SELECT outlet FROM payment_list WHERE county = $1 AND id = $2", params![county, id])?;
    let Some(outlet) = found else { return Ok(None) };
    let path = around::outlet_path(tx, county, outlet)?;
    Ok(Some(Place::new(path, format!("{id}"))))
}
