//! Statements about accounts, keys and redemptions.

use crate::{
    desk::Recount,
    rules::{Asked, Returned},
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{AccountId, OutletId, ProgrammeId, UnitId},
};
use edge::Actor;
use store::{FromRow, Row, StoreError, Tx, params};

/// The open end of a period.
pub const OPEN_END: &str = "9999-12-31";

store::row! {
    /// An account as its table keeps it.
    #[derive(Clone, Debug)]
    pub struct Account {
        pub id: AccountId,
        pub programme: ProgrammeId,
        pub worker: i64,
        pub party: i64,
        pub unit: UnitId,
        pub path: String,
        pub issued_fen: Fen,
        pub balance_fen: Fen,
        pub lapsed_fen: Fen,
        pub valid_from: Day,
        pub valid_to: Day,
        pub state: String,
        pub state_reason: String,
        pub spent_at: String,
        pub code_step: i64,
    }
}

const ACCOUNT: &str = "a.id, a.programme, a.worker, a.party, a.unit, a.path, a.issued_fen, a.balance_fen, a.lapsed_fen,
    a.valid_from, a.valid_to, a.state, a.state_reason, a.spent_at, a.code_step";

store::row! {
    /// A collection by another.
    #[derive(Clone, Debug)]
    pub struct Collection {
        pub collector: i64,
        pub ceiling_fen: Fen,
        pub valid_from: Day,
        pub valid_to: Day,
        pub state: String,
    }
}

impl Account {
    /// What is still there on a day, and what has lapsed: past the last day all of it has. No row is written for that,
    /// so a sale of the last day that reaches the books later still finds its money.
    pub fn on(&self, day: Day) -> (Fen, Fen) {
        if day <= self.valid_to { (self.balance_fen, self.lapsed_fen) } else { (Fen::ZERO, self.ever_left()) }
    }

    fn ever_left(&self) -> Fen {
        Fen(self.balance_fen.0.saturating_add(self.lapsed_fen.0))
    }
}

/// What is left of an account `a` on the day that a query has as its parameter number `day`.
pub fn left_on(day: usize) -> String {
    format!("CASE WHEN a.valid_to < ${day} THEN 0 ELSE a.balance_fen END")
}

/// What of an account `a` has lapsed on that day.
pub fn lapsed_on(day: usize) -> String {
    format!("CASE WHEN a.valid_to < ${day} THEN a.lapsed_fen + a.balance_fen ELSE a.lapsed_fen END")
}

/// A first part of a row, then an account.
struct Beside<T>(T, Account);

impl<T: FromRow> FromRow for Beside<T> {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self(T::from_row(row)?, Account::from_row(row)?))
    }
}

/// An account.
pub fn find_account(tx: &mut Tx<'_>, county: &str, id: AccountId) -> Result<Option<Account>, StoreError> {
    tx.find(&format!("SELECT {ACCOUNT} FROM account a WHERE a.county = $1 AND a.id = $2"), params![county, id])
}

/// Whether a slip is live, and its account.
pub fn account_of_slip(tx: &mut Tx<'_>, county: &str, number: i64) -> Result<Option<(bool, Account)>, StoreError> {
    let sql = format!(
        "SELECT s.state, {ACCOUNT} FROM slip s JOIN account a ON a.county = s.county AND a.id = s.account
         WHERE s.county = $1 AND s.number = $2"
    );
    let found: Option<Beside<String>> = tx.find(&sql, params![county, number])?;
    Ok(found.map(|Beside(state, account)| (state == "live", account)))
}

/// A collection and its account.
pub fn account_of_collection(
    tx: &mut Tx<'_>,
    county: &str,
    id: i64,
) -> Result<Option<(Collection, Account)>, StoreError> {
    let sql = format!(
        "SELECT c.collector, c.ceiling_fen, c.valid_from, c.valid_to, c.state, {ACCOUNT}
         FROM collection c JOIN account a ON a.county = c.county AND a.id = c.account WHERE c.county = $1 AND c.id = $2"
    );
    let found: Option<Beside<Collection>> = tx.find(&sql, params![county, id])?;
    Ok(found.map(|Beside(collection, account)| (collection, account)))
}

/// Marks a collection as used; false if it was already.
pub fn use_collection(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE collection SET state = 'used' WHERE county = $1 AND id = $2 AND state = 'live'";
    Ok(tx.run(sql, params![county, id])? == 1)
}

/// Takes an amount off a balance that covers it, and what lapses of the rest with it; what is left.
/// `None`: in the meantime it no longer covers it, or the account was used a moment ago, or the code was.
pub fn take_from_account(
    tx: &mut Tx<'_>,
    county: &str,
    account: AccountId,
    asked: &Asked,
    last_before: Instant,
    step: i64,
    lapsing: Fen,
) -> Result<Option<Fen>, StoreError> {
    tx.find(
        "UPDATE account SET balance_fen = balance_fen - $3 - $4, lapsed_fen = lapsed_fen + $4, spent_at = $5,
         code_step = CASE WHEN $6 > code_step THEN $6 ELSE code_step END
         WHERE county = $1 AND id = $2 AND balance_fen - $3 >= $4 AND state = 'open' AND spent_at <= $7
         AND (CAST($6 AS BIGINT) = 0 OR code_step < $6) RETURNING balance_fen",
        params![county, account, asked.amount, lapsing, asked.at, step, last_before],
    )
}

