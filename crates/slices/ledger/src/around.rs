//! What the ledger asks of the slices before it, in its own words; with `choosing` and `people` the one that knows
//! their desks.

mod choosing;
mod people;

pub(crate) use choosing::{
    households_of_producers, households_to_choose, outlet_path, outlets_to_choose, producers_to_choose, units_to_choose,
};
pub(crate) use people::{
    Account, Near, Person, account, all_outlets, division_name, divisions_of, growing_producers, keep_account,
    neighbours, party, person, produce_below, village_point, village_points,
};

use crate::{
    counterparty::{Named, Party},
    error::No,
    sale::Channel,
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{AccountId, DivisionId, HouseholdId, OutletId, PersonId, ProducerId, ProductId, UnitId},
};
use catalogue::desk::{Demands, LegalClass, ProductAt};
use edge::Actor;
use policy::vocabulary::OutletKind;
use store::Tx;

/// An outlet on a day.
#[derive(Clone, Debug)]
pub(crate) struct Outlet {
    pub id: OutletId,
    pub name: String,
    /// Sells listed products only.
    pub authorised: bool,
    /// Sells at a till of its own; vouchers are redeemed here.
    pub own_till: bool,
    /// Sells over the net.
    pub online: bool,
}

impl Outlet {
    /// Where it sells, unless a sale says otherwise.
    pub(crate) fn channel(&self) -> Channel {
        if self.online { Channel::Online } else { Channel::Till }
    }
}

/// A product at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub id: ProductId,
    pub name: String,
    /// What the law demands of an intake of its class.
    pub demands: Demands,
    pub unit: String,
    /// What a piece is called; empty for what is weighed.
    pub piece_word: String,
    pub pack_g: Option<i64>,
    pub origin: Option<DivisionId>,
    pub local: bool,
    pub listed: bool,
    pub certificate_due: bool,
    pub shelf_life_days: Option<i64>,
    pub barcode: Option<String>,
}

/// What a supplier brings to an intake.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supplier {
    pub name: String,
    /// Must write a commitment certificate where one is due: all but households.
    pub bound: bool,
    pub blacklisted: bool,
    /// Place in the scope tree; none for who is in no register.
    pub path: Option<String>,
}

/// An outlet, as it stands on that day. **Errors:** there is none, or it is not open then.
pub(crate) fn outlet_on(tx: &mut Tx<'_>, county: &str, outlet: OutletId, day: Day) -> Result<Outlet, Refusal> {
    let at = outlets::desk::outlet_at(tx, county, outlet, day)?.ok_or(No::Outlet)?;
    if !at.open {
        return Err(No::OutletClosed { day: day.to_string() }.into());
    }
    Ok(Outlet {
        id: at.id,
        name: at.name,
        authorised: at.needs_authorisation && at.authorised,
        own_till: at.own_till,
        online: at.kind == OutletKind::Online,
    })
}

