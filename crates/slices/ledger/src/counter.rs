//! What a clerk sees of the book at the counter: the sales of today, one sale by its receipt, the lots of
//! one product. Purchases, prices paid, buyers and sums stay with those who read the whole book.

use crate::{book::LineRow, error::No, give_back, named::today_of, sql, till_number, view};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{LotId, OutletId, ProductId},
};
use books::{Kind, Payment};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params, row};

/// Digits of an entry's hash that a receipt shows.
const HASH_PRINTED: usize = 16;

row! {
    /// A sale of today.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct SoldToday {
        /// Number in the book.
        pub seq: i64,
        /// When it was recorded.
        pub recorded_at: Instant,
        /// Sum of its lines.
        pub total_fen: Fen,
        /// What vouchers paid of it.
        pub voucher_fen: Fen,
        /// Receipt number of the outlet's own till.
        pub till_receipt: String,
    }
}

/// Sales of today that stand, the last one first. **Who:** clerks and manager of the outlet.
pub fn sold_today(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<SoldToday>, Refusal> {
    let base = "SELECT e.seq, e.recorded_at, e.total_fen, e.voucher_fen, e.till_receipt, e.seq AS sort_id FROM entry e
        WHERE e.county = $1 AND e.book = $2 AND e.day = $3 AND e.kind = 'sale' AND e.reverses IS NULL
        AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.county = e.county AND r.book = e.book AND r.reverses = e.seq)";
    let params = params![actor.county_id(), outlet, actor.day()].to_vec();
    store::list(tx, &Listing { base, params, sorts: &["-seq", "total_fen"], sums: &[] }, ask)
}

/// What stands on a receipt.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindSale {
    /// Text of its code, its number (`7-000123` or `123`), or the number of the outlet's own till: the last sale
    /// that has it, or that of a day (`2026-08-04 001`).
    pub receipt: String,
}

/// A sale as the counter needs it to take goods back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SaleAtCounter {
    /// Number in the book.
    pub seq: i64,
    /// The number as people say it.
    pub receipt_no: String,
    /// Business day.
    pub day: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Sum of its lines.
    pub total_fen: Fen,
    /// How it was paid.
    pub payments: Vec<Payment>,
    /// Receipt number of the outlet's own till.
    pub till_receipt: String,
    /// What was sold.
    pub lines: Vec<LineAtCounter>,
}

/// A line of a sale, with what may still come back of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineAtCounter {
    /// Its number in the sale.
    pub line: i64,
    /// What.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Of which lot.
    pub lot: Option<LotId>,
    /// `g` or `piece`.
    pub unit: String,
    /// What a piece is called; empty for what is weighed.
    pub piece_word: String,
    /// Grams or pieces that were sold.
    pub quantity: i64,
    /// How much of it has not come back yet.
    pub left: i64,
    /// What it came to, all parts of a gift box together.
    pub amount_fen: Fen,
    /// What vouchers paid of that.
    pub voucher_fen: Fen,
}

/// One sale by its receipt, of any day. **Who:** clerks and manager of the outlet.
pub fn find_sale(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, asked: FindSale) -> Result<SaleAtCounter, Refusal> {
    let county = actor.county_id();
    let seq = number_of(tx, county, outlet, asked.receipt.trim())?;
    let (sale, lines) = give_back::find_sale(tx, county, outlet, seq)?;
    let back = give_back::taken_back(tx, county, outlet, seq)?;
    let products = today_of(tx, county, lines.iter().map(|line| line.product))?;
    let sum = |main: &LineRow, of: fn(&LineRow) -> Fen| {
        let parts = lines.iter().filter(|part| part.line == main.line || part.part_of == Some(main.line));
        Fen::total(parts.map(of)).ok_or(No::Overflow)
    };
    let view = |main: &LineRow| -> Result<LineAtCounter, No> {
        let product = products.get(&main.product);
        Ok(LineAtCounter {
            line: main.line,
            product: main.product,
            name: product.map(|one| one.name.clone()).unwrap_or_default(),
            lot: main.lot,
            unit: main.unit.clone(),
            piece_word: product.map(|one| one.piece_word.clone()).unwrap_or_default(),
            quantity: main.quantity,
            left: main.quantity.saturating_sub(back.get(&main.line).copied().unwrap_or(0)),
            amount_fen: sum(main, |part| part.amount_fen)?,
            voucher_fen: sum(main, |part| part.voucher_fen)?,
        })
    };
    let lines = lines.iter().filter(|line| line.part_of.is_none()).map(view).collect::<Result<_, _>>()?;
    Ok(SaleAtCounter {
        seq,
        receipt_no: view::receipt_no(outlet, seq),
        day: sale.day,
        recorded_at: sale.recorded_at,
        total_fen: sale.total_fen,
        payments: crate::book::tidy_payments(sale.means()),
        till_receipt: sale.till_receipt,
        lines,
    })
}

