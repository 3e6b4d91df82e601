//! The second half of a phase: demands fetch what they lack, and potentials fall.

use super::{Near, fine};
use crate::simplex::{layout::Part, scale::Scale, tree::NONE};

impl<S: Scale> Near<'_, S> {
    /// Until no more than `few` demands lack kg. What nobody gives for a price above zero they go without.
    pub(super) fn fall(&mut self, part: &Part, epsilon: i64, few: usize) {
        let mut waiting: Vec<u32> = part.demands.clone().filter(|d| self.over.get(*d) < 0).collect();
        while waiting.len() > few && self.looks > 0 {
            for demand in std::mem::take(&mut waiting) {
                self.fetch(demand, epsilon, &mut waiting);
            }
        }
    }

    /// Fetches all that a demand lacks, each time from the supply that offers most.
    fn fetch(&mut self, demand: u32, epsilon: i64, waiting: &mut Vec<u32>) {
        loop {
            let kg = -self.over.get(demand);
            if kg <= 0 {
                return;
            }
            let (most, chosen) = self.dearest(demand);
            self.potential.set(demand, most - epsilon);
            let Some((supply, pair)) = chosen else {
                self.over.set(demand, 0);
                self.left.update(demand, |left| *left += kg);
                return;
            };
            let kg = self.fill(supply, demand, pair, kg);
            self.over.update(demand, |over| *over += kg);
            self.over.update(supply, |over| *over -= kg);
            self.recall(supply, epsilon, waiting);
        }
    }

    /// The most that a demand's potential has to stay below to get kg, and by which pair from whom; none if it goes without.
    fn dearest(&mut self, demand: u32) -> (i64, Option<(u32, u32)>) {
        let (from, to) = (self.columns.start.get(demand), self.columns.start.get(demand + 1));
        self.looks = self.looks.saturating_sub((to - from).into());
        let (mut most, mut chosen) = (self.anchor.get(demand), None);
        let costs = self.columns.cost.slice(from, to);
        for (slot, (supply, cost)) in (from..).zip(self.columns.supply.slice(from, to).iter().zip(costs)) {
            let offer = self.potential.get(*supply) - fine::<S>(*cost);
            if offer > most {
                let pair = self.columns.pair.get(slot);
                if self.full.get(pair) == 0 {
                    (most, chosen) = (offer, Some((*supply, pair)));
                }
            }
        }
        (most, chosen)
    }

    /// Calls back what a supply has given too much of: from what is left, or from the demands that lose least.
    fn recall(&mut self, supply: u32, epsilon: i64, waiting: &mut Vec<u32>) {
        let (from, to) = (self.layout.start.get(supply), self.layout.start.get(supply + 1));
        while self.over.get(supply) < 0 {
            let lacking = -self.over.get(supply);
            self.looks = self.looks.saturating_sub((to - from).into());
            let unsold = self.left.get(supply);
            let (mut most, mut chosen) = (if unsold > 0 { self.anchor.get(supply) } else { i64::MIN }, NONE);
            for (pair, flow) in (from..).zip(self.flow.slice(from, to)) {
                if *flow > 0 {
                    let worth = self.potential.get(self.layout.head.get(pair)) + fine::<S>(self.layout.cost.get(pair));
                    if worth > most {
                        (most, chosen) = (worth, pair);
                    }
                }
            }
            if chosen == NONE && unsold == 0 {
                return;
            }
            self.potential.update(supply, |potential| *potential = (*potential).min(most - epsilon));
            if chosen == NONE {
                let kg = unsold.min(lacking);
                self.left.set(supply, unsold - kg);
                self.over.set(supply, kg - lacking);
            } else {
                self.take_back(supply, chosen, lacking, waiting);
            }
        }
    }

    /// Takes kg out of a pair, at most `lacking`.
    fn take_back(&mut self, supply: u32, pair: u32, lacking: i64, waiting: &mut Vec<u32>) {
        let (demand, flow) = (self.layout.head.get(pair), self.flow.get(pair));
        let kg = flow.min(lacking);
        self.flow.set(pair, flow - kg);
        self.full.set(pair, 0);
        if kg == flow {
            let mut sources = self.take_sources(demand);
            sources.retain(|(_, other)| *other != pair);
            self.put_sources(demand, sources);
        }
        if self.over.get(demand) == 0 {
            waiting.push(demand);
        }
        self.over.update(demand, |over| *over -= kg);
        self.over.update(supply, |over| *over += kg);
    }
}
