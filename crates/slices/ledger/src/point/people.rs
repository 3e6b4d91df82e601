//! The people of a point as lists show them: masked, with their village.

use crate::{around, counterparty};
use base::Refusal;
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;

/// Somebody on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SellerBrief")]
pub struct Who {
    /// `household`, `producer` or `other`.
    pub kind: String,
    /// Name; of a person masked.
    pub name: String,
    /// Village; empty for who is in no register.
    pub place: String,
}

/// Who a counterparty is, as lists show it.
pub(super) fn who(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Who, Refusal> {
    let Some((kind, register)) = counterparty::what(tx, county, id)? else { return Ok(Who::default()) };
    let found = around::person(tx, county, &kind, register)?;
    Ok(Who { kind, name: found.shown, place: found.shown_place })
}

/// Who a counterparty is in full, for what is printed and paid.
pub(super) fn in_full(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<around::Person, Refusal> {
    match counterparty::what(tx, county, id)? {
        Some((kind, register)) => around::person(tx, county, &kind, register),
        None => Ok(around::Person::default()),
    }
}
