//! Live-stream sessions 直播场次: a channel of sales with a promoter, for some hours on a platform.
//!
//! A sale that names a session is one of its channel, and what a session sold is the sum of those sales, less what came
//! back. Sessions are announced and shown by the market, under their event; here is what a book needs to know of them.

mod announce;
mod sales;

pub use announce::{AnnounceLiveSession, CallOffLiveSession, PromoterKind};
pub(crate) use announce::{announce, call_off, edit};
pub use sales::{LiveSessionChoice, LiveSessionChoices, SoldLive, choices};
pub(crate) use sales::{check, keep, of_entry, sold};

use crate::error::No;
use base::{Instant, Refusal};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params};

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

const SESSION: &str =
    "SELECT id, fair, platform, account, promoter_kind, promoter, from_at, to_at, commission_ppm, note,
    called_off FROM live_session WHERE county = $1";

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

/// `2026-08-12 抖音 · 黄桃妹`.
fn name(session: &LiveSessionRow) -> String {
    format!("{} {} · {}", session.from_at.day(), session.platform, session.account)
}
