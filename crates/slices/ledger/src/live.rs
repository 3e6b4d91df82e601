//! Live-stream sessions 直播场次: a channel of sales with a promoter, for some hours on a platform.
//!
//! A sale that names a session is one of its channel, and what a session sold is the sum of those sales, less what came
//! back. Sessions are announced and shown by the market, under their event; here is what a book needs to know of them.

use crate::error::No;
use base::{Day, Fen, Instant, Refusal, ids::OutletId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

store::row! {
    /// A session as it was announced.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct LiveSessionRow {
        /// Number.
        pub id: i64,
        /// The event that it belongs to.
        pub fair: i64,
        /// Where it can be seen.
        pub platform: String,
        /// The account that streams.
        pub account: String,
        /// `person` or `firm`.
        pub promoter_kind: String,
        /// Who promotes.
        pub promoter: String,
        /// From.
        pub from_at: Instant,
        /// To.
        pub to_at: Instant,
        /// The promoter's share, ppm.
        pub commission_ppm: i64,
        /// Anything else.
        pub note: String,
        /// Why it did not take place; empty for one that stands.
        pub called_off: String,
    }
}

/// Why a session does not take place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallOffLiveSession {
    /// Reason.
    pub reason: String,
}

/// What sessions sold by the books.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoldLive {
    /// Sales that stand.
    pub sales: i64,
    /// What they come to, less what came back.
    pub fen: Fen,
}

const SESSION: &str =
    "SELECT id, fair, platform, account, promoter_kind, promoter, from_at, to_at, commission_ppm, note,
    called_off FROM live_session WHERE county = $1";

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

/// A session that was not called off, with nobody else at it meanwhile.
fn standing(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<LiveSessionRow, Refusal> {
    tx.hold(county, &format!("live_session/{id}"))?;
    let found: Option<LiveSessionRow> = tx.find(&format!("{SESSION} AND id = $2"), params![county, id])?;
    let found = found.ok_or(No::LiveSession)?;
    if found.called_off.is_empty() { Ok(found) } else { Err(No::LiveCalledOff.into()) }
}

/// Sessions of an event, the first one first.
pub(crate) fn of_fair(tx: &mut Tx<'_>, county: &str, fair: i64) -> Result<Vec<LiveSessionRow>, Refusal> {
    Ok(tx.query(&format!("{SESSION} AND fair = $2 ORDER BY from_at, id"), params![county, fair])?)
}

/// Checks what a sale says of its session, and gives it.
pub(crate) fn check(
    tx: &mut Tx<'_>,
    county: &str,
    (live, session): (bool, Option<i64>),
    day: Day,
) -> Result<Option<i64>, Refusal> {
    let Some(session) = session else {
        return if live { Err(Refusal::from(No::LiveSession).at("/session")) } else { Ok(None) };
    };
    if !live {
        return Err(Refusal::from(No::LiveChannel).at("/channel"));
    }
    let found = standing(tx, county, session).map_err(|no| no.at("/session"))?;
    let (from, to) = (found.from_at.day(), found.to_at.day().plus_days(DAYS_OFFERED));
    if day < from || day > to {
        return Err(Refusal::from(No::LiveDay { from: from.to_string(), to: to.to_string() }).at("/day"));
    }
    Ok(Some(session))
}

/// Keeps which session a sale was made in.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    county: &str,
    (book, seq): (OutletId, i64),
    session: Option<i64>,
) -> Result<(), Refusal> {
    if let Some(session) = session {
        let sql = "INSERT INTO live_sale (county, book, seq, session) VALUES ($1, $2, $3, $4)";
        tx.run(sql, params![county, book, seq, session])?;
    }
    Ok(())
}

/// The session of an entry, in words; empty for a sale of another channel.
pub(crate) fn of_entry(tx: &mut Tx<'_>, county: &str, outlet: OutletId, seq: i64) -> Result<String, Refusal> {
    let sql = format!(
        "{SESSION} AND id = (SELECT s.session FROM live_sale s WHERE s.county = $1 AND s.book = $2 AND s.seq = $3)"
    );
    let found: Option<LiveSessionRow> = tx.find(&sql, params![county, outlet, seq])?;
    Ok(found.map(|session| name(&session)).unwrap_or_default())
}

