//! tmp
#![allow(missing_docs)]
use base::{Day, Fen, Refusal, ids::OutletId};
use store::{Ask, Page, Tx, params};
store::row! { #[derive(Clone, Debug)] pub struct OutletYear { pub outlet: OutletId, pub recorded_fen: Fen, pub listed_fen: Fen, pub local_fen: Fen } }
pub fn year_totals(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<OutletYear>, Refusal> {
    Ok(tx.query("SELECT outlet, CAST(SUM(recorded_fen) AS BIGINT), CAST(SUM(listed_fen) AS BIGINT), CAST(SUM(local_fen) AS BIGINT) FROM sales_total WHERE county = $1 AND year = $2 GROUP BY outlet", params![county, year])?)
}
pub fn closed_to(tx: &mut Tx<'_>, county: &str) -> Result<Day, Refusal> {
    Ok(tx.one("SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1", params![county])?)
}
pub use ledger::view::LineView;
pub fn measure_lines(_: &mut Tx<'_>, _: &str, _: OutletId, _: i32, _: &str, _: &Ask) -> Result<Page<LineView>, Refusal> {
    Ok(Page { items: vec![], next: None, total: None })
}
