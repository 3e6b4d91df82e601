//! Which loads go on which vehicle: pure.
//!
//! A load is one seller's goods and is not shared between vehicles, unless it is heavier than any vehicle of its days:
//! then it is cut into full ones and a rest. Wanted are the most kilograms, then the fewest calls at villages. A quick
//! way, fullest fit first, gives a good answer; a search of all answers then proves it or finds a better one, and stops
//! after [`STEPS`]: small problems are solved exactly, and of large ones the answer says that it was not proven.

use base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Steps of the search.
const STEPS: u32 = 50_000;

/// Goods of one seller in a village, to be fetched between two days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Load {
    pub village: i64,
    pub grams: i64,
    pub days: (Day, Day),
}

/// A vehicle on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Vehicle {
    pub day: Day,
    pub limit_g: i64,
    /// Most villages that it calls at.
    pub stops_most: Option<usize>,
}

/// A load, or a part of one, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub load: usize,
    pub grams: i64,
}

/// Why something is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// No vehicle goes on its days.
    NoVehicle,
    /// The most that a vehicle of its days has free, grams.
    Full { room_g: i64 },
    /// There is room, but on vehicles that call at as many villages as they may.
    Stops,
}

/// What goes where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Packing {
    /// Parts of each vehicle, in the order of the vehicles.
    pub on: Vec<Vec<Part>>,
    /// What is left, with the reason.
    pub left: Vec<(Part, Left)>,
    /// Whether there is no better answer, as the search proved.
    pub proven: bool,
}

fn fits(load: &Load, vehicle: &Vehicle) -> bool {
    load.days.0 <= vehicle.day && vehicle.day <= load.days.1 && vehicle.limit_g > 0 && vehicle.stops_most != Some(0)
}

/// Cuts what no vehicle can take whole.
fn cut(loads: &[Load], vehicles: &[Vehicle]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(loads.len());
    for (n, load) in loads.iter().enumerate() {
        let most = vehicles.iter().filter(|vehicle| fits(load, vehicle)).map(|vehicle| vehicle.limit_g).max();
        let mut rest = load.grams;
        // More full vehicles than there are would only make the list long.
        let mut trips = vehicles.len();
        while let Some(most) = most.filter(|most| rest > *most && trips > 0) {
            parts.push(Part { load: n, grams: most });
            rest -= most;
            trips -= 1;
        }
        parts.push(Part { load: n, grams: rest });
    }
    parts
}

/// How good an answer is: kilograms first, then few calls.
type Worth = (i64, std::cmp::Reverse<usize>);

/// A vehicle being loaded.
#[derive(Clone, Debug)]
struct Bed {
    vehicle: Vehicle,
    room_g: i64,
    /// Villages called at, with how many parts of each.
    villages: BTreeMap<i64, usize>,
    parts: Vec<usize>,
}

impl Bed {
    fn takes(&self, load: &Load, grams: i64) -> bool {
        let calls = self.villages.contains_key(&load.village)
            || self.vehicle.stops_most.is_none_or(|most| self.villages.len() < most);
        fits(load, &self.vehicle) && grams <= self.room_g && calls
    }

    fn put(&mut self, part: usize, village: i64, grams: i64) {
        self.room_g -= grams;
        *self.villages.entry(village).or_default() += 1;
        self.parts.push(part);
    }

    fn take_off(&mut self, village: i64, grams: i64) {
        self.room_g += grams;
        self.parts.pop();
        if let Some(count) = self.villages.get_mut(&village) {
            *count -= 1;
            if *count == 0 {
                self.villages.remove(&village);
            }
        }
    }
}

struct Search<'a> {
    loads: &'a [Load],
    parts: &'a [Part],
    beds: Vec<Bed>,
    /// Grams of the parts from here to the end, and their villages.
    rest: Vec<(i64, BTreeSet<i64>)>,
    taken: i64,
    best: Worth,
    best_on: Vec<Vec<usize>>,
    steps: u32,
}

impl Search<'_> {
    fn worth(&self) -> Worth {
        (self.taken, std::cmp::Reverse(self.beds.iter().map(|bed| bed.villages.len()).sum()))
    }

    fn keep(&mut self) {
        if self.worth() > self.best {
            self.best = self.worth();
            self.best_on = self.beds.iter().map(|bed| bed.parts.clone()).collect();
        }
    }

    /// Whether what is still to come can make this better than the best.
    fn hopes(&self, from: usize) -> bool {
        let Some((grams, villages)) = self.rest.get(from) else { return false };
        let room: i64 = self.beds.iter().map(|bed| bed.room_g).sum();
        let most = self.taken + (*grams).min(room);
        let (taken, std::cmp::Reverse(calls)) = self.worth();
        // What has to be taken to the last gram calls at least once at each village where nothing calls yet.
        let due = if self.best.0 == taken + grams {
            villages.iter().filter(|village| self.beds.iter().all(|bed| !bed.villages.contains_key(village))).count()
        } else {
            0
        };
        (most, std::cmp::Reverse(calls + due)) > self.best
    }

    /// Tries part after part on bed after bed, and without it; whether all was tried.
    fn all(&mut self, at: usize) -> bool {
        let Some(part) = self.parts.get(at).copied() else { return true };
        let Some(load) = self.loads.get(part.load).copied() else { return true };
        if !self.hopes(at) {
            return true;
        }
        if self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        let mut whole = true;
        let mut empty: Vec<Vehicle> = Vec::new();
        for bed in 0..self.beds.len() {
            let Some(now) = self.beds.get_mut(bed) else { continue };
            if !now.takes(&load, part.grams) {
                continue;
            }
            // Of vehicles that are alike and empty, one is tried.
            if now.parts.is_empty() {
                if empty.contains(&now.vehicle) {
                    continue;
                }
                empty.push(now.vehicle);
            }
            now.put(at, load.village, part.grams);
            self.taken += part.grams;
            self.keep();
            whole &= self.all(at + 1);
            self.taken -= part.grams;
            if let Some(now) = self.beds.get_mut(bed) {
                now.take_off(load.village, part.grams);
            }
        }
        whole & self.all(at + 1)
    }
}

