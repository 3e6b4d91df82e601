//! What the market pays for everything that somebody looks at: the median of each crop and grade with its count and days, and
//! the price that was seen last. Forms show it beside a price, and phones keep it for when there is no network.

use crate::{
    prices::{self, MarketPrice},
    terms,
};
use base::{Day, Fen, Refusal, ids::ProductId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// Days after which a price that was seen last says nothing any more.
const LAST_DAYS: i32 = 92;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskMedians {
    /// Only this crop; 0 for all.
    pub crop: i64,
}

/// What the market pays for a crop and grade.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MedianOf {
    /// The crop.
    pub crop: i64,
    /// What it is called.
    pub crop_name: String,
    /// Products that are made of it.
    pub products: Vec<ProductId>,
    /// The grade, in the words of samples.
    pub grade: String,
    /// The week's median; none if nobody looked in the last seven days.
    pub median: MarketPrice,
    /// The price that was seen last, fen a kg.
    pub last_fen_per_kg: Fen,
    /// When.
    pub last_day: Day,
}

/// What the market pays.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MarketMedians {
    /// The county's day.
    pub day: Day,
    /// By crop and grade.
    pub rows: Vec<MedianOf>,
}

/// A price, when and where it was seen.
pub(crate) type Seen = (Fen, Day, String);

/// What the market pays for each crop and grade of which there are samples. **Who:** whoever may see offers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, (): (), asked: AskMedians) -> Result<MarketMedians, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let names = supply::desk::crop_names(tx, county)?;
    let seen: Vec<(i64, String, Fen, Day, String)> = tx.query(
        "SELECT s.crop, s.grade, s.fen_per_kg, s.day, s.place FROM price_sample s WHERE s.county = $1 AND ($2 = 0 OR s.crop = $2)
         AND s.day >= $3 AND s.day <= $4
         AND NOT EXISTS (SELECT 1 FROM price_sample n WHERE n.county = s.county AND n.replaces = s.id)
         ORDER BY s.crop, s.grade, s.day, s.id",
        params![county, asked.crop, day.plus_days(1 - LAST_DAYS), day],
    )?;
    let mut of: BTreeMap<(i64, String), Vec<Seen>> = BTreeMap::new();
    for (crop, grade, fen, day, place) in seen {
        of.entry((crop, grade)).or_default().push((fen, day, place));
    }
    let mut rows = Vec::with_capacity(of.len());
    for ((crop, grade), seen) in of {
        let Some((crop_name, last)) = names.get(&crop).zip(seen.last()) else { continue };
        rows.push(MedianOf {
            crop,
            crop_name: crop_name.clone(),
            products: supply::desk::products_of(tx, county, crop)?,
            grade,
            median: of_week(&seen, day),
            last_fen_per_kg: last.0,
            last_day: last.1,
        });
    }
    Ok(MarketMedians { day, rows })
}

/// The median of the week up to a day.
pub(crate) fn of_week(seen: &[Seen], day: Day) -> MarketPrice {
    let from_day = day.plus_days(1 - prices::DAYS);
    let week = || seen.iter().filter(|(_, on, _)| *on >= from_day && *on <= day);
    let found = terms::median(week().map(|(fen, ..)| *fen).collect());
    let days: BTreeSet<Day> = week().map(|(_, day, _)| *day).collect();
    let places: BTreeSet<&String> = week().map(|(.., place)| place).collect();
    MarketPrice {
        fen_per_kg: found.map(|(fen, _)| fen),
        samples: found.map_or(0, |(_, count)| i64::try_from(count).unwrap_or(i64::MAX)),
        from_day,
        to_day: day,
        days: days.into_iter().collect(),
        places: places.into_iter().cloned().collect(),
    }
}
