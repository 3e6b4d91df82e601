//! What happens at collection points: slips, mixing, the cart to an outlet with what is lost on the way, payment lists;
//! and what the outlet sells on of it to school kitchens.

use super::{Act, Line, Plan, Sale, villages};
use crate::{
    rng::Rng,
    world::{POINTS_SUPPLY, World, plain_product},
};
use base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Who sells at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// An assisted household of the village, by its place among them.
    Household(usize),
    /// Somebody in no register.
    Farmer(usize),
}

/// What is taken off for moisture and dirt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// Nothing.
    Nothing,
    /// Thousandths of what is left without the tare.
    PerMille(i64),
    /// A weight.
    Grams(i64),
}

/// A slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Its number among all that phones of points make.
    pub number: u64,
    /// Who sells.
    pub from: Brings,
    /// What, by place in the world.
    pub product: usize,
    /// Weight on the scale.
    pub gross_g: i64,
    /// Baskets.
    pub tare_g: i64,
    /// Moisture and dirt.
    pub off: Off,
    /// Grade.
    pub grade: &'static str,
    /// Price for a 斤.
    pub price_fen: i64,
    /// Paid at once.
    pub cash: bool,
    /// Written twice by mistake, and undone.
    pub undone: bool,
}

impl Slip {
    /// What is left, in grams, half up.
    pub fn net_g(&self) -> i64 {
        let rough = self.gross_g - self.tare_g;
        rough
            - match self.off {
                Off::Nothing => 0,
                Off::PerMille(share) => (rough * share + 500) / 1_000,
                Off::Grams(grams) => grams,
            }
    }

    /// What it costs, in fen, half up.
    pub fn amount_fen(&self) -> i64 {
        (self.price_fen * self.net_g() + 250) / 500
    }
}

/// A day at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointDay {
    /// Which point, among those that are kept.
    pub point: usize,
    /// What was weighed in.
    pub slips: Vec<Slip>,
    /// The number that the mixed lot has on the phone, if all was put together.
    pub mixed: Option<u64>,
    /// The number of the hand-over on the phone.
    pub number: u64,
    /// To which outlet it goes.
    pub to: usize,
    /// What is lost on the way, in thousandths.
    pub lost_per_mille: i64,
    /// There was no network: all of it came in a file.
    pub carried: bool,
}

impl PointDay {
    /// Slips that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Slip> {
        self.slips.iter().filter(|slip| !slip.undone)
    }

    /// What goes on the cart, in lots: all in one if it was mixed; each with what is lost of it.
    pub fn cart(&self) -> Vec<(i64, i64)> {
        let weights: Vec<i64> = match self.mixed {
            Some(_) => vec![self.standing().map(Slip::net_g).sum()],
            None => self.standing().map(Slip::net_g).collect(),
        };
        weights.into_iter().map(|net| (net, net * self.lost_per_mille / 1_000)).collect()
    }

    /// What arrives, in grams.
    pub fn arrived_g(&self) -> i64 {
        self.cart().iter().map(|(net, lost)| net - lost).sum()
    }
}

/// Something at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// A day with slips.
    Day(PointDay),
    /// All who are owed something get a list, and most of them their money.
    Pays {
        /// Which point, among those that are kept.
        point: usize,
        /// Through the bank, instead of cash.
        bank: bool,
        /// How many wait, at the list's end.
        waiting: usize,
    },
    /// What was bought for somebody else goes on to an outlet.
    SendsOn {
        /// Which point, among those that are kept.
        point: usize,
        /// What, by place in the world.
        product: usize,
        /// How much.
        quantity_g: i64,
        /// To which outlet.
        to: usize,
    },
}

/// Weekdays on which points take in.
const OPEN: [i8; 2] = [2, 5];

