//! The public notice of a case: how long it runs, and its end counted again when a holiday plan arrives.

use super::{
    act,
    dto::CertificationDetail,
    sql::{self, Case},
    states::{Action, State},
    verdict,
    view::detail,
};
use base::{Calendar, Day, Deadline, Refusal};
use edge::{Actor, Nothing};
use policy::{EmploymentTest, vocabulary::DayCount};
use store::Tx;

/// Begins the public notice; its length is the policy's.
pub fn start_notice(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<CertificationDetail, Refusal> {
    let mut case = act::prepare(tx, actor, id, Action::StartNotice)?;
    let calendar = places::desk::calendar(tx, actor.county_id())?;
    let deadline = notice_end(&calendar, verdict::policy(actor)?.certify(), actor.day());
    case.notice_from = actor.day().to_string();
    run_until(&mut case, deadline);
    let data = data_of(&case);
    act::write(tx, actor, &case, Action::StartNotice, "", &data)?;
    detail(tx, actor, id)
}

/// Counts the provisional ends of running notices again with a calendar that knows more; each one that
/// becomes certain or falls on another day is an act of its case, and how many there were is told.
pub fn renew_notices(tx: &mut Tx<'_>, actor: &Actor, calendar: &Calendar) -> Result<i64, Refusal> {
    let mut renewed: i64 = 0;
    for mut case in sql::provisional_notices(tx, actor.county_id())? {
        let Ok(from) = case.notice_from.parse::<Day>() else { continue };
        let Some(policy) = actor.policies.on(from) else { continue };
        let deadline = notice_end(calendar, policy.certify(), from);
        if deadline.provisional && deadline.day.to_string() == case.notice_to {
            continue;
        }
        let was = case.notice_to.clone();
        run_until(&mut case, deadline);
        let subject = format!("certification:{}", case.id);
        edge::audited(tx, actor, "certification.renew_notice", &subject, &was, |tx, actor| {
            act::write(tx, actor, &case, Action::RenewNotice, "", &data_of(&case))?;
            Ok((case.notice_from.clone(), case.notice_to.clone(), case.notice_provisional))
        })?;
        renewed = renewed.saturating_add(1);
    }
    Ok(renewed)
}

fn run_until(case: &mut Case, deadline: Deadline) {
    case.state = State::InNotice;
    case.notice_to = deadline.day.to_string();
    case.notice_provisional = deadline.provisional;
}

fn data_of(case: &Case) -> String {
    let data = serde_json::json!({
        "notice_from": case.notice_from, "notice_to": case.notice_to, "provisional": case.notice_provisional
    });
    data.to_string()
}

/// Last day of a notice that begins on a day; the day itself does not count.
fn notice_end(calendar: &Calendar, terms: &EmploymentTest, from: Day) -> Deadline {
    let days = u16::try_from(terms.notice_days).unwrap_or(u16::MAX);
    match terms.notice_count {
        DayCount::Working => calendar.add_working_days(from, days),
        DayCount::Natural => calendar.add_days(from, days),
    }
}
