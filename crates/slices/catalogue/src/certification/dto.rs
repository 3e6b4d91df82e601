//! What goes in and out about certifications.

use super::states::Action;
use base::{
    Day,
    ids::{ProducerId, ProductId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A new case.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenForm {
    /// Whose products.
    pub producer: ProducerId,
    /// `application` 企业申报 or `survey` 摸底调查.
    pub way: String,
    /// Year of the incomes that show the effect.
    pub year: i32,
    /// Products to be listed.
    pub products: Vec<ProductId>,
    /// What the applicant says.
    #[serde(default)]
    pub reason: String,
}

/// A returned case, handed in again.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResubmitForm {
    /// What was mended.
    pub reason: String,
}

/// A check.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckForm {
    /// Passed, or returned to the applicant.
    pub pass: bool,
    /// What was seen; why it is returned.
    pub reason: String,
}

/// The county's decision.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionForm {
    /// Yes or no.
    pub approve: bool,
    /// Why.
    pub reason: String,
}

/// An objection that came in.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionForm {
    /// What is objected.
    pub text: String,
}

/// What became of an objection.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleForm {
    /// Number of the objection.
    pub objection: i64,
    /// Upheld: the case is refused.
    pub upheld: bool,
    /// Why.
    pub reason: String,
}

/// A decision made on paper, as when a county begins.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperForm {
    /// Number of the paper.
    pub paper: String,
    /// First day; may lie before today.
    pub valid_from: Day,
    /// Last day; by the policy's months if not said.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

/// A renewal.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewForm {
    /// Year of the incomes that show the effect now.
    pub year: i32,
    /// What was looked at.
    pub reason: String,
}

/// A step that needs its reason only.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonForm {
    /// The reason; kept and shown.
    pub reason: String,
}

/// Which cases a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CertificationQuery {
    /// Only in this state.
    pub state: String,
    /// Only this producer's.
    pub producer: i64,
    /// Listed ones that end on or before this day.
    pub ending_by: Option<Day>,
}

store::row! {
    /// A case as lists show it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct CertificationRow {
        /// Id.
        pub id: i64,
        /// Producer.
        pub producer: ProducerId,
        /// Its name.
        pub producer_name: String,
        /// `application` or `survey`.
        pub way: String,
        /// Year of the incomes.
        pub year: i64,
        /// Where it stands; `expired` for what is listed past its last day.
        pub state: String,
        /// Outcome of the rule at the last check: `met`, `not_met`.
        pub verdict: String,
        /// Products in it.
        pub products: i64,
        /// First day of the notice; empty before it.
        pub notice_from: String,
        /// Last day of the notice.
        pub notice_to: String,
        /// The holiday plan of a year on the way is not published yet: the last day may move.
        pub notice_provisional: bool,
        /// First day listed; empty before it.
        pub valid_from: String,
        /// Last day listed.
        pub valid_to: String,
        /// Objections that wait.
        pub open_objections: i64,
        /// When it was opened.
        pub opened_at: String,
        /// When something happened last.
        pub changed_at: String,
    }
}

/// A case in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CertificationDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub certification: CertificationRow,
    /// Products in it.
    pub product_ids: Vec<ProductId>,
    /// Everything that was done.
    pub acts: Vec<CertificationActView>,
    /// Objections.
    pub objections: Vec<Objection>,
    /// What the reader's post may do next.
    pub next_actions: Vec<Action>,
    /// What the rule says today: outcome and explanation; null if no rule judges this producer.
    pub verdict_today: Option<serde_json::Value>,
}

/// An act of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CertificationActView {
    /// Number.
    pub seq: i64,
    /// What.
    pub action: String,
    /// State after it.
    pub state: String,
    /// Who.
    pub person: String,
    /// As what.
    pub role: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
    /// The rule's verdict with clause and data, or dates; null if there is nothing.
    pub data: serde_json::Value,
}

store::row! {
    /// An objection to a notice.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct Objection {
        /// Number.
        pub id: i64,
        /// What is objected.
        pub text: String,
        /// When it came.
        pub made_on: Day,
        /// `open`, `rejected` or `upheld`.
        pub outcome: String,
        /// Why.
        pub reason: String,
    }
}
