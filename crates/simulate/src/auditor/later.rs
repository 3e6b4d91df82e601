//! What villages reported against what was bought afterwards, and what was sold through offers and campaigns: read again
//! line by line, without the totals that the program keeps.

use super::facts::Facts;
use base::{Day, Instant, Refusal};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{FromRow, Tx, params};

store::row! {
    /// A report of a period of the season.
    #[derive(Clone, Debug)]
    pub struct Said {
        pub id: i64, pub client: String, pub kind: String, pub division: i64, pub crop: i64, pub period: Day, pub grams: i64,
        pub bound: String, pub from: String, pub to: String, pub told_at: Instant, pub made_by: i64, pub informant: String,
        pub device: String, pub quarantine: String,
    }
}

store::row! {
    /// Goods that came in from a producer or household, with where they live.
    #[derive(Clone, Debug)]
    pub struct CameIn {
        pub book: i64, pub seq: i64, pub line: i64, pub day: Day, pub division: i64, pub product: i64, pub grams: i64,
        pub unsalable: i64,
    }
}

store::row! {
    /// A delivery with its contract's side, who entered it, and the line that it stands on.
    #[derive(Clone, Debug)]
    pub struct Brought {
        pub contract: i64, pub delivery: i64, pub division: i64, pub crop: i64, pub day: Day, pub grams: i64, pub fen: i64,
        pub reverses: i64, pub source: String, pub by_village: bool, pub book: i64, pub seq: i64, pub line: i64, pub on_sale: bool,
    }
}

/// What each phone said of a period: whose it is, for whom, and which.
type ByPhone<'a> = BTreeMap<(i64, &'a str, &'a str), Vec<&'a Said>>;

/// All of it.
#[derive(Clone, Debug)]
pub struct Later {
    pub said: Vec<Said>,
    /// Which report of a device's id is replaced by which.
    pub replaced: Vec<(String, i64)>,
    /// Report, verdict, and whether it was accurate; in the order in which people judged.
    pub checks: Vec<(i64, String, Option<bool>)>,
    pub came_in: Vec<CameIn>,
    pub brought: Vec<Brought>,
    /// Crop and product.
    pub products: Vec<(i64, i64)>,
    /// Tolerance by crop, ppm.
    pub tolerance: HashMap<i64, i64>,
    /// Village by report of unsalable produce.
    pub villages: HashMap<i64, i64>,
}

