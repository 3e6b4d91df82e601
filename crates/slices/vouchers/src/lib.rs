//! Union programmes, workers, accounts, redemptions and statements (消费券).
//!
//! A **programme** is a union's named right for its workers to pick up listed goods, for a
//! year; each **issue** names its holiday or reason; an **account** holds what one worker got;
//! a **redemption** (用券, at the till: 核销) pays a part of a sale from it; a **statement** says
//! what a union owes an outlet, a **pay-out** pays statements in bulk.
//!
//! Invariants: no balance below zero; nobody gets more than the ceiling in a year over all
//! unions; redemptions are never changed; a refund goes back to the voucher. Deliberately
//! absent: transfer, cash, change.
//! Left to others: which part of a basket is listed (ledger), whether the outlet is
//! authorised (outlets), when a worker may sign in (identity).

pub mod desk;
pub mod error;
mod key;
mod redeem;
mod rules;
mod sql;

use base::ids::AccountId;
use edge::{Place, Slice, Target};

/// What this slice brings.
pub fn slice() -> Slice {
    Slice {
        name: "vouchers",
        routes: Vec::new(),
        targets: vec![(Target::Account, |tx, county, id| {
            let found = sql::find_account(tx, county, AccountId(id))?;
            Ok(found.map(|a| Place { path: a.path, name: format!("消费券账户 {}", a.id) }))
        })],
        tasks: None,
        refusals: vec![error::NotTaken::CATALOGUE, error::No::CATALOGUE],
    }
}
