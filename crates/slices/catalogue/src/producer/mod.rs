//! Producers: enterprises, co-operatives, family farms and households that sell produce.
//!
//! Invariants: a document's failed check warns and is kept, a wrong form is refused; a household's
//! name never stands here, only its mask; place is where it produces, not where it is registered.

mod dto;
mod register;
mod rules;
pub(crate) mod sql;
mod view;

pub use dto::*;
pub use register::{correct, register};
pub use view::{producer, producers};
