//! What a post can be granted for: divisions, outlets, producers and units by name, and no more of them than that.
//!
//! Whoever appoints people names the place of each; that does not open what the slices say of those places.

use base::Refusal;
use edge::{Actor, EdgeRefusal, Perm, Route, Slice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// So many are offered; a longer name finds fewer.
const MOST: i64 = 20;

/// What is looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeQuery {
    /// `township`, `village`, `outlet`, `producer` or `unit`.
    kind: String,
    /// Part of the name, its initials or pinyin.
    #[serde(default)]
    q: String,
}

/// One that a post can be granted for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScopeChoice {
    /// Its number among those of its kind.
    id: i64,
    /// Its name.
    name: String,
    /// What it belongs to: a village's township.
    note: String,
}

/// Those that fit, twenty at most.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScopeChoices {
    /// By name.
    items: Vec<ScopeChoice>,
}

fn find(tx: &mut Tx<'_>, actor: &Actor, (): (), query: ScopeQuery) -> Result<ScopeChoices, Refusal> {
    let (county, day, q) = (actor.county_id(), actor.day(), query.q.trim());
    let found = match query.kind.as_str() {
        level @ ("township" | "village") => places::desk::to_choose(tx, county, level, (q, day), MOST)?,
        "outlet" => outlets::desk::to_choose(tx, county, (q, day), MOST)?,
        "producer" => catalogue::desk::to_choose(tx, county, q, MOST)?,
        "unit" => vouchers::desk::to_choose(tx, county, (q, day), MOST)?,
        _ => return Err(EdgeRefusal::Query { why: "kind".into() }.into()),
    };
    let choice = |(id, name, note)| ScopeChoice { id, name, note };
    Ok(ScopeChoices { items: found.into_iter().map(choice).collect() })
}

/// The search for scopes.
pub fn slice() -> Slice {
    let routes = vec![Route::get("/scopes", Perm::PeopleManage, find)];
    Slice { name: "scopes", routes, targets: Vec::new(), tasks: None, news: None, refusals: Vec::new() }
}
