//! The plan as use cases: each act by the post whose work it is, a day in one transaction.

mod campaign;
mod carried;
mod fair;
mod growing;
mod office;
mod points;
mod rare;
mod season;
mod sides;
mod trade;
mod villages;

pub(crate) use points::client as client_of_slip;
pub(crate) use villages::client as client_of_report;

use crate::{
    ground::{self, Ground, Seat},
    plan::{Act, Line, Sale},
    stage::{Acting, Post, wrong},
    workbooks,
    world::{Keeping, World},
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{OutletId, ProductId},
    units::UnitPrice,
};
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
use std::collections::BTreeMap;

/// A sale as the books know it, for a return: its number, and the lines by product.
#[derive(Clone, Debug)]
pub struct SoldAs {
    seq: i64,
    lines: Vec<(ProductId, i64, Quantity)>,
}

/// What a day taught that later days need.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// Sales by their number in the plan.
    pub sales: BTreeMap<u64, SoldAs>,
    /// Programme and keys of each union, after an issue.
    pub unions: Vec<(i64, Vec<String>)>,
    /// Villages for which somebody else reports from now on.
    pub officers: Vec<(i64, Post)>,
}

/// One day on the stage.
pub struct Playing<'p, 's, 'x> {
    /// Who acts, when.
    pub acting: Acting<'s, 'x>,
    /// What there is.
    pub world: &'p World,
    /// Under which numbers.
    pub ground: &'p Ground,
    /// Sales that may come back.
    pub sales: &'p BTreeMap<u64, SoldAs>,
    /// The day.
    pub day: Day,
    /// What the password of new people is kept as.
    pub hash: &'p str,
    /// The number of a sale whose last line is left out: a mistake that the auditor has to find.
    pub skip: Option<u64>,
    /// Programme and keys of each union, if vouchers were issued today.
    pub issued: Vec<(i64, Vec<String>)>,
}

