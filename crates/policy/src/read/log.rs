//! What is wrong with a policy file: all of it at once, each with its line.

use base::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::cell::RefCell;

/// One thing in a policy file that is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyProblem {
    /// Line of the file, from 1.
    pub line: usize,
    /// Key path, such as `rule[outlet.sales_award].bands[1]`.
    pub key: String,
    /// Stable code, such as `key.unknown`.
    pub code: &'static str,
    /// What is wrong and what would be right.
    pub message: Text,
}

impl std::fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}: {} / {}", self.line, self.key, self.message.zh, self.message.en)
    }
}

/// Every code that a [`PolicyProblem`] can carry.
pub const PROBLEM_CODES: &[&str] = &[
    "toml.syntax",
    "key.unknown",
    "key.missing",
    "value.type",
    "value.word",
    "value.amount",
    "value.share",
    "value.range",
    "value.repeated",
    "bound.operator",
    "bands.gap",
    "bands.overlap",
    "rule.unknown",
    "rule.kind",
    "rule.missing",
    "rule.left_out",
    "weights.sum",
];

/// Collects problems while a file is read.
pub(crate) struct Log<'a> {
    source: &'a str,
    found: RefCell<Vec<PolicyProblem>>,
}

impl<'a> Log<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self { source, found: RefCell::default() }
    }

    /// Line of a byte offset, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.source.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
    }

    pub(crate) fn add(
        &self,
        offset: usize,
        key: impl Into<String>,
        code: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        let problem = PolicyProblem { line: self.line(offset), key: key.into(), code, message: Text::new(zh, en) };
        self.found.borrow_mut().push(problem);
    }

    /// All problems, by line; within a line as they were found.
    pub(crate) fn finish(self) -> Vec<PolicyProblem> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|p| p.line);
        found
    }
}
