//! Which marks a report has, by the limits of its crop and by what else its village said.

use crate::crops::CropRow;
use base::{Day, Grams, Instant, Text};
use std::collections::BTreeMap;

store::row! {
    /// What was said of one village and crop, in the order in which it was filled in.
    #[derive(Clone, Debug)]
    pub(super) struct Seen {
        pub id: i64,
        pub kind: String,
        pub period: String,
        pub round: String,
        pub producer: Option<i64>,
        pub household: Option<i64>,
        pub grams: i64,
        pub area_centimu: i64,
        pub grade: String,
        pub told_at: Instant,
        /// Not replaced, not wrong, its time believed.
        pub stands: bool,
    }
}

/// Why a report is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Above,
    Below,
    YieldLow,
    YieldHigh,
    JumpUp,
    JumpDown,
    OverSurvey,
}

impl Code {
    const ALL: [Self; 7] =
        [Self::Above, Self::Below, Self::YieldLow, Self::YieldHigh, Self::JumpUp, Self::JumpDown, Self::OverSurvey];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::YieldLow => "yield_low",
            Self::YieldHigh => "yield_high",
            Self::JumpUp => "jump_up",
            Self::JumpDown => "jump_down",
            Self::OverSurvey => "over_survey",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.word() == word)
    }
}

/// A mark with what the report was measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub code: Code,
    pub than: Grams,
    /// How many times, of a jump.
    pub times: i64,
}

impl Mark {
    pub(super) fn words(&self) -> Text {
        let (kg, n) = (kilograms(self.than), self.times);
        let (zh, en) = match self.code {
            Code::Above => (format!("超过上限 {kg} 公斤"), format!("above the limit of {kg} kg")),
            Code::Below => (format!("低于下限 {kg} 公斤"), format!("below the least of {kg} kg")),
            Code::YieldLow => (format!("亩产低于 {kg} 公斤"), format!("yields less than {kg} kg a mu")),
            Code::YieldHigh => (format!("亩产高于 {kg} 公斤"), format!("yields more than {kg} kg a mu")),
            Code::JumpUp => (format!("超过上次 {kg} 公斤的 {n} 倍"), format!("more than {n} times the last {kg} kg")),
            Code::JumpDown => {
                (format!("不到上次 {kg} 公斤的 {n} 分之一"), format!("less than 1/{n} of the last {kg} kg"))
            }
            Code::OverSurvey => {
                (format!("超过本村摸底 {kg} 公斤"), format!("more than the village’s survey of {kg} kg"))
            }
        };
        Text::new(zh, en)
    }
}

