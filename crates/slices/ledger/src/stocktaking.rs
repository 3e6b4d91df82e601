//! Losses 报损单, donations 捐赠单, counts 盘点单 and opening stock 期初: what changes stock without business.

use crate::{
    around::{self, Supplier},
    book::{Book, Draft, DraftLine},
    counterparty::{self, Party},
    days,
    error::No,
    goods::{Goods, in_unit, number, price},
    lots::{self, NewLot, Papers},
    purchase::check_size,
    shelf::{Part, Shelf, Take},
    transfer::{MovedLine, moved, negative},
    view::EntryDone,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{LotId, OutletId, ProductId},
    quantity::mul_div_round,
};
use books::Kind;
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Goods that are lost: spoiled, broken, eaten by mice, expired.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordLoss {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// What.
    pub lines: Vec<MovedLine>,
    /// Why.
    pub reason: String,
}

/// Goods that are given away: to a campaign, a school, people in need. No sale, whatever they are worth.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDonation {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// What, with what it is worth.
    pub lines: Vec<MovedLine>,
    /// Who gets it; people are kept sealed and shown masked.
    pub recipient: Party,
    /// For what: 书包文化节, 爱心捐赠.
    pub reason: String,
}

/// What was counted.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordCount {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Products as they were found.
    pub lines: Vec<CountedLine>,
    /// What explains the differences.
    pub reason: String,
}

/// A product as it was found on the shelf, all its lots together.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedLine {
    /// What.
    pub product: ProductId,
    /// How much was found; zero for none.
    pub found: Quantity,
}

/// Stock when the book begins.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordOpening {
    /// The day before which it came in; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// What is there.
    pub lines: Vec<OpeningLine>,
}

/// One product that is there when the book begins.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningLine {
    /// What.
    pub product: ProductId,
    /// How much.
    pub quantity: Quantity,
    /// What it cost, if known.
    #[serde(default)]
    pub amount_fen: Fen,
    /// Whose it was, if known.
    #[serde(default)]
    pub supplier: Option<Party>,
    /// When it was taken in, if known.
    #[serde(default)]
    pub taken_in_on: Option<Day>,
    /// What its label and documents say.
    #[serde(default)]
    pub papers: Papers,
}

/// Writes off goods. **Who:** manager of the outlet.
pub fn lose(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordLoss) -> Result<EntryDone, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    let draft = Draft { note: body.reason, ..Draft::of(Kind::Loss, day, Vec::new()) };
    go_out(tx, actor, outlet, &body.lines, draft)
}

/// Gives goods away; expired ones are a loss. **Who:** manager of the outlet.
pub fn donate(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordDonation) -> Result<EntryDone, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    if body.reason.trim().is_empty() {
        return Err(Refusal::from(No::Reason).at("/reason"));
    }
    let counterparty = Some(counterparty::of(tx, actor, &body.recipient)?);
    let draft = Draft { note: body.reason, counterparty, ..Draft::of(Kind::Donation, day, Vec::new()) };
    go_out(tx, actor, outlet, &body.lines, draft)
}

