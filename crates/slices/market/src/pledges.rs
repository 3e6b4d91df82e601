//! Pledges (认购): what outlets, units, organisations and people promise to buy in a campaign, and what becomes of it.

use crate::{
    buyers::Buyer,
    campaigns,
    error::No,
    pledging::{self, Act, Acted},
};
use base::{
    Day, Fen, Instant, Refusal, codes,
    ids::{OutletId, UnitId},
};
use edge::{Actor, Nothing, Role};
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// A person who promises to buy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PledgingPerson {
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
}

/// Promises to buy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakePledge {
    /// The unit, …
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// … or the outlet, …
    #[serde(default)]
    pub outlet: Option<OutletId>,
    /// … or an organisation that is in no register, …
    #[serde(default)]
    pub partner: String,
    /// … or a person.
    #[serde(default)]
    pub person: Option<PledgingPerson>,
    /// In what capacity: 人大代表, 结对干部 …
    #[serde(default)]
    pub helper_kind: String,
    /// What.
    pub crop: i64,
    /// How much, kg.
    pub kg: i64,
    /// To whom it is given away; empty if the buyer keeps it (S79).
    #[serde(default)]
    pub given_to: String,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// What becomes of a pledge.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnPledge {
    /// What happened.
    pub act: Act,
    /// On which day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Kilograms ordered or delivered.
    #[serde(default)]
    pub kg: Option<i64>,
    /// Price of an order, fen a kg.
    #[serde(default)]
    pub fen_per_kg: Option<Fen>,
    /// Money paid.
    #[serde(default)]
    pub fen: Option<Fen>,
    /// Number of the act that is undone.
    #[serde(default)]
    pub undoes: Option<i64>,
    /// Why; due for a withdrawal and for what is undone.
    #[serde(default)]
    pub reason: String,
}

store::row! {
    /// A pledge as it is kept.
    struct Kept {
        id: i64,
        unit: Option<UnitId>,
        outlet: Option<OutletId>,
        partner: String,
        person: Option<i64>,
        path: String,
        helper_kind: String,
        crop: i64,
        kg: i64,
        given_to: String,
        note: String,
        ordered_kg: i64,
        fen_per_kg: i64,
        delivered_kg: i64,
        paid_fen: Fen,
        withdrawn: i64,
        at: Instant,
    }
}

/// A pledge.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PledgeRow {
    /// Number.
    pub id: i64,
    /// Who promises; people masked.
    pub buyer_name: String,
    /// `unit`, `outlet`, `partner` or `person`.
    pub kind: String,
    /// In what capacity.
    pub helper_kind: String,
    /// The crop.
    pub crop: i64,
    /// What the crop is called.
    pub crop_name: String,
    /// Promised, kg.
    pub kg: i64,
    /// Ordered, kg.
    pub ordered_kg: i64,
    /// Price of the order, fen a kg; 0 before there is one.
    pub fen_per_kg: i64,
    /// Delivered, kg.
    pub delivered_kg: i64,
    /// Paid.
    pub paid_fen: Fen,
    /// To whom it is given away.
    pub given_to: String,
    /// Anything else.
    pub note: String,
    /// `pledged`, `ordered`, `delivered`, `paid` or `withdrawn`.
    pub state: String,
    /// When it was made.
    pub at: Instant,
}

store::row! {
    /// What became of a pledge.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct PledgeActRow {
        /// Its number within the pledge.
        pub seq: i64,
        /// `ordered`, `delivered`, `paid`, `withdrawn` or `undone`.
        pub act: String,
        /// When it happened.
        pub day: Day,
        /// Kilograms.
        pub kg: i64,
        /// Price of an order, fen a kg.
        pub fen_per_kg: i64,
        /// Money.
        pub fen: Fen,
        /// The act that it undoes, 0 for none.
        pub undoes: i64,
        /// Why.
        pub reason: String,
        /// When it was entered.
        pub at: Instant,
    }
}

