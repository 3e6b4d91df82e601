//! What the phone of a village needs to survey household by household without a network: who lives there, what stands
//! of each, and which rounds run.

use super::rounds::RoundView;
use crate::reports;
use base::{
    Day, Grams, Instant, Refusal,
    ids::{DivisionId, HouseholdId},
};
use edge::{Actor, Perm};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Tx, params};

/// A round that runs, for the crops that no later round speaks of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundNow {
    /// First day, by which surveys name it.
    pub round: Day,
    /// What it is called.
    pub name: String,
    /// Last day on which a survey is in time.
    pub due: Day,
    /// What it asks for.
    pub crops: Vec<i64>,
}

impl RoundNow {
    pub(crate) fn of((view, crops): (RoundView, Vec<i64>)) -> Self {
        Self { round: view.round.from_day, name: view.round.name, due: view.round.due_day, crops }
    }
}

/// A household of the village, as whoever knows the people finds it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HouseholdNear {
    /// Number.
    pub id: HouseholdId,
    /// Its village.
    pub division: DivisionId,
    /// 张*.
    pub name: String,
    /// First letters of the whole name in pinyin.
    pub initials: String,
    /// What tells it from others of that name: its masked phone; empty if none is known.
    pub note: String,
}

store::row! {
    /// The last word of a household, or of the village as a whole, on a crop: of its latest round.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct SurveySaid {
        /// The id that its device gave it.
        pub client: String,
        /// The village.
        pub division: DivisionId,
        /// The crop.
        pub crop: i64,
        /// First day of its round, or its year outside rounds.
        pub round: String,
        /// The household; none for the whole village.
        pub household: Option<HouseholdId>,
        /// Area in hundredths of a mu; 0 for none.
        pub area_centimu: i64,
        /// Expected yield, as it was said; empty for none.
        pub said: String,
        /// That is, grams.
        pub grams: Grams,
        /// First day on which there is to be any; empty for none.
        pub from_day: String,
        /// Last day.
        pub to_day: String,
        /// When it was filled in.
        pub told_at: Instant,
    }
}

/// Households that a phone keeps: more than a village has.
const HOUSEHOLDS_MOST: i64 = 1_000;

/// Surveys that are looked through for the last word of each.
const SAID_MOST: i64 = 5_000;

/// Years back from which the last word is still something to start from.
const YEARS: i32 = 2;

/// Whether the actor reports for one village and may see its households: wider posts sum none up on a phone.
fn of_one_village(tx: &mut Tx<'_>, actor: &Actor) -> Result<bool, Refusal> {
    if actor.scope.kind != "division" || !(actor.may(Perm::SupplyReport) && actor.may(Perm::HouseholdRead)) {
        return Ok(false);
    }
    let found = places::desk::division(tx, actor.county_id(), DivisionId(actor.scope.id))?;
    Ok(found.is_some_and(|division| division.level == "village"))
}

/// Households of the village that the actor reports for, masked, and what each said last.
pub(crate) fn of_village(tx: &mut Tx<'_>, actor: &Actor) -> Result<(Vec<HouseholdNear>, Vec<SurveySaid>), Refusal> {
    if !of_one_village(tx, actor)? {
        return Ok((Vec::new(), Vec::new()));
    }
    let (county, path) = (actor.county_id(), actor.scope.path.as_str());
    let found = catalogue::desk::households_to_choose(tx, county, (path, path), ("", None), HOUSEHOLDS_MOST)?;
    let near = |one: catalogue::desk::HouseholdToChoose| HouseholdNear {
        id: one.id,
        division: one.division,
        name: one.masked_name,
        initials: one.initials,
        note: one.masked_phone,
    };
    Ok((found.into_iter().map(near).collect(), last_said(tx, actor)?))
}

/// Of each household and of the village itself the latest that stands, crop by crop.
fn last_said(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<SurveySaid>, Refusal> {
    let (from, until) = actor.scope.range();
    // A year is the beginning of each of its days: what came outside rounds stands behind those of its year.
    let sql = format!(
        "SELECT s.client, s.division, s.crop, s.round, s.household, s.area_centimu, s.said, s.grams, s.from_day, s.to_day,
         s.told_at FROM supply_report s WHERE s.county = $1 AND s.path >= $2 AND s.path < $3 AND s.kind = 'survey'
         AND s.round >= $4 AND {}
         ORDER BY s.round DESC, s.told_at DESC, s.id DESC LIMIT $5",
        reports::stands("s")
    );
    let since = (actor.day().year() - YEARS).to_string();
    let said: Vec<SurveySaid> = tx.query(&sql, params![actor.county_id(), from, until, since, SAID_MOST])?;
    let mut seen = BTreeSet::new();
    Ok(said.into_iter().filter(|one| seen.insert((one.division, one.crop, one.household))).collect())
}
