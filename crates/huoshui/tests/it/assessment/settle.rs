//! A year from the till to the frozen document: refusals, findings, lines, freezing, the same bytes again.

use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

/// Buys plenty of the listed product and sells it for this amount.
fn sell(shop: &Shop, key: &str, fen: i64) {
    let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
    let bought = json!({"supplier": {"producer": shop.producer},
        "lines": [{"product": shop.listed, "quantity": {"g": 10_000_000}, "amount_fen": 1_000_000,
            "papers": {"certificate": "430582-0001"}}]});
    shop.manager.post_once(&format!("purchase-{key}"), &at("purchases"), bought).ok();
    let sold = json!({"lines": [{"product": shop.listed, "quantity": {"g": 1_000_000}, "amount_fen": fen}],
        "payments": [{"means": "cash", "amount_fen": fen}]});
    shop.clerk.post_once(&format!("sale-{key}"), &at("sales"), sold).ok();
}

fn rows(answer: &Value) -> Vec<String> {
    let row = |f: &Value| format!("{} {}", f["rule"].as_str().unwrap(), f["outcome"].as_str().unwrap());
    answer["items"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn a_figure_opens_to_its_lines() {
    on_both(|county| {
        let (rich, poor) = (Shop::open(county), Shop::open_in(county, "430582001001", "大禾塘店"));
        sell(&rich, "rich-one", 20_000_000);
        sell(&rich, "rich-two", 10_000_000);
        sell(&poor, "poor-one", 10_000_000);
        county.nobody().get("/settlements/2026").refused(401, "edge.sign_in");
        rich.clerk.get("/settlements/2026").refused(403, "edge.not_allowed");
        county.supervisor().get("/settlements/2026").refused(403, "edge.not_allowed");
        let office = county.office();
        office.get("/settlements/1999").refused(422, "settlement.year_invalid");
        office.get("/settlements/never").refused(404, "edge.no_such_thing");

        let settled = county.auditor().get("/settlements/2026").ok();
        assert_eq!(
            (&settled["award_fen"], &settled["frozen"], &settled["can_freeze"]),
            (&json!(1_000_000), &json!(null), &json!(false))
        );
        let of = |shop: &Shop| rows(&office.get(&format!("/settlements/2026/findings?subject=o{}", shop.outlet)).ok());
        assert_eq!(
            of(&rich),
            [
                "outlet.local_share met",
                "outlet.revoke_low_sales none",
                "outlet.revoke_no_cooperation none",
                "outlet.sales_award award",
                "outlet.unsalable_award none"
            ]
        );
        assert_eq!(of(&poor)[1], "outlet.revoke_low_sales revoke");
        let producers = office.get("/settlements/2026/findings?kind=producer&outcome=not_met&total=true").ok();
        assert_eq!(producers["total"]["count"], json!(2), "co-operatives without an assisted worker");

        let at = format!("/settlements/2026/findings/o{}/outlet.sales_award", rich.outlet);
        let finding = office.get(&at).ok();
        let notes = finding["finding"]["explanation"]["notes"].to_string();
        assert!(notes.contains("计奖销售额的来源") && notes.contains("credited sales are"), "{notes}");
        let link = &finding["finding"]["explanation"]["steps"][0]["measures"][0];
        assert_eq!((&link["value"], &link["lines"]["year"]), (&json!(30_000_000), &json!(2026)));
        let (subject, measure) =
            (link["lines"]["subject"].as_str().unwrap(), link["lines"]["measure"].as_str().unwrap());
        let lines = office.get(&format!("/settlements/2026/measures/{subject}/{measure}/lines")).ok();
        let amounts: Vec<i64> =
            lines["items"].as_array().unwrap().iter().map(|l| l["amount_fen"].as_i64().unwrap()).collect();
        assert_eq!(amounts.iter().sum::<i64>(), 30_000_000, "{amounts:?}");
        office
            .get(&format!("/settlements/2026/measures/{subject}/refusals/lines"))
            .refused(404, "measure.without_lines");

        let table = office.with("accept", "text/csv").get("/settlements/2026/findings?rule=outlet.sales_award");
        assert!(table.body.contains("斫曹第一店") && table.body.contains("10000.00"), "{}", table.body);
        let measures = office.get("/settlements/2026/measures?kind=outlet&sort=-recorded_sales_fen").ok();
        assert_eq!(measures["items"][0]["recorded_sales_fen"], json!(30_000_000));
        office.get("/settlements/2026/measures?sort=colour").refused(400, "settlement.sort_unknown");
    });
}

#[test]
fn a_year_is_frozen_and_answers_from_then_on() {
    on_both(|county| {
        let shop = Shop::open(county);
        sell(&shop, "one", 30_000_000);
        let office = county.office();
        county.auditor();
        let freeze = json!({"digest": office.get("/settlements/2026").ok()["digest"]});
        office.post("/settlements/2026/freeze", freeze.clone()).refused(409, "settlement.year_not_over");
        county.at("2027-01-11T01:00:00Z");
        let office = county.sign_in("county_office.0", crate::harness::PASSWORD);
        office.post("/settlements/2026/freeze", freeze.clone()).refused(409, "settlement.books_open");
        let closing = json!({"to": "2026-12-31", "reason": "年度核算"});
        office.post_once("close-2026", "/periods", closing).ok();
        let tasks = office.get("/tasks").ok();
        assert!(tasks.to_string().contains("settlement.freeze"), "{tasks}");
        office.post("/settlements/2026/freeze", json!({"digest": "other"})).refused(409, "settlement.changed");
        let admin = county.sign_in("admin", crate::harness::PASSWORD);
        admin.post("/settlements/2026/freeze", freeze.clone()).refused(403, "edge.not_allowed");

        let document = office.get("/settlements/2026/document").body;
        let frozen = office.post_once("freeze-2026", "/settlements/2026/freeze", freeze.clone());
        assert_eq!(frozen.ok()["frozen"]["at"], json!("2027-01-11T01:00:00.000Z"));
        let again = office.post_once("freeze-2026", "/settlements/2026/freeze", freeze.clone());
        assert_eq!((again.status, again.headers.get("idempotency-replayed").map(String::as_str)), (200, Some("true")));
        assert_eq!(again.body, frozen.body);
        office.post("/settlements/2026/freeze", freeze).refused(409, "settlement.already_frozen");
        assert!(!office.get("/tasks").ok().to_string().contains("settlement.freeze"));

        let auditor = county.sign_in("auditor.0", crate::harness::PASSWORD);
        let acts = auditor.get("/audit?limit=5").ok();
        assert!(acts["items"].as_array().unwrap().iter().any(|a| a["act"] == json!("settlement.freeze")), "{acts}");
        assert_eq!(auditor.get("/settlements/2026/document").body, document);
        let rerun = auditor.get("/settlements/2026/rerun").ok();
        assert_eq!((&rerun["same"], &rerun["digest_now"]), (&json!(true), &rerun["digest"]), "{rerun}");
        assert_eq!(auditor.get("/settlements").ok()["items"][0]["year"], json!(2026));

        // Another version of the policy takes over from 2027: the frozen year keeps its bytes, and so does its rerun.
        let newer = policy::shipped("shaodong-2020").unwrap();
        let newer = newer.replace("id = \"shaodong-2020\"", "id = \"shaodong-2027\"");
        let into_the_year = newer.replace("effective_from = \"2020-01-01\"", "effective_from = \"2026-01-01\"");
        admin.post("/policies", json!({"text": into_the_year})).refused(409, "policy.reaches_frozen_year");
        let newer = newer.replace("effective_from = \"2020-01-01\"", "effective_from = \"2027-01-01\"");
        let newer = newer.replace("amount = \"10000\"", "amount = \"12000\"");
        assert_eq!(admin.post("/policies", json!({"text": newer})).ok()["state"], json!("in_force"));
        assert_eq!(auditor.get("/settlements/2026/document").body, document);
        assert_eq!(auditor.get("/settlements/2026").ok()["policy"], json!("shaodong-2020"));
        assert_eq!(auditor.get("/settlements/2027").ok()["policy"], json!("shaodong-2027"));
        let rerun = auditor.get("/settlements/2026/rerun").ok();
        assert_eq!((&rerun["same"], &rerun["digest_now"]), (&json!(true), &rerun["digest"]), "{rerun}");
        auditor.get("/settlements/2025/rerun").refused(404, "settlement.not_frozen");
    });
}

#[test]
fn what_comes_back_counts_for_the_year_until_it_is_closed() {
    on_both(|county| {
        let shop = Shop::open(county);
        sell(&shop, "one", 30_000_000);
        county.office();
        county.at("2027-01-05T01:00:00Z");
        let office = county.sign_in("county_office.0", crate::harness::PASSWORD);
        let clerk = county.sign_in(&format!("outlet_clerk.{}", shop.outlet), crate::harness::PASSWORD);
        let award = |year: i32| office.get(&format!("/settlements/{year}")).ok()["award_fen"].clone();
        let bring_back = |key: &str| {
            let body = json!({"sale": 2, "lines": [{"line": 1, "quantity": {"g": 1000}}]});
            clerk.post_once(key, &format!("/outlets/{}/returns", shop.outlet), body).ok()
        };
        assert_eq!(award(2026), json!(1_000_000));
        assert_eq!(bring_back("return-before")["counts_on"], json!("2026-08-04"));
        assert_eq!(award(2026), json!(0), "the year falls below the line");
        // What opens behind the figure comes to the figure: a return stands with a minus, in money and in grams.
        let measure = format!("/settlements/2026/measures/o{}/recorded_sales_fen/lines?total=true", shop.outlet);
        let lines = office.get(&measure).ok();
        let finding = office.get(&format!("/settlements/2026/findings/o{}/outlet.sales_award", shop.outlet)).ok();
        let figure = &finding["finding"]["explanation"]["steps"][0]["measures"][0]["value"];
        assert_eq!((&lines["total"]["amount_fen"], figure), (figure, &json!(30_000_000 - 30_000)), "{lines}");
        let rows = lines["items"].as_array().unwrap();
        let sum = |key: &str| rows.iter().map(|row| row[key].as_i64().unwrap()).sum::<i64>();
        assert_eq!((json!(sum("amount_fen")), json!(sum("quantity"))), (figure.clone(), json!(1_000_000 - 1_000)));
        assert_eq!(lines["total"]["quantity_g"], json!(1_000_000 - 1_000));
        let book = office.get(&format!("/outlets/{}/lines?total=true", shop.outlet)).ok()["total"].clone();
        assert_eq!(
            [&book["purchase_fen"], &book["sale_fen"], &book["return_fen"], &book["amount_fen"]],
            [&json!(1_000_000), &json!(30_000_000), &json!(30_000), &json!(null)],
            "kinds are not added up together"
        );

        let closing = json!({"to": "2026-12-31", "reason": "年度核算"});
        office.post_once("close-2026", "/periods", closing).ok();
        let digest = office.get("/settlements/2026").ok()["digest"].clone();
        office.post("/settlements/2026/freeze", json!({"digest": digest})).ok();
        assert_eq!(bring_back("return-after")["counts_on"], json!("2027-01-05"));
        assert_eq!(office.get("/settlements/2026").ok()["digest"], digest);
        assert_eq!(office.get("/settlements/2026/rerun").ok()["same"], json!(true));
        let subject = format!("/settlements/2027/findings/o{}/outlet.local_share", shop.outlet);
        let remarks = office.get(&subject).ok()["subject"]["remarks"].clone();
        assert!(remarks[0]["zh"].as_str().is_some_and(|r| r.contains("退货超过本年销售")), "{remarks}");
    });
}

#[test]
fn a_year_before_the_county_began_asks_for_no_settlement() {
    on_both(|county| {
        let waits = |at: &str| {
            county.at(at);
            let tasks = county.office().get("/tasks").ok();
            let waiting = tasks["items"].as_array().unwrap().iter().filter(|task| task["kind"] == "settlement.freeze");
            waiting.map(|task| task["title"]["zh"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let shop = Shop::open(county);
        let bought = json!({"supplier": {"producer": shop.producer},
            "lines": [{"product": shop.listed, "quantity": {"g": 1_000}, "amount_fen": 1_000,
                "papers": {"certificate": "430582-0001"}}]});
        assert_eq!(waits("2027-01-15T01:00:00Z"), [""; 0], "nothing had begun in 2026");
        county.at("2026-12-21T01:00:00Z");
        let manager = county.person("陈某", "outlet_manager", Some(shop.outlet));
        manager.post_once("for-the-new-year", &format!("/outlets/{}/purchases", shop.outlet), bought).ok();
        assert_eq!(waits("2027-01-15T01:00:00Z"), [""; 0], "only stock for the new year came in");
        assert_eq!(waits("2027-04-15T01:00:00Z"), [""; 0]);
        assert_eq!(
            waits("2028-01-15T01:00:00Z"),
            ["2027 年度核算待核对定案"],
            "a whole year without a sale is a finding"
        );
    });
}
