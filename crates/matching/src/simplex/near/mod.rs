//! A flow near the best one, for parts whose tree would be deep: cost scaling.
//!
//! Potentials are kept such that no pair gains more than ε, nor loses more than ε while kg flow through it; ε is divided
//! by [`STEP`] from phase to phase (Goldberg and Tarjan, Finding minimum-cost circulations by successive approximation,
//! 1990). A phase drops the kg that lose more than the new ε. Supplies with kg in hand then send them on, which raises
//! potentials ([`rise`]); demands that lack some fetch them, which lowers potentials ([`fall`]). Whoever is given too
//! much passes it on at once (double pushes; Goldberg and Kennedy, An efficient cost scaling algorithm for the assignment
//! problem, 1995), so one side alone waits in turn. The way to the root is open to everybody and ends each phase.
//!
//! Nothing rests on how near the flow comes: it is made a tree ([`super::forest`]), and pivots do the rest. So the
//! objective is one number of a coarse scale here, and a phase that takes too long is broken off.

mod fall;
mod rise;

use super::{
    layout::{Layout, Part},
    scale::Scale,
};
use crate::column::{Column, at};

/// The last ε in parts of a fen: an ε of a whole one leaves some hundred times the pivots.
const FINE: i64 = 16;
/// What ε is divided by. Measured: 3, 6 and 8 take a tenth longer or more.
const STEP: i64 = 4;
/// Of so many nodes one may be left waiting at the end: what a few kg still have to be moved far for is done in fewer pivots.
const PER_LEFT: usize = 1_000;

/// A flow, with prices that go with it, by inner position.
pub(super) struct Found {
    /// kg on the way between each node and the root.
    pub(super) left: Column<i64>,
    /// kg of each pair.
    pub(super) flow: Column<i64>,
    /// By demand, counted from the first: from whom kg flow, and by which pair.
    pub(super) sources: Vec<Vec<(u32, u32)>>,
    /// What a kg of each supply costs, in parts of a fen on the coarse scale.
    pub(super) price: Column<i64>,
}

/// The state: kg on pairs, kg in hand, and potentials, which are in parts of a fen on the coarse scale.
pub(super) struct Near<'l, S: Scale> {
    layout: &'l Layout<S>,
    /// Potential of each node while it hangs on the root.
    anchor: Column<i64>,
    potential: Column<i64>,
    /// kg that a supply has in hand; kg that a demand has beyond what it wants, below zero what it lacks.
    over: Column<i64>,
    left: Column<i64>,
    flow: Column<i64>,
    /// Pairs that are full: one each.
    full: Column<u8>,
    from: Vec<Vec<(u32, u32)>>,
    columns: ByDemand<S>,
    /// Pairs that may still be looked at.
    looks: u64,
}

impl<'l, S: Scale> Near<'l, S> {
    /// Nothing flows yet. `anchor` is on the coarse scale, by inner node.
    pub(super) fn of(layout: &'l Layout<S>, anchor: &Column<i64>) -> Self {
        let anchor = Column(anchor.0.iter().map(|worth| worth * FINE).collect());
        let supplies = layout.supplies();
        let over = (0..).zip(&layout.kg.0).map(|(node, kg)| if node < supplies { *kg } else { -*kg });
        Self {
            over: Column(over.collect()),
            left: Column::zeros(layout.nodes()),
            flow: Column::zeros(layout.head.len()),
            full: Column::zeros(layout.head.len()),
            from: vec![Vec::new(); layout.demand.len()],
            columns: ByDemand::of(layout),
            potential: anchor.clone(),
            anchor,
            layout,
            looks: 0,
        }
    }

    /// Makes the flow of a part, looking at each pair `looks` times on average at the most.
    pub(super) fn solve(&mut self, part: &Part, looks: u64) {
        let pairs = self.layout.start.get(part.supplies.end) - self.layout.start.get(part.supplies.start);
        self.looks = looks.saturating_mul(pairs.into());
        let nodes = part.supplies.len() + part.demands.len();
        let mut epsilon = part.supplies.clone().map(|s| self.anchor.get(s)).max().unwrap_or(0);
        while epsilon > 1 && self.looks > 0 {
            epsilon = (epsilon / STEP).max(1);
            let few = if epsilon == 1 { nodes / PER_LEFT } else { 0 };
            self.begin(part, epsilon);
            self.rise(part, epsilon, few);
            self.fall(part, epsilon, few);
        }
        for node in part.supplies.clone().chain(part.demands.clone()) {
            let kg = self.over.get(node).abs();
            self.left.update(node, |left| *left += kg);
        }
    }

    /// What has been found.
    pub(super) fn found(self) -> Found {
        let prices = self.anchor.0.iter().zip(&self.potential.0).map(|(anchor, potential)| anchor - potential);
        Found { price: Column(prices.collect()), left: self.left, flow: self.flow, sources: self.from }
    }

