//! Rounds of surveys: what they are called, when they are due, what they ask for.

use crate::{crops, error::No};
use base::{Day, Instant, Refusal};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Ask, Listing, Page, StoreError, Tx, params};

/// A round as it is opened.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundForm {
    /// 2026年春季摸底.
    pub name: String,
    /// First day on which villages are asked.
    pub from_day: Day,
    /// Last day on which a survey is in time.
    pub due_day: Day,
    /// What is asked for; all crops in use if empty.
    #[serde(default)]
    pub crops: Vec<i64>,
    /// Nobody is asked any more.
    #[serde(default)]
    pub ended: bool,
}

store::row! {
    /// A round.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct RoundRow {
        /// Number.
        pub id: i64,
        /// Name.
        pub name: String,
        /// First day on which villages are asked; surveys name their round by it.
        pub from_day: Day,
        /// Last day on which a survey is in time.
        pub due_day: Day,
        /// Nobody is asked any more.
        pub ended: bool,
        /// When it was opened.
        pub made_at: Instant,
    }
}

/// A round with what it asks for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundView {
    /// The round.
    #[serde(flatten)]
    pub round: RoundRow,
    /// Crops by number.
    pub crops: Vec<i64>,
    /// What they are called.
    pub crop_names: String,
}

const COLUMNS: &str = "q.id, q.name, q.from_day, q.due_day, q.ended, q.made_at";

/// Longest round, days.
const DAYS_MOST: i32 = 184;

/// Rounds, the newest first. **Who:** whoever may see supply.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<RoundView>, Refusal> {
    let base = format!("SELECT {COLUMNS}, q.id AS sort_id FROM survey_round q WHERE q.county = $1");
    let listing = Listing {
        base: &base,
        params: params![actor.county_id()].to_vec(),
        sorts: &["-from_day", "due_day", "name"],
        sums: &[],
    };
    let page: Page<RoundRow> = store::list(tx, &listing, ask)?;
    let items = page.items.into_iter().map(|round| view(tx, actor.county_id(), round)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next, total: page.total })
}

pub(super) fn view(tx: &mut Tx<'_>, county: &str, round: RoundRow) -> Result<RoundView, Refusal> {
    let sql = "SELECT k.crop, c.name FROM survey_round_crop k JOIN crop c ON c.county = k.county AND c.id = k.crop
               WHERE k.county = $1 AND k.round = $2 ORDER BY k.crop";
    let (crops, names): (Vec<i64>, Vec<String>) =
        tx.query::<(i64, String)>(sql, params![county, round.id])?.into_iter().unzip();
    Ok(RoundView { round, crops, crop_names: names.join("、") })
}

/// One round. **Errors:** there is none.
pub(super) fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<RoundRow, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM survey_round q WHERE q.county = $1 AND q.id = $2");
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchRound.into())
}

/// Opens a round. **Who:** county office.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, (): (), form: RoundForm) -> Result<RoundView, Refusal> {
    if form.from_day < actor.day() {
        return Err(Refusal::from(No::RoundBegins).at("/from_day"));
    }
    let crops = check(tx, actor, &form, &[])?;
    let county = actor.county_id();
    let id = tx.next_id(county, "survey_round")?;
    tx.run(
        "INSERT INTO survey_round (county, id, name, from_day, due_day, ended, made_by, made_post, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            county,
            id,
            form.name.trim(),
            form.from_day,
            form.due_day,
            form.ended,
            actor.person,
            actor.post,
            actor.now
        ],
    )
    .map_err(taken)?;
    write_crops(tx, county, id, &crops)
}

