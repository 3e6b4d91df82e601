//! Contracts with growers: who, what, at which price by grade, from when to when (购销合同、订单农业).
//!
//! A villager without licence or phone is a party like any other: a proxy signs, a witness is named (T25).

use crate::{buyers::Buyer, error::No, terms::Terms};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId, UnitId},
};
use edge::{Actor, Nothing, Role};
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// Kinds of contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// 购销合同: a price.
    Purchase,
    /// 订单农业: a floor under the market's price.
    Farming,
}

impl ContractKind {
    fn word(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Farming => "farming",
        }
    }
}

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

/// The price of a grade.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradePrice {
    /// The grade in the contract's words; empty for 统货.
    #[serde(default)]
    pub grade: String,
    /// Fixed price or floor, fen a kg.
    pub fen_per_kg: Fen,
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
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

store::row! {
    /// A contract as its table keeps it.
    #[derive(Clone, Debug)]
    pub(crate) struct Kept {
        pub id: i64,
        pub kind: String,
        pub crop: i64,
        pub producer: Option<ProducerId>,
        pub household: Option<HouseholdId>,
        pub person: Option<i64>,
        pub division: DivisionId,
        pub path: String,
        pub unit: Option<UnitId>,
        pub outlet: Option<OutletId>,
        pub partner: String,
        pub buyer_path: String,
        pub kg: i64,
        pub from_day: Day,
        pub to_day: Day,
        pub signed_on: Day,
        pub proxy: String,
        pub witness: String,
        pub offer: i64,
        pub fair: i64,
        pub note: String,
        pub state: String,
        pub delivered_g: i64,
        pub amount_fen: Fen,
        pub at: Instant,
    }
}

/// A contract.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContractRow {
    /// Number.
    pub id: i64,
    /// `purchase` or `farming`.
    pub kind: String,
    /// What.
    pub crop: i64,
    /// What the crop is called.
    pub crop_name: String,
    /// Who sells; people are masked.
    pub seller_name: String,
    /// The village.
    pub division_name: String,
    /// Who buys.
    pub buyer_name: String,
    /// How much, kg.
    pub kg: i64,
    /// Delivered, grams.
    pub delivered_g: i64,
    /// Still to come, grams; 0 once it is over.
    pub shortfall_g: i64,
    /// What was delivered is worth, fen.
    pub amount_fen: Fen,
    /// First day of delivery.
    pub from_day: Day,
    /// Last day of delivery.
    pub to_day: Day,
    /// When it was signed.
    pub signed_on: Day,
    /// The offer that it came from, 0 for none.
    pub offer: i64,
    /// The fair at which it was signed, 0 for none.
    pub fair: i64,
    /// `running`, `fulfilled`, `ended` or `void`.
    pub state: String,
}

/// A contract in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContractView {
    /// The contract.
    #[serde(flatten)]
    pub contract: ContractRow,
    /// Prices by grade: fixed, or floors.
    pub prices: Vec<GradePrice>,
    /// Who signs for the seller.
    pub proxy: String,
    /// Who saw it.
    pub witness: String,
    /// Anything else.
    pub note: String,
}

const KEPT: &str = "SELECT t.id, t.kind, t.crop, t.producer, t.household, t.person, t.division, t.path, t.unit, t.outlet,
    t.partner, t.buyer_path, t.kg, t.from_day, t.to_day, t.signed_on, t.proxy, t.witness, t.offer, t.fair, t.note,
    COALESCE((SELECT e.how FROM contract_end e WHERE e.county = t.county AND e.contract = t.id), 'running') AS state,
    CAST(COALESCE((SELECT SUM(v.grams) FROM delivery v WHERE v.county = t.county AND v.contract = t.id), 0) AS BIGINT) AS delivered_g,
    CAST(COALESCE((SELECT SUM(v.amount_fen) FROM delivery v WHERE v.county = t.county AND v.contract = t.id), 0) AS BIGINT) AS amount_fen,
    t.at, t.id AS sort_id FROM contract t WHERE t.county = $1";

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
            let phone = base::codes::phone::mobile(&form.phone).or_else(|| base::codes::phone::landline(&form.phone));
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
    let ordered = signed <= actor.day() && body.from_day <= body.to_day && body.to_day >= signed;
    if !ordered || body.to_day.days_since(signed) > 3_660 || actor.day().days_since(signed) > 366 {
        return Err(Refusal::from(No::ContractDays).at("/to_day"));
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
    if let Some(offer) = body.offer {
        let agreed = crate::offers::show(tx, actor, offer, Nothing {})?.view.offer;
        if agreed.state != "agreed" || agreed.crop != body.crop {
            return Err(
                Refusal::from(No::OfferState { state: crate::offers::state_zh(&agreed.state).into() }).at("/offer")
            );
        }
    }
    if let Some(fair) = body.fair {
        crate::fairs::find(tx, county, fair).map_err(|refusal| refusal.at("/fair"))?;
    }
    Ok(())
}

