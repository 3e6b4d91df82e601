//! `huoshui doctor`: looks at an installation and says what is wrong and what to do about it.
//!
//! Every look is one line; a line that needs somebody begins with `!` and ends with the advice.

use super::{
    app, placed, print,
    recounted::{look_at_books, look_at_files, look_at_guards, look_at_trail, look_at_vouchers, look_at_years},
    speech::{say, told},
};
use crate::{cli::Where, operations::Operations, program, verification::verification};
use base::{Clock, Instant, SystemClock};
use edge::audit;
use std::{path::Path, process::ExitCode};

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
        let folder = folder.display();
        print(&say(
            format!("{folder}：这里没有数据库；请运行 `huoshui serve` 或 `huoshui init`"),
            format!("{folder}: no database here; run `huoshui serve` or `huoshui init`"),
        ))?;
        return Ok(ExitCode::FAILURE);
    }
    // Opening it proves that the key fits the database.
    let app = app(at)?;
    let Some(county) = app.county() else {
        print(&say(
            "数据库是空的：请运行 `huoshui serve` 并打开它给出的链接，或运行 `huoshui init`",
            "the database is empty: run `huoshui serve` and open the printed link, or `huoshui init`",
        ))?;
        return Ok(ExitCode::FAILURE);
    };
    let name = &county.name;
    print(&say(format!("县：{name}"), format!("county: {name}")))?;
    let now = SystemClock.now();
    let id = county.id.clone();
    let counted = app.db().read_now(move |tx| Ok((verification(tx, &id)?, audit::newest_at(tx, &id)?)));
    let (counted, newest) = counted.map_err(|r| told(&r))?;
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
pub(super) type Look = Result<String, String>;

fn look_at_key(at: &Where) -> Look {
    let key = at.key_file.clone().unwrap_or_else(|| program::own_key(&at.folder()));
    let (open, key) = (read_by_others(&key), key.display());
    if open {
        return Err(say(
            format!("密钥：本机其他用户能读到 {key}，请收紧权限：chmod 600 {key}"),
            format!("key: others on this machine can read {key}; chmod 600 {key}"),
        ));
    }
    Ok(say(
        format!("密钥：{key} 与数据相符；请另存一份放进保险柜，不要和备份放在一起"),
        format!("key: {key} fits; keep a copy of it in a safe, apart from the backups"),
    ))
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
        Some(newest) if newest > now.plus_seconds(AHEAD_SECONDS) => {
            let written = format!("{} {}", newest.day(), newest.clock_time());
            Err(say(
                format!("时钟：现在是 {shown}（北京时间），但已有操作记在 {written}；系统时钟慢了，请校时"),
                format!(
                    "clock: it is {shown} (Asia/Shanghai), but an act was written down at {written}; set the machine's clock"
                ),
            ))
        }
        _ => Ok(say(
            format!("时钟：{shown}（北京时间）；请与手表核对"),
            format!("clock: {shown} (Asia/Shanghai); compare with a watch"),
        )),
    }
}

fn look_at_backups(now: Instant, newest: Option<Instant>) -> Look {
    let advice = say(
        "`huoshui backup 文件夹` 可立即备份；服务器夜间保持运行，每晚自动备份",
        "`huoshui backup DIR` makes one now, the server makes one every night if it is left running",
    );
    match newest {
        None => Err(say(
            format!("备份：数据文件夹下没有；{advice}"),
            format!("backups: none below the data folder; {advice}"),
        )),
        Some(at) if at.plus_seconds(BACKUP_SECONDS) < now => Err(say(
            format!("备份：最近一份是 {} 的；{advice}", at.day()),
            format!("backups: the newest is of {}; {advice}", at.day()),
        )),
        Some(at) => Ok(say(
            format!("备份：最近一份是 {} {} 的", at.day(), at.clock_time()),
            format!("backups: the newest is of {} {}", at.day(), at.clock_time()),
        )),
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
    let (mib, folder) = (free >> 20, folder.display());
    let said = say(format!("磁盘：{folder} 还有 {mib} MiB"), format!("disk: {mib} MiB free for {folder}"));
    if free < FREE_BYTES {
        return Err(say(
            format!("{said}；快满了，满了就不能记账，请清理或移走旧备份"),
            format!("{said}; on a full disk nothing can be recorded: make room, move old backups away"),
        ));
    }
    Ok(said)
}

fn look_at_pages() -> Look {
    if crate::web::built() {
        Ok(say("网页：已在程序里", "web pages: in the binary"))
    } else {
        Err(say(
            "网页：不在这个程序里；请运行 make web 后重新构建",
            "web pages: not in this binary; run make web and build again",
        ))
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
