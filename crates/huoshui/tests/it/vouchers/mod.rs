//! Vouchers: who gets them, how they are spent, who is paid.

mod issue;
mod race;
mod redeem;
mod scene;
mod settle;
mod sign_in;
