//! What waits for whom: statements to confirm, statements to pay, vouchers about to end, also one's own.

use base::{Day, Refusal, Text};
use edge::{Actor, Perm, Role, Task};
use store::{Tx, params};

/// Days before the end of vouchers from which it is shown.
const AHEAD_DAYS: i32 = 30;

/// The tasks of an actor.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let mut tasks = Vec::new();
    let (from, until) = actor.scope.range();
    let county = actor.county_id();
    if actor.may(Perm::VoucherSettle) {
        let (count, due): (i64, Option<Day>) = tx.one(
            "SELECT COUNT(*), MIN(payable_on) FROM statement WHERE county = $1 AND unit_path >= $2 AND unit_path < $3 AND state = 'drawn'",
            params![county, from.as_str(), until.as_str()],
        )?;
        push(
            &mut tasks,
            "statement.confirm",
            ("待确认的结算单", "Statements to confirm"),
            (count, due),
            "/statements?state=drawn",
        );
    }
    if actor.role == Role::UnionOfficer && actor.scope.kind == "unit" {
        first_steps(tx, actor, &mut tasks)?;
    }
    if actor.may(Perm::VoucherManage) {
        let (count, due): (i64, Option<Day>) = tx.one(
            "SELECT COUNT(*), MIN(valid_to) FROM account WHERE county = $1 AND path >= $2 AND path < $3
             AND balance_fen > 0 AND valid_to >= $4 AND valid_to <= $5",
            params![county, from.as_str(), until.as_str(), actor.day(), actor.day().plus_days(AHEAD_DAYS)],
        )?;
        push(
            &mut tasks,
            "voucher.ending",
            ("即将到期还有余额的券", "Vouchers about to end with something left"),
            (count, due),
            "/programmes",
        );
    }
    if actor.role == Role::Worker && actor.scope.kind == "account" {
        own_ending(tx, actor, &mut tasks)?;
    }
    if actor.may(Perm::VoucherPay) {
        let (count, due): (i64, Option<Day>) = tx.one(
            "SELECT COUNT(*), MIN(payable_on) FROM statement WHERE county = $1 AND state = 'confirmed' AND payable_on <= $2",
            params![county, actor.day()],
        )?;
        push(
            &mut tasks,
            "payout.pay",
            ("冷静期已过、待付款的结算单", "Statements to pay, cooled off"),
            (count, due),
            "/statements?state=confirmed",
        );
    }
    Ok(tasks)
}

/// A union that begins needs the list of its workers, and then the programme of the year.
fn first_steps(tx: &mut Tx<'_>, actor: &Actor, tasks: &mut Vec<Task>) -> Result<(), Refusal> {
    let (county, unit) = (actor.county_id(), actor.scope.id);
    let (workers, programmes): (bool, bool) = tx.one(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM worker WHERE county = $1 AND unit = $2 AND left_on > $3) THEN 1 ELSE 0 END,
         CASE WHEN EXISTS (SELECT 1 FROM programme WHERE county = $1 AND unit = $2 AND year = $4) THEN 1 ELSE 0 END",
        params![county, unit, actor.day(), actor.day().year()],
    )?;
    let one = |lacking: bool| (i64::from(lacking), None);
    push(
        tasks,
        "roll.first",
        ("还没有职工名单：先导入", "No list of workers yet: take it in first"),
        one(!workers),
        &format!("/units/{unit}/roll"),
    );
    push(
        tasks,
        "programme.first",
        ("今年还没有提货券计划", "No voucher programme for this year yet"),
        one(workers && !programmes),
        "/programmes",
    );
    Ok(())
}

/// A worker hears of the own account.
fn own_ending(tx: &mut Tx<'_>, actor: &Actor, tasks: &mut Vec<Task>) -> Result<(), Refusal> {
    let (count, due): (i64, Option<Day>) = tx.one(
        "SELECT COUNT(*), MIN(valid_to) FROM account WHERE county = $1 AND id = $2
         AND balance_fen > 0 AND valid_to >= $3 AND valid_to <= $4",
        params![actor.county_id(), actor.scope.id, actor.day(), actor.day().plus_days(AHEAD_DAYS)],
    )?;
    push(
        tasks,
        "voucher.own_ending",
        ("我的提货券快到期，还有余额", "My voucher ends soon with something left"),
        (count, due),
        "/wallet",
    );
    Ok(())
}

fn push(tasks: &mut Vec<Task>, kind: &str, (zh, en): (&str, &str), (count, due_on): (i64, Option<Day>), to: &str) {
    if count > 0 {
        tasks.push(Task { kind: kind.into(), title: Text::new(zh, en), count, due_on, to: to.into() });
    }
}
