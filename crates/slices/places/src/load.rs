//! Taking in a table of divisions: at set-up, and again when the county gets a newer one.
//!
//! Invariants: a code that is known keeps its id and path for ever; a new name keeps the old
//! one as alias; rows above the county (province, prefecture) are passed over.
//! Left to others: merges and moves, which are acts of people ([`crate::merge`]).

use crate::{
    data,
    error::No,
    kind::{Level, kind_of},
    sql,
};
use base::{Refusal, ids::DivisionId, names};
use edge::Actor;
use std::collections::BTreeMap;
use store::Tx;

/// One row of a division table, as the statistics bureau writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionRow {
    /// 12 digits.
    pub code: String,
    /// Official name.
    pub name: String,
    /// `county`, `township`, `village`; `province` and `prefecture` are passed over.
    pub level: String,
    /// Code of the division above.
    pub parent_code: String,
}

/// What taking in a table did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Loaded {
    /// Divisions that are new.
    pub added: usize,
    /// Divisions that got another name; the old one is kept as alias.
    pub renamed: usize,
    /// Divisions that were there already.
    pub unchanged: usize,
    /// Villages that the table marks as poor and that were not so marked.
    pub poor_villages: usize,
}

/// What is wrong with a row, in Chinese and English.
type Why = (&'static str, &'static str);

/// A division that rows below can hang on.
struct Known {
    id: DivisionId,
    level: Level,
    path: String,
    name: String,
}

/// Takes in a table. Rows stand in any order as long as each comes after the one above it.
pub fn load(tx: &mut Tx<'_>, actor: &Actor, rows: &[DivisionRow]) -> Result<Loaded, Refusal> {
    let county = actor.county_id();
    let mut known: BTreeMap<String, Known> = sql::coded_divisions(tx, county)?
        .into_iter()
        .filter_map(|(code, id, level, path, name)| {
            Some((code, Known { id, level: Level::from_word(&level)?, path, name }))
        })
        .collect();
    let mut loaded = Loaded::default();
    for (index, row) in rows.iter().enumerate() {
        let wrong = |(why_zh, why_en): Why| No::Row { row: index + 1, why_zh, why_en };
        let Some(level) = level_of(row).map_err(wrong)? else { continue };
        match known.get(&row.code) {
            Some(old) if old.name == row.name => loaded.unchanged += 1,
            Some(old) => {
                rename(tx, county, old, &row.name)?;
                loaded.renamed += 1;
            }
            None => {
                let above = parent_of(row, level, &known).map_err(wrong)?;
                let added = add(tx, actor, row, level, above)?;
                known.insert(row.code.clone(), added);
                loaded.added += 1;
            }
        }
    }
    add_shipped_names(tx, county, &known)?;
    Ok(loaded)
}

/// The level of a row that has the right form; `None` for what stands above counties.
fn level_of(row: &DivisionRow) -> Result<Option<Level>, Why> {
    if matches!(row.level.as_str(), "province" | "prefecture") {
        return Ok(None);
    }
    if !is_code(&row.code) {
        return Err(("code 应为 12 位数字", "code is 12 digits"));
    }
    if !is_name(&row.name) {
        return Err(("name 应为 1 到 60 个字", "name has 1 to 60 characters"));
    }
    Level::from_word(&row.level)
        .map(Some)
        .ok_or(("level 应为 county、township 或 village", "level is county, township or village"))
}

/// Whether a text is a division code as published: 12 digits.
pub(crate) fn is_code(code: &str) -> bool {
    code.len() == 12 && code.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text can be a division's name.
pub(crate) fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= 60
}

/// The row's parent: none for the county itself, of which there is one.
fn parent_of<'k>(
    row: &DivisionRow,
    level: Level,
    known: &'k BTreeMap<String, Known>,
) -> Result<Option<&'k Known>, Why> {
    if level == Level::County {
        let another = known.values().any(|k| k.level == Level::County);
        return if another { Err(("只能有一个县级区划", "there is one county only")) } else { Ok(None) };
    }
    let above = known.get(&row.parent_code).filter(|above| above.level.below() == Some(level));
    above.map(Some).ok_or(("前面没有它的上级区划 parent_code", "its parent_code does not stand before it"))
}

fn add(
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &DivisionRow,
    level: Level,
    above: Option<&Known>,
) -> Result<Known, Refusal> {
    let county = actor.county_id();
    let id = DivisionId(tx.next_id(county, "division")?);
    let path = above.map_or_else(|| "/".to_owned(), |above| format!("{}{id}/", above.path));
    sql::insert_division(
        tx,
        county,
        &sql::NewDivision {
            id,
            code: Some(&row.code),
            name: &row.name,
            level,
            kind: kind_of(level, &row.name),
            parent: above.map_or(DivisionId(0), |above| above.id),
            path: &path,
            valid_from: sql::BEGINNING,
            note: "",
        },
    )?;
    Ok(Known { id, level, path, name: row.name.clone() })
}

fn rename(tx: &mut Tx<'_>, county: &str, old: &Known, name: &str) -> Result<(), Refusal> {
    sql::rename_division(tx, county, old.id, name, kind_of(old.level, name))?;
    sql::insert_alias(tx, county, old.id, &old.name)?;
    sql::refresh_search(tx, county, old.id)
}

fn add_shipped_names(tx: &mut Tx<'_>, county: &str, known: &BTreeMap<String, Known>) -> Result<(), Refusal> {
    for (code, alias) in data::aliases() {
        if let Some(division) = known.get(code).filter(|d| !names::normal(alias).is_empty() && d.name != alias) {
            sql::insert_alias(tx, county, division.id, alias)?;
            sql::refresh_search(tx, county, division.id)?;
        }
    }
    for (_, past, until_year) in data::past_codes().filter(|(code, ..)| known.contains_key(*code)) {
        sql::insert_past_code(tx, county, past, until_year)?;
    }
    Ok(())
}
