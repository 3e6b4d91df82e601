//! What a book bought of each seller and what of it stands on no payment list, kept with the entry: a point's phone asks
//! for it at each refresh.
//!
//! Invariant: a sum is that of the purchases of a seller, those that were undone with their reversals.

use super::by_means;
use crate::verify::{BooksReport, say};
use base::{Quantity, Refusal, ids::OutletId};
use books::{EntryForm, Kind, Means, totals::recount};
use std::collections::BTreeMap;
use store::{Tx, Value, params};

/// Purchases, grams, what it came to, what of it is on account, and the last entry.
type Sum = [i64; 5];

/// Purchases of sellers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sellers {
    sums: BTreeMap<i64, Sum>,
    /// Entries on account, by seller.
    on_account: BTreeMap<(i64, i64), i64>,
}

impl Sellers {
    /// Adds an entry if it buys of somebody; none if a sum is too large.
    pub(crate) fn add(&mut self, entry: &EntryForm) -> Option<()> {
        let (Kind::Purchase, Some(seller)) = (entry.kind, entry.counterparty) else { return Some(()) };
        let means = by_means(&entry.payments)?;
        let on_account = Means::ALL.iter().zip(means).find(|(means, _)| **means == Means::OnAccount);
        let on_account = on_account.map_or(0, |(_, fen)| fen);
        let grams = entry.lines.iter().try_fold(0_i64, |sum, line| match line.quantity {
            Quantity::G(grams) => sum.checked_add(grams),
            Quantity::Pieces(_) => Some(sum),
        })?;
        let slips = if entry.reverses.is_none() { 1 } else { -1 };
        let [sum_slips, sum_grams, sum_fen, sum_on_account, last] = self.sums.entry(seller).or_default();
        *sum_slips += slips;
        *sum_grams = sum_grams.checked_add(grams)?;
        *sum_fen = sum_fen.checked_add(entry.total_fen.0)?;
        *sum_on_account = sum_on_account.checked_add(on_account)?;
        *last = entry.seq;
        if on_account != 0 {
            self.on_account.insert((seller, entry.seq), 1);
        }
        Some(())
    }

    /// Adds to what is kept.
    pub(super) fn write(&self, tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<(), Refusal> {
        let row = |(seller, sum): (&i64, &Sum)| {
            let mut row = params![county, outlet, *seller].to_vec();
            row.extend(sum.iter().map(|part| Value::from(*part)));
            row
        };
        tx.upsert_many(
            "INSERT INTO seller_total (county, outlet, counterparty, slips, quantity_g, total_fen, on_account_fen, last_seq)",
            &self.sums.iter().map(row).collect::<Vec<_>>(),
            " ON CONFLICT (county, outlet, counterparty) DO UPDATE SET slips = seller_total.slips + excluded.slips,
             quantity_g = seller_total.quantity_g + excluded.quantity_g, total_fen = seller_total.total_fen + excluded.total_fen,
             on_account_fen = seller_total.on_account_fen + excluded.on_account_fen, last_seq = excluded.last_seq",
        )?;
        let open = self.on_account.keys().map(|(seller, seq)| params![county, outlet, *seller, *seq].to_vec());
        tx.insert_many("INSERT INTO open_purchase (county, outlet, counterparty, seq)", &open.collect::<Vec<_>>())?;
        Ok(())
    }

    /// Says where what is kept differs from these sums of the whole book.
    pub(crate) fn compare(
        mut self,
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        report: &mut BooksReport,
    ) -> Result<(), Refusal> {
        type Row = (i64, i64, i64, i64, i64, i64);
        let kept: Vec<Row> = tx.query(
            "SELECT counterparty, slips, quantity_g, total_fen, on_account_fen, last_seq FROM seller_total
             WHERE county = $1 AND outlet = $2",
            params![county, outlet],
        )?;
        let kept = kept.into_iter().map(|(seller, a, b, c, d, e)| (seller, [a, b, c, d, e])).collect();
        say(report, outlet, "totals.sellers", "各卖家收购累计", "totals of sellers", &recount(&kept, &self.sums));
        let of = |table: &str| {
            format!(
                "SELECT counterparty, seq FROM {table} WHERE county = $1 AND outlet = $2 ORDER BY counterparty, seq"
            )
        };
        for claimed in tx.query::<(i64, i64)>(&of("payment_claim"), params![county, outlet])? {
            self.on_account.remove(&claimed);
        }
        let open = tx.query::<(i64, i64)>(&of("open_purchase"), params![county, outlet])?;
        let open = open.into_iter().map(|entry| (entry, 1)).collect();
        say(report, outlet, "totals.open", "待付的收购", "purchases to be paid", &recount(&open, &self.on_account));
        Ok(())
    }
}
