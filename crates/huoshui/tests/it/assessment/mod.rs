//! Settlements, policies, and what was reported before.

mod opening;
mod policies;
mod settle;
