//! Receipt numbers of outlets' own tills: by them a sale that was recorded here is known again in the shop's file.
//!
//! Tills number anew each day or year, so a number means a sale only together with its day. Invariant: at the
//! till a number is taken once a day; an import may write the rows of one receipt into several entries.

use crate::{book::EntryRow, error::No};
use base::{Day, Fen, Refusal, ids::OutletId, ids::ProductId, names::half_width};
use std::collections::BTreeMap;
use store::{Tx, params};

/// Longest receipt number of an own till, in characters.
pub(crate) const RECEIPT_MOST: usize = 40;

/// A number that an entry takes.
pub(crate) struct Taken {
    pub day: Day,
    pub receipt: String,
    pub seq: i64,
    pub imported: bool,
}

/// A number as it compares: spreadsheets drop the zeros in front, people write letters small or in full width.
pub(crate) fn plain(receipt: &str) -> String {
    let text: String = receipt.trim().chars().map(half_width).collect();
    text.trim_start_matches('0').to_uppercase()
}

/// Takes a number for an entry. **Errors:** at the till it was used that day already.
pub(crate) fn take(tx: &mut Tx<'_>, county: &str, outlet: OutletId, taken: &Taken) -> Result<(), Refusal> {
    let receipt = plain(&taken.receipt);
    let row = params![county, outlet, taken.day, receipt.as_str(), taken.seq];
    let kept = tx.run(
        "INSERT INTO till_receipt (county, outlet, day, receipt, seq) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (county, outlet, day, receipt) DO NOTHING",
        row,
    )?;
    if kept == 1 || taken.imported {
        return Ok(());
    }
    let seq = find(tx, county, outlet, &taken.receipt, Some(taken.day))?.unwrap_or(0);
    Err(No::ReceiptTaken { receipt: taken.receipt.clone(), seq }.into())
}

/// A reversed entry's number is free again.
pub(crate) fn free(tx: &mut Tx<'_>, county: &str, entry: &EntryRow) -> Result<(), Refusal> {
    if entry.till_receipt.is_empty() {
        return Ok(());
    }
    tx.run(
        "DELETE FROM till_receipt WHERE county = $1 AND outlet = $2 AND day = $3 AND receipt = $4 AND seq = $5",
        params![county, entry.book, entry.day, plain(&entry.till_receipt), entry.seq],
    )?;
    Ok(())
}

/// The entry with this number; of the last day that has it if no day is said.
pub(crate) fn find(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    receipt: &str,
    day: Option<Day>,
) -> Result<Option<i64>, Refusal> {
    let found = tx.query::<i64>(
        "SELECT seq FROM till_receipt WHERE county = $1 AND outlet = $2 AND receipt = $3 AND ($4 = '' OR day = $4)
         ORDER BY day DESC LIMIT 1",
        params![county, outlet, plain(receipt), day.map(|day| day.to_string()).unwrap_or_default()],
    )?;
    Ok(found.first().copied())
}

/// A sale that was recorded here, not brought by a file, as the file is held against it.
#[derive(Clone, Debug, Default)]
pub(crate) struct SoldHere {
    pub seq: i64,
    pub total: Fen,
    /// What each product came to, its lots together.
    pub of: BTreeMap<ProductId, i64>,
}

/// Sales with a number that were recorded here on these days, by day and number. What an import brought is none of
/// them: its lines are known by their own keys.
pub(crate) fn sold_here(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    days: (Day, Day),
) -> Result<BTreeMap<(Day, String), SoldHere>, Refusal> {
    let rows: Vec<(Day, String, i64, Fen, ProductId, i64)> = tx.query(
        "SELECT r.day, r.receipt, r.seq, e.total_fen, l.product, CAST(SUM(l.amount_fen) AS BIGINT)
         FROM till_receipt r JOIN entry e ON e.county = r.county AND e.book = r.outlet AND e.seq = r.seq
         JOIN line l ON l.county = r.county AND l.book = r.outlet AND l.seq = r.seq
         WHERE r.county = $1 AND r.outlet = $2 AND r.day >= $3 AND r.day <= $4 AND e.import IS NULL
         GROUP BY r.day, r.receipt, r.seq, e.total_fen, l.product",
        params![county, outlet, days.0, days.1],
    )?;
    let mut sold: BTreeMap<(Day, String), SoldHere> = BTreeMap::new();
    for (day, receipt, seq, total, product, amount) in rows {
        let sale = sold.entry((day, receipt)).or_default();
        (sale.seq, sale.total) = (seq, total);
        sale.of.insert(product, amount);
    }
    Ok(sold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        for (written, expect) in
            [("0042", "42"), ("42", "42"), (" a-0042 ", "A-0042"), ("Ａ－００４２", "A-0042"), ("000", "")]
        {
            assert_eq!(plain(written), expect, "{written}");
        }
    }
}
