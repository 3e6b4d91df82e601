//! What people see of a file before it is taken in.

use super::receipts::ReceiptDiffers;
use base::{Day, Fen, Quantity, Text, ids::ProductId};
use schemars::JsonSchema;
use serde::Serialize;

/// What a file would do if it were taken in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Preview {
    /// The import.
    pub id: i64,
    /// `previewed`, `committed` or `undone`.
    pub state: String,
    /// Lines that it added; nothing before it is taken in.
    pub lines: i64,
    /// Purchases that it added.
    pub purchase_fen: Fen,
    /// Sales that it added.
    pub sale_fen: Fen,
    /// What was read, sheet by sheet: mapping, skipped rows, problems, totals.
    pub report: serde_json::Value,
    /// A total of the file differs from its rows and asks for a confirmation.
    pub asks_confirmation: bool,
    /// Lines that would be added.
    pub new_lines: i64,
    /// Purchases that would be added.
    pub new_purchase_fen: Fen,
    /// Sales that would be added.
    pub new_sale_fen: Fen,
    /// Lines that are in the book already.
    pub known_lines: i64,
    /// Sales that are in the book already by their receipt number.
    pub known_receipts: i64,
    /// Rows that stay out because their receipt does not fit the sale that was recorded here.
    pub left_out_receipts: i64,
    /// Receipts on which the file and the sale that was recorded here do not say the same.
    pub receipts: Vec<ReceiptDiffers>,
    /// Lines of products that were not listed on their day.
    pub not_listed: i64,
    /// Lines that stand for others of the book, one for one, and read differently now.
    pub changed: Vec<Changed>,
    /// Lines that may be others of the book put right, or further business: the file has more or fewer of that product
    /// and day than the book.
    pub doubtful: Vec<Changed>,
    /// Products of which more would have been sold than came in, where the outlet keeps stock.
    pub below_nothing: Vec<BelowNothing>,
    /// Names that mean no product, or more than one.
    pub unmatched: Vec<Unmatched>,
    /// Good rows that do not fit the book.
    pub unfit: Vec<Unfit>,
}

/// A line that is, or may be, another of the book put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changed {
    /// Sheet.
    pub sheet: String,
    /// Row.
    pub row: u32,
    /// `purchase` or `sale`.
    pub direction: String,
    /// Business day.
    pub day: Day,
    /// What.
    pub product: ProductId,
    /// What the row says now.
    pub amount_fen: Fen,
    /// The entry that holds what it said before.
    pub seq: i64,
}

/// A product of which more would have been sold than came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BelowNothing {
    /// Which.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// What never came in.
    pub missing: Quantity,
}

/// A name that means no product, or more than one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unmatched {
    /// As written.
    pub name: String,
    /// Rows that have it.
    pub rows: i64,
    /// What it may mean, the likest first.
    pub suggestions: Vec<Suggestion>,
}

/// A product that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// Which.
    pub product: ProductId,
    /// Its name.
    pub name: String,
}

/// A good row that does not fit the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unfit {
    /// Sheet.
    pub sheet: String,
    /// Row.
    pub row: u32,
    /// Header of the column that the refusal is about; empty where it is about the whole row.
    pub column: String,
    /// Code of the refusal.
    pub code: &'static str,
    /// Why.
    pub message: Text,
}
