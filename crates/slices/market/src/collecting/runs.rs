//! Planning a run by hand or from a proposal, changing and ending it.

use super::{
    check_day, check_vehicle, destination,
    loads::{self, LoadSource, Waiting},
    show::{CollectionRunView, find, show},
    township,
};
use crate::error::No;
use base::{Day, Fen, Refusal, ids::DivisionId};
use books::stock::kg;
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Tx, params};

/// Loads of one run.
const LOADS_MOST: usize = 200;
/// Most that a run costs: ¥100,000.
const MOST_FEN: i64 = 10_000_000;

/// What a run takes up.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadOfCollection {
    /// What it comes of.
    pub source: LoadSource,
    /// Its number.
    pub source_id: i64,
    /// How much, grams.
    pub grams: i64,
}

/// Plans a run, or says it anew.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanCollection {
    /// The township.
    pub township: DivisionId,
    /// When it goes.
    pub day: Day,
    /// What the vehicle is called.
    pub vehicle: String,
    /// What it takes, kg.
    pub limit_kg: i64,
    /// Most villages that it calls at.
    #[serde(default)]
    pub stops_most: Option<i64>,
    /// Where it goes: a township or village; 0 is outside the county.
    #[serde(default)]
    pub to_division: i64,
    /// Where exactly.
    #[serde(default)]
    pub to_place: String,
    /// What it costs; by the table of ways if not said.
    #[serde(default)]
    pub cost_fen: Option<Fen>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
    /// What it takes up, in the order in which it calls.
    pub loads: Vec<LoadOfCollection>,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CollectionEnd {
    /// It came back.
    Done,
    /// It does not go, or nothing was loaded.
    Cancelled,
}

/// Ends a run.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndCollection {
    /// How.
    pub how: CollectionEnd,
    /// Why; may be empty for one that is done.
    #[serde(default)]
    pub reason: String,
}

/// Plans a run. **Who:** the township and the county office.
pub fn plan(tx: &mut Tx<'_>, actor: &Actor, (): (), body: PlanCollection) -> Result<CollectionRunView, Refusal> {
    let id = tx.next_id(actor.county_id(), "collection_run")?;
    write(tx, actor, id, &body)?;
    show(tx, actor, id, Nothing {})
}

/// Says a run anew, as long as nothing was loaded. **Who:** as [`plan`].
pub fn edit(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PlanCollection) -> Result<CollectionRunView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("collection-run/{id}"))?;
    let found = find(tx, actor, id)?;
    actor.require(&found.path)?;
    match found.state.as_str() {
        "planned" => {}
        "under_way" => return Err(No::RunLoaded.into()),
        _ => return Err(No::RunOver.into()),
    }
    tx.run("DELETE FROM collection_stop WHERE county = $1 AND run = $2", params![county, id])?;
    tx.run("DELETE FROM collection_run WHERE county = $1 AND id = $2", params![county, id])?;
    write(tx, actor, id, &body)?;
    show(tx, actor, id, Nothing {})
}

