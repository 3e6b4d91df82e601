//! Keeping reports: what is written once an item has been read and its village found.

mod last_word;

use crate::{
    error::No,
    growers,
    item::{NoSurveyItem, NothingItem, SupplyItem, SurveyItem, Understood, in_order, is_uuid, priced, understand},
    marks,
    season::Period,
    survey,
    upload::Arrived,
};
use base::{
    Day, Fen, Grams, Refusal,
    ids::{HouseholdId, ProducerId},
};
use edge::Actor;
use last_word::last_word;
use store::{Tx, Value, params};

/// An item that is here already.
pub(crate) struct Known {
    pub number: i64,
    pub digest: Vec<u8>,
}

/// Looks for an item by the id that its device gave it.
pub(crate) fn known(tx: &mut Tx<'_>, county: &str, client: &str) -> Result<Option<Known>, Refusal> {
    let found: Option<(i64, Vec<u8>)> = tx.find(
        "SELECT id, digest FROM supply_report WHERE county = $1 AND client = $2
         UNION ALL SELECT id, digest FROM unsalable_report WHERE county = $1 AND client = $2
         UNION ALL SELECT id, digest FROM advice WHERE county = $1 AND client = $2",
        params![county, client],
    )?;
    Ok(found.map(|(number, digest)| Known { number, digest }))
}

/// What differs between the kinds of report.
struct Row<'a> {
    kind: &'static str,
    period: Option<Period>,
    /// Of a survey its round, or its year.
    round: String,
    quantity: Understood,
    window: (Option<Day>, Option<Day>),
    grade: &'a str,
    fen_per_kg: Option<Fen>,
    area_centimu: i64,
    producer: Option<ProducerId>,
    household: Option<HouseholdId>,
    note: &'a str,
    replaces: &'a [String],
}

/// The period that a report of this crop speaks of; none in quarantine, since its day is not known. **Errors:** the one
/// that it names is none, or had not begun when it was filled in.
fn period(arrived: &Arrived<'_>, named: Option<Day>) -> Result<Option<Period>, Refusal> {
    if arrived.told.quarantine.is_some() {
        return Ok(None);
    }
    let (day, season) = (arrived.told.at.day(), arrived.crop.season());
    let Some(first) = named else { return Ok(season.answered_on(day)) };
    let found = season.period_from(first).filter(|period| period.from <= day);
    found.map(Some).ok_or_else(|| Refusal::from(No::Period).at("/period"))
}

/// Keeps a report of supply.
pub(crate) fn supply(tx: &mut Tx<'_>, actor: &Actor, arrived: &Arrived<'_>, item: &SupplyItem) -> Result<i64, Refusal> {
    let quantity = understand(&item.quantity)?;
    priced(item.fen_per_kg)?;
    crate::at_most("/grade", &item.grade, 20)?;
    crate::at_most("/note", &item.note, 200)?;
    let period = period(arrived, item.period)?;
    let told = arrived.told.at.day();
    let from = item.from_day.unwrap_or(told);
    // Said of the week before, it is still for sale in this one.
    let to = item.to_day.unwrap_or_else(|| {
        arrived.crop.season().period_of(told).or(period).map_or(from, |running| running.to).max(from)
    });
    if !in_order(from, to, actor.day()) {
        return Err(Refusal::from(No::Window).at("/to_day"));
    }
    if item.producer.is_some() && item.household.is_some() {
        return Err(Refusal::from(No::TwoSellers).at("/household"));
    }
    grower_here(tx, actor, (item.producer, item.household), &arrived.village.path)?;
    let row = Row {
        kind: "supply",
        period,
        round: String::new(),
        quantity,
        window: (Some(from), Some(to)),
        grade: item.grade.trim(),
        fen_per_kg: item.fen_per_kg,
        area_centimu: 0,
        producer: item.producer,
        household: item.household,
        note: item.note.trim(),
        replaces: &item.replaces,
    };
    write(tx, actor, arrived, row)
}

/// Keeps that there is nothing this time.
pub(crate) fn nothing(
    tx: &mut Tx<'_>,
    actor: &Actor,
    arrived: &Arrived<'_>,
    item: &NothingItem,
) -> Result<i64, Refusal> {
    let row = Row {
        kind: "nothing",
        period: period(arrived, item.period)?,
        round: String::new(),
        quantity: Understood { grams: Grams(0), bound: "exact", said: String::new() },
        window: (None, None),
        grade: "",
        fen_per_kg: None,
        area_centimu: 0,
        producer: None,
        household: None,
        note: "",
        replaces: &item.replaces,
    };
    write(tx, actor, arrived, row)
}

/// Most area of one survey, hundredths of a mu.
const MOST_CENTIMU: i64 = 10_000_000;

/// Keeps a survey; where it finds something, the village is asked from then on.
pub(crate) fn survey(tx: &mut Tx<'_>, actor: &Actor, arrived: &Arrived<'_>, item: &SurveyItem) -> Result<i64, Refusal> {
    let quantity = understand(&item.quantity)?;
    crate::at_most("/note", &item.note, 200)?;
    if item.area_centimu <= 0 || item.area_centimu > MOST_CENTIMU {
        return Err(Refusal::from(No::Area).at("/area_centimu"));
    }
    if !in_order(item.from_day, item.to_day, actor.day()) {
        return Err(Refusal::from(No::Window).at("/to_day"));
    }
    if let Some(household) = item.household {
        household_here(tx, actor, household, &arrived.village.path)?;
    }
    let round = round(tx, actor, arrived, item.round)?;
    growers::found_by_survey(tx, actor.county_id(), arrived.crop.id, &arrived.village, arrived.told.at.day())?;
    let row = Row {
        kind: "survey",
        period: None,
        round,
        quantity,
        window: (Some(item.from_day), Some(item.to_day)),
        grade: "",
        fen_per_kg: None,
        area_centimu: item.area_centimu,
        producer: None,
        household: item.household,
        note: item.note.trim(),
        replaces: &item.replaces,
    };
    write(tx, actor, arrived, row)
}

