//! What waits for whom in certification.

use super::{sql, states::State};
use base::{Day, Refusal, Text};
use edge::{Actor, Perm, Role, Task};
use store::Tx;

/// Days before its end at which a listing is called to mind.
const REMIND_DAYS: i32 = 60;

/// Kind, permission, state, whether its notice must be over, what is to be done.
type Waiting = (&'static str, Perm, State, bool, &'static str, &'static str);

const WAITING: [Waiting; 6] = [
    (
        "certification.township_check",
        Perm::CertificationTownship,
        State::Submitted,
        false,
        "待乡镇核查的认定申报",
        "certifications for the township to check",
    ),
    (
        "certification.department_check",
        Perm::CertificationDepartment,
        State::TownshipChecked,
        false,
        "待部门核查的认定申报",
        "certifications for the department to check",
    ),
    (
        "certification.decision",
        Perm::CertificationDecide,
        State::DepartmentChecked,
        false,
        "待决定的认定",
        "certifications to decide",
    ),
    (
        "certification.notice",
        Perm::CertificationDecide,
        State::Approved,
        false,
        "待公示的认定",
        "certifications to be announced",
    ),
    (
        "certification.listing",
        Perm::CertificationDecide,
        State::InNotice,
        true,
        "公示期满、可入目录的认定",
        "certifications whose notice is over",
    ),
    (
        "certification.returned",
        Perm::CertificationApply,
        State::Returned,
        false,
        "被退回、待补正的认定申报",
        "certifications that were returned",
    ),
];

/// What waits for this actor.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let (county, range) = (actor.county_id(), actor.scope.range());
    let mut tasks = Vec::new();
    for (kind, perm, state, over, zh, en) in WAITING {
        if !actor.may(perm) {
            continue;
        }
        let count = sql::count(tx, county, &range, state, over.then(|| actor.day()))?;
        if count > 0 {
            let to = format!("/catalogue/certifications?state={}", state.word());
            tasks.push(Task { kind: kind.into(), title: Text::new(zh, en), count, due_on: None, to });
        }
    }
    if actor.may(Perm::CertificationDecide) || actor.role == Role::Producer {
        let by = actor.day().plus_days(REMIND_DAYS);
        let (count, first) = sql::count_ending(tx, county, &range, by)?;
        if count > 0 {
            tasks.push(Task {
                kind: "certification.ends".into(),
                title: Text::new("有效期将满或已满、待复核续期的认定", "listings that end soon or have ended"),
                count,
                due_on: first.and_then(|day| day.parse::<Day>().ok()),
                to: format!("/catalogue/certifications?ending_by={by}"),
            });
        }
    }
    Ok(tasks)
}
