//! Rules as data: a policy file and measures go in, findings with their explanation come out.
//!
//! 政策即数据：政策文件加指标，得出带依据的核算结果。
//!
//! - [`Policy::parse`] reads a file of `policies/`, strict and typed: every fault with its
//!   line, all at once. [`PolicySet`] knows which policy is in force.
//! - [`evaluate`] judges typed [`Subject`]s, [`evaluate_json`] the JSON of
//!   `huoshui policy evaluate`. Findings come in the order of the subjects, then of the file.
//! - Each [`Finding`] carries an [`Explanation`]: rule and wording, tests with the numbers
//!   put in, the measures, and the handle that opens the ledger lines behind each.
//! - [`explain`] is a rule in words; [`cases`] are examples that a clerk can read.
//!
//! Invariants: no I/O, clock, float or hash order; the same input gives the same bytes; no
//! number of a rule stands in this code. A finding is a proposal: nobody is paid, revoked
//! or criticised here. Left to others: summing measures from facts, decisions, storage.

mod acts;
mod bound;
pub mod cases;
mod describe;
mod evaluate;
mod explanation;
mod finding;
mod input;
mod json;
mod judge;
mod model;
mod read;
mod set;
mod subject;
mod terms;
pub mod vocabulary;

pub use acts::{Honours, Stepped};
pub use bound::{Bound, Unit, WHOLE_PPM, percent, share_ppm, show};
pub use describe::explain;
pub use evaluate::{evaluate, evaluate_json};
pub use explanation::{Explanation, Lines, Measure, RuleQuote, Step, Value, render};
pub use finding::{Finding, Findings};
pub use input::{InputError, read_subjects};
pub use model::{Basis, General, Parameter, Policy, Practice, Rule, RuleId, Words};
pub use read::{LARGEST_FILE, PROBLEM_CODES, PolicyProblem, check};
pub use set::{PolicySet, SHIPPED, shipped};
pub use subject::{Canteen, Officer, Outlet, Producer, Subject};
pub use terms::{
    Band, BandedAward, CanteenShare, CaseByPeople, EmploymentTest, ListedOnly, LocalShare, LowSales, Ranking, Reason,
    SteppedAward, SubsidyBands, Terms, Voucher, Weight, WeightedMeasures, WeightedScore,
};
