//! What a phone is told of the market: who wants what grows here, near first, without telling a producer who buys before
//! an offer does.

use crate::{
    harness::{County, on_both},
    shop::Shop,
    supply::scene,
    vouchers,
};
use serde_json::{Value, json};

fn wants(county: &County, crop: i64, name: &str, change: Value) -> i64 {
    let unit = vouchers::scene::unit(county, name);
    let mut body = json!({"crop": crop, "unit": unit, "division": county.division("430582001000"), "kg": 100,
        "from_day": "2026-08-12", "to_day": "2026-08-14", "max_fen_per_kg": 1_200, "note": "联系 13800000009"});
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    county.office().post("/demands", body).ok()["id"].as_i64().unwrap()
}

fn of(today: &Value, key: &str) -> Vec<Value> {
    today["wanted"].as_array().unwrap().iter().map(|one| one[key].clone()).collect()
}

#[test]
fn demands_for_what_grows_here_the_nearest_first_and_no_buyer_named_to_a_producer() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let office = scene.office();
        let producer = county.person("孙某", "producer", Some(shop.producer));
        let number = json!({"purpose": "market", "name": "王某", "phone": "0739-2650000"});
        office.post("/helplines", number).ok();
        let plums = office.post(
            "/crops",
            json!({"name": "李子", "season_from": "06-10", "season_to": "09-10", "odd_g": 100_000_000}),
        );
        let plums = plums.ok()["id"].as_i64().unwrap();
        let far = wants(county, scene.crop, "邵东一中", json!({"division": null}));
        let next = wants(county, scene.crop, "邵东二中", json!({}));
        let near = wants(county, scene.crop, "邵东三中", json!({"division": county.division("430582204000")}));
        let own = wants(county, scene.crop, "邵东四中", json!({"directed_to": scene.village}));
        wants(county, scene.crop, "邵东五中", json!({"directed_to": county.division("430582101000")}));
        wants(county, plums, "邵东六中", json!({}));

        let today = producer.get("/market-today").ok();
        assert_eq!(today["grown_by"], json!("products"), "{today}");
        assert_eq!(of(&today, "demand"), [own, near, next, far].map(|id| json!(id)), "{today}");
        assert_eq!(of(&today, "buyer_name"), ["", "", "", ""].map(|name| json!(name)));
        assert_eq!(of(&today, "buyer_kind")[0], json!("unit"));
        assert_eq!(of(&today, "place")[3], json!(""), "out of the county");
        assert!(!today.to_string().contains("13800000009"), "a note is not everybody's: {today}");
        assert_eq!(today["helplines"][0]["phone"], json!("0739-2650000"), "{today}");
        // The village's officer reads demands anyway, so the names stand there too.
        let village = scene.officer().get("/market-today").ok();
        assert_eq!((&village["grown_by"], &of(&village, "buyer_name")[0]), (&json!("villages"), &json!("邵东四中")));
        scene.office().get("/market-today").ok();
        county.auditor().get("/market-today").ok();
        county.person("刘某", "outlet_clerk", Some(shop.outlet)).get("/market-today").refused(403, "edge.not_allowed");
    });
}

#[test]
fn what_is_agreed_is_wanted_no_more_and_a_standing_order_comes_again() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let said = json!({"quantity": {"said": "100公斤"}, "to_day": "2026-08-14"});
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", json!({"supply": said}))]);
        let order = wants(county, scene.crop, "邵东一中", json!({"repeat_days": 7, "until_day": "2026-09-30"}));
        let (office, officer) = (scene.office(), scene.officer());
        let window = |today: &Value| (of(today, "from_day"), of(today, "kg"));
        let today = officer.get("/market-today").ok();
        assert_eq!(window(&today), (vec![json!("2026-08-12")], vec![json!(100)]), "{today}");
        assert_eq!(of(&today, "demand"), [json!(order)]);

        office.post("/matching-runs", json!({"horizon_days": 3})).ok();
        let offer = office.get("/offers").ok()["items"][0]["id"].as_i64().unwrap();
        assert_eq!(officer.get("/market-today").ok()["offers"], json!([]), "not sent yet");
        let act = |body: Value| office.post(&format!("/offers/{offer}/acts"), body).ok();
        act(json!({"act": "sent"}));
        let today = officer.get("/market-today").ok();
        assert_eq!(today["offers"][0]["acts"][0]["act"], json!("sent"), "{today}");
        act(json!({"act": "buyer_accepted", "fen_per_kg": 900}));
        act(json!({"act": "village_accepted", "fen_per_kg": 900}));
        let today = officer.get("/market-today").ok();
        assert_eq!(window(&today), (vec![json!("2026-08-19")], vec![json!(100)]), "{today}");
        county.at("2026-09-27T01:00:00Z");
        assert_eq!(scene.officer().get("/market-today").ok()["wanted"], json!([]), "its last window is over");
    });
}
