//! Running the county's own server: backups now and every night, and what else the night is for.
//!
//! A backup is a folder `DIR/backups/<moment>/huoshui.db`, without keys: whoever takes it away
//! keeps `keys/personal.key` elsewhere. A county on PostgreSQL is copied into the same file, read in one
//! snapshot, so that `restore` and `migrate --to` bring it back wherever one likes.
//!
//! A folder whose name begins with a dot is a copy under way; a name that is not the program's own
//! is a backup that somebody put there and that is never removed.

use base::{Instant, Refusal};
use edge::{Actor, Ask, Nothing, Page, Perm, Route, Slice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};
use store::{Db, Place, Tx, Vault, transfer};

/// So many nightly backups are kept; those made by hand are never removed.
const KEPT: usize = 14;

base::refusals! {
    /// Why there is no backup.
    pub enum No {
        /// A program without a data folder.
        Nowhere => 409 "backup.nowhere" "没有数据文件夹，无处存放备份" "There is no data folder to keep backups in",
        /// The folder cannot be written.
        Failed { why: String } => 409 "backup.failed" "备份没有完成：{why}" "The backup was not made: {why}",
    }
}

/// Where backups go and what they are taken of.
pub struct Operations {
    db: Db,
    folder: Option<PathBuf>,
    server: Option<(String, Arc<Vault>)>,
}

impl Operations {
    /// Backups of this database below its data folder.
    pub fn new(db: Db, folder: Option<PathBuf>) -> Self {
        Self { db, folder, server: None }
    }

    /// The same where the database is a PostgreSQL server at this address.
    #[must_use]
    pub fn of_server(self, url: String, vault: Arc<Vault>) -> Self {
        Self { server: Some((url, vault)), ..self }
    }

    /// The whole database as one file in a folder.
    fn copy_to(&self, folder: &Path) -> Result<(), String> {
        match &self.server {
            None => self.db.copy_to(&folder.join("huoshui.db")).map_err(|e| e.to_string()),
            Some((url, vault)) => transfer(Place::Url(url), Place::Folder(folder), vault, |_| Ok(()))
                .map(drop)
                .map_err(|refusal| format!("{} / {}", refusal.message.zh, refusal.message.en)),
        }
    }

    /// Makes a backup named after the moment. **Errors:** the folder cannot be written, the server cannot be read.
    pub fn back_up(&self, now: Instant, by_hand: bool) -> Result<Backup, Refusal> {
        let folder = self.folder.as_ref().ok_or_else(|| Refusal::from(No::Nowhere))?.join("backups");
        let failed = |why: String| Refusal::from(No::Failed { why });
        let name = name_of(now);
        let name = if by_hand { format!("{name}-by-hand") } else { name };
        let (own, under_way) = (folder.join(&name), folder.join(format!(".{name}")));
        fs::create_dir_all(&under_way).map_err(|e| failed(e.to_string()))?;
        let copied = self.copy_to(&under_way);
        if let Err(why) = copied.and_then(|()| fs::rename(&under_way, &own).map_err(|e| e.to_string())) {
            // Half a copy is no backup, and what it takes up is wanted on a full disk.
            let _ = fs::remove_dir_all(&under_way);
            return Err(failed(why));
        }
        backup_in(&own).ok_or_else(|| failed("the copy is not there".into()))
    }

    /// Whether a nightly backup was made at or after a moment.
    pub fn backed_up_since(&self, moment: Instant) -> bool {
        let since = name_of(moment);
        self.all().into_iter().any(|backup| is_nightly(&backup.name) && backup.name >= since)
    }

    /// The moment of the newest backup, made by night or by hand, if there is one; that of the file
    /// where the name does not tell.
    pub fn newest_backup(&self) -> Option<Instant> {
        let folder = self.folder.as_ref()?.join("backups");
        let moment = |b: Backup| moment_of(&b.name).or_else(|| written_at(&folder.join(b.name).join("huoshui.db")));
        self.all().into_iter().filter_map(moment).max()
    }

    /// Removes nightly backups beyond the newest ones.
    pub fn prune(&self) {
        let nightly: Vec<Backup> = self.all().into_iter().filter(|b| is_nightly(&b.name)).collect();
        let Some(folder) = &self.folder else { return };
        for old in nightly.iter().skip(KEPT) {
            if let Err(why) = fs::remove_dir_all(folder.join("backups").join(&old.name)) {
                tracing::warn!(name = old.name, %why, "an old backup could not be removed");
            }
        }
    }

    /// All backups, the newest first.
    fn all(&self) -> Vec<Backup> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let entries = fs::read_dir(folder.join("backups")).into_iter().flatten().flatten();
        let mut all: Vec<Backup> = entries.filter_map(|e| backup_in(&e.path())).collect();
        all.sort_by(|a, b| b.name.cmp(&a.name));
        all
    }
}

/// A moment as the name of a folder; names sort as the moments do.
fn name_of(moment: Instant) -> String {
    moment.to_string().chars().filter(|c| c.is_ascii_alphanumeric()).collect()
}

/// Whether a name is one that a night gave: exactly `20260804T010000000Z`.
fn is_nightly(name: &str) -> bool {
    moment_of(name).is_some_and(|moment| name.len() == name_of(moment).len() && name.ends_with('Z'))
}

/// When a file was last written to.
fn written_at(file: &Path) -> Option<Instant> {
    let since = fs::metadata(file).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Instant::from_millis(i64::try_from(since.as_millis()).ok()?)
}

/// The moment at the start of a name that [`name_of`] made, to the second: `20260804T010000…`.
fn moment_of(name: &str) -> Option<Instant> {
    let part = |from: usize, to: usize| name.get(from..to).filter(|p| p.bytes().all(|b| b.is_ascii_digit()));
    if name.get(8..9) != Some("T") {
        return None;
    }
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(9, 11)?,
        part(11, 13)?,
        part(13, 15)?
    );
    text.parse().ok()
}

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Backup {
    /// Name of its folder: the moment in UTC.
    pub name: String,
    /// Size in bytes.
    pub size_bytes: i64,
}

fn backup_in(folder: &Path) -> Option<Backup> {
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let size = fs::metadata(folder.join("huoshui.db")).ok()?.len();
    (!name.starts_with('.')).then_some(Backup { name, size_bytes: i64::try_from(size).ok()? })
}

/// The routes of an administrator of the server.
pub fn slice(operations: Arc<Operations>) -> Slice {
    let (listing, making) = (operations.clone(), operations);
    let routes = vec![
        Route::list("/backups", Perm::Backup, move |_: &mut Tx<'_>, _: &Actor, (): (), _: Nothing, _: &Ask| {
            Ok(Page { items: listing.all(), next: None, total: None })
        }),
        Route::post_prepared(
            "/backups",
            Perm::Backup,
            "backup.make",
            move |_: &mut Tx<'_>, actor: &Actor, (): (), _: &Nothing| making.back_up(actor.now, true),
            |_: &mut Tx<'_>, _: &Actor, (): (), _: Nothing, made: &Backup| Ok(made.clone()),
        ),
    ];
    Slice { name: "operations", routes, targets: Vec::new(), tasks: None, news: None, refusals: vec![No::CATALOGUE] }
}