/// Corrects a round; its first day stays once it has come, since surveys name it. **Who:** county office.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: i64, form: RoundForm) -> Result<RoundView, Refusal> {
    let county = actor.county_id();
    let before = find(tx, county, id)?;
    if form.from_day != before.from_day && (before.from_day <= actor.day() || form.from_day < actor.day()) {
        return Err(Refusal::from(No::RoundBegins).at("/from_day"));
    }
    let own = view(tx, county, before.clone())?.crops;
    let crops = check(tx, actor, &form, &own)?;
    for crop in own.into_iter().filter(|crop| !crops.contains(crop)) {
        let sql = "SELECT COUNT(*) FROM supply_report WHERE county = $1 AND round = $2 AND crop = $3";
        let answers: i64 = tx.number(sql, params![county, before.from_day.to_string(), crop])?;
        if answers > 0 {
            return Err(Refusal::from(No::RoundAnswered { crop }).at("/crops"));
        }
    }
    tx.run(
        "UPDATE survey_round SET name = $3, from_day = $4, due_day = $5, ended = $6 WHERE county = $1 AND id = $2",
        params![county, id, form.name.trim(), form.from_day, form.due_day, form.ended],
    )
    .map_err(taken)?;
    tx.run("DELETE FROM survey_round_crop WHERE county = $1 AND round = $2", params![county, id])?;
    write_crops(tx, county, id, &crops)
}

fn taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Constraint(name) if name == "survey_round_name" => Refusal::from(No::RoundNameTaken).at("/name"),
        StoreError::Constraint(name) if name == "survey_round_day" => Refusal::from(No::RoundDayTaken).at("/from_day"),
        other => other.into(),
    }
}

/// The crops that the round asks for. **Errors:** its name, its days or one of its crops will not do.
/// The crops that a round asks for; those that it asked for before may have ended meanwhile.
fn check(tx: &mut Tx<'_>, actor: &Actor, form: &RoundForm, own: &[i64]) -> Result<BTreeSet<i64>, Refusal> {
    crate::text("/name", &form.name, 30)?;
    let days = form.due_day.days_since(form.from_day);
    if !(0..=DAYS_MOST).contains(&days) || form.from_day.days_since(actor.day()) > 366 {
        return Err(Refusal::from(No::RoundDays { most: DAYS_MOST }).at("/due_day"));
    }
    let kept: BTreeSet<i64> =
        crops::all(tx, actor.county_id())?.into_iter().filter(|crop| !crop.ended).map(|crop| crop.id).collect();
    if let Some(index) = form.crops.iter().position(|crop| !kept.contains(crop) && !own.contains(crop)) {
        return Err(Refusal::from(No::RoundCrop).at(format!("/crops/{index}")));
    }
    let crops = if form.crops.is_empty() { kept } else { form.crops.iter().copied().collect() };
    if crops.is_empty() { Err(Refusal::from(No::RoundCrop).at("/crops")) } else { Ok(crops) }
}

fn write_crops(tx: &mut Tx<'_>, county: &str, id: i64, crops: &BTreeSet<i64>) -> Result<RoundView, Refusal> {
    let rows: Vec<_> = crops.iter().map(|crop| params![county, id, *crop].to_vec()).collect();
    tx.insert_many("INSERT INTO survey_round_crop (county, round, crop)", &rows)?;
    let round = find(tx, county, id)?;
    view(tx, county, round)
}

/// What a survey of a crop that was filled in on a day answers: the round that it names, or the latest of that year which had
/// begun; the year where there was none. **Errors:** it names a round that asks nothing of this crop, or had not begun.
pub(crate) fn answered(
    tx: &mut Tx<'_>,
    county: &str,
    crop: i64,
    (day, named): (Day, Option<Day>),
) -> Result<String, Refusal> {
    let first = Day::first_of_year(day.year()).unwrap_or(day);
    let (from, until) = named.map_or((first, day), |round| (round, round));
    let sql = "SELECT q.from_day FROM survey_round q JOIN survey_round_crop k ON k.county = q.county AND k.round = q.id
               WHERE q.county = $1 AND k.crop = $2 AND q.from_day >= $3 AND q.from_day <= $4 ORDER BY q.from_day DESC LIMIT 1";
    let found: Option<Day> = tx.find(sql, params![county, crop, from, until])?;
    match (found.filter(|round| *round <= day), named) {
        (Some(round), _) => Ok(round.to_string()),
        (None, Some(_)) => Err(Refusal::from(No::NotInRound).at("/round")),
        (None, None) => Ok(day.year().to_string()),
    }
}
