//! What differs between two settlements of one year: another policy, or the books of another day.
//!
//! Invariant: pure; in the order of the first settlement, what only the second has comes last.

use crate::settlement::{FindingRecord, Settlement};
use base::{Fen, Text};
use policy::{
    RuleId,
    vocabulary::{Outcome, SubjectKind, Word},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// Two settlements of one year side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Comparison {
    /// Of a simulated county: nothing here is real.
    pub simulated: bool,
    /// Calendar year.
    pub year: i32,
    /// Policy of the one.
    pub policy: String,
    /// Policy of the other.
    pub other: String,
    /// Awards by the one.
    pub award_fen: Fen,
    /// Awards by the other.
    pub other_award_fen: Fen,
    /// How much more the other costs; negative if it costs less.
    pub difference_fen: Fen,
    /// Awards of the one that something pulls against.
    pub contested_fen: Fen,
    /// The same of the other.
    pub other_contested_fen: Fen,
    /// Subjects that get more by the other.
    pub gaining: i64,
    /// Subjects that get less by the other.
    pub losing: i64,
    /// Findings that are not the same.
    pub changes: Vec<Change>,
    /// Measures that are not the same.
    pub measures: Vec<MeasureChange>,
}

/// A finding that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Id of the subject.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SubjectKind,
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub rule_title: Text,
    /// Outcome by the one; null if it has no such finding.
    pub outcome: Option<Outcome>,
    /// The same in words.
    pub outcome_text: Text,
    /// Outcome by the other.
    pub other_outcome: Option<Outcome>,
    /// The same in words.
    pub other_outcome_text: Text,
    /// Award by the one.
    pub amount_fen: Fen,
    /// Award by the other.
    pub other_amount_fen: Fen,
    /// How much more by the other.
    pub difference_fen: Fen,
    /// The other's reason in a sentence.
    pub conclusion: Text,
}

/// A measure that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasureChange {
    /// Id of the subject.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// The measure.
    pub measure: String,
    /// Its value in the one.
    pub value: String,
    /// Its value in the other.
    pub other_value: String,
}

/// Compares two settlements of one year.
pub fn compare(one: &Settlement, other: &Settlement) -> Comparison {
    let changes = changes(one, other);
    let count = |wanted: fn(i64) -> bool| {
        let subjects: BTreeSet<&str> = changes.iter().map(|c| c.subject.as_str()).collect();
        let sum = |id: &str| changes.iter().filter(|c| c.subject == id).map(|c| c.difference_fen.0).sum::<i64>();
        i64::try_from(subjects.into_iter().filter(|id| wanted(sum(id))).count()).unwrap_or(i64::MAX)
    };
    Comparison {
        simulated: one.simulated,
        year: one.year,
        policy: one.policy.clone(),
        other: other.policy.clone(),
        award_fen: one.award_fen,
        other_award_fen: other.award_fen,
        difference_fen: less(other.award_fen, one.award_fen),
        contested_fen: one.contested_fen,
        other_contested_fen: other.contested_fen,
        gaining: count(|sum| sum > 0),
        losing: count(|sum| sum < 0),
        measures: measures(one, other),
        changes,
    }
}

fn less(more: Fen, less: Fen) -> Fen {
    Fen(more.0.saturating_sub(less.0))
}

fn changes(one: &Settlement, other: &Settlement) -> Vec<Change> {
    let same = |a: &FindingRecord, b: &FindingRecord| a.subject == b.subject && a.rule == b.rule;
    let find = |f: &FindingRecord, of: &'_ Settlement| of.findings.iter().position(|g| same(f, g));
    let mut changes = Vec::new();
    for finding in &one.findings {
        let twin = find(finding, other).and_then(|at| other.findings.get(at));
        changes.extend(change(Some(finding), twin));
    }
    for finding in other.findings.iter().filter(|f| find(f, one).is_none()) {
        changes.extend(change(None, Some(finding)));
    }
    changes
}

fn change(one: Option<&FindingRecord>, other: Option<&FindingRecord>) -> Option<Change> {
    let about = other.or(one)?;
    let core = |f: Option<&FindingRecord>| f.map(|f| (f.outcome, f.amount_fen, f.ground, f.conflicts_with.clone()));
    if core(one) == core(other) {
        return None;
    }
    let amount = |f: Option<&FindingRecord>| f.and_then(|f| f.amount_fen).unwrap_or_default();
    let text =
        |f: Option<&FindingRecord>| f.map_or_else(|| Text::new("无此项", "no such finding"), |f| f.outcome.text());
    Some(Change {
        subject: about.subject.clone(),
        name: about.name.clone(),
        kind: about.kind,
        rule: about.rule,
        rule_title: about.rule_title(),
        outcome: one.map(|f| f.outcome),
        outcome_text: text(one),
        other_outcome: other.map(|f| f.outcome),
        other_outcome_text: text(other),
        amount_fen: amount(one),
        other_amount_fen: amount(other),
        difference_fen: less(amount(other), amount(one)),
        conclusion: about.conclusion(),
    })
}

fn measures(one: &Settlement, other: &Settlement) -> Vec<MeasureChange> {
    let mut changes = Vec::new();
    let missing = other.subjects.iter().filter(|s| one.subject(&s.id).is_none());
    for about in one.subjects.iter().chain(missing) {
        let (was, now) = (fields(one, &about.id), fields(other, &about.id));
        let names: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
        for name in names.into_iter().filter(|name| was.get(*name) != now.get(*name)) {
            changes.push(MeasureChange {
                subject: about.id.clone(),
                name: about.name.clone(),
                measure: name.clone(),
                value: shown(was.get(name)),
                other_value: shown(now.get(name)),
            });
        }
    }
    changes
}

fn fields(of: &Settlement, id: &str) -> serde_json::Map<String, Value> {
    match of.subject(id).and_then(|s| serde_json::to_value(&s.of).ok()) {
        Some(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
