//! Who may call for a village, and which code to ask for.

use base::{
    Refusal,
    ids::{DivisionId, PostId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Whose call it may be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallersQuery {
    /// The village.
    pub division: DivisionId,
}

/// A post of the village that may call, and the code to ask for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Caller {
    /// The post.
    pub post: PostId,
    /// Who holds it.
    pub name: String,
    /// Number of the code to ask for; none without a card.
    pub code_number: Option<i64>,
    /// Codes that are left.
    pub left: i64,
}

/// Who may call for a village.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CallersView {
    /// The posts, by number.
    pub callers: Vec<Caller>,
}

/// Who may call for a village, and which code to ask for. **Who:** township supervisor, county office.
pub fn callers(tx: &mut Tx<'_>, actor: &Actor, (): (), query: CallersQuery) -> Result<CallersView, Refusal> {
    let village = crate::village(tx, actor, query.division).map_err(|refusal| refusal.at("/division"))?;
    let mut callers = Vec::new();
    for reporter in identity::desk::reporters_of(tx, actor, &village.path)? {
        let card = identity::desk::card_standing(tx, actor, reporter.post)?;
        let name = identity::desk::person_name(tx, actor.county_id(), reporter.person)?;
        callers.push(Caller { post: reporter.post, name, code_number: card.next, left: card.left });
    }
    Ok(CallersView { callers })
}