/// `2026-08-12 抖音 · 黄桃妹`.
fn name(session: &LiveSessionRow) -> String {
    format!("{} {} · {}", session.from_at.day(), session.platform, session.account)
}

/// What the sessions of an event sold: lines of their sales, reversals of these, and what was given back of them.
pub(crate) fn sold(tx: &mut Tx<'_>, county: &str, fair: i64) -> Result<BTreeMap<i64, SoldLive>, Refusal> {
    let sales: Vec<(i64, i64)> = tx.query(
        "SELECT s.session, COUNT(*) FROM live_sale s JOIN live_session v ON v.county = s.county AND v.id = s.session
         WHERE s.county = $1 AND v.fair = $2 AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.county = s.county
           AND r.book = s.book AND r.reverses = s.seq) GROUP BY s.session",
        params![county, fair],
    )?;
    // A reversal stands with a minus by itself; what came back is taken off.
    let sums: Vec<(i64, Fen)> = tx.query(
        "SELECT session, CAST(SUM(fen) AS BIGINT) FROM (
           SELECT s.session AS session, l.amount_fen AS fen FROM live_session v
             JOIN live_sale s ON s.county = v.county AND s.session = v.id
             JOIN line l ON l.county = s.county AND l.book = s.book AND l.seq = s.seq
             WHERE v.county = $1 AND v.fair = $2
           UNION ALL
           SELECT s.session, l.amount_fen FROM live_session v
             JOIN live_sale s ON s.county = v.county AND s.session = v.id
             JOIN entry e ON e.county = s.county AND e.book = s.book AND e.reverses = s.seq
             JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
             WHERE v.county = $1 AND v.fair = $2
           UNION ALL
           SELECT s.session, -l.amount_fen FROM live_session v
             JOIN live_sale s ON s.county = v.county AND s.session = v.id
             JOIN line l ON l.county = s.county AND l.book = s.book AND l.of_seq = s.seq
             JOIN entry e ON e.county = l.county AND e.book = l.book AND e.seq = l.seq AND e.kind = 'return'
             WHERE v.county = $1 AND v.fair = $2
         ) AS x GROUP BY session",
        params![county, fair],
    )?;
    let mut sold: BTreeMap<i64, SoldLive> = BTreeMap::new();
    for (session, count) in sales {
        sold.entry(session).or_default().sales = count;
    }
    for (session, fen) in sums {
        sold.entry(session).or_default().fen = fen;
    }
    Ok(sold)
}

/// A session that a sale may name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LiveSessionChoice {
    /// Its number.
    pub id: i64,
    /// In words.
    pub name: String,
}

/// Sessions that a sale may name now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LiveSessionChoices {
    /// Begun, and ended a month ago at most; the newest first.
    pub sessions: Vec<LiveSessionChoice>,
}

/// Days after its end on which a session is still offered: goods go out later than they are ordered.
const DAYS_OFFERED: i32 = 31;

/// Sessions that a sale of this outlet may name. **Who:** clerks and manager of the outlet.
pub fn choices(tx: &mut Tx<'_>, actor: &Actor, _: OutletId, _: Nothing) -> Result<LiveSessionChoices, Refusal> {
    let since = actor.day().plus_days(-DAYS_OFFERED).starts_at();
    let sql = format!(
        "{SESSION} AND from_at <= $2 AND to_at >= $3 AND called_off = '' ORDER BY from_at DESC, id DESC LIMIT 50"
    );
    let rows: Vec<LiveSessionRow> = tx.query(&sql, params![actor.county_id(), actor.now, since])?;
    Ok(LiveSessionChoices {
        sessions: rows.iter().map(|row| LiveSessionChoice { id: row.id, name: name(row) }).collect(),
    })
}
