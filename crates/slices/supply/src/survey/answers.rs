//! How a round stands: who answered, in time or late, who did not, and what the figures are, once each.

use super::{
    rounds::{self, RoundView},
    standing,
};
use crate::{reporting, reports::inside};
use base::{Grams, Instant, Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, Value, params};

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

store::row! {
    /// What came of one village and crop of a round.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct AnswerRow {
        /// The village.
        pub division: DivisionId,
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
        /// When the village, or a household of it, last put right after the due day what it had said in time; none where none did.
        pub corrected_at: Option<Instant>,
    }
}

/// One village and crop of a round, with the village's name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundAnswer {
    /// Township and village.
    pub division_name: String,
    /// What came.
    #[serde(flatten)]
    pub answer: AnswerRow,
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

/// What is expected of a round, a village and crop each, with what came of it: of the village and of each household the last
/// word, and the village's before those of its households, as [`standing::stand`] has it; in time by the first word, replaced
/// or not, since who answered in time did, whatever is put right afterwards. Put right is what the same household, or the
/// village itself, had said in time; another that speaks up later corrects nobody. `$4` round, `$5` its first day,
/// `$6` the day on which it is due, `$7` the instant after that day, `$8` now.
fn expected() -> String {
    let of = "PARTITION BY s.division, s.crop, s.household";
    let last = |part: &str, whose: &str| format!("CASE WHEN household {whose} AND back = 1 THEN {part} END");
    format!(
        "WITH said AS (SELECT s.division, s.crop, s.household, s.grams, s.area_centimu, s.told_at,
             ROW_NUMBER() OVER ({of} ORDER BY s.told_at DESC, s.id DESC) AS back, COUNT(*) OVER ({of}) AS words
             FROM supply_report s WHERE {} AND s.round = $5),
           stands AS (SELECT division, crop, MAX({}) AS village_g, MAX({}) AS village_centimu,
             CAST(COALESCE(SUM({}), 0) AS BIGINT) AS sum_g, CAST(COALESCE(SUM({}), 0) AS BIGINT) AS sum_centimu,
             COUNT({}) AS households, MAX(CASE WHEN words > 1 THEN 1 ELSE 0 END) AS conflict
             FROM said GROUP BY division, crop),
           heard AS (SELECT s.division, s.crop, s.household, MIN(s.told_at) AS told_at FROM supply_report s
             WHERE {} AND s.round = $5 GROUP BY s.division, s.crop, s.household),
           told AS (SELECT division, crop, MIN(told_at) AS told_at FROM heard GROUP BY division, crop),
           mended AS (SELECT s.division, s.crop, MAX(s.told_at) AS told_at FROM said s JOIN heard h ON h.division = s.division
             AND h.crop = s.crop AND COALESCE(h.household, 0) = COALESCE(s.household, 0) AND h.told_at < $7
             WHERE s.back = 1 AND s.told_at >= $7 GROUP BY s.division, s.crop)
         SELECT g.division, g.crop, c.name AS crop_name,
           CASE WHEN t.division IS NULL THEN 'missing' WHEN h.told_at < $7 THEN 'on_time' ELSE 'late' END AS state,
           COALESCE(t.village_g, t.sum_g) AS grams, COALESCE(t.village_centimu, t.sum_centimu) AS area_centimu,
           CASE WHEN t.village_g IS NOT NULL AND t.households > 0 THEN t.sum_g END AS households_g,
           COALESCE(t.households, 0) AS household_count, COALESCE(t.conflict, 0) AS conflict, h.told_at,
           m.told_at AS corrected_at, g.path,
           g.division * 4294967296 + g.crop AS sort_id
         FROM grower g JOIN survey_round_crop k ON k.county = g.county AND k.crop = g.crop
         JOIN crop c ON c.county = g.county AND c.id = g.crop
         LEFT JOIN stands t ON t.division = g.division AND t.crop = g.crop
         LEFT JOIN told h ON h.division = t.division AND h.crop = t.crop
         LEFT JOIN mended m ON m.division = t.division AND m.crop = t.crop
         WHERE g.county = $1 AND g.path >= $2 AND g.path < $3 AND k.round = $4 AND g.from_day <= $6 AND g.to_day >= $5",
        standing::is_said("$8"),
        last("grams", "IS NULL"),
        last("area_centimu", "IS NULL"),
        last("grams", "IS NOT NULL"),
        last("area_centimu", "IS NOT NULL"),
        last("1", "IS NOT NULL"),
        standing::is_heard("$8"),
    )
}

