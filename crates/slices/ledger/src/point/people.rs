//! The people of a point as lists show them: masked, with their village.

use crate::{around, counterparty};
use base::{Refusal, names};
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

/// What tells people of one name apart while cash is counted out: first letters, and village, number, masked telephone
/// number, as the list shows them that sellers are picked from.
pub(super) fn told_apart(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<(Who, String, String), Refusal> {
    let Some((kind, register)) = counterparty::what(tx, county, id)? else { return Ok(Default::default()) };
    let found = around::person(tx, county, &kind, register)?;
    let initials = if kind == "producer" { String::new() } else { names::initials(&found.name) };
    let number = if kind == "household" { format!("#{register}") } else { String::new() };
    let note = [found.shown_place.as_str(), &number, &found.shown_phone];
    let note = note.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    Ok((Who { kind, name: found.shown, place: found.shown_place }, initials, note))
}

/// Who a counterparty is in full, for what is printed and paid.
pub(super) fn in_full(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<around::Person, Refusal> {
    match counterparty::what(tx, county, id)? {
        Some((kind, register)) => around::person(tx, county, &kind, register),
        None => Ok(around::Person::default()),
    }
}
