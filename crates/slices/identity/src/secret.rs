//! Random tokens, their digests, passwords and one-time codes.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use base::{Instant, Refusal};
use rand::{Rng, RngExt};
use sha2::{Digest, Sha256};
use store::StoreError;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// 32 random bytes as hexadecimal digits.
pub fn token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Six random digits, to be told over the phone.
pub fn six_digits() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// What is kept of a token: whoever reads the database cannot use it.
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

/// argon2id hash of a password with its parameters and salt. Slow on purpose.
pub fn hash(password: &str) -> Result<String, Refusal> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|h| h.to_string()).map_err(|e| StoreError::Other(format!("argon2: {e}")).into())
}

/// Whether a password is the one behind a hash. With no hash it takes as long and says no.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    // Parameters of the default hasher; matches nothing.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let verified = Argon2::default().verify_password(password.as_bytes(), hash.unwrap_or(NOBODY)).is_ok();
    verified && hash.is_some()
}

/// A fresh key for one-time codes, base32, as authenticator apps take it.
pub fn totp_key() -> String {
    let mut bytes = [0u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    Secret::from(bytes).to_base32()
}

fn totp(key: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(key).ok()?;
    Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_secret(secret).build().ok()
}

/// The step at which a code is right (one step of 30 s either way), if it is.
pub fn totp_step(key: &str, code: &str, now: Instant) -> Option<i64> {
    let seconds = u64::try_from(now.millis() / 1000).ok()?;
    let step = totp(key)?.check(code.trim(), seconds)?;
    i64::try_from(step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totp_code(key: &str, now: Instant) -> Option<String> {
        let seconds = u64::try_from(now.millis() / 1000).ok()?;
        Some(totp(key)?.generate(seconds).to_string())
    }

    #[test]
    fn passwords_verify_only_against_their_own_hash() {
        let hashed = hash("一二三四五六七八九十").unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(verify("一二三四五六七八九十", Some(&hashed)));
        assert!(!verify("wrong", Some(&hashed)));
        assert!(!verify("wrong", None));
    }

    #[test]
    fn one_time_codes_hold_for_their_step() {
        let key = totp_key();
        let now: Instant = "2026-11-23T00:00:10Z".parse().unwrap();
        let code = totp_code(&key, now).unwrap();
        let step = totp_step(&key, &code, now).unwrap();
        assert_eq!(totp_step(&key, &code, now.plus_seconds(25)), Some(step));
        assert_eq!(totp_step(&key, &code, now.plus_seconds(120)), None);
    }
}