fn values(actor: &Actor, (from, until): (&str, &str), RoundView { round, .. }: &RoundView) -> Vec<Value> {
    let due = round.due_day;
    let (first, after) = (round.from_day.to_string(), due.plus_days(1).starts_at());
    params![actor.county_id(), from, until, round.id, first, due, after, actor.now].to_vec()
}

store::row! {
    /// Villages that stand alike in a round.
    struct Alike {
        division: DivisionId,
        path: String,
        state: String,
        count: i64,
        nothing: i64,
    }
}

impl Alike {
    fn count(&self, standing: &mut reporting::Standing) {
        standing.expected += self.count;
        standing.nothing += self.nothing;
        match self.state.as_str() {
            "missing" => standing.silent += self.count,
            "late" => standing.late += self.count,
            _ => standing.on_time += self.count,
        }
    }
}

/// A round with how it stands inside one's scope. **Who:** whoever may see supply.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<RoundStanding, Refusal> {
    let county = actor.county_id();
    let found = rounds::find(tx, county, id)?;
    let round = rounds::view(tx, county, found)?;
    let (from, until) = actor.scope.range();
    let sql = format!(
        "SELECT division, path, state, COUNT(*), COUNT(CASE WHEN grams = 0 THEN 1 END) FROM ({}) AS a
         GROUP BY division, path, state ORDER BY path, state",
        expected()
    );
    let rows: Vec<Alike> = tx.query(&sql, &values(actor, (&from, &until), &round))?;
    let mut all = reporting::Standing::default();
    let mut by: BTreeMap<DivisionId, reporting::Standing> = BTreeMap::new();
    for one in &rows {
        one.count(&mut all);
        // `/7/33/`: the township is the first part.
        let township = one.path.split('/').nth(1).and_then(|id| id.parse().ok()).unwrap_or_default();
        one.count(by.entry(DivisionId(township)).or_default());
    }
    let mut names = places::desk::full_names(tx, county, by.keys().copied())?;
    let township =
        |(division, standing)| RoundTownship { division, name: names.remove(&division).unwrap_or_default(), standing };
    let townships = by.into_iter().map(township).collect();
    let missing: Vec<DivisionId> = rows.iter().filter(|one| one.state == "missing").map(|one| one.division).collect();
    let reminder = reminder(tx, actor, &round, &missing)?;
    Ok(RoundStanding { round, all, townships, reminder })
}

/// The villages that are waited for; nothing before the round has begun or once it is ended is reminded of.
fn reminder(
    tx: &mut Tx<'_>,
    actor: &Actor,
    RoundView { round, .. }: &RoundView,
    missing: &[DivisionId],
) -> Result<String, Refusal> {
    if missing.is_empty() || round.ended || actor.day() < round.from_day {
        return Ok(String::new());
    }
    let names = places::desk::full_names(tx, actor.county_id(), missing.iter().copied())?;
    let names: Vec<&str> = missing.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
    Ok(format!(
        "【{}提醒】{}前报。还没有报全的村（共 {} 个）：{}。没有种的也请点一下“今年没有”。",
        round.name,
        round.due_day,
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
    let base = format!(
        "SELECT * FROM ({}) AS a WHERE ($9 = 0 OR crop = $9)
         AND CASE $10 WHEN '' THEN TRUE WHEN 'conflict' THEN conflict = 1 ELSE state = $10 END",
        expected()
    );
    let mut values = values(actor, (&from, &until), &round);
    values.extend_from_slice(params![filter.crop, filter.state.as_str()]);
    let listing = Listing {
        base: &base,
        params: values,
        sorts: &["path", "crop_name", "state", "household_count", "conflict"],
        sums: &["grams"],
    };
    let page: Page<AnswerRow> = store::list(tx, &listing, ask)?;
    let names = places::desk::full_names(tx, county, page.items.iter().map(|answer| answer.division))?;
    let view = |answer: AnswerRow| RoundAnswer {
        division_name: names.get(&answer.division).cloned().unwrap_or_default(),
        answer,
    };
    Ok(Page { items: page.items.into_iter().map(view).collect(), next: page.next, total: page.total })
}
