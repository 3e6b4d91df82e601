//! Produce that does not sell: reported, confirmed, acted on by a clock, sold as a campaign.

use super::scene::{self, Scene};
use crate::{evidence::photo, harness::on_both, shop::Shop};
use serde_json::{Value, json};

fn unsalable(said: &str) -> Value {
    json!({"unsalable": {"grade": "near_ripe", "quantity": {"said": said}, "ripe_on": "2026-08-26", "spoil_on": "2026-09-05"}})
}

#[test]
fn who_had_to_act_by_when_and_who_did() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-25T01:00:00Z");
        let answer = scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-24T10:00:00Z", unsalable("5万公斤"))]);
        let id = answer["outcomes"][0]["number"].clone();
        let path = format!("/unsalable-reports/{id}");
        let report = scene.supervisor().get(&path).ok();
        assert_eq!([&report["state"], &report["turn"]], [&json!("open"), &json!("township")]);
        assert_eq!(
            [&report["told_at"], &report["received_at"], &report["township_due"], &report["county_due"]],
            [
                &json!("2026-08-24T10:00:00.000Z"),
                &json!("2026-08-25T01:00:00.000Z"),
                &json!("2026-08-26T01:00:00.000Z"),
                &json!("2026-08-27T01:00:00.000Z")
            ]
        );
        assert!(scene.supervisor().get("/tasks").ok().to_string().contains("unsalable.confirm"));
        assert!(!scene.office().get("/tasks").ok().to_string().contains("unsalable.confirm"), "the township's turn");
        county.at("2026-08-26T02:00:00Z");
        assert_eq!(scene.supervisor().get(&path).ok()["turn"], json!("county"));
        assert!(scene.office().get("/tasks").ok().to_string().contains("unsalable.confirm"));
        county.at("2026-08-27T02:00:00Z");
        assert_eq!(scene.office().get("/unsalable-reports?waiting=true").ok()["items"][0]["overdue"], json!(true));
        let of = |division: i64| {
            scene.office().get(&format!("/unsalable-reports?division={division}")).ok()["items"].clone()
        };
        assert_eq!(of(scene.village)[0]["id"], id);
        assert_eq!(of(county.division("430582101202")), json!([]), "another village's list is its own");

        let act = |act: &str, reason: &str| {
            scene.supervisor().post(&format!("{path}/acts"), json!({"act": act, "reason": reason}))
        };
        scene
            .officer()
            .post(&format!("{path}/acts"), json!({"act": "confirmed", "reason": "我说的"}))
            .refused(403, "edge.not_allowed");
        act("confirmed", "属实").refused(409, "unsalable.no_evidence");
        act("closed", "早了").refused(409, "unsalable.not_open");
        act("withdrawn", "不是我的").refused(409, "supply.not_own_report");
        let evidence = format!("{path}/evidence");
        scene
            .officer()
            .upload(&evidence, "桃园.jpg", b"no photo at all", &[("kind", "photo")])
            .refused(422, "evidence.type");
        scene.officer().upload(&evidence, "桃园.jpg", &photo("梧桐"), &[("kind", "photo")]).ok();
        let confirmed = act("confirmed", "属实").ok();
        assert_eq!([&confirmed["state"], &confirmed["turn"]], [&json!("confirmed"), &json!("")]);
        assert_eq!(confirmed["may"], json!(["help", "closed"]));
        act("confirmed", "再认定一次看看行不行").refused(409, "unsalable.not_open");
        scene
            .officer()
            .post(&format!("{path}/withdrawal"), json!({"reason": "卖完了"}))
            .refused(409, "unsalable.not_open");
        act("help", "已联系三家采购单位").ok();
        let closed = act("closed", "全部售出").ok();
        let acts: Vec<&str> = closed["acts"].as_array().unwrap().iter().map(|a| a["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["confirmed", "help", "closed"]);
        // The officer sees what became of it.
        assert_eq!(scene.officer().get("/supply-today").ok()["unsalable"][0]["state"], json!("closed"));
        assert!(county.acts().contains(&"unsalable.act".to_owned()));
    });
}

