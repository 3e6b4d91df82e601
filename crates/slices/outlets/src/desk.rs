//! What other slices may ask of outlets, over their open transaction.

use crate::{
    at_work,
    authorisation::{self, State},
    judged,
    register::needs_authorisation,
    sql,
};
use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, ProductId},
};
use policy::vocabulary::OutletKind;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

pub use crate::{
    authorise::{ChangeAuthorisation, DecideRevocation, GrantAuthorisation, ProposeRevocation, RevocationGround},
    paper::qr,
    register::{ContactForm, OutletForm},
};

/// An outlet as it stands on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletAt {
    /// Id.
    pub id: OutletId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OutletKind,
    /// Place in the scope tree.
    pub path: String,
    /// Division; none outside the county.
    pub division: Option<DivisionId>,
    /// Holds a running authorisation (for an online partner: a partner's certificate), suspended or not.
    pub authorised: bool,
    /// The authorisation is paused.
    pub suspended: bool,
    /// Whether this kind needs one.
    pub needs_authorisation: bool,
    /// Keeps a till of its own.
    pub own_till: bool,
    /// Open on that day.
    pub open: bool,
    /// What holds, for messages.
    pub state: State,
}

/// An outlet on a day; `None` if there is none with this id.
pub fn outlet_at(tx: &mut Tx<'_>, county: &str, id: OutletId, day: Day) -> Result<Option<OutletAt>, Refusal> {
    let Some((outlet, acts)) = at_work::find(tx, county, id)? else { return Ok(None) };
    let (state, _) = authorisation::on(&acts, day);
    Ok(Some(OutletAt {
        id,
        name: outlet.name,
        kind: outlet.kind.0,
        path: outlet.path,
        division: outlet.division,
        authorised: matches!(state, State::Authorised | State::Suspended),
        suspended: state == State::Suspended,
        needs_authorisation: needs_authorisation(outlet.kind.0),
        own_till: outlet.own_till,
        open: outlet.opened_on <= day && day < outlet.closed_on,
        state,
    }))
}

/// Notes that the outlet's book has its first entry; from then on its kind stays.
pub fn begin_book(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<(), Refusal> {
    judged::begin_book(tx, county, id)
}

/// Whether an outlet may sell and display a product that is not listed, on that day.
pub fn exception_allows(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    product: ProductId,
    day: Day,
) -> Result<bool, Refusal> {
    let found: i64 = tx.number(
        "SELECT COUNT(*) FROM listing_exception
         WHERE county = $1 AND outlet = $2 AND product = $3 AND from_day <= $4 AND to_day >= $4",
        params![county, outlet, product, day],
    )?;
    Ok(found > 0)
}

/// An outlet as a year's settlement looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletOfYear {
    /// Id.
    pub id: OutletId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OutletKind,
    /// Place in the scope tree.
    pub path: String,
    /// First authorised day of the unbroken span that touches the year first; none if it was
    /// authorised on no day of the year. Suspension breaks no span.
    pub authorised_from: Option<Day>,
    /// Last day of that span; none while it is open.
    pub authorised_to: Option<Day>,
    /// Refusals to cooperate of that year that stand.
    pub refusals: i64,
}

/// All outlets that were open in a year, by id.
pub fn outlets_of_year(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<OutletOfYear>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else { return Ok(Vec::new()) };
    let acts = sql::all_acts(tx, county)?;
    let refusals: BTreeMap<OutletId, i64> = tx
        .query::<(OutletId, i64)>(
            "SELECT outlet, COUNT(*) FROM cooperation_refusal
             WHERE county = $1 AND on_day >= $2 AND on_day <= $3 AND fallen_reason = '' GROUP BY outlet",
            params![county, first, last],
        )?
        .into_iter()
        .collect();
    let outlets: Vec<(OutletId, String, sql::Kind, String)> = tx.query(
        "SELECT id, name, kind, path FROM outlet WHERE county = $1 AND opened_on <= $3 AND closed_on > $2 ORDER BY id",
        params![county, first, last],
    )?;
    let of_year = |(id, name, kind, path): (OutletId, String, sql::Kind, String)| {
        let span = acts.get(&id).and_then(|acts| authorisation::for_year(acts, year));
        OutletOfYear {
            id,
            name,
            kind: kind.0,
            path,
            authorised_from: span.map(|(from, _)| from),
            authorised_to: span.map(|(_, to)| to).filter(|to| to.year() < 9999),
            refusals: refusals.get(&id).copied().unwrap_or(0),
        }
    };
    Ok(outlets.into_iter().map(of_year).collect())
}

/// An outlet by name, and whether it is authorised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletNamed {
    /// Id.
    pub id: OutletId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OutletKind,
    /// Holds an authorisation on the day, suspended or not.
    pub authorised: bool,
}

