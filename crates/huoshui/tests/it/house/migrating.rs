//! A county that an older program filled is brought up to date by this one; nothing of it is lost.

use super::moving::{data_folder, ok, told};
use crate::harness::fresh_postgres;
use std::{
    io::{Read, Write},
    path::Path,
};
use store::{Engine, MIGRATIONS, Migration};

/// The oldest schema that held a whole county: people, books, vouchers, settlements.
const OLDEST: i64 = 8;

/// Each step of the schema after which a county may have stood still until today.
fn older() -> impl Iterator<Item = i64> {
    let newest = MIGRATIONS.last().unwrap().version;
    MIGRATIONS.iter().map(|step| step.version).filter(move |version| (OLDEST..newest).contains(version))
}

pub(super) fn until(version: i64) -> impl Iterator<Item = &'static Migration> {
    MIGRATIONS.iter().filter(move |step| step.version <= version)
}

pub(super) fn done(step: &Migration) -> String {
    format!("INSERT INTO schema_migration VALUES ({}, '{}')", step.version, step.name)
}

pub(super) const STEPS: &str = "CREATE TABLE schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL)";

/// The same county on SQLite as the program of that schema had left it.
fn old_sqlite(filled: &Path, folder: &Path, version: i64) {
    std::fs::create_dir_all(folder.join("keys")).unwrap();
    std::fs::copy(filled.join("keys/personal.key"), folder.join("keys/personal.key")).unwrap();
    let on = rusqlite::Connection::open(folder.join("huoshui.db")).unwrap();
    on.execute_batch(STEPS).unwrap();
    for step in until(version) {
        on.execute_batch(&format!("{}; {}", step.for_engine(Engine::Sqlite), done(step))).unwrap();
    }
    on.execute("ATTACH $1 AS filled", [filled.join("huoshui.db").to_str().unwrap()]).unwrap();
    for table in sqlite_tables(&on) {
        let columns = sqlite_columns(&on, &table);
        on.execute_batch(&format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM filled.{table}"))
            .unwrap();
    }
}

fn sqlite_tables(on: &rusqlite::Connection) -> Vec<String> {
    let sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration'";
    on.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn sqlite_columns(on: &rusqlite::Connection, table: &str) -> String {
    let mut columns = on.prepare("SELECT name FROM pragma_table_info($1, 'main')").unwrap();
    let columns: Vec<String> = columns.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    columns.join(", ")
}

/// The same on PostgreSQL.
fn old_postgres(filled: &str, version: i64) -> String {
    let url = fresh_postgres();
    let connect = |url: &str| postgres::Client::connect(url, postgres::NoTls).unwrap();
    let (mut from, mut to) = (connect(filled), connect(&url));
    to.batch_execute(STEPS).unwrap();
    for step in until(version) {
        to.batch_execute(&format!("{}; {}", step.for_engine(Engine::Postgres), done(step))).unwrap();
    }
    let columns = "SELECT table_name::text, string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'schema_migration' GROUP BY table_name";
    for row in to.query(columns, &[]).unwrap() {
        let (table, columns): (String, String) = (row.get(0), row.get(1));
        let mut rows = Vec::new();
        from.copy_out(&format!("COPY {table} ({columns}) TO STDOUT")).unwrap().read_to_end(&mut rows).unwrap();
        let mut into = to.copy_in(&format!("COPY {table} ({columns}) FROM STDIN")).unwrap();
        into.write_all(&rows).unwrap();
        into.finish().unwrap();
    }
    url
}

#[test]
fn a_filled_county_of_every_older_schema_opens_as_it_was() {
    let below = tempfile::tempdir().unwrap();
    let filled = data_folder(below.path());
    let data = filled.to_str().unwrap();
    let url = fresh_postgres();
    ok(&["migrate", "--data", data, "--to", &url]);
    let before = told(&["--data", data]);
    assert!(before[2].contains("陈某"), "{}", before[2]);
    for version in older() {
        let old = below.path().join(format!("schema-{version}"));
        old_sqlite(&filled, &old, version);
        let old = old.to_str().unwrap();
        // Twice: the second time nothing is left to do.
        for _ in 0..2 {
            same(&told(&["--data", old]), &before, &format!("SQLite from schema {version}"));
        }
        let old = old_postgres(&url, version);
        let told = told(&["--data", data, "--database", &old]);
        same(&told, &before, &format!("PostgreSQL from schema {version}"));
    }
}

/// The trail, the recount and the people are as they were; a scan was not kept by every older schema.
fn same(told: &[String; 3], before: &[String; 3], of: &str) {
    assert!(told[0] == before[0] && told[2] == before[2], "{of}: trail or people differ");
    let lines =
        |text: &str| text.lines().filter(|line| !line.starts_with("附件：")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&told[1]), lines(&before[1]), "{of}");
}
