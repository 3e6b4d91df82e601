//! Contracts as lists and pages show them: people masked, what was delivered summed.

use super::{
    GradePrice, Kept,
    answers::{self, ContractAnswer, Says},
    find, kept, prices, seller_name,
};
use crate::bookings;
use base::{
    Day, Fen, Instant, Refusal,
    ids::{HouseholdId, OutletId, ProducerId, ProductId, UnitId},
};
use edge::{Actor, Nothing, Perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// A contract.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContractRow {
    /// Number.
    pub id: i64,
    /// `purchase` or `farming`.
    pub kind: String,
    /// What.
    pub crop: i64,
    /// What the crop is called.
    pub crop_name: String,
    /// Who sells; people are masked.
    pub seller_name: String,
    /// The village.
    pub division_name: String,
    /// Who buys.
    pub buyer_name: String,
    /// How much, kg.
    pub kg: i64,
    /// Delivered, grams.
    pub delivered_g: i64,
    /// Still to come, grams; 0 once it is over.
    pub shortfall_g: i64,
    /// What was delivered is worth, fen.
    pub amount_fen: Fen,
    /// First day of delivery.
    pub from_day: Day,
    /// Last day of delivery.
    pub to_day: Day,
    /// When it was signed.
    pub signed_on: Day,
    /// The offer that it came from, 0 for none.
    pub offer: i64,
    /// The fair at which it was signed, 0 for none.
    pub fair: i64,
    /// `running`, `fulfilled`, `ended` or `void`.
    pub state: String,
    /// Deliveries that no book has yet, of a contract that comes into one.
    pub to_book: i64,
    /// `agreed` where both sides say so or said so on paper, `waiting` for a side, or `disputed`.
    pub sides: String,
    /// The buyer's last word: `kept`, `agreed`, `disputed` or `settled`; empty while it said nothing.
    pub buyer_says: String,
    /// The seller's, likewise.
    pub seller_says: String,
}

/// A product of the contract's crop.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContractProduct {
    /// Its number.
    pub id: ProductId,
    /// What it is called.
    pub name: String,
}

/// A contract in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContractView {
    /// The contract.
    #[serde(flatten)]
    pub contract: ContractRow,
    /// Prices by grade: fixed, or floors.
    pub prices: Vec<GradePrice>,
    /// Who signs for the seller, masked; the paper has the whole name.
    pub proxy: String,
    /// Who saw it, masked.
    pub witness: String,
    /// Anything else.
    pub note: String,
    /// The producer who sells, …
    pub producer: Option<ProducerId>,
    /// … or the household; a villager in no register is neither.
    pub household: Option<HouseholdId>,
    /// The unit that buys, …
    pub unit: Option<UnitId>,
    /// … or the outlet; a partner is neither.
    pub outlet: Option<OutletId>,
    /// The outlet into whose book deliveries come; none if they stay outside the books.
    pub book_outlet: Option<OutletId>,
    /// What it is called; empty for none.
    pub book_name: String,
    /// Whether the actor may write in that book.
    pub may_book: bool,
    /// Products of the crop, those of the seller first.
    pub products: Vec<ContractProduct>,
    /// What the fair is called; empty for none.
    pub fair_name: String,
    /// Why it ended; empty while it runs.
    pub ended_reason: String,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// What the sides said of it, in order.
    pub answers: Vec<ContractAnswer>,
    /// What the actor may say of it as it stands.
    pub may_say: Vec<Says>,
    /// The seller is in no register and said theirs on paper.
    pub on_paper: bool,
}

fn row(tx: &mut Tx<'_>, county: &str, kept: &Kept, crops: &BTreeMap<i64, String>) -> Result<ContractRow, Refusal> {
    let due = kept.kg.saturating_mul(1_000).saturating_sub(kept.delivered_g).max(0);
    Ok(ContractRow {
        id: kept.id,
        kind: kept.kind.clone(),
        crop: kept.crop,
        crop_name: crops.get(&kept.crop).cloned().unwrap_or_default(),
        seller_name: seller_name(tx, county, kept, false)?,
        division_name: places::desk::full_name(tx, county, kept.division)?,
        buyer_name: kept.buyer().name(tx, county, kept.signed_on)?,
        kg: kept.kg,
        delivered_g: kept.delivered_g,
        shortfall_g: if kept.state == "running" { due } else { 0 },
        amount_fen: kept.amount_fen,
        from_day: kept.from_day,
        to_day: kept.to_day,
        signed_on: kept.signed_on,
        offer: kept.offer,
        fair: kept.fair,
        state: kept.state.clone(),
        to_book: kept.to_book,
        sides: kept.sides.clone(),
        buyer_says: kept.buyer_says.clone(),
        seller_says: kept.seller_says.clone(),
    })
}

