//! Evidence as people see it.

use crate::{
    desk::Subject,
    dto::{Elsewhere, EvidenceQuery, EvidenceRow},
    sql::{self, FOUND, Found},
};
use base::{Refusal, hex};
use edge::{Actor, Ask, Page, Perm, Role, Target};
use identity::desk::person_name;
use store::{Listing, Tx, params};

/// Evidence of a subject, in the order in which it came. **Who:** whoever may read the subject; names
/// and notes are for those who may open files.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    of: &Subject,
    subject: i64,
    query: &EvidenceQuery,
    ask: &Ask,
) -> Result<Page<EvidenceRow>, Refusal> {
    let base = format!("{FOUND} AND ($4 = '' OR e.part = $4) AND ($5 = 0 OR e.part_id = $5)");
    let params = params![actor.county_id(), of.kind, subject, &query.part, query.part_id].to_vec();
    let sorts = &["id", "at", "kind", "size_bytes"];
    let page: Page<Found> = store::list(tx, &Listing { base: &base, params, sorts, sums: &["size_bytes"] }, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for found in page.items {
        items.push(row(tx, actor, of, subject, found)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// Whether this reader may open a file that was struck off.
pub fn sees_struck(actor: &Actor, found: &Found) -> bool {
    own(actor, found) || matches!(actor.role, Role::Auditor | Role::CountyOffice | Role::Program)
}

/// Whether this person may strike it off.
pub fn strikes(actor: &Actor, found: &Found) -> bool {
    actor.may(Perm::EvidenceAttach) && (own(actor, found) || matches!(actor.role, Role::CountyOffice | Role::Program))
}

/// Whether this person attached it.
pub fn own(actor: &Actor, found: &Found) -> bool {
    found.person == actor.person
}

fn row(tx: &mut Tx<'_>, actor: &Actor, of: &Subject, subject: i64, found: Found) -> Result<EvidenceRow, Refusal> {
    let county = actor.county_id();
    let reads = actor.may(Perm::EvidenceRead);
    let stands = found.struck_at.is_empty();
    let (name, note) = if reads { sql::words(tx, county, &found)? } else { Default::default() };
    let same = sql::elsewhere(tx, county, of, subject, (sql::Which::Same, found.file))?;
    let alike = sql::elsewhere(tx, county, of, subject, (sql::Which::Alike, found.file))?;
    Ok(EvidenceRow {
        name,
        note,
        digest: hex::of(&found.digest),
        person: person_name(tx, county, found.person)?,
        struck_by: if stands { String::new() } else { person_name(tx, county, found.struck_by)? },
        elsewhere_count: i64::try_from(same.len()).unwrap_or(i64::MAX),
        elsewhere: named(tx, actor, same)?,
        alike_count: i64::try_from(alike.len()).unwrap_or(i64::MAX),
        alike: named(tx, actor, alike)?,
        may_open: reads && (stands || sees_struck(actor, &found)),
        may_strike: stands && strikes(actor, &found),
        id: found.id,
        part: found.part,
        part_id: found.part_id,
        kind: found.kind,
        media_type: found.media_type,
        size_bytes: found.size_bytes,
        role: found.role,
        at: found.at,
        struck_reason: found.struck_reason,
        struck_at: found.struck_at,
    })
}

/// Those things that lie inside the reader's scope, with their names.
fn named(tx: &mut Tx<'_>, actor: &Actor, others: Vec<(String, i64)>) -> Result<Vec<Elsewhere>, Refusal> {
    let mut seen = Vec::new();
    for (subject_kind, subject) in others {
        let place_of = target(&subject_kind).and_then(|target| actor.scopes.get(&target).copied());
        let Some(place_of) = place_of else { continue };
        let place = place_of(tx, actor.county_id(), subject)?.filter(|place| actor.scope.covers(&place.path));
        seen.extend(place.map(|place| Elsewhere { subject_kind, subject, name: place.name }));
    }
    Ok(seen)
}

fn target(kind: &str) -> Option<Target> {
    match kind {
        "certification" => Some(Target::Certification),
        "producer" => Some(Target::Producer),
        "outlet" => Some(Target::Outlet),
        "unsalable" => Some(Target::Unsalable),
        _ => None,
    }
}
