//! Reading the audit trail.

use base::{Refusal, ids::PersonId};
use edge::{Actor, Ask, Page, Role, audit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Listing, Tx, params};

/// Filters of the trail.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrailFilter {
    /// Who.
    pub person: Option<i64>,
    /// What, such as `sale.record`.
    pub act: Option<String>,
    /// On what, such as `outlet:12`.
    pub subject: Option<String>,
    /// From this moment on.
    pub from: Option<String>,
    /// Before this moment.
    pub until: Option<String>,
}

/// A row of the trail with the name of who acted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrailRow {
    /// The row as it is chained.
    #[serde(flatten)]
    pub row: audit::AuditRow,
    /// Name; masked of those who are workers only; empty for the program itself.
    pub person_name: String,
    /// The post that it was done with.
    #[serde(flatten)]
    pub held: PostHeld,
}

store::row! {
    /// What a post is and where it is held; empty for no post.
    #[derive(Clone, Debug, Default, Serialize, JsonSchema)]
    pub struct PostHeld {
        /// The role.
        pub role: String,
        /// `county`, `division`, `outlet`, `producer`, `unit` or `account`.
        pub scope_kind: String,
        /// Its id.
        pub scope_id: i64,
        /// Its name.
        pub scope_name: String,
    }
}

/// Lists acts, the newest first. **Who:** auditor, county administrator.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), filter: TrailFilter, ask: &Ask) -> Result<Page<TrailRow>, Refusal> {
    let base = format!(
        "SELECT {}, person * 4294967296 + seq AS sort_id FROM audit WHERE county = $1 AND ($2 = -1 OR person = $2)
         AND ($3 = '' OR act = $3) AND ($4 = '' OR subject = $4) AND ($5 = '' OR at >= $5) AND ($6 = '' OR at < $6)",
        audit::COLUMNS
    );
    let text = Option::unwrap_or_default;
    let values = params![
        actor.county_id(),
        filter.person.unwrap_or(-1),
        text(filter.act),
        text(filter.subject),
        text(filter.from),
        text(filter.until)
    ];
    let listing = Listing { base: &base, params: values.to_vec(), sorts: &["-at"], sums: &[] };
    let page: Page<audit::AuditRow> = store::list(tx, &listing, ask)?;
    let mut names: BTreeMap<PersonId, String> = BTreeMap::new();
    for person in page.items.iter().map(|row| row.person).collect::<BTreeSet<PersonId>>() {
        names.insert(person, name_shown(tx, actor.county_id(), person)?);
    }
    let mut posts: BTreeMap<i64, PostHeld> = BTreeMap::new();
    for post in page.items.iter().map(|row| row.post).collect::<BTreeSet<i64>>() {
        let sql = "SELECT role, scope_kind, scope_id, scope_name FROM post WHERE county = $1 AND id = $2";
        posts.insert(post, tx.find(sql, params![actor.county_id(), post])?.unwrap_or_default());
    }
    let named = |row: audit::AuditRow| TrailRow {
        person_name: names.get(&row.person).cloned().unwrap_or_default(),
        held: posts.get(&row.post).cloned().unwrap_or_default(),
        row,
    };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next, total: page.total })
}

/// People who act for an office are named; a worker who only uses a voucher is masked as in every list.
fn name_shown(tx: &mut Tx<'_>, county: &str, person: PersonId) -> Result<String, Refusal> {
    let name = crate::desk::person_name(tx, county, person)?;
    let (posts, as_worker): (i64, i64) = tx.one(
        "SELECT COUNT(*), COUNT(CASE WHEN role = $3 THEN 1 END) FROM post WHERE county = $1 AND person = $2",
        params![county, person, Role::Worker.word()],
    )?;
    Ok(if posts > 0 && posts == as_worker { base::mask::name(&name) } else { name })
}
