//! Issues as lists show them.

use base::{Day, Fen, Instant, Refusal, ids::ProgrammeId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// An issue.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct IssueRow {
        /// Id.
        pub id: i64,
        /// Programme.
        pub programme: ProgrammeId,
        /// Id of the occasion, or `other`.
        pub reason: String,
        /// The reason in words.
        pub reason_text: String,
        /// Day of the list.
        pub list_day: Day,
        /// For each.
        pub amount_fen: Fen,
        /// Workers.
        pub workers: i64,
        /// In all.
        pub total_fen: Fen,
        /// When.
        pub at: Instant,
    }
}

/// Issues of a programme, the newest first. **Who:** its union, and whoever may see vouchers.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<IssueRow>, Refusal> {
    let listing = Listing {
        base: "SELECT id, programme, reason, reason_text, list_day, amount_fen, workers, total_fen, at, id AS sort_id
               FROM issue WHERE county = $1 AND programme = $2",
        params: params![actor.county_id(), programme].to_vec(),
        sorts: &["-id", "list_day", "total_fen"],
        sums: &["workers", "total_fen"],
    };
    store::list(tx, &listing, ask)
}
