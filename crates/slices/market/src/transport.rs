//! What a kg costs to bring from township to township, as somebody who knows the roads says it. Ways from and to
//! villages may stand there too: collection runs go by them, plans go by townships.

use crate::{
    error::No,
    ways::{self, FEN_MOST, MOST, WayTable, Ways},
    windows,
};
use base::{Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// A way and its cost.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct CostRow {
        /// From this township, or village.
        pub from_township: i64,
        /// To this one; 0 is outside the county.
        pub to_township: i64,
        /// Fen a kg.
        pub fen_per_kg: i64,
    }
}

/// A way with what its ends are called.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CostView {
    /// The way.
    #[serde(flatten)]
    pub way: CostRow,
    /// Where it begins.
    pub from_name: String,
    /// Where it ends; empty for outside the county.
    pub to_name: String,
}

/// One way to enter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WayCost {
    /// From this township, or village.
    pub from_township: i64,
    /// To this one; 0 is outside the county.
    pub to_township: i64,
    /// Fen a kg.
    pub fen_per_kg: i64,
}

/// Replaces the table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetCosts {
    /// All ways that are known; the others go by the rule of thumb.
    pub rows: Vec<WayCost>,
}

/// The table. **Who:** whoever may see the market.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<CostView>, Refusal> {
    let listing = Listing {
        base: "SELECT from_township, to_township, fen_per_kg, from_township * 100000000 + to_township AS sort_id
               FROM transport_cost WHERE county = $1",
        params: params![actor.county_id()].to_vec(),
        sorts: &["fen_per_kg"],
        sums: &[],
    };
    let page: Page<CostRow> = store::list(tx, &listing, ask)?;
    let mut names: BTreeMap<i64, String> = BTreeMap::from([(0, String::new())]);
    for id in page.items.iter().flat_map(|way| [way.from_township, way.to_township]) {
        if let Entry::Vacant(unknown) = names.entry(id) {
            unknown.insert(places::desk::full_name(tx, actor.county_id(), DivisionId(id))?);
        }
    }
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let named = |way: CostRow| CostView { from_name: name(way.from_township), to_name: name(way.to_township), way };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next, total: page.total })
}

/// The rule of thumb that holds where nothing was entered, fen a kg; and which table holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleOfThumb {
    /// Within a township.
    pub within: i64,
    /// Between two townships.
    pub between: i64,
    /// Out of the county.
    pub outside: i64,
    /// The table that holds; none before the first.
    pub table: Option<WayTable>,
}

/// States the rule of thumb. **Who:** whoever may see the market.
pub fn rule(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<RuleOfThumb, Refusal> {
    let table = ways::newest(tx, actor.county_id())?;
    Ok(RuleOfThumb { within: windows::WITHIN, between: windows::BETWEEN, outside: windows::OUTSIDE, table })
}

/// Replaces the table. **Who:** county office.
pub fn set(tx: &mut Tx<'_>, actor: &Actor, (): (), body: SetCosts) -> Result<(), Refusal> {
    let county = actor.county_id();
    if body.rows.len() > MOST {
        return Err(Refusal::from(No::TooMany { most: MOST }).at("/rows"));
    }
    let mut places: BTreeSet<DivisionId> = BTreeSet::new();
    for standing in
        [places::desk::townships(tx, county, actor.day())?, places::desk::villages(tx, county, actor.day())?]
    {
        places.extend(standing.into_iter().map(|place| place.id));
    }
    let known = |id: i64| places.contains(&DivisionId(id));
    let (mut ways, mut rows) = (Ways::new(), BTreeMap::new());
    for (index, row) in body.rows.iter().enumerate() {
        if !known(row.from_township) || !(row.to_township == 0 || known(row.to_township)) {
            return Err(Refusal::from(No::Township).at(format!("/rows/{index}")));
        }
        if !(0..=FEN_MOST).contains(&row.fen_per_kg) {
            return Err(Refusal::from(No::Cost).at(format!("/rows/{index}/fen_per_kg")));
        }
        let ends = (row.from_township, row.to_township);
        if let Some(first) = rows.insert(ends, index + 1) {
            return Err(Refusal::from(No::WayTwice { first, row: index + 1 }).at(format!("/rows/{index}")));
        }
        ways.insert(ends, row.fen_per_kg);
    }
    ways::replace(tx, actor, "", &ways).map(drop)
}
