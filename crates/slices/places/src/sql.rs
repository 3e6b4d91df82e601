//! Every statement of the slice about divisions and their names.

use crate::kind::Level;
use base::{Refusal, ids::DivisionId, names};
use store::{Tx, params};

/// From when divisions count that nobody has dated.
pub const BEGINNING: &str = "0001-01-01";

/// The open end of a period.
pub const OPEN_END: &str = "9999-12-31";

/// A division about to be written.
pub struct NewDivision<'a> {
    pub id: DivisionId,
    pub code: Option<&'a str>,
    pub name: &'a str,
    pub level: Level,
    pub kind: &'a str,
    pub parent: DivisionId,
    pub path: &'a str,
    pub valid_from: &'a str,
    pub note: &'a str,
}

/// Code, id, level, path, name of every division that has a code.
pub fn coded_divisions(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(String, DivisionId, String, String, String)>, Refusal> {
    Ok(tx.query(
        "SELECT code, id, level, path, name FROM division WHERE county = $1 AND code IS NOT NULL",
        params![county],
    )?)
}

/// Writes a division.
pub fn insert_division(tx: &mut Tx<'_>, county: &str, new: &NewDivision<'_>) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO division (county, id, code, name, normal, level, kind, parent, path, search, valid_from, valid_to, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            county,
            new.id,
            new.code.map(str::to_owned),
            new.name,
            names::normal(new.name),
            new.level.word(),
            new.kind,
            new.parent,
            new.path,
            names::search_key(new.name, []),
            new.valid_from,
            OPEN_END,
            new.note
        ],
    )?;
    Ok(())
}

/// Gives a division another name; [`refresh_search`] follows.
pub fn rename_division(tx: &mut Tx<'_>, county: &str, id: DivisionId, name: &str, kind: &str) -> Result<(), Refusal> {
    tx.run(
        "UPDATE division SET name = $3, normal = $4, kind = $5 WHERE county = $1 AND id = $2",
        params![county, id, name, names::normal(name), kind],
    )?;
    Ok(())
}

/// Adds another name; one that is there already stays. [`refresh_search`] follows.
pub fn insert_alias(tx: &mut Tx<'_>, county: &str, id: DivisionId, alias: &str) -> Result<bool, Refusal> {
    let added = tx.run(
        "INSERT INTO division_alias (county, division, alias, normal) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, division, alias) DO NOTHING",
        params![county, id, alias, names::normal(alias)],
    )?;
    Ok(added == 1)
}

/// Aliases of one division.
pub fn aliases(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<Vec<String>, Refusal> {
    Ok(tx.query(
        "SELECT alias FROM division_alias WHERE county = $1 AND division = $2 ORDER BY alias",
        params![county, id],
    )?)
}

/// Writes the search key anew from the name and all aliases.
pub fn refresh_search(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<(), Refusal> {
    let name: String = tx.one("SELECT name FROM division WHERE county = $1 AND id = $2", params![county, id])?;
    let aliases = aliases(tx, county, id)?;
    let key = names::search_key(&name, aliases.iter().map(String::as_str));
    tx.run("UPDATE division SET search = $3 WHERE county = $1 AND id = $2", params![county, id, key])?;
    Ok(())
}

/// A code that the county had before.
pub fn insert_past_code(tx: &mut Tx<'_>, county: &str, code: &str, until_year: i64) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO past_county_code (county, code, until_year) VALUES ($1, $2, $3) ON CONFLICT (county, code) DO NOTHING",
        params![county, code, until_year],
    )?;
    Ok(())
}
