//! The root of a day: one hash over the heads of all books and of everybody's audit chain.
//!
//! Invariants: a root is made once, and the trail names it with its day and hash; each head that it keeps
//! is still there. Left to others: taking a root out of the house, so that not even the trail can be redone.

use crate::{
    book::hash,
    verify::{BookProblem, BooksReport},
};
use base::{Day, Refusal, Text, ids::OutletId};
use books::{Head, merkle};
use edge::{Actor, audit};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// How the trail names a root.
const ACT: &str = "day_root.make";

/// A head as a day root keeps it: the book's outlet, or −1 − person for a chain of the audit trail; number; hash.
type KeptHead = (i64, i64, String);

/// Makes the root of a day over the heads of all books and of the audit trail, once; later calls give the same.
pub fn make_day_root(tx: &mut Tx<'_>, actor: &Actor, day: Day) -> Result<String, Refusal> {
    let county = actor.county_id();
    let heads = heads_now(tx, county)?;
    let root = merkle::day_root(&heads);
    let kept: Vec<KeptHead> = heads.iter().map(|(id, head)| (id.0, head.seq, head.hash.to_string())).collect();
    let text = serde_json::to_string(&kept).unwrap_or_default();
    let made = tx.run(
        "INSERT INTO day_root (county, day, root, heads, made_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (county, day) DO NOTHING",
        params![county, day, root.0, text, actor.now],
    )?;
    if made == 1 {
        let (subject, result_digest) = (day.to_string(), root.0.to_vec());
        let act = audit::Act { act: ACT, subject: &subject, asked_digest: Vec::new(), result_digest, detail: "" };
        audit::append(tx, actor, &act)?;
    }
    let kept: Vec<u8> = tx.one("SELECT root FROM day_root WHERE county = $1 AND day = $2", params![county, day])?;
    Ok(hash(&kept)?.to_string())
}

fn heads_now(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<OutletId, Head>, Refusal> {
    let books: Vec<(i64, i64, Vec<u8>)> =
        tx.query("SELECT outlet, last_seq, head_hash FROM book WHERE county = $1 AND last_seq > 0", params![county])?;
    let audit: Vec<(i64, i64, Vec<u8>)> =
        tx.query("SELECT -1 - person, seq, hash FROM audit_head WHERE county = $1", params![county])?;
    let head = |(id, seq, bytes): (i64, i64, Vec<u8>)| Ok((OutletId(id), Head { seq, hash: hash(&bytes)? }));
    books.into_iter().chain(audit).map(head).collect()
}

/// Each root is that of its heads and as the trail named it, no root that the trail names is gone, and each
/// book and each audit chain still has what was its head on that day.
pub(crate) fn verify_roots(tx: &mut Tx<'_>, county: &str, report: &mut BooksReport) -> Result<(), Refusal> {
    let roots: Vec<(Day, Vec<u8>, String)> =
        tx.query("SELECT day, root, heads FROM day_root WHERE county = $1 ORDER BY day", params![county])?;
    let mut named: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for row in audit::acts(tx, county, ACT)? {
        named.insert(row.subject, row.result_digest);
    }
    let there: BTreeSet<String> = roots.iter().map(|(day, _, _)| day.to_string()).collect();
    for day in named.keys().filter(|day| !there.contains(*day)) {
        report.problems.push(missing(day));
    }
    for (day, root, text) in roots {
        report.day_roots += 1;
        let kept: Vec<KeptHead> = serde_json::from_str(&text).unwrap_or_default();
        let heads: Option<BTreeMap<OutletId, Head>> = kept
            .iter()
            .map(|(id, seq, text)| Some((OutletId(*id), Head { seq: *seq, hash: text.parse().ok()? })))
            .collect();
        let renamed = named.get(&day.to_string()).is_some_and(|named| *named != root);
        if renamed || heads.as_ref().map(merkle::day_root) != Some(hash(&root)?) {
            report.problems.push(unlike(OutletId(0), day));
        }
        for (id, head) in heads.unwrap_or_default() {
            verify_head(tx, county, (id, head), day, report)?;
        }
    }
    Ok(())
}

fn verify_head(
    tx: &mut Tx<'_>,
    county: &str,
    (id, head): (OutletId, Head),
    day: Day,
    report: &mut BooksReport,
) -> Result<(), Refusal> {
    let (sql, of) = if id.0 > 0 {
        ("SELECT hash FROM entry WHERE county = $1 AND book = $2 AND seq = $3", id.0)
    } else {
        ("SELECT hash FROM audit WHERE county = $1 AND person = $2 AND seq = $3", -1 - id.0)
    };
    let found: Option<Vec<u8>> = tx.find(sql, params![county, of, head.seq])?;
    if found.as_deref() != Some(head.hash.0.as_slice()) {
        report.problems.push(if id.0 > 0 { unlike(id, day) } else { unlike_chain(of, head.seq, day) });
    }
    Ok(())
}

fn unlike(outlet: OutletId, day: Day) -> BookProblem {
    let message = Text::new(
        format!("{day} 的日根与台账不符：该日之前的单据被改动过"),
        format!("the root of {day} does not fit the book: entries from before that day were changed"),
    );
    BookProblem { outlet, code: "day_root".into(), message }
}

fn unlike_chain(person: i64, seq: i64, day: Day) -> BookProblem {
    let message = Text::new(
        format!("{day} 的日根记有 {person} 号人员第 {seq} 条审计记录，现已不在或被改动"),
        format!("the root of {day} holds act {seq} of person {person}, which is gone or was changed"),
    );
    BookProblem { outlet: OutletId(0), code: "day_root.audit".into(), message }
}

fn missing(day: &str) -> BookProblem {
    let message = Text::new(
        format!("审计链记有 {day} 的日根，库中已没有"),
        format!("the audit trail names a root of {day}, which is gone"),
    );
    BookProblem { outlet: OutletId(0), code: "day_root.missing".into(), message }
}
