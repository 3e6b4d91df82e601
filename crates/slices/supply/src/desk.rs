//! What other slices may ask of supply, over their open transaction.

use crate::{reporting, unsalable};
use base::{
    Day, Grams, Instant, Refusal,
    ids::{DivisionId, ProductId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

pub use crate::{
    bundle::{Carried, attach_to_unsalable, shown, take_carried, unsalable_of},
    checks::{CheckReports, Verdict, check},
    clock::{Doubt, Told, told},
    crops::{CropForm, CropView, register as register_crop},
    for_sale::{ForSale, for_sale, for_sale_of},
    growers::{NameGrowers, crops_grown, crops_of_products, name as name_growers},
    had::had_to_sell,
    helplines::{HelplineView, Purpose, for_place as helplines_for},
    item::{Item, Saying, What, is_uuid},
    later::{
        BoughtLine, BoughtSum, By, CheckedReport, Counts, Delivered, TotalKey, bought_lines, bought_sums,
        bought_totals, count_delivery, keep_bought,
    },
    unsalable::{ActKind, ActOnUnsalable, act as act_on_unsalable, withdraw as withdraw_unsalable},
    upload::{HandIn, HandedIn, ItemOutcome, Via, Went, hand_in},
};

store::row! {
    /// An unsalable report as a lot that is tied to it looks at it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Reported {
        /// Number.
        pub id: i64,
        /// The village.
        pub division: DivisionId,
        /// Its place in the scope tree.
        pub path: String,
        /// The crop.
        pub crop: i64,
        /// When it spoils.
        pub spoil_on: Day,
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
        "SELECT u.id, u.division, u.path, u.crop, u.spoil_on, u.grams, u.bound, u.received_at, {} FROM unsalable_report u
         WHERE u.county = $1 AND u.id = $2",
        unsalable::STATE
    );
    Ok(tx.find(&sql, params![county, id])?)
}

/// Unsalable reports below a place that are open or declared and spoil on a day or later, those that spoil first on top.
pub fn unsalable_below(tx: &mut Tx<'_>, county: &str, below: &str, spoils_from: Day) -> Result<Vec<Reported>, Refusal> {
    let sql = format!(
        "SELECT u.id, u.division, u.path, u.crop, u.spoil_on, u.grams, u.bound, u.received_at, {state} FROM unsalable_report u
         WHERE u.county = $1 AND u.path >= $2 AND u.path < $3 AND u.spoil_on >= $4 AND {state} IN ('open', 'confirmed')
         ORDER BY u.spoil_on, u.id",
        state = unsalable::STATE
    );
    Ok(tx.query(&sql, params![county, below, format!("{below}\u{10FFFF}"), spoils_from])?)
}

/// Whether unsalable produce became overdue that nobody was told of.
pub fn has_overdue(tx: &mut Tx<'_>, county: &str, now: Instant) -> Result<bool, Refusal> {
    crate::telling::has_overdue(tx, county, now)
}

/// Tells whose turn it is by now of unsalable produce that nobody acted on.
pub fn tell_overdue(tx: &mut Tx<'_>, actor: &edge::Actor) -> Result<(), Refusal> {
    crate::telling::tell_overdue(tx, actor)
}

/// Whether a product is made of a crop.
pub fn is_made_of(tx: &mut Tx<'_>, county: &str, product: ProductId, crop: i64) -> Result<bool, Refusal> {
    let sql = "SELECT COUNT(*) FROM crop_product WHERE county = $1 AND crop = $2 AND product = $3";
    let found: i64 = tx.number(sql, params![county, crop, product])?;
    Ok(found > 0)
}

/// Products that are made of a crop, by number.
pub fn products_of(tx: &mut Tx<'_>, county: &str, crop: i64) -> Result<Vec<ProductId>, Refusal> {
    let sql = "SELECT product FROM crop_product WHERE county = $1 AND crop = $2 ORDER BY product";
    Ok(tx.query(sql, params![county, crop])?)
}

/// Reports that were declared by an instant: confirmed, done with or not. Only their sales count.
pub fn declared(tx: &mut Tx<'_>, county: &str, as_of: Instant) -> Result<BTreeSet<i64>, Refusal> {
    let sql = "SELECT DISTINCT report FROM unsalable_act WHERE county = $1 AND act = 'confirmed' AND at <= $2";
    Ok(tx.query::<i64>(sql, params![county, as_of])?.into_iter().collect())
}

/// The villages of declared reports, by report.
pub fn villages_of(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<i64, DivisionId>, Refusal> {
    let sql = "SELECT id, division FROM unsalable_report WHERE county = $1";
    Ok(tx.query::<(i64, DivisionId)>(sql, params![county])?.into_iter().collect())
}

/// A village's year of reporting: what its officer's score is made of. Rounds of surveys are no part of it: the document
/// speaks of information, and our reading keeps to the reports of the season.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficerYear {
    /// Reports that were due.
    pub reports: i64,
    /// Of them in time.
    pub reports_on_time: i64,
    /// Reports of the year that somebody checked, or that what was bought speaks for or against.
    pub reports_checked: i64,
    /// Of them accurate.
    pub reports_accurate: i64,
}

/// All villages that were asked for anything in a year, or reported anything that was judged: what was due by a day, by
/// what had arrived and been judged at an instant.
pub fn officer_years(
    tx: &mut Tx<'_>,
    county: &str,
    year: i32,
    (today, as_of): (Day, Instant),
) -> Result<BTreeMap<DivisionId, OfficerYear>, Refusal> {
    let mut years: BTreeMap<DivisionId, OfficerYear> = BTreeMap::new();
    let standings = reporting::standings(tx, county, ("/", "/\u{10FFFF}"), (year, 0), (today, as_of))?;
    for (division, (standing, _)) in standings {
        let of = years.entry(division).or_default();
        (of.reports, of.reports_on_time) = (standing.expected, standing.on_time);
    }
    for report in crate::later::checked(tx, county, None, (year, as_of))? {
        let of = years.entry(report.division).or_default();
        of.reports_checked += 1;
        of.reports_accurate += i64::from(report.accurate);
    }
    Ok(years)
}

/// Reports of a village's year that were judged by an instant: by people, else by what was bought.
pub fn checked_reports(
    tx: &mut Tx<'_>,
    county: &str,
    division: DivisionId,
    of: (i32, Instant),
) -> Result<Vec<CheckedReport>, Refusal> {
    crate::later::checked(tx, county, Some(division), of)
}

/// What stands in a merged village goes over to its successor: it is asked from then on, bases and plots lie there. What
/// was said stays where it was said.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    crate::growers::follow_merger(tx, county, merged)?;
    merged.carry(tx, county, "helpline", "path")?;
    merged.rename(tx, county, "helpline", "division")?;
    for table in ["base", "plot"] {
        merged.carry(tx, county, table, "path")?;
        merged.rename(tx, county, table, "division")?;
    }
    Ok(())
}

/// What crops are called, those that are kept.
pub fn crop_names(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<i64, String>, Refusal> {
    let crops = crate::crops::all(tx, county)?.into_iter().filter(|crop| !crop.ended);
    Ok(crops.map(|crop| (crop.id, crop.name)).collect())
}
