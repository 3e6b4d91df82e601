//! Divisions, their names and qualities, and who holds the four posts where (区划).

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "places", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
