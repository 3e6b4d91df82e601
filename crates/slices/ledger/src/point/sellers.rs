//! What came in of each seller and how it is paid, for the page of households on a keeper's phone.
//!
//! Invariant: the sums are those of the book, over all that the point ever bought; a purchase that was undone counts with
//! its reversal.

use base::{Fen, Refusal, ids::OutletId};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params, row};

const SELLERS_MOST: i64 = 1_000;

row! {
    /// What came in of one seller, and how it is paid.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct SellerSums {
        /// The seller, by the number in the ledger.
        pub counterparty: i64,
        /// `household`, `producer`, or `known` for who is in no register: as among the people.
        pub kind: String,
        /// The number that goes with it.
        pub id: i64,
        /// Purchases that stand.
        pub slips: i64,
        /// Grams that came in.
        pub quantity_g: i64,
        /// What it came to.
        pub total_fen: Fen,
        /// Paid, at once or by a list.
        pub paid_fen: Fen,
        /// On a list, not paid yet.
        pub drawn_fen: Fen,
        /// Open; below zero is owed back.
        pub owed_fen: Fen,
    }
}

/// Sums of the sellers of a point, who sold last on top.
pub(super) fn sums(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<SellerSums>, Refusal> {
    Ok(tx.query(
        "SELECT c.id, CASE WHEN c.kind = 'other' THEN 'known' ELSE c.kind END, CASE WHEN c.kind = 'other' THEN c.id ELSE c.ref END,
         CAST(SUM(CASE WHEN e.reverses IS NULL THEN 1 ELSE -1 END) AS BIGINT),
         CAST(SUM((SELECT COALESCE(SUM(l.quantity), 0) FROM line l WHERE l.county = e.county AND l.book = e.book AND l.seq = e.seq
           AND l.unit = 'g')) AS BIGINT),
         CAST(SUM(e.total_fen) AS BIGINT),
         CAST(SUM(e.total_fen - CASE WHEN a.list IS NULL THEN e.on_account_fen ELSE 0 END) AS BIGINT),
         CAST(SUM(CASE WHEN k.list IS NULL OR a.list IS NOT NULL THEN 0 ELSE e.on_account_fen END) AS BIGINT),
         CAST(SUM(CASE WHEN k.list IS NULL THEN e.on_account_fen ELSE 0 END) AS BIGINT)
         FROM entry e JOIN counterparty c ON c.county = e.county AND c.id = e.counterparty
         LEFT JOIN payment_claim k ON k.county = e.county AND k.outlet = e.book AND k.seq = e.seq
         LEFT JOIN payment_act a ON a.county = k.county AND a.list = k.list AND a.counterparty = k.counterparty AND a.act = 'paid'
         WHERE e.county = $1 AND e.book = $2 AND e.kind = 'purchase' AND c.kind IN ('household', 'producer', 'other')
         GROUP BY c.id, c.kind, c.ref ORDER BY MAX(e.seq) DESC LIMIT $3",
        params![county, outlet, SELLERS_MOST],
    )?)
}
