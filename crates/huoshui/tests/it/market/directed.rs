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
        let whose = |who: &Client| who.get("/unsalable-reports").ok()["items"][0]["household"].clone();
        assert_eq!(whose(&scene.supervisor()), json!(zeng));
        assert_eq!(whose(&county.person("财某", "finance", None)), Value::Null, "no number for who sees no register");
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
        let solved = matching::solve(&matching::read(&file).unwrap()).unwrap();
        assert_eq!(solved.totals.matched_kg, 450);
        // A post that does not see the register gets no household's number, and solves it to the same.
        assert!(file.contains(&format!("household/{zeng}")), "{file}");
        let path = format!("/matching-runs/{}/instance", made["id"]);
        for role in ["leader", "finance", "inspector"] {
            let seen = county.person("看某", role, None).get(&path).body;
            assert!(!seen.contains("household") && seen.contains("seller/1"), "{role}: {seen}");
            let again = matching::solve(&matching::read(&seen).unwrap()).unwrap();
            assert_eq!((&again.flows, &again.totals), (&solved.flows, &solved.totals), "{role}");
        }
        assert_eq!(county.auditor().get(&path).body, file, "the auditor sees the register");
    });
}

/// A report of supply, of somebody's goods.
fn of(whose: Value, said: &str) -> Value {
    let mut what = supply(said);
    for (key, value) in whose.as_object().unwrap() {
        what["supply"][key] = value.clone();
    }
    what
}

#[test]
fn supply_of_a_named_seller_serves_whoever_asks_for_it_and_adds_to_the_villages() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let office = county.office();
        let zeng = household(county, "曾大山");
        let plan = || office.post("/matching-runs", json!({"dry_run": true})).ok();
        let hand_in = |n: u32, what: Value| {
            let minute = format!("2026-08-10T00:{:02}:00Z", 10 + n % 40);
            scene.hand_in(&scene.officer(), vec![scene.item(n, &minute, what)])
        };

        // Whose it may be: somebody of the village.
        let elsewhere =
            json!({"kind": "cooperative", "name": "别处合作社", "division": county.division("430582001001")});
        let elsewhere = office.post("/producers", elsewhere).ok()["id"].clone();
        for (whose, field) in [
            (json!({"producer": elsewhere}), "/producer"),
            (json!({"producer": 99_999}), "/producer"),
            (json!({"household": 99_999}), "/household"),
        ] {
            let answer = hand_in(90, of(whose, "100公斤"));
            assert_eq!(Scene::went(&answer), ["refused unsalable.grower_unknown"]);
            assert_eq!(answer["outcomes"][0]["field"], json!(field));
        }

        // Three words of one phone on one period: each stands, and they are added.
        hand_in(1, supply("5吨"));
        hand_in(2, of(json!({"producer": shop.producer}), "300公斤"));
        hand_in(3, of(json!({"household": zeng}), "150公斤"));
        let listed = |ask: &str| scene.supervisor().get(&format!("/supply-reports?total=true{ask}")).ok();
        let all = listed("");
        assert_eq!((&all["total"]["count"], &all["total"]["counted_g"]), (&json!(3), &json!(5_450_000)), "{all}");
        let row = |id: u32| {
            let rows = listed("")["items"].as_array().unwrap().clone();
            rows.into_iter().find(|row| row["client"] == json!(scene::uuid(id))).unwrap()
        };
        assert_eq!(
            (&row(2)["producer"], &row(2)["producer_name"], &row(3)["household"]),
            (&json!(shop.producer), &json!("斫曹第一店供货合作社"), &json!(zeng))
        );
        assert_eq!(listed("&state=conflict")["items"], json!([]));
        // The last word on the same seller stands, and leaves the others alone.
        hand_in(4, of(json!({"producer": shop.producer}), "400公斤"));
        assert_eq!(listed("")["total"]["counted_g"], json!(5_550_000));
        assert_eq!(listed("&state=replaced")["items"][0]["client"], json!(scene::uuid(2)));

        wants(&office, &scene, unit, json!({"directed_producer": shop.producer, "kg": 1_000})).ok();
        wants(&office, &scene, unit, json!({"directed_households": [zeng], "kg": 200})).ok();
        let planned = plan();
        assert_eq!(planned["matched_kg"], json!(550), "the producer's 400 and the household's 150: {planned}");
        // What of it does not sell counts once, off the same seller's.
        hand_in(5, unsalable(&json!({"producer": shop.producer}), "100公斤"));
        let planned = plan();
        assert_eq!(planned["matched_kg"], json!(550), "{planned}");
        wants(&office, &scene, unit, json!({"kg": 50_000})).ok();
        assert_eq!(plan()["matched_kg"], json!(5_550), "all that the village has, each kg once");

        // Another phone: of the same seller it is a conflict, of another it is added; a part is nobody's whole word.
        let second = |n: u32, what: Value| {
            scene.hand_in_from("另一部", &scene.officer(), vec![scene.item(n, "2026-08-10T00:40:00Z", what)])
        };
        second(6, of(json!({"household": zeng}), "180公斤"));
        let conflict = listed("&state=conflict");
        assert_eq!(conflict["total"]["count"], json!(2), "{conflict}");
        let yin = household(county, "尹小山");
        second(7, of(json!({"household": yin}), "20公斤"));
        assert_eq!(listed("&state=conflict")["total"]["count"], json!(2));
        // The last word of a phone that there is nothing speaks of all that it said.
        hand_in(8, json!({"nothing": {}}));
        let standing = listed("&kind=supply");
        assert_eq!(standing["total"]["count"], json!(2), "the other phone's: {standing}");
    });
}

