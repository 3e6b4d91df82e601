//! Measures of a settlement as a list, and a figure opened to the lines of its book.

use crate::{
    error::No,
    findings::word,
    measures::{Measured, Measures},
    policies::ByPolicy,
    rows::{self, Column},
    settle, sql,
};
use base::{Day, Fen, Refusal, ids::OutletId};
use edge::{Actor, Ask, Nothing, Page};
use ledger::desk::LineView;
use policy::vocabulary::{OutletKind, ProducerKind, SubjectKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// What a list of measures is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MeasureQuery {
    /// One kind of subject.
    pub kind: Option<String>,
    /// A part of the name.
    pub q: Option<String>,
}

/// A subject's measures in a list; what a kind does not have is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasureRow {
    /// Id of the subject.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SubjectKind,
    /// Kind of outlet.
    pub outlet_kind: Option<OutletKind>,
    /// Kind of producer.
    pub producer_kind: Option<ProducerKind>,
    /// First authorised day.
    pub authorised_from: Option<Day>,
    /// Last authorised day.
    pub authorised_to: Option<Day>,
    /// Sales of listed products by the outlet's own book.
    pub recorded_sales_fen: Option<Fen>,
    /// Sales that count for awards.
    pub credited_sales_fen: Option<Fen>,
    /// Campaign sales.
    pub campaign_sales_fen: Option<Fen>,
    /// Sales of local produce.
    pub local_sales_fen: Option<Fen>,
    /// Established refusals.
    pub refusals: Option<i64>,
    /// Assisted workers.
    pub assisted_workers: Option<i64>,
    /// The highest income among them.
    pub highest_income_fen: Option<Fen>,
    /// Reports that were due.
    pub reports: Option<i64>,
    /// Of them in time.
    pub reports_on_time: Option<i64>,
    /// Reports that somebody checked, or that what was bought speaks for or against.
    pub reports_checked: Option<i64>,
    /// Of them accurate.
    pub reports_accurate: Option<i64>,
    /// Sold of what the village had declared unsalable, and delivered on contracts that came of offers of its supply.
    pub promotion_sales_fen: Option<Fen>,
    /// Grams sold through offers and campaigns.
    pub promotion_sold_g: Option<i64>,
    /// Grams that the village had to sell.
    pub promotion_had_g: Option<i64>,
}

impl From<&Measured> for MeasureRow {
    fn from(m: &Measured) -> Self {
        let blank = Self { subject: m.id.clone(), name: m.name.clone(), ..Self::default() };
        match &m.of {
            Measures::Outlet {
                outlet_kind,
                authorised_from,
                authorised_to,
                recorded_sales_fen,
                credited_sales_fen,
                campaign_sales_fen,
                local_sales_fen,
                refusals,
                ..
            } => Self {
                outlet_kind: Some(*outlet_kind),
                authorised_from: *authorised_from,
                // Where there is no first day, the last one stands in the document for the rules alone.
                authorised_to: authorised_from.and(*authorised_to),
                recorded_sales_fen: Some(*recorded_sales_fen),
                credited_sales_fen: Some(*credited_sales_fen),
                campaign_sales_fen: *campaign_sales_fen,
                local_sales_fen: Some(*local_sales_fen),
                refusals: *refusals,
                ..blank
            },
            Measures::Officer {
                reports,
                reports_on_time,
                reports_checked,
                reports_accurate,
                promotion_sales_fen,
                promotion_sold_g,
                promotion_had_g,
                ..
            } => Self {
                kind: SubjectKind::Officer,
                reports: Some(*reports),
                reports_on_time: Some(*reports_on_time),
                reports_checked: Some(*reports_checked),
                reports_accurate: Some(*reports_accurate),
                promotion_sales_fen: Some(*promotion_sales_fen),
                promotion_sold_g: *promotion_sold_g,
                promotion_had_g: *promotion_had_g,
                ..blank
            },
            Measures::Producer { producer_kind, assisted_workers, .. } => Self {
                kind: SubjectKind::Producer,
                producer_kind: Some(*producer_kind),
                assisted_workers: i64::try_from(assisted_workers.len()).ok(),
                highest_income_fen: assisted_workers.iter().map(|w| w.income_fen).max(),
                ..blank
            },
        }
    }
}

impl Default for MeasureRow {
    fn default() -> Self {
        Self {
            subject: String::new(),
            name: String::new(),
            kind: SubjectKind::Outlet,
            outlet_kind: None,
            producer_kind: None,
            authorised_from: None,
            authorised_to: None,
            recorded_sales_fen: None,
            credited_sales_fen: None,
            campaign_sales_fen: None,
            local_sales_fen: None,
            refusals: None,
            assisted_workers: None,
            highest_income_fen: None,
            reports: None,
            reports_on_time: None,
            reports_checked: None,
            reports_accurate: None,
            promotion_sales_fen: None,
            promotion_sold_g: None,
            promotion_had_g: None,
        }
    }
}

const COLUMNS: &[Column<MeasureRow>] = &[
    Column { name: "name", key: |m| (0, m.name.clone()) },
    Column { name: "recorded_sales_fen", key: |m| (m.recorded_sales_fen.unwrap_or_default().0, String::new()) },
    Column { name: "credited_sales_fen", key: |m| (m.credited_sales_fen.unwrap_or_default().0, String::new()) },
    Column { name: "local_sales_fen", key: |m| (m.local_sales_fen.unwrap_or_default().0, String::new()) },
    Column { name: "highest_income_fen", key: |m| (m.highest_income_fen.unwrap_or_default().0, String::new()) },
];

/// Measures of a year.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    year: i32,
    q: MeasureQuery,
    ask: &Ask,
) -> Result<Page<MeasureRow>, Refusal> {
    let kind: Option<SubjectKind> = word(q.kind.as_deref())?;
    let found = settle::asked(tx, actor, year, &ByPolicy::default())?;
    let rows = found.settlement.subjects.iter().map(MeasureRow::from);
    let part = q.q.as_deref().map(str::trim).unwrap_or_default();
    let rows = rows.filter(|m| kind.is_none_or(|kind| kind == m.kind) && m.name.contains(part)).collect();
    rows::page(rows, ask, COLUMNS, None)
}

/// The lines of the outlet's book behind one figure: what an explanation's `lines` names.
pub(crate) fn lines(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, subject, measure): (i32, String, String),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<LineView>, Refusal> {
    settle::check(actor, year)?;
    let number = subject.strip_prefix('o').and_then(|id| id.parse().ok());
    let outlet = OutletId(number.ok_or_else(|| No::SubjectUnknown { id: subject.clone() })?);
    // Until lists of the benefiting side are kept, credited sales are recorded ones.
    let measure = match measure.as_str() {
        "recorded_sales_fen" | "credited_sales_fen" => "listed",
        "local_sales_fen" => "local",
        "campaign_sales_fen" => "campaign",
        _ => return Err(No::MeasureWithoutLines { measure }.into()),
    };
    // What a frozen figure was made of, not what would be in it today.
    let as_of = sql::find_frozen(tx, actor.county_id(), year)?.map_or(actor.now, |frozen| frozen.frozen_at);
    ledger::desk::measure_lines(tx, actor.county_id(), outlet, (year, as_of), measure, ask)
}
