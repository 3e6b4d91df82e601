//! What holds for every route: permission, scope, replays, problems, exports, the golden files.

mod exports;
mod full;
mod gone;
mod kill;
mod limits;
mod listening;
mod matrix;
mod migrating;
mod moving;
mod races;
mod schema;
pub(crate) mod tampered;
mod texts;
mod today;
mod upgrade;

use crate::harness::{County, Engine, on_both};
use serde_json::json;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn the_golden_files_are_up_to_date() {
    let county = County::empty(Engine::Sqlite);
    let read = |name: &str| std::fs::read_to_string(format!("{ROOT}/{name}")).unwrap_or_default();
    let openapi = serde_json::to_string_pretty(&edge::openapi(&county.app)).unwrap();
    assert!(read("openapi.json").trim() == openapi.trim(), "openapi.json is out of date: make golden");
}

#[test]
fn no_two_types_claim_one_name_of_a_schema() {
    let county = County::empty(Engine::Sqlite);
    let document = edge::openapi(&county.app);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(schemas.contains_key("Task") && schemas.len() > 200, "{} schemas", schemas.len());
    for name in schemas.keys() {
        // A second type of a name gets a number behind it, and with every new type another one.
        let plain = name.trim_end_matches(|c: char| c.is_ascii_digit());
        assert!(
            plain == name || !schemas.contains_key(plain),
            "{name} and {plain}: give one of them a name of its own"
        );
    }
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_two_sentences() {
    let county = County::empty(Engine::Sqlite);
    let mut seen = std::collections::HashMap::new();
    for slice in county.app.slices() {
        for (code, status, zh, en) in slice.refusals.iter().copied().flatten() {
            assert!((400..600).contains(status), "{code}");
            assert!(code.split_once('.').is_some_and(|(noun, what)| !noun.is_empty() && !what.is_empty()), "{code}");
            assert!(zh.chars().any(cjk) && !en.chars().any(cjk), "{code}: {zh} / {en}");
            assert!(seen.insert(*code, slice.name).is_none(), "{code} is declared twice");
        }
    }
}

#[test]
fn the_same_request_sent_twice_is_answered_once() {
    on_both(|county| {
        let _ = county.office();
        let admin = county.admin();
        let body = json!({"role": "leader"});
        let first = admin.post_once("key-0001-lead", "/people/2/posts", body.clone());
        let again = admin.post_once("key-0001-lead", "/people/2/posts", body.clone());
        assert_eq!(first.ok(), again.ok());
        assert_eq!(again.headers.get("idempotency-replayed").map(String::as_str), Some("true"));
        assert_eq!(first.headers.get("idempotency-replayed"), None);
        admin.post_once("key-0001-lead", "/people/2/posts", json!({"role": "finance"})).refused(409, "edge.key_reused");
        admin.post_once("short", "/people/2/posts", body).refused(400, "edge.key_invalid");
    });
}

#[test]
fn answers_with_secrets_are_not_kept() {
    on_both(|county| {
        let admin = county.admin();
        let body = json!({"name": "周某", "login": "zhou"});
        admin.post_once("key-0002-zhou", "/people", body.clone()).ok();
        admin.post_once("key-0002-zhou", "/people", body).refused(409, "person.login_taken");
        let kept: i64 = county.app.db().read_now(|tx| Ok(tx.one("SELECT COUNT(*) FROM idempotency", &[])?)).unwrap();
        assert_eq!(kept, 0);
    });
}

#[test]
fn problems_speak_the_readers_language_and_point_at_the_field() {
    let county = County::set_up(Engine::Sqlite);
    let admin = county.admin();
    let zh = admin.post("/people", json!({"name": 7})).refused(400, "edge.body");
    assert_eq!(zh["errors"][0]["field"], json!("/name"));
    let en = admin.with("accept-language", "en").get("/nothing-here").refused(404, "edge.not_found");
    assert!(en["title"].as_str().unwrap().is_ascii());
    admin.get("/people?colour=red").refused(400, "edge.query");
    admin.get("/people?limit=9999").refused(400, "list.limit_invalid");
    admin.get("/people?sort=colour").refused(400, "list.sort_unknown");
    admin.get("/people?cursor=zz").refused(400, "list.cursor_invalid");
    assert!(admin.get("/people?cursor=zz").body.contains(r#""field":"cursor""#));
    // What is given whole is neither sorted otherwise nor read on: said, and not passed over.
    for list in ["/coverage", "/coverage/villages", "/holidays", "/division-counts"] {
        for (ask, field) in [("sort=colour", "sort"), ("cursor=zz", "cursor"), ("format=csv&sort=-name", "sort")] {
            let refused = admin.get(&format!("{list}?{ask}")).refused(400, "list.given_whole");
            assert_eq!(refused["errors"][0]["field"], json!(field), "{list}?{ask}");
        }
        admin.get(list).ok();
    }
    admin.send("PATCH", "/people", b"").refused(405, "edge.method");
}

#[test]
fn a_record_that_changed_meanwhile_is_not_overwritten() {
    on_both(|county| {
        let admin = county.admin();
        let _ = county.office();
        let seen = admin.get("/people/2");
        let etag = seen.headers["etag"].clone();
        let unchanged = admin.with("if-none-match", &etag).get("/people/2");
        assert_eq!((unchanged.status, unchanged.body.as_str()), (304, ""));
        admin.with("if-match", &etag).put("/people/2", json!({"name": "王改"})).ok();
        admin.with("if-match", &etag).put("/people/2", json!({"name": "王又改"})).refused(412, "edge.changed");
        assert_eq!(admin.get("/people/2").ok()["name"], json!("王改"));
    });
}

#[test]
fn lists_are_paged_without_gaps_and_exported_as_tables() {
    on_both(|county| {
        let office = county.office();
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = office.get(&format!("/divisions?limit=250&sort=name&total=1&cursor={cursor}")).ok();
            assert_eq!(page["total"]["count"], json!(606));
            seen.extend(page["items"].as_array().unwrap().iter().map(|d| d["id"].as_i64().unwrap()));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        let unique: std::collections::HashSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), unique.len()), (606, 606));
        let csv = office.get("/divisions?format=csv");
        assert!(
            csv.body.starts_with('\u{feff}') && csv.body.contains("斫"),
            "{}",
            csv.body.chars().take(200).collect::<String>()
        );
        assert_eq!(csv.body.lines().count(), 607);
        let xlsx = office.get("/divisions?format=xlsx");
        assert!(xlsx.headers["content-disposition"].contains("divisions.xlsx"));
    });
}

#[test]
fn answers_carry_the_headers_that_keep_browsers_safe() {
    let county = County::set_up(Engine::Sqlite);
    for app in ["//office/", "//field/"] {
        let page = county.nobody().get(app);
        for name in ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"] {
            assert!(page.headers.contains_key(name), "{app} {name}");
        }
    }
    assert_eq!(county.nobody().get("//healthz").body, "ok");
    assert_eq!(county.nobody().get("//readyz").body, "ready");
    assert!(county.nobody().get("//metrics").body.contains("huoshui_requests_total"));
}

fn cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
