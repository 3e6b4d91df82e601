//! Posts: scope, term, what excludes what, hand-over.

use crate::harness::{PASSWORD, on_both};
use serde_json::json;

#[test]
fn posts_are_refused_where_they_do_not_fit() {
    on_both(|county| {
        let admin = county.admin();
        let village = county.division("430582204213");
        let link = admin.post("/people", json!({"name": "张某", "login": "zhang"})).ok();
        let grant = |body| admin.post(&format!("/people/{}/posts", link["person"]), body);
        grant(json!({"role": "village_chief"})).refused(404, "post.no_role");
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
fn a_post_is_handed_over_and_signed_by_both() {
    on_both(|county| {
        let admin = county.admin();
        let old = county.supervisor();
        let posts = admin.get("/posts?role=township_supervisor").ok();
        let post = posts["items"][0]["id"].as_i64().unwrap();
        let link = admin.post("/people", json!({"name": "李后", "login": "li.later"})).ok();
        let token = link["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
        let body = json!({"person": link["person"], "list": "公章一枚，未审申请两件"});
        let granted = admin.post(&format!("/posts/{post}/handover"), body.clone()).ok();
        assert_eq!(granted["role"], json!("township_supervisor"));
        admin.post(&format!("/posts/{post}/handover"), body).refused(409, "handover.open");
        let new = county.sign_in("li.later", PASSWORD);
        new.get("/divisions").ok();

        let waiting = old.get("/handovers?open=1").ok();
        let row = &waiting["items"][0];
        assert_eq!((&row["giver"], &row["taker"], &row["may_sign"]), (&json!("李某"), &json!("李后"), &json!(true)));
        let path = format!("/handovers/{}/signature", row["id"]);
        assert_eq!(admin.get("/handovers").ok()["items"][0]["may_sign"], json!(false));
        admin.post(&path, json!({})).refused(403, "session.not_own");
        new.post(&path, json!({})).ok();
        new.post(&path, json!({})).refused(409, "handover.signed");
        old.get("/divisions").ok();
        old.post(&path, json!({})).ok();
        old.get("/divisions").refused(401, "session.ended");
        let ended = admin.get(&format!("/people/{}", posts["items"][0]["person"])).ok();
        assert_eq!(ended["posts"][0]["end_reason"], json!("handover"));
        assert_eq!(admin.get("/handovers?open=1").ok()["items"], json!([]));
        assert!(county.acts().contains(&"handover.sign".to_owned()));
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

#[test]
fn a_hand_over_makes_nothing_wider_or_longer() {
    on_both(|county| {
        let admin = county.admin();
        let town = county.division("430582204000");
        let invite =
            |login: &str| admin.post("/people", json!({"name": "某人", "login": login})).ok()["person"].clone();
        let (old, new) = (invite("stands.in"), invite("next.one"));
        let grant = |capacity: &str| {
            json!({"role": "township_supervisor", "scope_id": town, "capacity": capacity,
                "valid_from": "2026-08-01", "valid_to": "2026-08-31"})
        };
        let no = admin.post(&format!("/people/{old}/posts"), grant("boss")).refused(422, "post.capacity");
        assert_eq!(no["errors"][0]["field"], json!("/capacity"));
        let post = admin.post(&format!("/people/{old}/posts"), grant("stand_in")).ok()["id"].clone();
        let path = format!("/posts/{post}/handover");
        admin.post(&path, json!({"person": old, "list": "公章"})).refused(409, "handover.own_successor");
        let granted = admin.post(&path, json!({"person": new, "list": "公章"})).ok();
        assert_eq!(
            (&granted["capacity"], &granted["valid_from"], &granted["valid_to"]),
            (&json!("stand_in"), &json!("2026-08-04"), &json!("2026-08-31"))
        );
    });
}
