//! "What needs me today": each slice says what waits for an actor; the edge puts it together.

use crate::actor::Actor;
use base::{Day, Refusal, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;

/// One kind of thing that waits, with a way to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Task {
    /// Stable word, such as `certification.township_check`.
    pub kind: String,
    /// What is to be done.
    pub title: Text,
    /// How many wait.
    pub count: i64,
    /// The earliest day by which one of them must be done.
    pub due_on: Option<Day>,
    /// The page that shows them.
    pub to: String,
}

/// A slice's part of the list. Nothing waiting: no entry.
pub type Tasks = fn(&mut Tx<'_>, &Actor) -> Result<Vec<Task>, Refusal>;
