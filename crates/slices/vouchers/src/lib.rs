//! Union programmes, workers, accounts, redemptions and statements (消费券).

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "vouchers", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
