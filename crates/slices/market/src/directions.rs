//! Whom a demand is directed to: a division, a listed producer, or assisted households (定向直购).
//!
//! Invariants: one of the three, or nobody; households are named by a post that sees their register, or by the unit whose
//! cadres stand by them, and are never more than masked. Which supply is whose the reports say, see [`sellers_of`]: what
//! nobody put a name to is nobody's.

use crate::{
    demands::{DemandRow, StateDemand},
    error::No,
    pairings::cadres_stand_by,
};
use base::{
    Refusal,
    ids::{HouseholdId, ProducerId, UnitId},
};
use edge::{Actor, Perm};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, Value, params};
use supply::desk::ForSale;

/// What an instance calls a household by, before its number.
const HOUSEHOLD: &str = "household/";
/// Households that one demand names at most.
const MOST_HOUSEHOLDS: usize = 50;

/// Refuses directions to two kinds at once, to whom there is not, and to whom the post may not name.
pub(crate) fn check(tx: &mut Tx<'_>, actor: &Actor, body: &StateDemand) -> Result<(), Refusal> {
    let households = !body.directed_households.is_empty();
    let kinds = [body.directed_to.is_some(), body.directed_producer.is_some(), households];
    if kinds.into_iter().filter(|named| *named).count() > 1 {
        return Err(Refusal::from(No::Direction).at("/directed_to"));
    }
    if let Some(producer) = body.directed_producer {
        listed(tx, actor, producer).map_err(|no| no.at("/directed_producer"))?;
    }
    if households {
        check_households(tx, actor, &body.directed_households).map_err(|no| no.at("/directed_households"))?;
    }
    Ok(())
}

/// A producer with something on the list today.
fn listed(tx: &mut Tx<'_>, actor: &Actor, id: ProducerId) -> Result<(), Refusal> {
    let county = actor.county_id();
    let found = catalogue::desk::producer(tx, county, id)?.filter(|producer| !producer.blacklisted);
    let found = found.ok_or(No::NoSuchProducer)?;
    let products = catalogue::desk::products_of(tx, county, id)?;
    if catalogue::desk::products_at(tx, county, &products, actor.now)?.iter().any(|product| product.listed) {
        return Ok(());
    }
    Err(No::ProducerNotListed { name: found.name }.into())
}

/// Whoever may not see the register does not read it by naming one household after the other; a unit names those by
/// which its own cadres stand.
fn check_households(tx: &mut Tx<'_>, actor: &Actor, households: &[HouseholdId]) -> Result<(), Refusal> {
    let once: BTreeSet<&HouseholdId> = households.iter().collect();
    if once.len() != households.len() || households.len() > MOST_HOUSEHOLDS {
        return Err(No::Households { most: MOST_HOUSEHOLDS }.into());
    }
    let (registered, unit) = (actor.may(Perm::HouseholdRead), UnitId(actor.scope.id));
    let named = registered
        || (actor.scope.kind == "unit" && cadres_stand_by(tx, actor.county_id(), unit, households, actor.day())?);
    if !named {
        return Err(No::HouseholdByOffice.into());
    }
    for id in households {
        let found = catalogue::desk::household(tx, actor.county_id(), *id)?.ok_or(No::NoSuchHousehold)?;
        if registered {
            actor.require(&found.path)?;
        }
    }
    Ok(())
}

/// Keeps the households of a demand.
pub(crate) fn keep(tx: &mut Tx<'_>, county: &str, demand: i64, households: &[HouseholdId]) -> Result<(), Refusal> {
    let rows: Vec<Vec<Value>> = households.iter().map(|id| params![county, demand, *id].to_vec()).collect();
    if !rows.is_empty() {
        tx.insert_many("INSERT INTO demand_household (county, demand, household)", &rows)?;
    }
    Ok(())
}

/// The households of a demand.
pub(crate) fn households(tx: &mut Tx<'_>, county: &str, demand: i64) -> Result<Vec<HouseholdId>, Refusal> {
    let sql = "SELECT household FROM demand_household WHERE county = $1 AND demand = $2 ORDER BY household";
    Ok(tx.query(sql, params![county, demand])?)
}

