//! Consigned goods, receipts of own tills, reversals, boxes, pay-outs: each counted again by a rule of its own.

use super::{
    Faults,
    facts::{Entry, Facts},
};
use std::collections::{HashMap, HashSet};

pub fn check(facts: &Facts, faults: &mut Faults) {
    consigned(facts, faults);
    receipts(facts, faults);
    reversals(facts, faults);
    boxes(facts, faults);
    for (way, says, counted) in &facts.payouts {
        faults.same("payout.total", || way.clone(), says, counted);
    }
}

/// Owners never get more than was sold of their goods until then (a buyer may bring something back later); what is theirs
/// is neither repacked nor handed on.
fn consigned(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    let kind_of = |book, seq| entries.get(&(book, seq)).map_or("", |entry: &&Entry| entry.kind.as_str());
    let (mut sold, mut settled): (HashMap<_, i64>, HashMap<_, i64>) = (HashMap::new(), HashMap::new());
    let mut lines: Vec<_> = facts.lines.iter().collect();
    lines.sort_by_key(|line| (line.book, line.seq));
    for line in lines {
        let kind = kind_of(line.book, line.seq);
        if kind == "consignment_settlement" {
            let owner = entries.get(&(line.book, line.seq)).and_then(|entry| entry.counterparty);
            let key = (line.book, owner, line.product);
            let paid = settled.entry(key).or_default();
            *paid += line.quantity;
            let most = sold.get(&key).copied().unwrap_or(0);
            if *paid > most {
                faults.say("consignment.settled", format!("{key:?} in entry {}: {paid} of {most}", line.seq));
            }
        }
        let lot = line.lot.and_then(|lot| facts.lots.get(&lot));
        let Some(lot) = lot.filter(|lot| kind_of(lot.book, lot.seq) == "consignment_intake") else { continue };
        let sum = sold.entry((line.book, lot.from, line.product)).or_default();
        match kind {
            "sale" => *sum += line.quantity,
            "return" => *sum -= line.quantity,
            "transfer" | "repack" => faults.say("consignment.moved", format!("book {} lot {}", line.book, lot.id)),
            _ => {}
        }
    }
}

/// One receipt of an own till on one day sold each product once, here or by the shop's file.
fn receipts(facts: &Facts, faults: &mut Faults) {
    let undone: HashSet<(i64, i64)> =
        facts.entries.iter().filter_map(|entry| entry.reverses.map(|seq| (entry.book, seq))).collect();
    let stands =
        |entry: &&Entry| entry.kind == "sale" && entry.reverses.is_none() && !undone.contains(&(entry.book, entry.seq));
    let sales: HashMap<(i64, i64), &Entry> = facts
        .entries
        .iter()
        .filter(stands)
        .filter(|entry| !entry.receipt.is_empty())
        .map(|entry| ((entry.book, entry.seq), entry))
        .collect();
    let mut first: HashMap<(i64, &str, &str, i64), i64> = HashMap::new();
    for line in &facts.lines {
        let Some(entry) = sales.get(&(line.book, line.seq)) else { continue };
        let seq = *first.entry((line.book, &entry.day, &entry.receipt, line.product)).or_insert(line.seq);
        faults.same(
            "receipt.twice",
            || format!("book {} receipt {} on {}", line.book, entry.receipt, entry.day),
            &seq,
            &line.seq,
        );
    }
}

/// What undoes an entry is its mirror.
fn reversals(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    for entry in &facts.entries {
        let Some(seq) = entry.reverses else { continue };
        let of = entries.get(&(entry.book, seq)).map(|of| (of.kind.as_str(), -of.total, -of.voucher));
        let mirror = Some((entry.kind.as_str(), entry.total, entry.voucher));
        faults.same("entry.mirror", || format!("book {} entry {}", entry.book, entry.seq), &mirror, &of);
    }
}

/// A box is sold as listed as far as its parts were listed.
fn boxes(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    let mut parts: HashMap<i64, HashSet<i64>> = HashMap::new();
    for (lot, product, _) in &facts.parts {
        parts.entry(*lot).or_default().insert(*product);
    }
    let mut sold: HashMap<(i64, i64, i64), (bool, bool)> = HashMap::new();
    for line in &facts.lines {
        let Some(lot) = line.lot.filter(|lot| parts.get(lot).is_some_and(|of| of.len() > 1)) else { continue };
        if entries.get(&(line.book, line.seq)).is_some_and(|entry| entry.kind == "sale") {
            let seen = sold.entry((line.book, line.seq, lot)).or_default();
            *seen = (seen.0 || line.listed, seen.1 || !line.listed);
        }
    }
    for ((book, seq, lot), seen) in sold {
        let Some((entry, of)) = entries.get(&(book, seq)).zip(parts.get(&lot)) else { continue };
        let listed = |product: &i64| super::catalogue::listed(facts, *product, entry);
        let expect = (of.iter().any(listed), !of.iter().all(listed));
        faults.same("box.listed", || format!("book {book} entry {seq} lot {lot}"), &seen, &expect);
    }
}
