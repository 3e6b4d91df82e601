//! Certification (认定): from application or survey to the list and off it again.
//!
//! Invariants: a case is the log of its acts; its state is computed from them in [`states`] alone
//! and never set by hand. Nobody decides what they proposed or checked. The rule's verdict, with
//! clause and data, is kept with every check and decision. Being listed is told by listings,
//! which begin and end at an instant, so that a sale knows whether it was listed when it was made.
//!
//! Left to others: what the rule says (policy), working days (base), publishing the notice.

mod act;
mod dto;
mod listing;
mod notice;
mod open;
pub(crate) mod open_case;
mod sql;
mod states;
mod steps;
mod tasks;
mod verdict;
mod view;

pub use dto::*;
pub(crate) use listing::end_listings_of_product;
pub use notice::{renew_notices, start_notice};
pub use open::{open, resubmit};
pub(crate) use sql::place_of;
pub use states::{Action, State};
pub use steps::{
    blacklist, decide, department_check, list, list_on_paper, object, propose_renewal, remove, renew, resume,
    settle_objection, suspend, township_check,
};
pub use tasks::tasks;
pub use view::{certification, certifications};
