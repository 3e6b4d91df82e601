//! Cases that a clerk can read: a name, what is given, and what the rule has to say.
//!
//! They live in `cases/*.toml`, amounts in yuan, days as `YYYY-MM-DD`; `[given]` is what
//! every case of the file starts from. One test runs them all, and [`crate::explain`] shows
//! them as examples, answered by the policy that is asked. Invariant: a case goes through
//! the same strict reading as the command line's JSON.

use crate::evaluate::evaluate;
use crate::input::read_subjects;
use crate::model::{Policy, RuleId};
use crate::subject::Subject;
use crate::terms::Terms;
use crate::vocabulary::Word;
use base::{Day, Fen, Text};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The files, by name.
pub const CASE_FILES: &[(&str, &str)] = &[
    ("certify.employment", include_str!("../cases/certify.employment.toml")),
    ("outlet.local_share", include_str!("../cases/outlet.local_share.toml")),
    ("canteen.share", include_str!("../cases/canteen.share.toml")),
    ("outlet.revoke_low_sales", include_str!("../cases/outlet.revoke_low_sales.toml")),
    ("outlet.revoke_no_cooperation", include_str!("../cases/outlet.revoke_no_cooperation.toml")),
    ("outlet.sales_award", include_str!("../cases/outlet.sales_award.toml")),
    ("outlet.unsalable_award", include_str!("../cases/outlet.unsalable_award.toml")),
    ("officer.score", include_str!("../cases/officer.score.toml")),
    ("officer.silence", include_str!("../cases/officer.silence.toml")),
    ("voucher.annual", include_str!("../cases/voucher.annual.toml")),
    ("outlet.only_listed", include_str!("../cases/outlet.only_listed.toml")),
    ("pavilion.subsidy", include_str!("../cases/pavilion.subsidy.toml")),
    ("officer.honours", include_str!("../cases/officer.honours.toml")),
    ("township.score", include_str!("../cases/township.score.toml")),
    ("unit.score", include_str!("../cases/unit.score.toml")),
];

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// The rule that it is about.
    pub rule: RuleId,
    /// What it shows.
    pub name: Text,
    /// What has to come out under the policy that the case was written for: outcome,
    /// amount, … in the words of the file. Nothing if no finding is to come.
    pub expect: Answer,
    ask: Ask,
}

/// What comes out, word for word: `outcome = award`, `amount = 1000.00`.
pub type Answer = BTreeMap<String, String>;

#[derive(Clone, Debug)]
enum Ask {
    /// Judge the first of these subjects.
    Subjects(Vec<Subject>),
    /// Compute with the terms of a rule that judges nobody.
    Terms(toml::Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: RuleId,
    #[serde(default)]
    given: toml::Table,
    case: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    zh: String,
    en: String,
    #[serde(default)]
    given: toml::Table,
    #[serde(default)]
    beside: Vec<toml::Table>,
    expect: toml::Table,
}

/// The cases of one rule that ship.
///
/// # Errors
/// What is wrong with the file; a test keeps this empty.
pub fn cases_of(rule: RuleId) -> Result<Vec<Case>, String> {
    let file = CASE_FILES.iter().find(|(name, _)| *name == rule.word());
    file.map_or(Ok(Vec::new()), |(_, text)| read_cases(text))
}

/// Reads a file of cases.
///
/// # Errors
/// What is wrong with it, in English: case files are written beside the code.
pub fn read_cases(text: &str) -> Result<Vec<Case>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    file.case.iter().map(|row| read_case(&file, row).map_err(|e| format!("{}: {e}", row.en))).collect()
}

fn read_case(file: &File, row: &Row) -> Result<Case, String> {
    let ask = match file.rule.judges() {
        Some(_) => Ask::Subjects(read_given(file, row)?),
        None => Ask::Terms(file.given.clone().into_iter().chain(row.given.clone()).collect()),
    };
    let expect = row.expect.iter().map(|(key, value)| Ok((key.clone(), plain(key, value)?)));
    let expect = expect.collect::<Result<Answer, String>>()?;
    Ok(Case { rule: file.rule, name: Text::new(&row.zh, &row.en), expect, ask })
}

/// An expected value in the form of an answer.
fn plain(key: &str, value: &toml::Value) -> Result<String, String> {
    match value {
        toml::Value::String(text) if ["amount", "room", "most", "budget"].contains(&key) && text != "people" => {
            Fen::parse_yuan(text).map(Fen::plain).ok_or_else(|| format!("{key}: {text} is no amount"))
        }
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Integer(number) => Ok(number.to_string()),
        toml::Value::Array(list) => Ok(list.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(" ")),
        _ => Err(format!("{key}: a text, a whole number or a list of texts is wanted")),
    }
}

fn read_given(file: &File, row: &Row) -> Result<Vec<Subject>, String> {
    let tables = std::iter::once(&row.given).chain(&row.beside).enumerate();
    let subjects: Result<Vec<_>, String> = tables.map(|(i, own)| subject(&file.given, own, i)).collect();
    read_subjects(&json!({ "subjects": subjects? }).to_string()).map_err(|e| e.to_string())
}

