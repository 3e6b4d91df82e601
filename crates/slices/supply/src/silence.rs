//! Produce that others say does not sell, and that its village did not report: candidates for a case of silence. Pure.
//!
//! Source: 在扶贫产品出现滞销问题不报告 (S73). Without two sources that know it apart from each other nothing is known;
//! a candidate accuses nobody, people establish the case.

use base::Day;
use std::collections::BTreeSet;

/// Hints further apart than this speak of different produce; a report this long before the first is about the same.
const DAYS: i32 = 30;

/// A hint: its number, its day, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    pub id: i64,
    pub day: Day,
    /// Two hints of the same household or outlet are one source.
    pub source: (String, i64),
}

/// Produce that two sources knew of before its village said anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Silent {
    /// First hint.
    pub since: Day,
    /// When the second source spoke.
    pub known_on: Day,
    /// The hints.
    pub hints: Vec<i64>,
    /// When the village reported after all; none if it did not.
    pub reported_on: Option<Day>,
}

/// What was silent of one village and crop. Hints and reports in the order of their days.
pub(crate) fn silent(hints: &[Hint], reports: &[Day]) -> Vec<Silent> {
    let near = |a: &Hint, b: &Hint| b.day.days_since(a.day) <= DAYS;
    hints.chunk_by(near).filter_map(|together| about(together, reports)).collect()
}

fn about(hints: &[Hint], reports: &[Day]) -> Option<Silent> {
    let since = hints.first()?.day;
    let mut sources = BTreeSet::new();
    let second = hints.iter().find(|hint| sources.insert(&hint.source) && sources.len() == 2)?;
    let last = hints.last()?.day;
    let mut about_it = reports.iter().filter(|day| since.days_since(**day) <= DAYS && day.days_since(last) <= DAYS);
    let reported_on = about_it.next().copied();
    if reported_on.is_some_and(|day| day <= second.day) {
        return None;
    }
    let hints = hints.iter().map(|hint| hint.id).collect();
    Some(Silent { since, known_on: second.day, hints, reported_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        format!("2026-{text}").parse().unwrap()
    }

    fn hint(id: i64, on: &str, source: &str, number: i64) -> Hint {
        Hint { id, day: day(on), source: (source.to_owned(), number) }
    }

    #[test]
    fn two_sources_and_no_report_by_then_make_a_candidate() {
        let (a, b) = (hint(1, "08-10", "household", 5), hint(2, "08-14", "outlet", 7));
        let found = silent(&[a.clone(), b.clone()], &[]);
        let expected = Silent { since: day("08-10"), known_on: day("08-14"), hints: vec![1, 2], reported_on: None };
        assert_eq!(found, [expected]);
        for (reports, late) in [
            (vec!["08-10"], None),
            (vec!["08-14"], None),
            (vec!["07-11"], None),
            (vec!["07-10"], Some(None)),
            (vec!["08-15"], Some(Some("08-15"))),
            (vec!["07-10", "08-20"], Some(Some("08-20"))),
            (vec!["10-20"], Some(None)),
        ] {
            let reports: Vec<Day> = reports.iter().map(|d| day(d)).collect();
            let found = silent(&[a.clone(), b.clone()], &reports);
            assert_eq!(found.first().map(|f| f.reported_on), late.map(|d| d.map(day)), "{reports:?}");
        }
    }

    #[test]
    fn one_source_that_speaks_twice_is_one_source() {
        let twice = [hint(1, "08-10", "household", 5), hint(2, "08-14", "household", 5)];
        assert_eq!(silent(&twice, &[]), []);
        let another = [hint(1, "08-10", "household", 5), hint(2, "08-14", "household", 6)];
        assert_eq!(silent(&another, &[]).len(), 1);
        let long_ago = [hint(1, "06-10", "household", 5), hint(2, "08-14", "outlet", 6)];
        assert_eq!(silent(&long_ago, &[]), [], "two months lie between");
    }
}
