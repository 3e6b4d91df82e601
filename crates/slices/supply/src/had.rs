//! What a village had to sell in a year, by its own word.

use base::{Day, Instant, Refusal, ids::DivisionId};
use std::collections::BTreeMap;
use store::{Tx, params};

/// Grams that each village had to sell in a year by its own word, as it stood at an instant: of each crop the most of three,
/// the largest of the season's periods by the reports that stand (what one phone says of several grades added up, then the
/// most of several phones, then several sellers added up), all that was declared unsalable, and the survey that stands of the
/// latest round of that year – the village's sum, or that of its households where it gave none. The three speak of the same
/// produce, so they are never added up.
pub fn had_to_sell(
    tx: &mut Tx<'_>,
    county: &str,
    year: i32,
    as_of: Instant,
) -> Result<BTreeMap<DivisionId, i64>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else {
        return Ok(BTreeMap::new());
    };
    let said: Vec<(DivisionId, i64, i64)> = tx.query(
        &format!(
            "SELECT division, crop, MAX(grams) FROM (SELECT division, crop, period, CAST(SUM(grams) AS BIGINT) AS grams FROM (
             SELECT division, crop, period, MAX(grams) AS grams FROM (
             SELECT s.division, s.crop, s.period, s.producer, s.household, CAST(SUM(s.grams) AS BIGINT) AS grams
             FROM supply_report s WHERE s.county = $1
             AND ((s.period >= $2 AND s.period <= $3) OR (s.period = '' AND s.received_at >= $5 AND s.received_at < $6))
             AND s.kind = 'supply' AND s.received_at <= $4 AND {}
             GROUP BY s.division, s.crop, s.period, s.producer, s.household, s.made_by, s.informant, s.device) phone
             GROUP BY division, crop, period, producer, household) one
             GROUP BY division, crop, period) whole GROUP BY division, crop",
            crate::reports::stands_as_of("s", "$4"),
        ),
        params![county, first, last, as_of, first.starts_at(), last.plus_days(1).starts_at()],
    )?;
    let declared: Vec<(DivisionId, i64, i64)> = tx.query(
        "SELECT u.division, u.crop, CAST(SUM(u.grams) AS BIGINT) FROM unsalable_report u WHERE u.county = $1
         AND u.received_at >= $2 AND u.received_at < $3 AND EXISTS (SELECT 1 FROM unsalable_act a
           WHERE a.county = u.county AND a.report = u.id AND a.act = 'confirmed' AND a.at <= $4) GROUP BY u.division, u.crop",
        params![county, first.starts_at(), last.plus_days(1).starts_at(), as_of],
    )?;
    let surveyed = crate::survey::standing::of_year(tx, county, ("/", "/\u{10FFFF}"), (year, as_of))?;
    let surveyed = surveyed.into_iter().map(|((division, crop), stands)| (division, crop, stands.counts().grams));
    Ok(most_of_each(said.into_iter().chain(declared).chain(surveyed)))
}

/// Of each village and crop the most that any source says, added up over its crops.
fn most_of_each(sources: impl Iterator<Item = (DivisionId, i64, i64)>) -> BTreeMap<DivisionId, i64> {
    let mut most: BTreeMap<(DivisionId, i64), i64> = BTreeMap::new();
    for (division, crop, grams) in sources {
        let of = most.entry((division, crop)).or_default();
        *of = (*of).max(grams);
    }
    let mut had: BTreeMap<DivisionId, i64> = BTreeMap::new();
    for ((division, _), grams) in most {
        let sum = had.entry(division).or_default();
        *sum = sum.saturating_add(grams);
    }
    had
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_crop_the_most_of_three() {
        const PEACH: i64 = 1;
        const LILY: i64 = 2;
        // Largest report, declared unsalable, surveyed; of 黄桃, then of 黄花菜.
        for (peach, lily, had) in [
            ([100, 0, 0], [0, 0, 0], 100),
            ([100, 150, 0], [0, 0, 0], 150),
            ([100, 150, 400], [0, 0, 0], 400),
            ([500, 150, 400], [0, 0, 0], 500),
            ([500, 150, 400], [0, 30, 20], 530),
            ([0, 0, 400], [10, 0, 20], 420),
            ([0, 0, 0], [0, 0, 0], 0),
        ] {
            let of = |crop, sources: [i64; 3]| sources.map(|grams| (DivisionId(7), crop, grams));
            let found = most_of_each(of(PEACH, peach).into_iter().chain(of(LILY, lily)));
            assert_eq!(found.get(&DivisionId(7)), Some(&had), "{peach:?} {lily:?}");
        }
        let two = [(DivisionId(7), PEACH, 5), (DivisionId(8), PEACH, 9)];
        assert_eq!(most_of_each(two.into_iter()), BTreeMap::from([(DivisionId(7), 5), (DivisionId(8), 9)]));
    }
}
