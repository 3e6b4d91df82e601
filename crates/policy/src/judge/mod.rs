//! One rule asked about one subject: the terms' kind decides which judge speaks.
//!
//! Invariant: a judge sees only the terms, the subject and the largest promotion of the
//! input; it returns nothing where the rule has no input.

mod awards;
mod officer;
mod revoke;
mod shares;

use crate::bound::Bound;
use crate::explanation::{Gauge, Measure, Step};
use crate::model::{Policy, Rule};
use crate::subject::Subject;
use crate::terms::Terms;
use crate::vocabulary::{Ground, Outcome, SubjectKind, Word};
use base::{Fen, Text};

/// What judges know beside rule and subject.
pub(crate) struct Bench<'p> {
    pub(crate) policy: &'p Policy,
    /// Largest promoted sales among all officers of the input.
    pub(crate) largest_promotion: Fen,
}

/// A judge's answer.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) outcome: Outcome,
    pub(crate) amount: Option<Fen>,
    pub(crate) score_ppm: Option<i64>,
    pub(crate) ground: Option<Ground>,
    pub(crate) steps: Vec<Step>,
    pub(crate) conclusion: Text,
    pub(crate) notes: Vec<Text>,
}

impl Verdict {
    fn new(outcome: Outcome) -> Self {
        let conclusion = outcome.text();
        Self { outcome, amount: None, score_ppm: None, ground: None, steps: Vec::new(), conclusion, notes: Vec::new() }
    }

    fn because(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let outcome = self.outcome.text();
        self.conclusion = Text::new(format!("{}：{}", outcome.zh, zh.into()), format!("{}: {}", outcome.en, en.into()));
        self
    }

    fn after(mut self, steps: Vec<Step>) -> Self {
        self.steps = steps;
        self
    }

    fn note(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.notes.push(Text::new(zh, en));
        self
    }

    /// Says under which basis credited sales were filled.
    fn note_credit_basis(self, bench: &Bench) -> Self {
        let basis = bench.policy.credit_basis().text();
        self.note(format!("计奖销售额的来源：{}", basis.zh), format!("credited sales are {}", basis.en))
    }
}

/// Asks one rule; `None` if it does not concern the subject or has no input.
pub(crate) fn judge(bench: &Bench, rule: &Rule, subject: &Subject) -> Option<Verdict> {
    if rule.id.judges() != Some(subject.kind()) || !rule.applies_to.iter().any(|w| w == subject.applies_word()) {
        return None;
    }
    let gauge = Gauge { subject: subject.id(), year: subject.year() };
    match (&rule.terms, subject) {
        (Terms::EmploymentTest(t), Subject::Producer(s)) => Some(shares::employment(t, s, gauge)),
        (Terms::CanteenShare(t), Subject::Canteen(s)) => shares::canteen(t, s, gauge),
        (Terms::LocalShare(t), Subject::Outlet(s)) => Some(shares::local(t, s, gauge)),
        (Terms::LowSales(t), Subject::Outlet(s)) => Some(revoke::low_sales(bench, t, s, gauge)),
        (Terms::CaseByPeople(t), Subject::Outlet(s)) => revoke::no_cooperation(t, s, gauge),
        (Terms::BandedAward(t), Subject::Outlet(s)) => Some(awards::sales(bench, t, s, gauge)),
        (Terms::SteppedAward(t), Subject::Outlet(s)) => Some(awards::unsalable(t, s, gauge)),
        (Terms::WeightedScore(t), Subject::Officer(s)) => Some(officer::score(bench, t, s, gauge)),
        (Terms::CaseByPeople(t), Subject::Officer(s)) => officer::silence(t, s, gauge),
        _ => None,
    }
}

impl crate::model::RuleId {
    /// The kind of subject that gets a finding by this rule; none for rules that act elsewhere.
    pub fn judges(self) -> Option<SubjectKind> {
        match self {
            Self::CertifyEmployment => Some(SubjectKind::Producer),
            Self::CanteenShare => Some(SubjectKind::Canteen),
            Self::LocalShare
            | Self::RevokeLowSales
            | Self::RevokeNoCooperation
            | Self::SalesAward
            | Self::UnsalableAward => Some(SubjectKind::Outlet),
            Self::OfficerScore | Self::OfficerSilence => Some(SubjectKind::Officer),
            Self::OnlyListed
            | Self::VoucherAnnual
            | Self::PavilionSubsidy
            | Self::OfficerHonours
            | Self::TownshipScore
            | Self::UnitScore => None,
        }
    }
}

/// A test of one measure against a bound.
fn test(measure: Measure, value: i64, bound: &Bound) -> Step {
    let (limit, words, holds) = (crate::bound::show(bound.limit, bound.unit), bound.text(), bound.holds(value));
    let (label, shown, sign) = (&measure.label, &measure.shown, bound.sign());
    let statement = Text::new(
        format!("{} {} {sign} {}？标准：{}", label.zh, shown.zh, limit.zh, words.zh),
        format!("{} {} {sign} {}? the rule: {}", label.en, shown.en, limit.en, words.en),
    );
    Step { statement, wording: Some(bound.wording.clone()), holds: Some(holds), measures: vec![measure] }
}

/// A formula, or a test in words.
fn step(zh: impl Into<String>, en: impl Into<String>, holds: Option<bool>, measures: Vec<Measure>) -> Step {
    Step { statement: Text::new(zh, en), wording: None, holds, measures }
}

/// The same measure, computed from others: there are no lines to open.
fn without_lines(mut measure: Measure) -> Measure {
    measure.lines = None;
    measure
}
