//! Lists of reports, with what stands now: the latest word of a village on a crop and period.
//!
//! Nothing is changed in place, so what stands follows from what was said: a report that no other
//! replaces. Two of those for one period contradict each other, and both are shown.

use crate::calls;
use base::{
    Fen, Grams, Instant, Refusal,
    ids::{DivisionId, PersonId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// That the report of an alias was replaced: a later one of the same village says so. One in quarantine or found wrong takes
/// nobody's place.
pub(crate) fn replaced(report: &str) -> String {
    replaced_as_of(report, "")
}

/// The same by what had arrived at an instant, which is a numbered parameter; empty is by all that has.
pub(crate) fn replaced_as_of(report: &str, instant: &str) -> String {
    let arrived = if instant.is_empty() { String::new() } else { format!(" AND n.received_at <= {instant}") };
    let verdict = verdict_of("n", instant);
    format!(
        "EXISTS (SELECT 1 FROM supply_replacement x JOIN supply_report n ON n.county = x.county AND n.id = x.report
         WHERE x.county = {report}.county AND x.client = {report}.client AND n.division = {report}.division
         AND n.crop = {report}.crop AND n.id <> {report}.id AND {verdict} <> 'wrong'
         AND (n.quarantine = '' OR {verdict} = 'released'){arrived})"
    )
}

/// That another report of the same village, crop and period stands beside `s` and neither was found wrong. What one phone
/// says of two grades goes together.
fn rival() -> String {
    format!(
        "{VERDICT} <> 'wrong' AND EXISTS (SELECT 1 FROM supply_report r WHERE r.county = s.county AND r.division = s.division
         AND r.crop = s.crop AND r.period = s.period AND r.id <> s.id AND r.quarantine = '' AND r.kind IN ('supply', 'nothing')
         AND NOT (r.made_by = s.made_by AND r.informant = s.informant AND r.device = s.device AND r.grade <> s.grade
           AND r.kind = s.kind)
         AND {} <> 'wrong' AND NOT {})",
        verdict_of("r", ""),
        replaced("r")
    )
}

/// The last verdict of a report; empty while nobody looked.
pub(crate) const VERDICT: &str =
    "COALESCE((SELECT v.verdict FROM supply_check v WHERE v.county = s.county AND v.report = s.id
    ORDER BY v.seq DESC LIMIT 1), '')";

/// The same of an alias, as it was at an instant, which is a numbered parameter; empty is now.
pub(crate) fn verdict_of(report: &str, instant: &str) -> String {
    let looked = if instant.is_empty() { String::new() } else { format!(" AND v.at <= {instant}") };
    format!(
        "COALESCE((SELECT v.verdict FROM supply_check v WHERE v.county = {report}.county AND v.report = {report}.id{looked}
         ORDER BY v.seq DESC LIMIT 1), '')"
    )
}

/// Which reports a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportFilter {
    /// `supply`, `nothing` or `survey`; all if empty.
    pub kind: String,
    /// Only this crop.
    pub crop: i64,
    /// Only this division and what lies in it.
    pub division: i64,
    /// `unchecked`, `confirmed`, `wrong`, `follow_up`, `quarantine`, `conflict`, `call_open` or `replaced`; all that stands if empty.
    pub state: String,
    /// Only the report with this id of its device, replaced or not: where a shared link leads.
    pub client: String,
}

store::row! {
    /// A report as a list shows it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct ReportRow {
        /// Number.
        pub id: i64,
        /// The id that its device gave it.
        pub client: String,
        /// `supply`, `nothing` or `survey`.
        pub kind: String,
        /// The village.
        pub division: DivisionId,
        /// The crop.
        pub crop: i64,
        /// What the crop is called.
        pub crop_name: String,
        /// First day of the period; empty outside the season.
        pub period: String,
        /// How much, grams.
        pub grams: Grams,
        /// `exact`, `at_least`, `at_most` or `about`.
        pub bound: String,
        /// As it was said.
        pub said: String,
        /// First day on which it can be had; empty for nothing.
        pub from_day: String,
        /// Last day.
        pub to_day: String,
        /// Grade.
        pub grade: String,
        /// Asked price, fen a kg.
        pub fen_per_kg: Option<Fen>,
        /// Area in hundredths of a mu, for surveys.
        pub area_centimu: i64,
        /// Anything else.
        pub note: String,
        /// When it was filled in.
        pub told_at: Instant,
        /// When it arrived.
        pub received_at: Instant,
        /// `app`, `bundle`, `phone` or `office`.
        pub via: String,
        /// With whom a clerk spoke.
        pub informant: String,
        /// Within the timely days.
        pub on_time: bool,
        /// Arrived after the lock.
        pub after_lock: bool,
        /// Why its time cannot be believed; empty if it can.
        pub quarantine: String,
        /// Last verdict; empty while nobody looked.
        pub verdict: String,
        /// What was said with it: why it is wrong, what is asked.
        pub reason: String,
        /// What was found where somebody weighed or counted, grams.
        pub found_g: Option<Grams>,
        /// Days after which supply of this crop that nobody confirmed is offered no more.
        pub stale_days: i64,
        /// More than is usual for one village.
        pub odd: bool,
        /// Another report of the same village and period says otherwise.
        pub conflict: bool,
        /// A later report took its place.
        pub replaced: bool,
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

/// A report with the name of its village.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportView {
    /// The report.
    #[serde(flatten)]
    pub report: ReportRow,
    /// Township and village.
    pub division_name: String,
    /// It is supply that was not confirmed for so long that it is offered no more.
    pub stale: bool,
    /// Who called, or answered; empty if nobody of the village is named.
    pub caller_name: String,
    /// It came from a phone that the actor handed out: somebody else decides on it.
    pub handed_out: bool,
}

