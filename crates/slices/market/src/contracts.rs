//! Contracts with growers: who, what, at which price by grade, from when to when (购销合同、订单农业).
//!
//! Here is what all verbs share: a contract as it is kept, its prices, the names of its sides.

mod answers;
mod end;
mod origin;
mod show;
mod sign;

pub(crate) use answers::Side;
pub use answers::{Says, answer};
pub use end::end;
pub use show::{ContractFilter, ContractView, list, show};
pub use sign::sign;
use sign::{Seller, SignContract};

use crate::{buyers::Buyer, error::No, terms::Terms};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId, UnitId},
};
use edge::{Actor, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// Kinds of contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// 购销合同: a price.
    Purchase,
    /// 订单农业: a floor under the market's price.
    Farming,
}

impl ContractKind {
    fn word(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Farming => "farming",
        }
    }
}

/// The price of a grade.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradePrice {
    /// The grade in the contract's words; empty for 统货.
    #[serde(default)]
    pub grade: String,
    /// Fixed price or floor, fen a kg.
    pub fen_per_kg: Fen,
}

store::row! {
    /// A contract as its table keeps it.
    #[derive(Clone, Debug)]
    pub(crate) struct Kept {
        pub id: i64,
        pub kind: String,
        pub crop: i64,
        pub producer: Option<ProducerId>,
        pub household: Option<HouseholdId>,
        pub person: Option<i64>,
        pub division: DivisionId,
        pub path: String,
        pub unit: Option<UnitId>,
        pub outlet: Option<OutletId>,
        pub partner: String,
        pub buyer_path: String,
        pub kg: i64,
        pub from_day: Day,
        pub to_day: Day,
        pub signed_on: Day,
        pub proxy: String,
        pub witness: String,
        pub offer: i64,
        pub fair: i64,
        pub note: String,
        pub book_outlet: Option<OutletId>,
        pub book_path: String,
        pub state: String,
        pub delivered_g: i64,
        pub amount_fen: Fen,
        pub to_book: i64,
        pub buyer_says: String,
        pub seller_says: String,
        pub sides: String,
        pub at: Instant,
    }
}

const KEPT: &str = "SELECT t.id, t.kind, t.crop, t.producer, t.household, t.person, t.division, t.path, t.unit, t.outlet,
    t.partner, t.buyer_path, t.kg, t.from_day, t.to_day, t.signed_on, t.proxy, t.witness, t.offer, t.fair, t.note,
    COALESCE(t.outlet, k.outlet) AS book_outlet, CASE WHEN t.outlet IS NULL THEN COALESCE(k.path, '') ELSE t.buyer_path END AS book_path,
    COALESCE((SELECT e.how FROM contract_end e WHERE e.county = t.county AND e.contract = t.id), 'running') AS state,
    CAST(COALESCE((SELECT SUM(v.grams) FROM delivery v WHERE v.county = t.county AND v.contract = t.id), 0) AS BIGINT) AS delivered_g,
    CAST(COALESCE((SELECT SUM(v.amount_fen) FROM delivery v WHERE v.county = t.county AND v.contract = t.id), 0) AS BIGINT) AS amount_fen,
    CASE WHEN t.outlet IS NULL AND k.outlet IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM delivery v WHERE v.county = t.county
      AND v.contract = t.id AND v.reverses = 0 AND NOT EXISTS (SELECT 1 FROM delivery w WHERE w.county = v.county
      AND w.contract = v.contract AND w.reverses = v.seq) AND NOT {STANDING}) END AS to_book,
    {BUYER} AS buyer_says, {SELLER} AS seller_says, CASE WHEN {BUYER} = 'disputed' OR {SELLER} = 'disputed' THEN 'disputed'
      WHEN ({BUYER} <> '' OR (t.unit IS NULL AND t.outlet IS NULL)) AND ({SELLER} <> '' OR t.person IS NOT NULL) THEN 'agreed'
      ELSE 'waiting' END AS sides,
    t.at, t.id AS sort_id FROM contract t LEFT JOIN contract_book k ON k.county = t.county AND k.contract = t.id
      AND k.seq = (SELECT MAX(x.seq) FROM contract_book x WHERE x.county = k.county AND x.contract = k.contract)
    WHERE t.county = $1";

