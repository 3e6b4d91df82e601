//! What a kept plan would become if something were otherwise: solved again, shown beside what was kept, not kept itself.

use crate::{MOST_KG, error::No, instance};
use base::Refusal;
use edge::Actor;
use matching::{Instance, Plan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// What is otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// One more lorry takes up to `kg` of a supply for `fen_per_kg`.
    Lorry,
    /// A buyer, or every one, pays up to `fen_per_kg` more.
    Ceiling,
    /// A buyer, or every one, waits `days` longer.
    BuyerWaits,
    /// A supply, or every one, keeps `days` longer.
    SupplyKeeps,
    /// A buyer wants `kg` more.
    Quantity,
}

/// What one wants to know. A line is a position that `lines` names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskWhatIf {
    /// What is otherwise.
    pub change: Otherwise,
    /// Of which supply or demand; of all if none is named, where that makes sense.
    pub line: Option<u32>,
    /// How much, kg.
    pub kg: Option<i64>,
    /// How much a kg, fen.
    pub fen_per_kg: Option<i64>,
    /// How many days.
    pub days: Option<i32>,
}

/// A village or a buyer for whom it makes a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// Village or buyer, in words.
    pub who: String,
    /// The produce.
    pub product: String,
    /// By the kept plan, kg.
    pub before_kg: i64,
    /// If it were so, kg.
    pub after_kg: i64,
}

/// What it would bring. A difference is what it would be less what was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WhatIfView {
    /// Brought together, kg.
    pub matched_kg: i64,
    /// Cost of transport, fen.
    pub transport_fen: i64,
    /// Difference in kg.
    pub more_kg: i64,
    /// Difference in kg, each as often as it is urgent: what comes first in the objective.
    pub more_urgency_kg: i64,
    /// Difference in the cost of transport, fen.
    pub more_fen: i64,
    /// Villages that sell more or less, who gains most first; empty where the kept plan stays the best.
    pub villages: Vec<Moved>,
    /// Buyers that get more or less.
    pub buyers: Vec<Moved>,
}

/// A plan on file as it is compared with.
#[derive(Deserialize)]
struct Kept {
    matched_kg: i64,
    urgency_kg: i64,
    transport_fen: i64,
    unsold: Vec<KeptSupply>,
    unmet: Vec<KeptDemand>,
}

#[derive(Deserialize)]
struct KeptSupply {
    supply: String,
    kg: i64,
}

#[derive(Deserialize)]
struct KeptDemand {
    demand: String,
    kg: i64,
}

/// Solves a kept run again with something otherwise. Nothing is kept. **Who:** whoever may see the market in the whole
/// county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, run: i64, ask: AskWhatIf) -> Result<WhatIfView, Refusal> {
    actor.require("/")?;
    let (instance, answer, share) = kept(tx, actor, run)?;
    let kept: Kept = serde_json::from_str(&answer).map_err(|e| broken(run, &e))?;
    let changed = changed(&instance, &ask)?;
    let plan = matching::solve(&changed)?;
    let plan = if share == 0 { plan } else { matching::fair(&changed, &plan, share)?.plan };
    let mut view = WhatIfView {
        matched_kg: plan.totals.matched_kg,
        transport_fen: plan.totals.transport_fen,
        more_kg: plan.totals.matched_kg.saturating_sub(kept.matched_kg),
        more_urgency_kg: plan.totals.urgency_kg.saturating_sub(kept.urgency_kg),
        more_fen: plan.totals.transport_fen.saturating_sub(kept.transport_fen),
        villages: Vec::new(),
        buyers: Vec::new(),
    };
    // Each of these changes only adds to what can be done. Where the totals stay, the kept plan is still one of the best,
    // and whom another of the best would serve instead is no difference.
    if (view.more_kg, view.more_urgency_kg, view.more_fen) != (0, 0, 0) {
        view.villages = villages(tx, actor, &instance, &kept, (&changed, &plan))?;
        view.buyers = buyers(&instance, &kept, &plan);
    }
    Ok(view)
}

