//! What other slices may ask of vouchers, over their open transaction.

pub use crate::verify::{VoucherProblem, VouchersVerified, by_entry, verify};
use crate::{issues, redeem, slips, sql, units};
pub use crate::{
    issues::{IssueView, IssueVouchers},
    programmes::OpenProgramme,
    roll::RollRow,
    rules::AccountState,
    units::UnitForm,
    workers::{RollView, TakeRoll},
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{AccountId, OutletId, ProgrammeId, UnitId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// What a key opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountAt {
    /// The account.
    pub account: AccountId,
    /// Whose it is, masked.
    pub masked_name: String,
    /// Who collects for them, masked; none if they came themselves.
    pub collector: Option<String>,
    /// What is left.
    pub left_fen: Fen,
    /// What can be paid with this key at most.
    pub most_fen: Fen,
    /// First day of use.
    pub valid_from: Day,
    /// Last day of use.
    pub valid_to: Day,
    /// What may be done with it today.
    pub state: AccountState,
}

/// Pays a part of a sale from an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Spend {
    /// Text of the QR code, or number and check digits.
    pub key: String,
    /// The account that was quoted, if one was.
    pub account: Option<AccountId>,
    /// Amount; the listed part of the basket at most, which is for the caller to see to.
    pub amount_fen: Fen,
    /// Where.
    pub outlet: OutletId,
    /// The sale's entry in that outlet's book.
    pub book_seq: i64,
    /// Business day.
    pub day: Day,
    /// Moment.
    pub at: Instant,
}

/// What was paid from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Spent {
    /// The account.
    pub account: AccountId,
    /// What is left on it.
    pub left_fen: Fen,
}

/// Gives back what vouchers paid for a sale, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refund {
    /// Where.
    pub outlet: OutletId,
    /// The sale.
    pub book_seq_of_sale: i64,
    /// How much of it.
    pub amount_fen: Fen,
    /// The entry that takes the goods back.
    pub book_seq: i64,
}

/// Takes off again what a return gave back, because the return is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recharge {
    /// Where.
    pub outlet: OutletId,
    /// The entry that gave back.
    pub book_seq_of_return: i64,
    /// The entry that undoes it.
    pub book_seq: i64,
}

/// What one account got back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Refunded {
    /// The account.
    pub account: AccountId,
    /// How much.
    pub amount_fen: Fen,
    /// What is left on it now.
    pub left_fen: Fen,
    /// Its last day now: after the end a refund can be used for the policy's days of grace.
    pub valid_to: Day,
}

/// What a key opens at a moment: QR text, slip number and digits, rotating code or collection code.
///
/// # Errors
/// No voucher, wrong digits, a dead slip, a code that is over.
pub fn quote(tx: &mut Tx<'_>, county: &str, key: &str, at: Instant) -> Result<AccountAt, Refusal> {
    redeem::quote(tx, county, key, at)
}

/// Pays from an account, once for each entry and account.
///
/// # Errors
/// All refusals of [`crate::error::NotTaken`], in their order.
pub fn spend(tx: &mut Tx<'_>, actor: &Actor, spend: &Spend) -> Result<Spent, Refusal> {
    redeem::spend(tx, actor, spend)
}

/// Gives back to the accounts that paid a sale, never in cash. The caller holds the outlet's book.
///
/// # Errors
/// That sale took no voucher, or less than is asked back.
pub fn refund(tx: &mut Tx<'_>, actor: &Actor, refund: &Refund) -> Result<Vec<Refunded>, Refusal> {
    redeem::refund(tx, actor, refund)
}

/// Takes off each account what a return gave back to it. The caller holds the outlet's book.
///
/// # Errors
/// An account is blocked, over, or no longer holds the amount.
pub fn recharge(tx: &mut Tx<'_>, actor: &Actor, recharge: &Recharge) -> Result<(), Refusal> {
    redeem::recharge(tx, actor, recharge)
}