/// The entry that a receipt names: a number of the own till goes before one of the book.
fn number_of(tx: &mut Tx<'_>, county: &str, outlet: OutletId, text: &str) -> Result<i64, Refusal> {
    if let Some(code) = text.strip_prefix("HUOSHUI ") {
        let parts: Vec<&str> = code.split(' ').collect();
        let [of_county, number, hash] = parts.as_slice() else { return Err(No::Receipt.into()) };
        let seq = own_number(outlet, number)?;
        let entry = sql::find_entry(tx, county, outlet, seq)?.ok_or(No::Entry { seq })?;
        let printed = hash.len() == HASH_PRINTED && crate::book::hash(&entry.hash)?.to_string().starts_with(hash);
        return if *of_county == county && printed { Ok(seq) } else { Err(No::ReceiptForeign.into()) };
    }
    let (day, number) = match text.split_once(' ') {
        Some((day, number)) => (Some(day.parse().map_err(|_| No::Receipt)?), number.trim()),
        None => (None, text),
    };
    match till_number::find(tx, county, outlet, number, day)? {
        Some(seq) => Ok(seq),
        None => Ok(own_number(outlet, number)?),
    }
}

/// `7-000123` of outlet 7, or `123`.
fn own_number(outlet: OutletId, text: &str) -> Result<i64, No> {
    let (of, number) = text.split_once('-').map_or((None, text), |(of, number)| (Some(of), number));
    let number: i64 = number.parse().ok().filter(|number| *number > 0).ok_or(No::Receipt)?;
    if of.is_some_and(|of| of != outlet.to_string()) { Err(No::ReceiptForeign) } else { Ok(number) }
}

row! {
    /// A lot that a line can be taken from.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct LotAtCounter {
        /// Its number in the county.
        pub lot: LotId,
        /// Its trace code, as on the label.
        pub trace_code: String,
        /// `g` or `piece`.
        pub unit: String,
        /// What is left of it.
        pub on_hand: i64,
        /// When it was taken in.
        pub taken_in_on: Day,
        /// Last day of its shelf life; 9999-12-31 for none.
        pub expires_on: Day,
    }
}

/// Lots of a product that are in stock and not expired, oldest first. **Who:** clerks and manager of the outlet.
pub fn lots(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, product): (OutletId, ProductId),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<LotAtCounter>, Refusal> {
    let base = "SELECT s.lot, l.code AS trace_code, s.unit, s.on_hand, s.taken_in_on, s.expires_on, s.lot AS sort_id
        FROM stock s JOIN lot l ON l.county = s.county AND l.id = s.lot
        WHERE s.county = $1 AND s.outlet = $2 AND s.product = $3 AND s.on_hand > 0 AND s.expires_on >= $4";
    let params = params![actor.county_id(), outlet, product, actor.day()].to_vec();
    store::list(tx, &Listing { base, params, sorts: &["taken_in_on", "expires_on", "on_hand"], sums: &[] }, ask)
}

/// Whether a clerk may print an entry: what the till itself made.
pub(crate) fn of_the_till(kind: Kind) -> bool {
    matches!(kind, Kind::Sale | Kind::Return)
}
