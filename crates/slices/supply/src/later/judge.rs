//! Holding what villages said of a period against what was bought of it.
//!
//! What one phone says of a period in several grades goes together, since books know no grades, and so does what is said of
//! several sellers, by whatever phone: the books are the village's. Where two phones differ on the same goods nobody knows
//! the village's word, so the books say nothing of either until people settled it.
//!
//! Nobody is judged by what they wrote themselves: lines that were entered by whoever made the report, by the officer who
//! rang for it, or by another officer of the village, whose score it is too, count for nothing there, from whichever of their
//! posts. They may well be right; a person who looks says so.

use super::{
    rule::{BooksSay, bound_of, by_the_books},
    terms::Terms,
};
use crate::reports;
use base::{
    Day, Grams, Instant, Refusal,
    ids::{DivisionId, PersonId, ProductId},
};
use edge::Role;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params, row};

/// Which reports are looked at.
pub(super) struct Wanted<'a> {
    /// The part of the scope tree.
    pub within: (&'a str, &'a str),
    /// Only this village; all of them if none.
    pub division: Option<DivisionId>,
    /// First days of periods, both included.
    pub periods: (Day, Day),
    /// By what had been said and written then.
    pub as_of: Instant,
}

row! {
    /// A report that stands, of a period of the season.
    struct Said {
        id: i64, kind: String, division: DivisionId, crop: i64, period: Day, grams: i64, bound: String, from: String,
        to: String, told_at: Instant, made_by: PersonId, informant: String, device: String, producer: i64, household: i64,
        caller: Option<PersonId>,
    }
}

/// One word of a village on a period, and what was bought of it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub division: DivisionId,
    pub crop: i64,
    pub period: Day,
    /// The reports that it was said in, one for each grade.
    pub reports: Vec<i64>,
    pub said: Grams,
    pub bound: &'static str,
    /// The days that it speaks of, from the day on which it was said, within the year of its period.
    pub days: (Day, Day),
    pub tolerance_ppm: i64,
    /// Who is judged by it: whoever made the reports, the officer who rang for them, and all who were officers of the village.
    pub persons: BTreeSet<PersonId>,
    /// Grams by lines of books, as far as they count.
    pub bought: Grams,
    /// Grams by lines that one of `persons` entered, which do not count.
    pub own: Grams,
    /// Grams that had been bought before and were bought on, which do not count again.
    pub again: Grams,
    /// Grams by deliveries that no line speaks for.
    pub delivered: Grams,
    /// Another word on the same period stands beside it.
    pub conflict: bool,
    pub says: BooksSay,
}

impl Word {
    /// All that was bought.
    pub fn facts(&self) -> Grams {
        Grams(self.bought.0.saturating_add(self.delivered.0))
    }

    fn take(&mut self, day: &DayFacts) {
        let more = |sum: &mut Grams, grams: i64| sum.0 = sum.0.saturating_add(grams);
        for (person, (grams, again)) in &day.lines {
            if self.persons.contains(person) {
                more(&mut self.own, *grams);
            } else {
                more(&mut self.bought, grams - again);
                more(&mut self.again, *again);
            }
        }
        more(&mut self.delivered, day.delivered);
    }
}

/// What was bought on a day: by lines, as far as each person entered it, with what of it was bought on; and beside them.
#[derive(Default)]
struct DayFacts {
    lines: BTreeMap<PersonId, (i64, i64)>,
    delivered: i64,
}

/// What was bought of a village's crop, by day.
type Facts = BTreeMap<(DivisionId, i64), BTreeMap<Day, DayFacts>>;

/// What villages said of periods, each held against what was bought.
pub(super) fn words(tx: &mut Tx<'_>, county: &str, wanted: &Wanted<'_>) -> Result<Vec<Word>, Refusal> {
    let terms = Terms::load(tx, county, wanted.as_of)?;
    let mut words = said(tx, county, wanted, &terms)?;
    let (Some(from), Some(to)) =
        (words.iter().map(|word| word.days.0).min(), words.iter().map(|word| word.days.1).max())
    else {
        return Ok(words);
    };
    let officers = officers(tx, county)?;
    for word in &mut words {
        word.persons.extend(officers.get(&word.division).into_iter().flatten());
    }
    let villages: BTreeSet<DivisionId> = words.iter().map(|word| word.division).collect();
    let villages: Vec<DivisionId> = villages.into_iter().collect();
    let facts = facts(tx, county, (&villages, wanted.as_of), (from, to), &terms)?;
    for word in &mut words {
        if let (Some(days), true) = (facts.get(&(word.division, word.crop)), word.days.0 <= word.days.1) {
            for day in days.range(word.days.0..=word.days.1).map(|(_, day)| day) {
                word.take(day);
            }
        }
        if !word.conflict {
            word.says = by_the_books(word.said.0, word.bound, word.facts().0, word.tolerance_ppm);
        }
    }
    Ok(words)
}

