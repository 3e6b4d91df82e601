//! Many people at once, each with a post, from a table that the page has read.
//!
//! Invariant: all rows or none. Every row that is wrong is named with its field, so that the table
//! is mended in one go; nothing is written until all of it is right.

use crate::{
    dto::{GrantPost, InvitePerson, LinkView},
    error::No,
    people, posts,
};
use base::Refusal;
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Tx, params};

/// People of one batch at most.
const MOST: usize = 500;

/// People to invite.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteMany {
    /// The rows of the table, 500 at most.
    pub rows: Vec<InviteRow>,
}

/// One person, and the post that the person gets.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteRow {
    /// Who.
    pub person: InvitePerson,
    /// As what; none for now.
    #[serde(default)]
    pub post: Option<GrantPost>,
}

/// The links to hand over, in the order of the rows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct InvitedMany {
    /// One for each row.
    pub links: Vec<LinkView>,
}

/// Invites many people and grants their posts. **Who:** county administrator.
///
/// **Errors:** all rows at fault at once, their fields by `/rows/N/…`.
pub fn invite(tx: &mut Tx<'_>, actor: &Actor, (): (), body: InviteMany) -> Result<InvitedMany, Refusal> {
    if body.rows.is_empty() || body.rows.len() > MOST {
        return Err(Refusal::from(No::BatchSize { most: MOST }).at("/rows"));
    }
    let wrong = wrong_rows(tx, actor, &body.rows)?;
    if !wrong.fields.is_empty() {
        return Err(wrong);
    }
    let mut links = Vec::with_capacity(body.rows.len());
    for row in body.rows {
        let link = people::invite(tx, actor, (), row.person)?;
        if let Some(post) = row.post {
            posts::grant(tx, actor, link.person, post)?;
        }
        links.push(link);
    }
    Ok(InvitedMany { links })
}

/// A refusal with the fields of all wrong rows; without fields there is none.
fn wrong_rows(tx: &mut Tx<'_>, actor: &Actor, rows: &[InviteRow]) -> Result<Refusal, Refusal> {
    let mut refusal = Refusal::from(No::BatchRows);
    let mut seen = BTreeSet::new();
    for (number, row) in rows.iter().enumerate() {
        let login = row.person.login.trim().to_lowercase();
        let taken: i64 = tx.number(
            "SELECT COUNT(*) FROM person WHERE county = $1 AND login = $2",
            params![actor.county_id(), &login],
        )?;
        let mut found = vec![people::check(&row.person).err()];
        if taken > 0 || !seen.insert(login.clone()) {
            found.push(Some(Refusal::from(No::LoginTaken { login }).at("/login")));
        }
        let person = found.into_iter().flatten().map(|no| (no, "person"));
        let post = row.post.as_ref().and_then(|post| posts::check(tx, actor, post).err()).map(|no| (no, "post"));
        for (no, part) in person.chain(post) {
            let inner = no.fields.first().map(|f| f.field.clone()).unwrap_or_default();
            refusal.fields.extend(no.at(format!("/rows/{number}/{part}{inner}")).fields.pop());
        }
    }
    Ok(refusal)
}
