//! The register of outlets: inside the county and out, corrected, found, closed.

use crate::{harness::on_both, shop::Shop};
use serde_json::json;

#[test]
fn outlets_are_registered_inside_the_county_and_out() {
    on_both(|county| {
        let office = county.office();
        let town = county.division("430582204000");
        let form = |extra: serde_json::Value| {
            let mut form =
                json!({"kind": "shop", "name": "邵东生活馆", "operator": "邵东供销", "opened_on": "2026-01-01"});
            form.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            form
        };
        county.nobody().post("/outlets", form(json!({"division": town}))).refused(401, "edge.sign_in");
        county.supervisor().post("/outlets", form(json!({"division": town}))).refused(403, "edge.not_allowed");
        office.post("/outlets", form(json!({}))).refused(422, "outlet.address_missing");
        office.post("/outlets", form(json!({"division": 999_999}))).refused(422, "outlet.division_unknown");
        office.post("/outlets", form(json!({"division": town, "name": " "}))).refused(422, "outlet.text_length");
        office
            .post("/outlets", form(json!({"division": town, "credit_code": "123"})))
            .refused(422, "outlet.credit_code_malformed");
        office
            .post("/outlets", form(json!({"division": town, "closed_on": "2025-01-01"})))
            .refused(422, "outlet.period_invalid");
        office.post("/outlets", form(json!({"division": town, "kind": "kiosk"}))).refused(400, "edge.body");

        let shop = office
            .post(
                "/outlets",
                form(json!({"division": town, "credit_code": "91350211M0000XUF46",
                    "contact": {"name": "陈店长", "phone": "13812345678", "bank_account": "6222021234567890"}})),
            )
            .ok();
        assert_eq!(shop["path"], json!(format!("/{town}/o{}/", shop["id"])));
        assert_eq!((&shop["credit_code_valid"], &shop["state"]), (&json!(false), &json!("none")));
        assert_eq!(shop["contact_name"], json!("陈*"));
        assert_eq!(shop["contact_phone"], json!("138****5678"));
        assert_eq!(shop["bank_account"], json!("************7890"));

        let far = office
            .post(
                "/outlets",
                form(json!({"kind": "pavilion", "name": "邵东馆", "address": "长沙市湖南消费扶贫示范中心"})),
            )
            .ok();
        assert_eq!(far["path"], json!(format!("/out/o{}/", far["id"])));

        let found = office.get("/outlets?q=sdg&total=true").ok();
        assert_eq!(found["total"]["count"], json!(1), "{found}");
        assert_eq!(office.get("/outlets?kind=shop").ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(county.supervisor().get("/outlets").ok()["items"].as_array().unwrap().len(), 1);
        county.supervisor().get(&format!("/outlets/{}", far["id"])).refused(403, "edge.outside_scope");
        assert_eq!(county.acts().iter().filter(|a| *a == "outlet.register").count(), 2);
    });
}

#[test]
fn a_correction_keeps_the_contact_and_closing_waits_for_the_end() {
    on_both(|county| {
        let office = county.office();
        let town = county.division("430582204000");
        let form = json!({"kind": "shop", "name": "城区店", "operator": "陈某", "division": town, "opened_on": "2026-01-01",
            "contact": {"name": "陈店长"}});
        let shop = office.post("/outlets", form).ok();
        let path = format!("/outlets/{}", shop["id"]);
        let grant = json!({"on_day": "2026-02-01", "reason": "首批授权", "document_no": "邵扶办〔2026〕1号"});
        office.post(&format!("{path}/authorisations"), grant).ok();
        let closing = json!({"kind": "shop", "name": "城区一店", "operator": "陈某", "division": town, "opened_on": "2026-01-01",
            "closed_on": "2026-07-01"});
        office.put(&path, closing.clone()).refused(409, "outlet.still_authorised");
        let end = json!({"on_day": "2026-06-30", "reason": "租约到期", "document_no": "2号", "wind_down": "库存转城北店，券照常结算"});
        office.post(&format!("{path}/endings"), end).ok();
        let closed = office.put(&path, closing).ok();
        assert_eq!(closed["closed_on"], json!("2026-07-01"));
        assert_eq!(closed["contact_name"], json!("陈*"));
        assert_eq!(closed["state"], json!("ended"));
    });
}

#[test]
fn what_has_been_judged_as_a_shop_stays_a_shop() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let (path, town) = (format!("/outlets/{}", shop.outlet), county.division("430582204213"));
        let form = |kind: &str| json!({"kind": kind, "name": "斫曹第一店", "operator": "陈某商行", "division": town, "opened_on": "2019-06-01"});
        // Authorised: a village point would be judged by no rule and could sell what is not listed.
        let no = office.put(&path, form("village_point")).refused(409, "outlet.kind_stays");
        assert_eq!(no["errors"][0]["field"], json!("/kind"));
        // Nor when it has been revoked since: its past year is still to be judged.
        let end =
            json!({"on_day": "2026-06-30", "reason": "租约到期", "document_no": "2号", "wind_down": "库存转城北店"});
        office.post(&format!("{path}/endings"), end).ok();
        office.put(&path, form("village_point")).refused(409, "outlet.kind_stays");
        assert_eq!(office.get(&path).ok()["kind"], json!("shop"));

        // Never authorised, but with a book: the same. Without either a slip of the pen can be mended.
        let point = office.post("/outlets", form("village_point")).ok();
        let point_path = format!("/outlets/{}", point["id"]);
        office.put(&point_path, form("cabinet")).ok();
        office.put(&point_path, form("village_point")).ok();
        let keeper = county.person("李某", "point_keeper", point["id"].as_i64());
        let line = json!({"product": shop.listed, "quantity": {"g": 1000}, "amount_fen": 1000, "taken_in_on": "2026-08-01",
            "supplier": {"producer": shop.producer}});
        let opening = json!({"day": "2026-08-01", "lines": [line]});
        keeper.post_once("opening-0001", &format!("{point_path}/openings"), opening).ok();
        office.put(&point_path, form("shop")).refused(409, "outlet.kind_stays");
    });
}
