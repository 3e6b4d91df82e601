//! PostgreSQL: a pool of equal workers, each a thread with its own connection.

use crate::{
    db::Task,
    error::StoreError,
    tx::{Inner, Tx},
    value::{Row, Value},
    vault::Vault,
};
use crossbeam_channel::Receiver;
use postgres::{
    Client, NoTls, Statement,
    error::SqlState,
    fallible_iterator::FallibleIterator,
    types::{IsNull, ToSql, Type, to_sql_checked},
};
use std::{collections::HashMap, error::Error, time::Duration};

/// A use case that lost a serialisation race is run again at most this often.
const RETRIES: usize = 5;

/// One connection with the statements prepared on it.
pub(crate) struct Connection {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// A statement of the open transaction lost a serialisation race.
    pub lost_race: bool,
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(i) if *ty == Type::INT4 => i32::try_from(*i)?.to_sql(ty, out),
            Self::Int(i) if *ty == Type::INT8 => i.to_sql(ty, out),
            Self::Text(text) if matches!(*ty, Type::TEXT | Type::VARCHAR) => text.to_sql(ty, out),
            Self::Bytes(bytes) if *ty == Type::BYTEA => bytes.to_sql(ty, out),
            other => Err(format!("{other:?} does not fit a parameter of type {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Connection {
    /// Connects; text must be compared by bytes (C collation), as SQLite does.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let client = Client::connect(url, NoTls).map_err(|e| StoreError::Unavailable(why(&e)))?;
        let mut on = Self { client, prepared: HashMap::new(), lost_race: false };
        let mut collation = String::new();
        on.each("SELECT datcollate::text FROM pg_database WHERE datname = current_database()", &[], &mut |mut row| {
            collation = row.next()?;
            Ok(())
        })?;
        if collation == "C" || collation == "POSIX" {
            return Ok(on);
        }
        Err(StoreError::Unavailable(format!(
            "the database must be made with C collation (createdb --template=template0 --locale=C --encoding=UTF8); it has {collation:?}"
        )))
    }

    /// Runs several statements without values: migrations, transaction control.
    pub fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        let result = self.client.batch_execute(sql);
        self.noted(result)
    }

    pub fn run(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| -> &(dyn ToSql + Sync) { p }).collect();
        let result = self.client.execute(&statement, &params);
        self.noted(result)
    }

    pub fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        seen: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let statement = self.prepare(sql)?;
        let walked = self.client.query_raw(&statement, params).and_then(|mut rows| {
            while let Some(row) = rows.next()? {
                if let Err(error) = values(&row).and_then(|values| seen(Row::new(values))) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        });
        self.noted(walked)?
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let result = self.client.prepare(sql);
        let statement = self.noted(result)?;
        // Long lists of VALUES come in many lengths; the cache must not grow without bound.
        if self.prepared.len() >= 1000 {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn noted<T>(&mut self, result: Result<T, postgres::Error>) -> Result<T, StoreError> {
        result.map_err(|e| {
            let error = error(&e);
            self.lost_race |= error == StoreError::Conflict;
            error
        })
    }
}

fn values(row: &postgres::Row) -> Result<Vec<Value>, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for (i, column) in row.columns().iter().enumerate() {
        let wrong = |e: postgres::Error| StoreError::Shape(format!("column {}: {e}", column.name()));
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(i).map_err(wrong)?.map(Value::Int),
            Type::INT4 => row.try_get::<_, Option<i32>>(i).map_err(wrong)?.map(|v| Value::Int(v.into())),
            Type::BOOL => row.try_get::<_, Option<bool>>(i).map_err(wrong)?.map(|v| Value::Int(v.into())),
            Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<String>>(i).map_err(wrong)?.map(Value::Text),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i).map_err(wrong)?.map(Value::Bytes),
            ref other => {
                return Err(StoreError::Shape(format!(
                    "column {} is {other}: cast it to BIGINT or TEXT",
                    column.name()
                )));
            }
        };
        values.push(value.unwrap_or(Value::Null));
    }
    Ok(values)
}

/// What the server or the network said; the error itself only says that there is one.
fn why(error: &postgres::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

fn error(error: &postgres::Error) -> StoreError {
    let Some(db) = error.as_db_error() else {
        return if error.is_closed() || error.source().is_some_and(|s| s.is::<std::io::Error>()) {
            StoreError::Unavailable(why(error))
        } else {
            StoreError::Other(format!("{error}: {:?}", error.source().map(ToString::to_string)))
        };
    };
    match db.code() {
        &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => StoreError::Conflict,
        &SqlState::DISK_FULL => StoreError::Full,
        &SqlState::UNIQUE_VIOLATION | &SqlState::CHECK_VIOLATION => {
            StoreError::Constraint(db.constraint().unwrap_or("unnamed").to_owned())
        }
        // SQLite cannot name a broken reference, so neither engine does.
        &SqlState::FOREIGN_KEY_VIOLATION => StoreError::Constraint("foreign_key".to_owned()),
        &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN | &SqlState::CANNOT_CONNECT_NOW => {
            StoreError::Unavailable(db.message().to_owned())
        }
        _ => match db.message().strip_suffix(" is append-only") {
            Some(table) => StoreError::AppendOnly(table.to_owned()),
            None => StoreError::Other(db.message().to_owned()),
        },
    }
}

/// Answers use cases until every handle is gone; reconnects when the server went away.
pub(crate) fn work(url: &str, jobs: &Receiver<Task>, vault: &Vault) {
    let mut connection = None;
    while let Ok(mut task) = jobs.recv() {
        if task.job.gone() {
            continue;
        }
        let begin = if task.writes { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        let on = match begun(&mut connection, url, begin) {
            Ok(on) => on,
            Err(error) => {
                task.job.answer(Err(error));
                continue;
            }
        };
        let outcome = settle(on, &mut task, vault, begin);
        if matches!(outcome, Err(StoreError::Unavailable(_))) || on.client.is_closed() {
            connection = None;
        }
        task.job.answer(outcome);
    }
}

/// A connection with an open transaction. One that died while nobody used it is replaced by a new
/// one: nothing has run on it yet.
fn begun<'c>(held: &'c mut Option<Connection>, url: &str, begin: &str) -> Result<&'c mut Connection, StoreError> {
    if let Some(mut on) = held.take()
        && on.batch(begin).is_ok()
    {
        return Ok(held.insert(on));
    }
    let mut on = Connection::open(url)?;
    on.batch(begin)?;
    Ok(held.insert(on))
}

/// Runs one use case, its transaction begun, to its COMMIT or ROLLBACK; again if it lost a race.
fn settle(on: &mut Connection, task: &mut Task, vault: &Vault, begin: &str) -> Result<(), StoreError> {
    for tried in 0.. {
        on.lost_race = false;
        let keep = task.job.attempt(&mut Tx { inner: Inner::Postgres(on), vault });
        let outcome = on.batch(if keep { "COMMIT" } else { "ROLLBACK" });
        if !on.lost_race || tried >= RETRIES {
            return outcome;
        }
        std::thread::sleep(Duration::from_millis(5 << tried));
        on.batch(begin)?;
    }
    Err(StoreError::Conflict)
}
