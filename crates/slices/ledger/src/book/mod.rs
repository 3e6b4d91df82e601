//! The book 购销台账: the only way in.
//!
//! A use case opens the book (which locks its head), writes one or more drafts, and closes it;
//! entries, lines, stock and totals then go out together. Invariants: numbers have no gap, each entry's
//! hash follows the one before, lines add up to the total, and stock and totals move with the entry in one
//! transaction. Left to others: whether the entry may be written at all (the use cases).

mod bought;
mod recount_bought;
mod rows;
mod sellers;
mod totals;

pub(crate) use recount_bought::Bought;
pub(crate) use rows::{DraftLine, ENTRY, EntryRow, LINE, LineRow, by_means, hash, quantity, split, tidy_payments};
pub(crate) use sellers::Sellers;
pub(crate) use totals::Money;

use crate::{
    days::{Closed, Days, place},
    error::No,
    till_number::{self, Taken},
};
use base::{
    Day, Fen, Refusal,
    ids::{LotId, OutletId},
};
use books::{Discount, EntryForm, Hash, Kind, LineForm, Payment, Ties, chain::Chained, totals::Totals};
use edge::Actor;
use std::collections::BTreeMap;
use store::{Tx, Value, params};

/// Longest note of an entry, in characters.
pub(crate) const NOTE_MOST: usize = 200;
/// Grams or pieces of a line at most, a million tonnes.
const QUANTITY_MOST: u64 = 1_000_000_000_000;

/// An entry before it has its number.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub kind: Kind,
    pub day: Day,
    /// The day that it counts for, where that is not its own: a return, a reversal.
    pub counts_for: Option<Day>,
    pub counterparty: Option<i64>,
    pub channel: &'static str,
    pub payments: Vec<Payment>,
    pub discounts: Vec<Discount>,
    pub till_receipt: String,
    pub reverses: Option<i64>,
    pub note: String,
    pub import: Option<i64>,
    pub lines: Vec<DraftLine>,
}

impl Draft {
    /// A draft of nothing but kind, day and lines.
    pub(crate) fn of(kind: Kind, day: Day, lines: Vec<DraftLine>) -> Self {
        Self {
            kind,
            day,
            counts_for: None,
            counterparty: None,
            channel: "",
            payments: Vec::new(),
            discounts: Vec::new(),
            till_receipt: String::new(),
            reverses: None,
            note: String::new(),
            import: None,
            lines,
        }
    }
}

/// What was written.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub seq: i64,
    pub days: Days,
    pub total_fen: Fen,
    pub hash: Hash,
}

/// A book whose head this transaction holds.
pub(crate) struct Book {
    pub outlet: OutletId,
    pub closed: Closed,
    /// Whether goods that are not in stock are refused at the till.
    pub stock_kept: bool,
    last_seq: i64,
    head: Hash,
    /// This transaction writes its first entry.
    began: bool,
    entries: Vec<Vec<Value>>,
    lines: Vec<Vec<Value>>,
    receipts: Vec<Taken>,
    sums: Totals,
    money: totals::Money,
    lots: BTreeMap<LotId, (Day, Option<Day>)>,
    intakes: Vec<bought::Intake>,
    sellers: Sellers,
}

impl Book {
    /// Opens the book of an outlet, beginning it if there is none yet.
    pub(crate) fn open(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId) -> Result<Self, Refusal> {
        let (last_seq, head, period, till, stock_kept): (i64, Vec<u8>, Day, Day, bool) = tx.one(
            "INSERT INTO book (county, outlet, last_seq, head_hash, closed_to, till_closed_to, stock_kept, scale_formats)
             VALUES ($1, $2, 0, $3, (SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1), '0001-01-01', 1, '[]')
             ON CONFLICT (county, outlet) DO UPDATE SET last_seq = book.last_seq
             RETURNING last_seq, head_hash, closed_to, till_closed_to, stock_kept",
            params![actor.county_id(), outlet, Hash::ZERO.0],
        )?;
        Ok(Self {
            outlet,
            closed: Closed { period, till },
            stock_kept,
            last_seq,
            head: hash(&head)?,
            began: false,
            entries: Vec::new(),
            lines: Vec::new(),
            receipts: Vec::new(),
            sums: Totals::default(),
            money: totals::Money::default(),
            lots: BTreeMap::new(),
            intakes: Vec::new(),
            sellers: Sellers::default(),
        })
    }

    /// The number that the next entry gets.
    pub(crate) fn next_seq(&self) -> i64 {
        self.last_seq + 1
    }

    /// Says when a lot that this book may not know yet was taken in, and until when it is good.
    pub(crate) fn know_lot(&mut self, lot: LotId, taken_in_on: Day, expires_on: Option<Day>) {
        self.lots.insert(lot, (taken_in_on, expires_on));
    }

