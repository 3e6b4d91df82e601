//! What a carried file looks like, opened and read outside the write: deciphering and sealing photos keeps nobody waiting.
//!
//! Form 1 was signed text that anybody could read; it is taken for as long as old phones make it. Form 2 is closed: its
//! inside is four bytes that say how long the head is, the head with the signed text, and the photos one after the other.

use super::error::No;
use base::{Instant, Refusal, hex, ids::PostId};
use base64::{Engine, engine::general_purpose::STANDARD};
use edge::{Actor, Upload};
use evidence::desk::Sealed;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::Tx;

const FORM_1: &str = "supply-bundle/1";
const FORM_2: &str = "supply-bundle/2";
/// Largest file: phones stop adding photos before, so that a chat still takes it.
pub(super) const FILE_MB: usize = 16;
/// Photos in one file at most.
const PHOTOS_MOST: usize = 100;

#[derive(Deserialize)]
struct Outside {
    huoshui: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    iv: String,
    #[serde(default)]
    sealed: String,
}

/// What was signed stands in it as a text, so that its bytes are those that were signed.
#[derive(Deserialize)]
struct Head {
    key: i64,
    mark: String,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body1 {
    device: String,
    post: PostId,
    made_at: Instant,
    items: Vec<Box<RawValue>>,
}

/// What was signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub device: String,
    /// Id of the county's key: what was signed for one county is no other's.
    pub to: String,
    pub made_at: Instant,
    /// The post that reports, if the phone has one.
    #[serde(default)]
    pub report: Option<PostId>,
    /// The post that keeps a point, if the phone has one.
    #[serde(default)]
    pub point: Option<PostId>,
    pub reports: Vec<Box<RawValue>>,
    pub slips: Vec<Box<RawValue>>,
    pub photos: Vec<Photo>,
}

/// What a photo belongs to: by the phone's id of what is in a file too, or by a number.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Of {
    Report(String),
    Unsalable(i64),
    Slip(String),
    PaymentList(i64),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Photo {
    pub id: String,
    pub of: Of,
    pub name: String,
    pub note: String,
    pub bytes: usize,
    /// SHA-256, hexadecimal.
    pub digest: String,
}

/// A photo judged and sealed, or why it is none.
pub(super) struct Held {
    pub photo: Photo,
    pub file: Result<(Upload, Sealed), Refusal>,
}

/// A file that was opened and read; nothing of it is believed before its signature is checked.
pub(super) struct Opened {
    pub key: i64,
    pub mark: String,
    pub signed: String,
    pub body: Body,
    pub photos: Vec<Held>,
}

fn invalid() -> Refusal {
    Refusal::from(No::Form).at("file")
}

/// Opens a file and seals the photos in it.
pub(super) fn read(tx: &mut Tx<'_>, actor: &Actor, (): (), upload: &Upload) -> Result<Opened, Refusal> {
    if upload.bytes.len() > FILE_MB << 20 {
        return Err(Refusal::from(No::TooLarge { most_mb: FILE_MB }).at("file"));
    }
    let outside: Outside = serde_json::from_slice(&upload.bytes).map_err(|_| invalid())?;
    match outside.huoshui.as_str() {
        FORM_1 => form_1(&upload.bytes),
        FORM_2 => form_2(tx, actor, &outside),
        _ => Err(invalid()),
    }
}

fn form_1(bytes: &[u8]) -> Result<Opened, Refusal> {
    let head: Head = serde_json::from_slice(bytes).map_err(|_| invalid())?;
    // Whether the signature fits is said before whether the text makes sense: a changed byte may do both.
    let body = serde_json::from_str::<Body1>(&head.body).ok();
    let body = body.map(|body| Body {
        device: body.device,
        to: String::new(),
        made_at: body.made_at,
        report: Some(body.post),
        point: None,
        reports: body.items,
        slips: Vec::new(),
        photos: Vec::new(),
    });
    Ok(Opened {
        key: head.key,
        mark: head.mark,
        signed: head.body,
        body: body.ok_or_else(invalid)?,
        photos: Vec::new(),
    })
}

fn form_2(tx: &mut Tx<'_>, actor: &Actor, outside: &Outside) -> Result<Opened, Refusal> {
    let sealed = STANDARD.decode(&outside.sealed).map_err(|_| invalid())?;
    if outside.to.is_empty() || sealed.is_empty() {
        return Err(invalid());
    }
    let beside = [FORM_2, &outside.to, &outside.from].join("|");
    let closed = identity::desk::Closed {
        to: &outside.to,
        from: &outside.from,
        iv: &outside.iv,
        sealed: &sealed,
        beside: beside.as_bytes(),
    };
    let inside = identity::desk::open_closed(tx, actor.county_id(), &closed).map_err(|refusal| refusal.at("file"))?;
    let (length, rest) = inside.split_first_chunk::<4>().ok_or_else(invalid)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| invalid())?;
    let (head, photos) = rest.split_at_checked(length).ok_or_else(invalid)?;
    let head: Head = serde_json::from_slice(head).map_err(|_| invalid())?;
    let body: Body = serde_json::from_str(&head.body).map_err(|_| invalid())?;
    if body.to != outside.to || body.photos.len() > PHOTOS_MOST {
        return Err(invalid());
    }
    let photos = held(tx, actor, &body.photos, photos)?;
    Ok(Opened { key: head.key, mark: head.mark, signed: head.body, body, photos })
}

/// The photos as they stand one after the other. **Errors:** their lengths do not add up, or the vault's own.
fn held(tx: &mut Tx<'_>, actor: &Actor, photos: &[Photo], mut rest: &[u8]) -> Result<Vec<Held>, Refusal> {
    let mut all = Vec::with_capacity(photos.len());
    for photo in photos {
        let (bytes, after) = rest.split_at_checked(photo.bytes).ok_or_else(invalid)?;
        rest = after;
        let file = if photo.digest == hex::of(&Sha256::digest(bytes)) {
            sealed(tx, actor, photo, bytes)
        } else {
            Err(No::Photo.into())
        };
        match file {
            Err(refusal) if refusal.status >= 500 => return Err(refusal),
            file => all.push(Held { photo: photo.clone(), file }),
        }
    }
    if rest.is_empty() { Ok(all) } else { Err(invalid()) }
}

fn sealed(tx: &mut Tx<'_>, actor: &Actor, photo: &Photo, bytes: &[u8]) -> Result<(Upload, Sealed), Refusal> {
    let fields = [("kind", "photo"), ("note", photo.note.as_str())];
    let fields: BTreeMap<String, String> = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let upload = Upload { name: photo.name.clone(), bytes: bytes.to_vec(), fields };
    let sealed = evidence::desk::seal(tx, actor, 0, &upload)?;
    Ok((upload, sealed))
}
