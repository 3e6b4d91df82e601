//! A proposal of runs: what waits, packed onto the vehicles that there are, the stops in order; nothing is kept.

use super::{
    Roads, Spot, check_day, check_vehicle, destination,
    loads::{self, LoadSource, Waiting},
    order,
    pack::{self, Left, Load, Part, Vehicle},
    share, township,
};
use crate::error::No;
use base::{Day, Fen, Refusal, Text, ids::DivisionId};
use books::stock::kg;
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::Tx;

/// Vehicles of one proposal.
const VEHICLES_MOST: usize = 20;
/// Days of one proposal.
const DAYS_MOST: i32 = 31;

/// A vehicle that could go.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleOffered {
    /// What it is called: 李四的蓝牌货车, a number plate.
    pub vehicle: String,
    /// What it takes, kg.
    pub limit_kg: i64,
    /// Most villages that it calls at; as many as there are if not said.
    #[serde(default)]
    pub stops_most: Option<i64>,
    /// When it goes; the first day if not said.
    #[serde(default)]
    pub day: Option<Day>,
}

/// Asks for a proposal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeCollections {
    /// The township.
    pub township: DivisionId,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Where it is brought: a township or village; 0 is outside the county.
    #[serde(default)]
    pub to_division: i64,
    /// Vehicles that could go; without one the answer is all that waits.
    pub vehicles: Vec<VehicleOffered>,
}

/// Goods of one seller on a run, or left.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProposedLoad {
    /// What it comes of.
    pub source: LoadSource,
    /// Its number.
    pub source_id: i64,
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// What the crop is called.
    pub crop_name: String,
    /// Who sells, masked; empty for an offer, of which only the village is known.
    pub seller_name: String,
    /// Who buys.
    pub buyer_name: String,
    /// How much, grams.
    pub grams: i64,
    /// What it bears of the estimated cost, fen.
    pub share_fen: Fen,
}

/// A run that is proposed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProposedCollection {
    /// The vehicle.
    pub vehicle: String,
    /// When it goes.
    pub day: Day,
    /// What it takes, kg.
    pub limit_kg: i64,
    /// Most villages that it calls at.
    pub stops_most: Option<i64>,
    /// What it takes up, in the order in which it calls.
    pub loads: Vec<ProposedLoad>,
    /// All of it, grams.
    pub grams: i64,
    /// Villages that it calls at.
    pub stops: i64,
    /// What the ways cost by the table, fen.
    pub cost_fen: Fen,
    /// For a kilogram, fen.
    pub fen_per_kg: Fen,
}

/// Goods that do not fit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeftLoad {
    /// The goods.
    #[serde(flatten)]
    pub load: ProposedLoad,
    /// Why.
    pub why: Text,
}

/// A proposal.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionProposal {
    /// The runs.
    pub runs: Vec<ProposedCollection>,
    /// What does not fit.
    pub left: Vec<LeftLoad>,
    /// No other packing takes more, or as much with fewer calls: that was proven.
    pub proven: bool,
    /// Ways between these villages are known; else the stops are in the order of the villages' numbers.
    pub by_ways: bool,
}

fn check(actor: &Actor, body: &ProposeCollections) -> Result<(), Refusal> {
    check_day(actor, body.from_day, "/from_day")?;
    if body.to_day < body.from_day || body.to_day.days_since(body.from_day) >= DAYS_MOST {
        return Err(Refusal::from(No::RunWindow).at("/to_day"));
    }
    if body.vehicles.len() > VEHICLES_MOST {
        return Err(Refusal::from(No::TooMany { most: VEHICLES_MOST }).at("/vehicles"));
    }
    for (n, vehicle) in body.vehicles.iter().enumerate() {
        let at = format!("/vehicles/{n}");
        check_vehicle(&at, &vehicle.vehicle, vehicle.limit_kg, vehicle.stops_most)?;
        if vehicle.day.is_some_and(|day| day < body.from_day || day > body.to_day) {
            return Err(Refusal::from(No::RunWindow).at(format!("{at}/day")));
        }
    }
    Ok(())
}