/// A contract. **Who:** its two sides, and whoever sees the county.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<ContractView, Refusal> {
    let county = actor.county_id();
    let kept = find(tx, actor, id)?;
    let crops = supply::desk::crop_names(tx, county)?;
    let sql = "SELECT reason, at FROM contract_end WHERE county = $1 AND contract = $2";
    let end: Option<(String, Instant)> = tx.find(sql, params![county, id])?;
    let keeper = bookings::keeper(tx, actor, &kept)?;
    Ok(ContractView {
        contract: row(tx, county, &kept, &crops)?,
        answers: answers::all(tx, county, id)?,
        may_say: if actor.may(Perm::ContractAnswer) { answers::may(actor, &kept) } else { Vec::new() },
        on_paper: kept.person.is_some(),
        book_outlet: kept.book_outlet,
        may_book: keeper.as_ref().is_some_and(|keeper| bookings::writes(actor, keeper)),
        book_name: keeper.map(|keeper| keeper.name).unwrap_or_default(),
        products: products(tx, actor, &kept)?,
        prices: prices(tx, county, id)?,
        fair_name: if kept.fair == 0 { String::new() } else { crate::fairs::find(tx, county, kept.fair)?.name },
        proxy: masked(&kept.proxy),
        witness: masked(&kept.witness),
        note: kept.note,
        producer: kept.producer,
        household: kept.household,
        unit: kept.unit,
        outlet: kept.outlet,
        ended_at: end.as_ref().map(|(_, at)| *at),
        ended_reason: end.map(|(reason, _)| reason).unwrap_or_default(),
    })
}

fn products(tx: &mut Tx<'_>, actor: &Actor, kept: &Kept) -> Result<Vec<ContractProduct>, Refusal> {
    let county = actor.county_id();
    let of_crop = supply::desk::products_of(tx, county, kept.crop)?;
    let mut found = catalogue::desk::products_at(tx, county, &of_crop, actor.now)?;
    found.sort_by_key(|product| (Some(product.producer) != kept.producer, product.id));
    let named = |product: catalogue::desk::ProductAt| ContractProduct { id: product.id, name: product.name };
    Ok(found.into_iter().map(named).collect())
}

fn masked(name: &str) -> String {
    if name.is_empty() { String::new() } else { base::mask::name(name) }
}

/// Which contracts a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContractFilter {
    /// Only this crop.
    pub crop: i64,
    /// Only of this fair.
    pub fair: i64,
    /// `running`, `fulfilled`, `ended` or `void`; all if empty.
    pub state: String,
    /// Only of this household, also where it sells as a producer: the money that reaches it (S91).
    pub household: i64,
    /// Only from this offer.
    pub offer: i64,
    /// Only those whose last day has passed with something still to come.
    pub overdue: bool,
    /// Only those with deliveries that no book has yet, for whoever writes the book.
    pub to_book: bool,
    /// Where the sides stand: `agreed`, `waiting` or `disputed`; all if empty.
    pub sides: String,
}

/// Numbers of the producers that are this household, for a list in SQL; 0 is nobody.
fn producers_of(tx: &mut Tx<'_>, county: &str, household: i64) -> Result<String, Refusal> {
    if household == 0 {
        return Ok("0".to_owned());
    }
    let all = catalogue::desk::households_of_producers(tx, county)?;
    let of = all.into_iter().filter(|(_, id)| id.0 == household).map(|(producer, _)| producer.to_string());
    Ok(std::iter::once("0".to_owned()).chain(of).collect::<Vec<_>>().join(", "))
}

/// Contracts of which one side lies in one's scope. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: ContractFilter,
    ask: &Ask,
) -> Result<Page<ContractRow>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let producers = producers_of(tx, county, filter.household)?;
    let base = format!(
        "SELECT q.*, CASE WHEN state = 'running' AND delivered_g < kg * 1000 THEN kg * 1000 - delivered_g ELSE 0 END AS shortfall_g
         FROM ({} AND ((t.path >= $2 AND t.path < $3) OR (t.buyer_path >= $2 AND t.buyer_path < $3)
           OR (k.path >= $2 AND k.path < $3))
         AND ($4 = 0 OR t.crop = $4) AND ($5 = 0 OR t.fair = $5) AND ($8 = 0 OR t.offer = $8)
         AND ($7 = 0 OR t.household = $7 OR t.producer IN ({producers}))) q
         WHERE ($6 = '' OR state = $6)
         AND ($9 = '' OR (state = 'running' AND to_day < $9 AND delivered_g < kg * 1000))
         AND ($10 = 0 OR (to_book > 0 AND book_path >= $2 AND book_path < $3))
         AND ($11 = '' OR sides = $11)",
        kept()
    );
    let overdue = if filter.overdue { actor.day().to_string() } else { String::new() };
    let listing = Listing {
        base: &base,
        params: params![
            county,
            from,
            until,
            filter.crop,
            filter.fair,
            filter.state,
            filter.household,
            filter.offer,
            overdue,
            filter.to_book,
            filter.sides
        ]
        .to_vec(),
        sorts: &["-signed_on", "to_day", "kg", "amount_fen", "delivered_g"],
        sums: &["kg", "delivered_g", "shortfall_g", "amount_fen"],
    };
    let page: Page<Kept> = store::list(tx, &listing, ask)?;
    let crops = supply::desk::crop_names(tx, county)?;
    let mut items = Vec::with_capacity(page.items.len());
    for kept in &page.items {
        items.push(row(tx, county, kept, &crops)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}
