//! The other side of an entry: producers, households, outlets, units, and whoever is named by hand.
//!
//! A book holds a number only; names, addresses and telephone numbers stand in party.

use crate::{around, error::No};
use base::{
    Refusal,
    ids::{HouseholdId, OutletId, ProducerId, UnitId},
    names::normal,
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Supplier or buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// A producer of the catalogue.
    Producer(ProducerId),
    /// An assisted household.
    Household(HouseholdId),
    /// Another outlet.
    Outlet(OutletId),
    /// A buying unit.
    Unit(UnitId),
    /// Anybody else.
    Named(Named),
}

/// Somebody who is in no register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NamedParty")]
pub struct Named {
    /// Name of the person or firm.
    pub name: String,
    /// Address.
    #[serde(default)]
    pub address: String,
    /// Telephone number or other contact.
    #[serde(default)]
    pub contact: String,
    /// A farmer who sells what the household grew: no commitment certificate is due, and the lot says so.
    #[serde(default)]
    pub farmer: bool,
}

impl Party {
    /// Whether name, address and contact are known (Food Safety Law, art. 53): registers hold them.
    pub fn is_named_in_full(&self) -> bool {
        match self {
            Self::Named(named) => {
                [&named.name, &named.address, &named.contact].iter().all(|text| !text.trim().is_empty())
            }
            _ => true,
        }
    }

    fn register(&self) -> Option<(&'static str, i64)> {
        match self {
            Self::Producer(id) => Some(("producer", id.0)),
            Self::Household(id) => Some(("household", id.0)),
            Self::Outlet(id) => Some(("outlet", id.0)),
            Self::Unit(id) => Some(("unit", id.0)),
            Self::Named(_) => None,
        }
    }
}

/// Goods between outlets are transferred: as a sale they would count here, and once more when they are sold there.
/// **Errors:** the party is an outlet, by number or by name.
pub(crate) fn no_outlet(tx: &mut Tx<'_>, county: &str, party: &Party) -> Result<(), Refusal> {
    let name = match party {
        Party::Outlet(id) => Some(around::outlet_name(tx, county, *id).map_err(|_| No::Counterparty)?),
        Party::Named(named) => {
            let said = normal(&named.name);
            around::outlet_names(tx, county)?.into_iter().find(|name| normal(name) == said)
        }
        _ => None,
    };
    name.map_or(Ok(()), |name| Err(No::OutletParty { name }.into()))
}

/// The number of a counterparty, kept on first use.
pub(crate) fn of(tx: &mut Tx<'_>, actor: &Actor, party: &Party) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let Some((kind, id)) = party.register() else { return named(tx, actor, party) };
    if let Some(found) = find(tx, county, kind, id)? {
        return Ok(found);
    }
    if !around::is_registered(tx, county, party)? {
        return Err(No::Counterparty.into());
    }
    keep(tx, county, kind, id, &[])?;
    find(tx, county, kind, id)?.ok_or_else(|| No::Counterparty.into())
}

fn named(tx: &mut Tx<'_>, actor: &Actor, party: &Party) -> Result<i64, Refusal> {
    let Party::Named(named) = party else { return Err(No::Counterparty.into()) };
    let (name, contact) = (named.name.trim(), named.contact.trim());
    if name.is_empty() {
        return Err(No::Supplier.into());
    }
    if [name, contact, named.address.trim()].iter().any(|text| text.chars().count() > 100) {
        return Err(No::TooLong { most: 100 }.into());
    }
    let county = actor.county_id();
    let digest = tx.vault().digest("counterparty", &format!("{name}\u{0}{contact}\u{0}{}", named.address.trim()));
    let known: Option<i64> = tx.find(
        "SELECT id FROM counterparty WHERE county = $1 AND digest = $2 AND kind = 'other'",
        params![county, digest.clone()],
    )?;
    let id = match known {
        Some(known) => known,
        None => {
            let party = around::put_party(tx, actor, named)?;
            keep(tx, county, "other", party, &digest)?;
            find(tx, county, "other", party)?.ok_or(No::Counterparty)?
        }
    };
    if named.farmer {
        tx.run("UPDATE counterparty SET farmer = 1 WHERE county = $1 AND id = $2 AND farmer = 0", params![county, id])?;
    }
    Ok(id)
}

fn find(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64) -> Result<Option<i64>, Refusal> {
    Ok(tx.find("SELECT id FROM counterparty WHERE county = $1 AND kind = $2 AND ref = $3", params![county, kind, id])?)
}

fn keep(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64, digest: &[u8]) -> Result<(), Refusal> {
    let number = tx.next_id(county, "counterparty")?;
    tx.run(
        "INSERT INTO counterparty (county, id, kind, ref, digest) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (county, kind, ref) DO NOTHING",
        params![county, number, kind, id, digest],
    )?;
    Ok(())
}

/// What a counterparty is: its kind and its number in that register.
pub(crate) fn what(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<(String, i64)>, Refusal> {
    Ok(tx.find("SELECT kind, ref FROM counterparty WHERE county = $1 AND id = $2", params![county, id])?)
}

/// The name that lists show: in full for producers and outlets, masked for people.
pub(crate) fn name(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<String, Refusal> {
    match what(tx, county, id)? {
        Some((kind, register)) => around::name_of(tx, county, &kind, register),
        None => Ok(String::new()),
    }
}

/// Whether somebody of a register must bring a commitment certificate where one is due.
pub(crate) fn bound(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64) -> Result<bool, Refusal> {
    let party = match kind {
        "producer" => Party::Producer(ProducerId(id)),
        "household" => Party::Household(HouseholdId(id)),
        _ => return Ok(true),
    };
    Ok(around::supplier(tx, county, &party)?.bound)
}
