//! Produce that does not sell: reported, confirmed by township or county, acted on by a clock.
//!
//! Invariants: both times are kept, that of the report and that of the confirmation; sales count from
//! the report on, once it is confirmed; nobody confirms their own report; who had to act by when, and
//! who did, can be read from the acts alone.

mod acts;
mod keep;
mod list;

pub use acts::{ActKind, ActOnUnsalable, act, withdraw};
pub(crate) use keep::keep;
pub use list::{UnsalableFilter, UnsalableListed, UnsalableView, list, show};

use base::Refusal;
use store::{Tx, params};

/// State of a report in SQL: its last act that decides.
pub(crate) const STATE: &str =
    "COALESCE((SELECT a.act FROM unsalable_act a WHERE a.county = u.county AND a.report = u.id
    AND a.act <> 'help' ORDER BY a.seq DESC LIMIT 1), 'open')";

/// When somebody acted first; empty while nobody did.
pub(crate) const ACTED: &str =
    "COALESCE((SELECT MIN(a.at) FROM unsalable_act a WHERE a.county = u.county AND a.report = u.id
    AND a.act <> 'withdrawn'), '')";

/// Place of a report, for the edge.
pub(crate) fn place(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<edge::Place>, Refusal> {
    let sql = "SELECT u.path FROM unsalable_report u WHERE u.county = $1 AND u.id = $2";
    let path: Option<String> = tx.find(sql, params![county, id])?;
    Ok(path.map(|path| edge::Place::new(path, format!("滞销上报 {id}"))))
}
