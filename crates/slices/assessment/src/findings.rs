//! Findings of a settlement: the list with its filters, and one with its explanation.

use crate::{
    error::No,
    measures::Measured,
    policies::ByPolicy,
    rows::{self, Column},
    settle,
    settlement::FindingRecord,
    stock_note,
};
use base::{Fen, Refusal, Text};
use edge::{Actor, Ask, Page};
use policy::{
    RuleId,
    vocabulary::{Outcome, SubjectKind, Word},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// What a list of findings is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FindingQuery {
    /// By another policy than the one in force.
    pub policy: Option<String>,
    /// One rule.
    pub rule: Option<String>,
    /// One outcome.
    pub outcome: Option<String>,
    /// One kind of subject.
    pub kind: Option<String>,
    /// One subject.
    pub subject: Option<String>,
    /// A part of the name.
    pub q: Option<String>,
    /// Only those that something pulls against.
    pub contested: Option<bool>,
}

/// A finding in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingRow {
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
    /// What follows.
    pub outcome: Outcome,
    /// The same in words.
    pub outcome_text: Text,
    /// The award; null elsewhere.
    pub amount_fen: Option<Fen>,
    /// Why, in a sentence.
    pub conclusion: Text,
    /// Rules that pull the other way.
    pub conflicts_with: String,
    /// What to look at before deciding: more was sold than came in.
    pub note: Option<Text>,
}

/// One finding with all that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingView {
    /// The finding with its explanation.
    pub finding: FindingRecord,
    /// The subject with its measures.
    pub subject: Measured,
    /// Policy that it was judged by.
    pub policy: String,
    /// Its name.
    pub policy_title: Text,
    /// Findings of the same subject that pull the other way.
    pub conflicts: Vec<ConflictView>,
    /// Whether the year is frozen.
    pub frozen: bool,
    /// What to look at before deciding: more was sold than came in.
    pub note: Option<Text>,
}

/// A finding that pulls the other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictView {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub rule_title: Text,
}

impl From<&FindingRecord> for FindingRow {
    fn from(f: &FindingRecord) -> Self {
        Self {
            subject: f.subject.clone(),
            name: f.name.clone(),
            kind: f.kind,
            rule: f.rule,
            rule_title: f.rule_title(),
            outcome: f.outcome,
            outcome_text: f.outcome.text(),
            amount_fen: f.amount_fen,
            conclusion: f.conclusion(),
            conflicts_with: f.conflicts_with.iter().map(|r| r.word()).collect::<Vec<_>>().join(", "),
            note: None,
        }
    }
}

const COLUMNS: &[Column<FindingRow>] = &[
    Column { name: "name", key: |f| (0, f.name.clone()) },
    Column { name: "rule", key: |f| (0, f.rule.word().to_owned()) },
    Column { name: "outcome", key: |f| (0, f.outcome.word().to_owned()) },
    Column { name: "amount_fen", key: |f| (f.amount_fen.unwrap_or_default().0, String::new()) },
];

/// Findings of a year.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    year: i32,
    q: FindingQuery,
    ask: &Ask,
) -> Result<Page<FindingRow>, Refusal> {
    let wanted = Wanted::of(&q)?;
    let found = settle::asked(tx, actor, year, &ByPolicy { policy: q.policy.clone() })?;
    let notes = stock_note::notes(tx, actor.county_id())?;
    let row = |f: &FindingRecord| FindingRow { note: notes.get(&f.subject).cloned(), ..FindingRow::from(f) };
    let rows = found.settlement.findings.iter().filter(|f| wanted.takes(f)).map(row).collect();
    rows::page(rows, ask, COLUMNS, Some(|f| f.amount_fen.unwrap_or_default().0))
}

/// A query whose words have been understood.
struct Wanted<'q> {
    rule: Option<RuleId>,
    outcome: Option<Outcome>,
    kind: Option<SubjectKind>,
    query: &'q FindingQuery,
}

impl<'q> Wanted<'q> {
    fn of(query: &'q FindingQuery) -> Result<Self, Refusal> {
        let rule =
            query.rule.as_deref().map(|id| RuleId::find(id).ok_or_else(|| No::RuleUnknown { id: id.to_owned() }));
        Ok(Self {
            rule: rule.transpose()?,
            outcome: word(query.outcome.as_deref())?,
            kind: word(query.kind.as_deref())?,
            query,
        })
    }

    fn takes(&self, f: &FindingRecord) -> bool {
        self.rule.is_none_or(|rule| rule == f.rule)
            && self.outcome.is_none_or(|outcome| outcome == f.outcome)
            && self.kind.is_none_or(|kind| kind == f.kind)
            && self.query.subject.as_ref().is_none_or(|subject| *subject == f.subject)
            && self.query.q.as_ref().is_none_or(|part| f.name.contains(part.trim()))
            && self.query.contested.is_none_or(|contested| contested != f.conflicts_with.is_empty())
    }
}

pub(crate) fn word<W: Word>(spelling: Option<&str>) -> Result<Option<W>, Refusal> {
    let find = |text| W::find(text).ok_or_else(|| Refusal::from(No::Filter { allowed: W::spellings() }));
    spelling.map(find).transpose()
}

/// One finding with its explanation.
pub(crate) fn show(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (year, subject, rule): (i32, String, String),
    by: ByPolicy,
) -> Result<FindingView, Refusal> {
    let found = settle::asked(tx, actor, year, &by)?;
    let finding = found.settlement.findings.iter().find(|f| f.subject == subject && f.rule.word() == rule);
    let measured = found.settlement.subject(&subject);
    let (Some(finding), Some(measured)) = (finding, measured) else { return Err(No::FindingUnknown.into()) };
    let against =
        found.settlement.findings.iter().filter(|f| f.subject == subject && finding.conflicts_with.contains(&f.rule));
    Ok(FindingView {
        conflicts: against.map(|f| ConflictView { rule: f.rule, rule_title: f.rule_title() }).collect(),
        finding: finding.clone(),
        subject: measured.clone(),
        policy: found.settlement.policy.clone(),
        policy_title: found.settlement.policy_title.clone(),
        frozen: found.frozen.is_some(),
        note: stock_note::notes(tx, actor.county_id())?.remove(&subject),
    })
}
