//! Goods brought back 退货单: of one sale, at most what was sold, the money to the means that paid.
//!
//! What a voucher paid goes back to the voucher, never out in cash. Until the year of the sale is closed
//! the return counts for that year; afterwards it is an adjustment of the current period.

use crate::{
    around,
    book::{Book, Draft, DraftLine, EntryRow, LineRow, quantity, split, tidy_payments},
    days,
    error::No,
    goods::number,
    sql,
    view::EntryDone,
};
use base::{Day, Fen, Quantity, Refusal, ids::OutletId};
use books::{
    Kind, LineForm, Payment,
    basket::Share,
    giving_back::{payments, share},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// Goods of one sale that come back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordReturn {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Number of the sale.
    pub sale: i64,
    /// What comes back.
    pub lines: Vec<BackLine>,
    /// The goods cannot be sold again: a loss is entered with the return.
    #[serde(default)]
    pub spoilt: bool,
    /// Why; no personal data.
    #[serde(default)]
    pub note: String,
}

/// A line that comes back, whole or in part.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackLine {
    /// Its number in the sale.
    pub line: i64,
    /// How much of it.
    pub quantity: Quantity,
}

/// A return that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReturnView {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryDone,
    /// What was given back, by means.
    pub payments: Vec<Payment>,
    /// The entry of the loss, if the goods were spoilt.
    pub loss: Option<i64>,
}

/// Takes goods back. **Who:** clerks and manager of the outlet.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordReturn) -> Result<ReturnView, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    crate::purchase::check_size(body.lines.len())?;
    let mut book = Book::open(tx, actor, outlet)?;
    let county = actor.county_id();
    let (sale, lines) = find_sale(tx, county, outlet, body.sale)?;
    days::check(day, actor.day(), sale.day)?;
    days::check_today(day, actor, false)?;
    let mut before =
        Before { units: taken_back(tx, county, outlet, body.sale)?, given: given_back(tx, county, outlet, body.sale)? };
    let mut back = Vec::new();
    let mut due = Share::default();
    for said in &body.lines {
        for (line, part) in of_line(&lines, said, &mut before, body.sale)? {
            due = sum(due, part).ok_or(No::Overflow)?;
            back.push(line);
        }
    }
    let touched = body.lines.iter().map(|said| said.line);
    let left: Vec<(i64, &str, i64)> = lines
        .iter()
        .filter(|line| touched.clone().any(|said| said == line.line))
        .map(|line| {
            (line.line, line.unit.as_str(), line.quantity - before.units.get(&line.line).copied().unwrap_or_default())
        })
        .collect();
    crate::claim::enough_left(tx, county, (outlet, body.sale), &left)?;
    number_parts(&mut back);
    let open = open_payments(tx, county, &sale)?;
    let payments = payments(due, &open)?;
    let spoilt: Vec<DraftLine> = back.iter().filter(|line| number(line.form.quantity) > 0).map(loss_of).collect();
    let draft = Draft {
        counts_for: Some(sale.counts_on),
        counterparty: sale.counterparty,
        channel: crate::reverse::channel(&sale.channel),
        payments: payments.clone(),
        note: body.note.clone(),
        ..Draft::of(Kind::Return, day, back)
    };
    let written = book.write(actor, draft)?;
    let loss = if body.spoilt {
        Some(book.write(actor, Draft { note: body.note, ..Draft::of(Kind::Loss, day, spoilt) })?.seq)
    } else {
        None
    };
    if due.voucher > Fen::ZERO {
        around::refund(tx, actor, outlet, body.sale, due.voucher, written.seq)?;
    }
    book.close(tx, actor)?;
    Ok(ReturnView { entry: EntryDone::new(outlet, &written), payments, loss })
}

/// A sale that stands, with its lines.
pub(crate) fn find_sale(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    seq: i64,
) -> Result<(EntryRow, Vec<LineRow>), Refusal> {
    let sale = sql::find_entry(tx, county, outlet, seq)?.ok_or(No::Entry { seq })?;
    let undone = sale.reverses.is_some() || sql::find_reversal(tx, county, outlet, seq)?.is_some();
    if sale.kind()? != Kind::Sale || undone {
        return Err(No::NotASale { seq }.into());
    }
    let lines = sql::find_lines(tx, county, outlet, seq)?;
    Ok((sale, lines))
}

/// What came back of each line before, in base units; undone returns take theirs away again.
pub(crate) fn taken_back(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    seq: i64,
) -> Result<BTreeMap<i64, i64>, Refusal> {
    let rows: Vec<(i64, i64)> = tx.query(
        "SELECT of_line, CAST(SUM(quantity) AS BIGINT) FROM line WHERE county = $1 AND book = $2 AND of_seq = $3 GROUP BY of_line",
        params![county, outlet, seq],
    )?;
    Ok(rows.into_iter().collect())
}

/// What came back of a sale before: units by main line, money by each line.
struct Before {
    units: BTreeMap<i64, i64>,
    given: BTreeMap<i64, Share>,
}

