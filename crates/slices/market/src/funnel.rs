//! How far a campaign has come: declared, promised, ordered, delivered, paid; by pledges, by offers, by the outlets' books.
//!
//! The three ways are kept apart and never added: what an outlet promised, was offered and took in may be the same goods.

use crate::{
    campaigns::CampaignReport,
    offers::{KG, STATE},
    pledges,
};
use base::{Fen, Grams, Refusal};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params};

/// By what way goods go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CampaignWay {
    /// What villages declared.
    Declared,
    /// Pledges and what became of them.
    Pledges,
    /// Offers of matching runs, and contracts that came of them.
    Offers,
    /// Books of outlets.
    Books,
}

/// How far they have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CampaignStep {
    /// There is so much.
    Declared,
    /// Promised, or offered and not answered yet.
    Promised,
    /// Ordered, or agreed.
    Ordered,
    /// Delivered, or taken in.
    Delivered,
    /// Paid, or sold on.
    Paid,
}

/// One step of one way.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct CampaignStage {
    /// By what way.
    pub way: CampaignWay,
    /// How far.
    pub step: CampaignStep,
    /// How many pledges, offers, contracts or reports.
    pub count: i64,
    /// How much.
    pub grams: Grams,
    /// What it is worth; none where no price is known yet.
    pub fen: Option<Fen>,
}

/// The funnel of a campaign.
pub(crate) fn of(
    tx: &mut Tx<'_>,
    county: &str,
    campaign: i64,
    produce: &[CampaignReport],
) -> Result<Vec<CampaignStage>, Refusal> {
    let sum = |of: fn(&CampaignReport) -> i64| produce.iter().map(of).fold(0_i64, i64::saturating_add);
    let having =
        |of: fn(&CampaignReport) -> i64| i64::try_from(produce.iter().filter(|p| of(p) > 0).count()).unwrap_or(0);
    let stage =
        |way, step, (count, grams): (i64, i64), fen| CampaignStage { way, step, count, grams: Grams(grams), fen };
    let mut stages =
        vec![stage(CampaignWay::Declared, CampaignStep::Declared, (having(|_| 1), sum(|p| p.declared_g.0)), None)];
    let pledged = pledges::sums(tx, county, campaign)?;
    let kg = |kg: i64| kg.saturating_mul(1_000);
    stages.extend([
        stage(CampaignWay::Pledges, CampaignStep::Promised, (pledged.pledges, kg(pledged.pledged_kg)), None),
        stage(
            CampaignWay::Pledges,
            CampaignStep::Ordered,
            (pledged.orders, kg(pledged.ordered_kg)),
            Some(pledged.ordered_fen),
        ),
        stage(
            CampaignWay::Pledges,
            CampaignStep::Delivered,
            (pledged.deliveries, kg(pledged.delivered_kg)),
            Some(pledged.delivered_fen),
        ),
        stage(CampaignWay::Pledges, CampaignStep::Paid, (pledged.payments, 0), Some(pledged.paid_fen)),
    ]);
    let (sent, agreed) = (offered(tx, county, campaign, "sent")?, offered(tx, county, campaign, "agreed")?);
    let (contracts, grams, fen) = delivered(tx, county, campaign)?;
    stages.extend([
        stage(CampaignWay::Offers, CampaignStep::Promised, (sent.0, kg(sent.1)), None),
        stage(CampaignWay::Offers, CampaignStep::Ordered, (agreed.0, kg(agreed.1)), None),
        stage(CampaignWay::Offers, CampaignStep::Delivered, (contracts, grams), Some(fen)),
        stage(CampaignWay::Books, CampaignStep::Delivered, (having(|p| p.taken_in_g.0), sum(|p| p.taken_in_g.0)), None),
        stage(
            CampaignWay::Books,
            CampaignStep::Paid,
            (having(|p| p.sold_g.0), sum(|p| p.sold_g.0)),
            Some(Fen(sum(|p| p.sold_fen.0))),
        ),
    ]);
    Ok(stages)
}

/// Offers of the campaign's produce in a state: how many, and kg.
fn offered(tx: &mut Tx<'_>, county: &str, campaign: i64, state: &str) -> Result<(i64, i64), Refusal> {
    let sql = format!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(kg), 0) AS BIGINT) FROM (SELECT {KG} AS kg, {STATE} AS state FROM offer o
         JOIN campaign_report r ON r.county = o.county AND r.report = o.source_id AND r.campaign = $2
         WHERE o.county = $1 AND o.source = 'unsalable') q WHERE state = $3"
    );
    Ok(tx.one(&sql, params![county, campaign, state])?)
}

/// Contracts that came of offers of the campaign's produce and on which something was delivered: how many, grams, fen.
fn delivered(tx: &mut Tx<'_>, county: &str, campaign: i64) -> Result<(i64, i64, Fen), Refusal> {
    Ok(tx.one(
        "SELECT COUNT(DISTINCT v.contract), CAST(COALESCE(SUM(v.grams), 0) AS BIGINT),
         CAST(COALESCE(SUM(v.amount_fen), 0) AS BIGINT) FROM delivery v
         JOIN contract t ON t.county = v.county AND t.id = v.contract
         JOIN offer o ON o.county = t.county AND o.id = t.offer AND o.source = 'unsalable'
         JOIN campaign_report r ON r.county = o.county AND r.report = o.source_id AND r.campaign = $2
         WHERE v.county = $1",
        params![county, campaign],
    )?)
}
