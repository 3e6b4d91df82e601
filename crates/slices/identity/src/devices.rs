//! Phones that stay signed in: bound by a QR that the township shows, or by six digits told over the phone.
//!
//! Invariants: a code binds one phone once; the digits live ten minutes and die after five wrong tries; a bound phone
//! acts as its one post and no other way than a session does, and ends with it. Only posts that go about in villages have one.
//! Who handed it out is kept for good: whoever did decides on nothing that comes from it.

use crate::{
    dto::{DONE, Done, SessionView},
    error::No,
    secret, self_service, sql,
};
use base::{
    Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, Effect, Nothing, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// A bound phone stays signed in this long; binding it again begins anew.
const BOUND_SECONDS: i64 = 180 * 24 * 3_600;
/// The QR works this long.
const CODE_SECONDS: i64 = 24 * 3_600;
/// The six digits work this long.
const DIGITS_SECONDS: i64 = 600;
/// Wrong digits after which they are dead.
const FAILURES_MOST: i64 = 5;

/// What the township hands over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeviceCodeView {
    /// For the QR: where the phone goes.
    pub path: String,
    /// Until when.
    pub ends_at: Instant,
    /// Login to say on the phone along with the digits.
    pub login: String,
    /// Six digits to tell over the phone.
    pub digits: String,
    /// Until when they work.
    pub digits_end_at: Instant,
}

/// Binds a phone: by the code of the QR, or by login and digits.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BindDevice {
    /// The code of the QR.
    #[serde(default)]
    pub code: String,
    /// Or the login …
    #[serde(default)]
    pub login: String,
    /// … and the six digits.
    #[serde(default)]
    pub digits: String,
    /// What the phone calls itself.
    pub name: String,
}

/// A post of a village, or that goes about in villages, to which a phone can be bound.
fn village_post(tx: &mut Tx<'_>, actor: &Actor, post: PostId) -> Result<PersonId, Refusal> {
    let found: Option<(PersonId, String, String)> = tx.find(
        "SELECT person, role, scope_path FROM post WHERE county = $1 AND id = $2 AND valid_from <= $3 AND valid_to >= $3",
        params![actor.county_id(), post, actor.day()],
    )?;
    let (person, role, path) = found.ok_or(No::NoSuchPost)?;
    actor.require(&path)?;
    match Role::from_word(&role) {
        Some(Role::InformationOfficer | Role::PointKeeper | Role::Producer | Role::TechnicalGuide) => Ok(person),
        _ => Err(No::NoVillagePost.into()),
    }
}

/// Makes a code for a phone; earlier ones of the post die. **Who:** township supervisor, county administrator.
pub fn offer(tx: &mut Tx<'_>, actor: &Actor, post: PostId, _: Nothing) -> Result<DeviceCodeView, Refusal> {
    let county = actor.county_id();
    let person = village_post(tx, actor, post)?;
    let login = sql::find_person(tx, county, person)?.ok_or(No::NoSuchPerson)?.login;
    let (code, digits) = (secret::token(), secret::six_digits());
    let (ends_at, digits_end_at) = (actor.now.plus_seconds(CODE_SECONDS), actor.now.plus_seconds(DIGITS_SECONDS));
    tx.run(
        "UPDATE device_code SET used_at = $3 WHERE county = $1 AND post = $2 AND used_at IS NULL",
        params![county, post, actor.now],
    )?;
    let id = tx.next_id(county, "device_code")?;
    tx.run(
        "INSERT INTO device_code (county, id, code, digits, person, post, made_by, made_at, code_ends_at, digits_ends_at,
         failures, made_post) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)",
        params![
            county,
            id,
            secret::digest(&code),
            digits_digest(tx, &login, &digits),
            person,
            post,
            actor.person,
            actor.now,
            ends_at,
            digits_end_at,
            actor.post
        ],
    )?;
    Ok(DeviceCodeView { path: format!("/field/#/bind/{code}"), ends_at, login, digits, digits_end_at })
}

fn digits_digest(tx: &Tx<'_>, login: &str, digits: &str) -> Vec<u8> {
    tx.vault().digest("device_digits", &format!("{login}|{digits}"))
}

