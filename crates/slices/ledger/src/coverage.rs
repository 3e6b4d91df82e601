//! Which townships and poor villages each pavilion has goods of, and which are missing (S108).
//!
//! What grew in a division that was merged counts for its successor.
//! Counted from the origins of the lots that a pavilion ever had, its own intake and what was handed over to it.

use crate::around;
use base::{
    Refusal,
    ids::{DivisionId, OutletId, ProductId},
};
use edge::{Actor, Ask, Nothing, Page};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// The matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PavilionMatrix {
    /// Townships, the columns.
    pub townships: Vec<PlaceName>,
    /// Poor villages, by the county's dated list.
    pub poor_villages: Vec<PlaceName>,
    /// Pavilions, the rows.
    pub pavilions: Vec<PavilionCoverage>,
}

/// A division with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceName {
    /// Id.
    pub id: DivisionId,
    /// Name, a village's with its township before it.
    pub name: String,
}

/// What one pavilion has goods of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PavilionCoverage {
    /// Which.
    pub outlet: OutletId,
    /// Its name.
    pub name: String,
    /// Number of products by township.
    pub products: BTreeMap<DivisionId, i64>,
    /// Townships that it has nothing of.
    pub missing_townships: Vec<DivisionId>,
    /// Poor villages that it has nothing of.
    pub missing_villages: Vec<DivisionId>,
}

/// One cell of the matrix: a place, a pavilion, and how many products it has from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoodsPlaceRow {
    /// `township` or `village` (a poor one).
    pub level: String,
    /// The place, a village with its township before it.
    pub place: String,
    /// Pavilion.
    pub outlet: OutletId,
    /// Its name.
    pub outlet_name: String,
    /// Products from there; of a poor village 1 stands for some, 0 is a gap.
    pub products: i64,
}

/// Which cells are shown.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GoodsPlaceQuery {
    /// `1`: only gaps.
    pub missing: i64,
}

/// The matrix as rows, for export. **Who:** whoever reads books of the whole county.
pub fn rows(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: GoodsPlaceQuery,
    ask: &Ask,
) -> Result<Page<GoodsPlaceRow>, Refusal> {
    ask.of_whole()?;
    let matrix = find(tx, actor, (), Nothing {})?;
    let mut items = Vec::new();
    for pavilion in &matrix.pavilions {
        let row = |level: &str, place: &PlaceName, products: i64| GoodsPlaceRow {
            level: level.into(),
            place: place.name.clone(),
            outlet: pavilion.outlet,
            outlet_name: pavilion.name.clone(),
            products,
        };
        let of = |id: &DivisionId| pavilion.products.get(id).copied().unwrap_or_default();
        items.extend(matrix.townships.iter().map(|place| row("township", place, of(&place.id))));
        let has = |id: &DivisionId| i64::from(!pavilion.missing_villages.contains(id));
        items.extend(matrix.poor_villages.iter().map(|place| row("village", place, has(&place.id))));
    }
    items.retain(|row| query.missing == 0 || row.products == 0);
    Ok(Page { items, next: None, total: None })
}

/// The matrix pavilion × township and poor village, today. **Who:** whoever reads books of the whole county.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, _: (), _: Nothing) -> Result<PavilionMatrix, Refusal> {
    actor.require("/")?;
    let county = actor.county_id();
    let place = |view: places::desk::DivisionView| PlaceName { id: view.id, name: view.full_name };
    let townships: Vec<PlaceName> = places::desk::townships(tx, county, actor.day())?.into_iter().map(place).collect();
    let poor_villages: Vec<PlaceName> =
        places::desk::standing_with_quality(tx, county, "poor_village", actor.day())?.into_iter().map(place).collect();
    let origins: Vec<(OutletId, DivisionId, ProductId)> = tx.query(
        "SELECT DISTINCT s.outlet, l.origin, s.product FROM stock s JOIN lot l ON l.county = s.county AND l.id = s.lot
         WHERE s.county = $1 AND l.origin IS NOT NULL",
        params![county],
    )?;
    let divisions: BTreeSet<DivisionId> = origins.iter().map(|(_, origin, _)| *origin).collect();
    let mut above: BTreeMap<DivisionId, BTreeSet<DivisionId>> = BTreeMap::new();
    for division in divisions {
        let path = places::desk::require_standing(tx, county, division, actor.day())?.path;
        above.insert(division, path.split('/').filter_map(|id| id.parse().ok()).collect());
    }
    let mut pavilions = Vec::new();
    for (outlet, name) in around::pavilions(tx, county, actor.day().year())? {
        let mut here: BTreeMap<DivisionId, BTreeSet<ProductId>> = BTreeMap::new();
        for (_, origin, product) in origins.iter().filter(|(at, ..)| *at == outlet) {
            for division in above.get(origin).into_iter().flatten() {
                here.entry(*division).or_default().insert(*product);
            }
        }
        let missing =
            |places: &[PlaceName]| places.iter().map(|place| place.id).filter(|id| !here.contains_key(id)).collect();
        let count = |township: &PlaceName| {
            here.get(&township.id).map(|products| (township.id, i64::try_from(products.len()).unwrap_or(i64::MAX)))
        };
        pavilions.push(PavilionCoverage {
            outlet,
            name,
            products: townships.iter().filter_map(count).collect(),
            missing_townships: missing(&townships),
            missing_villages: missing(&poor_villages),
        });
    }
    Ok(PavilionMatrix { townships, poor_villages, pavilions })
}
