//! Live-stream sessions of a fair: who promoted where and when, and what the books say was sold in them (S86, S111).

use crate::{error::No, fairs, fairs::FairView};
use base::{Fen, Refusal};
use edge::{Actor, Nothing};
use ledger::desk::{AnnounceLiveSession, CallOffLiveSession, LiveSessionRow, SoldLive};
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;

/// A session with what it sold: the sum of its sales, never a figure that somebody typed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LiveSessionView {
    /// The session.
    #[serde(flatten)]
    pub session: LiveSessionRow,
    /// Sales that name it and stand.
    pub sales: i64,
    /// What they come to, less what came back.
    pub sold_fen: Fen,
    /// The promoter's share of that, rounded down; it is shown, not paid here.
    pub commission_fen: Fen,
}

/// Announces a session of a fair. **Who:** county office.
pub fn announce(tx: &mut Tx<'_>, actor: &Actor, fair: i64, body: AnnounceLiveSession) -> Result<FairView, Refusal> {
    within(tx, actor, fair, &body)?;
    ledger::desk::announce_session(tx, actor, fair, &body)?;
    fairs::show(tx, actor, fair, Nothing {})
}

/// Puts right what was said of a session. **Who:** county office.
pub fn edit(tx: &mut Tx<'_>, actor: &Actor, at: (i64, i64), body: AnnounceLiveSession) -> Result<FairView, Refusal> {
    let (fair, session) = at;
    within(tx, actor, fair, &body)?;
    here(tx, actor.county_id(), fair, session)?;
    ledger::desk::edit_session(tx, actor, session, &body)?;
    fairs::show(tx, actor, fair, Nothing {})
}

/// Calls a session off in which nothing was sold. **Who:** county office.
pub fn call_off(tx: &mut Tx<'_>, actor: &Actor, at: (i64, i64), body: CallOffLiveSession) -> Result<FairView, Refusal> {
    let (fair, session) = at;
    here(tx, actor.county_id(), fair, session)?;
    ledger::desk::call_off_session(tx, actor, session, &body)?;
    fairs::show(tx, actor, fair, Nothing {})
}

/// A session begins on a day of its fair.
fn within(tx: &mut Tx<'_>, actor: &Actor, fair: i64, body: &AnnounceLiveSession) -> Result<(), Refusal> {
    let found = fairs::find(tx, actor.county_id(), fair)?;
    if body.from_at.day() < found.from_day || body.from_at.day() > found.to_day {
        return Err(Refusal::from(No::SessionDay).at("/from_at"));
    }
    Ok(())
}

fn here(tx: &mut Tx<'_>, county: &str, fair: i64, session: i64) -> Result<(), Refusal> {
    let known = ledger::desk::sessions_of(tx, county, fair)?.iter().any(|row| row.id == session);
    if known { Ok(()) } else { Err(No::NoSuchSession.into()) }
}

/// The sessions of a fair.
pub(crate) fn of(tx: &mut Tx<'_>, county: &str, fair: i64) -> Result<Vec<LiveSessionView>, Refusal> {
    let sessions = ledger::desk::sessions_of(tx, county, fair)?;
    let sold = ledger::desk::sold_live(tx, county, fair)?;
    let view = |session: LiveSessionRow| {
        let SoldLive { sales, fen } = sold.get(&session.id).copied().unwrap_or_default();
        let commission_fen = share(fen, session.commission_ppm);
        LiveSessionView { session, sales, sold_fen: fen, commission_fen }
    };
    Ok(sessions.into_iter().map(view).collect())
}

/// The session that a statement speaks of; 0 is the whole fair.
pub(crate) fn named(tx: &mut Tx<'_>, county: &str, fair: i64, session: Option<i64>) -> Result<i64, Refusal> {
    let Some(session) = session else { return Ok(0) };
    here(tx, county, fair, session).map_err(|no| no.at("/session"))?;
    Ok(session)
}

/// Parts of a million of an amount, rounded down; none of what is below zero.
fn share(fen: Fen, ppm: i64) -> Fen {
    let part = i128::from(fen.0.max(0)) * i128::from(ppm) / 1_000_000;
    Fen(i64::try_from(part).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_and_never_below_nothing() {
        for (fen, ppm, expect) in [(10_001, 150_000, 1_500), (999, 1_000_000, 999), (-500, 150_000, 0), (6, 150_000, 0)]
        {
            assert_eq!(share(Fen(fen), ppm), Fen(expect), "{fen} {ppm}");
        }
    }
}
