//! `huoshui backup` and `restore`: the data folder as a copy that opens elsewhere.
//!
//! Either is there whole or not at all: it is made under another name, looked at, and renamed.
//! A backup that is torn, damaged or changed is not put back.

use super::{
    placed, print,
    serving::Serving,
    speech::{say, text, told},
    wired,
};
use crate::{cli::Where, program, verification::verification};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{Db, Options};

/// Copies the database, in use or not; keys only when asked for.
pub fn backup(at: &Where, dir: &Path, with_keys: bool) -> Result<(), String> {
    if dir.exists() {
        let dir = dir.display();
        return Err(say(
            format!("{dir} 已经存在；备份要放进新的文件夹"),
            format!("{dir} exists already; a backup goes into a new folder"),
        ));
    }
    let at = placed(at)?;
    let db = program::open_existing(&at, Options::default())?;
    let name = dir
        .file_name()
        .ok_or_else(|| say(format!("{} 不是文件夹名", dir.display()), format!("{} names no folder", dir.display())))?;
    let under_way = dir.with_file_name(format!(".{}-under-way", name.to_string_lossy()));
    let wrong = |e: std::io::Error| format!("{}: {e}", dir.display());
    // What a power cut left of an earlier one.
    let _ = fs::remove_dir_all(&under_way);
    fs::create_dir_all(&under_way).map_err(wrong)?;
    let filled = fill(&at, &db, &under_way, with_keys);
    if let Err(why) = filled.and_then(|()| fs::rename(&under_way, dir).map_err(wrong)) {
        let _ = fs::remove_dir_all(&under_way);
        return Err(why);
    }
    let keys = if with_keys {
        say("含个人信息密钥", "with the key for personal data")
    } else {
        say(
            "不含个人信息密钥：请把 keys/personal.key 另存别处",
            "without the key for personal data: keep keys/personal.key elsewhere",
        )
    };
    let dir = dir.display();
    print(&say(format!("已备份到 {dir}（{keys}）"), format!("backed up to {dir} ({keys})")))
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

/// Puts a backup into an empty data folder, once it is found whole.
///
/// **Errors:** the folder holds a database, the key is missing or not that of the backup, or the
/// backup is no county's database, is damaged, or does not fit when recounted; nothing stays then.
pub fn restore(at: &Where, dir: &Path) -> Result<(), String> {
    let at = placed(at)?;
    if at.database.is_some() {
        return Err(say(
            "restore 用于数据文件夹；PostgreSQL 请用 pg_restore 恢复",
            "restore is for a data folder; PostgreSQL is restored with pg_restore",
        ));
    }
    let (folder, from) = (at.folder(), dir.join("huoshui.db"));
    let own = program::own_key(&folder);
    if folder.join("huoshui.db").exists() {
        let folder = folder.display();
        return Err(say(
            format!("{folder} 里已有数据库；请恢复到空文件夹"),
            format!("{folder} holds a database already; restore into an empty folder"),
        ));
    }
    if !from.exists() {
        return Err(say(format!("{} 里没有备份", dir.display()), format!("{} holds no backup", dir.display())));
    }
    let key = [at.key_file.clone(), Some(own.clone()), Some(program::own_key(dir))]
        .into_iter()
        .flatten()
        .find(|k| k.exists());
    let key = key.ok_or_else(|| {
        say(
            "备份时没有带密钥：请用 --key-file 指明个人信息密钥，或把它放到数据文件夹的 keys/personal.key",
            "the backup was made without keys: name the key for personal data with --key-file, or put it at keys/personal.key in the data folder",
        )
    })?;
    let _alone = Serving::hold(&folder)?;
    let brings_key = at.key_file.is_none() && key != own;
    let under_way = folder.join(".restore-under-way");
    let _ = fs::remove_dir_all(&under_way);
    let put = put(&from, &folder, &under_way, &key, brings_key.then_some(&own));
    let _ = fs::remove_dir_all(&under_way);
    if let Err(why) = put {
        if brings_key {
            let _ = fs::remove_file(&own);
            let _ = own.parent().map(fs::remove_dir);
        }
        let dir = dir.display();
        return Err(say(format!("{dir}：没有恢复：{why}"), format!("{dir}: not restored: {why}")));
    }
    let (folder, dir) = (folder.display(), dir.display());
    print(&say(format!("已从 {dir} 恢复到 {folder}"), format!("restored from {dir} to {folder}")))
}

/// Opens a copy of the backup, looks at it, and moves what was found whole into its place.
fn put(from: &Path, folder: &Path, under_way: &Path, key: &Path, own: Option<&PathBuf>) -> Result<(), String> {
    let trial = Where { data: Some(under_way.to_path_buf()), database: None, key_file: Some(key.to_owned()) };
    copy(from, &under_way.join("huoshui.db"))?;
    // A data folder that was copied by other means may hold its newest entries in the journal.
    let journal = from.with_file_name("huoshui.db-wal");
    if journal.exists() {
        copy(&journal, &under_way.join("huoshui.db-wal"))?;
    }
    let db = program::open(&trial, Options::default())?;
    whole(&db)?;
    // Written anew from what was looked at: an own file, without a journal beside it.
    let ready = under_way.join("ready.db");
    db.copy_to(&ready).map_err(|e| e.to_string())?;
    own.map_or(Ok(()), |own| copy(key, own))?;
    fs::rename(&ready, folder.join("huoshui.db")).map_err(|e| format!("{}: {e}", folder.display()))
}

/// Whether every page of a database can be read, and its county's trail and books fit. A file of
/// evidence that does not is no reason to go without the books: `doctor` names it.
fn whole(db: &Db) -> Result<(), String> {
    let pages = db.read_now(|tx| Ok(tx.one::<String>("PRAGMA integrity_check(1)", &[])?)).map_err(|r| told(&r))?;
    if pages != "ok" {
        return Err(say(format!("数据库已损坏：{pages}"), format!("the database is damaged: {pages}")));
    }
    let county = wired(db.clone())?.county().ok_or_else(|| say("其中没有任何县的数据", "no county is in it"))?;
    let recounted = db.read_now(move |tx| verification(tx, &county.id)).map_err(|r| told(&r))?;
    recounted.wrong_in_books().map_or(Ok(()), |what| {
        let what = text(&what);
        Err(say(format!("操作记录或台账核对不符：{what}"), format!("audit trail or books do not fit: {what}")))
    })
}
