//! Who is asked, who answered, who was late, who said nothing was there and who said nothing (E1, E2).
//!
//! Expected are the villages that grow a crop × the periods of its season whose last timely day has
//! passed. A report of nothing is an answer; silence is none. Nobody is ranked by it.

use crate::{
    crops::{self, CropRow},
    growers,
    season::Period,
};
use base::{Day, Instant, Refusal, ids::DivisionId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// What the table shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportingQuery {
    /// Year in which the seasons begin; if 0, that of the season which began last.
    pub year: i32,
    /// Only this crop.
    pub crop: i64,
}

/// How reports of one or more periods stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Standing {
    /// Reports that were due.
    pub expected: i64,
    /// Given in time, nothing included.
    pub on_time: i64,
    /// Given late.
    pub late: i64,
    /// Of the given ones: there was nothing.
    pub nothing: i64,
    /// Not given.
    pub silent: i64,
}

/// A village in the table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportingRow {
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// How its reports stand.
    #[serde(flatten)]
    pub standing: Standing,
    /// A period that runs, or is over and still on time, is not answered yet.
    pub open_now: bool,
}

/// The table, and a reminder to paste into a chat group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportingView {
    /// Year in which the seasons begin.
    pub year: i32,
    /// All of the scope.
    pub all: Standing,
    /// By village.
    pub rows: Vec<ReportingRow>,
    /// Names of the villages that have not answered the running period, as a text; empty if all have.
    pub reminder: String,
}

store::row! {
    /// A report as its table keeps it.
    struct Row {
        division: DivisionId,
        crop: i64,
        period: String,
        kind: String,
        on_time: bool,
        after_lock: bool,
        received_at: Instant,
        reopened: String,
    }
}

/// A report that stands, as counting looks at it.
struct Given {
    on_time: bool,
    nothing: bool,
}

type Key = (DivisionId, i64, Day);

/// Reports that stand and count, by village, crop and period: those that came after the lock only where an
/// exception covers them; those in quarantine once they are released, for the period in which they arrived. What arrived,
/// was looked at or granted after `as_of` is left out.
fn given(
    tx: &mut Tx<'_>,
    county: &str,
    crops: &BTreeMap<i64, CropRow>,
    (from, until): (&str, &str),
    as_of: Instant,
) -> Result<BTreeMap<Key, Given>, Refusal> {
    let sql = format!(
        "SELECT s.division, s.crop, s.period, s.kind, s.on_time, s.after_lock, s.received_at,
           COALESCE((SELECT MAX(e.until_day) FROM report_exception e WHERE e.county = s.county AND e.crop = s.crop
             AND e.division = s.division AND e.period = s.period AND e.at <= $4), '')
         FROM supply_report s WHERE s.county = $1 AND s.path >= $2 AND s.path < $3 AND s.kind <> 'survey'
         AND (s.period <> '' OR {} = 'released') AND s.received_at <= $4 AND NOT {} ORDER BY s.id",
        crate::reports::verdict_of("s", "$4"),
        crate::reports::replaced_as_of("s", "$4")
    );
    let mut given: BTreeMap<Key, Given> = BTreeMap::new();
    for row in tx.query::<Row>(&sql, params![county, from, until, as_of])? {
        let arrived = row.received_at.day();
        if row.after_lock && arrived.to_string() > row.reopened {
            continue;
        }
        // Nobody knows when a released one was filled in; it is in time where it arrived in time.
        let released = || crops.get(&row.crop).and_then(|crop| crop.season().answered_on(arrived));
        let (period, on_time) = match row.period.parse() {
            Ok(period) => (period, row.on_time),
            Err(_) => match released() {
                Some(period) => (period.from, true),
                None => continue,
            },
        };
        // Of several that stand the first in time is the answer; what it says is settled elsewhere.
        let nothing = row.kind == "nothing";
        let found = given.entry((row.division, row.crop, period)).or_insert(Given { on_time, nothing });
        found.on_time |= on_time;
    }
    Ok(given)
}

/// The periods of a crop's season that a village was asked for and that are due by a day.
fn due<'a>(periods: &'a [Period], grower: &growers::GrowerRow, today: Day) -> impl Iterator<Item = &'a Period> {
    let (from, to) = (grower.from_day, grower.to_day);
    periods.iter().filter(move |p| p.due < today && from <= p.to && p.from <= to)
}

