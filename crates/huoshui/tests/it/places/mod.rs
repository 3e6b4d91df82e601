//! Divisions and the coverage of the four posts.

mod coverage;
mod divisions;
pub mod holidays;
mod mergers;
