//! `huoshui migrate`: a county's database from SQLite to PostgreSQL, or back.
//!
//! The target is checked like by `audit verify` before it is kept; the source stays as it was.

use super::{
    app, placed, print,
    serving::Serving,
    speech::{no_county, say, told},
};
use crate::{cli::Where, program, verification::verification};
use base::Refusal;
use std::{fs, path::PathBuf};
use store::{Options, Place, Tx, Vault, transfer};

base::refusals! {
    /// A copy that is whole, of books that are not.
    pub enum No {
        /// A chain, a total or a stock does not fit.
        Books { what_zh: String, what_en: String } => 409 "migrate.books" "账簿或审计链核对不符（{what_zh}），没有迁移；请先运行 huoshui audit verify" "The books or the audit trail do not fit ({what_en}), so nothing was moved; run huoshui audit verify first",
    }
}

pub fn migrate(at: &Where, to: &str) -> Result<(), String> {
    let at = placed(at)?;
    // What a server recorded meanwhile would stay behind. A mistyped folder is left to `app` to name.
    let folder = at.folder();
    let held = at.database.is_none() && folder.exists();
    let _alone = held.then(|| Serving::hold(&folder)).transpose()?;
    let county = app(&at)?.county().ok_or_else(no_county)?;
    let key = at.key_file.clone().unwrap_or_else(|| program::own_key(&at.folder()));
    let vault = Vault::from_file(&key).map_err(|e| e.to_string())?;
    let from = at.database.as_deref().map_or(Place::Folder(&folder), Place::Url);
    let check = |tx: &mut Tx<'_>| fits(tx, &county.id);
    let (copied, there) = match url(to) {
        Some(url) => (
            transfer(from, Place::Url(url), &vault, check).map_err(|r| told(&r))?,
            Where { database: Some(url.to_owned()), ..at.clone() },
        ),
        None => {
            let there = Folder::new(to, at.key_file.is_none().then_some(&key))?;
            let copied = transfer(from, Place::Folder(&there.path), &vault, check).map_err(|r| told(&r))?;
            (copied, there.keep(&at))
        }
    };
    // The key that opened the source must open the copy.
    program::open(&there, Options::default())?;
    let rows: u64 = copied.iter().map(|(_, rows)| rows).sum();
    let (name, tables) = (&county.name, copied.len());
    print(&say(
        format!("{name}：{tables} 张表，{rows} 行；副本的每条链、每个合计和库存都已重新核对，全部相符"),
        format!(
            "{name}: {tables} tables, {rows} rows; every chain, total and stock of the copy was recounted and fits"
        ),
    ))?;
    print(&next_step(&there))
}

/// `postgres://…`, or the words `host=… dbname=…`; everything else is a folder.
fn url(to: &str) -> Option<&str> {
    (to.contains("://") || to.contains('=')).then_some(to)
}

/// The same recount as `audit verify`.
fn fits(tx: &mut Tx<'_>, county: &str) -> Result<(), Refusal> {
    match verification(tx, county)?.first_wrong() {
        None => Ok(()),
        Some(what) => Err(No::Books { what_zh: what.zh, what_en: what.en }.into()),
    }
}

fn next_step(there: &Where) -> String {
    let key = there.key_file.clone().unwrap_or_else(|| program::own_key(&there.folder()));
    let start = match &there.database {
        // The address may hold a password, which is not for the screen.
        Some(_) => "huoshui serve --database URL".to_owned(),
        None => format!("huoshui serve --data {}", there.folder().display()),
    };
    let key = key.display();
    say(
        format!(
            "从现在起用它启动：{start}\n个人信息密钥在 {key}，数据库里只有用它加密的内容\n\
             原数据库未改动，请收起来，以免有人继续在上面记账"
        ),
        format!(
            "from now on start with: {start}\nthe key for personal data is {key}; the database holds only what it sealed\n\
             the old database was left as it is: put it away, so that nobody goes on working in it"
        ),
    )
}

/// A target folder; what was made in it goes again unless it is kept.
struct Folder {
    path: PathBuf,
    made: Vec<PathBuf>,
}

impl Folder {
    /// A folder without a database; `key` is put beside it.
    fn new(path: &str, key: Option<&PathBuf>) -> Result<Self, String> {
        let path = PathBuf::from(path);
        let database = path.join("huoshui.db");
        if database.exists() {
            let path = path.display();
            return Err(say(
                format!("{path} 里已有数据库，请指定空文件夹"),
                format!("{path} holds a database already; name an empty folder"),
            ));
        }
        let mut made = ["huoshui.db", "huoshui.db-wal", "huoshui.db-shm"].map(|name| path.join(name)).to_vec();
        let own = program::own_key(&path);
        let wrong = |e: std::io::Error| format!("{}: {e}", own.display());
        fs::create_dir_all(own.parent().unwrap_or(&path)).map_err(wrong)?;
        if let Some(key) = key.filter(|_| !own.exists()) {
            fs::copy(key, &own).map_err(wrong)?;
            made.push(own);
        }
        Ok(Self { path, made })
    }

    fn keep(mut self, at: &Where) -> Where {
        self.made.clear();
        Where { data: Some(self.path.clone()), database: None, key_file: at.key_file.clone() }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for made in &self.made {
            let _ = fs::remove_file(made);
        }
    }
}
