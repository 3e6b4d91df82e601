//! What a token never does to the sign-in of its person, and that it ends with the password.

use crate::harness::{Client, County, PASSWORD, on_both};
use serde_json::json;

/// A program with a token of the administrator.
fn program(county: &County, admin: &Client) -> Client {
    let body =
        json!({"name": "省平台", "permissions": ["self", "people.read", "people.manage"], "ends_on": "2027-01-01"});
    let token = admin.post("/tokens", body).ok()["token"].as_str().unwrap().to_owned();
    county.nobody().with("authorization", &format!("Bearer {token}"))
}

#[test]
fn a_token_never_changes_its_persons_own_sign_in() {
    on_both(|county| {
        let admin = county.sign_in("admin", PASSWORD);
        let program = program(county, &admin);
        program.get("/people").ok();
        program.get("/tokens").ok();
        let another = json!({"name": "再来一个", "permissions": ["people.read"], "ends_on": "2027-08-01"});
        program.post("/tokens", another).refused(403, "edge.session_needed");
        program.post("/totp", json!({})).refused(403, "edge.session_needed");
        let password = json!({"old": PASSWORD, "password": "another pond 8"});
        program.post("/password", password).refused(403, "edge.session_needed");
        program.delete("/tokens/1").refused(403, "edge.session_needed");
        // Nor by the way round of a reset, whose link would be a new password.
        program.post("/people/1/reset", json!({})).refused(403, "edge.session_needed");
        assert_eq!(admin.get("/tokens").ok()["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn tokens_end_with_the_password_that_made_them() {
    on_both(|county| {
        let admin = county.sign_in("admin", PASSWORD);
        let program = program(county, &admin);
        program.get("/people").ok();
        admin.post("/password", json!({"old": PASSWORD, "password": "another pond 8"})).ok();
        program.get("/people").refused(401, "session.ended");
        admin.get("/people").ok();
        for weak in ["1234567890", "admin", "admin12345", "password123", "qwertyuiop", "aaaaaaaaaaaa"] {
            let change = json!({"old": "another pond 8", "password": weak});
            let no = admin.post("/password", change).refused(422, "password.weak");
            assert_eq!(no["errors"][0]["field"], json!("/password"), "{weak}");
        }
    });
}
