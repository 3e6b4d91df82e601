//! Crops: kinds of produce with season, cadence and the clocks that run for them (品种).

use crate::{
    error::No,
    season::{Season, month_day},
};
use base::{Grams, Refusal, ids::ProductId, names};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, StoreError, Tx, params};

/// A crop as it is set up.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CropForm {
    /// 黄桃.
    pub name: String,
    /// First day of the season, `07-20`.
    pub season_from: String,
    /// Last day of the season; may lie in the next year.
    pub season_to: String,
    /// Days of a period; a week if not said.
    #[serde(default = "week")]
    pub cadence_days: i64,
    /// Days after a period within which a report is on time.
    #[serde(default = "two")]
    pub timely_days: i64,
    /// Days after a period from which nothing counts without an exception.
    #[serde(default = "fortnight")]
    pub lock_days: i64,
    /// Days after which supply that nobody said again is stale.
    #[serde(default = "fortnight")]
    pub stale_days: i64,
    /// Hours within which the township acts on unsalable produce.
    #[serde(default = "day_hours")]
    pub township_hours: i64,
    /// Hours within which the county does.
    #[serde(default = "two_days_hours")]
    pub county_hours: i64,
    /// More than this from one village at once is odd.
    pub odd_g: Grams,
    /// Less than this in one report is odd; no least if not said.
    #[serde(default)]
    pub least_g: Option<Grams>,
    /// A survey that expects less of a mu is odd, grams.
    #[serde(default)]
    pub yield_least_g: Option<Grams>,
    /// A survey that expects more of a mu is odd, grams.
    #[serde(default)]
    pub yield_most_g: Option<Grams>,
    /// A report of more than so many times the village's last one, or less than so manyth of it, is odd.
    #[serde(default = "thrice")]
    pub jump_times: i64,
    /// How far from what was found a report may be and still be accurate, ppm.
    #[serde(default = "fifth")]
    pub tolerance_ppm: i64,
    /// Products that are made of it.
    #[serde(default)]
    pub products: Vec<ProductId>,
    /// Not kept any more.
    #[serde(default)]
    pub ended: bool,
}

fn week() -> i64 {
    7
}
fn two() -> i64 {
    2
}
fn fortnight() -> i64 {
    14
}
fn day_hours() -> i64 {
    24
}
fn two_days_hours() -> i64 {
    48
}
fn thrice() -> i64 {
    3
}
fn fifth() -> i64 {
    200_000
}

store::row! {
    /// A crop as its table keeps it, and lists show it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct CropRow {
        /// Id.
        pub id: i64,
        /// Name.
        pub name: String,
        /// First day of the season, `07-20`.
        pub season_from: String,
        /// Last day of the season.
        pub season_to: String,
        /// Days of a period.
        pub cadence_days: i64,
        /// Days after a period within which a report is on time.
        pub timely_days: i64,
        /// Days after a period from which nothing counts without an exception.
        pub lock_days: i64,
        /// Days after which supply is stale.
        pub stale_days: i64,
        /// Hours within which the township acts on unsalable produce.
        pub township_hours: i64,
        /// Hours within which the county does.
        pub county_hours: i64,
        /// More than this from one village at once is odd.
        pub odd_g: Grams,
        /// Less than this in one report is odd.
        pub least_g: Option<Grams>,
        /// A survey that expects less of a mu is odd, grams.
        pub yield_least_g: Option<Grams>,
        /// A survey that expects more of a mu is odd, grams.
        pub yield_most_g: Option<Grams>,
        /// A report of more than so many times the village's last one, or less than so manyth of it, is odd.
        pub jump_times: i64,
        /// Tolerance of accuracy, ppm.
        pub tolerance_ppm: i64,
        /// Not kept any more.
        pub ended: bool,
    }
}

/// A crop with its products.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CropView {
    /// The crop.
    #[serde(flatten)]
    pub crop: CropRow,
    /// Products that are made of it.
    pub products: Vec<ProductId>,
}

