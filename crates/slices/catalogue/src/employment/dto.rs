//! What goes in and out about employment.

use crate::person::PersonForm;
use base::{
    Day,
    ids::{HouseholdId, ProducerId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// By what wages are shown.
pub const EVIDENCE: [&str; 5] = ["payroll", "bank", "contract", "receipt", "statement"];

/// A year's work of one person at a producer.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmploymentForm {
    /// Number of a household's member, for whoever sees that household; else `worker`.
    #[serde(default)]
    pub member: Option<i64>,
    /// Number of the household that `worker` is a member of by name; none if that is not known.
    #[serde(default)]
    pub household: Option<i64>,
    /// Somebody who is entered now; found again by ID number.
    #[serde(default)]
    pub worker: Option<PersonForm>,
    /// Calendar year.
    pub year: i32,
    /// First day worked, in the year.
    pub first_day: Day,
    /// Last day worked, in the year.
    pub last_day: Day,
    /// Months worked, 1 to 12.
    pub months: i64,
    /// Income from this producer in the year, fen.
    pub income_fen: i64,
    /// `payroll`, `bank`, `contract`, `receipt` or `statement`.
    pub evidence: String,
    /// Number or place of that paper.
    #[serde(default)]
    pub evidence_number: String,
}

/// Why a record is withdrawn.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawForm {
    /// The reason; kept.
    pub reason: String,
}

/// Which records a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EmploymentQuery {
    /// Only this producer's.
    pub producer: i64,
    /// Only this year's.
    pub year: i64,
    /// `1`: also those that were withdrawn.
    pub withdrawn: i64,
}

/// A record as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EmploymentRow {
    /// Id.
    pub id: i64,
    /// Producer.
    pub producer: ProducerId,
    /// Its name.
    pub producer_name: String,
    /// Worker, masked.
    pub worker: String,
    /// The worker's household on the first day, if it is registered.
    pub household: Option<HouseholdId>,
    /// Kinds of that household on the first day worked, parted by commas; empty: not assisted.
    pub kinds_on_first_day: String,
    /// Calendar year.
    pub year: i64,
    /// First day worked.
    pub first_day: Day,
    /// Last day worked.
    pub last_day: Day,
    /// Months worked.
    pub months: i64,
    /// Income in fen.
    pub income_fen: i64,
    /// By what it is shown.
    pub evidence: String,
    /// Number of that paper.
    pub evidence_number: String,
    /// Why it was withdrawn; empty if it stands.
    pub withdrawn: String,
}
