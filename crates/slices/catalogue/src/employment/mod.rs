//! Employment and wages: what an assisted person earned from a producer in a year, and by what
//! it is shown.
//!
//! Invariants: one record for each worker, producer and year (a wrong one is withdrawn with a
//! reason, never edited); incomes of several people or several producers are never added.

mod dto;
mod record;
mod sql;
mod view;

pub use dto::*;
pub(crate) use record::keep;
pub use record::{record, withdraw};
pub(crate) use sql::assisted_incomes;
pub use view::employments;
