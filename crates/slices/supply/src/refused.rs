//! What was refused, kept as it came with the reason, so that nothing is lost on the way.

use crate::upload::{Envelope, ItemOutcome};
use base::Refusal;
use edge::Actor;
use serde::Deserialize;
use store::{Tx, params};

/// What may stay of a refused item that speaks of people: numbers and these words, wherever somebody's name was put by mistake.
const OF_ADVICE: [&str; 4] = ["id", "made_at", "follow_on", "device"];

/// The item without what may name people, if it is a note of advice: that is kept nowhere unsealed.
fn without_asker(raw: &str) -> String {
    let Ok(mut item) = serde_json::from_str::<serde_json::Value>(raw) else { return raw.to_owned() };
    if item.pointer("/what/advice").is_none() {
        return raw.to_owned();
    }
    blank(&mut item, false);
    item.to_string()
}

fn blank(value: &mut serde_json::Value, stays: bool) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter_mut().for_each(|(name, value)| blank(value, OF_ADVICE.contains(&name.as_str())));
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| blank(item, stays)),
        serde_json::Value::String(text) if !stays => *text = base::mask::name(text),
        _ => {}
    }
}

/// Keeps a refused item as it came. **Errors:** only the database's own.
pub(crate) fn refused(
    tx: &mut Tx<'_>,
    actor: &Actor,
    envelope: &Envelope<'_>,
    raw: &str,
    refusal: Refusal,
) -> Result<ItemOutcome, Refusal> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        id: serde_json::Value,
    }
    let named = serde_json::from_str::<Named>(raw).ok().and_then(|n| n.id.as_str().map(str::to_owned));
    let client: String = named.unwrap_or_default().chars().take(64).collect();
    let county = actor.county_id();
    let seen: i64 = tx.number(
        "SELECT COUNT(*) FROM supply_refused WHERE county = $1 AND client = $2 AND code = $3 AND made_by = $4",
        params![county, client.as_str(), refusal.code, actor.person],
    )?;
    if seen == 0 {
        let id = tx.next_id(county, "supply_refused")?;
        let item: String = without_asker(raw).chars().take(4_000).collect();
        tx.run(
            "INSERT INTO supply_refused (county, id, client, device, item, code, received_at, made_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![county, id, client.as_str(), envelope.device, item, refusal.code, actor.now, actor.person],
        )?;
    }
    Ok(ItemOutcome::refused(client, refusal))
}
