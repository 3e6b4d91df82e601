//! Runs as lists and pages show them: who waits where, what was loaded, what each load bears of the cost.

use super::{
    Roads, Spot,
    loads::{self, LoadSource},
    share,
};
use crate::error::No;
use base::{Day, Fen, Instant, Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params};

store::row! {
    /// A run as it is kept, with what was loaded.
    #[derive(Clone, Debug)]
    pub(super) struct Kept {
        pub id: i64,
        pub township: DivisionId,
        pub path: String,
        pub day: Day,
        pub vehicle: String,
        pub limit_g: i64,
        pub stops_most: i64,
        pub to_division: i64,
        pub to_place: String,
        pub cost_fen: Option<Fen>,
        pub note: String,
        pub villages: i64,
        pub planned_g: i64,
        pub loaded_g: i64,
        pub state: String,
        pub reason: String,
    }
}

const LAST: &str =
    "(SELECT t.grams FROM collection_taking t WHERE t.county = s.county AND t.run = s.run AND t.stop = s.seq
    ORDER BY t.seq DESC LIMIT 1)";

pub(super) fn kept() -> String {
    format!(
        "SELECT r.id, r.township, r.path, r.day, r.vehicle, r.limit_g, r.stops_most, r.to_division, r.to_place, r.cost_fen, r.note,
         (SELECT COUNT(DISTINCT s.division) FROM collection_stop s WHERE s.county = r.county AND s.run = r.id) AS villages,
         CAST(COALESCE((SELECT SUM(s.grams) FROM collection_stop s WHERE s.county = r.county AND s.run = r.id), 0) AS BIGINT) AS planned_g,
         CAST(COALESCE((SELECT SUM(COALESCE({LAST}, 0)) FROM collection_stop s WHERE s.county = r.county AND s.run = r.id), 0) AS BIGINT)
           AS loaded_g,
         COALESCE((SELECT e.how FROM collection_end e WHERE e.county = r.county AND e.run = r.id),
           CASE WHEN EXISTS (SELECT 1 FROM collection_taking t WHERE t.county = r.county AND t.run = r.id) THEN 'under_way'
           ELSE 'planned' END) AS state,
         COALESCE((SELECT e.reason FROM collection_end e WHERE e.county = r.county AND e.run = r.id), '') AS reason, r.id AS sort_id
         FROM collection_run r WHERE r.county = $1"
    )
}

/// A run.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionRunRow {
    /// Number.
    pub id: i64,
    /// The township.
    pub township: DivisionId,
    /// What it is called.
    pub township_name: String,
    /// When it goes.
    pub day: Day,
    /// The vehicle.
    pub vehicle: String,
    /// What it takes, grams.
    pub limit_g: i64,
    /// Villages that it calls at.
    pub villages: i64,
    /// What is to be loaded, grams.
    pub planned_g: i64,
    /// What was loaded, grams.
    pub loaded_g: i64,
    /// `planned`, `under_way`, `done` or `cancelled`.
    pub state: String,
}

/// One load of a run.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionStop {
    /// Its number in the run: the order in which it is called for.
    pub stop: i64,
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
    /// Who sells, masked; empty for an offer.
    pub seller_name: String,
    /// Who buys.
    pub buyer_name: String,
    /// What is to be loaded, grams.
    pub grams: i64,
    /// What was loaded, grams; none as long as nobody said.
    pub loaded_g: Option<i64>,
    /// When.
    pub loaded_at: Option<Instant>,
    /// Why it was less or more.
    pub note: String,
    /// What it bears of the cost, by what was loaded where that was said.
    pub share_fen: Fen,
    /// Whether the actor may say what was loaded.
    pub may_take: bool,
}

/// A run in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionRunView {
    /// The run.
    #[serde(flatten)]
    pub run: CollectionRunRow,
    /// Most villages that it calls at; none for as many as there are.
    pub stops_most: Option<i64>,
    /// Where it goes; 0 is outside the county.
    pub to_division: i64,
    /// What that is called; empty for outside.
    pub to_name: String,
    /// Where exactly.
    pub to_place: String,
    /// Anything else.
    pub note: String,
    /// Why it does not go, or what was said when it came back.
    pub ended_reason: String,
    /// What it costs.
    pub cost_fen: Fen,
    /// Nobody said what it costs: by the table of ways.
    pub estimated: bool,
    /// For a kilogram, fen.
    pub fen_per_kg: Fen,
    /// Whether the actor may change and end it.
    pub may_plan: bool,
    /// Its loads, in order.
    pub stops: Vec<CollectionStop>,
}

