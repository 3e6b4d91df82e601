//! Authorisation as dated acts, two people for a revocation, the public check.

use crate::harness::{Client, County, PASSWORD, on_both};
use serde_json::json;

/// A second person of the county office.
fn colleague(county: &County) -> Client {
    let admin = county.admin();
    let link = admin.post("/people", json!({"name": "刘某", "login": "liu"})).ok();
    admin.post(&format!("/people/{}/posts", link["person"]), json!({"role": "county_office"})).ok();
    let token = link["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
    county.sign_in("liu", PASSWORD)
}

#[test]
fn an_authorisation_is_granted_suspended_resumed_and_revoked_by_two() {
    on_both(|county| {
        let office = county.office();
        let town = county.division("430582204000");
        let register = |kind: &str, name: &str| {
            let form =
                json!({"kind": kind, "name": name, "operator": "某店", "division": town, "opened_on": "2026-01-01"});
            office.post("/outlets", form).ok()["id"].as_i64().unwrap()
        };
        let (shop, point) = (register("shop", "城东店"), register("village_point", "清水村收购点"));
        let act = |id: i64, noun: &str, body| office.post(&format!("/outlets/{id}/{noun}"), body);
        let grant = json!({"on_day": "2026-03-01", "valid_to": "2026-12-31", "reason": "首批", "document_no": "1号"});
        let change =
            |day: &str| json!({"on_day": day, "reason": "整改", "document_no": "2号", "wind_down": "库存封存"});

        act(point, "authorisations", grant.clone()).refused(409, "authorisation.not_needed");
        act(shop, "suspensions", change("2026-03-02")).refused(409, "authorisation.does_not_follow");
        office.get(&format!("/outlets/{shop}/certificate")).refused(409, "certificate.none");
        let granted = act(shop, "authorisations", grant).ok();
        assert_eq!((&granted["state"], &granted["valid_to"]), (&json!("authorised"), &json!("2026-12-31")));
        assert_eq!(granted["certificate"], json!("430582-2026-001"));
        act(shop, "suspensions", change("2026-02-28")).refused(409, "authorisation.before_last_act");
        let mut silent = change("2026-05-01");
        silent["wind_down"] = json!("");
        let asked = act(shop, "suspensions", silent).refused(422, "outlet.text_length");
        assert_eq!(asked["errors"][0]["field"], json!("/wind_down"), "what becomes of stock and vouchers meanwhile");
        assert_eq!(act(shop, "suspensions", change("2026-05-01")).ok()["state"], json!("suspended"));
        assert_eq!(act(shop, "resumptions", change("2026-05-02")).ok()["state"], json!("authorised"));

        let code = granted["certificate_code"].as_str().unwrap().to_owned();
        let seen = county.nobody().get(&format!("/public/certificates/{}", code.to_lowercase())).ok();
        assert_eq!((&seen["state"], &seen["outlet_name"]), (&json!("authorised"), &json!("城东店")));
        county.nobody().get("/public/certificates/AAAAAAAAAA").refused(404, "certificate.unknown");
        let page = office.get(&format!("/outlets/{shop}/certificate"));
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
        assert!(page.body.contains("<svg") && page.body.contains(&code) && page.body.contains("消费扶贫授权"));
        let checked = county.nobody().get(&format!("//verify?certificate={code}"));
        assert!(checked.status == 200 && checked.body.contains("城东店") && !checked.body.contains("<script"));
        assert_eq!(county.nobody().get("//verify?certificate=AAAAAAAAAA").status, 404);

        let decision = json!({"revoke": true, "on_day": "2026-08-04", "reason": "查实", "document_no": "3号",
            "wind_down": "库存退货，未用的券到其他门店使用，已用的券照常结算"});
        act(shop, "revocation-decisions", decision.clone()).refused(404, "revocation.unknown");
        let proposal = json!({"ground": "no_sales", "reason": "全年未销售"});
        assert_eq!(act(shop, "revocations", proposal.clone()).ok()["revocation"], json!(1));
        act(shop, "revocations", proposal).refused(409, "revocation.open");
        act(shop, "revocation-decisions", decision.clone()).refused(409, "revocation.own_proposal");
        let liu = colleague(county);
        let tasks = liu.get("/tasks").ok();
        assert!(tasks["items"].as_array().unwrap().iter().any(|t| t["kind"] == "revocation.decide"), "{tasks}");
        let unwound = json!({"revoke": true, "on_day": "2026-08-04", "reason": "查实", "document_no": "3号"});
        liu.post(&format!("/outlets/{shop}/revocation-decisions"), unwound).refused(422, "outlet.text_length");
        let revoked = liu.post(&format!("/outlets/{shop}/revocation-decisions"), decision).ok();
        assert_eq!((&revoked["state"], &revoked["revocation"]), (&json!("revoked"), &json!(null)));
        assert_eq!(county.nobody().get(&format!("/public/certificates/{code}")).ok()["state"], json!("revoked"));
        assert_eq!(office.get("/outlets?state=revoked").ok()["items"][0]["id"], json!(shop));

        let acts = office.get(&format!("/outlets/{shop}/authorisations")).ok();
        let kinds: Vec<_> = acts["items"].as_array().unwrap().iter().map(|a| a["act"].clone()).collect();
        assert_eq!(kinds, ["revoked", "resumed", "suspended", "granted"]);
        assert_ne!(acts["items"][0]["proposed_by"], acts["items"][0]["decided_by"]);
        assert_eq!(county.acts().iter().filter(|a| a.starts_with("revocation.")).count(), 2);
    });
}

/// A slip of the keyboard does not shut a shop for eight thousand years.
#[test]
fn days_that_nobody_can_mean_are_refused_at_their_field() {
    on_both(|county| {
        let office = county.office();
        let form = |opened: &str, closed: Option<&str>| json!({"kind": "pavilion", "name": "邵东馆", "operator": "某公司", "address": "长沙", "opened_on": opened, "closed_on": closed});
        let refused = |answer: crate::harness::Answer, at: &str| {
            let problem = answer.refused(422, "outlet.day_out_of_range");
            assert_eq!(problem["errors"][0]["field"], json!(at), "{problem}");
        };
        refused(office.post("/outlets", form("1977-12-31", None)), "/opened_on");
        refused(office.post("/outlets", form("2031-08-05", None)), "/opened_on");
        refused(office.post("/outlets", form("2026-01-01", Some("2056-08-05"))), "/closed_on");
        let id = office.post("/outlets", form("1978-01-01", None)).ok()["id"].as_i64().unwrap();
        let act = |noun: &str, body| office.post(&format!("/outlets/{id}/{noun}"), body);
        let on = |day: &str| json!({"on_day": day, "reason": "整改", "document_no": "2号", "wind_down": "封存"});
        let far = json!({"on_day": "9999-12-31", "reason": "首批", "document_no": "1号"});
        refused(act("authorisations", far), "/on_day");
        let mut grant =
            json!({"on_day": "2026-03-01", "valid_to": "2056-08-05", "reason": "首批", "document_no": "1号"});
        refused(act("authorisations", grant.clone()), "/valid_to");
        grant["valid_to"] = json!("9999-12-31");
        assert_eq!(act("authorisations", grant).ok()["state"], json!("authorised"), "9999-12-31 is an open term");
        for day in ["9999-12-31", "2031-08-05", "1977-12-31", "0001-01-01"] {
            for noun in ["suspensions", "resumptions", "endings"] {
                refused(act(noun, on(day)), "/on_day");
            }
        }
        act("suspensions", on("2031-08-04")).ok();
        let help =
            json!({"kind": "rent", "amount_fen": 1, "in_kind": false, "description": "租金", "from_day": "2226-01-01"});
        refused(act("help", help), "/from_day");
        let refusal = json!({"on_day": "1926-08-01", "what": "拒绝助销", "evidence": "笔录", "document_no": "6号"});
        refused(act("refusals", refusal), "/on_day");
        let exception = json!({"product": 1, "from_day": "2126-08-04", "to_day": "2126-08-05", "reason": "展会", "document_no": "8号"});
        refused(act("exceptions", exception), "/from_day");
    });
}

/// Wind-down: stock is sold for cash and counts by what was listed; vouchers are not taken any more.
#[test]
fn without_a_running_authorisation_stock_is_sold_but_no_voucher_taken() {
    use crate::{shop::Shop, vouchers::scene};
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        let scene = scene::set(county);
        scene.issue(600);
        let (_, slip) = scene.slips().remove(0);
        let office = county.office();
        let path = format!("/outlets/{}", shop.outlet);
        let listed =
            |shop: &Shop| shop.manager.get(&format!("{path}/totals?year=2026")).ok()["items"][0]["listed_fen"].clone();
        let change =
            |day: &str| json!({"on_day": day, "reason": "整改", "document_no": "2号", "wind_down": "存货现金售完"});
        let by_voucher = json!({"lines": shop.cash_sale(500)["lines"],
            "payments": [{"means": "voucher", "amount_fen": 1000, "voucher": slip}]});
        for (noun, code, key) in [
            ("suspensions", "voucher.outlet_suspended", "wind-0001"),
            ("endings", "voucher.outlet_not_authorised", "wind-0002"),
        ] {
            office.post(&format!("{path}/{noun}"), change("2026-08-04")).ok();
            shop.clerk.post_once(&format!("{key}-v"), &shop.sales(), by_voucher.clone()).refused(409, code);
            let sold = shop.clerk.post_once(key, &shop.sales(), shop.cash_sale(500)).ok();
            assert_eq!(sold["lines"][0]["listed"], json!(true), "{sold}");
        }
        assert_eq!(listed(&shop), json!(2000));
    });
}
