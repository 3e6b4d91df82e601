//! Totals that are kept with every entry, and the recount that proves them.
//!
//! Three sums over lines: year sales by book, product and campaign; stock by book, product and lot;
//! intake by book, product and supplier. Invariants: a reversal takes back exactly what its
//! entry gave; weight and pieces are summed apart. Recorded sales are all that the book says was
//! sold, listed sales those of products that were listed at that moment, local sales
//! those of them that were grown in the county.

use crate::form::{EntryForm, LineForm};
use base::{
    Fen, Quantity,
    ids::{LotId, OutletId, ProductId},
};
use std::{collections::BTreeMap, hash::Hash};

/// What a sales total is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SalesKey {
    /// The outlet's book.
    pub book: OutletId,
    /// Calendar year of the business day.
    pub year: i32,
    /// What was sold.
    pub product: ProductId,
    /// For which campaign, if any.
    pub campaign: Option<i64>,
}

/// What a stock total is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StockKey {
    /// The outlet's book.
    pub book: OutletId,
    /// What is kept.
    pub product: ProductId,
    /// Of which lot, where stock is kept by lot.
    pub lot: Option<LotId>,
}

/// What an intake total is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntakeKey {
    /// The outlet's book.
    pub book: OutletId,
    /// Calendar year of the business day.
    pub year: i32,
    /// What was taken in.
    pub product: ProductId,
    /// From whom.
    pub supplier: Option<i64>,
}

/// Weight and pieces, never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Grams.
    pub quantity_g: i64,
    /// Pieces.
    pub quantity_pieces: i64,
}

/// What was sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sales {
    /// All of it.
    pub recorded_fen: Fen,
    /// Of listed products.
    pub listed_fen: Fen,
    /// Of listed products that are local.
    pub local_fen: Fen,
    /// How much.
    pub quantity: Amounts,
}

/// All totals of some entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Year sales.
    pub sales: BTreeMap<SalesKey, Sales>,
    /// What is in stock.
    pub stock: BTreeMap<StockKey, Amounts>,
    /// What was taken in.
    pub intake: BTreeMap<IntakeKey, Amounts>,
}

base::refusals! {
    /// Why an entry is not summed.
    pub enum TotalsRefusal {
        /// An entry without lines.
        NoLines { seq: i64 } => 422 "entry.no_lines" "第 {seq} 号单据没有明细" "entry {seq} has no lines",
        /// The lines do not add up to the total.
        Sum { seq: i64, total: String, lines: String } => 422 "entry.sum"
            "第 {seq} 号单据合计 {total} 元，明细相加为 {lines} 元" "entry {seq} says ¥{total}, its lines add up to ¥{lines}",
        /// Larger than can be held.
        Overflow { seq: i64 } => 422 "entry.overflow" "第 {seq} 号单据使累计数过大" "entry {seq} makes a total too large",
    }
}

/// A kept total that is not what the entries say. A total that is missing counts as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<K, V> {
    /// Of what.
    pub key: K,
    /// What was kept.
    pub kept: V,
    /// What was counted.
    pub counted: V,
}

impl Totals {
    /// Totals of many entries.
    ///
    /// # Errors
    /// The first entry that cannot be summed.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e EntryForm>) -> Result<Self, TotalsRefusal> {
        let mut totals = Self::default();
        entries.into_iter().try_for_each(|entry| totals.add(entry))?;
        Ok(totals)
    }

    /// Adds one entry. After an error the totals are not to be used.
    ///
    /// # Errors
    /// In the order of [`TotalsRefusal`].
    pub fn add(&mut self, entry: &EntryForm) -> Result<(), TotalsRefusal> {
        let seq = entry.seq;
        if entry.lines.is_empty() {
            return Err(TotalsRefusal::NoLines { seq });
        }
        let sum = Fen::total(entry.lines.iter().map(|line| line.amount_fen)).ok_or(TotalsRefusal::Overflow { seq })?;
        if sum != entry.total_fen {
            return Err(TotalsRefusal::Sum { seq, total: entry.total_fen.to_string(), lines: sum.to_string() });
        }
        entry.lines.iter().try_for_each(|line| self.add_line(entry, line)).ok_or(TotalsRefusal::Overflow { seq })
    }

    fn add_line(&mut self, entry: &EntryForm, line: &LineForm) -> Option<()> {
        let (book, year, product) = (entry.book, entry.day.year(), line.product);
        if entry.kind.stock_sign() != 0 {
            let key = StockKey { book, product, lot: line.lot };
            self.stock.entry(key).or_default().add(line.quantity, entry.kind.stock_sign())?;
        }
        if entry.kind.sales_sign() != 0 {
            let key = SalesKey { book, year, product, campaign: line.campaign };
            self.sales.entry(key).or_default().add(line, entry.kind.sales_sign())?;
        }
        if entry.kind.intake_sign() != 0 {
            let key = IntakeKey { book, year, product, supplier: entry.counterparty };
            self.intake.entry(key).or_default().add(line.quantity, entry.kind.intake_sign())?;
        }
        Some(())
    }
}

