//! Which villages grow a crop, and so are asked for it.

use crate::{crops, error::No};
use base::{
    Day, Refusal,
    ids::{DivisionId, ProductId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Ask, Listing, Page, Tx, params};

/// Says which villages grow a crop from a day on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameGrowers {
    /// The villages.
    pub divisions: Vec<DivisionId>,
    /// First day on which they are asked; today if not said.
    #[serde(default)]
    pub from_day: Option<Day>,
    /// Last day; open if not said.
    #[serde(default)]
    pub to_day: Option<Day>,
}

store::row! {
    /// A village that grows a crop.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct GrowerRow {
        /// The village.
        pub division: DivisionId,
        /// Its place in the scope tree.
        #[serde(skip)]
        pub path: String,
        /// First day on which it is asked.
        pub from_day: Day,
        /// Last day; 9999-12-31 while open.
        pub to_day: Day,
        /// `office` or `survey`.
        pub source: String,
    }
}

/// A village that grows a crop, as the list shows it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GrowerView {
    /// The row.
    #[serde(flatten)]
    pub grower: GrowerRow,
    /// Township and village.
    pub division_name: String,
}

/// Names growers, or ends their being asked. **Who:** county office.
pub fn name(tx: &mut Tx<'_>, actor: &Actor, crop: i64, body: NameGrowers) -> Result<(), Refusal> {
    let county = actor.county_id();
    crops::find(tx, county, crop)?;
    let from = body.from_day.unwrap_or(actor.day());
    if body.to_day.is_some_and(|to| to < from) {
        return Err(Refusal::from(No::Window).at("/to_day"));
    }
    for (index, division) in body.divisions.iter().enumerate() {
        let village = crate::village(tx, actor, *division).map_err(|r| r.at(format!("/divisions/{index}")))?;
        put(tx, county, crop, &village, (from, body.to_day), "office")?;
    }
    Ok(())
}

/// Keeps that a village grows a crop.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    county: &str,
    crop: i64,
    village: &places::desk::DivisionView,
    (from, to): (Day, Option<Day>),
    source: &str,
) -> Result<(), Refusal> {
    let to = to.map_or_else(|| crate::OPEN_END.to_owned(), |to| to.to_string());
    tx.run(
        "INSERT INTO grower (county, crop, division, path, from_day, to_day, source) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (county, crop, division) DO UPDATE SET from_day = excluded.from_day, to_day = excluded.to_day,
         source = excluded.source",
        params![county, crop, village.id, village.path.as_str(), from, to, source],
    )?;
    Ok(())
}

/// A survey that finds the crop makes its village a grower, unless it is one already.
pub(crate) fn found_by_survey(
    tx: &mut Tx<'_>,
    county: &str,
    crop: i64,
    village: &places::desk::DivisionView,
    day: Day,
) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO grower (county, crop, division, path, from_day, to_day, source)
         VALUES ($1, $2, $3, $4, $5, '9999-12-31', 'survey') ON CONFLICT (county, crop, division) DO NOTHING",
        params![county, crop, village.id, village.path.as_str(), day],
    )?;
    Ok(())
}

/// Villages that grow a crop, inside one's scope. **Who:** whoever may see supply.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, crop: i64, _: Nothing, ask: &Ask) -> Result<Page<GrowerView>, Refusal> {
    let (from, until) = actor.scope.range();
    let county = actor.county_id();
    let listing = Listing {
        base: "SELECT division, path, from_day, to_day, source, division AS sort_id FROM grower
               WHERE county = $1 AND crop = $2 AND path >= $3 AND path < $4",
        params: params![county, crop, from, until].to_vec(),
        sorts: &["path", "from_day"],
        sums: &[],
    };
    let page: Page<GrowerRow> = store::list(tx, &listing, ask)?;
    let mut names = places::desk::full_names(tx, county, page.items.iter().map(|grower| grower.division))?;
    let view =
        |grower: GrowerRow| GrowerView { division_name: names.remove(&grower.division).unwrap_or_default(), grower };
    let items = page.items.into_iter().map(view).collect();
    Ok(Page { items, next: page.next, total: page.total })
}

/// Growers of all crops inside a range of paths, as `(crop, row)`.
pub(crate) fn within(
    tx: &mut Tx<'_>,
    county: &str,
    (from, until): (&str, &str),
) -> Result<Vec<(i64, GrowerRow)>, Refusal> {
    let sql = "SELECT crop, division, path, from_day, to_day, source FROM grower
               WHERE county = $1 AND path >= $2 AND path < $3 ORDER BY path, crop";
    let rows: Vec<(i64, DivisionId, String, Day, Day, String)> = tx.query(sql, params![county, from, until])?;
    let grower = |(crop, division, path, from_day, to_day, source)| {
        (crop, GrowerRow { division, path, from_day, to_day, source })
    };
    Ok(rows.into_iter().map(grower).collect())
}

/// Crops that any of these products is made of.
pub fn crops_of_products(tx: &mut Tx<'_>, county: &str, products: &[ProductId]) -> Result<BTreeSet<i64>, Refusal> {
    let mut crops = BTreeSet::new();
    for chunk in products.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql = format!("SELECT DISTINCT crop FROM crop_product WHERE county = $1 AND product IN ({list})");
        crops.extend(tx.query::<i64>(&sql, &values)?);
    }
    Ok(crops)
}

/// Crops that villages inside a place, or the village around it, grow on a day.
pub fn crops_grown(tx: &mut Tx<'_>, county: &str, path: &str, day: Day) -> Result<BTreeSet<i64>, Refusal> {
    let sql = "SELECT DISTINCT crop FROM grower WHERE county = $1 AND from_day <= $3 AND to_day >= $3
               AND (substr(path, 1, length($2)) = $2 OR substr($2, 1, length(path)) = path)";
    Ok(tx.query::<i64>(sql, params![county, path, day])?.into_iter().collect())
}

/// From the day of a merger on the successor is asked for what the merged village grew, and the village itself no more; what
/// was asked of it until then stays its own.
pub(crate) fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "grower", "path")?;
    tx.run(
        "INSERT INTO grower (county, crop, division, path, from_day, to_day, source)
         SELECT county, crop, $3, $4, CASE WHEN from_day < $5 THEN $5 ELSE from_day END, to_day, source FROM grower
         WHERE county = $1 AND division = $2 AND to_day >= $5
         ON CONFLICT (county, crop, division) DO NOTHING",
        params![county, merged.old, merged.into, merged.into_path.as_str(), merged.from],
    )?;
    tx.run(
        "UPDATE grower SET to_day = $3 WHERE county = $1 AND division = $2 AND to_day > $3",
        params![county, merged.old, merged.from.plus_days(-1)],
    )?;
    Ok(())
}
