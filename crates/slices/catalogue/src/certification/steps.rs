//! The steps of a case after it was opened: checks, decision, notice, list, and off it again.

use super::{
    act,
    dto::{CertificationDetail, CheckForm, DecisionForm, ObjectionForm, PaperForm, ReasonForm, RenewForm, SettleForm},
    listing, open_case,
    sql::{self, Case},
    states::{Action, after},
    verdict,
    view::detail,
};
use crate::{
    error::No,
    producer,
    word::{name, period_end, reason, unknown},
};
use base::{Day, Refusal};
use edge::{Actor, Nothing};
use policy::{EmploymentTest, Finding};
use store::Tx;

type Answer = Result<CertificationDetail, Refusal>;

/// Township check. **Who:** the township's supervisor, who did not open the case.
pub fn township_check(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: CheckForm) -> Answer {
    let action = if body.pass { Action::PassTownship } else { Action::ReturnTownship };
    with_verdict(tx, actor, id, action, &body.reason)
}

/// Department check. **Who:** the trade's department.
pub fn department_check(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: CheckForm) -> Answer {
    let action = if body.pass { Action::PassDepartment } else { Action::ReturnDepartment };
    with_verdict(tx, actor, id, action, &body.reason)
}

/// The county's decision. A rule that is not met cannot be decided away.
pub fn decide(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: DecisionForm) -> Answer {
    let action = if body.approve { Action::Approve } else { Action::Refuse };
    with_verdict(tx, actor, id, action, &body.reason)
}

/// A check or decision, with what the rule says at this moment.
fn with_verdict(tx: &mut Tx<'_>, actor: &Actor, id: i64, action: Action, why: &str) -> Answer {
    let why = reason(why)?;
    let mut case = act::prepare(tx, actor, id, action)?;
    let finding = judged(tx, actor, &case)?;
    if action == Action::Approve {
        verdict::require_met(&finding)?;
    }
    let (outcome, data) = verdict::kept(&finding)?;
    case.verdict = outcome;
    act::write(tx, actor, &case, action, why, &data)?;
    detail(tx, actor, id)
}

/// Records an objection that came in during the notice.
pub fn object(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ObjectionForm) -> Answer {
    let text = reason(&body.text).map_err(|no| no.at("/text"))?;
    let case = act::prepare(tx, actor, id, Action::Object)?;
    let objection = sql::insert_objection(tx, actor, id, text)?;
    let data = serde_json::json!({"objection": objection});
    act::write(tx, actor, &case, Action::Object, "", &data.to_string())?;
    detail(tx, actor, id)
}

/// Settles an objection: rejected, the notice goes on; upheld, the case is refused. **Who:** the county
/// office, but neither who opened the case nor who raised this objection.
pub fn settle_objection(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: SettleForm) -> Answer {
    let why = reason(&body.reason)?;
    let (action, outcome) =
        if body.upheld { (Action::UpholdObjection, "upheld") } else { (Action::RejectObjection, "rejected") };
    let case = act::prepare(tx, actor, id, action)?;
    if sql::recorder_of(tx, actor.county_id(), id, body.objection)? == Some(actor.person) {
        return Err(No::SamePerson.into());
    }
    if !sql::settle_objection(tx, actor, id, body.objection, outcome, why)? {
        return Err(Refusal::from(No::NoObjection).at("/objection"));
    }
    let data = serde_json::json!({"objection": body.objection});
    act::write(tx, actor, &case, action, why, &data.to_string())?;
    detail(tx, actor, id)
}

/// Puts the products on the list after the notice, with no objection open.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Answer {
    let mut case = act::prepare(tx, actor, id, Action::List)?;
    if actor.day().to_string() <= case.notice_to {
        return Err(No::NoticeRuns { to: case.notice_to }.into());
    }
    let waiting = sql::objections(tx, actor.county_id(), id)?.iter().filter(|o| o.outcome == "open").count();
    if waiting > 0 {
        return Err(No::ObjectionOpen { count: i64::try_from(waiting).unwrap_or(i64::MAX) }.into());
    }
    refuse_blacklisted(tx, actor, &case)?;
    let from = actor.day();
    let to = valid_to(verdict::policy(actor)?.certify(), from);
    put_on_list(tx, actor, &mut case, (from, to), Action::List, "")?;
    detail(tx, actor, id)
}

/// Puts the products on the list by a decision that was made on paper, also for days gone by.
pub fn list_on_paper(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PaperForm) -> Answer {
    let paper = name("paper", &body.paper).map_err(|_| Refusal::from(No::Paper).at("/paper"))?;
    let mut case = act::prepare(tx, actor, id, Action::ListOnPaper)?;
    refuse_blacklisted(tx, actor, &case)?;
    let products = sql::products(tx, actor.county_id(), id)?;
    open_case::refuse_any(tx, actor, &products, id)?;
    let from = body.valid_from;
    let to = match body.valid_to {
        Some(to) => period_end(from, Some(to))?,
        None => valid_to(verdict::policy(actor)?.certify(), from),
    };
    put_on_list(tx, actor, &mut case, (from, to), Action::ListOnPaper, paper)?;
    detail(tx, actor, id)
}

