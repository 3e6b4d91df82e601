//! What the pages of contracts, prices and fairs ask: whom one may name, what a household got, what is overdue.

use crate::{
    harness::on_both,
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

fn names(found: &Value, kind: &str) -> Vec<String> {
    found[kind].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn household(scene: &Scene<'_>, name: &str) -> i64 {
    let body = json!({"division": scene.village, "head": {"name": name}});
    scene.officer().post("/households", body).ok()["id"].as_i64().unwrap()
}

#[test]
fn both_sides_of_a_contract_are_found_by_whoever_signs_it() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        household(&scene, "孙大山");
        let coop = json!({"kind": "cooperative", "name": "梧桐黄桃合作社", "division": scene.village, "document_kind": "none"});
        scene.office().post("/producers", coop).ok();
        let away = json!({"kind": "cooperative", "name": "别处黄桃合作社", "document_kind": "none",
            "division": county.division("430582101000")});
        scene.office().post("/producers", away).ok();

        let officer = scene.officer();
        // The officer of a village reads no register of units, and still names one.
        officer.get("/units").refused(403, "edge.not_allowed");
        let buyers = officer.get("/market-choices?of=buyers&q=一中").ok();
        assert_eq!((names(&buyers, "units"), names(&buyers, "outlets")), (vec!["邵东一中".to_owned()], vec![]));
        let sellers = officer.get("/market-choices?of=sellers&q=黄桃").ok();
        assert_eq!(names(&sellers, "producers"), ["梧桐黄桃合作社"], "only those of the own village: {sellers}");
        let sellers = officer.get("/market-choices?of=sellers&q=孙大山").ok();
        assert_eq!(names(&sellers, "households"), ["孙*"]);
        officer.get("/market-choices?of=everybody").refused(400, "edge.query");

        // A buyer sees every producer, and no household.
        let buyer = county.person("郑某", "unit_buyer", Some(unit));
        let sellers = buyer.get("/market-choices?of=sellers&q=黄桃").ok();
        assert_eq!(names(&sellers, "producers").len(), 2, "{sellers}");
        assert_eq!(buyer.get("/market-choices?of=sellers&q=孙大山").ok()["households"], json!([]));
    });
}

#[test]
fn a_households_money_is_what_its_contracts_brought_also_as_a_producer() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let officer = scene.officer();
        let (own, other) = (household(&scene, "孙大山"), household(&scene, "李老四"));
        let stall = json!({"kind": "household", "name": "孙大山家", "division": scene.village, "document_kind": "none",
            "household": own});
        let stall = scene.office().post("/producers", stall).ok()["id"].clone();
        let mut ids = Vec::new();
        for (n, seller) in
            [json!({"household": own}), json!({"producer": stall}), json!({"household": other})].into_iter().enumerate()
        {
            let contract = json!({"kind": "purchase", "crop": scene.crop, "partner": "长沙某超市", "kg": 100, "seller": seller,
                "from_day": "2026-08-10", "to_day": "2026-08-12", "prices": [{"fen_per_kg": 500}]});
            let contract = officer.post("/contracts", contract).ok();
            let path = format!("/contracts/{}/deliveries", contract["id"]);
            officer.post_once(&format!("household-{n:04}"), &path, json!({"grams": 40_000})).ok();
            ids.push(contract["id"].clone());
        }
        let list = officer.get(&format!("/contracts?household={own}&total=true")).ok();
        assert_eq!(
            (&list["total"]["count"], &list["total"]["amount_fen"]),
            (&json!(2), &json!(40_000)),
            "both, and not the neighbour's: {list}"
        );
        let shown = officer.get(&format!("/contracts/{}", ids[0])).ok();
        assert_eq!((&shown["household"], &shown["producer"]), (&json!(own), &Value::Null));

        // Nothing is overdue on its last day; the day after, all three are, for both sides' posts alike.
        let overdue = || scene.officer().get("/contracts?overdue=true&total=true").ok()["total"]["count"].clone();
        county.at("2026-08-12T09:00:00Z");
        assert_eq!(overdue(), json!(0));
        assert!(!scene.officer().get("/tasks").body.contains("contract.overdue"));
        county.at("2026-08-13T01:00:00Z");
        assert_eq!(overdue(), json!(3));
        let officer = scene.officer();
        assert!(officer.get("/tasks").body.contains("contract.overdue"));
        let ending = format!("/contracts/{}/ending", ids[0]);
        let ended = officer.post(&ending, json!({"how": "ended", "reason": "霜冻绝收"})).ok();
        assert_eq!((&ended["ended_reason"], &ended["state"]), (&json!("霜冻绝收"), &json!("ended")));
        assert_eq!(overdue(), json!(2));
        // Whoever only reads has nothing to do about it.
        assert!(!county.auditor().get("/tasks").body.contains("contract.overdue"));
    });
}

