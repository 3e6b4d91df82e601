//! Recording a year's work, and withdrawing a wrong record.

use super::{
    dto::{EVIDENCE, EmploymentForm, EmploymentRow, WithdrawForm},
    sql::{self, NewEmployment},
    view,
};
use crate::{
    error::No,
    household,
    person::{self, PersonForm},
    word::{one_of, reason, unknown},
};
use base::{
    Fen, Refusal,
    ids::{HouseholdId, ProducerId},
    names,
};
use edge::{Actor, Perm};
use store::Tx;

/// Records what a person earned from a producer in a year.
pub fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    producer: ProducerId,
    body: EmploymentForm,
) -> Result<EmploymentRow, Refusal> {
    let id = keep(tx, actor, producer, &body)?;
    view::one(tx, actor, id)
}

/// [`record`] for one row of many; the number of the record.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    producer: ProducerId,
    form: &EmploymentForm,
) -> Result<i64, Refusal> {
    check(form)?;
    let (party, household) = worker(tx, actor, form)?;
    // Of many sent at once one is kept, and the others are told of it.
    tx.hold(actor.county_id(), &format!("employment/{producer}/{party}/{}", form.year))?;
    if let Some(id) = sql::find_standing(tx, actor.county_id(), producer, party, form.year)? {
        return Err(No::EmploymentTwice { id }.into());
    }
    sql::insert(tx, actor, &NewEmployment { producer, party, household, form })
}

/// Withdraws a record, with the reason.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: WithdrawForm) -> Result<EmploymentRow, Refusal> {
    let reason = reason(&body.reason)?;
    let path = sql::path_of(tx, actor.county_id(), id)?.ok_or_else(|| unknown(id))?;
    actor.require(&path)?;
    sql::withdraw(tx, actor.county_id(), id, reason)?;
    view::one(tx, actor, id)
}

/// Refuses days outside the year, months that do not fit them, and an income that is none.
fn check(form: &EmploymentForm) -> Result<(), Refusal> {
    let in_year =
        form.first_day.year() == form.year && form.last_day.year() == form.year && form.first_day <= form.last_day;
    let span = i64::from(form.last_day.month()) - i64::from(form.first_day.month()) + 1;
    if !in_year || !(1..=span).contains(&form.months) {
        return Err(Refusal::from(No::WorkDays).at("/first_day"));
    }
    if form.income_fen <= 0 {
        return Err(Refusal::from(No::Income).at("/income_fen"));
    }
    if !Fen(form.income_fen).in_bounds() {
        return Err(Refusal::from(No::IncomeMost { most: Fen::MOST.to_string() }).at("/income_fen"));
    }
    one_of("evidence", &form.evidence, &EVIDENCE).map(|_| ())
}

/// The worker's party, and the household that they belonged to on the first day worked.
fn worker(tx: &mut Tx<'_>, actor: &Actor, form: &EmploymentForm) -> Result<(i64, Option<HouseholdId>), Refusal> {
    let county = actor.county_id();
    let party = match (form.member, &form.worker, form.household) {
        (Some(member), None, None) => by_number(tx, actor, member).map_err(|no| no.at("/member"))?,
        (None, Some(worker), Some(household)) => {
            by_name(tx, county, HouseholdId(household), worker).map_err(|no| no.at("/household"))?
        }
        (None, Some(worker), None) => person::keep(tx, actor, worker).map_err(|no| no.at("/worker"))?,
        _ => return Err(Refusal::from(No::Worker).at("/worker")),
    };
    Ok((party, household::sql::household_of(tx, county, party, form.first_day)?))
}

/// A member by number alone: only who may see the household knows who that is.
fn by_number(tx: &mut Tx<'_>, actor: &Actor, member: i64) -> Result<i64, Refusal> {
    if !actor.may(Perm::HouseholdRead) {
        return Err(No::MemberByName.into());
    }
    let county = actor.county_id();
    let found = household::sql::find_member(tx, county, member)?.ok_or_else(|| unknown(member))?;
    let home = household::sql::find(tx, county, found.household)?.ok_or_else(|| unknown(member))?;
    actor.require(&home.path)?;
    Ok(found.party)
}

/// A member by household and name, both known to whoever asks. One refusal for all that does not fit, so that
/// nobody learns by it who lives where.
fn by_name(tx: &mut Tx<'_>, county: &str, id: HouseholdId, worker: &PersonForm) -> Result<i64, Refusal> {
    let wanted = person::checked(worker)?;
    for member in household::sql::members(tx, county, id)? {
        let known = identity::desk::open_party(tx, county, member.party)?.form;
        let other_number =
            !wanted.id_number.is_empty() && !known.id_number.is_empty() && wanted.id_number != known.id_number;
        if names::same(&known.name, &wanted.name) && !other_number {
            return Ok(member.party);
        }
    }
    Err(No::NoSuchMember.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_income_fit_the_year() {
        for (year, first, last, months, income, evidence, code) in [
            (2020, "2020-01-01", "2020-12-31", 12, 600_000, "payroll", None),
            (2020, "2020-03-05", "2020-05-20", 3, 1, "statement", None),
            (2020, "2020-03-05", "2020-05-20", 4, 1, "payroll", Some("employment.days")),
            (2020, "2020-03-05", "2020-05-20", 0, 1, "payroll", Some("employment.days")),
            (2020, "2019-12-31", "2020-05-20", 3, 1, "payroll", Some("employment.days")),
            (2020, "2020-06-01", "2020-05-20", 1, 1, "payroll", Some("employment.days")),
            (2020, "2020-03-05", "2020-05-20", 3, 0, "payroll", Some("employment.income")),
            (2020, "2020-03-05", "2020-05-20", 3, -5, "payroll", Some("employment.income")),
            (2020, "2020-03-05", "2020-05-20", 3, 5, "hearsay", Some("catalogue.word")),
        ] {
            let form = EmploymentForm {
                member: None,
                household: None,
                worker: None,
                year,
                first_day: first.parse().unwrap(),
                last_day: last.parse().unwrap(),
                months,
                income_fen: income,
                evidence: evidence.into(),
                evidence_number: String::new(),
            };
            assert_eq!(check(&form).err().map(|no| no.code), code, "{first} {last} {months}");
        }
    }
}
