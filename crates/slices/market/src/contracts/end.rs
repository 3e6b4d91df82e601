//! Ending a contract: fulfilled, before its time, or void.

use super::{ContractView, find, show};
use crate::{
    error::No,
    telling::{self, Moved},
};
use base::Refusal;
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// How a contract ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// All of it came, or both are content.
    Fulfilled,
    /// It ends before its time.
    Ended,
    /// It was entered wrongly; nothing was delivered on it.
    Void,
}

/// Ends a contract.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndContract {
    /// How.
    pub how: EndKind,
    /// Why.
    pub reason: String,
}

/// Ends a contract. **Who:** as for signing.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndContract) -> Result<ContractView, Refusal> {
    tx.hold(actor.county_id(), &format!("contract/{id}"))?;
    let kept = find(tx, actor, id)?;
    crate::text("/reason", &body.reason, 200)?;
    if kept.state != "running" {
        return Err(No::ContractOver.into());
    }
    if body.how == EndKind::Void && kept.delivered_g != 0 {
        return Err(No::Delivered.into());
    }
    let how = match body.how {
        EndKind::Fulfilled => "fulfilled",
        EndKind::Ended => "ended",
        EndKind::Void => "void",
    };
    tx.run(
        "INSERT INTO contract_end (county, contract, how, reason, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![actor.county_id(), id, how, body.reason.trim(), actor.person, actor.post, actor.now],
    )?;
    telling::contract(tx, actor, &kept, Moved::Ended(how))?;
    show(tx, actor, id, Nothing {})
}