/// Every outlet there ever was, by id, as it stands on a day.
pub fn outlets_named(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<OutletNamed>, Refusal> {
    let acts = sql::all_acts(tx, county)?;
    let all: Vec<(OutletId, String, sql::Kind)> =
        tx.query("SELECT id, name, kind FROM outlet WHERE county = $1 ORDER BY id", params![county])?;
    let on_day = |(id, name, kind): (OutletId, String, sql::Kind)| {
        let state = acts.get(&id).map_or(State::None, |acts| authorisation::on(acts, day).0);
        OutletNamed { id, name, kind: kind.0, authorised: matches!(state, State::Authorised | State::Suspended) }
    };
    Ok(all.into_iter().map(on_day).collect())
}

/// Outlets whose operator is called so.
pub fn operated_by(tx: &mut Tx<'_>, county: &str, operator: &str) -> Result<Vec<OutletId>, Refusal> {
    let sql = "SELECT id FROM outlet WHERE county = $1 AND operator = $2 ORDER BY id";
    Ok(tx.query(sql, params![county, operator])?)
}

/// Outlets open on a day by name or number, wherever they are: an outlet's name and kind are no secret.
pub fn outlets_to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    day: Day,
    (q, id): (&str, Option<i64>),
    most: i64,
) -> Result<Vec<(OutletId, String, OutletKind)>, Refusal> {
    let rows: Vec<(OutletId, String, sql::Kind)> = tx.query(
        "SELECT id, name, kind FROM outlet WHERE county = $1 AND opened_on <= $2 AND closed_on > $2
         AND search LIKE $3 ESCAPE '\\' AND (id = $4 OR $4 = 0) ORDER BY name, id LIMIT $5",
        params![county, day, base::names::like_pattern(q), id.unwrap_or(0), most],
    )?;
    Ok(rows.into_iter().map(|(id, name, kind)| (id, name, kind.0)).collect())
}

/// Village collection points, closed ones too, by name.
pub fn village_points(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(OutletId, String)>, Refusal> {
    Ok(tx.query(
        "SELECT id, name FROM outlet WHERE county = $1 AND kind = 'village_point' ORDER BY name, id",
        params![county],
    )?)
}

/// What these outlets are called.
pub fn outlet_names(tx: &mut Tx<'_>, county: &str, ids: &[OutletId]) -> Result<BTreeMap<OutletId, String>, Refusal> {
    let mut names = BTreeMap::new();
    for id in ids.iter().collect::<BTreeSet<_>>() {
        let name: Option<String> =
            tx.find("SELECT name FROM outlet WHERE county = $1 AND id = $2", params![county, *id])?;
        names.extend(name.map(|name| (*id, name)));
    }
    Ok(names)
}

/// The payee of an outlet for a pay-out: operator, and account number in full. The caller logs that it was seen.
pub fn payee(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<Option<(String, String)>, Refusal> {
    let Some(outlet) = sql::find_outlet(tx, county, id)? else { return Ok(None) };
    let bank = match outlet.contact {
        Some(party) => identity::desk::open_party(tx, county, party)?.form.bank,
        None => String::new(),
    };
    Ok(Some((outlet.operator, bank)))
}

/// Registers an outlet outside HTTP: the simulator and imports.
pub fn register(tx: &mut Tx<'_>, actor: &edge::Actor, form: OutletForm) -> Result<OutletId, Refusal> {
    crate::register::register(tx, actor, (), form).map(|outlet| outlet.id)
}

/// Grants an authorisation outside HTTP.
pub fn grant(tx: &mut Tx<'_>, actor: &edge::Actor, id: OutletId, body: GrantAuthorisation) -> Result<(), Refusal> {
    crate::authorise::grant(tx, actor, id, body).map(|_| ())
}

/// Suspends an authorisation outside HTTP.
pub fn suspend(tx: &mut Tx<'_>, actor: &edge::Actor, id: OutletId, body: ChangeAuthorisation) -> Result<(), Refusal> {
    crate::authorise::suspend(tx, actor, id, body).map(|_| ())
}

/// Resumes an authorisation outside HTTP.
pub fn resume(tx: &mut Tx<'_>, actor: &edge::Actor, id: OutletId, body: ChangeAuthorisation) -> Result<(), Refusal> {
    crate::authorise::resume(tx, actor, id, body).map(|_| ())
}

/// Outlets in a merged division go over to its successor.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "outlet", "path")?;
    merged.rename(tx, county, "outlet", "division")?;
    Ok(())
}

/// Outlets that are not closed, by name, for whoever appoints people there.
pub fn to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    (q, day): (&str, Day),
    most: i64,
) -> Result<Vec<(i64, String, String)>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, '' FROM outlet WHERE county = $1 AND closed_on > $2 AND search LIKE $3 ESCAPE '\\'
         ORDER BY name, id LIMIT $4",
        params![county, day, base::names::like_pattern(q), most],
    )?)
}
