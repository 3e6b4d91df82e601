//! Reading the books: every statement that more than one use case needs.

use crate::book::{ENTRY, EntryRow, LINE, LineRow};
use base::{
    Refusal,
    ids::{LotId, OutletId},
};
use std::collections::BTreeSet;
use store::{Tx, params};

/// One entry.
pub(crate) fn find_entry(tx: &mut Tx<'_>, county: &str, book: OutletId, seq: i64) -> Result<Option<EntryRow>, Refusal> {
    let sql = format!("SELECT {ENTRY} FROM entry WHERE county = $1 AND book = $2 AND seq = $3");
    Ok(tx.find(&sql, params![county, book, seq])?)
}

/// The lines of an entry, in order.
pub(crate) fn find_lines(tx: &mut Tx<'_>, county: &str, book: OutletId, seq: i64) -> Result<Vec<LineRow>, Refusal> {
    let sql = format!("SELECT {LINE} FROM line WHERE county = $1 AND book = $2 AND seq = $3 ORDER BY line");
    Ok(tx.query(&sql, params![county, book, seq])?)
}

/// The entry that undid this one.
pub(crate) fn find_reversal(tx: &mut Tx<'_>, county: &str, book: OutletId, seq: i64) -> Result<Option<i64>, Refusal> {
    Ok(tx.find("SELECT seq FROM entry WHERE county = $1 AND book = $2 AND reverses = $3", params![county, book, seq])?)
}

/// Whether goods of this sale were brought back, and that was not undone.
pub(crate) fn has_returns(tx: &mut Tx<'_>, county: &str, book: OutletId, seq: i64) -> Result<bool, Refusal> {
    let back: i64 = tx.number(
        "SELECT COALESCE(CAST(SUM(quantity) AS BIGINT), 0) FROM line WHERE county = $1 AND book = $2 AND of_seq = $3",
        params![county, book, seq],
    )?;
    Ok(back != 0)
}

/// The number and hash of a book's last entry.
pub(crate) fn find_head(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Option<(i64, Vec<u8>)>, Refusal> {
    Ok(tx.find("SELECT last_seq, head_hash FROM book WHERE county = $1 AND outlet = $2", params![county, outlet])?)
}

/// Of these lots those that are tied to a report of unsalable produce.
pub(crate) fn find_tied(tx: &mut Tx<'_>, county: &str, lots: &[LotId]) -> Result<BTreeSet<LotId>, Refusal> {
    let mut tied = BTreeSet::new();
    for chunk in lots.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql = format!("SELECT id FROM lot WHERE county = $1 AND unsalable <> 0 AND id IN ({list})");
        tied.extend(tx.query::<LotId>(&sql, &values)?);
    }
    Ok(tied)
}
