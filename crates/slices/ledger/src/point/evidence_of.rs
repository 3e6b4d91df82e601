//! The signed list as evidence of what was paid: a scan or photo, by the keeper of the point.

use base::Refusal;
use edge::{Actor, Perm, Target};
use evidence::desk::{Part, Subject, no_such_part, not_yours};
use store::Tx;

/// Evidence of a payment list.
pub(crate) const OF_PAYMENT_LIST: Subject =
    Subject { kind: "payment_list", target: Target::PaymentList, read: Perm::LedgerRead, may_attach: to_list };

fn to_list(_: &mut Tx<'_>, actor: &Actor, _: i64, part: &Part) -> Result<(), Refusal> {
    match part.kind.as_str() {
        "" if actor.may(Perm::LedgerWrite) => Ok(()),
        "" => Err(not_yours()),
        _ => Err(no_such_part()),
    }
}
