//! The inbox of a post: what was told to its role where it stands.

use base::{Instant, Refusal};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// An alert.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct AlertRow {
        /// Number.
        pub id: i64,
        /// Its kind.
        pub kind: String,
        /// What is said, Chinese.
        pub zh: String,
        /// What is said, English.
        pub en: String,
        /// The page that shows it.
        pub link: String,
        /// When it was told.
        pub at: Instant,
        /// Not read yet.
        pub unread: bool,
    }
}

/// How much is new.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Unread {
    /// Alerts that were not read.
    pub count: i64,
    /// The newest alert of this post; 0 if there is none.
    pub newest: i64,
}

/// Reads the inbox.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadAlerts {
    /// Up to this alert.
    pub upto: i64,
}

/// Alerts of a post; `$4` and `$5` its role and number.
const MINE: &str = "FROM alert a WHERE a.county = $1 AND EXISTS (SELECT 1 FROM alert_to t WHERE t.county = a.county
    AND t.alert = a.id AND t.role = $4 AND (t.path = '' OR (t.path >= $2 AND t.path < $3)))";

const READ: &str = "COALESCE((SELECT r.upto FROM alert_read r WHERE r.county = $1 AND r.post = $5), 0)";

/// Days for which an inbox goes back.
const DAYS: i32 = 400;

/// Alerts told to the post in the last year, the newest first. **Who:** anybody who is signed in.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<AlertRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT a.id, a.kind, a.zh, a.en, a.link, a.at, CASE WHEN a.id > {READ} THEN 1 ELSE 0 END AS unread,
         a.id AS sort_id {MINE} AND a.at >= $6"
    );
    let since = actor.day().plus_days(-DAYS).starts_at();
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), from, until, actor.role.word(), actor.post, since].to_vec(),
        sorts: &["-at"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

/// How many alerts are new. **Who:** anybody who is signed in.
pub fn unread(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<Unread, Refusal> {
    let (from, until) = actor.scope.range();
    let sql = format!("SELECT COUNT(*) {MINE} AND a.id > {READ}");
    let count = tx.number(&sql, params![actor.county_id(), from, until, actor.role.word(), actor.post])?;
    Ok(Unread { count, newest: newest(tx, actor)? })
}

/// The newest alert of the actor's post; 0 if there is none. It grows whenever there is something new.
pub(crate) fn newest(tx: &mut Tx<'_>, actor: &Actor) -> Result<i64, Refusal> {
    let (from, until) = actor.scope.range();
    Ok(tx.number(
        "SELECT COALESCE(MAX(t.alert), 0) FROM alert_to t WHERE t.county = $1 AND t.role = $4
         AND (t.path = '' OR (t.path >= $2 AND t.path < $3))",
        params![actor.county_id(), from, until, actor.role.word()],
    )?)
}

/// Marks the inbox as read up to an alert; never back. **Who:** anybody who is signed in.
pub fn read(tx: &mut Tx<'_>, actor: &Actor, (): (), body: ReadAlerts) -> Result<Unread, Refusal> {
    let upto = body.upto.clamp(0, newest(tx, actor)?);
    tx.run(
        "INSERT INTO alert_read (county, post, upto, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, post) DO UPDATE SET upto = excluded.upto, at = excluded.at
         WHERE excluded.upto > alert_read.upto",
        params![actor.county_id(), actor.post, upto, actor.now],
    )?;
    unread(tx, actor, (), Nothing {})
}
