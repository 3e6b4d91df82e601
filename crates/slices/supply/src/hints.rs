//! Hints (滞销线索): what somebody other than the officer said of produce that does not sell, and where it was not reported.

use crate::{
    crops,
    error::No,
    silence::{self, Hint},
};
use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, HouseholdId, OutletId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HintSource {
    /// A household in the register.
    Household,
    /// An outlet.
    Outlet,
    /// Whoever enters it saw it on a visit.
    Visit,
    /// A complaint or a call.
    Complaint,
    /// Somebody else.
    Other,
}

impl HintSource {
    fn word(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Outlet => "outlet",
            Self::Visit => "visit",
            Self::Complaint => "complaint",
            Self::Other => "other",
        }
    }
}

/// Enters a hint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterHint {
    /// The crop.
    pub crop: i64,
    /// The village.
    pub division: DivisionId,
    /// When it was said or seen.
    pub day: Day,
    /// By whom.
    pub source: HintSource,
    /// The household, if one says so.
    #[serde(default)]
    pub household: Option<HouseholdId>,
    /// The outlet, if one says so.
    #[serde(default)]
    pub outlet: Option<OutletId>,
    /// What was said or seen; no names or phones.
    pub said: String,
}

/// Strikes a hint out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndHint {
    /// Why.
    pub reason: String,
}

store::row! {
    /// A hint.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct HintRow {
        /// Number.
        pub id: i64,
        /// The crop.
        pub crop: i64,
        /// What it is called.
        pub crop_name: String,
        /// The village.
        pub division: DivisionId,
        /// When it was said or seen.
        pub day: Day,
        /// `household`, `outlet`, `visit`, `complaint` or `other`.
        pub source: String,
        /// The household.
        pub household: Option<HouseholdId>,
        /// The outlet.
        pub outlet: Option<OutletId>,
        /// What was said or seen.
        pub said: String,
        /// Why it was struck out; empty while it stands.
        pub ended_reason: String,
        /// When it was entered.
        pub at: Instant,
    }
}

/// A hint with the name of its village.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HintView {
    /// The hint.
    #[serde(flatten)]
    pub hint: HintRow,
    /// Township and village.
    pub division_name: String,
}

const HINT: &str = "SELECT h.id, h.crop, c.name AS crop_name, h.division, h.day, h.source, h.household, h.outlet, h.said,
    COALESCE((SELECT e.reason FROM unsalable_hint_end e WHERE e.county = h.county AND e.hint = h.id), '') AS ended_reason,
    h.at, h.id AS sort_id FROM unsalable_hint h JOIN crop c ON c.county = h.county AND c.id = h.crop
    WHERE h.county = $1 AND h.path >= $2 AND h.path < $3";

/// Most days for which a hint may be entered late.
const DAYS_LATE: i32 = 92;

