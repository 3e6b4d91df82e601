//! Who stands by whom, and what the sides of contracts say, counted again: pairings day by day with what their villages
//! have for sale, the last word of each side, and which deliveries count whatever is said of them.

use super::{
    Faults,
    facts::{Facts, around::Report, sides::Unsalable},
    said::Said,
};
use crate::year::Played;
use base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Checks pairings.
pub fn check_pairings(facts: &Facts, said: &Said, played: &Played, today: Day, faults: &mut Faults) {
    let pairings = &facts.sides.pairings;
    for (day, standing) in &said.standing {
        let (there, mut counted) = (for_sale(facts, *day), BTreeMap::new());
        for one in pairings.iter().filter(|one| one.from <= *day && one.until.is_none_or(|until| *day < until)) {
            counted.insert(one.id, there.get(&one.village).copied().unwrap_or_default());
        }
        let ids = |of: &BTreeMap<i64, (i64, i64)>| of.keys().copied().collect::<BTreeSet<_>>();
        faults.same("pairing.standing", || day.to_string(), &ids(standing), &ids(&counted));
        for (id, there) in &counted {
            faults.same("pairing.for_sale", || format!("pairing {id} on {day}"), &standing.get(id), &Some(there));
        }
    }
    let there = for_sale(facts, today);
    for one in pairings {
        let holds = one.until.is_none_or(|until| today < until);
        let counted = there.get(&one.village).copied().filter(|_| holds).unwrap_or_default();
        let at = || format!("pairing {} of village {}", one.id, one.village);
        faults.same("pairing.for_sale", at, &said.pairings.get(&one.id), &Some(&counted));
    }
    faults.same("pairing.listed", || "all".to_owned(), &said.pairings.len(), &pairings.len());
    let kept: BTreeSet<(i64, i64, bool, Day, Option<Day>)> =
        pairings.iter().map(|one| (one.unit, one.village, one.kind == "backing", one.from, one.until)).collect();
    let watched = played.witness.sides.pairings.iter().filter_map(|one| {
        let unit = played.ground.unions.get(one.unit)?.unit.0;
        let grown = played.ground.season.crops.get(one.village.0)?;
        Some((unit, grown.growers.get(one.village.1)?.village, one.backing, one.from, one.until))
    });
    faults.same("witness.pairings", || "all".to_owned(), &kept, &watched.collect());
}

/// Grams that stand for sale in each village on a day, and what of it cannot be sold: the last word of a village on a crop
/// less what it said it cannot sell, and that.
fn for_sale(facts: &Facts, today: Day) -> BTreeMap<i64, (i64, i64)> {
    let (sides, around) = (&facts.sides, &facts.around);
    let state = |report: i64| {
        let acts = sides.unsalable_acts.iter().rev();
        acts.into_iter().find(|(of, act)| *of == report && act != "help").map_or("open", |(_, act)| act.as_str())
    };
    let stands = |one: &&Unsalable| {
        let confirmed = state(one.id) == "confirmed";
        one.spoils >= today && (confirmed || state(one.id) == "open" && one.quarantine.is_empty())
    };
    let mut unsalable: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for one in sides.unsalable.iter().filter(stands) {
        *unsalable.entry((one.village, one.crop)).or_default() += one.grams;
    }
    let gone = around.gone();
    let none_after = |report: &Report| {
        around.reports.iter().any(|other| {
            let none = other.kind == "nothing" && other.quarantine.is_empty() && other.told_at > report.told_at;
            none && (other.village, other.crop) == (report.village, report.crop)
        })
    };
    let says = |report: &&Report| {
        let here = report.kind == "supply" && report.to >= today.to_string() && !gone.contains(&report.id);
        here && around.verdict(report.id) != "wrong" && around.believed(report) && !none_after(report)
    };
    let mut latest: BTreeMap<(i64, i64), Vec<&Report>> = BTreeMap::new();
    for report in around.reports.iter().filter(says) {
        latest.entry((report.village, report.crop)).or_default().push(report);
    }
    let mut there: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for ((village, _), grams) in &unsalable {
        let of = there.entry(*village).or_default();
        *of = (of.0 + grams, of.1 + grams);
    }
    for (key, mut all) in latest {
        all.sort_by_key(|report| (report.told_at, report.id));
        let voice =
            |report: &Report| (report.period.clone(), report.made_by, report.informant.clone(), report.device.clone());
        // The last one speaks for the village, with what was said of other grades in the same breath.
        let last = all.last().map(|report| voice(report));
        let mut grades: BTreeMap<&str, &Report> = BTreeMap::new();
        for report in all.iter().filter(|report| Some(voice(report)) == last) {
            grades.insert(&report.grade, report);
        }
        let stale = facts.sides.stale.get(&key.1).copied().unwrap_or_default();
        let fresh = grades.values().filter(|report| i64::from(today.days_since(report.told_at.day())) <= stale);
        let said: i64 = fresh.map(|report| report.grams).sum();
        let off = unsalable.get(&key).copied().unwrap_or_default();
        there.entry(key.0).or_default().0 += (said - off).max(0);
    }
    there
}

/// Checks contracts.
pub fn check_contracts(facts: &Facts, said: &Said, played: &Played, faults: &mut Faults) {
    let mut counting: BTreeSet<(i64, i64)> = BTreeSet::new();
    for contract in &facts.sides.contracts {
        let last = |side: &str| {
            let mut words = facts.sides.answers.iter().filter(|one| one.contract == contract.id);
            words.rfind(|one| one.side == side || one.side.is_empty()).map(|one| one.says.as_str())
        };
        let (buyer, seller) = (last("buyer"), last("seller"));
        let stand = if buyer == Some("disputed") || seller == Some("disputed") {
            "disputed"
        } else if (buyer.is_some() || !contract.buys) && (seller.is_some() || contract.on_paper) {
            "agreed"
        } else {
            "waiting"
        };
        let at = || format!("contract {}", contract.id);
        let found = said.contracts.get(&contract.id);
        faults.same("contract.sides", at, &found.map(|found| found.0.as_str()), &Some(stand));
        // Whatever is said of a delivery: it counts until it is taken back.
        let of: Vec<_> = facts.deliveries.iter().filter(|one| one.contract == contract.id).collect();
        let taken_back = |seq: i64| of.iter().any(|other| other.reverses == seq);
        let counts: Vec<_> = of.iter().filter(|one| one.reverses == 0 && !taken_back(one.seq)).collect();
        let sums = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.grams, sum.1 + one.amount));
        faults.same("contract.delivered", at, &found.map(|found| (found.1, found.2)), &Some(sums));
        counting.extend(counts.iter().map(|one| (one.contract, one.seq)));
    }
    faults.same("delivery.counts", || "all".to_owned(), &said.counting, &counting);
    let watched = &played.witness.sides;
    for word in ["agreed", "disputed", "settled"] {
        let kept = facts.sides.answers.iter().filter(|one| one.says == word).count();
        faults.same("witness.answers", || word.to_owned(), &kept, &watched.answers.get(word).copied().unwrap_or(0));
    }
}
