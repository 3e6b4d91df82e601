//! The county's own key for what a phone writes for it alone: a file that strangers carry is read by nobody on the way.
//!
//! Invariants: the private half is worked out from the house's key file each time and is kept nowhere; the public half is
//! given to whoever is signed in; a file names the key that it was closed for, so that another county's is told apart
//! from a broken one. Curve P-256, HKDF and AES-256-GCM, because the oldest phone's browser has them.

use crate::error::No;
use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base::{Refusal, hex};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToSec1Point};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::Tx;

/// What the shared secret is used for: another use is another text.
const USE: &[u8] = b"huoshui supply-bundle/2";

/// The public half of the county's key.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountyKey {
    /// By this the county knows that something was closed for it.
    pub id: String,
    /// Uncompressed point of P-256, hexadecimal.
    pub point: String,
}

/// Something that was closed for a county.
pub struct Closed<'a> {
    /// Id of the county's key.
    pub to: &'a str,
    /// Public half of the phone's key, made for this once; hexadecimal.
    pub from: &'a str,
    /// Nonce, hexadecimal.
    pub iv: &'a str,
    /// What was closed, with its tag.
    pub sealed: &'a [u8],
    /// What stands outside and was closed in as well.
    pub beside: &'a [u8],
}

/// The county's public key.
pub fn public(tx: &Tx<'_>, county: &str) -> Result<CountyKey, Refusal> {
    let point = point_of(&private(tx, county)?);
    Ok(CountyKey { id: id_of(&point), point: hex::of(&point) })
}

/// Opens what was closed for this county.
///
/// # Errors
/// It was closed for another county, or is not what was closed.
pub fn open(tx: &Tx<'_>, county: &str, closed: &Closed<'_>) -> Result<Vec<u8>, Refusal> {
    let private = private(tx, county)?;
    let own = point_of(&private);
    if closed.to != id_of(&own) {
        return Err(No::OtherCounty.into());
    }
    let changed = || Refusal::from(No::SealBroken);
    let from = hex::read(closed.from).ok_or_else(changed)?;
    let theirs = PublicKey::from_sec1_bytes(&from).map_err(|_| changed())?;
    let shared = diffie_hellman(private.to_nonzero_scalar(), theirs.as_affine());
    let mut key = [0; 32];
    let salt = [from.as_slice(), &own].concat();
    Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes()).expand(USE, &mut key).map_err(|_| changed())?;
    let iv: [u8; 12] = hex::read(closed.iv).and_then(|iv| iv.try_into().ok()).ok_or_else(changed)?;
    let payload = Payload { msg: closed.sealed, aad: closed.beside };
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(key)).decrypt(&Nonce::from(iv), payload).map_err(|_| changed())
}

/// The first number of the row that is a private key; one that is none has a chance of one in four thousand million.
fn private(tx: &Tx<'_>, county: &str) -> Result<SecretKey, Refusal> {
    let made = |n: u8| SecretKey::from_slice(&tx.vault().digest("county_key", &format!("{county}/{n}"))).ok();
    (0..=u8::MAX).find_map(made).ok_or_else(|| No::SealBroken.into())
}

fn point_of(private: &SecretKey) -> Vec<u8> {
    private.public_key().to_sec1_point(false).as_bytes().to_vec()
}

fn id_of(point: &[u8]) -> String {
    hex::of(Sha256::digest(point).get(..8).unwrap_or_default())
}