/// What each line of a sale gave back before; undone returns take theirs away again.
fn given_back(tx: &mut Tx<'_>, county: &str, outlet: OutletId, seq: i64) -> Result<BTreeMap<i64, Share>, Refusal> {
    let rows: Vec<(i64, Fen, Fen)> = tx.query(
        "SELECT of_line, CAST(SUM(amount_fen) AS BIGINT), CAST(SUM(voucher_fen) AS BIGINT) FROM line
         WHERE county = $1 AND book = $2 AND of_seq = $3 GROUP BY of_line",
        params![county, outlet, seq],
    )?;
    let share = |(line, amount, voucher): (i64, Fen, Fen)| {
        let other = amount.minus(voucher).ok_or(No::Overflow)?;
        Ok((line, Share { amount, voucher, other }))
    };
    rows.into_iter().map(share).collect()
}

/// The lines that give back what was said of one line, with its further parts.
fn of_line(
    lines: &[LineRow],
    said: &BackLine,
    before: &mut Before,
    seq: i64,
) -> Result<Vec<(DraftLine, Share)>, Refusal> {
    let sold = lines
        .iter()
        .find(|line| line.line == said.line && line.part_of.is_none())
        .ok_or(No::Line { seq, line: said.line })?;
    let (unit, now) = split(said.quantity);
    if unit != sold.unit {
        return Err(books::basket::BasketRefusal::ReturnQuantity.into());
    }
    let already = before.units.entry(sold.line).or_default();
    let mut out = Vec::new();
    for part in lines.iter().filter(|line| line.line == sold.line || line.part_of == Some(sold.line)) {
        let other = part.amount_fen.minus(part.voucher_fen).ok_or(No::Overflow)?;
        let paid = Share { amount: part.amount_fen, voucher: part.voucher_fen, other };
        let earlier = before.given.entry(part.line).or_default();
        let given = share(paid, *earlier, sold.quantity, *already, now)?;
        *earlier = sum(*earlier, given).ok_or(No::Overflow)?;
        let main = part.part_of.is_none();
        out.push((line_back(part, if main { now } else { 0 }, given, seq), given));
    }
    *already = already.checked_add(now).ok_or(No::Overflow)?;
    Ok(out)
}

fn line_back(sold: &LineRow, units: i64, given: Share, seq: i64) -> DraftLine {
    let form = LineForm {
        product: sold.product,
        lot: sold.lot,
        quantity: quantity(&sold.unit, units),
        price: None,
        amount_fen: given.amount,
        listed: sold.listed,
        local: sold.local,
        campaign: sold.campaign,
    };
    DraftLine {
        voucher_fen: given.voucher,
        of: Some((seq, sold.line)),
        part_of: sold.part_of,
        ..DraftLine::plain(form)
    }
}

/// Further parts name the line of this entry that they belong to: the nearest one before.
fn number_parts(back: &mut [DraftLine]) {
    let mut main = 1;
    for (number, line) in (1..).zip(back) {
        match line.part_of {
            None => main = number,
            Some(_) => line.part_of = Some(main),
        }
    }
}

fn sum(one: Share, other: Share) -> Option<Share> {
    Some(Share {
        amount: one.amount.plus(other.amount)?,
        voucher: one.voucher.plus(other.voucher)?,
        other: one.other.plus(other.other)?,
    })
}

fn loss_of(line: &DraftLine) -> DraftLine {
    let form = LineForm { amount_fen: Fen::ZERO, listed: line.form.listed, ..line.form.clone() };
    DraftLine::plain(form)
}

/// What each means paid of the sale and was not given back yet.
fn open_payments(tx: &mut Tx<'_>, county: &str, sale: &EntryRow) -> Result<Vec<Payment>, Refusal> {
    let sums: [i64; 6] = {
        let (a, b, c, d, e, f): (i64, i64, i64, i64, i64, i64) = tx.one(
            "SELECT COALESCE(CAST(SUM(cash_fen) AS BIGINT), 0), COALESCE(CAST(SUM(wechat_fen) AS BIGINT), 0),
                COALESCE(CAST(SUM(alipay_fen) AS BIGINT), 0), COALESCE(CAST(SUM(bank_fen) AS BIGINT), 0),
                COALESCE(CAST(SUM(on_account_fen) AS BIGINT), 0), COALESCE(CAST(SUM(voucher_fen) AS BIGINT), 0)
             FROM entry WHERE county = $1 AND book = $2 AND kind = 'return' AND seq IN
                (SELECT seq FROM line WHERE county = $1 AND book = $2 AND of_seq = $3)",
            params![county, sale.book, sale.seq],
        )?;
        [a, b, c, d, e, f]
    };
    let mut open = sale.means();
    for (left, back) in open.iter_mut().zip(sums) {
        *left = left.checked_sub(back).ok_or(No::Overflow)?;
    }
    Ok(tidy_payments(open))
}
