//! Personal data at rest: sealed with a key from a file, bound to its table, row and column.
//!
//! Look-up goes by a keyed digest, so equal names or numbers can be found without opening
//! them, and the digests say nothing without the key. Keys never enter the database.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use rand::Rng;
use sha2::Sha256;
use std::{fmt, fs, path::Path};

/// A key file that cannot be used, or sealed data that this key does not open.
#[derive(Debug)]
pub struct VaultError(String);

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for VaultError {}

impl From<VaultError> for base::Refusal {
    fn from(error: VaultError) -> Self {
        crate::StoreError::Other(error.0).into()
    }
}

/// Seals and opens personal data with one 256-bit key.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    digest_key: [u8; 32],
}

impl Vault {
    /// Reads `keys/personal.key` of a data folder, making it on first use (readable by its owner only).
    pub fn open(folder: &Path) -> Result<Self, VaultError> {
        let path = folder.join("keys").join("personal.key");
        if path.exists() {
            return Self::from_file(&path);
        }
        let mut key = [0; 32];
        rand::rng().fill_bytes(&mut key);
        let wrong = |e: std::io::Error| VaultError(format!("{}: {e}", path.display()));
        fs::create_dir_all(folder.join("keys")).map_err(wrong)?;
        let hex: String = key.iter().map(|b| format!("{b:02x}")).collect();
        write_private(&path, &hex).map_err(wrong)?;
        Ok(Self::new(&key))
    }

    /// Reads a key file: 64 hexadecimal digits.
    pub fn from_file(path: &Path) -> Result<Self, VaultError> {
        let text = fs::read_to_string(path).map_err(|e| VaultError(format!("{}: {e}", path.display())))?;
        let text = text.trim();
        let mut key = [0; 32];
        let pairs = (0..64).step_by(2).map(|i| text.get(i..i + 2).and_then(|p| u8::from_str_radix(p, 16).ok()));
        for (byte, pair) in key.iter_mut().zip(pairs) {
            *byte = pair.ok_or_else(|| VaultError(format!("{}: a key is 64 hexadecimal digits", path.display())))?;
        }
        Ok(Self::new(&key))
    }

    /// A vault with this key.
    pub fn new(key: &[u8; 32]) -> Self {
        let derive = |label: &[u8]| -> [u8; 32] { mac(key, &[label]) };
        Self {
            cipher: XChaCha20Poly1305::new(&Key::from(derive(b"huoshui seal"))),
            digest_key: derive(b"huoshui digest"),
        }
    }

    /// Seals a text for `place` (`table.row.column`); the same text never looks the same twice.
    pub fn seal(&self, place: &str, text: &str) -> Result<Vec<u8>, VaultError> {
        self.seal_bytes(place, text.as_bytes())
    }

    /// [`Vault::seal`] for what is no text: scans, photos.
    pub fn seal_bytes(&self, place: &str, bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; 24];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload { msg: bytes, aad: place.as_bytes() };
        let sealed =
            self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError("sealing failed".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this place. **Errors:** another key, another place, or changed bytes.
    pub fn unseal(&self, place: &str, sealed: &[u8]) -> Result<String, VaultError> {
        String::from_utf8(self.unseal_bytes(place, sealed)?).map_err(|_| cannot_open(place))
    }

    /// [`Vault::unseal`] for what is no text. **Errors:** as there.
    pub fn unseal_bytes(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let wrong = || cannot_open(place);
        let (nonce, body) = sealed.split_first_chunk::<24>().ok_or_else(wrong)?;
        let payload = Payload { msg: body, aad: place.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| wrong())
    }

    /// Keyed digest of a text for equality look-up within one kind (`phone`, `id_number`, …).
    pub fn digest(&self, kind: &str, text: &str) -> Vec<u8> {
        mac(&self.digest_key, &[kind.as_bytes(), &[0], text.as_bytes()]).to_vec()
    }
}

fn cannot_open(place: &str) -> VaultError {
    VaultError(format!("personal data at {place} cannot be opened with this key"))
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A 32-byte key always fits HMAC-SHA-256; the empty MAC of the impossible case opens nothing.
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_data_opens_only_at_its_place_and_with_its_key() {
        let vault = Vault::new(&[7; 32]);
        let sealed = vault.seal("party.1.name", "曾某").unwrap();
        assert_eq!(vault.unseal("party.1.name", &sealed).unwrap(), "曾某");
        assert!(vault.unseal("party.2.name", &sealed).is_err());
        assert!(Vault::new(&[8; 32]).unseal("party.1.name", &sealed).is_err());
        assert_ne!(sealed, vault.seal("party.1.name", "曾某").unwrap());
        assert_eq!(vault.digest("phone", "1"), vault.digest("phone", "1"));
        assert_ne!(vault.digest("phone", "1"), vault.digest("name", "1"));
    }

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = Vault::open(folder.path()).unwrap().seal("a", "b").unwrap();
        assert_eq!(Vault::open(folder.path()).unwrap().unseal("a", &sealed).unwrap(), "b");
    }
}
