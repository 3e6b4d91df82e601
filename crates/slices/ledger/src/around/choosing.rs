//! The registers of other slices as lists to choose the other side of an entry from.

use crate::{error::No, sides::Side};
use base::{
    Day, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId},
};
use edge::Actor;
use policy::vocabulary::Word;
use std::collections::BTreeMap;
use store::Tx;

/// Words that are looked for, and the one number.
type Looked<'q> = (&'q str, Option<i64>);

/// An outlet's place in the scope tree.
pub(crate) fn outlet_path(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<String, Refusal> {
    let day = Day::new(2020, 1, 1).ok_or(No::Outlet)?;
    Ok(outlets::desk::outlet_at(tx, county, outlet, day)?.ok_or(No::Outlet)?.path)
}

fn place(tx: &mut Tx<'_>, county: &str, division: DivisionId) -> Result<String, Refusal> {
    Ok(places::desk::division(tx, county, division)?.map(|found| found.full_name).unwrap_or_default())
}

/// Producers.
pub(crate) fn producers_to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    looked: Looked<'_>,
    most: i64,
) -> Result<Vec<Side>, Refusal> {
    let mut sides = Vec::new();
    for found in catalogue::desk::producers_to_choose(tx, county, looked, most)? {
        let note = place(tx, county, found.division)?;
        sides.push(Side { kind: "producer".into(), id: found.id.0, name: found.name, note });
    }
    Ok(sides)
}

/// Households below a path, masked: name, village and number tell them apart.
pub(crate) fn households_to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    looked: Looked<'_>,
    most: i64,
) -> Result<Vec<Side>, Refusal> {
    let mut sides = Vec::new();
    for found in catalogue::desk::households_to_choose(tx, county, paths, looked, most)? {
        let note = format!("{} #{} {}", place(tx, county, found.division)?, found.id, found.masked_phone);
        let (id, name) = (found.id.0, found.masked_name);
        sides.push(Side { kind: "household".into(), id, name, note: note.trim_end().to_owned() });
    }
    Ok(sides)
}

/// Outlets that are open today.
pub(crate) fn outlets_to_choose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    looked: Looked<'_>,
    most: i64,
) -> Result<Vec<Side>, Refusal> {
    let found = outlets::desk::outlets_to_choose(tx, actor.county_id(), actor.day(), looked, most)?;
    let side = |(id, name, kind): (OutletId, String, policy::vocabulary::OutletKind)| Side {
        kind: "outlet".into(),
        id: id.0,
        name,
        note: kind.word().to_owned(),
    };
    Ok(found.into_iter().map(side).collect())
}

/// Units that are not closed.
pub(crate) fn units_to_choose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    looked: Looked<'_>,
    most: i64,
) -> Result<Vec<Side>, Refusal> {
    let found = vouchers::desk::units_to_choose(tx, actor.county_id(), actor.day(), looked, most)?;
    let sides = found.into_iter().map(|(id, name, note)| Side { kind: "unit".into(), id: id.0, name, note });
    Ok(sides.collect())
}

/// The household behind each producer that is one.
pub(crate) fn households_of_producers(
    tx: &mut Tx<'_>,
    county: &str,
) -> Result<BTreeMap<ProducerId, HouseholdId>, Refusal> {
    catalogue::desk::households_of_producers(tx, county)
}
