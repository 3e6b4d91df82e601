//! Transfers 调拨单 between outlets: one entry in each book, no sale (T18).
//!
//! Lots keep their numbers on the way, so that the last outlet can still say whose produce it is. Goods that are
//! held for their owner stay: what is owed for them follows from the sales of this book.
//! Books are opened in the order of their outlets, so two transfers never wait for each other.

use crate::{
    around,
    book::{Book, Draft, DraftLine, EntryRow},
    counterparty::{self, Party},
    days,
    error::No,
    goods::{Goods, in_unit, number},
    purchase::check_size,
    shelf::{Part, Shelf, Take},
    sql,
    view::EntryDone,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{LotId, OutletId, ProductId},
    quantity::mul_div_round,
};
use books::{Kind, LineForm};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Goods that go to another outlet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordTransfer {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// The outlet that gets them.
    pub to: OutletId,
    /// What.
    pub lines: Vec<MovedLine>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// One line that moves without being sold.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MovedLine {
    /// What.
    pub product: ProductId,
    /// How much.
    pub quantity: Quantity,
    /// Of which lot; the oldest if not said.
    #[serde(default)]
    pub lot: Option<LotId>,
    /// What it is worth, for the books of both.
    #[serde(default)]
    pub amount_fen: Fen,
}

/// Both halves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TransferView {
    /// The entry of the giving outlet.
    pub given: EntryDone,
    /// The entry of the other.
    pub taken: EntryDone,
}

/// Hands goods to another outlet of the county. **Who:** manager of the giving outlet.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordTransfer) -> Result<TransferView, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    check_size(body.lines.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    if body.to == outlet {
        return Err(No::SameOutlet.into());
    }
    let county = actor.county_id();
    for id in [outlet, body.to] {
        around::outlet_on(tx, county, id, day)?;
    }
    let goods = Goods::load(tx, actor, body.lines.iter().map(|line| line.product), day)?;
    let giver = counterparty::of(tx, actor, &Party::Outlet(outlet))?;
    let taker = counterparty::of(tx, actor, &Party::Outlet(body.to))?;
    let (mut from, mut to) = open_both(tx, actor, outlet, body.to)?;
    let mut shelf = Shelf::load(tx, county, outlet, &goods.ids())?;
    let consigned = shelf.own_only(tx, county)?;
    let mut lines = Vec::new();
    for line in &body.lines {
        if line.amount_fen.0 < 0 {
            return Err(No::Amount.into());
        }
        let product = goods.get(line.product)?;
        let wanted = in_unit(product, line.quantity)?;
        let how = Take { day, lot: line.lot, expired_too: false, below_nothing: false };
        for part in shelf.take(product, wanted, how).map_err(|no| consigned.explain(product, line.lot, no))? {
            if let Some(row) = part.lot.and_then(|lot| shelf.lot(line.product, lot).map(|row| (lot, row))) {
                to.know_lot(row.0, row.1.taken_in_on, Some(row.1.expires_on).filter(|end| end.year() < 9999));
            }
            let worth = mul_div_round(line.amount_fen.0, number(part.quantity), number(wanted)).ok_or(No::Overflow)?;
            lines.push(moved(product.id, &part, Fen(worth), (product.listed, product.local)));
        }
    }
    let note = body.note.clone();
    let given: Vec<DraftLine> = lines.iter().map(negative).collect();
    let given = Draft { counterparty: Some(taker), note: note.clone(), ..Draft::of(Kind::Transfer, day, given) };
    let taken = Draft { counterparty: Some(giver), note, ..Draft::of(Kind::Transfer, day, lines) };
    let given = from.write(actor, given)?;
    let taken = to.write(actor, taken)?;
    tx.run(
        "INSERT INTO transfer (county, from_outlet, from_seq, to_outlet, to_seq) VALUES ($1, $2, $3, $4, $5)",
        params![county, outlet, given.seq, body.to, taken.seq],
    )?;
    from.close(tx, actor)?;
    to.close(tx, actor)?;
    Ok(TransferView { given: EntryDone::new(outlet, &given), taken: EntryDone::new(body.to, &taken) })
}

fn open_both(tx: &mut Tx<'_>, actor: &Actor, from: OutletId, to: OutletId) -> Result<(Book, Book), Refusal> {
    if from < to {
        let first = Book::open(tx, actor, from)?;
        return Ok((first, Book::open(tx, actor, to)?));
    }
    let first = Book::open(tx, actor, to)?;
    Ok((Book::open(tx, actor, from)?, first))
}

/// A line that moves goods of a part.
pub(crate) fn moved(product: ProductId, part: &Part, amount_fen: Fen, (listed, local): (bool, bool)) -> DraftLine {
    let quantity = part.quantity;
    DraftLine::plain(LineForm {
        product,
        lot: part.lot,
        quantity,
        price: None,
        amount_fen,
        listed,
        local,
        campaign: None,
    })
}

/// The same line on the giving side.
pub(crate) fn negative(line: &DraftLine) -> DraftLine {
    let mut line = line.clone();
    line.form.quantity = match line.form.quantity {
        Quantity::G(grams) => Quantity::G(-grams),
        Quantity::Pieces(pieces) => Quantity::Pieces(-pieces),
    };
    line.form.amount_fen = Fen(-line.form.amount_fen.0);
    line
}

/// The other half of a transfer that is undone from its giving side.
/// **Errors:** the taking side tries to.
pub(crate) fn other_half(tx: &mut Tx<'_>, actor: &Actor, entry: &EntryRow) -> Result<Option<(OutletId, i64)>, Refusal> {
    if entry.kind()? != Kind::Transfer {
        return Ok(None);
    }
    let found: Option<(OutletId, i64)> = tx.find(
        "SELECT to_outlet, to_seq FROM transfer WHERE county = $1 AND from_outlet = $2 AND from_seq = $3",
        params![actor.county_id(), entry.book, entry.seq],
    )?;
    let half = found.ok_or(No::OtherHalf)?;
    sql::find_entry(tx, actor.county_id(), half.0, half.1)?.ok_or(No::Entry { seq: half.1 })?;
    Ok(Some(half))
}
