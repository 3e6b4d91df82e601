//! Registering and correcting producers.

use super::{
    dto::{ProducerDetail, ProducerForm},
    rules::{self, Document},
    sql::{self, Producer, Written},
    view::detail,
};
use crate::{
    error::No,
    household, person,
    word::{name, unknown, word},
};
use base::{
    Refusal,
    ids::{DivisionId, ProducerId},
};
use edge::{Actor, Role};
use policy::vocabulary::{ProducerKind, Word};
use store::Tx;

/// Registers a producer. **Who:** village officer, township, county office, inside their scope.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), body: ProducerForm) -> Result<ProducerDetail, Refusal> {
    let county = actor.county_id();
    let kind: ProducerKind = word("kind", &body.kind)?;
    let (place_path, division, own_name) = place_of(tx, actor, kind, &body)?;
    actor.require(&place_path)?;
    let document = rules::document(&body.document_kind, &body.document_number)?;
    refuse_taken(tx, county, &document, ProducerId(0))?;
    let contact = match &body.contact {
        Some(form) => Some(person::keep(tx, actor, form).map_err(|no| no.at("/contact"))?),
        None => None,
    };
    let id = ProducerId(tx.next_id(county, "producer")?);
    let place = Producer {
        id,
        kind: kind.word().to_owned(),
        name: own_name.clone(),
        division,
        path: format!("{place_path}p{id}/"),
        household: body.household,
        contact,
        blacklisted_at: String::new(),
    };
    sql::insert(
        tx,
        actor,
        &place,
        &Written {
            name: &own_name,
            document: &document,
            registered_address: body.registered_address.trim(),
            contact,
            note: body.note.trim(),
        },
    )?;
    detail(tx, actor, id)
}

/// Corrects name, document, address, contact. Kind, place and household stay.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: ProducerId, body: ProducerForm) -> Result<ProducerDetail, Refusal> {
    let county = actor.county_id();
    let old = sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let new_name = if old.household.is_some() { old.name.as_str() } else { name("name", &body.name)? };
    let document = rules::document(&body.document_kind, &body.document_number)?;
    refuse_taken(tx, county, &document, id)?;
    let contact = match &body.contact {
        Some(form) => Some(person::keep(tx, actor, form).map_err(|no| no.at("/contact"))?),
        None => old.contact,
    };
    sql::update(
        tx,
        county,
        id,
        &Written {
            name: new_name,
            document: &document,
            registered_address: body.registered_address.trim(),
            contact,
            note: body.note.trim(),
        },
    )?;
    detail(tx, actor, id)
}

/// Path and division that it stands in, and the name that it goes by.
fn place_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: ProducerKind,
    body: &ProducerForm,
) -> Result<(String, DivisionId, String), Refusal> {
    let county = actor.county_id();
    if (kind == ProducerKind::Household) != body.household.is_some() {
        return Err(Refusal::from(No::ProducerHousehold).at("/household"));
    }
    if let Some(id) = body.household {
        let household = household::sql::find(tx, county, id)?.ok_or_else(|| unknown(id).at("/household"))?;
        let masked = person::masked(tx, county, household.party)?.name;
        let place = places::desk::require_division(tx, county, household.division)?;
        return Ok((household.path, household.division, format!("{}{masked}户", place.full_name)));
    }
    let name = name("name", &body.name)?.to_owned();
    match body.division {
        Some(id) => {
            let division = places::desk::require_standing(tx, county, id, actor.day());
            let division = division.map_err(|no| no.at("/division"))?;
            Ok((division.path, division.id, name))
        }
        // Outside the county's tree only the county's own posts reach it.
        None if actor.role == Role::Producer => Err(Refusal::from(No::Origin).at("/division")),
        None => Ok(("/out/".to_owned(), DivisionId(0), name)),
    }
}

fn refuse_taken(tx: &mut Tx<'_>, county: &str, document: &Document, own: ProducerId) -> Result<(), Refusal> {
    tx.hold(county, &format!("document/{}", document.number))?;
    match sql::with_document(tx, county, &document.number)? {
        Some(other) if other != own => {
            Err(Refusal::from(No::DocumentTaken { producer: other.0 }).at("/document_number"))
        }
        _ => Ok(()),
    }
}
