//! Totals on their way into the database: one statement for each kind of total, however many lines.

use base::{
    Day, Fen, Refusal,
    ids::{LotId, OutletId},
};
use books::{
    EntryForm,
    totals::{IntakeKey, Totals},
};
use std::collections::BTreeMap;
use store::{Tx, Value, params};

/// The end of what has no end.
pub(crate) const NEVER: &str = "9999-12-31";

/// Sums of money that the pure totals do not keep: takings by till day, intake by supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Money {
    /// Number of sales and the amount by each means.
    pub days: BTreeMap<(OutletId, Day), (i64, [i64; 6])>,
    pub intake: BTreeMap<IntakeKey, Fen>,
}

impl Money {
    /// Adds an entry whose day is the one that it counts on.
    pub(crate) fn add(&mut self, entry: &EntryForm, paid_on: Day) -> Option<()> {
        let sign = entry.kind.sales_sign();
        if sign != 0 {
            let (sales, sums) = self.days.entry((entry.book, paid_on)).or_default();
            let undone = if entry.reverses.is_some() { -1 } else { 1 };
            *sales += if sign > 0 { undone } else { 0 };
            for (sum, more) in sums.iter_mut().zip(super::by_means(&entry.payments)?) {
                *sum = sum.checked_add(more.checked_mul(sign)?)?;
            }
        }
        if entry.kind.intake_sign() != 0 {
            for line in &entry.lines {
                let (book, year) = (entry.book, entry.day.year());
                let key = IntakeKey { book, year, product: line.product, supplier: entry.counterparty };
                let sum = self.intake.entry(key).or_default();
                *sum = sum.plus(line.amount_fen)?;
            }
        }
        Some(())
    }
}

/// Adds sums to the kept totals.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    county: &str,
    sums: &Totals,
    money: &Money,
    lots: &BTreeMap<LotId, (Day, Option<Day>)>,
) -> Result<(), Refusal> {
    let stock: Vec<Vec<Value>> =
        sums.stock.iter().filter_map(|(key, amount)| stock_row(county, key, *amount, lots)).collect();
    tx.upsert_many(
        "INSERT INTO stock (county, outlet, product, lot, unit, on_hand, taken_in_on, expires_on)",
        &stock,
        " ON CONFLICT (county, outlet, product, lot) DO UPDATE SET on_hand = stock.on_hand + excluded.on_hand",
    )?;
    let sales: Vec<Vec<Value>> = sums
        .sales
        .iter()
        .map(|(key, sum)| {
            params![
                county,
                key.year,
                key.book,
                key.product,
                key.campaign.unwrap_or(0),
                sum.recorded_fen,
                sum.listed_fen,
                sum.local_fen,
                sum.quantity.quantity_g,
                sum.quantity.quantity_pieces
            ]
            .to_vec()
        })
        .collect();
    tx.upsert_many(
        "INSERT INTO sales_total (county, year, outlet, product, campaign, recorded_fen, listed_fen, local_fen,
         quantity_g, quantity_pieces)",
        &sales,
        " ON CONFLICT (county, year, outlet, product, campaign) DO UPDATE SET
         recorded_fen = sales_total.recorded_fen + excluded.recorded_fen,
         listed_fen = sales_total.listed_fen + excluded.listed_fen, local_fen = sales_total.local_fen + excluded.local_fen,
         quantity_g = sales_total.quantity_g + excluded.quantity_g,
         quantity_pieces = sales_total.quantity_pieces + excluded.quantity_pieces",
    )?;
    let intake: Vec<Vec<Value>> = sums
        .intake
        .iter()
        .map(|(key, sum)| {
            let amount = money.intake.get(key).copied().unwrap_or_default();
            params![
                county,
                key.year,
                key.book,
                key.product,
                key.supplier.unwrap_or(0),
                amount,
                sum.quantity_g,
                sum.quantity_pieces
            ]
            .to_vec()
        })
        .collect();
    tx.upsert_many(
        "INSERT INTO intake_total (county, year, outlet, product, supplier, amount_fen, quantity_g, quantity_pieces)",
        &intake,
        " ON CONFLICT (county, year, outlet, product, supplier) DO UPDATE SET
         amount_fen = intake_total.amount_fen + excluded.amount_fen,
         quantity_g = intake_total.quantity_g + excluded.quantity_g,
         quantity_pieces = intake_total.quantity_pieces + excluded.quantity_pieces",
    )?;
    let days: Vec<Vec<Value>> = money
        .days
        .iter()
        .map(|((book, day), (sales, means))| {
            let mut row = params![county, *book, *day, *sales].to_vec();
            row.extend(means.iter().map(|fen| Value::from(*fen)));
            row
        })
        .collect();
    Ok(tx.upsert_many(
        "INSERT INTO day_total (county, outlet, day, sales, cash_fen, wechat_fen, alipay_fen, bank_fen,
         on_account_fen, voucher_fen)",
        &days,
        " ON CONFLICT (county, outlet, day) DO UPDATE SET sales = day_total.sales + excluded.sales,
         cash_fen = day_total.cash_fen + excluded.cash_fen, wechat_fen = day_total.wechat_fen + excluded.wechat_fen,
         alipay_fen = day_total.alipay_fen + excluded.alipay_fen, bank_fen = day_total.bank_fen + excluded.bank_fen,
         on_account_fen = day_total.on_account_fen + excluded.on_account_fen,
         voucher_fen = day_total.voucher_fen + excluded.voucher_fen",
    )?)
}

/// Weight and pieces of one product and lot never meet: the unit is the product's.
fn stock_row(
    county: &str,
    key: &books::totals::StockKey,
    amount: books::totals::Amounts,
    lots: &BTreeMap<LotId, (Day, Option<Day>)>,
) -> Option<Vec<Value>> {
    let (unit, moved) =
        if amount.quantity_pieces != 0 { ("piece", amount.quantity_pieces) } else { ("g", amount.quantity_g) };
    if moved == 0 {
        return None;
    }
    let known = key.lot.and_then(|lot| lots.get(&lot));
    let taken_in_on = known.map_or_else(|| "0001-01-01".to_owned(), |(day, _)| day.to_string());
    let expires_on = known.and_then(|(_, end)| *end).map_or_else(|| NEVER.to_owned(), |day| day.to_string());
    let lot = key.lot.map_or(0, |lot| lot.0);
    Some(params![county, key.book, key.product, lot, unit, moved, taken_in_on, expires_on].to_vec())
}
