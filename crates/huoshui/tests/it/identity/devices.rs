//! A phone in a village: bound by a QR or by six digits, signed in for months, ended when it is lost.

use crate::harness::{Client, County, on_both};
use serde_json::{Value, json};

fn officer_post(county: &County) -> i64 {
    let village = county.division("430582204213");
    county.person_as("officer.shen", "申某", "information_officer", Some(village));
    let posts = county.admin().get("/posts?role=information_officer").ok();
    posts["items"][0]["id"].as_i64().unwrap()
}

fn offer(county: &County, post: i64) -> Value {
    county.supervisor().post(&format!("/posts/{post}/device-codes"), json!({})).ok()
}

fn bind(county: &County, body: Value) -> crate::harness::Answer {
    county.nobody().post("/device-bindings", body)
}

fn phone(county: &County, code: &Value) -> Client {
    let code = code["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let answer = bind(county, json!({"code": code, "name": "老王的手机"}));
    answer.ok();
    let mut phone = county.nobody();
    phone.cookies = answer.cookies;
    phone
}

#[test]
fn a_phone_is_bound_once_and_stays_signed_in_for_months() {
    on_both(|county| {
        let post = officer_post(county);
        let first = offer(county, post);
        let code = offer(county, post);
        let dead = first["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        bind(county, json!({"code": dead, "name": "旧码"})).refused(401, "device.code_wrong");
        let phone = phone(county, &code);
        assert_eq!(phone.get("/supply-today").ok()["villages"].as_array().unwrap().len(), 1);
        let again = code["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        bind(county, json!({"code": again, "name": "第二部"})).refused(401, "device.code_wrong");
        county.at("2026-12-01T01:00:00Z");
        assert_eq!(phone.get("/sessions").ok()["items"][0]["device"], json!("老王的手机"));
        // Lost: the township ends it, and the phone is told so.
        county.supervisor().post(&format!("/posts/{post}/device-endings"), json!({})).ok();
        phone.get("/supply-today").refused(401, "session.ended");
        assert!(county.acts().contains(&"device.end".to_owned()));
    });
}

#[test]
fn six_digits_are_told_over_the_phone_and_die_soon() {
    on_both(|county| {
        let post = officer_post(county);
        let told = offer(county, post);
        let digits = told["digits"].as_str().unwrap().to_owned();
        assert!(digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()), "{told}");
        let other = if digits == "000000" { "000001" } else { "000000" };
        let by = |digits: &str| bind(county, json!({"login": "officer.shen", "digits": digits, "name": "手机"}));
        by(other).refused(401, "device.code_wrong");
        bind(county, json!({"login": "nobody.here", "digits": digits, "name": "手机"}))
            .refused(401, "device.code_wrong");
        by(&digits).ok();
        by(&digits).refused(401, "device.code_wrong");

        // Five wrong ones, and the right one is dead as well; so it is after ten minutes.
        let told = offer(county, post);
        let digits = told["digits"].as_str().unwrap().to_owned();
        let other = if digits == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            by(other).refused(401, "device.code_wrong");
        }
        by(&digits).refused(401, "device.code_wrong");
        let digits = offer(county, post)["digits"].as_str().unwrap().to_owned();
        county.at("2026-08-04T01:11:00Z");
        by(&digits).refused(401, "device.code_wrong");
        // The QR of that offer works until tomorrow.
        let code = offer(county, post);
        county.at("2026-08-05T00:00:00Z");
        phone(county, &code);
    });
}

#[test]
fn only_villages_have_phones_and_only_their_own_township_hands_them_out() {
    on_both(|county| {
        let post = officer_post(county);
        county.office();
        let offices = county.admin().get("/posts?role=county_office").ok()["items"][0]["id"].clone();
        county
            .admin()
            .post(&format!("/posts/{offices}/device-codes"), json!({}))
            .refused(422, "device.no_village_post");
        county.admin().post("/posts/9999/device-codes", json!({})).refused(404, "post.unknown");
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        elsewhere.post(&format!("/posts/{post}/device-codes"), json!({})).refused(403, "edge.outside_scope");
        county.office().post(&format!("/posts/{post}/device-codes"), json!({})).refused(403, "edge.not_allowed");
        // The post ends, and so does the phone.
        let phone = phone(county, &offer(county, post));
        county.admin().post(&format!("/posts/{post}/end"), json!({"reason": "换届"})).ok();
        phone.get("/supply-today").refused(401, "session.ended");
    });
}
