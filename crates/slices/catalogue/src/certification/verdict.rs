//! What the rule says of a producer: outcome, clause and data, as kept with every check.

use crate::{employment::assisted_incomes, error::No, producer::sql::Producer};
use base::{Day, Refusal};
use edge::Actor;
use policy::{
    EmploymentTest, Finding, Policy, RuleId, Subject, evaluate,
    vocabulary::{IncomeWindow, Outcome, ProducerKind, Word},
};
use store::Tx;

/// The policy in force on the actor's day. **Errors:** there is none yet.
pub fn policy(actor: &Actor) -> Result<&Policy, Refusal> {
    actor.policies.on(actor.day()).ok_or_else(|| No::NoPolicy.into())
}

/// The finding on a producer by the policy in force. **Errors:** no policy; no rule for this kind.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, producer: &Producer, year: i32) -> Result<Finding, Refusal> {
    let policy = policy(actor)?;
    let terms = policy.certify();
    let window = window(terms, year, actor.day())?;
    let incomes = assisted_incomes(tx, actor.county_id(), Some(producer.id), window, terms)?;
    let worker_incomes = incomes.into_iter().flat_map(|(.., incomes)| incomes).collect();
    let kind = ProducerKind::find(&producer.kind).ok_or_else(|| no_rule(policy))?;
    let subject =
        Subject::Producer(policy::Producer { id: producer.id.to_string(), producer_kind: kind, year, worker_incomes });
    let findings = evaluate(policy, &[subject]);
    findings.into_iter().find(|f| f.rule == RuleId::CertifyEmployment).ok_or_else(|| no_rule(policy))
}

/// The outcome as a word, and all of it as JSON for the log.
pub fn kept(finding: &Finding) -> Result<(String, String), Refusal> {
    let json = serde_json::to_string(finding).map_err(|e| store::StoreError::Other(e.to_string()))?;
    Ok((finding.outcome.word().to_owned(), json))
}

/// Refuses what the rule does not carry; people may decide against a met rule, not for an unmet one.
pub fn require_met(finding: &Finding) -> Result<(), Refusal> {
    if finding.outcome == Outcome::Met {
        return Ok(());
    }
    let why = &finding.explanation.conclusion;
    Err(No::NotMet { why_zh: why.zh.clone(), why_en: why.en.clone() }.into())
}

/// The days whose incomes count.
fn window(terms: &EmploymentTest, year: i32, day: Day) -> Result<(Day, Day), Refusal> {
    match terms.income_window {
        IncomeWindow::CalendarYear => {
            let days = Day::first_of_year(year).zip(Day::last_of_year(year));
            days.ok_or_else(|| Refusal::from(No::Period).at("/year"))
        }
        IncomeWindow::LastTwelveMonths => Ok((day.plus_months(-12).plus_days(1), day)),
    }
}

fn no_rule(policy: &Policy) -> Refusal {
    let applies = policy.rule(RuleId::CertifyEmployment).map(|rule| rule.applies_to.join("、")).unwrap_or_default();
    No::Kind { applies }.into()
}
