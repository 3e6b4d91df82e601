//! Which reports of a year are judged, by whom, and whether they were accurate: what an officer's score counts.

use super::judge::{Wanted, words};
use base::{Day, Grams, Instant, Refusal, ids::DivisionId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Tx, params, row};

/// By whom a report was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Somebody looked, or judged it without.
    Person,
    /// What was bought shows it.
    Books,
}

/// A report of a year that was judged.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckedReport {
    /// Its number; of a word in several grades the first.
    pub report: i64,
    /// The village.
    pub division: DivisionId,
    /// The crop.
    pub crop: i64,
    /// What it is called.
    pub crop_name: String,
    /// First day of the period.
    pub period: String,
    /// How much was said, grams; in several grades together.
    pub grams: Grams,
    /// `exact`, `at_least`, `at_most` or `about`.
    pub bound: String,
    /// What was found where somebody looked, grams.
    pub found_g: Option<Grams>,
    /// What was bought, grams; null where a person judged.
    pub facts_g: Option<Grams>,
    /// By whom it was judged.
    pub judged_by: By,
    /// Whether it was accurate.
    pub accurate: bool,
}

row! {
    /// A report that a person judged.
    struct Looked {
        report: i64, division: DivisionId, crop: i64, period: String, grams: Grams, bound: String, found_g: Option<Grams>,
        accurate: bool,
    }
}

/// Reports of a year, of one village or all, that were judged by an instant: by people, and where nobody did by what was
/// bought. One for each report that a person judged, one for each word that the books judge.
pub(crate) fn checked(
    tx: &mut Tx<'_>,
    county: &str,
    division: Option<DivisionId>,
    (year, as_of): (i32, Instant),
) -> Result<Vec<CheckedReport>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else { return Ok(Vec::new()) };
    let names = crate::crops::names(tx, county)?;
    let name = |crop: i64| names.get(&crop).cloned().unwrap_or_default();
    let looked: Vec<Looked> = tx.query(
        "SELECT s.id, s.division, s.crop, s.period, s.grams, s.bound, v.found_g, v.accurate FROM supply_report s
         JOIN supply_check v ON v.county = s.county AND v.report = s.id AND v.accurate IS NOT NULL
         WHERE s.county = $1 AND s.period >= $2 AND s.period <= $3 AND ($5 = 0 OR s.division = $5)
         AND v.seq = (SELECT MAX(w.seq) FROM supply_check w WHERE w.county = v.county AND w.report = v.report
           AND w.accurate IS NOT NULL AND w.at <= $4)
         ORDER BY s.division, s.period, s.id",
        params![county, first, last, as_of, division.map_or(0, |division| division.0)],
    )?;
    let judged: BTreeSet<i64> = looked.iter().map(|one| one.report).collect();
    let mut checked: Vec<CheckedReport> = looked
        .into_iter()
        .map(|one| CheckedReport {
            report: one.report,
            division: one.division,
            crop: one.crop,
            crop_name: name(one.crop),
            period: one.period,
            grams: one.grams,
            bound: one.bound,
            found_g: one.found_g,
            facts_g: None,
            judged_by: By::Person,
            accurate: one.accurate,
        })
        .collect();
    let wanted = Wanted { within: ("/", "/\u{10FFFF}"), division, periods: (first, last), as_of };
    for word in words(tx, county, &wanted)? {
        let (Some(accurate), Some(report)) = (word.says.accurate(), word.reports.first()) else { continue };
        if word.reports.iter().any(|report| judged.contains(report)) {
            continue;
        }
        checked.push(CheckedReport {
            report: *report,
            division: word.division,
            crop: word.crop,
            crop_name: name(word.crop),
            period: word.period.to_string(),
            grams: word.said,
            bound: word.bound.to_owned(),
            found_g: None,
            facts_g: Some(word.facts()),
            judged_by: By::Books,
            accurate,
        });
    }
    checked.sort_by(|one, other| {
        (one.division, &one.period, one.report).cmp(&(other.division, &other.period, other.report))
    });
    Ok(checked)
}
