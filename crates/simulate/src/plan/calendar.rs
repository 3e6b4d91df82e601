//! What has its day: issues of vouchers, acts of the county office, workbooks at the month's end.

use super::{Act, Line, Plan, Point, Sale};
use crate::{
    goods::By,
    ground::PEACH,
    shelf::Shelf,
    world::{POINTS_SUPPLY, Product, consigns},
};
use base::Day;

/// The shop at which unlisted goods are refused.
const REFUSING: usize = 13;
/// The pavilion that sells the peaches.
const PEACHES: usize = 15;

impl Plan<'_> {
    /// Acts that the calendar fixes.
    pub(super) fn dated(&mut self, day: Day) -> Vec<Act> {
        let mut acts = Vec::new();
        let (month, date) = (day.month(), day.day_of_month());
        let suspended = self.world.outlets.iter().position(|outlet| outlet.suspended);
        let new = self.world.outlets.iter().position(|outlet| outlet.new);
        match (day.year() == self.year, month, date) {
            (true, 1, 20) => acts.push(self.issue("spring_festival")),
            (true, 9, 10) => acts.push(self.issue("mid_autumn")),
            (true, 4, 1) => acts.extend(new.map(|outlet| Act::Authorise { outlet })),
            (true, 5, 12) => {
                acts.extend(suspended.map(|outlet| Act::Suspend { outlet }));
                acts.extend(suspended.and_then(|outlet| self.refused_voucher(outlet, day)));
            }
            (true, 5, 13) => acts.extend(suspended.map(|outlet| Act::Resume { outlet })),
            (true, 7, 9) => acts.extend(self.stock_up(day)),
            (true, 7, 15) => acts.push(Act::Remove { product: self.world.removed }),
            (true, 7, 16) => acts.extend(self.refused(self.world.removed)),
            (true, 7, 17) => acts.extend(self.refused(self.world.unlisted)),
            (true, 8, 3) => acts.extend(self.peach_producer().map(|producer| Act::Unsalable { producer })),
            (true, 8, 4) => {
                acts.extend(self.peach_producer().map(|producer| Act::Declare { producer }));
                acts.extend(self.peaches(day));
            }
            (true, 8, 6) => acts.push(Act::Campaign),
            (true, 8, 12) => acts.push(Act::Matching),
            (true, 8, 13) => acts.push(Act::CampaignGoesOn),
            (true, 8, 17) => acts.push(Act::Silence),
            (true, 8, 15) => {
                acts.push(Act::Fair);
                acts.extend(self.fetched_from_fair(day));
            }
            (true, 10, 15) => acts.extend([Act::Wages, Act::Renew]),
            // Whoever looks around in the year after still finds a catalogue to sell from.
            (true, 12, 28) => acts.push(Act::Renew),
            (true, 4 | 7 | 10, 10) => acts.push(Act::State { to_day: day.plus_days(-10) }),
            (true, 4 | 7 | 10, 20) => acts.push(Act::PayOut { clearing: month == 7 }),
            (true, 3 | 6 | 9 | 12, 25) => acts.extend(self.settle()),
            (true, 9, 18) => acts.extend(self.gift_boxes(day)),
            _ => {}
        }
        if date == 3 {
            acts.extend(
                std::mem::take(&mut self.sheets).into_iter().map(|(outlet, rows)| Act::HandIn { outlet, rows }),
            );
        }
        acts
    }

    fn issue(&mut self, reason: &'static str) -> Act {
        for left in self.vouchers.iter_mut().flatten() {
            *left += 30_000;
        }
        Act::Issue { reason, amount_fen: 30_000 }
    }

    /// What will be refused a week later is on the shelf by then.
    fn stock_up(&mut self, day: Day) -> Vec<Act> {
        let wanted = [self.world.removed, self.world.unlisted]
            .map(|product| ((REFUSING, product), self.smallest(product) * 1_000));
        self.take_in(day, &wanted.into_iter().collect())
    }

    /// A sale of something that is not listed, or no longer, at an authorised shop.
    fn refused(&mut self, product: usize) -> Option<Act> {
        let lines = vec![self.line(product, self.smallest(product))?];
        self.sales += 1;
        let sale = Sale {
            number: self.sales,
            outlet: REFUSING,
            wholesale: false,
            lines,
            rounding_fen: 0,
            voucher: None,
            means: 0,
            receipt: String::new(),
        };
        Some(Act::Refused { sale, code: "product.not_listed" })
    }

    /// The first peach that is listed.
    fn listed_peach(&self) -> Option<usize> {
        let listed =
            |p: &Product| p.good.name == "黄桃" && self.world.producers.get(p.producer).is_some_and(|m| m.applies);
        self.world.products.iter().position(listed)
    }

    fn peach_producer(&self) -> Option<usize> {
        Some(self.world.products.get(self.listed_peach()?)?.producer)
    }

    /// The drive for yellow peaches: 10,000 kg at ¥20 a kg, in one day, to one buyer.
    fn peaches(&mut self, day: Day) -> Vec<Act> {
        let Some(product) = self.listed_peach() else { return Vec::new() };
        let quantity = 10_000_000;
        let acts = self.take_in(day, &[((PEACHES, product), quantity)].into_iter().collect());
        let unsalable = |act| match act {
            Act::TakeIn { outlet, producer, lines, .. } => Act::TakeInUnsalable { outlet, producer, lines },
            other => other,
        };
        let mut acts: Vec<Act> = acts.into_iter().map(unsalable).collect();
        let taken = self.shelves.entry((PEACHES, product)).or_default().take(quantity, day);
        self.sales += 1;
        let line = Line { product, quantity, price_fen: 1_000, amount_fen: 20_000_000 };
        let sale = Sale {
            number: self.sales,
            outlet: PEACHES,
            wholesale: true,
            lines: vec![line],
            rounding_fen: 0,
            voucher: None,
            means: 3,
            receipt: String::new(),
        };
        acts.extend(taken.then_some(Act::Sell(sale)));
        acts
    }

    /// What the first point booked of the fair's deliveries goes to the outlet that supplies the kitchen.
    fn fetched_from_fair(&mut self, day: Day) -> Option<Act> {
        let product = self.world.products.iter().position(|p| p.good.name == PEACH)?;
        let (to, quantity_g) = (POINTS_SUPPLY[0], 152_000);
        self.put(to, product, quantity_g, day);
        Some(Act::Point(Point::SendsOn { point: 0, product, quantity_g, to }))
    }

    /// Twelve points take in a little now and then, the others nothing; it goes on to an outlet the same day.
    pub(super) fn at_the_points(&mut self, day: Day, acts: &mut Vec<Act>) {
        if day.day_of_month() != 15 {
            return;
        }
        let to = POINTS_SUPPLY[0];
        let fits = |product: &&usize| {
            let found = self.world.products.get(**product);
            found.is_some_and(|p| self.is_fresh(**product) && p.good.in_season(day) && !consigns(p.producer))
        };
        let sold = self.world.outlets.get(to).and_then(|o| o.assortment.iter().find(fits));
        let Some(product) = sold.copied() else { return };
        let point = usize::try_from(day.month()).unwrap_or(1) - 1;
        let quantity = 500 * self.rng.between(4, 40);
        // Every other farmer is in no register.
        let household = (point % 2 == 0).then_some(point);
        if let Some(line) = self.line(product, quantity) {
            self.put(to, product, quantity, day);
            acts.push(Act::PointTrades { point, household, to, line });
        }
    }

    fn is_fresh(&self, product: usize) -> bool {
        self.world.products.get(product).is_some_and(|p| p.good.shelf_days.is_none())
    }

    /// A voucher at an outlet that is suspended today.
    fn refused_voucher(&mut self, outlet: usize, day: Day) -> Option<Act> {
        let there = |shelf: &Shelf| shelf.left(day) > 5_000;
        let product = self
            .shelves
            .iter()
            .find(|((at, _), shelf)| *at == outlet && there(shelf))
            .map(|((_, product), _)| *product)?;
        let line = self.line(product, self.smallest(product))?;
        let voucher = Some((0, 0, line.amount_fen));
        self.sales += 1;
        let sale = Sale {
            number: self.sales,
            outlet,
            wholesale: false,
            lines: vec![line],
            rounding_fen: 0,
            voucher,
            means: 0,
            receipt: String::new(),
        };
        Some(Act::Refused { sale, code: "voucher.outlet_suspended" })
    }

    /// The least that anybody buys: a 斤 or a piece.
    pub(super) fn smallest(&self, product: usize) -> i64 {
        self.world.products.get(product).map_or(1, |p| if p.good.by == By::Weight { 500 } else { 1 })
    }

    /// Takings are counted every evening at the till.
    pub(super) fn close(&self, day: Day, acts: &mut Vec<Act>) {
        let sold = |outlet: &usize| acts.iter().any(|act| matches!(act, Act::Sell(sale) if sale.outlet == *outlet));
        // Pavilions count every day, shops on the last of the week.
        let due = |outlet: &usize| {
            let pavilion = self.world.outlets.get(*outlet).is_some_and(|o| o.daily_tenths >= 180);
            pavilion || day.weekday() == 7
        };
        let closing: Vec<usize> = (0..self.world.outlets.len()).filter(|outlet| due(outlet) && sold(outlet)).collect();
        acts.extend(closing.into_iter().map(|outlet| Act::Close { outlet }));
    }
}
