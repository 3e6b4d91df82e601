//! The audit trail: every write is in it, nothing personal is, and it notices a change.

use crate::harness::{County, Engine, on_both};
use serde_json::json;

#[test]
fn every_write_leaves_one_act_and_nothing_personal() {
    on_both(|county| {
        let _ = county.office();
        let _ = county.auditor();
        let acts = county.acts();
        for act in ["person.invite", "post.grant", "password.set", "county.set_up"] {
            assert!(acts.iter().any(|a| a == act), "{act} in {acts:?}");
        }
        let trail = county.auditor().get("/audit?limit=500");
        let rows = trail.ok()["items"].as_array().unwrap().clone();
        let sign_ins: Vec<_> = rows.iter().filter(|row| row["act"] == json!("session.open")).collect();
        assert!(!sign_ins.is_empty() && sign_ins.iter().all(|row| row["person"] != json!(0)), "signed by who came in");
        // The trail keeps numbers; names are read beside it, so that a list of any length is signed.
        assert!(rows.iter().any(|row| row["person_name"] == json!("王某")));
        for mut row in rows {
            row["person_name"] = json!(null);
            assert!(!row.to_string().contains("王某"), "{row}");
        }
        let verified = county.auditor().get("/audit/verification").ok();
        assert_eq!(verified["audit"]["wrong"], json!(null));
        county.office().get("/audit").refused(403, "edge.not_allowed");
    });
}

#[test]
fn a_worker_who_acts_is_masked_and_whoever_acts_for_an_office_is_named() {
    on_both(|county| {
        let scene = crate::vouchers::scene::set(county);
        scene.issue(600);
        let (account, _) = scene.slips().remove(0);
        let worker = county.person("周一", "worker", Some(account.0));
        worker.post("/accounts/mine/collections", json!({"collector_name": "周嫂", "amount_fen": 100})).ok();
        let rows = county.auditor().get("/audit?limit=500").ok()["items"].as_array().unwrap().clone();
        let name_of = |act: &str| rows.iter().find(|row| row["act"] == json!(act)).unwrap()["person_name"].clone();
        assert_eq!(name_of("collection.allow_own"), json!("周*"));
        assert_eq!(name_of("voucher.issue"), json!("吴某"));
        assert!(county.auditor().get("/audit?format=csv").body.contains("吴某"));
    });
}

#[test]
fn a_row_changed_behind_the_programs_back_is_found() {
    let county = County::set_up(Engine::Sqlite);
    let _ = county.office();
    let raw = rusqlite::Connection::open(county.folder.path().join("huoshui.db")).unwrap();
    raw.execute_batch(
        "DROP TRIGGER audit_no_UPDATE; UPDATE audit SET act = 'post.end' WHERE act = 'post.grant' AND person = 1",
    )
    .unwrap();
    let verified = county.auditor().get("/audit/verification").ok();
    assert!(verified["audit"]["wrong"]["en"].as_str().unwrap().contains("person 1"), "{verified}");
}

#[test]
fn who_reaches_too_far_is_named_with_post_and_thing() {
    on_both(|county| {
        let (li, shop) = (county.supervisor(), crate::shop::Shop::open_in(county, "430582001001", "大禾塘店"));
        let path = format!("/outlets/{}", shop.outlet);
        li.get(&path).refused(403, "edge.outside_scope");
        let me = li.get("/session").ok();
        let denied = county.auditor().get("/audit?act=scope.denied").ok()["items"][0].clone();
        assert_eq!(
            (&denied["person"], &denied["post"], &denied["subject"]),
            (&me["person"]["id"], &me["post"]["id"], &json!(format!("GET {path}")))
        );
        assert_eq!(county.auditor().get("/audit/verification").ok()["wrong"], json!(null));
    });
}

#[test]
fn a_correction_tells_what_became_what_and_nothing_personal() {
    on_both(|county| {
        let office = county.office();
        let town = county.division("430582204000");
        let form = |kind: &str, name: &str, account: &str, phone: &str| {
            json!({"kind": kind, "name": name, "operator": "陈某商行", "division": town, "opened_on": "2026-01-01",
                "contact": {"name": "陈店长", "phone": phone, "bank_account": account}})
        };
        let shop = crate::shop::id(&office.post("/outlets", form("shop", "城东店", "6222021234567890", "13800000001")));
        let path = format!("/outlets/{shop}");
        office.put(&path, form("area", "城西店", "6222029999997890", "13800000001")).ok();
        office.put(&path, form("area", "城西店", "6222021234567890", "13900000001")).ok();
        office.put(&path, form("area", "城西店", "6222021234567890", "13900000001")).ok();
        let trail = county.auditor().get("/audit?act=outlet.correct");
        let told: Vec<String> = trail.ok()["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["detail"].as_str().unwrap().to_owned())
            .collect();
        // The newest first. The masked account is the same each time; that it was another one is told.
        assert_eq!(
            told,
            ["", "contact_phone; personal: bank, phone", "kind: shop → area; name: 城东店 → 城西店; personal: bank"]
        );
        assert!(!trail.body.contains("陈") && !told.concat().contains(|c: char| c.is_ascii_digit()), "{}", trail.body);
        office.put("/people/2", json!({"name": "王改"})).refused(403, "edge.not_allowed");
        county.admin().put("/people/2", json!({"name": "王改", "phone": "13700000001"})).ok();
        let trail = county.auditor().get("/audit?act=person.correct");
        let told = trail.ok()["items"][0]["detail"].as_str().unwrap().to_owned();
        assert!(told.contains("personal: name, phone") && !told.contains('王') && !told.contains("137"), "{told}");
        assert_eq!(county.auditor().get("/audit/verification").ok()["wrong"], json!(null));
    });
}
