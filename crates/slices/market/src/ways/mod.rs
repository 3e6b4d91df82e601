//! The table of ways as a whole: what it says, how it becomes another one, which one holds, and as a file that people keep.
//!
//! Invariants: a table goes in whole or not at all; the same table again is no other table.

mod ends;
mod file;
mod merger;
mod row;
mod sheet;

pub(crate) use file::{read, take};
pub(crate) use merger::follow_merger;
pub(crate) use sheet::download;

use base::{Instant, Refusal};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Tx, Value, params};

/// Fen a kg by both ends, each a township or village; 0 is outside the county.
pub(crate) type Ways = BTreeMap<(i64, i64), i64>;

/// Ways of one table.
pub(crate) const MOST: usize = 5_000;
/// ¥1,000 a kg.
pub(crate) const FEN_MOST: i64 = 100_000;

store::row! {
    /// A table of ways, since when it holds.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct WayTable {
        /// Number.
        pub id: i64,
        /// The file that it came from; empty if it was typed.
        pub source: String,
        /// Ways in it.
        pub ways: i64,
        /// Since when.
        pub at: Instant,
    }
}

/// All ways that are entered.
pub(crate) fn all(tx: &mut Tx<'_>, county: &str) -> Result<Ways, Refusal> {
    let sql = "SELECT from_township, to_township, fen_per_kg FROM transport_cost WHERE county = $1";
    let rows: Vec<(i64, i64, i64)> = tx.query(sql, params![county])?;
    Ok(rows.into_iter().map(|(from, to, fen)| ((from, to), fen)).collect())
}

/// The table that holds; none before the first.
pub(crate) fn newest(tx: &mut Tx<'_>, county: &str) -> Result<Option<WayTable>, Refusal> {
    let sql = "SELECT id, source, ways, at FROM way_table WHERE county = $1 ORDER BY id DESC LIMIT 1";
    Ok(tx.find(sql, params![county])?)
}

/// The table of a number.
pub(crate) fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<WayTable>, Refusal> {
    let sql = "SELECT id, source, ways, at FROM way_table WHERE county = $1 AND id = $2";
    Ok(tx.find(sql, params![county, id])?)
}

/// Puts these ways in place of all that there are. `false`: they are the same, and nothing was written.
pub(crate) fn replace(tx: &mut Tx<'_>, actor: &Actor, source: &str, ways: &Ways) -> Result<bool, Refusal> {
    let county = actor.county_id();
    // Two tables at once would leave a mixture of both.
    tx.hold(county, "transport-costs")?;
    if all(tx, county)? == *ways {
        return Ok(false);
    }
    write(tx, county, ways)?;
    let (id, count) = (tx.next_id(county, "way_table")?, counted(ways));
    tx.run(
        "INSERT INTO way_table (county, id, source, ways, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, id, source, count, actor.person, actor.post, actor.now],
    )?;
    Ok(true)
}

fn counted(ways: &Ways) -> i64 {
    i64::try_from(ways.len()).unwrap_or(i64::MAX)
}

fn write(tx: &mut Tx<'_>, county: &str, ways: &Ways) -> Result<(), Refusal> {
    tx.run("DELETE FROM transport_cost WHERE county = $1", params![county])?;
    let rows: Vec<Vec<Value>> =
        ways.iter().map(|((from, to), fen)| params![county, *from, *to, *fen].to_vec()).collect();
    if !rows.is_empty() {
        tx.insert_many("INSERT INTO transport_cost (county, from_township, to_township, fen_per_kg)", &rows)?;
    }
    Ok(())
}
