//! Assisted households: who is helped, of which kind, from when to when.
//!
//! Invariants: kinds are dated and never overlap themselves; lists show masks; a full view is an
//! act with a reason that is kept.

mod dto;
mod register;
mod reveal;
pub(crate) mod sql;
mod view;

pub use dto::*;
pub use register::{add_member, add_status, correct, end_status, member_leaves, register};
pub use reveal::reveal;
pub use view::{household, households};