/// Who is, or was, the officer of each village: its score is theirs together.
fn officers(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<DivisionId, BTreeSet<PersonId>>, Refusal> {
    let mut officers: BTreeMap<DivisionId, BTreeSet<PersonId>> = BTreeMap::new();
    for post in identity::desk::posts_of(tx, county, &[Role::InformationOfficer])? {
        let village = post.scope_path.trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
        if let Some(village) = village {
            officers.entry(DivisionId(village)).or_default().insert(post.person);
        }
    }
    Ok(officers)
}

fn said(tx: &mut Tx<'_>, county: &str, wanted: &Wanted<'_>, terms: &Terms) -> Result<Vec<Word>, Refusal> {
    let verdict = reports::verdict_of("s", "$6");
    let rows: Vec<Said> = tx.query(
        &format!(
            "SELECT s.id, s.kind, s.division, s.crop, s.period, s.grams, s.bound, s.from_day, s.to_day, s.told_at, s.made_by,
             s.informant, s.device, COALESCE(s.producer, 0), COALESCE(s.household, 0), (SELECT MAX(k.person) FROM supply_call_item i
               JOIN supply_call k ON k.county = i.county AND k.id = i.call
               WHERE i.county = s.county AND i.kind = 'supply' AND i.report = s.id) FROM supply_report s
             WHERE s.county = $1 AND s.path >= $2 AND s.path < $3 AND s.period >= $4 AND s.period <= $5 AND s.period <> ''
             AND s.kind IN ('supply', 'nothing') AND s.received_at <= $6 AND ($7 = 0 OR s.division = $7) AND {verdict} <> 'wrong'
             AND s.quarantine = '' AND NOT {} ORDER BY s.division, s.crop, s.period, s.id",
            reports::replaced_as_of("s", "$6")
        ),
        params![
            county,
            wanted.within.0,
            wanted.within.1,
            wanted.periods.0,
            wanted.periods.1,
            wanted.as_of,
            wanted.division.map_or(0, |division| division.0)
        ],
    )?;
    let mut of_periods: BTreeMap<(DivisionId, i64, Day), ByPhone> = BTreeMap::new();
    for row in rows {
        let of = of_periods.entry((row.division, row.crop, row.period)).or_default();
        of.entry((row.made_by, row.informant.clone(), row.device.clone())).or_default().push(row);
    }
    let mut words = Vec::new();
    for of in of_periods.into_values() {
        let conflict = differ(&of);
        let of = if conflict { of } else { together(of) };
        words.extend(of.into_values().filter_map(|said| word(&said, conflict, terms)));
    }
    Ok(words)
}

/// What each phone said: whose it is, for whom, and which.
type ByPhone = BTreeMap<(PersonId, String, String), Vec<Said>>;

/// Whether two phones speak of the same goods: of the same seller's, or one of them says that there is nothing at all.
fn differ(of: &ByPhone) -> bool {
    let mut phones: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    for said in of.values() {
        let sellers: BTreeSet<(i64, i64)> = said.iter().map(|said| (said.producer, said.household)).collect();
        for seller in sellers {
            *phones.entry(seller).or_default() += 1;
        }
    }
    let nothing = of.values().flatten().any(|said| said.kind == "nothing");
    of.len() > 1 && (nothing || phones.values().any(|phones| *phones > 1))
}

/// All that was said of a period as one word.
fn together(of: ByPhone) -> ByPhone {
    let Some(first) = of.keys().next().cloned() else { return of };
    BTreeMap::from([(first, of.into_values().flatten().collect())])
}

/// One word of all that one phone said of a period; none where it said that there is nothing, which speaks of no days.
fn word(said: &[Said], conflict: bool, terms: &Terms) -> Option<Word> {
    let days = |said: &Said| {
        let (from, to): (Day, Day) = (said.from.parse().ok()?, said.to.parse().ok()?);
        // Facts are later than the word: what was bought before it was said is in nobody's barn any more.
        Some((from.max(said.told_at.day()), to))
    };
    let supply: Vec<&Said> = said.iter().filter(|said| said.kind == "supply").collect();
    let first = supply.first()?;
    let days: Vec<(Day, Day)> = supply.iter().filter_map(|said| days(said)).collect();
    let to = days.iter().map(|(_, to)| *to).max()?;
    Some(Word {
        division: first.division,
        crop: first.crop,
        period: first.period,
        reports: supply.iter().map(|said| said.id).collect(),
        said: Grams(supply.iter().fold(0_i64, |sum, said| sum.saturating_add(said.grams))),
        bound: bound_of(supply.iter().map(|said| said.bound.as_str())),
        // The books of the year are closed before it is settled; those of the next are open then.
        days: (days.iter().map(|(from, _)| *from).min()?, to.min(Day::last_of_year(first.period.year())?)),
        tolerance_ppm: terms.tolerance_ppm.get(&first.crop).copied().unwrap_or_default(),
        persons: said.iter().flat_map(|said| [Some(said.made_by), said.caller]).flatten().collect(),
        bought: Grams(0),
        own: Grams(0),
        again: Grams(0),
        delivered: Grams(0),
        conflict,
        says: BooksSay::Nothing,
    })
}

/// What was bought of these villages between two days.
fn facts(
    tx: &mut Tx<'_>,
    county: &str,
    (villages, as_of): (&[DivisionId], Instant),
    (from, to): (Day, Day),
    terms: &Terms,
) -> Result<Facts, Refusal> {
    let mut facts: Facts = BTreeMap::new();
    for chunk in villages.chunks(512) {
        let (list, values) = store::listed(chunk, params![county, from, to]);
        let sql = format!(
            "SELECT division, product, day, person, CAST(SUM(grams) AS BIGINT), CAST(SUM(again_g) AS BIGINT) FROM bought_total
             WHERE county = $1 AND day >= $2 AND day <= $3 AND division IN ({list}) GROUP BY division, product, day, person"
        );
        let bought: Vec<(DivisionId, ProductId, Day, PersonId, i64, i64)> = tx.query(&sql, &values)?;
        for (division, product, day, person, grams, again) in bought {
            if let Some(crop) = terms.crop_of(product) {
                let of = facts.entry((division, crop)).or_default().entry(day).or_default();
                let sum = of.lines.entry(person).or_default();
                *sum = (sum.0 + grams, sum.1 + again);
            }
        }
        let (list, values) = store::listed(chunk, params![county, from, to, as_of]);
        let sql = format!(
            "SELECT division, crop, day, CAST(SUM(grams) AS BIGINT) FROM delivered_beside WHERE county = $1 AND day >= $2
             AND day <= $3 AND at <= $4 AND why = '' AND division IN ({list}) GROUP BY division, crop, day"
        );
        for (division, crop, day, grams) in tx.query::<(DivisionId, i64, Day, i64)>(&sql, &values)? {
            facts.entry((division, crop)).or_default().entry(day).or_default().delivered += grams;
        }
    }
    Ok(facts)
}

/// Reports of a year's periods, in a part of the scope tree, of which the books show more than was said.
pub(crate) fn too_little(
    tx: &mut Tx<'_>,
    county: &str,
    within: (&str, &str),
    (year, now): (i32, Instant),
) -> Result<Vec<i64>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else {
        return Ok(Vec::new());
    };
    let wanted = Wanted { within, division: None, periods: (first, last), as_of: now };
    let found = words(tx, county, &wanted)?.into_iter().filter(|word| word.says == BooksSay::More);
    Ok(found.flat_map(|word| word.reports).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(device: &str, kind: &str, producer: i64, grams: i64) -> Said {
        let day = Day::new(2026, 8, 10).unwrap();
        Said {
            id: grams,
            kind: kind.to_owned(),
            division: DivisionId(33),
            crop: 1,
            period: day,
            grams,
            bound: "exact".to_owned(),
            from: day.to_string(),
            to: day.to_string(),
            told_at: day.starts_at(),
            made_by: PersonId(7),
            caller: None,
            informant: String::new(),
            device: device.to_owned(),
            producer,
            household: 0,
        }
    }

    #[test]
    fn phones_differ_on_the_same_goods_alone_and_what_they_say_of_several_sellers_is_one_word() {
        // Phone, kind, producer or nobody's, grams; what the words of the period come to.
        for (all, expect) in [
            (vec![("a", "supply", 0, 50), ("a", "supply", 5, 3)], vec![53]),
            (vec![("a", "supply", 0, 50), ("b", "supply", 5, 3)], vec![53]),
            (vec![("a", "supply", 4, 2), ("b", "supply", 5, 3)], vec![5]),
            (vec![("a", "supply", 0, 50), ("b", "supply", 0, 40)], vec![50, 40]),
            (vec![("a", "supply", 0, 50), ("a", "supply", 5, 3), ("b", "supply", 5, 4)], vec![53, 4]),
            (vec![("a", "supply", 5, 3), ("b", "nothing", 0, 0)], vec![3]),
        ] {
            let mut of = ByPhone::new();
            for (device, kind, producer, grams) in &all {
                let one = said(device, kind, *producer, *grams);
                of.entry((one.made_by, one.informant.clone(), one.device.clone())).or_default().push(one);
            }
            let conflict = differ(&of);
            let of = if conflict { of } else { together(of) };
            let words = of.into_values().filter_map(|said| word(&said, conflict, &Terms::default()));
            let words: Vec<(i64, bool)> = words.map(|word| (word.said.0, word.conflict)).collect();
            let conflict = all.iter().any(|(_, kind, ..)| *kind == "nothing") || expect.len() > 1;
            assert_eq!(words, expect.iter().map(|grams| (*grams, conflict)).collect::<Vec<_>>(), "{all:?}");
        }
    }
}
