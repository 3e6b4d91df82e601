//! Union programmes, workers, accounts, redemptions and statements (提货券).
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

mod accounts;
mod collections;
pub mod desk;
pub mod error;
mod issue_rows;
mod issues;
mod key;
mod namesakes;
mod paper;
mod payouts;
mod programmes;
mod redeem;
mod roll;
mod roll_file;
mod rules;
mod sign_in;
mod slips;
mod sql;
mod statements;
mod transfers;
mod units;
mod verify;
mod waiting;
mod worker_record;
mod workers;

use base::ids::{AccountId, ProgrammeId, UnitId};
use edge::{Perm, Place, Route, Slice, Target};

/// What this slice brings.
pub fn slice() -> Slice {
    Slice {
        name: "vouchers",
        routes: [unit_routes(), programme_routes(), account_routes(), collection_routes(), settlement_routes()]
            .concat(),
        targets: vec![
            (Target::Unit, |tx, county, id| {
                Ok(units::find(tx, county, UnitId(id))?.map(|u| Place::new(u.path, u.name).in_field(u.field)))
            }),
            (Target::Programme, |tx, county, id| {
                let found = programmes::place(tx, county, ProgrammeId(id))?;
                Ok(found.map(|(path, name, field)| Place::new(path, name).in_field(field)))
            }),
            (Target::Account, |tx, county, id| {
                let found = sql::find_account(tx, county, AccountId(id))?;
                let Some(account) = found else { return Ok(None) };
                let field = programmes::place(tx, county, account.programme)?.map(|(_, _, field)| field);
                let place = Place::new(account.path, format!("提货券账户 {}", account.id));
                Ok(Some(place.in_field(field.unwrap_or_default())))
            }),
        ],
        tasks: Some(waiting::tasks),
        news: None,
        refusals: vec![error::NotTaken::CATALOGUE, error::No::CATALOGUE],
    }
}

fn unit_routes() -> Vec<Route> {
    vec![
        Route::list("/units", Perm::VoucherRead, units::list),
        Route::post("/units", Perm::OutletManage, "unit.register", units::register),
        Route::get("/units/{unit}", Perm::VoucherRead, units::show).of(Target::Unit),
        Route::put("/units/{unit}", Perm::OutletManage, "unit.correct", units::correct).of(Target::Unit),
        Route::list("/units/{unit}/workers", Perm::VoucherRead, workers::list).of(Target::Unit),
        Route::post("/units/{unit}/workers", Perm::VoucherManage, "worker.take", workers::take).of(Target::Unit),
        Route::upload_prepared(
            "/units/{unit}/worker-files",
            Perm::VoucherManage,
            "worker.take_file",
            roll_file::read,
            roll_file::take_in,
        )
        .of(Target::Unit),
        Route::post(
            "/units/{unit}/workers/{worker}/reveal",
            Perm::VoucherManage,
            "worker.reveal",
            worker_record::reveal,
        )
        .of(Target::Unit)
        .private(),
        Route::put("/units/{unit}/workers/{worker}", Perm::VoucherManage, "worker.correct", worker_record::correct)
            .of(Target::Unit),
        Route::post(
            "/units/{unit}/workers/{worker}/namesakes",
            Perm::VoucherManage,
            "worker.tell_apart",
            namesakes::tell_apart,
        )
        .of(Target::Unit),
    ]
}

fn programme_routes() -> Vec<Route> {
    vec![
        Route::list("/programmes", Perm::VoucherRead, programmes::list),
        Route::post("/units/{unit}/programmes", Perm::VoucherManage, "programme.open", programmes::open)
            .of(Target::Unit),
        Route::get("/programmes/{programme}", Perm::VoucherRead, programmes::show).of(Target::Programme),
        Route::post("/programmes/{programme}/closing", Perm::VoucherManage, "programme.close", programmes::close)
            .of(Target::Programme),
        Route::list("/programmes/{programme}/issues", Perm::VoucherRead, issue_rows::list).of(Target::Programme),
        Route::post("/programmes/{programme}/issues", Perm::VoucherManage, "voucher.issue", issues::issue)
            .of(Target::Programme)
            .books(),
        Route::post("/programmes/{programme}/slip-prints", Perm::VoucherManage, "slip.print", slips::print)
            .of(Target::Programme)
            .private(),
        Route::post("/programmes/{programme}/sign-in-prints", Perm::VoucherManage, "sign_in.print", sign_in::print)
            .of(Target::Programme)
            .private(),
        Route::post(
            "/programmes/{programme}/sign-off-prints",
            Perm::VoucherManage,
            "sign_off.print",
            slips::print_sign_off,
        )
        .of(Target::Programme)
        .private(),
        Route::list("/programmes/{programme}/accounts", Perm::VoucherRead, accounts::list).of(Target::Programme),
    ]
}

