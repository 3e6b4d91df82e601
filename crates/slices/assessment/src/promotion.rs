//! What an officer's measures are made of: the reports that were judged, and what was sold through offers and campaigns.

use crate::{
    error::No,
    facts,
    rows::{self, Column},
    settle, sql,
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, OutletId},
};
use edge::{Actor, Ask, Nothing, Page};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Tx;
use supply::desk::CheckedReport;

/// The village of an officer, and by when its facts are taken: of a frozen year when it was frozen.
fn village(tx: &mut Tx<'_>, actor: &Actor, year: i32, subject: &str) -> Result<(DivisionId, Instant), Refusal> {
    settle::check(actor, year)?;
    let number = subject.strip_prefix('f').and_then(|id| id.parse().ok());
    let division = number.ok_or_else(|| No::SubjectUnknown { id: subject.to_owned() })?;
    let frozen = sql::find_frozen(tx, actor.county_id(), year)?;
    Ok((DivisionId(division), frozen.map_or(actor.now, |frozen| frozen.frozen_at)))
}

const REPORTS: &[Column<CheckedReport>] = &[
    Column { name: "period", key: |r| (0, r.period.clone()) },
    Column { name: "grams", key: |r| (r.grams.0, String::new()) },
];

/// Reports of an officer's village that count as checked, with what they were judged by.
pub(crate) fn reports(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, subject): (i32, String),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<CheckedReport>, Refusal> {
    let (division, as_of) = village(tx, actor, year, &subject)?;
    let rows = supply::desk::checked_reports(tx, actor.county_id(), division, (year, as_of))?;
    rows::page(rows, ask, REPORTS, None)
}

/// What a sale that was promoted came of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromotedBy {
    /// A delivery on a contract that came of an offer.
    Offer,
    /// Sales of produce that was declared unsalable.
    Campaign,
}

/// A part of what an officer's village sold through offers and campaigns.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PromotionRow {
    /// What it came of.
    pub came_of: PromotedBy,
    /// When it was delivered; null for sales of a whole year.
    pub day: Option<Day>,
    /// The contract.
    pub contract: Option<i64>,
    /// The delivery on it.
    pub delivery: Option<i64>,
    /// The report of unsalable produce.
    pub report: Option<i64>,
    /// The outlet that sold it.
    pub outlet: Option<OutletId>,
    /// Its name.
    pub outlet_name: String,
    /// How much, grams.
    pub grams: i64,
    /// What was paid for it; of campaign sales what was listed.
    pub amount_fen: Fen,
}

const PARTS: &[Column<PromotionRow>] = &[
    Column { name: "day", key: |p| (0, p.day.map(|day| day.to_string()).unwrap_or_default()) },
    Column { name: "grams", key: |p| (p.grams, String::new()) },
    Column { name: "amount_fen", key: |p| (p.amount_fen.0, String::new()) },
];

/// What an officer's village sold through offers and campaigns: deliveries, then sales by outlet and report.
pub(crate) fn parts(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, subject): (i32, String),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<PromotionRow>, Refusal> {
    let (division, as_of) = village(tx, actor, year, &subject)?;
    let county = actor.county_id();
    let delivered = market::desk::delivered_of_offers(tx, county, (year, as_of), Some(division))?;
    let mut rows: Vec<PromotionRow> = delivered
        .into_iter()
        .map(|one| PromotionRow {
            came_of: PromotedBy::Offer,
            day: Some(one.day),
            contract: Some(one.contract),
            delivery: Some(one.delivery),
            report: None,
            outlet: None,
            outlet_name: String::new(),
            grams: one.grams,
            amount_fen: one.fen,
        })
        .collect();
    let villages = supply::desk::villages_of(tx, county)?;
    let outlets = outlets::desk::outlets_named(tx, county, actor.day())?;
    let outlets: BTreeMap<OutletId, String> = outlets.into_iter().map(|outlet| (outlet.id, outlet.name)).collect();
    let sold = facts::campaigns(tx, actor, (year, as_of))?;
    rows.extend(sold.into_iter().filter(|sold| villages.get(&sold.report) == Some(&division)).map(|sold| {
        PromotionRow {
            came_of: PromotedBy::Campaign,
            day: None,
            contract: None,
            delivery: None,
            report: Some(sold.report),
            outlet: Some(sold.outlet),
            outlet_name: outlets.get(&sold.outlet).cloned().unwrap_or_default(),
            grams: sold.grams,
            amount_fen: sold.listed_fen,
        }
    }));
    rows::page(rows, ask, PARTS, Some(|part| part.amount_fen.0))
}
