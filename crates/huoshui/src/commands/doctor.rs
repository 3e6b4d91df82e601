//! `huoshui doctor`: looks at an installation and says what is wrong and what to do about it.
//!
//! Every look is one line; a line that needs somebody begins with `!` and ends with the advice.

use super::{app, placed, print};
use crate::{
    cli::Where,
    operations::Operations,
    program,
    verification::{GuardsVerified, TrailVerified, verification},
};
use assessment::desk::YearsVerified;
use base::{Clock, Instant, SystemClock};
use edge::audit;
use evidence::desk::FilesVerified;
use ledger::desk::BooksReport;
use std::{path::Path, process::ExitCode};
use vouchers::desk::VouchersVerified;

/// Free space on the disk of the data below which somebody should make room: a year of a county is
/// some hundred megabytes, and each nightly backup is as large as the database.
const FREE_BYTES: u64 = 2 << 30;
/// A backup older than this has missed a night.
const BACKUP_SECONDS: i64 = 2 * 24 * 3600;
/// The newest act may be this far ahead of the clock.
const AHEAD_SECONDS: i64 = 60;

pub fn doctor(at: &Where) -> Result<ExitCode, String> {
    let at = &placed(at)?;
    let folder = at.folder();
    if at.database.is_none() && !folder.join("huoshui.db").exists() {
        print(&format!("{}: no database here; run `huoshui serve` or `huoshui init`", folder.display()))?;
        return Ok(ExitCode::FAILURE);
    }
    // Opening it proves that the key fits the database.
    let app = app(at)?;
    let Some(county) = app.county() else {
        print("the database is empty: run `huoshui serve` and open the printed link, or `huoshui init`")?;
        return Ok(ExitCode::FAILURE);
    };
    let name = &county.name;
    print(&format!("county: {name}"))?;
    let now = SystemClock.now();
    let id = county.id.clone();
    let counted = app.db().read_now(move |tx| Ok((verification(tx, &id)?, audit::newest_at(tx, &id)?)));
    let (counted, newest) = counted.map_err(|r| r.to_string())?;
    let mut looks = vec![
        look_at_trail(&counted.audit),
        look_at_books(&counted.books),
        look_at_vouchers(&counted.vouchers),
        look_at_years(&counted.years),
        look_at_guards(&counted.guards),
        look_at_files(&counted.files),
        look_at_key(at),
    ];
    looks.push(look_at_clock(now, newest.filter(|_| !county.simulated)));
    let operations = Operations::new(app.db().clone(), Some(folder.clone()));
    looks.push(look_at_backups(now, operations.newest_backup()));
    looks.extend(look_at_disk(&folder));
    looks.push(look_at_pages());
    let mut fine = true;
    for look in looks {
        match look {
            Ok(well) => print(&well)?,
            Err(trouble) => {
                fine = false;
                print(&format!("! {trouble}"))?;
            }
        }
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is well, or what is not and what to do.
type Look = Result<String, String>;

fn look_at_trail(TrailVerified { rows, wrong }: &TrailVerified) -> Look {
    match wrong {
        None => Ok(format!("audit trail: {rows} rows, every chain fits")),
        Some(wrong) => Err(format!(
            "audit trail: {wrong}; stop working in it, compare with a backup and tell the auditor / 审计链不符，请停用并与备份比对，告知审计"
        )),
    }
}

fn look_at_books(books: &BooksReport) -> Look {
    match books.problems.first() {
        None => {
            Ok(format!("books: {} books, {} entries, every chain, total and stock fits", books.books, books.entries))
        }
        Some(first) => Err(format!(
            "books: {} problems, the first at outlet {}: {}; `huoshui audit verify` lists them, compare with a backup and tell the auditor / 账簿核对不符：{}",
            books.problems.len(),
            first.outlet,
            first.message.en,
            first.message.zh
        )),
    }
}

fn look_at_vouchers(vouchers: &VouchersVerified) -> Look {
    match vouchers.problems.first() {
        None => Ok(format!("vouchers: {} accounts, every balance and statement fits", vouchers.accounts)),
        Some(first) => Err(format!(
            "vouchers: {} problems, the first {} {}: {}; `huoshui audit verify` lists them, compare with a backup and tell the auditor / 提货券核对不符：{}",
            vouchers.problems.len(),
            first.code,
            first.id,
            first.message.en,
            first.message.zh
        )),
    }
}

fn look_at_years(years: &YearsVerified) -> Look {
    match years.problems.first() {
        None => Ok(format!("frozen years: {}, policy files: {}, every text fits", years.years, years.policies)),
        Some(first) => Err(format!(
            "frozen years: {} problems, the first {}: {}; `huoshui audit verify` lists them, compare with a backup and tell the auditor / 定案核对不符：{}",
            years.problems.len(),
            first.code,
            first.message.en,
            first.message.zh
        )),
    }
}

fn look_at_guards(guards: &GuardsVerified) -> Look {
    match guards.unguarded.first() {
        None => Ok(format!("append-only tables: {}, the database refuses changes of all", guards.tables)),
        Some(first) => Err(format!(
            "append-only tables: {} take changes, the first {first}: its triggers were removed or switched off; compare with a backup and tell the auditor / 只增不改的表失去保护，请与备份比对，告知审计",
            guards.unguarded.len()
        )),
    }
}

fn look_at_files(files: &FilesVerified) -> Look {
    match files.problems.first() {
        None => Ok(format!("evidence: {} files, {} bytes, every digest fits", files.files, files.bytes)),
        Some(first) => Err(format!(
            "evidence: {} problems, the first in file {}: {}; restore it from a backup and tell the auditor / 附件核对不符：{}",
            files.problems.len(),
            first.file,
            first.message.en,
            first.message.zh
        )),
    }
}

fn look_at_key(at: &Where) -> Look {
    let key = at.key_file.clone().unwrap_or_else(|| program::own_key(&at.folder()));
    if read_by_others(&key) {
        return Err(format!(
            "key: others on this machine can read {0}; chmod 600 {0} / 本机其他用户能读到密钥，请收紧权限",
            key.display()
        ));
    }
    Ok(format!("key: {} fits; keep a copy of it in a safe, apart from the backups", key.display()))
}

#[cfg(unix)]
fn read_by_others(key: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(key).is_ok_and(|meta| meta.mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn read_by_others(_: &Path) -> bool {
    false
}

/// Days and hours are always those of the county, whatever zone the machine is set to: only the
/// clock itself can be wrong, and what was written down already tells when it is slow.
fn look_at_clock(now: Instant, newest: Option<Instant>) -> Look {
    let shown = format!("{} {}", now.day(), now.clock_time());
    match newest {
        Some(newest) if newest > now.plus_seconds(AHEAD_SECONDS) => Err(format!(
            "clock: it is {shown} (Asia/Shanghai), but an act was written down at {} {}; set the machine's clock / 系统时钟慢了，请校时",
            newest.day(),
            newest.clock_time()
        )),
        _ => Ok(format!("clock: {shown} (Asia/Shanghai); compare with a watch")),
    }
}

fn look_at_backups(now: Instant, newest: Option<Instant>) -> Look {
    let advice = "`huoshui backup DIR` makes one now, the server makes one every night if it is left running / 请立即备份，并让服务器夜间保持运行";
    match newest {
        None => Err(format!("backups: none below the data folder; {advice}")),
        Some(at) if at.plus_seconds(BACKUP_SECONDS) < now => {
            Err(format!("backups: the newest is of {}; {advice}", at.day()))
        }
        Some(at) => Ok(format!("backups: the newest is of {} {}", at.day(), at.clock_time())),
    }
}

#[cfg(unix)]
fn look_at_disk(folder: &Path) -> Option<Look> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk_line(folder, disk.f_bavail.saturating_mul(disk.f_frsize)))
}

#[cfg(not(unix))]
fn look_at_disk(_: &Path) -> Option<Look> {
    None
}

fn disk_line(folder: &Path, free: u64) -> Look {
    let said = format!("disk: {} MiB free for {}", free >> 20, folder.display());
    if free < FREE_BYTES {
        return Err(format!(
            "{said}; on a full disk nothing can be recorded: make room, move old backups away / 磁盘快满了，满了就不能记账，请清理或移走旧备份"
        ));
    }
    Ok(said)
}

fn look_at_pages() -> Look {
    if crate::web::built() {
        Ok("web pages: in the binary".to_owned())
    } else {
        Err("web pages: not in this binary; run make web and build again".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_that_is_slow_is_told_by_what_was_written_down() {
        let now = at("2026-08-04T01:00:00Z");
        for (newest, well) in [
            (None, true),
            (Some("2026-08-03T23:00:00Z"), true),
            (Some("2026-08-04T01:00:59Z"), true),
            (Some("2026-08-04T01:02:00Z"), false),
            (Some("2027-01-01T00:00:00Z"), false),
        ] {
            assert_eq!(look_at_clock(now, newest.map(at)).is_ok(), well, "{newest:?}");
        }
    }

    #[test]
    fn a_backup_of_the_night_before_last_is_young_enough() {
        let now = at("2026-08-04T01:00:00Z");
        for (newest, well) in [
            (None, false),
            (Some("2026-08-03T17:30:00Z"), true),
            (Some("2026-08-02T17:30:00Z"), true),
            (Some("2026-08-01T17:30:00Z"), false),
        ] {
            assert_eq!(look_at_backups(now, newest.map(at)).is_ok(), well, "{newest:?}");
        }
    }

    #[test]
    fn a_disk_is_nearly_full_below_two_gibibytes() {
        assert!(disk_line(Path::new("/"), FREE_BYTES).is_ok());
        assert!(disk_line(Path::new("/"), FREE_BYTES - 1).is_err());
    }
}
