//! Reports of unsalable produce with what was done about them, and whose turn it is.

use super::{
    ACTED, STATE,
    acts::{ActKind, State, standing},
    place,
};
use crate::error::No;
use base::{
    Day, Fen, Grams, Instant, Refusal,
    ids::{DivisionId, HouseholdId, PersonId, ProducerId},
};
use edge::{Actor, Nothing, Perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// A report as a list shows it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct UnsalableRow {
        /// Number.
        pub id: i64,
        /// The village.
        pub division: DivisionId,
        /// The crop.
        pub crop: i64,
        /// What it is called.
        pub crop_name: String,
        /// `already`, `near_ripe` or `may_become`.
        pub grade: String,
        /// How much, grams.
        pub grams: Grams,
        /// `exact`, `at_least`, `at_most` or `about`.
        pub bound: String,
        /// As it was said.
        pub said: String,
        /// When it is ripe.
        pub ripe_on: Day,
        /// When it spoils.
        pub spoil_on: Day,
        /// Asked price, fen a kg.
        pub fen_per_kg: Option<Fen>,
        /// Whose it is, if one producer's.
        pub producer: Option<ProducerId>,
        /// Whose it is, if one household's.
        pub household: Option<HouseholdId>,
        /// Anything else.
        pub note: String,
        /// When it was filled in.
        pub told_at: Instant,
        /// When it arrived: sales count from here on.
        pub received_at: Instant,
        /// `app`, `bundle`, `phone` or `office`.
        pub via: String,
        /// With whom a clerk spoke.
        pub informant: String,
        /// Why its time cannot be believed; empty if it can.
        pub quarantine: String,
        /// By when the township acts.
        pub township_due: Instant,
        /// By when the county does.
        pub county_due: Instant,
        /// `open`, `confirmed`, `refused`, `withdrawn` or `closed`.
        pub state: String,
        /// When somebody acted first; empty while nobody did.
        pub acted_at: String,
        /// The call that it was entered after.
        pub call: Option<i64>,
        /// `open`, `code`, `own` or `denied`; empty without a call.
        pub call_state: String,
        /// When the caller confirmed or denied it; empty while nobody did.
        pub answered_at: String,
        /// Number of the code that confirmed it.
        pub code_number: Option<i64>,
        /// What is not so, by the caller’s word.
        pub call_reason: String,
        /// Who called, or answered.
        #[serde(skip)]
        pub caller: Option<PersonId>,
    }
}

/// A report with the name of its village and whose turn it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UnsalableListed {
    /// The report.
    #[serde(flatten)]
    pub report: UnsalableRow,
    /// Township and village.
    pub division_name: String,
    /// The producer's name; empty for none.
    pub producer_name: String,
    /// Who called, or answered; empty if nobody of the village is named.
    pub caller_name: String,
    /// Whose turn it is: `township`, `county`, or empty once somebody acted.
    pub turn: String,
    /// Nobody acted, and the county's time is over.
    pub overdue: bool,
    /// Other reports that had one of its photos before: somebody should look.
    pub same_photo_count: i64,
    /// Numbers of those inside the reader's scope.
    pub same_photo: Vec<i64>,
    /// Other reports that had a photo before which looks like one of its own: somebody should compare them.
    pub alike_photo_count: i64,
    /// Numbers of those inside the reader's scope.
    pub alike_photo: Vec<i64>,
}

store::row! {
    /// One act on a report.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct ActRow {
        /// Its number within the report.
        pub seq: i64,
        /// What was done.
        pub act: String,
        /// Why or how.
        pub reason: String,
        /// Who.
        pub made_by: PersonId,
        /// At which post.
        pub made_role: String,
        /// When.
        pub at: Instant,
    }
}

/// A report with its acts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UnsalableView {
    /// The report.
    #[serde(flatten)]
    pub listed: UnsalableListed,
    /// What was done, in order.
    pub acts: Vec<ActRow>,
    /// What the actor may do now.
    pub may: Vec<ActKind>,
    /// It came from a phone that the actor handed out: somebody else decides on it.
    pub handed_out: bool,
}

/// Whose turn it is at a moment, and whether the last time is over.
pub(crate) fn turn(row: &UnsalableRow, now: Instant) -> (&'static str, bool) {
    if !row.acted_at.is_empty() || State::of(&row.state) != State::Open {
        ("", false)
    } else if now <= row.township_due {
        ("township", false)
    } else {
        ("county", now > row.county_due)
    }
}

fn columns() -> String {
    format!(
        "u.id, u.division, u.crop, c.name AS crop_name, u.grade, u.grams, u.bound, u.said, u.ripe_on, u.spoil_on, u.fen_per_kg,
         u.producer, u.household, u.note, u.told_at, u.received_at, u.via, u.informant, u.quarantine, u.township_due,
         u.county_due, {STATE} AS state, {ACTED} AS acted_at, {}",
        crate::calls::COLUMNS
    )
}