#[test]
fn whoever_is_named_hears_of_it_and_the_township_where_nobody_holds_their_post() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let office = county.office();
        let zeng = household(county, "曾大山");
        scene.officer();
        let heard = |by: &Client| {
            let alerts = by.get("/alerts").ok();
            let of = alerts["items"].as_array().unwrap().iter().filter(|alert| alert["kind"] == "demand.named");
            of.map(|alert| alert["zh"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let to_producer = wants(&office, &scene, unit, json!({"directed_producer": shop.producer})).ok();
        // Nobody holds the producer's post yet: the township speaks for it.
        let here = scene.supervisor();
        assert_eq!(heard(&here).len(), 1);
        assert!(
            heard(&here)[0].contains(&format!("黄桃 100 公斤，2026-08-12 至 2026-08-14（需求 {}）", to_producer["id"]))
        );
        assert_eq!(heard(&scene.officer()).len(), 1, "the village helps");
        let producer = county.person("孙某", "producer", Some(shop.producer));
        let offered = wants(&office, &scene, unit, json!({"directed_producer": shop.producer, "kg": 150})).ok();
        assert!(heard(&producer)[0].contains("指名要你的货，详情看手机：黄桃 150 公斤"), "{offered}");
        assert_eq!(heard(&here).len(), 1, "who holds the post speaks for it");
        // A household has no phone; its name goes nowhere, and nobody elsewhere hears.
        wants(&office, &scene, unit, json!({"directed_households": [zeng]})).ok();
        assert_eq!((heard(&here).len(), heard(&scene.officer()).len(), heard(&producer).len()), (2, 3, 2));
        assert!(!here.get("/alerts").body.contains("曾"));
        let elsewhere = county.person("别某", "township_supervisor", Some(county.division("430582101000")));
        assert_eq!(heard(&elsewhere), Vec::<String>::new());
        // A demand of a place, or of anybody's goods, names nobody.
        wants(&office, &scene, unit, json!({"directed_to": scene.village})).ok();
        wants(&office, &scene, unit, json!({})).ok();
        assert_eq!((heard(&here).len(), heard(&scene.officer()).len()), (2, 3));
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

#[test]
fn a_list_sorted_by_what_some_rows_lack_gives_each_row_once() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let office = county.office();
        for most in [Some(600), None, Some(500), None, None] {
            wants(&office, &scene, unit, json!({"max_fen_per_kg": most})).ok();
        }
        let walk = |sort: &str| {
            let (mut found, mut next) = (Vec::new(), String::new());
            loop {
                let page = office.get(&format!("/demands?sort={sort}&limit=1{next}")).ok();
                found.push(page["items"][0]["max_fen_per_kg"].clone());
                match page["next"].as_str() {
                    Some(mark) => next = format!("&cursor={mark}"),
                    None => return found,
                }
            }
        };
        let none = Value::Null;
        assert_eq!(walk("max_fen_per_kg"), [json!(500), json!(600), none.clone(), none.clone(), none.clone()]);
        assert_eq!(walk("-max_fen_per_kg"), [none.clone(), none.clone(), none, json!(600), json!(500)]);
    });
}