/// Tells the register that the outlet's book has its first entry.
pub(crate) fn begin_book(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<(), Refusal> {
    outlets::desk::begin_book(tx, county, outlet)
}

/// The name of an outlet, open or not.
pub(crate) fn outlet_name(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<String, Refusal> {
    let day = Day::new(2020, 1, 1).ok_or(No::Outlet)?;
    Ok(outlets::desk::outlet_at(tx, county, outlet, day)?.ok_or(No::Outlet)?.name)
}

/// Whether an outlet keeps a till of its own.
pub(crate) fn own_till(tx: &mut Tx<'_>, county: &str, outlet: OutletId, day: Day) -> Result<bool, Refusal> {
    Ok(outlets::desk::outlet_at(tx, county, outlet, day)?.ok_or(No::Outlet)?.own_till)
}

/// Pavilions that were open in a year.
pub(crate) fn pavilions(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<(OutletId, String)>, Refusal> {
    let all = outlets::desk::outlets_of_year(tx, county, year)?;
    let pavilions = all.into_iter().filter(|outlet| outlet.kind == OutletKind::Pavilion);
    Ok(pavilions.map(|outlet| (outlet.id, outlet.name)).collect())
}

/// Every producer's id and name.
pub(crate) fn producer_names(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(ProducerId, String)>, Refusal> {
    catalogue::desk::producer_names(tx, county)
}

/// Every outlet's name.
pub(crate) fn outlet_names(tx: &mut Tx<'_>, county: &str) -> Result<Vec<String>, Refusal> {
    let day = Day::new(2020, 1, 1).ok_or(No::Outlet)?;
    Ok(outlets::desk::outlets_named(tx, county, day)?.into_iter().map(|outlet| outlet.name).collect())
}

/// Whether the county office allowed this outlet an unlisted product on that day.
pub(crate) fn exception_allows(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    product: ProductId,
    day: Day,
) -> Result<bool, Refusal> {
    outlets::desk::exception_allows(tx, county, outlet, product, day)
}

/// These products at a moment. **Errors:** one is unknown.
pub(crate) fn products_at(
    tx: &mut Tx<'_>,
    county: &str,
    ids: &[ProductId],
    at: Instant,
) -> Result<Vec<Product>, Refusal> {
    let found = catalogue::desk::products_at(tx, county, ids, at)?;
    if let Some(missing) = ids.iter().find(|id| found.iter().all(|product| product.id != **id)) {
        return Err(No::Product { product: missing.0 }.into());
    }
    Ok(found.into_iter().map(product).collect())
}

fn product(at: ProductAt) -> Product {
    Product {
        id: at.id,
        name: at.name,
        demands: LegalClass::from_word(&at.legal_class).map(LegalClass::demands).unwrap_or_default(),
        unit: at.unit,
        piece_word: at.piece_word,
        pack_g: at.pack_g,
        origin: at.origin,
        local: at.local,
        listed: at.listed,
        certificate_due: at.certificate_due,
        shelf_life_days: at.shelf_life_days,
        barcode: at.barcode,
    }
}

/// Every product's id, name and other names.
pub(crate) fn product_names(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(ProductId, String, Vec<String>)>, Refusal> {
    catalogue::desk::product_names(tx, county)
}

/// A supplier. **Errors:** it is in no register.
pub(crate) fn supplier(tx: &mut Tx<'_>, county: &str, party: &Party) -> Result<Supplier, Refusal> {
    match party {
        Party::Producer(id) => {
            let found = catalogue::desk::producer(tx, county, *id)?.ok_or(No::Counterparty)?;
            Ok(Supplier {
                bound: found.kind != "household",
                name: found.name,
                blacklisted: found.blacklisted,
                path: Some(found.path),
            })
        }
        Party::Household(id) => {
            let found = catalogue::desk::household(tx, county, *id)?.ok_or(No::Counterparty)?;
            Ok(Supplier { path: Some(found.path), ..Supplier::default() })
        }
        // Farmers who are in no register are households too: the law encourages them to write one.
        Party::Named(named) => Ok(Supplier { bound: !named.farmer, ..Supplier::default() }),
        Party::Outlet(_) | Party::Unit(_) => Ok(Supplier { bound: true, ..Supplier::default() }),
    }
}

/// The village where a counterparty lives or stands now; none for who is in no register, or in no village.
pub(crate) fn village_of(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64) -> Result<Option<DivisionId>, Refusal> {
    let path = match kind {
        "producer" => catalogue::desk::producer(tx, county, ProducerId(id))?.map(|found| found.path),
        "household" => catalogue::desk::household(tx, county, HouseholdId(id))?.map(|found| found.path),
        _ => None,
    };
    Ok(path.as_deref().and_then(village))
}

/// The village of a path: `/7/33/p5/` → 33.
fn village(path: &str) -> Option<DivisionId> {
    path.split('/').nth(2).and_then(|part| part.parse().ok()).map(DivisionId)
}

/// Outlets that a producer runs: their operator is called so.
pub(crate) fn run_by(tx: &mut Tx<'_>, county: &str, producer: ProducerId) -> Result<Vec<OutletId>, Refusal> {
    match catalogue::desk::producer(tx, county, producer)? {
        Some(found) => outlets::desk::operated_by(tx, county, &found.name),
        None => Ok(Vec::new()),
    }
}

/// Whether a counterparty is in its register.
pub(crate) fn is_registered(tx: &mut Tx<'_>, county: &str, party: &Party) -> Result<bool, Refusal> {
    Ok(match party {
        Party::Producer(id) => catalogue::desk::producer(tx, county, *id)?.is_some(),
        Party::Household(id) => catalogue::desk::household(tx, county, *id)?.is_some(),
        Party::Outlet(id) => {
            outlets::desk::outlet_at(tx, county, *id, base::Day::new(2020, 1, 1).ok_or(No::Outlet)?)?.is_some()
        }
        Party::Unit(id) => vouchers::desk::unit_name(tx, county, *id)?.is_some(),
        Party::Named(_) => true,
    })
}

/// The name that lists show of a counterparty; people are masked.
pub(crate) fn name_of(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64) -> Result<String, Refusal> {
    let name = match kind {
        "producer" => catalogue::desk::producer(tx, county, ProducerId(id))?.map(|found| found.name),
        "household" => catalogue::desk::household(tx, county, HouseholdId(id))?.map(|found| found.masked_name),
        "outlet" => outlets::desk::outlet_at(tx, county, OutletId(id), Day::new(2020, 1, 1).ok_or(No::Outlet)?)?
            .map(|found| found.name),
        "unit" => vouchers::desk::unit_name(tx, county, UnitId(id))?,
        "other" => Some(party_name(tx, county, id)?),
        _ => None,
    };
    Ok(name.unwrap_or_default())
}

/// What shops write for whoever walks in; nobody's name.
const WALK_INS: [&str; 4] = ["散客", "散户", "零售", "零散客户"];

/// People's names are masked; a firm's longer one and a word for nobody in particular are shown as they are.
fn party_name(tx: &mut Tx<'_>, county: &str, party: i64) -> Result<String, Refusal> {
    let opened = identity::desk::open_party(tx, county, party)?;
    let full = opened.form.name.clone();
    let open = full.chars().count() > 4 || WALK_INS.contains(&full.trim());
    Ok(if open { full } else { opened.masked_name() })
}

/// Keeps a name, address and contact; the party's number.
pub(crate) fn put_party(tx: &mut Tx<'_>, actor: &Actor, named: &Named) -> Result<i64, Refusal> {
    let form = identity::desk::PartyForm {
        name: named.name.clone(),
        phone: named.contact.clone(),
        address: named.address.clone(),
        ..Default::default()
    };
    identity::desk::put_party(tx, actor.county_id(), actor.now, &form)
}

/// A part of a sale that a voucher pays.
pub(crate) struct Spent<'a> {
    pub key: &'a str,
    pub account: Option<AccountId>,
    pub amount_fen: Fen,
    pub outlet: OutletId,
    pub seq: i64,
    pub day: Day,
}

/// Spends a voucher for a sale.
pub(crate) fn spend(tx: &mut Tx<'_>, actor: &Actor, spent: &Spent<'_>) -> Result<(), Refusal> {
    let spend = vouchers::desk::Spend {
        key: spent.key.to_owned(),
        account: spent.account,
        amount_fen: spent.amount_fen,
        outlet: spent.outlet,
        book_seq: spent.seq,
        day: spent.day,
        at: actor.now,
    };
    vouchers::desk::spend(tx, actor, &spend).map(|_| ())
}

/// What is left now on the vouchers that an entry paid with or gave back to.
pub(crate) fn vouchers_left(tx: &mut Tx<'_>, county: &str, outlet: OutletId, seq: i64) -> Result<Vec<Fen>, Refusal> {
    vouchers::desk::left_after(tx, county, outlet, seq)
}

/// The name of whoever stood at the till.
pub(crate) fn person_name(tx: &mut Tx<'_>, county: &str, person: PersonId) -> Result<String, Refusal> {
    identity::desk::person_name(tx, county, person)
}

/// Gives money of a sale back to the vouchers that paid it.
pub(crate) fn refund(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    sale: i64,
    amount_fen: Fen,
    by: i64,
) -> Result<(), Refusal> {
    let refund = vouchers::desk::Refund { outlet, book_seq_of_sale: sale, amount_fen, book_seq: by };
    vouchers::desk::refund(tx, actor, &refund).map(|_| ())
}

/// Takes what a return put back on vouchers off them again, because the return is undone.
/// **Errors:** an account no longer holds it, or its time is over.
pub(crate) fn recharge(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, back: i64, by: i64) -> Result<(), Refusal> {
    vouchers::desk::recharge(tx, actor, &vouchers::desk::Recharge { outlet, book_seq_of_return: back, book_seq: by })
        .map_err(|why| No::VoucherBack { seq: back, zh: why.message.zh, en: why.message.en }.into())
}

#[cfg(test)]
impl Product {
    /// A product sold by weight, for tables of tests.
    pub(crate) fn sample(name: &str, class: LegalClass, shelf_life_days: Option<i64>) -> Self {
        Self {
            id: ProductId(1),
            name: name.into(),
            demands: class.demands(),
            unit: "g".into(),
            piece_word: String::new(),
            pack_g: None,
            origin: None,
            local: true,
            listed: true,
            certificate_due: false,
            shelf_life_days,
            barcode: None,
        }
    }
}
