//! Producers as people see them. The registry is open to every post; contacts are masked.

use super::{
    dto::{ProducerDetail, ProducerQuery, ProducerRow},
    rules, sql,
};
use crate::{person, word::unknown};
use base::{
    Refusal,
    ids::{DivisionId, ProducerId},
    names,
};
use edge::{Actor, Ask, Nothing, Page};
use store::{Listing, Tx, params};

/// `$2` is the day, `$3` the instant of "today".
const COLUMNS: &str =
    "p.id, p.name, p.kind, p.path, p.document_kind, p.document_number, p.document_verdict, p.registered_address,
    (SELECT COUNT(*) FROM product d WHERE d.county = p.county AND d.producer = p.id AND d.ended = '') AS products,
    (SELECT COUNT(*) FROM product d WHERE d.county = p.county AND d.producer = p.id AND EXISTS (SELECT 1 FROM listing l
        WHERE l.county = d.county AND l.product = d.id AND l.valid_from <= $2 AND l.valid_to >= $2
        AND l.from_at <= $3 AND l.until_at > $3)) AS listed_products,
    p.blacklisted_at, p.note";

/// Producers of the county.
pub fn producers(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: ProducerQuery,
    ask: &Ask,
) -> Result<Page<ProducerRow>, Refusal> {
    let (from, until) = if query.own == 0 { ("/".to_owned(), "0".to_owned()) } else { actor.scope.range() };
    let base = format!(
        "SELECT * FROM (SELECT {COLUMNS}, p.id AS sort_id, p.search FROM producer p WHERE p.county = $1
         AND p.path >= $4 AND p.path < $5 AND ($6 = '' OR p.search LIKE $7 ESCAPE '\\') AND ($8 = '' OR p.kind = $8)
         AND ($9 = '' OR p.document_verdict = $9) AND ($11 = '' OR substr(p.path, 1, length($11)) = $11)) AS r
         WHERE r.listed_products >= $10"
    );
    let below = match query.division {
        0 => String::new(),
        id => places::desk::require_standing(tx, actor.county_id(), DivisionId(id), actor.day())?.path,
    };
    let verdict = if query.doubtful == 0 { "" } else { "check_failed" };
    let params = params![
        actor.county_id(),
        actor.day(),
        actor.now,
        from,
        until,
        query.q.trim(),
        names::like_pattern(&query.q),
        query.kind,
        verdict,
        query.listed.clamp(0, 1),
        below
    ]
    .to_vec();
    let sorts = &["id", "name", "kind", "path", "document_verdict", "products", "listed_products"];
    store::list(tx, &Listing { base: &base, params, sorts, sums: &["products", "listed_products"] }, ask)
}

/// One producer in full, its contact masked.
pub fn producer(tx: &mut Tx<'_>, actor: &Actor, id: ProducerId, _: Nothing) -> Result<ProducerDetail, Refusal> {
    detail(tx, actor, id)
}

pub(super) fn detail(tx: &mut Tx<'_>, actor: &Actor, id: ProducerId) -> Result<ProducerDetail, Refusal> {
    let county = actor.county_id();
    let sql = format!("SELECT {COLUMNS} FROM producer p WHERE p.county = $1 AND p.id = $4");
    let row: Option<ProducerRow> = tx.find(&sql, params![county, actor.day(), actor.now, id])?;
    let row = row.ok_or_else(|| unknown(id))?;
    let own = sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let place = places::desk::division(tx, county, own.division)?;
    let contact = match own.contact {
        Some(party) => Some(person::masked(tx, county, party)?),
        None => None,
    };
    Ok(ProducerDetail {
        warnings: rules::warnings(&row.document_verdict),
        producer: row,
        division: place.as_ref().map(|d| d.id),
        place: place.map(|d| d.full_name).unwrap_or_default(),
        household: own.household,
        contact,
    })
}
