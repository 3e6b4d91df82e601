//! https: the county's own certificate files, or a county authority that is made on first use.

use base::{Clock, Day, SystemClock};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use std::{fs, path::Path};

/// A server's certificate is made anew at each start and good for so many days.
const CERTIFICATE_DAYS: i32 = 800;

/// PEM texts: certificate chain and key.
pub struct Identity {
    /// Certificate chain.
    pub cert: Vec<u8>,
    /// Private key.
    pub key: Vec<u8>,
}

/// Reads certificate files. **Errors:** one of them cannot be read.
pub fn from_files(cert: &Path, key: &Path) -> Result<Identity, String> {
    let read = |path: &Path| fs::read(path).map_err(|e| crate::speech::unreadable(path, &e));
    Ok(Identity { cert: read(cert)?, key: read(key)? })
}

/// A certificate for these hosts from the county's own authority in `DIR/tls`, made on first use.
/// Phones that trust `DIR/tls/county-ca.pem` trust the server.
pub fn from_county_authority(folder: &Path, hosts: Vec<String>) -> Result<Identity, String> {
    let folder = folder.join("tls");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let (ca_cert, ca_key) = (folder.join("county-ca.pem"), folder.join("county-ca.key"));
    if !ca_cert.exists() {
        let key = KeyPair::generate().map_err(|e| e.to_string())?;
        let cert = authority().self_signed(&key).map_err(|e| e.to_string())?;
        write(&ca_key, &key.serialize_pem(), true)?;
        write(&ca_cert, &cert.pem(), false)?;
    }
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| crate::speech::unreadable(path, &e));
    let (ca_pem, key) = (read(&ca_cert)?, KeyPair::from_pem(&read(&ca_key)?).map_err(|e| e.to_string())?);
    let issuer = Issuer::new(authority(), key);
    let own = KeyPair::generate().map_err(|e| e.to_string())?;
    let mut params = CertificateParams::new(hosts).map_err(|e| e.to_string())?;
    // Phones of Apple's refuse certificates without this use, or that are good for more than 825 days.
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let today = SystemClock.now().day();
    let date =
        |day: Day| rcgen::date_time_ymd(day.year(), day.month().unsigned_abs(), day.day_of_month().unsigned_abs());
    (params.not_before, params.not_after) = (date(today.plus_days(-2)), date(today.plus_days(CERTIFICATE_DAYS)));
    let cert = params.signed_by(&own, &issuer).map_err(|e| e.to_string())?;
    Ok(Identity { cert: format!("{}{ca_pem}", cert.pem()).into_bytes(), key: own.serialize_pem().into_bytes() })
}

/// The authority's certificate (PEM), for those who are to trust it.
pub fn county_authority(folder: &Path) -> Result<String, String> {
    let path = folder.join("tls").join("county-ca.pem");
    fs::read_to_string(&path).map_err(|e| crate::speech::unreadable(&path, &e))
}

fn authority() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "Huoshui county authority");
    params.distinguished_name = name;
    params
}

fn write(path: &Path, text: &str, private: bool) -> Result<(), String> {
    let wrong = |e: std::io::Error| format!("{}: {e}", path.display());
    fs::write(path, text).map_err(wrong)?;
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(wrong)?;
    }
    #[cfg(not(unix))]
    let _ = private;
    Ok(())
}