/// Asks that a listing be valid for longer. **Who:** the producer, village, township, or one of the office.
pub fn propose_renewal(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ReasonForm) -> Answer {
    let why = reason(&body.reason)?;
    let case = act::prepare(tx, actor, id, Action::ProposeRenewal)?;
    act::write(tx, actor, &case, Action::ProposeRenewal, why, "")?;
    detail(tx, actor, id)
}

/// Decides that a listing is valid for longer, if the rule is met again.
pub fn renew(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: RenewForm) -> Answer {
    let why = reason(&body.reason)?;
    let mut case = act::prepare(tx, actor, id, Action::Renew)?;
    refuse_blacklisted(tx, actor, &case)?;
    case.year = body.year;
    let finding = judged(tx, actor, &case)?;
    verdict::require_met(&finding)?;
    let (outcome, data) = verdict::kept(&finding)?;
    case.verdict = outcome;
    let after_old: Option<Day> = case.valid_to.parse::<Day>().ok().map(|day| day.plus_days(1));
    let from = after_old.map_or(actor.day(), |day| day.max(actor.day()));
    let to = valid_to(verdict::policy(actor)?.certify(), from);
    case.valid_to = to.to_string();
    listing::begin(tx, actor, &case, (from, to), actor.now)?;
    act::write(tx, actor, &case, Action::Renew, why, &data)?;
    detail(tx, actor, id)
}

/// Takes the products off the list for now: at this moment.
pub fn suspend(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ReasonForm) -> Answer {
    off_the_list(tx, actor, id, Action::Suspend, &body.reason)
}

/// Takes the products off the list for good.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ReasonForm) -> Answer {
    off_the_list(tx, actor, id, Action::Remove, &body.reason)
}

/// Puts suspended products on the list again for the days that are left.
pub fn resume(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ReasonForm) -> Answer {
    let why = reason(&body.reason)?;
    let case = act::prepare(tx, actor, id, Action::Resume)?;
    refuse_blacklisted(tx, actor, &case)?;
    let left = case.valid_to.parse::<Day>().ok().filter(|to| *to >= actor.day());
    if let Some(to) = left {
        listing::begin(tx, actor, &case, (actor.day(), to), actor.now)?;
    }
    act::write(tx, actor, &case, Action::Resume, why, "")?;
    detail(tx, actor, id)
}

/// Bars the producer: everything of it leaves the list at this moment and nothing comes back.
pub fn blacklist(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ReasonForm) -> Answer {
    let county = actor.county_id();
    let why = reason(&body.reason)?;
    let case = act::prepare(tx, actor, id, Action::Blacklist)?;
    act::write(tx, actor, &case, Action::Blacklist, why, "")?;
    producer::sql::blacklist(tx, county, case.producer, actor.now)?;
    listing::end_of_producer(tx, county, case.producer, actor.now)?;
    for other in sql::of_producer(tx, county, case.producer)? {
        if let Some(state) = after(other.state, Action::Blacklist, other.outside()) {
            act::write(tx, actor, &Case { state, ..other }, Action::Blacklist, why, "")?;
        }
    }
    detail(tx, actor, id)
}

fn off_the_list(tx: &mut Tx<'_>, actor: &Actor, id: i64, action: Action, why: &str) -> Answer {
    let why = reason(why)?;
    let case = act::prepare(tx, actor, id, action)?;
    listing::end(tx, actor.county_id(), id, actor.now)?;
    act::write(tx, actor, &case, action, why, "")?;
    detail(tx, actor, id)
}

/// Listed from this moment; for days gone by (by a decision on paper) from their beginning.
fn put_on_list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &mut Case,
    days: (Day, Day),
    action: Action,
    paper: &str,
) -> Result<(), Refusal> {
    case.valid_from = days.0.to_string();
    case.valid_to = days.1.to_string();
    let from_at = if days.0 < actor.day() { days.0.starts_at() } else { actor.now };
    listing::begin(tx, actor, case, days, from_at)?;
    let data = serde_json::json!({"valid_from": case.valid_from, "valid_to": case.valid_to});
    act::write(tx, actor, case, action, paper, &data.to_string())
}

fn valid_to(terms: &EmploymentTest, from: Day) -> Day {
    from.plus_months(i32::try_from(terms.valid_months).unwrap_or(i32::MAX)).plus_days(-1)
}

fn judged(tx: &mut Tx<'_>, actor: &Actor, case: &Case) -> Result<Finding, Refusal> {
    let producer = producer::sql::find(tx, actor.county_id(), case.producer)?.ok_or_else(|| unknown(case.producer))?;
    verdict::find(tx, actor, &producer, case.year)
}

fn refuse_blacklisted(tx: &mut Tx<'_>, actor: &Actor, case: &Case) -> Result<(), Refusal> {
    let producer = producer::sql::find(tx, actor.county_id(), case.producer)?;
    if producer.is_some_and(|p| !p.blacklisted_at.is_empty()) { Err(No::Blacklisted.into()) } else { Ok(()) }
}
