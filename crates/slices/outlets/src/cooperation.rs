//! Refusals to cooperate that people have established, with evidence. Whether one brings a
//! revocation is the policy's and the office's to say, not this record's.

use crate::{
    error::No,
    register::{AHEAD, dated, text},
    support::VoidRow,
};
use base::{
    Day, Refusal,
    ids::{OutletId, PersonId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Establishes a refusal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EstablishRefusal {
    /// When it happened.
    pub on_day: Day,
    /// What was refused.
    pub what: String,
    /// By what it is shown: letters, minutes, witnesses.
    pub evidence: String,
    /// Number of the paper.
    pub document_no: String,
}

store::row! {
    /// An established refusal.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct RefusalRow {
        /// Id.
        pub id: i64,
        /// By whom.
        pub outlet: OutletId,
        /// When.
        pub on_day: Day,
        /// What was refused.
        pub what: String,
        /// By what it is shown.
        pub evidence: String,
        /// Number of the paper.
        pub document_no: String,
        /// Why it fell; empty while it stands.
        pub fallen_reason: String,
        /// Who established it.
        pub made_by: PersonId,
    }
}

/// Establishes a refusal. **Who:** county office.
pub fn establish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    body: EstablishRefusal,
) -> Result<RefusalRow, Refusal> {
    text("/what", &body.what, 500)?;
    text("/evidence", &body.evidence, 1000)?;
    text("/document_no", &body.document_no, 100)?;
    dated("/on_day", body.on_day, actor, AHEAD)?;
    if body.on_day > actor.day() {
        return Err(Refusal::from(No::InFuture).at("/on_day"));
    }
    let id = tx.next_id(actor.county_id(), "cooperation_refusal")?;
    tx.run(
        "INSERT INTO cooperation_refusal (county, id, outlet, on_day, what, evidence, document_no, fallen_reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9)",
        params![
            actor.county_id(), id, outlet, body.on_day, body.what, body.evidence, body.document_no, actor.person, actor.now
        ],
    )?;
    row(tx, actor, outlet, id)
}

fn row(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, id: i64) -> Result<RefusalRow, Refusal> {
    let found = tx.find(
        "SELECT id, outlet, on_day, what, evidence, document_no, fallen_reason, made_by FROM cooperation_refusal
         WHERE county = $1 AND outlet = $2 AND id = $3",
        params![actor.county_id(), outlet, id],
    )?;
    found.ok_or_else(|| No::NoSuchRow.into())
}

/// Lets a refusal fall, after an objection for instance. **Who:** county office.
pub fn fall(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, id): (OutletId, i64),
    body: VoidRow,
) -> Result<RefusalRow, Refusal> {
    text("/reason", &body.reason, 500)?;
    let changed = tx.run(
        "UPDATE cooperation_refusal SET fallen_reason = $4
         WHERE county = $1 AND outlet = $2 AND id = $3 AND fallen_reason = ''",
        params![actor.county_id(), outlet, id, body.reason],
    )?;
    if changed == 0 { Err(No::NoSuchRow.into()) } else { row(tx, actor, outlet, id) }
}

/// Established refusals of an outlet, the newest first. **Who:** whoever may see the outlet.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<RefusalRow>, Refusal> {
    let listing = Listing {
        base: "SELECT id, outlet, on_day, what, evidence, document_no, fallen_reason, made_by, id AS sort_id
               FROM cooperation_refusal WHERE county = $1 AND outlet = $2",
        params: params![actor.county_id(), outlet].to_vec(),
        sorts: &["-on_day"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}