fn account_routes() -> Vec<Route> {
    vec![
        Route::get("/accounts/mine", Perm::VoucherOwn, accounts::mine),
        // An act, not a query: the trail keeps who looked whose voucher up.
        Route::post("/outlets/{outlet}/voucher-quotes", Perm::TillSell, "voucher.quote", redeem::ask)
            .of(Target::Outlet)
            .private(),
        Route::get("/accounts/mine/code", Perm::VoucherOwn, accounts::my_code),
        Route::list("/accounts/mine/redemptions", Perm::VoucherOwn, accounts::my_redemptions),
        Route::get("/accounts/{account}", Perm::VoucherRead, accounts::show).of(Target::Account),
        Route::list("/accounts/{account}/redemptions", Perm::VoucherRead, accounts::redemptions).of(Target::Account),
        Route::post("/accounts/{account}/block", Perm::VoucherManage, "account.block", accounts::block)
            .of(Target::Account),
        Route::post("/accounts/{account}/unblock", Perm::VoucherManage, "account.unblock", accounts::unblock)
            .of(Target::Account),
        Route::post("/accounts/{account}/slips", Perm::VoucherManage, "slip.reissue", slips::reissue)
            .of(Target::Account),
    ]
}

fn collection_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/accounts/mine/collections",
            Perm::VoucherOwn,
            "collection.allow_own",
            collections::let_collect_mine,
        )
        .private(),
        Route::list("/accounts/mine/collections", Perm::VoucherOwn, collections::list_mine),
        Route::post(
            "/accounts/mine/collections/{collection}/withdrawal",
            Perm::VoucherOwn,
            "collection.withdraw_own",
            collections::withdraw_mine,
        ),
        Route::post(
            "/accounts/{account}/collections",
            Perm::VoucherManage,
            "collection.allow",
            collections::let_collect,
        )
        .of(Target::Account)
        .private(),
        Route::list("/accounts/{account}/collections", Perm::VoucherRead, collections::list).of(Target::Account),
        Route::post(
            "/accounts/{account}/collections/{collection}/reveal",
            Perm::PersonalReveal,
            "collection.reveal",
            collections::reveal,
        )
        .of(Target::Account)
        .private(),
        Route::post(
            "/accounts/{account}/collections/{collection}/withdrawal",
            Perm::VoucherManage,
            "collection.withdraw",
            collections::withdraw,
        )
        .of(Target::Account),
    ]
}

fn settlement_routes() -> Vec<Route> {
    vec![
        Route::list("/statements", Perm::VoucherRead, statements::list),
        Route::post("/programmes/{programme}/statements", Perm::VoucherSettle, "statement.draw", statements::draw)
            .of(Target::Programme)
            .books(),
        Route::get("/statements/{statement}", Perm::VoucherRead, statements::show),
        Route::list("/statements/{statement}/lines", Perm::VoucherRead, statements::lines),
        Route::post(
            "/statements/{statement}/confirmation",
            Perm::VoucherSettle,
            "statement.confirm",
            statements::confirm,
        ),
        Route::post(
            "/statements/{statement}/withdrawal",
            Perm::VoucherSettle,
            "statement.withdraw",
            statements::withdraw,
        ),
        Route::list("/payouts", Perm::VoucherRead, payouts::list),
        Route::post("/payouts", Perm::VoucherPay, "payout.pay", payouts::pay).books(),
        Route::get("/payouts/{payout}", Perm::VoucherRead, payouts::show),
        Route::post("/payouts/{payout}/prints", Perm::VoucherPay, "payout.print", payouts::print).private(),
    ]
}
