//! Wrong evidence is struck off with a reason; it is neither replaced nor removed.

use super::photo;
use crate::{harness::on_both, shop::Shop};
use serde_json::json;

#[test]
fn wrong_evidence_is_struck_off_and_stays_for_those_who_check() {
    on_both(|county| {
        let shop = Shop::open(county);
        let all = format!("/outlets/{}/evidence", shop.outlet);
        let attach = || shop.manager.upload(&all, "a.jpg", &photo("wrong"), &[("kind", "photo")]).ok();
        let first = attach()["id"].clone();
        let one = format!("{all}/{first}");
        let second = county.person_as("second", "陈二", "outlet_manager", Some(shop.outlet));
        let inspector = county.person("督某", "inspector", None);
        let why = json!({"reason": "拍错了店"});
        second.post(&format!("{one}/strike"), why.clone()).refused(403, "evidence.not_attached_by_you");
        inspector.post(&format!("{one}/strike"), why.clone()).refused(403, "edge.not_allowed");
        county.office().post(&format!("{one}/strike"), json!({"reason": " "})).refused(422, "evidence.reason");
        county.office().post(&format!("{all}/999/strike"), why.clone()).refused(404, "evidence.unknown");
        assert_eq!(inspector.get(&one).status, 200);

        let struck = shop.manager.post_once("strike-once-1", &format!("{one}/strike"), why.clone());
        assert_eq!(struck.ok()["reason"], json!("拍错了店"));
        let again = shop.manager.post_once("strike-once-1", &format!("{one}/strike"), why.clone());
        assert_eq!(again.headers["idempotency-replayed"], "true");
        county.office().post(&format!("{one}/strike"), why).refused(409, "evidence.struck_off");

        for (who, expect) in
            [(&shop.manager, 200), (&county.office(), 200), (&county.auditor(), 200), (&second, 409), (&inspector, 409)]
        {
            assert_eq!(who.get(&one).status, expect);
            let row = who.get(&all).ok()["items"][0].clone();
            assert_eq!((&row["struck_reason"], &row["struck_by"]), (&json!("拍错了店"), &json!("陈某")));
            assert_eq!((&row["may_open"], &row["may_strike"]), (&json!(expect == 200), &json!(false)));
        }
        inspector.get(&one).refused(409, "evidence.struck_off");

        // What was struck off by mistake is attached again; both stay to be seen.
        let next = attach();
        assert!(next["id"] != first && next["again"] == json!(false), "{next}");
        assert_eq!(attach()["again"], json!(true));
        assert_eq!(shop.manager.get(&format!("{all}?total=1")).ok()["total"]["count"], json!(2));
    });
}
