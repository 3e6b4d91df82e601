//! Villages have, buyers want: a plan that can be solved again, offers that both sides agree to.

use crate::{
    harness::{Answer, Client, County, on_both},
    supply::scene::{self, Scene, supply},
    vouchers,
};
use serde_json::{Value, json};

struct Buyer {
    unit: i64,
    client: Client,
}

fn buyer(county: &County, name: &str) -> Buyer {
    let unit = vouchers::scene::unit(county, name);
    Buyer { unit, client: county.person("买某", "unit_buyer", Some(unit)) }
}

impl Buyer {
    fn wants(&self, scene: &Scene<'_>, kg: i64, change: Value) -> Answer {
        let mut body = json!({"crop": scene.crop, "unit": self.unit, "division": scene.county.division("430582001000"), "kg": kg,
            "from_day": "2026-08-12", "to_day": "2026-08-14", "max_fen_per_kg": 1_200});
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        self.client.post("/demands", body)
    }
}

fn states(county: &County, query: &str) -> Vec<(i64, String)> {
    let offers = county.office().get(&format!("/offers?{query}")).ok();
    let row = |o: &Value| (o["kg"].as_i64().unwrap(), o["state"].as_str().unwrap().to_owned());
    offers["items"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn demands_that_cannot_be_are_named() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let school = buyer(county, "邵东一中");
        let other = vouchers::scene::unit(county, "邵东三中");
        school.wants(&scene, 0, json!({})).refused(422, "demand.quantity");
        school.wants(&scene, 10, json!({"crop": 99})).refused(422, "demand.crop_unknown");
        school.wants(&scene, 10, json!({"to_day": "2026-08-11"})).refused(422, "demand.window");
        school
            .wants(&scene, 10, json!({"from_day": "2026-07-01", "to_day": "2026-08-01"}))
            .refused(422, "demand.window");
        school.wants(&scene, 10, json!({"max_fen_per_kg": 0})).refused(422, "demand.price");
        school.wants(&scene, 10, json!({"repeat_days": 2, "until_day": "2026-09-01"})).refused(422, "demand.standing");
        school.wants(&scene, 10, json!({"repeat_days": 7})).refused(422, "demand.standing");
        school.wants(&scene, 10, json!({"unit": other})).refused(403, "edge.outside_scope");
        school.wants(&scene, 10, json!({"partner": "长沙某公司"})).refused(422, "demand.buyer");
        school
            .wants(&scene, 10, json!({"unit": null, "partner": "长沙某公司"}))
            .refused(403, "demand.partner_by_office");
        school.wants(&scene, 10, json!({"division": 99_999})).refused(422, "demand.division_unknown");
        // What a demand may name: the buyer sees neither crops nor divisions otherwise.
        school.client.get("/crops").refused(403, "edge.not_allowed");
        let choices = school.client.get("/market-choices").ok();
        assert_eq!(choices["crops"][0]["name"], json!("黄桃"));
        assert!(choices["places"].as_array().unwrap().len() > 20, "townships, if nothing is looked for: {choices}");
        let found = school.client.get("/market-choices?q=梧桐村").ok();
        assert!(found["places"].as_array().unwrap().iter().any(|place| place["id"] == json!(scene.village)), "{found}");
        let demand = school.wants(&scene, 10, json!({"directed_to": scene.village})).ok();
        assert_eq!(demand["buyer_name"], json!("邵东一中"));
        assert!(demand["directed_name"].as_str().unwrap().ends_with("梧桐村"), "{demand}");
        let ending = format!("/demands/{}/ending", demand["id"]);
        school.client.post(&ending, json!({"reason": ""})).refused(422, "market.text_length");
        school.client.post(&ending, json!({"reason": "食堂停业"})).ok();
        school.client.post(&ending, json!({"reason": "食堂停业"})).refused(409, "demand.ended");
    });
}