/// All days of all points, by day. A small county trades every other week.
pub fn schedule(world: &World, seed: u64, (year, per_mille): (i32, i64)) -> BTreeMap<Day, Vec<Act>> {
    let mut rng = Rng::new(seed, "points");
    let mut days: BTreeMap<Day, Vec<Act>> = BTreeMap::new();
    let mut number = 0;
    let mut to_carry: BTreeSet<usize> = [0, 1].into();
    for crop in 0..world.crops.len() {
        let Some((first, last)) = villages::season(world, crop, year) else { continue };
        let Some(name) = world.crops.get(crop).map(|crop| crop.name) else { continue };
        let Some(product) = plain_product(name, &world.producers, &world.products) else { continue };
        for n in 0..=last.days_since(first).min(55) {
            let day = first.plus_days(n);
            if !OPEN.contains(&day.weekday()) || (per_mille < 200 && n % 14 >= 7) {
                continue;
            }
            for point in (0..12).filter(|point| point % world.crops.len() == crop) {
                let mut today = a_day(&mut rng, world, (point, product), &mut number);
                // Once each for two points, on a day on which nothing was written twice.
                let plain = today.slips.iter().all(|slip| !slip.undone);
                if plain && to_carry.remove(&point) {
                    today.carried = true;
                }
                days.entry(day).or_default().push(Act::Point(Point::Day(today)));
                // Paid on the last day of the week on which it is open; two points wait from some day on.
                let waits = point % 5 == 4 && n > 30;
                if day.weekday() == 5 && !waits {
                    let pays = Point::Pays { point, bank: point % 2 == 1, waiting: usize::from(n % 3 == 0) };
                    days.entry(day).or_default().push(Act::Point(pays));
                }
            }
        }
    }
    days
}

fn a_day(rng: &mut Rng, world: &World, (point, product): (usize, usize), number: &mut u64) -> PointDay {
    let mut next = || {
        *number += 1;
        *number
    };
    let price = world.products.get(product).map_or(500, |p| p.price_fen);
    let mut slips: Vec<Slip> = Vec::new();
    for _ in 0..rng.between(3, 5) {
        let slip = a_slip(rng, next(), product, price);
        // Not twice on a day, but where the keeper pressed twice.
        if slips.iter().all(|other| other.from != slip.from) {
            slips.push(slip);
        }
    }
    if let Some(again) = slips.last().filter(|slip| !slip.cash && rng.chance(60)).cloned() {
        slips.push(Slip { number: next(), undone: true, ..again });
    }
    let mixed = (slips.iter().filter(|slip| !slip.undone).count() > 1 && rng.chance(350)).then(&mut next);
    let to = POINTS_SUPPLY.get(point % POINTS_SUPPLY.len()).copied().unwrap_or(13);
    PointDay { point, slips, mixed, number: next(), to, lost_per_mille: rng.between(0, 18), carried: false }
}

fn a_slip(rng: &mut Rng, number: u64, product: usize, price: i64) -> Slip {
    let baskets = rng.between(1, 4);
    let (grade, percent) = [("一级", 80), ("二级", 70), ("统货", 62)].get(rng.index(3)).copied().unwrap_or(("", 70));
    let off = match rng.between(0, 9) {
        0..=4 => Off::Nothing,
        5..=7 => Off::PerMille(rng.between(1, 4) * 10),
        _ => Off::Grams(100 * rng.between(3, 15)),
    };
    let from = if rng.chance(550) { Brings::Household(rng.index(4)) } else { Brings::Farmer(rng.index(5)) };
    Slip {
        number,
        from,
        product,
        gross_g: 100 * rng.between(150, 380) * baskets,
        tare_g: 1_200 * baskets,
        off,
        grade,
        price_fen: price * percent / 100,
        cash: rng.chance(250),
        undone: false,
    }
}

impl Plan<'_> {
    /// What came from the points stands on the outlet's shelf, and most of it goes on to a school's kitchen.
    pub(super) fn carts_arrive(&mut self, day: Day, acts: &mut Vec<Act>) {
        let carts: Vec<(usize, usize, i64)> = acts
            .iter()
            .filter_map(|act| match act {
                Act::Point(Point::Day(today)) => Some((today.to, today.slips.first()?.product, today.arrived_g())),
                _ => None,
            })
            .collect();
        for (to, product, arrived) in carts {
            self.put(to, product, arrived, day);
            if day.year() != self.year {
                continue;
            }
            let quantity = arrived * 9 / 10 / 500 * 500;
            let Some(price) = self.world.products.get(product).map(|p| p.price_fen * 92 / 100 / 50 * 50) else {
                continue;
            };
            let there = self.shelves.entry((to, product)).or_default().take(quantity, day);
            if !there || quantity == 0 {
                continue;
            }
            self.sales += 1;
            let line = Line { product, quantity, price_fen: price, amount_fen: price * quantity / 500 };
            acts.push(Act::Sell(Sale {
                number: self.sales,
                outlet: to,
                wholesale: true,
                lines: vec![line],
                rounding_fen: 0,
                voucher: None,
                means: 3,
                receipt: String::new(),
            }));
        }
    }
}
