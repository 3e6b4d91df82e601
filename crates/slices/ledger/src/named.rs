//! Rows of lists with the names that people know: products in full, people masked.

use crate::{counterparty, entries::names};
use base::{Refusal, ids::ProductId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Page, Tx};

/// A row about a product, perhaps with another side.
pub(crate) trait About {
    /// The product.
    fn product(&self) -> ProductId;
    /// The other side, as a counterparty of the ledger.
    fn counterparty(&self) -> Option<i64> {
        None
    }
}

/// A row with names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Named{T}")]
pub struct Named<T> {
    /// The product's name today.
    pub product_name: String,
    /// The other side's name, masked if it is a person; empty where there is none.
    pub counterparty_name: String,
    /// The row.
    #[serde(flatten)]
    pub row: T,
}

/// Names for a page.
pub(crate) fn page<T: About>(tx: &mut Tx<'_>, county: &str, page: Page<T>) -> Result<Page<Named<T>>, Refusal> {
    let products = names(tx, county, page.items.iter().map(About::product))?;
    let parties = parties(tx, county, page.items.iter().filter_map(About::counterparty))?;
    let named = |row: T| Named {
        product_name: products.get(&row.product()).cloned().unwrap_or_default(),
        counterparty_name: row.counterparty().and_then(|id| parties.get(&id).cloned()).unwrap_or_default(),
        row,
    };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next, total: page.total })
}

/// Names of counterparties, each looked up once.
pub(crate) fn parties(
    tx: &mut Tx<'_>,
    county: &str,
    ids: impl Iterator<Item = i64>,
) -> Result<BTreeMap<i64, String>, Refusal> {
    let ids: BTreeSet<i64> = ids.collect();
    ids.into_iter().map(|id| Ok((id, counterparty::name(tx, county, id)?))).collect()
}
