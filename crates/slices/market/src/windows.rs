//! When a demand is due again, and what a kg costs to bring: pure.

use base::Day;

/// The windows of a demand that touch the days from `day` to `day + horizon`, both included.
pub(crate) fn windows(
    (from, to): (Day, Day),
    (repeat_days, until): (i64, Day),
    (day, horizon_days): (Day, i32),
) -> Vec<(Day, Day)> {
    let last = day.plus_days(horizon_days);
    let Some(repeat) = i32::try_from(repeat_days).ok().filter(|days| *days > 0) else {
        return if to >= day && from <= last { vec![(from, to)] } else { Vec::new() };
    };
    let first = day.days_since(to).max(0).div_euclid(repeat);
    (first..)
        .map(|n| (from.plus_days(n * repeat), to.plus_days(n * repeat)))
        .skip_while(|(_, to)| *to < day)
        .take_while(|(from, to)| *from <= last && *to <= until)
        .collect()
}

/// Our rule of thumb where nobody entered a cost: fen a kg within a township, between two, and out of the county.
/// It stands in for roads that nobody has measured; the office replaces it row by row.
pub(crate) const WITHIN: i64 = 5;
pub(crate) const BETWEEN: i64 = 20;
pub(crate) const OUTSIDE: i64 = 60;

/// What a kg costs between townships; 0 is outside the county.
pub(crate) fn rule_of_thumb(from: i64, to: i64) -> i64 {
    match to {
        0 => OUTSIDE,
        to if to == from => WITHIN,
        _ => BETWEEN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_order_comes_again() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let of = |repeat: i64, until: &str, today: &str, horizon: i32| -> Vec<String> {
            let window = (day("2026-08-03"), day("2026-08-05"));
            let found = windows(window, (repeat, day(until)), (day(today), horizon));
            found.into_iter().map(|(from, to)| format!("{from}..{to}")).collect()
        };
        assert_eq!(of(0, "2026-08-05", "2026-08-05", 7), ["2026-08-03..2026-08-05"]);
        assert_eq!(of(0, "2026-08-05", "2026-08-06", 7), [""; 0]);
        assert_eq!(of(0, "2026-08-05", "2026-07-20", 7), [""; 0]);
        assert_eq!(of(7, "2026-08-30", "2026-08-06", 14), ["2026-08-10..2026-08-12", "2026-08-17..2026-08-19"]);
        assert_eq!(
            of(7, "2026-08-18", "2026-08-06", 14),
            ["2026-08-10..2026-08-12"],
            "the last one would end too late"
        );
        assert_eq!(of(7, "2026-08-30", "2026-08-12", 0), ["2026-08-10..2026-08-12"]);
        assert_eq!(of(7, "2027-07-30", "2027-07-01", 10), ["2027-07-05..2027-07-07"]);
    }

    #[test]
    fn transport_by_the_rule_of_thumb() {
        assert_eq!([rule_of_thumb(7, 7), rule_of_thumb(7, 8), rule_of_thumb(7, 0)], [5, 20, 60]);
    }
}
