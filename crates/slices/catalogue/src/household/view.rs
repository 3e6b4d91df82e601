//! Households as people see them: masked.

use super::{
    dto::{HouseholdDetail, HouseholdQuery, HouseholdRow, MemberView},
    sql,
};
use crate::{person, word::unknown};
use base::{
    Day, Refusal,
    ids::{DivisionId, HouseholdId},
};
use edge::{Actor, Ask, Nothing, Page};
use store::{Listing, Tx, params};

const COLUMNS: &str = "h.id, h.division, h.party, h.note,
    (SELECT COUNT(*) FROM household_member m WHERE m.county = h.county AND m.household = h.id
        AND m.joined_on <= $2 AND m.left_on >= $2) AS members,
    COALESCE((SELECT string_agg(s.kind, ',' ORDER BY s.kind) FROM household_status s WHERE s.county = h.county
        AND s.household = h.id AND s.valid_from <= $2 AND s.valid_to >= $2), '') AS kinds";

store::row! {
    struct Listed {
        id: HouseholdId,
        division: DivisionId,
        party: i64,
        note: String,
        members: i64,
        kinds: String,
    }
}

/// Households inside the actor's scope.
pub fn households(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: HouseholdQuery,
    ask: &Ask,
) -> Result<Page<HouseholdRow>, Refusal> {
    let county = actor.county_id();
    let day = query.day.unwrap_or_else(|| actor.day());
    let (from, until) = actor.scope.range();
    let named = match query.name.trim() {
        "" => String::new(),
        name => {
            let parties = identity::desk::find_parties(tx, county, "name", name)?;
            let list: Vec<String> = parties.iter().map(i64::to_string).chain(["0".to_owned()]).collect();
            format!("AND h.party IN ({})", list.join(", "))
        }
    };
    let base = format!(
        "SELECT {COLUMNS}, h.id AS sort_id FROM household h WHERE h.county = $1 AND h.path >= $3 AND h.path < $4 {named}
         AND ($5 = '' OR EXISTS (SELECT 1 FROM household_status s WHERE s.county = h.county AND s.household = h.id
             AND s.kind = $5 AND s.valid_from <= $2 AND s.valid_to >= $2))
         AND ($6 = '' OR substr(h.path, 1, length($6)) = $6)"
    );
    let below = match query.division {
        0 => String::new(),
        id => places::desk::require_standing(tx, county, DivisionId(id), actor.day())?.path,
    };
    let params = params![county, day, from, until, query.kind, below].to_vec();
    let listing = Listing { base: &base, params, sorts: &["id", "division", "kinds", "members"], sums: &["members"] };
    let page: Page<Listed> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for listed in page.items {
        items.push(row(tx, county, listed)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

fn row(tx: &mut Tx<'_>, county: &str, listed: Listed) -> Result<HouseholdRow, Refusal> {
    let place = places::desk::division(tx, county, listed.division)?.map(|d| d.full_name).unwrap_or_default();
    let person = person::masked(tx, county, listed.party)?;
    Ok(HouseholdRow {
        id: listed.id,
        place,
        name: person.name,
        phone: person.phone,
        id_number: person.id_number,
        members: listed.members,
        kinds: listed.kinds,
        note: listed.note,
    })
}

/// One household, masked.
pub fn household(tx: &mut Tx<'_>, actor: &Actor, id: HouseholdId, _: Nothing) -> Result<HouseholdDetail, Refusal> {
    detail(tx, actor.county_id(), id, actor.day())
}

/// One household, masked, with what held on a day.
pub(super) fn detail(tx: &mut Tx<'_>, county: &str, id: HouseholdId, day: Day) -> Result<HouseholdDetail, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM household h WHERE h.county = $1 AND h.id = $3");
    let listed: Option<Listed> = tx.find(&sql, params![county, day, id])?;
    let listed = listed.ok_or_else(|| unknown(id))?;
    let division = listed.division;
    let mut people = Vec::new();
    for member in sql::members(tx, county, id)? {
        people.push(MemberView {
            id: member.id,
            person: person::masked(tx, county, member.party)?,
            relation: member.relation,
            joined_on: member.joined_on,
            left_on: member.left_on,
        });
    }
    Ok(HouseholdDetail {
        household: row(tx, county, listed)?,
        division,
        people,
        statuses: sql::statuses(tx, county, id)?,
    })
}
