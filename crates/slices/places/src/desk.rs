//! What other slices may ask of places, over their open transaction.

pub use crate::load::DivisionRow;
pub use crate::merging::{Merged, standing_for};
use crate::{kind::Level, sql};
use base::{Calendar, Day, Refusal, ids::DivisionId, names};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

store::row! {
    /// A division as other slices see it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct DivisionView {
        /// Id.
        pub id: DivisionId,
        /// Official code; empty if it has none.
        pub code: String,
        /// Name.
        pub name: String,
        /// With the township before it: 廉桥镇梧桐村.
        pub full_name: String,
        /// `county`, `township`, `village`.
        pub level: String,
        /// Kind, told by its name.
        pub kind: String,
        /// Place in the scope tree.
        pub path: String,
    }
}

const VIEW: &str = "SELECT d.id, COALESCE(d.code, ''), d.name,
    CASE WHEN p.level = 'township' THEN p.name || d.name ELSE d.name END, d.level, d.kind, d.path
    FROM division d LEFT JOIN division p ON p.county = d.county AND p.id = d.parent WHERE d.county = $1";

/// Takes in a table of divisions; how many were new.
pub fn load_divisions(tx: &mut Tx<'_>, actor: &Actor, rows: &[DivisionRow]) -> Result<usize, Refusal> {
    Ok(crate::load::load(tx, actor, rows)?.added)
}

