//! Posts: granted with scope and term, ended with a reason, never deleted.

use crate::{
    desk::BulkPost,
    dto::{DONE, Done, GrantPost, PostRow},
    error::No,
    sql,
};
use base::{
    Day, Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, Ask, Page, Place, Role, Target};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// The last day of an open term.
pub(crate) const OPEN: &str = "9999-12-31";
/// As what a post is held; the table checks it too.
const CAPACITIES: [&str; 3] = ["holder", "handler", "stand_in"];

/// Grants a post. **Who:** county administrator, not to themselves.
pub fn grant(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, body: GrantPost) -> Result<PostRow, Refusal> {
    let county = actor.county_id();
    if person == actor.person {
        return Err(No::OwnPost.into());
    }
    hold(tx, county, person)?;
    sql::find_person(tx, county, person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    let Checked { role, kind, place, from, to } = check(tx, actor, &body)?;
    refuse_excluded(tx, county, person, role, from, &to)?;
    let id = PostId(tx.next_id(county, "post")?);
    tx.run(
        "INSERT INTO post (county, id, person, role, scope_kind, scope_id, scope_path, scope_name, field, capacity,
         valid_from, valid_to, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            county, id, person, role.word(), kind, body.scope_id.unwrap_or_default(), place.path, place.name,
            body.field.trim(), body.capacity, from, to, actor.person, actor.now
        ],
    )?;
    let posts = sql::posts_of(tx, county, person)?;
    posts.into_iter().find(|p| p.id == id).ok_or_else(|| No::NoSuchPost.into())
}

/// Keeps grants to one person apart: two that exclude each other do not both find nothing held.
fn hold(tx: &mut Tx<'_>, county: &str, person: PersonId) -> Result<(), Refusal> {
    Ok(tx.hold(county, &format!("posts/{person}"))?)
}

/// A post that could be granted to somebody.
pub(crate) struct Checked {
    role: Role,
    kind: &'static str,
    place: Place,
    from: Day,
    to: String,
}

/// Whether there is such a post: its role, its term, its scope.
pub(crate) fn check(tx: &mut Tx<'_>, actor: &Actor, body: &GrantPost) -> Result<Checked, Refusal> {
    let role = Role::from_word(&body.role).filter(|r| !matches!(r, Role::Public | Role::Program));
    let role = role.ok_or_else(|| {
        let granted = Role::ALL.iter().filter(|r| !matches!(r, Role::Public | Role::Program | Role::Worker));
        let roles = granted.map(|r| r.word()).collect::<Vec<_>>().join(", ");
        Refusal::from(No::NoSuchRole { roles }).at("/role")
    })?;
    let from = body.valid_from.unwrap_or_else(|| actor.day());
    let to = body.valid_to.map_or(OPEN.to_owned(), |to| to.to_string());
    if to < from.to_string() {
        return Err(Refusal::from(No::Term).at("/valid_to"));
    }
    if !CAPACITIES.contains(&body.capacity.as_str()) {
        return Err(Refusal::from(No::Capacity).at("/capacity"));
    }
    let (kind, place) = place_of(tx, actor, role, body.scope_id)?;
    Ok(Checked { role, kind, place, from, to })
}

/// Gives a post handed out in bulk, unless the person holds it already.
pub(crate) fn give(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, bulk: &BulkPost<'_>) -> Result<(), Refusal> {
    let county = actor.county_id();
    hold(tx, county, person)?;
    let held: i64 = tx.number(
        "SELECT COUNT(*) FROM post WHERE county = $1 AND person = $2 AND role = $3 AND scope_kind = $4 AND scope_id = $5",
        params![county, person, bulk.role.word(), bulk.scope_kind, bulk.scope_id],
    )?;
    if held > 0 {
        return Ok(());
    }
    refuse_excluded(tx, county, person, bulk.role, actor.day(), OPEN)?;
    let id = PostId(tx.next_id(county, "post")?);
    tx.run(
        "INSERT INTO post (county, id, person, role, scope_kind, scope_id, scope_path, scope_name, field, capacity,
         valid_from, valid_to, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 'holder', $9, $10, $11, $12)",
        params![
            county, id, person, bulk.role.word(), bulk.scope_kind, bulk.scope_id, &bulk.place.path, &bulk.place.name,
            actor.day(), OPEN, actor.person, actor.now
        ],
    )?;
    Ok(())
}

