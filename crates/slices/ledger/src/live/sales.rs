//! What is sold in a session: which one a sale may name, which it named, and what that comes to.

use super::{LiveSessionRow, SESSION, name, standing};
use crate::error::No;
use base::{Day, Fen, Refusal, ids::OutletId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Tx, params};

/// What sessions sold by the books.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoldLive {
    /// Sales that stand.
    pub sales: i64,
    /// What they come to, less what came back.
    pub fen: Fen,
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
