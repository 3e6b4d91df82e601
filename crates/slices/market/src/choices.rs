//! What the market's forms may name: crops, places, buyers and sellers of the whole county. Whoever buys or sells sees
//! few of these registers, and needs all of them; so each gives a number, a name and where it is, nothing more.

use base::{Refusal, ids::DivisionId};
use edge::{Actor, Perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Whom or what one looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choosing {
    /// Crops and places.
    #[default]
    Places,
    /// Units and outlets.
    Buyers,
    /// Producers, and households for those who see them.
    Sellers,
}

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LookFor {
    /// Part of a name, another name, initials; of a household its head's whole name, its number or its village.
    pub q: String,
    /// What is wanted.
    pub of: Choosing,
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
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct MarketChoices {
    /// Crops that the county keeps.
    pub crops: Vec<MarketChoice>,
    /// Townships and villages that bear the name; all townships if nothing is looked for.
    pub places: Vec<MarketChoice>,
    /// Units that are not closed.
    pub units: Vec<MarketChoice>,
    /// Outlets that are open.
    pub outlets: Vec<MarketChoice>,
    /// Producers that are not blacklisted; those of the own township or village, for posts of one.
    pub producers: Vec<MarketChoice>,
    /// Households of the own place, masked.
    pub households: Vec<MarketChoice>,
}

/// Most of one kind at once: whoever looks for more types on.
const MOST: i64 = 20;
/// Townships are always given whole; no county has more.
const MOST_TOWNSHIPS: i64 = 500;
/// Producers that are looked through for those of one's own place.
const MOST_PRODUCERS: i64 = 500;

/// What a demand, a plan, a way or a contract may name. **Who:** whoever may see the market.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, (): (), query: LookFor) -> Result<MarketChoices, Refusal> {
    match query.of {
        Choosing::Places => crops_and_places(tx, actor, query.q.trim()),
        Choosing::Buyers => buyers(tx, actor, query.q.trim()),
        Choosing::Sellers => sellers(tx, actor, query.q.trim()),
    }
}

fn crops_and_places(tx: &mut Tx<'_>, actor: &Actor, q: &str) -> Result<MarketChoices, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let crops = supply::desk::crop_names(tx, county)?;
    let crops = crops.into_iter().map(|(id, name)| MarketChoice { id, name, within: String::new() });
    let mut found = places::desk::to_choose(tx, county, "township", (q, day), MOST_TOWNSHIPS)?;
    if !q.is_empty() {
        found.extend(places::desk::to_choose(tx, county, "village", (q, day), MOST)?);
    }
    let place = |(id, name, within)| MarketChoice { id, name, within };
    Ok(MarketChoices {
        crops: crops.collect(),
        places: found.into_iter().map(place).collect(),
        ..MarketChoices::default()
    })
}

fn buyers(tx: &mut Tx<'_>, actor: &Actor, q: &str) -> Result<MarketChoices, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let units = vouchers::desk::units_to_choose(tx, county, day, (q, None), MOST)?;
    let outlets = outlets::desk::outlets_to_choose(tx, county, day, (q, None), MOST)?;
    let choice = |id, name| MarketChoice { id, name, within: String::new() };
    Ok(MarketChoices {
        units: units.into_iter().map(|(id, name, _)| choice(id.0, name)).collect(),
        outlets: outlets.into_iter().map(|(id, name, _)| choice(id.0, name)).collect(),
        ..MarketChoices::default()
    })
}

fn sellers(tx: &mut Tx<'_>, actor: &Actor, q: &str) -> Result<MarketChoices, Refusal> {
    let county = actor.county_id();
    let own_place = actor.scope.kind == "division";
    let most = if own_place { MOST_PRODUCERS } else { MOST };
    let mut found = MarketChoices::default();
    for one in catalogue::desk::producers_to_choose(tx, county, (q, None), most)? {
        let (path, within) = place(tx, county, one.division)?;
        if !own_place || actor.scope.covers(&path) {
            found.producers.push(MarketChoice { id: one.id.0, name: one.name, within });
        }
    }
    if actor.may(Perm::HouseholdRead) {
        let below = (actor.scope.path.as_str(), actor.scope.path.as_str());
        for one in catalogue::desk::households_to_choose(tx, county, below, (q, None), MOST)? {
            let within = format!("{} #{}", place(tx, county, one.division)?.1, one.id);
            found.households.push(MarketChoice { id: one.id.0, name: one.masked_name, within });
        }
    }
    Ok(found)
}

fn place(tx: &mut Tx<'_>, county: &str, division: DivisionId) -> Result<(String, String), Refusal> {
    let found = places::desk::division(tx, county, division)?;
    Ok(found.map(|division| (division.path, division.full_name)).unwrap_or_default())
}
