//! Offers as plans make them: what a run proposes, and what a later one takes back.

use crate::{answering::OfferAct, instance::Problem, offers::STATE};
use base::Refusal;
use edge::Actor;
use matching::{Plan, Reasons};
use std::collections::BTreeMap;
use store::{Tx, Value, params};

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
                reason.why.en.as_str(),
                sale.producer
            ]
            .to_vec(),
        );
    }
    if !rows.is_empty() {
        tx.insert_many(
            "INSERT INTO offer (county, id, run, source, source_id, demand, crop, division, path, buyer_path, kg, from_day,
             to_day, asked_fen_per_kg, max_fen_per_kg, transport_fen_per_kg, why_zh, why_en, producer)",
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
                    OfferAct::Withdrawn.stored(),
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
pub(crate) fn next_seq(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<i64, Refusal> {
    let sql = "SELECT COALESCE(MAX(seq), 0) + 1 FROM offer_act WHERE county = $1 AND offer = $2";
    Ok(tx.number(sql, params![county, id])?)
}
