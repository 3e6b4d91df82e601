//! Reading a year's facts from the slices below, through their desks.
//!
//! Invariant: only kept totals are read, so a settlement does not grow with lines.

use crate::measures::{Facts, OutletFacts, ProducerFacts};
use base::{Fen, Refusal, ids::OutletId};
use ledger::desk::OutletYear;
use policy::{
    Policy,
    vocabulary::{ProducerKind, Word},
};
use std::collections::BTreeMap;
use store::Tx;

/// The facts of a year. Which workers count as assisted, the policy says.
pub(crate) fn gather(tx: &mut Tx<'_>, county: &str, year: i32, policy: &Policy) -> Result<Facts, Refusal> {
    Ok(Facts { outlets: outlets(tx, county, year)?, producers: producers(tx, county, year, policy)? })
}

fn outlets(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<OutletFacts>, Refusal> {
    let totals = ledger::desk::year_totals(tx, county, year)?;
    let totals: BTreeMap<OutletId, OutletYear> = totals.into_iter().map(|t| (t.outlet, t)).collect();
    let declared = supply::desk::declared(tx, county)?;
    let mut campaigns: BTreeMap<OutletId, Fen> = BTreeMap::new();
    for sold in ledger::desk::campaign_totals(tx, county, year)? {
        if declared.contains(&sold.report) {
            let sum = campaigns.entry(sold.outlet).or_default();
            *sum = sum.plus(sold.listed_fen).unwrap_or(*sum);
        }
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
