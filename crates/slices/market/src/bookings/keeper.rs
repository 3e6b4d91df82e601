//! Whose book a contract comes into: the buyer's, or that of an outlet which was named to book it.

use crate::{
    contracts::{self, Kept},
    error::No,
    telling::{self, Moved},
};
use base::{Refusal, ids::OutletId};
use edge::{Actor, Nothing, Perm};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Tx, params};

/// Which outlet books a contract.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepBook {
    /// The outlet; none if nobody here does.
    #[serde(default)]
    pub outlet: Option<OutletId>,
}

/// The outlet whose book a contract comes into.
pub(crate) struct Keeper {
    pub outlet: OutletId,
    pub name: String,
    /// Where it is now.
    pub path: String,
}

/// Whose book a contract comes into; none if the buyer keeps none here and nobody else was named.
pub(crate) fn keeper(tx: &mut Tx<'_>, actor: &Actor, kept: &Kept) -> Result<Option<Keeper>, Refusal> {
    let Some(outlet) = kept.book_outlet else { return Ok(None) };
    let found = outlets::desk::outlet_at(tx, actor.county_id(), outlet, actor.day())?.ok_or(No::NoSuchBuyer)?;
    Ok(Some(Keeper { outlet, name: found.name, path: found.path }))
}

/// Whether the actor may write in that book.
pub(crate) fn writes(actor: &Actor, keeper: &Keeper) -> bool {
    actor.may(Perm::LedgerWrite) && actor.scope.covers(&keeper.path)
}

/// Names the outlet that books a contract whose buyer keeps no book here. **Who:** its sides.
pub fn keep_book(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: KeepBook) -> Result<contracts::ContractView, Refusal> {
    tx.hold(actor.county_id(), &format!("contract/{id}"))?;
    let kept = contracts::find(tx, actor, id)?;
    if kept.outlet.is_some() {
        return Err(Refusal::from(No::OwnBook).at("/outlet"));
    }
    name_keeper(tx, actor, id, body.outlet).map_err(|refusal| refusal.at("/outlet"))?;
    let sql = "SELECT MAX(seq) FROM contract_book WHERE county = $1 AND contract = $2";
    let change: i64 = tx.number(sql, params![actor.county_id(), id])?;
    telling::contract(tx, actor, &kept, Moved::Book(change))?;
    contracts::show(tx, actor, id, Nothing {})
}

/// Keeps the name of the outlet that books a contract.
pub(crate) fn name_keeper(
    tx: &mut Tx<'_>,
    actor: &Actor,
    contract: i64,
    outlet: Option<OutletId>,
) -> Result<(), Refusal> {
    let county = actor.county_id();
    let path = match outlet {
        None => String::new(),
        Some(outlet) => {
            let found = outlets::desk::outlet_at(tx, county, outlet, actor.day())?.filter(|found| found.open);
            let path = found.ok_or(No::NoSuchKeeper)?.path;
            // Its book is looked through for what a delivery may stand on, so nobody else opens it.
            if !actor.scope.covers(&path) {
                return Err(No::KeeperElsewhere.into());
            }
            path
        }
    };
    tx.run(
        "INSERT INTO contract_book (county, contract, seq, outlet, path, made_by, made_post, at) VALUES ($1, $2,
         (SELECT COALESCE(MAX(seq), 0) + 1 FROM contract_book WHERE county = $1 AND contract = $2), $3, $4, $5, $6, $7)",
        params![county, contract, outlet, path, actor.person, actor.post, actor.now],
    )?;
    Ok(())
}
