//! Signing a contract. A villager without licence or phone is a party like any other: a proxy signs, a witness is named (T25).

use super::{ContractKind, ContractView, GradePrice, answers, find, origin, require_side, show};
use crate::{
    bookings::name_keeper,
    buyers::Buyer,
    error::No,
    telling::{self, Moved},
};
use base::{
    Day, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId, UnitId},
};
use edge::{Actor, Nothing};
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// A villager who is in no register.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VillagerForm {
    /// Name.
    pub name: String,
    /// Phone, if there is one.
    #[serde(default)]
    pub phone: String,
    /// The village.
    pub division: DivisionId,
}

/// Who sells.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seller {
    /// A producer of the catalogue.
    Producer(ProducerId),
    /// An assisted household.
    Household(HouseholdId),
    /// A villager.
    Villager(VillagerForm),
}

/// Signs a contract.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignContract {
    /// Which kind.
    pub kind: ContractKind,
    /// What.
    pub crop: i64,
    /// Who sells.
    pub seller: Seller,
    /// The buying unit, …
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// … or the outlet, …
    #[serde(default)]
    pub outlet: Option<OutletId>,
    /// … or a partner who is in no register.
    #[serde(default)]
    pub partner: String,
    /// How much, kg.
    pub kg: i64,
    /// Prices by grade, the agreed grade first.
    pub prices: Vec<GradePrice>,
    /// First day of delivery.
    pub from_day: Day,
    /// Last day of delivery.
    pub to_day: Day,
    /// When it was signed; today if not said.
    #[serde(default)]
    pub signed_on: Option<Day>,
    /// Who signs for the seller.
    #[serde(default)]
    pub proxy: String,
    /// Who saw it.
    #[serde(default)]
    pub witness: String,
    /// The offer that it came from.
    #[serde(default)]
    pub offer: Option<i64>,
    /// The fair at which it was signed.
    #[serde(default)]
    pub fair: Option<i64>,
    /// The outlet that books deliveries for a buyer without a book here.
    #[serde(default)]
    pub book_outlet: Option<OutletId>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// Where a seller stands: division, path, party of a villager.
type Stands = (DivisionId, String, Option<i64>);

fn seller(tx: &mut Tx<'_>, actor: &Actor, body: &SignContract) -> Result<Stands, Refusal> {
    let county = actor.county_id();
    let at = |no: No| Refusal::from(no).at("/seller");
    match &body.seller {
        Seller::Producer(id) => {
            let found = catalogue::desk::producer(tx, county, *id)?.ok_or_else(|| at(No::NoSuchSeller))?;
            Ok((division_of(&found.path), found.path, None))
        }
        Seller::Household(id) => {
            let found = catalogue::desk::household(tx, county, *id)?.ok_or_else(|| at(No::NoSuchSeller))?;
            Ok((division_of(&found.path), found.path, None))
        }
        Seller::Villager(form) => {
            crate::text("/seller/villager/name", &form.name, 30)?;
            let phone = base::codes::phone::number(&form.phone);
            if phone.is_none() && !form.phone.trim().is_empty() {
                return Err(Refusal::from(No::Phone).at("/seller/villager/phone"));
            }
            // Without a phone nobody can ask back: somebody has to have seen it.
            if phone.is_none() && body.witness.trim().is_empty() {
                return Err(Refusal::from(No::Witness).at("/witness"));
            }
            let village = places::desk::require_standing(tx, county, form.division, actor.day())?;
            if village.level != "village" {
                return Err(Refusal::from(No::NoSuchSeller).at("/seller/villager/division"));
            }
            let party = PartyForm { name: form.name.clone(), phone: phone.unwrap_or_default(), ..PartyForm::default() };
            let party = identity::desk::put_party(tx, county, actor.now, &party)?;
            Ok((village.id, village.path, Some(party)))
        }
    }
}

/// The division that a path lies in: the last number of it.
fn division_of(path: &str) -> DivisionId {
    DivisionId(path.rsplit('/').find_map(|part| part.parse::<i64>().ok()).unwrap_or(0))
}

