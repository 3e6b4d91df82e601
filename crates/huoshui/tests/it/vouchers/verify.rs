//! An auditor recounts the vouchers: every balance, every worker's year, every statement.

use super::scene;
use crate::harness::{County, Engine, PASSWORD, on_both};
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

#[test]
fn what_cannot_be_is_named() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (_, slip) = scene.slips().remove(0);
        scene.spend(&slip, 80, 1, NOON).unwrap();
        let draw = format!("/programmes/{}/statements", scene.programme);
        let drawn =
            scene.union.post_once("draw-one", &draw, json!({"to_day": "2026-08-04"})).ok()["statements"][0].clone();
        scene.union.post(&format!("/statements/{}/confirmation", drawn["id"]), json!({})).ok();
        county.auditor();
        county.person("财某", "finance", None);
        county.at("2026-08-20T01:00:00Z");
        let finance = county.sign_in("finance.0", PASSWORD);
        let body = json!({"way": "direct", "document_no": "付1号"});
        finance.post_once("payout-one", "/payouts", body).ok();
        let codes = |sql: &'static str| {
            assert!(county.app.db().write_now(move |tx| Ok(tx.run(sql, &[])?)).unwrap() > 0, "{sql}");
            let verified = county.sign_in("auditor.0", PASSWORD).get("/audit/verification").ok();
            let problems = verified["vouchers"]["problems"].as_array().unwrap().clone();
            problems.iter().map(|p| p["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes("UPDATE statement SET state = 'confirmed'"), ["payout.total", "statement.state"]);
        assert_eq!(codes("UPDATE statement SET state = 'paid'"), Vec::<String>::new());
        assert_eq!(codes("UPDATE payout SET total_fen = total_fen + 1"), ["payout.total"]);
        assert_eq!(codes("UPDATE payout SET total_fen = total_fen - 1, statements = 2"), ["payout.statements"]);
        assert_eq!(codes("UPDATE payout SET statements = 1"), Vec::<String>::new());
        let later = codes("UPDATE account SET valid_to = '2029-12-31'");
        assert!(!later.is_empty() && later.iter().all(|code| code == "account.valid_to"), "{later:?}");
    });
}
