//! Offers: what a plan proposes, sent by the office, agreed by buyer and village, each act kept with its reason.
//!
//! Invariants: nothing is agreed by one side alone; the price is theirs, not the program's; what either side did is
//! never changed, and the state follows from it.

use crate::{error::No, instance::Problem};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, OutletId, UnitId},
};
use edge::{Actor, Nothing, Role};
use matching::{Plan, Reasons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, Value, params};

/// Proposes the flows of a plan.
pub(crate) fn propose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    run: i64,
    problem: &Problem,
    plan: &Plan,
    reasons: &Reasons,
) -> Result<(), Refusal> {
    let county = actor.county_id();
    let costs: BTreeMap<(&str, &str), i64> =
        problem.instance.transport.iter().map(|row| ((row.from.as_str(), row.to.as_str()), row.fen_per_kg)).collect();
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(plan.flows.len());
    for (flow, reason) in plan.flows.iter().zip(&reasons.flows) {
        let at = |position: u32| usize::try_from(position).unwrap_or(usize::MAX);
        let sides = problem.supplies.get(at(flow.supply)).zip(problem.demands.get(at(flow.demand)));
        let places = problem.instance.supply_at(flow.supply).zip(problem.instance.demand_at(flow.demand));
        let (Some((sale, want)), Some((from, to))) = (sides, places) else { continue };
        let transport = if from.place == to.place {
            0
        } else {
            costs.get(&(from.place.as_str(), to.place.as_str())).copied().unwrap_or(0)
        };
        let id = tx.next_id(county, "offer")?;
        rows.push(
            params![
                county,
                id,
                run,
                sale.source,
                sale.id,
                want.demand,
                sale.crop,
                sale.division,
                sale.path.as_str(),
                want.buyer_path.as_str(),
                flow.kg,
                want.window.0,
                want.window.1,
                sale.fen_per_kg,
                want.max_fen_per_kg,
                transport,
                reason.why.zh.as_str(),
                reason.why.en.as_str()
            ]
            .to_vec(),
        );
    }
    if !rows.is_empty() {
        tx.insert_many(
            "INSERT INTO offer (county, id, run, source, source_id, demand, crop, division, path, buyer_path, kg, from_day,
             to_day, asked_fen_per_kg, max_fen_per_kg, transport_fen_per_kg, why_zh, why_en)",
            &rows,
        )?;
    }
    Ok(())
}

/// Takes back what earlier plans only proposed of these crops (all if none is named): a new plan matches it anew, and
/// sending both would sell the same peaches twice.
pub(crate) fn supersede(tx: &mut Tx<'_>, actor: &Actor, run: i64, crops: &[i64]) -> Result<(), Refusal> {
    let county = actor.county_id();
    let open = format!(
        "SELECT id, crop FROM (SELECT o.id, o.crop, {STATE} AS state FROM offer o WHERE o.county = $1) q WHERE state = 'proposed'"
    );
    let ids: Vec<(i64, i64)> = tx.query(&open, params![county])?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (id, _) in ids.into_iter().filter(|(_, crop)| crops.is_empty() || crops.contains(crop)) {
        tx.hold(county, &format!("offer/{id}"))?;
        let state: String =
            tx.one(&format!("SELECT {STATE} FROM offer o WHERE o.county = $1 AND o.id = $2"), params![county, id])?;
        if state == "proposed" {
            let reason = format!("第 {run} 次撮合已重新配过");
            rows.push(
                params![
                    county,
                    id,
                    next_seq(tx, county, id)?,
                    OfferAct::Withdrawn.word(),
                    reason,
                    actor.person,
                    actor.post,
                    actor.now
                ]
                .to_vec(),
            );
        }
    }
    if !rows.is_empty() {
        tx.insert_many("INSERT INTO offer_act (county, offer, seq, act, reason, made_by, made_post, at)", &rows)?;
    }
    Ok(())
}

/// Number of an offer's next act.
fn next_seq(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<i64, Refusal> {
    let sql = "SELECT COALESCE(MAX(seq), 0) + 1 FROM offer_act WHERE county = $1 AND offer = $2";
    Ok(tx.number(sql, params![county, id])?)
}

/// An act on an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferAct {
    /// The office sends it to both sides.
    Sent,
    /// The office takes it back.
    Withdrawn,
    /// Another quantity, after talking with both.
    Changed,
    /// The buyer agrees to a price.
    BuyerAccepted,
    /// The buyer does not want it.
    BuyerRefused,
    /// The village agrees to a price.
    VillageAccepted,
    /// The village does not want it.
    VillageRefused,
}

