//! What evidence belongs to in this slice, and who attaches it there.
//!
//! Papers of a decision come from who decides; help, refusals and exceptions from who records
//! them; photos and papers of the premises also from the outlet's own manager.

use base::Refusal;
use edge::{Actor, Perm, Role, Target};
use evidence::desk::{Part, Subject, no_such_part, not_yours};
use store::{Tx, params};

/// Evidence of an outlet, of the acts on its authorisation, and of what was recorded about it.
pub const OF_OUTLET: Subject =
    Subject { kind: "outlet", target: Target::Outlet, read: Perm::OutletRead, may_attach: to_outlet };

fn to_outlet(tx: &mut Tx<'_>, actor: &Actor, id: i64, part: &Part) -> Result<(), Refusal> {
    let (by, find) = match part.kind.as_str() {
        "" if actor.role == Role::OutletManager => return Ok(()),
        "" => (Perm::OutletManage, None),
        "act" => (Perm::OutletAuthorise, Some("authorisation_act WHERE county = $1 AND outlet = $2 AND seq = $3")),
        "revocation" => (Perm::OutletAuthorise, Some("revocation WHERE county = $1 AND outlet = $2 AND id = $3")),
        "help" => (Perm::OutletManage, Some("help WHERE county = $1 AND outlet = $2 AND id = $3")),
        "refusal" => (Perm::OutletManage, Some("cooperation_refusal WHERE county = $1 AND outlet = $2 AND id = $3")),
        "exception" => (Perm::OutletManage, Some("listing_exception WHERE county = $1 AND outlet = $2 AND id = $3")),
        _ => return Err(no_such_part()),
    };
    if let Some(find) = find {
        let found: Option<i64> = tx.find(&format!("SELECT 1 FROM {find}"), params![actor.county_id(), id, part.id])?;
        found.ok_or_else(no_such_part)?;
    }
    if actor.may(by) { Ok(()) } else { Err(not_yours()) }
}
