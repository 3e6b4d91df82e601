//! What is said of a base: who operates it, where it lies, since when.

use base::{
    Day,
    ids::{DivisionId, HouseholdId, ProducerId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who operates a base: one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BaseOperator {
    /// A producer of the catalogue, such as a co-operative.
    Producer(ProducerId),
    /// An assisted household.
    Household(HouseholdId),
}

/// Registers a base.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterBase {
    /// What it is called.
    pub name: String,
    /// Who operates it.
    pub operator: BaseOperator,
    /// The village that it lies in.
    pub division: DivisionId,
    /// Since when; today if not said.
    #[serde(default)]
    pub from_day: Option<Day>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// Says of a base what has changed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectBase {
    /// What it is called.
    pub name: String,
    /// Since when.
    pub from_day: Day,
    /// Its last day; none while it is kept.
    #[serde(default)]
    pub closed_on: Option<Day>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}
