//! A wrong slip is undone on the phone: its purchase is reversed as the office would reverse it.
//!
//! Invariants: only what has led to nothing yet: not paid, on no list, without invoice or delivery, all of it still
//! there; what was done since is undone first, where it was done.

use super::{
    error::No,
    item::Undo,
    slips::{self, Slip},
    upload::Made,
};
use crate::reverse::{self, ReverseEntry};
use base::{Day, Refusal, ids::OutletId};
use edge::Actor;
use store::Tx;

/// Whether a slip can be undone on a phone, which may go back so many days. **Errors:** what it has led to.
pub(super) fn stands(slip: &Slip, (today, days): (Day, i32)) -> Result<(), No> {
    if slip.undone {
        return Err(No::SlipUndone);
    }
    if slip.day.plus_days(days) < today {
        return Err(No::SlipOld { days: i64::from(days) });
    }
    if slip.is_paid() {
        return Err(No::SlipPaid);
    }
    match slip {
        Slip { list, .. } if *list != 0 => Err(No::SlipDrawn { list: *list }),
        Slip { invoiced: true, .. } => Err(No::SlipInvoiced),
        Slip { delivered: true, .. } => Err(No::SlipDelivered),
        Slip { moved: true, .. } => Err(No::SlipMoved),
        _ => Ok(()),
    }
}

/// Today, and how many days back a phone may undo.
pub(super) fn back(actor: &Actor) -> (Day, i32) {
    (actor.day(), actor.policies.practice(actor.day()).slip_undo_days)
}

/// Undoes a slip; the number of the reversal.
pub(super) fn undo(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, said: &Undo) -> Result<Made, Refusal> {
    super::reason(&said.reason).map_err(|refusal| refusal.at("/what/undo/reason"))?;
    let slip = slips::find(tx, actor.county_id(), outlet, &said.item)?
        .ok_or_else(|| Refusal::from(No::NoSlip).at("/what/undo/item"))?;
    stands(&slip, back(actor))?;
    let reason = said.reason.trim().to_owned();
    let done = reverse::reverse(tx, actor, (outlet, slip.seq), ReverseEntry { reason })?;
    Ok(Made { number: done.seq, lot: None, advice: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{
        Fen,
        ids::{LotId, ProductId},
    };

    #[test]
    fn what_has_led_to_nothing_yet_is_undone() {
        let day = |d: i8| Day::new(2026, 7, d).unwrap();
        let slip = || Slip {
            client: String::new(),
            seq: 1,
            day: day(10),
            told_at: day(10).starts_at(),
            counterparty: 1,
            product: ProductId(1),
            lot: LotId(1),
            gross_g: 1,
            tare_g: 0,
            deducted_g: 0,
            net_g: 1,
            grade: String::new(),
            price_fen: Fen(1),
            price_per_g: 500,
            amount_fen: Fen(1),
            paid: "on_account".into(),
            unsalable: 0,
            undone: false,
            list: 0,
            list_paid: false,
            invoiced: false,
            delivered: false,
            moved: false,
        };
        for (slip, today, expect) in [
            (slip(), 10, Ok(())),
            (slip(), 17, Ok(())),
            (slip(), 18, Err(No::SlipOld { days: 7 })),
            (Slip { undone: true, ..slip() }, 18, Err(No::SlipUndone)),
            (Slip { paid: "cash".into(), ..slip() }, 10, Err(No::SlipPaid)),
            (Slip { list: 3, list_paid: true, ..slip() }, 10, Err(No::SlipPaid)),
            (Slip { list: 3, ..slip() }, 10, Err(No::SlipDrawn { list: 3 })),
            (Slip { invoiced: true, moved: true, ..slip() }, 10, Err(No::SlipInvoiced)),
            (Slip { delivered: true, moved: true, ..slip() }, 10, Err(No::SlipDelivered)),
            (Slip { moved: true, ..slip() }, 10, Err(No::SlipMoved)),
        ] {
            assert_eq!(stands(&slip, (day(today), 7)), expect, "{slip:?} on {today}");
        }
    }
}
