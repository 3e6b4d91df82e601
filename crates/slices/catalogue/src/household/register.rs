//! Entering households and what changes of them.

use super::{
    dto::{HouseholdCorrection, HouseholdDetail, HouseholdForm, LeaveForm, MemberForm, Status, StatusEnd, StatusForm},
    sql,
    view::detail,
};
use crate::{
    error::No,
    person,
    word::{period_end, unknown, word},
};
use base::{Day, Refusal, ids::HouseholdId};
use edge::Actor;
use policy::vocabulary::{HouseholdKind, Word};
use store::Tx;

/// Since when a member belongs to a household if nobody says.
const BEGINNING: &str = "0001-01-01";

/// Enters a household with its people and kinds. **Who:** village officer, township, county office.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), body: HouseholdForm) -> Result<HouseholdDetail, Refusal> {
    let county = actor.county_id();
    let division = places::desk::require_standing(tx, county, body.division, actor.day())?;
    actor.require(&division.path)?;
    if !places::desk::holds_households(tx, county, &division)? {
        return Err(Refusal::from(No::HouseholdPlace).at("/division"));
    }
    let party = free_person(tx, actor, &body.head).map_err(|no| no.at("/head"))?;
    let id = HouseholdId(tx.next_id(county, "household")?);
    let note = body.note.trim().to_owned();
    sql::insert(tx, actor, &sql::Household { id, division: division.id, path: division.path, party, note })?;
    sql::insert_member(tx, county, id, party, "户主", BEGINNING)?;
    for member in &body.members {
        insert_member(tx, actor, id, member)?;
    }
    for status in &body.statuses {
        insert_status(tx, county, id, status)?;
    }
    detail(tx, county, id, actor.day())
}

/// Corrects the head's data and the remark.
pub fn correct(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: HouseholdId,
    body: HouseholdCorrection,
) -> Result<HouseholdDetail, Refusal> {
    let county = actor.county_id();
    let household = sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let form = person::checked(&body.head).map_err(|no| no.at("/head"))?;
    // The right name for a number that stood under a wrong one: that is what a correction is for.
    let holders = if form.id_number.is_empty() {
        Vec::new()
    } else {
        identity::desk::find_parties(tx, county, "id_number", &form.id_number)?
    };
    if holders.iter().any(|party| *party != household.party) {
        return Err(Refusal::from(No::IdTwoNames).at("/head/id_number"));
    }
    identity::desk::replace_party(tx, actor, household.party, &form)?;
    sql::update_note(tx, county, id, body.note.trim())?;
    detail(tx, county, id, actor.day())
}

/// Adds a member.
pub fn add_member(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: HouseholdId,
    body: MemberForm,
) -> Result<HouseholdDetail, Refusal> {
    insert_member(tx, actor, id, &body)?;
    detail(tx, actor.county_id(), id, actor.day())
}

/// A member leaves: marries away, dies, founds a household.
pub fn member_leaves(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: HouseholdId,
    body: LeaveForm,
) -> Result<HouseholdDetail, Refusal> {
    let county = actor.county_id();
    let member =
        sql::find_member(tx, county, body.member)?.filter(|m| m.household == id).ok_or_else(|| unknown(body.member))?;
    if body.left_on < member.joined_on {
        return Err(Refusal::from(No::Period).at("/left_on"));
    }
    sql::end_member(tx, county, member.id, body.left_on)?;
    detail(tx, county, id, actor.day())
}

/// Records a kind with its period.
pub fn add_status(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: HouseholdId,
    body: StatusForm,
) -> Result<HouseholdDetail, Refusal> {
    insert_status(tx, actor.county_id(), id, &body)?;
    detail(tx, actor.county_id(), id, actor.day())
}

/// Ends the open period of a kind.
pub fn end_status(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: HouseholdId,
    body: StatusEnd,
) -> Result<HouseholdDetail, Refusal> {
    let county = actor.county_id();
    let kind = word::<HouseholdKind>("kind", &body.kind)?.word();
    let statuses = sql::statuses(tx, county, id)?;
    let open = statuses.iter().find(|s| s.kind == kind && s.valid_from <= body.valid_to && s.valid_to >= body.valid_to);
    let open = open.ok_or_else(|| Refusal::from(No::NoStatus).at("/kind"))?;
    sql::end_status(tx, county, id, open, body.valid_to)?;
    detail(tx, county, id, actor.day())
}

fn insert_member(tx: &mut Tx<'_>, actor: &Actor, id: HouseholdId, member: &MemberForm) -> Result<(), Refusal> {
    let party = free_person(tx, actor, &member.person)?;
    let joined = member.joined_on.map_or(BEGINNING.to_owned(), |day| day.to_string());
    sql::insert_member(tx, actor.county_id(), id, party, member.relation.trim(), &joined)
}

/// A person who is a member of no household today.
fn free_person(tx: &mut Tx<'_>, actor: &Actor, form: &person::PersonForm) -> Result<i64, Refusal> {
    let party = person::keep(tx, actor, form)?;
    match sql::household_of(tx, actor.county_id(), party, actor.day())? {
        Some(household) => Err(No::MemberElsewhere { household: household.0 }.into()),
        None => Ok(party),
    }
}

fn insert_status(tx: &mut Tx<'_>, county: &str, id: HouseholdId, form: &StatusForm) -> Result<(), Refusal> {
    let recorded = sql::statuses(tx, county, id)?;
    let status = checked_status(&recorded, form)?;
    sql::insert_status(tx, county, id, &status)
}

/// The status to record. **Errors:** unknown kind, dates the wrong way round, overlap with the same kind.
fn checked_status(recorded: &[Status], form: &StatusForm) -> Result<Status, Refusal> {
    let kind = word::<HouseholdKind>("kind", &form.kind)?.word();
    let valid_to: Day = period_end(form.valid_from, form.valid_to)?;
    let meets = |old: &&Status| old.kind == kind && old.valid_from <= valid_to && old.valid_to >= form.valid_from;
    if let Some(old) = recorded.iter().find(meets) {
        return Err(No::StatusOverlap { from: old.valid_from.to_string(), to: old.valid_to.to_string() }.into());
    }
    Ok(Status { kind: kind.to_owned(), valid_from: form.valid_from, valid_to, source: form.source.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_does_not_overlap_itself() {
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let recorded = [Status {
            kind: "registered_poor".into(),
            valid_from: day("2014-01-01"),
            valid_to: day("2019-12-31"),
            source: String::new(),
        }];
        for (kind, from, to, code) in [
            ("registered_poor", "2020-01-01", None, None),
            ("registered_poor", "2019-12-31", None, Some("household.status_overlap")),
            ("out_of_poverty", "2019-06-01", None, None),
            ("poor", "2020-01-01", None, Some("catalogue.word")),
            ("monitored", "2021-01-02", Some("2021-01-01"), Some("catalogue.period")),
        ] {
            let form =
                StatusForm { kind: kind.into(), valid_from: day(from), valid_to: to.map(day), source: String::new() };
            assert_eq!(checked_status(&recorded, &form).err().map(|no| no.code), code, "{kind} {from}");
        }
    }
}
