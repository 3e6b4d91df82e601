//! Intake slips as a keeper's phone keeps them, with how they are paid and whether they can still be undone.

use super::{item::Paid, people::Who, undo};
use crate::view::receipt_no;
use base::{
    Day, Fen, Instant, Refusal, Text,
    ids::{LotId, OutletId, ProductId},
    units::UnitPrice,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Tx, params, row};

const SLIPS_KEPT: i64 = 500;

/// A slip that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IntakeSlipView {
    /// The id that the phone gave it.
    pub client: String,
    /// Number of its entry.
    pub seq: i64,
    /// The number as people say it.
    pub receipt_no: String,
    /// Business day.
    pub day: Day,
    /// When it was filled in.
    pub told_at: Instant,
    /// Who sold, by the number in the ledger.
    pub counterparty: i64,
    /// The seller, masked.
    pub seller: String,
    /// What.
    pub product: ProductId,
    /// Its name.
    pub product_name: String,
    /// The lot that came of it.
    pub lot: LotId,
    /// Weight on the scale.
    pub gross_g: i64,
    /// Baskets and cart.
    pub tare_g: i64,
    /// Moisture and dirt.
    pub deducted_g: i64,
    /// What is left.
    pub net_g: i64,
    /// Its grade.
    pub grade: String,
    /// Its price.
    pub price: UnitPrice,
    /// What it came to.
    pub amount_fen: Fen,
    /// How it is paid.
    pub paid: Paid,
    /// Where its payment stands: `open`, `drawn` on a list, or `paid`.
    pub settled: String,
    /// Number of the report of unsalable produce that it belongs to; 0 for none.
    pub unsalable: i64,
    /// It was reversed since.
    pub undone: bool,
    /// Why a phone cannot undo it; none if it can.
    pub kept_by: Option<Text>,
}

row! {
    /// A slip as it is kept, and what came after it.
    #[derive(Clone, Debug)]
    pub(super) struct Slip {
        pub client: String, pub seq: i64, pub day: Day, pub told_at: Instant, pub counterparty: i64, pub product: ProductId, pub lot: LotId,
        pub gross_g: i64, pub tare_g: i64, pub deducted_g: i64, pub net_g: i64, pub grade: String, pub price_fen: Fen, pub price_per_g: i64, pub amount_fen: Fen,
        pub paid: String, pub unsalable: i64, pub undone: bool,
        /// The payment list on which it stands, 0 for none, and whether its row was paid.
        pub list: i64, pub list_paid: bool,
        /// It has a purchase invoice, stands for a delivery, or its lot does not hold all of it any more.
        pub invoiced: bool, pub delivered: bool, pub moved: bool,
    }
}

const SLIP: &str = "SELECT s.client, s.seq, e.day, i.told_at, s.counterparty, s.product, s.lot, s.gross_g, s.tare_g, s.deducted_g, s.net_g,
     s.grade, s.price_fen, s.price_per_g, s.amount_fen, s.paid, COALESCE(o.unsalable, 0),
     CASE WHEN EXISTS (SELECT 1 FROM entry r WHERE r.county = s.county AND r.book = s.outlet AND r.reverses = s.seq) THEN 1 ELSE 0 END,
     COALESCE(c.list, 0), CASE WHEN a.list IS NULL THEN 0 ELSE 1 END,
     CASE WHEN EXISTS (SELECT 1 FROM purchase_invoice v WHERE v.county = s.county AND v.outlet = s.outlet AND v.seq = s.seq)
       THEN 1 ELSE 0 END,
     CASE WHEN EXISTS (SELECT 1 FROM line_claim k WHERE k.county = s.county AND k.book = s.outlet AND k.seq = s.seq) THEN 1 ELSE 0 END,
     CASE WHEN EXISTS (SELECT 1 FROM stock t JOIN line l ON l.county = t.county AND l.book = t.outlet AND l.product = t.product
         AND l.lot = t.lot WHERE t.county = s.county AND t.outlet = s.outlet AND l.seq = s.seq AND t.on_hand >= l.quantity)
       THEN 0 ELSE 1 END
     FROM intake_slip s JOIN entry e ON e.county = s.county AND e.book = s.outlet AND e.seq = s.seq
     JOIN point_item i ON i.county = s.county AND i.client = s.client
     LEFT JOIN lot o ON o.county = s.county AND o.id = s.lot
     LEFT JOIN payment_claim c ON c.county = s.county AND c.outlet = s.outlet AND c.seq = s.seq
     LEFT JOIN payment_act a ON a.county = c.county AND a.list = c.list AND a.counterparty = c.counterparty AND a.act = 'paid'
     WHERE s.county = $1 AND s.outlet = $2";

/// The last slips of a point, the newest first.
pub(super) fn newest(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<Slip>, Refusal> {
    Ok(tx.query(&format!("{SLIP} ORDER BY s.seq DESC LIMIT $3"), params![county, outlet, SLIPS_KEPT])?)
}

/// A slip of a point by the id that a phone gave it.
pub(super) fn find(tx: &mut Tx<'_>, county: &str, outlet: OutletId, client: &str) -> Result<Option<Slip>, Refusal> {
    Ok(tx.find(&format!("{SLIP} AND s.client = $3"), params![county, outlet, client])?)
}

impl Slip {
    /// Nothing of it is owed any more.
    pub(super) fn is_paid(&self) -> bool {
        self.list_paid || self.paid == Paid::Cash.word()
    }

    /// As the phone shows it.
    pub(super) fn shown(
        &self,
        (outlet, back): (OutletId, (Day, i32)),
        who: &BTreeMap<i64, Who>,
        products: &BTreeMap<ProductId, String>,
    ) -> IntakeSlipView {
        let settled = match (self.is_paid(), self.list) {
            (true, _) => "paid",
            (false, 0) => "open",
            _ => "drawn",
        };
        IntakeSlipView {
            client: self.client.clone(),
            seq: self.seq,
            receipt_no: receipt_no(outlet, self.seq),
            day: self.day,
            told_at: self.told_at,
            counterparty: self.counterparty,
            seller: who.get(&self.counterparty).map(|who| who.name.clone()).unwrap_or_default(),
            product: self.product,
            product_name: products.get(&self.product).cloned().unwrap_or_default(),
            lot: self.lot,
            gross_g: self.gross_g,
            tare_g: self.tare_g,
            deducted_g: self.deducted_g,
            net_g: self.net_g,
            grade: self.grade.clone(),
            price: UnitPrice { fen: self.price_fen, per: self.price_per_g },
            amount_fen: self.amount_fen,
            paid: if self.paid == Paid::Cash.word() { Paid::Cash } else { Paid::OnAccount },
            settled: settled.to_owned(),
            unsalable: self.unsalable,
            undone: self.undone,
            kept_by: undo::stands(self, back).err().map(|no| Refusal::from(no).message),
        }
    }
}
