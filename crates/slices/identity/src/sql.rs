//! Every statement of identity about people, posts and sessions.

use crate::dto::{PostBrief, PostRow};
use base::{
    Day, Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::Place;
use store::{Tx, params};

/// All people stand at the county's own place.
pub fn place_of_person(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let found: Option<i64> = tx.find("SELECT id FROM person WHERE county = $1 AND id = $2", params![county, id])?;
    Ok(found.map(|_| Place::new("/", "")))
}

store::row! {
    /// What a sign-in looks at.
    #[derive(Clone, Debug)]
    pub struct SignInRow {
        pub id: PersonId,
        pub party: i64,
        pub login: String,
        pub password_hash: Option<String>,
        pub totp: Option<Vec<u8>>,
        pub totp_step: i64,
        pub status: String,
        pub failures: i64,
        pub locked_until: Option<Instant>,
    }
}

const SIGN_IN: &str =
    "SELECT id, party, login, password_hash, totp, totp_step, status, failures, locked_until FROM person";

pub fn find_by_login(tx: &mut Tx<'_>, county: &str, login: &str) -> Result<Option<SignInRow>, Refusal> {
    Ok(tx.find(&format!("{SIGN_IN} WHERE county = $1 AND login = $2"), params![county, login])?)
}

pub fn find_person(tx: &mut Tx<'_>, county: &str, id: PersonId) -> Result<Option<SignInRow>, Refusal> {
    Ok(tx.find(&format!("{SIGN_IN} WHERE county = $1 AND id = $2"), params![county, id])?)
}

/// Keeps tries at one login apart until this transaction ends: each sees the failures before it.
pub fn hold_login(tx: &mut Tx<'_>, county: &str, login: &str) -> Result<(), Refusal> {
    Ok(tx.hold(county, &format!("login/{login}"))?)
}

pub fn note_failures(
    tx: &mut Tx<'_>,
    county: &str,
    id: PersonId,
    failures: i64,
    until: Option<Instant>,
) -> Result<(), Refusal> {
    tx.run(
        "UPDATE person SET failures = $3, locked_until = $4 WHERE county = $1 AND id = $2",
        params![county, id, failures, until],
    )?;
    Ok(())
}

pub fn use_totp_step(tx: &mut Tx<'_>, county: &str, id: PersonId, step: i64) -> Result<bool, Refusal> {
    let used = tx.run(
        "UPDATE person SET totp_step = $3 WHERE county = $1 AND id = $2 AND totp_step < $3",
        params![county, id, step],
    )?;
    Ok(used == 1)
}

pub fn set_totp(tx: &mut Tx<'_>, county: &str, id: PersonId, sealed: Option<Vec<u8>>) -> Result<(), Refusal> {
    tx.run("UPDATE person SET totp = $3, totp_step = 0 WHERE county = $1 AND id = $2", params![county, id, sealed])?;
    Ok(())
}

pub fn set_password(tx: &mut Tx<'_>, county: &str, id: PersonId, hash: &str) -> Result<(), Refusal> {
    tx.run(
        "UPDATE person SET password_hash = $3, status = 'active', failures = 0, locked_until = NULL WHERE county = $1 AND id = $2",
        params![county, id, hash],
    )?;
    Ok(())
}

pub fn posts_on(tx: &mut Tx<'_>, county: &str, person: PersonId, day: Day) -> Result<Vec<PostBrief>, Refusal> {
    let rows: Vec<(PostId, String, String, i64, String)> = tx.query(
        "SELECT id, role, scope_kind, scope_id, scope_name FROM post
         WHERE county = $1 AND person = $2 AND valid_from <= $3 AND valid_to >= $3 ORDER BY id",
        params![county, person, day],
    )?;
    let brief = |(id, role, scope_kind, scope_id, scope_name)| PostBrief { id, role, scope_kind, scope_id, scope_name };
    Ok(rows.into_iter().map(brief).collect())
}

store::row! {
    /// A person's post behind a credential.
    pub struct ActingRow {
        pub person: PersonId,
        pub post: PostId,
        pub role: String,
        pub scope_kind: String,
        pub scope_id: i64,
        pub scope_path: String,
        pub scope_name: String,
        pub field: String,
        pub csrf_or_permissions: String,
        pub ends: String,
    }
}

const ACTING: &str = "o.person, o.id, o.role, o.scope_kind, o.scope_id, o.scope_path, o.scope_name, o.field";

pub fn acting_by_session(tx: &mut Tx<'_>, county: &str, digest: &[u8], day: Day) -> Result<Option<ActingRow>, Refusal> {
    let sql = format!(
        "SELECT {ACTING}, s.csrf, s.ends_at FROM session s
         JOIN post o ON o.county = s.county AND o.id = s.post
         JOIN person p ON p.county = s.county AND p.id = s.person
         WHERE s.digest = $1 AND s.county = $2 AND o.valid_from <= $3 AND o.valid_to >= $3 AND p.status = 'active'"
    );
    Ok(tx.find(&sql, params![digest, county, day])?)
}

pub fn acting_by_token(tx: &mut Tx<'_>, county: &str, digest: &[u8], day: Day) -> Result<Option<ActingRow>, Refusal> {
    let sql = format!(
        "SELECT {ACTING}, t.permissions, t.ends_on FROM token t
         JOIN post o ON o.county = t.county AND o.id = t.post
         JOIN person p ON p.county = t.county AND p.id = t.person
         WHERE t.digest = $1 AND t.county = $2 AND t.revoked_at IS NULL AND o.valid_from <= $3 AND o.valid_to >= $3
         AND p.status = 'active'"
    );
    Ok(tx.find(&sql, params![digest, county, day])?)
}

/// Columns of [`PostRow`] but the name, which is sealed; `a.id`, `a.name` stand in its place.
pub const POST_COLUMNS: &str = "o.id AS id, o.person AS person, a.id AS party, a.name AS name, o.role AS role,
    o.scope_kind AS scope_kind, o.scope_id AS scope_id, o.scope_name AS scope_name, o.field AS field,
    o.capacity AS capacity, o.valid_from AS valid_from, o.valid_to AS valid_to, o.end_reason AS end_reason";

/// A post row with the name still sealed.
pub struct SealedPost {
    party: i64,
    name: Vec<u8>,
    row: PostRow,
}

impl store::FromRow for SealedPost {
    fn from_row(row: &mut store::Row) -> Result<Self, store::StoreError> {
        let (id, person, party, name) = (row.next()?, row.next()?, row.next()?, row.next()?);
        let row = PostRow {
            id,
            person,
            name: String::new(),
            role: row.next()?,
            scope_kind: row.next()?,
            scope_id: row.next()?,
            scope_name: row.next()?,
            field: row.next()?,
            capacity: row.next()?,
            valid_from: row.next()?,
            valid_to: row.next()?,
            end_reason: row.next()?,
        };
        Ok(Self { party, name, row })
    }
}

impl SealedPost {
    /// Opens the name.
    pub fn open(self, tx: &Tx<'_>, county: &str) -> Result<PostRow, Refusal> {
        let name = crate::party::name_of(tx.vault(), county, self.party, &self.name)?;
        Ok(PostRow { name, ..self.row })
    }
}

pub fn posts_of(tx: &mut Tx<'_>, county: &str, person: PersonId) -> Result<Vec<PostRow>, Refusal> {
    let sql = format!(
        "SELECT {POST_COLUMNS} FROM post o JOIN person p ON p.county = o.county AND p.id = o.person
         JOIN party a ON a.county = p.county AND a.id = p.party WHERE o.county = $1 AND o.person = $2 ORDER BY o.id"
    );
    let rows: Vec<SealedPost> = tx.query(&sql, params![county, person])?;
    rows.into_iter().map(|row| row.open(tx, county)).collect()
}

pub fn insert_link(
    tx: &mut Tx<'_>,
    county: &str,
    person: PersonId,
    purpose: &str,
    token: &str,
    by: PersonId,
    at: (Instant, Instant),
) -> Result<(), Refusal> {
    tx.run("DELETE FROM sign_in_link WHERE county = $1 AND person = $2 AND used_at IS NULL", params![county, person])?;
    tx.run(
        "INSERT INTO sign_in_link (digest, county, person, purpose, made_by, made_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![crate::secret::digest(token), county, person, purpose, by, at.0, at.1],
    )?;
    Ok(())
}

/// The person behind a link that still works.
pub fn find_link(tx: &mut Tx<'_>, county: &str, token: &str, now: Instant) -> Result<Option<PersonId>, Refusal> {
    Ok(tx.find(
        "SELECT person FROM sign_in_link WHERE digest = $1 AND county = $2 AND used_at IS NULL AND ends_at > $3",
        params![crate::secret::digest(token), county, now],
    )?)
}

pub fn use_link(tx: &mut Tx<'_>, token: &str, now: Instant) -> Result<bool, Refusal> {
    let used = tx.run(
        "UPDATE sign_in_link SET used_at = $2 WHERE digest = $1 AND used_at IS NULL",
        params![crate::secret::digest(token), now],
    )?;
    Ok(used == 1)
}

/// Sessions that ended by themselves before a moment.
pub fn delete_ended_sessions(tx: &mut Tx<'_>, county: &str, now: Instant) -> Result<(), Refusal> {
    tx.run("DELETE FROM session WHERE county = $1 AND ends_at < $2", params![county, now])?;
    Ok(())
}

/// Ends all tokens of a person: whoever had the old password may have made them.
pub fn end_tokens_of(tx: &mut Tx<'_>, county: &str, person: PersonId, now: Instant) -> Result<(), Refusal> {
    tx.run(
        "UPDATE token SET revoked_at = $3 WHERE county = $1 AND person = $2 AND revoked_at IS NULL",
        params![county, person, now],
    )?;
    Ok(())
}

pub fn end_sessions_of(tx: &mut Tx<'_>, county: &str, person: PersonId) -> Result<(), Refusal> {
    tx.run("DELETE FROM session WHERE county = $1 AND person = $2", params![county, person])?;
    Ok(())
}