/// Signs a contract. **Who:** whoever stands on one side: village, township, outlet, unit; the county office.
pub fn sign(tx: &mut Tx<'_>, actor: &Actor, (): (), body: SignContract) -> Result<ContractView, Refusal> {
    let county = actor.county_id();
    check(tx, actor, &body)?;
    let buyer = Buyer { unit: body.unit, outlet: body.outlet, partner: &body.partner };
    let buyer_path = buyer.path(tx, county, actor.day())?;
    let (division, path, person) = seller(tx, actor, &body)?;
    require_side(actor, &path, &buyer_path)?;
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
            path,
            body.unit,
            body.outlet,
            body.partner.trim(),
            buyer_path,
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
    show(tx, actor, id, Nothing {})
}

/// Refuses whoever stands on neither side.
pub(crate) fn require_side(actor: &Actor, path: &str, buyer_path: &str) -> Result<(), Refusal> {
    if actor.scope.covers(path) { Ok(()) } else { actor.require(buyer_path) }
}

/// A contract that the actor may see. **Errors:** there is none, or it lies outside.
pub(crate) fn find(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Kept, Refusal> {
    let kept: Kept =
        tx.find(&format!("{KEPT} AND t.id = $2"), params![actor.county_id(), id])?.ok_or(No::NoSuchContract)?;
    require_side(actor, &kept.path, &kept.buyer_path)?;
    Ok(kept)
}

/// Prices of a contract by grade.
pub(crate) fn prices(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<GradePrice>, Refusal> {
    let sql = "SELECT grade, fen_per_kg FROM contract_price WHERE county = $1 AND contract = $2 ORDER BY seq";
    let rows: Vec<(String, Fen)> = tx.query(sql, params![county, id])?;
    Ok(rows.into_iter().map(|(grade, fen_per_kg)| GradePrice { grade, fen_per_kg }).collect())
}

/// What a contract pays for a grade. **Errors:** it knows no such grade.
pub(crate) fn terms(kept: &Kept, prices: &[GradePrice], grade: &str) -> Result<Terms, No> {
    let price = prices.iter().find(|price| price.grade == grade).ok_or_else(|| No::NoSuchGrade {
        grades: prices.iter().map(|price| price.grade.as_str()).collect::<Vec<_>>().join("、"),
    })?;
    Ok(if kept.kind == "farming" { Terms::Floor(price.fen_per_kg) } else { Terms::Fixed(price.fen_per_kg) })
}

/// Name of the seller; `full` on paper, masked elsewhere.
pub(crate) fn seller_name(tx: &mut Tx<'_>, county: &str, kept: &Kept, full: bool) -> Result<String, Refusal> {
    if let Some(producer) = kept.producer {
        let found = catalogue::desk::producer(tx, county, producer)?;
        return Ok(found
            .map(|p| if full || p.kind != "household" { p.name } else { base::mask::name(&p.name) })
            .unwrap_or_default());
    }
    let party = match kept.household {
        Some(household) => catalogue::desk::household(tx, county, household)?.map(|found| found.party),
        None => kept.person,
    };
    let Some(party) = party else { return Ok(String::new()) };
    let party = identity::desk::open_party(tx, county, party)?;
    Ok(if full { party.form.name } else { party.masked_name() })
}

impl Kept {
    /// Who buys.
    pub fn buyer(&self) -> Buyer<'_> {
        Buyer { unit: self.unit, outlet: self.outlet, partner: &self.partner }
    }
}

fn row(tx: &mut Tx<'_>, county: &str, kept: &Kept, crops: &BTreeMap<i64, String>) -> Result<ContractRow, Refusal> {
    let due = kept.kg.saturating_mul(1_000).saturating_sub(kept.delivered_g).max(0);
    Ok(ContractRow {
        id: kept.id,
        kind: kept.kind.clone(),
        crop: kept.crop,
        crop_name: crops.get(&kept.crop).cloned().unwrap_or_default(),
        seller_name: seller_name(tx, county, kept, false)?,
        division_name: places::desk::full_name(tx, county, kept.division)?,
        buyer_name: kept.buyer().name(tx, county, kept.signed_on)?,
        kg: kept.kg,
        delivered_g: kept.delivered_g,
        shortfall_g: if kept.state == "running" { due } else { 0 },
        amount_fen: kept.amount_fen,
        from_day: kept.from_day,
        to_day: kept.to_day,
        signed_on: kept.signed_on,
        offer: kept.offer,
        fair: kept.fair,
        state: kept.state.clone(),
    })
}

/// A contract. **Who:** its two sides, and whoever sees the county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<ContractView, Refusal> {
    let kept = find(tx, actor, id)?;
    let crops = supply::desk::crop_names(tx, actor.county_id())?;
    let contract = row(tx, actor.county_id(), &kept, &crops)?;
    let prices = prices(tx, actor.county_id(), id)?;
    Ok(ContractView { contract, prices, proxy: kept.proxy, witness: kept.witness, note: kept.note })
}

