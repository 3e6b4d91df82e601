//! What goes on in the market over the year: prices that are looked at, what buyers want, live streams, bases and rents.

use super::{
    Act, Line, Plan, Sale,
    sides::{self, Answer, Pairing, Signed},
    villages,
};
use crate::{rng::Rng, world::World};
use base::Day;
use std::collections::BTreeMap;

/// Something in the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trade {
    /// A price was seen.
    Seen {
        /// Crop, by place in the world.
        crop: usize,
        /// Grade.
        grade: &'static str,
        /// Where.
        place: &'static str,
        /// Fen a kg.
        fen_per_kg: i64,
        /// It was typed ten times too high at first.
        mistyped: bool,
    },
    /// Co-operatives register their bases.
    Bases,
    /// Rents of the year are paid, most of them.
    Rents,
    /// Outlets, kitchens and a firm elsewhere say what they want.
    Wants {
        /// Crop, by place in the world.
        crop: usize,
    },
    /// A firm wants nothing after all.
    WantsNoMore,
    /// The county brings together what there is and what is wanted; not all agree.
    Matching,
    /// The orchards are opened to visitors, with contracts and live streams.
    OrchardDay,
    /// The office enters which unit stands by which village.
    Pairs(Vec<Pairing>),
    /// One of these ends.
    PairingEnds {
        /// Which.
        number: usize,
        /// First day on which it does not hold any more.
        on: Day,
    },
    /// Somebody says something of a contract.
    Answers(Answer),
    /// A delivery that was disputed is weighed again: taken back, and entered anew.
    Reweighed {
        /// Of which contract.
        of: Signed,
        /// Its number.
        delivery: i64,
        /// What it weighs.
        grams: i64,
    },
    /// Somebody who saw the stream orders.
    Live(Sale),
    /// An order from the stream comes back.
    LiveBack {
        /// Number of the sale.
        sale: u64,
        /// Where.
        outlet: usize,
        /// The line as it was sold.
        line: Line,
    },
}

/// Where prices are looked at.
const MARKETS: [&str; 3] = ["城东市场", "两市塘市场", "廉桥集市"];

/// What the calendar fixes, by day.
pub fn schedule(world: &World, seed: u64, year: i32) -> BTreeMap<Day, Vec<Act>> {
    let mut rng = Rng::new(seed, "market");
    let mut days: BTreeMap<Day, Vec<Act>> = BTreeMap::new();
    let mut put = |day: Day, what: Trade| days.entry(day).or_default().push(Act::Trade(what));
    for (crop, of) in world.crops.iter().enumerate() {
        let Some((first, last)) = villages::season(world, crop, year) else { continue };
        put(first.plus_days(2), Trade::Wants { crop });
        for week in 0..last.days_since(first) / 7 + 1 {
            // Dear when the first come, cheaper as more do.
            let base = of.fen_per_kg * i64::from(106 - week) / 100;
            for (n, place) in MARKETS.into_iter().enumerate() {
                for (grade, percent) in [("一级", 100), ("二级", 78)] {
                    let fen_per_kg = base * percent / 100 * rng.between(95, 104) / 100 / 10 * 10;
                    let mistyped = week == 1 && n == 1 && grade == "一级";
                    put(first.plus_days(week * 7 + 2), Trade::Seen { crop, grade, place, fen_per_kg, mistyped });
                }
            }
        }
    }
    let on = |month, date| i16::try_from(year).ok().and_then(|year| Day::new(year, month, date));
    for (day, what) in [
        (on(3, 20), Trade::Bases),
        (on(12, 4), Trade::WantsNoMore),
        (on(12, 8), Trade::Matching),
        (on(12, 12), Trade::OrchardDay),
        (on(12, 20), Trade::Rents),
        (on(12, 30), Trade::Matching),
    ] {
        if let Some(day) = day {
            put(day, what);
        }
    }
    for (day, what) in sides::calendar(year) {
        put(day, what);
    }
    days
}

impl Plan<'_> {
    /// Orders of those who saw the streams: two days after the fair of the peaches, two after the orchard day.
    pub(super) fn live(&mut self, day: Day) -> Vec<Act> {
        if !matches!((day.month(), day.day_of_month()), (8, 16 | 17) | (12, 13 | 14)) {
            return Vec::new();
        }
        let outlet = self.world.outlets.len() - 1;
        let fits = |product: &&usize| {
            let found = self.world.products.get(**product);
            found.is_some_and(|p| p.good.in_season(day) && p.good.local && **product != self.world.removed)
        };
        let shown: Vec<usize> = self
            .world
            .outlets
            .get(outlet)
            .map(|o| o.assortment.iter().filter(fits).copied().take(5).collect())
            .unwrap_or_default();
        let mut sales: Vec<Vec<Line>> = Vec::new();
        for _ in 0..self.rng.between(9, 14) {
            let Some(product) = self.rng.pick(&shown).copied() else { continue };
            let quantity = self.smallest(product) * self.rng.between(1, 6);
            sales.push(self.line(product, quantity).into_iter().collect());
        }
        let mut wanted: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for line in sales.iter().flatten() {
            *wanted.entry((outlet, line.product)).or_default() += line.quantity;
        }
        let mut acts = self.take_in(day, &wanted);
        let mut last = None;
        for lines in sales {
            for line in &lines {
                self.shelves.entry((outlet, line.product)).or_default().take(line.quantity, day);
            }
            self.sales += 1;
            last = lines.first().cloned().map(|line| (self.sales, line));
            acts.push(Act::Trade(Trade::Live(Sale {
                number: self.sales,
                outlet,
                wholesale: false,
                lines,
                rounding_fen: 0,
                voucher: None,
                means: 1,
                receipt: String::new(),
            })));
        }
        if let Some((sale, line)) = last.filter(|_| day.day_of_month() % 2 == 1) {
            acts.push(Act::Trade(Trade::LiveBack { sale, outlet, line }));
        }
        acts
    }
}
