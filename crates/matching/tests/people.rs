//! What people are told and may ask for: reasons, fairness between villages, what-if.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions)] // helpers of tests

mod cast;

use cast::{demand, instance, pair, supply, way};
use matching::{Difference, Fails, Instance, LeftReason, Worth, explain, fair, lorry, solve, what_if};

fn reasons(all: &Instance) -> matching::Reasons {
    explain(all, &solve(all).unwrap()).unwrap()
}

#[test]
fn what_is_left_is_told_what_it_would_take() {
    // s1 is 35 fen a kg further away than s0, and d0 wants no more than s0 has
    let all = instance(
        vec![supply(0, 10, 0), supply(1, 10, 0)],
        vec![demand(0, 10)],
        Some(vec![pair(0, 0, 5, None), pair(1, 0, 40, None)]),
    );
    let told = reasons(&all);
    assert_eq!(told.flows[0].why.zh, "s0 → d0：10 公斤，运费每公斤 0.05 元；在可供的 2 个货源中运费最低");
    let left: &LeftReason = &told.unsold[0];
    assert_eq!((left.id.as_str(), left.kg, left.short_fen_per_kg), ("s1", 10, Some(35)));
    assert_eq!(left.why.en, "buyers allowed: 1, full; the next, “d0”, would need ¥0.35 a kg more for transport");
    assert_eq!(left.why.zh, "可配对的 1 个采购方需求已满；要换给最接近的“d0”，每公斤要多花 0.35 元运费");
}

#[test]
fn a_demand_is_told_the_same_way() {
    let all = instance(
        vec![supply(0, 10, 0)],
        vec![demand(0, 10), demand(1, 4)],
        Some(vec![pair(0, 0, 5, None), pair(0, 1, 15, None)]),
    );
    let left = reasons(&all).unmet.remove(0);
    assert_eq!((left.id.as_str(), left.short_fen_per_kg), ("d1", Some(10)));
    assert!(left.why.en.starts_with("sources allowed: 1, sold out; the next"));
}

#[test]
fn other_grounds_have_words_of_their_own() {
    let urgent = instance(
        vec![supply(0, 10, 3), supply(1, 10, 0)],
        vec![demand(0, 10)],
        Some(vec![pair(0, 0, 5, None), pair(1, 0, 5, None)]),
    );
    let left = reasons(&urgent).unsold.remove(0);
    assert!(left.why.en.ends_with("what goes with “d0” is more urgent") && left.short_fen_per_kg.is_none());
    let ties = instance(
        vec![supply(0, 10, 0), supply(1, 10, 0)],
        vec![demand(0, 10)],
        Some(vec![pair(0, 0, 5, None), pair(1, 0, 5, None)]),
    );
    assert!(reasons(&ties).unsold[0].why.en.ends_with("would cost the same"));
    let full = instance(vec![supply(0, 10, 0)], vec![demand(0, 10)], Some(vec![pair(0, 0, 5, Some(3))]));
    assert!(reasons(&full).unsold[0].why.en.contains("takes no more from this one"));
    let named = instance(vec![supply(0, 10, 0)], vec![demand(0, 10)], Some(vec![]));
    assert_eq!(reasons(&named).unsold[0].fails, [(Fails::NotNamed, 1)]);
    let alone = instance(vec![supply(0, 10, 0)], vec![], None);
    assert_eq!(reasons(&alone).unsold[0].why.en, "there are no buyers at all");
}

#[test]
fn each_failed_test_is_counted() {
    let mut demands: Vec<_> = (0..8).map(|i| demand(i, 5)).collect();
    demands[0].product = "rice".into();
    (demands[1].from, demands[1].to) = (cast::day("2026-09-01"), cast::day("2026-09-02"));
    demands[2].max_fen_per_kg = Some(1);
    demands[3].directed_to = Some("430582999000".into());
    demands[4].place = "430582777".into();
    demands[5].place = "430582888".into();
    demands[6].sellers = vec!["producer/5".into()];
    demands[7].sellers = vec!["household/7".into()];
    let mut s = supply(0, 10, 0);
    s.floor_fen_per_kg = Some(900);
    let mut all = instance(vec![s], demands, None);
    all.transport.push(way("430582204000", "430582001", 5));
    let left = reasons(&all).unsold.remove(0);
    let before = [(Fails::Window, 1), (Fails::Price, 1), (Fails::Direction, 1)];
    assert_eq!(left.fails, [&before[..], &[(Fails::SellerUnsaid, 2), (Fails::Transport, 2)]].concat());
    assert_eq!(
        left.why.zh,
        "没有可配对的采购方：1 个时间段不重叠，1 个保底价高于最高出价，1 个定向采购其他货源，2 个指定了卖方，而上报没有写明是谁的货，2 个没有可走的运输线路"
    );
    all.supplies[0].sellers = vec!["producer/6".into()];
    let left = reasons(&all).unsold.remove(0);
    assert_eq!(left.fails, [&before[..], &[(Fails::Seller, 2), (Fails::Transport, 2)]].concat());
    assert!(left.why.zh.contains("2 个指定的是别人的货"), "{}", left.why.zh);
    assert!(left.why.en.contains("2 wanted of another seller"), "{}", left.why.en);
    all.demands.truncate(1);
    assert_eq!(reasons(&all).unsold[0].fails, [(Fails::Product, 1)]);
}

