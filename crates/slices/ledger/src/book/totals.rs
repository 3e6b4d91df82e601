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
    upsert(
        tx,
        "stock",
        "county, outlet, product, lot, unit, on_hand, taken_in_on, expires_on",
        4,
        &["on_hand"],
        &stock,
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
    let columns =
        "county, year, outlet, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces";
    let adds = ["recorded_fen", "listed_fen", "local_fen", "quantity_g", "quantity_pieces"];
    upsert(tx, "sales_total", columns, 5, &adds, &sales)?;
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
    let columns = "county, year, outlet, product, supplier, amount_fen, quantity_g, quantity_pieces";
    upsert(tx, "intake_total", columns, 5, &["amount_fen", "quantity_g", "quantity_pieces"], &intake)?;
    let days: Vec<Vec<Value>> = money
        .days
        .iter()
        .map(|((book, day), (sales, means))| {
            let mut row = params![county, *book, *day, *sales].to_vec();
            row.extend(means.iter().map(|fen| Value::from(*fen)));
            row
        })
        .collect();
    let columns = "county, outlet, day, sales, cash_fen, wechat_fen, alipay_fen, bank_fen, on_account_fen, voucher_fen";
    let adds = ["sales", "cash_fen", "wechat_fen", "alipay_fen", "bank_fen", "on_account_fen", "voucher_fen"];
    upsert(tx, "day_total", columns, 3, &adds, &days)
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

/// Inserts rows or adds their sums to those that are there; the first `keys` columns are the key.
fn upsert(
    tx: &mut Tx<'_>,
    table: &str,
    columns: &str,
    keys: usize,
    adds: &[&str],
    rows: &[Vec<Value>],
) -> Result<(), Refusal> {
    let key = columns.split(", ").take(keys).collect::<Vec<_>>().join(", ");
    let sets = adds.iter().map(|c| format!("{c} = {table}.{c} + excluded.{c}")).collect::<Vec<_>>().join(", ");
    let width = columns.split(", ").count();
    for chunk in rows.chunks((900 / width).max(1)) {
        let groups: Vec<String> = (0..chunk.len())
            .map(|i| format!("({})", (1..=width).map(|c| format!("${}", i * width + c)).collect::<Vec<_>>().join(", ")))
            .collect();
        let sql = format!(
            "INSERT INTO {table} ({columns}) VALUES {} ON CONFLICT ({key}) DO UPDATE SET {sets}",
            groups.join(", ")
        );
        tx.run(&sql, &chunk.concat())?;
    }
    Ok(())
}