/// A pledge with what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PledgeView {
    /// The pledge.
    #[serde(flatten)]
    pub pledge: PledgeRow,
    /// What became of it, in order.
    pub acts: Vec<PledgeActRow>,
}

/// Whom to ring about a pledge.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PledgeContact {
    /// Name in full.
    pub name: String,
    /// Phone in full.
    pub phone: String,
}

/// Opens a contact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenContact {
    /// What for; the act is kept.
    pub reason: String,
}

/// Sum of an act's field over acts that were not undone.
fn standing(sum: &str, act: &str) -> String {
    format!(
        "CAST(COALESCE((SELECT {sum} FROM pledge_act a WHERE a.county = p.county AND a.pledge = p.id AND a.act = '{act}'
         AND NOT EXISTS (SELECT 1 FROM pledge_act u WHERE u.county = a.county AND u.pledge = a.pledge AND u.undoes = a.seq)), 0)
         AS BIGINT)"
    )
}

fn kept() -> String {
    format!(
        "SELECT p.id, p.unit, p.outlet, p.partner, p.person, p.path, p.helper_kind, p.crop, p.kg, p.given_to, p.note,
         {} AS ordered_kg, {} AS fen_per_kg, {} AS delivered_kg, {} AS paid_fen, {} AS withdrawn, p.at, p.id AS sort_id
         FROM pledge p WHERE p.county = $1 AND p.campaign = $2",
        standing("SUM(a.kg)", "ordered"),
        standing("MAX(a.fen_per_kg)", "ordered"),
        standing("SUM(a.kg)", "delivered"),
        standing("SUM(a.fen)", "paid"),
        standing("COUNT(*)", "withdrawn"),
    )
}

impl Kept {
    fn acted(&self) -> Acted {
        Acted {
            pledged_kg: self.kg,
            ordered_kg: self.ordered_kg,
            fen_per_kg: self.fen_per_kg,
            delivered_kg: self.delivered_kg,
            paid_fen: self.paid_fen.0,
            withdrawn: self.withdrawn > 0,
            by_outlet: self.outlet.is_some(),
        }
    }
}

