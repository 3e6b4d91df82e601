//! Days without a network: a phone signs what it could not send and closes it for the county, the township takes the file
//! in, and the county office gets the same file once more, which adds nothing.

use super::Playing;
use crate::stage::{Post, wrong};
use aes_gcm::{
    Aes256Gcm, Key, Nonce,
    aead::{Aead, Payload},
};
use base::{Refusal, hex, ids::DivisionId};
use base64::{Engine, engine::general_purpose::STANDARD};
use edge::Upload;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToSec1Point};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Form of the file, and what its key is worked out for.
const FORM: &str = "supply-bundle/2";
const USE: &[u8] = b"huoshui supply-bundle/2";
/// Seven in the morning, in seconds: when the file is made, before anybody comes to the office.
const MADE: i64 = 7 * 3_600;

/// What a phone could not send.
#[derive(Default)]
pub(super) struct Unsent {
    /// Of its post that reports.
    pub reports: Vec<Value>,
    /// Of its post that keeps a point.
    pub slips: Vec<Value>,
    /// Pictures of what is in the file, with what each is of.
    pub photos: Vec<(Value, Upload)>,
}

/// The phone's key and the county's.
struct Keys {
    number: i64,
    secret: Vec<u8>,
    county: String,
    point: Vec<u8>,
}

impl Playing<'_, '_, '_> {
    /// Carries what a phone kept to the township, then once more to the county; gives the numbers of its items.
    pub(super) fn carry(&mut self, author: &Post, unsent: &Unsent) -> Result<Vec<i64>, Refusal> {
        let township = author.scope.path.split('/').nth(1).and_then(|id| id.parse().ok()).map(DivisionId);
        let supervisor = township.and_then(|id| self.ground.supervisors.get(&id)).cloned();
        let supervisor = supervisor.ok_or_else(|| wrong("nobody supervises the township"))?;
        let keys = self.keys(author, &supervisor)?;
        let bytes = self.file(author, &keys, unsent)?;
        let office = self.ground.office.clone();
        let mut numbers = Vec::new();
        for (who, went) in [(supervisor, "taken"), (office, "known")] {
            let file = Upload { name: "待发.txt".into(), bytes: bytes.clone(), fields: Default::default() };
            let answer = self.acting.hand_in(&who, "POST /supply-bundles", &[], file)?;
            let items = answer.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
            if items.is_empty() || items.iter().any(|item| item.get("went").and_then(Value::as_str) != Some(went)) {
                return Err(wrong(&format!("a carried file was not {went}: {answer}")));
            }
            numbers = items.iter().filter_map(|item| item.get("number").and_then(Value::as_i64)).collect();
        }
        Ok(numbers)
    }

    /// The keys that the phone got when it was last in the network.
    fn keys(&mut self, author: &Post, supervisor: &Post) -> Result<Keys, Refusal> {
        let session = match self.session_of(author)? {
            Some(session) => session,
            None => {
                self.bind(supervisor, author)?;
                self.session_of(author)?.ok_or_else(|| wrong("the phone was not bound"))?
            }
        };
        let given = self.acting.ask_by(author, &session, "POST /device-keys", &json!({}))?;
        let text = |path: &str| given.pointer(path).and_then(Value::as_str).unwrap_or_default();
        let bytes = |path: &str| hex::read(text(path)).ok_or_else(|| wrong("a key that is none"));
        Ok(Keys {
            number: given.pointer("/key/id").and_then(Value::as_i64).ok_or_else(|| wrong("the phone has no key"))?,
            secret: bytes("/key/secret")?,
            county: text("/county/id").to_owned(),
            point: bytes("/county/point")?,
        })
    }

    fn session_of(&mut self, author: &Post) -> Result<Option<Vec<u8>>, Refusal> {
        let county = self.acting.county_id();
        let sql = "SELECT digest FROM session WHERE county = $1 AND post = $2 AND device <> '' AND ends_at > $3
                   ORDER BY id DESC LIMIT 1";
        Ok(self.acting.tx.find(sql, store::params![county, author.post, self.day.plus_days(1).starts_at()])?)
    }

    /// What was signed, closed for the county.
    fn file(&self, author: &Post, keys: &Keys, unsent: &Unsent) -> Result<Vec<u8>, Refusal> {
        let photos: Vec<Value> = (1..)
            .zip(&unsent.photos)
            .map(|(n, (of, file))| {
                json!({"id": format!("photo-{n}"), "of": of, "name": file.name, "note": "", "bytes": file.bytes.len(),
                    "digest": hex::of(&Sha256::digest(&file.bytes))})
            })
            .collect();
        let post = |items: &[Value]| (!items.is_empty()).then_some(author.post);
        let body = json!({"device": "村里的手机", "to": keys.county, "made_at": self.day.starts_at().plus_seconds(MADE),
            "report": post(&unsent.reports), "point": post(&unsent.slips), "reports": unsent.reports, "slips": unsent.slips,
            "photos": photos})
        .to_string();
        let mut mac = Hmac::<Sha256>::new_from_slice(&keys.secret).map_err(|_| wrong("a key that signs nothing"))?;
        mac.update(body.as_bytes());
        let mark = hex::of(&mac.finalize().into_bytes());
        let head = json!({"key": keys.number, "mark": mark, "body": body}).to_string();
        let length = u32::try_from(head.len()).map_err(|_| wrong("a file that is too long"))?;
        let mut inside = length.to_be_bytes().to_vec();
        inside.extend(head.as_bytes());
        unsent.photos.iter().for_each(|(_, file)| inside.extend(&file.bytes));
        closed(keys, &inside).ok_or_else(|| wrong("the file could not be closed"))
    }
}

/// Closes a file; its key is made of what is in it, so that a seed's year is the same each time.
fn closed(keys: &Keys, inside: &[u8]) -> Option<Vec<u8>> {
    let own = SecretKey::from_slice(&Sha256::digest(inside)).ok()?;
    let from = own.public_key().to_sec1_point(false).as_bytes().to_vec();
    let county = PublicKey::from_sec1_bytes(&keys.point).ok()?;
    let shared = diffie_hellman(own.to_nonzero_scalar(), county.as_affine());
    let mut key = [0; 32];
    let salt = [from.as_slice(), &keys.point].concat();
    Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes()).expand(USE, &mut key).ok()?;
    let iv: [u8; 12] = Sha256::digest(&salt).get(..12)?.try_into().ok()?;
    let beside = [FORM, &keys.county, &hex::of(&from)].join("|");
    let payload = Payload { msg: inside, aad: beside.as_bytes() };
    let sealed = Aes256Gcm::new(&Key::<Aes256Gcm>::from(key)).encrypt(&Nonce::from(iv), payload).ok()?;
    let file = json!({"huoshui": FORM, "to": keys.county, "from": hex::of(&from), "iv": hex::of(&iv),
        "sealed": STANDARD.encode(sealed)});
    Some(file.to_string().into_bytes())
}
