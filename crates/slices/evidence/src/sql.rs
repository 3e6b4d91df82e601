//! Every statement about files and what they are evidence of.

use crate::desk::{Part, Subject};
use base::{Refusal, ids::PersonId};
use edge::Actor;
use store::{Tx, params};

store::row! {
    /// A piece of evidence with its file.
    #[derive(Clone, Debug)]
    pub struct Found {
        pub id: i64,
        pub part: String,
        pub part_id: i64,
        pub kind: String,
        pub file: i64,
        pub name: Vec<u8>,
        pub note: Vec<u8>,
        pub media_type: String,
        pub size_bytes: i64,
        pub digest: Vec<u8>,
        pub person: PersonId,
        pub role: String,
        pub at: String,
        pub struck_reason: String,
        pub struck_by: PersonId,
        pub struck_at: String,
    }
}

/// `$1` county, `$2` kind of subject, `$3` its id.
pub const FOUND: &str = "SELECT e.id, e.part, e.part_id, e.kind, e.file, w.name, w.note, f.media_type, f.size_bytes,
    f.digest, e.person, e.role, e.at, COALESCE(s.reason, '') AS struck_reason, COALESCE(s.person, 0) AS struck_by,
    COALESCE(s.at, '') AS struck_at, e.id AS sort_id
    FROM evidence e JOIN file f ON f.county = e.county AND f.id = e.file
    JOIN evidence_words w ON w.county = e.county AND w.evidence = e.id
    LEFT JOIN evidence_strike s ON s.county = e.county AND s.evidence = e.id
    WHERE e.county = $1 AND e.subject_kind = $2 AND e.subject = $3";

/// One piece of evidence of this subject.
pub fn find(tx: &mut Tx<'_>, county: &str, of: &Subject, subject: i64, id: i64) -> Result<Option<Found>, Refusal> {
    Ok(tx.find(&format!("{FOUND} AND e.id = $4"), params![county, of.kind, subject, id])?)
}

/// The file with this digest.
pub fn find_file(tx: &mut Tx<'_>, county: &str, digest: &[u8]) -> Result<Option<i64>, Refusal> {
    Ok(tx.find("SELECT id FROM file WHERE county = $1 AND digest = $2", params![county, digest])?)
}

/// Stores a file unless it is there; its id.
pub fn keep_file(
    tx: &mut Tx<'_>,
    actor: &Actor,
    digest: &[u8],
    media_type: &str,
    size_bytes: i64,
    sealed: &[u8],
) -> Result<i64, Refusal> {
    let county = actor.county_id();
    if let Some(known) = find_file(tx, county, digest)? {
        return Ok(known);
    }
    let id = tx.next_id(county, "file")?;
    let added = tx.run(
        "INSERT INTO file (county, id, digest, media_type, size_bytes, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        params![county, id, digest, media_type, size_bytes, actor.person, actor.now],
    )?;
    if added == 0 {
        // Somebody stored the same bytes while we waited for the number.
        return find_file(tx, county, digest)?.ok_or_else(|| tx.lost_race().into());
    }
    tx.run("INSERT INTO file_content (county, file, sealed) VALUES ($1, $2, $3)", params![county, id, sealed])?;
    Ok(id)
}

/// The sealed bytes of a file.
pub fn content(tx: &mut Tx<'_>, county: &str, file: i64) -> Result<Option<Vec<u8>>, Refusal> {
    Ok(tx.find("SELECT sealed FROM file_content WHERE county = $1 AND file = $2", params![county, file])?)
}

/// How many pieces of evidence a subject has, struck off or not.
pub fn count(tx: &mut Tx<'_>, county: &str, of: &Subject, subject: i64) -> Result<i64, Refusal> {
    Ok(tx.one(
        "SELECT COUNT(*) FROM evidence WHERE county = $1 AND subject_kind = $2 AND subject = $3",
        params![county, of.kind, subject],
    )?)
}

/// The standing evidence that this file is of this part, and how often it was struck off there.
pub fn standing(
    tx: &mut Tx<'_>,
    county: &str,
    of: &Subject,
    subject: i64,
    part: &Part,
    file: i64,
) -> Result<(Option<i64>, i64), Refusal> {
    let rows: Vec<(i64, i64)> = tx.query(
        "SELECT e.id, CASE WHEN s.evidence IS NULL THEN 0 ELSE 1 END FROM evidence e
         LEFT JOIN evidence_strike s ON s.county = e.county AND s.evidence = e.id
         WHERE e.county = $1 AND e.subject_kind = $2 AND e.subject = $3 AND e.part = $4 AND e.part_id = $5 AND e.file = $6",
        params![county, of.kind, subject, &part.kind, part.id, file],
    )?;
    let standing = rows.iter().find(|(_, struck)| *struck == 0).map(|(id, _)| *id);
    Ok((standing, rows.iter().map(|(_, struck)| struck).sum()))
}

