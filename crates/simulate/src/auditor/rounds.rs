//! Rounds of surveys counted again: who was asked, who answered in time, late, that there is none, or not at all; and what a
//! village had to sell by its own word.

use super::{
    Faults,
    facts::{Facts, around::Report, sides::Round},
    said::Said,
};
use crate::year::Played;
use base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What a village said of a crop in a round: when first, and grams.
type Answers = BTreeMap<(i64, i64), (Day, i64)>;

/// The villages and crops that a round asks.
fn asked(facts: &Facts, round: &Round) -> BTreeSet<(i64, i64)> {
    let asks = |crop: i64| facts.sides.round_crops.contains(&(round.id, crop));
    let grown = facts.around.asked.iter().filter(|one| one.from <= round.due && round.from <= one.to && asks(one.crop));
    grown.map(|one| (one.village, one.crop)).collect()
}

/// What stands of the surveys of a round, or of a year outside rounds: the village's last word, or else the sum of the last
/// words of its households.
fn answers(facts: &Facts, round: &str) -> Answers {
    let (around, gone) = (&facts.around, facts.around.gone());
    let stands = |report: &&Report| {
        let here = report.kind == "survey" && report.round == round && !gone.contains(&report.id);
        here && around.verdict(report.id) != "wrong" && around.believed(report)
    };
    let mut of: BTreeMap<(i64, i64), Vec<&Report>> = BTreeMap::new();
    for report in around.reports.iter().filter(stands) {
        of.entry((report.village, report.crop)).or_default().push(report);
    }
    let summed = |mut all: Vec<&Report>| {
        all.sort_by_key(|report| (report.told_at, report.id));
        let first = all.first().map(|report| report.told_at.day())?;
        let last: BTreeMap<Option<i64>, i64> = all.iter().map(|report| (report.household, report.grams)).collect();
        let homes = || last.iter().filter(|(household, _)| household.is_some()).map(|(_, grams)| grams).sum();
        Some((first, last.get(&None).copied().unwrap_or_else(homes)))
    };
    of.into_iter().filter_map(|(key, all)| Some((key, summed(all)?))).collect()
}

/// Checks the rounds.
pub fn check(facts: &Facts, said: &Said, played: &Played, faults: &mut Faults) {
    for round in &facts.sides.rounds {
        let given = answers(facts, &round.from.to_string());
        let [mut expected, mut on_time, mut late, mut nothing, mut silent] = [0_i64; 5];
        for key in asked(facts, round) {
            expected += 1;
            let state = match given.get(&key) {
                None => "missing",
                Some((first, _)) if *first <= round.due => "on_time",
                Some(_) => "late",
            };
            *(match state {
                "missing" => &mut silent,
                "late" => &mut late,
                _ => &mut on_time,
            }) += 1;
            let grams = given.get(&key).map(|(_, grams)| *grams);
            nothing += i64::from(grams == Some(0));
            let found = said.answers.get(&(round.id, key.0, key.1));
            let at = || format!("round {} village {} crop {}", round.id, key.0, key.1);
            faults.same("round.answer", at, &found, &Some(&(state.to_owned(), grams)));
        }
        let at = || format!("round {}", round.id);
        let counted = [expected, on_time, late, nothing, silent];
        faults.same("round.counts", at, &said.rounds.get(&round.id), &Some(&counted));
        faults.same("round.sum", at, &expected, &(on_time + late + silent));
    }
    faults.same("round.all", || "all".to_owned(), &said.rounds.len(), &facts.sides.rounds.len());
    watched(said, played, faults);
}

/// Checks what the program counts against what was watched.
fn watched(said: &Said, played: &Played, faults: &mut Faults) {
    let around = &played.witness.around;
    for (round, id) in around.rounds.iter().zip(said.rounds.keys()) {
        let [mut expected, mut on_time, mut late, mut nothing, mut silent] = [0_i64; 5];
        for crop in &round.crops {
            let villages = played.ground.season.crops.get(*crop).map_or(0, |grown| grown.growers.len());
            for grower in 0..villages {
                expected += 1;
                let of = around.surveys.iter().filter(|((c, g, _), _)| (*c, *g) == (*crop, grower));
                let of: Vec<(Day, i64)> = of.map(|(_, said)| *said).collect();
                match of.iter().map(|(on, _)| *on).min() {
                    None => silent += 1,
                    Some(first) if first <= round.due => on_time += 1,
                    Some(_) => late += 1,
                }
                nothing += i64::from(!of.is_empty() && of.iter().all(|(_, grams)| *grams == 0));
            }
        }
        let counted = [expected, on_time, late, nothing, silent];
        faults.same("witness.rounds", || round.name.clone(), &said.rounds.get(id), &Some(&counted));
    }
}

/// Grams that each village had to sell in a year by its own word: of each crop the most of its largest report, of all that
/// was declared unsalable, and of its survey in the latest round of the year that it answered.
pub fn had_to_sell(facts: &Facts, year: i32) -> BTreeMap<i64, i64> {
    let (around, gone) = (&facts.around, facts.around.gone());
    let mut most: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    let mut says = |key: (i64, i64), grams: i64| {
        let of = most.entry(key).or_default();
        *of = (*of).max(grams);
    };
    let within = |report: &Report| match report.period.get(..4) {
        Some(of) => of == year.to_string(),
        None => report.received_at.day().year() == year,
    };
    for report in around.reports.iter().filter(|report| report.kind == "supply" && within(report)) {
        let stands = !gone.contains(&report.id) && around.verdict(report.id) != "wrong" && around.believed(report);
        if stands {
            says((report.village, report.crop), report.grams);
        }
    }
    let mut declared: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for one in facts.sides.unsalable.iter().filter(|one| one.received_at.day().year() == year) {
        if facts.declared.contains(&one.id) {
            *declared.entry((one.village, one.crop)).or_default() += one.grams;
        }
    }
    let mut surveyed: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    // What came outside rounds first, then round by round: the latest word stays.
    let mut rounds: BTreeSet<String> = facts
        .sides
        .rounds
        .iter()
        .filter(|round| round.from.year() == year)
        .map(|round| round.from.to_string())
        .collect();
    rounds.insert(year.to_string());
    for round in rounds {
        surveyed.extend(answers(facts, &round).into_iter().map(|(key, (_, grams))| (key, grams)));
    }
    declared.into_iter().chain(surveyed).for_each(|(key, grams)| says(key, grams));
    let mut had: BTreeMap<i64, i64> = BTreeMap::new();
    for ((village, _), grams) in most {
        *had.entry(village).or_default() += grams;
    }
    had
}
