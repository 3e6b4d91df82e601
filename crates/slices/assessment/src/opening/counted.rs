//! What is counted here for each measure, as rows that add up to the figure and open what is behind them.

use super::OpeningMeasure;
use crate::{error::No, rows, settle};
use base::{Day, Fen, Refusal};
use edge::{Actor, Ask, Nothing, Page};
use policy::vocabulary::{OutletKind, Word};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// One part of a counted figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountedRow {
    /// `o7` for outlet 7, `h12` for household 12.
    pub subject: String,
    /// Name of the outlet; of a household only its village.
    pub name: String,
    /// The year of the sales.
    pub year: Option<i64>,
    /// Its part, if the measure is money.
    pub amount_fen: Option<Fen>,
    /// Its part, if it is not.
    pub number: Option<i64>,
    /// Address below the API of what is behind it.
    pub lines: String,
}

/// The parts of one measure; `None` for what Huoshui does not count.
pub(super) fn parts(
    tx: &mut Tx<'_>,
    county: &str,
    measure: OpeningMeasure,
    day: Day,
) -> Result<Option<Vec<CountedRow>>, Refusal> {
    match measure {
        OpeningMeasure::Sales => sales(tx, county, day).map(Some),
        // Until declarations are kept, no sale is known to be one of unsalable produce.
        OpeningMeasure::UnsalableSales => Ok(None),
        OpeningMeasure::Households => households(tx, county, day, |_| 1).map(Some),
        OpeningMeasure::People => households(tx, county, day, |h| h.members).map(Some),
        OpeningMeasure::Shops => authorised(tx, county, day, OutletKind::Shop).map(Some),
        OpeningMeasure::Pavilions => authorised(tx, county, day, OutletKind::Pavilion).map(Some),
    }
}

fn sales(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<CountedRow>, Refusal> {
    let names: BTreeMap<_, _> =
        outlets::desk::outlets_named(tx, county, day)?.into_iter().map(|o| (o.id, o.name)).collect();
    let row = |sold: ledger::desk::ListedYear| CountedRow {
        subject: format!("o{}", sold.outlet),
        name: names.get(&sold.outlet).cloned().unwrap_or_default(),
        year: Some(sold.year),
        amount_fen: Some(sold.listed_fen),
        number: None,
        lines: format!("/settlements/{}/measures/o{}/recorded_sales_fen/lines", sold.year, sold.outlet),
    };
    let sold = ledger::desk::listed_by_year(tx, county)?;
    Ok(sold.into_iter().filter(|sold| sold.listed_fen != Fen::ZERO).map(row).collect())
}

/// Households that a producer has paid wages, or whose own produce an outlet has taken in.
fn households(
    tx: &mut Tx<'_>,
    county: &str,
    day: Day,
    part: fn(&catalogue::desk::HouseholdSize) -> i64,
) -> Result<Vec<CountedRow>, Refusal> {
    let sell: BTreeSet<_> = ledger::desk::selling_households(tx, county)?.into_iter().collect();
    let villages: BTreeMap<_, _> =
        places::desk::villages(tx, county, day)?.into_iter().map(|v| (v.id, v.full_name)).collect();
    let helped = catalogue::desk::household_sizes(tx, county, day)?;
    let helped = helped.into_iter().filter(|h| h.employed || sell.contains(&h.id));
    let row = |h: catalogue::desk::HouseholdSize| CountedRow {
        subject: format!("h{}", h.id),
        name: villages.get(&h.division).cloned().unwrap_or_default(),
        year: None,
        amount_fen: None,
        number: Some(part(&h)),
        lines: format!("/households/{}", h.id),
    };
    Ok(helped.map(row).collect())
}

fn authorised(tx: &mut Tx<'_>, county: &str, day: Day, kind: OutletKind) -> Result<Vec<CountedRow>, Refusal> {
    let row = |o: outlets::desk::OutletNamed| CountedRow {
        subject: format!("o{}", o.id),
        name: o.name,
        year: None,
        amount_fen: None,
        number: Some(1),
        lines: format!("/outlets/{}/authorisations", o.id),
    };
    let all = outlets::desk::outlets_named(tx, county, day)?;
    Ok(all.into_iter().filter(|o| o.kind == kind && o.authorised).map(row).collect())
}

/// The parts of a counted figure. **Who:** posts whose scope is the county.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    measure: String,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<CountedRow>, Refusal> {
    settle::check(actor, actor.day().year())?;
    let unknown = || Refusal::from(No::OpeningMeasureUnknown { allowed: OpeningMeasure::spellings() });
    let found = OpeningMeasure::find(&measure).ok_or_else(unknown)?;
    let parts = parts(tx, actor.county_id(), found, actor.day())?;
    let parts = parts.ok_or(No::MeasureWithoutLines { measure })?;
    let amount: Option<fn(&CountedRow) -> i64> =
        found.is_money().then_some(|row: &CountedRow| row.amount_fen.unwrap_or_default().0);
    rows::page(parts, ask, &[], amount)
}
