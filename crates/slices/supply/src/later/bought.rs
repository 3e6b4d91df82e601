//! What outlets bought of a village, kept with the entry: lines, and totals by village, product, day and whoever entered it.
//!
//! Invariants: a total is the sum of its lines; a reversal takes back exactly what its entry gave, of the village, at the
//! weight and in the name of whoever entered it then; a line that takes goods of a village in has a row, of pieces whose
//! weight nobody knows one of 0 grams. What is bought of a producer who runs an outlet does not count again: what that outlet
//! took in counted there, and what it grew itself is given up with it, since less shows nothing. Undecidable, and so counted:
//! goods of a producer without an outlet that two outlets booked one after the other without a transfer. Left to others:
//! which entries take goods in, from whom, and the recount (ledger).

use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, PersonId, ProductId},
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
        /// Grams of a unit: 1 of what is weighed, 0 of pieces whose weight nobody knew.
        pub unit_g: i64,
        /// Grams; below nothing where an entry is undone.
        pub grams: i64,
        /// Who entered it; of an entry that undoes another whoever entered that.
        pub person: PersonId,
        /// The producer who sold it; 0 for a household.
        pub producer: i64,
        /// 1 where that producer runs an outlet, and not this one: none of it counts again.
        pub again: i64,
    }
}

const LINE: &str = "seq, line, division, product, day, unit_g, grams";

/// What a total is of: village, product, day, and whoever entered it.
pub type TotalKey = (DivisionId, ProductId, Day, PersonId);

/// Grams of a total, and how much of them does not count again.
pub type BoughtSum = (i64, i64);

/// Keeps lines of an outlet's book, and what they add to the totals.
pub fn keep_bought(tx: &mut Tx<'_>, county: &str, outlet: OutletId, lines: &[BoughtLine]) -> Result<(), Refusal> {
    let row = |l: &BoughtLine| {
        params![county, outlet, l.seq, l.line, l.division, l.product, l.day, l.unit_g, l.grams].to_vec()
    };
    let rows: Vec<Vec<Value>> = lines.iter().map(row).collect();
    tx.insert_many(&format!("INSERT INTO bought_line (county, outlet, {LINE})"), &rows)?;
    let by: BTreeMap<i64, &BoughtLine> = lines.iter().map(|line| (line.seq, line)).collect();
    let rows: Vec<Vec<Value>> = by
        .iter()
        .map(|(seq, line)| params![county, outlet, *seq, line.person, line.producer, line.again].to_vec())
        .collect();
    tx.insert_many("INSERT INTO bought_by (county, outlet, seq, person, producer, again)", &rows)?;
    add(tx, county, outlet, &totals(lines.iter()))
}

/// Adds to the totals of an outlet.
fn add(tx: &mut Tx<'_>, county: &str, outlet: OutletId, sums: &BTreeMap<TotalKey, BoughtSum>) -> Result<(), Refusal> {
    let row = |((division, product, day, person), (grams, again)): (&TotalKey, &BoughtSum)| {
        params![county, *division, *product, *day, outlet, *person, *grams, *again].to_vec()
    };
    let rows: Vec<Vec<Value>> = sums.iter().map(row).collect();
    Ok(tx.upsert_many(
        "INSERT INTO bought_total (county, division, product, day, outlet, person, grams, again_g)",
        &rows,
        " ON CONFLICT (county, division, product, day, outlet, person) DO UPDATE
          SET grams = bought_total.grams + excluded.grams, again_g = bought_total.again_g + excluded.again_g",
    )?)
}

/// What lines come to, by village, product, day and whoever entered them.
pub fn totals<'a>(lines: impl Iterator<Item = &'a BoughtLine>) -> BTreeMap<TotalKey, BoughtSum> {
    let mut sums: BTreeMap<TotalKey, BoughtSum> = BTreeMap::new();
    for line in lines.filter(|line| line.grams != 0) {
        let sum = sums.entry((line.division, line.product, line.day, line.person)).or_default();
        sum.0 = sum.0.saturating_add(line.grams);
        sum.1 = sum.1.saturating_add(line.grams.saturating_mul(line.again));
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
    let (from, to) = entry.map_or((0, i64::MAX), |seq| (seq, seq));
    Ok(tx.query(
        "SELECT l.seq, l.line, l.division, l.product, l.day, l.unit_g, l.grams, b.person, b.producer, b.again FROM bought_line l
         JOIN bought_by b ON b.county = l.county AND b.outlet = l.outlet AND b.seq = l.seq
         WHERE l.county = $1 AND l.outlet = $2 AND l.seq >= $3 AND l.seq <= $4 ORDER BY l.seq, l.line",
        params![county, outlet, from, to],
    )?)
}

/// The kept totals of one outlet.
pub fn bought_totals(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
) -> Result<BTreeMap<TotalKey, BoughtSum>, Refusal> {
    let rows: Vec<(DivisionId, ProductId, Day, PersonId, i64, i64)> = tx.query(
        "SELECT division, product, day, person, grams, again_g FROM bought_total WHERE county = $1 AND outlet = $2
         AND (grams <> 0 OR again_g <> 0)",
        params![county, outlet],
    )?;
    Ok(rows
        .into_iter()
        .map(|(division, product, day, person, grams, again)| ((division, product, day, person), (grams, again)))
        .collect())
}
