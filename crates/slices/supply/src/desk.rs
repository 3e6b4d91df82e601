//! What other slices may ask of supply, over their open transaction.

use crate::{reporting, unsalable};
use base::{
    Day, Grams, Instant, Refusal,
    ids::{DivisionId, ProductId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

pub use crate::{
    checks::{CheckReports, Verdict, check},
    crops::{CropForm, CropView, register as register_crop},
    growers::{NameGrowers, name as name_growers},
    item::{Item, Saying, What},
    unsalable::{ActKind, ActOnUnsalable, act as act_on_unsalable, withdraw as withdraw_unsalable},
    upload::{HandIn, HandedIn, Via, Went, hand_in},
};

store::row! {
    /// An unsalable report as a lot that is tied to it looks at it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Reported {
        /// Number.
        pub id: i64,
        /// The village's place in the scope tree.
        pub path: String,
        /// The crop.
        pub crop: i64,
        /// How much was reported.
        pub grams: Grams,
        /// `at_least` leaves room above.
        pub bound: String,
        /// When it arrived: sales count from here on.
        pub received_at: Instant,
        /// `open`, `confirmed`, `refused`, `withdrawn` or `closed`.
        pub state: String,
    }
}

/// An unsalable report by its number.
pub fn unsalable(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Reported>, Refusal> {
    let sql = format!(
        "SELECT u.id, u.path, u.crop, u.grams, u.bound, u.received_at, {} FROM unsalable_report u
         WHERE u.county = $1 AND u.id = $2",
        unsalable::STATE
    );
    Ok(tx.find(&sql, params![county, id])?)
}

/// Whether a product is made of a crop.
pub fn is_made_of(tx: &mut Tx<'_>, county: &str, product: ProductId, crop: i64) -> Result<bool, Refusal> {
    let sql = "SELECT COUNT(*) FROM crop_product WHERE county = $1 AND crop = $2 AND product = $3";
    let found: i64 = tx.number(sql, params![county, crop, product])?;
    Ok(found > 0)
}

/// Reports that were declared: confirmed, done with or not. Only their sales count.
pub fn declared(tx: &mut Tx<'_>, county: &str) -> Result<BTreeSet<i64>, Refusal> {
    let sql = "SELECT DISTINCT report FROM unsalable_act WHERE county = $1 AND act = 'confirmed'";
    Ok(tx.query::<i64>(sql, params![county])?.into_iter().collect())
}

/// The villages of declared reports, by report.
pub fn villages_of(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<i64, DivisionId>, Refusal> {
    let sql = "SELECT id, division FROM unsalable_report WHERE county = $1";
    Ok(tx.query::<(i64, DivisionId)>(sql, params![county])?.into_iter().collect())
}

/// A village's year of reporting: what its officer's score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficerYear {
    /// Reports that were due.
    pub reports: i64,
    /// Of them in time.
    pub reports_on_time: i64,
    /// Reports of the year that somebody checked.
    pub reports_checked: i64,
    /// Of them accurate.
    pub reports_accurate: i64,
}

/// All villages that were asked for anything in a year, or reported anything that was checked.
pub fn officer_years(
    tx: &mut Tx<'_>,
    county: &str,
    year: i32,
    today: Day,
) -> Result<BTreeMap<DivisionId, OfficerYear>, Refusal> {
    let mut years: BTreeMap<DivisionId, OfficerYear> = BTreeMap::new();
    let standings = reporting::standings(tx, county, ("/", "/\u{10FFFF}"), (year, 0), today)?;
    for (division, (standing, _)) in standings {
        let of = years.entry(division).or_default();
        (of.reports, of.reports_on_time) = (standing.expected, standing.on_time);
    }
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else { return Ok(years) };
    let checked: Vec<(DivisionId, i64, i64)> = tx.query(
        "SELECT s.division, COUNT(*), CAST(SUM(v.accurate) AS BIGINT) FROM supply_report s
         JOIN supply_check v ON v.county = s.county AND v.report = s.id AND v.accurate IS NOT NULL
         WHERE s.county = $1 AND s.period >= $2 AND s.period <= $3
         AND v.seq = (SELECT MAX(w.seq) FROM supply_check w WHERE w.county = v.county AND w.report = v.report
           AND w.accurate IS NOT NULL)
         GROUP BY s.division",
        params![county, first, last],
    )?;
    for (division, count, accurate) in checked {
        let of = years.entry(division).or_default();
        (of.reports_checked, of.reports_accurate) = (count, accurate);
    }
    Ok(years)
}

/// What stands in a merged village goes over to its successor: it is asked from then on. What was said stays
/// where it was said.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "grower", "path")?;
    Ok(())
}
