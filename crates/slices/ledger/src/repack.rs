//! Repacking 分装: lots become a lot of another product, or of the same when they are mixed.
//!
//! The new lot keeps what went into it, lot by lot and by worth: the collector's new certificate links
//! to the inputs (Farm Product Quality Safety Law, art. 39), and a gift box is judged by its components.
//! A new lot of one component is sold as what its product is, so its source must be listed, and local, too.
//! Of several outputs each takes its share of every input. Where all weights are known, no more comes out
//! than went in, and what did not come out is said.

use crate::{
    around::{self, Product, Supplier},
    book::{Book, Draft, DraftLine, NOTE_MOST, quantity, split},
    days,
    error::No,
    goods::{Goods, in_unit, number},
    lots::{self, NewLot, Papers},
    purchase::check_size,
    shelf::{Consigned, Part, Shelf, Take},
    tie::Tie,
    transfer::{MovedLine, moved, negative},
    view::EntryDone,
    worth::Costs,
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
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, Value, params};

/// What was opened and what was packed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRepacking {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// What went in. Its cost shares the price of a gift box; an amount that is said counts where no cost is known.
    pub inputs: Vec<MovedLine>,
    /// What came out, each a lot of its own.
    pub outputs: Vec<PackedLine>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// One product that came out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackedLine {
    /// What.
    pub product: ProductId,
    /// How much of it.
    pub quantity: Quantity,
    /// What its label and the new certificate say.
    #[serde(default)]
    pub papers: Papers,
}

/// A repacking that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepackingView {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryDone,
    /// The new lots, in the order of the outputs.
    pub lots: Vec<LotId>,
    /// Grams that went in and did not come out, where every weight is known.
    pub lost_g: Option<i64>,
    /// Products of which no entry tells the cost: their worth is what was typed.
    pub typed_worth: Vec<String>,
}

/// What went in, part by part.
#[derive(Clone)]
struct In {
    product: ProductId,
    part: Part,
    worth: Fen,
    expires_on: Option<Day>,
    line: DraftLine,
}

impl In {
    /// Whether anything of it is left after sharing: neither weight nor worth is none of it.
    fn is_there(&self) -> bool {
        number(self.part.quantity) != 0 || self.worth != Fen::ZERO
    }
}

/// What came out, in the unit of the catalogue.
struct Out<'a> {
    product: &'a Product,
    quantity: Quantity,
    papers: &'a Papers,
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
    check_size(body.outputs.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    let ids = body.inputs.iter().map(|line| line.product).chain(body.outputs.iter().map(|line| line.product));
    let goods = Goods::load(tx, actor, ids, day)?;
    let outs = body.outputs.iter().map(|said| came_out(&goods, said)).collect::<Result<Vec<Out<'_>>, No>>()?;
    let mut book = Book::open(tx, actor, outlet)?;
    let mut shelf = Shelf::load(tx, actor.county_id(), outlet, &goods.ids())?;
    let consigned = shelf.own_only(tx, actor.county_id())?;
    let (went_in, typed_worth) = go_in(tx, actor.county_id(), &goods, (&mut shelf, &consigned), &body, day)?;
    let lost_g = lost(&goods, &went_in, &outs)?;
    let expiry = went_in.iter().filter_map(|one| one.expires_on).min();
    // What was packed wholly from one report stays tied to it.
    let first = went_in.first().and_then(|one| one.part.tie);
    let tie = first.filter(|tie| went_in.iter().all(|one| one.part.tie == Some(*tie)));
    let new = outs.iter().map(|out| new_lot(out, expiry, tie, day)).collect::<Result<Vec<NewLot>, No>>()?;
    let lots = lots::keep(tx, actor.county_id(), outlet, book.next_seq(), &new)?;
    let shares = shared(&went_in, &outs)?;
    for (out, share) in outs.iter().zip(&shares) {
        no_better_than_its_source(&goods, out, share)?;
    }
    let mut lines: Vec<DraftLine> = went_in.iter().map(|one| negative(&one.line)).collect();
    for (((out, new), lot), share) in outs.iter().zip(&new).zip(&lots).zip(&shares) {
        book.know_lot(*lot, day, new.papers.expires_on);
        keep_sources(tx, actor.county_id(), *lot, share)?;
        let worth = Fen::total(share.iter().map(|one| one.worth)).ok_or(No::Overflow)?;
        let packed = Part { lot: Some(*lot), quantity: out.quantity, gift_box: false, tie };
        lines.push(moved(out.product.id, &packed, worth, (out.product.listed, out.product.local)));
    }
    let written =
        book.write(actor, Draft { note: note(&body.note, &typed_worth), ..Draft::of(Kind::Repack, day, lines) })?;
    book.close(tx, actor)?;
    Ok(RepackingView { entry: EntryDone::new(outlet, &written), lots, lost_g, typed_worth })
}

