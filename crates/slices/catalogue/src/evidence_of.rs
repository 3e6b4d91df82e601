//! What evidence belongs to in this slice, and who attaches it there.
//!
//! An act of a case takes its evidence from a post that may do such acts; the case as a whole from
//! anybody who acts on it. A producer's papers, its wages and badges come from who keeps its record.

use crate::certification::Action;
use base::Refusal;
use edge::{Actor, Perm, Target};
use evidence::desk::{Part, Subject, no_such_part, not_yours};
use store::{Tx, params};

/// Evidence of a case, its acts and the objections to it.
pub const OF_CERTIFICATION: Subject = Subject {
    kind: "certification",
    target: Target::Certification,
    read: Perm::CatalogueRead,
    may_attach: to_certification,
};

/// Evidence of a producer, its employments and the badges of its products.
pub const OF_PRODUCER: Subject =
    Subject { kind: "producer", target: Target::Producer, read: Perm::CatalogueRead, may_attach: to_producer };

/// The steps of a case.
const STEPS: [Perm; 4] =
    [Perm::CertificationApply, Perm::CertificationTownship, Perm::CertificationDepartment, Perm::CertificationDecide];

fn to_certification(tx: &mut Tx<'_>, actor: &Actor, id: i64, part: &Part) -> Result<(), Refusal> {
    let may = match part.kind.as_str() {
        "" => STEPS.iter().any(|perm| actor.may(*perm)),
        "act" => {
            let action: Option<String> = tx.find(
                "SELECT action FROM certification_action WHERE county = $1 AND certification = $2 AND seq = $3",
                params![actor.county_id(), id, part.id],
            )?;
            let action = action.as_deref().and_then(Action::from_word).ok_or_else(no_such_part)?;
            actor.may(action.perm())
        }
        "objection" => {
            known(tx, actor, id, part, "SELECT 1 FROM objection WHERE county = $1 AND certification = $2 AND id = $3")?;
            actor.may(Perm::CertificationApply) || actor.may(Perm::CertificationDecide)
        }
        _ => return Err(no_such_part()),
    };
    if may { Ok(()) } else { Err(not_yours()) }
}

fn to_producer(tx: &mut Tx<'_>, actor: &Actor, id: i64, part: &Part) -> Result<(), Refusal> {
    match part.kind.as_str() {
        "" => {}
        "employment" => {
            known(tx, actor, id, part, "SELECT 1 FROM employment WHERE county = $1 AND producer = $2 AND id = $3")?;
        }
        "badge" => known(
            tx,
            actor,
            id,
            part,
            "SELECT 1 FROM product_badge b JOIN product p ON p.county = b.county AND p.id = b.product
             WHERE b.county = $1 AND p.producer = $2 AND b.id = $3",
        )?,
        _ => return Err(no_such_part()),
    }
    if actor.may(Perm::CatalogueWrite) { Ok(()) } else { Err(not_yours()) }
}

fn known(tx: &mut Tx<'_>, actor: &Actor, id: i64, part: &Part, sql: &str) -> Result<(), Refusal> {
    let found: Option<i64> = tx.find(sql, params![actor.county_id(), id, part.id])?;
    found.map(|_| ()).ok_or_else(no_such_part)
}
