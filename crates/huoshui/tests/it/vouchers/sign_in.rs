//! Workers sign in for the first time by printed slips, and see what is theirs.

use super::scene;
use crate::harness::{PASSWORD, on_both};
use serde_json::json;

#[test]
fn workers_get_in_by_printed_slips_and_see_only_their_own_account() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(300);
        let prints = format!("/programmes/{}/sign-in-prints", scene.programme);
        scene.union.post(&prints, json!({"reason": ""})).refused(422, "voucher.text_length");
        county.office().post(&prints, json!({"reason": "发放"})).refused(403, "edge.not_allowed");
        let printed = scene.union.post(&prints, json!({"reason": "首次登录"})).ok();
        assert_eq!((&printed["count"], &printed["after"]), (&json!(3), &json!(null)));
        let html = printed["html"].as_str().unwrap();
        assert!(html.contains("周一") && html.contains("<svg"));

        let at = html.find("周一").unwrap();
        let token = html[at..].split("/first-sign-in/").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let login = county.nobody().get(&format!("/sign-in-links/{token}")).ok()["login"].as_str().unwrap().to_owned();
        county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
        let zhou = county.sign_in(&login, PASSWORD);
        let mine = zhou.get("/accounts/mine").ok();
        assert!(mine.to_string().contains("30000"), "{mine}");
        let code = zhou.get("/accounts/mine/code").ok().to_string();
        assert!(code.contains('R'), "{code}");
        zhou.get("/people").refused(403, "edge.not_allowed");

        let again = scene.union.post(&prints, json!({"reason": "补打"})).ok();
        assert_eq!(again["count"], json!(2), "who has signed in gets no slip");
        let nobody = json!({"reason": "补打", "department": "没有这个部门"});
        scene.union.post(&prints, nobody).refused(409, "slip.nothing");
        let accounts = scene.union.get(&format!("/programmes/{}/accounts", scene.programme)).ok();
        let last = &accounts["items"][0]["id"];
        let one = scene.union.post(&prints, json!({"reason": "补打", "accounts": [last]})).ok();
        assert_eq!(one["count"], json!(1), "only who was asked for");
        let kept: i64 = county
            .app
            .db()
            .read_now(|tx| Ok(tx.one("SELECT COUNT(*) FROM idempotency WHERE body LIKE '%first-sign-in%'", &[])?))
            .unwrap();
        assert_eq!(kept, 0);
        assert!(county.acts().contains(&"sign_in.print".to_owned()));
    });
}
