//! What no text may hold is refused at the door, whichever route it comes by.

use crate::harness::on_both;
use serde_json::json;

#[test]
fn control_characters_and_endless_texts_stay_outside() {
    on_both(|county| {
        let admin = county.admin();
        let person = |name: &str| json!({"name": name, "login": "zhou.text"});
        for (name, code) in [
            ("周\u{0}某", "edge.text_control"),
            ("周\u{7}某", "edge.text_control"),
            ("\u{202e}某周", "edge.text_control"),
            ("周".repeat(2_001).as_str(), "edge.text_too_long"),
        ] {
            let problem = admin.post("/people", person(name)).refused(400, code);
            assert_eq!(problem["errors"][0]["field"], json!("/name"));
        }
        admin.post("/people", person("周𥕢")).ok();
        admin.get("/people?q=%00").refused(400, "edge.text_control");
        admin.get("/policies/%00").refused(404, "edge.no_such_thing");
        admin.get(&format!("/people?q={}", "x".repeat(2_001))).refused(400, "edge.text_too_long");
    });
}

#[test]
fn what_is_looked_for_is_taken_letter_by_letter() {
    on_both(|county| {
        let admin = county.admin();
        for login in ["zhou_wei", "zhou-wei"] {
            admin.post("/people", json!({"name": "周某", "login": login})).ok();
        }
        let found = |q: &str| admin.get(&format!("/people?q={q}")).ok()["items"].as_array().unwrap().len();
        assert_eq!(found("%25"), 0, "a percent sign is no wildcard");
        assert_eq!(found("_"), 1, "an underscore is no wildcard");
        assert_eq!(found("%27%3B--"), 0);
        assert_eq!(found("%5C"), 0);
    });
}

#[test]
fn a_cursor_that_was_tampered_with_is_refused() {
    on_both(|county| {
        let admin = county.admin();
        let next = admin.get("/divisions?limit=2&sort=name").ok()["next"].as_str().unwrap().to_owned();
        let half = &next[..next.len() / 2];
        let other = format!("{next}7d");
        // A cursor made up of the right column and a value of another type.
        let forged: String = b"\0\0\0\0\0\0\0\0[\"name\",5,\"x\"]".iter().map(|b| format!("{b:02x}")).collect();
        for cursor in [half, &forged, "AAAA", "W10", &other, &format!("{next}{next}")] {
            admin.get(&format!("/divisions?limit=2&sort=name&cursor={cursor}")).refused(400, "list.cursor_invalid");
        }
        admin.get(&format!("/divisions?limit=2&sort=code&cursor={next}")).refused(400, "list.cursor_invalid");
    });
}
