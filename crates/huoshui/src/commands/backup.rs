//! `huoshui backup` and `restore`: the data folder as a copy that opens elsewhere.
//!
//! Either is there whole or not at all: what failed half-way is taken away again.

use super::{placed, print};
use crate::{cli::Where, program};
use std::{fs, path::Path};
use store::{Db, Options};

/// Copies the database, in use or not; keys only when asked for.
pub fn backup(at: &Where, dir: &Path, with_keys: bool) -> Result<(), String> {
    if dir.exists() {
        return Err(format!("{} exists already; a backup goes into a new folder", dir.display()));
    }
    let at = placed(at)?;
    let db = program::open_existing(&at, Options::default())?;
    fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    if let Err(why) = fill(&at, &db, dir, with_keys) {
        let _ = fs::remove_dir_all(dir);
        return Err(why);
    }
    let keys = if with_keys {
        "with the key for personal data"
    } else {
        "without the key for personal data: keep keys/personal.key elsewhere"
    };
    print(&format!("{} ({keys})", dir.display()))
}

fn fill(at: &Where, db: &Db, dir: &Path, with_keys: bool) -> Result<(), String> {
    db.copy_to(&dir.join("huoshui.db")).map_err(|e| e.to_string())?;
    if with_keys {
        let key = at.key_file.clone().unwrap_or_else(|| program::own_key(&at.folder()));
        copy(&key, &program::own_key(dir))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let folder = to.parent().map_or(Ok(()), fs::create_dir_all);
    folder.map_err(|e| format!("{}: {e}", to.display()))?;
    fs::copy(from, to).map(|_| ()).map_err(|e| format!("{} → {}: {e}", from.display(), to.display()))
}

/// Puts a backup into an empty data folder.
///
/// **Errors:** the folder holds a database, the key is missing or not that of the backup, or
/// the backup is no database; the folder is then as it was.
pub fn restore(at: &Where, dir: &Path) -> Result<(), String> {
    let at = placed(at)?;
    let (folder, from) = (at.folder(), dir.join("huoshui.db"));
    let (database, own) = (folder.join("huoshui.db"), program::own_key(&folder));
    if database.exists() {
        return Err(format!("{} holds a database already; restore into an empty folder", folder.display()));
    }
    if !from.exists() {
        return Err(format!("{} holds no backup", dir.display()));
    }
    let key = [at.key_file.clone(), Some(own.clone()), Some(program::own_key(dir))]
        .into_iter()
        .flatten()
        .find(|k| k.exists());
    let key = key.ok_or(
        "the backup was made without keys: name the key for personal data with --key-file, or put it at keys/personal.key in the data folder",
    )?;
    let brings_key = at.key_file.is_none() && key != own;
    let put = || {
        if brings_key {
            copy(&key, &own)?;
        }
        copy(&from, &database)?;
        program::open(&at, Options::default()).map(|_| ())
    };
    if let Err(why) = put() {
        let beside = ["huoshui.db", "huoshui.db-wal", "huoshui.db-shm"].map(|name| folder.join(name));
        for made in beside.into_iter().chain(brings_key.then_some(own)) {
            let _ = fs::remove_file(made);
        }
        return Err(why);
    }
    print(&format!("{} ← {}", folder.display(), dir.display()))
}
