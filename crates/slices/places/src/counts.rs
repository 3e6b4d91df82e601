//! What a document states of the county beside what its table holds: 579 villages against 580.
//!
//! Neither side is made to fit the other; the difference is shown with its source.

use crate::{data, sql};
use base::Refusal;
use edge::{Actor, Ask, Page};
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;

/// One number, stated and counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountRow {
    /// `township`, `village`, or a quality such as `poor_village`.
    pub measure: String,
    /// What the document says.
    pub stated: i64,
    /// What the county's divisions of today come to.
    pub counted: i64,
    /// Counted less stated.
    pub difference: i64,
    /// How the counted ones divide by kind: `village 518, community 62`.
    pub kinds: String,
    /// The document.
    pub source: String,
}

/// Stated and counted numbers of divisions.
pub fn counts(tx: &mut Tx<'_>, actor: &Actor, (): (), _: edge::Nothing, ask: &Ask) -> Result<Page<CountRow>, Refusal> {
    ask.of_whole()?;
    let (county, day) = (actor.county_id(), actor.day());
    let by_kind = sql::count_by_kind(tx, county, day)?;
    let code = sql::county_code(tx, county)?.unwrap_or_default();
    let mut items = Vec::new();
    for (_, measure, stated, source) in data::stated_counts().filter(|(of, ..)| *of == code) {
        let own: Vec<_> = by_kind.iter().filter(|(level, ..)| level == measure).collect();
        let counted = if own.is_empty() {
            sql::count_quality(tx, county, measure, day)?
        } else {
            own.iter().map(|(.., n)| *n).sum()
        };
        let kinds: Vec<String> = own.iter().map(|(_, kind, n)| format!("{kind} {n}")).collect();
        items.push(CountRow {
            measure: measure.to_owned(),
            stated,
            counted,
            difference: counted.saturating_sub(stated),
            kinds: kinds.join(", "),
            source: source.to_owned(),
        });
    }
    Ok(Page { items, next: None, total: None })
}
