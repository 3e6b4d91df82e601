//! A slip on the phone names the unsalable report that its peaches belong to, and the outlet that sells them earns by it.

use super::Point;
use crate::{
    harness::on_both,
    supply::scene::{self, Scene, uuid},
};
use serde_json::{Value, json};

fn unsalable(said: &str) -> Value {
    json!({"unsalable": {"grade": "already", "quantity": {"said": said}, "ripe_on": "2026-08-20", "spoil_on": "2026-09-05"}})
}

#[test]
fn the_phone_offers_what_the_book_takes() {
    on_both(|county| {
        let mut point = Point::open(county);
        let scene = scene::set(county, &[point.shop.listed]);
        point.later("2026-08-25T01:00:00Z");
        let report = |n: u32, said: &str| {
            let item = scene.item(n, "2026-08-25T00:30:00Z", unsalable(said));
            scene.hand_in(&scene.officer(), vec![item])["outcomes"][0]["number"].clone()
        };
        let (open, withdrawn) = (report(1, "3000公斤"), report(2, "100公斤"));
        scene.officer().post(&format!("/unsalable-reports/{withdrawn}/withdrawal"), json!({"reason": "已卖完"})).ok();
        // Another crop's, and another township's, are none of this point's.
        let lily = scene.office().post(
            "/crops",
            json!({"name": "百合", "season_from": "08-10", "season_to": "09-10",
            "odd_g": 100_000_000, "products": []}),
        );
        let mut other = scene.item(3, "2026-08-25T00:30:00Z", unsalable("500公斤"));
        other["crop"] = lily.ok()["id"].clone();
        scene.hand_in(&scene.officer(), vec![other]);
        let elsewhere = county.division("430582101202");
        let mut far = scene.item(4, "2026-08-25T00:30:00Z", unsalable("500公斤"));
        far["division"] = json!(elsewhere);
        scene.hand_in(&county.person("远某", "information_officer", Some(elsewhere)), vec![far]);

        let near = |phone: &Value| phone["unsalable"].as_array().unwrap().clone();
        let phone = point.phone();
        let [one] = near(&phone).try_into().unwrap_or_else(|all| panic!("one alone: {all:?}"));
        assert_eq!(
            [&one["id"], &one["crop_name"], &one["village_name"], &one["left_g"], &one["confirmed"], &one["until"]],
            [&open, &json!("黄桃"), &json!("梧桐村"), &json!(3_000_000), &json!(false), &json!("2026-09-20")],
            "{one}"
        );
        assert_eq!(one["products"], json!([point.shop.listed]));
        let seller = phone["people"].as_array().unwrap().iter().find(|who| who["kind"] == "household").unwrap();
        assert_eq!((&seller["village"], &seller["township"]), (&one["village"], &one["township"]), "{seller}");

        // 48.5 kg less; undone, it is free again; none is left, it is offered no more.
        let tied = |report: &Value| super::with(point.slip(), "papers", json!({"unsalable": report}));
        let went = point.hand_in(vec![point.intake(11, tied(&open)), point.intake(12, tied(&withdrawn))]);
        assert_eq!(Scene::went(&went), ["taken", "refused lot.unsalable_over"]);
        let phone = point.phone();
        assert_eq!((&near(&phone)[0]["left_g"], &phone["slips"][0]["unsalable"]), (&json!(2_951_500), &open));
        let undo = json!({"undo": {"item": uuid(11), "reason": "记错"}});
        assert_eq!(Scene::went(&point.hand_in(vec![point.item(13, undo)])), ["taken"]);
        assert_eq!(near(&point.phone())[0]["left_g"], json!(3_000_000));
        point.later("2026-09-21T01:00:00Z");
        assert_eq!(near(&point.phone()), Vec::<Value>::new(), "long after it spoilt");
    });
}

#[test]
fn goods_of_a_tied_slip_earn_the_award_where_they_are_sold() {
    on_both(|county| {
        let mut point = Point::open(county);
        let scene = scene::set(county, &[point.shop.listed]);
        point.later("2026-08-25T01:00:00Z");
        let item = scene.item(1, "2026-08-25T00:30:00Z", unsalable("1万公斤"));
        let report = scene.hand_in(&scene.officer(), vec![item])["outcomes"][0]["number"].clone();
        let slip =
            super::with(super::with(point.slip(), "papers", json!({"unsalable": report})), "gross_g", json!(8_002_500));
        let lots = json!([{"of": {"item": uuid(11)}, "quantity_g": 7_700_000, "lost_g": 60_000}]);
        let went = point.hand_in(vec![
            point.intake(11, slip),
            point.item(12, json!({"hand_over": {"to": point.shop.outlet, "lots": lots}})),
        ]);
        assert_eq!(Scene::went(&went), ["taken", "taken"], "{went}");
        point.shop.manager.post_once("sold-at-the-outlet", &point.shop.sales(), point.shop.cash_sale(7_000_000)).ok();
        let body = json!({"act": "confirmed", "reason": "到梧桐村现场看过，五百亩黄桃无人收购"});
        scene.supervisor().post(&format!("/unsalable-reports/{report}/acts"), body).ok();
        let award = format!("/settlements/2026/findings/o{}/outlet.unsalable_award", point.shop.outlet);
        let found = scene.office().get(&award).ok();
        assert_eq!(
            (&found["finding"]["outcome"], &found["finding"]["amount_fen"]),
            (&json!("award"), &json!(100_000)),
            "{found}"
        );
    });
}
