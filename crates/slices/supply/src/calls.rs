//! Calls (电话代报): what a clerk entered after a call, and what the village's officer says of it.
//!
//! Invariants: a report that was entered after a call counts from its entry, answered or not; a call is answered once, by
//! a code of the officer's card or by the officer in person; what is said not to be so stays, and is marked for follow-up.

mod answers;
mod callers;
pub(crate) mod waiting;

pub(crate) use answers::{answer, confirm};
pub(crate) use callers::callers;

use crate::{error::No, upload::Arrived};
use base::{
    Refusal,
    ids::{PersonId, PostId},
};
use edge::Actor;
use identity::desk::{ReadCode, Reporter, RightCode};
use std::cell::OnceCell;
use store::{Tx, params};

/// Columns of a list that tell of the call behind a report, by the joins of [`joins`]. A report that was entered after no
/// call, or before calls were kept, has none.
pub(crate) const COLUMNS: &str =
    "k.call, CASE WHEN k.call IS NULL THEN '' ELSE COALESCE(w.how, 'open') END AS call_state,
    COALESCE(w.at, '') AS answered_at, w.number AS code_number, COALESCE(w.reason, '') AS call_reason,
    COALESCE(w.person, l.person) AS caller";

/// Whose call the report `s` was entered after; 0 for nobody's.
pub(crate) const CALLER: &str =
    "COALESCE((SELECT l.person FROM supply_call_item k JOIN supply_call l ON l.county = k.county
    AND l.id = k.call WHERE k.county = s.county AND k.kind = 'supply' AND k.report = s.id), 0)";

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
    /// Place of the village that it is of, once something was taken in.
    village: OnceCell<String>,
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
    /// The person who called; 0 if nobody of the village is named.
    pub(crate) fn caller(&self) -> i64 {
        self.reporter.as_ref().map_or(0, |of| of.person.0)
    }

    /// Refuses an item of a village that the caller does not report for, or of a second one.
    pub(crate) fn admits(&self, path: &str) -> Result<(), Refusal> {
        if self.reporter.as_ref().is_some_and(|of| !path.starts_with(&of.scope_path)) {
            return Err(Refusal::from(No::NotTheCallers).at("/division"));
        }
        if self.village.get().is_some_and(|first| first != path) {
            return Err(Refusal::from(No::CallOfTwo).at("/division"));
        }
        Ok(())
    }
}

/// Ties a report to the call that it was entered after; the call is kept with the first of them.
pub(crate) fn tie(
    tx: &mut Tx<'_>,
    actor: &Actor,
    arrived: &Arrived<'_>,
    (kind, report): (&str, i64),
) -> Result<(), Refusal> {
    let (Some(call), village) = (arrived.envelope.call, &arrived.village) else { return Ok(()) };
    let county = actor.county_id();
    if call.village.set(village.path.clone()).is_ok() {
        let reporter = call.reporter.as_ref();
        tx.run(
            "INSERT INTO supply_call (county, id, division, path, post, person, made_by, made_post, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                county,
                call.id,
                village.id,
                village.path.as_str(),
                reporter.map(|of| of.post),
                reporter.map(|of| of.person),
                actor.person,
                actor.post,
                actor.now
            ],
        )?;
    }
    tx.run(
        "INSERT INTO supply_call_item (county, kind, report, call) VALUES ($1, $2, $3, $4)",
        params![county, kind, report, call.id],
    )?;
    Ok(())
}

/// Uses the code of a call, once any of its items was taken in: what was refused costs none.
pub(crate) fn close(tx: &mut Tx<'_>, actor: &Actor, call: &Call) -> Result<(), Refusal> {
    if call.village.get().is_none() {
        return Ok(());
    }
    actor.note_down(&format!("call/{}", call.id));
    match (&call.reporter, call.right) {
        (Some(reporter), Some(right)) => answers::by_code(tx, actor, call.id, reporter, right),
        _ => Ok(()),
    }
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
