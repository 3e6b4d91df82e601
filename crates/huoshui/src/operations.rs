//! Running the county's own server: backups now and every night, and what else the night is for.
//!
//! A backup is a folder `DIR/backups/<moment>/huoshui.db`, without keys: whoever takes it away
//! keeps `keys/personal.key` elsewhere. PostgreSQL has its own tools and is told so.

use base::{Instant, Refusal};
use edge::{Actor, Ask, Nothing, Page, Perm, Route, Slice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{Db, Tx};

/// So many nightly backups are kept; those made by hand are never removed.
const KEPT: usize = 14;

base::refusals! {
    /// Why there is no backup.
    pub enum No {
        /// PostgreSQL.
        Engine => 409 "backup.engine" "PostgreSQL 请用 pg_dump 备份" "Back PostgreSQL up with pg_dump",
        /// The folder cannot be written.
        Failed { why: String } => 409 "backup.failed" "备份没有完成：{why}" "The backup was not made: {why}",
    }
}

/// Where backups go and what they are taken of.
pub struct Operations {
    db: Db,
    folder: Option<PathBuf>,
}

impl Operations {
    /// Backups of this database below its data folder; none for PostgreSQL.
    pub fn new(db: Db, folder: Option<PathBuf>) -> Self {
        Self { db, folder }
    }

    /// Makes a backup named after the moment. **Errors:** PostgreSQL, or the folder cannot be written.
    pub fn back_up(&self, now: Instant, by_hand: bool) -> Result<Backup, Refusal> {
        let folder = self.folder.as_ref().ok_or_else(|| Refusal::from(No::Engine))?.join("backups");
        let failed = |why: String| Refusal::from(No::Failed { why });
        let name = name_of(now);
        let own = folder.join(if by_hand { format!("{name}-by-hand") } else { name });
        fs::create_dir_all(&own).map_err(|e| failed(e.to_string()))?;
        if let Err(why) = self.db.copy_to(&own.join("huoshui.db")) {
            // Half a copy is no backup, and what it takes up is wanted on a full disk.
            let _ = fs::remove_dir_all(&own);
            return Err(failed(why.to_string()));
        }
        backup_in(&own).ok_or_else(|| failed("the copy is not there".into()))
    }

    /// Whether a nightly backup was made at or after a moment.
    pub fn backed_up_since(&self, moment: Instant) -> bool {
        let since = name_of(moment);
        self.all().into_iter().any(|backup| !backup.name.ends_with("-by-hand") && backup.name >= since)
    }

    /// The moment of the newest backup, made by night or by hand, if there is one.
    pub fn newest_backup(&self) -> Option<Instant> {
        let newest = self.all().into_iter().next()?;
        moment_of(newest.name.trim_end_matches("-by-hand"))
    }

    /// Removes nightly backups beyond the newest ones.
    pub fn prune(&self) {
        let nightly: Vec<Backup> = self.all().into_iter().filter(|b| !b.name.ends_with("-by-hand")).collect();
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

/// The moment that [`name_of`] made a name of: `20260804T010000Z`, seconds and their parts.
fn moment_of(name: &str) -> Option<Instant> {
    let part = |from: usize, to: usize| name.get(from..to);
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
    let size = fs::metadata(folder.join("huoshui.db")).ok()?.len();
    Some(Backup { name: folder.file_name()?.to_string_lossy().into_owned(), size_bytes: i64::try_from(size).ok()? })
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
    Slice { name: "operations", routes, targets: Vec::new(), tasks: None, refusals: vec![No::CATALOGUE] }
}
