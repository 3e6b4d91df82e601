//! An open transaction: what every use case is handed, whichever engine stands behind it.

use crate::{
    error::StoreError,
    postgres as pg, sqlite,
    value::{FromRow, Row, Value},
    vault::Vault,
};
use std::fmt::Write;

/// Which database stands behind a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in one folder.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

pub(crate) enum Inner<'a> {
    Sqlite(&'a sqlite::Connection),
    Postgres(&'a mut pg::Connection),
}

/// An open transaction. Statements use `$1`, `$2` …; column types are TEXT, BIGINT, BYTEA.
pub struct Tx<'a> {
    pub(crate) inner: Inner<'a>,
    pub(crate) vault: &'a Vault,
}

impl Tx<'_> {
    /// Runs a statement; the number of rows that it touched.
    pub fn run(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        match &mut self.inner {
            Inner::Sqlite(on) => on.run(sql, params),
            Inner::Postgres(on) => on.run(sql, params),
        }
    }

    /// All rows of a query. Lists that can grow are paged ([`crate::list`]) or walked ([`Tx::each`]).
    pub fn query<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Vec<T>, StoreError> {
        let mut rows = Vec::new();
        self.each(sql, params, &mut |mut row| {
            rows.push(T::from_row(&mut row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, if there is one.
    pub fn find<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Option<T>, StoreError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The one row that must be there. **Errors:** none is.
    pub fn one<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<T, StoreError> {
        self.find(sql, params)?.ok_or_else(|| StoreError::Shape(format!("no row for: {sql}")))
    }

    /// Walks the rows without holding them all.
    pub fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        seen: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &mut self.inner {
            Inner::Sqlite(on) => on.each(sql, params, seen),
            Inner::Postgres(on) => on.each(sql, params, seen),
        }
    }

    /// Inserts many rows of one table in few statements: `insert` ends before `VALUES`.
    pub fn insert_many(&mut self, insert: &str, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        self.upsert_many(insert, rows, "")
    }

    /// [`Tx::insert_many`], and what becomes of rows that are there: ` ON CONFLICT …`.
    pub fn upsert_many(&mut self, insert: &str, rows: &[Vec<Value>], conflict: &str) -> Result<(), StoreError> {
        let Some(width) = rows.first().map(Vec::len) else { return Ok(()) };
        let per_statement = (900 / width.max(1)).max(1);
        for chunk in rows.chunks(per_statement) {
            let mut sql = String::with_capacity(insert.len() + conflict.len() + 8 + chunk.len() * width * 6);
            sql.push_str(insert);
            sql.push_str(" VALUES ");
            let mut number = 0_usize;
            for row in chunk {
                sql.push_str(if number == 0 { "(" } else { ", (" });
                for column in 0..row.len() {
                    number += 1;
                    let comma = if column == 0 { "" } else { ", " };
                    // Writing to a String never fails.
                    let _ = write!(sql, "{comma}${number}");
                }
                sql.push(')');
            }
            sql.push_str(conflict);
            self.run(&sql, &chunk.concat())?;
        }
        Ok(())
    }

    /// The next number of a county's sequence, from 1 and without gaps.
    pub fn next_id(&mut self, county: &str, name: &str) -> Result<i64, StoreError> {
        self.one(
            "INSERT INTO counter (county, name, last) VALUES ($1, $2, 1)
             ON CONFLICT (county, name) DO UPDATE SET last = counter.last + 1 RETURNING last",
            crate::params![county, name],
        )
    }

    /// Waits until nobody else holds this thing, and holds it until COMMIT or ROLLBACK: what is looked at from
    /// here on still stands when it is written. Where there is one writer all is held already.
    pub fn hold(&mut self, county: &str, what: &str) -> Result<(), StoreError> {
        let Inner::Postgres(on) = &mut self.inner else { return Ok(()) };
        let key = format!("{county}/{what}");
        on.run("SELECT pg_advisory_xact_lock(hashtextextended(CAST($1 AS TEXT), 0))", crate::params![key])?;
        Ok(())
    }

    /// Work that may fail by itself: what it did stays only if it succeeded, and what was done before it stands
    /// either way. **Errors:** the work's own, or the database's.
    pub fn apart<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.control("SAVEPOINT part")?;
        let done = work(self);
        if done.is_err() {
            self.control("ROLLBACK TO SAVEPOINT part")?;
        }
        self.control("RELEASE SAVEPOINT part")?;
        done
    }

    fn control(&mut self, sql: &str) -> Result<(), StoreError> {
        match &mut self.inner {
            Inner::Sqlite(on) => on.batch(sql),
            Inner::Postgres(on) => on.batch(sql),
        }
    }

    /// Says that another transaction was quicker: the use case is run again and sees what that one did.
    pub fn lost_race(&mut self) -> StoreError {
        if let Inner::Postgres(on) = &mut self.inner {
            on.lost_race = true;
        }
        StoreError::Conflict
    }

    /// What seals and opens personal data.
    pub fn vault(&self) -> &Vault {
        self.vault
    }

    /// Which database stands behind; for `doctor` and tests, never for a branch in a slice.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }
}
