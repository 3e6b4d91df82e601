//! What villages say over the year: a survey before a season, a report a week in it, and all that goes wrong on the
//! way: late ones, silent villages, phones with absurd clocks, two phones that contradict each other, calls to a clerk,
//! weeks without a network, a period that is reopened, an officer who leaves.

mod reports;
mod surveys;

pub use surveys::{Round, Survey, rounds};

use super::Act;
use crate::{rng::Rng, world::World};
use base::Day;
use std::collections::BTreeMap;

/// What a village has, in the words that its officer typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// As it was typed.
    pub said: String,
    /// What a box weighs, where it was said in boxes.
    pub pack_g: Option<i64>,
    /// What that comes to.
    pub grams: i64,
}

/// How a report reaches the county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the officer's phone.
    Phone,
    /// From another phone of the same officer.
    OtherPhone,
    /// From a phone whose clock begins anew in 1970.
    In1970,
    /// From a phone whose clock is at 2099.
    In2099,
    /// The officer rings and reads a code from the card.
    CallWithCode,
    /// The officer rings, and says so again later.
    Call,
    /// Somebody else of the village rings.
    CallOfOther,
}

/// A report of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its number among all that phones send.
    pub number: u64,
    /// Crop, by place in the world.
    pub crop: usize,
    /// Village, by place among those that grow it.
    pub grower: usize,
    /// When it was filled in.
    pub made_on: Day,
    /// What there is; none: nothing this week.
    pub told: Option<Told>,
    /// First day of the period, if it names one.
    pub period: Option<Day>,
    /// How it arrives.
    pub way: Way,
    /// Numbers of reports that it takes the place of.
    pub replaces: Vec<u64>,
}

/// Something that a village or those who read its reports do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The office opens a round of surveys.
    Round(Round),
    /// The office ends one, by its place among them.
    RoundEnds(usize),
    /// A survey.
    Survey(Survey),
    /// A report.
    Report(Report),
    /// Reports of weeks without a network, in a file that somebody carries to the township.
    Carried {
        /// Crop, by place in the world.
        crop: usize,
        /// Village, by place among those that grow it.
        grower: usize,
        /// What the phone could not send.
        reports: Vec<Report>,
    },
    /// The officer says of a call that it was so, or was not.
    Answered {
        /// The report.
        report: u64,
        /// Whether it was so.
        so: bool,
    },
    /// The county reopens a period for one village.
    Reopened {
        /// Crop, by place in the world.
        crop: usize,
        /// Village, by place among those that grow it.
        grower: usize,
        /// First day of the period.
        period: Day,
    },
    /// Half of what came in is confirmed.
    Looked {
        /// Crop, by place in the world.
        crop: usize,
    },
    /// A report in quarantine is believed.
    Released {
        /// The report.
        report: u64,
    },
    /// Somebody went there and weighed.
    Weighed {
        /// The report.
        report: u64,
        /// What was found.
        found_g: i64,
    },
    /// The officer of a village leaves: the phone is revoked, somebody else takes over.
    Leaves {
        /// Crop, by place in the world.
        crop: usize,
        /// Village, by place among those that grow it.
        grower: usize,
    },
    /// Officers get their phones bound.
    Phones {
        /// Crop, by place in the world.
        crop: usize,
    },
    /// The guide notes what was advised in a village.
    Advised {
        /// Crop, by place in the world.
        crop: usize,
        /// Village, by place among those that grow it.
        grower: usize,
        /// Which of the things that are asked.
        topic: usize,
    },
    /// A village has too much.
    Surplus(Surplus),
    /// Those who were told read what they were told.
    AlertsRead,
}

/// What becomes of a village's surplus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is declared, and somebody sees to it.
    Declared,
    /// It is declared, and sold within days.
    Closed,
    /// The township does not see it so.
    Refused,
    /// A buyer came, and the officer takes it back.
    Withdrawn,
    /// Nobody acted yet.
    Open,
}

/// Produce that a village cannot sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surplus {
    /// Its number among all that phones send.
    pub number: u64,
    /// Crop, by place in the world.
    pub crop: usize,
    /// Village, by place among those that grow it.
    pub grower: usize,
    /// Word of its grade.
    pub grade: &'static str,
    /// How much.
    pub kg: i64,
    /// What becomes of it.
    pub fate: Fate,
    /// It came in a file, with its picture.
    pub carried: bool,
}

/// The season of a crop that begins in a year.
pub fn season(world: &World, crop: usize, year: i32) -> Option<(Day, Day)> {
    let (from, to) = world.crops.get(crop)?.season;
    let day = |year: i32, text: &str| format!("{year}-{text}").parse::<Day>().ok();
    Some((day(year, from)?, day(if to < from { year + 1 } else { year }, to)?))
}

/// Writes the calendar of the villages.
struct Writer<'w> {
    world: &'w World,
    rng: Rng,
    days: BTreeMap<Day, Vec<Act>>,
    number: u64,
}

/// What happens in the villages, by day.
pub fn schedule(world: &World, seed: u64, year: i32) -> BTreeMap<Day, Vec<Act>> {
    let mut writer = Writer { world, rng: Rng::new(seed, "villages"), days: BTreeMap::new(), number: 0 };
    writer.rounds(year);
    for crop in 0..world.crops.len() {
        let Some(season) = season(world, crop, year) else { continue };
        writer.surveys(crop, year, season);
        writer.reports(crop, season);
        writer.around(crop, season);
    }
    for (month, date) in [(7, 31), (8, 31), (10, 31), (12, 31)] {
        if let Some(day) = i16::try_from(year).ok().and_then(|year| Day::new(year, month, date)) {
            writer.put(day, Field::AlertsRead);
        }
    }
    writer.days
}

impl Writer<'_> {
    fn put(&mut self, day: Day, what: Field) {
        self.days.entry(day).or_default().push(Act::Field(what));
    }

    fn next(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn growers(&self, crop: usize) -> usize {
        self.world.crops.get(crop).map_or(0, |crop| crop.villages.len())
    }

    /// Guides, phones, what is too much.
    fn around(&mut self, crop: usize, (first, last): (Day, Day)) {
        self.put(first.plus_days(-10), Field::Phones { crop });
        let growers = self.growers(crop).max(1);
        for topic in 0..6 {
            let day = first.plus_days(i32::try_from(topic).unwrap_or(0) * 6 + 2);
            let grower = self.rng.index(growers);
            self.put(day, Field::Advised { crop, grower, topic });
        }
        let peak = first.plus_days(last.days_since(first).min(48) / 2 + 4);
        // What came at the end of the last season of the year is still being seen to.
        let over = last.year() == first.year();
        for (n, fate, grade) in [
            (3, Fate::Refused, "may_become"),
            (5, Fate::Withdrawn, "near_ripe"),
            (7, if over { Fate::Closed } else { Fate::Declared }, "already"),
            (9, if over { Fate::Closed } else { Fate::Open }, "near_ripe"),
        ] {
            let kg = 500 * self.rng.between(4, 16);
            let number = self.next();
            let day = if fate == Fate::Open { first.plus_days(47) } else { peak.plus_days(n) };
            let grower = usize::try_from(n).unwrap_or(0);
            let carried = crop == 1 && n == 7;
            let surplus = Surplus { number, crop, grower, grade, kg, fate, carried };
            self.put(day, Field::Surplus(surplus));
        }
    }
}
