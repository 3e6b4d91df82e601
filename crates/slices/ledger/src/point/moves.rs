//! What becomes of lots at a point: put together, or handed to an outlet with the loss on the way.
//!
//! A mixing is a repacking of one product into itself, a hand-over a loss and a transfer: the same entries that an
//! office would write.

use super::{
    error::No,
    item::{HandOver, LotRef, Mix},
    upload::Made,
};
use crate::{
    around, goods,
    lots::Papers,
    named,
    repack::{self, PackedLine, RecordRepacking},
    stocktaking::{self, RecordLoss},
    transfer::{self, MovedLine, RecordTransfer},
    worth::Costs,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{LotId, OutletId, ProductId},
};
use edge::Actor;
use std::collections::BTreeSet;
use store::{Tx, params};

/// A lot of this point, and what it is of.
fn lot(tx: &mut Tx<'_>, county: &str, outlet: OutletId, of: &LotRef) -> Result<(LotId, ProductId), Refusal> {
    let found: Option<(LotId, ProductId)> = match of {
        LotRef::Lot(id) => tx.find(
            "SELECT lot, product FROM stock WHERE county = $1 AND outlet = $2 AND lot = $3",
            params![county, outlet, *id],
        )?,
        LotRef::Item(client) => tx.find(
            "SELECT s.lot, s.product FROM point_item i JOIN stock s ON s.county = i.county AND s.outlet = i.outlet AND s.lot = i.lot
             WHERE i.county = $1 AND i.outlet = $2 AND i.client = $3",
            params![county, outlet, client.as_str()],
        )?,
    };
    found.ok_or_else(|| No::Lot.into())
}

/// Puts lots of one product together; the entry's number and the new lot.
pub(super) fn mix(tx: &mut Tx<'_>, actor: &Actor, (outlet, day): (OutletId, Day), mix: &Mix) -> Result<Made, Refusal> {
    let county = actor.county_id();
    if mix.certificate.trim().is_empty() {
        return Err(Refusal::from(No::MixCertificate).at("/what/mix/certificate"));
    }
    let mut inputs = Vec::with_capacity(mix.parts.len());
    let (mut products, mut lots, mut sum) = (BTreeSet::new(), BTreeSet::new(), 0_i64);
    for part in &mix.parts {
        let (lot, product) = lot(tx, county, outlet, &part.of)?;
        products.insert(product);
        lots.insert(lot);
        sum = sum.checked_add(part.quantity_g).ok_or(crate::error::No::Overflow)?;
        if part.quantity_g <= 0 {
            return Err(Refusal::from(crate::error::No::Quantity).at("/what/mix/parts"));
        }
        let quantity = Quantity::G(part.quantity_g);
        inputs.push(MovedLine { product, quantity, lot: Some(lot), amount_fen: Fen::ZERO });
    }
    if lots.len() < 2 {
        return Err(Refusal::from(No::MixOne).at("/what/mix/parts"));
    }
    let product = products.pop_first().filter(|_| products.is_empty()).ok_or(No::MixProducts)?;
    let papers = Papers { certificate: mix.certificate.trim().to_owned(), ..Papers::default() };
    let quantity = Quantity::G(mix.quantity_g.unwrap_or(sum));
    let outputs = vec![PackedLine { product, quantity, papers }];
    let body = RecordRepacking { day: Some(day), inputs, outputs, note: "拼批".to_owned() };
    let done = repack::record(tx, actor, outlet, body)?;
    Ok(Made { number: done.entry.seq, lot: done.lots.first().copied(), advice: None })
}

/// Hands lots to an outlet: what was lost on the way is written off here, what arrived is transferred at its cost.
pub(super) fn hand_over(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, day): (OutletId, Day),
    said: &HandOver,
) -> Result<Made, Refusal> {
    let county = actor.county_id();
    let (mut gone, mut arrived) = (Vec::new(), Vec::new());
    let mut found = Vec::with_capacity(said.lots.len());
    for part in &said.lots {
        if part.quantity_g <= 0 || part.lost_g < 0 {
            return Err(Refusal::from(No::NothingArrives).at("/what/hand_over/lots"));
        }
        found.push((part, lot(tx, county, outlet, &part.of)?));
    }
    let costs = Costs::load(tx, county, &found.iter().map(|(_, (lot, _))| *lot).collect::<Vec<_>>())?;
    let products = named::today_of(tx, county, found.iter().map(|(_, (_, product))| *product))?;
    for (part, (lot, product)) in found {
        let of = products.get(&product).ok_or(No::Lot)?;
        let moved = |grams: i64| -> Result<MovedLine, Refusal> {
            let quantity = goods::in_unit(of, Quantity::G(grams))?;
            let amount_fen = costs.of(Some(lot), goods::number(quantity))?.unwrap_or(Fen::ZERO);
            Ok(MovedLine { product, quantity, lot: Some(lot), amount_fen })
        };
        if part.lost_g > 0 {
            gone.push(moved(part.lost_g)?);
        }
        arrived.push(moved(part.quantity_g)?);
    }
    if !gone.is_empty() {
        let to = around::outlet_name(tx, county, said.to)?;
        let reason = format!("送往{to}路上损耗");
        stocktaking::lose(tx, actor, outlet, RecordLoss { day: Some(day), lines: gone, reason })?;
    }
    let body = RecordTransfer { day: Some(day), to: said.to, lines: arrived, note: said.note.clone() };
    let done = transfer::record(tx, actor, outlet, body)?;
    Ok(Made { number: done.given.seq, lot: None, advice: None })
}
