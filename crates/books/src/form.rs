//! An entry as it is hashed, mirrored and summed: plain data, each field once.
//!
//! Ids only, never a name, phone or address: personal data must not stand in what can never change.

use crate::kind::{Kind, words};
use base::{
    Day, Fen, Instant, Quantity,
    ids::{LotId, OutletId, PersonId, PostId, ProductId},
    units::UnitPrice,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

words! {
    /// How money came or went; recorded, not processed.
    Means {
        /// Notes and coins.
        Cash "cash" "现金" "cash",
        /// WeChat Pay.
        Wechat "wechat" "微信" "WeChat",
        /// Alipay.
        Alipay "alipay" "支付宝" "Alipay",
        /// By bank.
        Bank "bank" "银行转账" "bank transfer",
        /// To be paid later.
        OnAccount "on_account" "挂账" "on account",
        /// From a worker's voucher account.
        Voucher "voucher" "提货券" "voucher",
    }
}

words! {
    /// Where a discount was given.
    DiscountKind {
        /// On single lines.
        Line "line" "单品优惠" "line discount",
        /// On the whole basket.
        Basket "basket" "整单优惠" "basket discount",
        /// 抹零: the odd fen or jiao let off.
        Rounding "rounding" "抹零" "rounding off",
    }
}

/// Money that came or went by one means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Payment {
    /// By what.
    pub means: Means,
    /// How much.
    pub amount_fen: Fen,
}

/// A discount of the entry. It is already taken off the lines' amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Discount {
    /// Where it was given.
    pub kind: DiscountKind,
    /// How much, positive in a sale.
    pub amount_fen: Fen,
}

/// One entry 单据 with its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryForm {
    /// The county's id, such as `430582`.
    pub county: String,
    /// The book: the outlet that keeps it.
    pub book: OutletId,
    /// Number in the book, from 1, without gaps.
    pub seq: i64,
    /// What is recorded.
    pub kind: Kind,
    /// Business day.
    pub day: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The other side's party id.
    pub counterparty: Option<i64>,
    /// Channel of a sale (till, wholesale, online), a word of the ledger.
    pub channel: Option<String>,
    /// In the order in which they were entered.
    pub payments: Vec<Payment>,
    /// In the order line, basket, rounding.
    pub discounts: Vec<Discount>,
    /// Sum of the lines' amounts.
    pub total_fen: Fen,
    /// Receipt number of the outlet's own till.
    pub till_receipt: Option<String>,
    /// The entry that this one undoes.
    pub reverses: Option<i64>,
    /// Who signed.
    pub person: PersonId,
    /// In which post.
    pub post: PostId,
    /// At least one.
    pub lines: Vec<LineForm>,
}

/// What ties an entry to periods, vouchers and other entries: hashed with it since version 02 of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ties {
    /// The day whose period it counts for.
    pub counts_on: Day,
    /// The till day that its money is counted with.
    pub paid_on: Day,
    /// Anything else that was said.
    pub note: Option<String>,
    /// The import that it came with.
    pub import: Option<i64>,
    /// One for each line, in their order.
    pub lines: Vec<LineTies>,
}

/// What ties one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTies {
    /// The discount that was taken off it.
    pub discount_fen: Fen,
    /// The part of it that vouchers paid.
    pub voucher_fen: Fen,
    /// Entry and line that it takes back, as far as they are kept.
    pub of: (Option<i64>, Option<i64>),
    /// The line whose further part it is (gift boxes), from 1.
    pub part_of: Option<i64>,
}

/// One line 明细, with what was true at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineForm {
    /// What.
    pub product: ProductId,
    /// Of which lot, where stock is kept by lot.
    pub lot: Option<LotId>,
    /// How much.
    pub quantity: Quantity,
    /// Unit price, if one was said.
    pub price: Option<UnitPrice>,
    /// What it came to, after discounts.
    pub amount_fen: Fen,
    /// Was the product listed?
    pub listed: bool,
    /// Is it grown in the county?
    pub local: bool,
    /// The campaign that it counts for.
    pub campaign: Option<i64>,
}