impl Playing<'_, '_, '_> {
    /// Plays what happens on the day.
    pub fn all(&mut self, acts: &[Act]) -> Result<Learned, Refusal> {
        let mut learned = Learned::default();
        for act in acts {
            self.one(act, &mut learned).map_err(|mut no| {
                no.message.en = format!("{} on {} in {act:?}", no.message.en, self.day);
                no
            })?;
        }
        Ok(learned)
    }

    fn one(&mut self, act: &Act, learned: &mut Learned) -> Result<(), Refusal> {
        match act {
            Act::TakeIn { outlet, producer, lines, consignment } => {
                self.take_in(*outlet, *producer, lines, *consignment)
            }
            Act::TakeInUnsalable { outlet, producer, lines } => self.take_in_unsalable(*outlet, *producer, lines),
            Act::Field(what) => self.field(what, learned),
            Act::Point(what) => self.at_point(what),
            Act::Trade(what) => self.trade(what, learned),
            Act::Unsalable { producer } => self.unsalable(*producer),
            Act::Declare { producer } => self.declare(*producer),
            Act::Matching => self.matching(),
            Act::Fair => {
                self.fair()?;
                self.fetch()?;
                self.base()
            }
            Act::Campaign => self.campaign(),
            Act::CampaignGoesOn => self.campaign_goes_on(),
            Act::Silence => self.silence(),
            Act::PointTrades { point, household, to, line } => self.point_trades(*point, *household, *to, line),
            Act::Sell(sale) => {
                learned.sales.insert(sale.number, self.sell(sale)?);
                Ok(())
            }
            Act::Refused { sale, code } => match self.sell(sale) {
                Err(no) if no.code == *code => Ok(()),
                Err(no) => Err(no),
                Ok(_) => Err(wrong(&format!("sold although {code}"))),
            },
            Act::GiveBack { sale, outlet, line } => self.give_back(*sale, *outlet, line, learned),
            Act::Lose { outlet, product, quantity, spoiled } => self.lose(*outlet, *product, *quantity, *spoiled),
            Act::Move { from, to, product, quantity } => self.hand_on(*from, *to, *product, *quantity),
            Act::Close { outlet } => self.close(*outlet),
            Act::Issue { reason, amount_fen } => {
                self.issued = self.issue(reason, *amount_fen)?;
                learned.unions.clone_from(&self.issued);
                Ok(())
            }
            Act::State { to_day } => self.state(*to_day),
            Act::Undo(sale) => self.undo(sale, learned),
            Act::Settle { outlet } => self.settle(*outlet),
            Act::Repack { outlet, inputs, output } => self.repack(*outlet, inputs, output),
            Act::PayOut { clearing } => self.pay_out(*clearing),
            Act::Authorise { outlet } => {
                let id = self.seat(*outlet)?.id;
                ground::authorise(&mut self.acting, &self.ground.office, id, self.day)
            }
            Act::Suspend { outlet } => self.change(*outlet, "POST /outlets/{outlet}/suspensions"),
            Act::Resume { outlet } => self.change(*outlet, "POST /outlets/{outlet}/resumptions"),
            Act::Wages => self.wages(),
            Act::Renew => self.renew(),
            Act::Remove { product } => self.remove(*product),
            Act::HandIn { outlet, rows } => workbooks::hand_in(self, *outlet, rows),
        }
    }

    /// An outlet with those who run it.
    pub fn seat(&self, outlet: usize) -> Result<&Seat, Refusal> {
        self.ground.outlets.get(outlet).ok_or_else(|| wrong("no such outlet"))
    }

    fn product(&self, product: usize) -> Result<ProductId, Refusal> {
        self.ground.products.get(product).copied().ok_or_else(|| wrong("no such product"))
    }

    fn quantity(&self, product: usize, units: i64) -> Quantity {
        let weighed = self.world.products.get(product).is_some_and(|p| p.good.by == crate::goods::By::Weight);
        if weighed { Quantity::G(units) } else { Quantity::Pieces(units) }
    }

    fn intake(&self, line: &Line) -> Result<IntakeLine, Refusal> {
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

    fn take_in(&mut self, outlet: usize, producer: usize, lines: &[Line], consignment: bool) -> Result<(), Refusal> {
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
    fn take_in_unsalable(&mut self, outlet: usize, producer: usize, lines: &[Line]) -> Result<(), Refusal> {
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

    fn act<T: serde::Serialize>(
        &mut self,
        who: &Post,
        act: &str,
        outlet: OutletId,
        body: &impl serde::Serialize,
        run: impl FnOnce(&mut store::Tx<'_>, &edge::Actor) -> Result<T, Refusal>,
    ) -> Result<(), Refusal> {
        self.acting.act(who, act, &format!("outlet:{outlet}"), body, run).map(|_| ())
    }

    fn sell(&mut self, sale: &Sale) -> Result<SoldAs, Refusal> {
        self.sell_by(sale, None)
    }

    /// A sale over the counter, or to those who saw a live session.
    fn sell_by(&mut self, sale: &Sale, session: Option<i64>) -> Result<SoldAs, Refusal> {
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

    fn give_back(&mut self, sale: u64, outlet: usize, line: &Line, learned: &Learned) -> Result<(), Refusal> {
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

    fn moved(&self, product: usize, quantity: i64) -> Result<MovedLine, Refusal> {
        let (id, quantity) = (self.product(product)?, self.quantity(product, quantity));
        Ok(MovedLine { product: id, quantity, lot: None, amount_fen: Fen::ZERO })
    }

    fn lose(&mut self, outlet: usize, product: usize, quantity: i64, spoiled: bool) -> Result<(), Refusal> {
        let seat = self.seat(outlet)?.clone();
        let reason = if spoiled { "过期下架" } else { "损耗" };
        let body = RecordLoss { day: None, lines: vec![self.moved(product, quantity)?], reason: reason.into() };
        self.act(&seat.manager, "loss.record", seat.id, &body.clone(), |tx, actor| {
            ledger::stocktaking::lose(tx, actor, seat.id, body)
        })
    }

    fn hand_on(&mut self, from: usize, to: usize, product: usize, quantity: i64) -> Result<(), Refusal> {
        let (seat, to) = (self.seat(from)?.clone(), self.seat(to)?.id);
        let body = RecordTransfer { day: None, to, lines: vec![self.moved(product, quantity)?], note: String::new() };
        self.act(&seat.manager, "transfer.record", seat.id, &body.clone(), |tx, actor| {
            ledger::transfer::record(tx, actor, seat.id, body)
        })
    }

    fn close(&mut self, outlet: usize) -> Result<(), Refusal> {
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

fn named(name: &str, address: &str) -> Named {
    Named {
        name: name.into(),
        address: format!("模拟地址（{address}）"),
        contact: "0739-0000000".into(),
        farmer: false,
    }
}
