//! Baskets: what people buy, how they pay, what they bring back.

use super::{Act, Line, Plan, Sale, SheetRow};
use crate::{goods::By, world::Keeping};
use base::Day;
use std::collections::BTreeMap;

/// What the day's sales need of each product at each outlet.
type Wanted = BTreeMap<(usize, usize), i64>;

/// Sales that are kept in mind for returns.
const LATELY: usize = 60;

impl Plan<'_> {
    /// The day's baskets of an outlet.
    pub(super) fn baskets(&mut self, outlet: usize, day: Day, sales: &mut Vec<Sale>, wanted: &mut Wanted) {
        let Some(of) = self.world.outlets.get(outlet) else { return };
        let opens = if of.new { 4 } else { 1 };
        let shut = of.suspended && (day.month(), day.day_of_month()) == (5, 12);
        if of.keeping == Keeping::Nothing || shut || day.month() < opens || self.is_full(outlet, day) {
            return;
        }
        let mean = of.daily_tenths * self.per_mille;
        let whole = mean / 10_000;
        let count = whole * self.rng.between(70, 130) / 100 + i64::from(self.rng.chance(mean % 10_000 / 10));
        for _ in 0..count {
            if let Some(sale) = self.basket(outlet, day) {
                self.want(&sale, wanted);
                sales.push(sale);
            }
        }
    }

    fn want(&mut self, sale: &Sale, wanted: &mut Wanted) {
        for line in &sale.lines {
            *wanted.entry((sale.outlet, line.product)).or_default() += line.quantity;
        }
        if let Some(reached) = self.world.outlets.get(sale.outlet).and_then(|o| o.target_fen).map(|_| sale.total_fen())
        {
            *self.reached.entry(sale.outlet).or_default() += reached;
        }
    }

    fn basket(&mut self, outlet: usize, day: Day) -> Option<Sale> {
        let of = self.world.outlets.get(outlet)?;
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..self.rng.between(2, 7) {
            let product = *self.rng.pick(&of.assortment)?;
            let found = self.world.products.get(product)?;
            let gone = product == self.world.removed && (day.month(), day.day_of_month()) >= (7, 15);
            if gone || !found.good.in_season(day) || lines.iter().any(|line| line.product == product) {
                continue;
            }
            // Mostly little, of what is dear less.
            let most = (4_000 / found.price_fen.max(1)).clamp(1, 5);
            let quantity = match found.good.by {
                By::Weight => 100 * self.rng.between(2, most * 5),
                By::Piece(_) => self.rng.between(1, most.min(3)),
            };
            lines.push(self.line(product, quantity)?);
        }
        if lines.is_empty() {
            return None;
        }
        self.sales += 1;
        let total: i64 = lines.iter().map(|line| line.amount_fen).sum();
        let plain = of.target_fen.is_some() || of.keeping != Keeping::Till;
        // What costs less than a yuan is not rounded away: a sale of nothing is none.
        let rounding_fen = if !plain && self.rng.chance(80) && total >= 100 { total % 100 } else { 0 };
        let mut sale = Sale {
            number: self.sales,
            outlet,
            wholesale: false,
            lines,
            rounding_fen,
            voucher: None,
            means: self.rng.index(4).min(2),
            receipt: String::new(),
        };
        let redeems = matches!(of.keeping, Keeping::Till | Keeping::OwnTill);
        if redeems && of.kind != policy::vocabulary::OutletKind::Online && self.rng.chance(350) {
            sale.voucher = self.voucher(sale.total_fen());
        }
        Some(sale)
    }

    /// Somebody who has something left pays with it as much as there is.
    fn voucher(&mut self, total: i64) -> Option<(usize, usize, i64)> {
        let union = self.rng.index(self.vouchers.len());
        let accounts = self.vouchers.get_mut(union)?;
        let worker = self.rng.index(accounts.len());
        let left = accounts.get_mut(worker)?;
        let paid = total.min(*left);
        *left -= paid;
        (paid > 0).then_some((union, worker, paid))
    }

    /// Whether a bounded outlet has sold as much as its month allows.
    fn is_full(&self, outlet: usize, day: Day) -> bool {
        let Some(target) = self.world.outlets.get(outlet).and_then(|o| o.target_fen) else { return false };
        self.reached.get(&outlet).copied().unwrap_or(0) + 100_000 > target * i64::from(day.month()) / 12
    }

    /// On the last of a month a school's kitchen buys what brings a bounded outlet to its sum.
    pub(super) fn reach(&mut self, day: Day, sales: &mut Vec<Sale>, wanted: &mut Wanted) {
        if day.plus_days(1).month() == day.month() {
            return;
        }
        for (outlet, of) in self.world.outlets.iter().enumerate() {
            let Some(target) = of.target_fen else { continue };
            let missing = target * i64::from(day.month()) / 12 - self.reached.get(&outlet).copied().unwrap_or(0);
            let lasting = |product: &&usize| {
                self.world
                    .products
                    .get(**product)
                    .is_some_and(|p| p.good.in_season(day) && **product != self.world.removed)
            };
            let Some(product) = of.assortment.iter().find(lasting).copied() else { continue };
            let Some(found) = self.world.products.get(product).filter(|_| missing > 0) else { continue };
            let step = self.smallest(product);
            let quantity = ((missing * found.good.per() / found.price_fen) / step).max(1) * step;
            self.sales += 1;
            let line = Line { product, quantity, price_fen: found.price_fen, amount_fen: missing };
            let sale = Sale {
                number: self.sales,
                outlet,
                wholesale: true,
                lines: vec![line],
                rounding_fen: 0,
                voucher: None,
                means: 3,
                receipt: String::new(),
            };
            self.want(&sale, wanted);
            sales.push(sale);
        }
    }

    /// The sales go over the counter, or into the shop's own sheet.
    pub(super) fn hand_over(&mut self, sales: Vec<Sale>, day: Day, acts: &mut Vec<Act>) {
        for sale in sales {
            for line in &sale.lines {
                self.shelves.entry((sale.outlet, line.product)).or_default().take(line.quantity, day);
            }
            if self.at_till(sale.outlet) {
                let bounded = self.world.outlets.get(sale.outlet).is_some_and(|o| o.target_fen.is_some());
                if !bounded && sale.rounding_fen == 0 && self.lately.len() < LATELY {
                    self.lately.push(sale.clone());
                }
                acts.push(Act::Sell(sale));
            } else {
                let sale = Sale { receipt: self.receipt(sale.outlet, day), ..sale };
                let redeemed = sale.voucher.is_some();
                if redeemed {
                    acts.push(Act::Sell(sale.clone()));
                }
                let receipt = sale.receipt;
                let row = |line| SheetRow { day, bought: false, line, receipt: receipt.clone(), redeemed };
                self.sheets.entry(sale.outlet).or_default().extend(sale.lines.into_iter().map(row));
            }
        }
    }

    /// The next number of a till of its own; each day begins with 001.
    fn receipt(&mut self, outlet: usize, day: Day) -> String {
        if self.world.outlets.get(outlet).is_none_or(|o| o.keeping != Keeping::OwnTill) {
            return String::new();
        }
        let last = self.receipts.entry(outlet).or_insert((day, 0));
        *last = if last.0 == day { (day, last.1 + 1) } else { (day, 1) };
        format!("{:03}", last.1)
    }

    /// Now and then a line comes back, whole.
    pub(super) fn give_back(&mut self, acts: &mut Vec<Act>) {
        if self.lately.len() < LATELY / 2 || !self.rng.chance(400) {
            return;
        }
        let sale = self.lately.remove(self.rng.index(self.lately.len()));
        self.lately.clear();
        let Some(line) = self.rng.pick(&sale.lines).cloned() else { return };
        acts.push(Act::GiveBack { sale: sale.number, outlet: sale.outlet, line });
    }
}
