//! Running the matching: a plan that can be proven, kept with all that it was made from, as a proposal (产销撮合).

use crate::{
    demands, directions,
    error::No,
    instance::{self, Problem, WaysUsed},
    proposing, taken,
};
use base::{Refusal, Text};
use edge::Actor;
use matching::{Plan, Reasons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Asks for a plan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskPlan {
    /// Only these crops; all if none is named.
    #[serde(default)]
    pub crops: Vec<i64>,
    /// Days that it looks ahead; a fortnight if not said.
    #[serde(default = "fortnight")]
    pub horizon_days: i32,
    /// Each village sells at least this share while another sells everything of the same produce; 0 is no such rule.
    #[serde(default)]
    pub least_share_ppm: i64,
    /// Only show what it would propose.
    #[serde(default)]
    pub dry_run: bool,
}

fn fortnight() -> i32 {
    14
}

/// Something left over, and why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LeftOver {
    /// Which supply or demand, in words.
    pub what: String,
    /// How much, kg.
    pub kg: i64,
    /// Why.
    pub why: Text,
}

/// A pair of the plan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PairView {
    /// The village's produce, in words.
    pub supply: String,
    /// The buyer, in words.
    pub demand: String,
    /// How much, kg.
    pub kg: i64,
    /// Why these two.
    pub why: Text,
}

/// A plan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlanView {
    /// Number; none for what was only tried.
    pub id: Option<i64>,
    /// Supplies and demands that went in.
    pub supplies: usize,
    /// Demands, each window of a standing order by itself.
    pub demands: usize,
    /// Brought together, kg.
    pub matched_kg: i64,
    /// Cost of transport, fen.
    pub transport_fen: i64,
    /// Proven best; a rule between villages may move a plan away from that.
    pub optimal: bool,
    /// What the rule between villages costs, in kg less and fen more; none without one.
    pub fairness: Option<FairnessCost>,
    /// What transport was counted by.
    pub ways_used: WaysUsed,
    /// The pairs.
    pub pairs: Vec<PairView>,
    /// What is left to sell.
    pub unsold: Vec<LeftOver>,
    /// What is left to buy.
    pub unmet: Vec<LeftOver>,
}

/// What a rule between villages costs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FairnessCost {
    /// Villages that the rule lifted.
    pub lifted: usize,
    /// Change of what is brought together, kg.
    pub matched_kg: i64,
    /// Change of the cost of transport, fen.
    pub transport_fen: i64,
}

/// Makes a plan and proposes it as offers, or only shows it. **Who:** county office.
pub fn run(tx: &mut Tx<'_>, actor: &Actor, (): (), body: AskPlan) -> Result<PlanView, Refusal> {
    let county = actor.county_id();
    if !(1..=90).contains(&body.horizon_days) {
        return Err(Refusal::from(No::Horizon).at("/horizon_days"));
    }
    if !(0..=1_000_000).contains(&body.least_share_ppm) {
        return Err(Refusal::from(No::Share).at("/least_share_ppm"));
    }
    // Two plans at once would offer the same peaches twice.
    tx.hold(county, "matching-run")?;
    let problem = problem(tx, actor, &body)?;
    let plan = matching::solve(&problem.instance)?;
    let (plan, fairness) = fair(&problem, plan, body.least_share_ppm)?;
    let reasons = matching::explain(&problem.instance, &plan)?;
    let mut view = view(&problem, &plan, &reasons, fairness);
    if !body.dry_run {
        let id = keep(tx, actor, &body, &problem, &plan, &view)?;
        proposing::supersede(tx, actor, id, &body.crops)?;
        proposing::propose(tx, actor, id, &problem, &plan, &reasons)?;
        view.id = Some(id);
    }
    Ok(view)
}