/// The part of the scope tree that a list shows: all of the actor's, or one division of it. **Errors:** it lies outside.
pub(crate) fn inside(tx: &mut Tx<'_>, actor: &Actor, division: i64) -> Result<(String, String), Refusal> {
    if division == 0 {
        return Ok(actor.scope.range());
    }
    let division = places::desk::require_division(tx, actor.county_id(), DivisionId(division))?;
    actor.require(&division.path)?;
    let until = format!("{}\u{10FFFF}", division.path);
    Ok((division.path, until))
}

/// Reports inside one's scope on top of which stand odd and conflicting ones, and calls that their caller did not confirm. **Who:** whoever may see supply.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: ReportFilter,
    ask: &Ask,
) -> Result<Page<ReportView>, Refusal> {
    let county = actor.county_id();
    let (from, until) = inside(tx, actor, filter.division)?;
    let (rival, replaced, reason) = (rival(), replaced("s"), VERDICT.replace("v.verdict", "v.reason"));
    let base = format!(
        "SELECT q.*, odd + conflict + unproved AS marked, id AS sort_id FROM (SELECT s.id, s.client, s.kind, s.division, s.crop, c.name AS crop_name, s.period, s.grams, s.bound, s.said,
           s.from_day, s.to_day, s.grade, s.fen_per_kg, s.area_centimu, s.note, s.told_at, s.received_at, s.via, s.informant,
           s.on_time, s.after_lock, s.quarantine, {VERDICT} AS verdict, {reason} AS reason,
           (SELECT v.found_g FROM supply_check v WHERE v.county = s.county AND v.report = s.id AND v.found_g IS NOT NULL
             ORDER BY v.seq DESC LIMIT 1) AS found_g, c.stale_days,
           CASE WHEN s.grams > c.odd_g THEN 1 ELSE 0 END AS odd,
           CASE WHEN s.kind <> 'survey' AND s.period <> '' AND {rival} THEN 1 ELSE 0 END AS conflict,
           CASE WHEN {replaced} THEN 1 ELSE 0 END AS replaced, {},
           CASE WHEN k.call IS NOT NULL AND COALESCE(w.how, 'denied') = 'denied' THEN 1 ELSE 0 END AS unproved
           FROM supply_report s JOIN crop c ON c.county = s.county AND c.id = s.crop {}
           WHERE s.county = $1 AND s.path >= $2 AND s.path < $3 AND ($4 = '' OR s.kind = $4) AND ($5 = 0 OR s.crop = $5)
             AND ($7 = '' OR s.client = $7)) q
         WHERE CASE $6 WHEN 'replaced' THEN replaced = 1 WHEN 'quarantine' THEN quarantine <> '' AND verdict <> 'released'
           WHEN 'conflict' THEN conflict = 1 AND replaced = 0 WHEN 'unchecked' THEN verdict = '' AND replaced = 0
           WHEN 'call_open' THEN call_state = 'open' AND replaced = 0
           WHEN '' THEN replaced = 0 OR $7 <> '' ELSE verdict = $6 AND replaced = 0 END",
        calls::COLUMNS,
        calls::joins("supply", "s")
    );
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.kind, filter.crop, filter.state, filter.client].to_vec(),
        sorts: &["-marked", "-odd", "-conflict", "-told_at", "received_at", "grams", "crop_name", "period"],
        sums: &["grams"],
    };
    let page: Page<ReportRow> = store::list(tx, &listing, ask)?;
    let ids: Vec<i64> = page.items.iter().map(|report| report.id).collect();
    let handed = crate::handed::by_actor(tx, actor, "supply", &ids)?;
    let mut items = Vec::with_capacity(page.items.len());
    for report in page.items {
        let division_name = places::desk::full_name(tx, county, report.division)?;
        let caller_name = calls::name(tx, actor, report.caller)?;
        let days = i64::from(actor.day().days_since(report.told_at.day()));
        let stale = report.kind == "supply" && !report.replaced && days > report.stale_days;
        let handed_out = handed.contains(&report.id);
        items.push(ReportView { report, division_name, stale, caller_name, handed_out });
    }
    Ok(Page { items, next: page.next, total: page.total })
}
