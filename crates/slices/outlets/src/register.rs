//! The register of outlets: entering, correcting, finding.

use crate::{
    authorisation::{self, State},
    certificate,
    error::No,
    judged,
    sql::{self, Narrowed, Outlet},
    views::{OutletRow, OutletView},
};
use base::{
    Day, Refusal,
    codes::credit,
    ids::{DivisionId, OutletId},
    mask, names,
};
use edge::{Actor, Nothing};
use identity::desk::PartyForm;
use policy::vocabulary::{OutletKind, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Page, Tx};

/// An outlet as it is registered or corrected.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutletForm {
    /// Kind.
    pub kind: OutletKind,
    /// Name.
    pub name: String,
    /// Division; none outside the county.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// Address; needed outside the county.
    #[serde(default)]
    pub address: String,
    /// Opening hours in words.
    #[serde(default)]
    pub hours: String,
    /// Who runs it.
    pub operator: String,
    /// Credit code of the operator, if it has one.
    #[serde(default)]
    pub credit_code: String,
    /// Person in charge.
    #[serde(default)]
    pub contact: Option<ContactForm>,
    /// Keeps a till of its own.
    #[serde(default)]
    pub own_till: bool,
    /// Platform of an online partner.
    #[serde(default)]
    pub platform: String,
    /// First day.
    pub opened_on: Day,
    /// First day on which it is closed; none while open.
    #[serde(default)]
    pub closed_on: Option<Day>,
    /// Note.
    #[serde(default)]
    pub note: String,
}

/// Person in charge and payee. Kept sealed, shown masked; missing in a correction, the old one stays.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    /// Name.
    pub name: String,
    /// Phone.
    #[serde(default)]
    pub phone: String,
    /// Payee's bank and account number.
    #[serde(default)]
    pub bank_account: String,
}

/// What a list of outlets is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutletFilter {
    /// Part of the name, its initials or pinyin.
    #[serde(default)]
    pub q: String,
    /// Kind.
    #[serde(default)]
    pub kind: Option<OutletKind>,
    /// What holds today.
    #[serde(default)]
    pub state: Option<State>,
}

/// Refuses an empty or overlong text.
pub(crate) fn text(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() || text.chars().count() > most {
        return Err(Refusal::from(No::TextLength { most }).at(field));
    }
    Ok(())
}

fn check(actor: &Actor, form: &OutletForm) -> Result<(), Refusal> {
    text("/name", &form.name, 100)?;
    text("/operator", &form.operator, 100)?;
    for (field, value) in
        [("/address", &form.address), ("/hours", &form.hours), ("/platform", &form.platform), ("/note", &form.note)]
    {
        if !value.is_empty() {
            text(field, value, 500)?;
        }
    }
    if form.division.is_none() && form.address.trim().is_empty() {
        return Err(Refusal::from(No::AddressMissing).at("/address"));
    }
    if !form.credit_code.is_empty() && credit::check(&form.credit_code).1 == credit::Verdict::Malformed {
        return Err(Refusal::from(No::CreditCode).at("/credit_code"));
    }
    dated("/opened_on", form.opened_on, actor, AHEAD)?;
    term_end("/closed_on", form.closed_on, actor)?;
    if form.closed_on.is_some_and(|closed| closed < form.opened_on) {
        return Err(Refusal::from(No::Period).at("/closed_on"));
    }
    Ok(())
}

/// Years that a day may lie ahead, and that a term may run.
pub(crate) const AHEAD: i32 = 5;
pub(crate) const TERM: i32 = 30;

/// A day that somebody can mean: since 1978, and not more than these years ahead.
pub(crate) fn dated(at: &str, day: Day, actor: &Actor, years: i32) -> Result<(), Refusal> {
    let first = Day::first_of_year(1978).unwrap_or(day);
    let last = actor.day().plus_months(years.saturating_mul(12));
    if (first..=last).contains(&day) {
        return Ok(());
    }
    Err(Refusal::from(No::DayOutOfRange { from: first.to_string(), to: last.to_string() }).at(at))
}

