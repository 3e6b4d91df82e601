//! Deliveries in books: each stands on a line of the outlet that buys, or of the one that books it for another buyer.
//!
//! Invariants: what stands on a line is counted there, never beside it; entry and delivery come and go in one transaction;
//! a delivery that nobody booked yet waits for its outlet, and one whose buyer keeps no book here says that it is outside.

mod fit;
mod keeper;
mod lines;

pub use keeper::keep_book;
pub(crate) use keeper::{Keeper, keeper, name_keeper, writes};
pub use lines::lines;

use crate::{
    beside,
    contracts::{self, Kept},
    deliveries::{self, DeliveryRow},
    error::No,
};
use base::{
    Quantity, Refusal,
    ids::{OutletId, ProductId},
    units::UnitPrice,
};
use books::Payment;
use edge::Actor;
use ledger::{
    claim::{self, DeliveryNo, LineNo},
    counterparty::{Named, Party},
    lots::Papers,
    purchase::{IntakeLine, RecordPurchase},
    reverse::ReverseEntry,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// How a delivery comes into a book.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BookDelivery {
    /// As a purchase that is written for it.
    Purchase(PurchaseOfDelivery),
    /// By a line that is there already, such as a slip of the collection point.
    Line(LineOfDelivery),
}

/// The purchase that is written.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseOfDelivery {
    /// Which product of the crop.
    pub product: ProductId,
    /// How it was paid; on account if nothing is said.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// What label and documents say.
    #[serde(default)]
    pub papers: Papers,
    /// There is a purchase of the same day, seller and weight, and this is another one.
    #[serde(default)]
    pub another: bool,
}

/// The line that is there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineOfDelivery {
    /// Number of its entry.
    pub entry: i64,
    /// Its number in the entry.
    pub line: i64,
}

/// Undoes a booking.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoBooking {
    /// Why.
    pub reason: String,
}

/// Brings a delivery that waits into the book. **Who:** a purchase whoever writes that book; a tie to a line both sides.
pub fn book(tx: &mut Tx<'_>, actor: &Actor, (id, seq): (i64, i64), body: BookDelivery) -> Result<DeliveryRow, Refusal> {
    tx.hold(actor.county_id(), &format!("contract/{id}"))?;
    let kept = contracts::find(tx, actor, id)?;
    let row = deliveries::find(tx, actor.county_id(), id, seq)?;
    match row.booking.as_str() {
        "waiting" | "outside" => enter(tx, actor, &kept, &row, &body)?,
        "made" | "tied" => return Err(No::BookedAlready.into()),
        _ => return Err(No::TakenBack.into()),
    }
    beside::keep(tx, actor, (id, seq))?;
    deliveries::find(tx, actor.county_id(), id, seq)
}

/// Enters a delivery; problems point into `book`.
pub(crate) fn enter(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kept: &Kept,
    row: &DeliveryRow,
    body: &BookDelivery,
) -> Result<(), Refusal> {
    let keeper = keeper(tx, actor, kept)?.ok_or(No::NoBook)?;
    let by = DeliveryNo { contract: kept.id, delivery: row.seq };
    let (act, no) = match body {
        BookDelivery::Purchase(purchase) => {
            if !writes(actor, &keeper) {
                return Err(No::NotYourBook { name: keeper.name }.into());
            }
            ("made", write_purchase(tx, actor, (kept, row), &keeper, purchase)?)
        }
        BookDelivery::Line(said) => {
            let no = LineNo { outlet: keeper.outlet, seq: said.entry, line: said.line };
            let line = claim::line(tx, actor, no).map_err(|refusal| refusal.at("/line/entry"))?;
            let sides = fit::sides(tx, actor, kept)?;
            fit::fits(&line, &sides, row.grams.0).map_err(|no| Refusal::from(no).at("/line/entry"))?;
            ("tied", no)
        }
    };
    claim::claim(tx, actor, no, by, row.grams.0).map_err(|refusal| refusal.at("/line/line"))?;
    keep(tx, actor, by, act, no, "")
}

/// Writes the purchase; its only line.
fn write_purchase(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (kept, row): (&Kept, &DeliveryRow),
    keeper: &Keeper,
    said: &PurchaseOfDelivery,
) -> Result<LineNo, Refusal> {
    let county = actor.county_id();
    if !supply::desk::is_made_of(tx, county, said.product, kept.crop)? {
        return Err(Refusal::from(No::NotOfTheCrop).at("/purchase/product"));
    }
    if !said.another {
        nothing_alike(tx, actor, (kept, row), keeper)?;
    }
    let mut papers = said.papers.clone();
    papers.unsalable = match fit::source(tx, county, kept)? {
        // Its produce was reported: the lot carries that, and its sales count for it.
        Some((source, report)) if source == "unsalable" => Some(report),
        Some(_) if papers.unsalable.is_some() => {
            return Err(Refusal::from(No::OtherReport).at("/purchase/papers/unsalable"));
        }
        _ => papers.unsalable,
    };
    let line = IntakeLine {
        product: said.product,
        quantity: Quantity::G(row.grams.0),
        price: Some(UnitPrice { fen: row.fen_per_kg, per: 1_000 }),
        amount_fen: Some(row.amount_fen),
        papers,
    };
    let purchase = RecordPurchase {
        day: Some(row.day),
        supplier: supplier(tx, county, kept)?,
        lines: vec![line],
        payments: said.payments.clone(),
        note: format!("合同 {} 号第 {} 次交货", kept.id, row.seq),
    };
    let done = ledger::purchase::record(tx, actor, keeper.outlet, purchase)?;
    Ok(LineNo { outlet: keeper.outlet, seq: done.entry.seq, line: 1 })
}

