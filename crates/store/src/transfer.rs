//! A whole database from one place to another, SQLite or PostgreSQL: `huoshui migrate`.
//!
//! Invariants: the target was empty; everything is written in one transaction, and stays only if
//! every table has as many rows as were read and the caller's own check of the target agrees; the
//! source is only read. Sealed data is copied as it is: the key goes another way.

use crate::{
    error::StoreError,
    migrate::{self, MIGRATIONS, tables},
    postgres, sqlite,
    tx::{Engine, Inner, Tx},
    value::Value,
    vault::Vault,
};
use base::Refusal;
use std::path::Path;

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;
/// Bytes of them, more or less: a scan is a megabyte.
const CHUNK_BYTES: usize = 4 << 20;

/// Where a database is.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// `huoshui.db` in this folder.
    Folder(&'a Path),
    /// PostgreSQL.
    Url(&'a str),
}

base::refusals! {
    /// A target that cannot take a database.
    pub enum TransferTrouble {
        /// Something is there already.
        NotEmpty { table: String } => 409 "transfer.not_empty" "目标数据库不是空的（{table} 里已有数据），不能迁入" "The target is not empty ({table} holds rows): nothing was moved into it",
        /// The copy is not whole.
        Rows { table: String, read: u64, found: u64 } => 409 "transfer.rows" "表 {table} 读出 {read} 行，目标中有 {found} 行；没有迁移任何内容" "Table {table}: {read} rows were read, the target has {found}; nothing was moved",
    }
}

enum Connection {
    Sqlite(sqlite::Connection),
    Postgres(Box<postgres::Connection>),
}

impl Connection {
    fn open(place: Place<'_>, writes: bool) -> Result<Self, StoreError> {
        match place {
            Place::Folder(folder) => sqlite::Connection::open(&folder.join("huoshui.db"), writes).map(Self::Sqlite),
            Place::Url(url) => postgres::Connection::open(url).map(|on| Self::Postgres(Box::new(on))),
        }
    }

    /// Opens a database that is made and brought up to date if need be.
    fn open_target(place: Place<'_>) -> Result<Self, StoreError> {
        let mut on = Self::open(place, true)?;
        match &mut on {
            Self::Sqlite(on) => migrate::sqlite(on)?,
            Self::Postgres(on) => migrate::postgres(on)?,
        }
        Ok(on)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(on) => on.batch(sql),
            Self::Postgres(on) => on.batch(sql),
        }
    }

    fn tx<'a>(&'a mut self, vault: &'a Vault) -> Tx<'a> {
        let inner = match self {
            Self::Sqlite(on) => Inner::Sqlite(on),
            Self::Postgres(on) => Inner::Postgres(on),
        };
        Tx { inner, vault }
    }
}

/// Copies every table of one database into another that is empty, and looks at the copy with `check`
/// before it becomes visible. Gives the number of rows of each table.
///
/// Who writes to the source meanwhile writes to the source alone: stop the server first.
/// **Errors:** the target is not empty, a count differs, or `check` says no; the target is then empty.
pub fn transfer(
    from: Place<'_>,
    to: Place<'_>,
    vault: &Vault,
    check: impl FnOnce(&mut Tx<'_>) -> Result<(), Refusal>,
) -> Result<Vec<(&'static str, u64)>, Refusal> {
    let mut source = Connection::open(from, false)?;
    let mut target = Connection::open_target(to)?;
    source.batch(match from {
        Place::Folder(_) => "BEGIN",
        Place::Url(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    })?;
    target.batch(match to {
        Place::Folder(_) => "BEGIN IMMEDIATE",
        Place::Url(_) => "BEGIN",
    })?;
    let copied = copy_all(&mut source.tx(vault), &mut target.tx(vault))
        .and_then(|copied| check(&mut target.tx(vault)).map(|()| copied));
    match copied {
        Ok(copied) => target.batch("COMMIT").map(|()| copied).map_err(Into::into),
        Err(refusal) => {
            // The connection ends here in any case, and with it the transaction.
            let _ = target.batch("ROLLBACK");
            Err(refusal)
        }
    }
}

fn copy_all(source: &mut Tx<'_>, target: &mut Tx<'_>) -> Result<Vec<(&'static str, u64)>, Refusal> {
    let mut all: Vec<&str> = Vec::new();
    for table in MIGRATIONS.iter().flat_map(|step| tables(step.sql)) {
        // A table that a later step built anew is one table.
        if !all.contains(&table) {
            all.push(table);
        }
    }
    for table in &all {
        if count(target, table)? > 0 {
            return Err(TransferTrouble::NotEmpty { table: (*table).to_owned() }.into());
        }
    }
    let mut copied = Vec::new();
    for table in all {
        let read = copy(source, target, table)?;
        let found = count(target, table)?;
        if read != found {
            return Err(TransferTrouble::Rows { table: table.to_owned(), read, found }.into());
        }
        copied.push((table, read));
    }
    Ok(copied)
}

fn count(tx: &mut Tx<'_>, table: &str) -> Result<u64, StoreError> {
    let rows: i64 = tx.one(&format!("SELECT COUNT(*) FROM {table}"), &[])?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

/// One table; the number of rows that were read.
fn copy(source: &mut Tx<'_>, target: &mut Tx<'_>, table: &str) -> Result<u64, StoreError> {
    let columns = columns(source, table)?.join(", ");
    let insert = format!("INSERT INTO {table} ({columns})");
    let (mut read, mut held, mut chunk): (u64, usize, Vec<Vec<Value>>) = (0, 0, Vec::new());
    source.each(&format!("SELECT {columns} FROM {table}"), &[], &mut |row| {
        let values = row.into_values();
        read += 1;
        held += values.iter().map(bytes).sum::<usize>();
        chunk.push(values);
        if chunk.len() >= CHUNK || held >= CHUNK_BYTES {
            target.insert_many(&insert, &chunk)?;
            chunk.clear();
            held = 0;
        }
        Ok(())
    })?;
    target.insert_many(&insert, &chunk)?;
    Ok(read)
}

fn bytes(value: &Value) -> usize {
    match value {
        Value::Null | Value::Int(_) => 8,
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
    }
}

fn columns(tx: &mut Tx<'_>, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        Engine::Postgres => {
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns
             WHERE table_schema = CAST(current_schema() AS TEXT) AND CAST(table_name AS TEXT) = $1 ORDER BY ordinal_position"
        }
    };
    tx.query(sql, crate::params![table])
}
