//! What the program and higher slices may ask of the market, over their open transaction.

use base::{Day, Instant, Refusal, ids::DivisionId};
use std::collections::BTreeMap;
use store::{Tx, params};

/// Grams that each village delivered in a year on contracts that came of an offer of its ordinary supply. What came of
/// produce reported as unsalable is counted by the lots that are tied to it. What was entered after `as_of` is left out.
pub fn delivered_of_offers(
    tx: &mut Tx<'_>,
    county: &str,
    year: i32,
    as_of: Instant,
) -> Result<BTreeMap<DivisionId, i64>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else {
        return Ok(BTreeMap::new());
    };
    let rows: Vec<(DivisionId, i64)> = tx.query(
        "SELECT t.division, CAST(SUM(v.grams) AS BIGINT) FROM delivery v
         JOIN contract t ON t.county = v.county AND t.id = v.contract
         JOIN offer o ON o.county = t.county AND o.id = t.offer AND o.source = 'report'
         WHERE v.county = $1 AND v.day >= $2 AND v.day <= $3 AND v.at <= $4 GROUP BY t.division",
        params![county, first, last, as_of],
    )?;
    Ok(rows.into_iter().collect())
}

/// Demands of buyers and collection runs in a merged division go over to its successor. Offers and contracts are append-only and stay where
/// they were made.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "demand", "path")?;
    merged.rename(tx, county, "demand", "division")?;
    merged.carry(tx, county, "collection_run", "path")?;
    merged.rename(tx, county, "collection_run", "township")?;
    merged.carry(tx, county, "collection_stop", "path")?;
    merged.rename(tx, county, "collection_stop", "division")?;
    Ok(())
}
