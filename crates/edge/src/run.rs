//! One request in one transaction: who, may they, here, before, do it, write it down.

use crate::{
    actor::{Actor, County, Effect},
    audit, changes,
    http::Credential,
    perm::{Perm, Role},
    problem::EdgeRefusal,
    replay,
    route::{Asked, Given, Route, ScopeTree, Sessions, Upload},
};
use base::{Instant, Lang, Refusal};
use policy::PolicySet;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::Tx;

/// What is fixed about a request the moment it comes in.
#[derive(Clone)]
pub struct Stamp {
    /// When.
    pub now: Instant,
    /// In which language the answer is read.
    pub lang: Lang,
    /// Where from.
    pub origin: String,
    /// Address that people type, without a slash at its end; QR codes are made from it.
    pub public_url: String,
    /// The policies in force.
    pub policies: Arc<PolicySet>,
    /// Where things stand, for acts that name a scope in their body.
    pub scopes: Arc<ScopeTree>,
}

/// A request, unpacked.
#[derive(Clone)]
pub(crate) struct Sent {
    pub stamp: Stamp,
    pub credential: Credential,
    pub csrf: Option<String>,
    pub key: Option<String>,
    pub if_match: Option<String>,
    pub asked: Asked,
}

/// An answer, ready to be packed.
pub(crate) struct Answer {
    pub status: u16,
    pub given: Given,
    pub replayed: bool,
    pub etag: Option<String>,
    pub effects: Vec<Effect>,
}

/// What running needs of the program.
pub(crate) struct Runner {
    pub sessions: Arc<dyn Sessions>,
    pub scopes: Arc<ScopeTree>,
}

/// Who asks. On failure nobody has been told anything yet.
pub(crate) fn actor(
    runner: &Runner,
    tx: &mut Tx<'_>,
    county: &County,
    route: &Route,
    sent: &Sent,
) -> Result<Actor, Refusal> {
    if matches!(sent.credential, Credential::None) {
        return Ok(Actor::nobody(county.clone(), &sent.stamp));
    }
    match runner.sessions.actor(tx, county, &sent.credential, &sent.stamp) {
        Ok((actor, csrf)) => {
            if route.writes() && csrf.is_some() && csrf != sent.csrf {
                return Err(EdgeRefusal::Csrf.into());
            }
            Ok(actor)
        }
        // An old cookie must not keep anybody from signing in again.
        Err(_) if route.perm == crate::Perm::Anyone => Ok(Actor::nobody(county.clone(), &sent.stamp)),
        Err(refusal) => Err(refusal),
    }
}

/// The one place where role and scope are checked.
pub(crate) fn authorise(tx: &mut Tx<'_>, actor: &Actor, route: &Route, path: &[String]) -> Result<(), Refusal> {
    if !actor.may(route.perm) {
        return Err(if actor.role == Role::Public {
            EdgeRefusal::SignIn.into()
        } else {
            EdgeRefusal::NotAllowed { role: actor.role.word().into(), perm: route.perm.word().into() }.into()
        });
    }
    if actor.only.is_some() && route.writes() && route.perm == Perm::SelfService {
        // Who finds a token must not come by more than it says: another token, a password, a second factor.
        return Err(EdgeRefusal::SessionNeeded.into());
    }
    let Some(target) = route.target else { return Ok(()) };
    let no_such_thing = || Refusal::from(EdgeRefusal::NoSuchThing);
    let id: i64 = path.first().and_then(|id| id.parse().ok()).ok_or_else(no_such_thing)?;
    if actor.scope.is(target, id) {
        // One's own outlet or unit: the post itself says where it stands.
        return Ok(());
    }
    let place_of = actor.scopes.get(&target).ok_or_else(no_such_thing)?;
    let place = place_of(tx, actor.county_id(), id)?.ok_or_else(no_such_thing)?;
    actor.require_place(&place)
}

