//! From the names in shops' books to products: by name, other name, name with specification, or memory.

use super::preview::Suggestion;
use crate::around;
use base::{
    Refusal,
    ids::{OutletId, ProductId},
    names::normal,
};
use sheets::{
    Ledger,
    ledger::{Known, Line},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Tx, params};

/// From names to products.
pub(super) struct Matcher {
    /// As the reader of tables wants them.
    pub known: Vec<Known>,
    /// A name that several products share is none's.
    by_name: HashMap<String, Option<ProductId>>,
    names: Vec<(ProductId, String)>,
}

impl Matcher {
    /// Loads the catalogue's names and what the outlet's own names were said to mean.
    ///
    /// `said` is what a request says besides, which is not remembered yet.
    pub(super) fn load(
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        said: &BTreeMap<String, ProductId>,
    ) -> Result<Self, Refusal> {
        let products = around::product_names(tx, county)?;
        let mut by_name: HashMap<String, Option<ProductId>> = HashMap::new();
        for (id, name, aliases) in &products {
            let own: HashSet<String> = std::iter::once(name).chain(aliases).map(|name| normal(name)).collect();
            for name in own {
                by_name.entry(name).and_modify(|found| *found = found.filter(|other| other == id)).or_insert(Some(*id));
            }
        }
        let remembered: Vec<(String, ProductId)> = tx.query(
            "SELECT name, product FROM import_product WHERE county = $1 AND outlet = $2",
            params![county, outlet],
        )?;
        let mut known: Vec<Known> =
            products.iter().map(|(_, name, aliases)| Known { name: name.clone(), aliases: aliases.clone() }).collect();
        let said = said.iter().map(|(name, product)| (normal(name), *product));
        for (name, product) in remembered.into_iter().chain(said) {
            known.push(Known { name: name.clone(), aliases: Vec::new() });
            by_name.insert(name, Some(product));
        }
        Ok(Self { known, by_name, names: products.into_iter().map(|(id, name, _)| (id, name)).collect() })
    }

    /// The product of a line: by its name, or by name and specification together.
    pub(super) fn find(&self, line: &Line) -> Option<ProductId> {
        let full = normal(&format!("{}{}", line.product, line.spec));
        let by_full = self.by_name.get(&full).copied().flatten();
        by_full.or_else(|| self.by_name.get(&normal(&line.product)).copied().flatten())
    }

    /// The products that lines mean.
    pub(super) fn ids(&self, lines: &[Line]) -> Vec<ProductId> {
        lines.iter().filter_map(|line| self.find(line)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What an unmatched name may mean.
    pub(super) fn suggest(&self, name: &str, ledger: &Ledger) -> Vec<Suggestion> {
        let like = ledger.report.unmatched_products.iter().find(|one| one.name == name);
        let wanted: Vec<String> =
            like.map_or_else(|| vec![normal(name)], |one| one.suggestions.iter().map(|n| normal(n)).collect());
        let of = |wanted: &String| {
            let same = self.names.iter().filter(move |(_, name)| normal(name) == *wanted);
            same.map(|(product, name)| Suggestion { product: *product, name: name.clone() }).collect::<Vec<_>>()
        };
        wanted.iter().flat_map(of).collect()
    }
}
