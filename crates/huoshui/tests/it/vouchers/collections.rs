//! Collection by another: the name is kept, seen masked, and a code not used yet is taken back from the list.

use super::scene;
use crate::harness::{Client, PASSWORD, on_both};
use serde_json::{Value, json};

fn listed(client: &Client, path: &str) -> Vec<Value> {
    client.get(path).ok()["items"].as_array().unwrap().clone()
}

#[test]
fn who_collected_stays_to_be_seen_and_what_was_not_used_is_taken_back() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (account, _) = scene.slips().remove(0);
        let path = format!("/accounts/{account}/collections");
        let allow = |name: &str| scene.union.post(&path, json!({"collector_name": name, "amount_fen": 15_000})).ok();
        let used = allow("周大嫂");
        scene.spend(used["code"].as_str().unwrap(), 100, 1, "2026-08-04T05:00:00Z").unwrap();
        let idle = allow("吴邻居");

        county.nobody().get(&path).refused(401, "edge.sign_in");
        let other = county.person_as("other.union", "外某", "union_officer", Some(scene::unit(county, "二中")));
        other.get(&path).refused(403, "edge.outside_scope");
        let auditor = county.auditor();
        let rows = listed(&auditor, &path);
        let seen = |id: &Value| rows.iter().find(|row| row["id"] == *id).unwrap().clone();
        let collected = seen(&used["id"]);
        assert_eq!((&collected["collector"], &collected["state"]), (&json!("周*"), &json!("used")));
        assert_eq!((&collected["collected_fen"], &collected["outlet_name"]), (&json!(10_000), &json!("城东店")));
        assert_eq!(
            (&collected["made_by"], &collected["collected_at"]),
            (&json!("吴某"), &json!("2026-08-04T05:00:00.000Z"))
        );
        assert_eq!(seen(&idle["id"])["state"], json!("live"));
        assert!(auditor.get(&format!("{path}?format=csv")).body.contains("已代领"));

        let reveal = format!("{path}/{}/reveal", used["id"]);
        auditor.post(&reveal, json!({"reason": "核对"})).refused(403, "edge.not_allowed");
        scene.union.post(&reveal, json!({"reason": " "})).refused(422, "voucher.text_length");
        assert_eq!(scene.union.post(&reveal, json!({"reason": "职工来问"})).ok()["name"], json!("周大嫂"));
        assert!(county.acts().contains(&"collection.reveal".to_owned()));

        let withdrawal = |id: &Value| scene.union.post(&format!("{path}/{id}/withdrawal"), json!({}));
        withdrawal(&used["id"]).refused(404, "collection.unknown");
        withdrawal(&idle["id"]).ok();
        assert_eq!(scene.quote(idle["code"].as_str().unwrap(), "2026-08-04T05:02:00Z"), Err("voucher.collection_used"));
        let states: Vec<Value> = listed(&auditor, &path).into_iter().map(|row| row["state"].clone()).collect();
        assert!(states.contains(&json!("withdrawn")), "{states:?}");
    });
}

#[test]
fn a_worker_takes_an_own_code_back_and_a_day_later_it_is_over() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (account, _) = scene.slips().remove(0);
        let worker = county.person("周一", "worker", Some(account.0));
        let allow =
            || worker.post("/accounts/mine/collections", json!({"collector_name": "周嫂", "amount_fen": 100})).ok();
        let (first, second) = (allow(), allow());
        let rows = listed(&worker, "/accounts/mine/collections");
        assert_eq!(rows.len(), 2);
        // An account has one code at a time: the second took the first back.
        worker
            .post(&format!("/accounts/mine/collections/{}/withdrawal", first["id"]), json!({}))
            .refused(404, "collection.unknown");
        county.at("2026-08-06T01:00:00Z");
        let worker = county.sign_in(&format!("worker.{account}"), PASSWORD);
        let rows = listed(&worker, "/accounts/mine/collections");
        let state = |id: &Value| rows.iter().find(|row| row["id"] == *id).unwrap()["state"].clone();
        assert_eq!((state(&first["id"]), state(&second["id"])), (json!("withdrawn"), json!("expired")));
    });
}
