//! The bare clients: statements prepared once, rows walked, nothing else.

use crate::Got;
use std::collections::HashMap;
use store::Value;

/// A connection without anything around it.
pub trait Bare {
    /// Runs a statement and walks its rows.
    fn run(&mut self, sql: &'static str, values: &[Value]) -> Got<()>;
    /// The whole numbers that a query finds, row by row.
    fn numbers(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<i64>>;
}

impl Bare for rusqlite::Connection {
    fn run(&mut self, sql: &'static str, values: &[Value]) -> Got<()> {
        let mut statement = self.prepare_cached(sql)?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            for column in 0..width {
                std::hint::black_box(row.get_ref(column)?);
            }
        }
        Ok(())
    }

    fn numbers(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<i64>> {
        let mut statement = self.prepare_cached(sql)?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            for column in 0..width {
                numbers.push(row.get(column)?);
            }
        }
        Ok(numbers)
    }
}

/// A PostgreSQL connection with the statements prepared on it.
pub struct Postgres {
    /// For BEGIN and COMMIT.
    pub client: postgres::Client,
    prepared: HashMap<&'static str, postgres::Statement>,
}

impl Postgres {
    /// Connects.
    pub fn open(url: &str) -> Got<Self> {
        Ok(Self { client: postgres::Client::connect(url, postgres::NoTls)?, prepared: HashMap::new() })
    }

    fn query(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<postgres::Row>> {
        let statement = match self.prepared.get(sql) {
            Some(statement) => statement.clone(),
            None => self.prepared.entry(sql).or_insert(self.client.prepare(sql)?).clone(),
        };
        let values: Vec<&(dyn postgres::types::ToSql + Sync)> =
            values.iter().map(|v| -> &(dyn postgres::types::ToSql + Sync) { v }).collect();
        Ok(self.client.query(&statement, &values)?)
    }
}

impl Bare for Postgres {
    fn run(&mut self, sql: &'static str, values: &[Value]) -> Got<()> {
        std::hint::black_box(self.query(sql, values)?);
        Ok(())
    }

    fn numbers(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<i64>> {
        let rows = self.query(sql, values)?;
        let cells = rows.iter().flat_map(|row| (0..row.len()).map(move |column| row.try_get(column)));
        Ok(cells.collect::<Result<_, _>>()?)
    }
}
