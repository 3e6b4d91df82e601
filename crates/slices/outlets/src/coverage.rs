//! What an outlet displays, and which townships and poor villages that covers.
//!
//! Listed products only (只能销售和展示), or those with an exception. The coverage lists the gaps
//! by name instead of only counting: a pavilion shows produce of 26 townships and 77 poor villages.

use crate::{desk, error::No, sql::OPEN_END};
use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, ProductId},
};
use catalogue::desk::ProductAt;
use edge::{Actor, Ask, Nothing, Page};
use places::desk::DivisionView;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// Puts products on display, or takes them off.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDisplay {
    /// All products on display from today on.
    pub products: Vec<ProductId>,
}

/// What is on display today.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DisplayView {
    /// The products, with their names.
    pub products: Vec<Displayed>,
}

/// A product on display.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Displayed {
    /// Product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub producer_name: String,
    /// Listed today; if not, an exception allows it, or it has to go.
    pub listed: bool,
}

/// How far the products on display cover the county.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DisplayCoverage {
    /// The day that is looked at.
    pub day: Day,
    /// Every township, with how many products come from it.
    pub townships: Vec<Covered>,
    /// Every poor village, likewise.
    pub poor_villages: Vec<Covered>,
    /// Townships without a product.
    pub townships_missing: i64,
    /// Poor villages without a product.
    pub poor_villages_missing: i64,
}

/// A division with its products on display.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Covered {
    /// Division.
    pub division: DivisionId,
    /// Its name, with the township before a village.
    pub name: String,
    /// Products that come from it.
    pub products: i64,
}

fn on_display(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId) -> Result<Vec<ProductAt>, Refusal> {
    let ids: Vec<ProductId> = tx.query(
        "SELECT product FROM display WHERE county = $1 AND outlet = $2 AND from_day <= $3 AND to_day >= $3 ORDER BY product",
        params![actor.county_id(), outlet, actor.day()],
    )?;
    catalogue::desk::products_at(tx, actor.county_id(), &ids, actor.now)
}

/// What an outlet displays today. **Who:** whoever may see the outlet.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<DisplayView, Refusal> {
    let row =
        |p: ProductAt| Displayed { product: p.id, name: p.name, producer_name: p.producer_name, listed: p.listed };
    Ok(DisplayView { products: on_display(tx, actor, outlet)?.into_iter().map(row).collect() })
}

/// Says what is on display from today on; what is left out went off yesterday. **Who:** the outlet's manager.
pub fn set(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: SetDisplay) -> Result<DisplayView, Refusal> {
    let (county, today) = (actor.county_id(), actor.day());
    let known = catalogue::desk::products_at(tx, county, &body.products, actor.now)?;
    if known.len() != body.products.len() {
        return Err(Refusal::from(No::NoSuchProduct).at("/products"));
    }
    for product in known.iter().filter(|p| !p.listed) {
        if !desk::exception_allows(tx, county, outlet, product.id, today)? {
            return Err(Refusal::from(No::NotListed { name: product.name.clone() }).at("/products"));
        }
    }
    let now: Vec<ProductId> = on_display(tx, actor, outlet)?.iter().map(|p| p.id).collect();
    for gone in now.iter().filter(|id| !body.products.contains(id)) {
        take_off(tx, county, outlet, *gone, today)?;
    }
    for fresh in body.products.iter().filter(|id| !now.contains(id)) {
        tx.run(
            "INSERT INTO display (county, outlet, product, from_day, to_day, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (county, outlet, product, from_day) DO UPDATE SET to_day = excluded.to_day",
            params![county, outlet, *fresh, today, OPEN_END, actor.person, actor.now],
        )?;
    }
    show(tx, actor, outlet, Nothing {})
}

fn take_off(tx: &mut Tx<'_>, county: &str, outlet: OutletId, product: ProductId, today: Day) -> Result<(), Refusal> {
    tx.run(
        "UPDATE display SET to_day = $4 WHERE county = $1 AND outlet = $2 AND product = $3 AND to_day >= $5",
        params![county, outlet, product, today.plus_days(-1), today],
    )?;
    Ok(())
}

/// Townships and poor villages with and without produce on display. **Who:** whoever may see the outlet.
pub fn coverage(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<DisplayCoverage, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let mut origins = BTreeMap::new();
    for product in on_display(tx, actor, outlet)? {
        if let Some(origin) = product.origin {
            *origins.entry(origin).or_insert(0_i64) += 1;
        }
    }
    let mut paths = Vec::new();
    for (origin, products) in origins {
        paths.push((places::desk::require_standing(tx, county, origin, day)?.path, products));
    }
    let townships = covered(&places::desk::townships(tx, county, day)?, &paths);
    let poor_villages = covered(&places::desk::standing_with_quality(tx, county, "poor_village", day)?, &paths);
    let missing =
        |rows: &[Covered]| i64::try_from(rows.iter().filter(|row| row.products == 0).count()).unwrap_or(i64::MAX);
    Ok(DisplayCoverage {
        day,
        townships_missing: missing(&townships),
        poor_villages_missing: missing(&poor_villages),
        townships,
        poor_villages,
    })
}

/// A place that the products on display come from, or do not.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DisplayedPlaceRow {
    /// `township` or `village` (a poor one).
    pub level: String,
    /// The place, a village with its township before it.
    pub place: String,
    /// Products that come from it; 0 is a gap.
    pub products: i64,
}

/// Which places are shown.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DisplayedPlaceQuery {
    /// `township` or `village`; both if not said.
    pub level: String,
    /// `1`: only gaps.
    pub missing: i64,
}

/// The same as rows, for lists and export. **Who:** whoever may see the outlet.
pub fn places_displayed(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    query: DisplayedPlaceQuery,
    ask: &Ask,
) -> Result<Page<DisplayedPlaceRow>, Refusal> {
    ask.of_whole()?;
    let found = coverage(tx, actor, outlet, Nothing {})?;
    let row = |level: &str, one: &Covered| DisplayedPlaceRow {
        level: level.into(),
        place: one.name.clone(),
        products: one.products,
    };
    let mut items: Vec<DisplayedPlaceRow> = found.townships.iter().map(|one| row("township", one)).collect();
    items.extend(found.poor_villages.iter().map(|one| row("village", one)));
    items.retain(|row| {
        (query.missing == 0 || row.products == 0) && (query.level.is_empty() || row.level == query.level)
    });
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Page { items, next: None, total: Some([("count".to_owned(), count.into())].into_iter().collect()) })
}

/// Each division with the products whose origin lies in it.
fn covered(divisions: &[DivisionView], origins: &[(String, i64)]) -> Vec<Covered> {
    let inside = |path: &str| origins.iter().filter(|(origin, _)| origin.starts_with(path)).map(|(_, n)| n).sum();
    let row = |d: &DivisionView| Covered { division: d.id, name: d.full_name.clone(), products: inside(&d.path) };
    divisions.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_villages_produce_covers_its_township_and_not_the_other_way_round() {
        let division = |id: i64, path: &str| DivisionView {
            id: DivisionId(id),
            code: String::new(),
            name: String::new(),
            full_name: String::new(),
            level: String::new(),
            kind: String::new(),
            path: path.into(),
        };
        let divisions = [division(1, "/1/"), division(11, "/1/11/"), division(12, "/12/"), division(13, "/13/")];
        let origins = [("/1/11/".to_owned(), 2), ("/12/".to_owned(), 1), ("/1/".to_owned(), 4)];
        let counts: Vec<i64> = covered(&divisions, &origins).iter().map(|c| c.products).collect();
        assert_eq!(counts, [6, 2, 1, 0]);
    }
}
