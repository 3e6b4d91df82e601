//! Breaks of who stands by whom, what sides say, rounds of surveys, carried files.

use super::Break;

/// Which check finds what.
pub const BREAKS: [(&str, Break); 24] = [
    ("pairing.standing", |read| {
        read.said.standing.values_mut().next().unwrap().pop_first();
    }),
    // One that ended is taken for one that holds.
    ("pairing.standing", |read| {
        read.facts.sides.pairings.iter_mut().for_each(|one| one.until = None);
    }),
    ("pairing.for_sale", |read| read.said.pairings.values_mut().next().unwrap().0 += 1),
    ("pairing.for_sale", |read| {
        read.said.standing.values_mut().flat_map(|of| of.values_mut()).for_each(|there| there.1 += 1);
    }),
    ("pairing.for_sale", |read| {
        read.facts.around.reports.retain(|report| report.kind != "supply");
    }),
    // What was said weeks ago stands for good.
    ("pairing.for_sale", |read| {
        read.facts.around.reports.iter_mut().for_each(|report| report.to = "2027-12-31".into());
        read.facts.sides.stale.values_mut().for_each(|days| *days = 999);
    }),
    ("pairing.listed", |read| {
        read.said.pairings.pop_first();
    }),
    ("witness.pairings", |read| read.facts.sides.pairings[0].unit += 1),
    ("witness.pairings", |read| read.facts.sides.pairings[3].until = None),
    ("round.counts", |read| read.said.rounds.values_mut().next().unwrap()[1] += 1),
    ("round.answer", |read| {
        let survey = read.facts.around.reports.iter_mut().rfind(|report| report.kind == "survey").unwrap();
        survey.grams += 1;
    }),
    // What came in time is taken for late; what a village said is put into no round.
    ("round.counts", |read| read.facts.sides.rounds.iter_mut().for_each(|round| round.due = round.from)),
    ("round.answer", |read| {
        read.facts.around.reports.iter_mut().rfind(|report| report.kind == "survey").unwrap().round = "2026".into();
    }),
    ("witness.rounds", |read| {
        read.played.witness.around.surveys.retain(|(crop, grower, _), _| (*crop, *grower) != (0, 1));
    }),
    ("officer.had", |read| read.facts.around.reports.retain(|report| report.kind != "survey")),
    ("officer.had", |read| {
        read.facts.around.reports.iter_mut().filter(|report| report.kind == "survey").for_each(|one| one.grams *= 2);
    }),
    ("contract.sides", |read| read.facts.sides.answers.retain(|one| one.says != "disputed")),
    ("contract.sides", |read| read.facts.sides.answers.retain(|one| one.says != "settled")),
    // What was taken back counts on, and what is disputed counts no more.
    ("delivery.counts", |read| {
        read.facts.deliveries.iter_mut().for_each(|one| one.reverses = 0);
    }),
    ("contract.delivered", |read| {
        let of = read.facts.sides.answers.iter().rfind(|one| one.says == "disputed").unwrap().contract;
        read.facts.deliveries.retain(|one| (one.contract, one.seq) != (of, 1));
    }),
    ("witness.answers", |read| {
        read.facts.sides.answers.iter_mut().find(|one| one.says == "agreed").unwrap().says = "kept".into();
    }),
    ("carried.once", |read| {
        let again = read.facts.sides.carried[0].clone();
        read.facts.sides.carried.push(again);
    }),
    ("carried.times", |read| {
        read.facts.sides.files.pop();
    }),
    ("carried.picture", |read| {
        let again = read.facts.sides.pictures.clone();
        read.facts.sides.pictures.extend(again);
    }),
];
