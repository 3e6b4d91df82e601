//! The solver against a naive one: successive longest paths over lexicographic triples, on thousands of small instances.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions)] // helpers of tests

mod cast;

use cast::{demand, instance, pair, supply};
use matching::{Instance, LeftReason, Pair, Plan, Worth, explain, solve};
use proptest::prelude::*;

type Triple = (i128, i128, i128);

/// The three totals of the best plan, by pushing along the best augmenting path until none is worth anything.
/// Nodes: 0 the source, then supplies, then demands, then the sink; arcs with their reverse beside them.
fn naive(instance: &Instance, pairs: &[Pair]) -> Triple {
    let (s, d) = (instance.supplies.len(), instance.demands.len());
    let sink = s + d + 1;
    let mut arcs: Vec<(usize, usize, i64, Triple)> = Vec::new();
    let mut arc = |from, to, kg, worth: Triple| {
        arcs.push((from, to, kg, worth));
        arcs.push((to, from, 0, (-worth.0, -worth.1, -worth.2)));
    };
    for (i, row) in instance.supplies.iter().enumerate() {
        arc(0, 1 + i, row.kg, (0, 0, 0));
    }
    for (i, row) in instance.demands.iter().enumerate() {
        arc(1 + s + i, sink, row.kg, (0, 0, 0));
    }
    for p in pairs {
        let worth = (1 + i128::from(instance.supplies[p.supply as usize].urgency), 1, -i128::from(p.fen_per_kg));
        arc(1 + p.supply as usize, 1 + s + p.demand as usize, p.max_kg.unwrap_or(i64::MAX), worth);
    }
    let mut total = (0, 0, 0);
    loop {
        let mut best: Vec<Option<(Triple, usize)>> = vec![None; sink + 1];
        best[0] = Some(((0, 0, 0), usize::MAX));
        for _ in 0..=sink {
            for (i, (from, to, kg, worth)) in arcs.iter().enumerate() {
                if let (true, Some((so_far, _))) = (*kg > 0, best[*from]) {
                    let next = (so_far.0 + worth.0, so_far.1 + worth.1, so_far.2 + worth.2);
                    if best[*to].is_none_or(|(known, _)| next > known) {
                        best[*to] = Some((next, i));
                    }
                }
            }
        }
        let Some((gain, _)) = best[sink].filter(|(gain, _)| *gain > (0, 0, 0)) else { return total };
        let (mut node, mut path) = (sink, Vec::new());
        while node != 0 {
            let i = best[node].unwrap().1;
            path.push(i);
            node = arcs[i].0;
        }
        let kg = path.iter().map(|i| arcs[*i].2).min().unwrap();
        for i in path {
            arcs[i].2 -= kg;
            arcs[i ^ 1].2 += kg;
        }
        let kg = i128::from(kg);
        total = (total.0 + kg * gain.0, total.1 + kg * gain.1, total.2 + kg * gain.2);
    }
}

fn totals(plan: &Plan) -> Triple {
    let t = plan.totals;
    (t.urgency_kg.into(), t.matched_kg.into(), -i128::from(t.transport_fen))
}

/// The contract's own reading of the certificate, written again: `max_kg` missing is the smaller of both sides.
fn certified(instance: &Instance, pairs: &[Pair], plan: &Plan) {
    let price = |worth: &Worth| (worth.w, worth.k, worth.c);
    for p in pairs {
        let (s, d) = (p.supply as usize, p.demand as usize);
        let kg = plan.flows.iter().find(|f| (f.supply, f.demand) == (p.supply, p.demand)).map_or(0, |f| f.kg);
        let ceiling = p.max_kg.unwrap_or(instance.supplies[s].kg.min(instance.demands[d].kg));
        let (a, b) = (plan.supply_price[s], plan.demand_price[d]);
        let sum = (a.w + b.w, a.k + b.k, a.c + b.c);
        let worth = (1 + i128::from(instance.supplies[s].urgency), 1, -i128::from(p.fen_per_kg));
        assert!(kg <= ceiling);
        assert!(sum >= worth || kg == ceiling, "{p:?}");
        assert!(sum <= worth || kg == 0, "{p:?}");
    }
    let sides = plan.unsold_kg.iter().zip(&plan.supply_price).chain(plan.unmet_kg.iter().zip(&plan.demand_price));
    for (left, own) in sides {
        assert!(*left >= 0 && price(own) >= (0, 0, 0) && (*left == 0 || price(own) == (0, 0, 0)));
    }
    assert_eq!(plan.flows.iter().map(|f| f.kg).sum::<i64>(), plan.totals.matched_kg);
}

