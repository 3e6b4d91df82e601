//! Rarer business: what households bring to the points, mistakes that are undone, owners that are paid, boxes.

use super::{Learned, Playing, SoldAs, goods::named};
use crate::{
    plan::{Line, Sale},
    stage::{Post, wrong},
};
use base::{
    Fen, Quantity, Refusal,
    ids::{OutletId, ProducerId},
};
use books::{Means, Payment};
use edge::Nothing;
use ledger::{
    consignment::{OpenConsignment, SettleConsignment, SettledLine},
    counterparty::{Named, Party},
    point::owed::OwedFilter,
    purchase::{IntakeLine, RecordPurchase},
    repack::{PackedLine, RecordRepacking},
    reverse::ReverseEntry,
    transfer::{MovedLine, RecordTransfer},
};
use serde_json::{Value, json};
use store::Ask;

impl Playing<'_, '_, '_> {
    /// A household brings a little, without a certificate: it is bound to none. Assisted households are paid by a
    /// list, two of three on the day; whoever else sells gets cash.
    pub(super) fn point_trades(
        &mut self,
        point: usize,
        household: Option<usize>,
        to: usize,
        line: &Line,
    ) -> Result<(), Refusal> {
        let Some((id, keeper)) = self.ground.kept_point(point) else { return Ok(()) };
        let farmer = || Party::Named(Named { farmer: true, ..named("本村农户", "本村") });
        let registered = household.and_then(|n| self.ground.households.get(n)).copied();
        let mut intake: IntakeLine = self.intake(line)?;
        intake.papers.certificate.clear();
        let cash = vec![Payment { means: Means::Cash, amount_fen: Fen(line.amount_fen) }];
        let bought = RecordPurchase {
            day: Some(self.day),
            supplier: registered.map_or_else(farmer, Party::Household),
            lines: vec![intake],
            payments: if registered.is_some() { Vec::new() } else { cash },
            note: String::new(),
        };
        self.act(&keeper, "purchase.record", id, &bought.clone(), |tx, actor| {
            ledger::purchase::record(tx, actor, id, bought)
        })?;
        self.send_on((id, &keeper), to, (line.product, line.quantity))?;
        if registered.is_some() { self.pay_by_list(&keeper, id, point % 6 != 2) } else { Ok(()) }
    }

    /// What a point took in goes to an outlet.
    pub(super) fn send_on(
        &mut self,
        (point, keeper): (OutletId, &Post),
        to: usize,
        (product, quantity): (usize, i64),
    ) -> Result<(), Refusal> {
        let (to, lines) = (self.seat(to)?.id, vec![self.moved(product, quantity)?]);
        let moved = RecordTransfer { day: None, to, lines, note: "当天送到".into() };
        self.act(keeper, "transfer.record", point, &moved.clone(), |tx, actor| {
            ledger::transfer::record(tx, actor, point, moved)
        })
    }

    /// Draws a payment list for all to whom the point owes something, and pays it.
    fn pay_by_list(&mut self, keeper: &Post, point: OutletId, pays: bool) -> Result<(), Refusal> {
        let actor = self.acting.actor(keeper);
        let ask = Ask { limit: Some(500), ..Ask::default() };
        let owed = ledger::point::owed::list(self.acting.tx, &actor, point, OwedFilter::default(), &ask)?.items;
        let people: Vec<Value> = owed
            .iter()
            .filter(|one| one.row.owed_fen.0 > 0)
            .map(|one| json!({"counterparty": one.row.counterparty, "amount_fen": one.row.owed_fen}))
            .collect();
        let body = json!({"people": people});
        let drawn = self.acting.ask(keeper, "POST /outlets/{outlet}/payment-lists", &[point.0], &body)?;
        let list = drawn.get("id").and_then(Value::as_i64).ok_or_else(|| wrong("a payment list without a number"))?;
        if pays {
            self.acting.ask(keeper, "POST /payment-lists/{list}/payments", &[list], &json!({"how": "cash"}))?;
        }
        Ok(())
    }

    /// The manager undoes a sale; what a voucher paid goes back to it.
    pub(super) fn undo(&mut self, sale: &Sale, learned: &Learned) -> Result<(), Refusal> {
        let known = self.sales.get(&sale.number).or_else(|| learned.sales.get(&sale.number));
        let SoldAs { seq, .. } = known.cloned().ok_or_else(|| wrong("no such sale"))?;
        let seat = self.seat(sale.outlet)?.clone();
        let body = ReverseEntry { reason: "错录".into() };
        self.act(&seat.manager, "entry.reverse", seat.id, &body.clone(), |tx, actor| {
            ledger::reverse::reverse(tx, actor, (seat.id, seq), body)
        })
    }

    /// Pays each owner for all that was sold and not settled yet, at three quarters of the price.
    pub(super) fn settle(&mut self, outlet: usize) -> Result<(), Refusal> {
        let seat = self.seat(outlet)?.clone();
        let actor = self.acting.actor(&seat.manager);
        let ask = Ask { limit: Some(500), ..Ask::default() };
        let open = ledger::consignment::list(self.acting.tx, &actor, seat.id, Nothing {}, &ask)?.items;
        for row in open.into_iter().map(|named| named.row).filter(|row| row.open > 0) {
            let found = ledger::desk::counterparty(self.acting.tx, actor.county_id(), row.owner)?;
            let Some(("producer", id)) = found.as_ref().map(|(kind, id)| (kind.as_str(), *id)) else { continue };
            let body = SettleConsignment {
                day: Some(self.day),
                owner: Party::Producer(ProducerId(id)),
                lines: vec![self.settled(&row)?],
                payments: Vec::new(),
                note: String::new(),
            };
            self.act(&seat.manager, "consignment.settle", seat.id, &body.clone(), |tx, actor| {
                ledger::consignment::settle(tx, actor, seat.id, body)
            })?;
        }
        Ok(())
    }

    fn settled(&self, row: &OpenConsignment) -> Result<SettledLine, Refusal> {
        let place = self.ground.products.iter().position(|id| *id == row.product);
        let product = place.and_then(|n| self.world.products.get(n)).ok_or_else(|| wrong("no such product"))?;
        let quantity = if row.unit == "g" { Quantity::G(row.open) } else { Quantity::Pieces(row.open) };
        let amount_fen = Some(Fen(product.amount_fen(row.open) * 75 / 100));
        Ok(SettledLine { product: row.product, quantity, price: None, amount_fen })
    }

    /// Packs goods anew; what goes in is worth its price, so that a box knows its parts.
    pub(super) fn repack(&mut self, outlet: usize, inputs: &[Line], output: &Line) -> Result<(), Refusal> {
        let seat = self.seat(outlet)?.clone();
        let mut opened = Vec::with_capacity(inputs.len());
        for line in inputs {
            let moved = self.moved(line.product, line.quantity)?;
            opened.push(MovedLine { amount_fen: Fen(line.amount_fen), ..moved });
        }
        let IntakeLine { product, quantity, papers, .. } = self.intake(output)?;
        let outputs = vec![PackedLine { product, quantity, papers }];
        let body = RecordRepacking { day: None, inputs: opened, outputs, note: String::new() };
        self.act(&seat.manager, "repacking.record", seat.id, &body.clone(), |tx, actor| {
            ledger::repack::record(tx, actor, seat.id, body)
        })
    }
}