/// Who asks, if role and scope allow the route.
pub(crate) fn admit(
    runner: &Runner,
    tx: &mut Tx<'_>,
    county: &County,
    route: &Route,
    sent: &Sent,
) -> Result<Actor, Refusal> {
    let actor = actor(runner, tx, county, route, sent)?;
    authorise(tx, &actor, route, &sent.asked.path)?;
    Ok(actor)
}

/// Runs the slow work before an act on a reader: same credential, same authorisation.
pub(crate) fn prepare(
    runner: &Runner,
    tx: &mut Tx<'_>,
    county: &County,
    route: &Route,
    sent: &Sent,
) -> Result<Option<Arc<dyn std::any::Any + Send + Sync>>, Refusal> {
    let Some(prepare) = &route.prepare else { return Ok(None) };
    let actor = admit(runner, tx, county, route, sent)?;
    prepare(tx, &actor, &sent.asked).map(Some)
}

/// Runs a route from credential to stored answer.
pub(crate) fn run(
    runner: &Runner,
    tx: &mut Tx<'_>,
    county: &County,
    route: &Route,
    sibling: Option<&Route>,
    sent: &Sent,
) -> Result<Answer, Refusal> {
    let mut actor = admit(runner, tx, county, route, sent)?;
    let digest = asked_digest(&sent.asked);
    let key = match &sent.key {
        Some(key) if route.writes() && !route.private => Some(key.as_str()),
        _ if route.books => return Err(EdgeRefusal::KeyMissing.into()),
        _ => None,
    };
    let name = format!("{} {}", route.method, route.path);
    if let Some(key) = key {
        replay::check_key(key)?;
        if let Some((status, body)) = replay::find(tx, &actor, &name, key, &digest)? {
            return Ok(Answer { status, given: Given::Json(body), replayed: true, etag: None, effects: Vec::new() });
        }
    }
    if let (Some(expected), Some(sibling)) = (&sent.if_match, sibling) {
        guard(tx, &actor, sibling, &sent.asked.path, expected)?;
    }
    let before = record(tx, &actor, route, sibling, &sent.asked);
    let given = (route.run)(tx, &actor, &sent.asked)?;
    actor.sign_as_who_came_in();
    let status = 200;
    let mut etag = None;
    if let Given::Json(body) = &given {
        if route.writes() {
            let after = record(tx, &actor, route, sibling, &sent.asked);
            let detail = detail(&actor, route, &sent.asked, (before, after.as_deref()));
            let subject = subject_of(route, &sent.asked.path);
            written(tx, &actor, (route.act, &subject, &detail), digest.clone(), body)?;
            etag = after.map(|after| etag_of(&after));
            if let Some(key) = key {
                replay::keep(tx, &actor, &name, key, &digest, (status, body))?;
            }
        } else {
            etag = Some(etag_of(body));
        }
    }
    Ok(Answer { status, given, replayed: false, etag, effects: actor.effects.take() })
}

/// Refuses a change of a record that is not as the client last saw it.
fn guard(tx: &mut Tx<'_>, actor: &Actor, sibling: &Route, path: &[String], expected: &str) -> Result<(), Refusal> {
    let asked = Asked { path: path.to_vec(), ..Asked::default() };
    match (sibling.run)(tx, actor, &asked)? {
        Given::Json(body) if etag_of(&body) != expected => Err(EdgeRefusal::Changed.into()),
        _ => Ok(()),
    }
}

/// The record that a PUT corrects, as its query shows it now; none before the first time.
fn record(tx: &mut Tx<'_>, actor: &Actor, route: &Route, sibling: Option<&Route>, asked: &Asked) -> Option<String> {
    let sibling = sibling.filter(|_| route.method == "PUT")?;
    let asked = Asked { path: asked.path.clone(), ..Asked::default() };
    match (sibling.run)(tx, actor, &asked) {
        Ok(Given::Json(body)) => Some(body),
        _ => None,
    }
}

