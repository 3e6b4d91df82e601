//! A drive to sell what was declared unsalable: promises become orders, deliveries and money, beside what books say.

use crate::{
    harness::{Client, on_both},
    shop::Shop,
    supply::scene,
    vouchers,
};
use serde_json::{Value, json};

fn unsalable(said: &str) -> Value {
    json!({"unsalable": {"grade": "already", "quantity": {"said": said}, "ripe_on": "2026-08-20", "spoil_on": "2026-09-10"}})
}

fn stage(campaign: &Value, way: &str, step: &str) -> (i64, i64, i64) {
    let funnel = campaign["funnel"].as_array().unwrap();
    let stage = funnel.iter().find(|s| s["way"] == way && s["step"] == step).unwrap();
    let number = |key: &str| stage[key].as_i64().unwrap_or(0);
    (number("count"), number("grams"), number("fen"))
}

#[test]
fn promises_become_orders_deliveries_and_money_beside_what_books_say() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[shop.listed]);
        county.at("2026-08-25T01:00:00Z");
        let taken = scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-25T00:30:00Z", unsalable("1万公斤"))]);
        let report = taken["outcomes"][0]["number"].clone();
        let office = scene.office();
        let form = |change: Value| {
            let mut body =
                json!({"name": "黄桃助销", "from_day": "2026-08-25", "to_day": "2026-09-10", "reports": [report]});
            for (key, value) in change.as_object().unwrap() {
                body[key] = value.clone();
            }
            office.post("/campaigns", body)
        };
        form(json!({})).refused(422, "campaign.not_declared");
        let confirm = json!({"act": "confirmed", "reason": "到梧桐村现场看过，五百亩黄桃无人收购"});
        scene.supervisor().post(&format!("/unsalable-reports/{report}/acts"), confirm).ok();
        form(json!({"reports": [99]})).refused(422, "campaign.report_unknown");
        form(json!({"to_day": "2026-08-24"})).refused(422, "campaign.days");
        form(json!({"name": ""})).refused(422, "market.text_length");
        let campaign = form(json!({})).ok();
        form(json!({"name": "又一次"})).refused(409, "campaign.report_taken");
        let path = format!("/campaigns/{}", campaign["id"]);
        assert_eq!(stage(&campaign, "declared", "declared"), (1, 10_000_000, 0));

        // Promises: a school for itself, a person by the township, an outlet for itself; nobody for others.
        let school = vouchers::scene::unit(county, "邵东一中");
        let buyer = county.person("买某", "unit_buyer", Some(school));
        let pledges = format!("{path}/pledges");
        let pledge = |who: &Client, change: Value| {
            let mut body = json!({"crop": scene.crop, "kg": 500});
            for (key, value) in change.as_object().unwrap() {
                body[key] = value.clone();
            }
            who.post(&pledges, body)
        };
        pledge(&buyer, json!({"partner": "某商会"})).refused(403, "pledge.for_others");
        pledge(&buyer, json!({})).refused(403, "pledge.for_others");
        pledge(&buyer, json!({"unit": school, "kg": 0})).refused(422, "demand.quantity");
        pledge(&buyer, json!({"outlet": shop.outlet})).refused(403, "edge.outside_scope");
        let of_school = pledge(&buyer, json!({"unit": school})).ok();
        assert_eq!((&of_school["buyer_name"], &of_school["state"]), (&json!("邵东一中"), &json!("pledged")));
        let supervisor = scene.supervisor();
        let person = json!({"person": {"name": "刘大发", "phone": "13800138000"}, "helper_kind": "人大代表", "kg": 100,
            "given_to": "县养老院"});
        pledge(&supervisor, json!({"person": {"name": "刘大发", "phone": "12"}})).refused(422, "pledge.phone");
        let of_person = pledge(&supervisor, person).ok();
        assert_eq!(of_person["buyer_name"], json!("刘*"), "a name is masked: {of_person}");
        let manager = county.person("陈某", "outlet_manager", Some(shop.outlet));
        let of_shop = pledge(&manager, json!({"outlet": shop.outlet, "kg": 3_000})).ok();

        // Whom to ring is opened with a reason, by whoever entered it and by the office.
        let contact = |who: &Client, of: &Value, reason: &str| {
            who.post(&format!("{pledges}/{}/contact", of["id"]), json!({"reason": reason}))
        };
        contact(&office, &of_person, "").refused(422, "market.text_length");
        contact(&buyer, &of_person, "联系送货").refused(403, "edge.outside_scope");
        contact(&office, &of_school, "联系送货").refused(409, "pledge.no_contact");
        assert_eq!(contact(&supervisor, &of_person, "联系送货").ok()["phone"], json!("13800138000"));
        assert!(county.acts().contains(&"pledge.contact".to_owned()));

        // Steps stay within the one before; what was entered wrongly is undone from the end.
        let act = |who: &Client, of: &Value, body: Value| who.post(&format!("{pledges}/{}/acts", of["id"]), body);
        act(&buyer, &of_person, json!({"act": "ordered", "kg": 100, "fen_per_kg": 2_000}))
            .refused(403, "edge.outside_scope");
        act(&buyer, &of_school, json!({"act": "delivered", "kg": 1})).refused(409, "pledge.not_ordered");
        act(&buyer, &of_school, json!({"act": "ordered", "kg": 501, "fen_per_kg": 2_000})).refused(422, "pledge.most");
        act(&buyer, &of_school, json!({"act": "ordered", "kg": 500})).refused(422, "demand.price");
        act(&buyer, &of_school, json!({"act": "ordered", "kg": 500, "fen_per_kg": 2_000, "day": "2026-08-26"}))
            .refused(422, "pledge.day");
        act(&buyer, &of_school, json!({"act": "ordered", "kg": 500, "fen_per_kg": 2_000})).ok();
        act(&office, &of_school, json!({"act": "delivered", "kg": 300})).ok();
        act(&office, &of_school, json!({"act": "paid", "fen": 1_000_001})).refused(422, "pledge.most_fen");
        act(&office, &of_school, json!({"act": "paid", "fen": 600_000})).ok();
        act(&buyer, &of_school, json!({"act": "undone", "undoes": 1, "reason": "错了"})).refused(409, "pledge.rests");
        act(&buyer, &of_school, json!({"act": "undone", "undoes": 3, "reason": "错记付款"})).ok();
        let shown = act(&buyer, &of_school, json!({"act": "paid", "fen": 400_000})).ok();
        assert_eq!(
            [&shown["state"], &shown["delivered_kg"], &shown["paid_fen"]],
            [&json!("ordered"), &json!(300), &json!(400_000)]
        );
        act(&manager, &of_shop, json!({"act": "ordered", "kg": 3_000, "fen_per_kg": 1_000})).ok();
        act(&manager, &of_shop, json!({"act": "delivered", "kg": 1})).refused(409, "pledge.by_book");
        act(&supervisor, &of_person, json!({"act": "withdrawn", "reason": "本人出差"})).ok();

        // The outlet's book tells what came and what was sold.
        let line = json!({"product": shop.listed, "quantity": {"g": 3_000_000}, "amount_fen": 3_000_000,
            "papers": {"certificate": "合格证1", "unsalable": report}});
        let purchase = json!({"supplier": {"producer": shop.producer}, "lines": [line]});
        manager.post_once("campaign-lot", &format!("/outlets/{}/purchases", shop.outlet), purchase).ok();
        manager.post_once("campaign-sale", &shop.sales(), shop.cash_sale(1_000_000)).ok();

        let shown = office.get(&path).ok();
        assert_eq!((&shown["pledges"], &shown["pledged_kg"]), (&json!(2), &json!(3_500)), "{shown}");
        for (way, step, expected) in [
            ("pledges", "promised", (2, 3_500_000, 0)),
            ("pledges", "ordered", (2, 3_500_000, 4_000_000)),
            ("pledges", "delivered", (1, 300_000, 600_000)),
            ("pledges", "paid", (1, 0, 400_000)),
            ("offers", "promised", (0, 0, 0)),
            ("books", "delivered", (1, 3_000_000, 0)),
            ("books", "paid", (1, 1_000_000, 2_000_000)),
        ] {
            assert_eq!(stage(&shown, way, step), expected, "{way} {step}: {shown}");
        }
        assert_eq!(shown["produce"][0]["sold_g"], json!(1_000_000));
        let list = office.get(&format!("{pledges}?sort=-kg")).ok();
        let states: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|p| &p["state"]).collect();
        assert_eq!(states, [&json!("ordered"), &json!("ordered"), &json!("withdrawn")]);

        // Over: nothing more is promised.
        office.post(&format!("{path}/ending"), json!({"reason": "桃子卖完了"})).ok();
        pledge(&buyer, json!({"unit": school})).refused(409, "campaign.over");
        office.post(&format!("{path}/ending"), json!({"reason": "再来一次"})).refused(409, "campaign.over");
    });
}
