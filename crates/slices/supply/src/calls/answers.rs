//! What the village's officer says of a call: by a code at a call back, or in person.

use crate::error::No;
use base::{
    Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, Effect};
use identity::desk::{ReadCode, Reporter, RightCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Confirms a call by a code that was right, which is used by it.
pub(super) fn by_code(
    tx: &mut Tx<'_>,
    actor: &Actor,
    call: i64,
    reporter: &Reporter,
    right: RightCode,
) -> Result<(), Refusal> {
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
