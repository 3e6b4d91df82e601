//! Finding divisions: lists and one in full.

use crate::{
    dto::{DivisionDetail, DivisionListed, DivisionQuery},
    error::No,
    kind::Level,
    sql,
};
use base::{Day, Refusal, ids::DivisionId, names};
use edge::{Actor, Ask, Page};
use store::{Listing, Tx, params};

/// Columns of [`DivisionListed`] over `division d`, its parent `p`; `$2` is the day of the qualities.
const COLUMNS: &str =
    "d.id, COALESCE(d.code, '') AS code, d.name, COALESCE(p.name, '') AS parent_name, d.parent, d.level, d.kind,
    COALESCE((SELECT string_agg(a.alias, '、' ORDER BY a.alias) FROM division_alias a
        WHERE a.county = d.county AND a.division = d.id), '') AS aliases,
    COALESCE((SELECT string_agg(y.quality, ',' ORDER BY y.quality) FROM division_quality y
        WHERE y.county = d.county AND y.division = d.id AND y.valid_from <= $2 AND y.valid_to >= $2), '') AS qualities,
    d.valid_from, d.valid_to, d.successor, d.note, d.path";

const FROM: &str =
    "FROM division d LEFT JOIN division p ON p.county = d.county AND p.id = d.parent WHERE d.county = $1";

/// Divisions inside the actor's scope, and those that the scope lies in.
pub fn divisions(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: DivisionQuery,
    ask: &Ask,
) -> Result<Page<DivisionListed>, Refusal> {
    if !query.level.is_empty() && Level::from_word(&query.level).is_none() {
        return Err(edge::EdgeRefusal::Query { why: "level".into() }.into());
    }
    let day = query.day.unwrap_or_else(|| actor.day());
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT {COLUMNS}, d.id AS sort_id {FROM}
         AND ((d.path >= $3 AND d.path < $4) OR substr($3, 1, length(d.path)) = d.path)
         AND (d.level = $5 OR $5 = '') AND (d.parent = $6 OR $6 = 0)
         AND ($7 = '' OR d.search LIKE $8 ESCAPE '\\') AND (d.valid_to >= $2 OR $9 <> '')
         AND ($10 = '' OR EXISTS (SELECT 1 FROM division_quality q WHERE q.county = d.county AND q.division = d.id
             AND q.quality = $10 AND q.valid_from <= $2 AND q.valid_to >= $2))"
    );
    let ended = if query.ended == 0 { "" } else { "ended" };
    let params = params![
        actor.county_id(),
        day,
        from,
        until,
        query.level,
        query.parent,
        query.q.trim(),
        names::like_pattern(&query.q),
        ended,
        query.quality
    ]
    .to_vec();
    let listing = Listing {
        base: &base,
        params,
        sorts: &["id", "code", "name", "level", "kind", "parent_name", "valid_from"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

/// One division in full.
pub fn division(tx: &mut Tx<'_>, actor: &Actor, id: DivisionId, _: edge::Nothing) -> Result<DivisionDetail, Refusal> {
    detail(tx, actor.county_id(), id, actor.day())
}

/// One division in full, with its qualities of a day.
pub(crate) fn detail(tx: &mut Tx<'_>, county: &str, id: DivisionId, day: Day) -> Result<DivisionDetail, Refusal> {
    let sql = format!("SELECT {COLUMNS} {FROM} AND d.id = $3");
    let found: Option<DivisionListed> = tx.find(&sql, params![county, day, id])?;
    let division = found.ok_or_else(|| Refusal::from(No::Unknown { division: id.to_string() }))?;
    let past_codes = if division.level == Level::County.word() { sql::past_codes(tx, county)? } else { Vec::new() };
    Ok(DivisionDetail {
        other_names: sql::aliases(tx, county, id)?,
        quality_periods: sql::qualities(tx, county, id)?,
        past_codes,
        division,
    })
}
