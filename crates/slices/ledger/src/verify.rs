//! Proving the books: chains from the first entry, totals and stock counted again from the lines, day roots.

pub use crate::day_root::make_day_root;

use crate::{
    book::{Bought, EntryRow, LineRow, Money, Sellers, hash},
    entries::walk,
};
use base::{
    Day, Fen, Refusal,
    ids::{LotId, OutletId, ProductId},
};
use books::{
    Head, Kind,
    chain::{Break, ChainRefusal, Why, follow},
    totals::{Amounts, Difference, IntakeKey, Sales, SalesKey, StockKey, Totals, recount},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Tx, params};

/// What was verified, and what does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BooksReport {
    /// Books that were read.
    pub books: i64,
    /// Entries in them.
    pub entries: i64,
    /// Lines in them.
    pub lines: i64,
    /// Day roots that were read.
    pub day_roots: i64,
    /// What does not hold; empty when all does.
    pub problems: Vec<BookProblem>,
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BookProblem {
    /// Which book; 0 for what concerns no single one.
    pub outlet: OutletId,
    /// `chain.broken`, `head`, `totals.sales`, `totals.stock`, `totals.intake`, `totals.days`, `totals.bought`, `bought.missing`,
    /// `totals.sellers`, `totals.open`, `totals.no_book`, `payments.voucher`, `day_root`, `day_root.missing`, `day_root.audit`, `period.missing`.
    pub code: String,
    /// In words.
    pub message: base::Text,
}

/// Verifies every book of a county, and the day roots.
pub fn verify_books(tx: &mut Tx<'_>, county: &str) -> Result<BooksReport, Refusal> {
    let mut report = BooksReport::default();
    let outlets: Vec<(OutletId, i64, Vec<u8>)> =
        tx.query("SELECT outlet, last_seq, head_hash FROM book WHERE county = $1 ORDER BY outlet", params![county])?;
    for (outlet, last_seq, head_hash) in outlets {
        let kept = Head { seq: last_seq, hash: hash(&head_hash)? };
        verify_book(tx, county, outlet, kept, &mut report)?;
        report.books += 1;
    }
    without_book(tx, county, &mut report)?;
    crate::day_root::verify_roots(tx, county, &mut report)?;
    crate::period::verify_periods(tx, county, &mut report)?;
    Ok(report)
}

/// What is kept of purchases under an outlet that has no book.
fn without_book(tx: &mut Tx<'_>, county: &str, report: &mut BooksReport) -> Result<(), Refusal> {
    for kept in ["bought_line", "bought_total", "seller_total", "open_purchase"] {
        let sql = format!(
            "SELECT k.outlet, COUNT(*) FROM {kept} k WHERE k.county = $1
             AND NOT EXISTS (SELECT 1 FROM book b WHERE b.county = k.county AND b.outlet = k.outlet) GROUP BY k.outlet"
        );
        for (outlet, count) in tx.query::<(OutletId, i64)>(&sql, params![county])? {
            let message = base::Text::new(
                format!("{kept} 里有 {count} 行，而这个门店没有台账"),
                format!("{kept} has {count} rows of an outlet without a book"),
            );
            report.problems.push(BookProblem { outlet, code: "totals.no_book".into(), message });
        }
    }
    Ok(())
}

fn verify_book(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    kept: Head,
    report: &mut BooksReport,
) -> Result<(), Refusal> {
    let (mut head, mut broken) = (Head::EMPTY, None);
    let mut totals = Totals::default();
    let mut money = Money::default();
    let mut sellers = Sellers::default();
    let mut sums_hold = true;
    let redeemed = vouchers::desk::by_entry(tx, county, outlet)?;
    let mut unlike = redeemed.clone();
    let mut bought = Bought::load(tx, county, outlet)?;
    let mut read = |entry: EntryRow, lines: Vec<LineRow>| -> Result<(), Refusal> {
        report.entries += 1;
        report.lines += i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let chained = entry.chained(county, &lines)?;
        if broken.is_none() {
            let numbered = lines.iter().zip(1..).all(|(line, number)| line.line == number);
            match follow(head, &chained) {
                Ok(next) if numbered => head = next,
                Ok(next) => broken = Some(Break { seq: next.seq, why: Why::Content }),
                Err(at) => broken = Some(at),
            }
        }
        let mut counted = chained.entry;
        counted.day = entry.counts_on;
        // A return says what it gave back, so the vouchers' side of it is negative.
        let said = if entry.kind()? == Kind::Return { -entry.voucher } else { entry.voucher };
        if redeemed.get(&entry.seq).map_or(0, |fen| fen.0) == said {
            unlike.remove(&entry.seq);
        } else {
            unlike.insert(entry.seq, Fen(said));
        }
        sums_hold &= totals.add(&counted).is_ok()
            && money.add(&counted, entry.paid_on).is_some()
            && sellers.add(&counted).is_some();
        bought.add(&counted);
        Ok(())
    };
    walk(tx, county, outlet, &mut read)?;
    if broken.is_none() && head != kept {
        broken = Some(Break { seq: head.seq.saturating_add(1), why: Why::Number { expected: kept.seq } });
    }
    if let Some(at) = broken {
        let refusal = Refusal::from(ChainRefusal::from(at));
        report.problems.push(BookProblem { outlet, code: refusal.code.into(), message: refusal.message });
    }
    if !sums_hold {
        let message = base::Text::new("有单据的明细与合计不符", "the lines of an entry do not add up to its total");
        report.problems.push(BookProblem { outlet, code: "entry.sum".into(), message });
    }
    if let Some((seq, _)) = unlike.first_key_value() {
        let message = base::Text::new(
            format!("{seq} 号等 {} 张单据的用券金额与券的核销不符", unlike.len()),
            format!("vouchers did not pay what {} entries say, the first is {seq}", unlike.len()),
        );
        report.problems.push(BookProblem { outlet, code: "payments.voucher".into(), message });
    }
    bought.compare(tx, county, outlet, report)?;
    sellers.compare(tx, county, outlet, report)?;
    compare(tx, county, outlet, &totals, &money, report)
}

