//! A report's page: what was said, what was bought afterwards, the lines behind it, and what follows from it.

use super::{
    BooksSay,
    beside::{self, DeliveredBeside},
    judge::{Wanted, Word, words},
    terms::Terms,
};
use crate::{
    error::No,
    reports::{self, ReportFilter, ReportView},
};
use base::{
    Day, Grams, Refusal,
    ids::{DivisionId, OutletId, ProductId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Ask, Listing, Page, Tx, params};

/// Where a report stands in the scope tree.
pub(crate) fn place(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<edge::Place>, Refusal> {
    let sql = "SELECT path FROM supply_report WHERE county = $1 AND id = $2";
    let path: Option<String> = tx.find(sql, params![county, id])?;
    Ok(path.map(|path| edge::Place::new(path, format!("货源上报 {id}"))))
}

/// What was bought of what a report spoke of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LaterFacts {
    /// Reports of the same phone and period, one for each grade: they are held against the books together.
    pub reports: Vec<i64>,
    /// What they said together, grams.
    pub said_g: Grams,
    /// `exact`, `at_least`, `at_most` or `about`.
    pub bound: String,
    /// First day that counts: the first of its window, or that on which it was said.
    pub from_day: Day,
    /// Last day that counts.
    pub to_day: Day,
    /// How far from what was bought it may be, ppm.
    pub tolerance_ppm: i64,
    /// By lines of books, less what was undone, as far as they count, grams.
    pub bought_g: Grams,
    /// By lines that whoever made the report entered, or the officer who rang for it: they do not count, grams.
    pub own_g: Grams,
    /// By lines of goods that had been bought before and were bought on: they do not count again, grams.
    pub again_g: Grams,
    /// By deliveries that no line speaks for, grams.
    pub delivered_g: Grams,
    /// Both, grams.
    pub facts_g: Grams,
    /// What the books say of it.
    pub says: BooksSay,
    /// Two phones differ: nobody knows which is the village’s word, so the books say nothing.
    pub conflict: bool,
    /// `person` or `books`, empty while nobody judged it.
    pub judged_by: String,
    /// Whether it was accurate; null while nobody judged it.
    pub accurate: Option<bool>,
    /// Deliveries that no line speaks for, with those that do not count.
    pub deliveries: Vec<DeliveredBeside>,
}

/// A report with what was bought afterwards.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportDetail {
    /// The report.
    #[serde(flatten)]
    pub report: ReportView,
    /// What was bought; null for what stands for no period of a season, or is held against nothing.
    pub later: Option<LaterFacts>,
}

/// The word that a report belongs to.
fn word(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Option<Word>, Refusal> {
    let county = actor.county_id();
    let sql = "SELECT division, period FROM supply_report WHERE county = $1 AND id = $2";
    let (division, period): (DivisionId, String) = tx.find(sql, params![county, id])?.ok_or(No::NoSuchReport)?;
    let Ok(period) = period.parse::<Day>() else { return Ok(None) };
    let within = ("/", "/\u{10FFFF}");
    let wanted = Wanted { within, division: Some(division), periods: (period, period), as_of: actor.now };
    Ok(words(tx, county, &wanted)?.into_iter().find(|word| word.reports.contains(&id)))
}

/// One report. **Who:** whoever may see supply.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<ReportDetail, Refusal> {
    let county = actor.county_id();
    let sql = "SELECT client FROM supply_report WHERE county = $1 AND id = $2";
    let client: String = tx.find(sql, params![county, id])?.ok_or(No::NoSuchReport)?;
    let filter = ReportFilter { client, ..ReportFilter::default() };
    let page = reports::list(tx, actor, (), filter, &Ask::default())?;
    let report = page.items.into_iter().next().ok_or(No::NoSuchReport)?;
    let Some(word) = word(tx, actor, id)? else { return Ok(ReportDetail { report, later: None }) };
    let looked = looked(tx, county, &word.reports, id)?;
    let by_books = word.says.accurate();
    let judged_by = match (looked, by_books) {
        (Some(_), _) => "person",
        (None, Some(_)) => "books",
        (None, None) => "",
    };
    let later = LaterFacts {
        said_g: word.said,
        bound: word.bound.to_owned(),
        from_day: word.days.0,
        to_day: word.days.1,
        tolerance_ppm: word.tolerance_ppm,
        bought_g: word.bought,
        own_g: word.own,
        again_g: word.again,
        delivered_g: word.delivered,
        facts_g: word.facts(),
        says: word.says,
        conflict: word.conflict,
        judged_by: judged_by.to_owned(),
        accurate: looked.map_or(by_books, |looked| looked),
        deliveries: beside::between(tx, county, (word.division, word.crop), word.days)?,
        reports: word.reports,
    };
    Ok(ReportDetail { report, later: Some(later) })
}

