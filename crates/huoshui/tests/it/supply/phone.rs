//! A bound phone that signs files and closes them for its county, written apart from the program's own code.

use crate::harness::{Answer, Client, County};
use aes_gcm::{
    Aes256Gcm, Key, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToSec1Point};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A phone, signed in for one post, with its key and the county's.
pub struct Phone {
    pub client: Client,
    pub post: i64,
    pub key: i64,
    pub county: Value,
    secret: Vec<u8>,
}

/// Binds a phone to a post by the township's QR.
pub fn bound(county: &County, post: i64) -> Phone {
    let offer = county.supervisor().post(&format!("/posts/{post}/device-codes"), json!({})).ok();
    let code = offer["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let answer = county.nobody().post("/device-bindings", json!({"code": code, "name": "申的手机"}));
    answer.ok();
    let mut client = county.nobody();
    client.cookies = answer.cookies;
    let given = client.post("/device-keys", json!({})).ok();
    assert_eq!(client.post("/device-keys", json!({})).ok(), given, "the same each time");
    let secret = bytes(given["key"]["secret"].as_str().unwrap());
    Phone { client, post, key: given["key"]["id"].as_i64().unwrap(), county: given["county"].clone(), secret }
}

/// Hands a file in.
pub fn carry(by: &Client, file: &str) -> Answer {
    by.upload("/supply-bundles", "待发.txt", file.as_bytes(), &[])
}

impl Phone {
    /// The file that a phone made before files were closed.
    pub fn file(&self, made_at: &str, items: &[Value]) -> String {
        let body = json!({"device": "申的手机", "post": self.post, "made_at": made_at, "items": items}).to_string();
        self.signed(&body)
    }

    pub fn signed(&self, body: &str) -> String {
        json!({"huoshui": "supply-bundle/1", "key": self.key, "mark": self.mark(body), "body": body}).to_string()
    }

    fn mark(&self, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).unwrap();
        mac.update(body.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// What is signed of a file: the posts, reports, slips, and photos with what they belong to.
    pub fn body(&self, made_at: &str, more: Value, photos: &[(Value, &[u8])]) -> Value {
        let named: Vec<Value> = photos
            .iter()
            .enumerate()
            .map(|(n, (of, bytes))| {
                json!({"id": format!("photo-{n}"), "of": of, "name": "果园.jpg", "note": "", "bytes": bytes.len(),
                    "digest": hex(&Sha256::digest(bytes))})
            })
            .collect();
        let mut body = json!({"device": "申的手机", "to": self.county["id"], "made_at": made_at, "reports": [], "slips": [],
            "photos": named});
        more.as_object().unwrap().iter().for_each(|(name, value)| body[name] = value.clone());
        body
    }

    /// The closed file of a body and photos.
    pub fn closed(&self, body: &Value, photos: &[&[u8]]) -> String {
        let body = body.to_string();
        let head = json!({"key": self.key, "mark": self.mark(&body), "body": body}).to_string();
        let length = u32::try_from(head.len()).unwrap().to_be_bytes();
        let inside = [length.as_slice(), head.as_bytes(), &photos.concat()].concat();
        close(&self.county, &inside)
    }
}

/// Closes bytes for whoever has this public key.
pub fn close(county: &Value, inside: &[u8]) -> String {
    let (to, point) = (county["id"].as_str().unwrap(), bytes(county["point"].as_str().unwrap()));
    let own = SecretKey::from_slice(&Sha256::digest(inside)).unwrap();
    let from = own.public_key().to_sec1_point(false).as_bytes().to_vec();
    let shared = diffie_hellman(own.to_nonzero_scalar(), PublicKey::from_sec1_bytes(&point).unwrap().as_affine());
    let mut key = [0; 32];
    let salt = [from.as_slice(), &point].concat();
    let derived = Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes());
    derived.expand(b"huoshui supply-bundle/2", &mut key).unwrap();
    let beside = format!("supply-bundle/2|{to}|{}", hex(&from));
    let payload = Payload { msg: inside, aad: beside.as_bytes() };
    let sealed = Aes256Gcm::new(&Key::<Aes256Gcm>::from(key)).encrypt(&Nonce::from([7; 12]), payload).unwrap();
    json!({"huoshui": "supply-bundle/2", "to": to, "from": hex(&from), "iv": hex(&[7; 12]), "sealed": STANDARD.encode(sealed)})
        .to_string()
}

/// The public key of another county.
pub fn elsewhere() -> Value {
    let point = SecretKey::from_slice(&[9; 32]).unwrap().public_key().to_sec1_point(false).as_bytes().to_vec();
    let id = hex(&Sha256::digest(&point)[..8]);
    json!({"id": id, "point": hex(&point)})
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}