fn came_out<'a>(goods: &'a Goods, said: &'a PackedLine) -> Result<Out<'a>, No> {
    let product = goods.get(said.product)?;
    let quantity = in_unit(product, said.quantity)?;
    if number(quantity) <= 0 {
        return Err(No::Repack);
    }
    Ok(Out { product, quantity, papers: &said.papers })
}

/// Who mixes or repacks is the committing party of the new certificate; the new lot is good as long as what is in it.
fn new_lot(out: &Out<'_>, expiry: Option<Day>, tie: Option<Tie>, day: Day) -> Result<NewLot, No> {
    if out.papers.unsalable.is_some() {
        return Err(No::UnsalableHere);
    }
    let packer = Supplier { bound: true, ..Supplier::default() };
    let mut papers = lots::papers(out.product, &packer, out.papers, day)?;
    papers.expires_on = papers.expires_on.or(expiry);
    Ok(NewLot { product: out.product.id, taken_in_on: day, papers, counterparty: None, note: String::new(), tie })
}

/// What of each input is in each output: shared by weight where it is known, else by number. Nothing is lost
/// on the way: the shares of an input add up to it.
fn shared(went_in: &[In], outs: &[Out<'_>]) -> Result<Vec<Vec<In>>, No> {
    let weights = weights(outs)?;
    let mut shares: Vec<Vec<In>> = vec![Vec::new(); outs.len()];
    for one in went_in {
        let (unit, units) = split(one.part.quantity);
        let quantities = apportion(Fen(units), &weights).ok_or(No::Overflow)?;
        let worths = apportion(one.worth, &weights).ok_or(No::Overflow)?;
        for ((share, units), worth) in shares.iter_mut().zip(quantities).zip(worths) {
            let part = Part { quantity: quantity(unit, units.0), ..one.part.clone() };
            share.push(In { part, worth, ..one.clone() });
        }
    }
    Ok(shares)
}

/// Nothing becomes listed or local by repacking. What is packed of different products is judged by them when
/// it is sold ([`crate::gift`]); a box of such is known by its own product only, which proves nothing of what is in it.
fn no_better_than_its_source(goods: &Goods, out: &Out<'_>, share: &[In]) -> Result<(), No> {
    let there = || share.iter().filter(|one| one.is_there());
    let mixed = there().map(|one| one.product).collect::<BTreeSet<_>>().len() > 1;
    for one in there() {
        let source = goods.get(one.product)?;
        let claims = |product: &Product| product.listed || product.local;
        let launders = if one.part.gift_box {
            claims(out.product) || claims(source)
        } else {
            !mixed && (out.product.listed && !source.listed || out.product.local && !source.local)
        };
        if launders {
            return Err(No::RepackSource { name: source.name.clone(), product: out.product.name.clone() });
        }
    }
    Ok(())
}

fn weights(outs: &[Out<'_>]) -> Result<Vec<Fen>, No> {
    let by_weight: Option<Vec<Fen>> = outs.iter().map(|out| grams(out.product, out.quantity).map(Fen)).collect();
    let unit = |out: &Out<'_>| split(out.quantity).0;
    match (by_weight, outs.iter().find(|out| outs.first().is_some_and(|first| unit(first) != unit(out)))) {
        (Some(weights), _) => Ok(weights),
        (None, None) => Ok(outs.iter().map(|out| Fen(number(out.quantity))).collect()),
        (None, Some(other)) => Err(No::NoConversion { name: other.product.name.clone() }),
    }
}

/// What a quantity weighs, if that is known.
fn grams(product: &Product, quantity: Quantity) -> Option<i64> {
    weigh(quantity, product.pack_g.map(|grams_per_piece| Pack { grams_per_piece })).ok().map(|grams| grams.0)
}

fn go_in(
    tx: &mut Tx<'_>,
    county: &str,
    goods: &Goods,
    (shelf, consigned): (&mut Shelf, &Consigned),
    body: &RecordRepacking,
    day: Day,
) -> Result<(Vec<In>, Vec<String>), Refusal> {
    let mut taken = Vec::with_capacity(body.inputs.len());
    for line in &body.inputs {
        let product = goods.get(line.product)?;
        let wanted = in_unit(product, line.quantity)?;
        let how = Take { day, lot: line.lot, expired_too: false, below_nothing: false };
        let parts = shelf.take(product, wanted, how).map_err(|no| consigned.explain(product, line.lot, no))?;
        taken.push((line, product, parts));
    }
    let lots: Vec<LotId> = taken.iter().flat_map(|(.., parts)| parts.iter().filter_map(|part| part.lot)).collect();
    let costs = Costs::load(tx, county, &lots)?;
    let (mut went_in, mut typed) = (Vec::new(), BTreeSet::new());
    for (line, product, parts) in taken {
        let weights: Vec<Fen> = parts.iter().map(|part| Fen(number(part.quantity))).collect();
        let worths = apportion(line.amount_fen, &weights).ok_or(No::Amount)?;
        for (part, said) in parts.into_iter().zip(worths) {
            let cost = costs.of(part.lot, number(part.quantity))?;
            if cost.is_none() && said.0 > 0 {
                typed.insert(product.name.clone());
            }
            let worth = cost.unwrap_or(said);
            let row = part.lot.and_then(|lot| shelf.lot(line.product, lot));
            let expires_on = row.map(|row| row.expires_on).filter(|end| end.year() < 9999);
            let moved = moved(product.id, &part, worth, (product.listed, product.local));
            went_in.push(In { product: product.id, part, worth, expires_on, line: moved });
        }
    }
    Ok((went_in, typed.into_iter().collect()))
}

/// The note of the entry, which says whose worth was typed.
fn note(said: &str, typed: &[String]) -> String {
    if typed.is_empty() {
        return said.to_owned();
    }
    let parted = if said.is_empty() { "" } else { "；" };
    let all = format!("价值为手填（无进价）：{}{parted}{said}", typed.join("、"));
    all.chars().take(NOTE_MOST.max(said.chars().count())).collect()
}

/// What did not come out of what went in; none where a weight is not known. **Errors:** more came out.
fn lost(goods: &Goods, went_in: &[In], outs: &[Out<'_>]) -> Result<Option<i64>, No> {
    let mut weighed_in = Vec::with_capacity(went_in.len());
    for one in went_in {
        weighed_in.push(grams(goods.get(one.product)?, one.part.quantity));
    }
    let sum = |all: &mut dyn Iterator<Item = Option<i64>>| -> Result<Option<i64>, No> {
        let Some(all) = all.collect::<Option<Vec<i64>>>() else { return Ok(None) };
        all.iter().try_fold(0_i64, |sum, one| sum.checked_add(*one)).map(Some).ok_or(No::Overflow)
    };
    let weighed_out = sum(&mut outs.iter().map(|out| grams(out.product, out.quantity)))?;
    match sum(&mut weighed_in.into_iter())?.zip(weighed_out) {
        Some((into, out)) if out > into => {
            Err(No::RepackWeight { went_in: format!("{into} g"), came_out: format!("{out} g") })
        }
        both => Ok(both.map(|(into, out)| into.saturating_sub(out))),
    }
}

/// Keeps what is in a new lot; a part so small that nothing of it is there is left out.
fn keep_sources(tx: &mut Tx<'_>, county: &str, lot: LotId, went_in: &[In]) -> Result<(), Refusal> {
    let mut merged: BTreeMap<(i64, ProductId), (&'static str, i64, i64)> = BTreeMap::new();
    for one in went_in.iter().filter(|one| one.is_there()) {
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
