//! Which surveys are asked for now, with what the last one said to start from.

use super::{
    rounds::{self, RoundRow, RoundView},
    standing::{self, Key, Which},
};
use crate::growers::{self, GrowerRow};
use base::{Day, Grams, Instant, Refusal, ids::DivisionId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

store::row! {
    /// What a village's last survey of a crop said.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct LastSurvey {
        /// Area in hundredths of a mu.
        pub area_centimu: i64,
        /// Expected yield, as it was said.
        pub said: String,
        /// That is, grams.
        pub grams: Grams,
        /// First day on which there was to be any.
        pub from_day: String,
        /// Last day.
        pub to_day: String,
        /// When it was filled in.
        pub told_at: Instant,
    }
}

store::row! {
    /// The same, with its village and crop.
    struct Of {
        division: DivisionId,
        crop: i64,
        area_centimu: i64,
        said: String,
        grams: Grams,
        from_day: String,
        to_day: String,
        told_at: Instant,
    }
}

impl Of {
    fn last(self) -> LastSurvey {
        let Self { area_centimu, said, grams, from_day, to_day, told_at, .. } = self;
        LastSurvey { area_centimu, said, grams, from_day, to_day, told_at }
    }
}

/// A survey that a village is asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SurveyAsked {
    /// The village.
    pub division: DivisionId,
    /// The crop.
    pub crop: i64,
    /// First day of the round, by which the survey names it.
    pub round: Day,
    /// What the round is called.
    pub name: String,
    /// Last day on which it is in time.
    pub due: Day,
    /// What the last one said; none if there was none.
    pub last: Option<LastSurvey>,
}

/// Whether a round asks a village that grows one of its crops: it does so on some day of the round.
pub(super) fn asks(round: &RoundRow, grower: &GrowerRow) -> bool {
    grower.from_day <= round.due_day && round.from_day <= grower.to_day
}

/// Villages and crops of a round that nobody answered for.
pub(super) fn unanswered(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    (round, crops): (&RoundRow, &[i64]),
    now: Instant,
) -> Result<Vec<Key>, Refusal> {
    let day = round.from_day.to_string();
    let said = standing::said(tx, county, &Which { paths, rounds: (&day, &day), as_of: now })?;
    let given: BTreeSet<Key> = said.iter().map(|one| (one.division, one.crop)).collect();
    let grown = growers::within(tx, county, paths)?.into_iter();
    let asked = grown.filter(|(crop, grower)| crops.contains(crop) && asks(round, grower));
    Ok(asked.map(|(crop, grower)| (grower.division, crop)).filter(|key| !given.contains(key)).collect())
}

/// Villages that a round waits for; none before it has begun or once it is ended. **Errors:** there is no such round.
pub(crate) fn missing(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    (round, now): (i64, Instant),
) -> Result<BTreeSet<DivisionId>, Refusal> {
    let found = rounds::find(tx, county, round)?;
    let view = rounds::view(tx, county, found)?;
    if view.round.ended || now.day() < view.round.from_day {
        return Ok(BTreeSet::new());
    }
    let keys = unanswered(tx, county, paths, (&view.round, &view.crops), now)?;
    Ok(keys.into_iter().map(|(division, _)| division).collect())
}

/// A round that runs, with the crops that it speaks for.
type Running = (RoundView, Vec<i64>);

/// The rounds that run, each with the crops that it speaks for: of each crop the latest that has begun, if it is not ended.
pub(crate) fn running(tx: &mut Tx<'_>, county: &str, now: Instant) -> Result<Vec<Running>, Refusal> {
    // A later round speaks for its crops in place of the earlier ones, ended or not; behind the first that runs nobody asks.
    let sql = "SELECT q.id, q.ended, k.crop FROM survey_round q JOIN survey_round_crop k ON k.county = q.county AND k.round = q.id
               WHERE q.county = $1 AND q.from_day <= $2 AND q.from_day >= (SELECT MIN(r.from_day) FROM survey_round r
                 WHERE r.county = q.county AND r.from_day <= $2 AND r.ended = 0)
               ORDER BY q.from_day DESC, q.id, k.crop";
    let mut spoken: BTreeSet<i64> = BTreeSet::new();
    let mut asking: Vec<(i64, Vec<i64>)> = Vec::new();
    for (id, ended, crop) in tx.query::<(i64, i64, i64)>(sql, params![county, now.day()])? {
        if !spoken.insert(crop) || ended != 0 {
            continue;
        }
        match asking.last_mut().filter(|(last, _)| *last == id) {
            Some((_, crops)) => crops.push(crop),
            None => asking.push((id, vec![crop])),
        }
    }
    let mut found = Vec::with_capacity(asking.len());
    for (id, crops) in asking {
        let row = rounds::find(tx, county, id)?;
        found.push((rounds::view(tx, county, row)?, crops));
    }
    Ok(found)
}

/// What villages are asked for by the rounds that run.
pub(crate) fn asked_now(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    (running, now): (&[Running], Instant),
) -> Result<Vec<SurveyAsked>, Refusal> {
    let mut asked = Vec::new();
    for (view, crops) in running {
        for (division, crop) in unanswered(tx, county, paths, (&view.round, crops), now)? {
            asked.push(SurveyAsked {
                division,
                crop,
                round: view.round.from_day,
                name: view.round.name.clone(),
                due: view.round.due_day,
                last: None,
            });
        }
    }
    Ok(asked)
}

impl SurveyAsked {
    /// Puts to each what its village last said of the crop, in whatever round.
    pub(crate) fn with_last(tx: &mut Tx<'_>, county: &str, mut asked: Vec<Self>) -> Result<Vec<Self>, Refusal> {
        let villages: Vec<DivisionId> =
            asked.iter().map(|one| one.division).collect::<BTreeSet<_>>().into_iter().collect();
        let mut last: BTreeMap<Key, LastSurvey> = BTreeMap::new();
        for chunk in villages.chunks(512) {
            let (list, values) = store::listed(chunk, params![county]);
            let sql = format!(
                "SELECT z.division, z.crop, z.area_centimu, z.said, z.grams, z.from_day, z.to_day, z.told_at FROM (
                   SELECT s.*, ROW_NUMBER() OVER (PARTITION BY s.division, s.crop ORDER BY s.told_at DESC, s.id DESC) AS back
                   FROM supply_report s WHERE s.county = $1 AND s.division IN ({list}) AND s.kind = 'survey' AND s.grams > 0
                   AND s.household IS NULL AND s.quarantine = '' AND {} <> 'wrong' AND NOT {}) AS z WHERE z.back = 1",
                crate::reports::VERDICT,
                crate::reports::replaced("s")
            );
            let rows = tx.query::<Of>(&sql, &values)?;
            last.extend(rows.into_iter().map(|row| ((row.division, row.crop), row.last())));
        }
        for one in &mut asked {
            one.last = last.get(&(one.division, one.crop)).cloned();
        }
        Ok(asked)
    }
}
