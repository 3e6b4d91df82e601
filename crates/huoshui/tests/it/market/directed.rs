//! Directed purchases: a demand names a producer or assisted households, and only goods that are said to be theirs serve it.

use crate::{
    harness::{Answer, Client, County, on_both},
    shop::Shop,
    supply::scene::{self, Scene, supply},
    vouchers,
};
use serde_json::{Value, json};

pub(super) fn wants(by: &Client, scene: &Scene<'_>, unit: i64, change: Value) -> Answer {
    let mut body = json!({"crop": scene.crop, "unit": unit, "division": scene.county.division("430582001000"), "kg": 100,
        "from_day": "2026-08-12", "to_day": "2026-08-14"});
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    by.post("/demands", body)
}

pub(super) fn household(county: &County, name: &str) -> i64 {
    let form = json!({"division": county.division("430582204213"), "head": {"name": name}});
    county.office().post("/households", form).ok()["id"].as_i64().unwrap()
}

/// A report of what does not sell, of somebody's goods.
pub(super) fn unsalable(whose: &Value, said: &str) -> Value {
    let mut what =
        json!({"grade": "already", "quantity": {"said": said}, "ripe_on": "2026-08-08", "spoil_on": "2026-08-20"});
    for (key, value) in whose.as_object().unwrap() {
        what[key] = value.clone();
    }
    json!({"unsalable": what})
}

fn found<'a>(rows: &'a Value, demand: &Value) -> Option<&'a Value> {
    rows.as_array().unwrap().iter().find(|row| row["demand"] == demand["id"])
}

#[test]
fn whom_a_demand_may_name() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let (buyer, office) = (county.person("郑某", "unit_buyer", Some(unit)), county.office());
        let (zeng, yin) = (household(county, "曾大山"), household(county, "尹小山"));
        let refused = |by: &Client, change: Value, status: u16, code: &str, field: &str| {
            let answer = wants(by, &scene, unit, change);
            assert!(field.is_empty() || answer.body.contains(field), "{}", answer.body);
            answer.refused(status, code);
        };
        let (one, all) = (json!({"directed_producer": shop.producer}), json!({"directed_households": [zeng, yin]}));
        let both = json!({"directed_producer": shop.producer, "directed_to": scene.village});
        refused(&buyer, both, 422, "demand.direction", "directed_to");
        refused(&buyer, json!({"directed_producer": 99_999}), 422, "demand.producer_unknown", "directed_producer");
        let form = json!({"kind": "cooperative", "name": "未上名录合作社", "division": scene.village});
        let other = office.post("/producers", form).ok()["id"].clone();
        refused(&buyer, json!({"directed_producer": other}), 422, "demand.producer_not_listed", "未上名录合作社");
        // Whoever buys does not read the register by naming one household after the other.
        refused(&buyer, all.clone(), 403, "demand.household_by_office", "directed_households");
        refused(&office, json!({"directed_households": [zeng, zeng]}), 422, "demand.households", "");
        refused(&office, json!({"directed_households": [99_999]}), 422, "demand.household_unknown", "");

        let named = wants(&buyer, &scene, unit, one).ok();
        assert_eq!((&named["directed_kind"], &named["directed_producer"]), (&json!("producer"), &json!(shop.producer)));
        assert_eq!(wants(&buyer, &scene, unit, json!({})).ok()["directed_kind"], json!(""));
        let of_two = wants(&office, &scene, unit, all).ok();
        assert_eq!(of_two["directed_kind"], json!("household"));
        assert!(of_two["directed_name"].as_str().unwrap().ends_with("梧桐村曾*、尹*"), "{of_two}");
        // A buyer reads that there are two, and not even their masked names; nobody reads the whole names.
        let seen = buyer.get("/demands").body;
        assert!(seen.contains("梧桐村2户") && !seen.contains("曾*"), "{seen}");
        assert!(!office.get("/demands").body.contains("曾大山"));
    });
}