/// What the audit trail says of a correction: fields, old and new. Where no query shows the record, the
/// fields that were sent are told.
fn detail(actor: &Actor, route: &Route, asked: &Asked, (before, after): (Option<String>, Option<&str>)) -> String {
    if route.method != "PUT" {
        return String::new();
    }
    let read = |body: &[u8]| serde_json::from_slice(body).unwrap_or_default();
    let before = before.map_or(serde_json::Value::Null, |before| read(before.as_bytes()));
    let after = read(after.map_or(&asked.body, str::as_bytes));
    let personal: Vec<&str> = actor.replaced.borrow().iter().copied().collect();
    changes::between(route.target, &before, &after, &personal)
}

fn written(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (act, subject, detail): (&str, &str, &str),
    asked: Vec<u8>,
    body: &str,
) -> Result<(), Refusal> {
    let result_digest = Sha256::digest(body).to_vec();
    let noted = actor.noted.take();
    let detail = if detail.is_empty() { noted.as_str() } else { detail };
    audit::append(tx, actor, &audit::Act { act, subject, asked_digest: asked, result_digest, detail })
}

/// Runs a use case outside HTTP with the same audit row: the command line and the simulator.
pub fn audited<T: serde::Serialize>(
    tx: &mut Tx<'_>,
    actor: &Actor,
    act: &str,
    subject: &str,
    asked: &impl serde::Serialize,
    run: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let asked = serde_json::to_vec(asked).unwrap_or_default();
    let result = run(tx, actor)?;
    let body = serde_json::to_string(&result).unwrap_or_default();
    written(tx, actor, (act, subject, ""), Sha256::digest(asked).to_vec(), &body)?;
    Ok(result)
}

/// Runs a route outside HTTP, as the simulator does: role and scope are checked and a write leaves
/// its audit row as ever; nothing is kept for a replay. Gives the JSON that a client would read.
pub fn perform(
    tx: &mut Tx<'_>,
    actor: &Actor,
    route: &Route,
    path: &[String],
    body: &impl serde::Serialize,
    upload: Option<Upload>,
) -> Result<serde_json::Value, Refusal> {
    let unreadable = |e: serde_json::Error| Refusal::from(EdgeRefusal::Body { why: e.to_string() });
    authorise(tx, actor, route, path)?;
    let body = serde_json::to_vec(body).map_err(unreadable)?;
    let mut asked = Asked { path: path.to_vec(), upload, ..Asked::default() };
    if route.writes() {
        asked.body = body;
    } else {
        // What a client would write behind the question mark.
        let mut fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(&body).map_err(unreadable)?;
        asked.ask.cursor = fields.remove("cursor").and_then(|mark| mark.as_str().map(str::to_owned));
        let text = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        asked.query = fields.into_iter().map(|(name, value)| (name, text(value))).collect();
    }
    if let Some(prepare) = &route.prepare {
        asked.prepared = Some(prepare(tx, actor, &asked)?);
    }
    let Given::Json(given) = (route.run)(tx, actor, &asked)? else { return Ok(serde_json::Value::Null) };
    if route.writes() {
        written(tx, actor, (route.act, &subject_of(route, path), ""), asked_digest(&asked), &given)?;
    }
    serde_json::from_str(&given).map_err(unreadable)
}

fn subject_of(route: &Route, path: &[String]) -> String {
    let subject = path.join("/");
    route.target.map_or(subject.clone(), |t| format!("{t:?}:{subject}").to_lowercase())
}

fn asked_digest(asked: &Asked) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in &asked.path {
        digest.update(part);
        digest.update([0]);
    }
    digest.update(&asked.body);
    if let Some(upload) = &asked.upload {
        for (name, value) in &upload.fields {
            digest.update(name);
            digest.update([0]);
            digest.update(value);
            digest.update([0]);
        }
        digest.update(&upload.bytes);
    }
    digest.finalize().to_vec()
}

pub(crate) fn etag_of(body: &str) -> String {
    let digest = Sha256::digest(body);
    let short: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("\"{short}\"")
}