/// Keeps that there is none of a crop this time.
pub(crate) fn no_survey(
    tx: &mut Tx<'_>,
    actor: &Actor,
    arrived: &Arrived<'_>,
    item: &NoSurveyItem,
) -> Result<i64, Refusal> {
    if let Some(household) = item.household {
        household_here(tx, actor, household, &arrived.village.path)?;
    }
    let round = round(tx, actor, arrived, item.round)?;
    let row = Row {
        kind: "survey",
        period: None,
        round,
        quantity: Understood { grams: Grams(0), bound: "exact", said: String::new() },
        window: (None, None),
        grade: "",
        fen_per_kg: None,
        area_centimu: 0,
        producer: None,
        household: item.household,
        note: "",
        replaces: &item.replaces,
    };
    write(tx, actor, arrived, row)
}

/// What a survey answers. In quarantine the day on which it arrived says so, if it names no round: once it is released, it
/// counts for what was asked then.
fn round(tx: &mut Tx<'_>, actor: &Actor, arrived: &Arrived<'_>, named: Option<Day>) -> Result<String, Refusal> {
    survey::answered(tx, actor.county_id(), arrived.crop.id, (arrived.told.at.day(), named))
}

/// Refuses a producer or household that is not of the village.
pub(crate) fn grower_here(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (producer, household): (Option<ProducerId>, Option<HouseholdId>),
    path: &str,
) -> Result<(), Refusal> {
    if let Some(producer) = producer {
        let found = catalogue::desk::producer(tx, actor.county_id(), producer)?;
        if !found.is_some_and(|found| found.path.starts_with(path)) {
            return Err(Refusal::from(No::NoSuchGrower).at("/producer"));
        }
    }
    household.map_or(Ok(()), |household| household_here(tx, actor, household, path))
}

/// Refuses a household that does not live in the village.
pub(crate) fn household_here(
    tx: &mut Tx<'_>,
    actor: &Actor,
    household: HouseholdId,
    path: &str,
) -> Result<(), Refusal> {
    let found = catalogue::desk::household(tx, actor.county_id(), household)?;
    if found.is_some_and(|found| found.path.starts_with(path)) {
        Ok(())
    } else {
        Err(Refusal::from(No::NoSuchGrower).at("/household"))
    }
}

fn write(tx: &mut Tx<'_>, actor: &Actor, arrived: &Arrived<'_>, row: Row<'_>) -> Result<i64, Refusal> {
    if row.replaces.len() > 20 || row.replaces.iter().any(|id| !is_uuid(id) || *id == arrived.item.id) {
        return Err(Refusal::from(No::ClientId).at("/replaces"));
    }
    let county = actor.county_id();
    let item = arrived.item;
    let id = tx.next_id(county, "supply_report")?;
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let on_time = row.period.is_some_and(|period| arrived.told.at.day() <= period.due && actor.day() <= period.locks);
    let after_lock = row.period.is_some_and(|period| actor.day() > period.locks);
    tx.run(
        "INSERT INTO supply_report (county, id, client, digest, kind, division, path, crop, period, grams, bound, said, from_day,
         to_day, grade, fen_per_kg, area_centimu, household, note, told_at, received_at, via, device, device_seq, informant,
         on_time, after_lock, quarantine, made_by, made_post, round, producer)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
         $25, $26, $27, $28, $29, $30, $31, $32)",
        params![
            county,
            id,
            item.id.as_str(),
            arrived.digest.as_slice(),
            row.kind,
            item.division,
            arrived.village.path.as_str(),
            item.crop,
            day(row.period.map(|period| period.from)),
            row.quantity.grams,
            row.quantity.bound,
            row.quantity.said.as_str(),
            day(row.window.0),
            day(row.window.1),
            row.grade,
            row.fen_per_kg,
            row.area_centimu,
            row.household,
            row.note,
            arrived.told.at,
            actor.now,
            arrived.envelope.via.word(),
            arrived.envelope.device,
            item.seq,
            arrived.envelope.informant,
            on_time,
            after_lock,
            arrived.told.quarantine.map_or("", |doubt| doubt.word()),
            actor.person,
            actor.post,
            row.round.as_str(),
            row.producer
        ],
    )?;
    let replaced: Vec<Vec<Value>> =
        row.replaces.iter().map(|client| params![county, client.as_str(), id].to_vec()).collect();
    if !replaced.is_empty() {
        tx.insert_many("INSERT INTO supply_replacement (county, client, report)", &replaced)?;
    }
    if row.period.is_some() || (row.kind == "survey" && arrived.told.quarantine.is_none()) {
        last_word(tx, actor, arrived, (id, &row))?;
    }
    crate::calls::tie(tx, actor, arrived, ("supply", id))?;
    crate::handed::keep(tx, county, ("supply", id), arrived.envelope.handed_by)?;
    marks::refresh(tx, county, (item.division, arrived.crop), actor.now)?;
    Ok(id)
}
