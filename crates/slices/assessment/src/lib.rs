//! Measures, settlement, policy in force and frozen years (考核).

pub mod desk;

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "assessment", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
