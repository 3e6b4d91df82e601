//! The allowed pairs of an instance, row by row: what is solved, and what the proof looks at.

use crate::{
    column::{Column, at, position},
    error::No,
    instance::{Demand, Instance, MOST_ROWS, Pair},
    rules::Rules,
};
use base::Refusal;
use std::collections::HashMap;

/// Stands for a ceiling that is no other than the smaller of both sides.
pub(crate) const OPEN: i64 = i64::MAX;

/// Pairs in rows, a row a supply, by demand within a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// Where the row of each supply begins; one more at the end.
    pub(crate) start: Column<u32>,
    /// The demand of each pair.
    pub(crate) demand: Column<u32>,
    /// Its cost, fen a kg.
    pub(crate) fen: Column<i64>,
    /// Its own ceiling, kg; [`OPEN`] if none.
    pub(crate) ceiling: Column<i64>,
}

impl Allowed {
    /// The allowed pairs of a checked instance.
    ///
    /// # Errors
    /// A pair that is there twice, or more pairs than are counted.
    pub(crate) fn of(instance: &Instance) -> Result<Self, Refusal> {
        match &instance.pairs {
            Some(pairs) => Self::given(instance, pairs),
            None => Self::derived(instance),
        }
    }

    /// The pairs of a supply's row: position, demand, fen a kg, ceiling in kg.
    pub(crate) fn row(&self, supply: u32) -> impl Iterator<Item = (u32, i64, i64)> {
        let (from, to) = (self.start.get(supply), self.start.get(supply.saturating_add(1)));
        let costs = self.fen.slice(from, to).iter().zip(self.ceiling.slice(from, to));
        self.demand.slice(from, to).iter().zip(costs).map(|(demand, (fen, ceiling))| (*demand, *fen, *ceiling))
    }

    /// How many pairs there are.
    pub(crate) fn len(&self) -> u32 {
        self.demand.len()
    }

    /// Given pairs, counted into rows, then each row put in order.
    fn given(instance: &Instance, pairs: &[Pair]) -> Result<Self, Refusal> {
        let mut start = Column::zeros(position(instance.supplies.len() + 1));
        for pair in pairs {
            start.update(pair.supply + 1, |count| *count += 1);
        }
        let mut sum = 0;
        for slot in &mut start.0 {
            sum += *slot;
            *slot = sum;
        }
        let mut next = start.clone();
        let mut order = Column::zeros(position(pairs.len()));
        for (i, pair) in (0_u32..).zip(pairs) {
            order.set(next.get(pair.supply), i);
            next.update(pair.supply, |n| *n += 1);
        }
        let mut all = Self { start, ..Self::with_capacity(pairs.len()) };
        let key = |i: &u32| pairs.get(at(*i)).map_or(0, |p| p.demand);
        for (supply, s) in (0_u32..).zip(&instance.supplies) {
            let (from, to) = (all.start.get(supply), all.start.get(supply + 1));
            let Some(row) = order.0.get_mut(at(from)..at(to)) else { continue };
            row.sort_unstable_by_key(key);
            let mut before = None;
            for pair in row.iter().filter_map(|i| pairs.get(at(*i))) {
                if before.replace(pair.demand) == Some(pair.demand) {
                    let demand = instance.demand_at(pair.demand).map_or_else(String::new, |d| d.id.clone());
                    return Err(Refusal::from(No::PairTwice { supply: s.id.clone(), demand }).at("/pairs"));
                }
                all.push(pair.demand, pair.fen_per_kg, pair.max_kg.unwrap_or(OPEN));
            }
        }
        Ok(all)
    }

    /// Every supply against every demand of its product. Transport is looked up once for each place of supplies.
    fn derived(instance: &Instance) -> Result<Self, Refusal> {
        let rules = Rules::of(instance);
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut wanted: HashMap<&str, Vec<(u32, usize, &Demand)>> = HashMap::new();
        for (i, d) in (0_u32..).zip(&instance.demands) {
            let count = places.len();
            let place = *places.entry(&d.place).or_insert(count);
            wanted.entry(&d.product).or_default().push((i, place, d));
        }
        let mut costs: HashMap<&str, Vec<Option<i64>>> = HashMap::new();
        let mut all = Self::with_capacity(0);
        all.start.0.push(0);
        for s in &instance.supplies {
            let to = costs.entry(&s.place).or_insert_with(|| {
                let mut row = vec![None; places.len()];
                for (to, place) in &places {
                    if let Some(slot) = row.get_mut(*place) {
                        *slot = rules.cost(&s.place, to);
                    }
                }
                row
            });
            for (demand, place, d) in wanted.get(s.product.as_str()).into_iter().flatten() {
                if let Some(Some(fen)) = to.get(*place)
                    && rules.before_transport(s, d).is_ok()
                {
                    all.push(*demand, *fen, OPEN);
                }
            }
            if all.demand.0.len() > MOST_ROWS {
                return Err(No::TooLarge { what: "pairs".into() }.into());
            }
            all.start.0.push(all.len());
        }
        Ok(all)
    }

    fn with_capacity(count: usize) -> Self {
        let mut all = Self::default();
        all.demand.0.reserve_exact(count);
        all.fen.0.reserve_exact(count);
        all.ceiling.0.reserve_exact(count);
        all
    }

    /// Adds a pair to the row that is not ended yet.
    pub(crate) fn push(&mut self, demand: u32, fen: i64, ceiling: i64) {
        self.demand.0.push(demand);
        self.fen.0.push(fen);
        self.ceiling.0.push(ceiling);
    }
}
