//! Runs as a list shows them.

use super::show::{CollectionRunRow, Kept, kept, row};
use base::Refusal;
use edge::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Ask, Listing, Page, Tx, params};

/// Which runs a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CollectionFilter {
    /// `planned`, `under_way`, `done` or `cancelled`; all if empty.
    pub state: String,
    /// Only of this township.
    pub township: i64,
    /// Only those that are not over and go today or should have gone.
    pub due: bool,
}

/// Runs of which the township or a village lies in one's scope. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: CollectionFilter,
    ask: &Ask,
) -> Result<Page<CollectionRunRow>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let due = if filter.due { actor.day().to_string() } else { String::new() };
    let base = format!(
        "SELECT * FROM ({} AND ((r.path >= $2 AND r.path < $3) OR EXISTS (SELECT 1 FROM collection_stop s WHERE s.county = r.county
           AND s.run = r.id AND s.path >= $2 AND s.path < $3)) AND ($5 = 0 OR r.township = $5)) q
         WHERE ($4 = '' OR state = $4) AND ($6 = '' OR (state IN ('planned', 'under_way') AND day <= $6))",
        kept()
    );
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.state, filter.township, due].to_vec(),
        sorts: &["-day", "villages", "planned_g", "loaded_g"],
        sums: &["planned_g", "loaded_g"],
    };
    let page: Page<Kept> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for kept in &page.items {
        items.push(row(tx, county, kept)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}