#[test]
fn nobody_confirms_what_they_reported_and_absurd_reports_are_named() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let taken =
            scene.hand_in(&scene.supervisor(), vec![scene.item(1, "2026-08-10T00:00:00Z", unsalable("1000斤"))]);
        let path = format!("/unsalable-reports/{}", taken["outcomes"][0]["number"]);
        let body = json!({"act": "confirmed", "reason": "本人到现场看过，确实滞销"});
        scene.supervisor().post(&format!("{path}/acts"), body.clone()).refused(409, "supply.own_report");
        scene
            .officer()
            .post(&format!("{path}/withdrawal"), json!({"reason": "别人的"}))
            .refused(409, "supply.not_own_report");
        scene.supervisor().post(&format!("{path}/withdrawal"), json!({"reason": "报错了"})).ok();
        scene.office().post(&format!("{path}/acts"), body).refused(409, "unsalable.not_open");
        let with = |key: &str, value: Value| {
            let mut what = unsalable("1000斤");
            what["unsalable"][key] = value;
            Scene::went(&scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-10T00:00:00Z", what)]))
        };
        assert_eq!(with("spoil_on", json!("2026-08-22")), ["refused unsalable.days_invalid"]);
        assert_eq!(with("ripe_on", json!("2026-02-30")), ["refused supply.item_invalid"]);
        assert_eq!(with("ripe_on", json!("1999-01-01")), ["refused unsalable.days_invalid"]);
        assert_eq!(with("fen_per_kg", json!(-1)), ["refused supply.price_invalid"]);
        assert_eq!(with("household", json!(99)), ["refused unsalable.grower_unknown"]);
        assert_eq!(with("producer", json!(99)), ["refused unsalable.grower_unknown"]);
        assert_eq!(with("quantity", json!({"said": "99999999999999999999斤"})), ["refused supply.quantity_invalid"]);
    });
}

#[test]
fn a_phone_knows_the_producers_of_its_villages_and_names_one() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let register = |name: &str, division: i64| {
            let body = json!({"kind": "family_farm", "name": name, "division": division, "document_kind": "none",
                "contact": {"name": "钱某", "phone": "13800000001"}});
            scene.office().post("/producers", body).ok()["id"].clone()
        };
        let elsewhere = county.division("430582101202");
        let (own, other) = (register("梧桐家庭农场", scene.village), register("别处家庭农场", elsewhere));
        let known = scene.officer().get("/supply-today").ok()["producers"].clone();
        assert_eq!(known.as_array().unwrap().len(), 1, "{known}");
        assert_eq!((&known[0]["id"], &known[0]["division"]), (&own, &json!(scene.village)));
        assert!(known[0]["search"].as_str().unwrap().contains("|wtjtnc|"), "{known}");
        assert_eq!(scene.office().get("/supply-today").ok()["producers"], json!([]), "a county is no village");

        let named = |said: &str, producer: &Value| {
            let mut what = unsalable(said);
            what["unsalable"]["producer"] = producer.clone();
            what
        };
        let items = vec![
            scene.item(1, "2026-08-10T00:00:00Z", named("1000斤", &own)),
            scene.item(2, "2026-08-10T00:00:00Z", named("1000斤", &other)),
        ];
        let answer = scene.hand_in(&scene.officer(), items);
        assert_eq!(Scene::went(&answer)[0], "taken");
        assert_eq!(answer["outcomes"][1]["field"], json!("/producer"), "{answer}");
        let listed = scene.officer().get("/supply-today").ok()["unsalable"].clone();
        assert_eq!(listed[0]["producer_name"], json!("梧桐家庭农场"), "{listed}");
    });
}

