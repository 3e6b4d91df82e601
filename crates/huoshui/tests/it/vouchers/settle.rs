//! Prints, statements, cooling-off, pay-out.

use super::scene;
use crate::harness::{PASSWORD, on_both};
use serde_json::json;

#[test]
fn prints_show_names_only_as_an_act_with_a_reason() {
    on_both(|county| {
        let scene = scene::set(county);
        let issue = scene.issue(600);
        let print = |noun: &str, body| scene.union.post(&format!("/programmes/{}/{noun}", scene.programme), body);
        print("slip-prints", json!({"reason": ""})).refused(422, "voucher.text_length");
        let slips = print("slip-prints", json!({"reason": "发放"})).ok();
        assert_eq!(slips["count"], json!(3));
        let html = slips["html"].as_str().unwrap();
        for word in ["周三", "不得转让", "不得兑现", "不找零", "<svg", "消费扶贫提货券"] {
            assert!(html.contains(word), "{word}");
        }
        let sheet = print("sign-off-prints", json!({"reason": "发放", "issue": issue["id"]})).ok();
        for word in ["签领表", "中秋节", "壹仟捌佰元整", "语文组", "代领人"] {
            assert!(sheet["html"].as_str().unwrap().contains(word), "{word}");
        }
        assert!(county.acts().contains(&"sign_off.print".to_owned()));
        county
            .auditor()
            .post(&format!("/programmes/{}/slip-prints", scene.programme), json!({"reason": "看"}))
            .refused(403, "edge.not_allowed");
    });
}

#[test]
fn statements_are_drawn_once_confirmed_cooled_off_and_paid_netted() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let slips = scene.slips();
        scene.spend(&slips[0].1, 200, 1, "2026-08-01T02:00:00Z").unwrap_err();
        scene.spend(&slips[0].1, 200, 1, "2026-08-04T01:00:00Z").unwrap();
        scene.spend(&slips[1].1, 100, 2, "2026-08-04T01:10:00Z").unwrap();
        scene.refund(1, 50, 3, "2026-08-04T01:20:00Z").unwrap();

        let draw = |key: &str, day: &str| {
            scene.union.post_once(
                &format!("settle-{key}"),
                &format!("/programmes/{}/statements", scene.programme),
                json!({"to_day": day}),
            )
        };
        draw("a", "2026-08-05").refused(422, "statement.in_future");
        draw("b", "2026-08-03").refused(409, "statement.nothing");
        let drawn = draw("c", "2026-08-04").ok()["statements"][0].clone();
        assert_eq!(
            [&drawn["spent_fen"], &drawn["refunded_fen"], &drawn["net_fen"], &drawn["redemptions"]],
            [&json!(30_000), &json!(5_000), &json!(25_000), &json!(3)]
        );
        assert_eq!(drawn["payable_on"], json!("2026-08-11"));
        draw("d", "2026-08-04").refused(409, "statement.nothing");
        let path = format!("/statements/{}", drawn["id"]);
        scene.union.post(&format!("{path}/withdrawal"), json!({"note": "漏了一天"})).ok();
        let drawn = draw("e", "2026-08-04").ok()["statements"][0].clone();
        let path = format!("/statements/{}", drawn["id"]);
        let manager = county.person("陈某", "outlet_manager", Some(scene.shop.0));
        assert_eq!(manager.get("/statements?state=drawn").ok()["items"][0]["id"], drawn["id"]);
        manager.post(&format!("{path}/confirmation"), json!({})).refused(403, "edge.not_allowed");
        let lines = manager.get(&format!("{path}/lines")).ok();
        assert_eq!(lines["items"].as_array().unwrap().len(), 3);

        let finance = county.person("财某", "finance", None);
        let pay = |key: &str, body| finance.post_once(&format!("payout-{key}"), "/payouts", body);
        let all = json!({"way": "clearing", "clearing_body": "市总工会", "document_no": "7号"});
        pay("p", all.clone()).refused(409, "payout.nothing");
        scene.union.post(&format!("{path}/confirmation"), json!({})).ok();
        scene.union.post(&format!("{path}/confirmation"), json!({})).refused(404, "statement.unknown");
        pay("q", json!({"way": "direct", "document_no": "7号", "statements": [drawn["id"]]}))
            .refused(409, "payout.cooling_off");
        let other = scene::unit(county, "邵东二中");
        county.person("外单位", "union_officer", Some(other));
        county.at("2026-08-11T01:00:00Z");
        let finance = county.sign_in("finance.0", PASSWORD);
        let pay = |key: &str, body| finance.post_once(&format!("payout-{key}"), "/payouts", body);
        pay("r", json!({"way": "clearing", "document_no": "7号"})).refused(422, "payout.clearing_body");
        // Whoever confirmed it may sit at the pay desk too, and still does not pay this one.
        let both = county.sign_in(&format!("union_officer.{}", scene.unit), PASSWORD);
        let person = both.get("/session").ok()["person"]["id"].clone();
        let admin = county.sign_in("admin", PASSWORD);
        admin.post(&format!("/people/{person}/posts"), json!({"role": "finance"})).ok();
        let posts = both.get("/session").ok()["posts"].as_array().unwrap().clone();
        let desk = posts.iter().find(|post| post["role"] == json!("finance")).unwrap();
        both.post("/session/post", json!({"post": desk["id"]})).ok();
        both.post_once("payout-own", "/payouts", all.clone()).refused(409, "payout.same_person");
        let paid = pay("s", all.clone()).ok();
        assert_eq!(paid["total_fen"], json!(25_000));
        let transfers = paid["transfers"].as_array().unwrap();
        assert_eq!((&transfers[0]["to"], &transfers[1]["from"]), (&json!("市总工会"), &json!("市总工会")));
        assert_eq!(transfers[1]["account"], json!("************7890"));
        pay("t", all).refused(409, "payout.nothing");
        let union = county.sign_in(&format!("union_officer.{}", scene.unit), PASSWORD);
        let own = union.get("/payouts?total=true").ok();
        assert_eq!((&own["items"][0]["id"], &own["total"]["total_fen"]), (&paid["id"], &json!(25_000)), "{own}");
        assert_eq!(union.get(&format!("/payouts/{}", paid["id"])).ok()["total_fen"], json!(25_000));
        let stranger = county.sign_in(&format!("union_officer.{other}"), PASSWORD);
        assert_eq!(stranger.get("/payouts").ok()["items"], json!([]));
        stranger.get(&format!("/payouts/{}", paid["id"])).refused(404, "payout.unknown");
        let sheet = finance.post(&format!("/payouts/{}/prints", paid["id"]), json!({"reason": "付款"})).ok();
        assert!(sheet["html"].as_str().unwrap().contains("6222021234567890"));
    });
}

