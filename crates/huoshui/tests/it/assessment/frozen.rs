//! The books of a frozen year are closed, but people go on checking what its villages reported. Computed again, the year
//! is what it was when it was frozen.

use crate::{
    evidence::photo,
    harness::{County, on_both},
    shop::Shop,
    supply::scene::{self, Scene, supply},
};
use base::Clock;
use serde_json::{Value, json};

/// Two weekly reports and one of unsalable peaches, of which the shop sold 6,000 kg. One report was checked in the year.
fn year(county: &County) -> (Shop, i64, Value, Value) {
    let shop = Shop::open(county);
    let scene = scene::set(county, &[shop.listed]);
    let number = |answer: Value| answer["outcomes"][0]["number"].clone();
    let first = number(scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", supply("500公斤"))]));
    county.at("2026-08-25T01:00:00Z");
    let second =
        number(scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-25T00:30:00Z", supply("800公斤"))]));
    let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "1万公斤"}, "ripe_on": "2026-08-25",
        "spoil_on": "2026-09-05"}});
    let unsalable = number(scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-08-25T00:40:00Z", unsalable)]));
    scene
        .officer()
        .upload(&format!("/unsalable-reports/{unsalable}/evidence"), "桃.jpg", &photo("桃"), &[("kind", "photo")])
        .ok();
    let manager = county.person("陈某", "outlet_manager", Some(shop.outlet));
    let line = json!({"product": shop.listed, "quantity": {"g": 9_000_000}, "amount_fen": 900_000,
        "papers": {"certificate": "合格证1", "unsalable": unsalable}});
    let bought = json!({"supplier": {"producer": shop.producer}, "lines": [line]});
    manager.post_once("tied-lot", &format!("/outlets/{}/purchases", shop.outlet), bought).ok();
    manager.post_once("sold-of-it", &shop.sales(), shop.cash_sale(6_000_000)).ok();
    check(&scene, &first);
    (shop, scene.crop, second, unsalable)
}

fn check(scene: &Scene<'_>, report: &Value) {
    let body = json!({"reports": [report], "verdict": "confirmed"});
    assert_eq!(scene.supervisor().post("/supply-checks", body).ok()["checked"], json!(1));
}

/// Everything that can still be said of the year once it is over: a check, a confirmation, a period that is reopened, and
/// a phone that finds a network.
fn said_late(county: &County, crop: i64, second: &Value, unsalable: &Value) {
    let scene = Scene { county, village: county.division("430582204213"), crop };
    check(&scene, second);
    let confirmed = json!({"act": "confirmed", "reason": "补认定：到梧桐村现场看过"});
    scene.supervisor().post(&format!("/unsalable-reports/{unsalable}/acts"), confirmed).ok();
    let today = county.clock.now().day();
    let reopened = json!({"crop": crop, "division": scene.village, "period": "2026-08-17", "until_day": today, "reason": "手机坏了"});
    scene.office().post("/report-exceptions", reopened).ok();
    let found = scene.hand_in(&scene.officer(), vec![scene.item(4, "2026-08-18T00:30:00Z", supply("20吨"))]);
    assert_eq!(Scene::went(&found), ["taken"]);
}

/// What the officer's score and the shop's award rest on.
fn measures(county: &County) -> [Value; 5] {
    let of =
        |kind: &str| county.office().get(&format!("/settlements/2026/measures?kind={kind}")).ok()["items"][0].clone();
    let (officer, outlet) = (of("officer"), of("outlet"));
    [
        officer["reports_on_time"].clone(),
        officer["reports_checked"].clone(),
        officer["promotion_sold_g"].clone(),
        officer["promotion_had_g"].clone(),
        outlet["campaign_sales_fen"].clone(),
    ]
}

fn campaign_lines(county: &County, shop: &Shop) -> usize {
    let path = format!("/settlements/2026/measures/o{}/campaign_sales_fen/lines", shop.outlet);
    county.office().get(&path).ok()["items"].as_array().unwrap().len()
}

const AS_FROZEN: [i64; 5] = [2, 1, 0, 800_000, 0];

#[test]
fn what_was_said_after_a_year_was_frozen_does_not_change_it_when_it_is_computed_again() {
    on_both(|county| {
        let (shop, crop, second, unsalable) = year(county);
        county.at("2027-01-11T01:00:00Z");
        let office = county.office();
        office.post_once("close-2026", "/periods", json!({"to": "2026-12-31", "reason": "年度核算"})).ok();
        assert_eq!(measures(county), AS_FROZEN.map(|number| json!(number)));
        let digest = office.get("/settlements/2026").ok()["digest"].clone();
        office.post("/settlements/2026/freeze", json!({"digest": digest})).ok();

        county.at("2027-01-12T01:00:00Z");
        said_late(county, crop, &second, &unsalable);
        let rerun = county.auditor().get("/settlements/2026/rerun").ok();
        assert_eq!((&rerun["same"], &rerun["digest_now"]), (&json!(true), &digest), "{rerun}");
        assert_eq!(measures(county), AS_FROZEN.map(|number| json!(number)));
        assert_eq!(campaign_lines(county, &shop), 0, "lines behind a frozen figure are those that it was made of");
    });
}

#[test]
fn the_same_said_before_a_year_is_frozen_counts() {
    on_both(|county| {
        let (shop, crop, second, unsalable) = year(county);
        county.at("2027-01-11T01:00:00Z");
        county.office().post_once("close-2026", "/periods", json!({"to": "2026-12-31", "reason": "年度核算"})).ok();
        said_late(county, crop, &second, &unsalable);
        let counted = measures(county);
        let sold = json!(6_000_000);
        assert_eq!([&counted[1], &counted[2], &counted[4]], [&json!(2), &sold, &json!(12_000_000)], "{counted:?}");
        assert_eq!(counted[3], json!(20_000_000), "{counted:?}");
        assert_eq!(campaign_lines(county, &shop), 1);
        let office = county.office();
        let digest = office.get("/settlements/2026").ok()["digest"].clone();
        office.post("/settlements/2026/freeze", json!({"digest": digest})).ok();
        county.at("2027-02-01T01:00:00Z");
        assert_eq!(county.auditor().get("/settlements/2026/rerun").ok()["same"], json!(true));
    });
}
