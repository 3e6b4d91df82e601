//! Receipts of a file that were recorded here already: where vouchers are redeemed at an outlet with a till of its own.
//!
//! A receipt is known by day and number, and only if it says what was recorded here. Where the file has more on it
//! (what no voucher paid for), the rest goes in; where it says something else, its rows stay out and people decide.

use super::plan::Fit;
use crate::till_number::{SoldHere, plain, sold_here};
use base::{
    Day, Fen, Refusal,
    ids::{OutletId, ProductId},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Tx;

/// A receipt on which the file and the book do not say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReceiptDiffers {
    /// Its number, as the file has it.
    pub receipt: String,
    /// Business day.
    pub day: Day,
    /// The sale that was recorded here.
    pub seq: i64,
    /// What that sale came to.
    pub booked_fen: Fen,
    /// What the file says.
    pub file_fen: Fen,
    /// What the file has beyond the sale, which goes in; 0 where the two do not fit and its rows stay out.
    pub rest_fen: Fen,
    /// The rows stay out, and the import asks for a confirmation.
    pub stays_out: bool,
}

/// What becomes of a row with a receipt number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// It is recorded here already.
    Known,
    /// It was not recorded here.
    New,
    /// It is of a receipt that does not fit.
    StaysOut,
}

/// The receipts of a file that were recorded here.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    sold: BTreeMap<(Day, String), (SoldHere, SoldHere, String)>,
}

impl Receipts {
    /// Finds them; a file without receipt numbers asks nothing.
    pub(super) fn find(
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        days: (Day, Day),
        fits: &[Fit<'_>],
    ) -> Result<Self, Refusal> {
        if fits.iter().all(|fit| fit.receipt.is_none()) {
            return Ok(Self::default());
        }
        let mut here = sold_here(tx, county, outlet, days)?;
        let mut sold: BTreeMap<(Day, String), (SoldHere, SoldHere, String)> = BTreeMap::new();
        for fit in fits {
            let Some((key, number)) = key(fit) else { continue };
            if let Some(sale) = here.remove(&key) {
                sold.insert(key.clone(), (sale, SoldHere::default(), number.to_owned()));
            }
            if let Some((_, file, _)) = sold.get_mut(&key) {
                let amount = file.of.entry(fit.product).or_default();
                *amount = amount.saturating_add(fit.line.amount.0);
                file.total = Fen(file.total.0.saturating_add(fit.line.amount.0));
            }
        }
        Ok(Self { sold })
    }

    /// What becomes of a row.
    pub(super) fn row(&self, fit: &Fit<'_>) -> Row {
        let sale = key(fit).and_then(|(key, _)| self.sold.get(&key));
        sale.map_or(Row::New, |(here, file, _)| judge(here, file, fit.product))
    }

    /// Those that do not say the same.
    pub(super) fn differing(&self) -> Vec<ReceiptDiffers> {
        let all = self.sold.iter().filter(|(_, (here, file, _))| !same(here, file));
        all.map(|((day, _), (here, file, receipt))| {
            let stays_out = !contains(file, here);
            let rest = if stays_out { 0 } else { file.total.0.saturating_sub(here.total.0) };
            ReceiptDiffers {
                receipt: receipt.clone(),
                day: *day,
                seq: here.seq,
                booked_fen: here.total,
                file_fen: file.total,
                rest_fen: Fen(rest),
                stays_out,
            }
        })
        .collect()
    }
}

fn key<'f>(fit: &'f Fit<'_>) -> Option<((Day, String), &'f str)> {
    fit.receipt.as_deref().map(|number| ((fit.line.date, plain(number)), number))
}

/// The same products for the same money; how a discount falls on them may differ.
fn same(here: &SoldHere, file: &SoldHere) -> bool {
    here.total == file.total && here.of.keys().eq(file.of.keys())
}

/// The file says all that was recorded here, and more.
fn contains(file: &SoldHere, here: &SoldHere) -> bool {
    here.of.iter().all(|(product, amount)| file.of.get(product) == Some(amount))
}

fn judge(here: &SoldHere, file: &SoldHere, product: ProductId) -> Row {
    if same(here, file) {
        return Row::Known;
    }
    match (contains(file, here), here.of.contains_key(&product)) {
        (false, _) => Row::StaysOut,
        (true, true) => Row::Known,
        (true, false) => Row::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_known_only_by_what_it_says() {
        use Row::{Known, New, StaysOut};
        let sale = |of: &[(i64, i64)]| SoldHere {
            seq: 1,
            total: Fen(of.iter().map(|(_, fen)| fen).sum()),
            of: of.iter().map(|(id, fen)| (ProductId(*id), *fen)).collect(),
        };
        for (here, file, product, expect) in [
            (&[(1, 100)][..], &[(1, 100)][..], 1, Known),
            // A discount that fell on another line.
            (&[(1, 90), (2, 50)], &[(1, 100), (2, 40)], 2, Known),
            // The customer also bought what no voucher pays for.
            (&[(1, 100)], &[(1, 100), (2, 30)], 1, Known),
            (&[(1, 100)], &[(1, 100), (2, 30)], 2, New),
            (&[(1, 100)], &[(1, 120)], 1, StaysOut),
            (&[(1, 100)], &[(2, 100)], 2, StaysOut),
            (&[(1, 100), (2, 30)], &[(1, 100)], 1, StaysOut),
        ] {
            assert_eq!(judge(&sale(here), &sale(file), ProductId(product)), expect, "{here:?} {file:?} {product}");
        }
    }
}