impl Later {
    pub fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let tolerance: Vec<(i64, i64)> = all(tx, county, "SELECT id, tolerance_ppm FROM crop WHERE county = $1")?;
        let villages: Vec<(i64, i64)> = all(tx, county, "SELECT id, division FROM unsalable_report WHERE county = $1")?;
        Ok(Self {
            said: all(
                tx,
                county,
                "SELECT id, client, kind, division, crop, period, grams, bound, from_day, to_day, told_at, made_by, informant,
                 device, quarantine FROM supply_report WHERE county = $1 AND period <> '' ORDER BY id",
            )?,
            replaced: all(tx, county, "SELECT client, report FROM supply_replacement WHERE county = $1")?,
            checks: all(tx, county, "SELECT report, verdict, accurate FROM supply_check WHERE county = $1 ORDER BY report, seq")?,
            came_in: all(
                tx,
                county,
                "SELECT l.book, l.seq, l.line, e.counts_on, COALESCE(m.division, h.division), l.product,
                 l.quantity * CASE WHEN l.unit = 'g' THEN 1 ELSE p.pack_g END, COALESCE(o.unsalable, 0) FROM entry e
                 JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
                 JOIN product p ON p.county = l.county AND p.id = l.product AND (l.unit = 'g' OR p.pack_g IS NOT NULL)
                 JOIN counterparty c ON c.county = e.county AND c.id = e.counterparty AND c.kind IN ('producer', 'household')
                 LEFT JOIN producer m ON m.county = c.county AND c.kind = 'producer' AND m.id = c.ref
                 LEFT JOIN household h ON h.county = c.county AND c.kind = 'household' AND h.id = c.ref
                 LEFT JOIN lot o ON o.county = l.county AND o.id = l.lot
                 WHERE e.county = $1 AND e.kind IN ('purchase', 'consignment_intake')",
            )?,
            brought: all(
                tx,
                county,
                "SELECT v.contract, v.seq, t.division, t.crop, v.day, v.grams, v.amount_fen, v.reverses, COALESCE(o.source, ''),
                 CASE WHEN p.role IN ('information_officer', 'township_supervisor', 'producer') THEN 1 ELSE 0 END,
                 COALESCE(b.outlet, 0), COALESCE(b.entry, 0), COALESCE(b.line, 0), CASE WHEN e.kind = 'sale' THEN 1 ELSE 0 END
                 FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
                 LEFT JOIN offer o ON o.county = t.county AND o.id = t.offer
                 LEFT JOIN post p ON p.county = v.county AND p.id = v.made_post
                 LEFT JOIN delivery_book b ON b.county = v.county AND b.contract = v.contract AND b.delivery = v.seq
                   AND b.act <> 'freed' AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x WHERE x.county = b.county
                   AND x.contract = b.contract AND x.delivery = b.delivery)
                 LEFT JOIN entry e ON e.county = b.county AND e.book = b.outlet AND e.seq = b.entry
                 WHERE v.county = $1 ORDER BY v.contract, v.seq",
            )?,
            products: all(tx, county, "SELECT crop, product FROM crop_product WHERE county = $1")?,
            tolerance: tolerance.into_iter().collect(),
            villages: villages.into_iter().collect(),
        })
    }

    fn verdict(&self, report: i64) -> &str {
        self.checks.iter().rev().find(|check| check.0 == report).map_or("", |check| check.1.as_str())
    }

    fn looked(&self, report: i64) -> Option<bool> {
        self.checks.iter().filter(|check| check.0 == report).filter_map(|check| check.2).next_back()
    }

    fn stands(&self, one: &Said) -> bool {
        let takes = |other: &&Said| {
            (other.division, other.crop) == (one.division, one.crop)
                && other.id != one.id
                && other.quarantine.is_empty()
                && self.verdict(other.id) != "wrong"
        };
        let by = self.replaced.iter().filter(|(client, _)| *client == one.client).map(|(_, by)| *by);
        let by: BTreeSet<i64> = by.collect();
        one.quarantine.is_empty()
            && self.verdict(one.id) != "wrong"
            && !self.said.iter().filter(|other| by.contains(&other.id)).any(|other| takes(&other))
    }

    /// Grams of a crop that were bought of a village between two days.
    fn bought(&self, division: i64, crop: i64, (from, to): (Day, Day)) -> i64 {
        let crops = |product: i64| self.products.iter().filter(|of| of.1 == product).map(|of| of.0).collect::<Vec<_>>();
        let within = |day: Day| from <= day && day <= to;
        let lines = self.came_in.iter().filter(|line| {
            line.division == division && line.unsalable == 0 && within(line.day) && crops(line.product) == [crop]
        });
        let beside = self.brought.iter().filter(|one| {
            let undone = self.brought.iter().any(|w| (w.contract, w.reverses) == (one.contract, one.delivery));
            let stands_on = |line: &CameIn| (line.book, line.seq, line.line) == (one.book, one.seq, one.line);
            let found = self.came_in.iter().find(|line| stands_on(line));
            let counts = if one.book == 0 { !one.by_village } else { !one.on_sale && found.is_none() };
            let ordinary = one.source != "unsalable" && one.reverses == 0 && !undone;
            (one.division, one.crop) == (division, crop) && within(one.day) && ordinary && counts
        });
        lines.map(|line| line.grams).sum::<i64>() + beside.map(|one| one.grams).sum::<i64>()
    }

    /// Reports of a year that were judged, and accurate among them, by village.
    pub fn judged(&self, year: i32) -> BTreeMap<i64, (i64, i64)> {
        let mut counted: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        let mut add = |village: i64, right: bool| {
            let of = counted.entry(village).or_default();
            *of = (of.0 + 1, of.1 + i64::from(right));
        };
        let mut words: BTreeMap<(i64, i64, Day), ByPhone<'_>> = BTreeMap::new();
        for one in self.said.iter().filter(|one| one.period.year() == year) {
            if let Some(right) = self.looked(one.id) {
                add(one.division, right);
            }
            if self.stands(one) {
                let of = words.entry((one.division, one.crop, one.period)).or_default();
                of.entry((one.made_by, &one.informant, &one.device)).or_default().push(one);
            }
        }
        for ((division, crop, _), said) in words {
            let [all] = said.into_values().collect::<Vec<_>>().try_into().unwrap_or_else(|_| [Vec::new()]);
            let supply: Vec<&Said> = all.into_iter().filter(|one| one.kind == "supply").collect();
            let days =
                supply.iter().filter_map(|one| Some((one.from.parse().ok()?, one.to.parse().ok()?, one.told_at.day())));
            let days: Vec<(Day, Day, Day)> = days.collect();
            let from = days.iter().map(|(from, _, told)| *from.max(told)).min();
            let to = days.iter().map(|(_, to, _)| *to).max();
            let last = Day::last_of_year(year);
            let (Some(from), Some(to), Some(last)) = (from, to, last) else { continue };
            if supply.iter().any(|one| self.looked(one.id).is_some()) {
                continue;
            }
            let bought = self.bought(division, crop, (from, to.min(last)));
            let said: i64 = supply.iter().map(|one| one.grams).sum();
            let slack = i128::from(said) * i128::from(self.tolerance.get(&crop).copied().unwrap_or_default());
            let off = (i128::from(bought) - i128::from(said)) * 1_000_000;
            let open = supply.iter().any(|one| one.bound == "at_least");
            if bought > 0 && off >= -slack {
                add(division, off <= slack || open);
            }
        }
        counted
    }

    /// Fen and grams of a year that came of offers of each village's supply and of its declared produce.
    pub fn promoted(&self, facts: &Facts, year: i32) -> BTreeMap<i64, i64> {
        let mut fen: BTreeMap<i64, i64> = BTreeMap::new();
        for one in self.brought.iter().filter(|one| one.source == "report" && one.day.year() == year) {
            let of =
                self.brought.iter().find(|v| v.contract == one.contract && v.delivery == one.reverses).unwrap_or(one);
            if of.book != 0 || !one.by_village {
                *fen.entry(one.division).or_default() += one.fen;
            }
        }
        let entries = facts.by_number();
        for line in facts.lines.iter().filter(|line| line.listed) {
            let Some(report) = line.campaign.filter(|report| facts.declared.contains(report)) else { continue };
            let Some(entry) = entries.get(&(line.book, line.seq)) else { continue };
            if let Some(village) = self.villages.get(&report).filter(|_| entry.counts_on.starts_with(&year.to_string()))
            {
                *fen.entry(*village).or_default() += super::books::sells(&entry.kind) * line.amount;
            }
        }
        fen
    }
}

fn all<T: FromRow>(tx: &mut Tx<'_>, county: &str, sql: &str) -> Result<Vec<T>, Refusal> {
    Ok(tx.query(sql, params![county])?)
}
