//! What villages could not sell, read again: lots that are tied to a report, and offers against what was wanted.

use super::{Faults, facts::Facts};
use base::{Day, Instant};
use std::collections::{BTreeMap, HashMap};

/// Reports due and reports in time of each village that grows something, in seasons that begin in a year: the season is
/// walked week by week, and a week counts once two days after it have passed, today and within the year.
pub fn reports(facts: &Facts, year: i32, today: Day) -> BTreeMap<i64, (i64, i64)> {
    let mut counted: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for (village, from, to) in &facts.asked {
        let of = counted.entry(*village).or_default();
        let day = |text: &str| format!("{year}-{text}").parse::<Day>().ok();
        let (Some(mut begins), Some(last)) = (day(from), day(to)) else { continue };
        while begins <= last {
            let ends = begins.plus_days(6).min(last);
            let due = ends.plus_days(2);
            if due.year() == year && due < today {
                of.0 += 1;
                let in_time = |told: &str| told.parse::<Instant>().is_ok_and(|told| told.day() <= due);
                let period = begins.to_string();
                of.1 +=
                    i64::from(facts.reported.iter().any(|(v, p, told)| v == village && *p == period && in_time(told)));
            }
            begins = begins.plus_days(7);
        }
    }
    counted
}

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
