//! The plan as use cases: each act by the post whose work it is, a day in one transaction.

mod campaign;
mod carried;
mod fair;
mod goods;
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
    plan::Act,
    stage::{Acting, Post, wrong},
    workbooks,
    world::World,
};
use base::{
    Day, Quantity, Refusal,
    ids::{OutletId, ProductId},
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
}