impl CropRow {
    /// What its reports are measured by.
    fn measures(&self) -> (Grams, [Option<Grams>; 3], i64, (&str, &str)) {
        let season = (self.season_from.as_str(), self.season_to.as_str());
        (self.odd_g, [self.least_g, self.yield_least_g, self.yield_most_g], self.jump_times, season)
    }

    /// Its season. The table holds only what [`month_day`] reads.
    pub(crate) fn season(&self) -> Season {
        let days = |days: i64| i32::try_from(days).unwrap_or(i32::MAX);
        Season {
            from: month_day(&self.season_from).unwrap_or((1, 1)),
            to: month_day(&self.season_to).unwrap_or((12, 31)),
            cadence_days: days(self.cadence_days).max(1),
            timely_days: days(self.timely_days),
            lock_days: days(self.lock_days),
        }
    }
}

const COLUMNS: &str =
    "c.id, c.name, c.season_from, c.season_to, c.cadence_days, c.timely_days, c.lock_days, c.stale_days,
    c.township_hours, c.county_hours, c.odd_g, c.least_g, c.yield_least_g, c.yield_most_g, c.jump_times, c.tolerance_ppm, c.ended";

/// All crops of a county, by id.
pub(crate) fn all(tx: &mut Tx<'_>, county: &str) -> Result<Vec<CropRow>, Refusal> {
    Ok(tx.query(&format!("SELECT {COLUMNS} FROM crop c WHERE c.county = $1 ORDER BY c.id"), params![county])?)
}

/// What crops are called, those that are not kept any more too.
pub(crate) fn names(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<i64, String>, Refusal> {
    let sql = "SELECT id, name FROM crop WHERE county = $1";
    Ok(tx.query::<(i64, String)>(sql, params![county])?.into_iter().collect())
}

/// One crop. **Errors:** there is none.
pub(crate) fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<CropRow, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM crop c WHERE c.county = $1 AND c.id = $2");
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchCrop.into())
}

/// Which crops a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CropFilter {
    /// Name, initials or pinyin.
    pub q: String,
}

/// The county's crops. **Who:** whoever may see supply.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), filter: CropFilter, ask: &Ask) -> Result<Page<CropRow>, Refusal> {
    let base = format!(
        "SELECT {COLUMNS}, c.id AS sort_id FROM crop c WHERE c.county = $1 AND ($2 = '' OR c.search LIKE $3 ESCAPE '\\')"
    );
    let q = filter.q.trim();
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), q, names::like_pattern(q)].to_vec(),
        sorts: &["name", "season_from"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

/// One crop with its products. **Who:** whoever may see supply.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<CropView, Refusal> {
    view(tx, actor.county_id(), id)
}