/// Which contracts a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContractFilter {
    /// Only this crop.
    pub crop: i64,
    /// Only of this fair.
    pub fair: i64,
    /// `running`, `fulfilled`, `ended` or `void`; all if empty.
    pub state: String,
    /// Only of this household: the money that reaches it (S91).
    pub household: i64,
}

/// Contracts of which one side lies in one's scope. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: ContractFilter,
    ask: &Ask,
) -> Result<Page<ContractRow>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT * FROM ({KEPT} AND ((t.path >= $2 AND t.path < $3) OR (t.buyer_path >= $2 AND t.buyer_path < $3))
         AND ($4 = 0 OR t.crop = $4) AND ($5 = 0 OR t.fair = $5) AND ($7 = 0 OR t.household = $7)) q WHERE ($6 = '' OR state = $6)"
    );
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.crop, filter.fair, filter.state, filter.household].to_vec(),
        sorts: &["-signed_on", "to_day", "kg", "amount_fen", "delivered_g"],
        sums: &["kg", "delivered_g", "amount_fen"],
    };
    let page: Page<Kept> = store::list(tx, &listing, ask)?;
    let crops = supply::desk::crop_names(tx, county)?;
    let mut items = Vec::with_capacity(page.items.len());
    for kept in &page.items {
        items.push(row(tx, county, kept, &crops)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// How a contract ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// All of it came, or both are content.
    Fulfilled,
    /// It ends before its time.
    Ended,
    /// It was entered wrongly; nothing was delivered on it.
    Void,
}

/// Ends a contract.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndContract {
    /// How.
    pub how: EndKind,
    /// Why.
    pub reason: String,
}

/// Ends a contract. **Who:** as for signing.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndContract) -> Result<ContractView, Refusal> {
    tx.hold(actor.county_id(), &format!("contract/{id}"))?;
    let kept = find(tx, actor, id)?;
    crate::text("/reason", &body.reason, 200)?;
    if kept.state != "running" {
        return Err(No::ContractOver.into());
    }
    if body.how == EndKind::Void && kept.delivered_g != 0 {
        return Err(No::Delivered.into());
    }
    let how = match body.how {
        EndKind::Fulfilled => "fulfilled",
        EndKind::Ended => "ended",
        EndKind::Void => "void",
    };
    tx.run(
        "INSERT INTO contract_end (county, contract, how, reason, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![actor.county_id(), id, how, body.reason.trim(), actor.person, actor.post, actor.now],
    )?;
    show(tx, actor, id, Nothing {})
}

/// Whether the role sees full names on paper: those who hand the paper over.
pub(crate) fn prints(actor: &Actor) -> bool {
    matches!(
        actor.role,
        Role::CountyOffice
            | Role::TownshipSupervisor
            | Role::InformationOfficer
            | Role::OutletManager
            | Role::UnitBuyer
    )
}
