//! What happens on which day, from a seed: drawn day by day, with shelves and vouchers kept in mind.
//!
//! The plan knows amounts before the books do, since its prices come out in whole fen: what it says
//! is one of the two witnesses of a year, the books are the other.
//! Left to others: how an act becomes a use case (`play`), and whether the books agree (`auditor`).

mod acts;
mod calendar;
mod intake;
mod points;
mod rare;
mod sales;
mod sides;
mod trade;
mod villages;

pub use acts::{Act, Line, Sale, SheetRow};
pub use points::{Brings, Off, Point, PointDay, Slip};
pub use sides::{Answer, Pairing, Signed, Speaker};
pub use trade::Trade;
pub use villages::{Fate, Field, Report, Round, Surplus, Survey, Told, Way, rounds};

use crate::{rng::Rng, shelf::Shelf, world::World};
use base::Day;
use std::collections::BTreeMap;

/// The plan of a year.
pub struct Plan<'w> {
    world: &'w World,
    year: i32,
    per_mille: i64,
    rng: Rng,
    shelves: BTreeMap<(usize, usize), Shelf>,
    /// What each worker has left, by union and place in its list.
    vouchers: Vec<Vec<i64>>,
    /// Sales of listed products so far, by outlet; only where a sum is to be reached.
    reached: BTreeMap<usize, i64>,
    /// Rows of the workbooks of the running month.
    sheets: BTreeMap<usize, Vec<SheetRow>>,
    /// The last receipt of each till of its own, and its day.
    receipts: BTreeMap<usize, (Day, u32)>,
    /// Sales that may come back.
    lately: Vec<Sale>,
    sales: u64,
    /// What villages, points and markets do, by day.
    fixed: BTreeMap<Day, Vec<Act>>,
}

impl<'w> Plan<'w> {
    /// The plan of a year in a world.
    pub fn new(world: &'w World, seed: u64, year: i32, per_mille: i64) -> Self {
        let mut fixed = villages::schedule(world, seed, year);
        let more = [points::schedule(world, seed, (year, per_mille)), trade::schedule(world, seed, year)];
        for (day, acts) in more.into_iter().flatten() {
            fixed.entry(day).or_default().extend(acts);
        }
        Self {
            fixed,
            world,
            year,
            per_mille,
            rng: Rng::new(seed, "year"),
            shelves: BTreeMap::new(),
            vouchers: world.unions.iter().map(|union| vec![0; union.workers.len()]).collect(),
            reached: BTreeMap::new(),
            sheets: BTreeMap::new(),
            receipts: BTreeMap::new(),
            lately: Vec::new(),
            sales: 0,
        }
    }

    /// The days that are played: from the November before to the first days after the year.
    pub fn days(&self) -> Vec<Day> {
        let first = i16::try_from(self.year - 1).ok().and_then(|year| Day::new(year, 11, 25));
        let last = Day::last_of_year(self.year).map(|day| day.plus_days(3));
        let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
        (0..=last.days_since(first)).map(|n| first.plus_days(n)).collect()
    }

    /// What happens on a day; days are asked in their order.
    pub fn day(&mut self, day: Day) -> Vec<Act> {
        let mut acts = self.fixed.remove(&day).unwrap_or_default();
        acts.extend(self.dated(day));
        if day.year() != self.year {
            acts.extend(self.before_and_after(day));
            self.carts_arrive(day, &mut acts);
            return acts;
        }
        self.throw_away(day, &mut acts);
        let mut sales = Vec::new();
        let mut wanted = BTreeMap::new();
        for outlet in 0..self.world.outlets.len() {
            self.baskets(outlet, day, &mut sales, &mut wanted);
        }
        self.reach(day, &mut sales, &mut wanted);
        acts.extend(self.take_in(day, &wanted));
        self.hand_over(sales, day, &mut acts);
        self.undo(day, &mut acts);
        self.give_back(&mut acts);
        self.move_goods(day, &mut acts);
        acts.extend(self.live(day));
        self.at_the_points(day, &mut acts);
        self.carts_arrive(day, &mut acts);
        self.close(day, &mut acts);
        acts
    }
}
