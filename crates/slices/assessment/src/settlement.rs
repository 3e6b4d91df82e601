//! A year's settlement as one document: measures, findings, what they come to.
//!
//! Invariants: pure; the text of a document depends on policy and facts alone (no clock, no
//! order of a hash), so that a year computed again gives the same bytes. What is frozen is
//! this text. A finding is a proposal: awards that pull against a revocation or a dispute are
//! summed apart, nothing of them is paid before people decide.

use crate::{
    error::No,
    measures::{Facts, Measured, measure},
};
use base::{Fen, Refusal, Text};
use policy::{
    Finding, Policy, RuleId, evaluate,
    vocabulary::{CreditBasis, Ground, Outcome, SubjectKind},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A settled year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Settlement {
    /// The county.
    pub county: String,
    /// Of a simulated county: nothing here is real.
    pub simulated: bool,
    /// Calendar year.
    pub year: i32,
    /// Id of the policy.
    pub policy: String,
    /// Its title.
    pub policy_title: Text,
    /// Whose figure the policy rests awards on.
    pub credit_basis: CreditBasis,
    /// Awards that nothing pulls against.
    pub award_fen: Fen,
    /// Awards of outlets that are also proposed for revocation or disputed.
    pub contested_fen: Fen,
    /// Who is judged, with measures.
    pub subjects: Vec<Measured>,
    /// What the rules say, by subject, then in the order of the policy file.
    pub findings: Vec<FindingRecord>,
}

/// One rule's word on one subject, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingRecord {
    /// Id of the subject.
    pub subject: String,
    /// Its kind.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// The rule.
    pub rule: RuleId,
    /// What follows.
    pub outcome: Outcome,
    /// The award; null elsewhere.
    pub amount_fen: Option<Fen>,
    /// Why a consequence is proposed.
    pub ground: Option<Ground>,
    /// Rules whose findings of the same subject pull the other way.
    pub conflicts_with: Vec<RuleId>,
    /// Why: rule, tests with the numbers put in, measures.
    #[schemars(with = "policy::Explanation")]
    pub explanation: Value,
}

/// Settles a year.
///
/// # Errors
/// The awards together are more than can be held.
pub fn settle(county: &edge::County, year: i32, policy: &Policy, facts: Facts) -> Result<Settlement, Refusal> {
    judge(county, year, policy, measure(facts, year, policy.credit_basis()))
}

/// Judges measures that were taken before: another policy on the same year.
pub fn judge(
    county: &edge::County,
    year: i32,
    policy: &Policy,
    subjects: Vec<Measured>,
) -> Result<Settlement, Refusal> {
    let asked: Vec<_> = subjects.iter().map(Measured::subject).collect();
    let names: BTreeMap<&str, &str> = subjects.iter().map(|s| (s.id.as_str(), s.name.as_str())).collect();
    let findings = evaluate(policy, &asked).into_iter().map(|f| record(f, &names)).collect::<Result<Vec<_>, _>>()?;
    let sum = |contested: bool| {
        let awards = findings.iter().filter(|f| f.conflicts_with.is_empty() != contested);
        Fen::total(awards.filter_map(|f| f.amount_fen)).ok_or_else(|| Refusal::from(No::Overflow))
    };
    Ok(Settlement {
        county: county.id.to_string(),
        simulated: county.simulated,
        year,
        policy: policy.id.clone(),
        policy_title: policy.title.clone(),
        credit_basis: policy.credit_basis(),
        award_fen: sum(false)?,
        contested_fen: sum(true)?,
        subjects,
        findings,
    })
}

fn record(finding: Finding, names: &BTreeMap<&str, &str>) -> Result<FindingRecord, Refusal> {
    let explanation = serde_json::to_value(&finding.explanation).map_err(unwritable)?;
    Ok(FindingRecord {
        name: names.get(finding.subject.as_str()).copied().unwrap_or_default().to_owned(),
        subject: finding.subject,
        kind: finding.kind,
        rule: finding.rule,
        outcome: finding.outcome,
        amount_fen: finding.amount_fen,
        ground: finding.ground,
        conflicts_with: finding.conflicts_with,
        explanation,
    })
}

fn unwritable(error: serde_json::Error) -> Refusal {
    store::StoreError::Other(format!("a settlement cannot be written as text: {error}")).into()
}

impl Settlement {
    /// The document: indented JSON with a newline at its end.
    pub fn text(&self) -> Result<String, Refusal> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(unwritable)
    }

    /// Reads a document that was kept.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let wrong = |e| store::StoreError::Other(format!("a frozen settlement cannot be read: {e}")).into();
        serde_json::from_str(text).map_err(wrong)
    }

    /// A subject with its measures.
    pub fn subject(&self, id: &str) -> Option<&Measured> {
        self.subjects.iter().find(|s| s.id == id)
    }
}

/// SHA-256 of a text, in hex.
pub fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect()
}

impl FindingRecord {
    /// The name of the rule.
    pub fn rule_title(&self) -> Text {
        self.sentence("/rule/title")
    }

    /// What follows, in words.
    pub fn conclusion(&self) -> Text {
        self.sentence("/conclusion")
    }

    /// The tests with the numbers put in and their answers, in words.
    pub fn steps(&self) -> Vec<Text> {
        let steps = self.explanation.pointer("/steps").and_then(Value::as_array);
        let answered = |step: &Value| {
            let statement = read(step.get("statement")?)?;
            let (zh, en) = match step.get("holds")?.as_bool() {
                Some(true) => (" → 是", " → yes"),
                Some(false) => (" → 否", " → no"),
                None => ("", ""),
            };
            Some(Text::new(statement.zh + zh, statement.en + en))
        };
        steps.into_iter().flatten().filter_map(answered).collect()
    }

    /// What a reader has to know besides.
    pub fn notes(&self) -> Vec<Text> {
        let notes = self.explanation.pointer("/notes").and_then(Value::as_array);
        notes.into_iter().flatten().filter_map(read).collect()
    }

    fn sentence(&self, pointer: &str) -> Text {
        self.explanation.pointer(pointer).and_then(read).unwrap_or_default()
    }
}

fn read(text: &Value) -> Option<Text> {
    serde_json::from_value(text.clone()).ok()
}
