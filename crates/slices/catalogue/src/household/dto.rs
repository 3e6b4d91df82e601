//! What goes in and out about households.

use crate::person::{FullPerson, MaskedPerson, PersonForm};
use base::{
    Day,
    ids::{DivisionId, HouseholdId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A new household.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdForm {
    /// Its village, or township.
    pub division: DivisionId,
    /// Its head.
    pub head: PersonForm,
    /// The others.
    #[serde(default)]
    pub members: Vec<MemberForm>,
    /// Its kinds with dates.
    #[serde(default)]
    pub statuses: Vec<StatusForm>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// A member to add.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberForm {
    /// Who.
    pub person: PersonForm,
    /// 配偶, 子, 女 …
    #[serde(default)]
    pub relation: String,
    /// First day, if not from the beginning.
    #[serde(default)]
    pub joined_on: Option<Day>,
}

/// A member who leaves.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveForm {
    /// Number of the member.
    pub member: i64,
    /// Last day.
    pub left_on: Day,
}

/// A kind with its period.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusForm {
    /// `registered_poor`, `out_of_poverty`, `monitored`, `at_risk`, `low_income`.
    pub kind: String,
    /// First day.
    pub valid_from: Day,
    /// Last day, if it has ended.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Paper that it rests on.
    #[serde(default)]
    pub source: String,
}

/// The end of a kind.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusEnd {
    /// Which kind.
    pub kind: String,
    /// Last day.
    pub valid_to: Day,
}

/// Corrected data of the head, and the remark.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdCorrection {
    /// The head.
    pub head: PersonForm,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// Why somebody wants to see the data in full.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealForm {
    /// The reason; kept.
    pub reason: String,
}

/// Which households a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HouseholdQuery {
    /// Exact name of the head: sealed names cannot be searched in part.
    pub name: String,
    /// Only in this division.
    pub division: i64,
    /// Only of this kind on the day.
    pub kind: String,
    /// The day; today if not said.
    pub day: Option<Day>,
}

/// A household as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HouseholdRow {
    /// Id.
    pub id: HouseholdId,
    /// Village with its township.
    pub place: String,
    /// Head, masked.
    pub name: String,
    /// Phone, masked.
    pub phone: String,
    /// ID number, masked.
    pub id_number: String,
    /// Members today, the head included.
    pub members: i64,
    /// Kinds of the day, parted by commas.
    pub kinds: String,
    /// Remark.
    pub note: String,
}

/// A household in full, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HouseholdDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub household: HouseholdRow,
    /// Its village or township.
    pub division: DivisionId,
    /// Everybody, the head first.
    pub people: Vec<MemberView>,
    /// Its kinds with dates.
    pub statuses: Vec<Status>,
}

/// A member, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberView {
    /// Number of the member.
    pub id: i64,
    /// Who, masked.
    pub person: MaskedPerson,
    /// Relation to the head.
    pub relation: String,
    /// First day.
    pub joined_on: Day,
    /// Last day; 9999-12-31 is open.
    pub left_on: Day,
}

store::row! {
    /// A kind with its period.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct Status {
        /// Kind.
        pub kind: String,
        /// First day.
        pub valid_from: Day,
        /// Last day; 9999-12-31 is open.
        pub valid_to: Day,
        /// Paper.
        pub source: String,
    }
}

/// A household's people in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RevealedHousehold {
    /// Id.
    pub id: HouseholdId,
    /// Everybody, the head first.
    pub people: Vec<FullPerson>,
}
