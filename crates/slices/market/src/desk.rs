//! What the program and higher slices may ask of the market, over their open transaction.

use crate::beside::{Entered, VillageSide};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, OutletId, PersonId, PostId},
};
use store::{Tx, params};

store::row! {
    /// A delivery on a contract that came of an offer of a village's ordinary supply.
    #[derive(Clone, Debug, PartialEq, Eq)]
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
        /// The delivery itself, or the one that it takes back.
        of: i64,
        /// The day of that.
        of_day: Day,
        /// Whoever entered that.
        made_by: PersonId,
        made_post: PostId,
        /// Where its seller is.
        path: String,
    }
}

/// What each village, or one, delivered in a year on contracts that came of an offer of its ordinary supply, as far as
/// somebody else stands behind it: the village's side did not enter it, or not the line of a book that it stood on – by
/// person, whichever of their posts they used. What came of produce reported as unsalable is counted by the lots that are
/// tied to it. What was entered after `as_of` is left out.
pub fn delivered_of_offers(
    tx: &mut Tx<'_>,
    county: &str,
    (year, as_of): (i32, Instant),
    division: Option<DivisionId>,
) -> Result<Vec<PromotedDelivery>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else {
        return Ok(Vec::new());
    };
    let side = VillageSide::load(tx, county)?;
    let rows: Vec<PromotedDelivery> = tx.query(
        "SELECT t.division, v.contract, v.seq, v.day, v.grams, v.amount_fen, w.seq, w.day, w.made_by, w.made_post, t.path
         FROM delivery v
         JOIN delivery w ON w.county = v.county AND w.contract = v.contract
           AND w.seq = CASE WHEN v.reverses = 0 THEN v.seq ELSE v.reverses END
         JOIN contract t ON t.county = v.county AND t.id = v.contract
         JOIN offer o ON o.county = t.county AND o.id = t.offer AND o.source = 'report'
         WHERE v.county = $1 AND v.day >= $2 AND v.day <= $3 AND v.at <= $4 AND ($5 = 0 OR t.division = $5)
         ORDER BY t.division, v.day, v.contract, v.seq",
        params![county, first, last, as_of, division.map_or(0, |division| division.0)],
    )?;
    let mut counted = Vec::with_capacity(rows.len());
    for row in rows {
        let (day, path) = (row.of_day, row.path.as_str());
        let own = side.entered(Entered { person: row.made_by, post: Some(row.made_post), day, path });
        if !own || another_booked(tx, county, &side, (&row, as_of))? {
            counted.push(row);
        }
    }
    Ok(counted)
}

/// Whether a delivery stood on a line that somebody else than the village's side entered.
fn another_booked(
    tx: &mut Tx<'_>,
    county: &str,
    side: &VillageSide,
    (row, as_of): (&PromotedDelivery, Instant),
) -> Result<bool, Refusal> {
    let stood: Vec<(OutletId, i64)> = tx.query(
        "SELECT DISTINCT outlet, entry FROM delivery_book WHERE county = $1 AND contract = $2 AND delivery = $3
         AND act <> 'freed' AND at <= $4 ORDER BY outlet, entry",
        params![county, row.contract, row.of, as_of],
    )?;
    for (outlet, entry) in stood {
        let person = ledger::claim::entered_by(tx, county, (outlet, entry))?;
        let of = |person| Entered { person, post: None, day: row.of_day, path: &row.path };
        if person.is_some_and(|person| !side.entered(of(person))) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Demands of buyers, pairings, collection runs and the ways of transport in a merged division go over to its successor.
/// Offers and contracts are append-only and stay where they were made.
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
