//! People, posts, sessions, tokens, hand-overs and the audit trail (人员).

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "identity", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