fn kept(tx: &mut Tx<'_>, actor: &Actor, run: i64) -> Result<(Instance, String, i64), Refusal> {
    let sql = "SELECT instance, answer, least_share_ppm FROM matching_run WHERE county = $1 AND id = $2";
    let found: Option<(String, String, i64)> = tx.find(sql, params![actor.county_id(), run])?;
    let (instance, answer, share) = found.ok_or(No::NoSuchRun)?;
    Ok((matching::read(&instance)?, answer, share))
}

fn broken(run: i64, why: &serde_json::Error) -> Refusal {
    store::StoreError::Other(format!("run {run}: {why}")).into()
}

/// The instance as it would be.
fn changed(instance: &Instance, ask: &AskWhatIf) -> Result<Instance, Refusal> {
    let mut changed = instance.clone();
    match ask.change {
        Otherwise::Lorry => {
            let line = line(ask, instance.supplies.len())?.ok_or_else(no_line)?;
            let fen = ask.fen_per_kg.filter(|fen| (0..=100_000).contains(fen));
            let fen = fen.ok_or_else(|| Refusal::from(No::Cost).at("/fen_per_kg"))?;
            return matching::lorry(instance, line, kg(ask)?, fen);
        }
        Otherwise::Ceiling => {
            let more = ask.fen_per_kg.filter(|fen| (1..=1_000_000).contains(fen));
            let more = more.ok_or_else(|| Refusal::from(No::Price).at("/fen_per_kg"))?;
            for d in picked(&mut changed.demands, line(ask, instance.demands.len())?) {
                d.max_fen_per_kg = d.max_fen_per_kg.map(|most| most.saturating_add(more));
            }
        }
        Otherwise::BuyerWaits => {
            let days = days(ask)?;
            for d in picked(&mut changed.demands, line(ask, instance.demands.len())?) {
                d.to = d.to.plus_days(days);
            }
        }
        Otherwise::SupplyKeeps => {
            let days = days(ask)?;
            for s in picked(&mut changed.supplies, line(ask, instance.supplies.len())?) {
                s.to = s.to.plus_days(days);
            }
        }
        Otherwise::Quantity => {
            let (line, more) = (line(ask, instance.demands.len())?.ok_or_else(no_line)?, kg(ask)?);
            for d in picked(&mut changed.demands, Some(line)) {
                d.kg = d.kg.saturating_add(more);
            }
        }
    }
    Ok(changed)
}

/// The line that was named, or all.
fn picked<T>(lines: &mut [T], line: Option<u32>) -> impl Iterator<Item = &mut T> {
    (0_u32..).zip(lines).filter(move |(at, _)| line.is_none_or(|line| line == *at)).map(|(_, one)| one)
}

fn no_line() -> Refusal {
    Refusal::from(No::WhatIfLine).at("/line")
}

fn line(ask: &AskWhatIf, lines: usize) -> Result<Option<u32>, Refusal> {
    match ask.line {
        Some(line) if usize::try_from(line).is_ok_and(|line| line < lines) => Ok(Some(line)),
        Some(_) => Err(no_line()),
        None => Ok(None),
    }
}

fn kg(ask: &AskWhatIf) -> Result<i64, Refusal> {
    let kg = ask.kg.filter(|kg| (1..=MOST_KG).contains(kg));
    kg.ok_or_else(|| Refusal::from(No::Quantity).at("/kg"))
}

fn days(ask: &AskWhatIf) -> Result<i32, Refusal> {
    let days = ask.days.filter(|days| (1..=90).contains(days));
    days.ok_or_else(|| Refusal::from(No::WhatIfDays).at("/days"))
}

