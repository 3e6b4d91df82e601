//! One set of migrations for both engines, forward only.
//!
//! A line `-- append-only` before a `CREATE TABLE` makes the database itself refuse UPDATE,
//! DELETE (and TRUNCATE) on that table; `-- clustered` stores the table by its primary key
//! on SQLite, which has a choice there.

use crate::{error::StoreError, postgres, sqlite, tx::Engine, value::Value};

/// One step of the schema; its file's header says why it is there.
pub struct Migration {
    /// Order and identity.
    pub version: i64,
    /// The file's name without number.
    pub name: &'static str,
    /// Portable SQL.
    pub sql: &'static str,
}

impl Migration {
    /// Its SQL as the engine runs it, with the triggers of append-only tables.
    pub fn for_engine(&self, engine: Engine) -> String {
        match engine {
            Engine::Sqlite => for_sqlite(self.sql),
            Engine::Postgres => for_postgres(self.sql),
        }
    }
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        /// All migrations in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*];
    };
}

migrations! {
    1 "0001_foundation",
    2 "0002_identity",
    3 "0003_places",
    4 "0004_catalogue",
    5 "0005_outlets",
    6 "0006_vouchers",
    7 "0007_ledger",
    8 "0008_assessment",
    9 "0009_key_check",
    10 "0010_evidence",
    11 "0011_till_receipt",
    12 "0012_payees",
    13 "0013_calendar_and_mergers",
    15 "0015_what_stays",
    16 "0016_told_apart",
    17 "0017_supply",
    18 "0018_devices",
    19 "0019_market",
    20 "0020_contracts",
    22 "0022_points",
    23 "0023_campaigns",
    24 "0024_alerts",
    25 "0025_device_keys",
    26 "0026_guidance",
    27 "0027_delivery_books",
    28 "0028_runs_and_bases",
    29 "0029_live_sessions",
    30 "0030_offer_reasons",
    31 "0031_calls",
    32 "0032_live_sessions_called_off",
    33 "0033_payee_of_outlet",
    34 "0034_survey_rounds",
    35 "0035_later_facts",
    36 "0036_directed_and_ways",
    37 "0037_second_sides",
    38 "0038_photo_looks",
    39 "0039_pairings",
    40 "0040_fair_facts",
    41 "0041_kept_for_speed",
    42 "0042_named_supply",
    43 "0043_visits",
    44 "0044_cadres",
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL)";
const NEWEST: &str = "SELECT COALESCE(MAX(version), 0) FROM schema_migration";
const DONE: &str = "INSERT INTO schema_migration (version, name) VALUES ($1, $2)";

/// Brings a SQLite database up to date, each step in a transaction of its own.
pub(crate) fn sqlite(on: &sqlite::Connection) -> Result<(), StoreError> {
    on.batch(TABLE)?;
    let mut at = 0;
    on.each(NEWEST, &[], &mut |mut row| {
        at = row.next()?;
        Ok(())
    })?;
    for step in pending(at)? {
        on.batch("BEGIN IMMEDIATE")?;
        let done = on.batch(&for_sqlite(step.sql)).and_then(|()| on.run(DONE, &row(step)));
        match done {
            Ok(_) => on.batch("COMMIT")?,
            Err(error) => {
                let _ = on.batch("ROLLBACK");
                return Err(StoreError::Other(format!("migration {}: {error}", step.name)));
            }
        }
    }
    Ok(())
}

/// Brings a PostgreSQL database up to date; several processes may start at once.
pub(crate) fn postgres(on: &mut postgres::Connection) -> Result<(), StoreError> {
    on.batch("BEGIN; SELECT pg_advisory_xact_lock(4815162342)")?;
    on.batch(TABLE)?;
    let mut at = 0;
    on.each(NEWEST, &[], &mut |mut row| {
        at = row.next()?;
        Ok(())
    })?;
    for step in pending(at)? {
        on.batch(&for_postgres(step.sql)).map_err(|e| StoreError::Other(format!("migration {}: {e}", step.name)))?;
        on.run(DONE, &row(step))?;
    }
    on.batch("COMMIT")
}

fn pending(at: i64) -> Result<impl Iterator<Item = &'static Migration>, StoreError> {
    let newest = MIGRATIONS.last().map_or(0, |m| m.version);
    if at > newest {
        return Err(StoreError::Unavailable(format!(
            "the database was written by a newer program (schema {at}, this program knows {newest})"
        )));
    }
    Ok(MIGRATIONS.iter().filter(move |m| m.version > at))
}

fn row(step: &Migration) -> [Value; 2] {
    [step.version.into(), step.name.into()]
}

/// Tables that a migration makes, in its order.
pub(crate) fn tables(sql: &str) -> impl Iterator<Item = &str> {
    sql.lines().filter_map(|line| line.trim().strip_prefix("CREATE TABLE ")?.split([' ', '(']).next())
}

/// Tables that a migration marks, with the line `-- MARK` somewhere above their CREATE TABLE.
pub(crate) fn marked<'a>(sql: &'a str, mark: &str) -> Vec<&'a str> {
    let mut tables = Vec::new();
    let mut pending = false;
    for line in sql.lines() {
        if line.trim() == format!("-- {mark}") {
            pending = true;
        } else if let Some(rest) = line.trim().strip_prefix("CREATE TABLE ") {
            if pending {
                tables.extend(rest.split([' ', '(']).next());
            }
            pending = false;
        }
    }
    tables
}

fn for_sqlite(sql: &str) -> String {
    let mut out = String::new();
    let clustered = marked(sql, "clustered");
    let mut inside = false;
    for line in sql.lines() {
        if let Some(rest) = line.trim().strip_prefix("CREATE TABLE ") {
            inside = rest.split([' ', '(']).next().is_some_and(|t| clustered.contains(&t));
        }
        if inside && line == ");" {
            out.push_str(") WITHOUT ROWID;\n");
            inside = false;
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    for table in marked(sql, "append-only") {
        for act in ["UPDATE", "DELETE"] {
            out.push_str(&format!(
                "CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n"
            ));
        }
    }
    out
}

fn for_postgres(sql: &str) -> String {
    let mut out = sql.to_owned();
    for table in marked(sql, "append-only") {
        out.push_str(&format!(
            "\nCREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
             CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
             CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();"
        ));
    }
    out
}
