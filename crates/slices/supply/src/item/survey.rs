//! What a survey says.

use super::Saying;
use base::{Day, ids::HouseholdId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 摸底: what a village, or one household, will have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyItem {
    /// Area in hundredths of a mu.
    pub area_centimu: i64,
    /// Expected yield.
    pub quantity: Saying,
    /// First day on which there will be any.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// The household, if the survey is of one.
    #[serde(default)]
    pub household: Option<HouseholdId>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
    /// First day of the round that it answers; by the day on which it was filled in if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Day>,
    /// Ids of earlier surveys that this one takes the place of.
    #[serde(default)]
    pub replaces: Vec<String>,
}

/// There is none of a crop this time: a survey as good as any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoSurveyItem {
    /// First day of the round that it answers; by the day on which it was filled in if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Day>,
    /// The household, if it is only that one which has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdId>,
    /// Ids of earlier surveys that this one takes the place of.
    #[serde(default)]
    pub replaces: Vec<String>,
}