/// Takes off an amount that had been given back; false if it is no longer there.
pub fn take_back_from_account(
    tx: &mut Tx<'_>,
    county: &str,
    account: AccountId,
    amount: Fen,
) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET balance_fen = balance_fen - $3
               WHERE county = $1 AND id = $2 AND balance_fen >= $3 AND state = 'open'";
    Ok(tx.run(sql, params![county, account, amount])? == 1)
}

/// Gives an amount back; balance and last day afterwards.
pub fn give_to_account(
    tx: &mut Tx<'_>,
    county: &str,
    account: AccountId,
    amount: Fen,
    returned: Returned,
) -> Result<(Fen, Day), StoreError> {
    match returned {
        Returned::Balance => tx.one(
            "UPDATE account SET balance_fen = balance_fen + $3 WHERE county = $1 AND id = $2 RETURNING balance_fen, valid_to",
            params![county, account, amount],
        ),
        Returned::Until(day) => tx.one(
            "UPDATE account SET lapsed_fen = lapsed_fen + balance_fen, balance_fen = $3, valid_to = $4
             WHERE county = $1 AND id = $2 RETURNING balance_fen, valid_to",
            params![county, account, amount, day],
        ),
        Returned::Lapses => tx.one(
            "UPDATE account SET lapsed_fen = lapsed_fen + balance_fen + $3, balance_fen = 0 WHERE county = $1 AND id = $2 RETURNING balance_fen, valid_to",
            params![county, account, amount],
        ),
    }
}

/// A redemption about to be written.
pub struct NewRedemption<'a> {
    pub outlet: OutletId,
    pub book_seq: i64,
    pub account: AccountId,
    pub kind: &'a str,
    pub sale_seq: i64,
    pub programme: ProgrammeId,
    pub unit: UnitId,
    pub amount: Fen,
    pub by_key: &'a str,
    pub key_no: i64,
    pub day: Day,
    pub at: Instant,
}

/// Writes a redemption.
pub fn insert_redemption(tx: &mut Tx<'_>, actor: &Actor, new: &NewRedemption<'_>) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO redemption (county, outlet, book_seq, account, kind, sale_seq, programme, unit, amount_fen, by_key,
         key_no, day, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            actor.county_id(), new.outlet, new.book_seq, new.account, new.kind, new.sale_seq, new.programme, new.unit,
            new.amount, new.by_key, new.key_no, new.day, actor.person, new.at
        ],
    )?;
    Ok(())
}

store::row! {
    /// What one account paid of a sale and has not got back.
    pub struct Paid {
        pub account: AccountId,
        pub open_fen: Fen,
    }
}

/// What vouchers paid of a sale, less what went back already, by account.
pub fn paid_by_vouchers(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    sale_seq: i64,
) -> Result<Vec<Paid>, StoreError> {
    tx.query(
        "SELECT account, CAST(SUM(CASE WHEN kind = 'spend' THEN amount_fen ELSE -amount_fen END) AS BIGINT)
         FROM redemption WHERE county = $1 AND outlet = $2 AND sale_seq = $3 GROUP BY account ORDER BY account",
        params![county, outlet, sale_seq],
    )
}

store::row! {
    /// What a return gave back to one account.
    pub struct GivenBack {
        pub account: AccountId,
        pub sale_seq: i64,
        pub amount_fen: Fen,
    }
}

/// What a return gave back, by account.
pub fn given_back(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    return_seq: i64,
) -> Result<Vec<GivenBack>, StoreError> {
    tx.query(
        "SELECT account, sale_seq, amount_fen FROM redemption
         WHERE county = $1 AND outlet = $2 AND book_seq = $3 AND kind = 'refund' ORDER BY account",
        params![county, outlet, return_seq],
    )
}

/// Balances of the accounts behind one entry of a book.
pub fn left_after(tx: &mut Tx<'_>, county: &str, outlet: OutletId, seq: i64) -> Result<Vec<Fen>, StoreError> {
    tx.query(
        "SELECT balance_fen FROM account WHERE county = $1 AND id IN
            (SELECT account FROM redemption WHERE county = $1 AND outlet = $2 AND book_seq = $3) ORDER BY id",
        params![county, outlet, seq],
    )
}

/// Sums of issues, redemptions and accounts.
pub fn recount(tx: &mut Tx<'_>, county: &str) -> Result<Recount, Refusal> {
    let (spent_fen, refunded_fen) = tx.one(
        "SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'spend' THEN amount_fen END), 0) AS BIGINT),
         CAST(COALESCE(SUM(CASE WHEN kind = 'refund' THEN amount_fen END), 0) AS BIGINT) FROM redemption WHERE county = $1",
        params![county],
    )?;
    let (balance_fen, lapsed_fen) = tx.one(
        "SELECT CAST(COALESCE(SUM(balance_fen), 0) AS BIGINT), CAST(COALESCE(SUM(lapsed_fen), 0) AS BIGINT)
         FROM account WHERE county = $1",
        params![county],
    )?;
    let issued = "SELECT CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) FROM issue_line WHERE county = $1";
    let largest = "SELECT COALESCE(MAX(issued_fen), 0) FROM voucher_year WHERE county = $1";
    Ok(Recount {
        issued_fen: tx.one(issued, params![county])?,
        spent_fen,
        refunded_fen,
        balance_fen,
        lapsed_fen,
        largest_fen: tx.one(largest, params![county])?,
    })
}
