//! Answers to offers: the producer whose goods they are speaks for them, either side proposes something else, and nobody
//! accepts what became another meanwhile.

use crate::{
    harness::{Client, County, on_both},
    shop::{Shop, id},
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

/// Peaches of one producer that do not sell, wanted by a school: an offer, sent.
struct Offered {
    offer: i64,
    producer: Client,
    officer: Client,
    school: Client,
    office: Client,
}

fn offered(county: &County) -> Offered {
    let shop = Shop::open(county);
    let scene = scene::set(county, &[shop.listed]);
    let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "1000公斤"}, "ripe_on": "2026-08-08",
        "spoil_on": "2026-08-20", "fen_per_kg": 500, "producer": shop.producer}});
    let officer = scene.officer();
    let went = scene.hand_in(&officer, vec![scene.item(1, "2026-08-10T00:30:00Z", unsalable)]);
    assert_eq!(Scene::went(&went), ["taken"]);
    let unit = vouchers::scene::unit(county, "邵东一中");
    let school = county.person("买某", "unit_buyer", Some(unit));
    let wanted = json!({"crop": scene.crop, "unit": unit, "division": county.division("430582001000"), "kg": 800,
        "from_day": "2026-08-12", "to_day": "2026-08-14", "max_fen_per_kg": 900});
    school.post("/demands", wanted).ok();
    let office = scene.office();
    office.post("/matching-runs", json!({})).ok();
    let offer = office.get("/offers").ok()["items"][0]["id"].as_i64().unwrap();
    office.post(&format!("/offers/{offer}/acts"), json!({"act": "sent"})).ok();
    let producer = county.person("孙某", "producer", Some(shop.producer));
    Offered { offer, producer, officer, school, office }
}

impl Offered {
    fn act(&self, who: &Client, act: &str, change: Value) -> crate::harness::Answer {
        let mut body = json!({"act": act});
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        who.post(&format!("/offers/{}/acts", self.offer), body)
    }
}

#[test]
fn a_producer_sees_what_is_offered_of_its_goods_and_answers() {
    on_both(|county| {
        let of = offered(county);
        let seen = of.producer.get("/offers").ok();
        assert_eq!((&seen["items"][0]["id"], &seen["items"][0]["state"]), (&json!(of.offer), &json!("sent")), "{seen}");
        assert_eq!(seen["items"][0]["producer_name"], json!("斫曹第一店供货合作社"), "{seen}");
        assert!(of.producer.get("/tasks").ok().to_string().contains("offer.answer"));
        assert!(of.producer.get("/alerts").ok().to_string().contains("产销对接待答复"));
        // Nothing else of the market is a producer's.
        of.producer.get("/demands").refused(403, "edge.not_allowed");
        of.producer.get("/matching-runs").refused(403, "edge.not_allowed");

        // Another producer of the village is no side of it.
        let other = of.office.post(
            "/producers",
            json!({"kind": "cooperative", "name": "另一家合作社", "division": county.division("430582204213"),
                "document_kind": "none", "contact": {"name": "钱某", "phone": "13800000001"}}),
        );
        let other = county.person("钱某", "producer", Some(id(&other)));
        assert_eq!(other.get("/offers").ok()["items"], json!([]));
        other.get(&format!("/offers/{}", of.offer)).refused(403, "edge.outside_scope");
        of.act(&other, "village_accepted", json!({"fen_per_kg": 600})).refused(403, "edge.outside_scope");

        of.act(&of.producer, "buyer_accepted", json!({"fen_per_kg": 600})).refused(403, "offer.not_your_side");
        of.act(&of.producer, "changed", json!({"kg": 500, "reason": "少"})).refused(403, "offer.not_your_side");
        of.act(&of.producer, "village_accepted", json!({"fen_per_kg": 600, "kg": 700})).refused(409, "offer.other_kg");
        of.act(&of.producer, "village_accepted", json!({"fen_per_kg": 600, "kg": 800})).ok();
        let agreed = of.act(&of.school, "buyer_accepted", json!({"fen_per_kg": 600})).ok();
        assert_eq!((&agreed["state"], &agreed["agreed_fen_per_kg"]), (&json!("agreed"), &json!(600)), "{agreed}");
        assert!(of.producer.get("/alerts").ok().to_string().contains("产销对接已谈定"));
    });
}

