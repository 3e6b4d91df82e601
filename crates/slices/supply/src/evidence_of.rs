//! Photos of produce that does not sell: from whoever reports it and whoever goes to look.

use base::Refusal;
use edge::{Actor, Perm, Target};
use evidence::desk::{Part, Subject, no_such_part, not_yours};
use store::Tx;

/// The kind of subject.
pub(crate) const KIND: &str = "unsalable";

/// Evidence of a report.
pub const OF_UNSALABLE: Subject =
    Subject { kind: KIND, target: Target::Unsalable, read: Perm::SupplyRead, may_attach: to_unsalable };

fn to_unsalable(_: &mut Tx<'_>, actor: &Actor, _: i64, part: &Part) -> Result<(), Refusal> {
    match part.kind.as_str() {
        "" if actor.may(Perm::SupplyReport) || actor.may(Perm::SupplyConfirm) => Ok(()),
        "" => Err(not_yours()),
        _ => Err(no_such_part()),
    }
}