fn check(instance: &Instance) {
    let pairs = instance.pairs.clone().unwrap();
    let plan = solve(instance).unwrap();
    assert_eq!(totals(&plan), naive(instance, &pairs));
    certified(instance, &pairs, &plan);
    assert_eq!(solve(instance).unwrap(), plan);
}

/// Small instances; few different numbers, so that ties and degenerate trees are common.
fn small(kg: i64, fen: i64, urgency: i64) -> impl Strategy<Value = Instance> {
    let side = |most: i64| prop::collection::vec((0..=most, 0..=urgency), 0..7);
    (side(kg), side(kg)).prop_flat_map(move |(supplies, demands)| {
        let ceiling = prop::option::weighted(0.4, 0..=kg);
        let cells =
            prop::collection::vec(prop::option::weighted(0.6, (0..=fen, ceiling)), supplies.len() * demands.len());
        cells.prop_map(move |cells| {
            let place = |(i, cell): (usize, Option<(i64, Option<i64>)>)| {
                cell.map(|(fen, max)| pair(i / demands.len(), i % demands.len(), fen, max))
            };
            instance(
                supplies.iter().enumerate().map(|(i, (kg, urgency))| supply(i, *kg, *urgency)).collect(),
                demands.iter().enumerate().map(|(i, (kg, _))| demand(i, *kg)).collect(),
                Some(cells.into_iter().enumerate().filter_map(place).collect()),
            )
        })
    })
}

/// What a kg more would cost, by solving again: if the pairs of somebody with kg left were cheaper by a fen more than that,
/// more would flow there; if by a fen less, no more.
fn short_by(instance: &Instance, left: &LeftReason, mine: impl Fn(&Pair) -> bool, kg_left: impl Fn(&Plan) -> i64) {
    let Some(short) = left.short_fen_per_kg else { return };
    let short = i64::try_from(short).unwrap();
    let with = |discount: i64| {
        let mut cheaper = instance.clone();
        for pair in cheaper.pairs.iter_mut().flatten().filter(|p| !mine(p)) {
            pair.fen_per_kg += discount;
        }
        kg_left(&solve(&cheaper).unwrap())
    };
    assert!(with(short + 1) < left.kg, "{left:?}");
    assert!(short == 0 || with(short - 1) >= left.kg, "{left:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_best_plan_is_found_and_proven(instance in small(20, 9, 3)) {
        check(&instance);
    }

    #[test]
    fn also_where_everything_ties(instance in small(2, 1, 1)) {
        check(&instance);
    }

    #[test]
    fn also_with_numbers_that_fit_no_single_number(instance in small(1 << 20, 1 << 40, 1 << 22)) {
        check(&instance);
    }

    #[test]
    fn also_where_every_cost_is_the_same(instance in small(5, 0, 0)) {
        check(&instance);
    }

    #[test]
    fn what_a_kg_more_would_cost_is_what_it_costs(instance in small(6, 9, 0)) {
        let reasons = explain(&instance, &solve(&instance).unwrap()).unwrap();
        for left in &reasons.unsold {
            let s = instance.supplies.iter().position(|s| s.id == left.id).unwrap();
            short_by(&instance, left, |p| p.supply as usize == s, |plan| plan.unsold_kg[s]);
        }
        for left in &reasons.unmet {
            let d = instance.demands.iter().position(|d| d.id == left.id).unwrap();
            short_by(&instance, left, |p| p.demand as usize == d, |plan| plan.unmet_kg[d]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Too large for the naive solver; the proof is in `solve`, and is written once more above.
    #[test]
    fn deep_trees_are_proven_too(
        supplies in prop::collection::vec((0..500_i64, 0..3_i64), 60..90),
        demands in prop::collection::vec(0..900_i64, 30..50),
        cells in prop::collection::vec((0..60_i64, prop::option::weighted(0.2, 0..100_i64)), 90 * 50),
    ) {
        let count = demands.len();
        let pairs = cells.iter().enumerate().filter(|(i, _)| i / count < supplies.len());
        let pairs: Vec<Pair> = pairs.map(|(i, (fen, max))| pair(i / count, i % count, *fen, *max)).collect();
        let all = instance(
            supplies.iter().enumerate().map(|(i, (kg, urgency))| supply(i, *kg, *urgency)).collect(),
            demands.iter().enumerate().map(|(i, kg)| demand(i, *kg)).collect(),
            Some(pairs.clone()),
        );
        certified(&all, &pairs, &solve(&all).unwrap());
    }
}
