//! Policy files: which are in force, each readable beside its source, a new one put in force.

use crate::{desk, error::No, rows, sql};
use base::{Day, Instant, Refusal, Text, ids::PersonId, refusal::FieldProblem};
use edge::{Actor, Ask, Nothing, Page};
use policy::{Policy, PolicyProblem, PolicySet, SHIPPED, shipped};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// By which policy something is looked at.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ByPolicy {
    /// Id of another policy than the one in force.
    pub policy: Option<String>,
}

/// Reads a text that was checked when it was kept.
pub(crate) fn read_kept(text: &str) -> Result<Policy, Refusal> {
    let wrong = |problems| store::StoreError::Other(format!("a policy in force cannot be read: {problems:?}"));
    Policy::parse(text).map_err(|problems: Vec<PolicyProblem>| wrong(problems).into())
}

/// Reads a text that somebody hands in.
///
/// # Errors
/// Everything that is wrong with it, each with its line.
pub(crate) fn parse(text: &str) -> Result<Policy, Refusal> {
    Policy::parse(text).map_err(|problems| {
        let mut refusal = Refusal::from(No::PolicyFaulty { count: problems.len() });
        refusal.fields = problems.into_iter().map(field).collect();
        refusal
    })
}

fn field(problem: PolicyProblem) -> FieldProblem {
    let (line, key) = (problem.line, problem.key);
    FieldProblem {
        field: format!("/text:{line}"),
        code: problem.code.to_owned(),
        message: Text::new(
            format!("第 {line} 行 {key}：{}", problem.message.zh),
            format!("line {line}, {key}: {}", problem.message.en),
        ),
    }
}

/// A policy of the county, or one that ships.
pub(crate) fn named(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<Policy, Refusal> {
    match actor.policies.all().iter().find(|p| p.id == id) {
        Some(policy) => Ok(policy.clone()),
        None => read_kept(&text_of(tx, actor.county_id(), id)?),
    }
}

/// The text of a policy file: as the county put it in force, else as it ships.
pub(crate) fn text_of(tx: &mut Tx<'_>, county: &str, id: &str) -> Result<String, Refusal> {
    match sql::find_policy_file(tx, county, id)? {
        Some(file) => Ok(file.content),
        None => shipped(id).map(str::to_owned).ok_or_else(|| No::PolicyUnknown { id: id.to_owned() }.into()),
    }
}

/// A policy file in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// First day.
    pub effective_from: Day,
    /// Last day; null while nothing newer is known, and for a file that is not in force.
    pub effective_to: Option<Day>,
    /// `in_force`, `coming`, `past`, `replaced` (another file begins on the same day) or `shipped` (not taken over).
    pub state: String,
    /// How many rules.
    pub rules: i64,
    /// Who put it in force.
    pub put_by: Option<PersonId>,
    /// When.
    pub put_at: Option<Instant>,
}

/// All policy files of the county, and those that ship.
pub(crate) fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<PolicyRow>, Refusal> {
    let files = sql::list_policy_files(tx, actor.county_id())?;
    let set = files
        .iter()
        .try_fold(PolicySet::default(), |set, file| Ok::<_, Refusal>(set.with(read_kept(&file.content)?)))?;
    let mut rows = Vec::new();
    for file in &files {
        let policy = read_kept(&file.content)?;
        rows.push(row(&policy, &set, actor.day(), Some(file)));
    }
    for (id, text) in SHIPPED {
        if files.iter().all(|file| file.id != *id) {
            rows.push(row(&read_kept(text)?, &set, actor.day(), None));
        }
    }
    rows::page(rows, ask, &[], None)
}

fn row(policy: &Policy, set: &PolicySet, today: Day, file: Option<&sql::PolicyFile>) -> PolicyRow {
    let from = file.map_or(policy.effective_from, |file| file.effective_from);
    let holds = file.is_some() && set.all().iter().any(|p| p.id == policy.id);
    let next = set.all().iter().map(|p| p.effective_from).filter(|day| *day > from).min();
    let state = match file {
        None => "shipped",
        Some(_) if !holds => "replaced",
        Some(_) if from > today => "coming",
        Some(_) if next.is_some_and(|next| next <= today) => "past",
        Some(_) => "in_force",
    };
    PolicyRow {
        id: policy.id.clone(),
        title: policy.title.clone(),
        effective_from: from,
        effective_to: next.filter(|_| holds).map(|next| next.plus_days(-1)),
        state: state.to_owned(),
        rules: i64::try_from(policy.rules.len()).unwrap_or(i64::MAX),
        put_by: file.map(|file| file.put_by),
        put_at: file.map(|file| file.put_at),
    }
}

/// A whole policy: every rule beside the wording that it was read from, with our readings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyView {
    /// The policy.
    pub policy: Policy,
    /// Its file.
    pub text: String,
}

/// One policy.
pub(crate) fn show(tx: &mut Tx<'_>, actor: &Actor, id: String, _: Nothing) -> Result<PolicyView, Refusal> {
    let text = text_of(tx, actor.county_id(), &id)?;
    Ok(PolicyView { policy: read_kept(&text)?, text })
}

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleExplained {
    /// Id of the policy.
    pub policy: String,
    /// Id of the rule.
    pub rule: String,
    /// Source, parameters, our readings and examples, in the reader's language.
    pub text: String,
}

/// Explains one rule of a policy.
pub(crate) fn explain(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, rule): (String, String),
    _: Nothing,
) -> Result<RuleExplained, Refusal> {
    let policy = named(tx, actor, &id)?;
    let text = policy::explain(&policy, &rule, actor.lang).ok_or_else(|| No::RuleUnknown { id: rule.clone() })?;
    Ok(RuleExplained { policy: policy.id, rule, text })
}

/// A policy file to be put in force.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PutPolicy {
    /// Its text.
    pub text: String,
}

/// Puts a policy file in force from its first day. Frozen years keep theirs. **Who:** county administrator.
pub(crate) fn put(tx: &mut Tx<'_>, actor: &Actor, (): (), body: PutPolicy) -> Result<PolicyRow, Refusal> {
    let policy = parse(&body.text)?;
    let set = desk::load_policies(tx, actor.county_id())?;
    let kept = sql::find_policy_file(tx, actor.county_id(), &policy.id)?;
    let set = if kept.is_some() { set } else { set.with(policy.clone()) };
    for (year, by) in sql::list_frozen_years(tx, actor.county_id())? {
        if kept.is_none() && set.for_year(year).is_some_and(|p| p.id != by) {
            return Err(Refusal::from(No::PolicyReachesFrozen { year }).at("/text"));
        }
    }
    desk::put_policy(tx, actor, &body.text, &policy).map_err(|r| r.at("/text"))?;
    let file = sql::find_policy_file(tx, actor.county_id(), &policy.id)?;
    Ok(row(&policy, &set, actor.day(), file.as_ref()))
}
