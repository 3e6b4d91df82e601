//! What the database itself refuses, table by table, the same on both engines.

use crate::harness::{County, Engine};
use base::Refusal;
use std::sync::{Arc, Mutex};
use store::{MIGRATIONS, StoreError, Tx, Value, params};

/// A table with its columns and their types.
#[derive(Clone)]
struct Table {
    name: String,
    columns: Vec<(String, String)>,
}

impl Table {
    fn read(tx: &mut Tx<'_>, engine: Engine, name: &str) -> Self {
        let sql = match engine {
            Engine::Sqlite => "SELECT name, lower(type) FROM pragma_table_info($1) ORDER BY cid",
            Engine::Postgres => {
                "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns
                 WHERE table_schema = 'public' AND CAST(table_name AS TEXT) = $1 ORDER BY ordinal_position"
            }
        };
        Self { name: name.to_owned(), columns: tx.query(sql, params![name]).unwrap() }
    }

    /// A row that differs from other variants of it in every column but those that stay the same.
    fn row(&self, variant: i64, same: &[String]) -> Vec<Value> {
        let value = |(column, kind): &(String, String)| {
            let n = if same.contains(column) { 0 } else { variant };
            match kind.as_str() {
                "text" => Value::Text(format!("x{n}")),
                "bytea" => Value::Bytes(n.to_be_bytes().to_vec()),
                "bigint" => Value::Int(n + 1_000_001),
                other => panic!("{}.{column} is {other}, which is not portable", self.name),
            }
        };
        self.columns.iter().map(value).collect()
    }

    fn insert(&self, verb: &str) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|(column, _)| column.as_str()).collect();
        let values: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        format!("{verb} INTO {} ({}) VALUES ({})", self.name, columns.join(", "), values.join(", "))
    }
}

/// Tables under a mark in the migrations.
fn marked(mark: &str) -> Vec<&'static str> {
    let mut tables = Vec::new();
    for migration in MIGRATIONS {
        let mut lines = migration.sql.lines();
        while lines.by_ref().any(|line| line.trim() == mark) {
            let create = lines.by_ref().find_map(|line| line.trim().strip_prefix("CREATE TABLE "));
            tables.extend(create.and_then(|rest| rest.split([' ', '(']).next()));
        }
    }
    tables
}

/// Rows of any content go in from here on: what a column may hold is not what is asked.
fn without_checks(tx: &mut Tx<'_>, engine: Engine, table: &str) {
    match engine {
        Engine::Sqlite => _ = tx.run("PRAGMA ignore_check_constraints = ON", &[]).unwrap(),
        Engine::Postgres => {
            let checks: Vec<String> = tx
                .query("SELECT CAST(conname AS TEXT) FROM pg_constraint WHERE contype = 'c' AND conrelid = to_regclass(CAST($1 AS TEXT))", params![table])
                .unwrap();
            for check in checks {
                tx.run(&format!("ALTER TABLE {table} DROP CONSTRAINT {check}"), &[]).unwrap();
            }
        }
    }
}

/// What came of the last of some statements, in a transaction that is undone.
fn tried(
    county: &County,
    engine: Engine,
    table: &str,
    acts: impl Fn(&Table) -> Vec<(String, Vec<Value>)> + Send + 'static,
) -> Result<u64, StoreError> {
    let (came, table) = (Arc::new(Mutex::new(None)), table.to_owned());
    let kept = came.clone();
    let undone = county.app.db().write_now(move |tx| -> Result<(), Refusal> {
        let table = Table::read(tx, engine, &table);
        without_checks(tx, engine, &table.name);
        let mut acts = acts(&table);
        let (last, values) = acts.pop().unwrap();
        for (act, values) in acts {
            tx.run(&act, &values).unwrap_or_else(|e| panic!("{act}: {e}"));
        }
        *kept.lock().unwrap() = Some(tx.run(&last, &values));
        if matches!(engine, Engine::Sqlite) {
            tx.run("PRAGMA ignore_check_constraints = OFF", &[])?;
        }
        Err(Refusal::new("test.undone", 409, "不", "no"))
    });
    assert!(undone.is_err());
    came.lock().unwrap().take().unwrap()
}

