//! Offers: what a plan proposes, sent by the office, agreed by buyer and village, each act kept with its reason.
//!
//! Invariants: nothing is agreed by one side alone; the price is theirs, not the program's; what either side did is
//! never changed, and the state follows from it. What people do with an offer is in [`crate::answering`].

use crate::error::No;
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, OutletId, ProducerId, UnitId},
};
use edge::{Actor, Nothing, Target};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// State in SQL, from the acts since the last change; whoever proposed that change stands by it.
pub(crate) const STATE: &str = "CASE
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'withdrawn') THEN 'withdrawn'
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id
      AND a.act IN ('buyer_refused', 'village_refused')) THEN 'refused'
    WHEN EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id
      AND (a.act = 'buyer_accepted' OR a.side = 'buyer')
      AND a.seq >= COALESCE((SELECT MAX(c.seq) FROM offer_act c WHERE c.county = o.county AND c.offer = o.id AND c.act = 'changed'), 0))
     AND EXISTS (SELECT 1 FROM offer_act a WHERE a.county = o.county AND a.offer = o.id
      AND (a.act = 'village_accepted' OR a.side = 'village')
      AND a.seq >= COALESCE((SELECT MAX(c.seq) FROM offer_act c WHERE c.county = o.county AND c.offer = o.id AND c.act = 'changed'), 0))
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
        /// Whose goods they are, if one producer's.
        pub producer: Option<ProducerId>,
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
    /// Whose goods they are, if one producer's.
    pub producer_name: String,
}

store::row! {
    /// One act on an offer.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct OfferActRow {
        /// Its number within the offer.
        pub seq: i64,
        /// What was done: a word of the acts, or `changed` by the office.
        pub act: String,
        /// New quantity, kg.
        pub kg: Option<i64>,
        /// Price, fen a kg.
        pub fen_per_kg: Option<Fen>,
        /// Why, as one of the reasons that a side may choose; empty for none.
        pub why: String,
        /// Why, in words; beside the chosen reason or instead of it.
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
         o.why_zh, o.why_en, o.producer"
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

/// Offers whose village or buyer lies inside one's scope, or whose goods are one's own. **Who:** whoever may see offers.
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
    let own = if actor.scope.kind == "producer" { actor.scope.id } else { 0 };
    let base = format!(
        "SELECT * FROM (SELECT {}, o.id AS sort_id FROM offer o WHERE o.county = $1
         AND ((o.path >= $2 AND o.path < $3) OR (o.buyer_path >= $2 AND o.buyer_path < $3) OR o.producer = $8)
         AND ($4 = 0 OR o.run = $4) AND ($6 = 0 OR o.crop = $6)) q
         WHERE ($5 = '' OR state = $5) AND ($7 = 1 OR state IN ('sent', 'agreed', 'refused'))",
        columns()
    );
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.run, filter.state, filter.crop, whole, own].to_vec(),
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
    let producer = match offer.producer {
        Some(producer) => catalogue::desk::producer(tx, county, producer)?,
        None => None,
    };
    Ok(OfferView {
        producer_name: producer.map(|found| found.name).unwrap_or_default(),
        division_name: places::desk::full_name(tx, county, offer.division)?,
        crop_name: crops.get(&offer.crop).cloned().unwrap_or_default(),
        buyer_name: demand.buyer().name(tx, county, actor.day())?,
        offer,
    })
}

/// Who an offer is between.
pub(crate) struct Sides {
    /// Place of the village.
    pub village: String,
    /// Place of the buyer.
    pub buyer: String,
    /// Whose goods they are, if one producer's.
    pub producer: Option<ProducerId>,
}

impl Sides {
    /// The two sides of an offer. **Errors:** there is none.
    pub fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Self, Refusal> {
        let sql = "SELECT path, buyer_path, producer FROM offer WHERE county = $1 AND id = $2";
        let found: Option<(String, String, Option<ProducerId>)> = tx.find(sql, params![county, id])?;
        let (village, buyer, producer) = found.ok_or(No::NoSuchOffer)?;
        Ok(Self { village, buyer, producer })
    }

    /// Whether the goods are this actor's own.
    pub fn grown_by(&self, actor: &Actor) -> bool {
        self.producer.is_some_and(|producer| actor.scope.is(Target::Producer, producer.0))
    }

    /// Refuses whoever stands on neither side.
    pub fn require(&self, actor: &Actor) -> Result<(), Refusal> {
        if actor.scope.covers(&self.village) || self.grown_by(actor) { Ok(()) } else { actor.require(&self.buyer) }
    }
}

/// An offer with its acts. **Who:** its two sides, and whoever sees the county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<OfferDetail, Refusal> {
    let county = actor.county_id();
    Sides::find(tx, county, id)?.require(actor)?;
    let sql = format!("SELECT {} FROM offer o WHERE o.county = $1 AND o.id = $2", columns());
    let offer: OfferRow = tx.find(&sql, params![county, id])?.ok_or(No::NoSuchOffer)?;
    let acts = tx.query(
        "SELECT seq, CASE WHEN side = '' THEN act ELSE side || '_proposed' END, kg, fen_per_kg, why, reason, at FROM offer_act
         WHERE county = $1 AND offer = $2 ORDER BY seq",
        params![county, id],
    )?;
    let crops = supply::desk::crop_names(tx, county)?;
    let demand = crate::demands::find(tx, county, offer.demand)?;
    let view = named(tx, actor, offer, &crops)?;
    Ok(OfferDetail { view, unit: demand.unit, outlet: demand.outlet, partner: demand.partner, acts })
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
