//! What makes append-only tables refuse changes: is it still there?

use crate::{
    error::StoreError,
    migrate::{MIGRATIONS, marked},
    tx::{Engine, Tx},
};
use std::collections::BTreeSet;

/// Triggers by the table that they guard, with what they run.
const SQLITE: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
const POSTGRES: &str = "SELECT CAST(t.tgname AS TEXT), p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
    AND c.relnamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace)";

/// Tables that are marked as append-only.
pub fn append_only_tables() -> Vec<&'static str> {
    let mut tables: Vec<&str> = MIGRATIONS.iter().flat_map(|step| marked(step.sql, "append-only")).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// Those of them whose triggers are gone, switched off or no longer refuse.
///
/// # Errors
/// The database does not say what triggers it has.
pub fn unguarded_tables(tx: &mut Tx<'_>) -> Result<Vec<&'static str>, StoreError> {
    let (sql, guards, refuses): (_, [&str; 2], _) = match tx.engine() {
        Engine::Sqlite => (SQLITE, ["UPDATE", "DELETE"], "SELECT RAISE(ABORT"),
        Engine::Postgres => (POSTGRES, ["change", "truncate"], "RAISE EXCEPTION"),
    };
    let found: Vec<(String, String)> = tx.query(sql, &[])?;
    let standing: BTreeSet<String> =
        found.into_iter().filter(|(_, body)| body.contains(refuses)).map(|(name, _)| name).collect();
    let bare = |table: &&str| guards.iter().any(|guard| !standing.contains(&format!("{table}_no_{guard}")));
    Ok(append_only_tables().into_iter().filter(bare).collect())
}
