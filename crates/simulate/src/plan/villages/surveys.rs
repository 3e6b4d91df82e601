//! Surveys before a season: the office opens a round, and every village that grows one of its crops is asked once. Most
//! answer in time, some late, some have none this year, some put right what they said, some say nothing.

use super::{Field, Told, Writer};
use base::Day;

/// A round of surveys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What it is called.
    pub name: String,
    /// Crops, by place in the world.
    pub crops: Vec<usize>,
    /// First day.
    pub from: Day,
    /// Last day in time.
    pub due: Day,
    /// Nobody is asked any more from this day on.
    pub ends: Day,
}

/// A survey before the season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// Its number among all that phones send.
    pub number: u64,
    /// Crop, by place in the world.
    pub crop: usize,
    /// Village, by place among those that grow it.
    pub grower: usize,
    /// When it was filled in.
    pub on: Day,
    /// Area in hundredths of a mu.
    pub area_centimu: i64,
    /// Expected yield; none: there is none this year.
    pub told: Option<Told>,
    /// First and last day on which there will be any.
    pub window: (Day, Day),
    /// Of one household of the village's producer, instead of the whole village.
    pub household: Option<usize>,
    /// Number of the survey that it takes the place of.
    pub replaces: Option<u64>,
}

/// How a village answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    InTime,
    /// In time, and put right in time.
    Corrected,
    Late,
    /// Nothing of it grows there this year.
    NoneThere,
    Missing,
}

fn answers(grower: usize) -> Answers {
    match grower % 10 {
        3 => Answers::Corrected,
        4 => Answers::Missing,
        6 => Answers::Late,
        8 => Answers::NoneThere,
        _ => Answers::InTime,
    }
}

/// Whether a village said in its survey that it has none: it has none to report later either.
pub(super) fn none_there(grower: usize) -> bool {
    answers(grower) == Answers::NoneThere
}

/// The rounds of a year: what is picked in summer is asked about in spring, what is picked in winter in autumn.
pub fn rounds(year: i32) -> Vec<Round> {
    let day = |(month, date)| i16::try_from(year).ok().and_then(|year| Day::new(year, month, date));
    let round = |season: &str, crops: &[usize], days: [(i8, i8); 3]| {
        let [from, due, ends] = days.map(day);
        let name = format!("{year}年{season}摸底");
        Some(Round { name, crops: crops.to_vec(), from: from?, due: due?, ends: ends? })
    };
    let all = [round("春季", &[0, 1], [(3, 20), (4, 12), (5, 10)]), round("秋季", &[2], [(8, 15), (9, 5), (10, 10)])];
    all.into_iter().flatten().collect()
}

impl Writer<'_> {
    /// The office opens and ends them.
    pub(super) fn rounds(&mut self, year: i32) {
        for (n, round) in rounds(year).into_iter().enumerate() {
            self.put(round.ends, Field::RoundEnds(n));
            self.put(round.from, Field::Round(round));
        }
    }

    /// Every village that grows the crop is asked.
    pub(super) fn surveys(&mut self, crop: usize, year: i32, window: (Day, Day)) {
        let Some(of) = self.world.crops.get(crop) else { return };
        let (month, date) = of.surveyed;
        let first = i16::try_from(year).ok().and_then(|year| Day::new(year, month, date));
        let round = rounds(year).into_iter().find(|round| round.crops.contains(&crop));
        let (Some(first), Some(round)) = (first, round) else { return };
        for grower in 0..self.growers(crop) {
            let area_centimu = 100 * self.rng.between(12, 60);
            // The village of the first producer is asked household by household, as far as they are known.
            let workers = of.producers.get(grower).and_then(|n| self.world.producers.get(*n));
            let by_household = workers.map_or(0, |p| if grower == 0 { p.incomes.len() } else { 0 });
            let whom: Vec<Option<usize>> =
                if by_household > 0 { (0..by_household).map(Some).collect() } else { vec![None] };
            let later = i32::try_from(grower % 5).unwrap_or(0);
            let on =
                if answers(grower) == Answers::Late { round.due.plus_days(2 + later) } else { first.plus_days(later) };
            for household in whom {
                let area_centimu = household.map_or(area_centimu, |_| 50 * self.rng.between(5, 24));
                let survey =
                    Survey { number: 0, crop, grower, on, area_centimu, told: None, window, household, replaces: None };
                self.survey(survey);
            }
        }
    }

    fn survey(&mut self, survey: Survey) {
        match answers(survey.grower) {
            Answers::Missing => {}
            Answers::NoneThere => {
                let number = self.next();
                self.put(survey.on, Field::Survey(Survey { number, area_centimu: 0, ..survey }));
            }
            Answers::InTime | Answers::Late => {
                self.tells(survey);
            }
            Answers::Corrected => {
                let (first, on) = (self.tells(survey.clone()), survey.on.plus_days(3));
                self.tells(Survey { on, replaces: Some(first), ..survey });
            }
        }
    }

    /// About 700 kg of a mu.
    fn tells(&mut self, survey: Survey) -> u64 {
        let grams = survey.area_centimu * 7 * self.rng.between(85, 110) / 100 * 1_000;
        let told = Some(Told { said: format!("约{}公斤", grams / 1_000), pack_g: None, grams });
        let number = self.next();
        self.put(survey.on, Field::Survey(Survey { number, told, ..survey }));
        number
    }
}
