//! Choosing the other side: whoever writes a book finds suppliers, buyers and other outlets without reading the
//! registers, and a household's fruit comes in without a certificate, with a note.

use crate::{
    harness::{Client, County, on_both},
    shop::{Shop, id},
};
use serde_json::{Value, json};

/// A collection point in the shop's village, its keeper, and a household there and one in another township.
struct Point {
    outlet: i64,
    keeper: Client,
    household: i64,
    elsewhere: i64,
}

fn point(county: &County) -> Point {
    let office = county.office();
    let village = county.division("430582204213");
    let other = county.division("430582105201");
    let outlet = id(&office.post(
        "/outlets",
        json!({"kind": "village_point", "name": "梧桐村收购点", "division": village, "operator": "村合作社", "opened_on": "2026-01-01"}),
    ));
    let household = |division: i64, name: &str, phone: &str| {
        id(&office.post("/households", json!({"division": division, "head": {"name": name, "phone": phone}})))
    };
    let (here, there) = (household(village, "孙大山", "13800000007"), household(other, "孙远山", "13800000008"));
    let keeper = county.person("钱某", "point_keeper", Some(outlet));
    Point { outlet, keeper, household: here, elsewhere: there }
}

fn names(found: &Value) -> Vec<(String, i64)> {
    let items = found["items"].as_array().unwrap();
    items.iter().map(|side| (side["name"].as_str().unwrap().to_owned(), side["id"].as_i64().unwrap())).collect()
}

fn fruit(shop: &Shop, supplier: Value) -> Value {
    json!({"supplier": supplier, "lines": [{"product": shop.listed, "quantity": {"g": 5_000}, "amount_fen": 2_500}],
        "payments": [{"means": "cash", "amount_fen": 2_500}]})
}

#[test]
fn a_keeper_finds_the_households_of_the_township_and_buys_their_fruit() {
    on_both(|county| {
        let shop = Shop::open(county);
        let point = point(county);
        let at = |noun: &str| format!("/outlets/{}/{noun}", point.outlet);
        shop.clerk.get(&format!("/outlets/{}/suppliers", shop.outlet)).refused(403, "edge.not_allowed");
        point.keeper.get(&format!("/outlets/{}/suppliers", shop.outlet)).refused(403, "edge.outside_scope");

        let found = point.keeper.get(&at("suppliers?kind=household")).ok();
        assert_eq!(names(&found), [("孙*".to_owned(), point.household)], "only of the township, masked: {found}");
        let note = found["items"][0]["note"].as_str().unwrap();
        assert!(note.contains("梧桐村") && note.contains("138****0007") && !note.contains("13800000007"), "{note}");
        for q in ["孙大山", &point.household.to_string(), "梧桐"] {
            let found = point.keeper.get(&at(&format!("suppliers?kind=household&q={}", encoded(q)))).ok();
            assert_eq!(names(&found).len(), 1, "{q}: {found}");
        }
        let other = point.keeper.get(&at(&format!("suppliers?kind=household&id={}", point.elsewhere))).ok();
        assert_eq!(other["items"], json!([]));
        let producers = point.keeper.get(&at(&format!("suppliers?kind=producer&q={}", encoded("供货合作社")))).ok();
        assert_eq!(names(&producers), [("斫曹第一店供货合作社".to_owned(), shop.producer)]);

        let buy = |key: &str, supplier: Value| point.keeper.post_once(key, &at("purchases"), fruit(&shop, supplier));
        let named = |farmer: bool| json!({"named": {"name": "李老四", "address": "梧桐村", "contact": "13800000009", "farmer": farmer}});
        buy("story-side-aa", json!({"producer": shop.producer})).refused(422, "lot.certificate_missing");
        buy("story-side-ab", named(false)).refused(422, "lot.certificate_missing");
        for (key, supplier) in
            [("story-side-ac", named(true)), ("story-side-ad", json!({"household": point.household}))]
        {
            let done = buy(key, supplier).ok();
            assert!(done["advice"][0]["zh"].as_str().unwrap().contains("农户不强制"), "{done}");
            let lots = point.keeper.get(&at("lots?sort=-id")).ok();
            assert!(lots["items"][0]["note"].as_str().unwrap().contains("未附承诺达标合格证"), "{lots}");
        }
        assert!(county.acts().contains(&"purchase.record".to_owned()));
        let selling = county.app.db().read_now(|tx| ledger::desk::selling_households(tx, "430582")).unwrap();
        assert_eq!(selling.iter().map(|one| one.0).collect::<Vec<_>>(), [point.household]);
    });
}

#[test]
fn a_household_that_is_a_producer_sells_too() {
    on_both(|county| {
        let shop = Shop::open(county);
        let point = point(county);
        let village = county.division("430582204213");
        let farm = id(&county.office().post(
            "/producers",
            json!({"kind": "household", "name": "孙大山家", "division": village, "document_kind": "none", "household": point.household}),
        ));
        let path = format!("/outlets/{}/purchases", point.outlet);
        let done = point.keeper.post_once("story-farm-aa", &path, fruit(&shop, json!({"producer": farm}))).ok();
        assert_eq!(done["advice"].as_array().unwrap().len(), 1, "{done}");
        let selling = county.app.db().read_now(|tx| ledger::desk::selling_households(tx, "430582")).unwrap();
        assert_eq!(selling.iter().map(|one| one.0).collect::<Vec<_>>(), [point.household]);
    });
}