/// Checks all of it and writes it down.
fn write(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: &PlanCollection) -> Result<(), Refusal> {
    let county = actor.county_id();
    let township = township(tx, actor, body.township)?;
    check_day(actor, body.day, "/day")?;
    check_vehicle("", &body.vehicle, body.limit_kg, body.stops_most)?;
    destination(tx, actor, body.to_division)?;
    crate::at_most("/to_place", &body.to_place, 60)?;
    crate::at_most("/note", &body.note, 200)?;
    if body.cost_fen.is_some_and(|fen| !(0..=MOST_FEN).contains(&fen.0)) {
        return Err(Refusal::from(No::RunCost).at("/cost_fen"));
    }
    // Two townships never plan the same goods; two people of one might.
    tx.hold(county, &format!("collection/{}", township.id))?;
    let waiting = loads::waiting(tx, actor, &township.path, (body.day, body.day), id)?;
    let stops = fitting(body, &waiting)?;
    tx.run(
        "INSERT INTO collection_run (county, id, township, path, day, vehicle, limit_g, stops_most, to_division, to_place,
         cost_fen, note, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        params![
            county,
            id,
            township.id,
            township.path.as_str(),
            body.day,
            body.vehicle.trim(),
            body.limit_kg.saturating_mul(1_000),
            body.stops_most.unwrap_or(0),
            body.to_division,
            body.to_place.trim(),
            body.cost_fen,
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    let row = |(seq, (said, load)): (i64, (&LoadOfCollection, &Waiting))| {
        let source = said.source.word();
        params![county, id, seq, source, said.source_id, load.division, load.path.as_str(), said.grams].to_vec()
    };
    let rows: Vec<_> = (1..).zip(body.loads.iter().zip(stops)).map(row).collect();
    tx.insert_many("INSERT INTO collection_stop (county, run, seq, source, source_id, division, path, grams)", &rows)?;
    Ok(())
}

/// What each load of the body is, in its order. **Errors:** nothing, too much, twice, too many calls, more than waits.
fn fitting<'w>(body: &PlanCollection, waiting: &'w [Waiting]) -> Result<Vec<&'w Waiting>, Refusal> {
    if body.loads.is_empty() || body.loads.len() > LOADS_MOST {
        return Err(Refusal::from(No::RunLoads { most: LOADS_MOST }).at("/loads"));
    }
    let mut stops = Vec::with_capacity(body.loads.len());
    let mut grams = 0_i64;
    for (n, said) in body.loads.iter().enumerate() {
        let at = |no: No, field: &str| Refusal::from(no).at(format!("/loads/{n}/{field}"));
        let same = |other: &LoadOfCollection| (other.source, other.source_id) == (said.source, said.source_id);
        if body.loads.iter().take(n).any(same) {
            return Err(at(No::LoadTwice, "source_id"));
        }
        let load = waiting.iter().find(|load| (load.source, load.id) == (said.source, said.source_id));
        let load = load.ok_or_else(|| at(No::NothingWaits, "source_id"))?;
        if said.grams < 1 || said.grams > load.grams {
            let most = kg(load.grams);
            return Err(at(No::LoadMost { most }, "grams"));
        }
        grams = grams.saturating_add(said.grams);
        stops.push(load);
    }
    let over = grams.saturating_sub(body.limit_kg.saturating_mul(1_000));
    if over > 0 {
        return Err(Refusal::from(No::RunTooHeavy { over: kg(over) }).at("/limit_kg"));
    }
    let villages: BTreeSet<DivisionId> = stops.iter().map(|load| load.division).collect();
    let most = body.stops_most.and_then(|most| usize::try_from(most).ok());
    if most.is_some_and(|most| villages.len() > most) {
        return Err(Refusal::from(No::RunTooFar { villages: villages.len() }).at("/stops_most"));
    }
    Ok(stops)
}

/// Ends a run. **Who:** as [`plan`].
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndCollection) -> Result<CollectionRunView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("collection-run/{id}"))?;
    let found = find(tx, actor, id)?;
    actor.require(&found.path)?;
    let how = match body.how {
        CollectionEnd::Done => "done",
        CollectionEnd::Cancelled => "cancelled",
    };
    if body.how == CollectionEnd::Cancelled {
        crate::text("/reason", &body.reason, 200)?;
    }
    crate::at_most("/reason", &body.reason, 200)?;
    match (found.state.as_str(), body.how) {
        ("done" | "cancelled", _) => return Err(No::RunOver.into()),
        ("under_way", CollectionEnd::Cancelled) => return Err(No::RunLoaded.into()),
        ("planned", CollectionEnd::Done) => return Err(No::RunNotLoaded.into()),
        _ => {}
    }
    tx.run(
        "INSERT INTO collection_end (county, run, how, reason, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, id, how, body.reason.trim(), actor.person, actor.post, actor.now],
    )?;
    show(tx, actor, id, Nothing {})
}
