//! Announcing a session, putting it right, calling it off.

use super::{sold, standing};
use crate::error::No;
use base::{Day, Instant, Refusal};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// What a promoter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromoterKind {
    /// One person.
    Person,
    /// A firm that does this.
    Firm,
}

impl PromoterKind {
    fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Firm => "firm",
        }
    }
}

/// Announces a session.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnounceLiveSession {
    /// Where it can be seen: 抖音, 快手, 视频号 …
    pub platform: String,
    /// The account that streams.
    pub account: String,
    /// Whether a person or a firm promotes.
    pub promoter_kind: PromoterKind,
    /// The name that the promoter goes by before viewers.
    pub promoter: String,
    /// From.
    pub from_at: Instant,
    /// To.
    pub to_at: Instant,
    /// The promoter's share of what is sold, ppm; 0 is none.
    #[serde(default)]
    pub commission_ppm: i64,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// Why a session does not take place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallOffLiveSession {
    /// Reason.
    pub reason: String,
}

/// A session lasts two days at most.
const HOURS_MOST: i64 = 48;
/// The longest word for where and who.
const NAME_MOST: usize = 40;
const NOTE_MOST: usize = 200;

/// Announces a session of an event.
pub(crate) fn announce(tx: &mut Tx<'_>, actor: &Actor, fair: i64, body: &AnnounceLiveSession) -> Result<i64, Refusal> {
    well_said(body)?;
    let county = actor.county_id();
    let id = tx.next_id(county, "live_session")?;
    tx.run(
        "INSERT INTO live_session (county, id, fair, platform, account, promoter_kind, promoter, from_at, to_at, commission_ppm,
         note, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            county,
            id,
            fair,
            body.platform.trim(),
            body.account.trim(),
            body.promoter_kind.word(),
            body.promoter.trim(),
            body.from_at,
            body.to_at,
            body.commission_ppm,
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(id)
}

fn well_said(body: &AnnounceLiveSession) -> Result<(), Refusal> {
    for (field, name) in [("/platform", &body.platform), ("/account", &body.account), ("/promoter", &body.promoter)] {
        if name.trim().is_empty() || name.chars().count() > NAME_MOST {
            return Err(Refusal::from(No::LiveName { most: NAME_MOST }).at(field));
        }
    }
    if body.note.chars().count() > NOTE_MOST {
        return Err(Refusal::from(No::TooLong { most: NOTE_MOST }).at("/note"));
    }
    let millis = body.to_at.millis().saturating_sub(body.from_at.millis());
    if millis <= 0 || millis > HOURS_MOST * 3_600_000 {
        return Err(Refusal::from(No::LiveHours { most: HOURS_MOST }).at("/to_at"));
    }
    if !(0..=1_000_000).contains(&body.commission_ppm) {
        return Err(Refusal::from(No::LiveCommission).at("/commission_ppm"));
    }
    Ok(())
}

/// Puts right what was said of a session. **Errors:** it was called off, or a sale of it would lie before it.
pub(crate) fn edit(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: &AnnounceLiveSession) -> Result<(), Refusal> {
    well_said(body)?;
    let county = actor.county_id();
    standing(tx, county, id)?;
    let first: Option<Day> = tx.one(
        "SELECT MIN(e.day) FROM live_sale s JOIN entry e ON e.county = s.county AND e.book = s.book AND e.seq = s.seq
         WHERE s.county = $1 AND s.session = $2",
        params![county, id],
    )?;
    if let Some(first) = first.filter(|day| *day < body.from_at.day()) {
        return Err(Refusal::from(No::LiveSold { day: first.to_string() }).at("/from_at"));
    }
    tx.run(
        "UPDATE live_session SET platform = $3, account = $4, promoter_kind = $5, promoter = $6, from_at = $7, to_at = $8,
         commission_ppm = $9, note = $10 WHERE county = $1 AND id = $2",
        params![
            county,
            id,
            body.platform.trim(),
            body.account.trim(),
            body.promoter_kind.word(),
            body.promoter.trim(),
            body.from_at,
            body.to_at,
            body.commission_ppm,
            body.note.trim()
        ],
    )?;
    Ok(())
}

/// Calls a session off: no sale names it any more. **Errors:** something was sold in it that stands.
pub(crate) fn call_off(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: &CallOffLiveSession) -> Result<(), Refusal> {
    let reason = body.reason.trim();
    if reason.is_empty() || reason.chars().count() > NOTE_MOST {
        return Err(Refusal::from(No::LiveName { most: NOTE_MOST }).at("/reason"));
    }
    let county = actor.county_id();
    let session = standing(tx, county, id)?;
    if sold(tx, county, session.fair)?.get(&id).is_some_and(|sold| sold.sales > 0) {
        return Err(No::LiveStands.into());
    }
    tx.run("UPDATE live_session SET called_off = $3 WHERE county = $1 AND id = $2", params![county, id, reason])?;
    Ok(())
}
