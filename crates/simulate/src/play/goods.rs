//! What happens to goods: they come in, are sold, come back, are lost, go on to another outlet, and takings are counted.

use super::{Learned, Playing, SoldAs};
use crate::{
    plan::{Line, Sale},
    stage::wrong,
    workbooks,
    world::Keeping,
};
use base::{Fen, Quantity, Refusal, ids::ProductId, units::UnitPrice};
use books::Means;
use ledger::{
    closing::CloseDay,
    counterparty::{Named, Party},
    give_back::{BackLine, RecordReturn},
    import::CommitImport,
    lots::Papers,
    purchase::{IntakeLine, RecordConsignment, RecordPurchase},
    sale::{Channel, RecordSale, SaleLine, SalePayment},
    stocktaking::RecordLoss,
    transfer::{MovedLine, RecordTransfer},
};

impl Playing<'_, '_, '_> {
    pub(super) fn intake(&self, line: &Line) -> Result<IntakeLine, Refusal> {
        let good = self.world.products.get(line.product).map(|p| p.good);
        let made_on = good.and_then(|good| (good.class != "edible_farm").then_some(self.day));
        let batch_no = if made_on.is_some() { format!("{}-{}", self.day, line.product) } else { String::new() };
        Ok(IntakeLine {
            product: self.product(line.product)?,
            quantity: self.quantity(line.product, line.quantity),
            price: None,
            amount_fen: Some(Fen(line.amount_fen)),
            papers: Papers {
                made_on, batch_no, certificate: format!("模拟合格证{}", self.day), ..Papers::default()
            },
        })
    }

    pub(super) fn take_in(
        &mut self,
        outlet: usize,
        producer: usize,
        lines: &[Line],
        consignment: bool,
    ) -> Result<(), Refusal> {
        let lines = lines.iter().map(|line| self.intake(line)).collect::<Result<Vec<_>, _>>()?;
        let from = Party::Producer(*self.ground.producers.get(producer).ok_or_else(|| wrong("no such producer"))?);
        let seat = self.seat(outlet)?.clone();
        let day = Some(self.day);
        if consignment {
            let body = RecordConsignment { day, owner: from, lines, note: String::new() };
            return self.act(&seat.manager, "consignment.take_in", seat.id, &body.clone(), |tx, actor| {
                ledger::purchase::consign(tx, actor, seat.id, body)
            });
        }
        let body = RecordPurchase { day, supplier: from, lines, payments: Vec::new(), note: String::new() };
        self.act(&seat.manager, "purchase.record", seat.id, &body.clone(), |tx, actor| {
            ledger::purchase::record(tx, actor, seat.id, body)
        })
    }

    /// A purchase out of what was reported as unsalable.
    pub(super) fn take_in_unsalable(&mut self, outlet: usize, producer: usize, lines: &[Line]) -> Result<(), Refusal> {
        let report = self.unsalable_report()?;
        let mut lines = lines.iter().map(|line| self.intake(line)).collect::<Result<Vec<_>, _>>()?;
        lines.iter_mut().for_each(|line| line.papers.unsalable = Some(report));
        let supplier = Party::Producer(*self.ground.producers.get(producer).ok_or_else(|| wrong("no such producer"))?);
        let seat = self.seat(outlet)?.clone();
        let body = RecordPurchase { day: Some(self.day), supplier, lines, payments: Vec::new(), note: "助销".into() };
        self.act(&seat.manager, "purchase.record", seat.id, &body.clone(), |tx, actor| {
            ledger::purchase::record(tx, actor, seat.id, body)
        })
    }

    pub(super) fn sell(&mut self, sale: &Sale) -> Result<SoldAs, Refusal> {
        self.sell_by(sale, None)
    }

    /// A sale over the counter, or to those who saw a live session.
    pub(super) fn sell_by(&mut self, sale: &Sale, session: Option<i64>) -> Result<SoldAs, Refusal> {
        let mut sale = sale.clone();
        if self.skip == Some(sale.number) {
            sale.lines.pop();
        }
        let seat = self.seat(sale.outlet)?.clone();
        let who = if sale.wholesale { &seat.manager } else { &seat.clerk };
        let body = RecordSale {
            session,
            day: None,
            channel: session.map(|_| Channel::Live).or(sale.wholesale.then_some(Channel::Wholesale)),
            buyer: sale.wholesale.then(|| Party::Named(named("城区学校食堂", "城区"))),
            lines: sale.lines.iter().map(|line| self.sale_line(line)).collect::<Result<_, _>>()?,
            basket_discount_fen: Fen::ZERO,
            rounding_fen: Fen(sale.rounding_fen),
            payments: self.payments(&sale)?,
            till_receipt: sale.receipt.clone(),
            note: String::new(),
        };
        let subject = format!("outlet:{}", seat.id);
        let view = self.acting.act(who, "sale.record", &subject, &body.clone(), |tx, actor| {
            ledger::sale::record(tx, actor, seat.id, body)
        })?;
        let lines = view.lines.iter().map(|line| (line.product, line.line, line.quantity)).collect();
        Ok(SoldAs { seq: view.entry.seq, lines })
    }

    fn sale_line(&self, line: &Line) -> Result<SaleLine, Refusal> {
        let per = self.world.products.get(line.product).map_or(1, |p| p.good.per());
        let exact = line.price_fen * line.quantity == line.amount_fen * per;
        Ok(SaleLine {
            product: self.product(line.product)?,
            quantity: self.quantity(line.product, line.quantity),
            price: exact.then_some(UnitPrice { fen: Fen(line.price_fen), per }),
            amount_fen: (!exact).then_some(Fen(line.amount_fen)),
            discount_fen: Fen::ZERO,
            lot: None,
        })
    }

    fn payments(&self, sale: &Sale) -> Result<Vec<SalePayment>, Refusal> {
        let plain = |means, fen| SalePayment { means, amount_fen: Fen(fen), voucher: None, account: None };
        let means =
            [Means::Cash, Means::Wechat, Means::Alipay, Means::Bank].get(sale.means).copied().unwrap_or(Means::Cash);
        let Some((union, worker, fen)) = sale.voucher else { return Ok(vec![plain(means, sale.total_fen())]) };
        let today = self.issued.get(union).map(|(_, keys)| keys);
        let keys = today.or_else(|| self.ground.unions.get(union).map(|seat| &seat.keys));
        let key = keys.and_then(|keys| keys.get(worker)).ok_or_else(|| wrong("no such voucher"))?;
        let mut payments = vec![SalePayment { voucher: Some(key.clone()), ..plain(Means::Voucher, fen) }];
        if sale.total_fen() > fen {
            payments.push(plain(means, sale.total_fen() - fen));
        }
        Ok(payments)
    }

    pub(super) fn give_back(
        &mut self,
        sale: u64,
        outlet: usize,
        line: &Line,
        learned: &Learned,
    ) -> Result<(), Refusal> {
        let sold =
            self.sales.get(&sale).or_else(|| learned.sales.get(&sale)).cloned().ok_or_else(|| wrong("no such sale"))?;
        let product = self.product(line.product)?;
        let back = |(_, line, quantity): &(ProductId, i64, Quantity)| BackLine { line: *line, quantity: *quantity };
        let seat = self.seat(outlet)?.clone();
        let body = RecordReturn {
            day: None,
            sale: sold.seq,
            lines: sold.lines.iter().filter(|(of, ..)| *of == product).map(back).collect(),
            spoilt: true,
            note: "包装破损".into(),
        };
        self.act(&seat.clerk, "return.record", seat.id, &body.clone(), |tx, actor| {
            ledger::give_back::record(tx, actor, seat.id, body)
        })
    }

    pub(super) fn moved(&self, product: usize, quantity: i64) -> Result<MovedLine, Refusal> {
        let (id, quantity) = (self.product(product)?, self.quantity(product, quantity));
        Ok(MovedLine { product: id, quantity, lot: None, amount_fen: Fen::ZERO })
    }

    pub(super) fn lose(&mut self, outlet: usize, product: usize, quantity: i64, spoiled: bool) -> Result<(), Refusal> {
        let seat = self.seat(outlet)?.clone();
        let reason = if spoiled { "过期下架" } else { "损耗" };
        let body = RecordLoss { day: None, lines: vec![self.moved(product, quantity)?], reason: reason.into() };
        self.act(&seat.manager, "loss.record", seat.id, &body.clone(), |tx, actor| {
            ledger::stocktaking::lose(tx, actor, seat.id, body)
        })
    }

    pub(super) fn hand_on(&mut self, from: usize, to: usize, product: usize, quantity: i64) -> Result<(), Refusal> {
        let (seat, to) = (self.seat(from)?.clone(), self.seat(to)?.id);
        let body = RecordTransfer { day: None, to, lines: vec![self.moved(product, quantity)?], note: String::new() };
        self.act(&seat.manager, "transfer.record", seat.id, &body.clone(), |tx, actor| {
            ledger::transfer::record(tx, actor, seat.id, body)
        })
    }

    pub(super) fn close(&mut self, outlet: usize) -> Result<(), Refusal> {
        if self.world.outlets.get(outlet).is_none_or(|o| o.keeping != Keeping::Till) {
            return Ok(());
        }
        let seat = self.seat(outlet)?.clone();
        let body = CloseDay { day: None, counted: Vec::new() };
        self.act(&seat.manager, "closing.close", seat.id, &body.clone(), |tx, actor| {
            ledger::closing::close_day(tx, actor, seat.id, body)
        })
    }

    /// Takes a shop's own workbook into its book: all of it, or none.
    pub fn import(&mut self, outlet: usize, book: workbooks::Book) -> Result<(), Refusal> {
        let seat = self.seat(outlet)?.clone();
        let digest = (book.name.clone(), book.bytes.len());
        self.act(&seat.manager, "import.commit", seat.id, &digest, |tx, actor| {
            ledger::import::import_ledger(
                tx,
                actor,
                seat.id,
                &book.name,
                &book.bytes,
                CommitImport { confirm_stock: true, ..CommitImport::default() },
            )
        })
    }
}

pub(super) fn named(name: &str, address: &str) -> Named {
    Named {
        name: name.into(),
        address: format!("模拟地址（{address}）"),
        contact: "0739-0000000".into(),
        farmer: false,
    }
}
