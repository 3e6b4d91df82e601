//! Why a report is odd: said with the figures, on top of what the township checks, and refusing nothing.

use super::scene::{self, Scene, supply, uuid};
use crate::harness::on_both;
use serde_json::{Value, json};

#[test]
fn odd_reports_stand_on_top_with_all_their_reasons() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let path = format!("/crops/{}", scene.crop);
        let crop = |key: &str, value: Value| {
            let mut form = scene::peaches(&[]);
            (form["least_g"], form["yield_least_g"], form["yield_most_g"]) =
                (json!(50_000), json!(300_000), json!(2_000_000));
            form[key] = value;
            scene.office().put(&path, form)
        };
        crop("least_g", json!(100_000_001)).refused(422, "crop.number_invalid");
        crop("yield_least_g", json!(2_000_001)).refused(422, "crop.number_invalid");
        crop("jump_times", json!(1)).refused(422, "crop.number_invalid");
        assert_eq!(crop("ended", json!(false)).ok()["jump_times"], json!(3));
        let brief = scene.officer().get("/supply-today").ok()["crops"][0].clone();
        assert_eq!([&brief["least_g"], &brief["season_start"]], [&json!(50_000), &json!("2026-08-10")], "{brief}");

        let survey = json!({"survey": {"area_centimu": 100, "quantity": {"said": "5000斤"}, "from_day": "2026-08-10",
            "to_day": "2026-09-10"}});
        scene.hand_in(
            &scene.officer(),
            vec![
                scene.item(1, "2026-08-10T01:00:00Z", supply("1000斤")),
                scene.item(2, "2026-08-10T01:00:00Z", survey),
            ],
        );
        county.at("2026-08-17T01:00:00Z");
        let taken = scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-08-17T01:00:00Z", supply("6000斤"))]);
        assert_eq!(Scene::went(&taken), ["taken"], "a mark refuses nothing");
        county.at("2026-08-24T01:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(4, "2026-08-24T01:00:00Z", supply("80斤"))]);
        let why = |n: u32, lang: &str| {
            let row = scene.supervisor().get(&format!("/supply-reports?client={}", uuid(n))).ok()["items"][0].clone();
            (row["odd"].clone(), row["odd_why"][lang].as_str().unwrap().to_owned())
        };
        assert_eq!(why(1, "zh"), (json!(false), String::new()));
        assert_eq!(why(2, "zh").1, "亩产高于 2000 公斤");
        assert_eq!(why(3, "zh").1, "超过上次 500 公斤的 3 倍；超过本村摸底 2500 公斤");
        assert_eq!(why(3, "en").1, "more than 3 times the last 500 kg; more than the village’s survey of 2500 kg");
        assert_eq!(why(4, "zh").1, "低于下限 50 公斤；不到上次 3000 公斤的 3 分之一");
        let list = |query: &str| {
            let list = scene.supervisor().get(&format!("/supply-reports?total=true{query}")).ok();
            let client = |row: &Value| row["client"].as_str().unwrap()[24..].parse::<u32>().unwrap();
            list["items"].as_array().unwrap().iter().map(client).collect::<Vec<_>>()
        };
        assert_eq!(list("")[3], 1, "what is not odd comes last");
        let sorted = |mut found: Vec<u32>| {
            found.sort_unstable();
            found
        };
        assert_eq!(sorted(list("&odd=any")), [2, 3, 4]);
        assert_eq!((list("&odd=over_survey"), list("&odd=jump_down")), (vec![3], vec![4]));
        let csv = scene.supervisor().with("accept-language", "zh-CN").get("/supply-reports?format=csv").body;
        assert!(csv.contains("超过上次 500 公斤的 3 倍；超过本村摸底 2500 公斤"), "{csv}");

        // The middle one was wrong: the last is measured against the first, with which it still does not agree.
        let third =
            scene.supervisor().get(&format!("/supply-reports?client={}", uuid(3))).ok()["items"][0]["id"].clone();
        let wrong = json!({"reports": [third], "verdict": "wrong", "reason": "多写一位"});
        scene.supervisor().post("/supply-checks", wrong).ok();
        assert_eq!(why(4, "zh").1, "低于下限 50 公斤；不到上次 500 公斤的 3 分之一");
        // Other limits, other marks.
        crop("jump_times", json!(20)).ok();
        assert_eq!(why(4, "zh").1, "低于下限 50 公斤");
        assert_eq!(why(3, "zh").1, "超过本村摸底 2500 公斤");
    });
}
