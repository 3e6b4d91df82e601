//! The words all of Huoshui is written in: money in fen, quantities in grams or
//! pieces, the county's business day, typed ids, two languages, and refusals.
//!
//! Invariants: nothing here does I/O, reads a clock by itself or holds a float.

pub mod approximate;
pub mod calendar;
pub mod codes;
pub mod day;
pub mod hex;
pub mod ids;
pub mod lang;
pub mod mask;
pub mod money;
pub mod names;
pub mod quantity;
pub mod refusal;
pub mod units;
pub mod upper;

pub use approximate::{Approximate, Bound};
pub use calendar::{Calendar, Deadline};
pub use day::{Clock, Day, FixedClock, Instant, SystemClock};
pub use lang::{Lang, Text};
pub use money::Fen;
pub use quantity::{Grams, Quantity};
pub use refusal::{FieldProblem, Refusal};
