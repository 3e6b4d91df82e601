//! Campaigns (滞销产品助销行动): drives to sell what was declared unsalable (S76).
//!
//! A campaign names declared reports; what was offered, promised, delivered and sold of them is counted where it is
//! kept, never typed here.

use crate::{
    error::No,
    funnel::{self, CampaignStage},
};
use base::{Day, Fen, Grams, Instant, Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Announces a campaign.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnounceCampaign {
    /// What it is called.
    pub name: String,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Declared reports whose produce it sells.
    #[serde(default)]
    pub reports: Vec<i64>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// Takes further reports in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinReports {
    /// Declared reports.
    pub reports: Vec<i64>,
}

/// Ends a campaign before its time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndCampaign {
    /// Why.
    pub reason: String,
}

store::row! {
    /// A campaign as a list shows it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct CampaignRow {
        /// Number.
        pub id: i64,
        /// What it is called.
        pub name: String,
        /// First day.
        pub from_day: Day,
        /// Last day.
        pub to_day: Day,
        /// Anything else.
        pub note: String,
        /// Why it ended before its time; empty if it did not.
        pub ended_reason: String,
        /// Reports whose produce it sells.
        pub reports: i64,
        /// Pledges that stand.
        pub pledges: i64,
        /// What they promise, kg.
        pub pledged_kg: i64,
        /// When it was announced.
        pub at: Instant,
    }
}

/// A report in a campaign, with what became of its produce.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignReport {
    /// Number of the report.
    pub report: i64,
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// The crop.
    pub crop: i64,
    /// What it is called.
    pub crop_name: String,
    /// How much was declared.
    pub declared_g: Grams,
    /// When it spoils.
    pub spoil_on: Day,
    /// What outlets took in of it.
    pub taken_in_g: Grams,
    /// What they sold of it.
    pub sold_g: Grams,
    /// What was paid for that.
    pub sold_fen: Fen,
}

/// A campaign in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignView {
    /// The campaign.
    #[serde(flatten)]
    pub campaign: CampaignRow,
    /// The reports and what became of their produce.
    pub produce: Vec<CampaignReport>,
    /// How far promises, offers and books have come.
    pub funnel: Vec<CampaignStage>,
}

const CAMPAIGN: &str = "SELECT c.id, c.name, c.from_day, c.to_day, c.note, c.ended_reason,
    (SELECT COUNT(*) FROM campaign_report r WHERE r.county = c.county AND r.campaign = c.id) AS reports,
    (SELECT COUNT(*) FROM pledge p WHERE p.county = c.county AND p.campaign = c.id AND NOT EXISTS (SELECT 1 FROM pledge_act w
      WHERE w.county = p.county AND w.pledge = p.id AND w.act = 'withdrawn')) AS pledges,
    CAST(COALESCE((SELECT SUM(p.kg) FROM pledge p WHERE p.county = c.county AND p.campaign = c.id AND NOT EXISTS (SELECT 1
      FROM pledge_act w WHERE w.county = p.county AND w.pledge = p.id AND w.act = 'withdrawn')), 0) AS BIGINT) AS pledged_kg,
    c.at, c.id AS sort_id FROM campaign c WHERE c.county = $1";

/// Longest campaign, days.
const DAYS_MOST: i32 = 366;

/// Most reports named at once.
const REPORTS_MOST: usize = 200;

