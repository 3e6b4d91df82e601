//! What people put right about an outlet's files is remembered: what its headers and product names mean.

use crate::around;
use base::{
    Refusal,
    ids::{OutletId, ProductId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// What people put right about a shop's files.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Header text → meaning, such as `销售/数量` → `sale.quantity`; `ignore` leaves the column out.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Product name → product.
    #[serde(default)]
    pub products: BTreeMap<String, ProductId>,
}

/// Remembers what headers and product names of this outlet mean. **Who:** manager of the outlet.
pub fn remember(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: Mapping) -> Result<Mapping, Refusal> {
    let county = actor.county_id();
    let ids: Vec<ProductId> = body.products.values().copied().collect();
    around::products_at(tx, county, &ids, actor.now)?;
    for (header, meaning) in &body.headers {
        tx.run(
            "INSERT INTO import_mapping (county, outlet, header, meaning) VALUES ($1, $2, $3, $4)
             ON CONFLICT (county, outlet, header) DO UPDATE SET meaning = excluded.meaning",
            params![county, outlet, header, meaning],
        )?;
    }
    for (name, product) in &body.products {
        tx.run(
            "INSERT INTO import_product (county, outlet, name, product) VALUES ($1, $2, $3, $4)
             ON CONFLICT (county, outlet, name) DO UPDATE SET product = excluded.product",
            params![county, outlet, base::names::normal(name), *product],
        )?;
    }
    Ok(body)
}

/// Headers that people put right; at an own till its receipt number is read as the remark.
pub(super) fn remembered(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    own_till: bool,
) -> Result<BTreeMap<String, String>, Refusal> {
    let words: &[&str] =
        if own_till { &["小票号", "小票号码", "单号", "流水号", "收据号"] } else { &[] };
    let mut all: BTreeMap<String, String> = words.iter().map(|word| ((*word).to_owned(), "note".to_owned())).collect();
    let rows: Vec<(String, String)> = tx.query(
        "SELECT header, meaning FROM import_mapping WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    all.extend(rows);
    Ok(all)
}
