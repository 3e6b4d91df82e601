//! What the program and higher slices may ask of the market, over their open transaction.

use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, PostId},
};
use edge::Role;
use std::collections::BTreeMap;
use store::{Tx, params};

/// Grams that each village delivered in a year on contracts that came of an offer of its ordinary supply, as far as somebody
/// else stands behind them: they are on a line of a book, or the village's side did not enter them. What came of produce
/// reported as unsalable is counted by the lots that are tied to it. What was entered after `as_of` is left out.
pub fn delivered_of_offers(
    tx: &mut Tx<'_>,
    county: &str,
    year: i32,
    as_of: Instant,
) -> Result<BTreeMap<DivisionId, i64>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else {
        return Ok(BTreeMap::new());
    };
    let villages =
        identity::desk::posts_of(tx, county, &[Role::InformationOfficer, Role::TownshipSupervisor, Role::Producer])?;
    let rows: Vec<(DivisionId, i64, PostId, i64)> = tx.query(
        "SELECT t.division, v.grams, v.made_post, (SELECT COUNT(*) FROM delivery_book b WHERE b.county = v.county
           AND b.contract = v.contract AND b.delivery = CASE WHEN v.reverses = 0 THEN v.seq ELSE v.reverses END
           AND b.act <> 'freed' AND b.at <= $4) FROM delivery v
         JOIN contract t ON t.county = v.county AND t.id = v.contract
         JOIN offer o ON o.county = t.county AND o.id = t.offer AND o.source = 'report'
         WHERE v.county = $1 AND v.day >= $2 AND v.day <= $3 AND v.at <= $4",
        params![county, first, last, as_of],
    )?;
    let mut delivered: BTreeMap<DivisionId, i64> = BTreeMap::new();
    for (village, grams, by, on_lines) in rows {
        if on_lines > 0 || !villages.contains(&by) {
            let sum = delivered.entry(village).or_default();
            *sum = sum.saturating_add(grams);
        }
    }
    Ok(delivered)
}

/// Demands of buyers, pairings and collection runs in a merged division go over to its successor. Offers and contracts are append-only and stay where
/// they were made.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "demand", "path")?;
    merged.rename(tx, county, "demand", "division")?;
    merged.rename(tx, county, "demand", "directed_to")?;
    merged.carry(tx, county, "pairing", "path")?;
    merged.rename(tx, county, "pairing", "division")?;
    merged.carry(tx, county, "collection_run", "path")?;
    merged.rename(tx, county, "collection_run", "township")?;
    merged.carry(tx, county, "collection_stop", "path")?;
    merged.rename(tx, county, "collection_stop", "division")?;
    Ok(())
}
