//! Keys of phones: by them a file that somebody carried here is known for what one phone wrote.
//!
//! Invariants: a key belongs to one bound phone and one post, and is good for as long as that phone would be let in
//! itself; it stands in no table and no log, and is given to that phone alone.

use crate::{
    county_key::{self, CountyKey},
    error::No,
};
use base::{
    Day, Instant, Refusal, hex,
    ids::{PersonId, PostId},
};
use edge::{Actor, Nothing, Role, Scope};
use hmac::{Hmac, KeyInit, Mac};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::Sha256;
use store::{Tx, params};

/// A phone's own key.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeviceKey {
    /// Its number, to be named in what it signs.
    pub id: i64,
    /// For HMAC-SHA-256, hexadecimal.
    pub secret: String,
}

/// The key of the phone that asks.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeviceKeyView {
    /// None for a sign-in that is no bound phone's: it ends too soon to sign for.
    pub key: Option<DeviceKey>,
    /// For whom the phone closes what it signs.
    pub county: CountyKey,
}

/// Whoever wrote what a phone signed.
pub struct Signer {
    /// The person.
    pub person: PersonId,
    /// The post that the key was made for.
    pub post: PostId,
    /// Its role.
    pub role: Role,
    /// Its scope.
    pub scope: Scope,
    /// What the phone calls itself.
    pub device: String,
    /// Who handed it out; none where it was bound before this was kept.
    pub handed_by: Option<PersonId>,
}

/// Gives the phone that asks its key, the same each time. **Who:** a bound phone.
pub fn give(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<DeviceKeyView, Refusal> {
    let county = actor.county_id();
    let of_county = county_key::public(tx, county)?;
    let session: Option<(i64, String)> = tx.find(
        "SELECT id, device FROM session WHERE county = $1 AND digest = $2",
        params![county, actor.session.clone()],
    )?;
    let Some((session, device)) = session.filter(|(_, device)| !device.is_empty()) else {
        return Ok(DeviceKeyView { key: None, county: of_county });
    };
    tx.hold(county, &format!("device-key/{session}"))?;
    let known: Option<(i64, Vec<u8>)> =
        tx.find("SELECT id, salt FROM device_key WHERE county = $1 AND session = $2", params![county, session])?;
    let (id, salt) = match known {
        Some(known) => known,
        None => {
            let (id, salt) = (tx.next_id(county, "device_key")?, rand::random::<[u8; 32]>().to_vec());
            tx.run(
                "INSERT INTO device_key (county, id, session, person, post, device, salt, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                params![county, id, session, actor.person, actor.post, device, salt.clone(), actor.now],
            )?;
            (id, salt)
        }
    };
    Ok(DeviceKeyView { key: Some(DeviceKey { id, secret: hex::of(&secret(tx, &salt)) }), county: of_county })
}

fn secret(tx: &Tx<'_>, salt: &[u8]) -> Vec<u8> {
    tx.vault().digest("device_key", &hex::of(salt))
}

store::row! {
    /// What is known of a key.
    struct KeyRow {
        salt: Vec<u8>,
        person: PersonId,
        post: PostId,
        device: String,
        role: String,
        scope_kind: String,
        scope_id: i64,
        scope_path: String,
        scope_name: String,
        valid_from: Day,
        valid_to: Day,
        status: String,
        ends_at: Option<Instant>,
        handed_by: Option<PersonId>,
    }
}

/// Who wrote a text, by the mark of the key with this number.
///
/// # Errors
/// There is no such key here, the text or its mark was changed, or the phone would not be let in itself any more.
pub fn signer(tx: &mut Tx<'_>, actor: &Actor, key: i64, text: &str, mark: &str) -> Result<Signer, Refusal> {
    let found: Option<KeyRow> = tx.find(
        "SELECT k.salt, k.person, k.post, k.device, o.role, o.scope_kind, o.scope_id, o.scope_path, o.scope_name,
         o.valid_from, o.valid_to, p.status, s.ends_at, b.handed_by FROM device_key k
         JOIN post o ON o.county = k.county AND o.id = k.post
         JOIN person p ON p.county = k.county AND p.id = k.person
         LEFT JOIN session s ON s.county = k.county AND s.id = k.session
         LEFT JOIN device_binding b ON b.county = k.county AND b.session = k.session
         WHERE k.county = $1 AND k.id = $2",
        params![actor.county_id(), key],
    )?;
    let row = found.ok_or(No::DeviceKey)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret(tx, &row.salt)).map_err(|_| No::DeviceKey)?;
    mac.update(text.as_bytes());
    mac.verify_slice(&hex::read(mark).unwrap_or_default()).map_err(|_| No::DeviceMark)?;
    let holds = row.valid_from <= actor.day() && row.valid_to >= actor.day() && row.status == "active";
    let role = Role::from_word(&row.role).filter(|_| holds && row.ends_at.is_some_and(|ends| ends > actor.now));
    let role = role.ok_or_else(|| No::DeviceEnded { device: row.device.clone() })?;
    let scope = Scope { kind: row.scope_kind, id: row.scope_id, path: row.scope_path, name: row.scope_name };
    Ok(Signer { person: row.person, post: row.post, role, scope, device: row.device, handed_by: row.handed_by })
}

/// The role and scope of a post that a person holds today; a phone speaks for each of its person's posts.
pub fn held(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (person, post): (PersonId, PostId),
) -> Result<Option<(Role, Scope)>, Refusal> {
    let found: Option<(String, String, i64, String, String)> = tx.find(
        "SELECT role, scope_kind, scope_id, scope_path, scope_name FROM post
         WHERE county = $1 AND person = $2 AND id = $3 AND valid_from <= $4 AND valid_to >= $4",
        params![actor.county_id(), person, post, actor.day()],
    )?;
    Ok(found.and_then(|(role, kind, id, path, name)| Some((Role::from_word(&role)?, Scope { kind, id, path, name }))))
}
