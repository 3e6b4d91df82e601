//! How a round stands: who answered, in time or late, who did not, and what the figures are, once each.

use super::{
    asked::asks,
    rounds::{self, RoundView},
    standing::{self, Key, Standing, Which},
};
use crate::{crops, growers, reporting, reports::inside};
use base::{Day, Grams, Instant, Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Page, Tx};

/// A township in a round.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundTownship {
    /// The township.
    pub division: DivisionId,
    /// Its name.
    pub name: String,
    /// How its villages stand: surveys that are expected, one a village and crop.
    #[serde(flatten)]
    pub standing: reporting::Standing,
}

/// A round with how it stands, and a reminder to paste into a chat group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundStanding {
    /// The round.
    #[serde(flatten)]
    pub round: RoundView,
    /// All of the scope.
    pub all: reporting::Standing,
    /// By township.
    pub townships: Vec<RoundTownship>,
    /// Names of the villages that are waited for, as a text; empty if none is.
    pub reminder: String,
}

/// One village and crop of a round.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundAnswer {
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// The crop.
    pub crop: i64,
    /// What it is called.
    pub crop_name: String,
    /// `on_time`, `late` or `missing`.
    pub state: String,
    /// What counts, grams: the village's sum, or that of its households; none where nothing was said.
    pub grams: Option<Grams>,
    /// Area in hundredths of a mu.
    pub area_centimu: Option<i64>,
    /// Sum of its households, beside the village's own.
    pub households_g: Option<Grams>,
    /// Households that were surveyed.
    pub household_count: i64,
    /// Two phones differ.
    pub conflict: bool,
    /// When the first word was filled in, corrected later or not.
    pub told_at: Option<Instant>,
    /// When it was put right after its due day, having been in time; none where it was not.
    pub corrected_at: Option<Instant>,
}

/// Which answers a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerFilter {
    /// Only this division and what lies in it.
    pub division: i64,
    /// Only this crop.
    pub crop: i64,
    /// `on_time`, `late`, `missing` or `conflict`; all if empty.
    pub state: String,
}

/// What is expected of a village and crop, and what came.
struct Expected {
    key: Key,
    path: String,
    stands: Option<Standing>,
}

impl Expected {
    fn state(&self, due: Day) -> &'static str {
        match self.stands {
            None => "missing",
            Some(stands) if stands.first_at.day() <= due => "on_time",
            Some(_) => "late",
        }
    }
}

/// All that is expected of a round, in the order of places, with what came of it.
fn expected(
    tx: &mut Tx<'_>,
    county: &str,
    paths: (&str, &str),
    (view, now): (&RoundView, Instant),
) -> Result<Vec<Expected>, Refusal> {
    let day = view.round.from_day.to_string();
    let which = Which { paths, rounds: (&day, &day), as_of: now };
    let mut stands = standing::stand(&standing::said(tx, county, &which)?);
    for (key, first) in standing::first_said(tx, county, &which)? {
        stands.entry(key).and_modify(|stands| stands.first_at = stands.first_at.min(first));
    }
    let mut found = Vec::new();
    for (crop, grower) in growers::within(tx, county, paths)? {
        if view.crops.contains(&crop) && asks(&view.round, &grower) {
            let key = (grower.division, crop);
            found.push(Expected { key, path: grower.path, stands: stands.get(&key).copied() });
        }
    }
    Ok(found)
}

fn count(standing: &mut reporting::Standing, one: &Expected, due: Day) {
    standing.expected += 1;
    match one.state(due) {
        "missing" => standing.silent += 1,
        "late" => standing.late += 1,
        _ => standing.on_time += 1,
    }
    standing.nothing += i64::from(one.stands.is_some_and(|stands| stands.counts().grams == 0));
}

