//! What villages have, will have and cannot sell.

mod bundles;
mod guidance;
mod photos;
mod reports;
pub mod scene;
mod silence;
mod unsalable;
