//! Slips, purchases, stock, what is owed and what was paid, counted again; what was lost between point and outlet; live
//! sessions against the lines that were sold under them.

use super::{
    Faults,
    facts::{Entry, Facts, around::Slip},
    said::{Owed, Said},
};
use crate::year::Played;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Two numbers that say which: book and entry, list and counterparty.
type Number = (i64, i64);

/// A product divided, half up.
fn part(number: i64, share: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { (number * share + whole / 2) / whole }
}

/// Checks points against their books, and what is owed.
pub fn check(facts: &Facts, said: &Said, faults: &mut Faults) {
    slips(facts, faults);
    let counted = owed(facts, faults);
    for (key, sums) in counted.iter().filter(|((book, _), _)| facts.around.points.contains(book)) {
        faults.same("owed.person", || format!("{key:?}"), &said.owed.get(key), &Some(sums));
    }
    for key in said.owed.keys().filter(|key| !counted.contains_key(key)) {
        faults.say("owed.from_nothing", format!("{key:?}"));
    }
    let mut points: BTreeMap<i64, Owed> = BTreeMap::new();
    for ((book, _), (on_account, paid, drawn, owed)) in &counted {
        let of = points.entry(*book).or_default();
        *of = (of.0 + on_account, of.1 + paid, of.2 + drawn, of.3 + owed);
    }
    for (book, sums) in points.iter().filter(|(book, _)| facts.around.points.contains(book)) {
        faults.same("owed.point", || format!("book {book}"), &said.points.get(book), &Some(sums));
    }
}

/// A slip is a purchase of one line: what is left on the scales, at its price, into a lot of its own.
fn slips(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    let mut lines: HashMap<Number, Vec<_>> = HashMap::new();
    for line in &facts.lines {
        let row = (line.product, line.lot, line.quantity, line.amount);
        lines.entry((line.book, line.seq)).or_default().push(row);
    }
    for slip in &facts.around.slips {
        let at = || format!("book {} slip {}", slip.book, slip.seq);
        let rough = slip.gross - slip.tare;
        let off = slip.ppm.map_or(slip.deducted, |ppm| part(rough, ppm, 1_000_000));
        faults.same("slip.net", at, &slip.net, &(rough - off));
        faults.same("slip.amount", at, &slip.amount, &part(slip.fen, slip.net, slip.per));
        let on_account = if slip.paid == "cash" { 0 } else { slip.amount };
        let written =
            entries.get(&(slip.book, slip.seq)).map(|e| (e.kind.as_str(), e.counterparty, e.total, e.on_account));
        let expect = ("purchase", Some(slip.counterparty), slip.amount, on_account);
        faults.same("slip.entry", at, &written, &Some(expect));
        let line = vec![(slip.product, Some(slip.lot), slip.net, slip.amount)];
        faults.same("slip.line", at, &lines.get(&(slip.book, slip.seq)), &Some(&line));
    }
}

/// What each person got on account, was paid, has on a list, and is owed still, by book and counterparty.
fn owed(facts: &Facts, faults: &mut Faults) -> BTreeMap<(i64, i64), Owed> {
    let around = &facts.around;
    let (mut ended, mut sums) = (HashMap::<Number, &str>::new(), HashMap::<Number, i64>::new());
    for row in &around.listed {
        *sums.entry((row.list, row.counterparty)).or_default() += row.amount;
        let end = around.ended.get(&(row.list, row.counterparty)).map_or("drawn", String::as_str);
        let known = (end != "released").then(|| ended.insert((row.book, row.seq), end)).flatten();
        if known.is_some() {
            faults.say("payment.twice", format!("book {} entry {}", row.book, row.seq));
        }
    }
    for (list, who, says) in &around.rows {
        let counted = sums.get(&(*list, *who)).copied().unwrap_or(0);
        faults.same("payment.row", || format!("list {list} counterparty {who}"), says, &counted);
    }
    let mut owed: BTreeMap<(i64, i64), Owed> = BTreeMap::new();
    for entry in facts.entries.iter().filter(|entry| entry.kind == "purchase" && entry.on_account != 0) {
        let Some(who) = entry.counterparty else { continue };
        let of = owed.entry((entry.book, who)).or_default();
        of.0 += entry.on_account;
        match ended.get(&(entry.book, entry.seq)) {
            Some(&"paid") => of.1 += entry.on_account,
            Some(_) => of.2 += entry.on_account,
            None => of.3 += entry.on_account,
        }
    }
    owed
}

