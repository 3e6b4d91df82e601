//! Checking reports: in batches, by somebody else, against what was found where somebody looked (E5).

use crate::{crops, error::No, handed, marks, telling};
use base::{Grams, Refusal, ids::DivisionId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Tx, params};

/// What is made of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is so.
    Confirmed,
    /// It is not so.
    Wrong,
    /// Somebody has to ask again.
    FollowUp,
    /// Its time was looked at: it leaves the quarantine and stands as supply, of no period.
    Released,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Wrong => "wrong",
            Self::FollowUp => "follow_up",
            Self::Released => "released",
        }
    }
}

/// Checks reports together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckReports {
    /// Which; one that is named twice counts once.
    pub reports: Vec<i64>,
    /// What is made of them.
    pub verdict: Verdict,
    /// What was found there, if somebody weighed or counted; for one report.
    #[serde(default)]
    pub found_g: Option<Grams>,
    /// Why; may be empty for what is confirmed.
    #[serde(default)]
    pub reason: String,
}

/// What was checked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Checked {
    /// Reports that have the verdict now.
    pub checked: i64,
}

/// Reports in one batch.
const BATCH_MOST: usize = 600;

/// Whether a report was accurate: what it said lies no further from what was found than the crop's
/// tolerance; `at least` and `at most` are held to their own side.
pub(crate) fn accurate(said: Grams, bound: &str, found: Grams, tolerance_ppm: i64) -> bool {
    let (said, found) = (i128::from(said.0), i128::from(found.0));
    let slack = said * i128::from(tolerance_ppm);
    let off = (found - said) * 1_000_000;
    match bound {
        "at_least" => off >= -slack,
        "at_most" => off <= slack,
        _ => off.abs() <= slack,
    }
}

/// Checks reports. **Who:** township supervisor, county office; never whoever made the report or handed
/// out the phone that it came from.
pub fn check(tx: &mut Tx<'_>, actor: &Actor, (): (), body: CheckReports) -> Result<Checked, Refusal> {
    if body.reports.is_empty() {
        return Err(Refusal::from(No::NoReports).at("/reports"));
    }
    if body.reports.len() > BATCH_MOST {
        return Err(Refusal::from(No::TooMany { most: BATCH_MOST }).at("/reports"));
    }
    let different: BTreeSet<i64> = body.reports.iter().copied().collect();
    if body.verdict == Verdict::Confirmed {
        crate::at_most("/reason", &body.reason, 200)?;
    } else {
        crate::text("/reason", &body.reason, 200)?;
    }
    if body.found_g.is_some_and(|found| found.0 < 0 || found.0 > crate::MOST_GRAMS || different.len() != 1) {
        return Err(Refusal::from(No::Quantity).at("/found_g"));
    }
    let mut met = BTreeSet::new();
    for (index, id) in body.reports.iter().enumerate().filter(|(_, id)| met.insert(**id)) {
        one(tx, actor, *id, &body).map_err(|refusal| refusal.at(format!("/reports/{index}")))?;
    }
    Ok(Checked { checked: i64::try_from(different.len()).unwrap_or(i64::MAX) })
}

