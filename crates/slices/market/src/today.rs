//! What a village's or a producer's phone has to know of the market: who wants what grows there, near first, and the
//! offers that wait for an answer.
//!
//! What is wanted names place, crop, quantity and price; a producer reads the buyer's name once an offer was sent to
//! them, and rings the county's or the township's number until then.

use crate::{
    demands::{self, DemandRow},
    directions::{self, Toward},
    offers::{self, KG, OfferDetail, OfferFilter, STATE},
    roads::{Roads, Spot},
    windows,
};
use base::{
    Day, Fen, Refusal,
    ids::{DivisionId, ProducerId},
};
use edge::{Actor, Nothing, Perm};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Ask, Tx, params};
use supply::desk::{HelplineView, Purpose};

/// What somebody wants of what grows here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WantedView {
    /// Number of the demand.
    pub demand: i64,
    /// The crop.
    pub crop: i64,
    /// What it is called.
    pub crop_name: String,
    /// What is not agreed with anybody yet, kg.
    pub kg: i64,
    /// First day of the window that is open or next.
    pub from_day: Day,
    /// Last day of it.
    pub to_day: Day,
    /// Again every so many days; 0 is once.
    pub repeat_days: i64,
    /// Highest price, fen a kg; none is no bound.
    pub max_fen_per_kg: Option<Fen>,
    /// Where it is to be brought; empty is outside the county.
    pub place: String,
    /// It is to come from here, or from around here, or from somebody here.
    pub directed: bool,
    /// Whose goods alone are wanted: `producer` or `household`; empty for anybody's here.
    pub directed_kind: String,
    /// What they are called, as the reader may know them; empty for anybody's here.
    pub directed_name: String,
    /// What a kg costs to bring there, fen: the nearer the less.
    pub transport_fen_per_kg: Fen,
    /// `unit`, `outlet` or `partner`.
    pub buyer_kind: String,
    /// Who buys; empty for producers to whom nothing of it was offered.
    pub buyer_name: String,
}

/// How it is known what grows here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrownBy {
    /// By the producer's products.
    Products,
    /// By what the villages grow.
    Villages,
}

/// All that a phone keeps of the market.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MarketToday {
    /// The county's day.
    pub day: Day,
    /// How it is known what grows here.
    pub grown_by: GrownBy,
    /// What is wanted of it, the nearest first.
    pub wanted: Vec<WantedView>,
    /// Offers to one's side, those that wait for an answer first.
    pub offers: Vec<OfferDetail>,
    /// Whom to ring about selling, the nearest first.
    pub helplines: Vec<HelplineView>,
}

/// Most that a phone keeps of either.
const KEPT: usize = 50;
/// Windows of standing orders that are looked at.
const AHEAD_DAYS: i32 = 60;

/// What a phone keeps. **Who:** whoever may see offers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<MarketToday, Refusal> {
    let county = actor.county_id();
    let offers = offers_here(tx, actor)?;
    let tied: BTreeSet<i64> = offers.iter().map(|offer| offer.view.offer.demand).collect();
    let (crops, grown_by) = crops_here(tx, actor)?;
    let names = supply::desk::crop_names(tx, county)?;
    let (roads, mut wanted) = (Roads::read(tx, county)?, Vec::new());
    for demand in demands::standing(tx, county, actor.day())? {
        let toward = directions::toward(tx, actor, &demand)?;
        // Whoever is named hears of it, also where nobody knew that this grows here.
        let concerns = toward == Toward::Seller || (toward == Toward::Place && crops.contains(&demand.crop));
        if let Some(name) = names.get(&demand.crop).filter(|_| concerns) {
            wanted.extend(wanted_here(tx, actor, &demand, name, (toward, tied.contains(&demand.id), &roads))?);
        }
    }
    wanted.sort_by_key(|one| (!one.directed, one.transport_fen_per_kg, one.from_day, one.demand));
    wanted.truncate(KEPT);
    let helplines = supply::desk::helplines_for(tx, county, &actor.scope.path, Purpose::Market)?;
    Ok(MarketToday { day: actor.day(), grown_by, wanted, offers, helplines })
}