#[test]
fn no_village_stays_at_zero_while_another_sells_all() {
    // one buyer of 10 kg; the near village would sell all of its 10 kg, the far one nothing of its 20
    let all = instance(
        vec![supply(0, 10, 0), supply(1, 20, 0)],
        vec![demand(0, 10)],
        Some(vec![pair(0, 0, 5, None), pair(1, 0, 40, None)]),
    );
    let plan = solve(&all).unwrap();
    assert_eq!(plan.unsold_kg, [0, 20]);
    let moved = fair(&all, &plan, 100_000).unwrap();
    assert_eq!(moved.plan.unsold_kg, [2, 18]);
    assert_eq!(moved.cost, Difference { matched_kg: 0, urgency_kg: 0, transport_fen: 70 });
    assert!(!moved.plan.optimal && moved.plan.supply_price.iter().all(|p| *p == Worth::ZERO));
    assert_eq!((moved.lifted.len(), moved.lifted[0].asked_kg, moved.lifted[0].sold_kg), (1, 2, 2));
    assert!(explain(&all, &moved.plan).unwrap().unsold[0].why.en.contains("rule of fairness"));
    assert_eq!(fair(&all, &plan, 1).unwrap().plan.unsold_kg, [1, 19], "1 kg at the least");
    for share in [0, -1, 1_000_001] {
        assert_eq!(fair(&all, &plan, share).unwrap_err().code, "match.share");
    }
}

#[test]
fn ceilings_and_urgency_are_kept_to_by_the_rule() {
    // the far village is not urgent, and its pair takes 1 kg: 1 of the 4 kg asked for can be kept
    let pairs = vec![pair(0, 0, 5, None), pair(1, 0, 40, Some(1))];
    let all = instance(vec![supply(0, 10, 3), supply(1, 20, 0)], vec![demand(0, 10)], Some(pairs));
    let plan = solve(&all).unwrap();
    let moved = fair(&all, &plan, 200_000).unwrap();
    assert_eq!(moved.cost, Difference { matched_kg: 0, urgency_kg: -3, transport_fen: 35 });
    assert_eq!((moved.lifted[0].asked_kg, moved.lifted[0].sold_kg), (4, 1));
}

#[test]
fn the_rule_moves_nothing_where_it_has_no_ground() {
    let nobody_sells_all = instance(
        vec![supply(0, 10, 0), supply(1, 20, 0)],
        vec![demand(0, 9)],
        Some(vec![pair(0, 0, 5, None), pair(1, 0, 40, None)]),
    );
    let no_buyer =
        instance(vec![supply(0, 10, 0), supply(1, 20, 0)], vec![demand(0, 10)], Some(vec![pair(0, 0, 5, None)]));
    for all in [nobody_sells_all, no_buyer, Instance::default()] {
        let plan = solve(&all).unwrap();
        let same = fair(&all, &plan, 100_000).unwrap();
        assert_eq!((same.plan, same.lifted.len(), same.cost), (plan, 0, Difference::default()));
    }
}

#[test]
fn what_if_says_what_differs() {
    let all = instance(vec![supply(0, 10, 1)], vec![demand(0, 10)], Some(vec![pair(0, 0, 5, Some(4))]));
    let plan = solve(&all).unwrap();
    let lorry = what_if(&all, &plan, |all| all.pairs.as_mut().unwrap()[0].max_kg = Some(7)).unwrap();
    assert_eq!(lorry.difference, Difference { matched_kg: 3, urgency_kg: 6, transport_fen: 15 });
    assert_eq!(what_if(&all, &plan, |_| ()).unwrap().difference, Difference::default());
    assert_eq!(what_if(&all, &plan, |all| all.supplies[0].kg = -1).unwrap_err().code, "match.number");
}

#[test]
fn a_lorry_takes_as_much_as_it_holds_and_never_costs_more_than_the_way() {
    // 30 kg at 20 fen to one buyer and at 5 to another; the lorry takes 10 kg for 8 fen.
    let all = instance(
        vec![supply(0, 30, 1)],
        vec![demand(0, 20), demand(1, 10)],
        Some(vec![pair(0, 0, 20, None), pair(0, 1, 5, None)]),
    );
    let plan = solve(&all).unwrap();
    assert_eq!(plan.totals.transport_fen, 450);
    let with = |kg: i64, fen: i64| {
        let changed = lorry(&all, 0, kg, fen).unwrap();
        let after = what_if(&all, &plan, |all| *all = changed).unwrap();
        (after.difference.matched_kg, after.difference.transport_fen, after.plan.optimal)
    };
    assert_eq!(with(10, 8), (0, -120, true), "10 of the 20 kg that cost most");
    assert_eq!(with(25, 8), (0, -240, true), "the other buyer’s way is cheaper than the lorry");
    assert_eq!(with(1_000, 0), (0, -450, true));
    assert_eq!(with(10, 90), (0, 0, true));
    assert_eq!(lorry(&all, 1, 10, 8).unwrap_err().code, "match.id_unknown");
}
