//! What stands of surveys, by village and crop: counted once, whatever was said how often.

use base::{Day, Instant, Refusal, ids::DivisionId};
use std::collections::BTreeMap;
use store::{Tx, params};

store::row! {
    /// A survey that no other replaced, that is not wrong and whose time is believed.
    #[derive(Clone, Debug)]
    pub(crate) struct Said {
        pub division: DivisionId,
        pub crop: i64,
        /// First day of its round, or its year.
        pub round: String,
        pub household: Option<i64>,
        pub grams: i64,
        pub area_centimu: i64,
        pub told_at: Instant,
    }
}

/// How much, on how much land.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    pub grams: i64,
    pub area_centimu: i64,
}

/// What stands of one village and crop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The village's own sum, if it gave one.
    pub village: Option<Amount>,
    /// Sum of its households.
    pub households: Amount,
    /// How many they are.
    pub count: i64,
    /// Two phones differ on the village or on one household: the later word counts until people settle it.
    pub conflict: bool,
}

impl Standing {
    /// The figure that counts: the village's sum, or the sum of its households.
    pub(crate) fn counts(&self) -> Amount {
        self.village.unwrap_or(self.households)
    }
}

pub(crate) type Key = (DivisionId, i64);

/// What stands, by village and crop; what was said, in the order in which it was filled in, is all of one round.
pub(crate) fn stand(said: &[Said]) -> BTreeMap<Key, Standing> {
    let mut of: BTreeMap<Key, BTreeMap<Option<i64>, Vec<&Said>>> = BTreeMap::new();
    for one in said {
        of.entry((one.division, one.crop)).or_default().entry(one.household).or_default().push(one);
    }
    of.into_iter().map(|(key, by)| (key, together(&by))).collect()
}

fn together(by: &BTreeMap<Option<i64>, Vec<&Said>>) -> Standing {
    let amount = |said: &Said| Amount { grams: said.grams, area_centimu: said.area_centimu };
    let last = |household: &Option<i64>| by.get(household).and_then(|said| said.last()).map(|said| amount(said));
    let households: Vec<Amount> = by.keys().filter(|household| household.is_some()).filter_map(last).collect();
    let sum = |part: fn(&Amount) -> i64| households.iter().map(part).fold(0_i64, i64::saturating_add);
    Standing {
        village: last(&None),
        households: Amount { grams: sum(|one| one.grams), area_centimu: sum(|one| one.area_centimu) },
        count: i64::try_from(households.len()).unwrap_or(i64::MAX),
        conflict: by.values().any(|said| said.len() > 1),
    }
}

/// What stands of a year: of each village and crop its latest round; what came outside rounds only where none spoke.
pub(crate) fn stand_of_year(mut said: Vec<Said>) -> BTreeMap<Key, Standing> {
    let mut latest: BTreeMap<Key, String> = BTreeMap::new();
    for one in &said {
        let round = latest.entry((one.division, one.crop)).or_default();
        // The year alone is the beginning of each of its days, and so before them.
        if *round < one.round {
            round.clone_from(&one.round);
        }
    }
    said.retain(|one| latest.get(&(one.division, one.crop)) == Some(&one.round));
    stand(&said)
}

/// Which surveys are read.
pub(crate) struct Which<'a> {
    /// Paths of the villages.
    pub paths: (&'a str, &'a str),
    /// First and last round, as surveys keep it.
    pub rounds: (&'a str, &'a str),
    /// What had arrived by then.
    pub as_of: Instant,
}

/// That a report `s` is a survey of somebody's, replaced or not, by what had arrived at an instant, which is a numbered
/// parameter; `$1` county, `$2` and `$3` paths.
pub(super) fn is_heard(instant: &str) -> String {
    format!(
        "s.county = $1 AND s.path >= $2 AND s.path < $3 AND s.kind = 'survey' AND s.received_at <= {instant} AND {}",
        crate::reports::believed("s", instant)
    )
}

