//! Help, established refusals: recorded, voided with a reason, never removed.

use crate::harness::on_both;
use serde_json::json;

#[test]
fn help_and_refusals_are_kept_with_what_became_of_them() {
    on_both(|county| {
        let office = county.office();
        let form = json!({"kind": "pavilion", "name": "邵东馆", "operator": "某公司", "address": "长沙", "opened_on": "2026-01-01"});
        let id = office.post("/outlets", form).ok()["id"].as_i64().unwrap();
        let help = |body| office.post(&format!("/outlets/{id}/help"), body);
        help(json!({"kind": "rent", "amount_fen": -1, "in_kind": false, "description": "租金", "from_day": "2026-01-01"}))
            .refused(422, "help.amount_invalid");
        let given =
            help(json!({"kind": "rent", "amount_fen": 500_000, "in_kind": false, "description": "半年租金补助",
            "from_day": "2026-01-01", "to_day": "2026-06-30", "document_no": "5号"}))
            .ok();
        help(json!({"kind": "venue", "amount_fen": 0, "in_kind": true, "description": "展会摊位", "from_day": "2026-08-01"})).ok();
        let void = format!("/outlets/{id}/help/{}/void", given["id"]);
        assert_eq!(office.post(&void, json!({"reason": "重复登记"})).ok()["void_reason"], json!("重复登记"));
        office.post(&void, json!({"reason": "重复登记"})).refused(404, "outlet.row_unknown");
        assert_eq!(office.get(&format!("/outlets/{id}/help?total=true")).ok()["total"]["count"], json!(2));

        let refusals = format!("/outlets/{id}/refusals");
        let what = json!({"on_day": "2026-08-05", "what": "拒绝助销", "evidence": "现场笔录", "document_no": "6号"});
        office.post(&refusals, what).refused(422, "outlet.in_future");
        let what = json!({"on_day": "2026-08-01", "what": "拒绝助销", "evidence": "现场笔录", "document_no": "6号"});
        let row = office.post(&refusals, what).ok();
        let fallen = office.post(&format!("{refusals}/{}/fall", row["id"]), json!({"reason": "申诉成立"})).ok();
        assert_eq!(fallen["fallen_reason"], json!("申诉成立"));
    });
}

#[test]
fn what_is_displayed_is_listed_and_its_gaps_are_named() {
    on_both(|county| {
        let office = county.office();
        let form = json!({"kind": "pavilion", "name": "邵东馆", "operator": "某公司", "address": "长沙", "opened_on": "2026-01-01"});
        let id = office.post("/outlets", form).ok()["id"].as_i64().unwrap();
        let manager = county.person("陈某", "outlet_manager", Some(id));
        office.put(&format!("/outlets/{id}/display"), json!({"products": []})).refused(403, "edge.not_allowed");
        manager
            .put(&format!("/outlets/{id}/display"), json!({"products": [999]}))
            .refused(422, "exception.product_unknown");
        assert_eq!(manager.put(&format!("/outlets/{id}/display"), json!({"products": []})).ok()["products"], json!([]));
        let coverage = manager.get(&format!("/outlets/{id}/coverage")).ok();
        let townships = coverage["townships"].as_array().unwrap().len();
        assert!(townships >= 25, "{townships}");
        assert_eq!(coverage["townships_missing"], json!(townships));

        let except = |body| office.post(&format!("/outlets/{id}/exceptions"), body);
        let body = |product: i64, to: &str| {
            json!({"product": product, "from_day": "2026-08-04", "to_day": to,
            "reason": "展会期间", "document_no": "8号"})
        };
        except(body(1, "2026-08-01")).refused(422, "outlet.period_invalid");
        except(body(1, "2036-08-01")).refused(422, "exception.too_long");
        except(body(999, "2026-08-05")).refused(422, "exception.product_unknown");
        let shop = crate::shop::Shop::open(county);
        let allowed = except(body(shop.unlisted, "2026-08-31")).ok();
        assert_eq!(allowed["product_name"], json!("斫曹第一店礼盒"));
        let rows = office.get(&format!("/outlets/{id}/exceptions")).ok();
        assert_eq!(rows["items"], json!([allowed]));
        let ended =
            office.post(&format!("/outlets/{id}/exceptions/{}/end", allowed["id"]), json!({"to_day": "2026-08-10"}));
        assert_eq!(
            (&ended.ok()["to_day"], &ended.ok()["product_name"]),
            (&json!("2026-08-10"), &allowed["product_name"])
        );
    });
}