fn check(tx: &mut Tx<'_>, actor: &Actor, body: &SignContract) -> Result<(), Refusal> {
    let county = actor.county_id();
    if !supply::desk::crop_names(tx, county)?.contains_key(&body.crop) {
        return Err(Refusal::from(No::NoSuchCrop).at("/crop"));
    }
    if body.kg < 1 || body.kg > crate::MOST_KG {
        return Err(Refusal::from(No::Quantity).at("/kg"));
    }
    let signed = body.signed_on.unwrap_or(actor.day());
    if signed > actor.day() || actor.day().days_since(signed) > 366 {
        return Err(Refusal::from(No::SignedDay).at("/signed_on"));
    }
    if body.to_day < body.from_day || body.to_day < signed || body.to_day.days_since(signed) > 3_660 {
        return Err(Refusal::from(No::ContractDays).at("/to_day"));
    }
    if signed.days_since(body.from_day) > 366 {
        return Err(Refusal::from(No::ContractBegins).at("/from_day"));
    }
    if body.prices.is_empty() || body.prices.len() > 20 {
        return Err(Refusal::from(No::Grades).at("/prices"));
    }
    for (index, price) in body.prices.iter().enumerate() {
        crate::at_most(&format!("/prices/{index}/grade"), &price.grade, 20)?;
        crate::priced(&format!("/prices/{index}/fen_per_kg"), Some(price.fen_per_kg))?;
        if body.prices.iter().take(index).any(|other| other.grade.trim() == price.grade.trim()) {
            return Err(Refusal::from(No::Grades).at(format!("/prices/{index}/grade")));
        }
    }
    for (field, text) in [("/proxy", &body.proxy), ("/witness", &body.witness)] {
        crate::at_most(field, text, 30)?;
    }
    crate::at_most("/note", &body.note, 500)?;
    body.fair.map_or(Ok(()), |fair| origin::check_fair(tx, county, fair, signed))
}

/// Signs a contract. **Who:** whoever stands on one side: village, township, outlet, unit; the county office.
pub fn sign(tx: &mut Tx<'_>, actor: &Actor, (): (), body: SignContract) -> Result<ContractView, Refusal> {
    let county = actor.county_id();
    check(tx, actor, &body)?;
    let buyer = Buyer { unit: body.unit, outlet: body.outlet, partner: &body.partner };
    let buyer_path = buyer.path(tx, county, actor.day())?;
    if body.outlet.is_some() && body.book_outlet.is_some_and(|outlet| Some(outlet) != body.outlet) {
        return Err(Refusal::from(No::OwnBook).at("/book_outlet"));
    }
    let (division, path, person) = seller(tx, actor, &body)?;
    require_side(actor, &path, &buyer_path)?;
    // Whoever buys may not read the register by signing with one household after the other.
    if matches!(body.seller, Seller::Household(_)) && body.offer.is_none() && !actor.scope.covers(&path) {
        return Err(Refusal::from(No::SellerElsewhere).at("/seller"));
    }
    origin::check_offer(tx, actor, &body, &path)?;
    let (producer, household) = match &body.seller {
        Seller::Producer(id) => (Some(*id), None),
        Seller::Household(id) => (None, Some(*id)),
        Seller::Villager(_) => (None, None),
    };
    let id = tx.next_id(county, "contract")?;
    tx.run(
        "INSERT INTO contract (county, id, kind, crop, producer, household, person, division, path, unit, outlet, partner,
         buyer_path, kg, from_day, to_day, signed_on, proxy, witness, offer, fair, note, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
         $24, $25)",
        params![
            county,
            id,
            body.kind.word(),
            body.crop,
            producer,
            household,
            person,
            division,
            path.as_str(),
            body.unit,
            body.outlet,
            body.partner.trim(),
            buyer_path.as_str(),
            body.kg,
            body.from_day,
            body.to_day,
            body.signed_on.unwrap_or(actor.day()),
            body.proxy.trim(),
            body.witness.trim(),
            body.offer.unwrap_or(0),
            body.fair.unwrap_or(0),
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    let price =
        |(seq, price): (i64, &GradePrice)| params![county, id, seq, price.grade.trim(), price.fen_per_kg].to_vec();
    let prices: Vec<_> = (1..).zip(&body.prices).map(price).collect();
    tx.insert_many("INSERT INTO contract_price (county, contract, seq, grade, fen_per_kg)", &prices)?;
    answers::kept_by(tx, actor, id, (&path, &buyer_path))?;
    if body.outlet.is_none() && body.book_outlet.is_some() {
        name_keeper(tx, actor, id, body.book_outlet).map_err(|refusal| refusal.at("/book_outlet"))?;
    }
    let kept = find(tx, actor, id)?;
    telling::contract(tx, actor, &kept, Moved::Kept)?;
    show(tx, actor, id, Nothing {})
}
