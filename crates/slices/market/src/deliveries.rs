//! Deliveries on a contract: weighed, graded, paid line by line by max(floor, market) where that was agreed, and brought
//! into a book ([`crate::bookings`]) in the same transaction.

use crate::{
    beside,
    bookings::{self, BookDelivery},
    contracts,
    error::No,
    prices,
    telling::{self, Moved},
    terms,
};
use base::{Day, Fen, Grams, Instant, Refusal, ids::OutletId};
use edge::{Actor, Nothing, Role};
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
    /// How it comes into the book of the outlet that buys or books it. Whoever writes that book says so at once; what
    /// others take waits for the outlet.
    #[serde(default)]
    pub book: Option<BookDelivery>,
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
        /// `made` or `tied` where it stands on a line of a book, `waiting` for its outlet, `outside` the books where nobody
        /// keeps one, `undone` where it was taken back.
        pub booking: String,
        /// Whose book.
        pub book_outlet: Option<OutletId>,
        /// Number of the entry.
        pub book_entry: Option<i64>,
        /// Number of the line in it.
        pub book_line: Option<i64>,
        /// When it was entered.
        pub at: Instant,
    }
}

const DELIVERY: &str =
    "SELECT v.seq, v.day, v.grams, v.grade, v.market_fen_per_kg, v.samples, v.fen_per_kg, v.amount_fen,
    v.inspection, v.reverses,
    CASE WHEN v.reverses <> 0 OR EXISTS (SELECT 1 FROM delivery w WHERE w.county = v.county AND w.contract = v.contract
        AND w.reverses = v.seq) THEN 'undone'
      WHEN b.act IS NOT NULL THEN b.act
      WHEN t.outlet IS NOT NULL OR k.outlet IS NOT NULL THEN 'waiting' ELSE 'outside' END AS booking,
    b.outlet AS book_outlet, b.entry AS book_entry, b.line AS book_line, v.at, v.seq AS sort_id
    FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
    LEFT JOIN contract_book k ON k.county = t.county AND k.contract = t.id
      AND k.seq = (SELECT MAX(x.seq) FROM contract_book x WHERE x.county = k.county AND x.contract = k.contract)
    LEFT JOIN delivery_book b ON b.county = v.county AND b.contract = v.contract AND b.delivery = v.seq AND b.act <> 'freed'
      AND b.seq = (SELECT MAX(y.seq) FROM delivery_book y WHERE y.county = b.county AND y.contract = b.contract
        AND y.delivery = b.delivery)
    WHERE v.county = $1 AND v.contract = $2";

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
    let practice = actor.policies.practice(day);
    let percent = practice.contract_excess_percent;
    let room = contract.kg.saturating_mul(1_000).saturating_mul(100 + percent) / 100 - contract.delivered_g;
    if body.grams.0 > room {
        let left = (room.max(0) / 1_000).to_string();
        return Err(Refusal::from(No::DeliveredOver { kg: contract.kg, percent, left }).at("/grams"));
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
    let floor = terms.agreed();
    let times = practice.typed_price_times;
    let far = |market: Fen| market.0 > floor.0.saturating_mul(times);
    if body.market_fen_per_kg.is_some_and(far) && actor.role != Role::CountyOffice {
        return Err(Refusal::from(No::FarFromFloor { times }).at("/market_fen_per_kg"));
    }
    let market = match body.market_fen_per_kg {
        Some(market) => (Some(market), 0),
        None => {
            let median = prices::median(tx, county, contract.crop, &grade, day)?;
            (median.fen_per_kg, median.samples)
        }
    };
    let price = terms.price(market.0).map_err(|no| Refusal::from(no).at("/market_fen_per_kg"))?;
    let amount = terms::amount(price, body.grams)?;
    let due = bookings::keeper(tx, actor, &contract)?.is_some_and(|keeper| bookings::writes(actor, &keeper));
    if due && body.book.is_none() {
        return Err(Refusal::from(No::BookDue).at("/book"));
    }
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
        booking: String::new(),
        book_outlet: None,
        book_entry: None,
        book_line: None,
        at: actor.now,
    };
    write(tx, actor, id, &row)?;
    telling::contract(tx, actor, &contract, Moved::Delivered(row.seq, row.grams))?;
    if let Some(book) = &body.book {
        bookings::enter(tx, actor, &contract, &row, book).map_err(|refusal| within("/book", refusal))?;
    }
    beside::keep(tx, actor, (id, row.seq))?;
    find(tx, county, id, row.seq)
}

/// A refusal of a part of the body, as one of the whole.
fn within(part: &str, mut refusal: Refusal) -> Refusal {
    for problem in &mut refusal.fields {
        problem.field.insert_str(0, part);
    }
    refusal
}

/// A delivery of a contract. **Errors:** there is none.
pub(crate) fn find(tx: &mut Tx<'_>, county: &str, contract: i64, seq: i64) -> Result<DeliveryRow, Refusal> {
    let sql = format!("{DELIVERY} AND v.seq = $3");
    tx.find(&sql, params![county, contract, seq])?.ok_or_else(|| No::NoSuchDelivery.into())
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

/// Takes a delivery back: the same with its sign turned round; the entry that was written for it is reversed with it.
/// **Who:** as [`take`]; of one that stands in a book whoever writes that book.
pub fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, seq): (i64, i64),
    body: TakeBack,
) -> Result<DeliveryRow, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("contract/{id}"))?;
    let contract = contracts::find(tx, actor, id)?;
    crate::text("/reason", &body.reason, 200)?;
    let found = find(tx, county, id, seq)?;
    let sql = "SELECT COUNT(*) FROM delivery WHERE county = $1 AND contract = $2 AND reverses = $3";
    let taken_back: i64 = tx.number(sql, params![county, id, seq])?;
    if found.reverses != 0 || taken_back > 0 {
        return Err(No::TakenBack.into());
    }
    bookings::free(tx, actor, (id, seq), body.reason.trim())?;
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
    beside::keep(tx, actor, (id, seq))?;
    telling::contract(tx, actor, &contract, Moved::TakenBack(row.seq, seq))?;
    find(tx, county, id, row.seq)
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
