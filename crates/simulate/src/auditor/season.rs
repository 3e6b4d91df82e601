//! What villages could not sell, read again: lots that are tied to a report, and offers against what was wanted.

use super::{Faults, facts::Facts};
use std::collections::HashMap;

/// Checks the season.
pub fn check(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    let mut tied: HashMap<i64, i64> = HashMap::new();
    for line in &facts.lines {
        let Some(report) = line.campaign else { continue };
        let Some(entry) = entries.get(&(line.book, line.seq)) else { continue };
        let lot = line.lot.and_then(|lot| facts.ties.get(&lot));
        faults.same("campaign.lot", || format!("book {} entry {}", line.book, line.seq), &lot, &Some(&report));
        match facts.unsalable.get(&report) {
            Some((received, _)) if entry.day.as_str() >= received.get(..10).unwrap_or_default() => {}
            found => faults.say("campaign.early", format!("book {} entry {}: {found:?}", line.book, line.seq)),
        }
        if super::books::sells(&entry.kind) > 0 {
            *tied.entry(report).or_default() += line.quantity;
        }
    }
    for (report, sold) in tied {
        let most = facts.unsalable.get(&report).map_or(0, |(_, grams)| *grams);
        if sold > most {
            faults.say("campaign.too_much", format!("report {report}: {sold} g sold of {most}"));
        }
    }
    for (demand, wanted, agreed) in &facts.agreed {
        if agreed > wanted {
            faults.say("offer.too_much", format!("demand {demand}: {agreed} kg agreed of {wanted}"));
        }
    }
}
