//! Do the books balance: numbers without gaps, lines that add up, payments that come to the total,
//! stock that is what came in less what went out, kept totals that are the sums of lines.

use super::{Faults, facts::Facts};
use std::collections::HashMap;

/// +1: goods come in; −1: they go out.
fn moves(kind: &str) -> i64 {
    match kind {
        "sale" | "loss" | "donation" => -1,
        "consignment_settlement" => 0,
        _ => 1,
    }
}

/// +1: money for goods comes in; −1: it goes back.
pub fn sells(kind: &str) -> i64 {
    match kind {
        "sale" => 1,
        "return" => -1,
        _ => 0,
    }
}

/// The year of a day.
pub fn year_of(day: &str) -> i64 {
    day.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0)
}

pub fn check(facts: &Facts, faults: &mut Faults) {
    numbers(facts, faults);
    sums(facts, faults);
    stock(facts, faults);
    totals(facts, faults);
}

fn numbers(facts: &Facts, faults: &mut Faults) {
    let mut last: HashMap<i64, i64> = HashMap::new();
    for entry in &facts.entries {
        let before = last.insert(entry.book, entry.seq).unwrap_or(0);
        faults.same("entry.number", || format!("book {} after {before}", entry.book), &entry.seq, &(before + 1));
    }
}

fn sums(facts: &Facts, faults: &mut Faults) {
    let mut lines: HashMap<(i64, i64), (i64, i64)> = HashMap::new();
    for line in &facts.lines {
        let sum = lines.entry((line.book, line.seq)).or_default();
        sum.0 += line.amount;
        sum.1 += line.voucher;
    }
    for entry in &facts.entries {
        let at = || format!("book {} entry {} ({})", entry.book, entry.seq, entry.kind);
        let (amount, voucher) = lines.get(&(entry.book, entry.seq)).copied().unwrap_or_default();
        faults.same("entry.total", at, &entry.total, &amount);
        if sells(&entry.kind) != 0 {
            let paid = entry.cash + entry.wechat + entry.alipay + entry.bank + entry.on_account + entry.voucher;
            faults.same("entry.payments", at, &paid, &entry.total);
            faults.same("entry.voucher", at, &voucher, &entry.voucher);
        }
    }
}

fn stock(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    let mut counted: HashMap<(i64, i64, i64), i64> = HashMap::new();
    for line in &facts.lines {
        let kind = entries.get(&(line.book, line.seq)).map_or("", |entry| entry.kind.as_str());
        *counted.entry((line.book, line.product, line.lot.unwrap_or(0))).or_default() += moves(kind) * line.quantity;
    }
    let mut of_product: HashMap<(i64, i64), i64> = HashMap::new();
    for ((book, product, _), left) in &counted {
        *of_product.entry((*book, *product)).or_default() += left;
    }
    for (key @ (book, product, lot), left) in &counted {
        faults.same("stock.lot", || format!("{key:?}"), facts.stock.get(key).unwrap_or(&0), left);
        // A file brings sales of days on which the lots of that time are used up in the book by later sales that were
        // redeemed at once: those stand in no lot, and the shelf as a whole is never short.
        let short = if *lot == 0 { of_product.get(&(*book, *product)).unwrap_or(left) } else { left };
        if *short < 0 {
            faults.say("stock.negative", format!("{key:?}: {short}"));
        }
    }
    for (key, left) in facts.stock.iter().filter(|(key, left)| **left != 0 && !counted.contains_key(*key)) {
        faults.say("stock.from_nothing", format!("{key:?}: {left}"));
    }
}

fn totals(facts: &Facts, faults: &mut Faults) {
    let counted = sales(facts);
    for (key, sums) in &counted {
        faults.same("sales.total", || format!("{key:?}"), facts.sales.get(key).unwrap_or(&(0, 0, 0)), sums);
    }
    for key in facts.sales.keys().filter(|key| !counted.contains_key(key)) {
        faults.say("sales.from_nothing", format!("{key:?}"));
    }
}

/// Listed goods sold out of lots of produce that was declared unsalable, by year and book.
pub fn campaign_sales(facts: &Facts) -> HashMap<(i64, i64), i64> {
    let entries = facts.by_number();
    let mut counted: HashMap<(i64, i64), i64> = HashMap::new();
    for line in
        facts.lines.iter().filter(|line| line.listed && line.campaign.is_some_and(|c| facts.declared.contains(&c)))
    {
        if let Some(entry) = entries.get(&(line.book, line.seq)) {
            *counted.entry((year_of(&entry.counts_on), line.book)).or_default() += sells(&entry.kind) * line.amount;
        }
    }
    counted
}

/// All, listed and listed local sales, less returns, by year and book.
pub fn sales(facts: &Facts) -> HashMap<(i64, i64), (i64, i64, i64)> {
    let entries = facts.by_number();
    let mut counted: HashMap<(i64, i64), (i64, i64, i64)> = HashMap::new();
    for line in &facts.lines {
        let Some(entry) = entries.get(&(line.book, line.seq)).filter(|entry| sells(&entry.kind) != 0) else { continue };
        let amount = sells(&entry.kind) * line.amount;
        let sum = counted.entry((year_of(&entry.counts_on), line.book)).or_default();
        sum.0 += amount;
        sum.1 += if line.listed { amount } else { 0 };
        sum.2 += if line.listed && line.local { amount } else { 0 };
    }
    counted
}
