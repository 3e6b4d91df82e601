//! Listings: from which instant to which a product is on the list, and for which days.

use super::sql::{self, Case};
use base::{
    Day, Instant, Refusal,
    ids::{ProducerId, ProductId},
};
use edge::Actor;
use store::{Tx, params};

/// The open end of a listing's instants: sorts after every instant.
const OPEN_INSTANT: &str = "9999-12-31T23:59:59.999Z";

/// Lists the products of a case that go on, for these days, from an instant on.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, case: &Case, days: (Day, Day), from_at: Instant) -> Result<(), Refusal> {
    let county = actor.county_id();
    for product in sql::products(tx, county, case.id)? {
        let ended = crate::product::find(tx, county, product)?.is_none_or(|p| !p.ended.is_empty());
        if ended {
            continue;
        }
        let id = tx.next_id(county, "listing")?;
        tx.run(
            "INSERT INTO listing (county, id, product, certification, valid_from, valid_to, from_at, until_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![county, id, product, case.id, days.0, days.1, from_at, OPEN_INSTANT],
        )?;
    }
    Ok(())
}

/// Ends all running listings of a case at an instant.
pub fn end(tx: &mut Tx<'_>, county: &str, case: i64, at: Instant) -> Result<(), Refusal> {
    tx.run(
        "UPDATE listing SET until_at = $3 WHERE county = $1 AND certification = $2 AND until_at > $3",
        params![county, case, at],
    )?;
    Ok(())
}

/// Ends all running listings of a producer at an instant.
pub fn end_of_producer(tx: &mut Tx<'_>, county: &str, producer: ProducerId, at: Instant) -> Result<(), Refusal> {
    tx.run(
        "UPDATE listing SET until_at = $3 WHERE county = $1 AND until_at > $3
         AND product IN (SELECT id FROM product WHERE county = $1 AND producer = $2)",
        params![county, producer, at],
    )?;
    Ok(())
}

/// Ends all running listings of a product at an instant.
pub fn end_listings_of_product(tx: &mut Tx<'_>, county: &str, product: ProductId, at: Instant) -> Result<(), Refusal> {
    tx.run(
        "UPDATE listing SET until_at = $3 WHERE county = $1 AND product = $2 AND until_at > $3",
        params![county, product, at],
    )?;
    Ok(())
}
