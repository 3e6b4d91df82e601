//! What goes in and out about evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What evidence may be.
pub const KINDS: [&str; 9] =
    ["licence", "identity", "wage", "photo", "decision", "contract", "invoice", "letter", "other"];

/// Which evidence a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EvidenceQuery {
    /// Only of this part, such as `act`; all if empty.
    pub part: String,
    /// Only of the part with this number; all if 0.
    pub part_id: i64,
}

/// Another thing that the same file is evidence of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Elsewhere {
    /// `certification`, `producer`, `outlet` or `unsalable`.
    pub subject_kind: String,
    /// Its id.
    pub subject: i64,
    /// Its name.
    pub name: String,
}

/// A piece of evidence as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceRow {
    /// Id.
    pub id: i64,
    /// Part of the subject, such as `act` or `help`; empty for the whole.
    pub part: String,
    /// Number of that part; 0 for the whole.
    pub part_id: i64,
    /// `licence`, `identity`, `wage`, `photo`, `decision`, `contract`, `invoice`, `letter` or `other`.
    pub kind: String,
    /// The file's name; empty for who may not open it.
    pub name: String,
    /// What whoever attached it says of it; empty for who may not open it.
    pub note: String,
    /// Media type, by content.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: i64,
    /// SHA-256 of the bytes as handed in, hexadecimal.
    pub digest: String,
    /// Who attached it.
    pub person: String,
    /// As what.
    pub role: String,
    /// When.
    pub at: String,
    /// Why it was struck off; empty while it stands.
    pub struck_reason: String,
    /// Who struck it off.
    pub struck_by: String,
    /// When.
    pub struck_at: String,
    /// How many other things the same file is standing evidence of.
    pub elsewhere_count: i64,
    /// Those of them inside the reader's scope.
    pub elsewhere: Vec<Elsewhere>,
    /// How many other things have a photo that looks like this one.
    pub alike_count: i64,
    /// Those of them inside the reader's scope.
    pub alike: Vec<Elsewhere>,
    /// The reader may open it.
    pub may_open: bool,
    /// The reader may strike it off.
    pub may_strike: bool,
}

/// What came of attaching a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attached {
    /// Id of the evidence.
    pub id: i64,
    /// Media type, by content.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: i64,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    /// It was attached here before and stands; nothing was added.
    pub again: bool,
    /// How many other things the same file is standing evidence of.
    pub elsewhere_count: i64,
    /// How many other things have a photo that looks like this one.
    pub alike_count: i64,
}

/// Strikes evidence off.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrikeForm {
    /// Why.
    pub reason: String,
}

/// What was struck off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Struck {
    /// Id of the evidence.
    pub id: i64,
    /// Why.
    pub reason: String,
}
