//! Entries and lines as they are kept, and the form that is hashed, each made from the other.
//!
//! Payments and discounts stand in columns in the order of their kinds, so a form read back is
//! the form that was written, to the byte.

use base::{
    Day, Fen, Instant, Quantity,
    ids::{LotId, OutletId, PersonId, PostId, ProductId},
    units::UnitPrice,
};
use books::{Discount, DiscountKind, EntryForm, Hash, Kind, LineForm, LineTies, Means, Payment, Ties, chain::Chained};
use store::{StoreError, Value, row};

/// Columns of [`EntryRow`] after the county, in its order.
pub(crate) const ENTRY: &str = "book, seq, kind, day, counts_on, paid_on, recorded_at, counterparty, channel, cash_fen, wechat_fen, \
     alipay_fen, bank_fen, on_account_fen, voucher_fen, line_discount_fen, basket_discount_fen, rounding_fen, total_fen, \
     till_receipt, reverses, note, import, person, post, prev_hash, hash";

/// Columns of [`LineRow`] after the county, in its order.
pub(crate) const LINE: &str = "book, seq, line, product, lot, unit, quantity, price_fen, price_per, discount_fen, amount_fen, \
     voucher_fen, listed, local, campaign, of_seq, of_line, part_of";

row! {
    /// One row of `entry`.
    #[derive(Clone, Debug)]
    pub(crate) struct EntryRow {
        pub book: OutletId, pub seq: i64, pub kind: String, pub day: Day, pub counts_on: Day, pub paid_on: Day,
        pub recorded_at: Instant, pub counterparty: Option<i64>, pub channel: String,
        pub cash: i64, pub wechat: i64, pub alipay: i64, pub bank: i64, pub on_account: i64, pub voucher: i64,
        pub line_discount: i64, pub basket_discount: i64, pub rounding: i64, pub total_fen: Fen,
        pub till_receipt: String, pub reverses: Option<i64>, pub note: String, pub import: Option<i64>,
        pub person: PersonId, pub post: PostId, pub prev_hash: Vec<u8>, pub hash: Vec<u8>,
    }
}

row! {
    /// One row of `line`.
    #[derive(Clone, Debug)]
    pub(crate) struct LineRow {
        pub book: OutletId, pub seq: i64, pub line: i64, pub product: ProductId, pub lot: Option<LotId>, pub unit: String,
        pub quantity: i64, pub price_fen: Option<i64>, pub price_per: Option<i64>, pub discount_fen: Fen, pub amount_fen: Fen,
        pub voucher_fen: Fen, pub listed: bool, pub local: bool, pub campaign: Option<i64>,
        pub of_seq: Option<i64>, pub of_line: Option<i64>, pub part_of: Option<i64>,
    }
}

/// Base unit and number of a quantity.
pub(crate) fn split(quantity: Quantity) -> (&'static str, i64) {
    match quantity {
        Quantity::G(grams) => ("g", grams),
        Quantity::Pieces(pieces) => ("piece", pieces),
    }
}

/// The quantity of so many base units.
pub(crate) fn quantity(unit: &str, number: i64) -> Quantity {
    if unit == "g" { Quantity::G(number) } else { Quantity::Pieces(number) }
}

/// The amount by each means, in the order of [`Means::ALL`].
pub(crate) fn by_means(payments: &[Payment]) -> Option<[i64; 6]> {
    let mut sums = [0; 6];
    for (sum, means) in sums.iter_mut().zip(Means::ALL) {
        *sum = Fen::total(payments.iter().filter(|p| p.means == *means).map(|p| p.amount_fen))?.0;
    }
    Some(sums)
}

/// The amount of each kind of discount.
pub(crate) fn by_discount(discounts: &[Discount]) -> Option<[i64; 3]> {
    let mut sums = [0; 3];
    for (sum, kind) in sums.iter_mut().zip(DiscountKind::ALL) {
        *sum = Fen::total(discounts.iter().filter(|d| d.kind == *kind).map(|d| d.amount_fen))?.0;
    }
    Some(sums)
}

/// Payments without those of nothing, merged and in order: the form in which they are hashed.
pub(crate) fn tidy_payments(sums: [i64; 6]) -> Vec<Payment> {
    let payment = |(means, sum): (&Means, i64)| Payment { means: *means, amount_fen: Fen(sum) };
    Means::ALL.iter().zip(sums).filter(|(_, sum)| *sum != 0).map(payment).collect()
}

/// Discounts without those of nothing, in order.
pub(crate) fn tidy_discounts(sums: [i64; 3]) -> Vec<Discount> {
    let discount = |(kind, sum): (&DiscountKind, i64)| Discount { kind: *kind, amount_fen: Fen(sum) };
    DiscountKind::ALL.iter().zip(sums).filter(|(_, sum)| *sum != 0).map(discount).collect()
}

