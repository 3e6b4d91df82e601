//! Every statement of the slice about divisions and their names.

use crate::{
    dto::{PastCode, QualityPeriod},
    kind::Level,
};
use base::{Day, Refusal, ids::DivisionId, names};
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

/// Code, id, level, path, name.
pub type Coded = (String, DivisionId, String, String, String);

/// Every division that has a code.
pub fn coded_divisions(tx: &mut Tx<'_>, county: &str) -> Result<Vec<Coded>, Refusal> {
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

store::row! {
    /// A division as rules look at it.
    #[derive(Clone, Debug)]
    pub struct Standing {
        pub id: DivisionId,
        pub name: String,
        pub level: String,
        pub path: String,
        pub valid_from: Day,
        pub valid_to: Day,
    }
}

/// What the rules need of one division.
pub fn find_standing(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<Option<Standing>, Refusal> {
    Ok(tx.find(
        "SELECT id, name, level, path, valid_from, valid_to FROM division WHERE county = $1 AND id = $2",
        params![county, id],
    )?)
}

/// The division that has a code.
pub fn find_code(tx: &mut Tx<'_>, county: &str, code: &str) -> Result<Option<DivisionId>, Refusal> {
    Ok(tx.find("SELECT id FROM division WHERE county = $1 AND code = $2", params![county, code])?)
}

/// Whether a division right below has this name and has not ended.
pub fn has_child_named(tx: &mut Tx<'_>, county: &str, parent: DivisionId, name: &str) -> Result<bool, Refusal> {
    let found: Option<i64> = tx.find(
        "SELECT id FROM division WHERE county = $1 AND parent = $2 AND normal = $3 AND valid_to = $4",
        params![county, parent, names::normal(name), OPEN_END],
    )?;
    Ok(found.is_some())
}

/// Divisions right below that still stand on a day.
pub fn count_children(tx: &mut Tx<'_>, county: &str, parent: DivisionId, day: Day) -> Result<i64, Refusal> {
    Ok(tx.number(
        "SELECT COUNT(*) FROM division WHERE county = $1 AND parent = $2 AND valid_to >= $3",
        params![county, parent, day],
    )?)
}

/// Writes code and remark anew.
pub fn correct_division(
    tx: &mut Tx<'_>,
    county: &str,
    id: DivisionId,
    code: Option<&str>,
    note: &str,
) -> Result<(), Refusal> {
    tx.run(
        "UPDATE division SET code = $3, note = $4 WHERE county = $1 AND id = $2",
        params![county, id, code.map(str::to_owned), note],
    )?;
    Ok(())
}

/// Ends a division in favour of another.
pub fn end_division(
    tx: &mut Tx<'_>,
    county: &str,
    id: DivisionId,
    last: Day,
    into: DivisionId,
    note: &str,
) -> Result<(), Refusal> {
    tx.run(
        "UPDATE division SET valid_to = $3, successor = $4, note = $5 WHERE county = $1 AND id = $2",
        params![county, id, last, into, note],
    )?;
    Ok(())
}

/// Qualities of one division, oldest first.
pub fn qualities(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<Vec<QualityPeriod>, Refusal> {
    Ok(tx.query(
        "SELECT quality, valid_from, valid_to, source FROM division_quality WHERE county = $1 AND division = $2
         ORDER BY valid_from, quality",
        params![county, id],
    )?)
}

/// Records a quality.
pub fn insert_quality(tx: &mut Tx<'_>, county: &str, id: DivisionId, period: &QualityPeriod) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO division_quality (county, division, quality, valid_from, valid_to, source) VALUES ($1, $2, $3, $4, $5, $6)",
        params![county, id, &period.quality, period.valid_from, period.valid_to, &period.source],
    )?;
    Ok(())
}

/// Codes that the county had before, oldest first.
pub fn past_codes(tx: &mut Tx<'_>, county: &str) -> Result<Vec<PastCode>, Refusal> {
    Ok(tx.query(
        "SELECT code, until_year FROM past_county_code WHERE county = $1 ORDER BY until_year",
        params![county],
    )?)
}

/// Townships and villages that stand on a day, in the order of the table.
pub fn standing_on(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<Standing>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, level, path, valid_from, valid_to FROM division WHERE county = $1
         AND level <> 'county' AND valid_from <= $2 AND valid_to >= $2 ORDER BY id",
        params![county, day],
    )?)
}

/// How many divisions of each level and kind stand on a day.
pub fn count_by_kind(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<(String, String, i64)>, Refusal> {
    Ok(tx.query(
        "SELECT level, kind, COUNT(*) FROM division WHERE county = $1 AND valid_from <= $2 AND valid_to >= $2
         GROUP BY level, kind ORDER BY level, kind",
        params![county, day],
    )?)
}

/// How many divisions have a quality on a day.
pub fn count_quality(tx: &mut Tx<'_>, county: &str, quality: &str, day: Day) -> Result<i64, Refusal> {
    Ok(tx.number(
        "SELECT COUNT(*) FROM division_quality WHERE county = $1 AND quality = $2 AND valid_from <= $3 AND valid_to >= $3",
        params![county, quality, day],
    )?)
}

/// The official code of the county itself.
pub fn county_code(tx: &mut Tx<'_>, county: &str) -> Result<Option<String>, Refusal> {
    let found: Option<Option<String>> =
        tx.find("SELECT code FROM division WHERE county = $1 AND path = '/'", params![county])?;
    Ok(found.flatten())
}

/// Ids of the divisions that bear a name, itself or as another name, in the order of the table.
pub fn find_named(tx: &mut Tx<'_>, county: &str, normal: &str) -> Result<Vec<DivisionId>, Refusal> {
    Ok(tx.query(
        "SELECT id FROM division WHERE county = $1 AND normal = $2
         UNION SELECT division FROM division_alias WHERE county = $1 AND normal = $2 ORDER BY 1",
        params![county, normal],
    )?)
}