fn problem(tx: &mut Tx<'_>, actor: &Actor, body: &AskPlan) -> Result<Problem, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let crops = supply::desk::crop_names(tx, county)?;
    let asked = |crop: i64| (body.crops.is_empty() || body.crops.contains(&crop)) && crops.contains_key(&crop);
    if let Some(unknown) = body.crops.iter().position(|crop| !crops.contains_key(crop)) {
        return Err(Refusal::from(No::NoSuchCrop).at(format!("/crops/{unknown}")));
    }
    let taken = taken::taken(tx, county, actor.now)?;
    let mut for_sale = supply::desk::for_sale(tx, county, day)?;
    for_sale.retain_mut(|sale| {
        let gone = taken.sources.get(&(sale.source.to_owned(), sale.id)).copied().unwrap_or(0);
        sale.grams.0 = sale.grams.0.saturating_sub(gone);
        asked(sale.crop) && sale.grams.0 >= 1_000 && sale.from <= day.plus_days(body.horizon_days)
    });
    let mut wanted = Vec::new();
    for row in demands::standing(tx, county, day)? {
        if asked(row.crop) {
            let name = row.buyer().name(tx, county, day)?;
            let sellers = directions::sellers(tx, county, &row)?;
            wanted.extend(instance::wanted(&row, (&name, &sellers), &taken.windows, (day, body.horizon_days)));
        }
    }
    instance::build(tx, county, for_sale, wanted, &crops)
}

fn fair(problem: &Problem, plan: Plan, share: i64) -> Result<(Plan, Option<FairnessCost>), Refusal> {
    if share == 0 {
        return Ok((plan, None));
    }
    let fair = matching::fair(&problem.instance, &plan, share)?;
    let cost = FairnessCost {
        lifted: fair.lifted.len(),
        matched_kg: difference(fair.cost.matched_kg),
        transport_fen: difference(fair.cost.transport_fen),
    };
    Ok((fair.plan, Some(cost)))
}

/// A difference of two 64-bit totals, held to what 64 bits say.
fn difference(of: i128) -> i64 {
    i64::try_from(of).unwrap_or(if of < 0 { i64::MIN } else { i64::MAX })
}

fn view(problem: &Problem, plan: &Plan, reasons: &Reasons, fairness: Option<FairnessCost>) -> PlanView {
    let left = |left: &matching::LeftReason| LeftOver { what: left.id.clone(), kg: left.kg, why: left.why.clone() };
    let pair = |(flow, reason): (&matching::Flow, &matching::FlowReason)| PairView {
        supply: reason.supply.clone(),
        demand: reason.demand.clone(),
        kg: flow.kg,
        why: reason.why.clone(),
    };
    PlanView {
        id: None,
        supplies: problem.supplies.len(),
        demands: problem.demands.len(),
        matched_kg: plan.totals.matched_kg,
        transport_fen: plan.totals.transport_fen,
        optimal: plan.optimal,
        fairness,
        ways_used: problem.ways_used.clone(),
        pairs: plan.flows.iter().zip(&reasons.flows).map(pair).collect(),
        unsold: reasons.unsold.iter().map(left).collect(),
        unmet: reasons.unmet.iter().map(left).collect(),
    }
}

/// Keeps the instance as the command line reads it and the answer as it gives it: anybody can solve it again.
fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    body: &AskPlan,
    problem: &Problem,
    plan: &Plan,
    view: &PlanView,
) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let id = tx.next_id(county, "matching_run")?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    tx.run(
        "INSERT INTO matching_run (county, id, on_day, horizon_days, least_share_ppm, supplies, demands, matched_kg,
         transport_fen, optimal, instance, answer, way_table, ways, ways_known, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        params![
            county,
            id,
            actor.day(),
            i64::from(body.horizon_days),
            body.least_share_ppm,
            count(view.supplies),
            count(view.demands),
            view.matched_kg,
            view.transport_fen,
            view.optimal,
            crate::document::instance(&problem.instance).to_string(),
            crate::document::answer(&problem.instance, plan, view)?,
            view.ways_used.table.as_ref().map_or(0, |table| table.id),
            view.ways_used.ways,
            view.ways_used.known,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(id)
}
