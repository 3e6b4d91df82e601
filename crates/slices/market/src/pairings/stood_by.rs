//! Whom a unit, or a cadre of it, stands by: a village, or an assisted household (结对干部).
//!
//! Invariant: a household is named to nobody but its own place, whoever sees the register, and the unit whose cadre it is.

use super::{MakePairing, PairingKind, PairingRow};
use crate::error::No;
use base::{
    Day, Refusal,
    ids::{DivisionId, HouseholdId, UnitId},
};
use edge::{Actor, Perm};
use identity::desk::PartyForm;
use store::{Tx, params};

/// The village's side of a pairing, as it is kept.
pub(super) struct StoodBy {
    /// The village; of a household the one where it lives.
    pub division: DivisionId,
    /// Its place in the scope tree.
    pub path: String,
    /// The household, if a cadre stands by one.
    pub household: Option<HouseholdId>,
    /// Party of the cadre.
    pub cadre: Option<i64>,
}

/// Reads whom a pairing is with. **Errors:** no village, no such household, no name, or both sides at once.
pub(super) fn read(tx: &mut Tx<'_>, actor: &Actor, body: &MakePairing) -> Result<StoodBy, Refusal> {
    let county = actor.county_id();
    match (body.kind, body.division, body.household) {
        (PairingKind::Cadre, None, Some(household)) => {
            crate::text("/cadre", &body.cadre, 30)?;
            let found = catalogue::desk::household(tx, county, household)?;
            let found = found.ok_or_else(|| Refusal::from(No::NoSuchHousehold).at("/household"))?;
            actor.require(&found.path)?;
            let form = PartyForm { name: body.cadre.trim().to_owned(), ..PartyForm::default() };
            let cadre = identity::desk::put_party(tx, county, actor.now, &form)?;
            let division = crate::instance::division_at(&found.path);
            Ok(StoodBy { division, path: found.path, household: Some(household), cadre: Some(cadre) })
        }
        (PairingKind::Paired | PairingKind::Backing, Some(division), None) if body.cadre.trim().is_empty() => {
            let village = places::desk::standing_village(tx, county, division, actor.day())?;
            let village = village.ok_or_else(|| Refusal::from(No::PairingVillage).at("/division"))?;
            Ok(StoodBy { division, path: village.path, household: None, cadre: None })
        }
        _ => Err(Refusal::from(No::PairingSides).at("/kind")),
    }
}

/// What a cadre's pairing says to a reader.
#[derive(Default)]
pub(super) struct Cadre {
    /// By which household the cadre stands.
    pub household: Option<HouseholdId>,
    /// Its head, masked.
    pub household_name: String,
    /// Who the cadre is.
    pub cadre_name: String,
}

/// The cadre and the household of each pairing, the household never more than masked; nothing for those they do not concern.
pub(super) fn named(tx: &mut Tx<'_>, actor: &Actor, rows: &[PairingRow]) -> Result<Vec<Cadre>, Refusal> {
    let seen = |row: &PairingRow| {
        let own_unit = actor.scope.kind == "unit" && actor.scope.id == row.unit.0;
        let sees = own_unit || (actor.may(Perm::HouseholdRead) && actor.scope.covers(&row.path));
        row.stood_by.zip(row.cadre).filter(|_| sees)
    };
    let (households, cadres): (Vec<HouseholdId>, Vec<i64>) = rows.iter().filter_map(seen).unzip();
    let households = catalogue::desk::households_named(tx, actor.county_id(), &households)?;
    let cadres = identity::desk::open_parties(tx, actor.county_id(), &cadres)?;
    let named = |(household, cadre): (HouseholdId, i64)| Cadre {
        household: Some(household),
        household_name: households.get(&household).cloned().unwrap_or_default(),
        cadre_name: cadres.get(&cadre).map(|party| party.form.name.clone()).unwrap_or_default(),
    };
    Ok(rows.iter().map(|row| seen(row).map_or_else(Cadre::default, named)).collect())
}

/// Whether cadres of a unit stand by each of these households on a day.
pub(crate) fn cadres_stand_by(
    tx: &mut Tx<'_>,
    county: &str,
    unit: UnitId,
    households: &[HouseholdId],
    day: Day,
) -> Result<bool, Refusal> {
    for household in households {
        let standing: i64 = tx.number(
            "SELECT COUNT(*) FROM pairing p LEFT JOIN pairing_end z ON z.county = p.county AND z.pairing = p.id
             WHERE p.county = $1 AND p.unit = $2 AND p.household = $3 AND p.from_day <= $4 AND (z.on_day IS NULL OR z.on_day > $4)",
            params![county, unit, *household, day],
        )?;
        if standing == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}