#[test]
fn what_villages_have_and_buyers_want_comes_together_and_can_be_solved_again() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let (near, far) = (county.division("430582204213"), county.division("430582101202"));
        let office = scene.office();
        office.post(&format!("/crops/{}/growers", scene.crop), json!({"divisions": [far]})).ok();
        // 梧桐村 says 1,000 kg, another village, farther away, 500 kg: the school wants 1,200, a partner 600 at a low price.
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", supply("2000斤"))]);
        let mut item = scene.item(2, "2026-08-10T00:30:00Z", supply("500公斤"));
        item["division"] = json!(far);
        let body = json!({"via": "office", "items": [item]});
        assert_eq!(Scene::went(&office.post("/supply-uploads", body).ok()), ["taken"]);
        let school = buyer(county, "邵东一中");
        school.wants(&scene, 1_200, json!({})).ok();
        let partner = json!({"crop": scene.crop, "partner": "长沙某公司", "kg": 600, "from_day": "2026-08-12",
            "to_day": "2026-08-20", "max_fen_per_kg": 500});
        office.post("/demands", partner).ok();

        let plan = |body: Value| office.post("/matching-runs", body);
        plan(json!({"horizon_days": 0})).refused(422, "run.horizon");
        plan(json!({"least_share_ppm": -1})).refused(422, "run.share");
        plan(json!({"crops": [99]})).refused(422, "demand.crop_unknown");
        let tried = plan(json!({"dry_run": true})).ok();
        assert_eq!(
            (&tried["id"], &tried["matched_kg"], &tried["optimal"]),
            (&json!(null), &json!(1_500), &json!(true))
        );
        assert_eq!(states(county, ""), []);
        let made = plan(json!({})).ok();
        let id = made["id"].as_i64().unwrap();
        assert_eq!(made["unmet"][0]["kg"], json!(300), "{made}");
        assert!(made["unmet"][0]["why"]["zh"].as_str().unwrap().len() > 10, "{made}");

        // Anybody solves it again with the command line and finds the same.
        let file = county.auditor().get(&format!("/matching-runs/{id}/instance")).body;
        let again = matching::solve(&matching::read(&file).unwrap()).unwrap();
        assert_eq!(json!(again.totals.matched_kg), made["matched_kg"]);
        assert_eq!(json!(again.totals.transport_fen), made["transport_fen"]);
        scene.officer().get(&format!("/matching-runs/{id}")).refused(403, "edge.outside_scope");

        // Only proposed: neither side sees it yet. Sent: each sees its own, and both agree to one price.
        assert_eq!(scene.officer().get("/offers").ok()["items"], json!([]));
        let offers = office.get("/offers?sort=-kg").ok();
        let to_school: Vec<&Value> =
            offers["items"].as_array().unwrap().iter().filter(|o| o["buyer_name"] == "邵东一中").collect();
        let offer = to_school.iter().find(|o| o["division"] == json!(near)).unwrap();
        let path = format!("/offers/{}/acts", offer["id"]);
        let act = |who: &Client, act: &str, change: Value| {
            let mut body = json!({"act": act});
            for (key, value) in change.as_object().unwrap() {
                body[key] = value.clone();
            }
            who.post(&path, body)
        };
        let (officer, school) = (scene.officer(), school.client);
        act(&school, "buyer_accepted", json!({"fen_per_kg": 1_000})).refused(409, "offer.state");
        act(&school, "sent", json!({})).refused(403, "offer.not_your_side");
        act(&office, "sent", json!({})).ok();
        act(&office, "sent", json!({})).refused(409, "offer.state");
        assert!(officer.get("/tasks").ok().to_string().contains("offer.answer"));
        act(&officer, "buyer_accepted", json!({"fen_per_kg": 1_000})).refused(403, "offer.not_your_side");
        act(&school, "buyer_accepted", json!({})).refused(422, "offer.price");
        act(&office, "changed", json!({"kg": 0, "reason": "减半"})).refused(422, "offer.kg");
        act(&school, "buyer_accepted", json!({"fen_per_kg": 1_000})).ok();
        act(&officer, "village_accepted", json!({"fen_per_kg": 1_100})).refused(409, "offer.other_price");
        let agreed = act(&officer, "village_accepted", json!({"fen_per_kg": 1_000})).ok();
        assert_eq!((&agreed["state"], &agreed["agreed_fen_per_kg"]), (&json!("agreed"), &json!(1_000)));
        assert!(county.acts().contains(&"offer.act".to_owned()));
        let kg = agreed["kg"].as_i64().unwrap();
        let demand = office.get("/demands?open=true").ok();
        assert!(demand["items"].as_array().unwrap().iter().any(|d| d["agreed_kg"] == json!(kg)), "{demand}");

        // What is agreed is not offered again; what was only proposed is.
        let next = plan(json!({})).ok();
        assert_eq!(next["matched_kg"], json!(1_500 - kg), "{next}");
        // ... once: what the first plan proposed and nobody sent is taken back, so that it cannot be sent as well.
        let mut of_first: Vec<String> =
            states(county, &format!("run={id}")).into_iter().map(|(_, state)| state).collect();
        of_first.sort();
        of_first.dedup();
        assert_eq!(of_first, ["agreed", "withdrawn"]);
        let fair = plan(json!({"least_share_ppm": 200_000})).ok();
        let kept = office.get(&format!("/matching-runs/{}", fair["id"])).ok();
        assert!(!fair["fairness"].is_null());
        assert_eq!(kept["fairness"], fair["fairness"], "what the rule cost is kept: {kept}");
    });
}

