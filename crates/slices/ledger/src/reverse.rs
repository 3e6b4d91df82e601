//! The reversal 红冲: a wrong entry is undone by its mirror, once.
//!
//! Vouchers that a reversed sale spent get their money back; what a reversed return gave back to vouchers is
//! taken off them again, if it is still there. What would take goods out of stock that have
//! gone on is refused, and so is a sale of which goods came back; later entries are undone first. What stands for a
//! delivery on a contract is undone with the delivery.

use crate::{
    around,
    book::{Book, Draft, DraftLine, EntryRow, LineRow, split},
    claim,
    error::No,
    sql, till_number,
    view::EntryDone,
};
use base::{
    Refusal,
    ids::{LotId, OutletId, ProductId},
};
use books::{
    Kind,
    reversal::{Undo, mirror},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// Why an entry is undone.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverseEntry {
    /// In a few words.
    #[serde(default)]
    pub reason: String,
}

/// Undoes an entry; of a transfer both halves. **Who:** manager of the outlet.
pub fn reverse(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, seq): (OutletId, i64),
    body: ReverseEntry,
) -> Result<EntryDone, Refusal> {
    let mut book = Book::open(tx, actor, outlet)?;
    let (entry, _) = undo(tx, actor, &mut book, seq, &body.reason)?;
    book.close(tx, actor)?;
    if let Some((other, its_seq)) = crate::transfer::other_half(tx, actor, &entry)? {
        let mut book = Book::open(tx, actor, other)?;
        undo(tx, actor, &mut book, its_seq, &body.reason)?;
        book.close(tx, actor)?;
    }
    let row = sql::find_reversal(tx, actor.county_id(), outlet, seq)?.ok_or(No::Entry { seq })?;
    done(tx, actor, outlet, row)
}

fn done(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, seq: i64) -> Result<EntryDone, Refusal> {
    let row = sql::find_entry(tx, actor.county_id(), outlet, seq)?.ok_or(No::Entry { seq })?;
    Ok(EntryDone {
        outlet,
        seq,
        receipt_no: crate::view::receipt_no(outlet, seq),
        day: row.day,
        counts_on: row.counts_on,
        total_fen: row.total_fen,
        hash: crate::book::hash(&row.hash)?.to_string(),
    })
}

/// Writes the mirror of an entry into its open book; the entry that was undone and the mirror's number.
pub(crate) fn undo(
    tx: &mut Tx<'_>,
    actor: &Actor,
    book: &mut Book,
    seq: i64,
    reason: &str,
) -> Result<(EntryRow, i64), Refusal> {
    let county = actor.county_id();
    let entry = sql::find_entry(tx, county, book.outlet, seq)?.ok_or(No::Entry { seq })?;
    claim::nothing_claimed(tx, county, book.outlet, seq)?;
    let lines = sql::find_lines(tx, county, book.outlet, seq)?;
    let reversed_by = sql::find_reversal(tx, county, book.outlet, seq)?;
    let form = entry.form(county, &lines)?;
    let undo = Undo {
        seq: book.next_seq(),
        day: actor.day().max(entry.day),
        recorded_at: actor.now,
        person: actor.person,
        post: actor.post,
    };
    let mirror = mirror(&form, reversed_by, undo)?;
    nothing_followed(tx, county, &entry, &lines)?;
    let taken_back: Vec<DraftLine> = mirror
        .lines
        .into_iter()
        .zip(&lines)
        .map(|(form, line)| DraftLine {
            discount_fen: base::Fen(-line.discount_fen.0),
            voucher_fen: base::Fen(-line.voucher_fen.0),
            of: line.of_seq.zip(line.of_line),
            part_of: line.part_of,
            form,
        })
        .collect();
    let channel = channel(&entry.channel);
    let draft = Draft {
        kind: form.kind,
        day: mirror.day,
        counts_for: Some(entry.counts_on),
        counterparty: entry.counterparty,
        channel,
        payments: mirror.payments,
        discounts: mirror.discounts,
        till_receipt: entry.till_receipt.clone(),
        reverses: Some(seq),
        note: reason.to_owned(),
        import: None,
        lines: taken_back,
    };
    let written = book.write(actor, draft)?;
    free(tx, actor, &entry, written.seq)?;
    Ok((entry, written.seq))
}

/// The words of channels are few; what is kept is one of them.
pub(crate) fn channel(kept: &str) -> &'static str {
    ["till", "wholesale", "online", "live", "import"].into_iter().find(|word| *word == kept).unwrap_or("")
}

/// What the entry held is free again: its voucher money, its receipt number, its lines of a file.
fn free(tx: &mut Tx<'_>, actor: &Actor, entry: &EntryRow, by: i64) -> Result<(), Refusal> {
    let county = actor.county_id();
    match entry.kind()? {
        Kind::Sale if entry.voucher > 0 => {
            around::refund(tx, actor, entry.book, entry.seq, base::Fen(entry.voucher), by)?
        }
        Kind::Return if entry.voucher > 0 => around::recharge(tx, actor, entry.book, entry.seq, by)?,
        _ => {}
    }
    till_number::free(tx, county, entry)?;
    if entry.import.is_some() {
        tx.run(
            "DELETE FROM import_line WHERE county = $1 AND outlet = $2 AND seq = $3",
            params![county, entry.book, entry.seq],
        )?;
    }
    Ok(())
}

/// Goods that came in must still be there; goods that were sold must not have come back.
fn nothing_followed(tx: &mut Tx<'_>, county: &str, entry: &EntryRow, lines: &[LineRow]) -> Result<(), Refusal> {
    let (book, seq) = (entry.book, entry.seq);
    let kind = entry.kind()?;
    if kind == Kind::Sale && sql::has_returns(tx, county, book, seq)? {
        return Err(No::HasReturns { seq }.into());
    }
    // Several lines may speak of one lot: it must still hold what they brought in together.
    let mut came_in: BTreeMap<(ProductId, LotId), i64> = BTreeMap::new();
    for line in lines {
        let Some(lot) = line.lot else { continue };
        let sum = came_in.entry((line.product, lot)).or_default();
        let change = kind.stock_sign().checked_mul(split(line.how_much()).1).ok_or(No::Overflow)?;
        *sum = sum.checked_add(change).ok_or(No::Overflow)?;
    }
    for ((product, lot), change) in came_in.into_iter().filter(|(_, change)| *change > 0) {
        let left: Option<i64> = tx.find(
            "SELECT on_hand FROM stock WHERE county = $1 AND outlet = $2 AND product = $3 AND lot = $4",
            params![county, book, product, lot],
        )?;
        if left.unwrap_or(0) < change {
            return Err(No::Gone { seq }.into());
        }
    }
    Ok(())
}
