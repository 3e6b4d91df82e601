//! What people do about a report: decide on it, say what was done, take it back.

use super::{STATE, UnsalableView, show};
use crate::error::No;
use base::{Refusal, ids::PersonId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// What people do about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// 认定: it is so; from here on it is a declaration.
    Confirmed,
    /// 不予认定.
    Refused,
    /// 撤回, by whoever reported it.
    Withdrawn,
    /// Something was done: who was rung, what was arranged.
    Help,
    /// 办结.
    Closed,
}

impl ActKind {
    fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Help => "help",
            Self::Closed => "closed",
        }
    }

    /// What the village is told.
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Confirmed => ("已认定", "Declared"),
            Self::Refused => ("未予认定", "Not declared"),
            Self::Withdrawn => ("已撤回", "Taken back"),
            Self::Help => ("有了新进展", "Something was done"),
            Self::Closed => ("已办结", "Done with"),
        }
    }
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody decided yet.
    Open,
    /// Declared.
    Confirmed,
    /// Not declared.
    Refused,
    /// Taken back.
    Withdrawn,
    /// Done with.
    Closed,
}

impl State {
    pub(super) fn of(word: &str) -> Self {
        match word {
            "confirmed" => Self::Confirmed,
            "refused" => Self::Refused,
            "withdrawn" => Self::Withdrawn,
            "closed" => Self::Closed,
            _ => Self::Open,
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Open => "待认定",
            Self::Confirmed => "已认定",
            Self::Refused => "不予认定",
            Self::Withdrawn => "已撤回",
            Self::Closed => "已办结",
        }
    }

    /// Whether an act fits: one decides what is open, helps while it is open or declared, closes what was declared.
    pub(crate) fn takes(self, act: ActKind) -> bool {
        match act {
            ActKind::Confirmed | ActKind::Refused | ActKind::Withdrawn => self == Self::Open,
            ActKind::Help => matches!(self, Self::Open | Self::Confirmed),
            ActKind::Closed => self == Self::Confirmed,
        }
    }
}

/// Acts on a report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnUnsalable {
    /// What is done; taking back has an act of its own.
    pub act: ActKind,
    /// How it was checked, why not, what was arranged.
    pub reason: String,
}

/// Takes a report back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    pub reason: String,
}

store::row! {
    /// What an act has to know of a report.
    pub(super) struct Standing {
        path: String,
        pub(super) made_by: PersonId,
        state: String,
    }
}

pub(super) fn standing(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Standing, Refusal> {
    let sql = format!("SELECT u.path, u.made_by, {STATE} FROM unsalable_report u WHERE u.county = $1 AND u.id = $2");
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchReport.into())
}

/// Fewest characters of a confirmation without a photo.
const WORDS_LEAST: usize = 10;

/// Decides on a report, or says what was done. **Who:** township supervisor, county office; the first decision never
/// by whoever reported it or handed out the phone that it came from.
pub fn act(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ActOnUnsalable) -> Result<UnsalableView, Refusal> {
    let county = actor.county_id();
    let report = held(tx, county, id)?;
    match body.act {
        ActKind::Withdrawn => return Err(No::NotOwnReport.into()),
        ActKind::Confirmed | ActKind::Refused if report.made_by == actor.person => return Err(No::OwnReport.into()),
        ActKind::Confirmed | ActKind::Refused => crate::handed::by_another(tx, actor, "unsalable", id)?,
        _ => {}
    }
    let short = body.reason.trim().chars().count() < WORDS_LEAST;
    if body.act == ActKind::Confirmed && short && evidence::desk::count(tx, county, crate::evidence_of::KIND, id)? == 0
    {
        return Err(Refusal::from(No::NoEvidence).at("/reason"));
    }
    put(tx, actor, id, &report, (body.act, &body.reason))
}

/// Takes a report back before it is decided on. **Who:** whoever reported it.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: Withdraw) -> Result<UnsalableView, Refusal> {
    let report = held(tx, actor.county_id(), id)?;
    if report.made_by != actor.person {
        return Err(No::NotOwnReport.into());
    }
    put(tx, actor, id, &report, (ActKind::Withdrawn, &body.reason))
}

/// A report, with nobody else acting on it meanwhile.
fn held(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Standing, Refusal> {
    tx.hold(county, &format!("unsalable/{id}"))?;
    standing(tx, county, id)
}

fn put(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: i64,
    report: &Standing,
    (act, reason): (ActKind, &str),
) -> Result<UnsalableView, Refusal> {
    let county = actor.county_id();
    crate::text("/reason", reason, 300)?;
    let state = State::of(&report.state);
    if !state.takes(act) {
        return Err(No::NotOpen { state: state.zh().into() }.into());
    }
    let seq: i64 = tx.number(
        "SELECT COALESCE(MAX(seq), 0) + 1 FROM unsalable_act WHERE county = $1 AND report = $2",
        params![county, id],
    )?;
    tx.run(
        "INSERT INTO unsalable_act (county, report, seq, act, reason, made_by, made_post, made_role, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![county, id, seq, act.word(), reason.trim(), actor.person, actor.post, actor.role.word(), actor.now],
    )?;
    if act != ActKind::Withdrawn {
        crate::telling::acted(tx, actor, id, seq, act.told())?;
    }
    show(tx, actor, id, Nothing {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_follows_from_the_state() {
        use ActKind::{Closed, Confirmed, Help, Refused, Withdrawn};
        for (state, takes) in [
            (State::Open, vec![Confirmed, Refused, Withdrawn, Help]),
            (State::Confirmed, vec![Help, Closed]),
            (State::Refused, vec![]),
            (State::Withdrawn, vec![]),
            (State::Closed, vec![]),
        ] {
            let all = [Confirmed, Refused, Withdrawn, Help, Closed];
            assert_eq!(all.into_iter().filter(|act| state.takes(*act)).collect::<Vec<_>>(), takes, "{state:?}");
        }
    }
}
