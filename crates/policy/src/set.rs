//! The policies of a county, and which of them is in force on a day.
//!
//! Invariant: a newer file takes over from its first day; what came before keeps its own.

use crate::model::{Policy, Practice};
use crate::read::PolicyProblem;
use base::Day;

/// The policy files that ship with the program: id and text.
pub const SHIPPED: &[(&str, &str)] = &[("shaodong-2020", include_str!("../../../policies/shaodong-2020.toml"))];

/// Text of a shipped policy.
pub fn shipped(id: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(name, _)| *name == id).map(|(_, text)| *text)
}

/// All policies of a county by their first day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicySet {
    policies: Vec<Policy>,
}

impl PolicySet {
    /// The policies that ship.
    ///
    /// # Errors
    /// What is wrong with a shipped file; a test keeps this empty.
    pub fn of_shipped() -> Result<Self, Vec<PolicyProblem>> {
        let policies: Result<Vec<_>, _> = SHIPPED.iter().map(|(_, text)| Policy::parse(text)).collect();
        Ok(policies?.into_iter().fold(Self::default(), Self::with))
    }

    /// The set with one more policy. One that begins on the same day replaces the earlier.
    #[must_use]
    pub fn with(mut self, policy: Policy) -> Self {
        self.policies.retain(|p| p.effective_from != policy.effective_from);
        self.policies.push(policy);
        self.policies.sort_by_key(|p| p.effective_from);
        self
    }

    /// The policy in force on a day; none before the first.
    pub fn on(&self, day: Day) -> Option<&Policy> {
        self.policies.iter().rev().find(|p| p.effective_from <= day)
    }

    /// Limits of daily work on a day.
    pub fn practice(&self, day: Day) -> Practice {
        self.on(day).map(|policy| policy.general.practice).unwrap_or_default()
    }

    /// The policy by which a year is settled: the one in force on its first day, else the
    /// first that begins within it. A file that begins in mid-year leaves the year as it was.
    pub fn for_year(&self, year: i32) -> Option<&Policy> {
        self.on(Day::first_of_year(year)?).or_else(|| self.policies.iter().find(|p| p.effective_from.year() == year))
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[Policy] {
        &self.policies
    }
}
