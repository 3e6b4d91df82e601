//! Produce that does not sell: reported, confirmed by township or county, acted on by a clock.
//!
//! Invariants: both times are kept, that of the report and that of the confirmation; sales count from
//! the report on, once it is confirmed; nobody confirms their own report; who had to act by when, and
//! who did, can be read from the acts alone.

use crate::{
    error::No,
    item::{UnsalableItem, in_order, priced, understand},
    upload::Arrived,
};
use base::{
    Day, Fen, Grams, Instant, Refusal,
    ids::{DivisionId, HouseholdId, PersonId, ProducerId},
};
use edge::{Actor, Nothing, Perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Keeps a report of unsalable produce.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    arrived: &Arrived<'_>,
    item: &UnsalableItem,
) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let quantity = understand(&item.quantity)?;
    priced(item.fen_per_kg)?;
    crate::at_most("/note", &item.note, 200)?;
    if !in_order(item.ripe_on, item.spoil_on, actor.day()) {
        return Err(Refusal::from(No::Ripeness).at("/spoil_on"));
    }
    if let Some(producer) = item.producer {
        let found = catalogue::desk::producer(tx, county, producer)?;
        if !found.is_some_and(|found| found.path.starts_with(&arrived.village.path)) {
            return Err(Refusal::from(No::NoSuchGrower).at("/producer"));
        }
    }
    if let Some(household) = item.household {
        crate::keep::household_here(tx, actor, household, &arrived.village.path)?;
    }
    let id = tx.next_id(county, "unsalable_report")?;
    let due = |hours: i64| actor.now.plus_seconds(hours * 3_600);
    tx.run(
        "INSERT INTO unsalable_report (county, id, client, digest, division, path, crop, grade, grams, bound, said, ripe_on,
         spoil_on, fen_per_kg, producer, household, note, told_at, received_at, via, device, device_seq, informant, quarantine,
         township_due, county_due, made_by, made_post)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
         $25, $26, $27, $28)",
        params![
            county,
            id,
            arrived.item.id.as_str(),
            arrived.digest.as_slice(),
            arrived.item.division,
            arrived.village.path.as_str(),
            arrived.item.crop,
            item.grade.word(),
            quantity.grams,
            quantity.bound,
            quantity.said,
            item.ripe_on,
            item.spoil_on,
            item.fen_per_kg,
            item.producer,
            item.household,
            item.note.trim(),
            arrived.told.at,
            actor.now,
            arrived.envelope.via.word(),
            arrived.envelope.device,
            arrived.item.seq,
            arrived.envelope.informant,
            arrived.told.quarantine.map_or("", |doubt| doubt.word()),
            due(arrived.crop.township_hours),
            due(arrived.crop.county_hours),
            actor.person,
            actor.post
        ],
    )?;
    crate::telling::reported(tx, county, actor.now, id)?;
    crate::calls::tie(tx, actor, arrived, ("unsalable", id))?;
    Ok(id)
}

/// What people do about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// 认定: it is so; from here on it is a declaration.
    Confirmed,
    /// 不予认定.
    Refused,
    /// 撤回, by whoever reported it.
    Withdrawn,
    /// Something was done: who was rung, what was arranged.
    Help,
    /// 办结.
    Closed,
}

impl ActKind {
    fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Help => "help",
            Self::Closed => "closed",
        }
    }

    /// What the village is told.
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Confirmed => ("已认定", "Declared"),
            Self::Refused => ("未予认定", "Not declared"),
            Self::Withdrawn => ("已撤回", "Taken back"),
            Self::Help => ("有了新进展", "Something was done"),
            Self::Closed => ("已办结", "Done with"),
        }
    }
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody decided yet.
    Open,
    /// Declared.
    Confirmed,
    /// Not declared.
    Refused,
    /// Taken back.
    Withdrawn,
    /// Done with.
    Closed,
}

impl State {
    fn of(word: &str) -> Self {
        match word {
            "confirmed" => Self::Confirmed,
            "refused" => Self::Refused,
            "withdrawn" => Self::Withdrawn,
            "closed" => Self::Closed,
            _ => Self::Open,
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Open => "待认定",
            Self::Confirmed => "已认定",
            Self::Refused => "不予认定",
            Self::Withdrawn => "已撤回",
            Self::Closed => "已办结",
        }
    }

    /// Whether an act fits: one decides what is open, helps while it is open or declared, closes what was declared.
    pub(crate) fn takes(self, act: ActKind) -> bool {
        match act {
            ActKind::Confirmed | ActKind::Refused | ActKind::Withdrawn => self == Self::Open,
            ActKind::Help => matches!(self, Self::Open | Self::Confirmed),
            ActKind::Closed => self == Self::Confirmed,
        }
    }
}

/// Acts on a report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnUnsalable {
    /// What is done; taking back has an act of its own.
    pub act: ActKind,
    /// How it was checked, why not, what was arranged.
    pub reason: String,
}

/// Takes a report back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    pub reason: String,
}

/// State of a report in SQL: its last act that decides.
pub(crate) const STATE: &str =
    "COALESCE((SELECT a.act FROM unsalable_act a WHERE a.county = u.county AND a.report = u.id
    AND a.act <> 'help' ORDER BY a.seq DESC LIMIT 1), 'open')";

/// When somebody acted first; empty while nobody did.
const ACTED: &str = "COALESCE((SELECT MIN(a.at) FROM unsalable_act a WHERE a.county = u.county AND a.report = u.id
    AND a.act <> 'withdrawn'), '')";

store::row! {
    /// What an act has to know of a report.
    struct Standing {
        path: String,
        made_by: PersonId,
        state: String,
    }
}

