//! Repacking 分装: lots become a lot of another product, or of the same when they are mixed.
//!
//! The new lot keeps what went into it, lot by lot and by worth: the collector's new certificate links
//! to the inputs (Farm Product Quality Safety Law, art. 39), and a gift box is judged by its components.
//! Where all weights are known, no more comes out than went in.

use crate::{
    around::{self, Supplier},
    book::{Book, Draft, DraftLine, split},
    days,
    error::No,
    goods::{Goods, in_unit, number},
    lots::{self, NewLot, Papers},
    purchase::check_size,
    shelf::{Part, Shelf, Take},
    transfer::{MovedLine, moved, negative},
    view::EntryDone,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{LotId, OutletId, ProductId},
    units::{Pack, weigh},
};
use books::{Kind, basket::apportion};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, Value, params};

/// What was opened and what was packed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRepacking {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// What went in; its worth shares the price of a gift box.
    pub inputs: Vec<MovedLine>,
    /// The product that came out.
    pub product: ProductId,
    /// How much of it.
    pub quantity: Quantity,
    /// What its label and the new certificate say.
    #[serde(default)]
    pub papers: Papers,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// A repacking that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepackingView {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryDone,
    /// The new lot.
    pub lot: LotId,
}

/// What went in, part by part.
struct In {
    product: ProductId,
    part: Part,
    worth: Fen,
    expires_on: Option<Day>,
    line: DraftLine,
}

/// Records a repacking. **Who:** manager of the outlet, keeper of the collection point.
pub fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    body: RecordRepacking,
) -> Result<RepackingView, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    check_size(body.inputs.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    let ids = body.inputs.iter().map(|line| line.product).chain([body.product]);
    let goods = Goods::load(tx, actor, ids, day)?;
    let product = goods.get(body.product)?.clone();
    let out = in_unit(&product, body.quantity)?;
    if number(out) <= 0 {
        return Err(No::Repack.into());
    }
    let mut book = Book::open(tx, actor, outlet)?;
    let mut shelf = Shelf::load(tx, actor.county_id(), outlet, &goods.ids())?;
    let went_in = go_in(&goods, &mut shelf, &body, day)?;
    check_weight(&goods, &went_in, product.pack_g, out)?;
    // Who mixes or repacks is the committing party of the new certificate.
    let packer = Supplier { bound: true, ..Supplier::default() };
    let mut papers = lots::papers(&product, &packer, &body.papers, day)?;
    papers.expires_on = papers.expires_on.or_else(|| went_in.iter().filter_map(|one| one.expires_on).min());
    let new = NewLot { product: product.id, taken_in_on: day, papers, counterparty: None, note: String::new() };
    let expires_on = new.papers.expires_on;
    let lot = lots::keep(tx, actor.county_id(), outlet, book.next_seq(), &[new])?.pop().ok_or(No::Repack)?;
    book.know_lot(lot, day, expires_on);
    keep_sources(tx, actor.county_id(), lot, &went_in)?;
    let worth = Fen::total(went_in.iter().map(|one| one.worth)).ok_or(No::Overflow)?;
    let packed = Part { lot: Some(lot), quantity: out, gift_box: false };
    let mut lines: Vec<DraftLine> = went_in.iter().map(|one| negative(&one.line)).collect();
    lines.push(moved(product.id, &packed, worth, (product.listed, product.local)));
    let written = book.write(actor, Draft { note: body.note, ..Draft::of(Kind::Repack, day, lines) })?;
    book.close(tx, actor)?;
    Ok(RepackingView { entry: EntryDone::new(outlet, &written), lot })
}

fn go_in(goods: &Goods, shelf: &mut Shelf, body: &RecordRepacking, day: Day) -> Result<Vec<In>, Refusal> {
    let mut went_in = Vec::new();
    for line in &body.inputs {
        let product = goods.get(line.product)?;
        let wanted = in_unit(product, line.quantity)?;
        let how = Take { day, lot: line.lot, expired_too: false, below_nothing: false };
        let parts = shelf.take(product, wanted, how)?;
        let weights: Vec<Fen> = parts.iter().map(|part| Fen(number(part.quantity))).collect();
        let worths = apportion(line.amount_fen, &weights).ok_or(No::Amount)?;
        for (part, worth) in parts.into_iter().zip(worths) {
            let row = part.lot.and_then(|lot| shelf.lot(line.product, lot));
            let expires_on = row.map(|row| row.expires_on).filter(|end| end.year() < 9999);
            let moved = moved(product.id, &part, worth, (product.listed, product.local));
            went_in.push(In { product: product.id, part, worth, expires_on, line: moved });
        }
    }
    Ok(went_in)
}

/// Where every weight is known, no more comes out than went in.
fn check_weight(goods: &Goods, went_in: &[In], pack_g: Option<i64>, out: Quantity) -> Result<(), No> {
    let pack = |grams: Option<i64>| grams.map(|grams_per_piece| Pack { grams_per_piece });
    let mut sum = 0_i64;
    for one in went_in {
        let Ok(grams) = weigh(one.part.quantity, pack(goods.get(one.product)?.pack_g)) else { return Ok(()) };
        sum = sum.checked_add(grams.0).ok_or(No::Overflow)?;
    }
    let Ok(came_out) = weigh(out, pack(pack_g)) else { return Ok(()) };
    if came_out.0 <= sum {
        return Ok(());
    }
    Err(No::RepackWeight { went_in: format!("{sum} g"), came_out: format!("{} g", came_out.0) })
}

fn keep_sources(tx: &mut Tx<'_>, county: &str, lot: LotId, went_in: &[In]) -> Result<(), Refusal> {
    let mut merged: std::collections::BTreeMap<(i64, ProductId), (&'static str, i64, i64)> =
        std::collections::BTreeMap::new();
    for one in went_in {
        let (unit, units) = split(one.part.quantity);
        let key = (one.part.lot.map_or(0, |lot| lot.0), one.product);
        let sum = merged.entry(key).or_insert((unit, 0, 0));
        sum.1 = sum.1.checked_add(units).ok_or(No::Overflow)?;
        sum.2 = sum.2.checked_add(one.worth.0).ok_or(No::Overflow)?;
    }
    let rows: Vec<Vec<Value>> = merged
        .into_iter()
        .map(|((source, product), (unit, units, worth))| {
            params![county, lot, source, product, unit, units, worth].to_vec()
        })
        .collect();
    Ok(tx.insert_many("INSERT INTO lot_source (county, lot, source, product, unit, quantity, value_fen)", &rows)?)
}
