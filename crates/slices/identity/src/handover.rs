//! Hand-over: when an office-holder changes, a list of what waits goes from one to the other, signed by both.

use crate::{
    dto::{DONE, Done, PostRow},
    error::No,
    posts,
};
use base::{
    Refusal, Text,
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

/// Moves a post to its successor: the old one ends, the new one begins, both sign the list.
/// **Who:** county administrator.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, post: PostId, body: OpenHandover) -> Result<PostRow, Refusal> {
    let county = actor.county_id();
    let found: Option<(String, i64, String, String)> = tx.find(
        "SELECT role, scope_id, field, capacity FROM post WHERE county = $1 AND id = $2 AND valid_to >= $3",
        params![county, post, actor.day()],
    )?;
    let (role, scope_id, field, capacity) = found.ok_or_else(|| Refusal::from(No::NoSuchPost))?;
    posts::end(tx, actor, post, posts::EndPost { reason: "handover".into() })?;
    let grant = crate::GrantPost { role, scope_id: Some(scope_id), field, capacity, valid_from: None, valid_to: None };
    let granted = posts::grant(tx, actor, body.person, grant)?;
    let id = tx.next_id(county, "handover")?;
    tx.run(
        "INSERT INTO handover (county, id, from_post, to_post, list, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![county, id, post, granted.id, body.list, actor.now],
    )?;
    tx.run("UPDATE post SET successor = $3 WHERE county = $1 AND id = $2", params![county, post, granted.id])?;
    Ok(granted)
}

store::row! {
    /// A hand-over.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct HandoverRow {
        /// Id.
        pub id: i64,
        /// The post that ended.
        pub from_post: PostId,
        /// The post that began.
        pub to_post: PostId,
        /// What is handed over.
        pub list: String,
        /// Since when it waits.
        pub made_at: String,
        /// When the old holder signed.
        pub given_at: Option<String>,
        /// When the new holder signed.
        pub taken_at: Option<String>,
    }
}

/// No filters.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverFilter {
    /// Only those that still wait for a signature.
    pub open: Option<i64>,
}

const MINE: &str = "SELECT h.id AS id, h.from_post AS from_post, h.to_post AS to_post, h.list AS list, h.made_at AS made_at,
    h.given_at AS given_at, h.taken_at AS taken_at, h.id AS sort_id FROM handover h
    WHERE h.county = $1 AND ($2 = 0 OR h.given_at IS NULL OR h.taken_at IS NULL)
    AND ($4 = 1 OR EXISTS (SELECT 1 FROM post o WHERE o.county = h.county AND o.id IN (h.from_post, h.to_post) AND o.person = $3))";

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
    store::list(tx, &Listing { base: MINE, params: values, sorts: &["id"], sums: &[] }, ask)
}

/// Signs one's side of a hand-over.
pub fn sign(tx: &mut Tx<'_>, actor: &Actor, handover: i64, _: edge::Nothing) -> Result<Done, Refusal> {
    let county = actor.county_id();
    let found: Option<(PersonId, PersonId, Option<String>, Option<String>)> = tx.find(
        "SELECT f.person, t.person, h.given_at, h.taken_at FROM handover h
         JOIN post f ON f.county = h.county AND f.id = h.from_post JOIN post t ON t.county = h.county AND t.id = h.to_post
         WHERE h.county = $1 AND h.id = $2",
        params![county, handover],
    )?;
    let (from, to, given, taken) = found.ok_or_else(|| Refusal::from(No::NotOwn))?;
    let column = match actor.person {
        person if person == from && given.is_none() => "given_at",
        person if person == to && taken.is_none() => "taken_at",
        person if person == from || person == to => return Err(No::Signed.into()),
        _ => return Err(No::NotOwn.into()),
    };
    let statement = format!("UPDATE handover SET {column} = $3 WHERE county = $1 AND id = $2");
    tx.run(&statement, params![county, handover, actor.now])?;
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
