//! Seeing a household's people in full: an act with a reason.

use super::{
    dto::{RevealForm, RevealedHousehold},
    sql,
};
use crate::{
    person::FullPerson,
    word::{reason, unknown},
};
use base::{Refusal, ids::HouseholdId};
use edge::Actor;
use store::{Tx, params};

/// The people of a household in full. **Who:** whoever may see personal data, within the scope; kept with the reason.
pub fn reveal(tx: &mut Tx<'_>, actor: &Actor, id: HouseholdId, body: RevealForm) -> Result<RevealedHousehold, Refusal> {
    let county = actor.county_id();
    let reason = reason(&body.reason)?;
    sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let mut people = Vec::new();
    for member in sql::members(tx, county, id)? {
        log(tx, actor, member.party, reason)?;
        people.push(FullPerson::from(identity::desk::open_party(tx, county, member.party)?));
    }
    Ok(RevealedHousehold { id, people })
}

/// Keeps who looked at whose data, and why.
fn log(tx: &mut Tx<'_>, actor: &Actor, party: i64, reason: &str) -> Result<(), Refusal> {
    let id = tx.next_id(actor.county_id(), "reveal")?;
    tx.run(
        "INSERT INTO reveal (county, id, party, person, post, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![actor.county_id(), id, party, actor.person, actor.post, reason, actor.now],
    )?;
    Ok(())
}
