//! Goods that were bought on: of a line how much had been taken in before, on which line, so that a kilogram counts once.
//!
//! Invariants: links are only added, what is taken off has its sign turned round; a total holds what its lines' links come
//! to. Left to others: which goods are the same (ledger).

use super::bought::TotalKey;
use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, PersonId, ProductId},
};
use std::collections::BTreeMap;
use store::{Tx, params, row};

row! {
    /// How much of a line had been taken in before, and where.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Again {
        /// Whose book.
        pub outlet: OutletId,
        /// The entry.
        pub seq: i64,
        /// The line in it.
        pub line: i64,
        /// `label`: the papers carry the trace code of that lot; `run`: whoever sold runs that outlet.
        pub how: String,
        /// Where it had been taken in.
        pub of_outlet: OutletId,
        /// The entry there.
        pub of_seq: i64,
        /// The line in that.
        pub of_line: i64,
        /// Grams.
        pub grams: i64,
    }
}

row! {
    /// A line that was bought of a producer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OfProducer {
        /// Whose book.
        pub outlet: OutletId,
        /// The entry.
        pub seq: i64,
        /// The line in it.
        pub line: i64,
        /// What.
        pub product: ProductId,
        /// When.
        pub day: Day,
        /// Grams.
        pub grams: i64,
    }
}

/// Lines that were bought of a producer between two days, of these products.
pub fn bought_of(
    tx: &mut Tx<'_>,
    county: &str,
    producer: i64,
    (from, to): (Day, Day),
    products: &[ProductId],
) -> Result<Vec<OfProducer>, Refusal> {
    let (list, values) = store::listed(products, params![county, producer, from, to]);
    let sql = format!(
        "SELECT l.outlet, l.seq, l.line, l.product, l.day, l.grams FROM bought_by b
         JOIN bought_line l ON l.county = b.county AND l.outlet = b.outlet AND l.seq = b.seq
         WHERE b.county = $1 AND b.producer = $2 AND b.producer <> 0 AND l.day >= $3 AND l.day <= $4 AND l.grams > 0
         AND l.product IN ({list}) ORDER BY l.day, l.outlet, l.seq, l.line"
    );
    Ok(tx.query(&sql, &values)?)
}

/// What stands of an entry's lines, or of a whole book's.
pub fn again_of(tx: &mut Tx<'_>, county: &str, outlet: OutletId, entry: Option<i64>) -> Result<Vec<Again>, Refusal> {
    let (from, to) = entry.map_or((0, i64::MAX), |seq| (seq, seq));
    Ok(tx.query(
        "SELECT outlet, seq, line, how, of_outlet, of_seq, of_line, CAST(SUM(grams) AS BIGINT) FROM bought_again
         WHERE county = $1 AND outlet = $2 AND seq >= $3 AND seq <= $4
         GROUP BY outlet, seq, line, how, of_outlet, of_seq, of_line HAVING SUM(grams) <> 0
         ORDER BY outlet, seq, line, how, of_outlet, of_seq, of_line",
        params![county, outlet, from, to],
    )?)
}

/// Adds links, and what they come to to the totals of their lines.
pub fn keep_again(tx: &mut Tx<'_>, county: &str, links: &[Again]) -> Result<(), Refusal> {
    for link in links.iter().filter(|link| link.grams != 0) {
        tx.run(
            "INSERT INTO bought_again (county, outlet, seq, line, turn, how, of_outlet, of_seq, of_line, grams)
             SELECT $1, $2, $3, $4, COALESCE(MAX(turn), 0) + 1, $5, $6, $7, $8, $9 FROM bought_again
             WHERE county = $1 AND outlet = $2 AND seq = $3 AND line = $4",
            params![
                county,
                link.outlet,
                link.seq,
                link.line,
                link.how.as_str(),
                link.of_outlet,
                link.of_seq,
                link.of_line,
                link.grams
            ],
        )?;
        tx.run(
            "UPDATE bought_total SET again_g = again_g + $5 WHERE county = $1 AND outlet = $2
             AND (division, product, day, person) = (SELECT l.division, l.product, l.day, b.person FROM bought_line l
               JOIN bought_by b ON b.county = l.county AND b.outlet = l.outlet AND b.seq = l.seq
               WHERE l.county = $1 AND l.outlet = $2 AND l.seq = $3 AND l.line = $4)",
            params![county, link.outlet, link.seq, link.line, link.grams],
        )?;
    }
    Ok(())
}

