//! Hand-over: when an office-holder changes, a list of what waits goes from one to the other, signed by both.

use crate::{
    desk::person_name,
    dto::{DONE, Done, PostRow},
    error::No,
    posts,
};
use base::{
    Day, Refusal, Text,
    ids::{PersonId, PostId},
};
use edge::{Actor, Ask, Page, Task};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// Who takes a post over.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenHandover {
    /// The successor.
    pub person: PersonId,
    /// What is handed over, in words: open matters, papers, keys, devices.
    pub list: String,
}

/// Moves a post to its successor, its term and capacity with it: the new one begins at once, the old one ends with the signature
/// of whoever held it, so that they can still sign in to sign. Where that must not be waited for,
/// the post is ended instead. **Who:** county administrator.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, post: PostId, body: OpenHandover) -> Result<PostRow, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("handover/{post}"))?;
    let (holder, grant) = successor_of(tx, actor, post)?;
    if holder == actor.person {
        return Err(No::OwnPost.into());
    }
    if holder == body.person {
        return Err(Refusal::from(No::OwnSuccessor).at("/person"));
    }
    let waiting: i64 = tx.number(
        "SELECT COUNT(*) FROM handover WHERE county = $1 AND from_post = $2 AND given_at IS NULL",
        params![county, post],
    )?;
    if waiting > 0 {
        return Err(No::HandoverOpen.into());
    }
    let granted = posts::grant(tx, actor, body.person, grant)?;
    let id = tx.next_id(county, "handover")?;
    tx.run(
        "INSERT INTO handover (county, id, from_post, to_post, list, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![county, id, post, granted.id, body.list, actor.now],
    )?;
    tx.run("UPDATE post SET successor = $3 WHERE county = $1 AND id = $2", params![county, post, granted.id])?;
    Ok(granted)
}

/// Who holds a post, and the same post for somebody else: neither wider nor for longer, and not
/// before it begins.
fn successor_of(tx: &mut Tx<'_>, actor: &Actor, post: PostId) -> Result<(PersonId, crate::GrantPost), Refusal> {
    let found: Option<HeldPost> = tx.find(
        "SELECT person, role, scope_id, field, capacity, valid_from, valid_to FROM post
         WHERE county = $1 AND id = $2 AND valid_to >= $3",
        params![actor.county_id(), post, actor.day()],
    )?;
    let (holder, role, scope_id, field, capacity, from, to) = found.ok_or_else(|| Refusal::from(No::NoSuchPost))?;
    let (valid_from, valid_to) = (Some(from.max(actor.day())), Some(to).filter(|to| to.to_string() != posts::OPEN));
    Ok((holder, crate::GrantPost { role, scope_id: Some(scope_id), field, capacity, valid_from, valid_to }))
}

/// Holder, role, scope, field, capacity, first and last day.
type HeldPost = (PersonId, String, i64, String, String, Day, Day);

/// A hand-over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HandoverRow {
    /// Id.
    pub id: i64,
    /// The post that ends.
    pub from_post: PostId,
    /// The post that began.
    pub to_post: PostId,
    /// Role of both.
    pub role: String,
    /// Name of their scope.
    pub scope_name: String,
    /// Who gives it.
    pub giver: String,
    /// Who takes it.
    pub taker: String,
    /// What is handed over.
    pub list: String,
    /// Since when it waits.
    pub made_at: String,
    /// When the old holder signed.
    pub given_at: Option<String>,
    /// When the new holder signed.
    pub taken_at: Option<String>,
    /// Whether the reader's signature is missing.
    pub may_sign: bool,
}

/// A hand-over whose people are still to be named.
struct Unnamed {
    giver: PersonId,
    taker: PersonId,
    row: HandoverRow,
}

impl store::FromRow for Unnamed {
    fn from_row(row: &mut store::Row) -> Result<Self, store::StoreError> {
        let (giver, taker) = (row.next()?, row.next()?);
        let row = HandoverRow {
            id: row.next()?,
            from_post: row.next()?,
            to_post: row.next()?,
            role: row.next()?,
            scope_name: row.next()?,
            giver: String::new(),
            taker: String::new(),
            list: row.next()?,
            made_at: row.next()?,
            given_at: row.next()?,
            taken_at: row.next()?,
            may_sign: row.next()?,
        };
        Ok(Self { giver, taker, row })
    }
}

/// No filters.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverFilter {
    /// Only those that still wait for a signature.
    pub open: Option<i64>,
}

