//! The auditor can fail: each break of what was read is named by the check that is there for it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use super::{Faults, facts::Facts, judge, program_says, said::Said};
use crate::{Played, Settings};
use assessment::desk::Settlement;
use base::Day;
use edge::Actor;
use std::collections::BTreeSet;

#[path = "../../tests/common/mod.rs"]
mod common;
mod sides;

/// What was read, before anything is broken.
#[derive(Clone)]
struct Read {
    facts: Facts,
    said: Said,
    played: Played,
}

fn found(read: &Read, settlement: &Settlement, today: Day) -> BTreeSet<&'static str> {
    let mut faults = Faults::default();
    judge(&read.facts, &read.said, &read.played, settlement, (2026, today), &mut faults);
    faults.0.iter().map(|fault| fault.check).collect()
}

#[test]
fn each_break_is_found() {
    let small = common::set_up();
    let settings = Settings { year: 2026, seed: 1, per_mille: 5, password_hash: String::new(), forget: None };
    let played = common::played(&small, &settings);
    let (county, stamp) = (small.county.clone(), small.afterwards());
    let id = county.id.clone();
    let facts = small.db.read_now(move |tx| Facts::read(tx, &id)).unwrap();
    let said = program_says(&small.db, &county, &stamp, 2026, &played).unwrap();
    let (today, with) = (stamp.now.day(), stamp);
    let settled = small
        .db
        .read_now(move |tx| assessment::desk::settle(tx, &Actor::program(county.clone(), &with), 2026, None))
        .unwrap();
    let read = Read { facts, said, played };
    assert_eq!(found(&read, &settled.settlement, today), BTreeSet::new());
    let around = &read.facts.around;
    let played = (around.slips.len(), around.live.len(), around.reports.len());
    assert!(played.0 > 60 && played.1 > 20 && played.2 > 200, "something was played: {played:?}");
    let mut unseen = Vec::new();
    let there = read.said.standing.values().flat_map(|of| of.values()).filter(|(all, _)| *all > 0).count();
    let disputed = read.said.contracts.values().filter(|(stand, ..)| stand == "disputed").count();
    assert!(there > 10 && disputed > 0, "villages with something for sale: {there}, disputed contracts: {disputed}");
    for (n, (check, breaks)) in BREAKS.into_iter().chain(sides::BREAKS).enumerate() {
        let mut broken = read.clone();
        breaks(&mut broken);
        let checks = found(&broken, &settled.settlement, today);
        if !checks.contains(check) {
            unseen.push((n, check, checks));
        }
    }
    assert_eq!(unseen, []);
}

type Break = fn(&mut Read);

fn in_time_no_more(read: &mut Read) {
    let report = read.facts.around.reports.iter_mut().find(|report| !report.period.is_empty()).unwrap();
    report.told_at = report.told_at.plus_seconds(12 * 86_400);
}

/// Which check finds what.
const BREAKS: [(&str, Break); 33] = [
    ("slip.net", |read| read.facts.around.slips[0].net += 100),
    ("slip.amount", |read| read.facts.around.slips[0].fen += 1),
    ("slip.entry", |read| read.facts.around.slips[0].counterparty += 1),
    ("slip.line", |read| {
        let slip = read.facts.around.slips[0].clone();
        read.facts.lines.retain(|line| (line.book, line.seq) != (slip.book, slip.seq));
    }),
    ("stock.lot", |read| {
        let lot = read.facts.around.slips[0].lot;
        let (_, left) = read.facts.stock.iter_mut().find(|((.., of), _)| *of == lot).unwrap();
        *left += 1;
    }),
    ("payment.row", |read| read.facts.around.rows[0].2 += 1),
    ("payment.twice", |read| {
        let again = read.facts.around.listed[0].clone();
        read.facts.around.listed.push(again);
    }),
    ("owed.person", |read| read.said.owed.values_mut().next().unwrap().1 += 1),
    ("owed.point", |read| read.said.points.values_mut().next().unwrap().3 += 1),
    ("owed.from_nothing", |read| {
        read.said.owed.insert((read.facts.around.slips[0].book, -1), (1, 0, 0, 1));
    }),
    ("witness.slips", |read| read.facts.around.slips.truncate(10)),
    ("witness.cash", |read| {
        read.facts.around.slips.iter_mut().find(|slip| slip.paid == "cash").unwrap().paid = "on_account".into();
    }),
    ("witness.lost", |read| lines_of(read, "loss").for_each(|line| line.quantity += 1)),
    ("witness.arrived", |read| lines_of(read, "transfer").for_each(|line| line.quantity += 1)),
    ("live.sold", |read| read.said.sessions.values_mut().find(|sold| sold.0 > 0).unwrap().1 += 1),
    ("witness.live", |read| {
        read.facts.around.live.pop();
    }),
    ("survey.standing", |read| {
        read.facts.around.reports.iter_mut().rfind(|report| report.kind == "survey").unwrap().grams += 1;
    }),
    ("witness.reports", |read| {
        read.facts.around.reports.iter_mut().find(|report| report.kind == "supply").unwrap().grams += 1;
    }),
    // A report that arrived in time is put after the last day for it.
    ("reporting.village", in_time_no_more),
    ("officer.on_time", in_time_no_more),
    ("officer.checked", |read| read.facts.later.checks.clear()),
    ("officer.checked", |read| read.facts.later.came_in.iter_mut().for_each(|line| line.grams *= 1_000)),
    ("officer.accurate", |read| {
        read.facts.later.checks.iter_mut().for_each(|check| check.2 = check.2.map(|right| !right));
    }),
    ("officer.promotion", |read| read.facts.later.villages.clear()),
    ("reporting.village", |read| read.facts.around.reopened.clear()),
    ("reporting.village", |read| {
        read.facts.around.verdicts.retain(|_, verdict| verdict != "released");
    }),
    ("reporting.villages", |read| {
        read.said.reporting.pop_first();
    }),
    ("officer.reports", |read| {
        read.facts.around.asked.iter_mut().for_each(|asked| asked.season_to = asked.season_from.clone())
    }),
    ("report.conflicts", |read| {
        read.said.conflicts.pop();
    }),
    ("report.conflicts", |read| read.facts.around.replaced.clear()),
    ("fair.sum", |read| read.facts.around.at_fairs[0].kg += 1),
    ("delivery.market", |read| read.facts.around.samples.iter_mut().for_each(|sample| sample.fen += 10)),
    ("delivery.price", |read| {
        read.facts.deliveries.iter_mut().find(|one| one.kind == "farming").unwrap().paid -= 1;
    }),
];

/// Lines of a kind in the books of points.
fn lines_of<'a>(read: &'a mut Read, kind: &str) -> impl Iterator<Item = &'a mut super::facts::Line> {
    let points = read.facts.around.points.clone();
    let of: BTreeSet<(i64, i64)> = read
        .facts
        .entries
        .iter()
        .filter(|entry| entry.kind == kind && points.contains(&entry.book))
        .map(|entry| (entry.book, entry.seq))
        .collect();
    read.facts.lines.iter_mut().filter(move |line| of.contains(&(line.book, line.seq)))
}
