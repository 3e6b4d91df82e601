//! Every statement about producers.

use super::rules::Document;
use base::{
    Instant, Refusal,
    ids::{DivisionId, HouseholdId, ProducerId},
    names,
};
use edge::Actor;
use store::{Tx, params};

store::row! {
    /// What other parts of the slice need of a producer.
    pub struct Producer {
        pub id: ProducerId,
        pub kind: String,
        pub name: String,
        pub division: DivisionId,
        pub path: String,
        pub household: Option<HouseholdId>,
        pub contact: Option<i64>,
        pub blacklisted_at: String,
    }
}

/// One producer.
pub fn find(tx: &mut Tx<'_>, county: &str, id: ProducerId) -> Result<Option<Producer>, Refusal> {
    Ok(tx.find(
        "SELECT id, kind, name, division, path, household, contact, blacklisted_at FROM producer WHERE county = $1 AND id = $2",
        params![county, id],
    )?)
}

/// The producer that is registered with a document number.
pub fn with_document(tx: &mut Tx<'_>, county: &str, number: &str) -> Result<Option<ProducerId>, Refusal> {
    if number.is_empty() {
        return Ok(None);
    }
    Ok(tx.find(
        "SELECT id FROM producer WHERE county = $1 AND document_number = $2 ORDER BY id",
        params![county, number],
    )?)
}

/// What is written of a producer, at first and when it is corrected.
pub struct Written<'a> {
    pub name: &'a str,
    pub document: &'a Document,
    pub registered_address: &'a str,
    pub contact: Option<i64>,
    pub note: &'a str,
}

/// Writes a new producer.
pub fn insert(tx: &mut Tx<'_>, actor: &Actor, place: &Producer, written: &Written<'_>) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO producer (county, id, kind, name, normal, search, division, path, household, document_kind, document_number,
         document_verdict, registered_address, contact, blacklisted_at, note, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, $16, $17)",
        params![
            actor.county_id(),
            place.id,
            &place.kind,
            written.name,
            names::normal(written.name),
            names::search_key(written.name, []),
            place.division,
            &place.path,
            place.household,
            &written.document.kind,
            &written.document.number,
            written.document.verdict,
            written.registered_address,
            written.contact,
            written.note,
            actor.person,
            actor.now
        ],
    )?;
    Ok(())
}

/// Writes what may be corrected: not kind, place or household.
pub fn update(tx: &mut Tx<'_>, county: &str, id: ProducerId, written: &Written<'_>) -> Result<(), Refusal> {
    tx.run(
        "UPDATE producer SET name = $3, normal = $4, search = $5, document_kind = $6, document_number = $7,
         document_verdict = $8, registered_address = $9, contact = $10, note = $11 WHERE county = $1 AND id = $2",
        params![
            county,
            id,
            written.name,
            names::normal(written.name),
            names::search_key(written.name, []),
            &written.document.kind,
            &written.document.number,
            written.document.verdict,
            written.registered_address,
            written.contact,
            written.note
        ],
    )?;
    Ok(())
}

/// Marks a producer as blacklisted.
pub fn blacklist(tx: &mut Tx<'_>, county: &str, id: ProducerId, at: Instant) -> Result<(), Refusal> {
    tx.run("UPDATE producer SET blacklisted_at = $3 WHERE county = $1 AND id = $2", params![county, id, at])?;
    Ok(())
}
