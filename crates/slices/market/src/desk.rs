//! What the program and higher slices may ask of the market, over their open transaction.

use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, PostId},
};
use store::{Tx, params};

store::row! {
    /// A delivery on a contract that came of an offer of a village's ordinary supply.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct PromotedDelivery {
        /// The village.
        pub division: DivisionId,
        /// The contract.
        pub contract: i64,
        /// The delivery on it.
        pub delivery: i64,
        /// When.
        pub day: Day,
        /// How much; below nothing for one that takes another back.
        pub grams: i64,
        /// What it was worth.
        pub fen: Fen,
        /// Whoever entered it.
        made_post: PostId,
        /// It stood on a line of a book.
        on_line: i64,
    }
}

/// What each village, or one, delivered in a year on contracts that came of an offer of its ordinary supply, as far as
/// somebody else stands behind it: it is on a line of a book, or the village's side did not enter it. What came of produce
/// reported as unsalable is counted by the lots that are tied to it. What was entered after `as_of` is left out.
pub fn delivered_of_offers(
    tx: &mut Tx<'_>,
    county: &str,
    (year, as_of): (i32, Instant),
    division: Option<DivisionId>,
) -> Result<Vec<PromotedDelivery>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else {
        return Ok(Vec::new());
    };
    let villages = crate::beside::village_side(tx, county)?;
    let mut rows: Vec<PromotedDelivery> = tx.query(
        "SELECT t.division, v.contract, v.seq, v.day, v.grams, v.amount_fen, v.made_post, (SELECT COUNT(*) FROM delivery_book b
           WHERE b.county = v.county AND b.contract = v.contract
           AND b.delivery = CASE WHEN v.reverses = 0 THEN v.seq ELSE v.reverses END
           AND b.act <> 'freed' AND b.at <= $4) FROM delivery v
         JOIN contract t ON t.county = v.county AND t.id = v.contract
         JOIN offer o ON o.county = t.county AND o.id = t.offer AND o.source = 'report'
         WHERE v.county = $1 AND v.day >= $2 AND v.day <= $3 AND v.at <= $4 AND ($5 = 0 OR t.division = $5)
         ORDER BY t.division, v.day, v.contract, v.seq",
        params![county, first, last, as_of, division.map_or(0, |division| division.0)],
    )?;
    rows.retain(|row| row.on_line > 0 || !villages.contains(&row.made_post));
    Ok(rows)
}

/// Demands of buyers, pairings, collection runs and the ways of transport in a merged division go over to its successor. Offers and contracts are append-only and stay where
/// they were made.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "demand", "path")?;
    merged.rename(tx, county, "demand", "division")?;
    merged.rename(tx, county, "demand", "directed_to")?;
    crate::ways::follow_merger(tx, county, merged)?;
    merged.carry(tx, county, "pairing", "path")?;
    merged.carry(tx, county, "pairing", "unit_path")?;
    merged.rename(tx, county, "pairing", "division")?;
    merged.carry(tx, county, "collection_run", "path")?;
    merged.rename(tx, county, "collection_run", "township")?;
    merged.carry(tx, county, "collection_stop", "path")?;
    merged.rename(tx, county, "collection_stop", "division")?;
    Ok(())
}
