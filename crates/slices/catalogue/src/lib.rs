//! Producers, households, employment, certification and products (目录).

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "catalogue", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