#[test]
fn the_list_of_a_payout_names_the_account_that_was_paid() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        scene.spend(&scene.slips()[0].1, 200, 1, "2026-08-04T01:00:00Z").unwrap();
        let draw = format!("/programmes/{}/statements", scene.programme);
        let drawn = scene.union.post_once("settle-paid", &draw, json!({"to_day": "2026-08-04"})).ok();
        let confirm = format!("/statements/{}/confirmation", drawn["statements"][0]["id"]);
        scene.union.post(&confirm, json!({})).ok();
        county.at("2026-08-11T01:00:00Z");
        let admin = county.sign_in("admin", PASSWORD);
        let link = admin.post("/people", json!({"name": "财某", "login": "finance"})).ok();
        admin.post(&format!("/people/{}/posts", link["person"]), json!({"role": "finance"})).ok();
        let token = link["path"].as_str().unwrap().rsplit('/').next().unwrap();
        county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
        let finance = county.sign_in("finance", PASSWORD);
        let paid = finance.post_once("payout-paid", "/payouts", json!({"way": "direct", "document_no": "7号"})).ok();

        let office = county.sign_in("county_office.0", PASSWORD);
        let town = county.division("430582204000");
        let other = json!({"kind": "shop", "name": "城东店", "operator": "别家", "division": town, "opened_on": "2026-01-01",
            "contact": {"name": "陈店长", "bank_account": "6222020000001111"}});
        office.put(&format!("/outlets/{}", scene.shop), other).ok();
        let again = finance.post(&format!("/payouts/{}/prints", paid["id"]), json!({"reason": "补打"})).ok();
        let sheet = again["html"].as_str().unwrap();
        assert!(sheet.contains("6222021234567890") && sheet.contains("某店"), "{sheet}");
        assert!(!sheet.contains("6222020000001111") && !sheet.contains("别家"));
        let seen = finance.get(&format!("/payouts/{}", paid["id"])).ok();
        assert_eq!(seen["transfers"][0]["account"], json!("************7890"));
    });
}
