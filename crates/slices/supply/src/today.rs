//! What a phone has to know to go without a network: what is asked, what was said last, what became of it.

use crate::{
    advice, calls, crops,
    helplines::{self, Purpose},
    marks, reporting, reports,
    survey::{self, HouseholdNear, RoundNow, SurveyAsked, SurveySaid},
    unsalable,
};
use base::{
    Day, Grams, Refusal,
    ids::{DivisionId, ProducerId},
    names,
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Ask, Tx, params};

/// What one village is asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Asked {
    /// The village.
    pub division: DivisionId,
    /// The crop.
    pub crop: i64,
    /// First day of the period.
    pub from: Day,
    /// Last day of the period.
    pub to: Day,
    /// Last day on which the report is on time.
    pub due: Day,
    /// Last day on which it counts, late.
    pub locks: Day,
}

/// A crop, as the phone needs it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CropBrief {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Some village of the scope grows it.
    pub grown: bool,
    /// More than this in one report is odd.
    pub odd_g: Grams,
    /// Less than this is.
    pub least_g: Option<Grams>,
    /// A survey that expects less of a mu is odd, grams.
    pub yield_least_g: Option<Grams>,
    /// A survey that expects more of a mu is odd, grams.
    pub yield_most_g: Option<Grams>,
    /// A report of more than so many times the last one of the season, or less than so manyth of it, is odd.
    pub jump_times: i64,
    /// First day of the season that runs; none outside.
    pub season_start: Option<Day>,
    /// First day of the period that a report of today answers; none outside.
    pub period: Option<Day>,
}

/// A village of the scope.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VillageBrief {
    /// Id.
    pub id: DivisionId,
    /// Township and village.
    pub name: String,
}

/// A producer of the scope: whose the goods may be that do not sell.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProducerBrief {
    /// Id.
    pub id: ProducerId,
    /// Name.
    pub name: String,
    /// Its village.
    pub division: DivisionId,
    /// Name, initials, pinyin: what it is found by without a network.
    pub search: String,
}

/// All that a phone keeps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TodayView {
    /// The county's day.
    pub day: Day,
    /// Villages of the scope; empty for a whole county.
    pub villages: Vec<VillageBrief>,
    /// Producers of the scope that may be bought of; empty for a whole county.
    pub producers: Vec<ProducerBrief>,
    /// Crops that are kept.
    pub crops: Vec<CropBrief>,
    /// What is asked now.
    pub asked: Vec<Asked>,
    /// Surveys that are asked for now.
    pub surveys: Vec<SurveyAsked>,
    /// Rounds that run.
    pub rounds: Vec<RoundNow>,
    /// Households of the village that the post reports for, masked; empty for wider posts.
    pub households: Vec<HouseholdNear>,
    /// What stands of each of these households, and of the village as a whole, by crop.
    pub surveyed: Vec<SurveySaid>,
    /// The last reports that stand, the newest first.
    pub reports: Vec<reports::ReportView>,
    /// Unsalable reports, what spoils first on top.
    pub unsalable: Vec<unsalable::UnsalableListed>,
    /// What was entered after a call and waits for the officer’s own word.
    pub calls: Vec<calls::waiting::WaitingCall>,
    /// Whom to ring for advice, the nearest first.
    pub helplines: Vec<helplines::HelplineView>,
    /// What was advised, the newest first.
    pub advice: Vec<advice::AdviceView>,
}

/// Reports that a phone keeps, for “as last time” and to see what became of them: also of each household in turn.
const REPORTS_KEPT: i64 = 300;

/// What else a phone keeps of a kind.
const KEPT: i64 = 100;

/// Producers that a phone keeps: more than a township has.
const PRODUCERS_MOST: i64 = 500;

/// What a phone keeps. **Who:** whoever may report or notes advice.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<TodayView, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let asked = if actor.scope.kind == "county" {
        Vec::new()
    } else {
        reporting::asked_now(tx, county, (&from, &until), actor.now)?
    };
    let grown: BTreeMap<i64, i64> = tx
        .query::<(i64, i64)>(
            "SELECT crop, COUNT(*) FROM grower WHERE county = $1 AND path >= $2 AND path < $3 GROUP BY crop",
            params![county, from.as_str(), until.as_str()],
        )?
        .into_iter()
        .collect();
    let villages =
        if actor.scope.kind == "county" { Vec::new() } else { places::desk::villages(tx, county, actor.day())? };
    let villages = villages.into_iter().filter(|village| actor.scope.covers(&village.path));
    let villages = villages.map(|village| VillageBrief { id: village.id, name: village.full_name }).collect();
    let crops = crops::all(tx, county)?.into_iter().filter(|crop| !crop.ended);
    let day = actor.day();
    let crops = crops.map(|c| brief(c, &grown, day)).collect();
    let running = survey::running(tx, county, actor.now)?;
    let surveys = if actor.scope.kind == "county" {
        Vec::new()
    } else {
        let asked = survey::asked_now(tx, county, (&from, &until), (&running, actor.now))?;
        SurveyAsked::with_last(tx, county, asked)?
    };
    let (households, surveyed) = survey::of_village(tx, actor)?;
    let helplines = helplines::for_place(tx, county, &actor.scope.path, Purpose::Guidance)?;
    let ask = |sort: &str, most| Ask { limit: Some(most), sort: Some(sort.into()), ..Ask::default() };
    Ok(TodayView {
        day: actor.day(),
        villages,
        producers: producers(tx, actor)?,
        crops,
        asked: asked
            .into_iter()
            .map(|(division, crop, p)| Asked { division, crop, from: p.from, to: p.to, due: p.due, locks: p.locks })
            .collect(),
        surveys,
        rounds: running.into_iter().map(RoundNow::of).collect(),
        households,
        surveyed,
        reports: reports::list(tx, actor, (), reports::ReportFilter::default(), &ask("-told_at", REPORTS_KEPT))?.items,
        unsalable: unsalable::list(tx, actor, (), unsalable::UnsalableFilter::default(), &ask("spoil_on", KEPT))?.items,
        advice: advice::list(tx, actor, (), advice::AdviceFilter::default(), &ask("-told_at", KEPT))?.items,
        calls: calls::waiting::all(tx, actor)?,
        helplines,
    })
}

fn brief(crop: crops::CropRow, grown: &BTreeMap<i64, i64>, day: Day) -> CropBrief {
    CropBrief {
        grown: grown.contains_key(&crop.id),
        season_start: marks::season_start(&crop, day),
        period: crop.season().answered_on(day).map(|period| period.from),
        id: crop.id,
        name: crop.name,
        odd_g: crop.odd_g,
        least_g: crop.least_g,
        yield_least_g: crop.yield_least_g,
        yield_most_g: crop.yield_most_g,
        jump_times: crop.jump_times,
    }
}

fn producers(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<ProducerBrief>, Refusal> {
    if actor.scope.kind == "county" {
        return Ok(Vec::new());
    }
    let found = catalogue::desk::producers_below(tx, actor.county_id(), &actor.scope.path, PRODUCERS_MOST)?;
    let brief = |one: catalogue::desk::ProducerToChoose| ProducerBrief {
        id: one.id,
        search: names::search_key(&one.name, []),
        name: one.name,
        division: one.division,
    };
    Ok(found.into_iter().map(brief).collect())
}
