//! Tables that a clerk can read, and many small problems against all answers that there are.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn load(village: i64, kg: i64) -> Load {
    Load { village, grams: kg * 1_000, days: (day("2026-08-10"), day("2026-08-16")) }
}

fn truck(kg: i64, stops_most: Option<usize>) -> Vehicle {
    Vehicle { day: day("2026-08-12"), limit_g: kg * 1_000, stops_most }
}

/// Kilograms of each vehicle by load, and what is left of which load with which reason.
type Said = (Vec<Vec<(usize, i64)>>, Vec<(usize, i64, Left)>);

fn said(packing: &Packing) -> Said {
    let parts = |parts: &Vec<Part>| parts.iter().map(|part| (part.load, part.grams / 1_000)).collect();
    let left = packing.left.iter().map(|(part, why)| (part.load, part.grams / 1_000, *why)).collect();
    (packing.on.iter().map(parts).collect(), left)
}

#[test]
fn what_fits_goes_and_what_does_not_is_named() {
    let full = |kg: i64| Left::Full { room_g: kg * 1_000 };
    let early = Load { days: (day("2026-08-10"), day("2026-08-11")), ..load(3, 100) };
    for (loads, vehicles, on, left) in [
        (vec![load(1, 400), load(2, 500)], vec![truck(1_000, None)], vec![vec![(0, 400), (1, 500)]], vec![]),
        // 600 + 400 fill the truck; the quick way would have begun with 700.
        (
            vec![load(1, 700), load(2, 600), load(3, 400)],
            vec![truck(1_000, None)],
            vec![vec![(1, 600), (2, 400)]],
            vec![(0, 700, full(0))],
        ),
        // One call fewer for the same kilograms.
        (
            vec![load(1, 300), load(2, 300), load(1, 200), load(3, 200)],
            vec![truck(500, None)],
            vec![vec![(0, 300), (2, 200)]],
            vec![(1, 300, full(0)), (3, 200, full(0))],
        ),
        // Room is left, but no more calls.
        (
            vec![load(1, 300), load(2, 200), load(3, 100)],
            vec![truck(1_000, Some(2))],
            vec![vec![(0, 300), (1, 200)]],
            vec![(2, 100, Left::Stops)],
        ),
        // Too heavy for any vehicle: cut into a full one and a rest.
        (
            vec![load(1, 2_500)],
            vec![truck(1_000, None), truck(1_000, None)],
            vec![vec![(0, 1_000)], vec![(0, 1_000)]],
            vec![(0, 500, full(0))],
        ),
        (vec![early], vec![truck(1_000, None)], vec![vec![]], vec![(0, 100, Left::NoVehicle)]),
        (vec![load(1, 100)], vec![], vec![], vec![(0, 100, Left::NoVehicle)]),
        (vec![load(1, 100)], vec![truck(50, Some(0))], vec![vec![]], vec![(0, 100, Left::NoVehicle)]),
        (vec![], vec![truck(50, None)], vec![vec![]], vec![]),
    ] {
        let packing = pack(&loads, &vehicles);
        assert_eq!(said(&packing), (on, left), "{loads:?} {vehicles:?}");
        assert!(packing.proven);
    }
}

/// A small stream of numbers, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % most
    }

    fn problem(&mut self, loads: i64, vehicles: i64) -> (Vec<Load>, Vec<Vehicle>) {
        let count = self.below(loads) + 1;
        let loads: Vec<Load> = (0..count)
            .map(|_| {
                let load = load(self.below(3), self.below(900) + 1);
                self.moved(load)
            })
            .collect();
        let count = self.below(vehicles) + 1;
        let trucks = (0..count).map(|_| {
            let stops = self.below(4);
            let stops = usize::try_from(stops).ok().filter(|stops| *stops > 0);
            truck(self.below(1_500) + 200, stops)
        });
        let trucks = trucks.collect();
        (loads, trucks)
    }

    /// Some loads are due before the vehicles come.
    fn moved(&mut self, load: Load) -> Load {
        if self.below(6) == 0 { Load { days: (day("2026-08-01"), day("2026-08-11")), ..load } } else { load }
    }
}