/// `1250.5` of 1,250,500 g.
fn kilograms(Grams(grams): Grams) -> String {
    let text = format!("{}.{:03}", grams / 1_000, grams % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The marks of one report among all that its village said, with the village's standing surveys by year.
pub(super) fn marks(crop: &CropRow, one: &Seen, (seen, surveys): (&[Seen], &BTreeMap<i32, i64>)) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut push = |code, than: i64, times| found.push(Mark { code, than: Grams(than), times });
    if one.grams > crop.odd_g.0 {
        push(Code::Above, crop.odd_g.0, 0);
    }
    match one.kind.as_str() {
        "survey" if one.area_centimu > 0 => {
            // Grams a mu × hundredths of a mu are a hundred times the grams.
            let yields = i128::from(one.grams) * 100;
            let bound = |a_mu: Grams| i128::from(a_mu.0) * i128::from(one.area_centimu);
            if let Some(least) = crop.yield_least_g.filter(|least| yields < bound(*least)) {
                push(Code::YieldLow, least.0, 0);
            }
            if let Some(most) = crop.yield_most_g.filter(|most| yields > bound(*most)) {
                push(Code::YieldHigh, most.0, 0);
            }
        }
        "supply" => {
            // The least is a village's; one seller may have less.
            let whole = one.producer.is_none() && one.household.is_none();
            if let Some(least) = crop.least_g.filter(|least| whole && one.grams < least.0) {
                push(Code::Below, least.0, 0);
            }
            if let Some(last) = last(crop, one, seen) {
                let (now, times) = (i128::from(one.grams), i128::from(crop.jump_times));
                if now > i128::from(last) * times {
                    push(Code::JumpUp, last, crop.jump_times);
                } else if now * times < i128::from(last) {
                    push(Code::JumpDown, last, crop.jump_times);
                }
            }
            if let Some(survey) = surveys.get(&year(crop, one)).filter(|survey| one.grams > **survey) {
                push(Code::OverSurvey, *survey, 0);
            }
        }
        _ => {}
    }
    found
}

/// What the village last said of an earlier period of the same season, of the same grade and seller.
fn last(crop: &CropRow, one: &Seen, seen: &[Seen]) -> Option<i64> {
    let (period, year) = (one.period.parse::<Day>().ok()?, year(crop, one));
    let earlier = seen.iter().filter(|other| {
        other.stands
            && other.kind == "supply"
            && other.grade == one.grade
            && (other.producer, other.household) == (one.producer, one.household)
            && other.period.parse::<Day>().is_ok_and(|other| other < period)
            && self::year(crop, other) == year
    });
    // Of one period the later word, of those that were filled in at once the one that came last.
    earlier.max_by(|a, b| (&a.period, a.told_at, a.id).cmp(&(&b.period, b.told_at, b.id))).map(|last| last.grams)
}

/// The year in which the season of a report began; outside the season the year in which it was filled in.
fn year(crop: &CropRow, one: &Seen) -> i32 {
    let Ok(day) = one.period.parse::<Day>() else { return one.told_at.day().year() };
    let within = |year: &i32| crop.season().of_year(*year).is_some_and(|(first, last)| first <= day && day <= last);
    [day.year(), day.year() - 1].into_iter().find(within).unwrap_or(day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crop() -> CropRow {
        let kg = |kg: i64| Grams(kg * 1_000);
        CropRow {
            id: 1,
            name: "冬橙".to_owned(),
            season_from: "11-15".to_owned(),
            season_to: "01-31".to_owned(),
            cadence_days: 7,
            timely_days: 2,
            lock_days: 14,
            stale_days: 14,
            township_hours: 24,
            county_hours: 48,
            odd_g: kg(1_000),
            least_g: Some(kg(10)),
            yield_least_g: Some(kg(500)),
            yield_most_g: Some(kg(3_000)),
            jump_times: 3,
            tolerance_ppm: 200_000,
            ended: false,
        }
    }

    fn supply(id: i64, period: &str, kg: i64) -> Seen {
        Seen {
            id,
            kind: "supply".to_owned(),
            period: period.to_owned(),
            round: String::new(),
            producer: None,
            household: None,
            grams: kg * 1_000,
            area_centimu: 0,
            grade: String::new(),
            told_at: Instant::from_millis(1_796_000_000_000 + id).unwrap(),
            stands: true,
        }
    }

    fn codes(one: &Seen, others: &[Seen], survey: Option<i64>) -> Vec<&'static str> {
        let surveys = survey.map(|kg| (2026, kg * 1_000)).into_iter().collect();
        marks(&crop(), one, (others, &surveys)).into_iter().map(|mark| mark.code.word()).collect()
    }

    #[test]
    fn a_report_is_odd_for_reasons() {
        let week = ["2026-11-15", "2026-11-22", "2026-12-27"];
        let wrong = Seen { stands: false, ..supply(2, week[1], 900) };
        let of_one = |one: Seen| Seen { producer: Some(5), ..one };
        let other_grade = Seen { grade: "一级".to_owned(), ..supply(2, week[1], 900) };
        for (one, others, survey, expected) in [
            (supply(9, week[0], 100), vec![], None, vec![]),
            (supply(9, week[0], 1_000), vec![], None, vec![]),
            (supply(9, week[0], 1_001), vec![], None, vec!["above"]),
            (supply(9, week[0], 10), vec![], None, vec![]),
            (supply(9, week[0], 9), vec![], None, vec!["below"]),
            // One seller's is measured against what was said of the same seller, and not against a village's least.
            (of_one(supply(9, week[0], 9)), vec![], None, vec![]),
            (of_one(supply(9, week[1], 20)), vec![supply(1, week[0], 100)], None, vec![]),
            (of_one(supply(9, week[1], 20)), vec![of_one(supply(1, week[0], 100))], None, vec!["jump_down"]),
            (supply(9, week[1], 301), vec![supply(1, week[0], 100)], None, vec!["jump_up"]),
            (supply(9, week[1], 300), vec![supply(1, week[0], 100)], None, vec![]),
            (supply(9, week[1], 33), vec![supply(1, week[0], 100)], None, vec!["jump_down"]),
            (supply(9, week[1], 34), vec![supply(1, week[0], 100)], None, vec![]),
            // The last one, over New Year as well; not one of another grade, of the same week, of last year or that is wrong.
            (supply(9, week[2], 100), vec![supply(1, week[0], 500), supply(2, week[1], 100)], None, vec![]),
            (supply(9, "2027-01-03", 100), vec![supply(1, week[2], 500)], None, vec!["jump_down"]),
            (supply(9, week[2], 100), vec![wrong], None, vec![]),
            (supply(9, week[2], 100), vec![other_grade], None, vec![]),
            (supply(9, week[1], 100), vec![supply(1, week[1], 900)], None, vec![]),
            (supply(9, week[0], 100), vec![supply(1, "2026-01-24", 900)], None, vec![]),
            // A period outside any season has no last one.
            (supply(9, "", 100), vec![supply(1, week[0], 900)], None, vec![]),
            (supply(9, week[0], 100), vec![], Some(99), vec!["over_survey"]),
            (supply(9, week[0], 100), vec![], Some(100), vec![]),
            (supply(9, "2027-01-03", 100), vec![], Some(0), vec!["over_survey"]),
            (
                supply(9, week[1], 1_200),
                vec![supply(1, week[0], 100)],
                Some(900),
                vec!["above", "jump_up", "over_survey"],
            ),
        ] {
            assert_eq!(codes(&one, &others, survey), expected, "{one:?}");
        }
    }

    #[test]
    fn a_survey_is_judged_by_its_yield_a_mu() {
        for (kg, centimu, expected) in [
            (100, 20, vec![]),
            (99, 20, vec!["yield_low"]),
            (600, 20, vec![]),
            (601, 20, vec!["yield_high"]),
            (0, 0, vec![]),
            // No least amount holds for one household's survey.
            (5, 1, vec![]),
        ] {
            let survey = Seen { kind: "survey".to_owned(), area_centimu: centimu, ..supply(1, "", kg) };
            assert_eq!(codes(&survey, &[], None), expected, "{kg} kg on {centimu} hundredths of a mu");
        }
    }
}