#[test]
fn a_median_says_where_and_when_and_a_sample_put_right_counts_no_more() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let inspector = county.person("督某", "inspector", None);
        let sample = |place: &str, day: &str, fen: i64, replaces: Value| {
            let body = json!({"crop": scene.crop, "grade": "一级", "place": place, "day": day, "fen_per_kg": fen, "replaces": replaces});
            inspector.post("/price-samples", body).ok()
        };
        sample("城东市场", "2026-08-08", 500, Value::Null);
        sample("两市塘市场", "2026-08-09", 540, Value::Null);
        let wrong = sample("城东市场", "2026-08-09", 5_200, Value::Null)["id"].clone();
        let right = sample("城东市场", "2026-08-09", 520, wrong.clone());
        assert_eq!(right["crop_name"], json!("黄桃"));
        // It puts right a price of its own grade and day, once.
        for (grade, day) in [("二级", "2026-08-09"), ("一级", "2026-08-08"), ("一级", "2026-08-09")] {
            let body = json!({"crop": scene.crop, "grade": grade, "place": "城东市场", "day": day, "fen_per_kg": 1, "replaces": wrong});
            inspector.post("/price-samples", body).refused(422, "sample.unknown");
        }
        let market = inspector.get(&format!("/market-price?crop={}&grade=一级", scene.crop)).ok();
        assert_eq!((&market["fen_per_kg"], &market["samples"]), (&json!(520), &json!(3)), "{market}");
        assert_eq!(market["days"], json!(["2026-08-08", "2026-08-09"]));
        assert_eq!(market["places"], json!(["两市塘市场", "城东市场"]));
        let list = inspector.get(&format!("/price-samples?crop={}", scene.crop)).ok();
        let of_wrong = list["items"].as_array().unwrap().iter().find(|row| row["id"] == wrong).unwrap();
        assert_eq!(of_wrong["replaced_by"], right["id"]);
    });
}

#[test]
fn what_the_market_pays_for_all_that_is_looked_at_comes_at_once() {
    on_both(|county| {
        let shop = crate::shop::Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let inspector = county.person("督某", "inspector", None);
        let sample = |grade: &str, day: &str, fen: i64, place: &str| {
            let body = json!({"crop": scene.crop, "grade": grade, "place": place, "day": day, "fen_per_kg": fen});
            inspector.post("/price-samples", body).ok()["id"].as_i64().unwrap()
        };
        sample("一级", "2026-08-09", 600, "城东市场");
        sample("一级", "2026-08-10", 620, "城东市场");
        let slip = sample("一级", "2026-08-10", 305, "城西市场");
        let right = json!({"crop": scene.crop, "grade": "一级", "place": "城西市场", "day": "2026-08-10", "fen_per_kg": 610,
            "replaces": slip});
        inspector.post("/price-samples", right).ok();
        sample("统货", "2026-07-20", 400, "城东市场");

        // Whoever asks for a price on a phone is told so too; a shop's clerk is not.
        let producer = county.person("孙某", "producer", Some(shop.producer));
        let told = producer.get("/market-medians").ok();
        let row =
            |grade: &str| told["rows"].as_array().unwrap().iter().find(|row| row["grade"] == json!(grade)).unwrap();
        let first = row("一级");
        assert_eq!((&first["median"]["fen_per_kg"], &first["median"]["samples"]), (&json!(610), &json!(3)), "{told}");
        assert_eq!(first["median"]["days"], json!(["2026-08-09", "2026-08-10"]));
        assert_eq!((&first["products"], &first["last_fen_per_kg"]), (&json!([shop.listed]), &json!(610)), "{told}");
        // Nobody looked at the other grade this week; what was seen last still says something.
        let other = row("统货");
        assert_eq!((&other["median"]["fen_per_kg"], &other["median"]["samples"]), (&json!(null), &json!(0)));
        assert_eq!((&other["last_fen_per_kg"], &other["last_day"]), (&json!(400), &json!("2026-07-20")));
        assert_eq!(producer.get("/market-medians?crop=99").ok()["rows"], json!([]));
        county
            .person("刘某", "outlet_clerk", Some(shop.outlet))
            .get("/market-medians")
            .refused(403, "edge.not_allowed");
    });
}