fn one(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: &CheckReports) -> Result<(), Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("supply_report/{id}"))?;
    let sql = "SELECT path, made_by, division, crop, grams, bound, quarantine FROM supply_report WHERE county = $1 AND id = $2";
    let found: Option<(String, i64, DivisionId, i64, Grams, String, String)> = tx.find(sql, params![county, id])?;
    let (path, made_by, division, crop, grams, bound, quarantine) = found.ok_or(No::NoSuchReport)?;
    let crop = crops::find(tx, county, crop)?;
    actor.require(&path)?;
    if made_by == actor.person.0 {
        return Err(No::OwnReport.into());
    }
    // Asking somebody to look again decides nothing, as long as nobody decided.
    let last = Last::of(tx, county, id)?;
    let undecided = last.as_ref().is_none_or(|last| last.verdict == Verdict::FollowUp.word());
    if body.verdict != Verdict::FollowUp || body.found_g.is_some() || !undecided {
        handed::by_another(tx, actor, "supply", id)?;
    }
    if body.verdict == Verdict::Released && quarantine.is_empty() {
        return Err(No::NothingToRelease { id }.into());
    }
    let accurate = match (body.verdict, body.found_g) {
        (_, Some(found)) => Some(accurate(grams, &bound, found, crop.tolerance_ppm)),
        (Verdict::Confirmed, None) => Some(true),
        (Verdict::Wrong, None) => Some(false),
        _ => None,
    };
    let made = Made { verdict: body.verdict, found: body.found_g, accurate, reason: body.reason.trim() };
    let repeats = last.filter(|last| last.repeated_by(actor, &made));
    if repeats.as_ref().is_some_and(|last| last.reason == made.reason) {
        return Ok(());
    }
    let seq = write(tx, actor, id, &made)?;
    if repeats.is_some() {
        return Ok(());
    }
    // What it was measured by, or measures, may stand no more, or again.
    marks::refresh(tx, county, (division, &crop), actor.now)?;
    match body.verdict {
        Verdict::Wrong => telling::checked(tx, actor, (id, seq), ("有误", "found wrong")),
        Verdict::FollowUp => telling::checked(tx, actor, (id, seq), ("要跟进", "to follow up")),
        Verdict::Confirmed | Verdict::Released => Ok(()),
    }
}

store::row! {
    /// What was made of a report last.
    struct Last {
        verdict: String,
        found_g: Option<Grams>,
        accurate: Option<i64>,
        reason: String,
        made_by: i64,
    }
}

impl Last {
    fn of(tx: &mut Tx<'_>, county: &str, report: i64) -> Result<Option<Self>, Refusal> {
        let sql =
            "SELECT verdict, found_g, accurate, reason, made_by FROM supply_check WHERE county = $1 AND report = $2
                   ORDER BY seq DESC LIMIT 1";
        Ok(tx.find(sql, params![county, report])?)
    }

    /// Whether the same person says the same once more; another reason for it is kept, and is no news.
    fn repeated_by(&self, actor: &Actor, made: &Made<'_>) -> bool {
        let same = self.verdict == made.verdict.word() && self.found_g == made.found;
        same && self.accurate == made.accurate.map(i64::from) && self.made_by == actor.person.0
    }
}

/// What is made of one report.
struct Made<'a> {
    verdict: Verdict,
    found: Option<Grams>,
    accurate: Option<bool>,
    reason: &'a str,
}

fn write(tx: &mut Tx<'_>, actor: &Actor, id: i64, made: &Made<'_>) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let seq: i64 = tx.number(
        "SELECT COALESCE(MAX(seq), 0) + 1 FROM supply_check WHERE county = $1 AND report = $2",
        params![county, id],
    )?;
    tx.run(
        "INSERT INTO supply_check (county, report, seq, verdict, found_g, accurate, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            county,
            id,
            seq,
            made.verdict.word(),
            made.found,
            made.accurate.map(i64::from),
            made.reason,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(seq)
}

/// Marks a report for follow-up, since whoever it speaks for says that it is not so.
pub(crate) fn mark_for_follow_up(tx: &mut Tx<'_>, actor: &Actor, id: i64, reason: &str) -> Result<(), Refusal> {
    tx.hold(actor.county_id(), &format!("supply_report/{id}"))?;
    write(tx, actor, id, &Made { verdict: Verdict::FollowUp, found: None, accurate: None, reason })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_accurate_within_the_tolerance_of_what_was_found() {
        let kg = |kg: i64| Grams(kg * 1_000);
        for (said, bound, found, right) in [
            (100, "exact", 100, true),
            (100, "exact", 120, true),
            (100, "exact", 121, false),
            (100, "exact", 80, true),
            (100, "about", 79, false),
            (100, "at_least", 500, true),
            (100, "at_least", 80, true),
            (100, "at_least", 79, false),
            (100, "at_most", 0, true),
            (100, "at_most", 121, false),
            (0, "exact", 0, true),
            (0, "exact", 1, false),
        ] {
            assert_eq!(accurate(kg(said), bound, kg(found), 200_000), right, "{said} {bound} {found}");
        }
    }
}
