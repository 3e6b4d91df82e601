//! Deliveries on a contract: weighed, graded, paid line by line by max(floor, market) where that was agreed.

use crate::{contracts, error::No, prices, terms};
use base::{Day, Fen, Grams, Instant, Refusal};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Takes a delivery.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeDelivery {
    /// When; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Net weight.
    pub grams: Grams,
    /// Its grade; the agreed one if not said.
    #[serde(default)]
    pub grade: Option<String>,
    /// The market's price of the day, fen a kg; the median of the samples if not said.
    #[serde(default)]
    pub market_fen_per_kg: Option<Fen>,
    /// What was found; due where the grade is another than agreed, and where the market's price is said by hand.
    #[serde(default)]
    pub inspection: String,
}

/// Takes a delivery back that was entered wrongly.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {
    /// Why.
    pub reason: String,
}

store::row! {
    /// A delivery.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct DeliveryRow {
        /// Its number within the contract.
        pub seq: i64,
        /// When.
        pub day: Day,
        /// Net weight, grams; below nothing for one that is taken back.
        pub grams: Grams,
        /// Grade.
        pub grade: String,
        /// The market's price of that day and grade, fen a kg.
        pub market_fen_per_kg: Option<Fen>,
        /// From how many samples; 0: said by hand, or not needed.
        pub samples: i64,
        /// Price that was paid, fen a kg.
        pub fen_per_kg: Fen,
        /// What it is worth.
        pub amount_fen: Fen,
        /// What was found.
        pub inspection: String,
        /// The delivery that it takes back, 0 for none.
        pub reverses: i64,
        /// When it was entered.
        pub at: Instant,
    }
}

const DELIVERY: &str =
    "SELECT v.seq, v.day, v.grams, v.grade, v.market_fen_per_kg, v.samples, v.fen_per_kg, v.amount_fen,
    v.inspection, v.reverses, v.at, v.seq AS sort_id FROM delivery v WHERE v.county = $1 AND v.contract = $2";

/// Most of one delivery: 1,000 t.
const MOST_GRAMS: i64 = 1_000_000_000;

/// Takes a delivery. **Who:** whoever stands on one side, and the county office.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: TakeDelivery) -> Result<DeliveryRow, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("contract/{id}"))?;
    let contract = contracts::find(tx, actor, id)?;
    if contract.state != "running" {
        return Err(No::ContractOver.into());
    }
    if body.grams.0 <= 0 || body.grams.0 > MOST_GRAMS {
        return Err(Refusal::from(No::DeliveryWeight).at("/grams"));
    }
    let day = body.day.unwrap_or(actor.day());
    if day > actor.day() || day < contract.signed_on {
        return Err(Refusal::from(No::DeliveryDay).at("/day"));
    }
    crate::at_most("/inspection", &body.inspection, 200)?;
    let prices = contracts::prices(tx, county, id)?;
    let agreed = prices.first().map(|price| price.grade.clone()).unwrap_or_default();
    let grade = body.grade.as_deref().map_or(agreed.as_str(), str::trim).to_owned();
    let terms = contracts::terms(&contract, &prices, &grade).map_err(|no| Refusal::from(no).at("/grade"))?;
    let said_by_hand = body.market_fen_per_kg.is_some();
    if (grade != agreed || said_by_hand) && body.inspection.trim().is_empty() {
        return Err(Refusal::from(No::Inspection).at("/inspection"));
    }
    crate::priced("/market_fen_per_kg", body.market_fen_per_kg)?;
    let market = match body.market_fen_per_kg {
        Some(market) => (Some(market), 0),
        None => {
            let median = prices::median(tx, county, contract.crop, &grade, day)?;
            (median.fen_per_kg, median.samples)
        }
    };
    let price = terms.price(market.0).map_err(|no| Refusal::from(no).at("/market_fen_per_kg"))?;
    let amount = terms::amount(price, body.grams)?;
    let row = DeliveryRow {
        seq: next(tx, county, id)?,
        day,
        grams: body.grams,
        grade,
        market_fen_per_kg: market.0,
        samples: market.1,
        fen_per_kg: price,
        amount_fen: amount,
        inspection: body.inspection.trim().to_owned(),
        reverses: 0,
        at: actor.now,
    };
    write(tx, actor, id, &row)?;
    Ok(row)
}

fn next(tx: &mut Tx<'_>, county: &str, contract: i64) -> Result<i64, Refusal> {
    let sql = "SELECT COALESCE(MAX(seq), 0) + 1 FROM delivery WHERE county = $1 AND contract = $2";
    Ok(tx.number(sql, params![county, contract])?)
}

fn write(tx: &mut Tx<'_>, actor: &Actor, contract: i64, row: &DeliveryRow) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO delivery (county, contract, seq, day, grams, grade, market_fen_per_kg, samples, fen_per_kg, amount_fen,
         inspection, reverses, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        params![
            actor.county_id(),
            contract,
            row.seq,
            row.day,
            row.grams,
            row.grade.as_str(),
            row.market_fen_per_kg,
            row.samples,
            row.fen_per_kg,
            row.amount_fen,
            row.inspection.as_str(),
            row.reverses,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(())
}

/// Takes a delivery back: the same with its sign turned round. **Who:** as [`take`].
pub fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, seq): (i64, i64),
    body: TakeBack,
) -> Result<DeliveryRow, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("contract/{id}"))?;
    contracts::find(tx, actor, id)?;
    crate::text("/reason", &body.reason, 200)?;
    let found: DeliveryRow =
        tx.find(&format!("{DELIVERY} AND v.seq = $3"), params![county, id, seq])?.ok_or(No::NoSuchDelivery)?;
    let sql = "SELECT COUNT(*) FROM delivery WHERE county = $1 AND contract = $2 AND reverses = $3";
    let taken_back: i64 = tx.number(sql, params![county, id, seq])?;
    if found.reverses != 0 || taken_back > 0 {
        return Err(No::TakenBack.into());
    }
    let row = DeliveryRow {
        seq: next(tx, county, id)?,
        day: actor.day(),
        grams: Grams(-found.grams.0),
        amount_fen: Fen(-found.amount_fen.0),
        inspection: body.reason.trim().to_owned(),
        reverses: seq,
        at: actor.now,
        ..found
    };
    write(tx, actor, id, &row)?;
    Ok(row)
}

/// Deliveries of a contract. **Who:** its two sides, and whoever sees the county.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing, ask: &Ask) -> Result<Page<DeliveryRow>, Refusal> {
    contracts::find(tx, actor, id)?;
    let listing = Listing {
        base: DELIVERY,
        params: params![actor.county_id(), id].to_vec(),
        sorts: &["seq", "day", "amount_fen"],
        sums: &["grams", "amount_fen"],
    };
    store::list(tx, &listing, ask)
}
