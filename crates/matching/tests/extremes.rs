//! Numbers at the ends of 64 bits: answered exactly where the answer fits, refused by name where it does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions)] // helpers of tests

mod cast;

use cast::{demand, instance, pair, supply};
use matching::{Instance, solve};

const MOST: i64 = i64::MAX;

fn two_by_two(kg: [i64; 4], urgency: [i64; 2], fen: [i64; 4]) -> Instance {
    instance(
        vec![supply(0, kg[0], urgency[0]), supply(1, kg[1], urgency[1])],
        vec![demand(0, kg[2]), demand(1, kg[3])],
        Some((0..4).map(|i| pair(i / 2, i % 2, fen[i], None)).collect()),
    )
}

#[test]
fn huge_offers_and_small_wants_are_solved() {
    let plan = solve(&two_by_two([MOST, MOST, 10, 5], [0, 1], [1, 1, 2, 3])).unwrap();
    assert_eq!((plan.totals.urgency_kg, plan.totals.transport_fen), (30, 35));
    assert_eq!(plan.unsold_kg, [MOST, MOST - 15]);
}

#[test]
fn huge_urgencies_and_costs_are_compared_exactly() {
    let plan = solve(&two_by_two([1, 1, 1, 0], [MOST - 2, MOST - 1], [0, 0, MOST, MOST])).unwrap();
    assert_eq!((plan.totals.urgency_kg, plan.totals.transport_fen), (MOST, MOST), "urgency goes before any cost");
    let plan = solve(&two_by_two([1, 1, 1, 1], [0, 0], [MOST, 0, 0, MOST])).unwrap();
    assert_eq!(plan.totals.transport_fen, 0);
    let plan = solve(&two_by_two([1, 1, 1, 1], [0, 0], [MOST, MOST - 1, 0, 0])).unwrap();
    assert_eq!(plan.totals.transport_fen, MOST - 1);
}

#[test]
fn a_total_that_does_not_fit_is_refused_by_name() {
    for (kg, urgency, fen, total) in [
        ([MOST, MOST, MOST, MOST], [0, 0], [0; 4], "matched_kg"),
        ([2, 0, 2, 0], [MOST / 2 + 1, 0], [0; 4], "urgency_kg"),
        ([1, 0, 1, 0], [MOST, 0], [0; 4], "urgency_kg"),
        ([2, 0, 2, 0], [0, 0], [MOST; 4], "transport_fen"),
    ] {
        let refusal = solve(&two_by_two(kg, urgency, fen)).unwrap_err();
        assert_eq!(refusal.code, "match.overflow", "{total}");
        assert!(refusal.message.zh.contains(total) && refusal.message.en.contains(total));
    }
}

#[test]
fn a_side_of_no_kg_has_a_price_that_covers_its_pairs() {
    let plan = solve(&two_by_two([0, 4, 4, 0], [9, 0], [1, 1, 1, 1])).unwrap();
    assert_eq!(plan.totals.matched_kg, 4);
    assert!(plan.supply_price[0].w >= 10 && plan.optimal);
    let plan = solve(&two_by_two([0, 0, 0, 0], [9, 0], [1, 1, 1, 1])).unwrap();
    assert!(plan.flows.is_empty() && plan.optimal);
}

#[test]
fn positions_that_are_not_there_are_refused() {
    let mut outside = two_by_two([1; 4], [0; 2], [0; 4]);
    outside.pairs = Some(vec![pair(2, 0, 0, None)]);
    assert_eq!(solve(&outside).unwrap_err().code, "match.id_unknown");
    outside.pairs = Some(vec![pair(0, 2, 0, None)]);
    assert_eq!(solve(&outside).unwrap_err().fields[0].field, "/pairs/0/demand");
}