/// Refuses a purchase where the book has one just like it: the slip of the scales is the same goods.
fn nothing_alike(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (kept, row): (&Kept, &DeliveryRow),
    keeper: &Keeper,
) -> Result<(), Refusal> {
    let sides = fit::sides(tx, actor, kept)?;
    let there = claim::between(tx, actor, keeper.outlet, (row.day, row.day), &sides.products, lines::MOST)?;
    let alike = there
        .iter()
        .find(|line| line.kind != "sale" && line.grams == row.grams.0 && fit::fits(line, &sides, row.grams.0).is_ok());
    match alike {
        Some(line) => Err(Refusal::from(No::MaybeThere { seq: line.no.seq }).at("/purchase/another")),
        None => Ok(()),
    }
}

/// The seller as purchases name it. A villager without a phone is asked for by way of the witness.
fn supplier(tx: &mut Tx<'_>, county: &str, kept: &Kept) -> Result<Party, Refusal> {
    if let Some(producer) = kept.producer {
        return Ok(Party::Producer(producer));
    }
    if let Some(household) = kept.household {
        return Ok(Party::Household(household));
    }
    let party = kept.person.ok_or(No::NoSuchSeller)?;
    let form = identity::desk::open_party(tx, county, party)?.form;
    let contact = if form.phone.is_empty() { format!("见证人{}", kept.witness) } else { form.phone };
    let address = places::desk::full_name(tx, county, kept.division)?;
    Ok(Party::Named(Named { name: form.name, address, contact, farmer: true }))
}

store::row! {
    /// A booking that stands.
    #[derive(Clone, Debug)]
    struct Standing {
        act: String,
        outlet: OutletId,
        entry: i64,
        line: i64,
    }
}

fn standing(tx: &mut Tx<'_>, county: &str, (contract, delivery): (i64, i64)) -> Result<Option<Standing>, Refusal> {
    let last: Option<Standing> = tx.find(
        "SELECT act, outlet, entry, line FROM delivery_book WHERE county = $1 AND contract = $2 AND delivery = $3
         ORDER BY seq DESC LIMIT 1",
        params![county, contract, delivery],
    )?;
    Ok(last.filter(|last| last.act != "freed"))
}

fn keep(tx: &mut Tx<'_>, actor: &Actor, by: DeliveryNo, act: &str, no: LineNo, reason: &str) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO delivery_book (county, contract, delivery, seq, act, outlet, entry, line, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, (SELECT COALESCE(MAX(seq), 0) + 1 FROM delivery_book WHERE county = $1 AND contract = $2
         AND delivery = $3), $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            actor.county_id(),
            by.contract,
            by.delivery,
            act,
            no.outlet,
            no.seq,
            no.line,
            reason,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(())
}

/// Undoes a booking: what was written for it is reversed, a tie is only undone; the delivery waits again. **Who:** a
/// purchase whoever writes that book; a tie both sides.
pub fn undo(tx: &mut Tx<'_>, actor: &Actor, (id, seq): (i64, i64), body: UndoBooking) -> Result<DeliveryRow, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("contract/{id}"))?;
    contracts::find(tx, actor, id)?;
    crate::text("/reason", &body.reason, 200)?;
    deliveries::find(tx, county, id, seq)?;
    if !free(tx, actor, (id, seq), body.reason.trim())? {
        return Err(No::NotBooked.into());
    }
    beside::keep(tx, actor, (id, seq))?;
    deliveries::find(tx, county, id, seq)
}

/// Lets go of the line that a delivery stands on, if it stands on one; reverses the entry that was written for it.
/// **Errors:** that entry stands in a book that is not the actor's, or the ledger refuses the reversal.
pub(crate) fn free(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (contract, delivery): (i64, i64),
    reason: &str,
) -> Result<bool, Refusal> {
    let county = actor.county_id();
    let Some(found) = standing(tx, county, (contract, delivery))? else { return Ok(false) };
    let by = DeliveryNo { contract, delivery };
    claim::let_go(tx, county, by)?;
    if found.act == "made" {
        let outlet = outlets::desk::outlet_at(tx, county, found.outlet, actor.day())?.ok_or(No::NoSuchKeeper)?;
        let keeper = Keeper { outlet: found.outlet, name: outlet.name, path: outlet.path };
        if !writes(actor, &keeper) {
            return Err(No::InTheirBook { name: keeper.name, seq: found.entry }.into());
        }
        let reason = ReverseEntry { reason: reason.to_owned() };
        ledger::reverse::reverse(tx, actor, (found.outlet, found.entry), reason)?;
    }
    let no = LineNo { outlet: found.outlet, seq: found.entry, line: found.line };
    keep(tx, actor, by, "freed", no, reason)?;
    Ok(true)
}

/// In SQL, of a delivery `v`: it stands on a line now.
pub(crate) const STANDING: &str =
    "EXISTS (SELECT 1 FROM delivery_book b WHERE b.county = v.county AND b.contract = v.contract
    AND b.delivery = v.seq AND b.act <> 'freed' AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x
    WHERE x.county = b.county AND x.contract = b.contract AND x.delivery = b.delivery))";
