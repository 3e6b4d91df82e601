//! The other side of an entry, to choose from: who supplies, who buys, where goods are handed to.
//!
//! Whoever writes a book names the other side, also where its register is not theirs to read. So these lists are
//! slim: a number, a kind, a name; households of the outlet's own township, masked.

use crate::around;
use base::{Refusal, ids::OutletId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Rows that one search gives.
const MOST: i64 = 20;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideQuery {
    /// Name, pinyin or initials; of a household its head's whole name, its number, or its village.
    #[serde(default)]
    pub q: String,
    /// Only this kind of side: `producer`, `household`, `outlet` or `unit`.
    #[serde(default)]
    pub kind: String,
    /// Only the one with this number.
    #[serde(default)]
    pub id: Option<i64>,
}

impl SideQuery {
    fn wants(&self, kind: &str) -> bool {
        self.kind.is_empty() || self.kind == kind
    }

    fn words(&self) -> (&str, Option<i64>) {
        (&self.q, self.id)
    }
}

/// Somebody who can be the other side of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Side {
    /// `producer`, `household`, `outlet` or `unit`: the word of the register in a request.
    pub kind: String,
    /// Its number there.
    pub id: i64,
    /// Name; of a household masked.
    pub name: String,
    /// What tells it from others of that name: place, kind, a masked telephone number.
    pub note: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sides {
    /// Twenty at most; a longer name finds fewer.
    pub items: Vec<Side>,
}

/// Who may supply an outlet: producers, and households of its township. **Who:** who writes the book.
pub fn suppliers(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, query: SideQuery) -> Result<Sides, Refusal> {
    let mut items = Vec::new();
    if query.wants("producer") {
        items.extend(around::producers_to_choose(tx, actor.county_id(), query.words(), MOST)?);
    }
    if query.wants("household") {
        let path = around::outlet_path(tx, actor.county_id(), outlet)?;
        if let Some((below, near)) = reach(&path) {
            items.extend(around::households_to_choose(tx, actor.county_id(), (below, near), query.words(), MOST)?);
        }
    }
    Ok(Sides { items })
}

/// Outlets that goods can be handed to. **Who:** who writes the book.
pub fn others(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, query: SideQuery) -> Result<Sides, Refusal> {
    let items = around::outlets_to_choose(tx, actor, query.words(), MOST + 1)?;
    Ok(Sides { items: items.into_iter().filter(|side| side.id != outlet.0).collect() })
}

/// Who may buy: units and other outlets. **Who:** clerks and manager of the outlet.
pub fn buyers(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, query: SideQuery) -> Result<Sides, Refusal> {
    let mut items = Vec::new();
    if query.wants("unit") {
        items.extend(around::units_to_choose(tx, actor, query.words(), MOST)?);
    }
    if query.wants("outlet") {
        items.extend(others(tx, actor, outlet, query)?.items);
    }
    Ok(Sides { items })
}

/// Whose households an outlet may choose among: those of its township, the ones of its village first; all of the
/// county's where it stands in no township. Outside the county there are none.
pub(crate) fn reach(path: &str) -> Option<(&str, &str)> {
    if path.starts_with("/out/") {
        return None;
    }
    let near = path.trim_end_matches('/').rsplit_once('/').and_then(|(place, _)| path.get(..place.len() + 1))?;
    let below = match near.get(1..)?.find('/') {
        Some(end) => near.get(..end + 2)?,
        None => near,
    };
    Some((below, near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn households_are_those_of_the_township() {
        for (outlet, expect) in [
            ("/7/33/o12/", Some(("/7/", "/7/33/"))),
            ("/7/o12/", Some(("/7/", "/7/"))),
            ("/o12/", Some(("/", "/"))),
            ("/out/o12/", None),
        ] {
            assert_eq!(reach(outlet), expect, "{outlet}");
        }
    }
}
