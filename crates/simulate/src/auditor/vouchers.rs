//! Nobody got more than ¥600 in a year, no account ever fell below nothing, every voucher in a sale is a
//! redemption and the other way round, and vouchers paid for listed goods only.

use super::{
    Faults,
    books::{sells, year_of},
    facts::Facts,
};
use std::collections::HashMap;

/// “每年安排600元的消费扶贫劵”
const CEILING_FEN: i64 = 60_000;

pub fn check(facts: &Facts, faults: &mut Faults) {
    ceiling(facts, faults);
    balances(facts, faults);
    entries(facts, faults);
    for (statement, says, counted) in &facts.statements {
        faults.same("voucher.statement", || format!("statement {statement}"), says, counted);
    }
    for line in facts.lines.iter().filter(|line| line.voucher > 0 && !line.listed) {
        faults.say("voucher.unlisted", format!("book {} entry {}", line.book, line.seq));
    }
}

fn ceiling(facts: &Facts, faults: &mut Faults) {
    let accounts: HashMap<i64, _> = facts.accounts.iter().map(|account| (account.id, account)).collect();
    let mut issued: HashMap<(&[u8], i64), i64> = HashMap::new();
    for (account, amount) in &facts.issued {
        let Some(found) = accounts.get(account) else {
            faults.say("voucher.account", format!("{account}"));
            continue;
        };
        *issued.entry((&found.identity, year_of(&found.valid_to))).or_default() += amount;
    }
    for ((_, year), sum) in issued.iter().filter(|(_, sum)| **sum > CEILING_FEN) {
        faults.say("voucher.ceiling", format!("somebody got {sum} fen in {year}"));
    }
}

fn balances(facts: &Facts, faults: &mut Faults) {
    let mut left: HashMap<i64, i64> = HashMap::new();
    for (account, amount) in &facts.issued {
        *left.entry(*account).or_default() += amount;
    }
    for redemption in &facts.redemptions {
        let balance = left.entry(redemption.account).or_default();
        *balance += if redemption.kind == "spend" { -redemption.amount } else { redemption.amount };
        if *balance < 0 {
            faults.say("voucher.negative", format!("account {} on {}", redemption.account, redemption.day));
        }
    }
    for account in &facts.accounts {
        let counted = left.get(&account.id).copied().unwrap_or(0) - account.lapsed;
        faults.same("voucher.balance", || format!("account {}", account.id), &account.balance, &counted);
    }
}

fn entries(facts: &Facts, faults: &mut Faults) {
    let mut redeemed: HashMap<(i64, i64), i64> = HashMap::new();
    for redemption in &facts.redemptions {
        *redeemed.entry((redemption.outlet, redemption.seq)).or_default() += redemption.amount;
    }
    for entry in facts.entries.iter().filter(|entry| sells(&entry.kind) != 0) {
        let sum = redeemed.remove(&(entry.book, entry.seq)).unwrap_or(0);
        // What undoes a sale takes its payments back: the voucher gets as much as the entry takes off.
        let voucher = if entry.reverses.is_some() { -entry.voucher } else { entry.voucher };
        faults.same("voucher.entry", || format!("book {} entry {}", entry.book, entry.seq), &sum, &voucher);
    }
    for key in redeemed.keys() {
        faults.say("voucher.without_entry", format!("{key:?}"));
    }
}
