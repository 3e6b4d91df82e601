//! The report's own day: 斫𥕢乡梧桐村, yellow peaches, entrepreneurs who came and signed on the spot.

use crate::{harness::on_both, supply::scene};
use serde_json::json;

#[test]
fn the_yellow_peach_day_is_the_sum_of_its_contracts_beside_what_was_only_said() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let office = scene.office();
        // "6万余公斤" hang on 7,000 trees.
        let say = json!({"supply": {"quantity": {"said": "6万余公斤"}, "to_day": "2026-09-05", "fen_per_kg": 2_000}});
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", say)]);
        let fair = json!({"name": "黄桃产销对接会", "host": "邵东经济开发区", "division": scene.village, "place": "梧桐村黄桃基地",
            "from_day": "2026-08-10", "to_day": "2026-08-10", "guests": 50});
        office
            .post(
                "/fairs",
                json!({"name": "", "host": "x", "place": "y", "from_day": "2026-08-10", "to_day": "2026-08-10"}),
            )
            .refused(422, "market.text_length");
        let fair = office.post("/fairs", fair).ok()["id"].clone();
        let path = format!("/fairs/{fair}");
        for (what, said) in
            [("桃树", "7000 株"), ("产量", "6万余公斤"), ("采购量", "近1万公斤"), ("销售额", "近20万元")]
        {
            office.post(&format!("{path}/statements"), json!({"what": what, "said": said, "source": "活动报道"})).ok();
        }
        // 50 entrepreneurs, each by a contract with a villager, from the officer's phone: 9,950 kg at ¥20.
        let officer = scene.officer();
        for n in 0..50 {
            let contract = json!({"kind": "purchase", "crop": scene.crop, "partner": format!("企业家{n}"), "kg": 199,
                "from_day": "2026-08-10", "to_day": "2026-08-12", "fair": fair, "witness": "申某",
                "seller": {"villager": {"name": format!("村民{n}"), "division": scene.village}},
                "prices": [{"fen_per_kg": 2_000}]});
            let id = officer.post("/contracts", contract).ok()["id"].clone();
            let delivery = json!({"grams": 199_000});
            officer.post_once(&format!("peaches-{n:04}"), &format!("/contracts/{id}/deliveries"), delivery).ok();
        }
        let shown = scene.office().get(&path).ok();
        assert_eq!(
            [
                &shown["contracts"],
                &shown["contracted_kg"],
                &shown["contracted_fen"],
                &shown["delivered_g"],
                &shown["amount_fen"]
            ],
            [&json!(50), &json!(9_950), &json!(19_900_000), &json!(9_950_000), &json!(19_900_000)],
            "near 10,000 kg and ¥200,000, counted: {shown}"
        );
        assert_eq!(shown["stated"][2]["said"], json!("近1万公斤"), "what was said stands beside it and is not added");

        // What is left waits for buyers: the village says so, and a plan finds some.
        let say = json!({"supply": {"quantity": {"said": "50吨"}, "to_day": "2026-09-05", "fen_per_kg": 2_000}});
        scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-10T00:59:00Z", say)]);
        let demand = json!({"crop": scene.crop, "partner": "长沙某市场", "kg": 60_000, "from_day": "2026-08-11",
            "to_day": "2026-08-20"});
        scene.office().post("/demands", demand).ok();
        let plan = scene.office().post("/matching-runs", json!({"dry_run": true})).ok();
        assert_eq!((&plan["matched_kg"], &plan["unmet"][0]["kg"]), (&json!(50_000), &json!(10_000)), "{plan}");
    });
}
