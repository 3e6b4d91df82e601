//! The instances that tests begin with.

#![allow(dead_code)] // each test file uses a part

use base::Day;
use matching::{Demand, Instance, Pair, Supply, Transport};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Supply `s<i>`: peaches in August from village `430582204<i>`, no floor price.
pub fn supply(i: usize, kg: i64, urgency: i64) -> Supply {
    Supply {
        id: format!("s{i}"),
        product: "yellow-peach".into(),
        place: format!("430582204{i:03}"),
        kg,
        from: day("2026-08-01"),
        to: day("2026-08-15"),
        floor_fen_per_kg: None,
        urgency,
        sellers: Vec::new(),
    }
}

/// Demand `d<i>`: peaches in August to the town, any price.
pub fn demand(i: usize, kg: i64) -> Demand {
    Demand {
        id: format!("d{i}"),
        product: "yellow-peach".into(),
        place: "430582001".into(),
        kg,
        from: day("2026-08-04"),
        to: day("2026-08-10"),
        max_fen_per_kg: None,
        directed_to: None,
        sellers: Vec::new(),
    }
}

pub fn pair(supply: usize, demand: usize, fen_per_kg: i64, max_kg: Option<i64>) -> Pair {
    Pair { supply: supply as u32, demand: demand as u32, fen_per_kg, max_kg }
}

pub fn way(from: &str, to: &str, fen_per_kg: i64) -> Transport {
    Transport { from: from.into(), to: to.into(), fen_per_kg }
}

pub fn instance(supplies: Vec<Supply>, demands: Vec<Demand>, pairs: Option<Vec<Pair>>) -> Instance {
    Instance { supplies, demands, transport: Vec::new(), pairs }
}
