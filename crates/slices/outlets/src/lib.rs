//! Outlets, their authorisations and the help given to them (门店).

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "outlets", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
