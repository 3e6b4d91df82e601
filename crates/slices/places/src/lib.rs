//! Divisions, their names and qualities, and who holds the four posts where (区划).

mod data;
pub mod desk;
mod error;
mod kind;
mod load;
mod sql;

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "places", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: vec![error::No::CATALOGUE] }
}