fn standing(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Standing, Refusal> {
    let sql = format!("SELECT u.path, u.made_by, {STATE} FROM unsalable_report u WHERE u.county = $1 AND u.id = $2");
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchReport.into())
}

/// Place of a report, for the edge.
pub(crate) fn place(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<edge::Place>, Refusal> {
    let sql = "SELECT u.path FROM unsalable_report u WHERE u.county = $1 AND u.id = $2";
    let path: Option<String> = tx.find(sql, params![county, id])?;
    Ok(path.map(|path| edge::Place::new(path, format!("滞销上报 {id}"))))
}

/// Fewest characters of a confirmation without a photo.
const WORDS_LEAST: usize = 10;

/// Decides on a report, or says what was done. **Who:** township supervisor, county office; the first decision never
/// by whoever reported it.
pub fn act(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ActOnUnsalable) -> Result<UnsalableView, Refusal> {
    let county = actor.county_id();
    let report = held(tx, county, id)?;
    match body.act {
        ActKind::Withdrawn => return Err(No::NotOwnReport.into()),
        ActKind::Confirmed | ActKind::Refused if report.made_by == actor.person => return Err(No::OwnReport.into()),
        _ => {}
    }
    let short = body.reason.trim().chars().count() < WORDS_LEAST;
    if body.act == ActKind::Confirmed && short && evidence::desk::count(tx, county, crate::evidence_of::KIND, id)? == 0
    {
        return Err(Refusal::from(No::NoEvidence).at("/reason"));
    }
    put(tx, actor, id, &report, (body.act, &body.reason))
}

/// Takes a report back before it is decided on. **Who:** whoever reported it.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: Withdraw) -> Result<UnsalableView, Refusal> {
    let report = held(tx, actor.county_id(), id)?;
    if report.made_by != actor.person {
        return Err(No::NotOwnReport.into());
    }
    put(tx, actor, id, &report, (ActKind::Withdrawn, &body.reason))
}

/// A report, with nobody else acting on it meanwhile.
fn held(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Standing, Refusal> {
    tx.hold(county, &format!("unsalable/{id}"))?;
    standing(tx, county, id)
}

fn put(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: i64,
    report: &Standing,
    (act, reason): (ActKind, &str),
) -> Result<UnsalableView, Refusal> {
    let county = actor.county_id();
    crate::text("/reason", reason, 300)?;
    let state = State::of(&report.state);
    if !state.takes(act) {
        return Err(No::NotOpen { state: state.zh().into() }.into());
    }
    let seq: i64 = tx.number(
        "SELECT COALESCE(MAX(seq), 0) + 1 FROM unsalable_act WHERE county = $1 AND report = $2",
        params![county, id],
    )?;
    tx.run(
        "INSERT INTO unsalable_act (county, report, seq, act, reason, made_by, made_post, made_role, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![county, id, seq, act.word(), reason.trim(), actor.person, actor.post, actor.role.word(), actor.now],
    )?;
    if act != ActKind::Withdrawn {
        crate::telling::acted(tx, actor, id, seq, act.told())?;
    }
    show(tx, actor, id, Nothing {})
}

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

fn listed(tx: &mut Tx<'_>, actor: &Actor, report: UnsalableRow) -> Result<UnsalableListed, Refusal> {
    let division_name = places::desk::full_name(tx, actor.county_id(), report.division)?;
    let producer_name = match report.producer {
        Some(id) => catalogue::desk::producer(tx, actor.county_id(), id)?.map(|found| found.name).unwrap_or_default(),
        None => String::new(),
    };
    let caller_name = crate::calls::name(tx, actor, report.caller)?;
    let (turn, overdue) = turn(&report, actor.now);
    let had_before = evidence::desk::had_before(tx, actor.county_id(), crate::evidence_of::KIND, report.id)?;
    let same_photo_count = i64::try_from(had_before.len()).unwrap_or(i64::MAX);
    let mut same_photo = Vec::new();
    for other in had_before {
        let place = place(tx, actor.county_id(), other)?;
        same_photo.extend(place.filter(|place| actor.scope.covers(&place.path)).map(|_| other));
    }
    Ok(UnsalableListed {
        turn: turn.into(),
        overdue,
        same_photo_count,
        same_photo,
        report,
        division_name,
        producer_name,
        caller_name,
    })
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
    let confirms = actor.may(Perm::SupplyConfirm);
    let allowed = |act: &ActKind| match act {
        ActKind::Withdrawn => mine,
        ActKind::Confirmed | ActKind::Refused => confirms && !mine,
        ActKind::Help | ActKind::Closed => confirms,
    };
    let all = [ActKind::Confirmed, ActKind::Refused, ActKind::Help, ActKind::Closed, ActKind::Withdrawn];
    let may = all.into_iter().filter(|act| state.takes(*act) && allowed(act)).collect();
    Ok(UnsalableView { listed: listed(tx, actor, row)?, acts, may })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_follows_from_the_state() {
        use ActKind::{Closed, Confirmed, Help, Refused, Withdrawn};
        for (state, takes) in [
            (State::Open, vec![Confirmed, Refused, Withdrawn, Help]),
            (State::Confirmed, vec![Help, Closed]),
            (State::Refused, vec![]),
            (State::Withdrawn, vec![]),
            (State::Closed, vec![]),
        ] {
            let all = [Confirmed, Refused, Withdrawn, Help, Closed];
            assert_eq!(all.into_iter().filter(|act| state.takes(*act)).collect::<Vec<_>>(), takes, "{state:?}");
        }
    }
}
