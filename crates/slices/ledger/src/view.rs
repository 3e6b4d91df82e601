//! What an entry looks like from outside.

use crate::{
    book::{Draft, EntryRow, LineRow, Written},
    goods::Goods,
};
use base::{
    Day, Fen, Instant, Quantity,
    ids::{LotId, OutletId, PersonId, PostId, ProductId},
    units::UnitPrice,
};
use books::{Discount, Means, Payment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was written, for whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryDone {
    /// The book.
    pub outlet: OutletId,
    /// Its number in the book.
    pub seq: i64,
    /// The number as people say it: `7-000123`.
    pub receipt_no: String,
    /// Business day.
    pub day: Day,
    /// The day whose period it counts for; another than `day` for an adjustment.
    pub counts_on: Day,
    /// Sum of its lines.
    pub total_fen: Fen,
    /// The entry's hash, as 64 hex digits.
    pub hash: String,
}

impl EntryDone {
    pub(crate) fn new(outlet: OutletId, written: &Written) -> Self {
        Self {
            outlet,
            seq: written.seq,
            receipt_no: receipt_no(outlet, written.seq),
            day: written.days.day,
            counts_on: written.days.counts_on,
            total_fen: written.total_fen,
            hash: written.hash.to_string(),
        }
    }
}

/// The number that stands on receipts.
pub(crate) fn receipt_no(outlet: OutletId, seq: i64) -> String {
    format!("{outlet}-{seq:06}")
}

/// A sale that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SaleView {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryDone,
    /// What vouchers paid of it.
    pub voucher_fen: Fen,
    /// The lines, by lot.
    pub lines: Vec<LineDone>,
}

/// A line that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineDone {
    /// Its number in the entry.
    pub line: i64,
    /// What.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Of which lot.
    pub lot: Option<LotId>,
    /// How much.
    pub quantity: Quantity,
    /// At what price.
    pub price: Option<UnitPrice>,
    /// What it came to.
    pub amount_fen: Fen,
    /// What vouchers paid of it.
    pub voucher_fen: Fen,
    /// Listed at that moment?
    pub listed: bool,
    /// Grown in the county?
    pub local: bool,
}

impl SaleView {
    pub(crate) fn new(outlet: OutletId, written: &Written, draft: &Draft, goods: &Goods) -> Self {
        let line = |(number, line): (i64, &crate::book::DraftLine)| LineDone {
            line: number,
            product: line.form.product,
            name: goods.get(line.form.product).map(|product| product.name.clone()).unwrap_or_default(),
            lot: line.form.lot,
            quantity: line.form.quantity,
            price: line.form.price,
            amount_fen: line.form.amount_fen,
            voucher_fen: line.voucher_fen,
            listed: line.form.listed,
            local: line.form.local,
        };
        Self {
            entry: EntryDone::new(outlet, written),
            voucher_fen: draft
                .payments
                .iter()
                .filter(|paid| paid.means == Means::Voucher)
                .map(|paid| paid.amount_fen)
                .sum(),
            lines: (1..).zip(&draft.lines).map(line).collect(),
        }
    }
}

/// An entry with all that is known of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntryView {
    /// Number in the book.
    pub seq: i64,
    /// The number as people say it.
    pub receipt_no: String,
    /// What is recorded.
    pub kind: String,
    /// Business day.
    pub day: Day,
    /// The day whose period it counts for.
    pub counts_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The other side, masked if it is a person.
    pub counterparty: String,
    /// Where it was sold.
    pub channel: String,
    /// The live-stream session that it was sold in, in words; empty elsewhere.
    pub session: String,
    /// Money by means.
    pub payments: Vec<Payment>,
    /// Discounts by kind.
    pub discounts: Vec<Discount>,
    /// Sum of its lines.
    pub total_fen: Fen,
    /// Receipt number of the outlet's own till.
    pub till_receipt: String,
    /// The entry that it undoes.
    pub reverses: Option<i64>,
    /// The entry that undid it.
    pub reversed_by: Option<i64>,
    /// Anything else.
    pub note: String,
    /// The import that it came with.
    pub import: Option<i64>,
    /// Who signed.
    pub person: PersonId,
    /// In which post.
    pub post: PostId,
    /// Hash of the entry before.
    pub prev_hash: String,
    /// Its own hash.
    pub hash: String,
    /// Its lines.
    pub lines: Vec<LineView>,
}

/// A line of the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineView {
    /// Number of its entry.
    pub seq: i64,
    /// Its number in the entry.
    pub line: i64,
    /// What is recorded.
    pub kind: String,
    /// Business day.
    pub day: Day,
    /// The day whose period it counts for.
    pub counts_on: Day,
    /// What.
    pub product: ProductId,
    /// Its name today.
    pub name: String,
    /// Of which lot.
    pub lot: Option<LotId>,
    /// `g` or `piece`.
    pub unit: String,
    /// Grams or pieces.
    pub quantity: i64,
    /// Unit price in fen …
    pub price_fen: Option<i64>,
    /// … for so many grams or pieces.
    pub price_per: Option<i64>,
    /// Discount that was taken off.
    pub discount_fen: Fen,
    /// What it came to.
    pub amount_fen: Fen,
    /// What vouchers paid of it.
    pub voucher_fen: Fen,
    /// Listed at that moment?
    pub listed: bool,
    /// Grown in the county?
    pub local: bool,
}

impl LineView {
    pub(crate) fn new(entry: &EntryRow, line: &LineRow, name: String) -> Self {
        Self::of(line, entry.kind.clone(), (entry.day, entry.counts_on), name)
    }

    pub(crate) fn of(line: &LineRow, kind: String, (day, counts_on): (Day, Day), name: String) -> Self {
        Self {
            seq: line.seq,
            line: line.line,
            kind,
            day,
            counts_on,
            product: line.product,
            name,
            lot: line.lot,
            unit: line.unit.clone(),
            quantity: line.quantity,
            price_fen: line.price_fen,
            price_per: line.price_per,
            discount_fen: line.discount_fen,
            amount_fen: line.amount_fen,
            voucher_fen: line.voucher_fen,
            listed: line.listed,
            local: line.local,
        }
    }
}
