//! What villages have, will have and cannot sell.

mod bases;
mod bundles;
mod guidance;
mod photos;
mod reports;
pub mod scene;
mod silence;
mod unsalable;