/// Writes down what a file is evidence of; nothing if somebody was quicker.
pub fn insert(
    tx: &mut Tx<'_>,
    actor: &Actor,
    of: &Subject,
    subject: i64,
    part: &Part,
    (kind, file, round): (&str, i64, i64),
) -> Result<Option<i64>, Refusal> {
    let county = actor.county_id();
    let id = tx.next_id(county, "evidence")?;
    let added = tx.run(
        "INSERT INTO evidence (county, id, subject_kind, subject, part, part_id, kind, file, round, person, post, role, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
        params![
            county, id, of.kind, subject, &part.kind, part.id, kind, file, round, actor.person, actor.post,
            actor.role.word(), actor.now
        ],
    )?;
    Ok((added == 1).then_some(id))
}

fn place(county: &str, id: i64, column: &str) -> String {
    format!("{county}.evidence_words.{id}.{column}")
}

/// Keeps a file's name and the note, sealed.
pub fn insert_words(tx: &mut Tx<'_>, county: &str, id: i64, name: &str, note: &str) -> Result<(), Refusal> {
    let vault = tx.vault();
    let (name, note) = (vault.seal(&place(county, id, "name"), name)?, vault.seal(&place(county, id, "note"), note)?);
    tx.run(
        "INSERT INTO evidence_words (county, evidence, name, note) VALUES ($1, $2, $3, $4)",
        params![county, id, name, note],
    )?;
    Ok(())
}

/// Name and note, opened.
pub fn words(tx: &Tx<'_>, county: &str, found: &Found) -> Result<(String, String), Refusal> {
    let open = |column, sealed: &[u8]| tx.vault().unseal(&place(county, found.id, column), sealed);
    Ok((open("name", &found.name)?, open("note", &found.note)?))
}

/// Strikes evidence off; whether it stood.
pub fn strike(tx: &mut Tx<'_>, actor: &Actor, id: i64, reason: &str) -> Result<bool, Refusal> {
    let added = tx.run(
        "INSERT INTO evidence_strike (county, evidence, reason, person, post, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
        params![actor.county_id(), id, reason, actor.person, actor.post, actor.now],
    )?;
    Ok(added == 1)
}

/// Which files are meant.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// The very file.
    Same,
    /// Photos that look like it.
    Alike,
}

impl Which {
    /// As a condition on a column; `$1` is the county.
    fn of(self, file: &str) -> String {
        match self {
            Self::Same => format!("= {file}"),
            Self::Alike => {
                format!("IN (SELECT a.other FROM photo_alike a WHERE a.county = $1 AND a.file = {file})")
            }
        }
    }
}

/// Other subjects that a file, or one that looks like it, is standing evidence of.
pub fn elsewhere(
    tx: &mut Tx<'_>,
    county: &str,
    of: &Subject,
    subject: i64,
    (which, file): (Which, i64),
) -> Result<Vec<(String, i64)>, Refusal> {
    let sql = format!(
        "SELECT DISTINCT e.subject_kind, e.subject FROM evidence e WHERE e.county = $1 AND e.file {}
         AND NOT (e.subject_kind = $3 AND e.subject = $4)
         AND NOT EXISTS (SELECT 1 FROM evidence_strike s WHERE s.county = e.county AND s.evidence = e.id)
         ORDER BY e.subject_kind, e.subject",
        which.of("$2")
    );
    Ok(tx.query(&sql, params![county, file, of.kind, subject])?)
}

/// Other subjects of a kind that had a file of this one before it did, or one that looks like it; both standing.
pub fn had_before(tx: &mut Tx<'_>, county: &str, kind: &str, subject: i64, which: Which) -> Result<Vec<i64>, Refusal> {
    let sql = format!(
        "SELECT DISTINCT o.subject FROM evidence e JOIN evidence o ON o.county = e.county AND o.file {}
         AND o.subject_kind = e.subject_kind AND o.subject <> e.subject AND o.id < e.id
         WHERE e.county = $1 AND e.subject_kind = $2 AND e.subject = $3
         AND NOT EXISTS (SELECT 1 FROM evidence_strike s WHERE s.county = e.county AND (s.evidence = e.id OR s.evidence = o.id))
         ORDER BY o.subject",
        which.of("e.file")
    );
    Ok(tx.query(&sql, params![county, kind, subject])?)
}