/// What villages sell of each produce, where that changes.
fn villages(
    tx: &mut Tx<'_>,
    actor: &Actor,
    instance: &Instance,
    kept: &Kept,
    (changed, plan): (&Instance, &Plan),
) -> Result<Vec<Moved>, Refusal> {
    let left: BTreeMap<&str, i64> = kept.unsold.iter().map(|left| (left.supply.as_str(), left.kg)).collect();
    let mut sold: BTreeMap<(&str, &str), (i64, i64)> = BTreeMap::new();
    for s in &instance.supplies {
        let before = s.kg - left.get(s.id.as_str()).copied().unwrap_or(0);
        sold.entry((&s.place, &s.product)).or_default().0 += before;
    }
    for (s, left) in changed.supplies.iter().zip(&plan.unsold_kg) {
        sold.entry((&s.place, &s.product)).or_default().1 += s.kg - left;
    }
    let mut moved = Vec::new();
    for ((place, product), (before_kg, after_kg)) in sold.into_iter().filter(|(_, (before, after))| before != after) {
        let who = places::desk::full_name(tx, actor.county_id(), instance::division_of(place))?;
        moved.push(Moved { who, product: product.to_owned(), before_kg, after_kg });
    }
    Ok(by_gain(moved))
}

/// What each demand gets, where that changes.
fn buyers(instance: &Instance, kept: &Kept, plan: &Plan) -> Vec<Moved> {
    let left: BTreeMap<&str, i64> = kept.unmet.iter().map(|left| (left.demand.as_str(), left.kg)).collect();
    let mut after = vec![0_i64; instance.demands.len()];
    for flow in &plan.flows {
        if let Some(got) = usize::try_from(flow.demand).ok().and_then(|demand| after.get_mut(demand)) {
            *got += flow.kg;
        }
    }
    let moved = instance.demands.iter().zip(after).map(|(d, after_kg)| Moved {
        who: d.id.clone(),
        product: d.product.clone(),
        before_kg: d.kg - left.get(d.id.as_str()).copied().unwrap_or(0),
        after_kg,
    });
    by_gain(moved.filter(|moved| moved.before_kg != moved.after_kg).collect())
}

fn by_gain(mut moved: Vec<Moved>) -> Vec<Moved> {
    moved.sort_by_key(|moved| moved.before_kg - moved.after_kg);
    moved
}

/// Which side of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinesOf {
    /// What villages had.
    #[default]
    Supplies,
    /// What buyers wanted.
    Demands,
}

/// What is looked for among the lines of a run.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LookForLine {
    /// Which side.
    pub of: LinesOf,
    /// Part of what the line says.
    pub q: String,
}

/// One supply or demand that went into a run.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RunLine {
    /// Its position.
    pub line: u32,
    /// In words.
    pub name: String,
    /// How much, kg.
    pub kg: i64,
}

/// Lines of a run.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RunLines {
    /// Those that bear what was looked for, in the order of the run, twenty at most.
    pub lines: Vec<RunLine>,
}

/// Most lines at once: whoever looks for more types on.
const LINES_MOST: usize = 20;

/// What went into a run, to choose from. **Who:** as [`show`].
pub fn lines(tx: &mut Tx<'_>, actor: &Actor, run: i64, look: LookForLine) -> Result<RunLines, Refusal> {
    actor.require("/")?;
    let (instance, _, _) = kept(tx, actor, run)?;
    let all: Vec<(&String, i64)> = match look.of {
        LinesOf::Supplies => instance.supplies.iter().map(|s| (&s.id, s.kg)).collect(),
        LinesOf::Demands => instance.demands.iter().map(|d| (&d.id, d.kg)).collect(),
    };
    let found = (0_u32..).zip(all).filter(|(_, (name, _))| name.contains(look.q.trim()));
    let line = |(line, (name, kg)): (u32, (&String, i64))| RunLine { line, name: name.clone(), kg };
    Ok(RunLines { lines: found.take(LINES_MOST).map(line).collect() })
}
