//! What villages said, counted again by a reading of the rules: a season cut into weeks, who answered which of them and
//! when, which reports contradict each other, which survey stands.

use super::{
    Faults,
    facts::{
        Facts,
        around::{Around, Asked, Report},
    },
    said::Said,
};
use crate::year::Played;
use base::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A week of a season: first and last day, last day in time, last day that counts.
#[derive(Clone, Copy, Debug)]
struct Week {
    first: Day,
    last: Day,
    due: Day,
    locks: Day,
}

fn days(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(0)
}

/// The weeks of the season that begins in a year.
fn weeks(asked: &Asked, year: i32) -> Vec<Week> {
    let day = |year: i32, text: &str| format!("{year}-{text}").parse::<Day>().ok();
    let over = asked.season_to < asked.season_from;
    let Some((mut first, end)) = day(year, &asked.season_from).zip(day(year + i32::from(over), &asked.season_to))
    else {
        return Vec::new();
    };
    let mut weeks = Vec::new();
    while first <= end {
        let last = first.plus_days(days(asked.cadence) - 1).min(end);
        weeks.push(Week {
            first,
            last,
            due: last.plus_days(days(asked.timely)),
            locks: last.plus_days(days(asked.locks)),
        });
        first = first.plus_days(days(asked.cadence));
    }
    weeks
}

impl Around {
    pub(super) fn verdict(&self, report: i64) -> &str {
        self.verdicts.get(&report).map_or("", String::as_str)
    }

    /// Whether its time is believed, or somebody believed it.
    pub(super) fn believed(&self, report: &Report) -> bool {
        report.quarantine.is_empty() || self.verdict(report.id) == "released"
    }

    /// Numbers of reports whose place another took that stands itself.
    pub(super) fn gone(&self) -> BTreeSet<i64> {
        let by_id: HashMap<i64, &Report> = self.reports.iter().map(|report| (report.id, report)).collect();
        let mut by_client: HashMap<&str, Vec<&Report>> = HashMap::new();
        for (client, report) in &self.replaced {
            if let Some(report) = by_id.get(report) {
                by_client.entry(client).or_default().push(report);
            }
        }
        let gone = |old: &&Report| {
            by_client.get(old.client.as_str()).is_some_and(|all| {
                all.iter().any(|new| {
                    let same = (new.village, new.crop) == (old.village, old.crop) && new.id != old.id;
                    same && self.verdict(new.id) != "wrong" && self.believed(new)
                })
            })
        };
        self.reports.iter().filter(gone).map(|report| report.id).collect()
    }

    /// The week that a report answers, and whether it does so in time; none where it counts for nothing.
    fn answers(&self, report: &Report, asked: &Asked, all: &[Week]) -> Option<(Day, bool)> {
        let arrived = report.received_at.day();
        if report.period.is_empty() {
            // Somebody believed it: it stands for the week in which it came, or the last one while that is in time.
            let here = all.iter().find(|week| week.first <= arrived && arrived <= week.last);
            let last = all.last().filter(|week| week.last < arrived && arrived <= week.due);
            return here.or(last).filter(|_| self.verdict(report.id) == "released").map(|week| (week.first, true));
        }
        let week = all.iter().find(|week| week.first.to_string() == report.period)?;
        let reopened = self.reopened.iter().any(|(crop, village, period, until)| {
            (*crop, *village, period) == (asked.crop, asked.village, &report.period) && arrived.to_string() <= *until
        });
        let told = report.told_at.day();
        (arrived <= week.locks || reopened).then_some((week.first, told <= week.due && arrived <= week.locks))
    }
}

