//! Calls (电话代报): what a clerk entered after a call, and what the village's officer says of it.
//!
//! Invariants: a report that was entered after a call counts from its entry, answered or not; a call is answered once, by
//! a code of the officer's card or by the officer in person; what is said not to be so stays, and is marked for follow-up.

mod callers;
pub(crate) mod waiting;

pub(crate) use callers::callers;

use crate::{error::No, upload::Arrived};
use base::{
    Instant, Refusal,
    ids::{DivisionId, PersonId, PostId},
};
use edge::{Actor, Effect};
use identity::desk::{ReadCode, Reporter, RightCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use store::{Tx, params};

/// Columns of a list that tell of the call behind a report, by the joins of [`joins`]. A report that was entered after no
/// call, or before calls were kept, has none.
pub(crate) const COLUMNS: &str =
    "k.call, CASE WHEN k.call IS NULL THEN '' ELSE COALESCE(w.how, 'open') END AS call_state,
    COALESCE(w.at, '') AS answered_at, w.number AS code_number, COALESCE(w.reason, '') AS call_reason,
    COALESCE(w.person, l.person) AS caller";

/// Joins to a report of this kind, which goes by this alias.
pub(crate) fn joins(kind: &str, report: &str) -> String {
    format!(
        "LEFT JOIN supply_call_item k ON k.county = {report}.county AND k.kind = '{kind}' AND k.report = {report}.id
         LEFT JOIN supply_call l ON l.county = k.county AND l.id = k.call
         LEFT JOIN supply_call_answer w ON w.county = k.county AND w.call = k.call"
    )
}

/// A call whose items are being taken in.
pub(crate) struct Call {
    /// Its number.
    pub id: i64,
    /// Who called, if it was the village's post.
    pub reporter: Option<Reporter>,
    /// The code that was right.
    right: Option<RightCode>,
    /// The village that it is of, once something was taken in.
    village: OnceCell<(DivisionId, String)>,
}

/// Looks at who called before anything is taken in: the inner refusal is a wrong code, which costs a try and stays.
///
/// # Errors
/// Nobody is named, the post does not report here, somebody calls oneself; or another code is asked for.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    actor: &Actor,
    caller: Option<PostId>,
    code: Option<&ReadCode>,
) -> Result<Result<Call, Refusal>, Refusal> {
    let reporter = caller.map(|post| identity::desk::reporter(tx, actor, post)).transpose();
    let reporter = reporter.map_err(|refusal| refusal.at("/caller"))?;
    if let Some(reporter) = &reporter {
        actor.require(&reporter.scope_path)?;
        if reporter.person == actor.person {
            return Err(Refusal::from(No::CallsOneself).at("/caller"));
        }
    }
    let tried = match (&reporter, code) {
        (Some(reporter), Some(code)) => {
            let tried = identity::desk::try_code(tx, actor, reporter.post, code);
            Some(tried.map_err(|refusal| refusal.at("/code"))?)
        }
        (None, Some(_)) => return Err(Refusal::from(No::CodeOfNobody).at("/code")),
        (_, None) => None,
    };
    let right = match tried.transpose() {
        Ok(right) => right,
        Err(wrong) => return Ok(Err(wrong.at("/code"))),
    };
    Ok(Ok(Call { id: tx.next_id(actor.county_id(), "supply_call")?, reporter, right, village: OnceCell::new() }))
}

impl Call {
    /// Refuses an item of a village that the caller does not report for, or of a second one.
    pub(crate) fn admits(&self, path: &str) -> Result<(), Refusal> {
        if self.reporter.as_ref().is_some_and(|of| !path.starts_with(&of.scope_path)) {
            return Err(Refusal::from(No::NotTheCallers).at("/division"));
        }
        if self.village.get().is_some_and(|(_, first)| first != path) {
            return Err(Refusal::from(No::CallOfTwo).at("/division"));
        }
        Ok(())
    }
}