/// The last day of a term: open, or [`dated`].
pub(crate) fn term_end(at: &str, day: Option<Day>, actor: &Actor) -> Result<(), Refusal> {
    day.filter(|day| day.to_string() != sql::OPEN_END).map_or(Ok(()), |day| dated(at, day, actor, TERM))
}

/// `<division path>o<id>/`, or `/out/o<id>/` outside the county's tree.
fn path_of(tx: &mut Tx<'_>, county: &str, division: Option<DivisionId>, id: OutletId) -> Result<String, Refusal> {
    let Some(division) = division else { return Ok(format!("/out/o{id}/")) };
    let found = places::desk::division(tx, county, division)?;
    let found = found.ok_or_else(|| Refusal::from(No::NoSuchDivision).at("/division"))?;
    Ok(format!("{}o{id}/", found.path))
}

fn contact(tx: &mut Tx<'_>, actor: &Actor, form: &OutletForm, known: Option<i64>) -> Result<Option<i64>, Refusal> {
    let Some(contact) = &form.contact else { return Ok(known) };
    text("/contact/name", &contact.name, 50)?;
    let party = PartyForm {
        name: contact.name.clone(),
        phone: contact.phone.clone(),
        bank: contact.bank_account.clone(),
        ..PartyForm::default()
    };
    match known {
        Some(id) => identity::desk::replace_party(tx, actor, id, &party).map(|()| Some(id)),
        None => identity::desk::put_party(tx, actor.county_id(), actor.now, &party).map(Some),
    }
}

/// With the division that stands today for the one that is named.
fn in_standing(tx: &mut Tx<'_>, actor: &Actor, form: OutletForm) -> Result<OutletForm, Refusal> {
    let Some(named) = form.division else { return Ok(form) };
    Ok(OutletForm { division: Some(places::desk::standing_for(tx, actor.county_id(), named, actor.day())?), ..form })
}

fn tidy(form: OutletForm) -> OutletForm {
    OutletForm { name: form.name.trim().to_owned(), credit_code: credit::check(&form.credit_code).0, ..form }
}

/// Registers an outlet. **Who:** county office.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), form: OutletForm) -> Result<OutletView, Refusal> {
    check(actor, &form)?;
    let form = in_standing(tx, actor, form)?;
    let id = OutletId(tx.next_id(actor.county_id(), "outlet")?);
    let path = path_of(tx, actor.county_id(), form.division, id)?;
    actor.require(&path)?;
    let contact = contact(tx, actor, &form, None)?;
    sql::insert_outlet(tx, actor.county_id(), id, &path, &tidy(form), contact, actor.now)?;
    show(tx, actor, id, Nothing {})
}

/// Corrects an outlet. **Who:** county office. An outlet is closed only after its authorisation ended; its kind
/// says which rules judge it, in years gone by too, and stays once there is anything to judge.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, form: OutletForm) -> Result<OutletView, Refusal> {
    check(actor, &form)?;
    let form = in_standing(tx, actor, form)?;
    let known = known(tx, actor.county_id(), id)?;
    if form.kind != known.kind.0 && judged::is_judged(tx, actor.county_id(), id)? {
        return Err(Refusal::from(No::KindStays).at("/kind"));
    }
    if let Some(closed) = form.closed_on {
        let (state, _) = authorisation::on(&sql::acts_of(tx, actor.county_id(), id)?, closed);
        if matches!(state, State::Authorised | State::Suspended) {
            return Err(Refusal::from(No::StillAuthorised).at("/closed_on"));
        }
    }
    let path = path_of(tx, actor.county_id(), form.division, id)?;
    actor.require(&path)?;
    let contact = contact(tx, actor, &form, known.contact)?;
    sql::update_outlet(tx, actor.county_id(), id, &path, &tidy(form), contact)?;
    if path != known.path {
        identity::desk::move_scope(tx, actor.county_id(), "outlet", id.0, &path)?;
    }
    show(tx, actor, id, Nothing {})
}

