//! SQLite: one writer thread with group commit, several readers, full durability.

use crate::{
    db::{Options, Task},
    error::StoreError,
    tx::{Inner, Tx},
    value::{Row, Value},
    vault::Vault,
};
use crossbeam_channel::Receiver;
use rusqlite::{
    ErrorCode, OpenFlags,
    types::{ToSqlOutput, ValueRef},
};
use std::{
    cell::RefCell,
    collections::HashMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// At most this many use cases share one COMMIT, so that the first does not wait for ever.
const GROUP: usize = 256;
/// No new member is taken into a group after this long.
const GROUP_TIME: Duration = Duration::from_millis(20);

/// How long a statement waits for another process.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Connection {
    raw: rusqlite::Connection,
    /// "table.column, table.column" → the constraint's name; SQLite reports only the columns.
    names: Arc<HashMap<String, String>>,
    /// Trouble with the disk, which may have ended the open transaction.
    trouble: RefCell<Option<StoreError>>,
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(i) => ValueRef::Integer(*i),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Connection {
    /// Opens (and for a writer makes) the database file.
    pub fn open(path: &Path, writes: bool) -> Result<Self, StoreError> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if writes {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let unavailable = |e: rusqlite::Error| StoreError::Unavailable(e.to_string());
        let raw = rusqlite::Connection::open_with_flags(path, flags).map_err(unavailable)?;
        raw.set_prepared_statement_cache_capacity(512);
        raw.busy_timeout(PATIENCE).map_err(unavailable)?;
        raw.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA recursive_triggers = ON; PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -16000;
             PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864;",
        )
        .map_err(unavailable)?;
        if !writes {
            raw.execute_batch("PRAGMA query_only = ON").map_err(unavailable)?;
        }
        Ok(Self { raw, names: Arc::default(), trouble: RefCell::default() })
    }

    /// Reads the names of all unique constraints, once the schema stands.
    pub fn learn_names(&mut self) -> Result<(), StoreError> {
        let mut names = HashMap::new();
        let mut read = || -> rusqlite::Result<()> {
            let mut indexes = self.raw.prepare(
                "SELECT m.name, i.name, i.origin FROM sqlite_master m, pragma_index_list(m.name) i
                 WHERE m.type = 'table' AND i.\"unique\" = 1",
            )?;
            let mut rows = indexes.query([])?;
            while let Some(row) = rows.next()? {
                let (table, index, origin): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let mut columns = self.raw.prepare("SELECT name FROM pragma_index_info($1)")?;
                let columns: Vec<String> = columns
                    .query_map([&index], |r| r.get::<_, String>(0))?
                    .map(|c| c.map(|c| format!("{table}.{c}")))
                    .collect::<rusqlite::Result<_>>()?;
                let name = if origin == "pk" { format!("{table}_pkey") } else { index };
                names.insert(columns.join(", "), name);
            }
            Ok(())
        };
        read().map_err(|e| self.error(&e))?;
        self.names = Arc::new(names);
        Ok(())
    }

    /// Moves what an ended process left in the write-ahead log into the database and empties the log: without it
    /// every opening reads the whole log again, and the next process writes behind it. Waits for nobody; if another
    /// process is at work, that one empties it.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        let emptied = self
            .raw
            .busy_timeout(Duration::ZERO)
            .and_then(|()| self.raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
        self.raw.busy_timeout(PATIENCE).map_err(|e| self.error(&e))?;
        match emptied.map_err(|e| self.error(&e)) {
            Err(StoreError::Busy) => Ok(()),
            other => other,
        }
    }

    /// Runs several statements without values: migrations, transaction control.
    pub fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.raw.execute_batch(sql).map_err(|e| self.error(&e))
    }

    pub fn run(&self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.raw.prepare_cached(sql).map_err(|e| self.error(&e))?;
        bind(&mut statement, params).map_err(|e| self.error(&e))?;
        let touched = statement.raw_execute().map_err(|e| self.error(&e))?;
        Ok(u64::try_from(touched).unwrap_or(u64::MAX))
    }

    pub fn each(
        &self,
        sql: &str,
        params: &[Value],
        seen: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.raw.prepare_cached(sql).map_err(|e| self.error(&e))?;
        let width = statement.column_count();
        bind(&mut statement, params).map_err(|e| self.error(&e))?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|e| self.error(&e))? {
            let mut values = Vec::with_capacity(width);
            for column in 0..width {
                values.push(match row.get_ref(column).map_err(|e| self.error(&e))? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(i) => Value::Int(i),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                    ValueRef::Real(_) => {
                        return Err(StoreError::Shape(format!("column {} is a float: {sql}", column + 1)));
                    }
                });
            }
            seen(Row::new(values))?;
        }
        Ok(())
    }

    /// Copies the whole database into a new file, while others go on.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.raw.execute("VACUUM INTO $1", [path.to_string_lossy()]).map(|_| ()).map_err(|e| self.error(&e))
    }

    fn error(&self, error: &rusqlite::Error) -> StoreError {
        let rusqlite::Error::SqliteFailure(code, message) = error else {
            return StoreError::Other(error.to_string());
        };
        let message = message.clone().unwrap_or_default();
        let trouble = match code.code {
            ErrorCode::ConstraintViolation => return self.constraint(&message),
            ErrorCode::DiskFull => StoreError::Full,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => return StoreError::Busy,
            ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::NotADatabase
            | ErrorCode::DatabaseCorrupt => StoreError::Unavailable(message),
            _ => return StoreError::Other(format!("{message} ({code})")),
        };
        self.trouble.replace(Some(trouble.clone()));
        trouble
    }

    fn constraint(&self, message: &str) -> StoreError {
        if let Some(table) = message.strip_suffix(" is append-only") {
            return StoreError::AppendOnly(table.to_owned());
        }
        let name = match message.split_once(" constraint failed: ") {
            Some(("UNIQUE", columns)) => self.names.get(columns).cloned().unwrap_or_else(|| columns.to_owned()),
            Some((_, name)) => name.to_owned(),
            None => "foreign_key".to_owned(),
        };
        StoreError::Constraint(name)
    }
}

