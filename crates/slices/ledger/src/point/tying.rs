//! Reports of unsalable produce that a slip may name: those that the book would take, so that the phone offers no other.

use super::near::ProductNear;
use crate::{around, sides, tie};
use base::{
    Day, Refusal,
    ids::{DivisionId, ProductId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;

/// A report of unsalable produce that a slip may belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnsalableNear {
    /// Its number.
    pub id: i64,
    /// What does not sell.
    pub crop_name: String,
    /// The village that reported it.
    pub village: DivisionId,
    /// What it is called.
    pub village_name: String,
    /// Its township: whoever sells is of it, or in no register.
    pub township: DivisionId,
    /// Declared by township or county; sales count once it is.
    pub confirmed: bool,
    /// Grams that slips may still name it for.
    pub left_g: i64,
    /// Last day on which goods of it come in.
    pub until: Day,
    /// Products that are made of it, among those that the point buys.
    pub products: Vec<ProductId>,
}

/// Reports of the point's township that take goods today and have room left, those that spoil first on top.
pub(super) fn reports(
    tx: &mut Tx<'_>,
    actor: &Actor,
    path: &str,
    bought: &[ProductNear],
) -> Result<Vec<UnsalableNear>, Refusal> {
    let Some((below, _)) = sides::reach(path) else { return Ok(Vec::new()) };
    let county = actor.county_id();
    let practice = actor.policies.practice(actor.day());
    let open = tie::open_below(tx, county, below, (actor.day(), practice))?;
    let ids: Vec<i64> = open.iter().map(|report| report.id).collect();
    let tied = tie::tied(tx, county, actor.now, Some(&ids))?;
    let crops = supply::desk::crop_names(tx, county)?;
    let mut near = Vec::new();
    for report in open {
        let gone = tied.iter().filter(|((of, _), _)| *of == report.id).map(|(_, grams)| *grams);
        let left_g = tie::most(&report, practice).saturating_sub(gone.fold(0, i64::saturating_add));
        let made = supply::desk::products_of(tx, county, report.crop)?;
        let products: Vec<ProductId> = made.into_iter().filter(|id| bought.iter().any(|one| one.id == *id)).collect();
        let (township, Some(village)) = around::divisions_of(&report.path) else { continue };
        if left_g <= 0 || products.is_empty() {
            continue;
        }
        near.push(UnsalableNear {
            id: report.id,
            crop_name: crops.get(&report.crop).cloned().unwrap_or_default(),
            village,
            village_name: around::division_name(tx, county, village)?,
            township: township.unwrap_or(village),
            confirmed: report.state == "confirmed",
            left_g,
            until: tie::until(&report, practice),
            products,
        });
    }
    Ok(near)
}
