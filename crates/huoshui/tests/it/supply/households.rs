//! A village is surveyed household by household on a phone: who lives there, what stands of each, what differs.

use super::scene::{self, Scene, uuid};
use crate::harness::{Client, County, on_both};
use serde_json::{Value, json};

fn of(household: i64, said: &str, replaces: &[String]) -> Value {
    json!({"survey": {"area_centimu": 350, "quantity": {"said": said}, "from_day": "2026-08-20", "to_day": "2026-09-20",
        "household": household, "replaces": replaces}})
}

fn register(office: &Client, village: i64, name: &str, phone: &str) -> i64 {
    let form = json!({"division": village, "head": {"name": name, "phone": phone}});
    office.post("/households", form).ok()["id"].as_i64().unwrap()
}

/// What the phone knows of the last word of each: household, amount, round, client.
fn said(phone: &Value) -> Vec<(Option<i64>, String, String)> {
    let one = |row: &Value| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (row["household"].as_i64(), text("said"), text("round"))
    };
    let mut all: Vec<_> = phone["surveyed"].as_array().unwrap().iter().map(one).collect();
    all.sort();
    all
}

/// A round, two households here and one elsewhere.
fn open(county: &County) -> (Scene<'_>, i64, i64, i64) {
    let scene = scene::set(county, &[]);
    let office = scene.office();
    let elsewhere = register(&office, county.division("430582101001"), "曾某", "13800000003");
    let first = register(&office, scene.village, "周大山", "13800000001");
    let second = register(&office, scene.village, "郑小河", "13800000002");
    (scene, first, second, elsewhere)
}

#[test]
fn the_phone_of_a_village_knows_its_households_and_no_other_phone_does() {
    on_both(|county| {
        let (scene, first, second, elsewhere) = open(county);
        let view = scene.officer().get("/supply-today").ok();
        let near: Vec<_> = view["households"].as_array().unwrap().iter().collect();
        assert_eq!(near.iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>(), [first, second]);
        let brief = [&near[0]["name"], &near[0]["initials"], &near[0]["note"]];
        assert_eq!(brief, [&json!("周*"), &json!("zds"), &json!("138****0001")], "masked, and found by its initials");
        // A township sums up villages; who guides or buys surveys nobody.
        let guide = county.person("莫某", "technical_guide", Some(county.division("430582204000")));
        for other in [scene.supervisor(), scene.office(), guide] {
            let view = other.get("/supply-today").ok();
            assert_eq!([&view["households"], &view["surveyed"]], [&json!([]), &json!([])]);
        }
        // A household of another village is refused for this one, whether it has some or none.
        let none = json!({"survey_nothing": {"household": elsewhere}});
        let went = scene.hand_in(
            &scene.officer(),
            vec![
                scene.item(1, "2026-08-10T01:00:00Z", of(elsewhere, "800斤", &[])),
                scene.item(2, "2026-08-10T01:00:00Z", none),
            ],
        );
        let refused = "refused unsalable.grower_unknown".to_owned();
        assert_eq!(Scene::went(&went), [refused.clone(), refused]);
    });
}