impl OfferAct {
    fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Withdrawn => "withdrawn",
            Self::Changed => "changed",
            Self::BuyerAccepted => "buyer_accepted",
            Self::BuyerRefused => "buyer_refused",
            Self::VillageAccepted => "village_accepted",
            Self::VillageRefused => "village_refused",
        }
    }

    fn accepts(self) -> bool {
        matches!(self, Self::BuyerAccepted | Self::VillageAccepted)
    }
}

/// Acts on an offer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnOffer {
    /// What is done.
    pub act: OfferAct,
    /// The agreed price, fen a kg, when accepting.
    #[serde(default)]
    pub fen_per_kg: Option<Fen>,
    /// The new quantity, kg, for a change.
    #[serde(default)]
    pub kg: Option<i64>,
    /// Why; may be empty when sending and accepting.
    #[serde(default)]
    pub reason: String,
}

/// State in SQL, from the acts after the last sending or change.
pub(crate) const STATE: &str = "CASE
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'withdrawn') THEN 'withdrawn'
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id
      AND a.act IN ('buyer_refused', 'village_refused')) THEN 'refused'
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'buyer_accepted'
      AND a.seq > COALESCE((SELECT MAX(c.seq) FROM offer_act c WHERE c.county = o.county AND c.offer = o.id AND c.act = 'changed'), 0))
     AND EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'village_accepted'
      AND a.seq > COALESCE((SELECT MAX(c.seq) FROM offer_act c WHERE c.county = o.county AND c.offer = o.id AND c.act = 'changed'), 0))
     THEN 'agreed'
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'sent') THEN 'sent'
    ELSE 'proposed' END";

/// What stands after changes, kg.
pub(crate) const KG: &str =
    "COALESCE((SELECT a.kg FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'changed'
    ORDER BY a.seq DESC LIMIT 1), o.kg)";

/// The price of the last acceptance.
const PRICE: &str = "(SELECT a.fen_per_kg FROM offer_act a WHERE a.county = o.county AND a.offer = o.id
    AND a.fen_per_kg IS NOT NULL ORDER BY a.seq DESC LIMIT 1)";

store::row! {
    /// An offer as a list shows it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct OfferRow {
        /// Number.
        pub id: i64,
        /// The run that proposed it.
        pub run: i64,
        /// `report` or `unsalable`.
        pub source: String,
        /// Its number.
        pub source_id: i64,
        /// The demand.
        pub demand: i64,
        /// The crop.
        pub crop: i64,
        /// The village.
        pub division: DivisionId,
        /// How much, kg, after changes.
        pub kg: i64,
        /// First day.
        pub from_day: Day,
        /// Last day.
        pub to_day: Day,
        /// What the village asks, fen a kg.
        pub asked_fen_per_kg: Option<Fen>,
        /// What the buyer pays at most, fen a kg.
        pub max_fen_per_kg: Option<Fen>,
        /// What a kg costs to bring, fen.
        pub transport_fen_per_kg: Fen,
        /// Price that was said last, fen a kg.
        pub agreed_fen_per_kg: Option<Fen>,
        /// `proposed`, `sent`, `agreed`, `refused` or `withdrawn`.
        pub state: String,
        /// Why these two, Chinese.
        pub why_zh: String,
        /// Why these two, English.
        pub why_en: String,
    }
}

/// An offer with names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OfferView {
    /// The offer.
    #[serde(flatten)]
    pub offer: OfferRow,
    /// The village.
    pub division_name: String,
    /// What the crop is called.
    pub crop_name: String,
    /// Who buys.
    pub buyer_name: String,
}

store::row! {
    /// One act on an offer.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct OfferActRow {
        /// Its number within the offer.
        pub seq: i64,
        /// What was done.
        pub act: String,
        /// New quantity, kg.
        pub kg: Option<i64>,
        /// Price, fen a kg.
        pub fen_per_kg: Option<Fen>,
        /// Why.
        pub reason: String,
        /// When.
        pub at: Instant,
    }
}

/// An offer with its acts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OfferDetail {
    /// The offer.
    #[serde(flatten)]
    pub view: OfferView,
    /// The unit that buys, …
    pub unit: Option<UnitId>,
    /// … or the outlet, …
    pub outlet: Option<OutletId>,
    /// … or the partner.
    pub partner: String,
    /// What was done, in order.
    pub acts: Vec<OfferActRow>,
}

