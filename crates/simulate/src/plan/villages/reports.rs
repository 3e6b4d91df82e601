//! The reports of a season, village by village and week by week.

use super::{Field, Report, Told, Way, Writer, surveys::none_there};
use base::Day;

/// Days of a period, days after it that are in time, days after it that still count.
const CADENCE: i32 = 7;
const TIMELY: i32 = 2;
const LOCKS: i32 = 14;

/// A week that a village is asked about.
#[derive(Clone, Copy)]
struct Week {
    crop: usize,
    grower: usize,
    number: usize,
    first: Day,
    last: Day,
}

impl Writer<'_> {
    /// Week after week, each village in its own way; on Mondays somebody looks at what came in.
    pub(super) fn reports(&mut self, crop: usize, (from, to): (Day, Day)) {
        let weeks = usize::try_from(to.days_since(from) / CADENCE).unwrap_or(0) + 1;
        for number in 0..weeks {
            let first = from.plus_days(i32::try_from(number).unwrap_or(0) * CADENCE);
            for grower in 0..self.growers(crop) {
                let week = Week { crop, grower, number, first, last: first.plus_days(CADENCE - 1).min(to) };
                if !self.told_of(week) {
                    self.usual(week);
                }
            }
            self.put(first.plus_days(CADENCE), Field::Looked { crop });
        }
        if crop == 0 {
            self.put(from.plus_days(16), Field::Leaves { crop, grower: 1 });
        }
    }

    fn amount(&mut self, crop: usize) -> Told {
        let (least, most) = self.world.crops.get(crop).map_or((4, 16), |crop| crop.weekly);
        let hundreds = self.rng.between(least, most);
        let grams = hundreds * 50_000;
        match self.rng.index(5) {
            0 => Told { said: format!("{}公斤", hundreds * 50), pack_g: None, grams },
            1 => Told { said: format!("{hundreds}担"), pack_g: None, grams },
            2 => Told { said: format!("约{}斤", hundreds * 100), pack_g: None, grams },
            3 => Told { said: format!("{}箱", hundreds * 10), pack_g: Some(5_000), grams },
            _ => Told { said: format!("{}斤", hundreds * 100), pack_g: None, grams },
        }
    }

    /// A report that arrives some days after it was filled in.
    fn report(&mut self, week: Week, made_on: Day, later: i32, way: Way) -> u64 {
        let told = (!none_there(week.grower)).then(|| self.amount(week.crop));
        self.say(week, (made_on, later), told, way, Vec::new())
    }

    /// The reports of a week and the one before it, which no network took: they come when both are over.
    fn carried(&mut self, week: Week) {
        let Week { crop, grower, .. } = week;
        let mut reports = Vec::with_capacity(2);
        for first in [week.first.plus_days(-CADENCE), week.first] {
            let (number, told) = (self.next(), Some(self.amount(crop)));
            let (made_on, way) = (first.plus_days(2), Way::Phone);
            reports.push(Report { number, crop, grower, made_on, told, period: None, way, replaces: Vec::new() });
        }
        self.put(week.last.plus_days(1), Field::Carried { crop, grower, reports });
    }

    fn say(
        &mut self,
        week: Week,
        (made_on, later): (Day, i32),
        told: Option<Told>,
        way: Way,
        replaces: Vec<u64>,
    ) -> u64 {
        let number = self.next();
        let report =
            Report { number, crop: week.crop, grower: week.grower, made_on, told, period: None, way, replaces };
        // After its week a report names the week that it speaks of.
        let period = (made_on > week.last).then_some(week.first);
        self.put(made_on.plus_days(later), Field::Report(Report { period, ..report }));
        number
    }

    /// Most report in time, some have nothing, some are late, some ring, some say nothing at all.
    fn usual(&mut self, week: Week) {
        let day = week.first.plus_days(i32::try_from(self.rng.between(0, 5)).unwrap_or(0)).min(week.last);
        // One village in nine seldom finds the time.
        let roll = if week.grower % 9 == 8 { self.rng.between(60, 120) } else { self.rng.between(0, 99) };
        match roll {
            0..=67 => {
                self.report(week, day, 0, Way::Phone);
            }
            68..=79 => {
                self.say(week, (day, 0), None, Way::Phone, Vec::new());
            }
            80..=85 => {
                let late = 1 + i32::try_from(roll - 80).unwrap_or(0);
                self.report(week, week.last.plus_days(TIMELY + late), 0, Way::Phone);
            }
            // Days without a signal: filled in in time, sent later.
            86..=89 => {
                self.report(week, day, 5, Way::Phone);
            }
            90..=92 => {
                self.report(week, day, 0, Way::CallWithCode);
            }
            93..=94 => {
                let report = self.report(week, day, 0, Way::Call);
                // One call in a while is not what was said; one is never answered.
                match roll + i64::try_from(week.number).unwrap_or(0) {
                    n if n % 4 == 0 => {}
                    n => self.put(day.plus_days(1), Field::Answered { report, so: n % 4 != 3 }),
                }
            }
            95 => {
                self.report(week, day, 0, Way::CallOfOther);
            }
            _ => {}
        }
    }

    /// What happens once a season, each to the village that stands for it; whether this week is one of them.
    fn told_of(&mut self, week: Week) -> bool {
        let day = week.first.plus_days(1);
        match (week.number, week.grower) {
            (1, 2) => {
                let report = self.report(week, day, 0, Way::In1970);
                self.put(day.plus_days(1), Field::Released { report });
            }
            (2, 3) => {
                self.report(week, day, 0, Way::In2099);
            }
            // Two phones of one officer say different things, and nobody has asked yet.
            (3, 4) => {
                self.report(week, day, 0, Way::Phone);
                self.report(week, day.plus_days(1), 0, Way::OtherPhone);
            }
            // Two weeks without a network.
            (3, 2) => {}
            (4, 2) => self.carried(week),
            // The same, put right by a third.
            (2, 5) => {
                let first = self.report(week, day, 0, Way::Phone);
                let other = self.report(week, day.plus_days(1), 0, Way::OtherPhone);
                let told = Some(self.amount(week.crop));
                self.say(week, (day.plus_days(2), 0), told, Way::Phone, vec![first, other]);
            }
            // After the lock; the county reopens the week.
            (1, 6) => {
                let reopened = week.last.plus_days(LOCKS + 2);
                self.put(reopened, Field::Reopened { crop: week.crop, grower: week.grower, period: week.first });
                self.report(week, reopened.plus_days(1), 0, Way::Phone);
            }
            // After the lock, and nobody reopened it: kept, but it does not count.
            (1, 9) => {
                self.report(week, week.last.plus_days(LOCKS + 3), 0, Way::Phone);
            }
            // A typing mistake, put right the next day.
            (0, 1) => {
                let first = self.report(week, day, 0, Way::Phone);
                let told = Some(self.amount(week.crop));
                self.say(week, (day.plus_days(1), 0), told, Way::Phone, vec![first]);
            }
            // Somebody goes and weighs: one is right, one is not.
            (3, 6 | 7) => {
                let told = self.amount(week.crop);
                let found_g = if week.grower == 7 { told.grams * 45 / 100 } else { told.grams * 97 / 100 };
                let report = self.say(week, (day, 0), Some(told), Way::Phone, Vec::new());
                self.put(day.plus_days(2), Field::Weighed { report, found_g });
            }
            // The reports of two villages of the matching day are there for sure.
            (_, 0) => {
                self.report(week, day, 0, Way::Phone);
            }
            _ => return false,
        }
        true
    }
}