/// The outlet that must be there.
pub(crate) fn known(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<Outlet, Refusal> {
    sql::find_outlet(tx, county, id)?.ok_or_else(|| No::NoSuchOutlet.into())
}

/// One outlet. **Who:** whoever may see outlets.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, _: Nothing) -> Result<OutletView, Refusal> {
    let county = actor.county_id();
    let outlet = known(tx, county, id)?;
    let (state, valid_to) = authorisation::on(&sql::acts_of(tx, county, id)?, actor.day());
    let division_name = match outlet.division {
        Some(division) => places::desk::division(tx, county, division)?.map_or_else(String::new, |d| d.full_name),
        None => String::new(),
    };
    let contact = match outlet.contact {
        Some(party) => identity::desk::open_party(tx, county, party)?,
        None => identity::desk::Party::default(),
    };
    let bank = &contact.form.bank;
    let certificate = certificate::of(tx, county, id)?;
    Ok(OutletView {
        id,
        kind: outlet.kind.0,
        name: outlet.name,
        division: outlet.division,
        division_name,
        path: outlet.path,
        address: outlet.address,
        hours: outlet.hours,
        operator: outlet.operator,
        credit_code_valid: outlet.credit_code.is_empty()
            || credit::check(&outlet.credit_code).1 == credit::Verdict::Valid,
        credit_code: outlet.credit_code,
        contact_name: if outlet.contact.is_some() { contact.masked_name() } else { String::new() },
        contact_phone: contact.masked_phone(),
        bank_account: if bank.is_empty() { String::new() } else { mask::bank_account(bank) },
        own_till: outlet.own_till,
        platform: outlet.platform,
        opened_on: outlet.opened_on,
        closed_on: outlet.closed_on,
        note: outlet.note,
        state,
        valid_to,
        needs_authorisation: needs_authorisation(outlet.kind.0),
        certificate: certificate.as_ref().map(|c| c.number.clone()),
        certificate_code: certificate.map(|c| c.code),
        revocation: sql::open_revocation(tx, county, id)?.map(|(id, _)| id),
    })
}

/// Shops, pavilions, areas and cabinets need one; village points and online partners do not.
pub fn needs_authorisation(kind: OutletKind) -> bool {
    !matches!(kind, OutletKind::VillagePoint | OutletKind::Online)
}

/// Outlets, by name. **Who:** whoever may see outlets. Posts outside the tree of places (a union, a
/// worker) see all: where they may buy is no secret.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: OutletFilter,
    ask: &Ask,
) -> Result<Page<OutletRow>, Refusal> {
    let everywhere = matches!(actor.scope.kind.as_str(), "unit" | "account" | "producer");
    let (from, until) = if everywhere { ("/".into(), "/\u{10FFFF}".into()) } else { actor.scope.range() };
    let acts = sql::all_acts(tx, actor.county_id())?;
    let state_of = |id: OutletId| acts.get(&id).map_or(State::None, |acts| authorisation::on(acts, actor.day()).0);
    let only = match filter.state {
        Some(wanted) => {
            Some(all_ids(tx, actor.county_id())?.into_iter().filter(|id| state_of(*id) == wanted).collect())
        }
        None => None,
    };
    let by = Narrowed {
        from,
        until,
        kind: filter.kind.map_or_else(String::new, |kind| kind.word().to_owned()),
        pattern: names::like_pattern(&filter.q),
        only,
    };
    let mut page = sql::list_outlets(tx, actor.county_id(), &by, ask)?;
    for row in &mut page.items {
        row.state = state_of(row.id).word().to_owned();
    }
    Ok(page)
}

fn all_ids(tx: &mut Tx<'_>, county: &str) -> Result<Vec<OutletId>, Refusal> {
    Ok(tx.query("SELECT id FROM outlet WHERE county = $1", store::params![county])?)
}