/// Binds the phone that asks: it is signed in from now on. **Who:** whoever holds the code.
pub fn bind(tx: &mut Tx<'_>, actor: &Actor, (): (), body: BindDevice) -> Result<SessionView, Refusal> {
    let county = actor.county_id();
    let name: String = body.name.trim().chars().take(60).collect();
    let name = if name.is_empty() { "手机".to_owned() } else { name };
    let found = if body.code.is_empty() { by_digits(tx, actor, &body)? } else { by_code(tx, actor, &body.code)? };
    let Some((id, person, post)) = found else {
        // The failure is kept, the answer is the refusal.
        actor.after_commit(Effect::Refuse(No::DeviceCode.into()));
        return self_service::session(tx, actor, (), Nothing {});
    };
    let used = tx.run(
        "UPDATE device_code SET used_at = $3 WHERE county = $1 AND id = $2 AND used_at IS NULL",
        params![county, id, actor.now],
    )?;
    let active = sql::find_person(tx, county, person)?.is_some_and(|row| row.status != "left");
    let holds = sql::posts_on(tx, county, person, actor.day())?.iter().any(|brief| brief.id == post);
    if used == 0 || !active || !holds {
        return Err(No::DeviceCode.into());
    }
    tx.run(
        "UPDATE person SET status = 'active' WHERE county = $1 AND id = $2 AND status = 'invited'",
        params![county, person],
    )?;
    let (token, csrf) = (secret::token(), secret::token());
    let session = tx.next_id(county, "session")?;
    tx.run(
        "INSERT INTO session (digest, county, id, person, post, csrf, made_at, seen_at, ends_at, origin, agent, device)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, '', $10)",
        params![
            secret::digest(&token),
            county,
            session,
            person,
            post,
            csrf.clone(),
            actor.now,
            actor.now.plus_seconds(BOUND_SECONDS),
            &actor.origin,
            name
        ],
    )?;
    tx.run(
        "INSERT INTO device_binding (county, session, person, post, handed_by, handed_post, at)
         SELECT county, $3, person, post, made_by, made_post, $4 FROM device_code WHERE county = $1 AND id = $2",
        params![county, id, session, actor.now],
    )?;
    actor.after_commit(Effect::SignIn { person, post, token, csrf, seconds: BOUND_SECONDS });
    self_service::view(tx, actor, Some(person), Some(post))
}

type Offer = (i64, PersonId, PostId);

fn by_code(tx: &mut Tx<'_>, actor: &Actor, code: &str) -> Result<Option<Offer>, Refusal> {
    Ok(tx.find(
        "SELECT id, person, post FROM device_code WHERE county = $1 AND code = $2 AND used_at IS NULL AND code_ends_at > $3",
        params![actor.county_id(), secret::digest(code), actor.now],
    )?)
}

/// By login and digits; a wrong try counts against every code that waits for that person.
fn by_digits(tx: &mut Tx<'_>, actor: &Actor, body: &BindDevice) -> Result<Option<Offer>, Refusal> {
    let county = actor.county_id();
    let login = body.login.trim().to_lowercase();
    sql::hold_login(tx, county, &login)?;
    let Some(person) = sql::find_by_login(tx, county, &login)? else { return Ok(None) };
    let found: Option<Offer> = tx.find(
        "SELECT id, person, post FROM device_code WHERE county = $1 AND person = $2 AND digits = $3 AND used_at IS NULL
         AND digits_ends_at > $4 AND failures < $5",
        params![county, person.id, digits_digest(tx, &login, body.digits.trim()), actor.now, FAILURES_MOST],
    )?;
    if found.is_none() {
        tx.run(
            "UPDATE device_code SET failures = failures + 1 WHERE county = $1 AND person = $2 AND used_at IS NULL",
            params![county, person.id],
        )?;
    }
    Ok(found)
}

/// Ends the phones bound to a post: lost, or handed on. **Who:** township supervisor, county administrator.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, post: PostId, _: Nothing) -> Result<Done, Refusal> {
    let county = actor.county_id();
    village_post(tx, actor, post)?;
    tx.run("DELETE FROM session WHERE county = $1 AND post = $2 AND device <> ''", params![county, post])?;
    tx.run(
        "UPDATE device_code SET used_at = $3 WHERE county = $1 AND post = $2 AND used_at IS NULL",
        params![county, post, actor.now],
    )?;
    Ok(DONE)
}

/// Who handed out the phone that acts; none where it is no bound phone, or was bound before this was kept.
pub fn handed_by(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<PersonId>, Refusal> {
    Ok(tx.find(
        "SELECT b.handed_by FROM session s JOIN device_binding b ON b.county = s.county AND b.session = s.id
         WHERE s.county = $1 AND s.digest = $2",
        params![actor.county_id(), actor.session.clone()],
    )?)
}

/// Throws away codes that bind nothing any more.
pub(crate) fn forget_dead_codes(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
    tx.run(
        "DELETE FROM device_code WHERE county = $1 AND (used_at IS NOT NULL OR code_ends_at < $2)",
        params![actor.county_id(), actor.now],
    )?;
    Ok(())
}
