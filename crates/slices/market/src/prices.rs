//! Price watch for the market: samples by place, day and grade; the median with its count (F6).

use crate::{error::No, medians};
use base::{Day, Fen, Instant, Refusal};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// A price that somebody saw.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeSample {
    /// What.
    pub crop: i64,
    /// Which grade; the contracts' own words.
    #[serde(default)]
    pub grade: String,
    /// Which market.
    pub place: String,
    /// When.
    pub day: Day,
    /// Fen a kg.
    pub fen_per_kg: Fen,
    /// Anything else.
    #[serde(default)]
    pub note: String,
    /// The sample that this one puts right.
    #[serde(default)]
    pub replaces: Option<i64>,
}

store::row! {
    /// A sample.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct SampleRow {
        /// Number.
        pub id: i64,
        /// What.
        pub crop: i64,
        /// Which grade.
        pub grade: String,
        /// Which market.
        pub place: String,
        /// When.
        pub day: Day,
        /// Fen a kg.
        pub fen_per_kg: Fen,
        /// Anything else.
        pub note: String,
        /// The sample that it puts right, 0 for none.
        pub replaces: i64,
        /// The sample that puts it right, 0 for none: it counts no more.
        pub replaced_by: i64,
        /// When it was entered.
        pub at: Instant,
    }
}

/// A sample with what its crop is called.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SampleView {
    /// What the crop is called.
    pub crop_name: String,
    /// The sample.
    #[serde(flatten)]
    pub sample: SampleRow,
}

/// Days before a day whose samples speak for it.
pub(crate) const DAYS: i32 = 7;

/// Enters a sample. **Who:** county office, inspector.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, (): (), body: TakeSample) -> Result<SampleView, Refusal> {
    let county = actor.county_id();
    let crop_name = supply::desk::crop_names(tx, county)?.remove(&body.crop);
    let crop_name = crop_name.ok_or_else(|| Refusal::from(No::NoSuchCrop).at("/crop"))?;
    crate::at_most("/grade", &body.grade, 20)?;
    crate::text("/place", &body.place, 40)?;
    crate::at_most("/note", &body.note, 200)?;
    crate::priced("/fen_per_kg", Some(body.fen_per_kg))?;
    if body.day > actor.day() || actor.day().days_since(body.day) > 92 {
        return Err(Refusal::from(No::SampleDay).at("/day"));
    }
    let replaces = body.replaces.unwrap_or(0);
    if replaces != 0 {
        // It puts right a price, not another grade's or day's.
        let known: i64 = tx.number(
            "SELECT COUNT(*) FROM price_sample s WHERE s.county = $1 AND s.id = $2 AND s.crop = $3 AND s.grade = $4 AND s.day = $5
             AND NOT EXISTS (SELECT 1 FROM price_sample n WHERE n.county = s.county AND n.replaces = s.id)",
            params![county, replaces, body.crop, body.grade.trim(), body.day],
        )?;
        if known == 0 {
            return Err(Refusal::from(No::NoSuchSample).at("/replaces"));
        }
    }
    let id = tx.next_id(county, "price_sample")?;
    tx.run(
        "INSERT INTO price_sample (county, id, crop, grade, place, day, fen_per_kg, note, replaces, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            county,
            id,
            body.crop,
            body.grade.trim(),
            body.place.trim(),
            body.day,
            body.fen_per_kg,
            body.note.trim(),
            replaces,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(SampleView { crop_name, sample: tx.one(&format!("{SAMPLE} AND s.id = $2"), params![county, id])? })
}

const SAMPLE: &str = "SELECT s.id, s.crop, s.grade, s.place, s.day, s.fen_per_kg, s.note, s.replaces,
    COALESCE((SELECT MAX(n.id) FROM price_sample n WHERE n.county = s.county AND n.replaces = s.id), 0) AS replaced_by,
    s.at, s.id AS sort_id FROM price_sample s WHERE s.county = $1";

/// Which samples a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SampleFilter {
    /// Only this crop.
    pub crop: i64,
}

/// Samples, the newest first. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: SampleFilter,
    ask: &Ask,
) -> Result<Page<SampleView>, Refusal> {
    let base = format!("{SAMPLE} AND ($2 = 0 OR s.crop = $2)");
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), filter.crop].to_vec(),
        sorts: &["-day", "fen_per_kg", "place", "grade"],
        sums: &[],
    };
    let page: Page<SampleRow> = store::list(tx, &listing, ask)?;
    let crops = supply::desk::crop_names(tx, actor.county_id())?;
    let named =
        |sample: SampleRow| SampleView { crop_name: crops.get(&sample.crop).cloned().unwrap_or_default(), sample };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next, total: page.total })
}

/// What one asks of the samples.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskPrice {
    /// What.
    pub crop: i64,
    /// Which grade.
    #[serde(default)]
    pub grade: String,
    /// For which day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
}

/// The market's price by its samples.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MarketPrice {
    /// Median, fen a kg; none without samples.
    pub fen_per_kg: Option<Fen>,
    /// How many samples.
    pub samples: i64,
    /// First day that is looked at.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Days on which somebody looked, in order.
    pub days: Vec<Day>,
    /// Where, each place once.
    pub places: Vec<String>,
}

/// The median of the week up to a day, with where and when its samples were taken. **Who:** whoever may see the market.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, (): (), query: AskPrice) -> Result<MarketPrice, Refusal> {
    median(tx, actor.county_id(), query.crop, query.grade.trim(), query.day.unwrap_or(actor.day()))
}

/// The median of a crop and grade in the week up to a day, samples that were put right left out.
pub(crate) fn median(tx: &mut Tx<'_>, county: &str, crop: i64, grade: &str, day: Day) -> Result<MarketPrice, Refusal> {
    let from_day = day.plus_days(1 - DAYS);
    let seen: Vec<medians::Seen> = tx.query(
        "SELECT s.fen_per_kg, s.day, s.place FROM price_sample s WHERE s.county = $1 AND s.crop = $2 AND s.grade = $3
         AND s.day >= $4 AND s.day <= $5
         AND NOT EXISTS (SELECT 1 FROM price_sample n WHERE n.county = s.county AND n.replaces = s.id)",
        params![county, crop, grade, from_day, day],
    )?;
    Ok(medians::of_week(&seen, day))
}
