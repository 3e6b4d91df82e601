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

/// What waits in running notices: objections to settle, and ends that rest on no holiday plan.
fn of_notices(tx: &mut Tx<'_>, county: &str, range: &(String, String)) -> Result<Vec<Task>, Refusal> {
    let waiting = [
        (
            "certification.objection",
            "EXISTS (SELECT 1 FROM objection o WHERE o.county = c.county AND o.certification = c.id AND o.outcome = 'open')",
            Text::new("有未处理异议的公示", "notices with an open objection"),
        ),
        (
            "certification.provisional",
            "c.notice_provisional = 1",
            Text::new(
                "止日未定的公示（缺年度节假日安排）",
                "notices whose end is provisional: a holiday plan is missing",
            ),
        ),
    ];
    let mut tasks = Vec::new();
    for (kind, test, title) in waiting {
        let (count, due_on): (i64, Option<Day>) = tx.one(
            &format!(
                "SELECT COUNT(*), MIN(c.notice_to) FROM certification c
                 WHERE c.county = $1 AND c.path >= $2 AND c.path < $3 AND c.state = 'in_notice' AND {test}"
            ),
            store::params![county, &range.0, &range.1],
        )?;
        if count > 0 {
            tasks.push(Task {
                kind: kind.into(),
                title,
                count,
                due_on,
                to: "/catalogue/certifications?state=in_notice".into(),
            });
        }
    }
    Ok(tasks)
}

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
    if actor.may(Perm::CertificationDecide) {
        tasks.extend(of_notices(tx, county, &range)?);
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
