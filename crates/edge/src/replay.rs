//! Requests that are sent twice: the same key and body get the same answer, another body a refusal.

use crate::{actor::Actor, problem::EdgeRefusal};
use base::{Instant, Refusal};
use store::{Tx, params};

/// A key as the client made it.
pub(crate) fn check_key(key: &str) -> Result<(), Refusal> {
    let fits = (8..=100).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if fits { Ok(()) } else { Err(EdgeRefusal::KeyInvalid.into()) }
}

/// The answer that this key got before, if it was sent before.
pub(crate) fn find(
    tx: &mut Tx<'_>,
    actor: &Actor,
    route: &str,
    key: &str,
    digest: &[u8],
) -> Result<Option<(u16, String)>, Refusal> {
    let found: Option<(Vec<u8>, i32, String)> = tx.find(
        "SELECT body_digest, status, body FROM idempotency WHERE county = $1 AND person = $2 AND route = $3 AND sent_key = $4",
        params![actor.county_id(), actor.person, route, key],
    )?;
    match found {
        None => Ok(None),
        Some((before, ..)) if before != digest => Err(EdgeRefusal::KeyReused.into()),
        Some((_, status, body)) => Ok(Some((u16::try_from(status).unwrap_or(200), body))),
    }
}

/// Keeps an answer beside what it did, in the same transaction.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    route: &str,
    key: &str,
    digest: &[u8],
    answer: (u16, &str),
) -> Result<(), Refusal> {
    let kept = tx.run(
        "INSERT INTO idempotency (county, person, route, sent_key, body_digest, status, body, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, person, route, sent_key) DO NOTHING",
        params![actor.county_id(), actor.person, route, key, digest, i32::from(answer.0), answer.1, actor.now],
    )?;
    // On PostgreSQL the same request may have run beside this one and committed first:
    // this one rolls back, and the client's next try finds the kept answer.
    if kept == 1 { Ok(()) } else { Err(tx.lost_race().into()) }
}

/// Forgets the answers that were kept before a moment: a request is not sent again after weeks.
pub fn forget_answers(tx: &mut Tx<'_>, before: Instant) -> Result<(), Refusal> {
    tx.run("DELETE FROM idempotency WHERE made_at < $1", params![before])?;
    Ok(())
}