/// Checks points against what was watched: weights, money, what arrived and what was lost on the way.
pub fn check_witnessed(facts: &Facts, played: &Played, faults: &mut Faults) {
    let entries = facts.by_number();
    let undone: HashSet<(i64, i64)> =
        facts.entries.iter().filter_map(|entry| entry.reverses.map(|seq| (entry.book, seq))).collect();
    let stands = |slip: &&Slip| !undone.contains(&(slip.book, slip.seq));
    let mut moved: HashMap<(i64, &str), i64> = HashMap::new();
    for line in &facts.lines {
        let kind = entries.get(&(line.book, line.seq)).map_or("", |entry: &&Entry| entry.kind.as_str());
        *moved.entry((line.book, kind)).or_default() += line.quantity;
    }
    for (point, watched) in &played.witness.around.points {
        let Some((id, _)) = played.ground.kept_point(*point) else {
            faults.say("witness.point", format!("nobody keeps point {point}"));
            continue;
        };
        let at = || format!("point {point} (book {id})");
        let of: Vec<&Slip> = facts.around.slips.iter().filter(|s| s.book == id.0).filter(stands).collect();
        let sum = |of_one: fn(&Slip) -> i64| of.iter().map(|slip| of_one(slip)).sum::<i64>();
        let kept = (sum(|_| 1), sum(|s| s.net), sum(|s| s.amount));
        faults.same("witness.slips", at, &kept, &(watched.slips, watched.net_g, watched.amount_fen));
        let cash: i64 = of.iter().filter(|slip| slip.paid == "cash").map(|slip| slip.amount).sum();
        faults.same("witness.cash", at, &cash, &watched.cash_fen);
        let gone = |kind: &str| moved.get(&(id.0, kind)).copied().unwrap_or(0);
        faults.same("witness.lost", at, &gone("loss"), &watched.lost_g);
        faults.same("witness.arrived", at, &-gone("transfer"), &watched.arrived_g);
    }
}

/// Checks each session against the lines of its sales, less what was undone and what came back.
pub fn check_live(facts: &Facts, said: &Said, played: &Played, faults: &mut Faults) {
    let around = &facts.around;
    let session_of: HashMap<(i64, i64), i64> =
        around.live.iter().map(|(session, book, seq)| ((*book, *seq), *session)).collect();
    let undone: HashMap<(i64, i64), i64> =
        facts.entries.iter().filter_map(|entry| Some(((entry.book, entry.reverses?), entry.seq))).collect();
    let entries = facts.by_number();
    let mut sold: BTreeMap<i64, (i64, i64)> = said.sessions.keys().map(|session| (*session, (0, 0))).collect();
    for ((book, seq), session) in &session_of {
        let total = entries.get(&(*book, *seq)).map_or(0, |entry| entry.total);
        let of = sold.entry(*session).or_default();
        if !undone.contains_key(&(*book, *seq)) {
            *of = (of.0 + 1, of.1 + total);
        }
    }
    for (book, seq, of_sale, amount) in &around.back {
        let returned = entries.get(&(*book, *seq)).is_some_and(|entry| entry.kind == "return");
        if let Some(session) = session_of.get(&(*book, *of_sale)).filter(|_| returned) {
            sold.entry(*session).or_default().1 -= amount;
        }
    }
    for (session, counted) in &sold {
        faults.same("live.sold", || format!("session {session}"), &said.sessions.get(session), &Some(counted));
    }
    let all = sold.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let watched = (played.witness.around.live_sales, played.witness.around.live_fen);
    faults.same("witness.live", || "all sessions".to_owned(), &all, &watched);
}
