//! When a village is asked about a crop: its season cut into periods.
//!
//! Invariant: inside the season every day lies in exactly one period; outside it nothing is due.
//! Bounds include their day, as everywhere.

use base::Day;

/// A season: first and last day as month and day; the last may lie in the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// First day.
    pub from: (i8, i8),
    /// Last day.
    pub to: (i8, i8),
    /// Days of a period.
    pub cadence_days: i32,
    /// Days after the period within which a report is on time.
    pub timely_days: i32,
    /// Days after the period from which nothing is taken any more.
    pub lock_days: i32,
}

/// One period of a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Last day on which a report is on time.
    pub due: Day,
    /// Last day on which a report counts without an exception.
    pub locks: Day,
}

/// Reads `08-15`. A season begins or ends on no 29 February, which three years of four do not have.
pub fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-').filter(|(m, d)| m.len() == 2 && d.len() == 2)?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Day::new(2023, month, day).map(|_| (month, day))
}

impl Season {
    fn on(year: i32, (month, day): (i8, i8)) -> Option<Day> {
        Day::new(i16::try_from(year).ok()?, month, day)
    }

    /// First and last day of the season that begins in a year.
    pub fn of_year(&self, year: i32) -> Option<(Day, Day)> {
        let last_year = if self.to < self.from { year + 1 } else { year };
        Some((Self::on(year, self.from)?, Self::on(last_year, self.to)?))
    }

    fn period(&self, first: Day, last: Day, index: i32) -> Option<Period> {
        let from = first.plus_days(index * self.cadence_days);
        let to = from.plus_days(self.cadence_days - 1).min(last);
        let period = Period { from, to, due: to.plus_days(self.timely_days), locks: to.plus_days(self.lock_days) };
        (from <= last).then_some(period)
    }

    /// All periods of the season that begins in a year.
    pub fn periods(&self, year: i32) -> Vec<Period> {
        let Some((first, last)) = self.of_year(year) else { return Vec::new() };
        (0..).map_while(|index| self.period(first, last, index)).collect()
    }

    /// The period that a day lies in; none outside the season.
    pub fn period_of(&self, day: Day) -> Option<Period> {
        [day.year() - 1, day.year()].into_iter().find_map(|year| {
            let (first, last) = self.of_year(year)?;
            let index = day.days_since(first).div_euclid(self.cadence_days);
            (first <= day && day <= last).then(|| self.period(first, last, index)).flatten()
        })
    }

    /// The period that a report of a day answers if it names none: the one that runs, or the last while it is still on time.
    pub fn answered_on(&self, day: Day) -> Option<Period> {
        let timely = || [day.year() - 1, day.year()].into_iter().flat_map(|year| self.periods(year).into_iter().last());
        self.period_of(day).or_else(|| timely().find(|last| last.to < day && day <= last.due))
    }

    /// The periods that a report is on time for on a day.
    pub fn asked_on(&self, day: Day) -> Vec<Period> {
        let years = [day.year() - 1, day.year()].into_iter().flat_map(|year| self.periods(year));
        years.filter(|period| period.from <= day && day <= period.due).collect()
    }

    /// The first day of the season that began last by a day.
    pub fn last_begun(&self, day: Day) -> Option<Day> {
        let years = [day.year(), day.year() - 1].into_iter().filter_map(|year| self.of_year(year));
        years.map(|(first, _)| first).find(|first| *first <= day)
    }

    /// The period that begins on a day, if one does.
    pub fn period_from(&self, day: Day) -> Option<Period> {
        self.period_of(day).filter(|period| period.from == day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn weekly(from: &str, to: &str) -> Season {
        let (from, to) = (month_day(from).unwrap(), month_day(to).unwrap());
        Season { from, to, cadence_days: 7, timely_days: 2, lock_days: 14 }
    }

    #[test]
    fn peaches_are_asked_for_weekly_in_their_season() {
        let peaches = weekly("07-20", "08-20");
        let periods = peaches.periods(2026);
        assert_eq!(periods.len(), 5);
        let first = periods[0];
        let expected = ["2026-07-20", "2026-07-26", "2026-07-28", "2026-08-09"].map(day);
        assert_eq!([first.from, first.to, first.due, first.locks], expected);
        // The last one is short.
        assert_eq!((periods[4].from, periods[4].to), (day("2026-08-17"), day("2026-08-20")));
        for (asked, begins) in [
            ("2026-07-19", None),
            ("2026-07-20", Some("2026-07-20")),
            ("2026-08-03", Some("2026-08-03")),
            ("2026-08-09", Some("2026-08-03")),
            ("2026-08-20", Some("2026-08-17")),
            ("2026-08-21", None),
        ] {
            assert_eq!(peaches.period_of(day(asked)).map(|p| p.from), begins.map(day), "{asked}");
        }
        assert_eq!(peaches.period_from(day("2026-08-04")), None);
        // The season is over, the last report still on time.
        for (asked, begins) in [
            ("2026-08-20", Some("2026-08-17")),
            ("2026-08-21", Some("2026-08-17")),
            ("2026-08-22", Some("2026-08-17")),
            ("2026-08-23", None),
            ("2026-07-19", None),
        ] {
            assert_eq!(peaches.answered_on(day(asked)).map(|p| p.from), begins.map(day), "{asked}");
        }
    }

    #[test]
    fn a_winter_crop_goes_over_new_year() {
        let oranges = weekly("11-15", "01-31");
        assert_eq!(oranges.of_year(2026), Some((day("2026-11-15"), day("2027-01-31"))));
        let over = oranges.period_of(day("2027-01-01")).unwrap();
        assert_eq!((over.from, over.to), (day("2026-12-27"), day("2027-01-02")));
        assert_eq!(oranges.period_of(day("2027-02-01")), None);
        assert_eq!(oranges.period_of(day("2026-01-31")).map(|p| p.to), Some(day("2026-01-31")));
    }

    #[test]
    fn every_day_of_a_season_lies_in_one_period() {
        for cadence_days in [1, 7, 10, 31] {
            let season = Season { cadence_days, ..weekly("03-01", "02-28") };
            let periods = season.periods(2027);
            let (first, last) = season.of_year(2027).unwrap();
            let mut day = first;
            while day <= last {
                let of_day: Vec<_> = periods.iter().filter(|p| p.from <= day && day <= p.to).collect();
                assert_eq!(of_day.len(), 1, "{day}");
                assert_eq!(season.period_of(day).as_ref(), of_day.first().copied(), "{day}");
                day = day.plus_days(1);
            }
        }
    }

    #[test]
    fn days_that_do_not_exist_every_year_bound_no_season() {
        for text in ["02-29", "13-01", "04-31", "4-1", "0401", ""] {
            assert_eq!(month_day(text), None, "{text}");
        }
    }
}