fn columns() -> String {
    format!(
        "o.id, o.run, o.source, o.source_id, o.demand, o.crop, o.division, {KG} AS kg, o.from_day, o.to_day,
         o.asked_fen_per_kg, o.max_fen_per_kg, o.transport_fen_per_kg, {PRICE} AS agreed_fen_per_kg, {STATE} AS state,
         o.why_zh, o.why_en"
    )
}

/// Which offers a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OfferFilter {
    /// Only of this run.
    pub run: i64,
    /// `proposed`, `sent`, `agreed`, `refused` or `withdrawn`; all if empty.
    pub state: String,
    /// Only this crop.
    pub crop: i64,
}

/// Offers whose village or buyer lies inside one's scope. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: OfferFilter,
    ask: &Ask,
) -> Result<Page<OfferView>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    // What was only proposed is the office's business.
    let whole = actor.scope.kind == "county";
    let base = format!(
        "SELECT * FROM (SELECT {}, o.id AS sort_id FROM offer o WHERE o.county = $1
         AND ((o.path >= $2 AND o.path < $3) OR (o.buyer_path >= $2 AND o.buyer_path < $3))
         AND ($4 = 0 OR o.run = $4) AND ($6 = 0 OR o.crop = $6)) q
         WHERE ($5 = '' OR state = $5) AND ($7 = 1 OR state IN ('sent', 'agreed', 'refused'))",
        columns()
    );
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.run, filter.state, filter.crop, whole].to_vec(),
        sorts: &["-from_day", "kg", "state", "transport_fen_per_kg"],
        sums: &["kg"],
    };
    let page: Page<OfferRow> = store::list(tx, &listing, ask)?;
    let crops = supply::desk::crop_names(tx, county)?;
    let mut items = Vec::with_capacity(page.items.len());
    for offer in page.items {
        items.push(named(tx, actor, offer, &crops)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

fn named(tx: &mut Tx<'_>, actor: &Actor, offer: OfferRow, crops: &BTreeMap<i64, String>) -> Result<OfferView, Refusal> {
    let county = actor.county_id();
    let demand = crate::demands::find(tx, county, offer.demand)?;
    Ok(OfferView {
        division_name: places::desk::full_name(tx, county, offer.division)?,
        crop_name: crops.get(&offer.crop).cloned().unwrap_or_default(),
        buyer_name: demand.buyer().name(tx, county, actor.day())?,
        offer,
    })
}

/// Places of an offer's two sides.
fn places(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<(String, String), Refusal> {
    let sql = "SELECT path, buyer_path FROM offer WHERE county = $1 AND id = $2";
    tx.find(sql, params![county, id])?.ok_or_else(|| No::NoSuchOffer.into())
}

/// An offer with its acts. **Who:** its two sides, and whoever sees the county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<OfferDetail, Refusal> {
    let county = actor.county_id();
    let (village, buyer) = places(tx, county, id)?;
    if !actor.scope.covers(&village) {
        actor.require(&buyer)?;
    }
    let sql = format!("SELECT {} FROM offer o WHERE o.county = $1 AND o.id = $2", columns());
    let offer: OfferRow = tx.find(&sql, params![county, id])?.ok_or(No::NoSuchOffer)?;
    let acts = tx.query(
        "SELECT seq, act, kg, fen_per_kg, reason, at FROM offer_act WHERE county = $1 AND offer = $2 ORDER BY seq",
        params![county, id],
    )?;
    let crops = supply::desk::crop_names(tx, county)?;
    let demand = crate::demands::find(tx, county, offer.demand)?;
    let view = named(tx, actor, offer, &crops)?;
    Ok(OfferDetail { view, unit: demand.unit, outlet: demand.outlet, partner: demand.partner, acts })
}

/// Whether the actor speaks for a side: the office for both, a buyer's post for the buyer, a village's or its
/// township's for the village.
fn speaks(actor: &Actor, act: OfferAct, (village, buyer): (&str, &str)) -> bool {
    let office = actor.role == Role::CountyOffice;
    match act {
        OfferAct::Sent | OfferAct::Withdrawn | OfferAct::Changed => office,
        OfferAct::BuyerAccepted | OfferAct::BuyerRefused => {
            let buys = matches!(actor.role, Role::UnitBuyer | Role::OutletManager);
            office || (buys && actor.scope.covers(buyer))
        }
        OfferAct::VillageAccepted | OfferAct::VillageRefused => {
            let grows = matches!(actor.role, Role::InformationOfficer | Role::TownshipSupervisor);
            office || (grows && actor.scope.covers(village))
        }
    }
}

pub(crate) fn state_zh(state: &str) -> &'static str {
    match state {
        "proposed" => "待发出",
        "sent" => "已发出",
        "agreed" => "已谈定",
        "refused" => "未谈成",
        _ => "已撤回",
    }
}

/// Acts on an offer. **Who:** see [`OfferAct`].
pub fn act(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ActOnOffer) -> Result<OfferDetail, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("offer/{id}"))?;
    let (village, buyer) = places(tx, county, id)?;
    if !actor.scope.covers(&village) {
        actor.require(&buyer)?;
    }
    if !speaks(actor, body.act, (&village, &buyer)) {
        return Err(No::NotYourSide.into());
    }
    let offer = show(tx, actor, id, Nothing {})?.view.offer;
    let fits = match body.act {
        OfferAct::Sent => offer.state == "proposed",
        OfferAct::Withdrawn => matches!(offer.state.as_str(), "proposed" | "sent"),
        OfferAct::Changed => matches!(offer.state.as_str(), "proposed" | "sent"),
        _ => offer.state == "sent",
    };
    if !fits {
        return Err(No::OfferState { state: state_zh(&offer.state).into() }.into());
    }
    check(tx, county, &offer, &body)?;
    let seq = next_seq(tx, county, id)?;
    tx.run(
        "INSERT INTO offer_act (county, offer, seq, act, kg, fen_per_kg, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            county,
            id,
            seq,
            body.act.word(),
            body.kg.filter(|_| body.act == OfferAct::Changed),
            body.fen_per_kg.filter(|_| body.act.accepts()),
            body.reason.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    let detail = show(tx, actor, id, Nothing {})?;
    crate::telling::offer(tx, actor, &detail.view, (&village, &buyer), (&offer.state, seq))?;
    Ok(detail)
}

