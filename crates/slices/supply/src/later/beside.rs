//! Deliveries on contracts that no line of a book speaks for, as the market tells of them.

use base::{Day, Grams, Refusal, ids::DivisionId};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params, row};

/// A delivery, and the goods that it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The contract.
    pub contract: i64,
    /// The delivery on it.
    pub delivery: i64,
    /// The village.
    pub division: DivisionId,
    /// The crop.
    pub crop: i64,
    /// When.
    pub day: Day,
}

/// Says for how many grams a delivery counts beside the books from now on: what it counted for before is taken off.
pub fn count_delivery(tx: &mut Tx<'_>, actor: &Actor, of: Delivered, grams: i64) -> Result<(), Refusal> {
    let county = actor.county_id();
    let (seq, before): (i64, i64) = tx.one(
        "SELECT COALESCE(MAX(seq), 0) + 1, CAST(COALESCE(SUM(grams), 0) AS BIGINT) FROM delivered_beside
         WHERE county = $1 AND contract = $2 AND delivery = $3",
        params![county, of.contract, of.delivery],
    )?;
    if grams == before {
        return Ok(());
    }
    tx.run(
        "INSERT INTO delivered_beside (county, contract, delivery, seq, division, crop, day, grams, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![county, of.contract, of.delivery, seq, of.division, of.crop, of.day, grams - before, actor.now],
    )?;
    Ok(())
}

row! {
    /// A delivery that counts beside the books.
    #[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
    pub struct DeliveredBeside {
        /// Number of the contract.
        pub contract: i64,
        /// The delivery on it.
        pub delivery: i64,
        /// When.
        pub day: Day,
        /// How much.
        pub grams: Grams,
    }
}

/// Deliveries of a village's crop between two days that count now, the first one first.
pub(super) fn between(
    tx: &mut Tx<'_>,
    county: &str,
    (division, crop): (DivisionId, i64),
    (from, to): (Day, Day),
) -> Result<Vec<DeliveredBeside>, Refusal> {
    Ok(tx.query(
        "SELECT contract, delivery, day, CAST(SUM(grams) AS BIGINT) FROM delivered_beside
         WHERE county = $1 AND division = $2 AND crop = $3 AND day >= $4 AND day <= $5
         GROUP BY contract, delivery, day HAVING SUM(grams) <> 0 ORDER BY day, contract, delivery",
        params![county, division, crop, from, to],
    )?)
}
