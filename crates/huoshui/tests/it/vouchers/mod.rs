//! Vouchers: who gets them, how they are spent, who is paid.

mod issue;
mod race;
mod redeem;
mod reasons;
mod scene;
mod settle;
mod sign_in;

pub use scene::unit;
