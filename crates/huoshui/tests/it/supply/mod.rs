//! What villages have, will have and cannot sell.

mod bases;
mod bought_on;
mod bundles;
mod calls;
mod guidance;
mod handed;
mod households;
mod later;
mod marks;
mod own_facts;
pub mod phone;
mod photos;
mod reports;
pub mod scene;
mod silence;
mod surveys;
mod unsalable;
