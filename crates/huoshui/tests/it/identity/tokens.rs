//! Tokens of programs: what they open, what they never open, and when they stop.

use crate::{
    harness::{Client, County, on_both},
    shop::Shop,
};
use serde_json::{Value, json};

/// A token of 小刘's post.
fn token(clerk: &Client, permissions: &[&str], ends_on: &str) -> Value {
    clerk.post("/tokens", json!({"name": "收银机", "permissions": permissions, "ends_on": ends_on})).ok()
}

fn program(county: &County, token: &Value) -> Client {
    county.nobody().with("authorization", &format!("Bearer {}", token["token"].as_str().unwrap()))
}

#[test]
fn a_token_does_what_it_names_and_nothing_else() {
    on_both(|county| {
        let shop = Shop::open(county);
        let of_outlet = format!("/outlets/{}", shop.outlet);
        let make = |permissions: Value, ends_on: &str| {
            shop.clerk.post("/tokens", json!({"name": "收银机", "permissions": permissions, "ends_on": ends_on}))
        };
        make(json!(["ledger.write"]), "2026-12-31").refused(422, "token.permission");
        make(json!(["till.fly"]), "2026-12-31").refused(422, "token.permission");
        make(json!(["till.sell"]), "2026-08-03").refused(422, "token.term");
        make(json!(["till.sell"]), "2027-08-05").refused(422, "token.term");

        let reads = program(county, &token(&shop.clerk, &["outlet.read"], "2026-12-31"));
        assert_eq!(reads.get(&of_outlet).ok()["id"], json!(shop.outlet));
        reads.get(&format!("{of_outlet}/till/products")).refused(403, "edge.not_allowed");
        reads.post_once("sale-by-token", &shop.sales(), shop.cash_sale(100)).refused(403, "edge.not_allowed");
        reads
            .post("/tokens", json!({"name": "再来", "permissions": ["till.sell"], "ends_on": "2026-12-31"}))
            .refused(403, "edge.not_allowed");

        // What the post has no permission for no token has, and its scope is the post's.
        let sells = program(county, &token(&shop.clerk, &["outlet.read", "till.sell"], "2026-12-31"));
        shop.stock("2026-08-03", 10_000);
        sells.post_once("sale-by-token", &shop.sales(), shop.cash_sale(100)).ok();
        sells.get("/households").refused(403, "edge.not_allowed");
        let other = Shop::open_in(county, "430582001001", "大禾塘店");
        sells.get(&format!("/outlets/{}", other.outlet)).refused(403, "edge.outside_scope");
        let sale = county.auditor().get("/audit?act=sale.record").ok()["items"][0].clone();
        assert_eq!(sale["person"], shop.clerk.get("/session").ok()["person"]["id"]);
        county.nobody().with("authorization", "Bearer nothing").get(&of_outlet).refused(401, "session.ended");
    });
}

#[test]
fn a_token_ends_with_its_term_with_its_post_and_when_it_is_revoked() {
    on_both(|county| {
        let shop = Shop::open(county);
        let of_outlet = format!("/outlets/{}", shop.outlet);
        let short = program(county, &token(&shop.clerk, &["outlet.read"], "2026-08-05"));
        let revoked = token(&shop.clerk, &["outlet.read"], "2026-12-31");
        let kept = program(county, &token(&shop.clerk, &["outlet.read"], "2026-12-31"));
        let managers = program(county, &token(&shop.manager, &["outlet.read"], "2026-12-31"));
        for client in [&short, &program(county, &revoked), &kept, &managers] {
            client.get(&of_outlet).ok();
        }

        shop.manager.delete(&format!("/tokens/{}", revoked["id"])).refused(403, "session.not_own");
        shop.clerk.delete(&format!("/tokens/{}", revoked["id"])).ok();
        program(county, &revoked).get(&of_outlet).refused(401, "session.ended");
        kept.get(&of_outlet).ok();

        let post = shop.clerk.get("/session").ok()["post"]["id"].clone();
        let person = shop.manager.get("/session").ok()["person"]["id"].clone();
        let admin = county.admin();
        // The last day counts to its end in the county, whatever the hour is in Greenwich.
        county.at("2026-08-05T15:59:00Z");
        short.get(&of_outlet).ok();
        county.at("2026-08-05T16:00:00Z");
        short.get(&of_outlet).refused(401, "session.ended");
        kept.get(&of_outlet).ok();

        county.at(crate::harness::MORNING);
        admin.post(&format!("/posts/{post}/end"), json!({"reason": "离职"})).ok();
        kept.get(&of_outlet).refused(401, "session.ended");
        managers.get(&of_outlet).ok();
        admin.post(&format!("/people/{person}/departure"), json!({})).ok();
        managers.get(&of_outlet).refused(401, "session.ended");
    });
}
