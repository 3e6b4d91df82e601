//! Who stands in a file: producers and outlets by their name, others as they are written.

use crate::{
    around::{self, Supplier},
    counterparty::{Named, Party},
};
use base::{Refusal, ids::ProducerId, names::normal};
use std::collections::{HashMap, HashSet};
use store::Tx;

/// Longer names are firms', as where names are masked.
const PERSON_MOST: usize = 4;

/// Names of a county's registers.
pub(super) struct Parties {
    producers: HashMap<String, ProducerId>,
    outlets: HashSet<String>,
    suppliers: HashMap<String, Supplier>,
}

impl Parties {
    /// Loads them.
    pub(super) fn load(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let producers = around::producer_names(tx, county)?;
        let outlets = around::outlet_names(tx, county)?;
        Ok(Self {
            producers: producers.into_iter().map(|(id, name)| (normal(&name), id)).collect(),
            outlets: outlets.iter().map(|name| normal(name)).collect(),
            suppliers: HashMap::new(),
        })
    }

    /// Whether a name is an outlet's, and no producer's.
    pub(super) fn is_outlet(&self, name: &str) -> bool {
        let name = normal(name);
        self.outlets.contains(&name) && !self.producers.contains_key(&name)
    }

    /// A producer of that name, or somebody of that name and contact. Whoever is in no register and has a person's
    /// name is a farmer, as far as a file can tell.
    pub(super) fn party(&self, name: &str, contact: &str) -> Party {
        let short = |text: &str| text.trim().chars().take(100).collect::<String>();
        match self.producers.get(&normal(name)) {
            Some(producer) => Party::Producer(*producer),
            None => Party::Named(Named {
                name: short(name),
                address: String::new(),
                contact: short(contact),
                farmer: (1..=PERSON_MOST).contains(&name.trim().chars().count()),
            }),
        }
    }

    /// What a supplier of that name is bound to.
    pub(super) fn supplier(&mut self, tx: &mut Tx<'_>, county: &str, name: &str) -> Result<Supplier, Refusal> {
        if let Some(known) = self.suppliers.get(name) {
            return Ok(known.clone());
        }
        let supplier = around::supplier(tx, county, &self.party(name, ""))?;
        self.suppliers.insert(name.to_owned(), supplier.clone());
        Ok(supplier)
    }
}
