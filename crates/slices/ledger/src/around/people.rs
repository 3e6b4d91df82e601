//! The people of whom a collection point buys: who they are, where they live, to which account they are paid.

use crate::error::No;
use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId, ProductId},
    mask, names,
};
use edge::Actor;
use identity::desk::PartyForm;
use policy::vocabulary::OutletKind;
use store::{Tx, params};

/// Somebody on the other side of a purchase. Handle with care: it holds personal data in full.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    /// Name in full.
    pub name: String,
    /// 张*, or a firm's whole name.
    pub shown: String,
    /// Village, or where somebody in no register lives; in full.
    pub place: String,
    /// The same, as lists show it.
    pub shown_place: String,
    /// Telephone number, masked; empty for producers.
    pub shown_phone: String,
    /// Citizen number in full, where it is known.
    pub id_number: String,
    /// Place in the scope tree; empty for who is in no register.
    pub path: String,
}

/// What a party holds.
pub(crate) fn party(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<PartyForm, Refusal> {
    Ok(identity::desk::open_party(tx, county, id)?.form)
}

/// The township and the village of a place in the scope tree.
pub(crate) fn divisions_of(path: &str) -> (Option<DivisionId>, Option<DivisionId>) {
    let mut all = path.split('/').filter_map(|part| part.parse::<i64>().ok()).map(DivisionId);
    let township = all.next();
    (township, all.next_back())
}

/// What a division is called by itself.
pub(crate) fn division_name(tx: &mut Tx<'_>, county: &str, division: DivisionId) -> Result<String, Refusal> {
    Ok(places::desk::require_division(tx, county, division)?.name)
}

/// The division that a place in the scope tree lies in.
fn place_of(tx: &mut Tx<'_>, county: &str, path: &str) -> Result<String, Refusal> {
    let division = path.split('/').rev().find_map(|part| part.parse::<i64>().ok());
    division.map_or(Ok(String::new()), |id| places::desk::full_name(tx, county, DivisionId(id)))
}

/// Who a counterparty is.
pub(crate) fn person(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64) -> Result<Person, Refusal> {
    match kind {
        "household" => {
            let Some(found) = catalogue::desk::household(tx, county, HouseholdId(id))? else {
                return Ok(Person::default());
            };
            let head = identity::desk::open_party(tx, county, found.party)?;
            let place = place_of(tx, county, &found.path)?;
            Ok(Person {
                shown: found.masked_name,
                shown_phone: head.masked_phone(),
                shown_place: place.clone(),
                place,
                name: head.form.name,
                id_number: head.form.id_number,
                path: found.path,
            })
        }
        "producer" => {
            let Some(found) = catalogue::desk::producer(tx, county, ProducerId(id))? else {
                return Ok(Person::default());
            };
            let place = place_of(tx, county, &found.path)?;
            Ok(Person {
                shown: found.name.clone(),
                name: found.name,
                shown_place: place.clone(),
                place,
                path: found.path,
                ..Person::default()
            })
        }
        "other" => {
            let opened = identity::desk::open_party(tx, county, id)?;
            Ok(Person {
                shown: super::name_of(tx, county, kind, id)?,
                shown_phone: opened.masked_phone(),
                name: opened.form.name,
                place: opened.form.address,
                id_number: opened.form.id_number,
                ..Person::default()
            })
        }
        _ => {
            let name = super::name_of(tx, county, kind, id)?;
            Ok(Person { shown: name.clone(), name, ..Person::default() })
        }
    }
}

/// Somebody of whom a point may buy.
#[derive(Clone, Debug)]
pub(crate) struct Near {
    pub kind: &'static str,
    pub id: i64,
    pub name: String,
    pub initials: String,
    pub note: String,
    /// Must bring a commitment certificate where one is due.
    pub bound: bool,
    /// Place of the village in the scope tree.
    pub path: String,
}

/// Producers and households below a place, those near first; people masked.
pub(crate) fn neighbours(
    tx: &mut Tx<'_>,
    county: &str,
    (below, near): (&str, &str),
    most: i64,
) -> Result<Vec<Near>, Refusal> {
    let mut all = Vec::new();
    let mut places: std::collections::BTreeMap<DivisionId, (String, String)> = std::collections::BTreeMap::new();
    let households = catalogue::desk::households_to_choose(tx, county, (below, near), ("", None), most)?;
    let producers = catalogue::desk::producers_below(tx, county, below, most)?;
    for division in households.iter().map(|h| h.division).chain(producers.iter().map(|p| p.division)) {
        if let std::collections::btree_map::Entry::Vacant(free) = places.entry(division) {
            let path = places::desk::require_division(tx, county, division)?.path;
            free.insert((places::desk::full_name(tx, county, division)?, path));
        }
    }
    let place = |division: &DivisionId| places.get(division).cloned().unwrap_or_default();
    for found in &households {
        let (place, path) = place(&found.division);
        let note = format!("{place} #{} {}", found.id, found.masked_phone);
        all.push(Near {
            kind: "household",
            id: found.id.0,
            name: found.masked_name.clone(),
            initials: found.initials.clone(),
            note: note.trim_end().to_owned(),
            bound: false,
            path,
        });
    }
    for found in &producers {
        let (note, path) = place(&found.division);
        all.push(Near {
            kind: "producer",
            id: found.id.0,
            name: found.name.clone(),
            initials: names::search_key(&found.name, []),
            note,
            bound: found.kind != "household",
            path,
        });
    }
    Ok(all)
}

/// Farm produce grown below a place.
pub(crate) fn produce_below(tx: &mut Tx<'_>, county: &str, below: &str, most: i64) -> Result<Vec<ProductId>, Refusal> {
    catalogue::desk::produce_below(tx, county, below, most)
}

/// Producers that are one household's own.
pub(crate) fn growing_producers(tx: &mut Tx<'_>, county: &str) -> Result<Vec<ProducerId>, Refusal> {
    catalogue::desk::household_producers(tx, county)
}

/// The name of a village collection point; none for any other outlet.
pub(crate) fn village_point(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Option<String>, Refusal> {
    let day = Day::new(2020, 1, 1).ok_or(No::Outlet)?;
    let at = outlets::desk::outlet_at(tx, county, outlet, day)?.ok_or(No::Outlet)?;
    Ok((at.kind == OutletKind::VillagePoint).then_some(at.name))
}

/// All village collection points.
pub(crate) fn village_points(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(OutletId, String)>, Refusal> {
    outlets::desk::village_points(tx, county)
}

/// Every outlet there ever was.
pub(crate) fn all_outlets(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(OutletId, String)>, Refusal> {
    let day = Day::new(2020, 1, 1).ok_or(No::Outlet)?;
    Ok(outlets::desk::outlets_named(tx, county, day)?.into_iter().map(|outlet| (outlet.id, outlet.name)).collect())
}

/// To which account somebody is paid, in full.
#[derive(Clone, Debug, Default)]
pub(crate) struct Account {
    pub holder: String,
    pub number: String,
    pub bank: String,
}

impl Account {
    /// The last digits; empty where there is no account.
    pub(crate) fn shown(&self) -> String {
        if self.number.is_empty() { String::new() } else { mask::bank_account(&self.number) }
    }
}

/// Keeps an account. The party is nameless, so that nobody who is looked up by name is taken for it: its address is
/// the holder, its account the number with the bank behind it.
pub(crate) fn keep_account(tx: &mut Tx<'_>, actor: &Actor, account: &Account) -> Result<i64, Refusal> {
    let bank = format!("{} {}", account.number, account.bank);
    let form = PartyForm { address: account.holder.clone(), bank: bank.trim_end().to_owned(), ..PartyForm::default() };
    identity::desk::put_party(tx, actor.county_id(), actor.now, &form)
}

/// The account to which a point paid somebody at a moment, or would pay now.
pub(crate) fn account(
    tx: &mut Tx<'_>,
    county: &str,
    (outlet, counterparty): (OutletId, i64),
    at: Option<Instant>,
) -> Result<Account, Refusal> {
    let found: Option<i64> = tx.find(
        "SELECT party FROM payee WHERE county = $1 AND counterparty = $2 AND ($3 = '' OR made_at <= $3)
         AND outlet IN ($4, 0) ORDER BY CASE WHEN outlet = 0 THEN 1 ELSE 0 END, seq DESC LIMIT 1",
        params![county, counterparty, at.map_or_else(String::new, |at| at.to_string()), outlet],
    )?;
    let Some(id) = found else { return Ok(Account::default()) };
    let form = party(tx, county, id)?;
    let (number, bank) = form.bank.split_once(' ').unwrap_or((form.bank.as_str(), ""));
    Ok(Account { holder: form.address, number: number.to_owned(), bank: bank.to_owned() })
}
