//! Runs as they are kept: the list, one of them with what was left over and what it was counted by, its instance as a file.

use crate::{
    directions,
    error::No,
    instance::WaysUsed,
    offers,
    runs::{FairnessCost, LeftOver},
    ways,
};
use base::{Day, Instant, Refusal};
use edge::{Actor, Nothing, Perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// A run as a list shows it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct RunRow {
        /// Number.
        pub id: i64,
        /// Day from which it looks ahead.
        pub on_day: Day,
        /// Days ahead.
        pub horizon_days: i64,
        /// Least share of each village, ppm; 0 is no such rule.
        pub least_share_ppm: i64,
        /// Supplies that went in.
        pub supplies: i64,
        /// Demands that went in.
        pub demands: i64,
        /// Brought together, kg.
        pub matched_kg: i64,
        /// Cost of transport, fen.
        pub transport_fen: i64,
        /// Proven best.
        pub optimal: bool,
        /// When.
        pub at: Instant,
    }
}

const RUN: &str = "SELECT r.id, r.on_day, r.horizon_days, r.least_share_ppm, r.supplies, r.demands, r.matched_kg,
    r.transport_fen, r.optimal, r.at, r.id AS sort_id FROM matching_run r WHERE r.county = $1";

/// Runs, the newest first. **Who:** whoever may see the market.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<RunRow>, Refusal> {
    let listing =
        Listing { base: RUN, params: params![actor.county_id()].to_vec(), sorts: &["-at", "matched_kg"], sums: &[] };
    store::list(tx, &listing, ask)
}

/// A run with what was left over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RunView {
    /// The run.
    #[serde(flatten)]
    pub run: RunRow,
    /// What the rule between villages cost; none without one.
    pub fairness: Option<FairnessCost>,
    /// What transport was counted by.
    pub ways_used: WaysUsed,
    /// What was left to sell.
    pub unsold: Vec<LeftOver>,
    /// What was left to buy.
    pub unmet: Vec<LeftOver>,
    /// Offers of it by state.
    pub offers: BTreeMap<String, i64>,
}

/// What is read again of an answer.
#[derive(Deserialize)]
struct Kept {
    unsold_why: Vec<LeftOver>,
    unmet_why: Vec<LeftOver>,
    #[serde(default)]
    fairness: Option<FairnessCost>,
}

/// A run. **Who:** whoever may see the market in the whole county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<RunView, Refusal> {
    let county = actor.county_id();
    actor.require("/")?;
    let run: RunRow = tx.find(&format!("{RUN} AND r.id = $2"), params![county, id])?.ok_or(No::NoSuchRun)?;
    let answer: String =
        tx.one("SELECT answer FROM matching_run WHERE county = $1 AND id = $2", params![county, id])?;
    let kept: Kept = serde_json::from_str(&answer).map_err(|e| store::StoreError::Other(format!("run {id}: {e}")))?;
    let offers = offers::by_state(tx, county, id)?;
    let sql = "SELECT way_table, ways, ways_known FROM matching_run WHERE county = $1 AND id = $2";
    let (table, all, known): (i64, i64, i64) = tx.one(sql, params![county, id])?;
    let ways_used = WaysUsed { table: ways::find(tx, county, table)?, ways: all, known };
    Ok(RunView { run, fairness: kept.fairness, ways_used, unsold: kept.unsold_why, unmet: kept.unmet_why, offers })
}

/// The instance of a run as a file for `huoshui match`; a post that does not see the register of households gets it with
/// sellers that say nothing, and it is solved to the same. **Who:** as [`show`].
pub fn download(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<edge::Download, Refusal> {
    actor.require("/")?;
    let sql = "SELECT instance FROM matching_run WHERE county = $1 AND id = $2";
    let instance: String = tx.find(sql, params![actor.county_id(), id])?.ok_or(No::NoSuchRun)?;
    let instance = match actor.may(Perm::HouseholdRead) {
        true => instance,
        false => directions::without_households(&instance)
            .map_err(|e| store::StoreError::Other(format!("instance of run {id}: {e}")))?,
    };
    Ok(edge::Download::saved(format!("matching-{id}.json"), "application/json", instance.into_bytes()))
}
