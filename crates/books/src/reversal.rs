//! The reversal 红冲: a mistake is undone by the mirror of its entry, under a new number.
//!
//! Invariants: entry and mirror sum to nothing in stock, sales, payments and discounts; an entry
//! is reversed once at most; a reversal is not reversed (enter the right entry instead). What the
//! mirror says of listed, local and campaign is what was true then, not what is true now.

use crate::form::EntryForm;
use base::{
    Day, Fen, Instant, Quantity,
    ids::{PersonId, PostId},
};

/// Who undoes an entry, when, and under which number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Number of the new entry.
    pub seq: i64,
    /// Its business day.
    pub day: Day,
    /// When it is recorded.
    pub recorded_at: Instant,
    /// Who signs.
    pub person: PersonId,
    /// In which post.
    pub post: PostId,
}

base::refusals! {
    /// Why an entry is not reversed.
    pub enum ReversalRefusal {
        /// It is a reversal itself.
        OfReversal { seq: i64 } => 409 "reversal.of_reversal"
            "第 {seq} 号单据本身是红冲单，不能再红冲；请重新录入正确的单据"
            "entry {seq} is a reversal and is not reversed again; enter the right entry instead",
        /// It was reversed before.
        Twice { seq: i64, by: i64 } => 409 "reversal.twice"
            "第 {seq} 号单据已由第 {by} 号红冲" "entry {seq} was already reversed by entry {by}",
        /// The new number or day lies before the entry's own.
        Before { seq: i64 } => 422 "reversal.before"
            "红冲单的编号和日期不能早于第 {seq} 号单据" "a reversal has no number or day before that of entry {seq}",
        /// An amount or quantity cannot be negated.
        Overflow => 422 "reversal.overflow" "数量或金额过大" "a quantity or amount is too large",
    }
}

/// The mirror of an entry. `reversed_by` is the number of the entry that already undid it.
///
/// # Errors
/// In the order of [`ReversalRefusal`].
pub fn mirror(entry: &EntryForm, reversed_by: Option<i64>, undo: Undo) -> Result<EntryForm, ReversalRefusal> {
    let seq = entry.seq;
    if entry.reverses.is_some() {
        return Err(ReversalRefusal::OfReversal { seq });
    }
    if let Some(by) = reversed_by {
        return Err(ReversalRefusal::Twice { seq, by });
    }
    if undo.seq <= seq || undo.day < entry.day {
        return Err(ReversalRefusal::Before { seq });
    }
    let mut mirror = EntryForm {
        seq: undo.seq,
        day: undo.day,
        recorded_at: undo.recorded_at,
        reverses: Some(seq),
        person: undo.person,
        post: undo.post,
        ..entry.clone()
    };
    negate(&mut mirror).ok_or(ReversalRefusal::Overflow)?;
    Ok(mirror)
}

fn negate(entry: &mut EntryForm) -> Option<()> {
    let amounts = std::iter::once(&mut entry.total_fen)
        .chain(entry.payments.iter_mut().map(|payment| &mut payment.amount_fen))
        .chain(entry.discounts.iter_mut().map(|discount| &mut discount.amount_fen));
    for amount in amounts {
        *amount = Fen(amount.0.checked_neg()?);
    }
    for line in &mut entry.lines {
        line.amount_fen = Fen(line.amount_fen.0.checked_neg()?);
        line.quantity = match line.quantity {
            Quantity::G(grams) => Quantity::G(grams.checked_neg()?),
            Quantity::Pieces(pieces) => Quantity::Pieces(pieces.checked_neg()?),
        };
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::sale;

    fn undo(seq: i64, day: &str) -> Undo {
        let day: Day = day.parse().unwrap();
        Undo { seq, day, recorded_at: day.starts_at(), person: PersonId(8), post: PostId(9) }
    }

    #[test]
    fn a_mirror_has_the_same_lines_negated() {
        let entry = sale(3);
        let mirror = mirror(&entry, None, undo(4, "2020-08-05")).unwrap();
        assert_eq!((mirror.seq, mirror.reverses, mirror.kind, mirror.person), (4, Some(3), entry.kind, PersonId(8)));
        assert_eq!(mirror.total_fen, Fen(-3_850));
        assert_eq!(mirror.payments.iter().map(|p| p.amount_fen.0).collect::<Vec<_>>(), [-3_000, -850]);
        assert_eq!(mirror.discounts.iter().map(|d| d.amount_fen.0).collect::<Vec<_>>(), [-5]);
        assert_eq!(mirror.lines[0].quantity, Quantity::G(-1_500));
        assert_eq!(mirror.lines[1].quantity, Quantity::Pieces(-2));
        assert_eq!((mirror.lines[0].lot, mirror.lines[0].listed), (entry.lines[0].lot, true));
    }

    #[test]
    fn what_is_not_reversed() {
        let entry = sale(3);
        let reversal = mirror(&entry, None, undo(4, "2020-08-04")).unwrap();
        for (entry, by, undo, why) in [
            (&reversal, None, undo(5, "2020-08-05"), ReversalRefusal::OfReversal { seq: 4 }),
            (&entry, Some(4), undo(5, "2020-08-05"), ReversalRefusal::Twice { seq: 3, by: 4 }),
            (&entry, None, undo(3, "2020-08-05"), ReversalRefusal::Before { seq: 3 }),
            (&entry, None, undo(5, "2020-08-03"), ReversalRefusal::Before { seq: 3 }),
        ] {
            assert_eq!(mirror(entry, by, undo), Err(why));
        }
        let mut vast = sale(3);
        vast.lines[0].amount_fen = Fen(i64::MIN);
        assert_eq!(mirror(&vast, None, undo(4, "2020-08-05")), Err(ReversalRefusal::Overflow));
    }
}
