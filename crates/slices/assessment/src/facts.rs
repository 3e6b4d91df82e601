//! Reading a year's facts from the slices below, through their desks.
//!
//! Invariant: only kept totals are read, so a settlement does not grow with lines.

use crate::measures::{Facts, OfficerFacts, OutletFacts, ProducerFacts};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, OutletId},
};
use edge::Actor;
use ledger::desk::{CampaignYear, OutletYear};
use policy::{
    Policy,
    vocabulary::{ProducerKind, Word},
};
use std::collections::BTreeMap;
use store::Tx;

/// The facts of a year. Which workers count as assisted, the policy says.
///
/// What villages reported, what was made of it and what was delivered is taken as it stood at `as_of`: for a frozen year
/// that is when it was frozen, since its book of reports is never closed and a check may come at any time.
pub(crate) fn gather(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, as_of): (i32, Instant),
    policy: &Policy,
) -> Result<Facts, Refusal> {
    let county = actor.county_id();
    let campaigns = campaigns(tx, actor, (year, as_of))?;
    Ok(Facts {
        outlets: outlets(tx, county, year, &campaigns)?,
        producers: producers(tx, county, year, policy)?,
        officers: officers(tx, actor, (year, as_of), &campaigns)?,
    })
}

/// What outlets sold in a year of produce that was declared unsalable by an instant.
pub(crate) fn campaigns(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, as_of): (i32, Instant),
) -> Result<Vec<CampaignYear>, Refusal> {
    let declared = supply::desk::declared(tx, actor.county_id(), as_of)?;
    let all = ledger::desk::campaign_totals(tx, actor, year)?;
    Ok(all.into_iter().filter(|sold| declared.contains(&sold.report)).collect())
}

fn outlets(tx: &mut Tx<'_>, county: &str, year: i32, declared: &[CampaignYear]) -> Result<Vec<OutletFacts>, Refusal> {
    let totals = ledger::desk::year_totals(tx, county, year)?;
    let totals: BTreeMap<OutletId, OutletYear> = totals.into_iter().map(|t| (t.outlet, t)).collect();
    let mut campaigns: BTreeMap<OutletId, Fen> = BTreeMap::new();
    for sold in declared {
        let sum = campaigns.entry(sold.outlet).or_default();
        *sum = sum.plus(sold.listed_fen).unwrap_or(*sum);
    }
    let facts = |outlet: outlets::desk::OutletOfYear| {
        let sold = totals.get(&outlet.id);
        OutletFacts {
            id: outlet.id.0,
            name: outlet.name,
            kind: outlet.kind,
            authorised: outlet.authorised_from.map(|from| (from, outlet.authorised_to)),
            refusals: outlet.refusals,
            listed: sold.map(|t| t.listed_fen).unwrap_or_default(),
            local: sold.map(|t| t.local_fen).unwrap_or_default(),
            campaign: campaigns.get(&outlet.id).copied().unwrap_or_default(),
        }
    };
    Ok(outlets::desk::outlets_of_year(tx, county, year)?.into_iter().map(facts).collect())
}

fn producers(tx: &mut Tx<'_>, county: &str, year: i32, policy: &Policy) -> Result<Vec<ProducerFacts>, Refusal> {
    let names: BTreeMap<_, _> = catalogue::desk::producer_names(tx, county)?.into_iter().collect();
    let known = |(id, kind, incomes): (base::ids::ProducerId, String, Vec<base::Fen>)| {
        let kind = ProducerKind::find(&kind)?;
        Some(ProducerFacts { id: id.0, name: names.get(&id).cloned().unwrap_or_default(), kind, incomes })
    };
    Ok(catalogue::desk::certify_measures(tx, county, year, policy)?.into_iter().filter_map(known).collect())
}

/// Officers of the villages that were asked in the year. Periods count once their last timely day lies in the year, so
/// that a year computed again later is the same.
fn officers(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, as_of): (i32, Instant),
    campaigns: &[CampaignYear],
) -> Result<Vec<OfficerFacts>, Refusal> {
    let county = actor.county_id();
    let Some(after) = Day::last_of_year(year).map(|day| day.plus_days(1)) else { return Ok(Vec::new()) };
    let villages = supply::desk::villages_of(tx, county)?;
    let had = supply::desk::had_to_sell(tx, county, year, as_of)?;
    let mut promoted: BTreeMap<DivisionId, (Fen, i64)> = BTreeMap::new();
    let mut add = |village: DivisionId, fen: Fen, grams: i64| {
        let sum = promoted.entry(village).or_default();
        *sum = (sum.0.plus(fen).unwrap_or(sum.0), sum.1.saturating_add(grams));
    };
    for sold in campaigns {
        if let Some(village) = villages.get(&sold.report) {
            add(*village, sold.listed_fen, sold.grams);
        }
    }
    for delivered in market::desk::delivered_of_offers(tx, county, (year, as_of), None)? {
        add(delivered.division, delivered.fen, delivered.grams);
    }
    let mut officers = Vec::new();
    for (division, of) in supply::desk::officer_years(tx, county, year, (as_of.day().min(after), as_of))? {
        let village = places::desk::division(tx, county, division)?.map(|found| found.full_name).unwrap_or_default();
        officers.push(OfficerFacts {
            division: division.0,
            name: format!("{village}信息员"),
            reports: of.reports,
            on_time: of.reports_on_time,
            checked: of.reports_checked,
            accurate: of.reports_accurate,
            promotion: promoted.get(&division).map(|sum| sum.0).unwrap_or_default(),
            sold_g: promoted.get(&division).map(|sum| sum.1).unwrap_or_default(),
            had_g: had.get(&division).copied().unwrap_or_default(),
        });
    }
    Ok(officers)
}
