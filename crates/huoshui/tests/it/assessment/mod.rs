//! Settlements, policies, and what was reported before.

mod frozen;
mod opening;
mod policies;
mod settle;