/// One division, also one that has ended.
pub fn division(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<Option<DivisionView>, Refusal> {
    Ok(tx.find(&format!("{VIEW} AND d.id = $2"), params![county, id])?)
}

/// Township and village of a division; empty for one that is unknown.
pub fn full_name(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<String, Refusal> {
    Ok(division(tx, county, id)?.map(|division| division.full_name).unwrap_or_default())
}

/// Many divisions at once, by id; those that are unknown are not among them.
pub fn divisions(
    tx: &mut Tx<'_>,
    county: &str,
    ids: impl IntoIterator<Item = DivisionId>,
) -> Result<BTreeMap<DivisionId, DivisionView>, Refusal> {
    let ids: Vec<DivisionId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let rows: Vec<DivisionView> = tx.query(&format!("{VIEW} AND d.id IN ({list})"), &values)?;
        found.extend(rows.into_iter().map(|division| (division.id, division)));
    }
    Ok(found)
}

/// Township and village of many divisions at once, by id.
pub fn full_names(
    tx: &mut Tx<'_>,
    county: &str,
    ids: impl IntoIterator<Item = DivisionId>,
) -> Result<BTreeMap<DivisionId, String>, Refusal> {
    Ok(divisions(tx, county, ids)?.into_iter().map(|(id, division)| (id, division.full_name)).collect())
}

/// The division, or the refusal that there is none.
pub fn require_division(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<DivisionView, Refusal> {
    division(tx, county, id)?.ok_or_else(|| crate::error::No::Unknown { division: id.to_string() }.into())
}

/// Whether people are at home right in this division: in a village, or in a township that has no villages.
pub fn holds_households(tx: &mut Tx<'_>, county: &str, division: &DivisionView) -> Result<bool, Refusal> {
    if division.level != Level::Township.word() {
        return Ok(division.level == Level::Village.word());
    }
    let below: i64 =
        tx.number("SELECT COUNT(*) FROM division WHERE county = $1 AND parent = $2", params![county, division.id])?;
    Ok(below == 0)
}

/// Whether the county has, or had, this division: what grows there is local.
pub fn is_in_county(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<bool, Refusal> {
    Ok(sql::find_standing(tx, county, id)?.is_some())
}

/// The division of a code, all twelve digits of it.
pub fn find_by_code(tx: &mut Tx<'_>, county: &str, code: &str) -> Result<Option<DivisionView>, Refusal> {
    match sql::find_code(tx, county, code)? {
        Some(id) => division(tx, county, id),
        None => Ok(None),
    }
}

/// Divisions that bear this name: `斫石曹乡`, `上斫村`, or both at once, `斫曹乡上斫村`. Several if the
/// name is not one place's alone.
pub fn find_by_name(tx: &mut Tx<'_>, county: &str, text: &str) -> Result<Vec<DivisionView>, Refusal> {
    let name = names::normal(text);
    let mut found = sql::find_named(tx, county, &name)?;
    if found.is_empty() {
        found = below_their_township(tx, county, &name)?;
    }
    let mut views = Vec::with_capacity(found.len());
    for id in found {
        views.extend(division(tx, county, id)?);
    }
    Ok(views)
}

/// Every way to part a text into a township's name and the name of a village in it.
fn below_their_township(tx: &mut Tx<'_>, county: &str, name: &str) -> Result<Vec<DivisionId>, Refusal> {
    let mut found = Vec::new();
    for (at, _) in name.char_indices().skip(2) {
        let (township, village) = name.split_at(at);
        for above in sql::find_named(tx, county, township)? {
            for below in sql::find_named(tx, county, village)? {
                let parent: Option<DivisionId> =
                    tx.find("SELECT parent FROM division WHERE county = $1 AND id = $2", params![county, below])?;
                if parent == Some(above) && !found.contains(&below) {
                    found.push(below);
                }
            }
        }
    }
    Ok(found)
}

/// The division, or the refusal that there is none; one that was merged by that day, what it was merged
/// into: nothing is registered in a division that is no more.
pub fn require_standing(tx: &mut Tx<'_>, county: &str, id: DivisionId, day: Day) -> Result<DivisionView, Refusal> {
    let standing = standing_for(tx, county, id, day)?;
    require_division(tx, county, standing)
}

/// The working days of the county: what ships with the program, and over it the plans that the county
/// loaded. A use case asks once and counts with the answer.
pub fn calendar(tx: &mut Tx<'_>, county: &str) -> Result<Calendar, Refusal> {
    crate::holidays::calendar(tx, county)
}

/// Divisions that have a quality on a day, such as `poor_village`.
pub fn with_quality(tx: &mut Tx<'_>, county: &str, quality: &str, day: Day) -> Result<Vec<DivisionView>, Refusal> {
    let sql = format!(
        "{VIEW} AND EXISTS (SELECT 1 FROM division_quality q WHERE q.county = d.county AND q.division = d.id
         AND q.quality = $2 AND q.valid_from <= $3 AND q.valid_to >= $3) ORDER BY d.id"
    );
    Ok(tx.query(&sql, params![county, quality, day])?)
}

/// Divisions that have a quality on a day; for merged ones, what they were merged into.
pub fn standing_with_quality(
    tx: &mut Tx<'_>,
    county: &str,
    quality: &str,
    day: Day,
) -> Result<Vec<DivisionView>, Refusal> {
    let mut standing: Vec<DivisionView> = Vec::new();
    for found in with_quality(tx, county, quality, day)? {
        let view = require_standing(tx, county, found.id, day)?;
        if !standing.iter().any(|known| known.id == view.id) {
            standing.push(view);
        }
    }
    Ok(standing)
}

/// Townships that stand on a day, in the order of the table.
pub fn townships(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<DivisionView>, Refusal> {
    let sql = format!("{VIEW} AND d.level = $2 AND d.valid_from <= $3 AND d.valid_to >= $3 ORDER BY d.id");
    Ok(tx.query(&sql, params![county, Level::Township.word(), day])?)
}

/// Villages that stand on a day, in the order of the table.
pub fn villages(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<DivisionView>, Refusal> {
    let sql = format!("{VIEW} AND d.level = $2 AND d.valid_from <= $3 AND d.valid_to >= $3 ORDER BY d.id");
    Ok(tx.query(&sql, params![county, Level::Village.word(), day])?)
}

/// The village of this id, if it is one and stands on a day.
pub fn standing_village(
    tx: &mut Tx<'_>,
    county: &str,
    id: DivisionId,
    day: Day,
) -> Result<Option<DivisionView>, Refusal> {
    let sql = format!("{VIEW} AND d.id = $4 AND d.level = $2 AND d.valid_from <= $3 AND d.valid_to >= $3");
    Ok(tx.find(&sql, params![county, Level::Village.word(), day, id])?)
}

/// Divisions of a level that stand on a day, by name or another name of theirs, each with what it lies in.
pub fn to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    level: &str,
    (q, day): (&str, Day),
    most: i64,
) -> Result<Vec<(i64, String, String)>, Refusal> {
    Ok(tx.query(
        "SELECT d.id, d.name, COALESCE(p.name, '') FROM division d
         LEFT JOIN division p ON p.county = d.county AND p.id = d.parent
         WHERE d.county = $1 AND d.level = $2 AND d.valid_from <= $3 AND d.valid_to >= $3
         AND ($4 = '' OR d.search LIKE $5 ESCAPE '\\') ORDER BY d.name, d.id LIMIT $6",
        params![county, level, day, q, names::like_pattern(q), most],
    )?)
}
