//! Plots as lists show them: of a base, of a household, all that lie in one's scope.

use super::{
    find,
    plots::{KEPT, Kept, PlotView, view},
};
use base::Refusal;
use edge::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Ask, Listing, Page, Tx, params};

/// Which plots a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlotFilter {
    /// Only of this base.
    pub base: i64,
    /// Only of this household.
    pub household: i64,
    /// Only of this crop.
    pub crop: i64,
    /// `own`, `rented` or `member`; all if empty.
    pub kind: String,
    /// Only those for which rent of this year is still due.
    pub due: bool,
}

/// Plots that lie in one's scope, or whose base does. **Who:** whoever sees supply.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), filter: PlotFilter, ask: &Ask) -> Result<Page<PlotView>, Refusal> {
    let (from, until) = actor.scope.range();
    if filter.base != 0 {
        find(tx, actor, filter.base)?;
    }
    let base = format!(
        "SELECT q.*, CASE WHEN from_day <= $10 AND to_day >= $10 AND rent_fen > paid_fen THEN rent_fen - paid_fen ELSE 0 END AS due_fen
         FROM ({KEPT} AND ((p.path >= $3 AND p.path < $4) OR (b.path >= $3 AND b.path < $4))
           AND ($5 = 0 OR p.base = $5) AND ($6 = 0 OR p.household = $6) AND ($7 = 0 OR p.crop = $7) AND ($8 = '' OR p.kind = $8)) q
         WHERE ($9 = 0 OR (from_day <= $10 AND to_day >= $10 AND rent_fen > paid_fen))"
    );
    let base = base.replace("SELECT q.*, ", "SELECT q.*, id AS sort_id, ");
    let listing = Listing {
        base: &base,
        params: params![
            actor.county_id(),
            i64::from(actor.day().year()),
            from,
            until,
            filter.base,
            filter.household,
            filter.crop,
            filter.kind,
            filter.due,
            actor.day()
        ]
        .to_vec(),
        sorts: &["name", "area_centimu", "trees", "rent_fen", "paid_fen", "due_fen", "from_day"],
        sums: &["area_centimu", "trees", "rent_fen", "paid_fen", "due_fen", "paid_ever_fen"],
    };
    let page: Page<Kept> = store::list(tx, &listing, ask)?;
    let crops = crate::desk::crop_names(tx, actor.county_id())?;
    let mut items = Vec::with_capacity(page.items.len());
    for kept in page.items {
        items.push(view(tx, actor, kept, &crops)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}