/// Proposes runs. **Who:** the township and the county office.
pub fn propose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    body: ProposeCollections,
) -> Result<CollectionProposal, Refusal> {
    let township = township(tx, actor, body.township)?;
    check(actor, &body)?;
    let to = destination(tx, actor, body.to_division)?;
    let waiting = loads::waiting(tx, actor, &township.path, (body.from_day, body.to_day), 0)?;
    let roads = Roads::read(tx, actor.county_id())?;
    let as_load = |load: &Waiting| Load { village: load.division.0, grams: load.grams, days: load.days };
    let as_vehicle = |vehicle: &VehicleOffered| Vehicle {
        day: vehicle.day.unwrap_or(body.from_day),
        limit_g: vehicle.limit_kg.saturating_mul(1_000),
        stops_most: vehicle.stops_most.and_then(|most| usize::try_from(most).ok()),
    };
    let all: Vec<Load> = waiting.iter().map(as_load).collect();
    let vehicles: Vec<Vehicle> = body.vehicles.iter().map(as_vehicle).collect();
    let packing = pack::pack(&all, &vehicles);
    let mut words = Words::new(tx, actor)?;
    let mut runs = Vec::with_capacity(vehicles.len());
    for ((said, vehicle), parts) in body.vehicles.iter().zip(&vehicles).zip(&packing.on) {
        if !parts.is_empty() {
            runs.push(run(tx, actor, &mut words, (&waiting, parts), (said, vehicle.day), (&roads, to))?);
        }
    }
    let mut left = Vec::with_capacity(packing.left.len());
    for (part, why) in &packing.left {
        if let Some(load) = waiting.get(part.load) {
            left.push(LeftLoad { load: words.load(tx, actor, load, part.grams)?, why: reason(*why, part.grams) });
        }
    }
    let spots: Vec<Spot> = waiting.iter().map(|load| Spot::of(&load.path)).collect();
    Ok(CollectionProposal { runs, left, proven: packing.proven, by_ways: roads.knows(&spots) })
}

/// One run: its villages in order, the loads of each as they are numbered.
fn run(
    tx: &mut Tx<'_>,
    actor: &Actor,
    words: &mut Words,
    (waiting, parts): (&[Waiting], &[Part]),
    (said, day): (&VehicleOffered, Day),
    (roads, to): (&Roads, Spot),
) -> Result<ProposedCollection, Refusal> {
    let mut villages: BTreeMap<DivisionId, (Spot, Vec<Part>)> = BTreeMap::new();
    for part in parts {
        if let Some(load) = waiting.get(part.load) {
            villages.entry(load.division).or_insert_with(|| (Spot::of(&load.path), Vec::new())).1.push(*part);
        }
    }
    let stops: Vec<&(Spot, Vec<Part>)> = villages.values().collect();
    let spot = |stop: Option<usize>| stop.and_then(|n| stops.get(n)).map_or(to, |(spot, _)| *spot);
    let round = order::order(stops.len(), &|from: Option<usize>, to: Option<usize>| roads.cost(spot(from), spot(to)));
    let mut loads = Vec::with_capacity(parts.len());
    let mut ways = Vec::with_capacity(parts.len());
    for (spot, parts) in round.iter().filter_map(|n| stops.get(*n)) {
        for part in parts {
            let Some(load) = waiting.get(part.load) else { continue };
            ways.push((part.grams, roads.cost(*spot, to)));
            loads.push(words.load(tx, actor, load, part.grams)?);
        }
    }
    let cost_fen = share::cost(ways.into_iter())?;
    let weights: Vec<i64> = loads.iter().map(|load| load.grams).collect();
    for (load, fen) in loads.iter_mut().zip(share::share(cost_fen, &weights)) {
        load.share_fen = fen;
    }
    let grams = weights.iter().sum();
    Ok(ProposedCollection {
        vehicle: said.vehicle.trim().to_owned(),
        day,
        limit_kg: said.limit_kg,
        stops_most: said.stops_most,
        loads,
        grams,
        stops: i64::try_from(stops.len()).unwrap_or(0),
        cost_fen,
        fen_per_kg: share::per_kg(cost_fen, grams),
    })
}

/// Names, each looked up once.
struct Words {
    crops: BTreeMap<i64, String>,
    places: BTreeMap<DivisionId, String>,
}

impl Words {
    fn new(tx: &mut Tx<'_>, actor: &Actor) -> Result<Self, Refusal> {
        Ok(Self { crops: supply::desk::crop_names(tx, actor.county_id())?, places: BTreeMap::new() })
    }

    fn load(&mut self, tx: &mut Tx<'_>, actor: &Actor, load: &Waiting, grams: i64) -> Result<ProposedLoad, Refusal> {
        let named = loads::named(tx, actor, (load.source, load.id), false)?;
        let place = match self.places.get(&load.division) {
            Some(place) => place.clone(),
            None => places::desk::full_name(tx, actor.county_id(), load.division)?,
        };
        self.places.insert(load.division, place.clone());
        Ok(ProposedLoad {
            source: load.source,
            source_id: load.id,
            division: load.division,
            division_name: place,
            crop_name: self.crops.get(&load.crop).cloned().unwrap_or_default(),
            seller_name: named.seller,
            buyer_name: named.buyer,
            grams,
            share_fen: Fen(0),
        })
    }
}

/// Why something is left, in words.
fn reason(why: Left, grams: i64) -> Text {
    match why {
        Left::NoVehicle => Text::new("交货的日子里没有车", "No vehicle goes on the days of this delivery"),
        Left::Full { room_g } => Text::new(
            format!("要 {} 公斤的位置，这几天的车最多还空 {} 公斤", kg(grams), kg(room_g)),
            format!(
                "It needs room for {} kg; the most that a vehicle of its days has free is {} kg",
                kg(grams),
                kg(room_g)
            ),
        ),
        Left::Stops => Text::new(
            "车上还有位置，但停靠的村已经到数",
            "There is room, but on vehicles that call at as many villages as they may",
        ),
    }
}