/// Announces a campaign. **Who:** county office.
pub fn announce(tx: &mut Tx<'_>, actor: &Actor, (): (), body: AnnounceCampaign) -> Result<CampaignView, Refusal> {
    let county = actor.county_id();
    crate::text("/name", &body.name, 60)?;
    crate::at_most("/note", &body.note, 500)?;
    let days = body.to_day.days_since(body.from_day);
    if !(0..DAYS_MOST).contains(&days) || actor.day().days_since(body.to_day) > 0 {
        return Err(Refusal::from(No::CampaignDays).at("/to_day"));
    }
    let id = tx.next_id(county, "campaign")?;
    tx.run(
        "INSERT INTO campaign (county, id, name, from_day, to_day, note, ended_reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9)",
        params![
            county,
            id,
            body.name.trim(),
            body.from_day,
            body.to_day,
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    take_reports(tx, actor, id, &body.reports)?;
    show(tx, actor, id, Nothing {})
}

/// Takes further declared reports in. **Who:** county office.
pub fn join(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: JoinReports) -> Result<CampaignView, Refusal> {
    running(tx, actor, id)?;
    if body.reports.is_empty() {
        return Err(Refusal::from(No::NoReports).at("/reports"));
    }
    take_reports(tx, actor, id, &body.reports)?;
    show(tx, actor, id, Nothing {})
}

fn take_reports(tx: &mut Tx<'_>, actor: &Actor, id: i64, reports: &[i64]) -> Result<(), Refusal> {
    let county = actor.county_id();
    if reports.len() > REPORTS_MOST {
        return Err(Refusal::from(No::TooMany { most: REPORTS_MOST }).at("/reports"));
    }
    for (index, report) in reports.iter().enumerate() {
        let at = |no: No| Refusal::from(no).at(format!("/reports/{index}"));
        let found = supply::desk::unsalable(tx, county, *report)?.ok_or_else(|| at(No::NoSuchUnsalable))?;
        if found.state != "confirmed" {
            return Err(at(No::NotDeclared));
        }
        let written = tx.run(
            "INSERT INTO campaign_report (county, campaign, report, made_by, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
            params![county, id, *report, actor.person, actor.now],
        )?;
        if written == 0 {
            return Err(at(No::InACampaign));
        }
    }
    Ok(())
}

/// Ends a campaign before its time. **Who:** county office.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndCampaign) -> Result<CampaignView, Refusal> {
    crate::text("/reason", &body.reason, 200)?;
    running(tx, actor, id)?;
    tx.run(
        "UPDATE campaign SET ended_reason = $3 WHERE county = $1 AND id = $2",
        params![actor.county_id(), id, body.reason.trim()],
    )?;
    show(tx, actor, id, Nothing {})
}

/// A campaign that is not over, with nobody else at it meanwhile. **Errors:** there is none, or it is over.
pub(crate) fn running(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<CampaignRow, Refusal> {
    tx.hold(actor.county_id(), &format!("campaign/{id}"))?;
    let found = find(tx, actor.county_id(), id)?;
    if !found.ended_reason.is_empty() || found.to_day < actor.day() {
        return Err(No::CampaignOver.into());
    }
    Ok(found)
}

/// A campaign. **Errors:** there is none.
pub(crate) fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<CampaignRow, Refusal> {
    tx.find(&format!("{CAMPAIGN} AND c.id = $2"), params![county, id])?.ok_or_else(|| No::NoSuchCampaign.into())
}

/// Numbers of a campaign's reports.
pub(crate) fn reports(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<i64>, Refusal> {
    let sql = "SELECT report FROM campaign_report WHERE county = $1 AND campaign = $2 ORDER BY report";
    Ok(tx.query(sql, params![county, id])?)
}

/// A campaign with its produce and how far it has come. **Who:** whoever may see the market.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<CampaignView, Refusal> {
    let county = actor.county_id();
    let campaign = find(tx, county, id)?;
    let crops = supply::desk::crop_names(tx, county)?;
    let sold = ledger::desk::sold_of_reports(tx, actor)?;
    let taken_in = ledger::desk::taken_in_of_reports(tx, county, actor.now)?;
    let mut produce = Vec::new();
    for report in reports(tx, county, id)? {
        let Some(found) = supply::desk::unsalable(tx, county, report)? else { continue };
        let sold = sold.get(&report).copied().unwrap_or_default();
        let took = taken_in.iter().filter(|((of, _), _)| *of == report);
        produce.push(CampaignReport {
            report,
            division: found.division,
            division_name: places::desk::full_name(tx, county, found.division)?,
            crop: found.crop,
            crop_name: crops.get(&found.crop).cloned().unwrap_or_default(),
            declared_g: found.grams,
            spoil_on: found.spoil_on,
            taken_in_g: Grams(took.map(|(_, grams)| *grams).sum()),
            sold_g: Grams(sold.grams),
            sold_fen: sold.fen,
        });
    }
    let funnel = funnel::of(tx, county, id, &produce)?;
    Ok(CampaignView { campaign, produce, funnel })
}

/// Campaigns, the newest first. **Who:** whoever may see the market.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<CampaignRow>, Refusal> {
    let listing = Listing {
        base: CAMPAIGN,
        params: params![actor.county_id()].to_vec(),
        sorts: &["-from_day", "to_day", "name", "pledged_kg"],
        sums: &["reports", "pledges", "pledged_kg"],
    };
    store::list(tx, &listing, ask)
}
