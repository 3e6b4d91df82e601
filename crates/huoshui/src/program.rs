//! The program put together: which slices there are, on which database, by which clock.

use crate::{cli::Where, operations::Operations, setup::SetUp};
use base::{Clock, Refusal};
use edge::{App, Config, Slice};
use identity::IdentitySessions;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{Db, Options, Vault};

/// What slices above places do when a holiday plan arrives or a division is merged.
pub const FOLLOWING: places::Following = places::Following {
    plan: catalogue::desk::renew_notices,
    merger: &[
        catalogue::desk::follow_merger,
        outlets::desk::follow_merger,
        supply::desk::follow_merger,
        vouchers::desk::follow_merger,
        market::desk::follow_merger,
    ],
};

/// All slices, low to high. This is the table of contents.
pub fn slices(set_up: Arc<SetUp>, operations: Arc<Operations>) -> Vec<Slice> {
    vec![
        crate::setup::slice(set_up),
        crate::operations::slice(operations),
        identity::slice(),
        alerts::slice(),
        evidence::slice(),
        places::slice(FOLLOWING),
        catalogue::slice(),
        outlets::slice(),
        supply::slice(),
        vouchers::slice(),
        ledger::slice(),
        market::slice(),
        assessment::slice(),
        crate::scopes::slice(),
        crate::verification::slice(),
    ]
}

/// Where the key for personal data lies in a data folder.
pub fn own_key(folder: &Path) -> PathBuf {
    folder.join("keys").join("personal.key")
}

/// Opens the database that the options name, and makes it if there is none.
///
/// A key for personal data is only made for a new database: beside one that is there already, a
/// new key would open nothing of what it holds. **Errors:** the key is missing or another one.
pub fn open(at: &Where, options: Options) -> Result<Db, String> {
    let folder = at.folder();
    let own = own_key(&folder);
    let made = at.key_file.is_none() && !own.exists();
    if made && at.database.is_none() && folder.join("huoshui.db").exists() {
        return Err(format!(
            "{}: the key for personal data is missing; put it back, or name it with --key-file / 个人信息密钥不在，请放回原处或用 --key-file 指明",
            own.display()
        ));
    }
    let vault = match &at.key_file {
        Some(file) => Vault::from_file(file),
        None => Vault::open(&folder),
    };
    let vault = Arc::new(vault.map_err(|e| e.to_string())?);
    let db = match &at.database {
        Some(url) => Db::open_url(url, vault, &options),
        None => Db::open_folder(&folder, vault, options),
    };
    let checked = db.map_err(|e| e.to_string()).and_then(|db| match db.check_key() {
        Ok(()) => Ok(db),
        Err(refusal) => Err(refusal.to_string()),
    });
    if checked.is_err() && made {
        // A key that sealed nothing would only be taken for the right one.
        let _ = std::fs::remove_file(&own);
    }
    checked
}

/// [`open`] for what reads or changes a county: a mistyped folder is an error, not a new database.
pub fn open_existing(at: &Where, options: Options) -> Result<Db, String> {
    let folder = at.folder();
    if at.database.is_none() && !folder.join("huoshui.db").exists() {
        let folder = folder.display();
        return Err(crate::speech::say(
            format!("{folder}：这里没有数据库；用 --data 指明数据文件夹，或用 `huoshui serve`、`huoshui init` 新建"),
            format!(
                "{folder}: no database here; name the data folder with --data, or begin with `huoshui serve` or `huoshui init`"
            ),
        ));
    }
    open(at, options)
}

/// Wires the slices to a database.
pub fn wire(
    db: Db,
    clock: Arc<dyn Clock>,
    config: Config,
    set_up: Arc<SetUp>,
    operations: Arc<Operations>,
) -> Result<App, Refusal> {
    let slices = slices(set_up, operations);
    App::new(db, clock, config, Arc::new(IdentitySessions), slices, assessment::desk::load_policies)
}
