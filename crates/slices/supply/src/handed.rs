//! From whose hands the phone came that a report was filled in on: nobody proposes and decides the same thing, and
//! whoever hands out a phone could fill in what it reports.
//!
//! Invariants: kept with the report when it arrives; what came without a bound phone, or from one that was bound before
//! this was kept, has no such row and is decided on by anybody who may.

use crate::error::No;
use base::{Refusal, ids::PersonId};
use edge::Actor;
use std::collections::BTreeSet;
use store::{Tx, params};

/// Keeps who handed out the phone of a report.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    county: &str,
    (kind, report): (&str, i64),
    handed_by: Option<PersonId>,
) -> Result<(), Refusal> {
    if let Some(person) = handed_by {
        tx.run(
            "INSERT INTO supply_phone (county, kind, report, handed_by) VALUES ($1, $2, $3, $4)",
            params![county, kind, report, person],
        )?;
    }
    Ok(())
}

/// Of these reports those whose phone the actor handed out.
pub(crate) fn by_actor(tx: &mut Tx<'_>, actor: &Actor, kind: &str, reports: &[i64]) -> Result<BTreeSet<i64>, Refusal> {
    if reports.is_empty() {
        return Ok(BTreeSet::new());
    }
    let (list, values) = store::listed(reports, params![actor.county_id(), kind, actor.person]);
    let sql = format!(
        "SELECT report FROM supply_phone WHERE county = $1 AND kind = $2 AND handed_by = $3 AND report IN ({list})"
    );
    Ok(tx.query::<i64>(&sql, &values)?.into_iter().collect())
}

/// Refuses whoever handed out the phone of a report.
pub(crate) fn by_another(tx: &mut Tx<'_>, actor: &Actor, kind: &str, report: i64) -> Result<(), Refusal> {
    if by_actor(tx, actor, kind, &[report])?.is_empty() { Ok(()) } else { Err(No::OwnPhone.into()) }
}
