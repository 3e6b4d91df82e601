//! What an outlet bought of villages, counted again from the lines of its book: what is kept that no line says, what a line
//! says that is not kept, and totals.
//!
//! A line that is missing is told by where its seller lives today, since nothing else says where that was: sellers move
//! only where divisions are merged, from village to village.

use super::bought::{Seller, counts, grams, seller};
use crate::verify::{BookProblem, BooksReport, say};
use base::{
    Quantity, Refusal, Text,
    ids::{LotId, OutletId, PersonId},
};
use books::{EntryForm, totals::recount};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};
use supply::desk::BoughtLine;

/// What is kept of an outlet, and what its book says.
pub(crate) struct Bought {
    /// Lines that are kept and were not met yet.
    kept: BTreeMap<(i64, i64), BoughtLine>,
    /// Sellers of villages, by number of the counterparty.
    sellers: BTreeMap<i64, Seller>,
    /// Lots that are tied to reports of unsalable produce.
    tied: BTreeSet<LotId>,
    /// Who entered what takes goods of villages in.
    entered: BTreeMap<i64, PersonId>,
    met: Vec<BoughtLine>,
    /// Lines that say something else than the book.
    unlike: Vec<(i64, i64)>,
    /// Lines of the book that are not kept.
    missing: Vec<(i64, i64)>,
}

impl Bought {
    pub(crate) fn load(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Self, Refusal> {
        let lines = supply::desk::bought_lines(tx, county, outlet, None)?;
        let kept = lines.into_iter().map(|line| ((line.seq, line.line), line)).collect();
        let numbers: Vec<i64> = tx.query(
            "SELECT DISTINCT counterparty FROM entry WHERE county = $1 AND book = $2 AND counterparty IS NOT NULL
             AND kind IN ('purchase', 'consignment_intake') ORDER BY counterparty",
            params![county, outlet],
        )?;
        let mut sellers = BTreeMap::new();
        for number in numbers {
            if let Some(found) = seller(tx, county, (number, outlet))? {
                sellers.insert(number, found);
            }
        }
        let sql =
            "SELECT DISTINCT l.lot FROM line l JOIN lot o ON o.county = l.county AND o.id = l.lot AND o.unsalable <> 0
                   WHERE l.county = $1 AND l.book = $2";
        let tied = tx.query::<LotId>(sql, params![county, outlet])?.into_iter().collect();
        let (entered, met, unlike, missing) = (BTreeMap::new(), Vec::new(), Vec::new(), Vec::new());
        Ok(Self { kept, sellers, tied, entered, met, unlike, missing })
    }

    /// Meets an entry whose day is the one that it counts on.
    pub(crate) fn add(&mut self, entry: &EntryForm) {
        let intake = entry.kind.intake_sign() != 0;
        let found = entry.counterparty.and_then(|number| self.sellers.get(&number).copied()).filter(|_| intake);
        let person = entry.reverses.and_then(|undone| self.entered.get(&undone).copied()).unwrap_or(entry.person);
        if intake {
            self.entered.insert(entry.seq, person);
        }
        for (number, line) in (1..).zip(&entry.lines) {
            let due = found.filter(|_| counts(line, &self.tied));
            match (self.kept.remove(&(entry.seq, number)), due) {
                (Some(kept), due) => {
                    let says = (kept.product, kept.day, Some(kept.grams), kept.person, Some(kept.producer));
                    let counted = grams(line, kept.unit_g);
                    let book = (line.product, entry.day, counted, person, due.map(|seller| seller.producer));
                    if says != book {
                        self.unlike.push((entry.seq, number));
                    }
                    self.met.push(kept);
                }
                (None, Some(seller)) => {
                    self.missing.push((entry.seq, number));
                    // Its total may be missing with it; of pieces nobody knows what they weighed then.
                    if let Quantity::G(grams) = line.quantity {
                        self.met.push(BoughtLine {
                            seq: entry.seq,
                            line: number,
                            division: seller.village,
                            product: line.product,
                            day: entry.day,
                            unit_g: 1,
                            grams,
                            person,
                            producer: seller.producer,
                            again: seller.again,
                        });
                    }
                }
                (None, None) => {}
            }
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
        if let Some((seq, line)) = self.missing.first() {
            let count = self.missing.len();
            let message = Text::new(
                format!("收购自各村的明细缺 {count} 行，首处是 {seq} 号单据第 {line} 行"),
                format!("{count} lines bought of villages are missing, the first is line {line} of entry {seq}"),
            );
            report.problems.push(BookProblem { outlet, code: "bought.missing".into(), message });
        }
        // A line that the book does not have counts for nothing.
        let strange: BTreeMap<(i64, i64), i64> =
            self.kept.into_keys().chain(self.unlike).map(|line| (line, 1)).collect();
        let found = recount(&strange, &BTreeMap::new());
        say(report, outlet, "totals.bought", "收购自各村的明细", "lines bought of villages", &found);
        let kept = supply::desk::bought_totals(tx, county, outlet)?;
        let counted = supply::desk::bought_sums(self.met.iter());
        let found = recount(&kept, &counted);
        say(report, outlet, "totals.bought", "各村被收购累计", "totals bought of villages", &found);
        Ok(())
    }
}