#[test]
fn append_only_tables_refuse_every_change_on_both_engines() {
    let tables = marked("-- append-only");
    assert!(tables.len() > 10 && tables.contains(&"audit") && tables.contains(&"entry"), "{tables:?}");
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let county = County::empty(engine);
        for table in &tables {
            let refused = Err(StoreError::AppendOnly((*table).to_owned()));
            let first = |t: &Table| (t.insert("INSERT"), t.row(0, &[]));
            let update = move |t: &Table| {
                let column = &t.columns[0].0;
                vec![first(t), (format!("UPDATE {} SET {column} = {column}", t.name), vec![])]
            };
            let delete = move |t: &Table| vec![first(t), (format!("DELETE FROM {}", t.name), vec![])];
            assert_eq!(tried(&county, engine, table, update), refused, "UPDATE {table} on {engine:?}");
            assert_eq!(tried(&county, engine, table, delete), refused, "DELETE {table} on {engine:?}");
            match engine {
                Engine::Sqlite => {
                    let replace = move |t: &Table| vec![first(t), (t.insert("REPLACE"), t.row(0, &[]))];
                    assert_eq!(tried(&county, engine, table, replace), refused, "REPLACE {table}");
                }
                Engine::Postgres => {
                    let truncate = |t: &Table| vec![(format!("TRUNCATE {}", t.name), vec![])];
                    assert_eq!(tried(&county, engine, table, truncate), refused, "TRUNCATE {table}");
                }
            }
        }
    }
}

/// A unique index of PostgreSQL's catalogue: table, name, column, in the order of its columns.
fn unique_indexes(county: &County) -> Vec<(String, String, Vec<String>)> {
    let sql = "SELECT CAST(t.relname AS TEXT), CAST(i.relname AS TEXT), CAST(a.attname AS TEXT)
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
        CROSS JOIN LATERAL unnest(CAST(x.indkey AS smallint[])) WITH ORDINALITY AS k(attnum, at)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
        WHERE x.indisunique ORDER BY t.relname, i.relname, k.at";
    let rows: Vec<(String, String, String)> = county.app.db().read_now(move |tx| Ok(tx.query(sql, &[])?)).unwrap();
    let mut indexes: Vec<(String, String, Vec<String>)> = Vec::new();
    for (table, index, column) in rows {
        match indexes.last_mut().filter(|last| last.1 == index) {
            Some(last) => last.2.push(column),
            None => indexes.push((table, index, vec![column])),
        }
    }
    indexes
}

#[test]
fn both_engines_call_a_constraint_by_the_same_name() {
    let (postgres, sqlite) = (County::empty(Engine::Postgres), County::empty(Engine::Sqlite));
    let indexes = unique_indexes(&postgres);
    assert!(indexes.len() > 60, "{} unique indexes", indexes.len());
    for (table, name, columns) in indexes {
        // Open shifts only: the index looks at rows without an end.
        let ends = name == "shift_open";
        let twice = move |t: &Table| {
            let row = |variant| {
                let mut row = t.row(variant, &columns);
                if ends {
                    let at = t.columns.iter().position(|(column, _)| column == "ended_at").unwrap();
                    row[at] = Value::Null;
                }
                row
            };
            vec![(t.insert("INSERT"), row(0)), (t.insert("INSERT"), row(1))]
        };
        for (county, engine) in [(&sqlite, Engine::Sqlite), (&postgres, Engine::Postgres)] {
            let said = tried(county, engine, &table, twice.clone());
            assert_eq!(said, Err(StoreError::Constraint(name.clone())), "{table} on {engine:?}");
        }
    }
    let checks = "SELECT CAST(conname AS TEXT) FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE n.nspname = 'public' AND contype = 'c'";
    let checks: Vec<String> = postgres.app.db().read_now(move |tx| Ok(tx.query(checks, &[])?)).unwrap();
    let written: String = MIGRATIONS.iter().map(|m| m.sql).collect();
    for check in checks {
        assert!(written.contains(&format!("CONSTRAINT {check} ")), "{check} has no name in its migration");
    }
}
