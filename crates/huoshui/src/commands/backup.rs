//! `huoshui backup` and `restore`: the data folder as a copy that opens elsewhere.

use super::print;
use crate::{cli::Where, program};
use std::{fs, path::Path};
use store::Options;

/// Copies the database, in use or not; keys only when asked for.
pub fn backup(at: &Where, dir: &Path, with_keys: bool) -> Result<(), String> {
    if dir.exists() {
        return Err(format!("{} exists already; a backup goes into a new folder", dir.display()));
    }
    let db = program::open(at, Options::default())?;
    let wrong = |e: std::io::Error| format!("{}: {e}", dir.display());
    fs::create_dir_all(dir).map_err(wrong)?;
    db.copy_to(&dir.join("huoshui.db")).map_err(|e| e.to_string())?;
    if with_keys {
        let key = at.key_file.clone().unwrap_or_else(|| at.folder().join("keys").join("personal.key"));
        fs::create_dir_all(dir.join("keys")).map_err(wrong)?;
        fs::copy(&key, dir.join("keys").join("personal.key")).map_err(|e| format!("{}: {e}", key.display()))?;
    }
    let keys = if with_keys {
        "with the key for personal data"
    } else {
        "without the key for personal data: keep keys/personal.key elsewhere"
    };
    print(&format!("{} ({keys})", dir.display()))
}

/// Puts a backup into an empty data folder. **Errors:** the folder holds a database, or the key is missing.
pub fn restore(at: &Where, dir: &Path) -> Result<(), String> {
    let folder = at.folder();
    if folder.join("huoshui.db").exists() {
        return Err(format!("{} holds a database already; restore into an empty folder", folder.display()));
    }
    let from = dir.join("huoshui.db");
    if !from.exists() {
        return Err(format!("{} holds no backup", dir.display()));
    }
    let key = [at.key_file.clone(), Some(folder.join("keys/personal.key")), Some(dir.join("keys/personal.key"))];
    let key = key.into_iter().flatten().find(|k| k.exists()).ok_or(
        "the backup was made without keys: name the key for personal data with --key-file, or put it at keys/personal.key in the data folder",
    )?;
    fs::create_dir_all(folder.join("keys")).map_err(|e| format!("{}: {e}", folder.display()))?;
    let own = folder.join("keys/personal.key");
    if at.key_file.is_none() && key != own {
        fs::copy(&key, &own).map_err(|e| format!("{}: {e}", own.display()))?;
    }
    fs::copy(&from, folder.join("huoshui.db")).map_err(|e| format!("{}: {e}", from.display()))?;
    program::open(at, Options::default())?;
    print(&format!("{} ← {}", folder.display(), dir.display()))
}
