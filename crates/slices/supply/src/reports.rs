//! Lists of reports, with what stands now: the latest word of a village on a crop and period.
//!
//! Nothing is changed in place, so what stands follows from what was said: a report that no other
//! replaces. Two of those for one period contradict each other, and both are shown.

use crate::calls;
use base::{
    Day, Fen, Grams, Instant, Refusal, Text,
    ids::{DivisionId, HouseholdId, PersonId, ProducerId},
};
use edge::{Actor, Perm};
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
    let believed = believed("n", instant);
    format!(
        "EXISTS (SELECT 1 FROM supply_replacement x JOIN supply_report n ON n.county = x.county AND n.id = x.report
         WHERE x.county = {report}.county AND x.client = {report}.client AND n.division = {report}.division
         AND n.crop = {report}.crop AND n.id <> {report}.id AND {believed}{arrived})"
    )
}

/// That another report of the same village, crop and period – of a survey: round and household – stands beside `s` and
/// neither was found wrong. What one phone says of two grades goes together, and so does what is said of two sellers; that
/// there is nothing speaks of all of them. With `later` only what was filled in after it.
fn rival(later: bool) -> String {
    let after = if later { "AND (r.told_at, r.id) > (s.told_at, s.id)" } else { "" };
    let stands = stands("r");
    format!(
        "{VERDICT} <> 'wrong' AND EXISTS (SELECT 1 FROM supply_report r WHERE r.county = s.county AND r.division = s.division
         AND r.crop = s.crop AND r.period = s.period AND r.id <> s.id AND r.round = s.round
         AND (r.kind = 'nothing' OR s.kind = 'nothing' OR (COALESCE(r.household, 0) = COALESCE(s.household, 0)
           AND COALESCE(r.producer, 0) = COALESCE(s.producer, 0)))
         AND CASE WHEN r.kind = 'survey' THEN 1 ELSE 0 END = CASE WHEN s.kind = 'survey' THEN 1 ELSE 0 END
         AND NOT (r.made_by = s.made_by AND r.informant = s.informant AND r.device = s.device AND r.grade <> s.grade
           AND r.kind = s.kind)
         {after} AND {stands})"
    )
}

/// That the report of an alias is believed: neither its time nor somebody who looked speaks against it. By what had been
/// looked at by an instant, as [`replaced_as_of`] has it.
pub(crate) fn believed(report: &str, instant: &str) -> String {
    let verdict = verdict_of(report, instant);
    format!("({report}.quarantine = '' OR {verdict} = 'released') AND {verdict} <> 'wrong'")
}

/// That the report of an alias counts: it is believed, and no other took its place.
pub(crate) fn stands(report: &str) -> String {
    stands_as_of(report, "")
}

/// The same by what had arrived at an instant, as [`replaced_as_of`] has it.
pub(crate) fn stands_as_of(report: &str, instant: &str) -> String {
    format!("{} AND NOT {}", believed(report, instant), replaced_as_of(report, instant))
}

