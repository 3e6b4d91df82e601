//! What a demand may name: crops, and places of the whole county. A buyer's post sees neither register, and needs both.

use base::Refusal;
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LookFor {
    /// Part of a place's name, another name of it, or its initials.
    pub q: String,
}

/// One thing to choose.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MarketChoice {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// What it lies in; empty for crops.
    pub within: String,
}

/// What there is to choose.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MarketChoices {
    /// Crops that the county keeps.
    pub crops: Vec<MarketChoice>,
    /// Townships and villages that bear the name; all townships if nothing is looked for.
    pub places: Vec<MarketChoice>,
}

/// Most villages at once: whoever looks for more types on.
const MOST: i64 = 20;
/// Townships are always given whole; no county has more.
const MOST_TOWNSHIPS: i64 = 500;

/// What a demand, a plan or a way may name. **Who:** whoever may see the market.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, (): (), query: LookFor) -> Result<MarketChoices, Refusal> {
    let (county, day, q) = (actor.county_id(), actor.day(), query.q.trim());
    let crops = supply::desk::crop_names(tx, county)?;
    let crops = crops.into_iter().map(|(id, name)| MarketChoice { id, name, within: String::new() });
    let mut found = places::desk::to_choose(tx, county, "township", (q, day), MOST_TOWNSHIPS)?;
    if !q.is_empty() {
        found.extend(places::desk::to_choose(tx, county, "village", (q, day), MOST)?);
    }
    let place = |(id, name, within)| MarketChoice { id, name, within };
    Ok(MarketChoices { crops: crops.collect(), places: found.into_iter().map(place).collect() })
}
