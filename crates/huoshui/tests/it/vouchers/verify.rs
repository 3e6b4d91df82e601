//! An auditor recounts the vouchers: every balance, every worker's year, every statement.

use super::scene;
use crate::harness::{County, Engine, on_both};
use serde_json::{Value, json};

const NOON: &str = "2026-08-04T04:00:00Z";

fn found(county: &County) -> Vec<(String, i64)> {
    let verified = county.auditor().get("/audit/verification").ok();
    let problems = verified["vouchers"]["problems"].as_array().unwrap().clone();
    let pair = |problem: &Value| {
        let off = problem["kept_fen"].as_i64().unwrap() - problem["counted_fen"].as_i64().unwrap();
        (problem["code"].as_str().unwrap().to_owned(), off)
    };
    problems.iter().map(pair).collect()
}

#[test]
fn vouchers_that_were_issued_and_spent_fit_their_accounts() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (_, slip) = scene.slips().remove(0);
        scene.spend(&slip, 80, 1, NOON).unwrap();
        let verified = county.auditor().get("/audit/verification").ok();
        assert_eq!(verified["vouchers"]["problems"], json!([]), "{verified}");
        assert_eq!(verified["vouchers"]["redemptions"], json!(1));
        county.office().get("/audit/verification").refused(403, "edge.not_allowed");
    });
}

#[test]
fn a_balance_raised_behind_the_programs_back_is_named() {
    let county = County::set_up(Engine::Sqlite);
    let scene = scene::set(&county);
    scene.issue(600);
    let (account, slip) = scene.slips().remove(0);
    scene.spend(&slip, 80, 1, NOON).unwrap();
    let raw = rusqlite::Connection::open(county.folder.path().join("huoshui.db")).unwrap();
    raw.execute("UPDATE account SET balance_fen = balance_fen + 100 WHERE id = ?1", [account.0]).unwrap();
    assert_eq!(found(&county), [("account.balance".to_owned(), 100)]);
    raw.execute("UPDATE account SET balance_fen = balance_fen - 100 WHERE id = ?1", [account.0]).unwrap();
    raw.execute("UPDATE voucher_year SET issued_fen = issued_fen - 7 WHERE rowid = 1", []).unwrap();
    assert_eq!(found(&county), [("year.issued".to_owned(), -7)]);
}