#[test]
fn only_goods_that_are_said_to_be_theirs_serve_it() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let office = county.office();
        let zeng = household(county, "曾大山");
        let want = |change: Value| wants(&office, &scene, unit, change).ok();
        want(json!({"directed_producer": shop.producer, "kg": 300}));
        want(json!({"directed_households": [zeng], "kg": 200}));
        let plan = || office.post("/matching-runs", json!({"dry_run": true})).ok();
        let why = |plan: &Value, row: usize| plan["unmet"][row]["why"].to_string();

        // The village's report does not say whose peaches they are: neither demand may take them, and the plan says why.
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", supply("5吨"))]);
        let first = plan();
        assert_eq!(first["matched_kg"], json!(0), "{first}");
        for row in 0..2 {
            assert!(why(&first, row).contains("上报没有写明是谁的货"), "{first}");
            assert!(why(&first, row).contains("does not say whose goods they are"), "{first}");
        }
        assert!(first["unsold"][0]["why"].to_string().contains("2 个指定了卖方"), "{first}");

        // The household's goods serve the demand that names the household, and no other.
        let items = vec![scene.item(2, "2026-08-10T00:40:00Z", unsalable(&json!({"household": zeng}), "150公斤"))];
        assert_eq!(Scene::went(&scene.hand_in(&scene.officer(), items)), ["taken"]);
        let second = plan();
        assert_eq!(second["matched_kg"], json!(150), "{second}");
        assert!(why(&second, 0).contains("1 个指定的是别人的货"), "the producer's: {second}");
        assert_eq!(second["unmet"][1]["kg"], json!(50), "{second}");

        let items =
            vec![scene.item(3, "2026-08-10T00:50:00Z", unsalable(&json!({"producer": shop.producer}), "1000公斤"))];
        scene.hand_in(&scene.officer(), items);
        let made = office.post("/matching-runs", json!({})).ok();
        assert_eq!(made["matched_kg"], json!(450), "{made}");
        // Kept as it was solved: by numbers, without a name, and solved again to the same.
        let file = office.get(&format!("/matching-runs/{}/instance", made["id"])).body;
        assert!(file.contains(&format!("producer/{}", shop.producer)) && !file.contains("曾"), "{file}");
        assert_eq!(matching::solve(&matching::read(&file).unwrap()).unwrap().totals.matched_kg, 450);
    });
}

#[test]
fn whoever_is_named_sees_it_on_the_phone() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let office = county.office();
        let zeng = household(county, "曾大山");
        let to_producer = wants(&office, &scene, unit, json!({"directed_producer": shop.producer})).ok();
        let to_household = wants(&office, &scene, unit, json!({"directed_households": [zeng]})).ok();
        // Peaches are made of none of the producer's products here; being named is enough.
        let own = county.person("孙某", "producer", Some(shop.producer)).get("/market-today").ok();
        let row = found(&own["wanted"], &to_producer).unwrap();
        assert_eq!((&row["directed"], &row["directed_kind"]), (&json!(true), &json!("producer")), "{own}");
        assert_eq!(row["buyer_name"], json!(""), "no buyer is named before an offer: {own}");
        assert!(found(&own["wanted"], &to_household).is_none(), "{own}");
        // The village's officer helps the household, whose name stays masked; another producer hears of neither.
        let village = scene.officer().get("/market-today").ok();
        let row = found(&village["wanted"], &to_household).unwrap();
        assert!(row["directed_name"].as_str().unwrap().ends_with("曾*"), "{village}");
        let form = json!({"kind": "household", "name": "曾大山家", "division": scene.village, "household": zeng});
        let business = office.post("/producers", form).ok()["id"].as_i64().unwrap();
        let theirs = county.person("曾某", "producer", Some(business)).get("/market-today").ok();
        assert!(found(&theirs["wanted"], &to_producer).is_none(), "{theirs}");
        assert!(found(&theirs["wanted"], &to_household).is_some(), "the household's own business: {theirs}");
    });
}
