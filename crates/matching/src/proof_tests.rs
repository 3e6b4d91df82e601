//! The proof against wrong plans and wrong prices: each condition, broken by itself, is noticed.

use crate::{
    allowed::{Allowed, OPEN},
    column::Column,
    net::{Flow, Net, Solution},
    proof::{Flaw, check},
    worth::Worth,
};

/// Two supplies of 10 and 5 kg, two demands of 8 and 20 kg; s0→d0 costs 3, s0→d1 7 with a ceiling of 1 kg, s1→d1 2.
fn net() -> Net {
    let worth = Worth::of_urgency(0);
    Net {
        supply_kg: Column(vec![10, 5]),
        demand_kg: Column(vec![8, 20]),
        supply_worth: Column(vec![worth, worth]),
        demand_toll: Column(vec![Worth::ZERO; 2]),
        allowed: Allowed {
            start: Column(vec![0, 2, 3]),
            demand: Column(vec![0, 1, 1]),
            fen: Column(vec![3, 7, 2]),
            ceiling: Column(vec![OPEN, 1, OPEN]),
        },
    }
}

fn flow(supply: u32, demand: u32, kg: i64) -> Flow {
    Flow { supply, demand, kg }
}

fn price(w: i128, k: i128, c: i128) -> Worth {
    Worth { w, k, c }
}

/// The best: s0 keeps 1 kg, d1 lacks 14.
fn best() -> Solution {
    Solution {
        flows: vec![flow(0, 0, 8), flow(0, 1, 1), flow(1, 1, 5)],
        supply_price: Column(vec![Worth::ZERO, price(1, 1, -2)]),
        demand_price: Column(vec![price(1, 1, -3), Worth::ZERO]),
    }
}

#[test]
fn the_best_plan_passes() {
    assert_eq!(check(&net(), &best()), Ok(()));
    assert_eq!(check(&Net::default(), &Solution::default()), Ok(()));
}

#[test]
fn flows_that_cannot_be_are_noticed() {
    let flows = |flows: &[Flow]| check(&net(), &Solution { flows: flows.to_vec(), ..best() });
    let (a, b, c) = (flow(0, 0, 8), flow(0, 1, 1), flow(1, 1, 5));
    for (wrong, flaw) in [
        (vec![b, a, c], Flaw::Flow { supply: 0, demand: 0 }),
        (vec![a, b, b, c], Flaw::Flow { supply: 0, demand: 1 }),
        (vec![a, b, flow(1, 0, 5), c], Flaw::Flow { supply: 1, demand: 0 }),
        (vec![a, b, c, c], Flaw::Flow { supply: 1, demand: 1 }),
        (vec![a, b, c, flow(2, 0, 1)], Flaw::Flow { supply: 2, demand: 0 }),
        (vec![a, flow(0, 1, 0), c], Flaw::Flow { supply: 0, demand: 1 }),
        (vec![flow(0, 0, -8), b, c], Flaw::Flow { supply: 0, demand: 0 }),
        (vec![a, flow(0, 1, 2), c], Flaw::Ceiling { supply: 0, demand: 1 }),
        (vec![flow(0, 0, 10), b, c], Flaw::Supply(0)),
        (vec![flow(0, 0, 9), b, c], Flaw::Demand(0)),
        (vec![a, b, flow(1, 1, i64::MAX)], Flaw::Supply(1)),
    ] {
        assert_eq!(flows(&wrong), Err(flaw), "{wrong:?}");
    }
}

#[test]
fn a_plan_that_is_not_the_best_has_no_prices() {
    let less = |flows: &[Flow]| check(&net(), &Solution { flows: flows.to_vec(), ..best() });
    assert_eq!(less(&[flow(0, 0, 7), flow(0, 1, 1), flow(1, 1, 5)]), Err(Flaw::DemandPrice(0)));
    assert_eq!(less(&[flow(0, 0, 8), flow(1, 1, 5)]), Err(Flaw::Below { supply: 0, demand: 1 }));
    assert_eq!(less(&[]), Err(Flaw::Below { supply: 0, demand: 1 }));
}

