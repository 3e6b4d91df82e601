//! What one kg more for somebody with kg left would cost everybody together, and through whom it would come.
//!
//! Prices alone do not say: where a plan is degenerate many prices prove it, and each gives another figure. So this looks
//! for the cheapest way of changing the plan by that kg: a partner takes it, drops somebody else, who goes to another
//! partner or goes without. By the proof no step of it costs less than nothing, so Dijkstra's method finds it.

use crate::{column::at, net::Net, plan::Plan, worth::Worth};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

/// Which side has kg left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// A supply that is not sold.
    Unsold,
    /// A demand that is not met.
    Unmet,
}

/// One side's partners: position and cost in fen a kg, cheapest first.
pub(crate) type Partners = Vec<Vec<(i64, u32)>>;

/// A plan with all that it could be changed to.
pub(crate) struct Margins<'p> {
    net: &'p Net,
    plan: &'p Plan,
    /// By supply.
    pub(crate) buyers: Partners,
    /// By demand.
    pub(crate) sources: Partners,
    /// Pairs that could not take a kg more.
    full: HashSet<(u32, u32)>,
    /// Positions of the flows of each demand.
    arriving: HashMap<u32, Vec<(u32, i64)>>,
    /// The same of each supply.
    leaving: HashMap<u32, Vec<(u32, i64)>>,
}

/// Where a way of changing the plan has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    /// Somebody goes without.
    End,
    /// A partner has a kg too many.
    Partner(u32),
    /// One of the same side has lost a kg.
    Dropped(u32),
}

impl<'p> Margins<'p> {
    pub(crate) fn of(net: &'p Net, plan: &'p Plan) -> Self {
        let mut all = Self {
            net,
            plan,
            buyers: Vec::with_capacity(at(net.supplies())),
            sources: vec![Vec::new(); at(net.demands())],
            full: HashSet::new(),
            arriving: HashMap::new(),
            leaving: HashMap::new(),
        };
        let mut flows = plan.flows.iter().peekable();
        for s in 0..net.supplies() {
            let mut buyers = Vec::new();
            for (d, fen, ceiling) in net.allowed.row(s) {
                buyers.push((fen, d));
                if let Some(column) = all.sources.get_mut(at(d)) {
                    column.push((fen, s));
                }
                let kg = flows.next_if(|f| (f.supply, f.demand) == (s, d)).map_or(0, |f| f.kg);
                if kg > 0 {
                    all.arriving.entry(d).or_default().push((s, fen));
                    all.leaving.entry(s).or_default().push((d, fen));
                }
                if kg >= ceiling {
                    all.full.insert((s, d));
                }
            }
            buyers.sort_unstable();
            all.buyers.push(buyers);
        }
        all.sources.iter_mut().for_each(|column| column.sort_unstable());
        all
    }

    /// Partners of one of a side, cheapest first.
    pub(crate) fn partners(&self, side: Side, own: u32) -> &[(i64, u32)] {
        let all = if side == Side::Unsold { &self.buyers } else { &self.sources };
        all.get(at(own)).map_or(&[], Vec::as_slice)
    }

    /// The partner through whom a kg more would come, and what everybody together would lose; `None` if each pair is at
    /// its ceiling, or has nobody else to drop.
    pub(crate) fn nearest(&self, side: Side, left: u32) -> Option<(u32, Worth)> {
        let mut ways = BinaryHeap::new();
        let mut seen = HashSet::new();
        for (fen, partner) in self.partners(side, left) {
            if let Some(slack) = self.slack(side, left, *partner, *fen) {
                ways.push(Reverse((slack, Step::Partner(*partner), *partner)));
            }
        }
        while let Some(Reverse((lost, step, first))) = ways.pop() {
            if !seen.insert(step) {
                continue;
            }
            match step {
                Step::End => return Some((first, lost)),
                Step::Partner(partner) => {
                    let held = if side == Side::Unsold { &self.arriving } else { &self.leaving };
                    for (own, fen) in held.get(&partner).into_iter().flatten().filter(|(own, _)| *own != left) {
                        let drop = -self.above(side, *own, partner, *fen);
                        ways.push(Reverse((lost + drop, Step::Dropped(*own), first)));
                    }
                }
                Step::Dropped(own) => {
                    let price = if side == Side::Unsold { &self.plan.supply_price } else { &self.plan.demand_price };
                    ways.push(Reverse((lost + price.get(at(own)).copied().unwrap_or_default(), Step::End, first)));
                    for (fen, partner) in self.partners(side, own) {
                        if let Some(slack) = self.slack(side, own, *partner, *fen) {
                            ways.push(Reverse((lost + slack, Step::Partner(*partner), first)));
                        }
                    }
                }
            }
        }
        None
    }

    /// By how much the prices of a pair are above its worth, if it could take a kg more.
    fn slack(&self, side: Side, own: u32, partner: u32, fen: i64) -> Option<Worth> {
        let pair = if side == Side::Unsold { (own, partner) } else { (partner, own) };
        (!self.full.contains(&pair)).then(|| self.above(side, own, partner, fen))
    }

    fn above(&self, side: Side, own: u32, partner: u32, fen: i64) -> Worth {
        let (s, d) = if side == Side::Unsold { (own, partner) } else { (partner, own) };
        let price = |prices: &[Worth], of: u32| prices.get(at(of)).copied().unwrap_or_default();
        price(&self.plan.supply_price, s) + price(&self.plan.demand_price, d) - self.net.worth(s, d, fen)
    }
}
