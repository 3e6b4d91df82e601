//! What waits for whom: proposals to decide, terms that run out, outlets without an authorisation, one's own.

use crate::{
    authorisation::{self, State},
    desk, sql,
};
use base::{Day, Refusal, Text, ids::OutletId};
use edge::{Actor, Perm, Role, Task};
use store::{Tx, params};

/// Days before the end of a term from which it is shown.
const AHEAD_DAYS: i32 = 30;

/// The tasks of an actor.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    if actor.role == Role::OutletManager {
        return of_own(tx, actor);
    }
    if !actor.may(Perm::OutletAuthorise) {
        return Ok(Vec::new());
    }
    let mut tasks = Vec::new();
    let open: i64 = tx.number(
        "SELECT COUNT(*) FROM revocation WHERE county = $1 AND state = 'open' AND proposed_by <> $2",
        params![actor.county_id(), actor.person],
    )?;
    push(
        &mut tasks,
        "revocation.decide",
        ("待决定的取消授权提议", "Proposed revocations to decide"),
        open,
        None,
        "/outlets/revocations?state=open",
    );
    let until = actor.day().plus_days(AHEAD_DAYS);
    let acts = sql::all_acts(tx, actor.county_id())?;
    let ends: Vec<Day> =
        acts.values().filter_map(|acts| authorisation::on(acts, actor.day()).1).filter(|to| *to <= until).collect();
    push(
        &mut tasks,
        "authorisation.renew",
        ("即将到期的授权", "Authorisations about to end"),
        count(&ends),
        ends.iter().min().copied(),
        "/outlets?state=authorised",
    );
    let outlets = desk::outlets_of_year(tx, actor.county_id(), actor.day().year())?;
    let none = |id: OutletId| acts.get(&id).is_none_or(|acts| authorisation::on(acts, actor.day()).0 == State::None);
    let without: Vec<OutletId> =
        outlets.iter().filter(|o| crate::register::needs_authorisation(o.kind) && none(o.id)).map(|o| o.id).collect();
    push(
        &mut tasks,
        "authorisation.grant",
        ("已登记尚未授权的门店", "Registered, not yet authorised"),
        count(&without),
        None,
        "/outlets?state=none",
    );
    Ok(tasks)
}

/// What the manager of an outlet has to mind: its own authorisation.
fn of_own(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let mut tasks = Vec::new();
    let acts = sql::acts_of(tx, actor.county_id(), OutletId(actor.scope.id))?;
    let (state, ends) = authorisation::on(&acts, actor.day());
    let soon = ends.filter(|to| *to <= actor.day().plus_days(AHEAD_DAYS));
    let page = format!("/outlets/{}", actor.scope.id);
    if state == State::Authorised {
        let title = (
            "本店授权即将到期，请向工作专班申请续期",
            "The outlet’s own authorisation ends soon: ask the office to renew it",
        );
        push(&mut tasks, "authorisation.own_ends", title, soon.is_some().into(), soon, &page);
    }
    let title = ("本店授权已暂停，不能用券", "The outlet’s authorisation is suspended: vouchers cannot be used");
    push(&mut tasks, "authorisation.own_suspended", title, (state == State::Suspended).into(), None, &page);
    Ok(tasks)
}

fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

fn push(tasks: &mut Vec<Task>, kind: &str, (zh, en): (&str, &str), count: i64, due_on: Option<Day>, to: &str) {
    if count > 0 {
        tasks.push(Task { kind: kind.into(), title: Text::new(zh, en), count, due_on, to: to.into() });
    }
}
