//! What outlets bought of a village, kept with the entry: lines, and totals by village, product and day.
//!
//! Invariants: a total is the sum of its lines; a reversal takes back exactly what its entry gave, of the village and at the
//! weight of then. Left to others: which entries take goods in, from whom, and the recount (ledger).

use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, ProductId},
};
use std::collections::BTreeMap;
use store::{Tx, Value, params, row};

row! {
    /// A line by which an outlet took goods of a village in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct BoughtLine {
        /// Number of the entry in the outlet's book.
        pub seq: i64,
        /// Number of the line in it.
        pub line: i64,
        /// The village.
        pub division: DivisionId,
        /// What.
        pub product: ProductId,
        /// The business day that the entry counts on.
        pub day: Day,
        /// Grams of a unit: 1 of what is weighed.
        pub unit_g: i64,
        /// Grams; below nothing where an entry is undone.
        pub grams: i64,
    }
}

const LINE: &str = "seq, line, division, product, day, unit_g, grams";

/// Keeps lines of an outlet's book, and what they add to the totals.
pub fn keep_bought(tx: &mut Tx<'_>, county: &str, outlet: OutletId, lines: &[BoughtLine]) -> Result<(), Refusal> {
    let row = |l: &BoughtLine| {
        params![county, outlet, l.seq, l.line, l.division, l.product, l.day, l.unit_g, l.grams].to_vec()
    };
    let rows: Vec<Vec<Value>> = lines.iter().map(row).collect();
    tx.insert_many(&format!("INSERT INTO bought_line (county, outlet, {LINE})"), &rows)?;
    let sums = totals(lines.iter());
    let rows: Vec<Vec<Value>> = sums
        .iter()
        .map(|((division, product, day), grams)| params![county, *division, *product, *day, outlet, *grams].to_vec())
        .collect();
    Ok(tx.upsert_many(
        "INSERT INTO bought_total (county, division, product, day, outlet, grams)",
        &rows,
        " ON CONFLICT (county, division, product, day, outlet) DO UPDATE SET grams = bought_total.grams + excluded.grams",
    )?)
}

/// What lines come to, by village, product and day.
pub fn totals<'a>(lines: impl Iterator<Item = &'a BoughtLine>) -> BTreeMap<(DivisionId, ProductId, Day), i64> {
    let mut sums = BTreeMap::new();
    for line in lines {
        let sum: &mut i64 = sums.entry((line.division, line.product, line.day)).or_default();
        *sum = sum.saturating_add(line.grams);
    }
    sums
}

/// The lines of one entry, or of a whole book.
pub fn bought_lines(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    entry: Option<i64>,
) -> Result<Vec<BoughtLine>, Refusal> {
    let sql = format!(
        "SELECT {LINE} FROM bought_line WHERE county = $1 AND outlet = $2 AND seq >= $3 AND seq <= $4 ORDER BY seq, line"
    );
    let (from, to) = entry.map_or((0, i64::MAX), |seq| (seq, seq));
    Ok(tx.query(&sql, params![county, outlet, from, to])?)
}

/// The kept totals of one outlet.
pub fn bought_totals(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
) -> Result<BTreeMap<(DivisionId, ProductId, Day), i64>, Refusal> {
    let rows: Vec<(DivisionId, ProductId, Day, i64)> = tx.query(
        "SELECT division, product, day, grams FROM bought_total WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    Ok(rows.into_iter().map(|(division, product, day, grams)| ((division, product, day), grams)).collect())
}
