//! Vouchers: who gets them, how they are spent, who is paid.

mod collections;
mod issue;
mod lapse;
mod race;
mod reasons;
mod redeem;
pub mod scene;
mod settle;
mod sign_in;
mod verify;

pub use scene::unit;
