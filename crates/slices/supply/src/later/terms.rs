//! By what a crop's reports are read, as it stood at an instant: its tolerance and its products.

use crate::crops::CropForm;
use base::{Instant, Refusal, ids::ProductId};
use edge::Actor;
use std::collections::BTreeMap;
use store::{Tx, params};

/// What reports are read by.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// How far from what was bought a report may be, ppm, by crop.
    pub tolerance_ppm: BTreeMap<i64, i64>,
    crops: BTreeMap<ProductId, Vec<i64>>,
}

impl Terms {
    pub(super) fn load(tx: &mut Tx<'_>, county: &str, as_of: Instant) -> Result<Self, Refusal> {
        let rows: Vec<(i64, i64, Option<ProductId>)> = tx.query(
            "SELECT t.crop, t.tolerance_ppm, p.product FROM crop_term t
             LEFT JOIN crop_term_product p ON p.county = t.county AND p.crop = t.crop AND p.seq = t.seq
             WHERE t.county = $1 AND t.seq = (SELECT MAX(u.seq) FROM crop_term u WHERE u.county = t.county AND u.crop = t.crop
               AND u.at <= $2) ORDER BY t.crop, p.product",
            params![county, as_of],
        )?;
        let mut terms = Self::default();
        for (crop, tolerance, product) in rows {
            terms.tolerance_ppm.insert(crop, tolerance);
            if let Some(product) = product {
                terms.crops.entry(product).or_default().push(crop);
            }
        }
        Ok(terms)
    }

    /// The crop that a product is made of. Where there are several, nobody knows which it was, so it proves nothing.
    pub(super) fn crop_of(&self, product: ProductId) -> Option<i64> {
        match self.crops.get(&product).map(Vec::as_slice) {
            Some([crop]) => Some(*crop),
            _ => None,
        }
    }

    /// Products that are made of a crop and of no other.
    pub(super) fn products_of(&self, crop: i64) -> Vec<ProductId> {
        self.crops.iter().filter(|(_, crops)| ***crops == [crop]).map(|(product, _)| *product).collect()
    }
}

/// Notes by what a crop's reports are read from now on, if that is something else than before.
pub(crate) fn note(tx: &mut Tx<'_>, actor: &Actor, crop: i64, form: &CropForm) -> Result<(), Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("crop-term/{crop}"))?;
    let last: Option<(i64, i64)> = tx.find(
        "SELECT seq, tolerance_ppm FROM crop_term WHERE county = $1 AND crop = $2 ORDER BY seq DESC LIMIT 1",
        params![county, crop],
    )?;
    let mut products = form.products.clone();
    products.sort_unstable();
    products.dedup();
    if let Some((seq, tolerance_ppm)) = last {
        let sql = "SELECT product FROM crop_term_product WHERE county = $1 AND crop = $2 AND seq = $3 ORDER BY product";
        if tolerance_ppm == form.tolerance_ppm && tx.query::<ProductId>(sql, params![county, crop, seq])? == products {
            return Ok(());
        }
    }
    let seq = last.map_or(1, |(seq, _)| seq + 1);
    tx.run(
        "INSERT INTO crop_term (county, crop, seq, tolerance_ppm, at) VALUES ($1, $2, $3, $4, $5)",
        params![county, crop, seq, form.tolerance_ppm, actor.now],
    )?;
    let rows: Vec<_> = products.iter().map(|product| params![county, crop, seq, *product].to_vec()).collect();
    Ok(tx.insert_many("INSERT INTO crop_term_product (county, crop, seq, product)", &rows)?)
}