/// Amounts in yuan become fields in fen; open days, which TOML cannot say, become null.
fn subject(common: &toml::Table, own: &toml::Table, index: usize) -> Result<Value, String> {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), json!(format!("s{index}")));
    let mut table = common.clone();
    table.extend(own.clone());
    for (key, value) in &table {
        let (name, value) = field(key, value)?;
        fields.insert(name, value);
    }
    if fields.contains_key("outlet_kind") {
        for day in ["authorised_from", "authorised_to"] {
            fields.entry(day).or_insert(Value::Null);
        }
    }
    Ok(Value::Object(fields))
}

fn field(key: &str, value: &toml::Value) -> Result<(String, Value), String> {
    let fen = |text: &str| Fen::parse_yuan(text).map(|f| f.0).ok_or_else(|| format!("{key}: {text} is no amount"));
    match value {
        toml::Value::String(text) if key.ends_with("_sales") || key.ends_with("_purchases") => {
            Ok((format!("{key}_fen"), json!(fen(text)?)))
        }
        toml::Value::Array(incomes) if key == "assisted_workers" => {
            let worker = |v: &toml::Value| Ok(json!({ "income_fen": fen(v.as_str().unwrap_or_default())? }));
            Ok((key.to_owned(), incomes.iter().map(worker).collect::<Result<Value, String>>()?))
        }
        toml::Value::String(text) => Ok((key.to_owned(), json!(text))),
        toml::Value::Integer(number) => Ok((key.to_owned(), json!(number))),
        _ => Err(format!("{key}: a text or a whole number is wanted")),
    }
}

impl Case {
    /// What a policy says; empty if it gives no finding.
    pub fn answer(&self, policy: &Policy) -> Answer {
        match &self.ask {
            Ask::Subjects(subjects) => self.judged(policy, subjects),
            Ask::Terms(given) => policy.rule(self.rule).map(|rule| computed(&rule.terms, given)).unwrap_or_default(),
        }
    }

    fn judged(&self, policy: &Policy, subjects: &[Subject]) -> Answer {
        let subject = subjects.first().map(Subject::id);
        let findings = evaluate(policy, subjects);
        let Some(f) = findings.into_iter().find(|f| f.rule == self.rule && Some(f.subject.as_str()) == subject) else {
            return Answer::new();
        };
        let rules = f.conflicts_with.iter().map(|r| r.word()).collect::<Vec<_>>().join(" ");
        let fields = [
            ("outcome", Some(f.outcome.word().to_owned())),
            ("amount", f.amount_fen.map(Fen::plain)),
            ("score_ppm", f.score_ppm.map(|s| s.to_string())),
            ("ground", f.ground.map(|g| g.word().to_owned())),
            ("conflicts_with", Some(rules).filter(|r| !r.is_empty())),
        ];
        fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }

    /// Whether a policy says what the case expects.
    ///
    /// # Errors
    /// What came out instead.
    pub fn check(&self, policy: &Policy) -> Result<(), String> {
        let (got, want) = (self.answer(policy), &self.expect);
        if got == *want {
            Ok(())
        } else {
            Err(format!("{}: {}: wanted {want:?}, got {got:?}", self.rule.word(), self.name.en))
        }
    }
}

/// What the terms of a rule come to for what is given.
fn computed(terms: &Terms, given: &toml::Table) -> Answer {
    let text = |key: &str| given.get(key).and_then(toml::Value::as_str);
    let amount = |key: &str| text(key).and_then(Fen::parse_yuan);
    let number = |key: &str| given.get(key).and_then(toml::Value::as_integer);
    let answer: Option<Vec<(&str, String)>> = match terms {
        Terms::Voucher(t) => match (amount("issued"), number("year").and_then(|y| i32::try_from(y).ok())) {
            (Some(issued), _) => Some(vec![("room", t.room(issued).plain())]),
            (None, Some(year)) => t.usable_until(year).map(|day| vec![("usable_until", day.to_string())]),
            (None, None) => None,
        },
        Terms::ListedOnly(t) => {
            let from = text("from").and_then(|d| d.parse::<Day>().ok());
            from.map(|day| vec![("until", t.exception_until(day).to_string())])
        }
        Terms::SubsidyBands(t) => amount("sales")
            .map(|sales| vec![("most", t.most_for(sales).map_or_else(|| "people".to_owned(), Fen::plain))]),
        Terms::Ranking(t) => number("equal").map(|equal| ranked(t, number("better").unwrap_or(0), equal)),
        Terms::WeightedMeasures(t) => {
            Some(vec![("score_ppm", t.score_ppm(number, number("criticisms").unwrap_or(0)).to_string())])
        }
        _ => None,
    };
    answer.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// So many officers with scores of their own, then so many with one equal score.
fn ranked(terms: &crate::terms::Ranking, better: i64, equal: i64) -> Vec<(&'static str, String)> {
    let own = (0..better).map(|i| (format!("b{i}"), 900_000 - i));
    let same = (0..equal).map(|i| (format!("e{i}"), 500_000));
    let honours = terms.rank(&own.chain(same).collect::<Vec<_>>());
    vec![
        ("honoured", honours.honoured.len().to_string()),
        ("tied", honours.tied.len().to_string()),
        ("open_places", honours.open_places.to_string()),
        ("budget", terms.budget().map(Fen::plain).unwrap_or_default()),
    ]
}
