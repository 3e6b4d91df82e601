//! What a line says was listed was listed at that moment; authorised outlets sold nothing else; nothing
//! was sold after its last day.

use super::{
    Faults,
    facts::{Entry, Facts},
};

pub fn check(facts: &Facts, faults: &mut Faults) {
    let entries = facts.by_number();
    for line in &facts.lines {
        let Some(entry) = entries.get(&(line.book, line.seq)).filter(|entry| entry.kind == "sale") else { continue };
        let at = || format!("book {} entry {} product {} on {}", line.book, line.seq, line.product, entry.day);
        faults.same("line.listed", at, &line.listed, &listed(facts, line.product, entry));
        let kind = facts.outlets.get(&line.book).map_or("", String::as_str);
        if !line.listed && matches!(kind, "shop" | "pavilion" | "area" | "cabinet") {
            faults.say("sale.unlisted", at());
        }
        let last = line.lot.and_then(|lot| facts.expires.get(&lot));
        if last.is_some_and(|last| *last < entry.day) {
            faults.say("sale.expired", at());
        }
    }
}

/// Listed on the day and at the moment: now, or for a day gone by its end.
pub fn listed(facts: &Facts, product: i64, entry: &Entry) -> bool {
    let today = entry.recorded_at.day().to_string() == entry.day;
    let end = entry.day.parse::<::base::Day>().map(|day| day.plus_days(1).starts_at().plus_seconds(-1).to_string());
    let moment = if today { entry.recorded_at.to_string() } else { end.unwrap_or_default() };
    let holds = |l: &super::facts::Listing| {
        l.from <= entry.day && entry.day <= l.to && l.from_at <= moment && moment < l.until_at
    };
    facts.listings.get(&product).is_some_and(|listings| listings.iter().any(holds))
}