/// That it also stands: no other took its place.
pub(super) fn is_said(instant: &str) -> String {
    format!("{} AND NOT {}", is_heard(instant), crate::reports::replaced_as_of("s", instant))
}

/// What was said and stands, in the order in which it was filled in.
pub(crate) fn said(tx: &mut Tx<'_>, county: &str, which: &Which<'_>) -> Result<Vec<Said>, Refusal> {
    let sql = format!(
        "SELECT s.division, s.crop, s.round, s.household, s.grams, s.area_centimu, s.told_at FROM supply_report s
         WHERE {} AND s.round >= $4 AND s.round <= $5 ORDER BY s.told_at, s.id",
        is_said("$6")
    );
    let ((from, until), (first, last)) = (which.paths, which.rounds);
    Ok(tx.query(&sql, params![county, from, until, first, last, which.as_of])?)
}

/// Surveys from before rounds were kept, which name none: they came outside rounds, and belong to the year of their day.
fn from_before(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    (year, as_of): (i32, Instant),
) -> Result<Vec<Said>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else { return Ok(Vec::new()) };
    let mut said = said(tx, county, &Which { paths, rounds: ("", ""), as_of })?;
    said.retain(|one| (first..=last).contains(&one.told_at.day()));
    for one in &mut said {
        one.round = year.to_string();
    }
    Ok(said)
}

/// What stands of all that was surveyed in a year.
pub(crate) fn of_year(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    (year, as_of): (i32, Instant),
) -> Result<BTreeMap<Key, Standing>, Refusal> {
    let rounds = (year.to_string(), format!("{year}-12-31"));
    let which = Which { paths, rounds: (&rounds.0, &rounds.1), as_of };
    let mut all = from_before(tx, county, paths, (year, as_of))?;
    all.extend(said(tx, county, &which)?);
    all.sort_by_key(|one| one.told_at);
    Ok(stand_of_year(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(round: &str, household: i64, kg: i64, at: i64) -> Said {
        Said {
            division: DivisionId(1),
            crop: 1,
            round: round.to_owned(),
            household: (household > 0).then_some(household),
            grams: kg * 1_000,
            area_centimu: 100,
            told_at: Instant::from_millis(at).unwrap(),
        }
    }

    #[test]
    fn a_village_is_counted_once_whoever_spoke_for_it() {
        let (spring, autumn) = ("2026-03-01", "2026-09-01");
        for (said, kg, households, conflict, why) in [
            (vec![survey(spring, 0, 50, 1)], 50, 0, false, "the village's sum"),
            (vec![survey(spring, 1, 20, 1), survey(spring, 2, 15, 2)], 35, 2, false, "or that of its households"),
            (vec![survey(spring, 1, 20, 1), survey(spring, 0, 50, 2)], 50, 1, false, "never both"),
            (
                vec![survey(spring, 0, 50, 1), survey(spring, 0, 70, 2)],
                70,
                0,
                true,
                "two phones: the later, in conflict",
            ),
            (vec![survey(spring, 1, 20, 1), survey(spring, 1, 9, 2)], 9, 1, true, "the same of one household"),
            (vec![survey(autumn, 0, 30, 1), survey(spring, 0, 50, 2)], 30, 0, false, "the latest round"),
            (
                vec![survey(spring, 0, 50, 1), survey("2026", 0, 90, 9)],
                50,
                0,
                false,
                "a round before what nobody asked",
            ),
            (vec![survey("2026", 0, 90, 9)], 90, 0, false, "and that where no round spoke"),
            (vec![survey(spring, 1, 20, 1), survey(spring, 0, 0, 2)], 0, 1, false, "none is an answer"),
        ] {
            let stands = stand_of_year(said);
            let found = stands.get(&(DivisionId(1), 1)).unwrap();
            assert_eq!(
                (found.counts().grams, found.count, found.conflict),
                (kg * 1_000, households, conflict),
                "{why}"
            );
        }
        assert!(stand_of_year(Vec::new()).is_empty());
    }
}