#[test]
fn directed_demands_standing_orders_and_known_roads_are_respected() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let office = scene.office();
        scene.hand_in(
            &scene.officer(),
            vec![scene.item(
                1,
                "2026-08-10T00:30:00Z",
                json!({"supply": {"quantity": {"said": "5吨"},
            "to_day": "2026-09-05"}}),
            )],
        );
        let school = buyer(county, "邵东一中");
        let elsewhere = county.division("430582101000");
        school.wants(&scene, 100, json!({"directed_to": elsewhere})).ok();
        school.wants(&scene, 50, json!({"directed_to": scene.village})).ok();
        school.wants(&scene, 10, json!({"repeat_days": 7, "until_day": "2026-12-31"})).ok();
        let plan = office.post("/matching-runs", json!({"dry_run": true, "horizon_days": 14})).ok();
        // 50 kg of one's own choice, 10 kg in each of two weeks; the other direction stays unmet.
        assert_eq!((&plan["matched_kg"], &plan["unmet"][0]["kg"]), (&json!(70), &json!(100)), "{plan}");
        assert_eq!(plan["transport_fen"], json!(70 * 20), "between townships by the rule of thumb");
        let (from, to) = (county.division("430582204000"), county.division("430582001000"));
        let costs = |rows: Value| office.put("/transport-costs", json!({"rows": rows}));
        costs(json!([{"from_township": from, "to_township": 99_999, "fen_per_kg": 8}]))
            .refused(422, "transport.township");
        costs(json!([{"from_township": from, "to_township": to, "fen_per_kg": -1}])).refused(422, "transport.cost");
        costs(json!([{"from_township": from, "to_township": to, "fen_per_kg": 8}])).ok();
        let plan = office.post("/matching-runs", json!({"dry_run": true})).ok();
        assert_eq!(plan["transport_fen"], json!(70 * 8));
        // Nothing any more: what there was is gone.
        county.at("2026-08-11T01:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-11T00:30:00Z", json!({"nothing": {}}))]);
        let plan = scene.office().post("/matching-runs", json!({"dry_run": true})).ok();
        assert_eq!((&plan["matched_kg"], &plan["supplies"]), (&json!(0), &json!(0)), "{plan}");
    });
}
