//! What a rule says of a subject: nobody's judgement yet.

use crate::explanation::Explanation;
use crate::model::RuleId;
use crate::vocabulary::{Ground, Outcome, SubjectKind};
use base::Fen;
use schemars::JsonSchema;
use serde::Serialize;

/// One rule's word on one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// Id of the subject.
    pub subject: String,
    /// Its kind.
    pub kind: SubjectKind,
    /// Calendar year.
    pub year: i32,
    /// The rule.
    pub rule: RuleId,
    /// What follows.
    pub outcome: Outcome,
    /// The award; null elsewhere.
    pub amount_fen: Option<Fen>,
    /// The score, cut; only with outcome `score`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_ppm: Option<i64>,
    /// Why a consequence is proposed; only with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Rules whose findings of the same subject pull the other way: people decide first.
    pub conflicts_with: Vec<RuleId>,
    /// Why.
    pub explanation: Explanation,
}

/// The answer of `huoshui policy evaluate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Findings {
    /// Id of the policy.
    pub policy: String,
    /// In the order of the subjects, then of the policy file.
    pub findings: Vec<Finding>,
}
