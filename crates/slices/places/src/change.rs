//! What people change of divisions: new ones, corrections, other names, qualities, mergers.
//!
//! Invariants: ids and paths of divisions never change; what was recorded under one stays there when it
//! is merged, and comparisons follow its successor. What lives in it goes over: [`crate::merging`].

use crate::{
    dto::{AliasForm, DivisionCorrection, DivisionDetail, DivisionForm, MergeForm, QualityForm},
    error::No,
    kind::{Level, kind_of},
    list::detail,
    load::{is_code, is_name},
    merging, rules, sql,
};
use base::{Day, Refusal, ids::DivisionId};
use edge::Actor;
use store::Tx;

/// Registers a division that no table has, such as a 场. **Who:** county administrator.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), body: DivisionForm) -> Result<DivisionDetail, Refusal> {
    let county = actor.county_id();
    let name = checked_name(&body.name)?;
    let code = checked_code(body.code.as_deref())?;
    let parent = current(tx, county, body.parent, actor.day()).map_err(|no| no.at("/parent"))?;
    if Level::from_word(&parent.level).and_then(Level::below) != Some(body.level) {
        return Err(Refusal::from(No::Parent).at("/level"));
    }
    if let Some(code) = code {
        refuse_taken_code(tx, county, code, DivisionId(0))?;
    }
    if sql::has_child_named(tx, county, parent.id, name)? {
        return Err(Refusal::from(No::NameTaken { name: name.to_owned() }).at("/name"));
    }
    let id = DivisionId(tx.next_id(county, "division")?);
    let valid_from = body.valid_from.map_or(sql::BEGINNING.to_owned(), |day| day.to_string());
    sql::insert_division(
        tx,
        county,
        &sql::NewDivision {
            id,
            code,
            name,
            level: body.level,
            kind: kind_of(body.level, name),
            parent: parent.id,
            path: &format!("{}{id}/", parent.path),
            valid_from: &valid_from,
            note: body.note.trim(),
        },
    )?;
    detail(tx, county, id, actor.day())
}

/// Corrects name, code, remark. The old name stays as another name. **Who:** county administrator.
pub fn correct(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: DivisionId,
    body: DivisionCorrection,
) -> Result<DivisionDetail, Refusal> {
    let county = actor.county_id();
    let name = checked_name(&body.name)?;
    let code = checked_code(body.code.as_deref())?;
    let old = known(tx, county, id)?;
    if let Some(code) = code {
        refuse_taken_code(tx, county, code, id)?;
    }
    let level = Level::from_word(&old.level).unwrap_or(Level::Village);
    sql::correct_division(tx, county, id, code, body.note.trim())?;
    if old.name != name {
        sql::rename_division(tx, county, id, name, kind_of(level, name))?;
        sql::insert_alias(tx, county, id, &old.name)?;
        sql::refresh_search(tx, county, id)?;
    }
    detail(tx, county, id, actor.day())
}

/// Adds another name; the same one twice is no harm. **Who:** county administrator.
pub fn add_alias(tx: &mut Tx<'_>, actor: &Actor, id: DivisionId, body: AliasForm) -> Result<DivisionDetail, Refusal> {
    let alias = checked_name(&body.alias).map_err(|no| no.at("/alias"))?;
    known(tx, actor.county_id(), id)?;
    sql::insert_alias(tx, actor.county_id(), id, alias)?;
    sql::refresh_search(tx, actor.county_id(), id)?;
    detail(tx, actor.county_id(), id, actor.day())
}

/// Records a dated quality, such as `poor_village`. **Who:** county administrator.
pub fn add_quality(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: DivisionId,
    body: QualityForm,
) -> Result<DivisionDetail, Refusal> {
    let county = actor.county_id();
    known(tx, county, id)?;
    let recorded = sql::qualities(tx, county, id)?;
    let period = rules::quality(&recorded, &body)?;
    sql::insert_quality(tx, county, id, &period)?;
    detail(tx, county, id, actor.day())
}

/// Merges a division into another of its level from a day on. **Who:** county administrator.
pub fn merge(tx: &mut Tx<'_>, actor: &Actor, id: DivisionId, body: MergeForm) -> Result<DivisionDetail, Refusal> {
    let county = actor.county_id();
    let (old, into) = (known(tx, county, id)?, known(tx, county, body.into).map_err(|no| no.at("/into"))?);
    rules::merge(&old, &into, sql::count_children(tx, county, id, body.on)?, body.on)?;
    let last_day = body.on.plus_days(-1);
    sql::end_division(tx, county, id, last_day, body.into, body.note.trim())?;
    merging::record(tx, county, id, body.into, last_day)?;
    detail(tx, county, id, actor.day())
}

/// The division, if the county has it.
fn known(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<sql::Standing, Refusal> {
    sql::find_standing(tx, county, id)?.ok_or_else(|| No::Unknown { division: id.to_string() }.into())
}

/// The division, if it has not ended.
fn current(tx: &mut Tx<'_>, county: &str, id: DivisionId, day: Day) -> Result<sql::Standing, Refusal> {
    let found = known(tx, county, id)?;
    rules::refuse_ended(&found, day)?;
    Ok(found)
}

fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    if is_name(name) { Ok(name) } else { Err(Refusal::from(No::Name).at("/name")) }
}

fn checked_code(code: Option<&str>) -> Result<Option<&str>, Refusal> {
    match code.map(str::trim).filter(|code| !code.is_empty()) {
        Some(code) if !is_code(code) => Err(Refusal::from(No::Code).at("/code")),
        code => Ok(code),
    }
}

fn refuse_taken_code(tx: &mut Tx<'_>, county: &str, code: &str, own: DivisionId) -> Result<(), Refusal> {
    match sql::find_code(tx, county, code)? {
        Some(id) if id != own => Err(Refusal::from(No::CodeTaken { code: code.to_owned() }).at("/code")),
        _ => Ok(()),
    }
}