/// Goods that leave without being sold.
fn go_out(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    said: &[MovedLine],
    draft: Draft,
) -> Result<EntryDone, Refusal> {
    let (day, kind) = (draft.day, draft.kind);
    check_size(said.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    let goods = Goods::load(tx, actor, said.iter().map(|line| line.product), day)?;
    let mut book = Book::open(tx, actor, outlet)?;
    let mut shelf = Shelf::load(tx, actor.county_id(), outlet, &goods.ids())?;
    let mut lines = Vec::new();
    for line in said {
        if line.amount_fen.0 < 0 {
            return Err(No::Amount.into());
        }
        let product = goods.get(line.product)?;
        let wanted = in_unit(product, line.quantity)?;
        let how = Take { day, lot: line.lot, expired_too: kind == Kind::Loss, below_nothing: !book.stock_kept };
        for part in shelf.take(product, wanted, how)? {
            let worth = mul_div_round(line.amount_fen.0, number(part.quantity), number(wanted)).ok_or(No::Overflow)?;
            lines.push(moved(product.id, &part, Fen(worth), (product.listed, product.local)));
        }
    }
    let written = book.write(actor, Draft { lines, ..draft })?;
    book.close(tx, actor)?;
    Ok(EntryDone::new(outlet, &written))
}

/// Enters a count: the book then says what was found, and the entry by how much it had differed.
/// From then on the outlet keeps stock. **Who:** manager of the outlet.
pub fn count(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordCount) -> Result<EntryDone, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    check_size(body.lines.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    let goods = Goods::load(tx, actor, body.lines.iter().map(|line| line.product), day)?;
    let mut book = Book::open(tx, actor, outlet)?;
    let mut shelf = Shelf::load(tx, actor.county_id(), outlet, &goods.ids())?;
    let mut lines = Vec::new();
    for said in &body.lines {
        let product = goods.get(said.product)?;
        let found = in_unit(product, said.found)?;
        if number(found) < 0 {
            return Err(No::Quantity.into());
        }
        let flags = (product.listed, product.local);
        let (without_lot, in_lots) = shelf.sides(said.product);
        // What went below nothing without a lot is first set right, then the lots are brought to what was found.
        let more = number(found).checked_sub(in_lots).ok_or(No::Overflow)?;
        let to_no_lot = more.max(0).checked_sub(without_lot).ok_or(No::Overflow)?;
        let no_lot = Part { lot: None, quantity: of(found, to_no_lot), gift_box: false, tie: None };
        if to_no_lot != 0 || more >= 0 {
            lines.push(moved(product.id, &no_lot, Fen::ZERO, flags));
        }
        if more < 0 {
            let how = Take { day: actor.day(), lot: None, expired_too: true, below_nothing: false };
            let parts = shelf.take_from_lots(product, of(found, -more), how)?;
            lines.extend(parts.iter().map(|part| negative(&moved(product.id, part, Fen::ZERO, flags))));
        }
    }
    let written = book.write(actor, Draft { note: body.reason, ..Draft::of(Kind::Count, day, lines) })?;
    book.close(tx, actor)?;
    tx.run(
        "UPDATE book SET stock_kept = 1 WHERE county = $1 AND outlet = $2 AND stock_kept = 0",
        params![actor.county_id(), outlet],
    )?;
    Ok(EntryDone::new(outlet, &written))
}

fn of(like: Quantity, units: i64) -> Quantity {
    match like {
        Quantity::G(_) => Quantity::G(units),
        Quantity::Pieces(_) => Quantity::Pieces(units),
    }
}

/// Enters opening stock, before anything else is in the book. **Who:** manager of the outlet.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordOpening) -> Result<EntryDone, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    check_size(body.lines.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    let goods = Goods::load(tx, actor, body.lines.iter().map(|line| line.product), day)?;
    let mut book = Book::open(tx, actor, outlet)?;
    let others: i64 = tx.number(
        "SELECT COUNT(*) FROM entry WHERE county = $1 AND book = $2 AND kind <> 'opening'",
        params![actor.county_id(), outlet],
    )?;
    if others > 0 {
        return Err(No::OpeningTaken.into());
    }
    let mut new = Vec::with_capacity(body.lines.len());
    let mut lines: Vec<DraftLine> = Vec::with_capacity(body.lines.len());
    for (index, line) in body.lines.iter().enumerate() {
        let at = |no: No| Refusal::from(no).at(format!("/lines/{index}"));
        let product = goods.get(line.product)?;
        let priced = price(product, line.quantity, None, Some(line.amount_fen)).map_err(at)?;
        // Old stock is taken as it is: its certificate may be from before there were any.
        if line.papers.unsalable.is_some() {
            return Err(at(No::UnsalableHere));
        }
        let papers = lots::papers(product, &Supplier::default(), &line.papers, day).map_err(at)?;
        let counterparty = line.supplier.as_ref().map(|party| counterparty::of(tx, actor, party)).transpose()?;
        let taken_in_on = line.taken_in_on.filter(|on| *on <= day).unwrap_or(day);
        new.push(NewLot { product: product.id, taken_in_on, papers, counterparty, note: String::new(), tie: None });
        let part = Part { lot: None, quantity: priced.quantity, gift_box: false, tie: None };
        lines.push(moved(product.id, &part, priced.gross, (product.listed, product.local)));
    }
    let ids: Vec<LotId> = lots::keep(tx, actor.county_id(), outlet, book.next_seq(), &new)?;
    for ((line, lot), new) in lines.iter_mut().zip(&ids).zip(&new) {
        line.form.lot = Some(*lot);
        book.know_lot(*lot, new.taken_in_on, new.papers.expires_on);
    }
    let written = book.write(actor, Draft::of(Kind::Opening, day, lines))?;
    book.close(tx, actor)?;
    Ok(EntryDone::new(outlet, &written))
}
