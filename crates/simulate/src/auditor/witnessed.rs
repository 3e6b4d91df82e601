//! The books against what was watched: money in and out of each outlet, what stands on each shelf, vouchers.

use super::{
    Faults,
    books::{sells, year_of},
    facts::Facts,
};
use crate::year::Played;
use std::collections::HashMap;

pub fn check(facts: &Facts, year: i32, played: &Played, faults: &mut Faults) {
    let (mut sold, mut bought) = (HashMap::new(), HashMap::new());
    for entry in &facts.entries {
        if year_of(&entry.counts_on) == i64::from(year) {
            *sold.entry(entry.book).or_insert(0) += sells(&entry.kind) * entry.total;
        }
        if matches!(entry.kind.as_str(), "purchase" | "consignment_intake") {
            *bought.entry(entry.book).or_insert(0) += entry.total;
        }
    }
    let mut shelves: HashMap<(i64, i64), i64> = HashMap::new();
    for ((book, product, _), left) in &facts.stock {
        *shelves.entry((*book, *product)).or_default() += left;
    }
    let witness = &played.witness;
    for (place, seat) in played.ground.outlets.iter().enumerate() {
        let at = || format!("outlet {place} (book {})", seat.id);
        let of = |sums: &HashMap<i64, i64>| sums.get(&seat.id.0).copied().unwrap_or(0);
        faults.same("witness.sold", at, &of(&sold), &witness.sold_fen.get(&place).copied().unwrap_or(0));
        faults.same("witness.bought", at, &of(&bought), &witness.bought_fen.get(&place).copied().unwrap_or(0));
        for (number, product) in played.ground.products.iter().enumerate() {
            let stands = shelves.get(&(seat.id.0, product.0)).copied().unwrap_or(0);
            let watched = witness.shelves.get(&(place, number)).copied().unwrap_or(0);
            faults.same("witness.shelf", || format!("outlet {place} product {number}"), &stands, &watched);
        }
    }
    let spent: i64 = facts.redemptions.iter().filter(|r| r.kind == "spend").map(|r| r.amount).sum();
    faults.same("witness.vouchers", || "all vouchers".to_owned(), &spent, &witness.vouchers_fen);
}
