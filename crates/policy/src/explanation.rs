//! Why a finding is what it is: rule → tests with the numbers put in → measures → lines.
//!
//! The screen, the JSON and the printed notice show this one tree. Invariant: it holds
//! every number that the outcome rests on, as a value and as people read it.

use crate::bound::{Unit, show};
use crate::model::{Basis, Rule, RuleId};
use base::{Day, Fen, Lang, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// The tree of one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explanation {
    /// The rule that speaks.
    pub rule: RuleQuote,
    /// What was asked or computed, in that order.
    pub steps: Vec<Step>,
    /// What follows.
    pub conclusion: Text,
    /// What a reader has to know besides: readings, marks, conflicts.
    pub notes: Vec<Text>,
}

/// A rule as it is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleQuote {
    /// Its id.
    pub id: RuleId,
    /// The policy that holds it.
    pub policy: String,
    /// Its name.
    pub title: Text,
    /// Document, clause and wording.
    pub basis: Basis,
}

/// One test or formula with the numbers put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// The sentence.
    pub statement: Text,
    /// The words of the source that it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// Whether a test holds; null for formulas.
    pub holds: Option<bool>,
    /// The numbers that it uses.
    pub measures: Vec<Measure>,
}

/// A number that was summed from facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Measure {
    /// Name, as in the input.
    pub name: String,
    /// Name for readers.
    pub label: Text,
    /// The value, in `unit`.
    pub value: Value,
    /// Fen, ppm, count or day.
    pub unit: Unit,
    /// The value as people read it.
    pub shown: Text,
    /// The query that opens the lines behind it; null for what has no lines.
    pub lines: Option<Lines>,
}

/// The value of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// Fen, ppm or count.
    Number(i64),
    /// A calendar day.
    Day(Day),
    /// Open or not known.
    Nothing,
}

/// Which facts a measure was summed from; whoever keeps them resolves it to lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lines {
    /// The measure.
    pub measure: String,
    /// Whose.
    pub subject: String,
    /// Of which year.
    pub year: i32,
}

impl Explanation {
    pub(crate) fn new(policy: &str, rule: &Rule) -> Self {
        let (id, title, basis) = (rule.id, rule.title.clone(), rule.basis.clone());
        let rule = RuleQuote { id, policy: policy.to_owned(), title, basis };
        Self { rule, steps: Vec::new(), conclusion: Text::default(), notes: Vec::new() }
    }
}

/// Makes measures of one subject.
#[derive(Clone, Copy)]
pub(crate) struct Gauge<'s> {
    pub(crate) subject: &'s str,
    pub(crate) year: i32,
}

impl Gauge<'_> {
    pub(crate) fn fen(self, name: &str, label: (&str, &str), amount: Fen) -> Measure {
        self.measure(name, label, Value::Number(amount.0), Unit::Fen, show(amount.0, Unit::Fen))
    }

    pub(crate) fn count(self, name: &str, label: (&str, &str), number: i64) -> Measure {
        self.measure(name, label, Value::Number(number), Unit::Count, show(number, Unit::Count))
    }

    pub(crate) fn grams(self, name: &str, label: (&str, &str), grams: i64) -> Measure {
        self.measure(name, label, Value::Number(grams), Unit::Grams, show(grams, Unit::Grams))
    }

    pub(crate) fn unknown(self, name: &str, label: (&str, &str), unit: Unit) -> Measure {
        self.measure(name, label, Value::Nothing, unit, Text::new("无数据", "no data"))
    }

    /// A day that may be open; days have no lines.
    pub(crate) fn day(self, name: &str, label: (&str, &str), day: Option<Day>) -> Measure {
        let shown = day.map_or_else(|| Text::new("不限", "open"), |d| Text::new(d.to_string(), d.to_string()));
        let mut measure = self.measure(name, label, day.map_or(Value::Nothing, Value::Day), Unit::Day, shown);
        measure.lines = None;
        measure
    }

    fn measure(self, name: &str, label: (&str, &str), value: Value, unit: Unit, shown: Text) -> Measure {
        let lines = Lines { measure: name.to_owned(), subject: self.subject.to_owned(), year: self.year };
        Measure { name: name.to_owned(), label: Text::new(label.0, label.1), value, unit, shown, lines: Some(lines) }
    }
}

/// The tree as indented text.
pub fn render(explanation: &Explanation, lang: Lang) -> String {
    let pick = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let (rule, colon) = (&explanation.rule, pick("：", ": "));
    let mut out = format!("{} ({}, {})\n", rule.title.in_lang(lang), rule.id.word(), rule.policy);
    out += &format!("  {}{colon}{} · {}\n", pick("依据", "basis"), rule.basis.document, rule.basis.clause);
    out += &format!("  {}{colon}“{}”\n", pick("原文", "wording"), rule.basis.wording);
    for step in &explanation.steps {
        let verdict = match step.holds {
            Some(true) => pick(" → 是", " → yes"),
            Some(false) => pick(" → 否", " → no"),
            None => "",
        };
        let wording = step.wording.as_ref().map(|w| format!(" [“{w}”]")).unwrap_or_default();
        out += &format!("  - {}{wording}{verdict}\n", step.statement.in_lang(lang));
        for m in &step.measures {
            out += &format!("      {}{colon}{} ({})\n", m.label.in_lang(lang), m.shown.in_lang(lang), m.name);
        }
    }
    out += &format!("  {}{colon}{}\n", pick("结论", "result"), explanation.conclusion.in_lang(lang));
    for note in &explanation.notes {
        out += &format!("  {}{colon}{}\n", pick("注", "note"), note.in_lang(lang));
    }
    out
}
