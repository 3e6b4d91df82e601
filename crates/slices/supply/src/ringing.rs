//! Whom to ring: the officers of villages that have not answered yet, with their numbers (E2).

use crate::{reporting, survey};
use base::{Refusal, ids::DivisionId};
use edge::{Actor, Role};
use places::desk::DivisionView;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// Asks for the list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskNumbers {
    /// Only this crop.
    pub crop: i64,
    /// Only villages that this round of surveys waits for.
    pub round: i64,
}

/// One officer of a village that is waited for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NumberRow {
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// Its officer; empty where nobody holds the post.
    pub name: String,
    /// The number; empty if none is kept.
    pub phone: String,
}

/// Numbers to ring.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Numbers {
    /// Village by village.
    pub rows: Vec<NumberRow>,
}

/// The list, names and numbers in full; an act, so that it is in the audit trail. **Who:** township supervisor for their
/// township, county office.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), body: AskNumbers) -> Result<Numbers, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let (from, until) = actor.scope.range();
    let waited: Vec<DivisionId> = if body.round == 0 {
        let of = (day.year(), body.crop);
        let standings = reporting::standings(tx, county, (&from, &until), of, (day, actor.now))?;
        standings.into_iter().filter(|(_, (_, open_now))| *open_now).map(|(division, _)| division).collect()
    } else {
        survey::missing(tx, county, (&from, &until), (body.round, actor.now))?.into_iter().collect()
    };
    let holders = identity::desk::holders(tx, county, Role::InformationOfficer, day)?;
    let mut of_place: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for holder in &holders {
        of_place.entry(&holder.scope_path).or_default().push(holder.party);
    }
    let mut villages = places::desk::divisions(tx, county, waited.iter().copied())?;
    let villages: Vec<_> = waited.iter().filter_map(|division| villages.remove(division)).collect();
    let of = |village: &DivisionView| of_place.get(village.path.as_str()).cloned().unwrap_or_default();
    let asked: Vec<i64> = villages.iter().flat_map(of).collect();
    let parties = identity::desk::open_parties(tx, county, &asked)?;
    let mut rows = Vec::new();
    for village in villages {
        let (division, division_name) = (village.id, &village.full_name);
        let row = |name: &str, phone: &str| NumberRow {
            division,
            division_name: division_name.clone(),
            name: name.to_owned(),
            phone: phone.to_owned(),
        };
        let here: BTreeSet<i64> = of(&village).into_iter().collect();
        if here.is_empty() {
            rows.push(row("", ""));
        }
        let known = here.iter().filter_map(|party| parties.get(party));
        rows.extend(known.map(|party| row(&party.form.name, &party.form.phone)));
    }
    Ok(Numbers { rows })
}