/// A run that the actor may see. **Errors:** there is none, or neither township nor a village of it is the actor's.
pub(super) fn find(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Kept, Refusal> {
    let county = actor.county_id();
    let sql = format!("{} AND r.id = $2", kept());
    let found: Kept = tx.find(&sql, params![county, id])?.ok_or(No::NoSuchCollection)?;
    if !actor.scope.covers(&found.path) {
        let paths: Vec<String> =
            tx.query("SELECT path FROM collection_stop WHERE county = $1 AND run = $2", params![county, id])?;
        if !paths.iter().any(|path| actor.scope.covers(path)) {
            actor.require(&found.path)?;
        }
    }
    Ok(found)
}

pub(super) fn row(tx: &mut Tx<'_>, county: &str, kept: &Kept) -> Result<CollectionRunRow, Refusal> {
    Ok(CollectionRunRow {
        id: kept.id,
        township: kept.township,
        township_name: places::desk::full_name(tx, county, kept.township)?,
        day: kept.day,
        vehicle: kept.vehicle.clone(),
        limit_g: kept.limit_g,
        villages: kept.villages,
        planned_g: kept.planned_g,
        loaded_g: kept.loaded_g,
        state: kept.state.clone(),
    })
}

/// A run. **Who:** its township and villages, and whoever sees the county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<CollectionRunView, Refusal> {
    view(tx, actor, id, false)
}

store::row! {
    /// A stop as it is kept.
    struct Stop {
        seq: i64,
        source: String,
        source_id: i64,
        division: DivisionId,
        path: String,
        grams: i64,
        loaded_g: Option<i64>,
        loaded_at: Option<Instant>,
        note: String,
    }
}

fn stops(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<Stop>, Refusal> {
    Ok(tx.query(
        "SELECT s.seq, s.source, s.source_id, s.division, s.path, s.grams, t.grams, t.loaded_at, COALESCE(t.note, '')
         FROM collection_stop s LEFT JOIN collection_taking t ON t.county = s.county AND t.run = s.run AND t.stop = s.seq
           AND t.seq = (SELECT MAX(x.seq) FROM collection_taking x WHERE x.county = s.county AND x.run = s.run AND x.stop = s.seq)
         WHERE s.county = $1 AND s.run = $2 ORDER BY s.seq",
        params![county, id],
    )?)
}

/// A run with its loads; names in full for paper.
pub(super) fn view(tx: &mut Tx<'_>, actor: &Actor, id: i64, full: bool) -> Result<CollectionRunView, Refusal> {
    let county = actor.county_id();
    let kept = find(tx, actor, id)?;
    let to = super::destination(tx, actor, kept.to_division)?;
    let stops = stops(tx, county, id)?;
    let counted = |stop: &Stop| stop.loaded_g.unwrap_or(stop.grams);
    let weights: Vec<i64> = stops.iter().map(counted).collect();
    let cost = match kept.cost_fen {
        Some(fen) => fen,
        None => estimate(tx, county, &stops, to)?,
    };
    let crops = supply::desk::crop_names(tx, county)?;
    let open = matches!(kept.state.as_str(), "planned" | "under_way");
    let writes = open && actor.may(edge::Perm::ContractWrite);
    let mut views = Vec::with_capacity(stops.len());
    for (stop, share_fen) in stops.into_iter().zip(share::share(cost, &weights)) {
        let source = LoadSource::of(&stop.source);
        let named = loads::named(tx, actor, (source, stop.source_id), full)?;
        views.push(CollectionStop {
            stop: stop.seq,
            source,
            source_id: stop.source_id,
            division: stop.division,
            division_name: places::desk::full_name(tx, county, stop.division)?,
            crop_name: crops.get(&named.crop).cloned().unwrap_or_default(),
            seller_name: named.seller,
            buyer_name: named.buyer,
            grams: stop.grams,
            loaded_g: stop.loaded_g,
            loaded_at: stop.loaded_at,
            note: stop.note,
            share_fen,
            may_take: writes && actor.scope.covers(&stop.path),
        });
    }
    let to_name = match kept.to_division {
        0 => String::new(),
        division => places::desk::full_name(tx, county, DivisionId(division))?,
    };
    Ok(CollectionRunView {
        run: row(tx, county, &kept)?,
        stops_most: (kept.stops_most > 0).then_some(kept.stops_most),
        to_division: kept.to_division,
        to_name,
        to_place: kept.to_place,
        note: kept.note,
        ended_reason: kept.reason,
        cost_fen: cost,
        estimated: kept.cost_fen.is_none(),
        fen_per_kg: share::per_kg(cost, weights.iter().sum()),
        may_plan: writes && actor.scope.covers(&kept.path),
        stops: views,
    })
}

/// What the ways cost by the table.
fn estimate(tx: &mut Tx<'_>, county: &str, stops: &[Stop], to: Spot) -> Result<Fen, Refusal> {
    let roads = Roads::read(tx, county)?;
    let way = |stop: &Stop| (stop.loaded_g.unwrap_or(stop.grams), roads.cost(Spot::of(&stop.path), to));
    Ok(share::cost(stops.iter().map(way))?)
}
