//! The audit trail: one row for each act, chained for each person, never changed.
//!
//! A row holds ids and digests, no personal data. Its hash is SM3 over a version byte, then
//! each field as length (4 bytes, big endian) and bytes, the previous hash last.

use crate::actor::Actor;
use base::{Instant, Refusal, Text, ids::PersonId};
use schemars::JsonSchema;
use serde::Serialize;
use sm3::{Digest, Sm3};
use store::{FromRow, Row, StoreError, Tx, params};

const VERSION: u8 = 1;

/// One act as the trail keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditRow {
    /// Who; 0 is the program itself.
    pub person: PersonId,
    /// Number in that person's chain, from 1.
    pub seq: i64,
    /// When, UTC.
    pub at: String,
    /// The post that it was done with; 0 for none.
    pub post: i64,
    /// What: `sale.record`, `post.grant` …
    pub act: String,
    /// On what: `outlet:12`.
    pub subject: String,
    /// SHA-256 of what was asked.
    #[serde(serialize_with = "hex")]
    #[schemars(with = "String")]
    pub asked_digest: Vec<u8>,
    /// SHA-256 of what came of it.
    #[serde(serialize_with = "hex")]
    #[schemars(with = "String")]
    pub result_digest: Vec<u8>,
    /// More, as short text without personal data.
    pub detail: String,
    /// Where from.
    pub origin: String,
    /// Hash of the row before.
    #[serde(serialize_with = "hex")]
    #[schemars(with = "String")]
    pub prev_hash: Vec<u8>,
    /// Hash of this row.
    #[serde(serialize_with = "hex")]
    #[schemars(with = "String")]
    pub hash: Vec<u8>,
}

fn hex<S: serde::Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&bytes.iter().map(|b| format!("{b:02x}")).collect::<String>())
}

impl FromRow for AuditRow {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self {
            person: row.next()?,
            seq: row.next()?,
            at: row.next()?,
            post: row.next()?,
            act: row.next()?,
            subject: row.next()?,
            asked_digest: row.next()?,
            result_digest: row.next()?,
            detail: row.next()?,
            origin: row.next()?,
            prev_hash: row.next()?,
            hash: row.next()?,
        })
    }
}

/// Columns of [`AuditRow`] in its order.
pub const COLUMNS: &str =
    "person, seq, at, post, act, subject, asked_digest, result_digest, detail, origin, prev_hash, hash";

impl AuditRow {
    /// The hash that this row must have after `prev_hash`.
    pub fn computed_hash(&self, county: &str) -> Vec<u8> {
        let (person, seq, post) = (self.person.to_string(), self.seq.to_string(), self.post.to_string());
        let fields: [&[u8]; 12] = [
            county.as_bytes(),
            person.as_bytes(),
            seq.as_bytes(),
            self.at.as_bytes(),
            post.as_bytes(),
            self.act.as_bytes(),
            self.subject.as_bytes(),
            &self.asked_digest,
            &self.result_digest,
            self.detail.as_bytes(),
            self.origin.as_bytes(),
            &self.prev_hash,
        ];
        let mut hash = Sm3::new();
        hash.update([VERSION]);
        for field in fields {
            hash.update(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(field);
        }
        hash.finalize().to_vec()
    }
}

/// What is written down about an act besides who, when and where from.
pub struct Act<'a> {
    /// `noun.verb`.
    pub act: &'a str,
    /// `noun:id`.
    pub subject: &'a str,
    /// SHA-256 of what was asked.
    pub asked_digest: Vec<u8>,
    /// SHA-256 of what came of it.
    pub result_digest: Vec<u8>,
    /// More, without personal data.
    pub detail: &'a str,
}

/// Appends an act to the actor's chain.
pub fn append(tx: &mut Tx<'_>, actor: &Actor, act: &Act<'_>) -> Result<(), Refusal> {
    let county = actor.county_id();
    // Taking the head locks this person's chain until COMMIT; nobody else waits for it.
    let (seq, prev_hash): (i64, Vec<u8>) = tx.one(
        "INSERT INTO audit_head (county, person, seq, hash) VALUES ($1, $2, 1, $3)
         ON CONFLICT (county, person) DO UPDATE SET seq = audit_head.seq + 1 RETURNING seq, hash",
        params![county, actor.person, Vec::new()],
    )?;
    let mut row = AuditRow {
        person: actor.person,
        seq,
        at: actor.now.to_string(),
        post: actor.post.0,
        act: act.act.to_owned(),
        subject: act.subject.to_owned(),
        asked_digest: act.asked_digest.clone(),
        result_digest: act.result_digest.clone(),
        detail: act.detail.to_owned(),
        origin: actor.origin.clone(),
        prev_hash,
        hash: Vec::new(),
    };
    row.hash = row.computed_hash(county);
    tx.run(
        "INSERT INTO audit (county, person, seq, at, post, act, subject, asked_digest, result_digest, detail, origin, prev_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            county, row.person, row.seq, row.at, row.post, row.act, row.subject, row.asked_digest,
            row.result_digest, row.detail, row.origin, row.prev_hash, row.hash.clone()
        ],
    )?;
    tx.run(
        "UPDATE audit_head SET hash = $3 WHERE county = $1 AND person = $2",
        params![county, actor.person, row.hash],
    )?;
    Ok(())
}

/// All rows of one act, in the order of their chains.
pub fn acts(tx: &mut Tx<'_>, county: &str, act: &str) -> Result<Vec<AuditRow>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM audit WHERE county = $1 AND act = $2 ORDER BY person, seq");
    Ok(tx.query(&sql, params![county, act])?)
}

/// When the newest act was written down, if there is any.
pub fn newest_at(tx: &mut Tx<'_>, county: &str) -> Result<Option<Instant>, Refusal> {
    Ok(tx.find("SELECT at FROM audit WHERE county = $1 ORDER BY at DESC LIMIT 1", params![county])?)
}

/// Recomputes every person's chain. The first row that does not fit, in words; `None` if all do.
pub fn verify(tx: &mut Tx<'_>, county: &str) -> Result<(i64, Option<Text>), Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM audit WHERE county = $1 ORDER BY person, seq");
    let (mut rows, mut wrong, mut last): (i64, Option<Text>, Option<AuditRow>) = (0, None, None);
    tx.each(&sql, params![county], &mut |mut row| {
        let row = AuditRow::from_row(&mut row)?;
        rows += 1;
        let before = last.take().filter(|l| l.person == row.person);
        let (seq, prev) = before.map_or((0, Vec::new()), |l| (l.seq, l.hash));
        if wrong.is_none() && (row.seq != seq + 1 || row.prev_hash != prev || row.hash != row.computed_hash(county)) {
            let (seq, person) = (row.seq, row.person);
            wrong = Some(Text::new(
                format!("人员 {person} 的第 {seq} 条操作记录与其链不符"),
                format!("audit row {seq} of person {person} does not fit its chain"),
            ));
        }
        last = Some(row);
        Ok(())
    })?;
    let heads: Vec<(i64, i64)> = tx.query(
        "SELECT h.person, h.seq FROM audit_head h WHERE h.county = $1 AND NOT EXISTS
         (SELECT 1 FROM audit a WHERE a.county = h.county AND a.person = h.person AND a.seq = h.seq AND a.hash = h.hash)",
        params![county],
    )?;
    if let (None, Some((person, seq))) = (&wrong, heads.first()) {
        wrong = Some(Text::new(
            format!("人员 {person} 的操作记录链在第 {seq} 条之前就断了"),
            format!("audit chain of person {person} ends before its head {seq}"),
        ));
    }
    Ok((rows, wrong))
}