/// Offers that were sent, those to answer first, then the newest.
fn offers_here(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<OfferDetail>, Refusal> {
    let mut ids = Vec::new();
    for state in ["sent", "agreed", "refused"] {
        let filter = OfferFilter { state: state.into(), ..OfferFilter::default() };
        let ask = Ask { limit: i64::try_from(KEPT).ok(), ..Ask::default() };
        let page = offers::list(tx, actor, (), filter, &ask)?;
        ids.extend(page.items.into_iter().map(|view| view.offer.id));
    }
    ids.truncate(KEPT);
    ids.into_iter().map(|id| offers::show(tx, actor, id, Nothing {})).collect()
}

/// What a producer's products are made of; else what the villages grow.
fn crops_here(tx: &mut Tx<'_>, actor: &Actor) -> Result<(BTreeSet<i64>, GrownBy), Refusal> {
    let county = actor.county_id();
    if actor.scope.kind == "producer" {
        let products = catalogue::desk::products_of(tx, county, ProducerId(actor.scope.id))?;
        let crops = supply::desk::crops_of_products(tx, county, &products)?;
        if !crops.is_empty() {
            return Ok((crops, GrownBy::Products));
        }
    }
    Ok((supply::desk::crops_grown(tx, county, &actor.scope.path, actor.day())?, GrownBy::Villages))
}

/// A demand as it looks from here; none if all of it is agreed.
fn wanted_here(
    tx: &mut Tx<'_>,
    actor: &Actor,
    demand: &DemandRow,
    crop_name: &str,
    (toward, tied, roads): (Toward, bool, &Roads),
) -> Result<Option<WantedView>, Refusal> {
    let county = actor.county_id();
    let here = actor.scope.path.as_str();
    let Some((window, kg)) = left(tx, county, demand, actor.day())? else { return Ok(None) };
    let buyer = demand.buyer();
    let named = tied || actor.may(Perm::MarketRead);
    let to = path_of(tx, county, demand.division)?;
    Ok(Some(WantedView {
        demand: demand.id,
        crop: demand.crop,
        crop_name: crop_name.to_owned(),
        kg,
        from_day: window.0,
        to_day: window.1,
        repeat_days: demand.repeat_days,
        max_fen_per_kg: demand.max_fen_per_kg,
        place: match demand.division {
            Some(division) => places::desk::full_name(tx, county, division)?,
            None => String::new(),
        },
        directed: toward == Toward::Seller || demand.directed_to.is_some(),
        directed_kind: if toward == Toward::Seller { demand.directed_kind(true) } else { "" }.to_owned(),
        directed_name: if toward == Toward::Seller { directions::name(tx, actor, demand)? } else { String::new() },
        transport_fen_per_kg: Fen(roads.cost(Spot::township(here), Spot::township(&to))),
        buyer_kind: buyer.kind().to_owned(),
        buyer_name: if named { buyer.name(tx, county, actor.day())? } else { String::new() },
    }))
}

type Left = ((Day, Day), i64);

/// The first window from a day on in which something is left to agree, and how much.
fn left(tx: &mut Tx<'_>, county: &str, demand: &DemandRow, day: Day) -> Result<Option<Left>, Refusal> {
    let sql = format!(
        "SELECT from_day, CAST(SUM(kg) AS BIGINT) FROM (SELECT o.from_day, {KG} AS kg, {STATE} AS state FROM offer o
         WHERE o.county = $1 AND o.demand = $2) q WHERE state = 'agreed' GROUP BY from_day"
    );
    let agreed: BTreeMap<Day, i64> = tx.query::<(Day, i64)>(&sql, params![county, demand.id])?.into_iter().collect();
    let windows = windows::windows(
        (demand.from_day, demand.to_day),
        (demand.repeat_days, demand.until_day),
        (day, AHEAD_DAYS.max(demand.from_day.days_since(day))),
    );
    let left = windows.into_iter().map(|window| (window, demand.kg - agreed.get(&window.0).copied().unwrap_or(0)));
    Ok(left.into_iter().find(|(_, kg)| *kg > 0))
}

fn path_of(tx: &mut Tx<'_>, county: &str, division: Option<DivisionId>) -> Result<String, Refusal> {
    let Some(division) = division else { return Ok(String::new()) };
    Ok(places::desk::division(tx, county, division)?.map(|found| found.path).unwrap_or_default())
}
