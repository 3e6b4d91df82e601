//! Posts: scope, term, what excludes what, hand-over.

use crate::harness::on_both;
use serde_json::json;

#[test]
fn posts_are_refused_where_they_do_not_fit() {
    on_both(|county| {
        let admin = county.admin();
        let village = county.division("430582204213");
        let link = admin.post("/people", json!({"name": "张某", "login": "zhang"})).ok();
        let grant = |body| admin.post(&format!("/people/{}/posts", link["person"]), body);
        grant(json!({"role": "village_chief"})).refused(404, "post.unknown");
        grant(json!({"role": "township_supervisor"})).refused(422, "post.scope_kind");
        grant(json!({"role": "township_supervisor", "scope_id": village})).refused(422, "post.scope_kind");
        grant(json!({"role": "information_officer", "scope_id": 999_999})).refused(422, "post.scope_unknown");
        grant(json!({"role": "information_officer", "scope_id": village, "valid_from": "2026-09-01", "valid_to": "2026-08-01"}))
            .refused(422, "post.term");
        grant(json!({"role": "information_officer", "scope_id": village})).ok();
        grant(json!({"role": "auditor"})).refused(409, "post.excludes");
        admin.post("/people/1/posts", json!({"role": "county_office"})).refused(403, "post.own");
        admin.post("/people", json!({"name": "别人", "login": "zhang"})).refused(409, "person.login_taken");
        admin.post("/people", json!({"name": "别人", "login": "A!"})).refused(422, "person.login_invalid");
    });
}

#[test]
fn a_post_ends_at_once_and_its_successor_begins() {
    on_both(|county| {
        let admin = county.admin();
        let old = county.supervisor();
        old.get("/divisions").ok();
        let posts = admin.get("/posts?role=township_supervisor").ok();
        let post = posts["items"][0]["id"].as_i64().unwrap();
        let link = admin.post("/people", json!({"name": "李后", "login": "li.later"})).ok();
        let body = json!({"person": link["person"], "list": "公章一枚，未审申请两件"});
        let granted = admin.post(&format!("/posts/{post}/handover"), body).ok();
        assert_eq!(granted["role"], json!("township_supervisor"));
        old.get("/divisions").refused(401, "session.ended");
        let waiting = admin.get("/handovers?open=1").ok();
        assert_eq!(waiting["items"].as_array().unwrap().len(), 1);
        admin
            .post(&format!("/handovers/{}/signature", waiting["items"][0]["id"]), json!({}))
            .refused(403, "session.not_own");
    });
}

#[test]
fn a_township_sees_its_own_people_only() {
    on_both(|county| {
        let li = county.supervisor();
        let _ = county.office();
        let seen = li.get("/posts").ok();
        let roles: Vec<_> =
            seen["items"].as_array().unwrap().iter().map(|p| p["role"].as_str().unwrap().to_owned()).collect();
        assert_eq!(roles, ["township_supervisor"]);
    });
}
