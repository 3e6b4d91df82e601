//! Starting from cost scaling, on nets so small that they would start greedily: whatever flow it gives, the tree is
//! strongly feasible and the answer as good as without it.

use super::{Limits, Scale, Simplex, USUAL, scale::Scalar, scale::Triples, tree::NONE};
use crate::{
    allowed::{Allowed, OPEN},
    column::Column,
    net::{Net, Solution},
    plan::raise_idle_prices,
    proof::check,
    worth::Worth,
};
use proptest::prelude::*;

const GREEDILY: Limits = Limits { deep: usize::MAX, looks: 0 };
const SCALED: Limits = Limits { deep: 1, ..USUAL };

/// A row for each supply: by demand at what cost, up to which ceiling; none if not allowed.
type Cells = [Option<(i64, Option<i64>)>];

/// Sides are kg, and urgency or toll.
fn net(supplies: &[(i64, i64)], demands: &[(i64, i64)], cells: &Cells) -> Net {
    let toll = |urgency: i64| if urgency == 0 { Worth::ZERO } else { Worth::of_urgency(urgency - 1) };
    let mut net = Net {
        supply_kg: Column(supplies.iter().map(|s| s.0).collect()),
        demand_kg: Column(demands.iter().map(|d| d.0).collect()),
        supply_worth: Column(supplies.iter().map(|s| Worth::of_urgency(s.1)).collect()),
        demand_toll: Column(demands.iter().map(|d| toll(d.1)).collect()),
        allowed: Allowed { start: Column(vec![0]), ..Allowed::default() },
    };
    for row in cells.chunks(demands.len()).take(supplies.len()) {
        for (demand, cell) in (0..).zip(row) {
            if let Some((fen, ceiling)) = cell {
                net.allowed.push(demand, *fen, ceiling.unwrap_or(OPEN));
            }
        }
        net.allowed.start.0.push(net.allowed.len());
    }
    net
}

/// Up to `most` on each side; `kg`, `fen` and `toll` are the largest numbers. Small ones make ties common.
fn nets(most: usize, kg: i64, fen: i64, toll: i64) -> impl Strategy<Value = Net> {
    let side = |most: usize, worth: i64| prop::collection::vec((0..=kg, 0..=worth), 1..most);
    (side(most, 3), side(most, toll)).prop_flat_map(move |(supplies, demands)| {
        let cell = prop::option::weighted(0.6, (0..=fen, prop::option::weighted(0.3, 0..=kg)));
        let cells = prop::collection::vec(cell, supplies.len() * demands.len());
        cells.prop_map(move |cells| net(&supplies, &demands, &cells))
    })
}

/// The worth of all flows, after the proof.
fn proven(net: &Net, mut solution: Solution) -> Worth {
    raise_idle_prices(net, &mut solution);
    assert_eq!(check(net, &solution), Ok(()));
    solution.flows.iter().fold(Worth::ZERO, |sum, flow| {
        let (_, fen, _) = net.allowed.row(flow.supply).find(|(demand, _, _)| *demand == flow.demand).unwrap();
        let (each, kg) = (net.worth(flow.supply, flow.demand, fen), i128::from(flow.kg));
        sum + Worth { w: each.w * kg, k: each.k * kg, c: each.c * kg }
    })
}

/// From every node some kg can be sent to the root, and flows are within what pairs carry.
fn strongly_feasible<S: Scale>(simplex: &Simplex<S>) {
    for part in &simplex.layout.parts {
        for node in part.supplies.clone().chain(part.demands.clone()) {
            let hold = simplex.tree.hold(node);
            let idle = simplex.layout.kg.get(node) == 0 && hold.pair == NONE;
            assert!(idle || simplex.room(node, true) > 0, "{node} {hold:?}");
            assert!(hold.flow >= 0 && (hold.pair == NONE || hold.flow <= simplex.layout.ceiling.get(hold.pair)));
            assert!(hold.pair == NONE || simplex.full.get(hold.pair) == 0);
        }
    }
}

fn same_from_each_start(net: &Net) {
    let greedily = proven(net, Simplex::of(net, &Triples, GREEDILY).solved(net));
    for looks in [0, 1, 2, 5, SCALED.looks] {
        let limits = Limits { looks, ..SCALED };
        let wide = Simplex::of(net, &Triples, limits);
        strongly_feasible(&wide);
        assert_eq!(proven(net, wide.solved(net)), greedily, "{looks}");
        if let Some(scale) = Scalar::fitting(net) {
            let one = Simplex::of(net, &scale, limits);
            strongly_feasible(&one);
            assert_eq!(proven(net, one.solved(net)), greedily, "{looks}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_near_flow_leads_to_the_best_plan(net in nets(8, 20, 9, 0)) {
        same_from_each_start(&net);
    }

    #[test]
    fn also_where_everything_ties(net in nets(8, 2, 1, 0)) {
        same_from_each_start(&net);
    }

    #[test]
    fn also_with_tolls(net in nets(8, 9, 9, 2)) {
        same_from_each_start(&net);
    }

    #[test]
    fn also_with_large_numbers(net in nets(6, i64::MAX - 1, 1 << 44, 0)) {
        same_from_each_start(&net);
    }
}

/// One product, `count` on each side, twenty pairs each; every supply has as many kg as any other if `even`.
fn one_product(count: u32, even: bool) -> Net {
    let mut state = 7_u64;
    let mut below = |end: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % end
    };
    let supplies: Vec<_> = (0..count).map(|_| (if even { 50 } else { 1 + below(100) }, below(4))).collect();
    let demands: Vec<_> = (0..count).map(|_| (if even { 50 } else { 1 + below(90) }, 0)).collect();
    let mut all = net(&supplies, &demands, &[]);
    for _ in 0..count {
        for nth in 0..20 {
            let demand = nth * i64::from(count / 20) + below(i64::from(count / 20));
            let ceiling = if below(10) == 0 { 1 + below(30) } else { OPEN };
            all.allowed.push(demand.try_into().unwrap(), 10 + below(70), ceiling);
        }
        all.allowed.start.0.push(all.allowed.len());
    }
    all
}

#[test]
fn few_pivots_are_left_of_many() {
    let net = one_product(800, false);
    let pivots = |limits: Limits| {
        let mut simplex = Simplex::of(&net, &Scalar::fitting(&net).unwrap(), limits);
        let part = simplex.layout.parts[0].clone();
        assert_eq!(part.supplies.len(), 800, "one part");
        simplex.improve(&part)
    };
    let (greedily, scaled) = (pivots(GREEDILY), pivots(USUAL));
    assert!(scaled * 20 < greedily, "{scaled} of {greedily}");
}

#[test]
fn larger_parts_are_proven_too() {
    for even in [false, true] {
        let net = one_product(240, even);
        let greedily = proven(&net, Simplex::of(&net, &Triples, GREEDILY).solved(&net));
        for looks in [0, 3, 20, SCALED.looks] {
            let started = || Simplex::of(&net, &Scalar::fitting(&net).unwrap(), Limits { looks, ..SCALED });
            strongly_feasible(&started());
            let solution = started().solved(&net);
            assert_eq!(solution, started().solved(&net), "the same each time");
            assert_eq!(proven(&net, solution), greedily);
        }
    }
}