impl Amounts {
    fn add(&mut self, quantity: Quantity, sign: i64) -> Option<()> {
        let (sum, more) = match quantity {
            Quantity::G(grams) => (&mut self.quantity_g, grams),
            Quantity::Pieces(pieces) => (&mut self.quantity_pieces, pieces),
        };
        *sum = sum.checked_add(more.checked_mul(sign)?)?;
        Some(())
    }
}

impl Sales {
    fn add(&mut self, line: &LineForm, sign: i64) -> Option<()> {
        let amount = Fen(line.amount_fen.0.checked_mul(sign)?);
        self.recorded_fen = self.recorded_fen.plus(amount)?;
        if line.listed {
            self.listed_fen = self.listed_fen.plus(amount)?;
        }
        if line.listed && line.local {
            self.local_fen = self.local_fen.plus(amount)?;
        }
        self.quantity.add(line.quantity, sign)
    }
}

/// What differs between kept and counted totals, in the order of the keys; for any of the three sums.
pub fn recount<K, V>(kept: &BTreeMap<K, V>, counted: &BTreeMap<K, V>) -> Vec<Difference<K, V>>
where
    K: Copy + Ord + Hash,
    V: Copy + Default + PartialEq,
{
    let keys: std::collections::BTreeSet<&K> = kept.keys().chain(counted.keys()).collect();
    let value = |sums: &BTreeMap<K, V>, key: &K| sums.get(key).copied().unwrap_or_default();
    keys.into_iter()
        .map(|key| Difference { key: *key, kept: value(kept, key), counted: value(counted, key) })
        .filter(|difference| difference.kept != difference.counted)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Kind,
        reversal::{Undo, mirror},
        samples::{bare, peaches, sale, soap},
    };
    use proptest::prelude::*;

    fn entry(seq: i64, kind: Kind, lines: Vec<LineForm>) -> EntryForm {
        let total_fen = lines.iter().map(|line| line.amount_fen).sum();
        EntryForm { kind, lines, total_fen, counterparty: Some(9), ..sale(seq) }
    }

    fn peach_key(totals: &Totals) -> Sales {
        *totals.sales.iter().find(|(key, _)| key.product == ProductId(11)).unwrap().1
    }

    #[test]
    fn a_sale_counts_all_listed_and_local() {
        let unlisted_local = LineForm { listed: false, ..peaches() };
        let listed_foreign = LineForm { local: false, ..peaches() };
        let totals =
            Totals::of(&[entry(1, Kind::Sale, vec![peaches(), unlisted_local, listed_foreign, soap()])]).unwrap();
        let peaches = Sales {
            recorded_fen: Fen(9_000),
            listed_fen: Fen(6_000),
            local_fen: Fen(3_000),
            quantity: Amounts { quantity_g: 4_500, quantity_pieces: 0 },
        };
        assert_eq!(peach_key(&totals), peaches);
        assert_eq!(totals.sales.len(), 2);
    }

    #[test]
    fn each_kind_moves_what_it_should() {
        for (kind, stock, sold, intake) in [
            (Kind::Purchase, 1_500, None, Some(1_500)),
            (Kind::Sale, -1_500, Some(3_000), None),
            (Kind::Return, 1_500, Some(-3_000), None),
            (Kind::Loss, -1_500, None, None),
            (Kind::Transfer, 1_500, None, None),
            (Kind::ConsignmentIntake, 1_500, None, Some(1_500)),
            (Kind::ConsignmentSettlement, 0, None, None),
            (Kind::Repack, 1_500, None, None),
        ] {
            let totals = Totals::of(&[entry(1, kind, vec![peaches()])]).unwrap();
            assert_eq!(totals.stock.values().map(|a| a.quantity_g).sum::<i64>(), stock, "{kind:?}");
            assert_eq!(totals.sales.values().next().map(|s| s.recorded_fen.0), sold, "{kind:?}");
            assert_eq!(totals.intake.values().next().map(|a| a.quantity_g), intake, "{kind:?}");
        }
    }

    #[test]
    fn the_year_is_the_business_days() {
        let late = EntryForm {
            day: "2020-12-31".parse().unwrap(),
            recorded_at: "2021-01-03T01:00:00Z".parse().unwrap(),
            ..sale(1)
        };
        let next = EntryForm { day: "2021-01-01".parse().unwrap(), ..sale(2) };
        let years: Vec<i32> = Totals::of(&[late, next]).unwrap().sales.keys().map(|key| key.year).collect();
        assert_eq!(years, [2020, 2020, 2021, 2021]);
    }

    #[test]
    fn entries_that_do_not_add_up_are_refused() {
        let wrong = EntryForm { total_fen: Fen(3_849), ..sale(6) };
        let sum = TotalsRefusal::Sum { seq: 6, total: "38.49".into(), lines: "38.50".into() };
        assert_eq!(Totals::of(&[wrong]), Err(sum));
        assert_eq!(Totals::of(&[EntryForm { lines: vec![], ..bare(1) }]), Err(TotalsRefusal::NoLines { seq: 1 }));
        let vast = LineForm { amount_fen: Fen(i64::MAX), ..peaches() };
        let entries = [1, 2].map(|seq| entry(seq, Kind::Sale, vec![vast.clone()]));
        assert_eq!(Totals::of(&entries), Err(TotalsRefusal::Overflow { seq: 2 }));
    }

    #[test]
    fn a_recount_names_each_difference() {
        let counted = Totals::of(&[sale(1), bare(2)]).unwrap();
        assert_eq!(recount(&counted.sales, &counted.sales), []);
        let mut kept = counted.clone();
        let key = *kept.sales.keys().next().unwrap();
        kept.sales.get_mut(&key).unwrap().listed_fen = Fen(1);
        let lost = *kept.stock.keys().next().unwrap();
        kept.stock.remove(&lost);
        let sales = recount(&kept.sales, &counted.sales);
        assert_eq!(sales, [Difference { key, kept: kept.sales[&key], counted: counted.sales[&key] }]);
        let stock = recount(&kept.stock, &counted.stock);
        assert_eq!(stock, [Difference { key: lost, kept: Amounts::default(), counted: counted.stock[&lost] }]);
    }

    proptest! {
        #[test]
        fn a_reversal_takes_back_what_its_entry_gave(
            kind in prop::sample::select(Kind::ALL),
            lines in prop::collection::vec((-1_000_000_i64..1_000_000, -1_000_000_i64..1_000_000, any::<bool>(), any::<bool>()), 1..6),
        ) {
            let lines = lines.into_iter().map(|(fen, grams, listed, local)| LineForm {
                amount_fen: Fen(fen), quantity: Quantity::G(grams), listed, local, ..peaches()
            }).collect();
            let entry = entry(1, kind, lines);
            let undo = Undo { seq: 2, day: entry.day, recorded_at: entry.recorded_at, person: entry.person, post: entry.post };
            let reversal = mirror(&entry, None, undo).unwrap();
            let totals = Totals::of(&[entry, reversal]).unwrap();
            let nothing = Totals::default();
            prop_assert_eq!(recount(&totals.sales, &nothing.sales), vec![]);
            prop_assert_eq!(recount(&totals.stock, &nothing.stock), vec![]);
            prop_assert_eq!(recount(&totals.intake, &nothing.intake), vec![]);
        }
    }
}