fn view(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<CropView, Refusal> {
    let crop = find(tx, county, id)?;
    let sql = "SELECT product FROM crop_product WHERE county = $1 AND crop = $2 ORDER BY product";
    let products = tx.query::<ProductId>(sql, params![county, id])?;
    Ok(CropView { crop, products })
}

/// Most that a mu bears: 100 t.
const YIELD_MOST: i64 = 100_000_000;

fn check(tx: &mut Tx<'_>, actor: &Actor, form: &CropForm) -> Result<(), Refusal> {
    crate::text("/name", &form.name, 30)?;
    for (field, text) in [("/season_from", &form.season_from), ("/season_to", &form.season_to)] {
        month_day(text).ok_or_else(|| Refusal::from(No::Season).at(field))?;
    }
    for (field, number, least, most) in [
        ("/cadence_days", form.cadence_days, 1, 92),
        ("/timely_days", form.timely_days, 0, 31),
        ("/lock_days", form.lock_days, 0, 366),
        ("/stale_days", form.stale_days, 1, 366),
        ("/township_hours", form.township_hours, 1, 720),
        ("/county_hours", form.county_hours, 1, 1_440),
        ("/odd_g", form.odd_g.0, 1, crate::MOST_GRAMS),
        ("/least_g", form.least_g.map_or(1, |least| least.0), 1, form.odd_g.0),
        ("/yield_most_g", form.yield_most_g.map_or(1, |most| most.0), 1, YIELD_MOST),
        (
            "/yield_least_g",
            form.yield_least_g.map_or(1, |least| least.0),
            1,
            form.yield_most_g.map_or(YIELD_MOST, |most| most.0),
        ),
        ("/jump_times", form.jump_times, 2, 100),
        ("/tolerance_ppm", form.tolerance_ppm, 0, 1_000_000),
    ] {
        if number < least || number > most {
            return Err(Refusal::from(No::CropNumber { least, most }).at(field));
        }
    }
    if form.lock_days < form.timely_days {
        return Err(Refusal::from(No::Lock).at("/lock_days"));
    }
    if form.county_hours < form.township_hours {
        return Err(Refusal::from(No::CropNumber { least: form.township_hours, most: 1_440 }).at("/county_hours"));
    }
    let known = catalogue::desk::products_at(tx, actor.county_id(), &form.products, actor.now)?;
    match form.products.iter().position(|product| !known.iter().any(|known| known.id == *product)) {
        Some(index) => Err(Refusal::from(No::NoSuchProduct).at(format!("/products/{index}"))),
        None => Ok(()),
    }
}

/// Sets up a crop. **Who:** county office.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), form: CropForm) -> Result<CropView, Refusal> {
    check(tx, actor, &form)?;
    let id = tx.next_id(actor.county_id(), "crop")?;
    write(tx, actor, id, &form)
}

/// Corrects a crop; past periods are counted anew by it. **Who:** county office.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: i64, form: CropForm) -> Result<CropView, Refusal> {
    let before = find(tx, actor.county_id(), id)?;
    check(tx, actor, &form)?;
    let view = write(tx, actor, id, &form)?;
    if before.measures() != view.crop.measures() {
        crate::marks::refresh_crop(tx, actor.county_id(), &view.crop, actor.now)?;
    }
    Ok(view)
}

fn write(tx: &mut Tx<'_>, actor: &Actor, id: i64, form: &CropForm) -> Result<CropView, Refusal> {
    let county = actor.county_id();
    let name = form.name.trim();
    tx.run(
        "INSERT INTO crop (county, id, name, search, season_from, season_to, cadence_days, timely_days, lock_days, stale_days,
         township_hours, county_hours, odd_g, least_g, yield_least_g, yield_most_g, jump_times, tolerance_ppm, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT (county, id) DO UPDATE SET name = excluded.name, search = excluded.search,
         season_from = excluded.season_from, season_to = excluded.season_to, cadence_days = excluded.cadence_days,
         timely_days = excluded.timely_days, lock_days = excluded.lock_days, stale_days = excluded.stale_days,
         township_hours = excluded.township_hours, county_hours = excluded.county_hours, odd_g = excluded.odd_g,
         least_g = excluded.least_g, yield_least_g = excluded.yield_least_g, yield_most_g = excluded.yield_most_g, jump_times = excluded.jump_times,
         tolerance_ppm = excluded.tolerance_ppm, ended = excluded.ended",
        params![
            county,
            id,
            name,
            names::search_key(name, []),
            form.season_from.as_str(),
            form.season_to.as_str(),
            form.cadence_days,
            form.timely_days,
            form.lock_days,
            form.stale_days,
            form.township_hours,
            form.county_hours,
            form.odd_g,
            form.least_g,
            form.yield_least_g,
            form.yield_most_g,
            form.jump_times,
            form.tolerance_ppm,
            form.ended
        ],
    )
    .map_err(|error| match error {
        StoreError::Constraint(name) if name == "crop_name" => Refusal::from(No::CropNameTaken).at("/name"),
        other => other.into(),
    })?;
    tx.run("DELETE FROM crop_product WHERE county = $1 AND crop = $2", params![county, id])?;
    let rows: Vec<_> = form.products.iter().map(|product| params![county, id, *product].to_vec()).collect();
    if !rows.is_empty() {
        tx.insert_many("INSERT INTO crop_product (county, crop, product)", &rows)?;
    }
    view(tx, county, id)
}
