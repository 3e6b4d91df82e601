//! What was loaded at a stop, and when: said on the spot or afterwards, and put right by saying it again.

use super::show::{CollectionRunView, find, show};
use crate::error::No;
use base::{Instant, Refusal};
use books::stock::kg;
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Tx, params};

/// Says what was loaded.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeLoad {
    /// Number of the stop in the run.
    pub stop: i64,
    /// How much, grams; 0 for nothing.
    pub grams: i64,
    /// When; now if not said.
    #[serde(default)]
    pub loaded_at: Option<Instant>,
    /// Why it was less or more, or anything else.
    #[serde(default)]
    pub note: String,
}

/// Days after which nobody remembers.
const LATE_DAYS: i32 = 31;

/// Says what was loaded at a stop; the newest word holds. **Who:** the stop's village, its township, the county office.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: TakeLoad) -> Result<CollectionRunView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("collection-run/{id}"))?;
    let run = find(tx, actor, id)?;
    let sql = "SELECT path, grams FROM collection_stop WHERE county = $1 AND run = $2 AND seq = $3";
    let stop: Option<(String, i64)> = tx.find(sql, params![county, id, body.stop])?;
    let (path, planned) = stop.ok_or_else(|| Refusal::from(No::NoSuchStop).at("/stop"))?;
    actor.require(&path)?;
    if matches!(run.state.as_str(), "done" | "cancelled") {
        return Err(No::RunOver.into());
    }
    let sql = "SELECT CAST(COALESCE(SUM(COALESCE((SELECT t.grams FROM collection_taking t WHERE t.county = s.county AND t.run = s.run
        AND t.stop = s.seq ORDER BY t.seq DESC LIMIT 1), 0)), 0) AS BIGINT) FROM collection_stop s
        WHERE s.county = $1 AND s.run = $2 AND s.seq <> $3";
    let others: i64 = tx.number(sql, params![county, id, body.stop])?;
    let room = run.limit_g.saturating_sub(others);
    if body.grams < 0 || body.grams > room {
        return Err(Refusal::from(No::LoadRoom { room: kg(room) }).at("/grams"));
    }
    if body.grams != planned {
        // Whoever waits for it asks why.
        crate::text("/note", &body.note, 200)?;
    }
    crate::at_most("/note", &body.note, 200)?;
    let at = body.loaded_at.unwrap_or(actor.now);
    if at > actor.now || at.day() < run.day || actor.day().days_since(at.day()) > LATE_DAYS {
        return Err(Refusal::from(No::LoadedAt { day: run.day.to_string() }).at("/loaded_at"));
    }
    tx.run(
        "INSERT INTO collection_taking (county, run, stop, seq, grams, loaded_at, note, made_by, made_post, at) VALUES ($1, $2, $3,
         (SELECT COALESCE(MAX(seq), 0) + 1 FROM collection_taking WHERE county = $1 AND run = $2 AND stop = $3), $4, $5, $6, $7, $8, $9)",
        params![county, id, body.stop, body.grams, at, body.note.trim(), actor.person, actor.post, actor.now],
    )?;
    show(tx, actor, id, Nothing {})
}
