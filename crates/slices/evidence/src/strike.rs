//! Striking wrong evidence off.

use crate::{
    desk::Subject,
    dto::{StrikeForm, Struck},
    error::No,
    list::strikes,
    sql,
};
use base::Refusal;
use edge::Actor;
use store::Tx;

/// Strikes evidence off with a reason. **Who:** whoever attached it, or the county office.
pub fn strike(
    tx: &mut Tx<'_>,
    actor: &Actor,
    of: &Subject,
    (subject, id): (i64, i64),
    body: StrikeForm,
) -> Result<Struck, Refusal> {
    let found = sql::find(tx, actor.county_id(), of, subject, id)?.ok_or(No::Unknown)?;
    if !strikes(actor, &found) {
        return Err(No::NotAttachedByYou.into());
    }
    let reason = body.reason.trim().to_owned();
    if !(2..=500).contains(&reason.chars().count()) {
        return Err(Refusal::from(No::Reason).at("/reason"));
    }
    if !found.struck_at.is_empty() || !sql::strike(tx, actor, id, &reason)? {
        return Err(No::StruckOff.into());
    }
    Ok(Struck { id, reason })
}