#[test]
fn household_by_household_the_phone_sees_what_stands_of_the_round_and_of_the_one_before() {
    on_both(|county| {
        let (scene, first, second, _) = open(county);
        let round = |name: &str, from: &str, due: &str| json!({"name": name, "from_day": from, "due_day": due});
        let opened = scene.office().post("/survey-rounds", round("秋季摸底", "2026-08-10", "2026-08-20")).ok();
        let running = scene.officer().get("/supply-today").ok()["rounds"].clone();
        let expected = json!([{"round": "2026-08-10", "name": "秋季摸底", "due": "2026-08-20", "crops": [scene.crop]}]);
        assert_eq!(running, expected);
        county.at("2026-08-10T02:00:00Z");
        let at = "2026-08-10T01:00:00Z";
        let none = |replaces: &[String]| json!({"survey_nothing": {"household": second, "replaces": replaces}});
        let items = vec![scene.item(1, at, of(first, "800斤", &[])), scene.item(2, at, none(&[]))];
        assert_eq!(Scene::went(&scene.hand_in(&scene.officer(), items.clone())), ["taken", "taken"]);
        assert_eq!(Scene::went(&scene.hand_in(&scene.officer(), items)), ["known", "known"], "sent twice, it is one");
        let phone = scene.officer().get("/supply-today").ok();
        let day = || "2026-08-10".to_owned();
        let both = [(Some(first), "800斤".to_owned(), day()), (Some(second), String::new(), day())];
        assert_eq!(said(&phone), both, "none is an answer of a household");
        assert_eq!(phone["surveys"], json!([]), "the village is not asked any more once a household spoke");
        assert_eq!(phone["rounds"], expected, "but the round runs");

        // Corrected, it takes the place of what was said; the village's own sum stands beside its households.
        scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-08-10T01:30:00Z", of(first, "900斤", &[uuid(1)]))]);
        let village = json!({"survey": {"area_centimu": 9_000, "quantity": {"said": "2000斤"}, "from_day": "2026-08-20",
            "to_day": "2026-09-20"}});
        scene.hand_in(&scene.officer(), vec![scene.item(4, "2026-08-10T01:40:00Z", village)]);
        let phone = scene.officer().get("/supply-today").ok();
        let three = [(None, "2000斤".to_owned(), day()), (Some(first), "900斤".to_owned(), day()), both[1].clone()];
        assert_eq!(said(&phone), three);

        // Another phone says otherwise of one household: both values to compare, and one choice settles it.
        let tan = county.person_as("village.tan", "谭某", "information_officer", Some(scene.village));
        let other = scene.item(5, "2026-08-10T01:50:00Z", of(second, "300斤", &[]));
        scene.hand_in_from("谭某的手机", &tan, vec![other]);
        let rivals = || {
            let view = scene.officer().get("/supply-today").ok();
            let rows = view["reports"].as_array().unwrap().clone();
            let rows = rows.iter().filter(|row| row["conflict"] == json!(true) && row["household"] == json!(second));
            rows.map(|row| row["said"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(rivals(), ["300斤", ""]);
        let row = scene.office().get(&format!("/survey-rounds/{}/answers", opened["id"])).ok()["items"][0].clone();
        assert_eq!([&row["conflict"], &row["household_count"]], [&json!(true), &json!(2)]);
        let items = vec![scene.item(6, "2026-08-10T01:55:00Z", none(&[uuid(2), uuid(5)]))];
        scene.hand_in(&scene.officer(), items);
        assert_eq!(rivals(), [""; 0]);
        let rest = scene.office().get("/supply-reports?kind=survey").ok();
        assert_eq!(rest["items"].as_array().unwrap().len(), 3, "{rest}");

        // The next round begins with what was said in this one, and a word that was found wrong is none to begin with.
        let wrong = json!({"reports": [1], "verdict": "wrong", "reason": "没有种"});
        scene.supervisor().post("/supply-checks", wrong).ok();
        scene.office().post("/survey-rounds", round("冬季摸底", "2026-08-12", "2026-08-30")).ok();
        county.at("2026-08-12T01:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(7, "2026-08-12T01:00:00Z", of(first, "500斤", &[]))]);
        let phone = scene.officer().get("/supply-today").ok();
        let later = (Some(first), "500斤".to_owned(), "2026-08-12".to_owned());
        assert_eq!(said(&phone), [three[0].clone(), later, both[1].clone()]);
        assert_eq!(phone["rounds"][0]["round"], json!("2026-08-12"), "the later round speaks for the crop");
        assert_eq!(phone["rounds"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn only_who_answered_in_time_can_put_it_right_later() {
    on_both(|county| {
        let (scene, first, second, _) = open(county);
        let form = json!({"name": "秋季摸底", "from_day": "2026-08-10", "due_day": "2026-08-20"});
        let opened = scene.office().post("/survey-rounds", form).ok();
        let answer =
            || scene.office().get(&format!("/survey-rounds/{}/answers", opened["id"])).ok()["items"][0].clone();
        let says = |n: u32, at: &str, what: Value| {
            county.at(at);
            scene.hand_in(&scene.officer(), vec![scene.item(n, at, what)]);
            let row = answer();
            (row["state"].clone(), row["grams"].clone(), row["corrected_at"].clone())
        };
        let on_time = json!("on_time");
        let one = says(1, "2026-08-15T01:00:00Z", of(first, "800斤", &[]));
        assert_eq!(one, (on_time.clone(), json!(400_000), json!(null)));
        // Another household is asked only when the day is over: that corrects nothing.
        let two = says(2, "2026-08-22T01:00:00Z", of(second, "200斤", &[]));
        assert_eq!(two, (on_time.clone(), json!(500_000), json!(null)));
        let three = says(3, "2026-08-23T01:00:00Z", of(second, "300斤", &[uuid(2)]));
        assert_eq!(three, (on_time.clone(), json!(550_000), json!(null)), "nor does what it says of itself then");
        // The one that was in time says otherwise.
        let four = says(4, "2026-08-24T01:00:00Z", of(first, "700斤", &[uuid(1)]));
        assert_eq!(four, (on_time.clone(), json!(500_000), json!("2026-08-24T01:00:00.000Z")));
        // The village's own sum is new as well.
        let mut village = of(first, "5000斤", &[]);
        village["survey"].as_object_mut().unwrap().remove("household");
        let five = says(5, "2026-08-25T01:00:00Z", village);
        assert_eq!(five, (on_time, json!(2_500_000), json!("2026-08-24T01:00:00.000Z")));
    });
}

#[test]
fn supply_is_a_producers_or_a_households_and_never_both() {
    on_both(|county| {
        let set = super::later::set(county);
        let supply = |more: Value| {
            let mut what =
                json!({"supply": {"quantity": {"said": "3000斤"}, "from_day": "2026-08-10", "to_day": "2026-08-16"}});
            what["supply"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            what
        };
        let (producer, household) = (set.shop.producer, set.household);
        let at = "2026-08-10T01:00:00Z";
        let items = vec![
            set.scene.item(51, at, supply(json!({"producer": producer, "household": household}))),
            set.scene.item(52, at, supply(json!({"producer": producer}))),
            set.scene.item(53, at, supply(json!({"household": household}))),
        ];
        let went = set.scene.hand_in(&set.scene.officer(), items);
        assert_eq!(Scene::went(&went), ["refused supply.two_sellers", "taken", "taken"]);
        let said = went["outcomes"][0].to_string();
        assert!(said.contains("/household") && said.contains("只填一个"), "{said}");
        // Each by its name, asked for at once.
        let listed = set.scene.officer().get("/supply-today").ok()["reports"].clone();
        let named: Vec<_> = listed
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["producer"].clone(), row["producer_name"] != json!("")))
            .collect();
        assert_eq!(named, [(json!(null), false), (json!(producer), true)], "{listed}");
    });
}
