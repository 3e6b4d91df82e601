//! Working days of the People's Republic: public holidays and the weekends worked for them (调休).
//!
//! A day that the table does not name follows its weekday. The plan of a year is published
//! late in the year before: a deadline that touches a year without a table is *provisional*.
//! The first day of a period never counts (Civil Code art. 201); periods of 2, 3, 5 or 7 days of
//! the Administrative Penalty Law (art. 85) and those of the Licensing Law (art. 82) are working days.

use crate::Day;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

const SHIPPED: &str = include_str!("../../../data/holidays-cn.csv");

static CHINA: LazyLock<Calendar> = LazyLock::new(|| {
    // The table ships with the program and a test reads it; a broken one would mean "weekdays only".
    Calendar::from_csv(SHIPPED).unwrap_or_default()
});

/// Holidays and make-up working days of the years that are loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    working: BTreeMap<Day, bool>,
    years: BTreeSet<i32>,
}

/// The last day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The last day on which the act is in time (until 24:00 or closing time).
    pub day: Day,
    /// The table of a year on the way is not loaded yet: the day may still move.
    pub provisional: bool,
}

crate::refusals! {
    /// Why a holiday table is not taken.
    pub enum CalendarRefusal {
        /// A row is not `date,kind,name`, names a day twice or has another kind.
        Row { line: usize } => 422 "calendar.row"
            "节假日表第 {line} 行有误：应为“日期,holiday 或 workday,名称”，且每天只列一次"
            "line {line} of the holiday table is wrong: date, holiday or workday, name, each day once",
    }
}