    /// Adds an entry behind the last one.
    pub(crate) fn write(&mut self, actor: &Actor, draft: Draft) -> Result<Written, Refusal> {
        if draft.note.chars().count() > NOTE_MOST {
            return Err(No::TooLong { most: NOTE_MOST }.into());
        }
        let days = place(draft.day, actor.day(), self.closed, draft.counts_for);
        let form = self.form(actor, &draft)?;
        let mut counted = form.clone();
        counted.day = days.counts_on;
        self.sums.add(&counted)?;
        self.money.add(&counted, days.paid_on).ok_or(No::Overflow)?;
        self.sellers.add(&counted).ok_or(No::Overflow)?;
        let ties = Ties {
            counts_on: days.counts_on,
            paid_on: days.paid_on,
            note: Some(draft.note.clone()).filter(|note| !note.is_empty()),
            import: draft.import,
            lines: draft.lines.iter().map(DraftLine::ties).collect(),
        };
        let chained = Chained::after(self.head, form, ties);
        self.keep(actor, &draft, &chained, days)?;
        self.intakes.extend(bought::Intake::of(&chained.entry, days.counts_on));
        self.last_seq = chained.entry.seq;
        self.began |= self.last_seq == 1;
        self.head = chained.hash;
        Ok(Written { seq: self.last_seq, days, total_fen: chained.entry.total_fen, hash: chained.hash })
    }

    fn form(&self, actor: &Actor, draft: &Draft) -> Result<EntryForm, Refusal> {
        let lines: Vec<LineForm> = draft.lines.iter().map(|line| line.form.clone()).collect();
        let beyond =
            |line: &LineForm| !line.amount_fen.in_bounds() || split(line.quantity).1.unsigned_abs() > QUANTITY_MOST;
        let paid = draft.payments.iter().map(|payment| payment.amount_fen);
        let mut let_off = draft.discounts.iter().map(|discount| discount.amount_fen);
        let mut sums = paid.chain(draft.lines.iter().map(|line| line.discount_fen));
        if lines.iter().any(beyond) || !sums.all(Fen::in_bounds) || !let_off.all(Fen::in_bounds) {
            return Err(No::Overflow.into());
        }
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(EntryForm {
            county: actor.county_id().to_owned(),
            book: self.outlet,
            seq: self.next_seq(),
            kind: draft.kind,
            day: draft.day,
            recorded_at: actor.now,
            counterparty: draft.counterparty,
            channel: text(draft.channel),
            payments: tidy_payments(by_means(&draft.payments).ok_or(No::Overflow)?),
            discounts: rows::tidy_discounts(rows::by_discount(&draft.discounts).ok_or(No::Overflow)?),
            total_fen: Fen::total(lines.iter().map(|line| line.amount_fen)).ok_or(No::Overflow)?,
            till_receipt: text(&draft.till_receipt),
            reverses: draft.reverses,
            person: actor.person,
            post: actor.post,
            lines,
        })
    }

    fn keep(&mut self, actor: &Actor, draft: &Draft, chained: &Chained, days: Days) -> Result<(), Refusal> {
        let form = &chained.entry;
        let means = by_means(&form.payments).ok_or(No::Overflow)?;
        let discounts = rows::by_discount(&form.discounts).ok_or(No::Overflow)?;
        let mut row: Vec<Value> = params![
            actor.county_id(),
            self.outlet,
            form.seq,
            form.kind.code(),
            days.day,
            days.counts_on,
            days.paid_on,
            form.recorded_at,
            form.counterparty,
            draft.channel
        ]
        .to_vec();
        row.extend(means.into_iter().chain(discounts).map(Value::from));
        row.extend_from_slice(params![
            form.total_fen,
            draft.till_receipt.as_str(),
            form.reverses,
            draft.note.as_str(),
            draft.import,
            form.person,
            form.post,
            chained.prev_hash.0,
            chained.hash.0
        ]);
        self.entries.push(row);
        for (number, line) in (1..).zip(&draft.lines) {
            self.lines.push(line.values(actor.county_id(), self.outlet, form.seq, number));
        }
        if !draft.till_receipt.is_empty() && draft.reverses.is_none() {
            let (receipt, imported) = (draft.till_receipt.clone(), draft.import.is_some());
            self.receipts.push(Taken { day: draft.day, receipt, seq: form.seq, imported });
        }
        Ok(())
    }

    /// Writes out what was added: entries, lines, stock, totals, what was bought of villages, and the new head.
    pub(crate) fn close(self, tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
        let county = actor.county_id();
        for taken in &self.receipts {
            till_number::take(tx, county, self.outlet, taken)?;
        }
        tx.insert_many(&format!("INSERT INTO entry (county, {ENTRY})"), &self.entries)?;
        tx.insert_many(&format!("INSERT INTO line (county, {LINE})"), &self.lines)?;
        if self.began {
            crate::around::begin_book(tx, county, self.outlet)?;
        }
        totals::write(tx, county, &self.sums, &self.money, &self.lots)?;
        bought::write(tx, actor, self.outlet, &self.intakes)?;
        self.sellers.write(tx, county, self.outlet)?;
        tx.run(
            "UPDATE book SET last_seq = $3, head_hash = $4 WHERE county = $1 AND outlet = $2",
            params![county, self.outlet, self.last_seq, self.head.0],
        )?;
        Ok(())
    }
}
