//! What waits for whom: reports that are asked for, reports to check, unsalable produce with its clock.

use base::{Day, Instant, Refusal, Text};
use edge::{Actor, Perm, Role, Task};
use store::{Tx, params};

/// The tasks of an actor.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let mut tasks = Vec::new();
    let (from, until) = actor.scope.range();
    let county = actor.county_id();
    if actor.role == Role::InformationOfficer {
        let asked = crate::reporting::asked_now(tx, county, (&from, &until), actor.now)?;
        let asked: Vec<Day> = asked.iter().map(|(.., p)| p.due).filter(|due| *due >= actor.day()).collect();
        let due = asked.iter().min().copied();
        push(&mut tasks, "supply.asked", ("本期待上报的货源", "Supply to report"), (asked.len(), due), "/supply");
        let running = crate::survey::running(tx, county, actor.now)?;
        let surveys = crate::survey::asked_now(tx, county, (&from, &until), (&running, actor.now))?;
        let due = surveys.iter().map(|one| one.due).min();
        push(&mut tasks, "survey.asked", ("待报的摸底", "Surveys to report"), (surveys.len(), due), "/supply");
        let calls = usize::try_from(crate::calls::waiting::count(tx, actor)?).unwrap_or(0);
        push(&mut tasks, "supply.call", ("待我确认的电话代报", "Calls to confirm"), (calls, None), "/supply");
    }
    if matches!(actor.role, Role::InformationOfficer | Role::TechnicalGuide) {
        let (count, due) = crate::advice::to_follow(tx, actor)?;
        push(
            &mut tasks,
            "advice.follow",
            ("待回访的技术指导", "Advice to follow up"),
            (count, due),
            "/advice?due=true",
        );
    }
    if actor.may(Perm::SupplyConfirm) {
        let waiting: Vec<(Instant, Instant)> = tx.query(
            &format!(
                "SELECT u.township_due, u.county_due FROM unsalable_report u WHERE u.county = $1 AND u.path >= $2
                 AND u.path < $3 AND {} = 'open' ORDER BY u.township_due",
                crate::unsalable::STATE
            ),
            params![county, from.as_str(), until.as_str()],
        )?;
        let township = actor.role == Role::TownshipSupervisor;
        // The county's turn comes when the township's time is over.
        let mine = waiting.iter().filter(|(due, _)| township || *due < actor.now);
        let due = waiting.iter().map(|(due, last)| if township { due.day() } else { last.day() }).min();
        push(
            &mut tasks,
            "unsalable.confirm",
            ("待认定的滞销上报", "Unsalable produce to decide on"),
            (mine.count(), due),
            "/unsalable-reports?state=open",
        );
        if township {
            unchecked(tx, actor, &mut tasks)?;
        }
    }
    Ok(tasks)
}

fn unchecked(tx: &mut Tx<'_>, actor: &Actor, tasks: &mut Vec<Task>) -> Result<(), Refusal> {
    let (from, until) = actor.scope.range();
    let count: i64 = tx.number(
        &format!(
            "SELECT COUNT(*) FROM supply_report s WHERE s.county = $1 AND s.path >= $2 AND s.path < $3
             AND {} = '' AND NOT {}",
            crate::reports::VERDICT,
            crate::reports::replaced("s")
        ),
        params![actor.county_id(), from, until],
    )?;
    let count = usize::try_from(count).unwrap_or(0);
    push(
        tasks,
        "supply.check",
        ("待核实的货源上报", "Supply reports to check"),
        (count, None),
        "/supply-reports?state=unchecked",
    );
    Ok(())
}

fn push(tasks: &mut Vec<Task>, kind: &str, (zh, en): (&str, &str), (count, due_on): (usize, Option<Day>), to: &str) {
    if count > 0 {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        tasks.push(Task { kind: kind.into(), title: Text::new(zh, en), count, due_on, to: to.into() });
    }
}
