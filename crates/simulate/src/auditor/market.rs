//! What was paid on contracts, worked out again: a price of its grade, or the better of floor and market. What was promised
//! in a campaign: nobody orders more than they promised, gets more than they ordered, pays more than that is worth.

use super::{
    Faults,
    facts::{Facts, around::Sample},
    said::Said,
};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every delivery.
pub fn check(facts: &Facts, faults: &mut Faults) {
    for one in &facts.deliveries {
        let at = || format!("contract {} delivery {}", one.contract, one.seq);
        let pays = match (one.kind.as_str(), one.market) {
            ("farming", Some(market)) => one.agreed.max(market),
            ("farming", None) => {
                faults.say("delivery.no_market", at());
                continue;
            }
            _ => one.agreed,
        };
        faults.same("delivery.price", at, &one.paid, &pays);
        // Fen of a kilogram × grams, half up; what is taken back is the same with its sign turned round.
        let amount = (i128::from(pays) * i128::from(one.grams.abs()) + 500) / 1_000 * i128::from(one.grams.signum());
        faults.same("delivery.amount", at, &i128::from(one.amount), &amount);
    }
}

/// Checks that what a delivery took for the market's price is the middle of what had been seen by then in its week.
pub fn check_prices(facts: &Facts, faults: &mut Faults) {
    for one in facts.deliveries.iter().filter(|one| one.samples > 0 && one.reverses == 0) {
        let week = one.day.plus_days(-6);
        let known: Vec<_> = facts.around.samples.iter().filter(|sample| sample.at <= one.at).collect();
        let fits = |sample: &&&Sample| {
            let about = sample.crop == one.crop && sample.grade == one.grade && (week..=one.day).contains(&sample.day);
            about && !known.iter().any(|later| later.replaces == sample.id)
        };
        let mut seen: Vec<i64> = known.iter().filter(fits).map(|sample| sample.fen).collect();
        seen.sort_unstable();
        let half = seen.len() / 2;
        let (high, low) = (seen.get(half).copied(), half.checked_sub(1).and_then(|n| seen.get(n)).copied());
        let middle = if seen.len() % 2 == 1 { high } else { high.zip(low).map(|(high, low)| (high + low + 1) / 2) };
        let at = || format!("contract {} delivery {}", one.contract, one.seq);
        faults.same("delivery.market", at, &one.market, &middle);
    }
}

/// Checks that a fair is the sum of its contracts, and nothing else.
pub fn check_fairs(facts: &Facts, said: &Said, faults: &mut Faults) {
    let mut sums: BTreeMap<i64, [i64; 5]> = said.fairs.keys().map(|fair| (*fair, [0; 5])).collect();
    for one in &facts.around.at_fairs {
        let [contracts, kg, fen, grams, amount] = sums.entry(one.fair).or_default();
        if one.how != "void" {
            *contracts += 1;
            *kg += one.kg;
            *fen += one.kg * one.fen_per_kg;
        }
        for delivery in facts.deliveries.iter().filter(|delivery| delivery.contract == one.contract) {
            *grams += delivery.grams;
            *amount += delivery.amount;
        }
    }
    for (fair, counted) in &sums {
        faults.same("fair.sum", || format!("fair {fair}"), &said.fairs.get(fair), &Some(counted));
    }
}

/// Checks that contracts and books say the same: what stands on a line stands on one that holds it, and on one line only.
pub fn check_books(facts: &Facts, faults: &mut Faults) {
    let standing: BTreeMap<(i64, i64), _> =
        facts.bookings.iter().filter(|one| one.act != "freed").map(|one| ((one.contract, one.delivery), one)).collect();
    let mut spoken_for: BTreeMap<(i64, i64, i64), (i64, i64)> = BTreeMap::new();
    for claim in &facts.claims {
        let at = || format!("contract {} delivery {}", claim.contract, claim.delivery);
        let Some(booking) = standing.get(&(claim.contract, claim.delivery)) else {
            faults.say("booking.nobody_knows", at());
            continue;
        };
        let line = (claim.book, claim.seq, claim.line);
        faults.same("booking.line", at, &(booking.book, booking.seq, booking.line), &line);
        faults.same("booking.grams", at, &booking.grams, &claim.grams);
        faults.same("booking.reversed", at, &(claim.reversed, booking.undone), &(false, false));
        if booking.act == "made" {
            let written = (claim.kind.as_str(), claim.quantity, claim.amount);
            faults.same("booking.entry", at, &written, &("purchase", booking.grams, booking.amount));
        }
        if claim.unit == "g" {
            spoken_for.entry(line).or_insert((claim.quantity, 0)).1 += claim.grams;
        }
    }
    faults.same("booking.count", || "all claims".to_owned(), &facts.claims.len(), &standing.len());
    for (line, (holds, claimed)) in spoken_for.into_iter().filter(|(_, (holds, claimed))| claimed > holds) {
        faults.say("booking.too_much", format!("{line:?}: {claimed} of {holds}"));
    }
}

/// Checks that no run was over its limit or called at too many villages, and that nothing went on two.
pub fn check_runs(facts: &Facts, faults: &mut Faults) {
    let mut runs: BTreeMap<i64, (i64, i64, i64, BTreeSet<i64>)> = BTreeMap::new();
    let mut sources: BTreeMap<(&str, i64), (i64, i64)> = BTreeMap::new();
    for load in &facts.loads {
        let run = runs.entry(load.run).or_insert((load.limit, load.stops_most, 0, BTreeSet::new()));
        run.2 += load.grams;
        run.3.insert(load.division);
        sources.entry((load.source.as_str(), load.source_id)).or_insert((load.agreed_kg * 1_000, 0)).1 += load.grams;
    }
    for (run, (limit, most, grams, villages)) in runs {
        let calls = i64::try_from(villages.len()).unwrap_or(i64::MAX);
        if grams > limit || (most > 0 && calls > most) {
            faults.say("run.beyond", format!("{run}: {grams} g of {limit}, {calls} villages of {most}"));
        }
    }
    for (source, (agreed, grams)) in sources.into_iter().filter(|(_, (agreed, grams))| grams > agreed) {
        faults.say("run.twice", format!("{source:?}: {grams} g of {agreed}"));
    }
}

/// Checks that nobody was paid more rent than agreed for a year, or less than nothing.
pub fn check_rents(facts: &Facts, faults: &mut Faults) {
    for (plot, year, rent, paid) in &facts.rents {
        if paid > rent || *paid < 0 {
            faults.say("rent.beyond", format!("plot {plot} of {year}: {paid} fen of {rent}"));
        }
    }
}

/// Checks every pledge.
pub fn check_pledges(facts: &Facts, faults: &mut Faults) {
    let mut of: BTreeMap<i64, (i64, i64, i64, i64, i64)> = BTreeMap::new();
    for (pledge, promised, act, kg, price, fen) in &facts.pledges {
        let one = of.entry(*pledge).or_insert((*promised, 0, 0, 0, 0));
        match act.as_str() {
            "ordered" => (one.1, one.2) = (one.1 + kg, *price),
            "delivered" => one.3 += kg,
            "paid" => one.4 += fen,
            _ => {}
        }
    }
    for (pledge, (promised, ordered, price, delivered, paid)) in of {
        if ordered > promised || delivered > ordered || paid > ordered * price {
            faults
                .say("pledge.beyond", format!("{pledge}: {promised} {ordered} {delivered} kg, {paid} fen at {price}"));
        }
    }
}
