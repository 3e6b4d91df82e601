//! Books, till, imports, lots, stock, returns and reversals (台账).

mod around;
mod book;
pub mod closing;
pub mod consignment;
pub mod counterparty;
mod days;
pub mod entries;
mod error;
mod gift;
pub mod give_back;
mod goods;
pub mod import;
pub mod lots;
pub mod period;
pub mod purchase;
pub mod receipt;
pub mod repack;
pub mod reverse;
pub mod sale;
mod shelf;
pub mod shift;
mod sql;
pub mod stocktaking;
pub mod stock;
pub mod till;
pub mod transfer;
pub mod verify;
pub mod view;

use edge::Slice;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice { name: "ledger", routes: Vec::new(), targets: Vec::new(), tasks: None, refusals: Vec::new() }
}
