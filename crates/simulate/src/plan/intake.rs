//! Goods on their way in, on to another outlet, or lost.

use super::{Act, Line, Plan, SheetRow};
use crate::{
    goods::By,
    world::{Keeping, consigns},
};
use base::Day;
use std::collections::BTreeMap;

/// What producers get of the sales price, in percent.
const COST_PERCENT: i64 = 75;

impl Plan<'_> {
    /// A line of a product at its sales price.
    pub(super) fn line(&self, product: usize, quantity: i64) -> Option<Line> {
        let found = self.world.products.get(product)?;
        Some(Line { product, quantity, price_fen: found.price_fen, amount_fen: found.amount_fen(quantity) })
    }

    /// November's stock of what keeps: it is there when the year begins, and sold in it.
    pub(super) fn before_and_after(&mut self, day: Day) -> Vec<Act> {
        if day.year() >= self.year || (day.month(), day.day_of_month()) != (11, 26) {
            return Vec::new();
        }
        let mut wanted = BTreeMap::new();
        for (outlet, of) in self.world.outlets.iter().enumerate().filter(|(_, o)| o.keeping == Keeping::Till && !o.new)
        {
            let keeps = |product: &&usize| self.world.products.get(**product).is_some_and(|p| p.good.keeps());
            for product in of.assortment.iter().filter(keeps).take(6) {
                wanted.insert((outlet, *product), self.smallest(*product) * 12);
            }
        }
        self.take_in(day, &wanted)
    }

    /// What is missing for the day's sales comes in before them, by outlet and producer, with some for later.
    pub(super) fn take_in(&mut self, day: Day, wanted: &BTreeMap<(usize, usize), i64>) -> Vec<Act> {
        let mut intake: BTreeMap<(usize, usize), Vec<Line>> = BTreeMap::new();
        for ((outlet, product), quantity) in wanted {
            let left = self.shelves.get(&(*outlet, *product)).map_or(0, |shelf| shelf.left(day));
            let Some(found) = self.world.products.get(*product).filter(|_| left < *quantity) else { continue };
            let step = if found.good.by == By::Weight { 5_000 } else { 10 };
            let reserve = step * self.rng.between(1, 5);
            let missing = (quantity - left + reserve + step - 1) / step * step;
            let price_fen = found.price_fen * COST_PERCENT / 100;
            let line = Line {
                product: *product,
                quantity: missing,
                price_fen,
                amount_fen: price_fen * missing / found.good.per(),
            };
            self.put(*outlet, *product, missing, day);
            intake.entry((*outlet, found.producer)).or_default().push(line);
        }
        let mut acts = Vec::with_capacity(intake.len());
        for ((outlet, producer), lines) in intake {
            let keeping = self.world.outlets.get(outlet).map(|o| o.keeping);
            if let Some(Keeping::Workbook(_)) = keeping {
                let rows = lines.into_iter().map(|line| SheetRow {
                    day,
                    bought: true,
                    line,
                    receipt: String::new(),
                    redeemed: false,
                });
                self.sheets.entry(outlet).or_default().extend(rows);
            } else {
                acts.push(Act::TakeIn { outlet, producer, lines, consignment: consigns(producer) });
            }
        }
        acts
    }

    pub(super) fn put(&mut self, outlet: usize, product: usize, quantity: i64, day: Day) {
        let days = self.world.products.get(product).and_then(|p| p.good.shelf_days);
        let expires = days.and_then(|days| Some(day.plus_days(i32::try_from(days).ok()?)));
        self.shelves.entry((outlet, product)).or_default().put(quantity, expires);
    }

    /// Whether an outlet keeps its book at the till.
    pub(super) fn at_till(&self, outlet: usize) -> bool {
        self.world.outlets.get(outlet).is_some_and(|o| o.keeping == Keeping::Till)
    }

    /// Whether what an outlet takes in and loses is entered here as it happens.
    fn keeps_stock(&self, outlet: usize) -> bool {
        self.world.outlets.get(outlet).is_some_and(|o| matches!(o.keeping, Keeping::Till | Keeping::OwnTill))
    }

    /// What is no longer good goes; now and then a little of what is fresh.
    pub(super) fn throw_away(&mut self, day: Day, acts: &mut Vec<Act>) {
        let tills: Vec<bool> = (0..self.world.outlets.len()).map(|outlet| self.keeps_stock(outlet)).collect();
        for ((outlet, product), shelf) in &mut self.shelves {
            let spoiled = shelf.spoiled(day);
            let at_till = tills.get(*outlet).copied().unwrap_or(false);
            if spoiled > 0 && at_till {
                acts.push(Act::Lose { outlet: *outlet, product: *product, quantity: spoiled, spoiled: true });
            }
            let fresh = self
                .world
                .products
                .get(*product)
                .is_some_and(|p| p.good.shelf_days.is_none() && p.good.by == By::Weight);
            if fresh && at_till && self.rng.chance(6) && shelf.take(500, day) {
                acts.push(Act::Lose { outlet: *outlet, product: *product, quantity: 500, spoiled: false });
            }
        }
    }

    /// On Mondays one outlet helps another out.
    pub(super) fn move_goods(&mut self, day: Day, acts: &mut Vec<Act>) {
        if day.weekday() != 1 {
            return;
        }
        let (from, to) = (self.world.outlets.len() - 2, 13);
        let Some(product) = self.world.outlets.get(from).and_then(|o| self.rng.pick(&o.assortment).copied()) else {
            return;
        };
        let quantity = self.smallest(product);
        // Only what does not spoil, so that the date of the lot need not go along.
        // Nor what is held for its owner: it stays where it is owed.
        let lasting =
            self.world.products.get(product).is_some_and(|p| p.good.shelf_days.is_none() && !consigns(p.producer));
        let there = self.shelves.get_mut(&(from, product)).is_some_and(|shelf| lasting && shelf.take(quantity, day));
        if there {
            self.put(to, product, quantity, day);
            acts.push(Act::Move { from, to, product, quantity });
        }
    }
}