#[test]
fn either_side_proposes_and_the_other_accepts_what_was_proposed() {
    on_both(|county| {
        let of = offered(county);
        let propose = |who: &Client, act: &str, kg: i64, fen: i64| {
            of.act(who, act, json!({"kg": kg, "fen_per_kg": fen, "reason": "没有这么多"}))
        };
        of.act(&of.producer, "village_proposed", json!({"kg": 500, "fen_per_kg": 700}))
            .refused(422, "market.text_length");
        of.act(&of.producer, "village_proposed", json!({"kg": 500, "reason": "少"})).refused(422, "offer.price");
        of.act(&of.producer, "village_proposed", json!({"fen_per_kg": 500, "reason": "少"})).refused(422, "offer.kg");
        propose(&of.producer, "village_proposed", 801, 700).refused(422, "offer.kg");
        propose(&of.producer, "buyer_proposed", 500, 700).refused(403, "offer.not_your_side");
        propose(&of.school, "village_proposed", 500, 700).refused(403, "offer.not_your_side");

        // The school accepts the whole, the producer has less: what was accepted before counts no more.
        of.act(&of.school, "buyer_accepted", json!({"fen_per_kg": 600})).ok();
        let less = propose(&of.producer, "village_proposed", 500, 700).ok();
        assert_eq!((&less["state"], &less["kg"]), (&json!("sent"), &json!(500)), "{less}");
        let acts: Vec<&str> = less["acts"].as_array().unwrap().iter().map(|a| a["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["sent", "buyer_accepted", "village_proposed"]);
        assert!(of.school.get("/alerts").ok().to_string().contains("产销对接有新提议"));

        // It answers with more again, within what was planned, and a lower price; the village's officer may go on.
        of.act(&of.school, "buyer_accepted", json!({"fen_per_kg": 600})).refused(409, "offer.other_price");
        propose(&of.school, "buyer_proposed", 700, 650).ok();
        of.act(&of.officer, "village_accepted", json!({"fen_per_kg": 700})).refused(409, "offer.other_price");
        of.act(&of.officer, "village_accepted", json!({"fen_per_kg": 650, "kg": 500})).refused(409, "offer.other_kg");
        let agreed = of.act(&of.officer, "village_accepted", json!({"fen_per_kg": 650, "kg": 700})).ok();
        assert_eq!(
            (&agreed["state"], &agreed["kg"], &agreed["agreed_fen_per_kg"]),
            (&json!("agreed"), &json!(700), &json!(650)),
            "{agreed}"
        );
        propose(&of.producer, "village_proposed", 500, 700).refused(409, "offer.state");
        let demand = of.office.get("/demands?open=true").ok();
        assert_eq!(demand["items"][0]["agreed_kg"], json!(700), "{demand}");
    });
}

#[test]
fn what_the_office_made_less_no_side_makes_more_and_a_refusal_ends_it() {
    on_both(|county| {
        let of = offered(county);
        of.act(&of.office, "changed", json!({"kg": 600, "reason": "村里说只有六百"})).ok();
        let more = json!({"kg": 700, "fen_per_kg": 700, "reason": "多要些"});
        of.act(&of.school, "buyer_proposed", more).refused(422, "offer.kg");
        of.act(&of.producer, "village_refused", json!({"reason": ""})).refused(422, "market.text_length");
        // A reason of the list needs no words, the last of them does; elsewhere there is none.
        of.act(&of.producer, "village_refused", json!({"why": "other"})).refused(422, "market.text_length");
        of.act(&of.producer, "village_refused", json!({"why": "weather"})).refused(400, "edge.body");
        of.act(&of.producer, "village_accepted", json!({"fen_per_kg": 700, "why": "price"}))
            .refused(422, "offer.why_unasked");
        let ended =
            of.act(&of.producer, "village_refused", json!({"why": "sold", "reason": "昨天卖给了路边客商"})).ok();
        let said = ended["acts"].as_array().unwrap().last().unwrap();
        assert_eq!((&said["why"], &said["reason"]), (&json!("sold"), &json!("昨天卖给了路边客商")));
        assert_eq!(ended["acts"][1]["why"], json!(""), "the office says it in words: {ended}");
        assert_eq!(ended["state"], json!("refused"), "{ended}");
        of.act(&of.school, "buyer_accepted", json!({"fen_per_kg": 600})).refused(409, "offer.state");
        assert!(county.acts().contains(&"offer.act".to_owned()));
    });
}

#[test]
fn nobody_agrees_once_the_demand_has_ended() {
    on_both(|county| {
        let of = offered(county);
        let demand = of.office.get("/demands").ok()["items"][0]["id"].clone();
        of.school.post(&format!("/demands/{demand}/ending"), json!({"reason": "放假停餐"})).ok();
        of.act(&of.producer, "village_accepted", json!({"fen_per_kg": 600})).refused(409, "offer.past");
        of.act(&of.office, "withdrawn", json!({"reason": "采购需求已结束"})).ok();
    });
}