/// The kind and place of a role's scope, found in the scope tree.
fn place_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    role: Role,
    scope_id: Option<i64>,
) -> Result<(&'static str, Place), Refusal> {
    let (kind, target) = match role.scope_kind() {
        "township" | "village" => ("division", Target::Division),
        "outlet" => ("outlet", Target::Outlet),
        "producer" => ("producer", Target::Producer),
        "unit" => ("unit", Target::Unit),
        "account" => ("account", Target::Account),
        _ => return Ok(("county", Place::new("/", &*actor.county.name))),
    };
    let wrong = |no: No| Refusal::from(no).at("/scope_id");
    let id = scope_id.ok_or_else(|| wrong(No::ScopeKind { kind: role.scope_kind().into() }))?;
    let find = actor.scopes.get(&target).ok_or_else(|| wrong(No::NoSuchScope))?;
    let place = find(tx, actor.county_id(), id)?.ok_or_else(|| wrong(No::NoSuchScope))?;
    let depth = place.path.matches('/').count();
    let fits = match role.scope_kind() {
        "township" => depth == 2,
        "village" => depth == 3,
        _ => true,
    };
    if fits { Ok((kind, place)) } else { Err(wrong(No::ScopeKind { kind: role.scope_kind().into() })) }
}

fn refuse_excluded(
    tx: &mut Tx<'_>,
    county: &str,
    person: PersonId,
    role: Role,
    from: Day,
    to: &str,
) -> Result<(), Refusal> {
    let held: Vec<String> = tx.query(
        "SELECT role FROM post WHERE county = $1 AND person = $2 AND valid_from <= $4 AND valid_to >= $3 ORDER BY id",
        params![county, person, from, to],
    )?;
    match held.iter().filter_map(|w| Role::from_word(w)).find(|held| held.excludes(role)) {
        Some(held) => Err(No::Excludes { held: held.word().into() }.into()),
        None => Ok(()),
    }
}

/// Why a post ends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndPost {
    /// Reason, kept with the post.
    pub reason: String,
}

/// Ends a post at once. **Who:** county administrator, not their own.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, post: PostId, body: EndPost) -> Result<Done, Refusal> {
    let county = actor.county_id();
    let found: Option<(PersonId, Day)> =
        tx.find("SELECT person, valid_to FROM post WHERE county = $1 AND id = $2", params![county, post])?;
    let (person, valid_to) = found.ok_or_else(|| Refusal::from(No::NoSuchPost))?;
    if person == actor.person {
        return Err(No::OwnPost.into());
    }
    if valid_to < actor.day() {
        return Err(No::PostEnded.into());
    }
    end_now(tx, actor, post, &body.reason)?;
    Ok(DONE)
}

/// The last day of the term becomes yesterday, so that the post opens nothing from this moment on.
pub(crate) fn end_now(tx: &mut Tx<'_>, actor: &Actor, post: PostId, reason: &str) -> Result<(), Refusal> {
    let county = actor.county_id();
    tx.run(
        "UPDATE post SET valid_to = $3, end_reason = $4 WHERE county = $1 AND id = $2 AND valid_to >= $5",
        params![county, post, actor.day().plus_days(-1), reason, actor.day()],
    )?;
    tx.run("DELETE FROM session WHERE county = $1 AND post = $2", params![county, post])?;
    Ok(())
}

/// Filters of the list of posts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostFilter {
    /// Role.
    pub role: Option<String>,
    /// Id of the division or organisation.
    pub scope_id: Option<i64>,
    /// Only posts of this day.
    pub day: Option<Day>,
}

/// Lists posts inside one's scope. **Who:** whoever may see people.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), filter: PostFilter, ask: &Ask) -> Result<Page<PostRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT {}, o.id AS sort_id FROM post o JOIN person p ON p.county = o.county AND p.id = o.person
         JOIN party a ON a.county = p.county AND a.id = p.party
         WHERE o.county = $1 AND o.scope_path >= $2 AND o.scope_path < $3 AND ($4 = '' OR o.role = $4)
         AND ($5 = 0 OR o.scope_id = $5) AND ($6 = '' OR (o.valid_from <= $6 AND o.valid_to >= $6))",
        sql::POST_COLUMNS
    );
    let day = filter.day.map(|d| d.to_string()).unwrap_or_default();
    let listing = Listing {
        base: &base,
        params: params![
            actor.county_id(),
            from,
            until,
            filter.role.unwrap_or_default(),
            filter.scope_id.unwrap_or_default(),
            day
        ]
        .to_vec(),
        sorts: &["id", "role", "scope_name", "valid_from"],
        sums: &[],
    };
    let page: Page<sql::SealedPost> = store::list(tx, &listing, ask)?;
    let items = page.items.into_iter().map(|row| row.open(tx, actor.county_id())).collect::<Result<_, Refusal>>()?;
    Ok(Page { items, next: page.next, total: page.total })
}
