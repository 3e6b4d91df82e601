//! What came in of each seller and how it is paid, for the page of households on a keeper's phone.
//!
//! Invariant: the sums are those of the book, over all that the point ever bought, and are kept with the entry; a purchase
//! that was undone counts with its reversal.

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
         t.slips, t.quantity_g, t.total_fen, t.total_fen - t.on_account_fen + COALESCE(p.paid_fen, 0), COALESCE(p.drawn_fen, 0),
         t.on_account_fen - COALESCE(p.paid_fen, 0) - COALESCE(p.drawn_fen, 0)
         FROM seller_total t JOIN counterparty c ON c.county = t.county AND c.id = t.counterparty
         LEFT JOIN (SELECT r.counterparty, CAST(SUM(CASE WHEN a.act = 'paid' THEN r.amount_fen ELSE 0 END) AS BIGINT) AS paid_fen,
             CAST(SUM(CASE WHEN a.act IS NULL THEN r.amount_fen ELSE 0 END) AS BIGINT) AS drawn_fen
           FROM payment_list l JOIN payment_row r ON r.county = l.county AND r.list = l.id
           LEFT JOIN payment_act a ON a.county = r.county AND a.list = r.list AND a.counterparty = r.counterparty
           WHERE l.county = $1 AND l.outlet = $2 GROUP BY r.counterparty) p ON p.counterparty = t.counterparty
         WHERE t.county = $1 AND t.outlet = $2 AND c.kind IN ('household', 'producer', 'other') ORDER BY t.last_seq DESC LIMIT $3",
        params![county, outlet, SELLERS_MOST],
    )?)
}