/// What a report adds to a total, so that nothing is counted twice: what was replaced, found wrong or is not believed adds
/// nothing, of two in conflict the later word counts. Surveys speak of the same produce as reports, so a total of all kinds
/// leaves them out; of them a household adds nothing beside its village's sum, nor an earlier round beside a later one of
/// its year, unless that round alone is asked for.
fn counted() -> String {
    format!(
        "CASE WHEN q.kind = 'nothing' OR q.replaced = 1 OR q.verdict = 'wrong'
           OR (q.quarantine <> '' AND q.verdict <> 'released') THEN 0
         WHEN q.conflict = 1 AND EXISTS (SELECT 1 FROM supply_report s WHERE s.county = $1 AND s.id = q.id AND {}) THEN 0
         WHEN q.kind = 'survey' AND ($4 <> 'survey' OR EXISTS (SELECT 1 FROM supply_report b WHERE b.county = $1
           AND b.division = q.division AND b.crop = q.crop AND b.kind = 'survey'
           AND ((b.round = q.round AND b.household IS NULL AND q.household IS NOT NULL)
             OR ($8 = '' AND substr(b.round, 1, 4) = substr(q.round, 1, 4) AND b.round > q.round)) AND {})) THEN 0
         ELSE q.grams END",
        rival(true),
        stands("b")
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
    /// `unchecked`, `confirmed`, `wrong`, `follow_up`, `quarantine`, `conflict`, `call_open`, `too_little` (books show more than was said) or
    /// `replaced`; all that stands if empty.
    pub state: String,
    /// Only what is odd: `any`, or for one reason: `above` or `below` the crop's limits, `yield_low` or `yield_high` of a survey,
    /// `jump_up` or `jump_down` against the last report of the season, `over_survey` for more than the village's survey.
    pub odd: String,
    /// Only of this year: by the first day of the period or round, of what has neither by the day on which it was filled in.
    /// All if 0, but of `too_little` this year.
    pub year: i32,
    /// Only surveys of the round that begins on this day, or of this year outside rounds.
    pub round: String,
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
        /// It is odd, for reasons given in words.
        pub odd: bool,
        /// Another report of the same village and period says otherwise.
        pub conflict: bool,
        /// A later report took its place.
        pub replaced: bool,
        /// Of a survey: first day of its round, or its year outside rounds.
        pub round: String,
        /// Whose supply it is, if one producer's.
        pub producer: Option<ProducerId>,
        /// Whose supply it is, or of whom a survey is, if one household's; none for the whole village.
        pub household: Option<HouseholdId>,
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
        /// What it adds to the total, grams: nothing is counted twice.
        pub counted_g: Grams,
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
    /// Whose supply it is, if one producer's.
    pub producer_name: String,
    /// Why it is odd, with what it was measured against; empty if it is not.
    pub odd_why: Text,
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

/// Numbers as SQL writes them; there may be more than a statement takes parameters.
fn numbers(ids: &[i64]) -> String {
    if ids.is_empty() { "NULL".to_owned() } else { ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ") }
}

/// A year as reports name it, its first instant and the first one after it; of no year empty texts.
fn of_year(year: i32) -> (String, String, String) {
    let start = |year: i32| Day::first_of_year(year).map_or_else(String::new, |day| day.starts_at().to_string());
    if year == 0 { Default::default() } else { (format!("{year:04}"), start(year), start(year.saturating_add(1))) }
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
    let too_little = match filter.state.as_str() {
        "too_little" => {
            let year = if filter.year == 0 { actor.day().year() } else { filter.year };
            crate::later::too_little(tx, county, (&from, &until), (year, actor.now))?
        }
        _ => Vec::new(),
    };
    let (year, first, after) = of_year(filter.year);
    let (rival, replaced, counted) = (rival(false), replaced("s"), counted());
    let reason = VERDICT.replace("v.verdict", "v.reason");
    let base = format!(
        "SELECT q.*, {counted} AS counted_g, odd + conflict
           + CASE WHEN call_state IN ('open', 'denied') THEN 1 ELSE 0 END AS marked, id AS sort_id FROM (SELECT s.id, s.client, s.kind, s.division, s.crop, c.name AS crop_name, s.period, s.grams, s.bound, s.said,
           s.from_day, s.to_day, s.grade, s.fen_per_kg, s.area_centimu, s.note, s.told_at, s.received_at, s.via, s.informant,
           s.on_time, s.after_lock, s.quarantine, {VERDICT} AS verdict, {reason} AS reason,
           (SELECT v.found_g FROM supply_check v WHERE v.county = s.county AND v.report = s.id AND v.found_g IS NOT NULL
             ORDER BY v.seq DESC LIMIT 1) AS found_g, c.stale_days,
           CASE WHEN EXISTS (SELECT 1 FROM supply_mark m WHERE m.county = s.county AND m.report = s.id) THEN 1 ELSE 0 END AS odd,
           CASE WHEN (s.period <> '' OR s.round <> '') AND s.quarantine = '' AND {rival} THEN 1 ELSE 0 END AS conflict,
           CASE WHEN {replaced} THEN 1 ELSE 0 END AS replaced, s.round, s.producer, s.household, {}
           FROM supply_report s JOIN crop c ON c.county = s.county AND c.id = s.crop {}
           WHERE s.county = $1 AND s.path >= $2 AND s.path < $3 AND ($4 = '' OR s.kind = $4) AND ($5 = 0 OR s.crop = $5)
             AND ($7 = '' OR s.client = $7) AND ($8 = '' OR (s.kind = 'survey' AND s.round = $8))
             AND ($9 = '' OR EXISTS (SELECT 1 FROM supply_mark m WHERE m.county = s.county AND m.report = s.id
               AND ($9 = 'any' OR m.code = $9)))
             AND ($10 = '' OR substr(CASE WHEN s.period = '' THEN s.round ELSE s.period END, 1, 4) = $10
               OR (s.period = '' AND s.round = '' AND s.told_at >= $11 AND s.told_at < $12))) q
         WHERE CASE $6 WHEN 'replaced' THEN replaced = 1 WHEN 'quarantine' THEN quarantine <> '' AND verdict <> 'released'
           WHEN 'conflict' THEN conflict = 1 AND replaced = 0 WHEN 'unchecked' THEN verdict = '' AND replaced = 0
           WHEN 'call_open' THEN call_state = 'open' AND replaced = 0 WHEN 'too_little' THEN id IN ({})
           WHEN '' THEN replaced = 0 OR $7 <> '' ELSE verdict = $6 AND replaced = 0 END",
        calls::COLUMNS,
        calls::joins("supply", "s"),
        numbers(&too_little)
    );
    let listing = Listing {
        base: &base,
        params: params![
            county,
            from,
            until,
            filter.kind,
            filter.crop,
            filter.state,
            filter.client,
            filter.round,
            filter.odd,
            year,
            first,
            after
        ]
        .to_vec(),
        sorts: &["-marked", "-odd", "-conflict", "-told_at", "received_at", "grams", "crop_name", "period"],
        sums: &["counted_g"],
    };
    let page: Page<ReportRow> = store::list(tx, &listing, ask)?;
    let ids: Vec<i64> = page.items.iter().map(|report| report.id).collect();
    let handed = crate::handed::by_actor(tx, actor, "supply", &ids)?;
    let odd: Vec<i64> = page.items.iter().filter(|report| report.odd).map(|report| report.id).collect();
    let mut why = crate::marks::words(tx, county, &odd)?;
    let names = places::desk::full_names(tx, county, page.items.iter().map(|report| report.division))?;
    let producers = page.items.iter().filter_map(|report| report.producer);
    let producers = catalogue::desk::producers_named(tx, county, producers)?;
    let mut items = Vec::with_capacity(page.items.len());
    for mut report in page.items {
        // A number tells households apart: it is for those who see their register.
        report.household = report.household.filter(|_| actor.may(Perm::HouseholdRead));
        let division_name = names.get(&report.division).cloned().unwrap_or_default();
        let producer_name = report.producer.and_then(|id| producers.get(&id)).cloned().unwrap_or_default();
        let caller_name = calls::name(tx, actor, report.caller)?;
        let days = i64::from(actor.day().days_since(report.told_at.day()));
        let stale = report.kind == "supply" && !report.replaced && days > report.stale_days;
        let handed_out = handed.contains(&report.id);
        let odd_why = why.remove(&report.id).unwrap_or_else(|| Text::new("", ""));
        items.push(ReportView { report, division_name, producer_name, odd_why, stale, caller_name, handed_out });
    }
    Ok(Page { items, next: page.next, total: page.total })
}