/// Enters a hint. **Who:** county office, township supervisor, inspector, technical guide.
pub fn enter(tx: &mut Tx<'_>, actor: &Actor, (): (), body: EnterHint) -> Result<HintView, Refusal> {
    let county = actor.county_id();
    crops::find(tx, county, body.crop).map_err(|refusal| refusal.at("/crop"))?;
    let village = crate::village(tx, actor, body.division).map_err(|refusal| refusal.at("/division"))?;
    if body.day > actor.day() || actor.day().days_since(body.day) > DAYS_LATE {
        return Err(Refusal::from(No::HintDay).at("/day"));
    }
    source(tx, county, &body)?;
    crate::text("/said", &body.said, 300)?;
    let id = tx.next_id(county, "unsalable_hint")?;
    tx.run(
        "INSERT INTO unsalable_hint (county, id, crop, division, path, day, source, household, outlet, said, made_by, made_post,
         at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            county,
            id,
            body.crop,
            village.id,
            village.path,
            body.day,
            body.source.word(),
            body.household,
            body.outlet,
            body.said.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    find(tx, actor, id)
}

/// The source names who it is, where it is somebody in a register.
fn source(tx: &mut Tx<'_>, county: &str, body: &EnterHint) -> Result<(), Refusal> {
    let at = |field: &str| Refusal::from(No::HintSource).at(field);
    let named = (body.household, body.outlet);
    match (body.source, named) {
        (HintSource::Household, (Some(household), None)) => {
            catalogue::desk::household(tx, county, household)?.ok_or_else(|| at("/household")).map(drop)
        }
        (HintSource::Outlet, (None, Some(outlet))) => {
            outlets::desk::outlet_at(tx, county, outlet, body.day)?.ok_or_else(|| at("/outlet")).map(drop)
        }
        (HintSource::Visit | HintSource::Complaint | HintSource::Other, (None, None)) => Ok(()),
        _ => Err(at("/source")),
    }
}

fn find(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<HintView, Refusal> {
    let (from, until) = actor.scope.range();
    let sql = format!("{HINT} AND h.id = $4");
    let hint: HintRow = tx.find(&sql, params![actor.county_id(), from, until, id])?.ok_or(No::NoSuchHint)?;
    Ok(HintView { division_name: places::desk::full_name(tx, actor.county_id(), hint.division)?, hint })
}

/// Strikes out a hint that was wrong. **Who:** as for entering.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndHint) -> Result<HintView, Refusal> {
    crate::text("/reason", &body.reason, 200)?;
    tx.hold(actor.county_id(), &format!("unsalable-hint/{id}"))?;
    if !find(tx, actor, id)?.hint.ended_reason.is_empty() {
        return Err(No::HintEnded.into());
    }
    tx.run(
        "INSERT INTO unsalable_hint_end (county, hint, reason, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![actor.county_id(), id, body.reason.trim(), actor.person, actor.post, actor.now],
    )?;
    find(tx, actor, id)
}

/// Hints inside one's scope, the newest first. **Who:** as for entering, and whoever audits.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<HintView>, Refusal> {
    let (from, until) = actor.scope.range();
    let listing = Listing {
        base: HINT,
        params: params![actor.county_id(), from, until].to_vec(),
        sorts: &["-day", "crop_name", "source"],
        sums: &[],
    };
    let page: Page<HintRow> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for hint in page.items {
        items.push(HintView { division_name: places::desk::full_name(tx, actor.county_id(), hint.division)?, hint });
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// A candidate for a case of silence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Candidate {
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// The crop.
    pub crop: i64,
    /// What it is called.
    pub crop_name: String,
    /// First hint.
    pub since: Day,
    /// When a second source spoke.
    pub known_on: Day,
    /// Numbers of the hints.
    pub hints: Vec<i64>,
    /// When the village reported after all; none if it did not.
    pub reported_on: Option<Day>,
}

/// Candidates for cases of silence, the newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Candidates {
    /// The candidates; people establish the case, or do not.
    pub candidates: Vec<Candidate>,
}

store::row! {
    /// A hint that stands, as the rule looks at it.
    struct Standing {
        id: i64,
        division: DivisionId,
        crop: i64,
        crop_name: String,
        day: Day,
        source: String,
        number: i64,
    }
}

/// Produce that two sources know to be unsalable and that its village did not report by then (S73).
/// **Who:** whoever may read hints.
pub fn candidates(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<Candidates, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let rows: Vec<Standing> = tx.query(
        "SELECT h.id, h.division, h.crop, c.name, h.day, h.source, COALESCE(h.household, h.outlet, 0)
         FROM unsalable_hint h JOIN crop c ON c.county = h.county AND c.id = h.crop
         WHERE h.county = $1 AND h.path >= $2 AND h.path < $3 AND NOT EXISTS (SELECT 1 FROM unsalable_hint_end e
         WHERE e.county = h.county AND e.hint = h.id) ORDER BY h.day, h.id",
        params![county, from, until],
    )?;
    let mut of: BTreeMap<(DivisionId, i64), (String, Vec<Hint>)> = BTreeMap::new();
    for row in rows {
        let hint = Hint { id: row.id, day: row.day, source: (row.source, row.number) };
        of.entry((row.division, row.crop)).or_insert_with(|| (row.crop_name, Vec::new())).1.push(hint);
    }
    let mut candidates = Vec::new();
    for ((division, crop), (crop_name, hints)) in of {
        let reports: Vec<Instant> = tx.query(
            &format!(
                "SELECT u.received_at FROM unsalable_report u WHERE u.county = $1 AND u.division = $2 AND u.crop = $3
                 AND {} <> 'withdrawn' ORDER BY u.received_at",
                crate::unsalable::STATE
            ),
            params![county, division, crop],
        )?;
        let reports: Vec<Day> = reports.into_iter().map(Instant::day).collect();
        for found in silence::silent(&hints, &reports) {
            candidates.push(Candidate {
                division,
                division_name: places::desk::full_name(tx, county, division)?,
                crop,
                crop_name: crop_name.clone(),
                since: found.since,
                known_on: found.known_on,
                hints: found.hints,
                reported_on: found.reported_on,
            });
        }
    }
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.known_on));
    Ok(Candidates { candidates })
}
