//! What other slices may ask of evidence: to mount it on a subject of theirs, and to recount it.

pub use crate::attach::{Sealed, attach, read as seal};
pub use crate::verify::{FilesVerified, verify};
use crate::{attach, error::No, list, open, strike};
use base::Refusal;
use edge::{Actor, Perm, Route, Target};
use store::{Tx, params};

/// How many pieces of evidence a subject has that were not struck off.
pub fn count(tx: &mut Tx<'_>, county: &str, kind: &str, subject: i64) -> Result<i64, Refusal> {
    Ok(tx.number(
        "SELECT COUNT(*) FROM evidence e WHERE e.county = $1 AND e.subject_kind = $2 AND e.subject = $3
         AND NOT EXISTS (SELECT 1 FROM evidence_strike s WHERE s.county = e.county AND s.evidence = e.id)",
        params![county, kind, subject],
    )?)
}

/// Part of a subject that evidence belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `act`, `help` …; empty for the whole.
    pub kind: String,
    /// Its number; 0 for the whole.
    pub id: i64,
}

/// Whether this post may attach to this part, by the rule of the slice that owns the subject.
/// **Errors:** [`no_such_part`], [`not_yours`].
pub type MayAttach = fn(&mut Tx<'_>, &Actor, i64, &Part) -> Result<(), Refusal>;

/// A kind of thing that evidence is attached to.
#[derive(Clone, Copy)]
pub struct Subject {
    /// Its word: `outlet`.
    pub kind: &'static str,
    /// How the edge places it.
    pub target: Target,
    /// Who reads the subject lists its evidence.
    pub read: Perm,
    /// Who attaches to what.
    pub may_attach: MayAttach,
}

/// The routes of a subject's evidence: `…/evidence`, `…/evidence/{evidence}` and
/// `…/evidence/{evidence}/strike`.
pub fn routes(subject: Subject, [all, one, struck]: [&'static str; 3]) -> Vec<Route> {
    let of = subject;
    vec![
        Route::list(all, of.read, move |tx, actor, id, query, ask| list::list(tx, actor, &of, id, &query, ask))
            .of(of.target),
        Route::upload_prepared(all, Perm::EvidenceAttach, "evidence.attach", attach::read, {
            move |tx, actor, id, upload, file| attach::attach(tx, actor, &of, id, upload, file)
        })
        .of(of.target),
        Route::opening(
            one,
            Perm::EvidenceRead,
            move |tx, actor, at| open::find(tx, actor, &of, at),
            move |tx, actor, at, found| open::open(tx, actor, &of, at, found),
        )
        .of(of.target),
        Route::post(struck, Perm::EvidenceAttach, "evidence.strike", move |tx, actor, at, body| {
            strike::strike(tx, actor, &of, at, body)
        })
        .of(of.target),
    ]
}

/// Other subjects of the same kind that had a file of this one before it did: the same photo twice.
pub fn had_before(tx: &mut Tx<'_>, county: &str, kind: &str, subject: i64) -> Result<Vec<i64>, Refusal> {
    crate::sql::had_before(tx, county, kind, subject, crate::sql::Which::Same)
}

/// Other subjects of the same kind that had a photo before which looks like one of this one.
pub fn had_alike_before(tx: &mut Tx<'_>, county: &str, kind: &str, subject: i64) -> Result<Vec<i64>, Refusal> {
    crate::sql::had_before(tx, county, kind, subject, crate::sql::Which::Alike)
}

/// The refusal that a subject has no such part.
pub fn no_such_part() -> Refusal {
    Refusal::from(No::NoSuchPart).at("part")
}

/// The refusal that the post does not act on this part.
pub fn not_yours() -> Refusal {
    No::NotYours.into()
}
