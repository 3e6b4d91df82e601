//! What is said of a plot: whose it is, what grows there, what is paid for it.

use base::{
    Day, Fen,
    ids::{DivisionId, HouseholdId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose a plot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlotKind {
    /// The operator's own.
    Own,
    /// Rented from its holder (流转).
    Rented,
    /// Grown by its holder, a member, and sold through the operator.
    Member,
}

impl PlotKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Rented => "rented",
            Self::Member => "member",
        }
    }
}

/// Somebody who is in no register.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolderForm {
    /// Name of the person, or of the village's collective.
    pub name: String,
    /// Phone, if there is one.
    #[serde(default)]
    pub phone: String,
}

/// Whose land it is, or who grows there.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlotHolder {
    /// An assisted household.
    Household(HouseholdId),
    /// Somebody in no register.
    Named(HolderForm),
}

/// Adds a plot.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddPlot {
    /// Whose it is.
    pub kind: PlotKind,
    /// What it is called: 屋后坡地.
    pub name: String,
    /// What grows there.
    pub crop: i64,
    /// Hundredths of a mu.
    pub area_centimu: i64,
    /// How many trees; 0 where there are none.
    #[serde(default)]
    pub trees: i64,
    /// The holder; of one's own land nobody.
    #[serde(default)]
    pub holder: Option<PlotHolder>,
    /// The village that it lies in; the base's if not said.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// Rent a year; only of rented land.
    #[serde(default)]
    pub rent_fen: Fen,
    /// Since when; the base's first day if not said.
    #[serde(default)]
    pub from_day: Option<Day>,
    /// Until when; open if not said.
    #[serde(default)]
    pub to_day: Option<Day>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// Says of a plot what has changed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectPlot {
    /// What it is called.
    pub name: String,
    /// Hundredths of a mu.
    pub area_centimu: i64,
    /// How many trees.
    #[serde(default)]
    pub trees: i64,
    /// Rent a year.
    #[serde(default)]
    pub rent_fen: Fen,
    /// Until when; open if not said.
    #[serde(default)]
    pub to_day: Option<Day>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}