impl Calendar {
    /// The table that ships with Huoshui.
    pub fn china() -> &'static Self {
        &CHINA
    }

    /// The days of the shipped table as they are written: day, whether it is worked, what for.
    pub fn shipped_days() -> impl Iterator<Item = (Day, bool, &'static str)> {
        SHIPPED.lines().skip(1).filter_map(|row| {
            let mut cells = row.split(',');
            Some((cells.next()?.parse().ok()?, cells.next()? == "workday", cells.next()?.trim()))
        })
    }

    /// Plans that somebody loaded: their years, and the days that they name. A plan may name days of
    /// the year before, which does not make that year loaded.
    pub fn of_plans(years: impl IntoIterator<Item = i32>, days: impl IntoIterator<Item = (Day, bool)>) -> Self {
        Self { working: days.into_iter().collect(), years: years.into_iter().collect() }
    }

    /// Reads `date,kind,name` with a header; kind is `holiday` or `workday`. A year with at least one row is loaded.
    ///
    /// # Errors
    /// The first row that is not of that form or names a day again.
    pub fn from_csv(text: &str) -> Result<Self, CalendarRefusal> {
        let mut calendar = Self::default();
        for (number, row) in text.trim_start_matches('\u{FEFF}').lines().enumerate().skip(1) {
            let bad = CalendarRefusal::Row { line: number.saturating_add(1) };
            if row.trim().is_empty() {
                continue;
            }
            let mut cells = row.split(',');
            let day: Option<Day> = cells.next().and_then(|c| c.trim().parse().ok());
            let works = match cells.next().map(str::trim) {
                Some("holiday") => false,
                Some("workday") => true,
                _ => return Err(bad),
            };
            let Some(day) = day else { return Err(bad) };
            if calendar.working.insert(day, works).is_some() {
                return Err(bad);
            }
            calendar.years.insert(day.year());
        }
        Ok(calendar)
    }

    /// This calendar with another's years put over its own, as when a new year's table is loaded.
    #[must_use]
    pub fn with(mut self, newer: &Self) -> Self {
        self.working.retain(|day, _| !newer.years.contains(&day.year()));
        self.working.extend(newer.working.iter());
        self.years.extend(newer.years.iter());
        self
    }

    /// Whether that year's table is loaded.
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Whether people work on that day.
    pub fn is_working_day(&self, day: Day) -> bool {
        self.working.get(&day).copied().unwrap_or(day.weekday() <= 5)
    }

    /// The `n`-th working day after `from`; `from` itself does not count. With 0 it is `from`.
    pub fn add_working_days(&self, from: Day, n: u16) -> Deadline {
        let mut day = from;
        for _ in 0..n {
            day = self.next_working_day(day.plus_days(1));
        }
        self.deadline(from, day)
    }

    /// `n` natural days after `from`, moved on if the last one is a day off (Civil Code art. 203).
    pub fn add_days(&self, from: Day, n: u16) -> Deadline {
        self.deadline(from, self.next_working_day(from.plus_days(i32::from(n))))
    }

    /// `n` months after `from`, moved on if the last day is a day off (Civil Code art. 202, 203).
    pub fn add_months(&self, from: Day, n: u16) -> Deadline {
        self.deadline(from, self.next_working_day(from.plus_months(i32::from(n))))
    }

    fn next_working_day(&self, mut day: Day) -> Day {
        // Ends: no table makes all weekdays for ever holidays, and at the calendar's end the day stays put.
        while !self.is_working_day(day) && day.plus_days(1) > day {
            day = day.plus_days(1);
        }
        day
    }

    fn deadline(&self, from: Day, day: Day) -> Deadline {
        Deadline { day, provisional: !(from.year()..=day.year()).all(|year| self.knows(year)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_table_covers_2018_to_2026() {
        let china = Calendar::china();
        assert!((2018..=2026).all(|year| china.knows(year)) && !china.knows(2027) && !china.knows(2017));
        for (date, works) in [
            ("2022-01-28", true),
            ("2022-01-29", true), // a Saturday that is worked
            ("2022-01-30", true),
            ("2022-01-31", false), // a Monday that is not
            ("2022-02-06", false),
            ("2022-02-07", true),
            ("2026-10-10", true),
            ("2026-10-11", false),
        ] {
            assert_eq!(china.is_working_day(day(date)), works, "{date}");
        }
    }

    #[test]
    fn working_days_are_counted_from_the_day_after() {
        for (from, n, last, provisional) in [
            ("2022-01-28", 0, "2022-01-28", false),
            ("2022-01-28", 1, "2022-01-29", false),
            ("2022-01-28", 2, "2022-01-30", false),
            ("2022-01-28", 3, "2022-02-07", false),
            ("2022-01-28", 5, "2022-02-09", false),
            ("2020-12-31", 1, "2021-01-04", false),
            ("2026-12-30", 1, "2026-12-31", false),
            ("2026-12-31", 1, "2027-01-01", true), // until the plan of 2027 is loaded
        ] {
            let deadline = Calendar::china().add_working_days(day(from), n);
            assert_eq!(deadline, Deadline { day: day(last), provisional }, "{from} + {n}");
        }
    }

    #[test]
    fn natural_periods_move_off_days_off() {
        let china = Calendar::china();
        assert_eq!(china.add_days(day("2022-01-24"), 7).day, day("2022-02-07"));
        assert_eq!(china.add_days(day("2022-01-18"), 10).day, day("2022-01-28"));
        assert_eq!(china.add_months(day("2020-01-31"), 1).day, day("2020-03-02"), "29 February 2020 was a Saturday");
    }

    #[test]
    fn a_later_table_ends_the_doubt() {
        let newer = Calendar::from_csv("date,kind,name\n2027-01-01,holiday,元旦\n").unwrap();
        let both = Calendar::china().clone().with(&newer);
        let deadline = both.add_working_days(day("2026-12-31"), 1);
        assert_eq!(deadline, Deadline { day: day("2027-01-04"), provisional: false });
        assert!(!both.is_working_day(day("2022-01-31")));
    }

    #[test]
    fn a_plan_may_begin_in_the_year_before() {
        let days = [("2027-12-31", false), ("2028-01-01", false)].map(|(date, works)| (day(date), works));
        let both = Calendar::china().clone().with(&Calendar::of_plans([2028], days));
        assert!(!both.is_working_day(day("2027-12-31")) && both.knows(2028) && !both.knows(2027));
    }

    #[test]
    fn broken_tables_are_refused_by_line() {
        for (text, line) in [
            ("date,kind,name\n2027-02-30,holiday,x", 2),
            ("date,kind,name\n2027-01-01,holiday,x\n2027-01-02,off,x", 3),
            ("date,kind,name\n2027-01-01,holiday,x\n\n2027-01-01,workday,x", 4),
        ] {
            assert_eq!(Calendar::from_csv(text), Err(CalendarRefusal::Row { line }));
        }
    }
}
