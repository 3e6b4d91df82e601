//! Measures in, findings out.
//!
//! Invariants: one finding per subject and applicable rule, in the order of the subjects,
//! then of the policy file; findings that pull against each other name each other.

use crate::explanation::Explanation;
use crate::finding::{Finding, Findings};
use crate::input::{InputError, read_subjects};
use crate::judge::{Bench, judge};
use crate::model::{Policy, Rule, RuleId};
use crate::subject::Subject;
use crate::terms::Terms;
use crate::vocabulary::{Beside, Outcome};
use base::{Fen, Text};

/// Judges every subject by every rule that concerns it.
pub fn evaluate(policy: &Policy, subjects: &[Subject]) -> Vec<Finding> {
    let promotions = subjects.iter().filter_map(|s| match s {
        Subject::Officer(officer) => Some(officer.promotion_sales),
        _ => None,
    });
    let bench = Bench { policy, largest_promotion: promotions.max().unwrap_or(Fen::ZERO) };
    subjects.iter().flat_map(|subject| judge_subject(&bench, subject)).collect()
}

/// The answer to `huoshui policy evaluate`: indented JSON with a newline at its end.
///
/// # Errors
/// The first thing that is wrong with the input, by JSON pointer; nothing is judged then.
pub fn evaluate_json(policy: &Policy, input: &str) -> Result<String, InputError> {
    let subjects = read_subjects(input)?;
    let findings = Findings { policy: policy.id.clone(), findings: evaluate(policy, &subjects) };
    let json = serde_json::to_string_pretty(&findings);
    json.map(|text| text + "\n")
        .map_err(|e| InputError::new("", "结果无法写出", format!("the result cannot be written: {e}")))
}

fn judge_subject(bench: &Bench, subject: &Subject) -> Vec<Finding> {
    let rules = bench.policy.rules.iter();
    let mut findings: Vec<Finding> = rules.filter_map(|rule| finding(bench, rule, subject)).collect();
    keep_the_larger(bench.policy, &mut findings);
    name_conflicts(&mut findings);
    findings
}

fn finding(bench: &Bench, rule: &Rule, subject: &Subject) -> Option<Finding> {
    let verdict = judge(bench, rule, subject)?;
    let mut explanation = Explanation::new(&bench.policy.id, rule);
    explanation.steps = verdict.steps;
    explanation.conclusion = verdict.conclusion;
    explanation.notes = verdict.notes;
    Some(Finding {
        subject: subject.id().to_owned(),
        kind: subject.kind(),
        year: subject.year(),
        rule: rule.id,
        outcome: verdict.outcome,
        amount_fen: verdict.amount,
        score_ppm: verdict.score_ppm,
        ground: verdict.ground,
        conflicts_with: Vec::new(),
        explanation,
    })
}

/// Where a policy gives only the larger of two awards, the other one falls; of equal ones
/// the sales award stays.
fn keep_the_larger(policy: &Policy, findings: &mut [Finding]) {
    let larger = policy
        .rules
        .iter()
        .any(|r| matches!(&r.terms, Terms::SteppedAward(t) if t.beside_sales_award == Beside::Larger));
    let amount = |findings: &[Finding], id| findings.iter().find(|f| f.rule == id).and_then(|f| f.amount_fen);
    let (sales, unsalable) = (amount(findings, RuleId::SalesAward), amount(findings, RuleId::UnsalableAward));
    let (Some(sales), Some(unsalable), true) = (sales, unsalable, larger) else { return };
    let falls = if unsalable > sales { RuleId::SalesAward } else { RuleId::UnsalableAward };
    for finding in findings.iter_mut().filter(|f| f.rule == falls) {
        finding.outcome = Outcome::None;
        finding.amount_fen = None;
        finding.explanation.conclusion = Text::new(
            "两项奖补只取较高一项，本项不发",
            "only the larger of two awards is given, and this is the other",
        );
    }
}

/// Revocation or dispute against award of one outlet: both stand, people decide.
fn name_conflicts(findings: &mut [Finding]) {
    let against = |f: &Finding| matches!(f.outcome, Outcome::Revoke | Outcome::Disputed);
    let rules = |wanted: &dyn Fn(&Finding) -> bool| -> Vec<RuleId> {
        findings.iter().filter(|f| wanted(f)).map(|f| f.rule).collect()
    };
    let (down, up) = (rules(&against), rules(&|f| f.outcome == Outcome::Award));
    if down.is_empty() || up.is_empty() {
        return;
    }
    for finding in findings {
        let others = match finding.outcome {
            Outcome::Award => &down,
            Outcome::Revoke | Outcome::Disputed => &up,
            _ => continue,
        };
        finding.conflicts_with.clone_from(others);
        let names = others.iter().map(|r| r.word()).collect::<Vec<_>>().join(", ");
        finding.explanation.notes.push(Text::new(
            format!("与 {names} 相互矛盾，由人决定之前不支付"),
            format!("pulls against {names}: nothing is paid before people decide"),
        ));
    }
}