#[test]
fn prices_that_prove_nothing_are_noticed() {
    let prices = |supply: [Worth; 2], demand: [Worth; 2]| {
        let (supply_price, demand_price) = (Column(supply.to_vec()), Column(demand.to_vec()));
        check(&net(), &Solution { supply_price, demand_price, ..best() })
    };
    let ([s0, s1], [d0, d1]) = ([Worth::ZERO, price(1, 1, -2)], [price(1, 1, -3), Worth::ZERO]);
    for (supply, demand, flaw) in [
        ([price(0, 0, 1), s1], [d0, d1], Flaw::Above { supply: 0, demand: 0 }),
        ([price(0, 0, 1), s1], [price(1, 1, -4), d1], Flaw::SupplyPrice(0)),
        ([price(0, 0, -1), s1], [price(1, 1, -2), d1], Flaw::SupplyPrice(0)),
        ([s0, s1], [price(1, 1, -4), d1], Flaw::Below { supply: 0, demand: 0 }),
        ([s0, s1], [price(1, 0, 99), d1], Flaw::Below { supply: 0, demand: 0 }),
        ([s0, s1], [price(0, 9, 99), d1], Flaw::Below { supply: 0, demand: 0 }),
        ([s0, s1], [price(1, 1, -2), d1], Flaw::Above { supply: 0, demand: 0 }),
        ([s0, price(1, 1, -3)], [d0, price(0, 0, 1)], Flaw::DemandPrice(1)),
        ([s0, price(1, 1, -1)], [d0, price(0, 0, -1)], Flaw::DemandPrice(1)),
        ([s0, s1], [d0, price(1, 1, -7)], Flaw::Above { supply: 1, demand: 1 }),
    ] {
        assert_eq!(prices(supply, demand), Err(flaw), "{supply:?} {demand:?}");
    }
    let short = Solution { supply_price: Column(vec![Worth::ZERO]), ..best() };
    assert_eq!(check(&net(), &short), Err(Flaw::Below { supply: 1, demand: 1 }));
    let long = Solution { supply_price: Column(vec![s0, s1, s0]), ..best() };
    assert_eq!(check(&net(), &long), Err(Flaw::SupplyPrice(3)));
}

#[test]
fn both_ways_to_carry_the_objective_give_proven_plans_of_one_worth() {
    let (one, other) = (crate::simplex::solve(&net()), crate::simplex::solve_wide(&net()));
    assert_eq!((check(&net(), &one), one.flows), (Ok(()), best().flows));
    assert_eq!((check(&net(), &other), other.flows), (Ok(()), best().flows));
}

/// One product that 3,600 supplies and 600 demands share, six pairs each, a tenth of them with a ceiling.
fn large() -> Net {
    let mut state = 7_u64;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let kg = |number: u64| i64::try_from(number).unwrap();
    let (supplies, demands) = (3_600, 600);
    let mut net = Net {
        supply_kg: Column((0..supplies).map(|_| kg(below(100))).collect()),
        demand_kg: Column((0..demands).map(|_| kg(below(600))).collect()),
        supply_worth: Column((0..supplies).map(|_| Worth::of_urgency(kg(below(4)))).collect()),
        demand_toll: Column(vec![Worth::ZERO; 600]),
        allowed: Allowed { start: Column(vec![0]), ..Allowed::default() },
    };
    for _ in 0..supplies {
        for nth in 0..6 {
            let demand = nth * 100 + below(100);
            let ceiling = if below(10) == 0 { kg(1 + below(30)) } else { OPEN };
            net.allowed.push(u32::try_from(demand).unwrap(), kg(10 + below(70)), ceiling);
        }
        net.allowed.start.0.push(net.allowed.len());
    }
    net
}

#[test]
fn a_large_part_that_starts_from_estimated_prices_is_solved_as_well_as_without() {
    let net = large();
    let totals = |solution: &Solution| {
        assert_eq!(check(&net, solution), Ok(()));
        solution.flows.iter().fold(Worth::ZERO, |sum, flow| {
            let (_, fen, _) = net.allowed.row(flow.supply).find(|(demand, _, _)| *demand == flow.demand).unwrap();
            let each = net.worth(flow.supply, flow.demand, fen);
            let kg = i128::from(flow.kg);
            sum + Worth { w: each.w * kg, k: each.k * kg, c: each.c * kg }
        })
    };
    let proven = |net: &Net| crate::plan::proven(net).unwrap();
    let one = proven(&net);
    assert_eq!(one, proven(&net), "the same each time");
    let mut wide = crate::simplex::solve_wide(&net);
    crate::plan::raise_idle_prices(&net, &mut wide);
    let found = totals(&one);
    assert_eq!(found, totals(&wide));
    assert!(found.k > 50_000, "{found:?}");
}
