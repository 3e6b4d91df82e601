//! Whom to ring: the officers of villages that have not answered yet, with their numbers (E2).

use crate::{reporting, survey};
use base::{Refusal, ids::DivisionId};
use edge::{Actor, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
    let mut rows = Vec::new();
    for division in waited {
        let village = places::desk::require_division(tx, county, division)?;
        let row =
            |name: String, phone: String| NumberRow { division, division_name: village.full_name.clone(), name, phone };
        let parties = of_place.get(village.path.as_str()).cloned().unwrap_or_default();
        if parties.is_empty() {
            rows.push(row(String::new(), String::new()));
        }
        for party in identity::desk::open_parties(tx, county, &parties)?.into_values() {
            rows.push(row(party.form.name, party.form.phone));
        }
    }
    Ok(Numbers { rows })
}