fn compare(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    totals: &Totals,
    money: &Money,
    report: &mut BooksReport,
) -> Result<(), Refusal> {
    let sales = recount(&kept_sales(tx, county, outlet)?, &totals.sales);
    say(report, outlet, "totals.sales", "销售累计", "sales totals", &sales);
    let stock = recount(&kept_stock(tx, county, outlet)?, &totals.stock);
    say(report, outlet, "totals.stock", "库存", "stock", &stock);
    let intake = recount(&kept_intake(tx, county, outlet)?, &totals.intake);
    say(report, outlet, "totals.intake", "进货累计", "intake totals", &intake);
    let days = recount(&kept_days(tx, county, outlet)?, &money.days);
    say(report, outlet, "totals.days", "每日收款", "takings by day", &days);
    Ok(())
}

pub(crate) fn say<K: std::fmt::Debug, V: std::fmt::Debug>(
    report: &mut BooksReport,
    outlet: OutletId,
    code: &str,
    zh: &str,
    en: &str,
    found: &[Difference<K, V>],
) {
    let Some(first) = found.first() else { return };
    let count = found.len();
    let message = base::Text::new(
        format!(
            "{zh}有 {count} 处与明细不符，首处 {:?}：保存为 {:?}，重算为 {:?}",
            first.key, first.kept, first.counted
        ),
        format!(
            "{en} differ from the lines in {count} places, first {:?}: kept {:?}, counted {:?}",
            first.key, first.kept, first.counted
        ),
    );
    report.problems.push(BookProblem { outlet, code: code.into(), message });
}

fn kept_sales(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<BTreeMap<SalesKey, Sales>, Refusal> {
    type Row = (i32, ProductId, i64, Fen, Fen, Fen, i64, i64);
    let rows: Vec<Row> = tx.query(
        "SELECT year, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces FROM sales_total
         WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    let pair = |(year, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces)| {
        let key = SalesKey { book: outlet, year, product, campaign: Some(campaign).filter(|c| *c != 0) };
        (key, Sales { recorded_fen, listed_fen, local_fen, quantity: Amounts { quantity_g, quantity_pieces } })
    };
    Ok(rows.into_iter().map(pair).collect())
}

fn kept_stock(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<BTreeMap<StockKey, Amounts>, Refusal> {
    let rows: Vec<(ProductId, LotId, String, i64)> = tx.query(
        "SELECT product, lot, unit, on_hand FROM stock WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    let pair = |(product, lot, unit, on_hand): (ProductId, LotId, String, i64)| {
        let key = StockKey { book: outlet, product, lot: Some(lot).filter(|lot| lot.0 != 0) };
        let (quantity_g, quantity_pieces) = if unit == "g" { (on_hand, 0) } else { (0, on_hand) };
        (key, Amounts { quantity_g, quantity_pieces })
    };
    Ok(rows.into_iter().map(pair).collect())
}

fn kept_intake(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<BTreeMap<IntakeKey, Amounts>, Refusal> {
    let rows: Vec<(i32, ProductId, i64, i64, i64)> = tx.query(
        "SELECT year, product, supplier, quantity_g, quantity_pieces FROM intake_total WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    let pair = |(year, product, supplier, quantity_g, quantity_pieces)| {
        let key = IntakeKey { book: outlet, year, product, supplier: Some(supplier).filter(|s| *s != 0) };
        (key, Amounts { quantity_g, quantity_pieces })
    };
    Ok(rows.into_iter().map(pair).collect())
}

type Takings = BTreeMap<(OutletId, Day), (i64, [i64; 6])>;

fn kept_days(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Takings, Refusal> {
    type Row = (Day, i64, i64, i64, i64, i64, i64, i64);
    let rows: Vec<Row> = tx.query(
        "SELECT day, sales, cash_fen, wechat_fen, alipay_fen, bank_fen, on_account_fen, voucher_fen FROM day_total
         WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    Ok(rows.into_iter().map(|(day, sales, a, b, c, d, e, f)| ((outlet, day), (sales, [a, b, c, d, e, f]))).collect())
}
