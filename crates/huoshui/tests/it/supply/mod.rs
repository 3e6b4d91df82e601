//! What villages have, will have and cannot sell.

mod reports;
mod scene;
mod unsalable;
