//! Seeded instances of a county's size, as the JSON of `huoshui match`: the same seed gives the same bytes.
//!
//! With ceilings the pairs are named one by one; without, they follow from products, windows, prices, directions, sellers and
//! ways.

use serde_json::{Value, json};

/// What an instance is like.
pub struct Size {
    pub supplies: u64,
    pub demands: u64,
    pub products: u64,
    /// Of 100 possible pairs so many are named, where pairs are named.
    pub share: u64,
    /// Whether pairs are named, some with a ceiling of their own.
    pub ceilings: bool,
    pub seed: u64,
}

/// A generator of 64-bit numbers (Vigna's SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.next() % (last - first + 1)
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.next().is_multiple_of(many)
    }
}

const TOWNSHIPS: u64 = 26;
const SELLERS: u64 = 12;

fn village(dice: &mut Dice) -> String {
    format!("4305822{:02}{:03}", dice.between(1, TOWNSHIPS), dice.between(1, 20))
}

fn township(number: u64) -> String {
    format!("4305822{number:02}")
}

fn seller(dice: &mut Dice) -> String {
    format!("producer/{}", dice.between(1, SELLERS))
}

/// A day of August, and one some days later.
fn window(dice: &mut Dice, longest: u64) -> (String, String) {
    let first = dice.between(1, 24);
    (format!("2026-08-{first:02}"), format!("2026-08-{:02}", (first + dice.between(0, longest)).min(31)))
}

/// The instance as its document.
pub fn json(size: &Size) -> Value {
    let dice = &mut Dice(size.seed);
    let supplies: Vec<Value> = (0..size.supplies).map(|i| supply(dice, i, size)).collect();
    let demands: Vec<Value> = (0..size.demands).map(|i| demand(dice, i, size)).collect();
    let mut document = json!({"supplies": supplies, "demands": demands, "transport": []});
    if size.ceilings {
        document["pairs"] = pairs(dice, size);
    } else {
        document["transport"] = ways(dice, &document);
    }
    document
}

fn supply(dice: &mut Dice, i: u64, size: &Size) -> Value {
    let (from, to) = window(dice, 12);
    let floor = dice.one_in(3).then(|| dice.between(200, 700));
    let sellers = if dice.one_in(4) { vec![seller(dice)] } else { Vec::new() };
    json!({"id": format!("s{i}"), "product": format!("p{}", i % size.products), "place": village(dice),
        "kg": dice.between(50, 5_000), "from": from, "to": to, "floor_fen_per_kg": floor,
        "urgency": dice.between(0, 3), "sellers": sellers})
}

fn demand(dice: &mut Dice, i: u64, size: &Size) -> Value {
    let (from, to) = window(dice, 6);
    let most = dice.one_in(2).then(|| dice.between(300, 900));
    let directed = dice.one_in(12).then(|| format!("{}000", township(dice.between(1, TOWNSHIPS))));
    let sellers = if dice.one_in(10) { vec![seller(dice), seller(dice)] } else { Vec::new() };
    let place = township(dice.between(1, TOWNSHIPS));
    json!({"id": format!("d{i}"), "product": format!("p{}", i % size.products), "place": place,
        "kg": dice.between(100, 4_000), "from": from, "to": to, "max_fen_per_kg": most, "directed_to": directed,
        "sellers": sellers})
}

/// From each village to each township that buys; a few ways are missing.
fn ways(dice: &mut Dice, document: &Value) -> Value {
    let places = |side: &str| -> Vec<String> {
        let rows = document[side].as_array().unwrap().iter();
        let mut found: Vec<String> = rows.map(|row| row["place"].as_str().unwrap().to_owned()).collect();
        found.sort();
        found.dedup();
        found
    };
    let (from, to) = (places("supplies"), places("demands"));
    let all = from.iter().flat_map(|from| to.iter().map(move |to| (from, to)));
    let mut rows = Vec::new();
    for (from, to) in all {
        let within = from.starts_with(to.as_str());
        if !dice.one_in(40) {
            let fen = if within { dice.between(3, 8) } else { dice.between(9, 60) };
            rows.push(json!({"from": from, "to": to, "fen_per_kg": fen}));
        }
    }
    Value::Array(rows)
}

/// So many of 100 possible pairs, one in six with a ceiling of its own.
fn pairs(dice: &mut Dice, size: &Size) -> Value {
    let mut rows = Vec::new();
    for s in 0..size.supplies {
        for d in (0..size.demands).filter(|d| d % size.products == s % size.products) {
            if dice.between(1, 100) > size.share {
                continue;
            }
            let ceiling = dice.one_in(6).then(|| dice.between(20, 1_500));
            rows.push(json!({"supply": format!("s{s}"), "demand": format!("d{d}"), "fen_per_kg": dice.between(5, 70),
                "max_kg": ceiling}));
        }
    }
    Value::Array(rows)
}