    /// Drops what loses more than ε when supplies have the highest potentials at which no pair gains.
    fn begin(&mut self, part: &Part, epsilon: i64) {
        for supply in part.supplies.clone() {
            let (potential, _) = self.cheapest(supply);
            self.potential.set(supply, potential);
            if potential < self.anchor.get(supply) - epsilon {
                let kg = self.left.get(supply);
                self.left.set(supply, 0);
                self.over.update(supply, |over| *over += kg);
            }
        }
        for demand in part.demands.clone() {
            let potential = self.potential.get(demand);
            if potential > self.anchor.get(demand) + epsilon {
                let kg = self.left.get(demand);
                self.left.set(demand, 0);
                self.over.update(demand, |over| *over -= kg);
            }
            let mut sources = self.take_sources(demand);
            sources.retain(|(supply, pair)| {
                let kept = self.offer(*supply, *pair) >= potential - epsilon;
                if !kept {
                    let kg = self.flow.get(*pair);
                    self.flow.set(*pair, 0);
                    self.full.set(*pair, 0);
                    self.over.update(*supply, |over| *over += kg);
                    self.over.update(demand, |over| *over -= kg);
                }
                kept
            });
            self.put_sources(demand, sources);
        }
    }

    /// The least that a supply's potential has to exceed to send kg on, and by which pair to whom; to the root if none.
    fn cheapest(&mut self, supply: u32) -> (i64, Option<(u32, u32)>) {
        let (from, to) = (self.layout.start.get(supply), self.layout.start.get(supply + 1));
        self.looks = self.looks.saturating_sub((to - from).into());
        let (mut least, mut chosen) = (self.anchor.get(supply), None);
        let costs = self.layout.cost.slice(from, to).iter().zip(self.full.slice(from, to));
        for (pair, (head, (cost, full))) in (from..).zip(self.layout.head.slice(from, to).iter().zip(costs)) {
            let potential = self.potential.get(*head) + fine::<S>(*cost);
            if potential < least && *full == 0 {
                (least, chosen) = (potential, Some((*head, pair)));
            }
        }
        (least, chosen)
    }

    /// What a kg of a supply is when it has come to the demand of a pair.
    #[inline]
    fn offer(&self, supply: u32, pair: u32) -> i64 {
        self.potential.get(supply) - fine::<S>(self.layout.cost.get(pair))
    }

    /// Lets as many of `kg` flow through a pair as there is room for; says how many. Who has them in hand is left to others.
    fn fill(&mut self, supply: u32, demand: u32, pair: u32, kg: i64) -> i64 {
        let (flow, ceiling) = (self.flow.get(pair), self.layout.ceiling.get(pair));
        let kg = kg.min(ceiling - flow);
        if flow == 0 {
            let list = self.list(demand);
            if let Some(sources) = self.from.get_mut(list) {
                sources.push((supply, pair));
            }
        }
        self.flow.set(pair, flow + kg);
        self.full.set(pair, u8::from(flow + kg == ceiling));
        kg
    }

    fn list(&self, demand: u32) -> usize {
        at(demand.saturating_sub(self.layout.supplies()))
    }

    fn take_sources(&mut self, demand: u32) -> Vec<(u32, u32)> {
        let list = self.list(demand);
        self.from.get_mut(list).map(std::mem::take).unwrap_or_default()
    }

    fn put_sources(&mut self, demand: u32, sources: Vec<(u32, u32)>) {
        let list = self.list(demand);
        if let Some(slot) = self.from.get_mut(list) {
            *slot = sources;
        }
    }
}

/// A cost in parts of a fen.
#[inline]
fn fine<S: Scale>(cost: S::Cost) -> i64 {
    S::fen(cost) * FINE
}

/// The pairs in columns, a column a demand: who is looked at when a demand fetches kg.
struct ByDemand<S: Scale> {
    /// Where the column of each inner node begins; supplies have none.
    start: Column<u32>,
    supply: Column<u32>,
    pair: Column<u32>,
    cost: Column<S::Cost>,
}

impl<S: Scale> ByDemand<S> {
    fn of(layout: &Layout<S>) -> Self {
        let mut start = Column::zeros(layout.nodes() + 1);
        layout.head.0.iter().for_each(|head| start.update(head + 1, |count| *count += 1));
        let mut sum = 0;
        for slot in &mut start.0 {
            sum += *slot;
            *slot = sum;
        }
        let mut next = start.clone();
        let mut all = Self { start, supply: Column::zeros(sum), pair: Column::zeros(sum), cost: Column::zeros(sum) };
        for supply in 0..layout.supplies() {
            for pair in layout.start.get(supply)..layout.start.get(supply + 1) {
                let head = layout.head.get(pair);
                let slot = next.get(head);
                next.set(head, slot + 1);
                all.supply.set(slot, supply);
                all.pair.set(slot, pair);
                all.cost.set(slot, layout.cost.get(pair));
            }
        }
        all
    }
}