/// A round with how it stands inside one's scope. **Who:** whoever may see supply.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<RoundStanding, Refusal> {
    let county = actor.county_id();
    let found = rounds::find(tx, county, id)?;
    let round = rounds::view(tx, county, found)?;
    let (from, until) = actor.scope.range();
    let rows = expected(tx, county, (&from, &until), (&round, actor.now))?;
    let due = round.round.due_day;
    let mut all = reporting::Standing::default();
    let mut by: BTreeMap<String, reporting::Standing> = BTreeMap::new();
    for one in &rows {
        count(&mut all, one, due);
        // `/7/33/`: the township is the first part.
        let township = one.path.split('/').nth(1).unwrap_or_default().to_owned();
        count(by.entry(township).or_default(), one, due);
    }
    let mut townships = Vec::with_capacity(by.len());
    for (township, standing) in by {
        let division = DivisionId(township.parse().unwrap_or_default());
        townships.push(RoundTownship { division, name: places::desk::full_name(tx, county, division)?, standing });
    }
    townships.sort_by_key(|one| one.division.0);
    let reminder = reminder(tx, county, (&round, actor.day()), &rows)?;
    Ok(RoundStanding { round, all, townships, reminder })
}

/// The villages that are waited for, each once; nothing before the round has begun or once it is ended is reminded of.
fn reminder(
    tx: &mut Tx<'_>,
    county: &str,
    (round, today): (&RoundView, Day),
    rows: &[Expected],
) -> Result<String, Refusal> {
    let mut missing: Vec<DivisionId> = rows.iter().filter(|one| one.stands.is_none()).map(|one| one.key.0).collect();
    missing.dedup();
    if missing.is_empty() || round.round.ended || today < round.round.from_day {
        return Ok(String::new());
    }
    let names = missing.iter().map(|id| places::desk::full_name(tx, county, *id)).collect::<Result<Vec<_>, _>>()?;
    Ok(format!(
        "【{}提醒】{}前报。还没有报全的村（共 {} 个）：{}。没有种的也请点一下“今年没有”。",
        round.round.name,
        round.round.due_day,
        names.len(),
        names.join("、")
    ))
}

/// Village by village and crop by crop, in the order of places. **Who:** whoever may see supply.
pub fn answers(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: i64,
    filter: AnswerFilter,
    ask: &Ask,
) -> Result<Page<RoundAnswer>, Refusal> {
    let county = actor.county_id();
    let found = rounds::find(tx, county, id)?;
    let round = rounds::view(tx, county, found)?;
    let (from, until) = inside(tx, actor, filter.division)?;
    let mut rows = expected(tx, county, (&from, &until), (&round, actor.now))?;
    let due = round.round.due_day;
    rows.retain(|one| {
        (filter.crop == 0 || one.key.1 == filter.crop)
            && match filter.state.as_str() {
                "" => true,
                "conflict" => one.stands.is_some_and(|stands| stands.conflict),
                state => one.state(due) == state,
            }
    });
    let names = crops::names(tx, county)?;
    let total = ask.total.then(|| {
        let grams = rows.iter().filter_map(|one| one.stands).map(|stands| stands.counts().grams);
        let sum = grams.fold(0_i64, i64::saturating_add);
        [("count".to_owned(), rows.len().into()), ("grams".to_owned(), sum.into())].into_iter().collect()
    });
    let items = rows.iter().map(|one| row(tx, county, one, (due, &names))).collect::<Result<_, _>>()?;
    Ok(Page { items, next: None, total })
}

fn row(
    tx: &mut Tx<'_>,
    county: &str,
    one: &Expected,
    (due, names): (Day, &BTreeMap<i64, String>),
) -> Result<RoundAnswer, Refusal> {
    let (division, crop) = one.key;
    let counts = one.stands.map(|stands| stands.counts());
    let beside = one.stands.filter(|stands| stands.village.is_some() && stands.count > 0);
    Ok(RoundAnswer {
        division,
        division_name: places::desk::full_name(tx, county, division)?,
        crop,
        crop_name: names.get(&crop).cloned().unwrap_or_default(),
        state: one.state(due).to_owned(),
        grams: counts.map(|amount| Grams(amount.grams)),
        area_centimu: counts.map(|amount| amount.area_centimu),
        households_g: beside.map(|stands| Grams(stands.households.grams)),
        household_count: one.stands.map_or(0, |stands| stands.count),
        conflict: one.stands.is_some_and(|stands| stands.conflict),
        told_at: one.stands.map(|stands| stands.first_at),
        corrected_at: one
            .stands
            .filter(|stands| stands.first_at.day() <= due && due < stands.last_at.day())
            .map(|stands| stands.last_at),
    })
}
