//! Time: instants are UTC, rules use the county's business day (Asia/Shanghai).
//!
//! China keeps one zone, UTC+8, without summer time since 1992, so the business day
//! is a fixed offset; dates of birth are dates and never pass through an instant.

use jiff::{Timestamp, ToSpan, civil::Date, tz::Offset};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr, sync::Mutex};

const SHANGHAI: Offset = Offset::constant(8);

/// A business day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// A moment in UTC, written `2026-11-23T06:50:56.123Z`: fixed width, so text order is time order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Timestamp);

/// A date or instant that does not exist or is not written as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchTime(String);

impl fmt::Display for NoSuchTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a date that exists, written YYYY-MM-DD", self.0)
    }
}

impl std::error::Error for NoSuchTime {}

impl Day {
    /// The day with these numbers, if it exists.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// Calendar year: the settlement period.
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// Month, 1–12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month.
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// Monday = 1 … Sunday = 7.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day `days` later (earlier if negative); stays put at the calendar's ends.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// The same day `months` later, or the month's last day if there is none (Civil Code art. 202).
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(months.months()))
    }

    /// Days from `earlier` to here.
    pub fn days_since(self, earlier: Self) -> i32 {
        (self.0 - earlier.0).get_days()
    }

    /// 1 January of a year.
    pub fn first_of_year(year: i32) -> Option<Self> {
        Self::new(i16::try_from(year).ok()?, 1, 1)
    }

    /// 31 December of a year.
    pub fn last_of_year(year: i32) -> Option<Self> {
        Self::new(i16::try_from(year).ok()?, 12, 31)
    }

    /// The first instant of this day in the county.
    pub fn starts_at(self) -> Instant {
        let midnight = self.0.to_datetime(jiff::civil::Time::midnight());
        Instant(SHANGHAI.to_timestamp(midnight).unwrap_or(Timestamp::MAX))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Day {
    type Err = NoSuchTime;
    fn from_str(s: &str) -> Result<Self, NoSuchTime> {
        let wrong = || NoSuchTime(s.to_owned());
        if s.len() != 10 || s.starts_with(['-', '+']) {
            return Err(wrong());
        }
        s.parse().map(Self).map_err(|_| wrong())
    }
}

impl Instant {
    /// The county's business day at this moment.
    pub fn day(self) -> Day {
        Day(SHANGHAI.to_datetime(self.0).date())
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The moment that many milliseconds after 1970.
    pub fn from_millis(millis: i64) -> Option<Self> {
        Timestamp::from_millisecond(millis).ok().map(Self)
    }

    /// The moment `seconds` later; stays put at the calendar's ends.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.seconds()).unwrap_or(self.0))
    }

    /// County clock time `HH:MM` for screens and receipts.
    pub fn clock_time(self) -> String {
        let at = SHANGHAI.to_datetime(self.0);
        format!("{:02}:{:02}", at.hour(), at.minute())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl FromStr for Instant {
    type Err = NoSuchTime;
    fn from_str(s: &str) -> Result<Self, NoSuchTime> {
        let at: Timestamp = s.parse().map_err(|_| NoSuchTime(s.to_owned()))?;
        Self::from_millis(at.as_millisecond()).ok_or_else(|| NoSuchTime(s.to_owned()))
    }
}

macro_rules! as_text {
    ($name:ident, $format:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(D::Error::custom)
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "format": $format})
            }
        }
    };
}

as_text!(Day, "date");
as_text!(Instant, "date-time");

/// Where the time comes from: the machine, or a test or simulation that plays it.
pub trait Clock: Send + Sync {
    /// The moment it is.
    fn now(&self) -> Instant;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::from_millis(Timestamp::now().as_millisecond()).unwrap_or(Instant(Timestamp::UNIX_EPOCH))
    }
}

/// A clock that stands still until it is set.
pub struct FixedClock(Mutex<Instant>);

impl FixedClock {
    /// Stands at `at`.
    pub fn new(at: Instant) -> Self {
        Self(Mutex::new(at))
    }

    /// Moves to `at`.
    pub fn set(&self, at: Instant) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = at;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_business_day_turns_at_midnight_in_china() {
        for (instant, day) in [
            ("2020-12-31T15:59:59Z", "2020-12-31"),
            ("2020-12-31T16:00:00Z", "2021-01-01"),
            ("2020-08-04T00:00:00.000Z", "2020-08-04"),
        ] {
            assert_eq!(instant.parse::<Instant>().unwrap().day().to_string(), day);
        }
        let day: Day = "2021-01-01".parse().unwrap();
        assert_eq!(day.starts_at().to_string(), "2020-12-31T16:00:00.000Z");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2021-02-29", "2020-13-01", "2020-1-1", "20200101", "", "明天", "-20200101"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_without_that_day_ends_on_its_last() {
        let day: Day = "2026-08-31".parse().unwrap();
        assert_eq!(day.plus_months(6).to_string(), "2027-02-28");
    }
}
