//! In which order a vehicle calls at villages: pure.
//!
//! From where it goes, round all stops, and back there, at the least cost of the ways; exactly up to [`EXACT`] stops, above
//! that by the nearest next stop and then turning stretches round as long as that helps. Among equals the earlier number
//! comes first, so that the same question has the same answer.

use std::collections::BTreeMap;

/// Stops up to which every order is weighed.
const EXACT: usize = 10;
/// Rounds of turning stretches round.
const ROUNDS: usize = 50;

/// The ways of a round: from a stop to a stop; none is where the vehicle comes from and goes to.
pub(crate) trait Ways {
    fn cost(&self, from: Option<usize>, to: Option<usize>) -> i64;
}

impl<F: Fn(Option<usize>, Option<usize>) -> i64> Ways for F {
    fn cost(&self, from: Option<usize>, to: Option<usize>) -> i64 {
        self(from, to)
    }
}

/// What a round costs.
pub(crate) fn cost_of(round: &[usize], ways: &impl Ways) -> i64 {
    let stops = round.iter().copied().map(Some);
    let froms = std::iter::once(None).chain(stops.clone());
    froms.zip(stops.chain([None])).map(|(from, to)| ways.cost(from, to)).fold(0, i64::saturating_add)
}

/// Puts so many stops into order.
pub(crate) fn order(stops: usize, ways: &impl Ways) -> Vec<usize> {
    if stops <= EXACT { exact(stops, ways) } else { near(stops, ways) }
}

/// The cheapest way through a set of stops that ends at one of them, with the stop before.
type Through = BTreeMap<(u32, usize), (i64, Option<usize>)>;

fn exact(stops: usize, ways: &impl Ways) -> Vec<usize> {
    let bit = |stop: usize| 1_u32 << stop;
    let all = bit(stops) - 1;
    let mut through: Through = BTreeMap::new();
    for stop in 0..stops {
        through.insert((bit(stop), stop), (ways.cost(None, Some(stop)), None));
    }
    for set in 1..=all {
        for last in (0..stops).filter(|last| set & bit(*last) != 0) {
            let Some((so_far, _)) = through.get(&(set, last)).copied() else { continue };
            for next in (0..stops).filter(|next| set & bit(*next) == 0) {
                let cost = so_far.saturating_add(ways.cost(Some(last), Some(next)));
                let known = through.entry((set | bit(next), next)).or_insert((i64::MAX, None));
                if cost <= known.0 {
                    *known = (cost, Some(last));
                }
            }
        }
    }
    let home = |last: usize| {
        through.get(&(all, last)).map_or(i64::MAX, |(cost, _)| cost.saturating_add(ways.cost(Some(last), None)))
    };
    // Backwards from the last; of equals the one with the highest number is last.
    let mut round = Vec::with_capacity(stops);
    let (mut set, mut last) = (all, (0..stops).min_by_key(|last| (home(*last), std::cmp::Reverse(*last))));
    while let Some(stop) = last {
        round.push(stop);
        last = through.get(&(set, stop)).and_then(|(_, before)| *before);
        set &= !bit(stop);
    }
    round.reverse();
    round
}

fn near(stops: usize, ways: &impl Ways) -> Vec<usize> {
    let mut open: Vec<usize> = (0..stops).collect();
    let mut round: Vec<usize> = Vec::with_capacity(stops);
    while !open.is_empty() {
        let from = round.last().copied();
        let at = (0..open.len()).min_by_key(|at| open.get(*at).map(|stop| (ways.cost(from, Some(*stop)), *stop)));
        let Some(at) = at else { break };
        round.push(open.remove(at));
    }
    for _ in 0..ROUNDS {
        let before = cost_of(&round, ways);
        for from in 0..stops {
            for to in from + 2..=stops {
                let mut turned = round.clone();
                if let Some(stretch) = turned.get_mut(from..to) {
                    stretch.reverse();
                }
                if cost_of(&turned, ways) < cost_of(&round, ways) {
                    round = turned;
                }
            }
        }
        if cost_of(&round, ways) == before {
            break;
        }
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places on a line; the vehicle comes from 0.
    fn line(places: &[i64]) -> impl Ways {
        let places = places.to_vec();
        move |from: Option<usize>, to: Option<usize>| {
            let at = |stop: Option<usize>| stop.map_or(0, |n| places[n]);
            (at(from) - at(to)).abs()
        }
    }

    fn every(stops: usize) -> Vec<Vec<usize>> {
        if stops == 0 {
            return vec![Vec::new()];
        }
        let shorter = every(stops - 1);
        let put = |round: &Vec<usize>, at: usize| {
            let mut round = round.clone();
            round.insert(at, stops - 1);
            round
        };
        shorter.iter().flat_map(|round| (0..stops).map(move |at| put(round, at))).collect()
    }

    #[test]
    fn a_round_goes_out_and_comes_back() {
        assert_eq!(order(0, &line(&[])), [0_usize; 0]);
        assert_eq!(cost_of(&order(3, &line(&[30, 10, 20])), &line(&[30, 10, 20])), 60);
        assert_eq!(cost_of(&order(4, &line(&[-5, 8, 3, -2])), &line(&[-5, 8, 3, -2])), 26);
        // Nobody knows the ways: in the order of their numbers.
        assert_eq!(order(5, &|_: Option<usize>, _: Option<usize>| 5), [0, 1, 2, 3, 4]);
        assert_eq!(order(14, &|_: Option<usize>, _: Option<usize>| 5), (0..14).collect::<Vec<_>>());
    }

    #[test]
    fn no_order_of_few_stops_is_cheaper_and_many_stops_are_not_far_off() {
        let mut state = 5_u64;
        let mut below = move |most: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(state >> 33).unwrap() % most
        };
        for _ in 0..60 {
            // One-way streets too: a way back may cost more.
            let table: Vec<Vec<i64>> = (0..8).map(|_| (0..8).map(|_| below(100)).collect()).collect();
            let ways = |from: Option<usize>, to: Option<usize>| table[from.map_or(7, |n| n)][to.map_or(7, |n| n)];
            let best = every(6).iter().map(|round| cost_of(round, &ways)).min().unwrap();
            assert_eq!(cost_of(&order(6, &ways), &ways), best);
        }
        let places: Vec<(i64, i64)> = (0..10).map(|_| (below(1_000), below(1_000))).collect();
        let ways = |from: Option<usize>, to: Option<usize>| {
            let at = |stop: Option<usize>| stop.map_or((0, 0), |n| places[n]);
            (at(from).0 - at(to).0).abs() + (at(from).1 - at(to).1).abs()
        };
        let (near, exact) = (cost_of(&near(10, &ways), &ways), cost_of(&exact(10, &ways), &ways));
        assert!(near >= exact && near * 10 <= exact * 13, "{near} against {exact}");
    }
}