fn check(tx: &mut Tx<'_>, county: &str, offer: &OfferRow, body: &ActOnOffer) -> Result<(), Refusal> {
    if body.act.accepts() {
        crate::at_most("/reason", &body.reason, 200)?;
        crate::priced("/fen_per_kg", body.fen_per_kg)?;
        let said = body.fen_per_kg.ok_or_else(|| Refusal::from(No::AgreedPrice).at("/fen_per_kg"))?;
        let other: Option<Fen> = tx.find(
            "SELECT a.fen_per_kg FROM offer_act a WHERE a.county = $1 AND a.offer = $2 AND a.act IN ('buyer_accepted',
             'village_accepted') AND a.act <> $3 AND a.seq > COALESCE((SELECT MAX(c.seq) FROM offer_act c
             WHERE c.county = a.county AND c.offer = a.offer AND c.act = 'changed'), 0) ORDER BY a.seq DESC LIMIT 1",
            params![county, offer.id, body.act.word()],
        )?;
        return match other {
            Some(other) if other != said => {
                Err(Refusal::from(No::OtherPrice { fen: other.to_string() }).at("/fen_per_kg"))
            }
            _ => Ok(()),
        };
    }
    if body.act == OfferAct::Sent {
        return crate::at_most("/reason", &body.reason, 200);
    }
    crate::text("/reason", &body.reason, 200)?;
    let most = offer.kg;
    if body.act == OfferAct::Changed && !body.kg.is_some_and(|kg| (1..=most).contains(&kg)) {
        return Err(Refusal::from(No::ChangeKg { most }).at("/kg"));
    }
    Ok(())
}

/// Agreed for a demand, kg.
pub(crate) fn agreed_of_demand(tx: &mut Tx<'_>, county: &str, demand: i64) -> Result<i64, Refusal> {
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(kg), 0) AS BIGINT) FROM (SELECT {KG} AS kg, {STATE} AS state FROM offer o
         WHERE o.county = $1 AND o.demand = $2) q WHERE state = 'agreed'"
    );
    Ok(tx.number(&sql, params![county, demand])?)
}

/// Offers of a run by state.
pub(crate) fn by_state(tx: &mut Tx<'_>, county: &str, run: i64) -> Result<BTreeMap<String, i64>, Refusal> {
    let sql = format!(
        "SELECT state, COUNT(*) FROM (SELECT {STATE} AS state FROM offer o WHERE o.county = $1 AND o.run = $2) q GROUP BY state"
    );
    Ok(tx.query::<(String, i64)>(&sql, params![county, run])?.into_iter().collect())
}
