//! What needs whom today: each post is told of what is its own to do, and of nothing else.

use crate::{
    catalogue::certify::in_notice,
    harness::{Client, on_both},
    shop::Shop,
    vouchers::scene,
};
use serde_json::{Value, json};

fn task(client: &Client, kind: &str) -> Value {
    let tasks = client.get("/tasks").ok();
    tasks["items"].as_array().unwrap().iter().find(|task| task["kind"] == json!(kind)).cloned().unwrap_or_default()
}

#[test]
fn objections_and_ends_without_a_holiday_plan_wait_for_the_office() {
    on_both(|county| {
        county.at("2026-12-28T01:00:00Z");
        let case = in_notice(county);
        let office = county.office();
        assert_eq!(task(&office, "certification.objection"), Value::Null);
        assert_eq!(task(&office, "certification.provisional")["due_on"], json!("2027-01-06"));
        office.post(&format!("{case}/objections"), json!({"text": "有人反映不实"})).ok();
        let waits = task(&office, "certification.objection");
        assert_eq!((&waits["count"], &waits["to"]), (&json!(1), &json!("/catalogue/certifications?state=in_notice")));
        assert_eq!(task(&county.supervisor(), "certification.objection"), Value::Null);
    });
}

#[test]
fn who_begins_is_told_where_to_begin() {
    on_both(|county| {
        let unit = scene::unit(county, "邵东一中");
        let union = county.person("吴某", "union_officer", Some(unit));
        assert_eq!(task(&union, "roll.first")["to"], json!(format!("/units/{unit}/roll")));
        assert_eq!(task(&union, "programme.first"), Value::Null, "one thing after the other");
        union.post(&format!("/units/{unit}/workers"), json!({"rows": [{"name": "周一", "phone": "13800000001"}]})).ok();
        assert_eq!(task(&union, "roll.first"), Value::Null);
        assert_eq!(task(&union, "programme.first")["to"], json!("/programmes"));
        union.post(&format!("/units/{unit}/programmes"), json!({"year": 2026})).ok();
        assert_eq!(task(&union, "programme.first"), Value::Null);

        let shop = Shop::open(county);
        let first = task(&shop.manager, "book.first");
        assert_eq!(first["to"], json!(format!("/books/{}/new/opening", shop.outlet)));
        assert_eq!(task(&shop.clerk, "book.first"), Value::Null);
        shop.stock("2026-08-01", 10_000);
        assert_eq!(task(&shop.manager, "book.first"), Value::Null);
    });
}

#[test]
fn a_worker_hears_that_an_own_voucher_ends() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (account, _) = scene.slips().remove(0);
        let worker = county.person("周一", "worker", Some(account.0));
        assert_eq!(task(&worker, "voucher.own_ending"), Value::Null);
        let ends = worker.get("/accounts/mine").ok()["valid_to"].as_str().unwrap().to_owned();
        county.at(&format!("{ends}T01:00:00Z"));
        let worker = county.sign_in(&format!("worker.{account}"), crate::harness::PASSWORD);
        let waits = task(&worker, "voucher.own_ending");
        assert_eq!((&waits["due_on"], &waits["to"]), (&json!(ends), &json!("/wallet")));
    });
}

#[test]
fn a_manager_hears_of_the_outlets_term_its_shelf_and_its_debts() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        shop.stock("2026-08-01", 10_000);
        for kind in ["authorisation.own_ends", "stock.left_catalogue", "stock.badge_ends", "consignment.owed"] {
            assert_eq!(task(&shop.manager, kind), Value::Null, "{kind}");
        }
        let badge = json!({"kind": "green", "certificate_number": "LB-1", "valid_from": "2024-01-01", "valid_to": "2026-09-01"});
        office.post(&format!("/products/{}/badges", shop.listed), badge).ok();
        assert_eq!(task(&shop.manager, "stock.badge_ends")["due_on"], json!("2026-09-01"));

        let owner = json!({"producer": shop.producer});
        let line = json!({"product": shop.listed, "quantity": {"g": 5_000}, "price": {"fen": 1000, "per": 1000},
            "papers": {"certificate": "HGZ-1"}});
        let intake = json!({"day": "2026-08-01", "owner": owner, "lines": [line]});
        shop.manager.post_once("on-consignment", &format!("/outlets/{}/consignments", shop.outlet), intake).ok();
        let sale = shop.cash_sale(12_000);
        shop.clerk.post_once("sells-both", &shop.sales(), sale).ok();
        assert_eq!(task(&shop.manager, "consignment.owed")["count"], json!(1));

        let cases = office.get("/certifications?state=listed").ok();
        let case = cases["items"][0]["id"].clone();
        office.post(&format!("/certifications/{case}/suspension"), json!({"reason": "举报待查"})).ok();
        let waits = task(&shop.manager, "stock.left_catalogue");
        assert_eq!((&waits["count"], &waits["to"]), (&json!(1), &json!(format!("/books/{}/stock", shop.outlet))));
        assert_eq!(task(&shop.clerk, "stock.left_catalogue"), Value::Null);

        let pause = json!({"on_day": "2026-08-04", "reason": "自查", "document_no": "2号", "wind_down": "存货封存，券到别店用"});
        office.post(&format!("/outlets/{}/suspensions", shop.outlet), pause).ok();
        assert_eq!(task(&shop.manager, "authorisation.own_suspended")["count"], json!(1));
    });
}
