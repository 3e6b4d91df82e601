//! The settlement against a reading of the rules by hand. The numbers stand here once more on purpose: a
//! second reader of the report, who never saw the policy file.

use super::{
    Faults,
    books::{campaign_sales, sales},
    facts::Facts,
};
use assessment::desk::Settlement;
use base::Day;
use policy::vocabulary::Word;
use std::collections::{BTreeMap, HashMap};

/// “销售扶贫产品金额10万元以下”
const LOW_FEN: i64 = 10_000_000;
/// “销售金额在30万元以上”
const AWARD_FROM_FEN: i64 = 30_000_000;
/// “一次性奖补1万元”
const AWARD_FEN: i64 = 1_000_000;
/// “年收入不低于6000元”
const INCOME_FEN: i64 = 600_000;

/// Outcome and amount by subject and rule.
type Read = BTreeMap<(String, String), (String, Option<i64>)>;

pub fn check(facts: &Facts, (year, today): (i32, Day), settlement: &Settlement, faults: &mut Faults) {
    let mut expected = Read::new();
    outlets(facts, year, &mut expected);
    producers(facts, year, &mut expected);
    officers(facts, today, settlement, &mut expected, faults);
    let mut found = Read::new();
    for finding in &settlement.findings {
        let key = (finding.subject.clone(), finding.rule.word().to_owned());
        let said = (finding.outcome.word().to_owned(), finding.amount_fen.map(|fen| fen.0));
        if found.insert(key.clone(), said).is_some() {
            faults.say("finding.twice", format!("{key:?}"));
        }
    }
    for (key, read) in &expected {
        faults.same("finding", || format!("{key:?}"), &found.get(key), &Some(read));
    }
    for key in found.keys().filter(|key| !expected.contains_key(key)) {
        faults.say("finding.unasked", format!("{key:?}"));
    }
}

/// First and last authorised day that touch the year; suspensions change nothing.
fn authorised(facts: &Facts, outlet: i64, year: i32) -> Option<(String, String)> {
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let acts = || facts.acts.iter().filter(|act| act.outlet == outlet);
    let granted = acts().find(|act| act.act == "granted")?;
    let ended = acts().find(|act| act.act == "revoked" || act.act == "ended").map(|act| act.on_day.clone());
    let until = ended.unwrap_or_else(|| granted.valid_to.clone());
    (granted.on_day <= last && until >= first).then(|| (granted.on_day.clone(), until))
}

/// ¥1,000 from ¥100,000 on, ¥1,000 more for each full ¥50,000, ¥10,000 at most.
fn campaign_award(sold: i64) -> Option<i64> {
    (sold >= 10_000_000).then(|| (100_000 + (sold - 10_000_000) / 5_000_000 * 100_000).min(1_000_000))
}

fn outlets(facts: &Facts, year: i32, expected: &mut Read) {
    let sums = sales(facts);
    let unsalable = campaign_sales(facts);
    for (id, kind) in &facts.outlets {
        if !matches!(kind.as_str(), "shop" | "pavilion" | "area" | "cabinet") {
            continue;
        }
        let (_, listed, local) = sums.get(&(i64::from(year), *id)).copied().unwrap_or_default();
        let (listed, local) = (listed.max(0), local.clamp(0, listed.max(0)));
        let span = authorised(facts, *id, year);
        let mut say = |rule: &str, outcome: &str, amount| {
            expected.insert((format!("o{id}"), rule.to_owned()), (outcome.to_owned(), amount));
        };
        let low = match &span {
            None => "no_data",
            Some(_) if listed > LOW_FEN => "none",
            Some((from, to)) if *from > format!("{year}-01-01") || *to < format!("{year}-12-31") => "part_year",
            Some(_) => "revoke",
        };
        say("outlet.revoke_low_sales", low, None);
        let share = match listed {
            0 => "no_data",
            _ if i128::from(local) * 100 >= i128::from(listed) * 70 => "met",
            _ => "not_met",
        };
        say("outlet.local_share", share, None);
        say("outlet.revoke_no_cooperation", "none", None);
        let unsalable = campaign_award(unsalable.get(&(i64::from(year), *id)).copied().unwrap_or_default());
        say("outlet.unsalable_award", if unsalable.is_some() { "award" } else { "none" }, unsalable);
        if span.is_some() && listed >= AWARD_FROM_FEN {
            say("outlet.sales_award", "award", Some(AWARD_FEN));
        } else {
            say("outlet.sales_award", "none", None);
        }
    }
}

/// Every village that was asked has a score; what was due, came in time and was judged, and what
/// was promoted, is counted again.
fn officers(facts: &Facts, today: Day, settlement: &Settlement, expected: &mut Read, faults: &mut Faults) {
    // What falls due after the year is no more counted in it.
    let after = Day::last_of_year(settlement.year).map_or(today, |last| last.plus_days(1));
    let (judged, promoted) = (facts.later.judged(settlement.year), facts.later.promoted(facts, settlement.year));
    let had = super::rounds::had_to_sell(facts, settlement.year);
    for (village, [due, on_time, ..]) in super::villages::standings(facts, settlement.year, today.min(after)) {
        let id = format!("f{village}");
        expected.insert((id.clone(), "officer.score".to_owned()), ("score".to_owned(), None));
        let found = settlement.subjects.iter().find(|subject| subject.id == id);
        let said = found.and_then(|subject| serde_json::to_value(subject).ok());
        let number = |name: &str| said.as_ref()?.get(name)?.as_i64();
        faults.same("officer.reports", || id.clone(), &number("reports"), &Some(due));
        faults.same("officer.on_time", || id.clone(), &number("reports_on_time"), &Some(on_time));
        let (checked, accurate) = judged.get(&village).copied().unwrap_or_default();
        // A part is never above its whole.
        let (checked, accurate) = (checked.min(due), accurate.min(checked.min(due)));
        faults.same("officer.checked", || id.clone(), &number("reports_checked"), &Some(checked));
        faults.same("officer.accurate", || id.clone(), &number("reports_accurate"), &Some(accurate));
        let had = had.get(&village).copied().unwrap_or_default();
        faults.same("officer.had", || id.clone(), &number("promotion_had_g"), &Some(had));
        let fen = promoted.get(&village).copied().unwrap_or_default().max(0);
        faults.same("officer.promotion", || id.clone(), &number("promotion_sales_fen"), &Some(fen));
    }
}

/// At least one worker of an assisted household who earned the line alone.
fn producers(facts: &Facts, year: i32, expected: &mut Read) {
    let mut best: HashMap<i64, i64> = HashMap::new();
    for (producer, of, household, income) in &facts.wages {
        let assisted = household.is_some_and(|household| facts.assisted.contains(&household));
        if *of == i64::from(year) && assisted {
            let best = best.entry(*producer).or_insert(0);
            *best = (*best).max(*income);
        }
    }
    for (id, _) in facts.producers.iter().filter(|(_, kind)| matches!(kind.as_str(), "enterprise" | "cooperative")) {
        let met = best.get(id).is_some_and(|income| *income >= INCOME_FEN);
        let outcome = if met { "met" } else { "not_met" };
        expected.insert((format!("p{id}"), "certify.employment".to_owned()), (outcome.to_owned(), None));
    }
}