/// Every way of putting every part somewhere.
fn best_of_all(loads: &[Load], vehicles: &[Vehicle]) -> (i64, usize) {
    let parts = cut(loads, vehicles);
    let choices = vehicles.len() + 1;
    let mut best = (0, 0);
    for mut n in 0..choices.pow(u32::try_from(parts.len()).unwrap()) {
        let mut on: Vec<Vec<Part>> = vec![Vec::new(); vehicles.len()];
        for part in &parts {
            if let Some(bed) = on.get_mut(n % choices) {
                bed.push(*part);
            }
            n /= choices;
        }
        if !sound(loads, vehicles, &on) {
            continue;
        }
        let grams: i64 = on.iter().flatten().map(|part| part.grams).sum();
        let calls = on.iter().map(|parts| villages(loads, parts)).sum();
        if grams > best.0 || (grams == best.0 && calls < best.1) {
            best = (grams, calls);
        }
    }
    best
}

fn villages(loads: &[Load], parts: &[Part]) -> usize {
    parts.iter().map(|part| loads[part.load].village).collect::<BTreeSet<_>>().len()
}

/// Nothing over a limit, on another day, or beyond the calls.
fn sound(loads: &[Load], vehicles: &[Vehicle], on: &[Vec<Part>]) -> bool {
    vehicles.iter().zip(on).all(|(vehicle, parts)| {
        let grams: i64 = parts.iter().map(|part| part.grams).sum();
        grams <= vehicle.limit_g
            && vehicle.stops_most.is_none_or(|most| villages(loads, parts) <= most)
            && parts.iter().all(|part| fits(&loads[part.load], vehicle))
    })
}

fn holds(loads: &[Load], vehicles: &[Vehicle], packing: &Packing) {
    assert!(sound(loads, vehicles, &packing.on), "{packing:?}");
    let mut of: BTreeMap<usize, i64> = BTreeMap::new();
    for part in packing.on.iter().flatten().chain(packing.left.iter().map(|(part, _)| part)) {
        *of.entry(part.load).or_default() += part.grams;
    }
    for (n, load) in loads.iter().enumerate() {
        assert_eq!(of.get(&n), Some(&load.grams), "every gram is somewhere, once");
    }
}

#[test]
fn small_problems_are_solved_as_well_as_by_trying_everything() {
    let mut numbers = Numbers(7);
    let mut solved = 0;
    for n in 0..900 {
        let (loads, vehicles) = numbers.problem(6, 2);
        if cut(&loads, &vehicles).len() > 8 {
            continue;
        }
        solved += 1;
        let packing = pack(&loads, &vehicles);
        holds(&loads, &vehicles, &packing);
        assert!(packing.proven, "{n}");
        let grams: i64 = packing.on.iter().flatten().map(|part| part.grams).sum();
        let calls = packing.on.iter().map(|parts| villages(&loads, parts)).sum();
        assert_eq!((grams, calls), best_of_all(&loads, &vehicles), "{n}: {loads:?} {vehicles:?} {packing:?}");
    }
    assert!(solved > 500, "{solved}");
}

#[test]
fn large_problems_end_and_hold() {
    let mut numbers = Numbers(11);
    for _ in 0..12 {
        let loads: Vec<Load> = (0..120).map(|_| load(numbers.below(40), numbers.below(2_000) + 1)).collect();
        let vehicles: Vec<Vehicle> = (0..12).map(|_| truck(numbers.below(4_000) + 500, Some(8))).collect();
        let packing = pack(&loads, &vehicles);
        holds(&loads, &vehicles, &packing);
        assert_eq!(packing, pack(&loads, &vehicles), "the same question has the same answer");
        let grams: i64 = packing.on.iter().flatten().map(|part| part.grams).sum();
        let limit: i64 = vehicles.iter().map(|vehicle| vehicle.limit_g).sum();
        assert!(grams * 10 > limit * 8, "{grams} of {limit}: the vehicles go four fifths full at least");
    }
}