/// Ties a report to the call that it was entered after.
pub(crate) fn tie(
    tx: &mut Tx<'_>,
    county: &str,
    arrived: &Arrived<'_>,
    (kind, report): (&str, i64),
) -> Result<(), Refusal> {
    let Some(call) = arrived.envelope.call else { return Ok(()) };
    tx.run(
        "INSERT INTO supply_call_item (county, kind, report, call) VALUES ($1, $2, $3, $4)",
        params![county, kind, report, call.id],
    )?;
    call.village.get_or_init(|| (arrived.village.id, arrived.village.path.clone()));
    Ok(())
}

/// Keeps the call once any of its items was taken in, and uses its code: what was refused costs none.
pub(crate) fn keep(tx: &mut Tx<'_>, actor: &Actor, call: &Call) -> Result<(), Refusal> {
    let Some((division, path)) = call.village.get() else { return Ok(()) };
    let reporter = call.reporter.as_ref();
    tx.run(
        "INSERT INTO supply_call (county, id, division, path, post, person, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            actor.county_id(),
            call.id,
            *division,
            path.as_str(),
            reporter.map(|of| of.post),
            reporter.map(|of| of.person),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    actor.note_down(&format!("call/{}", call.id));
    match (reporter, call.right) {
        (Some(reporter), Some(right)) => by_code(tx, actor, call.id, reporter, right),
        _ => Ok(()),
    }
}

fn by_code(tx: &mut Tx<'_>, actor: &Actor, call: i64, reporter: &Reporter, right: RightCode) -> Result<(), Refusal> {
    let answer = Answer { how: "code", person: reporter.person, post: reporter.post, right: Some(right), reason: "" };
    put(tx, actor, call, &answer)?;
    identity::desk::use_code(tx, actor, right)?;
    actor.note_down(&format!("code_card/{} no.{}", right.card, right.number));
    Ok(())
}

/// An answer to be kept.
struct Answer<'a> {
    how: &'static str,
    person: PersonId,
    post: PostId,
    right: Option<RightCode>,
    reason: &'a str,
}

/// Keeps an answer. **Errors:** there is one already.
fn put(tx: &mut Tx<'_>, actor: &Actor, call: i64, answer: &Answer<'_>) -> Result<(), Refusal> {
    let written = tx.run(
        "INSERT INTO supply_call_answer (county, call, how, person, post, card, number, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (county, call) DO NOTHING",
        params![
            actor.county_id(),
            call,
            answer.how,
            answer.person,
            answer.post,
            answer.right.map(|right| right.card),
            answer.right.map(|right| right.number),
            answer.reason,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    if written == 0 { Err(No::CallAnswered.into()) } else { Ok(()) }
}

store::row! {
    /// What an answer has to know of a call.
    struct Standing {
        path: String,
        person: Option<PersonId>,
        answered: i64,
    }
}

/// A call, with nobody else answering it meanwhile.
fn open(tx: &mut Tx<'_>, actor: &Actor, call: i64) -> Result<Standing, Refusal> {
    tx.hold(actor.county_id(), &format!("supply_call/{call}"))?;
    let found: Option<Standing> = tx.find(
        "SELECT c.path, c.person, (SELECT COUNT(*) FROM supply_call_answer a WHERE a.county = c.county AND a.call = c.id)
         FROM supply_call c WHERE c.county = $1 AND c.id = $2",
        params![actor.county_id(), call],
    )?;
    let found = found.ok_or(No::NoSuchCall)?;
    if found.answered > 0 { Err(No::CallAnswered.into()) } else { Ok(found) }
}

/// The name of whoever called; empty for nobody.
pub(crate) fn name(tx: &mut Tx<'_>, actor: &Actor, person: Option<PersonId>) -> Result<String, Refusal> {
    person.map_or(Ok(String::new()), |person| identity::desk::person_name(tx, actor.county_id(), person))
}

/// Place of a call, for the edge.
pub(crate) fn place(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<edge::Place>, Refusal> {
    let path: Option<String> =
        tx.find("SELECT path FROM supply_call WHERE county = $1 AND id = $2", params![county, id])?;
    Ok(path.map(|path| edge::Place::new(path, format!("电话代报 {id}"))))
}

/// A code read at a call back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmCall {
    /// The post that was rung: whoever called, or where nobody of the village did, one that reports for it.
    pub caller: PostId,
    /// What it read from its card.
    pub code: ReadCode,
}

/// What the officer says of a call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallWord {
    /// It is as entered.
    pub right: bool,
    /// What is not so; empty if it is right.
    #[serde(default)]
    pub reason: String,
}

/// How a call was answered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CallAnswered {
    /// The call.
    pub call: i64,
    /// `code`, `own` or `denied`; empty for a wrong code.
    pub call_state: String,
    /// When.
    pub answered_at: Instant,
}

