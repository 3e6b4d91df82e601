//! Settlements and policies.

mod policies;
mod settle;
