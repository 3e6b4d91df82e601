//! What goes in and out of places.

use crate::kind::Level;
use base::{Day, ids::DivisionId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A division in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DivisionDetail {
    /// The division as lists show it.
    #[serde(flatten)]
    pub division: DivisionListed,
    /// Every other name.
    pub other_names: Vec<String>,
    /// Its dated qualities.
    pub quality_periods: Vec<QualityPeriod>,
    /// Codes that the county had before; only of the county itself.
    pub past_codes: Vec<PastCode>,
}

store::row! {
    /// A division as lists show it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct DivisionListed {
        /// Id.
        pub id: DivisionId,
        /// Official code; empty if it has none, as a 场.
        pub code: String,
        /// Name.
        pub name: String,
        /// Name of the division above.
        pub parent_name: String,
        /// The division above; 0 for the county.
        pub parent: DivisionId,
        /// `county`, `township` or `village`.
        pub level: String,
        /// `city county district banner street town township farm zone community village other`.
        pub kind: String,
        /// Other names, parted by 、.
        pub aliases: String,
        /// Qualities of the day asked for, parted by commas.
        pub qualities: String,
        /// First day.
        pub valid_from: Day,
        /// Last day; 9999-12-31 is open.
        pub valid_to: Day,
        /// Division that it was merged into.
        pub successor: Option<DivisionId>,
        /// Remark.
        pub note: String,
        /// Place in the scope tree.
        pub path: String,
    }
}

store::row! {
    /// A quality of a division and its period.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct QualityPeriod {
        /// Word, such as `poor_village`.
        pub quality: String,
        /// First day.
        pub valid_from: Day,
        /// Last day; 9999-12-31 is open.
        pub valid_to: Day,
        /// Paper that it rests on.
        pub source: String,
    }
}

store::row! {
    /// A code that the county had before.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct PastCode {
        /// Six digits.
        pub code: String,
        /// The last year of it.
        pub until_year: i64,
    }
}

/// Which divisions a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DivisionQuery {
    /// Name, alias, initials or pinyin, in part.
    pub q: String,
    /// `county`, `township` or `village`.
    pub level: String,
    /// Only those right below this one.
    pub parent: i64,
    /// Only those with this quality on the day.
    pub quality: String,
    /// The day; today if not said. Divisions that ended before it are left out.
    pub day: Option<Day>,
    /// `1`: also those that have ended.
    pub ended: i64,
}

/// A new division, or the corrected state of one.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DivisionForm {
    /// Name.
    pub name: String,
    /// `township` or `village`.
    pub level: Level,
    /// The division above.
    pub parent: DivisionId,
    /// 12 digits; a 场 may have none.
    #[serde(default)]
    pub code: Option<String>,
    /// First day, if known.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// What may be corrected of a division: not its place in the tree.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DivisionCorrection {
    /// Name; the old one is kept as another name.
    pub name: String,
    /// 12 digits or nothing.
    #[serde(default)]
    pub code: Option<String>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// Another name.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AliasForm {
    /// The name.
    pub alias: String,
}

/// A merger.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeForm {
    /// The division that goes on.
    pub into: DivisionId,
    /// First day on which the merged one is no more.
    pub on: Day,
    /// Paper that it rests on.
    #[serde(default)]
    pub note: String,
}

/// A quality to record.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualityForm {
    /// Word, such as `poor_village`.
    pub quality: String,
    /// First day.
    pub valid_from: Day,
    /// Last day, if it has ended.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Paper that it rests on.
    #[serde(default)]
    pub source: String,
}
