//! Signing in: password, lock-out, one-time code; and the link for the first time or after a reset.

use crate::{
    dto::{DONE, Done, OpenSession, SessionView},
    error::No,
    party, secret, self_service, sql, strength,
};
use base::{Instant, Refusal};
use edge::{Actor, Effect, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// A session lives this long after sign-in.
const SESSION_SECONDS: i64 = 12 * 3600;
/// After this many failures in a row sign-in is locked.
const FAILURES: i64 = 5;
/// For this long.
const LOCKED_MINUTES: i64 = 15;

/// What the slow part of a sign-in found.
pub struct Checked {
    right: bool,
}

/// Compares the password, off the writer: argon2id is slow on purpose.
pub fn check(tx: &mut Tx<'_>, actor: &Actor, (): (), body: &OpenSession) -> Result<Checked, Refusal> {
    let row = sql::find_by_login(tx, actor.county_id(), body.login.trim())?;
    let hash = row.as_ref().filter(|r| r.status == "active").and_then(|r| r.password_hash.as_deref());
    Ok(Checked { right: secret::verify(&body.password, hash) })
}

/// Opens a session, or counts a failure. **Who:** anyone.
pub fn open(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    body: OpenSession,
    checked: &Checked,
) -> Result<SessionView, Refusal> {
    let county = actor.county_id();
    sql::hold_login(tx, county, body.login.trim())?;
    let Some(row) = sql::find_by_login(tx, county, body.login.trim())? else { return Err(No::WrongSignIn.into()) };
    if let Some(until) = row.locked_until.filter(|until| *until > actor.now) {
        let minutes = (until.millis() - actor.now.millis()) / 60_000 + 1;
        return Err(No::Locked { minutes }.into());
    }
    if let Some(refusal) = refuse(tx, actor, &row, &body, checked.right)? {
        let failures = row.failures + i64::from(refusal != Refusal::from(No::TotpNeeded));
        let until = (failures >= FAILURES).then(|| actor.now.plus_seconds(LOCKED_MINUTES * 60));
        sql::note_failures(tx, county, row.id, if until.is_some() { 0 } else { failures }, until)?;
        // The failure is kept, the answer is the refusal.
        actor.after_commit(Effect::Refuse(refusal));
        return self_service::session(tx, actor, (), Nothing {});
    }
    sql::note_failures(tx, county, row.id, 0, None)?;
    let posts = sql::posts_on(tx, county, row.id, actor.day())?;
    let post = posts.first().ok_or_else(|| Refusal::from(No::NoPost))?.clone();
    let (token, csrf) = (secret::token(), secret::token());
    let id = tx.next_id(county, "session")?;
    let ends_at = actor.now.plus_seconds(SESSION_SECONDS);
    tx.run("DELETE FROM session WHERE county = $1 AND ends_at < $2", params![county, actor.now])?;
    tx.run(
        "INSERT INTO session (digest, county, id, person, post, csrf, made_at, seen_at, ends_at, origin, agent)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, '')",
        params![secret::digest(&token), county, id, row.id, post.id, csrf.clone(), actor.now, ends_at, &actor.origin],
    )?;
    actor.after_commit(Effect::SignIn { person: row.id, post: post.id, token, csrf, seconds: SESSION_SECONDS });
    self_service::view(tx, actor, Some(row.id), Some(post.id))
}

/// Why these credentials do not open a session, if they do not.
fn refuse(
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &sql::SignInRow,
    body: &OpenSession,
    right: bool,
) -> Result<Option<Refusal>, Refusal> {
    if !right {
        return Ok(Some(No::WrongSignIn.into()));
    }
    let Some(sealed) = &row.totp else { return Ok(None) };
    let Some(code) = body.totp.as_deref().filter(|c| !c.trim().is_empty()) else {
        return Ok(Some(No::TotpNeeded.into()));
    };
    let key = tx.vault().unseal(&totp_place(actor, row.id), sealed)?;
    let step = secret::totp_step(&key, code, actor.now_outside());
    match step {
        // A step is taken once: a code read over somebody's shoulder is worth nothing.
        Some(step) if sql::use_totp_step(tx, actor.county_id(), row.id, step)? => Ok(None),
        _ => Ok(Some(No::TotpWrong.into())),
    }
}

/// Where a person's one-time key is sealed to.
pub fn totp_place(actor: &Actor, person: base::ids::PersonId) -> String {
    format!("{}.person.{person}.totp", actor.county_id())
}

/// What a link is for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkTarget {
    /// Login to use from now on.
    pub login: String,
    /// The person's name, masked: the link may be in the wrong hands.
    pub name: String,
}

/// Shows whom a link is for. **Who:** whoever holds it.
pub fn look_at_link(tx: &mut Tx<'_>, actor: &Actor, link: String, _: Nothing) -> Result<LinkTarget, Refusal> {
    let (person, _) = behind(tx, actor, &link, actor.now)?;
    let name = party::open(tx, actor.county_id(), person.party)?.masked_name();
    Ok(LinkTarget { login: person.login, name })
}

fn behind(tx: &mut Tx<'_>, actor: &Actor, link: &str, now: Instant) -> Result<(sql::SignInRow, ()), Refusal> {
    let person = sql::find_link(tx, actor.county_id(), link, now)?.ok_or_else(|| Refusal::from(No::LinkDead))?;
    let row = sql::find_person(tx, actor.county_id(), person)?.ok_or_else(|| Refusal::from(No::LinkDead))?;
    Ok((row, ()))
}

/// argon2id hash of a new password, worked out beforehand.
pub struct PasswordHash(pub String);

/// A password to set.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// At least 10 characters.
    pub password: String,
}

/// Hashes the new password, off the writer.
pub fn hash_of(tx: &mut Tx<'_>, actor: &Actor, link: String, body: &SetPassword) -> Result<PasswordHash, Refusal> {
    let (row, ()) = behind(tx, actor, &link, actor.now)?;
    check_strength(&body.password, &row.login)?;
    secret::hash(&body.password).map(PasswordHash)
}

/// Refuses passwords that are too easy.
pub fn check_strength(password: &str, login: &str) -> Result<(), Refusal> {
    if strength::is_weak(password, login) { Err(Refusal::from(No::PasswordWeak).at("/password")) } else { Ok(()) }
}

/// Sets the password through a link; all earlier sessions and tokens end. **Who:** whoever holds the link.
pub fn use_link(
    tx: &mut Tx<'_>,
    actor: &Actor,
    link: String,
    _: SetPassword,
    hash: &PasswordHash,
) -> Result<Done, Refusal> {
    let (row, ()) = behind(tx, actor, &link, actor.now)?;
    if !sql::use_link(tx, &link, actor.now)? {
        return Err(No::LinkDead.into());
    }
    sql::set_password(tx, actor.county_id(), row.id, &hash.0)?;
    sql::end_sessions_of(tx, actor.county_id(), row.id)?;
    sql::end_tokens_of(tx, actor.county_id(), row.id, actor.now)?;
    Ok(DONE)
}