#[test]
fn sales_of_declared_lots_earn_the_award_and_earlier_ones_do_not() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let manager = || county.person("陈某", "outlet_manager", Some(shop.outlet));
        let purchase = |key: &str, day: &str, grams: i64, report: Option<&Value>| {
            let papers = report.map_or(json!({}), |report| json!({"unsalable": report, "certificate": "合格证1"}));
            let line = json!({"product": shop.listed, "quantity": {"g": grams}, "amount_fen": grams / 10,
                "papers": {"certificate": "合格证1", "unsalable": papers["unsalable"]}});
            let body = json!({"day": day, "supplier": {"producer": shop.producer}, "lines": [line]});
            manager().post_once(key, &format!("/outlets/{}/purchases", shop.outlet), body)
        };
        county.at("2026-08-25T01:00:00Z");
        let taken = scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-25T00:30:00Z", unsalable("1万公斤"))]);
        let report = taken["outcomes"][0]["number"].clone();
        purchase("unknown-report", "2026-08-25", 1_000, Some(&json!(99))).refused(422, "lot.unsalable_unknown");
        purchase("too-much-of-it", "2026-08-25", 10_000_001, Some(&report)).refused(409, "lot.unsalable_too_much");
        // What an outlet took in is not offered to anybody else, and a purchase that is undone frees it again.
        let left = || scene.office().post("/matching-runs", json!({"dry_run": true})).ok()["unsold"][0]["kg"].clone();
        assert_eq!(left(), json!(10_000));
        let wrong = purchase("by-mistake", "2026-08-25", 9_500_000, Some(&report)).ok();
        assert_eq!(left(), json!(500));
        let undo = format!("/outlets/{}/entries/{}/reversal", shop.outlet, wrong["seq"]);
        manager().post_once("undo-mistake", &undo, json!({"reason": "数量记错"})).ok();
        assert_eq!(left(), json!(10_000));
        purchase("declared-lot", "2026-08-25", 9_000_000, Some(&report)).ok();
        assert_eq!(left(), json!(1_000));
        purchase("more-than-left", "2026-08-25", 1_000_001, Some(&report)).refused(409, "lot.unsalable_too_much");

        // Ten and more are less than twenty; and long after they spoil no goods of a report come in.
        let more = scene.item(3, "2026-08-25T00:30:00Z", unsalable("10余公斤"));
        let more = scene.hand_in(&scene.officer(), vec![more])["outcomes"][0]["number"].clone();
        purchase("twice-as-much", "2026-08-25", 20_001, Some(&more)).refused(409, "lot.unsalable_too_much");

        // T24: a sale of the day before does not count, though it is entered now; today's does.
        let sell = |key: &str, day: &str, grams: i64| {
            let mut sale = shop.cash_sale(grams);
            sale["day"] = json!(day);
            manager().post_once(key, &shop.sales(), sale)
        };
        purchase("ordinary-lot", "2026-08-24", 1_000_000, None).ok();
        sell("sale-of-day-before", "2026-08-24", 500_000).ok();
        sell("sale-after-report", "2026-08-25", 7_500_000).ok();
        let award = || {
            let found =
                scene.office().get(&format!("/settlements/2026/findings/o{}/outlet.unsalable_award", shop.outlet)).ok();
            (found["finding"]["outcome"].clone(), found["finding"]["amount_fen"].clone(), found)
        };
        // Not confirmed yet: nothing counts. Confirmed: from the report on.
        assert_eq!(award().0, json!("none"));
        let body = json!({"act": "confirmed", "reason": "到梧桐村现场看过，五百亩黄桃无人收购"});
        scene.supervisor().post(&format!("/unsalable-reports/{report}/acts"), body).ok();
        let (outcome, amount, found) = award();
        // 500 kg of the ordinary lot were left and went first: 7,000 kg at ¥20 are ¥140,000.
        assert_eq!((outcome, amount), (json!("award"), json!(100_000)), "{found}");
        let lines =
            scene.office().get(&format!("/settlements/2026/measures/o{}/campaign_sales_fen/lines", shop.outlet)).ok();
        let sum: i64 = lines["items"].as_array().unwrap().iter().map(|l| l["amount_fen"].as_i64().unwrap()).sum();
        assert_eq!(sum, 14_000_000, "{lines}");

        // What the village declared and the shop sold is what its officer promoted.
        county.at("2026-10-10T01:00:00Z");
        purchase("long-after-it-spoilt", "2026-10-10", 1_000, Some(&report)).refused(409, "lot.unsalable_over");
        let score = format!("/settlements/2026/findings/f{}/officer.score", scene.village);
        let score = scene.office().get(&score).ok();
        assert_eq!(score["finding"]["outcome"], json!("score"), "{score}");
        let officers = scene.office().get("/settlements/2026/measures?kind=officer").ok();
        let of = &officers["items"][0];
        // Five weeks were due, none was answered: silence costs the score, promotion earns it.
        assert_eq!(
            [&of["reports"], &of["reports_on_time"], &of["reports_checked"], &of["promotion_sales_fen"]],
            [&json!(5), &json!(0), &json!(0), &json!(14_000_000)],
            "{officers}"
        );
        assert!(score["finding"]["explanation"].to_string().contains("30"), "{score}");
        // Whichever measure the policy names is kept: 7 t were sold of the 10 t that the village had.
        assert_eq!(
            [&of["promotion_sold_g"], &of["promotion_had_g"]],
            [&json!(7_000_000), &json!(10_000_000)],
            "{officers}"
        );
    });
}