type TotalSums = BTreeMap<TotalKey, i64>;

/// What links come to in the totals of an outlet: as kept, and as its lines say.
pub fn again_totals(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<(TotalSums, TotalSums), Refusal> {
    type Row = (DivisionId, ProductId, Day, PersonId, i64);
    let sums = |rows: Vec<Row>| {
        rows.into_iter()
            .map(|(division, product, day, person, grams)| ((division, product, day, person), grams))
            .collect()
    };
    let of = params![county, outlet];
    let kept: Vec<Row> = tx.query(
        "SELECT division, product, day, person, again_g FROM bought_total WHERE county = $1 AND outlet = $2 AND again_g <> 0",
        of,
    )?;
    let counted: Vec<Row> = tx.query(
        "SELECT l.division, l.product, l.day, b.person, CAST(SUM(a.grams) AS BIGINT) FROM bought_again a
         JOIN bought_line l ON l.county = a.county AND l.outlet = a.outlet AND l.seq = a.seq AND l.line = a.line
         JOIN bought_by b ON b.county = a.county AND b.outlet = a.outlet AND b.seq = a.seq
         WHERE a.county = $1 AND a.outlet = $2 GROUP BY l.division, l.product, l.day, b.person HAVING SUM(a.grams) <> 0",
        of,
    )?;
    Ok((sums(kept), sums(counted)))
}

/// Lines of which more is said to have been taken in before than they hold, or less than nothing.
pub fn again_beyond(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<(i64, i64)>, Refusal> {
    let sums: Vec<(i64, i64, i64, i64)> = tx.query(
        "SELECT a.seq, a.line, CAST(SUM(a.grams) AS BIGINT), COALESCE(MAX(l.grams), 0) FROM bought_again a
         LEFT JOIN bought_line l ON l.county = a.county AND l.outlet = a.outlet AND l.seq = a.seq AND l.line = a.line
         WHERE a.county = $1 AND a.outlet = $2 GROUP BY a.seq, a.line ORDER BY a.seq, a.line",
        params![county, outlet],
    )?;
    let beyond = |(_, _, again, grams): &(i64, i64, i64, i64)| !(*grams.min(&0)..=*grams.max(&0)).contains(again);
    Ok(sums.into_iter().filter(beyond).map(|(seq, line, ..)| (seq, line)).collect())
}

/// Which of a producer's kept links are of how much, by line and where it had been taken in.
pub fn again_by_line(tx: &mut Tx<'_>, county: &str, lines: &[OfProducer]) -> Result<Vec<Again>, Refusal> {
    let mut links = Vec::new();
    let mut entries: Vec<(OutletId, i64)> = lines.iter().map(|line| (line.outlet, line.seq)).collect();
    entries.dedup();
    for (outlet, seq) in entries {
        links.extend(again_of(tx, county, outlet, Some(seq))?);
    }
    Ok(links)
}

/// Takes back with a reversal what the lines of its entry had been linked to; of the same day or not, as its grams are.
pub fn mirror_again(tx: &mut Tx<'_>, county: &str, outlet: OutletId, (undone, by): (i64, i64)) -> Result<(), Refusal> {
    let mirrored: Vec<Again> = again_of(tx, county, outlet, Some(undone))?
        .into_iter()
        .map(|link| Again { seq: by, grams: -link.grams, ..link })
        .collect();
    keep_again(tx, county, &mirrored)
}
