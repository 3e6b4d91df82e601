//! Paying a sale from an account, and giving back: the two acts that the books call.
//!
//! Invariants: the balance falls by one conditional UPDATE, so of many at once only those win
//! that it covers; each redemption names the entry of the outlet's book that it belongs to.
//! There is no transfer, no cash and no change here, and nowhere else.

use crate::{
    desk::{AccountAt, Recharge, Refund, Refunded, Spend, Spent},
    error::NotTaken,
    key::{self, Key, Kind, Use},
    rules::{self, Asked, Held},
    sql::{self, Account},
};
use base::{Day, Fen, Instant, Refusal, ids::OutletId};
use edge::Actor;
use policy::Voucher;
use std::sync::Arc;
use store::Tx;

/// The account that a key opens.
struct Opened {
    account: Account,
    key: Key,
    step: i64,
    collection: Option<sql::Collection>,
}

fn open(tx: &mut Tx<'_>, county: &str, text: &str, at: Instant, for_use: Use) -> Result<Opened, Refusal> {
    let key = key::read(text).ok_or(NotTaken::KeyMalformed)?;
    let wrong = if key.kind == Kind::Code { NotTaken::CodeOver } else { NotTaken::KeyWrong };
    let step = key::verify(tx.vault(), county, &key, at, for_use).ok_or(wrong)?;
    let (account, collection) = match key.kind {
        Kind::Slip => {
            let (live, account) = sql::account_of_slip(tx, county, key.number)?.ok_or(NotTaken::KeyWrong)?;
            if !live {
                return Err(NotTaken::KeyDead.into());
            }
            (account, None)
        }
        Kind::Code => {
            (sql::find_account(tx, county, base::ids::AccountId(key.number))?.ok_or(NotTaken::KeyWrong)?, None)
        }
        Kind::Collection => {
            let (collection, account) =
                sql::account_of_collection(tx, county, key.number)?.ok_or(NotTaken::KeyWrong)?;
            check_collection(&collection, at.day())?;
            (account, Some(collection))
        }
    };
    Ok(Opened { account, key, step, collection })
}

fn check_collection(collection: &sql::Collection, day: Day) -> Result<(), NotTaken> {
    if collection.state != "live" {
        return Err(NotTaken::CollectionUsed);
    }
    if day < collection.valid_from || day > collection.valid_to {
        return Err(NotTaken::CollectionDay {
            from: collection.valid_from.to_string(),
            to: collection.valid_to.to_string(),
        });
    }
    Ok(())
}

/// How an account looks to the rules.
pub fn held(account: &Account) -> Held {
    Held {
        left: account.balance_fen,
        valid_from: account.valid_from,
        valid_to: account.valid_to,
        blocked: account.state == "blocked",
        spent_at: account.spent_at.parse().ok(),
    }
}

/// What a key opens, for the till to show before a sale.
pub fn quote(tx: &mut Tx<'_>, county: &str, text: &str, at: Instant) -> Result<AccountAt, Refusal> {
    let opened = open(tx, county, text, at, Use::Quote)?;
    let account = &opened.account;
    if opened.key.kind == Kind::Code && opened.step <= account.code_step {
        return Err(NotTaken::CodeOver.into());
    }
    let masked = |tx: &mut Tx<'_>, party| identity::desk::open_party(tx, county, party).map(|p| p.masked_name());
    let (left, _) = account.on(at.day());
    let most = opened.collection.as_ref().map_or(left, |c| c.ceiling_fen.min(left));
    Ok(AccountAt {
        account: account.id,
        masked_name: masked(tx, account.party)?,
        collector: opened.collection.as_ref().map(|c| masked(tx, c.collector)).transpose()?,
        left_fen: left,
        most_fen: most,
        valid_from: account.valid_from,
        valid_to: account.valid_to,
        state: rules::state(&held(account), at.day()),
    })
}

/// What a till asks with.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskVoucher {
    /// Text of the QR code, or number and check digits.
    pub key: String,
}

/// Shows a clerk what a voucher still pays, before anything is taken. **Who:** clerks of the outlet.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, _: OutletId, body: AskVoucher) -> Result<AccountAt, Refusal> {
    quote(tx, actor.county_id(), &body.key, actor.now)
}

/// The terms of the policy in force on a day.
pub fn terms(actor: &Actor, day: Day) -> Result<Arc<Voucher>, NotTaken> {
    let policy = actor.policies.on(day).ok_or_else(|| NotTaken::NoPolicy { day: day.to_string() })?;
    Ok(Arc::new(policy.voucher().clone()))
}