/// How each village of a range of paths stands in the seasons that begin in a year: what is due by a day, by the reports
/// that had arrived at an instant.
pub(crate) fn standings(
    tx: &mut Tx<'_>,
    county: &str,
    (from, until): (&str, &str),
    (year, crop): (i32, i64),
    (today, as_of): (Day, Instant),
) -> Result<BTreeMap<DivisionId, (Standing, bool)>, Refusal> {
    let crops: BTreeMap<i64, CropRow> = crops::all(tx, county)?
        .into_iter()
        .filter(|c| !c.ended && (crop == 0 || c.id == crop))
        .map(|c| (c.id, c))
        .collect();
    let seasons: BTreeMap<i64, Vec<Period>> = crops.values().map(|c| (c.id, c.season().periods(year))).collect();
    let now: BTreeMap<i64, Vec<Period>> = crops.values().map(|c| (c.id, c.season().asked_on(today))).collect();
    let given = given(tx, county, &crops, (from, until), as_of)?;
    let mut standings: BTreeMap<DivisionId, (Standing, bool)> = BTreeMap::new();
    for (crop, grower) in growers::within(tx, county, (from, until))? {
        let Some(periods) = seasons.get(&crop) else { continue };
        let (standing, open_now) = standings.entry(grower.division).or_default();
        for period in due(periods, &grower, today) {
            standing.expected += 1;
            match given.get(&(grower.division, crop, period.from)) {
                None => standing.silent += 1,
                Some(report) => {
                    standing.on_time += i64::from(report.on_time);
                    standing.late += i64::from(!report.on_time);
                    standing.nothing += i64::from(report.nothing);
                }
            }
        }
        // What runs now runs now, whichever year is looked at: a winter's season began the year before.
        let running = now.get(&crop).into_iter().flatten();
        let mut asked = running.filter(|p| grower.from_day <= p.to && p.from <= grower.to_day);
        *open_now |= asked.any(|p| !given.contains_key(&(grower.division, crop, p.from)));
    }
    Ok(standings)
}

/// The year in which that season began which began last, of the crops that a range of paths grows; this year if none did.
fn latest_year(
    tx: &mut Tx<'_>,
    county: &str,
    (from, until): (&str, &str),
    (crop, today): (i64, Day),
) -> Result<i32, Refusal> {
    let grown: BTreeSet<i64> = growers::within(tx, county, (from, until))?.into_iter().map(|(of, _)| of).collect();
    let asked = crops::all(tx, county)?.into_iter().filter(|c| !c.ended && grown.contains(&c.id));
    let begun = asked.filter(|c| crop == 0 || c.id == crop).filter_map(|c| c.season().last_begun(today));
    Ok(begun.max().unwrap_or(today).year())
}

/// The table of a scope. **Who:** whoever may see supply.
pub fn table(tx: &mut Tx<'_>, actor: &Actor, (): (), query: ReportingQuery) -> Result<ReportingView, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let year = match query.year {
        0 => latest_year(tx, county, (&from, &until), (query.crop, actor.day()))?,
        year => year,
    };
    let standings = standings(tx, county, (&from, &until), (year, query.crop), (actor.day(), actor.now))?;
    let mut names = places::desk::full_names(tx, county, standings.keys().copied())?;
    let mut all = Standing::default();
    let mut rows = Vec::with_capacity(standings.len());
    for (division, (standing, open_now)) in standings {
        all.expected += standing.expected;
        all.on_time += standing.on_time;
        all.late += standing.late;
        all.nothing += standing.nothing;
        all.silent += standing.silent;
        let division_name = names.remove(&division).unwrap_or_default();
        rows.push(ReportingRow { division, division_name, standing, open_now });
    }
    let missing: Vec<&str> = rows.iter().filter(|r| r.open_now).map(|r| r.division_name.as_str()).collect();
    let reminder = if missing.is_empty() {
        String::new()
    } else {
        format!(
            "【货源上报提醒】还没有上报的村（共 {} 个）：{}。没有货也请点一下“本期没有”。",
            missing.len(),
            missing.join("、")
        )
    };
    Ok(ReportingView { year, all, rows, reminder })
}

/// What an information officer is asked for: crops of the villages of the scope with a period that began, is unanswered and
/// counts if it is answered now – until its lock, or until the day up to which it was reopened, which is its lock then.
pub(crate) fn asked_now(
    tx: &mut Tx<'_>,
    county: &str,
    (from, until): (&str, &str),
    now: Instant,
) -> Result<Vec<(DivisionId, i64, Period)>, Refusal> {
    let today = now.day();
    let crops: BTreeMap<i64, CropRow> = crops::all(tx, county)?.into_iter().map(|c| (c.id, c)).collect();
    let given: BTreeSet<Key> = given(tx, county, &crops, (from, until), now)?.into_keys().collect();
    let reopened: BTreeMap<Key, Day> = tx
        .query::<(DivisionId, i64, Day, Day)>(
            "SELECT division, crop, period, MAX(until_day) FROM report_exception WHERE county = $1 AND path >= $2
             AND path < $3 AND until_day >= $4 GROUP BY division, crop, period",
            params![county, from, until, today],
        )?
        .into_iter()
        .map(|(division, crop, period, until)| ((division, crop, period), until))
        .collect();
    let mut asked = Vec::new();
    for (crop, grower) in growers::within(tx, county, (from, until))? {
        let Some(row) = crops.get(&crop).filter(|row| !row.ended) else { continue };
        let season = row.season();
        let years = [today.year() - 1, today.year()];
        for mut period in years.into_iter().flat_map(|year| season.periods(year)).filter(|p| p.from <= today) {
            let key = (grower.division, crop, period.from);
            period.locks = period.locks.max(reopened.get(&key).copied().unwrap_or(period.locks));
            let grows = grower.from_day <= period.to && period.from <= grower.to_day;
            if grows && today <= period.locks && !given.contains(&key) {
                asked.push((grower.division, crop, period));
            }
        }
    }
    Ok(asked)
}