/// Makes a pledge. **Who:** unit and outlet for themselves, the county office for anybody; township and village enter
/// what people and organisations promise them.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, campaign: i64, body: MakePledge) -> Result<PledgeView, Refusal> {
    let county = actor.county_id();
    campaigns::running(tx, actor, campaign)?;
    if !supply::desk::crop_names(tx, county)?.contains_key(&body.crop) {
        return Err(Refusal::from(No::NoSuchCrop).at("/crop"));
    }
    if body.kg < 1 || body.kg > crate::MOST_KG {
        return Err(Refusal::from(No::Quantity).at("/kg"));
    }
    for (field, text, most) in
        [("/helper_kind", &body.helper_kind, 20), ("/given_to", &body.given_to, 60), ("/note", &body.note, 200)]
    {
        crate::at_most(field, text, most)?;
    }
    let (path, person) = pledger(tx, actor, &body)?;
    let id = tx.next_id(county, "pledge")?;
    tx.run(
        "INSERT INTO pledge (county, id, campaign, unit, outlet, partner, person, path, helper_kind, crop, kg, given_to, note,
         made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        params![
            county,
            id,
            campaign,
            body.unit,
            body.outlet,
            body.partner.trim(),
            person,
            path,
            body.helper_kind.trim(),
            body.crop,
            body.kg,
            body.given_to.trim(),
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    show(tx, actor, (campaign, id), Nothing {})
}

/// Place of whoever promises, and the party of a person. A person's or an organisation's place is that of whoever
/// entered the promise, who goes on with it.
fn pledger(tx: &mut Tx<'_>, actor: &Actor, body: &MakePledge) -> Result<(String, Option<i64>), Refusal> {
    let buyer = Buyer { unit: body.unit, outlet: body.outlet, partner: &body.partner };
    if body.unit.is_some() || body.outlet.is_some() {
        if body.person.is_some() {
            return Err(Refusal::from(No::Pledger).at("/person"));
        }
        let path = buyer.path(tx, actor.county_id(), actor.day())?;
        actor.require(&path)?;
        return Ok((path, None));
    }
    if !matches!(actor.role, Role::CountyOffice | Role::TownshipSupervisor | Role::InformationOfficer) {
        return Err(No::PledgeForOthers.into());
    }
    let path = actor.scope.path.clone();
    match (&body.person, body.partner.trim()) {
        (None, partner) if !partner.is_empty() => crate::text("/partner", partner, 60).map(|()| (path, None)),
        (Some(person), "") => {
            crate::text("/person/name", &person.name, 30)?;
            let phone = codes::phone::number(&person.phone)
                .ok_or_else(|| Refusal::from(No::PledgePhone).at("/person/phone"))?;
            let form = PartyForm { name: person.name.clone(), phone, ..PartyForm::default() };
            let party = identity::desk::put_party(tx, actor.county_id(), actor.now, &form)?;
            Ok((path, Some(party)))
        }
        _ => Err(Refusal::from(No::Pledger).at("/unit")),
    }
}

fn find(tx: &mut Tx<'_>, actor: &Actor, (campaign, id): (i64, i64)) -> Result<Kept, Refusal> {
    let sql = format!("{} AND p.id = $3", kept());
    tx.find(&sql, params![actor.county_id(), campaign, id])?.ok_or_else(|| No::NoSuchPledge.into())
}

/// Says what became of a pledge. **Who:** whoever promised or entered it, and the county office.
pub fn act(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (campaign, id): (i64, i64),
    body: ActOnPledge,
) -> Result<PledgeView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("pledge/{id}"))?;
    let found = find(tx, actor, (campaign, id))?;
    actor.require(&found.path)?;
    crate::at_most("/reason", &body.reason, 200)?;
    let day = body.day.unwrap_or(actor.day());
    if day > actor.day() || day < found.at.day() {
        return Err(Refusal::from(No::PledgeDay).at("/day"));
    }
    let acts = acts(tx, county, id)?;
    let seq = acts.len().try_into().map_or(i64::MAX, |len: i64| len.saturating_add(1));
    let step = pledging::next(&found.acted(), &acts, &body)?;
    tx.run(
        "INSERT INTO pledge_act (county, pledge, seq, act, day, kg, fen_per_kg, fen, undoes, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            county,
            id,
            seq,
            body.act.word(),
            day,
            step.kg,
            step.fen_per_kg,
            step.fen,
            step.undoes,
            body.reason.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    show(tx, actor, (campaign, id), Nothing {})
}

fn acts(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<PledgeActRow>, Refusal> {
    Ok(tx.query(
        "SELECT seq, act, day, kg, fen_per_kg, fen, undoes, reason, at FROM pledge_act WHERE county = $1 AND pledge = $2
         ORDER BY seq",
        params![county, id],
    )?)
}

/// A pledge. **Who:** whoever may see the market.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, at: (i64, i64), _: Nothing) -> Result<PledgeView, Refusal> {
    let found = find(tx, actor, at)?;
    let mut rows = named(tx, actor.county_id(), vec![found])?;
    Ok(PledgeView { pledge: rows.remove(0), acts: acts(tx, actor.county_id(), at.1)? })
}

/// Whom to ring; an act, so that it is in the audit trail. **Who:** whoever entered the pledge, and the county office.
pub fn contact(tx: &mut Tx<'_>, actor: &Actor, at: (i64, i64), body: OpenContact) -> Result<PledgeContact, Refusal> {
    crate::text("/reason", &body.reason, 200)?;
    let found = find(tx, actor, at)?;
    actor.require(&found.path)?;
    let person = found.person.ok_or(No::NoContact)?;
    let party = identity::desk::open_party(tx, actor.county_id(), person)?;
    Ok(PledgeContact { name: party.form.name, phone: party.form.phone })
}

