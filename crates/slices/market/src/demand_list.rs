//! Demands as people read them, with the names of what they speak of.

use crate::{
    demands::{COLUMNS, DemandRow},
    directions,
};
use base::Refusal;
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// A demand with the names of what it speaks of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DemandView {
    /// The demand.
    #[serde(flatten)]
    pub demand: DemandRow,
    /// What the crop is called.
    pub crop_name: String,
    /// Who buys.
    pub buyer_name: String,
    /// Where it is to be brought.
    pub division_name: String,
    /// Where or from whom it must come; empty for anywhere. Of households no more than the reader may know.
    pub directed_name: String,
    /// `place`, `producer` or `household`; empty for anywhere.
    pub directed_kind: String,
    /// Agreed in offers, kg.
    pub agreed_kg: i64,
}

/// Which demands a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DemandFilter {
    /// Only this crop.
    pub crop: i64,
    /// Only what still stands today.
    pub open: bool,
    /// Only the actor's own.
    pub mine: bool,
}

/// Demands; what is wanted is everybody's news. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: DemandFilter,
    ask: &Ask,
) -> Result<Page<DemandView>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT {COLUMNS}, d.id AS sort_id FROM demand d WHERE d.county = $1 AND ($2 = 0 OR d.crop = $2)
         AND ($3 = 0 OR (d.ended_reason = '' AND d.until_day >= $4)) AND ($5 = 0 OR (d.path >= $6 AND d.path < $7))"
    );
    let listing = Listing {
        base: &base,
        params: params![county, filter.crop, filter.open, actor.day(), filter.mine, from, until].to_vec(),
        sorts: &["-at", "from_day", "to_day", "kg", "max_fen_per_kg?"],
        sums: &["kg"],
    };
    let page: Page<DemandRow> = store::list(tx, &listing, ask)?;
    Ok(Page { items: named(tx, actor, page.items)?, next: page.next, total: page.total })
}

/// The views of rows, in their order.
pub(crate) fn named(tx: &mut Tx<'_>, actor: &Actor, rows: Vec<DemandRow>) -> Result<Vec<DemandView>, Refusal> {
    let county = actor.county_id();
    let crops: BTreeMap<i64, String> = supply::desk::crop_names(tx, county)?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let division_name = match row.division {
            Some(division) => places::desk::full_name(tx, county, division)?,
            None => String::new(),
        };
        let directed_name = directions::name(tx, actor, &row)?;
        views.push(DemandView {
            crop_name: crops.get(&row.crop).cloned().unwrap_or_default(),
            buyer_name: row.buyer().name(tx, county, row.from_day)?,
            agreed_kg: crate::offers::agreed_of_demand(tx, county, row.id)?,
            division_name,
            directed_kind: row.directed_kind(!directed_name.is_empty()).to_owned(),
            directed_name,
            demand: row,
        });
    }
    Ok(views)
}
