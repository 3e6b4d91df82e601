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

/// Why a delivery counts for nothing: whoever entered it holds a post on the village's side.
const BY_VILLAGE: &str = "village";

/// For what a delivery counts beside the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Not at all: a line speaks for it, it was taken back, or it is a report of its own.
    No,
    /// All of it.
    Grams(i64),
    /// All of it would, if somebody else than the village's side stood behind it; shown as that.
    ByVillage(i64),
}

/// Says for what a delivery counts beside the books from now on: what it counted for before is taken off.
pub fn count_delivery(tx: &mut Tx<'_>, actor: &Actor, of: Delivered, counts: Counts) -> Result<(), Refusal> {
    let (own, village) = match counts {
        Counts::No => (0, 0),
        Counts::Grams(grams) => (grams, 0),
        Counts::ByVillage(grams) => (0, grams),
    };
    for (why, grams) in [("", own), (BY_VILLAGE, village)] {
        set(tx, actor, of, (why, grams))?;
    }
    Ok(())
}

fn set(tx: &mut Tx<'_>, actor: &Actor, of: Delivered, (why, grams): (&str, i64)) -> Result<(), Refusal> {
    let county = actor.county_id();
    let (seq, before): (i64, i64) = tx.one(
        "SELECT COALESCE(MAX(seq), 0) + 1, CAST(COALESCE(SUM(CASE WHEN why = $4 THEN grams ELSE 0 END), 0) AS BIGINT)
         FROM delivered_beside WHERE county = $1 AND contract = $2 AND delivery = $3",
        params![county, of.contract, of.delivery, why],
    )?;
    if grams == before {
        return Ok(());
    }
    tx.run(
        "INSERT INTO delivered_beside (county, contract, delivery, seq, division, crop, day, grams, at, why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![county, of.contract, of.delivery, seq, of.division, of.crop, of.day, grams - before, actor.now, why],
    )?;
    Ok(())
}

row! {
    /// A delivery that no line speaks for.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct DeliveredBeside {
        /// Number of the contract.
        pub contract: i64,
        /// The delivery on it.
        pub delivery: i64,
        /// When.
        pub day: Day,
        /// How much.
        pub grams: Grams,
        /// Why it does not count: `village` where whoever entered it is of the village's side; empty where it counts.
        pub left_out: String,
    }
}

/// Deliveries of a village's crop between two days that no line speaks for now, the first one first.
pub(super) fn between(
    tx: &mut Tx<'_>,
    county: &str,
    (division, crop): (DivisionId, i64),
    (from, to): (Day, Day),
) -> Result<Vec<DeliveredBeside>, Refusal> {
    Ok(tx.query(
        "SELECT contract, delivery, day, CAST(SUM(grams) AS BIGINT), why FROM delivered_beside
         WHERE county = $1 AND division = $2 AND crop = $3 AND day >= $4 AND day <= $5
         GROUP BY contract, delivery, day, why HAVING SUM(grams) <> 0 ORDER BY day, contract, delivery",
        params![county, division, crop, from, to],
    )?)
}
