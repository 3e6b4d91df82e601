//! Marks: why a report is odd (E6). They refuse nothing; what is marked stands on top where the township checks.
//!
//! Invariant: marks follow from what stands now. They are kept beside the reports, so that lists need not reckon, and are
//! reckoned anew for a village and crop whenever anything of it comes in or is checked, or the crop's limits change.

mod reckon;

use crate::{crops::CropRow, survey::standing};
use base::{Day, Grams, Instant, Refusal, Text, ids::DivisionId};
use reckon::{Code, Mark, Seen};
use std::collections::BTreeMap;
use store::{Tx, Value, params};

/// Reports that arrived before are looked at no more.
const DAYS_BACK: i32 = 400;

/// Reckons the marks of a village and crop anew.
pub(crate) fn refresh(
    tx: &mut Tx<'_>,
    county: &str,
    (division, crop): (DivisionId, &CropRow),
    now: Instant,
) -> Result<(), Refusal> {
    // What comes in at once, or is checked meanwhile, is seen by whoever reckons last.
    tx.hold(county, &format!("supply_mark/{division}/{}", crop.id))?;
    let since = now.day().plus_days(-DAYS_BACK).starts_at();
    let sql = format!(
        "SELECT s.id, s.kind, s.period, s.round, s.producer, s.household, s.grams, s.area_centimu, s.grade, s.told_at,
           CASE WHEN {} THEN 1 ELSE 0 END
         FROM supply_report s WHERE s.county = $1 AND s.division = $2 AND s.crop = $3 AND s.received_at >= $4
         ORDER BY s.told_at, s.id",
        crate::reports::stands("s")
    );
    let seen: Vec<Seen> = tx.query(&sql, params![county, division, crop.id, since])?;
    let kept =
        "SELECT m.report, m.code, m.than_g, m.times FROM supply_mark m JOIN supply_report s ON s.county = m.county
         AND s.id = m.report WHERE m.county = $1 AND s.division = $2 AND s.crop = $3 AND s.received_at >= $4
         ORDER BY m.report, m.code";
    let kept: Vec<(i64, String, Grams, i64)> = tx.query(kept, params![county, division, crop.id, since])?;
    let mut before: BTreeMap<i64, Vec<(String, Grams, i64)>> = BTreeMap::new();
    for (report, code, than, times) in kept {
        before.entry(report).or_default().push((code, than, times));
    }
    let surveys = surveys(&seen, division, crop.id);
    for one in &seen {
        let mut marks: Vec<_> = reckon::marks(crop, one, (&seen, &surveys))
            .into_iter()
            .map(|Mark { code, than, times }| (code.word().to_owned(), than, times))
            .collect();
        marks.sort();
        if before.remove(&one.id).unwrap_or_default() != marks {
            write(tx, county, one.id, marks)?;
        }
    }
    Ok(())
}

/// Standing surveys of the village and crop, grams by year.
fn surveys(seen: &[Seen], division: DivisionId, crop: i64) -> BTreeMap<i32, i64> {
    let mut by: BTreeMap<i32, Vec<standing::Said>> = BTreeMap::new();
    for one in seen.iter().filter(|one| one.kind == "survey" && one.stands) {
        let Some(year) = one.round.get(..4).and_then(|year| year.parse().ok()) else { continue };
        by.entry(year).or_default().push(standing::Said {
            division,
            crop,
            round: one.round.clone(),
            household: one.household,
            grams: one.grams,
            area_centimu: one.area_centimu,
            told_at: one.told_at,
        });
    }
    let of = |said| standing::stand_of_year(said).into_values().next().map(|stands| stands.counts().grams);
    by.into_iter().filter_map(|(year, said)| Some((year, of(said)?))).collect()
}

fn write(tx: &mut Tx<'_>, county: &str, id: i64, marks: Vec<(String, Grams, i64)>) -> Result<(), Refusal> {
    tx.run("DELETE FROM supply_mark WHERE county = $1 AND report = $2", params![county, id])?;
    let rows: Vec<Vec<Value>> =
        marks.into_iter().map(|(code, than, times)| params![county, id, code, than, times].to_vec()).collect();
    if !rows.is_empty() {
        tx.insert_many("INSERT INTO supply_mark (county, report, code, than_g, times)", &rows)?;
    }
    Ok(())
}

/// Reckons the marks of all villages that lately spoke of a crop anew: its limits are others.
pub(crate) fn refresh_crop(tx: &mut Tx<'_>, county: &str, crop: &CropRow, now: Instant) -> Result<(), Refusal> {
    let since = now.day().plus_days(-DAYS_BACK).starts_at();
    let sql = "SELECT DISTINCT division FROM supply_report WHERE county = $1 AND crop = $2 AND received_at >= $3
               ORDER BY division";
    for division in tx.query::<DivisionId>(sql, params![county, crop.id, since])? {
        refresh(tx, county, (division, crop), now)?;
    }
    Ok(())
}

/// Why reports are odd, in words with the figures, by report.
pub(crate) fn words(tx: &mut Tx<'_>, county: &str, reports: &[i64]) -> Result<BTreeMap<i64, Text>, Refusal> {
    let mut found: BTreeMap<i64, Vec<Text>> = BTreeMap::new();
    for chunk in reports.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql = format!(
            "SELECT report, code, than_g, times FROM supply_mark WHERE county = $1 AND report IN ({list}) ORDER BY report, code"
        );
        for (report, code, than, times) in tx.query::<(i64, String, Grams, i64)>(&sql, &values)? {
            if let Some(code) = Code::of(&code) {
                found.entry(report).or_default().push(Mark { code, than, times }.words());
            }
        }
    }
    let joined = |texts: Vec<Text>| {
        let (zh, en): (Vec<String>, Vec<String>) = texts.into_iter().map(|text| (text.zh, text.en)).unzip();
        Text::new(zh.join("；"), en.join("; "))
    };
    Ok(found.into_iter().map(|(report, texts)| (report, joined(texts))).collect())
}

/// First day of the season that a day lies in, or that ended last before it within the timely days; none outside.
pub(crate) fn season_start(crop: &CropRow, day: Day) -> Option<Day> {
    let season = crop.season();
    let of = season.answered_on(day)?.from;
    [of.year() - 1, of.year()].into_iter().rev().find_map(|year| {
        season.of_year(year).filter(|(first, last)| *first <= of && of <= *last).map(|(first, _)| first)
    })
}
