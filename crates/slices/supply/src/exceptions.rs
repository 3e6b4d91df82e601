//! Exceptions: one village, one crop, one period, reopened by name (E3).

use crate::{crops, error::No};
use base::{Day, Instant, Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Reopens a period for a village.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenPeriod {
    /// The crop.
    pub crop: i64,
    /// The village.
    pub division: DivisionId,
    /// First day of the period.
    pub period: Day,
    /// Last day on which a report of it counts.
    pub until_day: Day,
    /// Why.
    pub reason: String,
}

store::row! {
    /// An exception.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct ReopenedRow {
        /// Number.
        pub id: i64,
        /// The crop.
        pub crop: i64,
        /// What it is called.
        pub crop_name: String,
        /// The village.
        pub division: DivisionId,
        /// First day of the period.
        pub period: Day,
        /// Last day on which a report of it counts.
        pub until_day: Day,
        /// Why.
        pub reason: String,
        /// When it was given.
        pub at: Instant,
    }
}

/// An exception with the name of its village.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReopenedView {
    /// The exception.
    #[serde(flatten)]
    pub exception: ReopenedRow,
    /// Township and village.
    pub division_name: String,
}

/// Most days for which a period is reopened.
const DAYS_MOST: i32 = 60;

/// Reopens a period. **Who:** county office.
pub fn reopen(tx: &mut Tx<'_>, actor: &Actor, (): (), body: ReopenPeriod) -> Result<(), Refusal> {
    let county = actor.county_id();
    let crop = crops::find(tx, county, body.crop)?;
    let village = crate::village(tx, actor, body.division).map_err(|refusal| refusal.at("/division"))?;
    crop.season().period_from(body.period).ok_or_else(|| Refusal::from(No::Period).at("/period"))?;
    if body.until_day < actor.day() || body.until_day.days_since(actor.day()) > DAYS_MOST {
        return Err(Refusal::from(No::ExceptionDay).at("/until_day"));
    }
    crate::text("/reason", &body.reason, 200)?;
    let id = tx.next_id(county, "report_exception")?;
    tx.run(
        "INSERT INTO report_exception (county, id, crop, division, path, period, until_day, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            county,
            id,
            body.crop,
            body.division,
            village.path,
            body.period,
            body.until_day,
            body.reason.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(())
}

/// Exceptions inside one's scope, the newest first. **Who:** whoever may see supply.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<ReopenedView>, Refusal> {
    let (from, until) = actor.scope.range();
    let listing = Listing {
        base: "SELECT e.id, e.crop, c.name AS crop_name, e.division, e.period, e.until_day, e.reason, e.at, e.id AS sort_id
               FROM report_exception e JOIN crop c ON c.county = e.county AND c.id = e.crop
               WHERE e.county = $1 AND e.path >= $2 AND e.path < $3",
        params: params![actor.county_id(), from, until].to_vec(),
        sorts: &["-at", "period"],
        sums: &[],
    };
    let page: Page<ReopenedRow> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for exception in page.items {
        let division_name = places::desk::full_name(tx, actor.county_id(), exception.division)?;
        items.push(ReopenedView { exception, division_name });
    }
    Ok(Page { items, next: page.next, total: page.total })
}
