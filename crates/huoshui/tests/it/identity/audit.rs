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
        assert_eq!(verified["wrong"], json!(null));
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
    assert!(verified["wrong"].as_str().unwrap().contains("person 1"), "{verified}");
}
