//! Bases as a list shows them.

use super::{BaseView, Kept, PLOTS, kept, view};
use base::Refusal;
use edge::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Ask, Listing, Page, Tx, params};

/// Which bases a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BaseFilter {
    /// Only with plots of this crop.
    pub crop: i64,
    /// Only of this producer.
    pub producer: i64,
    /// Only of this household, as operator.
    pub household: i64,
    /// `kept`, `closed`, or all if empty.
    pub state: String,
}

/// Bases in one's scope. **Who:** whoever sees supply.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), filter: BaseFilter, ask: &Ask) -> Result<Page<BaseView>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "{} AND ((b.path >= $4 AND b.path < $5) OR EXISTS (SELECT 1 FROM plot p WHERE p.county = b.county AND p.base = b.id
           AND p.path >= $4 AND p.path < $5))
         AND ($6 = 0 OR EXISTS (SELECT 1 {PLOTS} AND p.crop = $6)) AND ($7 = 0 OR b.producer = $7) AND ($8 = 0 OR b.household = $8)
         AND ($9 = '' OR ($9 = 'kept' AND b.closed_on > $2) OR ($9 = 'closed' AND b.closed_on <= $2))",
        kept()
    );
    let day = actor.day();
    let listing = Listing {
        base: &base,
        params: params![
            actor.county_id(),
            day,
            i64::from(day.year()),
            from,
            until,
            filter.crop,
            filter.producer,
            filter.household,
            filter.state
        ]
        .to_vec(),
        sorts: &["name", "from_day", "area_centimu", "trees", "rent_fen", "paid_fen"],
        sums: &["plots", "area_centimu", "trees", "rented_centimu", "growers", "rent_fen", "paid_fen"],
    };
    let page: Page<Kept> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for kept in page.items {
        items.push(view(tx, actor, kept)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}
