//! People: found by name though names are sealed, invited many at once with their posts.

use crate::harness::{PASSWORD, on_both};
use serde_json::json;

#[test]
fn people_are_found_by_name_initials_and_login_within_the_scope() {
    on_both(|county| {
        let admin = county.admin();
        let li = county.supervisor();
        for (name, login) in [("曾大山", "zeng"), ("曾小山", "office.2"), ("周一鸣", "zhou")] {
            admin.post("/people", json!({"name": name, "login": login})).ok();
        }
        for (q, logins) in [
            ("曾", vec!["office.2", "zeng"]),
            ("大山", vec!["zeng"]),
            ("zds", vec!["zeng"]),
            ("ZHOU", vec!["zhou"]),
            ("yiming", vec!["zhou"]),
            ("office.2", vec!["office.2"]),
            ("%", vec![]),
            ("没有此人", vec![]),
        ] {
            let found = admin.get(&format!("/people?sort=login&q={}", encoded(q))).ok();
            let seen: Vec<_> = found["items"].as_array().unwrap().iter().map(|p| p["login"].clone()).collect();
            assert_eq!(seen, logins, "{q}");
        }
        assert_eq!(li.get(&format!("/people?q={}", encoded("曾"))).ok()["items"], json!([]));
        assert_eq!(li.get(&format!("/people?q={}", encoded("李某"))).ok()["items"][0]["name"], json!("李某"));
    });
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn a_table_of_people_is_invited_whole_or_not_at_all() {
    on_both(|county| {
        let admin = county.admin();
        let village = county.division("430582204213");
        let row = |name: &str, login: &str, post: serde_json::Value| json!({"person": {"name": name, "login": login}, "post": post});
        let send = |rows: &[serde_json::Value]| admin.post("/people/batches", json!({ "rows": rows }));
        county.office().post("/people/batches", json!({"rows": []})).refused(403, "edge.not_allowed");
        send(&[]).refused(422, "person.batch_size");
        let good = row("张小兰", "zhangxl", json!({"role": "information_officer", "scope_id": village}));
        let wrong = send(&[
            good.clone(),
            row("", "admin", json!(null)),
            row("李四", "L!", json!({"role": "village_chief"})),
            row("王五", "zhangxl", json!({"role": "information_officer", "scope_id": 999_999})),
        ]);
        let wrong = wrong.refused(422, "person.batch_rows");
        let fields: Vec<_> =
            wrong["errors"].as_array().unwrap().iter().map(|e| (e["field"].clone(), e["code"].clone())).collect();
        let expected = [
            ("/rows/1/person/name", "person.name_missing"),
            ("/rows/1/person/login", "person.login_taken"),
            ("/rows/2/person/login", "person.login_invalid"),
            ("/rows/2/post/role", "post.no_role"),
            ("/rows/3/person/login", "person.login_taken"),
            ("/rows/3/post/scope_id", "post.scope_unknown"),
        ];
        assert_eq!(fields, expected.map(|(field, code)| (json!(field), json!(code))));
        assert_eq!(admin.get("/people?q=zhangxl").ok()["items"], json!([]), "nothing was written");

        let made = send(&[good.clone(), row("李四", "lisi", json!(null))]).ok();
        assert_eq!(made["links"].as_array().unwrap().len(), 2);
        let token = made["links"][0]["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
        let session = county.sign_in("zhangxl", PASSWORD).get("/session").ok();
        assert_eq!(session["post"]["role"], json!("information_officer"));
        send(&[good]).refused(422, "person.batch_rows");
        assert!(county.acts().contains(&"person.invite_many".to_owned()));
    });
}
