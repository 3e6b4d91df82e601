//! Signing in: the first time, wrongly, with one-time codes, after a reset.

use crate::harness::{PASSWORD, on_both};
use serde_json::json;

#[test]
fn the_set_up_link_works_once_and_only_with_its_token() {
    use crate::harness::{County, Engine};
    let county = County::empty(Engine::Sqlite);
    let nobody = county.nobody();
    assert_eq!(nobody.get("/setup").ok()["needed"], json!(true));
    nobody.get("/setup/counties?token=guess&q=shaodong").refused(403, "setup.token");
    nobody.get("/people").refused(409, "edge.not_set_up");
    let found = nobody.get("/setup/counties?token=story&q=shaodong").ok();
    assert_eq!(found["items"][0]["name"], json!("邵东市"));
    assert_eq!(nobody.get("/setup/policies?token=story").ok()["items"][0]["id"], json!("shaodong-2020"));
    let body = json!({"token": "story", "county": "430582", "policy": "shaodong-2020", "admin_name": "管理员",
        "admin_login": "admin", "admin_password": PASSWORD});
    let mut weak = body.clone();
    weak["admin_password"] = json!("short");
    nobody.post("/setup", weak).refused(422, "password.weak");
    let mut wrong = body.clone();
    wrong["county"] = json!("999999");
    nobody.post("/setup", wrong).refused(422, "setup.county");
    assert_eq!(nobody.post("/setup", body.clone()).ok()["divisions"], json!(606));
    nobody.post("/setup", body).refused(409, "setup.done");
    assert_eq!(nobody.get("/setup").ok()["needed"], json!(false));
    assert_eq!(county.admin().get("/session").ok()["county"]["name"], json!("邵东市"));
}

#[test]
fn wrong_passwords_lock_the_login_for_a_while() {
    on_both(|county| {
        let _ = county.admin();
        let wrong = || county.nobody().post("/session", json!({"login": "admin", "password": "wrong"}));
        for _ in 0..5 {
            wrong().refused(401, "session.wrong");
        }
        wrong().refused(423, "session.locked");
        county
            .nobody()
            .post("/session", json!({"login": "admin", "password": PASSWORD}))
            .refused(423, "session.locked");
        county.at("2026-08-04T01:20:00Z");
        county.nobody().post("/session", json!({"login": "admin", "password": PASSWORD})).ok();
        county
            .nobody()
            .post("/session", json!({"login": "nobody.here", "password": "x"}))
            .refused(401, "session.wrong");
    });
}

#[test]
fn sessions_can_be_seen_and_ended_and_need_the_csrf_value() {
    on_both(|county| {
        let (first, second) = (county.sign_in("admin", PASSWORD), county.sign_in("admin", PASSWORD));
        let sessions = first.get("/sessions").ok();
        let other = sessions["items"].as_array().unwrap().iter().find(|s| s["current"] == json!(false)).unwrap();
        let mut forged = first.clone();
        forged.cookies.insert("huoshui_csrf".into(), "guess".into());
        forged.delete(&format!("/sessions/{}", other["id"])).refused(403, "edge.csrf");
        first.delete(&format!("/sessions/{}", other["id"])).ok();
        second.get("/sessions").refused(401, "session.ended");
        first.delete("/session").ok();
        first.get("/sessions").refused(401, "session.ended");
    });
}

#[test]
fn one_time_codes_are_taken_once() {
    on_both(|county| {
        let admin = county.sign_in("admin", PASSWORD);
        let key = admin.post("/totp", json!({})).ok()["key"].as_str().unwrap().to_owned();
        admin.post("/totp/confirmation", json!({"key": key, "code": "000000"})).refused(422, "totp.wrong");
        admin.post("/totp/confirmation", json!({"key": key, "code": code(&key, "2026-08-04T01:00:00Z")})).ok();
        county.at("2026-08-04T01:02:00Z");
        let sign_in = |code: Option<String>| {
            county.nobody().post("/session", json!({"login": "admin", "password": PASSWORD, "totp": code}))
        };
        sign_in(None).refused(401, "session.totp_needed");
        let good = code(&key, "2026-08-04T01:02:00Z");
        sign_in(Some(good.clone())).ok();
        sign_in(Some(good)).refused(401, "session.totp_wrong");
    });
}

fn code(key: &str, at: &str) -> String {
    use totp_rs::{Algorithm, Builder, Secret};
    let seconds = at.parse::<base::Instant>().unwrap().millis() / 1000;
    let secret = Secret::try_from_base32(key).unwrap();
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

#[test]
fn an_administrator_hands_over_a_reset_and_the_old_way_in_is_closed() {
    on_both(|county| {
        let wang = county.office();
        let people = county.admin().get("/people?q=county_office").ok();
        let id = people["items"][0]["id"].as_i64().unwrap();
        let link = county.admin().post(&format!("/people/{id}/reset"), json!({})).ok();
        wang.get("/sessions").refused(401, "session.ended");
        let path = link["path"].as_str().unwrap().replace("/first-sign-in/", "/sign-in-links/");
        assert_eq!(county.nobody().get(&path).ok()["name"], json!("王*"));
        county.nobody().post(&path, json!({"password": "short"})).refused(422, "password.weak");
        county.nobody().post(&path, json!({"password": "another pond 8"})).ok();
        county.nobody().post(&path, json!({"password": "another pond 9"})).refused(410, "link.dead");
        county.sign_in("county_office.0", "another pond 8").get("/session").ok();
    });
}