/// Expected, on time, late, nothing and silent reports of each village, in seasons that begin in a year, as of a day; of
/// the first that count, those that were due by the end of the year are counted alone.
pub fn standings(facts: &Facts, year: i32, today: Day) -> BTreeMap<i64, [i64; 5]> {
    let around = &facts.around;
    let gone = around.gone();
    let mut counted: BTreeMap<i64, [i64; 5]> = BTreeMap::new();
    for asked in around.asked.iter().filter(|asked| !asked.ended) {
        let all = weeks(asked, year);
        let mut given: BTreeMap<Day, (bool, bool)> = BTreeMap::new();
        let here = |report: &&Report| {
            let said = report.kind != "survey" && (report.village, report.crop) == (asked.village, asked.crop);
            said && !gone.contains(&report.id)
        };
        for report in around.reports.iter().filter(here) {
            if let Some((week, in_time)) = around.answers(report, asked, &all) {
                given.entry(week).or_insert((false, report.kind == "nothing")).0 |= in_time;
            }
        }
        let [expected, on_time, late, nothing, silent] = counted.entry(asked.village).or_default();
        for week in all.iter().filter(|w| w.due < today && asked.from <= w.last && w.first <= asked.to) {
            *expected += 1;
            match given.get(&week.first) {
                None => *silent += 1,
                Some((in_time, none)) => {
                    *(if *in_time { &mut *on_time } else { &mut *late }) += 1;
                    *nothing += i64::from(*none);
                }
            }
        }
    }
    counted
}

/// Checks what villages said.
pub fn check(facts: &Facts, said: &Said, (year, today): (i32, Day), faults: &mut Faults) {
    let counted = standings(facts, year, today);
    for (village, standing) in &counted {
        faults.same(
            "reporting.village",
            || format!("village {village}"),
            &said.reporting.get(village),
            &Some(standing),
        );
    }
    faults.same("reporting.villages", || "all".to_owned(), &said.reporting.len(), &counted.len());
    faults.same("report.conflicts", || "all".to_owned(), &said.conflicts, &conflicts(&facts.around));
}

/// Reports of one week that stand and contradict each other: of different people, phones or kinds, or of one grade.
fn conflicts(around: &Around) -> Vec<i64> {
    let gone = around.gone();
    let stands = |report: &&Report| {
        let said = report.kind != "survey" && !report.period.is_empty() && report.quarantine.is_empty();
        said && !gone.contains(&report.id) && around.verdict(report.id) != "wrong"
    };
    let mut of: BTreeMap<(i64, i64, &str), Vec<&Report>> = BTreeMap::new();
    for report in around.reports.iter().filter(stands) {
        of.entry((report.village, report.crop, report.period.as_str())).or_default().push(report);
    }
    let mut found = Vec::new();
    for all in of.values() {
        let apart = |one: &&&Report| {
            all.iter().any(|other| {
                let voice = |r: &Report| (r.made_by, r.informant.clone(), r.device.clone(), r.kind.clone());
                one.id != other.id && (voice(one) != voice(other) || one.grade == other.grade)
            })
        };
        found.extend(all.iter().filter(apart).map(|report| report.id));
    }
    found.sort_unstable();
    found
}

/// Checks what was kept against what was said: reports by village, and the survey that stands.
pub fn check_witnessed(facts: &Facts, played: &Played, faults: &mut Faults) {
    let around = &facts.around;
    let gone = around.gone();
    let (mut reports, mut surveys): (BTreeMap<_, (i64, i64)>, BTreeMap<_, Vec<i64>>) = Default::default();
    for report in &around.reports {
        if report.kind == "survey" {
            let key = (report.crop, report.village, report.household);
            let standing: &mut Vec<i64> = surveys.entry(key).or_default();
            if !gone.contains(&report.id) {
                standing.push(report.grams);
            }
        } else {
            let sums = reports.entry((report.crop, report.village)).or_default();
            *sums = (sums.0 + 1, sums.1 + report.grams);
        }
    }
    for (crop, grown) in played.ground.season.crops.iter().enumerate() {
        for (n, grower) in grown.growers.iter().enumerate() {
            let at = || format!("crop {crop} village {}", grower.village);
            let watched = played.witness.around.reports.get(&(crop, n)).copied().unwrap_or_default();
            let kept = reports.get(&(grown.crop, grower.village)).copied().unwrap_or_default();
            faults.same("witness.reports", at, &kept, &watched);
            let told = played.witness.around.surveys.iter();
            for ((_, _, household), (_, grams)) in told.filter(|((c, g, _), _)| (*c, *g) == (crop, n)) {
                let household = household.and_then(|n| grower.households.get(n)).map(|id| id.0);
                let kept = surveys.get(&(grown.crop, grower.village, household));
                faults.same("survey.standing", at, &kept, &Some(&vec![*grams]));
            }
        }
    }
}