/// Where the goods are to come from, in words: a place, a producer, households as the reader may know them.
pub(crate) fn name(tx: &mut Tx<'_>, actor: &Actor, demand: &DemandRow) -> Result<String, Refusal> {
    let county = actor.county_id();
    if let Some(division) = demand.directed_to {
        return places::desk::full_name(tx, county, division);
    }
    if let Some(producer) = demand.directed_producer {
        return Ok(catalogue::desk::producer(tx, county, producer)?.map(|found| found.name).unwrap_or_default());
    }
    let mut of_villages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in households(tx, county, demand.id)? {
        let Some(found) = catalogue::desk::household(tx, county, id)? else { continue };
        let seen = actor.may(Perm::HouseholdRead) && actor.scope.covers(&found.path);
        of_villages.entry(found.path).or_default().push(if seen { found.masked_name } else { String::new() });
    }
    let mut words = Vec::with_capacity(of_villages.len());
    for (path, names) in of_villages {
        let village = places::desk::full_name(tx, county, crate::instance::division_at(&path))?;
        let named = names.iter().all(|name| !name.is_empty());
        words.push(if named {
            format!("{village}{}", names.join("、"))
        } else {
            format!("{village}{}户", names.len())
        });
    }
    Ok(words.join("；"))
}

/// How a demand looks at those for whom a post stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toward {
    /// Anybody here may serve it.
    Place,
    /// It names somebody here.
    Seller,
    /// It names somebody else.
    Elsewhere,
}

/// Whom of those for whom the actor stands a demand concerns.
pub(crate) fn toward(tx: &mut Tx<'_>, actor: &Actor, demand: &DemandRow) -> Result<Toward, Refusal> {
    let (county, here) = (actor.county_id(), actor.scope.path.as_str());
    if let Some(division) = demand.directed_to {
        let from = places::desk::division(tx, county, division)?.map(|found| found.path).unwrap_or_default();
        let around = here.starts_with(&from) || from.starts_with(here);
        return Ok(if around { Toward::Place } else { Toward::Elsewhere });
    }
    let mut named = Vec::new();
    if let Some(producer) = demand.directed_producer {
        named.extend(catalogue::desk::producer(tx, county, producer)?.map(|found| found.path));
    }
    let own = if actor.scope.kind == "producer" {
        catalogue::desk::households_of_producers(tx, county)?.remove(&ProducerId(actor.scope.id))
    } else {
        None
    };
    for id in households(tx, county, demand.id)? {
        if own == Some(id) {
            return Ok(Toward::Seller);
        }
        named.extend(catalogue::desk::household(tx, county, id)?.map(|found| found.path));
    }
    Ok(match named.iter().any(|path| actor.scope.covers(path)) {
        true => Toward::Seller,
        false if named.is_empty() => Toward::Place,
        false => Toward::Elsewhere,
    })
}

/// Whom a demand names, as the instance writes sellers; empty for anybody.
pub(crate) fn sellers(tx: &mut Tx<'_>, county: &str, demand: &DemandRow) -> Result<Vec<String>, Refusal> {
    if let Some(producer) = demand.directed_producer {
        return Ok(vec![of_producer(producer)]);
    }
    Ok(households(tx, county, demand.id)?.into_iter().map(of_household).collect())
}

/// Whose a supply is, as far as its report says so; a household's own business is the household's too.
pub(crate) fn sellers_of(sale: &ForSale, businesses: &BTreeMap<ProducerId, HouseholdId>) -> Vec<String> {
    let households = households_of(sale, businesses).into_iter().map(of_household);
    sale.producer.map(of_producer).into_iter().chain(households).collect()
}

/// The households whose goods a supply is said to be, also by their own business.
pub(crate) fn households_of(sale: &ForSale, businesses: &BTreeMap<ProducerId, HouseholdId>) -> BTreeSet<HouseholdId> {
    let business = sale.producer.and_then(|producer| businesses.get(&producer).copied());
    sale.household.into_iter().chain(business).collect()
}

fn of_producer(id: ProducerId) -> String {
    format!("producer/{id}")
}

fn of_household(id: HouseholdId) -> String {
    format!("{HOUSEHOLD}{id}")
}

/// The same instance, its households called by the order in which they come: who is whose stays as it was.
pub(crate) fn without_households(instance: &str) -> serde_json::Result<String> {
    let mut instance: serde_json::Value = serde_json::from_str(instance)?;
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for list in ["supplies", "demands"] {
        let rows = instance.get_mut(list).and_then(serde_json::Value::as_array_mut);
        let named = rows.into_iter().flatten().filter_map(|row| row.get_mut("sellers")?.as_array_mut());
        for seller in named.flatten() {
            let Some(name) = seller.as_str().filter(|name| name.starts_with(HOUSEHOLD)) else { continue };
            let next = known.len() + 1;
            let number = *known.entry(name.to_owned()).or_insert(next);
            *seller = format!("seller/{number}").into();
        }
    }
    serde_json::to_string(&instance)
}