const MINE: &str = "SELECT f.person AS giver_id, t.person AS taker_id, h.id AS id, h.from_post AS from_post, h.to_post AS to_post,
    f.role AS role, f.scope_name AS scope_name, h.list AS list, h.made_at AS made_at, h.given_at AS given_at, h.taken_at AS taken_at,
    CAST(CASE WHEN (f.person = $3 AND h.given_at IS NULL) OR (t.person = $3 AND h.taken_at IS NULL) THEN 1 ELSE 0 END AS BIGINT) AS may_sign,
    h.id AS sort_id FROM handover h
    JOIN post f ON f.county = h.county AND f.id = h.from_post JOIN post t ON t.county = h.county AND t.id = h.to_post
    WHERE h.county = $1 AND ($2 = 0 OR h.given_at IS NULL OR h.taken_at IS NULL)
    AND ($4 = 1 OR f.person = $3 OR t.person = $3)";

/// Lists one's own hand-overs; an administrator's list holds all.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: HandoverFilter,
    ask: &Ask,
) -> Result<Page<HandoverRow>, Refusal> {
    let all = actor.may(edge::Perm::PeopleManage);
    let values = params![actor.county_id(), filter.open.unwrap_or_default(), actor.person, all].to_vec();
    let page: Page<Unnamed> = store::list(tx, &Listing { base: MINE, params: values, sorts: &["id"], sums: &[] }, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for Unnamed { giver, taker, row } in page.items {
        let (giver, taker) = (person_name(tx, actor.county_id(), giver)?, person_name(tx, actor.county_id(), taker)?);
        items.push(HandoverRow { giver, taker, ..row });
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// Giver, taker, the giver's post, and when each signed.
type Sides = (PersonId, PersonId, PostId, Option<String>, Option<String>);

/// Signs one's side of a hand-over; with the giver's signature the old post ends.
pub fn sign(tx: &mut Tx<'_>, actor: &Actor, handover: i64, _: edge::Nothing) -> Result<Done, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("handover-signature/{handover}"))?;
    let found: Option<Sides> = tx.find(
        "SELECT f.person, t.person, f.id, h.given_at, h.taken_at FROM handover h
         JOIN post f ON f.county = h.county AND f.id = h.from_post JOIN post t ON t.county = h.county AND t.id = h.to_post
         WHERE h.county = $1 AND h.id = $2",
        params![county, handover],
    )?;
    let (from, to, post, given, taken) = found.ok_or_else(|| Refusal::from(No::NotOwn))?;
    let column = match actor.person {
        person if person == from && given.is_none() => "given_at",
        person if person == to && taken.is_none() => "taken_at",
        person if person == from || person == to => return Err(No::Signed.into()),
        _ => return Err(No::NotOwn.into()),
    };
    let statement = format!("UPDATE handover SET {column} = $3 WHERE county = $1 AND id = $2");
    tx.run(&statement, params![county, handover, actor.now])?;
    if column == "given_at" {
        posts::end_now(tx, actor, post, "handover")?;
    }
    Ok(DONE)
}

/// Hand-overs that wait for one's signature.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let waiting: i64 = tx.number(
        "SELECT COUNT(*) FROM handover h WHERE h.county = $1 AND (
           (h.given_at IS NULL AND EXISTS (SELECT 1 FROM post o WHERE o.county = h.county AND o.id = h.from_post AND o.person = $2))
        OR (h.taken_at IS NULL AND EXISTS (SELECT 1 FROM post o WHERE o.county = h.county AND o.id = h.to_post AND o.person = $2)))",
        params![actor.county_id(), actor.person],
    )?;
    let mut tasks = Vec::new();
    if waiting > 0 {
        let title = Text::new("待签字的岗位交接", "Hand-overs to sign");
        tasks.push(Task { kind: "handover.sign".into(), title, count: waiting, due_on: None, to: "/handovers".into() });
    }
    if actor.may(edge::Perm::PeopleManage) {
        let invited: i64 = tx.number(
            "SELECT COUNT(*) FROM person WHERE county = $1 AND status = 'invited'",
            params![actor.county_id()],
        )?;
        if invited > 0 {
            let title = Text::new("已邀请、尚未首次登录的人员", "People invited who have not signed in yet");
            tasks.push(Task {
                kind: "person.invited".into(),
                title,
                count: invited,
                due_on: None,
                to: "/people?status=invited".into(),
            });
        }
    }
    Ok(tasks)
}
