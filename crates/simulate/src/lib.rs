//! A simulated county year: who there is, what happens day by day, and a naive auditor.
//!
//! One seed is one year: the same facts and the same findings, played through the real use cases
//! on a clock that the year sets, a day a commit. Nobody and nothing in it is real.
//!
//! - `world`: who and what there is. - `plan`: what happens on which day. - `play`: the plan as use
//!   cases. - `workbooks`: the shops' own books, as messy as they come. - `auditor`: reads everything
//!   back in plain maps and sums it again.

// The county that tests play in names the crate as they do.
#[cfg(test)]
extern crate self as simulate;

pub mod auditor;
pub mod goods;
mod ground;
mod names;
mod photo;
pub mod plan;
mod play;
pub mod rng;
mod shelf;
mod stage;
mod witness;
pub mod workbooks;
pub mod world;
mod year;

pub use ground::Ground;
pub use stage::slices;
pub use witness::Witness;
pub use year::{Login, Played, Settings, play};
