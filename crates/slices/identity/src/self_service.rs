//! What everybody may do about themselves: session, posts, password, one-time codes.

use crate::{
    dto::{CountyView, DONE, Done, PersonBrief, SessionView},
    error::No,
    party, secret,
    sign_in::{PasswordHash, check_strength, totp_place},
    sql,
};
use base::{
    Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, Effect, Nothing, Perm, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Who is signed in and what the county is called. **Who:** anyone; nobody gets no person.
pub fn session(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<SessionView, Refusal> {
    let signed_in = actor.person.0 != 0;
    view(tx, actor, signed_in.then_some(actor.person), signed_in.then_some(actor.post))
}

/// The session of a person with a post.
pub fn view(
    tx: &mut Tx<'_>,
    actor: &Actor,
    person: Option<PersonId>,
    post: Option<PostId>,
) -> Result<SessionView, Refusal> {
    let county = actor.county_id();
    let mut found = None;
    let mut posts = Vec::new();
    if let Some(row) = person.map(|p| sql::find_person(tx, county, p)).transpose()?.flatten() {
        let name = party::open(tx, county, row.party)?.form.name;
        posts = sql::posts_on(tx, county, row.id, actor.day())?;
        found = Some(PersonBrief { id: row.id, name, login: row.login, totp: row.totp.is_some() });
    }
    let post = posts.iter().find(|p| Some(p.id) == post).cloned();
    let role = post.as_ref().and_then(|p| Role::from_word(&p.role)).unwrap_or(Role::Public);
    let permissions = Perm::ALL.iter().filter(|p| role.has(**p)).map(|p| p.word().to_owned()).collect();
    let words =
        actor.policies.on(actor.day()).map(|p| serde_json::to_value(p.words()).unwrap_or_default()).unwrap_or_default();
    let c = &actor.county;
    let county = CountyView {
        id: c.id.to_string(),
        name: c.name.clone(),
        kind_word: c.kind_word.clone(),
        simulated: c.simulated,
    };
    Ok(SessionView { person: found, posts, post, permissions, county, words, day: actor.day(), now: actor.now })
}

/// Signs out.
pub fn close(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<Done, Refusal> {
    tx.run("DELETE FROM session WHERE digest = $1", params![actor.session.clone()])?;
    actor.after_commit(Effect::SignOut);
    Ok(DONE)
}

/// The post to act with from now on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchPost {
    /// One of one's own.
    pub post: PostId,
}

/// Acts with another of one's own posts from now on.
pub fn switch_post(tx: &mut Tx<'_>, actor: &Actor, (): (), body: SwitchPost) -> Result<SessionView, Refusal> {
    let posts = sql::posts_on(tx, actor.county_id(), actor.person, actor.day())?;
    if !posts.iter().any(|p| p.id == body.post) {
        return Err(No::NoSuchPost.into());
    }
    tx.run("UPDATE session SET post = $2 WHERE digest = $1", params![actor.session.clone(), body.post])?;
    view(tx, actor, Some(actor.person), Some(body.post))
}

/// One open session of one's own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OpenSessionView {
    /// Id.
    pub id: i64,
    /// Since when.
    pub made_at: String,
    /// Until when.
    pub ends_at: String,
    /// Where from.
    pub origin: String,
    /// What the phone calls itself that was bound; empty for a sign-in by password.
    pub device: String,
    /// Whether it is this one.
    pub current: bool,
}

/// All one's open sessions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OpenSessions {
    /// The sessions, newest first.
    pub items: Vec<OpenSessionView>,
}

/// Lists one's own open sessions.
pub fn sessions(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<OpenSessions, Refusal> {
    let rows: Vec<(i64, String, String, String, String, Vec<u8>)> = tx.query(
        "SELECT id, made_at, ends_at, origin, device, digest FROM session WHERE county = $1 AND person = $2 AND ends_at > $3 ORDER BY id DESC",
        params![actor.county_id(), actor.person, actor.now],
    )?;
    let view = |(id, made_at, ends_at, origin, device, digest)| OpenSessionView {
        id,
        made_at,
        ends_at,
        origin,
        device,
        current: digest == actor.session,
    };
    Ok(OpenSessions { items: rows.into_iter().map(view).collect() })
}

/// Ends one of one's own sessions, such as on a lost phone.
pub fn end_session(tx: &mut Tx<'_>, actor: &Actor, session: i64, _: Nothing) -> Result<Done, Refusal> {
    let ended = tx.run(
        "DELETE FROM session WHERE county = $1 AND person = $2 AND id = $3",
        params![actor.county_id(), actor.person, session],
    )?;
    if ended == 1 { Ok(DONE) } else { Err(No::NotOwn.into()) }
}

/// A change of one's own password.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password so far.
    pub old: String,
    /// The new one, at least 10 characters.
    pub password: String,
}

