//! One act on a case: is it possible, may this person, what changes, write it down.

use super::{
    sql::{self, Case},
    states::{Action, after, independent, next_actions, proposed_renewal},
};
use crate::{error::No, word::unknown};
use base::Refusal;
use edge::Actor;
use store::Tx;

/// The case, if the act is possible now and this person is independent of what was done before.
pub fn prepare(tx: &mut Tx<'_>, actor: &Actor, id: i64, action: Action) -> Result<Case, Refusal> {
    let county = actor.county_id();
    let case = sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let Some(state) = after(case.state, action, case.outside()) else {
        let next: Vec<&str> = next_actions(case.state, case.outside(), actor.role).iter().map(|a| a.word()).collect();
        let next = if next.is_empty() { "—".to_owned() } else { next.join(", ") };
        return Err(No::Step { state: case.state.word().into(), next }.into());
    };
    let log = sql::log(tx, county, id)?;
    if action == Action::Renew && proposed_renewal(&log).is_none() {
        return Err(No::RenewalNotProposed.into());
    }
    if action == Action::ProposeRenewal && proposed_renewal(&log).is_some() {
        return Err(No::RenewalProposed.into());
    }
    if !independent(&log, action, actor.person.0) {
        return Err(No::SamePerson.into());
    }
    Ok(Case { state, ..case })
}

/// Writes an act down: the log grows, the case moves.
pub fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &Case,
    action: Action,
    reason: &str,
    data: &str,
) -> Result<(), Refusal> {
    sql::update(tx, actor, case)?;
    sql::insert_act(tx, actor, case, action, reason, data)
}
