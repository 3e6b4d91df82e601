//! Books, till, imports, lots, stock, returns and reversals (台账).

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "ledger", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