/// The quick way: heaviest first, to a vehicle that calls there already, else where the least room stays.
fn quick(search: &mut Search<'_>) {
    for (at, part) in search.parts.iter().enumerate() {
        let Some(load) = search.loads.get(part.load) else { continue };
        let open = search.beds.iter_mut().filter(|bed| bed.takes(load, part.grams));
        let bed = open.min_by_key(|bed| (!bed.villages.contains_key(&load.village), bed.room_g));
        if let Some(bed) = bed {
            bed.put(at, load.village, part.grams);
            search.taken += part.grams;
        }
    }
    search.best = search.worth();
    search.best_on = search.beds.iter().map(|bed| bed.parts.clone()).collect();
}

/// Packs loads onto vehicles.
pub(crate) fn pack(loads: &[Load], vehicles: &[Vehicle]) -> Packing {
    let mut parts = cut(loads, vehicles);
    parts.retain(|part| part.grams > 0);
    parts.sort_by_key(|part| (std::cmp::Reverse(part.grams), part.load));
    let empty = |vehicle: &Vehicle| Bed {
        vehicle: *vehicle,
        room_g: vehicle.limit_g.max(0),
        villages: BTreeMap::new(),
        parts: Vec::new(),
    };
    let mut rest = vec![(0, BTreeSet::new())];
    for part in parts.iter().rev() {
        let (mut grams, mut villages) = rest.last().cloned().unwrap_or_default();
        let open = loads.get(part.load).filter(|load| vehicles.iter().any(|vehicle| fits(load, vehicle)));
        if let Some(load) = open {
            grams += part.grams;
            villages.insert(load.village);
        }
        rest.push((grams, villages));
    }
    rest.reverse();
    let mut search = Search {
        loads,
        parts: &parts,
        beds: vehicles.iter().map(empty).collect(),
        rest,
        taken: 0,
        best: (0, std::cmp::Reverse(0)),
        best_on: Vec::new(),
        steps: STEPS,
    };
    quick(&mut search);
    search.beds = vehicles.iter().map(empty).collect();
    search.taken = 0;
    let proven = search.all(0);
    let on: Vec<Vec<usize>> = std::mem::take(&mut search.best_on);
    answer(loads, vehicles, &parts, &on, proven)
}

/// Puts the answer together, joins parts of one load on one vehicle, and says why something is left.
fn answer(loads: &[Load], vehicles: &[Vehicle], parts: &[Part], on: &[Vec<usize>], proven: bool) -> Packing {
    let joined = |of: &mut dyn Iterator<Item = usize>| {
        let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
        for part in of.filter_map(|at| parts.get(at)) {
            *sums.entry(part.load).or_default() += part.grams;
        }
        sums.into_iter().map(|(load, grams)| Part { load, grams }).collect::<Vec<_>>()
    };
    let packed: BTreeSet<usize> = on.iter().flatten().copied().collect();
    let on: Vec<Vec<Part>> = on.iter().map(|bed| joined(&mut bed.iter().copied())).collect();
    let left = joined(&mut (0..parts.len()).filter(|at| !packed.contains(at)));
    let why = |part: Part| (part, reason(loads, vehicles, &on, part));
    let left = left.into_iter().map(why).collect();
    Packing { on, left, proven }
}

fn reason(loads: &[Load], vehicles: &[Vehicle], on: &[Vec<Part>], part: Part) -> Left {
    let Some(load) = loads.get(part.load) else { return Left::NoVehicle };
    let mut room: Option<i64> = None;
    let mut stops = false;
    for (vehicle, parts) in vehicles.iter().zip(on).filter(|(vehicle, _)| fits(load, vehicle)) {
        let used: i64 = parts.iter().map(|part| part.grams).sum();
        let free = vehicle.limit_g - used;
        let villages: BTreeSet<i64> = parts.iter().filter_map(|p| loads.get(p.load)).map(|l| l.village).collect();
        let calls = villages.contains(&load.village) || vehicle.stops_most.is_none_or(|most| villages.len() < most);
        stops |= !calls && free >= part.grams;
        room = Some(room.unwrap_or(0).max(if calls { free } else { 0 }));
    }
    match room {
        None => Left::NoVehicle,
        Some(_) if stops => Left::Stops,
        Some(room_g) => Left::Full { room_g },
    }
}

#[cfg(test)]
mod tests;