/// Contracts as they are kept, for a query that goes on with `AND`.
pub(crate) fn kept() -> String {
    let sql = KEPT.replace("{STANDING}", crate::bookings::STANDING);
    [("{BUYER}", "buyer"), ("{SELLER}", "seller")]
        .into_iter()
        .fold(sql, |sql, (mark, side)| sql.replace(mark, &answers::last_word_of(side)))
}

/// Refuses whoever stands on neither side.
pub(crate) fn require_side(actor: &Actor, path: &str, buyer_path: &str) -> Result<(), Refusal> {
    if actor.scope.covers(path) { Ok(()) } else { actor.require(buyer_path) }
}

/// A contract that the actor may see. **Errors:** there is none, or it lies outside.
pub(crate) fn find(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Kept, Refusal> {
    let sql = format!("{} AND t.id = $2", kept());
    let kept: Kept = tx.find(&sql, params![actor.county_id(), id])?.ok_or(No::NoSuchContract)?;
    if !actor.scope.covers(&kept.book_path) {
        require_side(actor, &kept.path, &kept.buyer_path)?;
    }
    Ok(kept)
}

/// Prices of a contract by grade.
pub(crate) fn prices(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<GradePrice>, Refusal> {
    let sql = "SELECT grade, fen_per_kg FROM contract_price WHERE county = $1 AND contract = $2 ORDER BY seq";
    let rows: Vec<(String, Fen)> = tx.query(sql, params![county, id])?;
    Ok(rows.into_iter().map(|(grade, fen_per_kg)| GradePrice { grade, fen_per_kg }).collect())
}

/// What a contract pays for a grade. **Errors:** it knows no such grade.
pub(crate) fn terms(kept: &Kept, prices: &[GradePrice], grade: &str) -> Result<Terms, No> {
    let price = prices.iter().find(|price| price.grade == grade).ok_or_else(|| No::NoSuchGrade {
        grades: prices.iter().map(|price| price.grade.as_str()).collect::<Vec<_>>().join("、"),
    })?;
    Ok(if kept.kind == "farming" { Terms::Floor(price.fen_per_kg) } else { Terms::Fixed(price.fen_per_kg) })
}

/// Name of the seller; `full` on paper, masked elsewhere.
pub(crate) fn seller_name(tx: &mut Tx<'_>, county: &str, kept: &Kept, full: bool) -> Result<String, Refusal> {
    if let Some(producer) = kept.producer {
        let found = catalogue::desk::producer(tx, county, producer)?;
        return Ok(found
            .map(|p| if full || p.kind != "household" { p.name } else { base::mask::name(&p.name) })
            .unwrap_or_default());
    }
    let party = match kept.household {
        Some(household) => catalogue::desk::household(tx, county, household)?.map(|found| found.party),
        None => kept.person,
    };
    let Some(party) = party else { return Ok(String::new()) };
    let party = identity::desk::open_party(tx, county, party)?;
    Ok(if full { party.form.name } else { party.masked_name() })
}

impl Kept {
    /// Who buys.
    pub fn buyer(&self) -> Buyer<'_> {
        Buyer { unit: self.unit, outlet: self.outlet, partner: &self.partner }
    }
}

/// Whether the role sees full names on paper: those who hand the paper over.
pub(crate) fn prints(actor: &Actor) -> bool {
    matches!(
        actor.role,
        Role::CountyOffice
            | Role::TownshipSupervisor
            | Role::InformationOfficer
            | Role::OutletManager
            | Role::UnitBuyer
    )
}