/// What people made of a word: of this report if somebody judged it; none within where only another grade of it was judged;
/// none at all while nobody did.
fn looked(tx: &mut Tx<'_>, county: &str, reports: &[i64], id: i64) -> Result<Option<Option<bool>>, Refusal> {
    let mut any = None;
    for report in reports {
        let last: Option<bool> = tx.find(
            "SELECT accurate FROM supply_check WHERE county = $1 AND report = $2 AND accurate IS NOT NULL
             ORDER BY seq DESC LIMIT 1",
            params![county, *report],
        )?;
        if last.is_some() && *report == id {
            return Ok(Some(last));
        }
        any = any.or(last.map(|_| None));
    }
    Ok(any)
}

store::row! {
    /// A line of a book behind a report.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct BoughtRow {
        /// Whose book.
        pub outlet: OutletId,
        /// Number of the entry.
        pub seq: i64,
        /// Number of the line in it.
        pub line: i64,
        /// The business day that it counts on.
        pub day: Day,
        /// What.
        pub product: ProductId,
        /// How much; below nothing where an entry is undone.
        pub grams: Grams,
        /// How much of it counts.
        pub counted_g: Grams,
        /// Why none of it counts: `own` where whoever made the report entered it, or the officer who rang for it; `again` where
        /// it was bought of a producer who runs an outlet, where it was taken in before; empty where it counts.
        pub left_out: String,
    }
}

/// A line with its names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BoughtView {
    /// The line.
    #[serde(flatten)]
    pub line: BoughtRow,
    /// The outlet.
    pub outlet_name: String,
    /// The product.
    pub product_name: String,
}

/// Lines of books behind what was bought of a report. No names of sellers and no prices: who looks after reports needs
/// neither. **Who:** whoever may see supply.
pub fn lines(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing, ask: &Ask) -> Result<Page<BoughtView>, Refusal> {
    let county = actor.county_id();
    let found = word(tx, actor, id)?;
    let products = match &found {
        Some(word) => Terms::load(tx, county, actor.now)?.products_of(word.crop),
        None => Vec::new(),
    };
    let nobody = (DivisionId(0), (actor.day(), actor.day()), BTreeSet::new());
    let (division, days, persons) = found.map_or(nobody, |word| (word.division, word.days, word.persons));
    let (within, values) = store::listed(&products, params![county, division, days.0, days.1]);
    let own: Vec<String> = persons.iter().map(ToString::to_string).collect();
    let base = format!(
        "SELECT q.outlet, q.seq, q.line, q.day, q.product, q.grams, CASE q.left_out WHEN '' THEN q.grams ELSE 0 END AS counted_g,
         q.left_out,
         q.outlet * 1000000000000 + q.seq * 1000 + q.line AS sort_id FROM (
           SELECT l.outlet, l.seq, l.line, l.day, l.product, l.grams,
           CASE WHEN b.person IN ({}) THEN 'own' WHEN b.again = 1 THEN 'again' ELSE '' END AS left_out FROM bought_line l
           JOIN bought_by b ON b.county = l.county AND b.outlet = l.outlet AND b.seq = l.seq
           WHERE l.county = $1 AND l.division = $2 AND l.day >= $3 AND l.day <= $4 AND l.product IN ({within}) AND l.grams <> 0) q",
        if own.is_empty() { "NULL".to_owned() } else { own.join(", ") }
    );
    let listing = Listing { base: &base, params: values, sorts: &["day", "grams"], sums: &["grams", "counted_g"] };
    let page: Page<BoughtRow> = store::list(tx, &listing, ask)?;
    let outlets = outlets::desk::outlets_named(tx, county, actor.day())?;
    let outlets: BTreeMap<OutletId, String> = outlets.into_iter().map(|outlet| (outlet.id, outlet.name)).collect();
    let ids: Vec<ProductId> = page.items.iter().map(|line| line.product).collect();
    let names = catalogue::desk::products_at(tx, county, &ids, actor.now)?;
    let names: BTreeMap<ProductId, String> = names.into_iter().map(|product| (product.id, product.name)).collect();
    let view = |line: BoughtRow| BoughtView {
        outlet_name: outlets.get(&line.outlet).cloned().unwrap_or_default(),
        product_name: names.get(&line.product).cloned().unwrap_or_default(),
        line,
    };
    Ok(Page { items: page.items.into_iter().map(view).collect(), next: page.next, total: page.total })
}
