//! What an outlet took in of a village, kept with the entry: what villages reported is held against it (E5).
//!
//! Where a seller lives and what a piece weighs may change, so both are kept as they were; a reversal takes back what its
//! entry gave. Goods of a lot that is tied to unsalable produce are left out: that is a report of its own.

use crate::{around, counterparty, sql, verify::BooksReport};
use base::{
    Day, Quantity, Refusal,
    ids::{DivisionId, LotId, OutletId, ProductId},
};
use books::{EntryForm, LineForm, totals::recount};
use edge::Actor;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use supply::desk::BoughtLine;

/// An entry that takes goods in.
pub(super) struct Intake {
    seq: i64,
    counterparty: Option<i64>,
    reverses: Option<i64>,
    day: Day,
    lines: Vec<LineForm>,
}

impl Intake {
    /// What an entry takes in, if it takes anything in.
    pub(super) fn of(entry: &EntryForm, counts_on: Day) -> Option<Self> {
        (entry.kind.intake_sign() != 0).then(|| Self {
            seq: entry.seq,
            counterparty: entry.counterparty,
            reverses: entry.reverses,
            day: counts_on,
            lines: entry.lines.clone(),
        })
    }
}

/// Keeps what was taken in of villages.
pub(super) fn write(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, intakes: &[Intake]) -> Result<(), Refusal> {
    let county = actor.county_id();
    let lots: Vec<LotId> = intakes.iter().flat_map(|intake| &intake.lines).filter_map(|line| line.lot).collect();
    let tied = sql::find_tied(tx, county, &lots)?;
    let mut villages: BTreeMap<i64, Option<DivisionId>> = BTreeMap::new();
    let mut kept = Vec::new();
    for intake in intakes {
        if let Some(undone) = intake.reverses {
            let gave = supply::desk::bought_lines(tx, county, outlet, Some(undone))?;
            let back = |line: BoughtLine| BoughtLine { seq: intake.seq, day: intake.day, grams: -line.grams, ..line };
            kept.extend(gave.into_iter().map(back));
            continue;
        }
        let Some(seller) = intake.counterparty else { continue };
        let village = match villages.get(&seller) {
            Some(found) => *found,
            None => {
                let found = village(tx, county, seller)?;
                villages.insert(seller, found);
                found
            }
        };
        if let Some(village) = village {
            kept.extend(lines(tx, actor, intake, village, &tied)?);
        }
    }
    supply::desk::keep_bought(tx, county, outlet, &kept)
}

fn village(tx: &mut Tx<'_>, county: &str, seller: i64) -> Result<Option<DivisionId>, Refusal> {
    match counterparty::what(tx, county, seller)? {
        Some((kind, id)) => around::village_of(tx, county, &kind, id),
        None => Ok(None),
    }
}

fn lines(
    tx: &mut Tx<'_>,
    actor: &Actor,
    intake: &Intake,
    village: DivisionId,
    tied: &BTreeSet<LotId>,
) -> Result<Vec<BoughtLine>, Refusal> {
    let pieces: Vec<ProductId> = intake
        .lines
        .iter()
        .filter(|line| matches!(line.quantity, Quantity::Pieces(_)))
        .map(|line| line.product)
        .collect();
    let packs: BTreeMap<ProductId, i64> = around::products_at(tx, actor.county_id(), &pieces, actor.now)?
        .into_iter()
        .filter_map(|product| product.pack_g.map(|pack_g| (product.id, pack_g)))
        .collect();
    let line = |(number, line): (i64, &LineForm)| {
        if line.lot.is_some_and(|lot| tied.contains(&lot)) {
            return None;
        }
        let unit_g = match line.quantity {
            Quantity::G(_) => 1,
            // Pieces of which nobody knows the weight prove nothing of what was weighed.
            Quantity::Pieces(_) => packs.get(&line.product).copied()?,
        };
        let grams = grams(line, unit_g).filter(|grams| *grams != 0)?;
        let (product, day) = (line.product, intake.day);
        Some(BoughtLine { seq: intake.seq, line: number, division: village, product, day, unit_g, grams })
    };
    Ok((1..).zip(&intake.lines).filter_map(line).collect())
}

fn grams(line: &LineForm, unit_g: i64) -> Option<i64> {
    match line.quantity {
        Quantity::G(grams) => Some(grams),
        Quantity::Pieces(pieces) => pieces.checked_mul(unit_g),
    }
}

/// What an outlet bought of villages, counted again from its lines.
pub(crate) struct Bought {
    /// Lines that are kept and were not met yet.
    kept: BTreeMap<(i64, i64), BoughtLine>,
    met: Vec<BoughtLine>,
    /// Lines that say something else than the book.
    unlike: Vec<(i64, i64)>,
}

impl Bought {
    pub(crate) fn load(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Self, Refusal> {
        let lines = supply::desk::bought_lines(tx, county, outlet, None)?;
        let kept = lines.into_iter().map(|line| ((line.seq, line.line), line)).collect();
        Ok(Self { kept, met: Vec::new(), unlike: Vec::new() })
    }

    /// Meets an entry whose day is the one that it counts on.
    pub(crate) fn add(&mut self, entry: &EntryForm) {
        for (number, line) in (1..).zip(&entry.lines) {
            let Some(kept) = self.kept.remove(&(entry.seq, number)) else { continue };
            let says = (kept.product, kept.day, Some(kept.grams));
            if entry.kind.intake_sign() == 0 || says != (line.product, entry.day, grams(line, kept.unit_g)) {
                self.unlike.push((entry.seq, number));
            }
            self.met.push(kept);
        }
    }

    /// Says where lines and totals differ.
    pub(crate) fn compare(
        self,
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        report: &mut BooksReport,
    ) -> Result<(), Refusal> {
        // A line that the book does not have counts for nothing.
        let strange: BTreeMap<(i64, i64), i64> =
            self.kept.into_keys().chain(self.unlike).map(|line| (line, 1)).collect();
        let found = recount(&strange, &BTreeMap::new());
        crate::verify::say(report, outlet, "totals.bought", "收购自各村的明细", "lines bought of villages", &found);
        let kept = supply::desk::bought_totals(tx, county, outlet)?;
        let found = recount(&kept, &supply::desk::bought_sums(self.met.iter()));
        crate::verify::say(report, outlet, "totals.bought", "各村被收购累计", "totals bought of villages", &found);
        Ok(())
    }
}
