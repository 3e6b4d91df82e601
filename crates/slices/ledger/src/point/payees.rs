//! To which account somebody is paid: kept sealed, shown by its last digits.

use super::{error::No, people};
use crate::around::{self, Account};
use base::{Refusal, ids::OutletId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// An account.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamePayee {
    /// Whose it is.
    pub holder: String,
    /// Its number.
    pub account: String,
    /// The bank and branch.
    #[serde(default)]
    pub bank: String,
}

/// An account that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PayeeView {
    /// The person, by the number in the ledger.
    pub counterparty: i64,
    /// Who, masked.
    pub name: String,
    /// Last digits of the account.
    pub account: String,
}

/// Keeps the account to which this point pays somebody of whom it bought; the newest holds, and no other point's does. **Who:** keeper of the point.
pub fn name(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, counterparty): (OutletId, i64),
    body: NamePayee,
) -> Result<PayeeView, Refusal> {
    let county = actor.county_id();
    let bought: i64 = tx.number(
        "SELECT COUNT(*) FROM entry WHERE county = $1 AND book = $2 AND kind = 'purchase' AND counterparty = $3",
        params![county, outlet, counterparty],
    )?;
    if bought == 0 {
        return Err(No::Seller.into());
    }
    let account = read(&body)?;
    let seq: i64 = tx.number(
        "SELECT COALESCE(MAX(seq), 0) + 1 FROM payee WHERE county = $1 AND counterparty = $2",
        params![county, counterparty],
    )?;
    let party = around::keep_account(tx, actor, &account)?;
    tx.run(
        "INSERT INTO payee (county, counterparty, seq, party, made_by, made_at, outlet) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, counterparty, seq, party, actor.person, actor.now, outlet],
    )?;
    actor.note_replaced("bank");
    Ok(PayeeView { counterparty, name: people::who(tx, county, counterparty)?.name, account: account.shown() })
}

fn read(body: &NamePayee) -> Result<Account, Refusal> {
    let number: String = body.account.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !(8..=30).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::from(No::Account).at("/account"));
    }
    let (holder, bank) = (body.holder.trim(), body.bank.trim());
    if holder.is_empty() || holder.chars().count() > 60 {
        return Err(Refusal::from(No::Holder).at("/holder"));
    }
    if bank.chars().count() > 60 {
        return Err(Refusal::from(crate::error::No::TooLong { most: 60 }).at("/bank"));
    }
    Ok(Account { holder: holder.to_owned(), number, bank: bank.to_owned() })
}
