//! What villages have, will have and cannot sell.

mod reports;
pub mod scene;
mod silence;
mod unsalable;