#[test]
fn goods_go_to_an_outlet_that_was_found_and_to_units_that_were_found() {
    on_both(|county| {
        let shop = Shop::open(county);
        let point = point(county);
        let unit = crate::vouchers::unit(county, "邵东一中");
        let found = point.keeper.get(&format!("/outlets/{}/others?q={}", point.outlet, encoded("斫曹"))).ok();
        assert_eq!(names(&found), [("斫曹第一店".to_owned(), shop.outlet)]);
        let own = point.keeper.get(&format!("/outlets/{}/others?q={}", point.outlet, encoded("收购点"))).ok();
        assert_eq!(own["items"], json!([]), "goods do not go to oneself");

        let farmer =
            json!({"named": {"name": "李老四", "address": "梧桐村", "contact": "13800000009", "farmer": true}});
        let path = |noun: &str| format!("/outlets/{}/{noun}", point.outlet);
        point.keeper.post_once("story-move-aa", &path("purchases"), fruit(&shop, farmer)).ok();
        let hand_on =
            json!({"to": found["items"][0]["id"], "lines": [{"product": shop.listed, "quantity": {"g": 5_000}}]});
        point.keeper.post_once("story-move-ab", &path("transfers"), hand_on).ok();
        let stock = shop.manager.get(&format!("/outlets/{}/stock", shop.outlet)).ok();
        assert_eq!(stock["items"][0]["on_hand"], json!(5_000));

        let buyers = |who: &Client, query: &str| who.get(&format!("/outlets/{}/buyers?{query}", shop.outlet));
        for who in [&shop.manager, &shop.clerk] {
            let found = buyers(who, &format!("kind=unit&q={}", encoded("一中"))).ok();
            assert_eq!(names(&found), [("邵东一中".to_owned(), unit)]);
        }
        let both = buyers(&shop.clerk, &format!("q={}", encoded("村"))).ok();
        assert_eq!(names(&both), [("梧桐村收购点".to_owned(), point.outlet)]);
    });
}

#[test]
fn what_is_held_for_its_owner_is_neither_repacked_nor_handed_on() {
    on_both(|county| {
        let shop = Shop::open(county);
        let point = point(county);
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        let post = |key: &str, noun: &str, body: Value| shop.manager.post_once(key, &at(noun), body);
        let goods = |grams: i64| json!([{"product": shop.listed, "quantity": {"g": grams}, "amount_fen": grams, "papers": {"certificate": "HGZ-1"}}]);
        let owner = json!({"producer": shop.producer});
        post("story-held-aa", "consignments", json!({"owner": owner, "lines": goods(5_000)})).ok();
        let moved = |grams: i64| json!([{"product": shop.listed, "quantity": {"g": grams}}]);
        let hand_on = |grams: i64| json!({"to": point.outlet, "lines": moved(grams)});
        let repack = json!({"inputs": moved(1_000), "outputs": [{"product": shop.listed, "quantity": {"g": 1_000}, "papers": {"certificate": "HGZ-2"}}]});
        let no = post("story-held-ab", "transfers", hand_on(1_000)).refused(409, "consignment.not_own");
        assert!(no["title"].as_str().unwrap().contains("代销结算"), "{no}");
        post("story-held-ac", "repackings", repack.clone()).refused(409, "consignment.not_own");

        // The outlet's own goods go on, whichever came in first; the consigned ones stay where they are owed.
        post("story-held-ad", "purchases", json!({"supplier": owner, "lines": goods(2_000)})).ok();
        post("story-held-ae", "transfers", hand_on(1_000)).ok();
        post("story-held-af", "repackings", repack).ok();
        post("story-held-ag", "transfers", hand_on(1_001)).refused(409, "consignment.not_own");
        let open = || shop.manager.get(&at("consignments")).ok()["items"][0].clone();
        assert_eq!((&open()["taken_in"], &open()["open"]), (&json!(5_000), &json!(0)));
        shop.clerk.post_once("story-held-ah", &shop.sales(), shop.cash_sale(6_000)).ok();
        assert_eq!(open()["open"], json!(5_000), "what was sold of it is owed");
    });
}

#[test]
fn an_online_partner_sells_over_the_net() {
    on_both(|county| {
        let shop = Shop::open(county);
        let online = id(&county.office().post(
            "/outlets",
            json!({"kind": "online", "name": "好货网店", "address": "长沙", "operator": "某公司", "opened_on": "2026-01-01"}),
        ));
        let manager = county.person("马某", "outlet_manager", Some(online));
        manager.put(&format!("/outlets/{online}/book"), json!({"stock_kept": false})).ok();
        let sold = manager.post_once("story-net-aa", &format!("/outlets/{online}/sales"), shop.cash_sale(500)).ok();
        let entry = manager.get(&format!("/outlets/{online}/entries/{}", sold["seq"])).ok();
        assert_eq!(entry["channel"], json!("online"), "{entry}");
    });
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
