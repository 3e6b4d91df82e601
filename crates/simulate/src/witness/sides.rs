//! Who stands by whom and who said what of a contract, as it was watched.

use crate::plan::{Pairing, Trade};
use std::collections::BTreeMap;

/// Pairings and answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Pairings that were entered; one has its last day once it ended.
    pub pairings: Vec<Pairing>,
    /// How often something was said of a contract, by what it was.
    pub answers: BTreeMap<&'static str, usize>,
    /// Deliveries that were taken back and entered anew after a dispute.
    pub reweighed: usize,
}

impl Sides {
    /// Watches what goes on; gives the act's word.
    pub fn trade(&mut self, what: &Trade) -> &'static str {
        match what {
            Trade::Pairs(pairings) => {
                // That it will end is known when it does.
                self.pairings.extend(pairings.iter().map(|one| Pairing { until: None, ..one.clone() }));
                "pairs"
            }
            Trade::PairingEnds { number, on } => {
                let ended = self.pairings.iter_mut().filter(|one| one.number == *number);
                ended.for_each(|one| one.until = Some(*on));
                "pairing_ends"
            }
            Trade::Answers(said) => {
                *self.answers.entry(said.says).or_default() += 1;
                said.says
            }
            Trade::Reweighed { .. } => {
                self.reweighed += 1;
                "reweighed"
            }
            _ => "trade",
        }
    }
}
