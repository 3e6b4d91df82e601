//! One name, and no phone to tell by: perhaps one person on two unions' lists.
//!
//! Invariant: until a union says with a reason that they are two, what the one was issued in a year
//! counts towards the other's ceiling. Two on the unit's own list are told apart by that list.

use crate::{error::No, units};
use base::{Day, Fen, Refusal, ids::UnitId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// Says that two workers of one name are two people.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TellApart {
    /// The worker of the same name.
    pub other: i64,
    /// How it is known.
    pub reason: String,
}

/// Somebody of the same name who was issued vouchers this year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Namesake {
    /// The worker.
    pub worker: i64,
    /// Unit on whose list they are or were.
    pub unit: String,
    /// Issued this year, over all unions.
    pub issued_fen: Fen,
}

store::row! {
    /// A worker who was issued something this year.
    struct Issued {
        worker: i64,
        party: i64,
        identity: Vec<u8>,
        unit: String,
        issued: Fen,
    }
}

/// A worker: id, the party and the identity that they are.
pub(crate) type Who = (i64, i64, Vec<u8>);

/// The list that tells its own namesakes apart.
pub(crate) struct OwnList {
    /// The unit.
    pub unit: UnitId,
    /// The day on which the list holds.
    pub day: Day,
    /// The year of the vouchers.
    pub year: i64,
}

/// What people who may be the same were issued in the year, by worker.
pub(crate) fn issued(
    tx: &mut Tx<'_>,
    county: &str,
    list: &OwnList,
    workers: &[Who],
) -> Result<BTreeMap<i64, Vec<Namesake>>, Refusal> {
    let parties: Vec<i64> = workers.iter().map(|worker| worker.1).collect();
    let namesakes = identity::desk::namesakes(tx, county, &parties)?;
    let others: Vec<i64> = namesakes.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let issued = issued_to(tx, county, list, &others)?;
    let apart = told_apart(tx, county, list.unit)?;
    let mut found: BTreeMap<i64, Vec<Namesake>> = BTreeMap::new();
    for (worker, party, identity) in workers {
        let mut seen = BTreeSet::from([identity]);
        for other in namesakes.get(party).into_iter().flatten().filter_map(|other| issued.get(other)).flatten() {
            if seen.insert(&other.identity) && !apart.contains(&(identity.clone(), other.identity.clone())) {
                let namesake = Namesake { worker: other.worker, unit: other.unit.clone(), issued_fen: other.issued };
                found.entry(*worker).or_default().push(namesake);
            }
        }
    }
    Ok(found)
}

/// Of these parties, who was issued something in the year and is not on the unit's list of the day.
fn issued_to(
    tx: &mut Tx<'_>,
    county: &str,
    own: &OwnList,
    parties: &[i64],
) -> Result<BTreeMap<i64, Vec<Issued>>, Refusal> {
    let mut found: BTreeMap<i64, Vec<Issued>> = BTreeMap::new();
    for chunk in parties.chunks(512) {
        let (list, values) = store::listed(chunk, params![county, own.year, own.unit, own.day]);
        let sql = format!(
            "SELECT w.id, w.party, w.identity, u.name, y.issued_fen FROM worker w
             JOIN unit u ON u.county = w.county AND u.id = w.unit
             JOIN voucher_year y ON y.county = w.county AND y.year = $2 AND y.identity = w.identity
             WHERE w.county = $1 AND w.party IN ({list}) AND y.issued_fen > 0
             AND NOT (w.unit = $3 AND w.joined_on <= $4 AND w.left_on > $4) ORDER BY w.id"
        );
        for row in tx.query::<Issued>(&sql, &values)? {
            found.entry(row.party).or_default().push(row);
        }
    }
    Ok(found)
}

/// Two people, by their identities.
type Pair = (Vec<u8>, Vec<u8>);

/// Pairs of people of whom a worker of the unit is one and who were said to be two, both ways round.
fn told_apart(tx: &mut Tx<'_>, county: &str, unit: UnitId) -> Result<BTreeSet<Pair>, Refusal> {
    let pairs: Vec<Pair> = tx.query(
        "SELECT w.identity, o.identity FROM worker_apart a
         JOIN worker w ON w.county = a.county AND w.id = a.worker
         JOIN worker o ON o.county = a.county AND o.id = a.other
         WHERE a.county = $1 AND (w.unit = $2 OR o.unit = $2)",
        params![county, unit],
    )?;
    Ok(pairs.into_iter().flat_map(|(one, other)| [(one.clone(), other.clone()), (other, one)]).collect())
}

/// Says that a worker and one of the same name are two people. **Who:** the unit's union officer.
pub fn tell_apart(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (unit, worker): (UnitId, i64),
    body: TellApart,
) -> Result<(), Refusal> {
    let county = actor.county_id();
    units::text("/reason", &body.reason, 200)?;
    let find = "SELECT party FROM worker WHERE county = $1 AND id = $2 AND ($3 = 0 OR unit = $3)";
    let party: i64 = tx.find(find, params![county, worker, unit])?.ok_or(No::NoSuchWorker)?;
    let other: Option<i64> = tx.find(find, params![county, body.other, 0])?;
    let namesakes = identity::desk::namesakes(tx, county, &[party])?;
    if !other.is_some_and(|other| namesakes.get(&party).is_some_and(|all| all.contains(&other))) {
        return Err(Refusal::from(No::NoNamesake).at("/other"));
    }
    tx.run(
        "INSERT INTO worker_apart (county, worker, other, reason, made_by, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (county, worker, other) DO NOTHING",
        params![county, worker, body.other, body.reason.trim(), actor.person, actor.now],
    )?;
    Ok(())
}