/// Confirms a call by a code, at a call back. **Who:** township supervisor, county office.
pub fn confirm(tx: &mut Tx<'_>, actor: &Actor, call: i64, body: ConfirmCall) -> Result<CallAnswered, Refusal> {
    let standing = open(tx, actor, call)?;
    let reporter = identity::desk::reporter(tx, actor, body.caller).map_err(|refusal| refusal.at("/caller"))?;
    let speaks = standing.person.is_none_or(|person| person == reporter.person);
    if !speaks || !standing.path.starts_with(&reporter.scope_path) {
        return Err(Refusal::from(No::NotTheCaller).at("/caller"));
    }
    if reporter.person == actor.person {
        return Err(Refusal::from(No::CallsOneself).at("/caller"));
    }
    let tried = identity::desk::try_code(tx, actor, reporter.post, &body.code).map_err(|no| no.at("/code"))?;
    let mut call_state = "code";
    match tried {
        Ok(right) => by_code(tx, actor, call, &reporter, right)?,
        Err(wrong) => {
            // The try is kept, the answer is the refusal.
            actor.after_commit(Effect::Refuse(wrong.at("/code")));
            call_state = "";
        }
    }
    Ok(CallAnswered { call, call_state: call_state.into(), answered_at: actor.now })
}

/// Says in person that a call was so, or was not. **Who:** the officer who called; where nobody of the village did, its officer.
pub fn answer(tx: &mut Tx<'_>, actor: &Actor, call: i64, body: CallWord) -> Result<CallAnswered, Refusal> {
    let standing = open(tx, actor, call)?;
    let mine = match standing.person {
        Some(person) => person == actor.person,
        None => {
            identity::desk::reporter(tx, actor, actor.post).is_ok_and(|of| standing.path.starts_with(&of.scope_path))
        }
    };
    if !mine {
        return Err(No::NotTheCaller.into());
    }
    if body.right {
        crate::at_most("/reason", &body.reason, 200)?;
    } else {
        crate::text("/reason", &body.reason, 200)?;
    }
    let how = if body.right { "own" } else { "denied" };
    let reason = body.reason.trim();
    put(tx, actor, call, &Answer { how, person: actor.person, post: actor.post, right: None, reason })?;
    if !body.right {
        denied(tx, actor, call, reason)?;
    }
    actor.note_down(&format!("call/{call} {how}"));
    Ok(CallAnswered { call, call_state: how.into(), answered_at: actor.now })
}

/// Marks what is not so for follow-up, and tells the township.
fn denied(tx: &mut Tx<'_>, actor: &Actor, call: i64, reason: &str) -> Result<(), Refusal> {
    let county = actor.county_id();
    let items: Vec<(String, i64)> = tx.query(
        "SELECT kind, report FROM supply_call_item WHERE county = $1 AND call = $2 ORDER BY kind, report",
        params![county, call],
    )?;
    for (kind, report) in &items {
        if kind == "supply" {
            crate::checks::mark_for_follow_up(tx, actor, *report, reason)?;
        }
    }
    crate::telling::denied(tx, actor, call, &items)
}
