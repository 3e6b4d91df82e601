//! One worker: seen in full for a stated reason, or corrected (another phone, a misspelt name).
//!
//! A correction changes who the person is in every union at once, and moves what they were
//! issued with it: a new phone is no new person.

use crate::{error::No, roll, units};
use base::{Refusal, ids::UnitId};
use edge::Actor;
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx, params};

/// Shows a worker in full.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealWorker {
    /// Why.
    pub reason: String,
}

/// Corrects name and phone.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectWorker {
    /// Name.
    pub name: String,
    /// Phone; empty for people without one.
    #[serde(default)]
    pub phone: String,
}

/// A worker in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WorkerView {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
}

fn find(tx: &mut Tx<'_>, county: &str, unit: UnitId, id: i64) -> Result<(i64, Vec<u8>), Refusal> {
    let sql = "SELECT party, identity FROM worker WHERE county = $1 AND unit = $2 AND id = $3";
    tx.find(sql, params![county, unit, id])?.ok_or_else(|| No::NoSuchWorker.into())
}

/// Shows a worker in full; an act, so that it is in the audit trail. **Who:** the union officer.
pub fn reveal(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (unit, id): (UnitId, i64),
    body: RevealWorker,
) -> Result<WorkerView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let (party, _) = find(tx, actor.county_id(), unit, id)?;
    let party = identity::desk::open_party(tx, actor.county_id(), party)?;
    Ok(WorkerView { id, name: party.form.name, phone: party.form.phone })
}

/// Corrects a worker's name or phone. **Who:** the union officer.
pub fn correct(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (unit, id): (UnitId, i64),
    body: CorrectWorker,
) -> Result<WorkerView, Refusal> {
    let county = actor.county_id();
    units::text("/name", &body.name, 50)?;
    let phone = roll::normal_phone(&body.phone).ok_or_else(|| Refusal::from(No::Phone).at("/phone"))?;
    let (party, old) = find(tx, county, unit, id)?;
    let new = roll::identity(tx.vault(), unit.0, &body.name, &phone);
    let form = PartyForm { name: body.name.trim().to_owned(), phone: phone.clone(), ..PartyForm::default() };
    identity::desk::replace_party(tx, actor, party, &form)?;
    if new != old {
        move_identity(tx, county, &old, &new)?;
    }
    Ok(WorkerView { id, name: form.name, phone })
}

fn move_identity(tx: &mut Tx<'_>, county: &str, old: &[u8], new: &[u8]) -> Result<(), Refusal> {
    tx.run("UPDATE worker SET identity = $3 WHERE county = $1 AND identity = $2", params![county, old, new])
        .map_err(twice)?;
    tx.run(
        "INSERT INTO voucher_year (county, year, identity, ceiling_fen, issued_fen)
         SELECT y.county, y.year, $3, y.ceiling_fen, y.issued_fen FROM voucher_year y WHERE y.county = $1 AND y.identity = $2
         ON CONFLICT (county, year, identity) DO UPDATE SET issued_fen = voucher_year.issued_fen + excluded.issued_fen",
        params![county, old, new],
    )
    .map_err(twice)?;
    tx.run("DELETE FROM voucher_year WHERE county = $1 AND identity = $2", params![county, old])?;
    Ok(())
}

/// The other person is on the list already, or both together were issued more than a year's sum.
fn twice(error: StoreError) -> Refusal {
    match error {
        StoreError::Constraint(name) if name == "worker_identity" || name == "voucher_year_ceiling" => {
            No::WorkerTwice.into()
        }
        other => other.into(),
    }
}
