//! Surveys 摸底: the county opens a round twice a year, every village that grows one of its crops is asked once.
//!
//! Invariants: of a round, village and crop there is one figure that stands, the village's own sum or, where it gave none,
//! the sum of its households, and nothing is counted twice; an answer that there is none is an answer. What comes outside
//! rounds belongs to its year. Rounds are no part of an officer's timeliness: the source speaks of information, and our
//! reading keeps that to the season's reports.

mod answers;
mod asked;
mod near;
mod rounds;
pub(crate) mod standing;

pub use answers::{answers, show};
pub use asked::SurveyAsked;
pub(crate) use asked::{asked_now, missing, running};
pub(crate) use near::of_village;
pub use near::{HouseholdNear, RoundNow, SurveySaid};
pub(crate) use rounds::answered;
pub use rounds::{correct, list, open};