fn listed(tx: &mut Tx<'_>, actor: &Actor, mut report: UnsalableRow) -> Result<UnsalableListed, Refusal> {
    // A number tells households apart: it is for those who see their register.
    report.household = report.household.filter(|_| actor.may(Perm::HouseholdRead));
    let division_name = places::desk::full_name(tx, actor.county_id(), report.division)?;
    let producer_name = match report.producer {
        Some(id) => catalogue::desk::producer(tx, actor.county_id(), id)?.map(|found| found.name).unwrap_or_default(),
        None => String::new(),
    };
    let caller_name = crate::calls::name(tx, actor, report.caller)?;
    let (turn, overdue) = turn(&report, actor.now);
    let (county, kind) = (actor.county_id(), crate::evidence_of::KIND);
    let same = evidence::desk::had_before(tx, county, kind, report.id)?;
    let mut alike = evidence::desk::had_alike_before(tx, county, kind, report.id)?;
    alike.retain(|other| !same.contains(other));
    let (same_photo_count, same_photo) = within(tx, actor, same)?;
    let (alike_photo_count, alike_photo) = within(tx, actor, alike)?;
    Ok(UnsalableListed {
        turn: turn.into(),
        overdue,
        same_photo_count,
        same_photo,
        alike_photo_count,
        alike_photo,
        report,
        division_name,
        producer_name,
        caller_name,
    })
}

/// How many reports, and the numbers of those inside the reader's scope.
fn within(tx: &mut Tx<'_>, actor: &Actor, reports: Vec<i64>) -> Result<(i64, Vec<i64>), Refusal> {
    let count = i64::try_from(reports.len()).unwrap_or(i64::MAX);
    let mut seen = Vec::new();
    for report in reports {
        let place = place(tx, actor.county_id(), report)?;
        seen.extend(place.filter(|place| actor.scope.covers(&place.path)).map(|_| report));
    }
    Ok((count, seen))
}

/// One report with its acts. **Who:** whoever may see supply.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<UnsalableView, Refusal> {
    let county = actor.county_id();
    let sql = format!(
        "SELECT {} FROM unsalable_report u JOIN crop c ON c.county = u.county AND c.id = u.crop {}
         WHERE u.county = $1 AND u.id = $2",
        columns(),
        crate::calls::joins("unsalable", "u")
    );
    let row: UnsalableRow = tx.find(&sql, params![county, id])?.ok_or(No::NoSuchReport)?;
    let acts: Vec<ActRow> = tx.query(
        "SELECT seq, act, reason, made_by, made_role, at FROM unsalable_act WHERE county = $1 AND report = $2 ORDER BY seq",
        params![county, id],
    )?;
    let state = State::of(&row.state);
    let mine = standing(tx, county, id)?.made_by == actor.person;
    let handed_out = !crate::handed::by_actor(tx, actor, "unsalable", &[id])?.is_empty();
    let confirms = actor.may(Perm::SupplyConfirm);
    let allowed = |act: &ActKind| match act {
        ActKind::Withdrawn => mine,
        ActKind::Confirmed | ActKind::Refused => confirms && !mine && !handed_out,
        ActKind::Help | ActKind::Closed => confirms,
    };
    let all = [ActKind::Confirmed, ActKind::Refused, ActKind::Help, ActKind::Closed, ActKind::Withdrawn];
    let may = all.into_iter().filter(|act| state.takes(*act) && allowed(act)).collect();
    Ok(UnsalableView { listed: listed(tx, actor, row)?, acts, may, handed_out })
}

/// Which reports a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnsalableFilter {
    /// `open`, `confirmed`, `refused`, `withdrawn` or `closed`; all if empty.
    pub state: String,
    /// Only this crop.
    pub crop: i64,
    /// Only this division and what lies in it.
    pub division: i64,
    /// Only what nobody acted on yet.
    pub waiting: bool,
}

/// Reports inside one's scope, what spoils first on top. **Who:** whoever may see supply.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: UnsalableFilter,
    ask: &Ask,
) -> Result<Page<UnsalableListed>, Refusal> {
    let (from, until) = crate::reports::inside(tx, actor, filter.division)?;
    let base = format!(
        "SELECT * FROM (SELECT {}, u.id AS sort_id FROM unsalable_report u JOIN crop c ON c.county = u.county AND c.id = u.crop {}
         WHERE u.county = $1 AND u.path >= $2 AND u.path < $3 AND ($5 = 0 OR u.crop = $5)) q
         WHERE ($4 = '' OR state = $4) AND ($6 = 0 OR (state = 'open' AND acted_at = ''))",
        columns(),
        crate::calls::joins("unsalable", "u")
    );
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), from, until, filter.state, filter.crop, filter.waiting].to_vec(),
        sorts: &["spoil_on", "-received_at", "township_due", "grams", "crop_name", "state"],
        sums: &["grams"],
    };
    let page: Page<UnsalableRow> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        items.push(listed(tx, actor, row)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}