/// Pays from an account: three statements besides the outlet's two, four with a collection code.
pub fn spend(tx: &mut Tx<'_>, actor: &Actor, spend: &Spend) -> Result<Spent, Refusal> {
    let county = actor.county_id();
    let outlet = outlets::desk::outlet_at(tx, county, spend.outlet, spend.day)?.ok_or(NotTaken::NoSuchOutlet)?;
    rules::outlet_takes(outlet.state)?;
    let terms = terms(actor, spend.day)?;
    let opened = open(tx, county, &spend.key, spend.at, Use::Spend)?;
    if spend.account.is_some_and(|account| account != opened.account.id) {
        return Err(NotTaken::OtherAccount.into());
    }
    if opened.key.kind == Kind::Code && opened.step <= opened.account.code_step {
        return Err(NotTaken::CodeOver.into());
    }
    let asked = Asked {
        amount: spend.amount_fen,
        day: spend.day,
        at: spend.at,
        collection_ceiling: opened.collection.as_ref().map(|c| c.ceiling_fen),
        throttle_seconds: terms.throttle_seconds,
    };
    rules::spend(&held(&opened.account), &asked)?;
    let left = take(tx, county, &opened, &asked, &terms)?;
    if opened.collection.is_some() && !sql::use_collection(tx, county, opened.key.number)? {
        return Err(NotTaken::CollectionUsed.into());
    }
    sql::insert_redemption(
        tx,
        actor,
        &sql::NewRedemption {
            outlet: spend.outlet,
            book_seq: spend.book_seq,
            account: opened.account.id,
            kind: "spend",
            sale_seq: spend.book_seq,
            programme: opened.account.programme,
            unit: opened.account.unit,
            amount: spend.amount_fen,
            by_key: opened.key.kind.word(),
            key_no: opened.key.number,
            day: spend.day,
            at: spend.at,
        },
    )?;
    Ok(Spent { account: opened.account.id, left_fen: left })
}

/// Takes the amount off the balance if it is still there; who lost a race is told why.
fn take(tx: &mut Tx<'_>, county: &str, opened: &Opened, asked: &Asked, terms: &Voucher) -> Result<Fen, Refusal> {
    let left_after = opened.account.balance_fen.minus(asked.amount).unwrap_or(Fen::ZERO);
    let lapsing = rules::lapsing(left_after, terms.remainder);
    let guard = asked.at.plus_seconds(-terms.throttle_seconds);
    if let Some(left) = sql::take_from_account(tx, county, opened.account.id, asked, guard, opened.step, lapsing)? {
        return Ok(left);
    }
    let now = sql::find_account(tx, county, opened.account.id)?.ok_or(NotTaken::KeyWrong)?;
    rules::spend(&held(&now), asked)?;
    if opened.step > 0 && opened.step <= now.code_step {
        return Err(NotTaken::CodeOver.into());
    }
    Err(tx.lost_race().into())
}

/// Gives back to the accounts that paid a sale, in the order of their numbers. The caller holds
/// the outlet's book, so no two refunds of one sale run side by side.
pub fn refund(tx: &mut Tx<'_>, actor: &Actor, refund: &Refund) -> Result<Vec<Refunded>, Refusal> {
    let county = actor.county_id();
    let day = actor.day();
    let paid = sql::paid_by_vouchers(tx, county, refund.outlet, refund.book_seq_of_sale)?;
    if paid.is_empty() {
        return Err(NotTaken::NoSuchSpend.into());
    }
    if refund.amount_fen <= Fen::ZERO {
        return Err(NotTaken::AmountInvalid.into());
    }
    let most: Fen = paid.iter().map(|p| p.open_fen).sum();
    if refund.amount_fen > most {
        return Err(NotTaken::OverRefund { most: most.to_string() }.into());
    }
    let grace = terms(actor, day)?.refund_grace_days;
    let mut rest = refund.amount_fen;
    let mut done = Vec::new();
    for part in paid {
        let amount = rest.min(part.open_fen);
        if amount <= Fen::ZERO {
            continue;
        }
        rest = rest.minus(amount).unwrap_or(Fen::ZERO);
        let account = sql::find_account(tx, county, part.account)?.ok_or(NotTaken::NoSuchSpend)?;
        let returned = rules::refund(account.valid_to, day, grace);
        let (left_fen, valid_to) = sql::give_to_account(tx, county, part.account, amount, returned)?;
        let new = sql::NewRedemption {
            outlet: refund.outlet,
            book_seq: refund.book_seq,
            account: part.account,
            kind: "refund",
            sale_seq: refund.book_seq_of_sale,
            programme: account.programme,
            unit: account.unit,
            amount,
            by_key: "sale",
            key_no: refund.book_seq_of_sale,
            day,
            at: actor.now,
        };
        sql::insert_redemption(tx, actor, &new)?;
        done.push(Refunded { account: part.account, amount_fen: amount, left_fen, valid_to });
    }
    Ok(done)
}

/// Takes off again what an undone return gave back: the sale stands as it was. No key is shown, because
/// the worker paid that sale with one; nothing lapses, and the throttle is not asked.
pub fn recharge(tx: &mut Tx<'_>, actor: &Actor, recharge: &Recharge) -> Result<(), Refusal> {
    let county = actor.county_id();
    for back in sql::given_back(tx, county, recharge.outlet, recharge.book_seq_of_return)? {
        let account = sql::find_account(tx, county, back.account)?.ok_or(NotTaken::NoSuchSpend)?;
        let asked = Asked {
            amount: back.amount_fen,
            day: actor.day(),
            at: actor.now,
            collection_ceiling: None,
            throttle_seconds: 0,
        };
        rules::spend(&Held { spent_at: None, ..held(&account) }, &asked)?;
        if !sql::take_back_from_account(tx, county, back.account, back.amount_fen)? {
            return Err(tx.lost_race().into());
        }
        let new = sql::NewRedemption {
            outlet: recharge.outlet,
            book_seq: recharge.book_seq,
            account: back.account,
            kind: "spend",
            sale_seq: back.sale_seq,
            programme: account.programme,
            unit: account.unit,
            amount: back.amount_fen,
            by_key: "sale",
            key_no: back.sale_seq,
            day: actor.day(),
            at: actor.now,
        };
        sql::insert_redemption(tx, actor, &new)?;
    }
    Ok(())
}
