//! What a book 购销台账 is: entries that are only added, chained, mirrored when wrong, and summed.
//!
//! Invariants: pure (no SQL, clock or I/O); every sum is checked and an overflow is a refusal;
//! a sale's lines add up to its total to the fen. Left to others: whether a product was listed
//! or local at that moment (catalogue), who may sign (identity), where entries are kept (ledger).

pub mod basket;
pub mod chain;
pub mod credit;
pub mod form;
pub mod giving_back;
pub mod kind;
pub mod merkle;
pub mod reversal;
pub mod stock;
pub mod totals;

pub use chain::{Hash, Head};
pub use form::{Discount, DiscountKind, EntryForm, LineForm, LineTies, Means, Payment, Ties};
pub use kind::Kind;

#[cfg(test)]
mod samples;
