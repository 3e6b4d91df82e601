//! Which day, which period, which till day: three days of one entry.
//!
//! An entry keeps the day on which it happened. Where that day's period is closed it counts for the
//! current one, as an adjustment that both days show; where that day's takings were counted
//! already, its money is counted with the next open till day. Years are China's.

use crate::error::No;
use base::Day;
use edge::{Actor, Perm};

/// How far a book is closed; the first day of the calendar where it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Last day of the closed period.
    pub period: Day,
    /// Last day whose takings were counted.
    pub till: Day,
}

/// The days of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// When it happened.
    pub day: Day,
    /// The day whose period it counts for.
    pub counts_on: Day,
    /// The till day that its money is counted with.
    pub paid_on: Day,
}

/// The first day that people may enter by hand: 1 January of last year.
pub fn first_day(today: Day) -> Day {
    Day::first_of_year(today.year() - 1).unwrap_or(today)
}

/// Refuses a day ahead, and one longer ago than `first`.
pub fn check(day: Day, today: Day, first: Day) -> Result<(), No> {
    if day > today {
        return Err(No::DayAhead { today: today.to_string() });
    }
    if day < first {
        return Err(No::DayTooOld { first: first.to_string() });
    }
    Ok(())
}

/// What a clerk or a voucher does happens today: whoever could name the day could name one on which a voucher was
/// still valid, a product still listed, an outlet not yet suspended.
pub fn check_today(day: Day, actor: &Actor, by_voucher: bool) -> Result<(), No> {
    if day == actor.day() || (actor.may(Perm::LedgerWrite) && !by_voucher) {
        return Ok(());
    }
    Err(No::TodayOnly { today: actor.day().to_string() })
}

/// Places an entry of `day`. `counts_for` is the day of what it takes back, if it takes anything back.
pub fn place(day: Day, today: Day, closed: Closed, counts_for: Option<Day>) -> Days {
    let wanted = counts_for.unwrap_or(day);
    let counts_on = if wanted > closed.period { wanted } else { today.max(closed.period.plus_days(1)) };
    let paid_on = if day > closed.till { day } else { today.max(closed.till.plus_days(1)) };
    Days { day, counts_on, paid_on }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn closed_periods_turn_late_entries_into_adjustments() {
        for (day, today, period, till, counts_for, counts_on, paid_on) in [
            ("2020-08-04", "2020-08-04", "0001-01-01", "0001-01-01", None, "2020-08-04", "2020-08-04"),
            ("2020-12-31", "2021-01-03", "0001-01-01", "0001-01-01", None, "2020-12-31", "2020-12-31"),
            ("2020-12-31", "2021-01-03", "0001-01-01", "2021-01-02", None, "2020-12-31", "2021-01-03"),
            ("2020-12-31", "2021-02-03", "2020-12-31", "2021-02-02", None, "2021-02-03", "2021-02-03"),
            // a return of a December sale: before the year is closed 2020 falls, after it the current period
            ("2021-01-05", "2021-01-05", "0001-01-01", "0001-01-01", Some("2020-12-30"), "2020-12-30", "2021-01-05"),
            ("2021-03-05", "2021-03-05", "2020-12-31", "0001-01-01", Some("2020-12-30"), "2021-03-05", "2021-03-05"),
            // today's takings are counted already: the next till day
            ("2020-08-04", "2020-08-04", "0001-01-01", "2020-08-04", None, "2020-08-04", "2020-08-05"),
        ] {
            let days = place(d(day), d(today), Closed { period: d(period), till: d(till) }, counts_for.map(d));
            assert_eq!((days.counts_on, days.paid_on), (d(counts_on), d(paid_on)), "{day} entered {today}");
        }
    }

    #[test]
    fn days_ahead_and_long_ago_are_refused() {
        let (today, first) = (d("2020-08-04"), first_day(d("2020-08-04")));
        assert_eq!(check(today, today, first), Ok(()));
        assert_eq!(check(d("2019-01-01"), today, first), Ok(()));
        assert!(matches!(check(d("2020-08-05"), today, first), Err(No::DayAhead { .. })));
        assert!(matches!(check(d("1970-01-01"), today, first), Err(No::DayTooOld { .. })));
    }
}