/// Binds by number. SQLite takes `$2` for a name and numbers names as they appear in the text.
fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Value]) -> rusqlite::Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let value = number.and_then(|n| params.get(n.checked_sub(1)?));
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(params.len(), index))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

/// Answers use cases one group after the other until every handle is gone.
pub(crate) fn write(on: &Connection, jobs: &Receiver<Task>, vault: &Vault, options: &Options) {
    while let Ok(first) = jobs.recv() {
        let began = Instant::now();
        let mut group = Vec::new();
        let mut outcome = on.batch("BEGIN IMMEDIATE");
        let mut next = Some(first);
        while let Some(mut task) = next.take() {
            if !task.job.gone() {
                outcome = outcome.and_then(|()| member(on, &mut task, vault));
                group.push(task);
            }
            if outcome.is_ok() && group.len() < GROUP && began.elapsed() < GROUP_TIME {
                next = jobs.try_recv().ok();
            }
        }
        let outcome = outcome.and_then(|()| match &options.fail_commit {
            Some(fail) if fail() => Err(StoreError::Full),
            _ => on.batch("COMMIT"),
        });
        if outcome.is_err() {
            // A COMMIT that failed may leave the transaction open; nothing of the group stays.
            let _ = on.batch("ROLLBACK");
        }
        for task in group {
            task.job.answer(outcome.clone());
        }
    }
}

/// One use case in its own savepoint: what it did stays only if it succeeded.
/// **Errors:** the whole transaction is lost (a full disk ends it), and with it the group.
fn member(on: &Connection, task: &mut Task, vault: &Vault) -> Result<(), StoreError> {
    on.run("SAVEPOINT member", &[])?;
    on.trouble.take();
    if !task.job.attempt(&mut Tx { inner: Inner::Sqlite(on), vault })
        && let Err(lost) = on.run("ROLLBACK TO member", &[])
    {
        return Err(on.trouble.take().unwrap_or(lost));
    }
    on.run("RELEASE member", &[])?;
    Ok(())
}

/// Answers queries, each on one consistent snapshot.
pub(crate) fn read(on: &Connection, jobs: &Receiver<Task>, vault: &Vault) {
    while let Ok(mut task) = jobs.recv() {
        if task.job.gone() {
            continue;
        }
        let outcome = on.batch("BEGIN");
        if outcome.is_ok() {
            task.job.attempt(&mut Tx { inner: Inner::Sqlite(on), vault });
            let _ = on.batch("ROLLBACK");
        }
        task.job.answer(outcome);
    }
}
