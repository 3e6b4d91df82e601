//! The first half of a phase: supplies send on what they have in hand, and potentials rise.

use super::Near;
use crate::simplex::{layout::Part, scale::Scale};

impl<S: Scale> Near<'_, S> {
    /// Until no more than `few` supplies have kg in hand. What nobody takes at a price above zero is left.
    pub(super) fn rise(&mut self, part: &Part, epsilon: i64, few: usize) {
        let mut waiting: Vec<u32> = part.supplies.clone().filter(|s| self.over.get(*s) > 0).collect();
        while waiting.len() > few && self.looks > 0 {
            for supply in std::mem::take(&mut waiting) {
                self.send(supply, epsilon, &mut waiting);
            }
        }
    }

    /// Sends all that a supply has in hand, each time to the demand where it is worth most.
    fn send(&mut self, supply: u32, epsilon: i64, waiting: &mut Vec<u32>) {
        loop {
            let kg = self.over.get(supply);
            if kg <= 0 {
                return;
            }
            let (least, chosen) = self.cheapest(supply);
            self.potential.set(supply, least + epsilon);
            let Some((demand, pair)) = chosen else {
                self.over.set(supply, 0);
                self.left.update(supply, |left| *left += kg);
                return;
            };
            let kg = self.fill(supply, demand, pair, kg);
            self.over.update(supply, |over| *over -= kg);
            self.over.update(demand, |over| *over += kg);
            if self.over.get(demand) > 0 {
                self.release(demand, epsilon, waiting);
            }
        }
    }

    /// Gives back what a demand has beyond what it wants, to those who lose least, as dear as it becomes by that.
    fn release(&mut self, demand: u32, epsilon: i64, waiting: &mut Vec<u32>) {
        let mut sources = self.take_sources(demand);
        let mut over = self.over.get(demand);
        while over > 0 {
            self.looks = self.looks.saturating_sub(sources.len().try_into().unwrap_or(u64::MAX));
            let unmet = self.left.get(demand);
            let offers = sources.iter().map(|(supply, pair)| self.offer(*supply, *pair));
            let offers = offers.chain((unmet > 0).then(|| self.anchor.get(demand)));
            let Some(least) = offers.min() else { break };
            let potential = self.potential.get(demand).max(least + epsilon);
            self.potential.set(demand, potential);
            if unmet > 0 && self.anchor.get(demand) < potential {
                let kg = unmet.min(over);
                over -= kg;
                self.left.set(demand, unmet - kg);
            }
            sources.retain(|(supply, pair)| {
                if over == 0 || self.offer(*supply, *pair) >= potential {
                    return true;
                }
                let flow = self.flow.get(*pair);
                let kg = flow.min(over);
                over -= kg;
                self.flow.set(*pair, flow - kg);
                self.full.set(*pair, 0);
                if self.over.get(*supply) == 0 {
                    waiting.push(*supply);
                }
                self.over.update(*supply, |over| *over += kg);
                kg < flow
            });
        }
        self.over.set(demand, over);
        self.put_sources(demand, sources);
    }
}
