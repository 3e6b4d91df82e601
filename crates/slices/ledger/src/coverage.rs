//! Which townships and poor villages each pavilion has goods of, and which are missing (S108).
//!
//! Counted from the origins of the lots that a pavilion ever had, its own intake and what was handed over to it.

use crate::around;
use base::{
    Refusal,
    ids::{DivisionId, OutletId, ProductId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
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

/// The matrix pavilion × township and poor village, today. **Who:** whoever reads books of the whole county.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, _: (), _: Nothing) -> Result<PavilionMatrix, Refusal> {
    actor.require("/")?;
    let county = actor.county_id();
    let place = |view: places::desk::DivisionView| PlaceName { id: view.id, name: view.full_name };
    let townships: Vec<PlaceName> = places::desk::townships(tx, county, actor.day())?.into_iter().map(place).collect();
    let poor_villages: Vec<PlaceName> =
        places::desk::with_quality(tx, county, "poor_village", actor.day())?.into_iter().map(place).collect();
    let origins: Vec<(OutletId, DivisionId, ProductId)> = tx.query(
        "SELECT DISTINCT s.outlet, l.origin, s.product FROM stock s JOIN lot l ON l.county = s.county AND l.id = s.lot
         WHERE s.county = $1 AND l.origin IS NOT NULL",
        params![county],
    )?;
    let divisions: BTreeSet<DivisionId> = origins.iter().map(|(_, origin, _)| *origin).collect();
    let mut above: BTreeMap<DivisionId, BTreeSet<DivisionId>> = BTreeMap::new();
    for division in divisions {
        let path = places::desk::division(tx, county, division)?.map(|view| view.path).unwrap_or_default();
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