impl EntryRow {
    /// The amount by each means.
    pub(crate) fn means(&self) -> [i64; 6] {
        [self.cash, self.wechat, self.alipay, self.bank, self.on_account, self.voucher]
    }

    /// What it is.
    pub(crate) fn kind(&self) -> Result<Kind, StoreError> {
        Kind::from_code(&self.kind).ok_or_else(|| StoreError::Shape(format!("entry kind {}", self.kind)))
    }

    /// The form that was hashed.
    pub(crate) fn form(&self, county: &str, lines: &[LineRow]) -> Result<EntryForm, StoreError> {
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Ok(EntryForm {
            county: county.to_owned(),
            book: self.book,
            seq: self.seq,
            kind: self.kind()?,
            day: self.day,
            recorded_at: self.recorded_at,
            counterparty: self.counterparty,
            channel: text(&self.channel),
            payments: tidy_payments(self.means()),
            discounts: tidy_discounts([self.line_discount, self.basket_discount, self.rounding]),
            total_fen: self.total_fen,
            till_receipt: text(&self.till_receipt),
            reverses: self.reverses,
            person: self.person,
            post: self.post,
            lines: lines.iter().map(LineRow::form).collect(),
        })
    }

    /// The entry with its hashes, for the check of the chain.
    pub(crate) fn chained(&self, county: &str, lines: &[LineRow]) -> Result<Chained, StoreError> {
        let entry = self.form(county, lines)?;
        Ok(Chained { entry, ties: self.ties(lines), prev_hash: hash(&self.prev_hash)?, hash: hash(&self.hash)? })
    }

    fn ties(&self, lines: &[LineRow]) -> Ties {
        Ties {
            counts_on: self.counts_on,
            paid_on: self.paid_on,
            note: Some(self.note.clone()).filter(|note| !note.is_empty()),
            import: self.import,
            lines: lines.iter().map(LineRow::ties).collect(),
        }
    }
}

impl LineRow {
    /// How much.
    pub(crate) fn how_much(&self) -> Quantity {
        quantity(&self.unit, self.quantity)
    }

    fn ties(&self) -> LineTies {
        LineTies {
            discount_fen: self.discount_fen,
            voucher_fen: self.voucher_fen,
            of: (self.of_seq, self.of_line),
            part_of: self.part_of,
        }
    }

    fn form(&self) -> LineForm {
        let price = self.price_fen.zip(self.price_per).map(|(fen, per)| UnitPrice { fen: Fen(fen), per });
        LineForm {
            product: self.product,
            lot: self.lot,
            quantity: self.how_much(),
            price,
            amount_fen: self.amount_fen,
            listed: self.listed,
            local: self.local,
            campaign: self.campaign,
        }
    }
}

/// A hash out of its column.
pub(crate) fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes.try_into().map(Hash).map_err(|_| StoreError::Shape(format!("a hash has 32 bytes, not {}", bytes.len())))
}

/// What a line holds beside the hashed form.
#[derive(Clone, Debug)]
pub(crate) struct DraftLine {
    pub form: LineForm,
    pub discount_fen: Fen,
    pub voucher_fen: Fen,
    /// The line that it takes back.
    pub of: Option<(i64, i64)>,
    /// The line whose further part it is (gift boxes), from 1.
    pub part_of: Option<i64>,
}

impl DraftLine {
    /// A line of nothing but the form.
    pub(crate) fn plain(form: LineForm) -> Self {
        Self { form, discount_fen: Fen::ZERO, voucher_fen: Fen::ZERO, of: None, part_of: None }
    }

    /// What ties it.
    pub(crate) fn ties(&self) -> LineTies {
        LineTies {
            discount_fen: self.discount_fen,
            voucher_fen: self.voucher_fen,
            of: self.of.unzip(),
            part_of: self.part_of,
        }
    }

    /// The values of its row.
    pub(crate) fn values(&self, county: &str, book: OutletId, seq: i64, line: i64) -> Vec<Value> {
        let (unit, number) = split(self.form.quantity);
        let form = &self.form;
        vec![
            county.into(),
            book.into(),
            seq.into(),
            line.into(),
            form.product.into(),
            form.lot.into(),
            unit.into(),
            number.into(),
            form.price.map(|price| price.fen).into(),
            form.price.map(|price| price.per).into(),
            self.discount_fen.into(),
            form.amount_fen.into(),
            self.voucher_fen.into(),
            form.listed.into(),
            form.local.into(),
            form.campaign.into(),
            self.of.map(|(seq, _)| seq).into(),
            self.of.map(|(_, line)| line).into(),
            self.part_of.into(),
        ]
    }
}