/// Checks the old password and hashes the new one, off the writer.
pub fn check_password(tx: &mut Tx<'_>, actor: &Actor, (): (), body: &ChangePassword) -> Result<PasswordHash, Refusal> {
    let row = sql::find_person(tx, actor.county_id(), actor.person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    if !secret::verify(&body.old, row.password_hash.as_deref()) {
        return Err(Refusal::from(No::PasswordWrong).at("/old"));
    }
    check_strength(&body.password, &row.login)?;
    secret::hash(&body.password).map(PasswordHash)
}

/// Changes one's own password; the other sessions and all tokens end.
pub fn change_password(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    _: ChangePassword,
    hash: &PasswordHash,
) -> Result<Done, Refusal> {
    sql::set_password(tx, actor.county_id(), actor.person, &hash.0)?;
    sql::end_tokens_of(tx, actor.county_id(), actor.person, actor.now)?;
    tx.run(
        "DELETE FROM session WHERE county = $1 AND person = $2 AND digest <> $3",
        params![actor.county_id(), actor.person, actor.session.clone()],
    )?;
    Ok(DONE)
}

/// A key for an authenticator app, shown once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TotpKey {
    /// Base32 key.
    pub key: String,
    /// `otpauth://` address for a QR code.
    pub uri: String,
}

/// Proposes a key; it takes effect once a code of it is confirmed.
pub fn propose_totp(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<TotpKey, Refusal> {
    let row = sql::find_person(tx, actor.county_id(), actor.person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    if row.totp.is_some() {
        return Err(No::TotpOn.into());
    }
    let key = secret::totp_key();
    let uri = format!("otpauth://totp/Huoshui:{}?secret={key}&issuer=Huoshui", row.login);
    Ok(TotpKey { key, uri })
}

/// The first code of a proposed key.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmTotp {
    /// The key as proposed.
    pub key: String,
    /// The app's code.
    pub code: String,
}

/// Turns one-time codes on.
pub fn confirm_totp(tx: &mut Tx<'_>, actor: &Actor, (): (), body: ConfirmTotp) -> Result<Done, Refusal> {
    // One that is on is given up with its own code first: a borrowed session must not swap it.
    let row = sql::find_person(tx, actor.county_id(), actor.person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    if row.totp.is_some() {
        return Err(No::TotpOn.into());
    }
    let step = secret::totp_step(&body.key, &body.code, actor.now_outside())
        .ok_or_else(|| Refusal::from(No::TotpCode).at("/code"))?;
    let sealed = tx.vault().seal(&totp_place(actor, actor.person), &body.key)?;
    sql::set_totp(tx, actor.county_id(), actor.person, Some(sealed))?;
    sql::use_totp_step(tx, actor.county_id(), actor.person, step)?;
    Ok(DONE)
}

/// One's password, to confirm something.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveTotp {
    /// A code of the app that is to be given up.
    pub code: String,
}

/// Turns one-time codes off, with one last code.
pub fn remove_totp(tx: &mut Tx<'_>, actor: &Actor, (): (), body: RemoveTotp) -> Result<Done, Refusal> {
    let row = sql::find_person(tx, actor.county_id(), actor.person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    let sealed = row.totp.ok_or_else(|| Refusal::from(No::TotpMissing))?;
    let key = tx.vault().unseal(&totp_place(actor, actor.person), &sealed)?;
    let step = secret::totp_step(&key, &body.code, actor.now_outside())
        .ok_or_else(|| Refusal::from(No::TotpCode).at("/code"))?;
    if !sql::use_totp_step(tx, actor.county_id(), actor.person, step)? {
        return Err(No::TotpCode.into());
    }
    sql::set_totp(tx, actor.county_id(), actor.person, None)?;
    Ok(DONE)
}