/// What is left now on each account that an entry of an outlet's book took from or gave back to.
pub fn left_after(tx: &mut Tx<'_>, county: &str, outlet: OutletId, book_seq: i64) -> Result<Vec<Fen>, Refusal> {
    Ok(sql::left_after(tx, county, outlet, book_seq)?)
}

/// The name of a unit; none if there is none with this id.
pub fn unit_name(tx: &mut Tx<'_>, county: &str, unit: UnitId) -> Result<Option<String>, Refusal> {
    Ok(units::find(tx, county, unit)?.map(|unit| unit.name))
}

/// Names of these units.
pub fn unit_names(tx: &mut Tx<'_>, county: &str, ids: &[UnitId]) -> Result<BTreeMap<UnitId, String>, Refusal> {
    let mut names = BTreeMap::new();
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, store::params![county]);
        let sql = format!("SELECT id, name FROM unit WHERE county = $1 AND id IN ({list})");
        names.extend(tx.query::<(UnitId, String)>(&sql, &values)?);
    }
    Ok(names)
}

/// Units by name or number that are not closed: who buys. A unit's name is no secret.
pub fn units_to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    day: Day,
    (q, id): (&str, Option<i64>),
    most: i64,
) -> Result<Vec<(UnitId, String, String)>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, kind FROM unit WHERE county = $1 AND closed_on > $2 AND search LIKE $3 ESCAPE '\\'
         AND (id = $4 OR $4 = 0) ORDER BY name, id LIMIT $5",
        store::params![county, day, base::names::like_pattern(q), id.unwrap_or(0), most],
    )?)
}

/// Issues outside HTTP.
pub fn issue(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    body: IssueVouchers,
) -> Result<IssueView, Refusal> {
    issues::issue(tx, actor, programme, body)
}

/// Gives every account of a programme that has none a slip, and the QR texts of all live ones by
/// account. The simulator hands them out; people print them.
pub fn slips(tx: &mut Tx<'_>, actor: &Actor, programme: ProgrammeId) -> Result<Vec<(AccountId, String)>, Refusal> {
    slips::texts(tx, actor, programme)
}

/// What the workers hold and what was redeemed, recounted: nothing may be lost or doubled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Issued by the lines of all issues.
    pub issued_fen: Fen,
    /// Spent by the redemptions.
    pub spent_fen: Fen,
    /// Given back by the redemptions.
    pub refunded_fen: Fen,
    /// Left on all accounts.
    pub balance_fen: Fen,
    /// Lapsed on all accounts.
    pub lapsed_fen: Fen,
    /// The largest sum that one person was issued in one year.
    pub largest_fen: Fen,
}

/// Recounts a county's vouchers from their rows. Issued − spent + refunded = balance + lapsed.
pub fn recount(tx: &mut Tx<'_>, county: &str) -> Result<Recount, Refusal> {
    sql::recount(tx, county)
}

/// Units in a merged division go over to its successor with their programmes, accounts and statements.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    for (table, column) in [
        ("unit", "path"),
        ("programme", "unit_path"),
        ("account", "path"),
        ("statement", "unit_path"),
        ("statement", "outlet_path"),
    ] {
        merged.carry(tx, county, table, column)?;
    }
    merged.rename(tx, county, "unit", "division")?;
    Ok(())
}

/// Units that are there on a day, by name, for whoever appoints people there.
pub fn to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    (q, day): (&str, Day),
    most: i64,
) -> Result<Vec<(i64, String, String)>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, '' FROM unit WHERE county = $1 AND closed_on > $2 AND search LIKE $3 ESCAPE '\\'
         ORDER BY name, id LIMIT $4",
        params![county, day, base::names::like_pattern(q), most],
    )?)
}

/// Where a unit stands in the scope tree, and what it is called.
pub fn unit_place(tx: &mut Tx<'_>, county: &str, unit: UnitId) -> Result<Option<(String, String)>, Refusal> {
    Ok(units::find(tx, county, unit)?.map(|unit| (unit.path, unit.name)))
}