/// Pledges of a campaign; what was promised is everybody's news, people masked. **Who:** whoever may see the market.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, campaign: i64, _: Nothing, ask: &Ask) -> Result<Page<PledgeRow>, Refusal> {
    campaigns::find(tx, actor.county_id(), campaign)?;
    let base = kept();
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), campaign].to_vec(),
        sorts: &["-at", "kg", "ordered_kg", "delivered_kg", "paid_fen"],
        sums: &["kg", "ordered_kg", "delivered_kg", "paid_fen"],
    };
    let page: Page<Kept> = store::list(tx, &listing, ask)?;
    Ok(Page { items: named(tx, actor.county_id(), page.items)?, next: page.next, total: page.total })
}

fn named(tx: &mut Tx<'_>, county: &str, rows: Vec<Kept>) -> Result<Vec<PledgeRow>, Refusal> {
    let crops: BTreeMap<i64, String> = supply::desk::crop_names(tx, county)?;
    let people: Vec<i64> = rows.iter().filter_map(|row| row.person).collect();
    let people = identity::desk::open_parties(tx, county, &people)?;
    let mut named = Vec::with_capacity(rows.len());
    for row in rows {
        let buyer = Buyer { unit: row.unit, outlet: row.outlet, partner: &row.partner };
        let (kind, buyer_name) = match (row.unit, row.outlet, row.person) {
            (_, _, Some(person)) => ("person", people.get(&person).map(|p| p.masked_name()).unwrap_or_default()),
            (Some(_), ..) => ("unit", buyer.name(tx, county, row.at.day())?),
            (_, Some(_), _) => ("outlet", buyer.name(tx, county, row.at.day())?),
            _ => ("partner", row.partner.clone()),
        };
        named.push(PledgeRow {
            id: row.id,
            buyer_name,
            kind: kind.to_owned(),
            state: pledging::state(&row.acted()).to_owned(),
            helper_kind: row.helper_kind,
            crop: row.crop,
            crop_name: crops.get(&row.crop).cloned().unwrap_or_default(),
            kg: row.kg,
            ordered_kg: row.ordered_kg,
            fen_per_kg: row.fen_per_kg,
            delivered_kg: row.delivered_kg,
            paid_fen: row.paid_fen,
            given_to: row.given_to,
            note: row.note,
            at: row.at,
        });
    }
    Ok(named)
}

/// Sums over the pledges of a campaign that were not withdrawn.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub pledges: i64,
    pub pledged_kg: i64,
    pub orders: i64,
    pub ordered_kg: i64,
    pub ordered_fen: Fen,
    pub deliveries: i64,
    pub delivered_kg: i64,
    pub delivered_fen: Fen,
    pub payments: i64,
    pub paid_fen: Fen,
}

/// What was promised in a campaign and what became of it.
pub(crate) fn sums(tx: &mut Tx<'_>, county: &str, campaign: i64) -> Result<Sums, Refusal> {
    let rows: Vec<Kept> = tx.query(&format!("{} ORDER BY p.id", kept()), params![county, campaign])?;
    let mut sums = Sums::default();
    for row in rows.iter().filter(|row| row.withdrawn == 0) {
        let worth = |kg: i64| Fen(kg.saturating_mul(row.fen_per_kg));
        sums.pledges += 1;
        sums.pledged_kg += row.kg;
        sums.orders += i64::from(row.ordered_kg > 0);
        sums.ordered_kg += row.ordered_kg;
        sums.ordered_fen = Fen(sums.ordered_fen.0.saturating_add(worth(row.ordered_kg).0));
        sums.deliveries += i64::from(row.delivered_kg > 0);
        sums.delivered_kg += row.delivered_kg;
        sums.delivered_fen = Fen(sums.delivered_fen.0.saturating_add(worth(row.delivered_kg).0));
        sums.payments += i64::from(row.paid_fen.0 > 0);
        sums.paid_fen = Fen(sums.paid_fen.0.saturating_add(row.paid_fen.0));
    }
    Ok(sums)
}
