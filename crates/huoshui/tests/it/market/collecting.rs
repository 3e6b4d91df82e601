//! What was agreed in a township is fetched: a proposal within the limits, a run that people change, what was loaded.

use crate::{
    harness::{Answer, Client, County, on_both},
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

/// Contracts of two villages of 斫𥕢乡 with a school.
struct Set<'a> {
    scene: Scene<'a>,
    township: i64,
    other: i64,
    school: i64,
}

fn set(county: &County) -> Set<'_> {
    let scene = scene::set(county, &[]);
    let school = vouchers::scene::unit(county, "邵东一中");
    Set { township: county.division("430582204000"), other: county.division("430582204201"), school, scene }
}

fn with(mut body: Value, change: Value) -> Value {
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

impl Set<'_> {
    /// A contract of a villager with the school, from 10 to 12 August.
    fn contract(&self, village: i64, name: &str, kg: i64) -> i64 {
        let body = json!({"kind": "purchase", "crop": self.scene.crop, "unit": self.school, "kg": kg, "witness": "申某",
            "from_day": "2026-08-10", "to_day": "2026-08-12", "prices": [{"fen_per_kg": 600}],
            "seller": {"villager": {"name": name, "division": village}}});
        self.scene.office().post("/contracts", body).ok()["id"].as_i64().unwrap()
    }

    fn propose(&self, who: &Client, change: Value) -> Answer {
        let body = json!({"township": self.township, "from_day": "2026-08-10", "to_day": "2026-08-12",
            "to_division": self.scene.county.division("430582001000"), "vehicles": [{"vehicle": "蓝牌货车", "limit_kg": 1_000}]});
        who.post("/collection-proposals", with(body, change))
    }

    fn plan(&self, who: &Client, loads: Value, change: Value) -> Answer {
        who.post("/collection-runs", self.run(loads, change))
    }

    fn run(&self, loads: Value, change: Value) -> Value {
        let body = json!({"township": self.township, "day": "2026-08-10", "vehicle": "蓝牌货车", "limit_kg": 1_000,
            "to_division": self.scene.county.division("430582001000"), "to_place": "一中食堂", "loads": loads});
        with(body, change)
    }
}

fn load(contract: i64, kg: i64) -> Value {
    json!({"source": "contract", "source_id": contract, "grams": kg * 1_000})
}

fn loads(run: &Value) -> Vec<(i64, i64)> {
    let number = |load: &Value, key: &str| load[key].as_i64().unwrap();
    let all = run["loads"].as_array().unwrap().iter();
    all.map(|load| (number(load, "source_id"), number(load, "grams") / 1_000)).collect()
}

#[test]
fn a_proposal_takes_the_most_within_the_limit_and_names_what_stays() {
    on_both(|county| {
        let set = set(county);
        let supervisor = set.scene.supervisor();
        let village = set.scene.village;
        let (heavy, big, small) = (
            set.contract(village, "曾老伯", 700),
            set.contract(village, "申老二", 600),
            set.contract(set.other, "刘老三", 400),
        );

        set.propose(&supervisor, json!({"township": village})).refused(422, "collection_run.township");
        set.propose(&supervisor, json!({"to_day": "2026-08-09"})).refused(422, "collection_run.window");
        set.propose(&supervisor, json!({"from_day": "2028-01-01", "to_day": "2028-01-01"}))
            .refused(422, "collection_run.day");
        let vehicle =
            |vehicle: Value| json!({"vehicles": [with(json!({"vehicle": "货车", "limit_kg": 1_000}), vehicle)]});
        let problem = set.propose(&supervisor, vehicle(json!({"limit_kg": 0}))).refused(422, "collection_run.limit");
        assert_eq!(problem["errors"][0]["field"], json!("/vehicles/0/limit_kg"));
        set.propose(&supervisor, vehicle(json!({"stops_most": 0}))).refused(422, "collection_run.stops");
        set.propose(&supervisor, vehicle(json!({"vehicle": ""}))).refused(422, "market.text_length");
        set.propose(&supervisor, vehicle(json!({"day": "2026-08-13"}))).refused(422, "collection_run.window");
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        set.propose(&elsewhere, json!({})).refused(403, "edge.outside_scope");

        // 600 and 400 fill the truck; 700 stays, and hears why.
        let proposal = set.propose(&supervisor, json!({})).ok();
        let run = &proposal["runs"][0];
        let mut taken = loads(run);
        taken.sort_unstable();
        assert_eq!((taken, &run["stops"]), (vec![(big, 600), (small, 400)], &json!(2)), "{proposal}");
        assert_eq!(
            (&run["cost_fen"], &run["fen_per_kg"]),
            (&json!(20_000), &json!(20)),
            "1,000 kg at ¥0.20 between townships"
        );
        assert_eq!((&proposal["proven"], &proposal["by_ways"]), (&json!(true), &json!(false)));
        assert_eq!(proposal["left"][0]["source_id"], json!(heavy));
        assert_eq!(proposal["left"][0]["why"]["zh"], json!("要 700 公斤的位置，这几天的车最多还空 0 公斤"));
        assert_eq!(proposal["left"][0]["seller_name"], json!("曾*"), "people are masked: {proposal}");
        let one = set.propose(&supervisor, vehicle(json!({"limit_kg": 5_000, "stops_most": 1}))).ok();
        assert_eq!(one["runs"][0]["grams"], json!(1_300_000), "{one}");
        assert!(one["left"][0]["why"]["en"].as_str().unwrap().contains("call at as many villages"), "{one}");
        let nothing = set.propose(&supervisor, json!({"vehicles": []})).ok();
        assert_eq!((nothing["runs"].as_array().unwrap().len(), nothing["left"].as_array().unwrap().len()), (0, 3));
        // Nothing was kept by asking.
        assert_eq!(supervisor.get("/collection-runs").ok()["items"], json!([]));
    });
}

#[test]
fn a_run_is_planned_changed_loaded_and_shared_and_nothing_is_on_two() {
    on_both(|county| {
        let set = set(county);
        let (supervisor, officer) = (set.scene.supervisor(), set.scene.officer());
        let (big, small) = (set.contract(set.scene.village, "申老二", 600), set.contract(set.other, "刘老三", 400));
        let plan = |list: Value, change: Value| set.plan(&supervisor, list, change);
        plan(json!([]), json!({})).refused(422, "collection_run.loads");
        plan(json!([load(big, 1), load(big, 1)]), json!({})).refused(422, "collection_run.load_twice");
        plan(json!([load(99, 1)]), json!({})).refused(409, "collection_run.nothing_waits");
        let problem = plan(json!([load(big, 601)]), json!({})).refused(422, "collection_run.load_most");
        assert_eq!(problem["errors"][0]["field"], json!("/loads/0/grams"));
        let heavy = plan(json!([load(big, 600), load(small, 400)]), json!({"limit_kg": 900}))
            .refused(409, "collection_run.too_heavy");
        assert!(heavy["title"].as_str().unwrap().contains("100 公斤"), "{heavy}");
        plan(json!([load(big, 600), load(small, 400)]), json!({"stops_most": 1}))
            .refused(409, "collection_run.too_far");
        plan(json!([load(big, 1)]), json!({"cost_fen": -1})).refused(422, "collection_run.cost");
        set.plan(&officer, json!([load(big, 1)]), json!({})).refused(403, "edge.outside_scope");

        let run = plan(json!([load(small, 400), load(big, 500)]), json!({})).ok();
        let path = format!("/collection-runs/{}", run["id"]);
        assert_eq!(
            (&run["planned_g"], &run["estimated"], &run["cost_fen"]),
            (&json!(900_000), &json!(true), &json!(18_000))
        );
        plan(json!([load(small, 1)]), json!({})).refused(409, "collection_run.nothing_waits");
        let left = set.propose(&supervisor, json!({"vehicles": []})).ok();
        assert_eq!((&left["left"][0]["grams"], left["left"].as_array().unwrap().len()), (&json!(100_000), 1), "{left}");

        // Changed: all of it goes, for ¥300.01, which is shared to the fen.
        let change =
            set.run(json!([load(big, 600), load(small, 400)]), json!({"cost_fen": 30_001, "note": "早上六点出发"}));
        officer.put(&path, change.clone()).refused(403, "edge.outside_scope");
        let run = supervisor.put(&path, change.clone()).ok();
        let shares: Vec<&Value> = run["stops"].as_array().unwrap().iter().map(|stop| &stop["share_fen"]).collect();
        assert_eq!(shares, [&json!(18_001), &json!(12_000)], "{run}");
        assert_eq!((&run["fen_per_kg"], &run["estimated"]), (&json!(30), &json!(false)));

        // The village sees it in its list and says what was loaded, of its own stop only.
        assert!(officer.get("/tasks").body.contains("collection_run.due"));
        let seen = officer.get("/collection-runs?due=true").ok();
        assert_eq!(seen["items"].as_array().unwrap().len(), 1);
        let loading = |who: &Client, body: Value| who.post(&format!("{path}/loadings"), body);
        loading(&officer, json!({"stop": 2, "grams": 400_000})).refused(403, "edge.outside_scope");
        loading(&officer, json!({"stop": 3, "grams": 1})).refused(422, "collection_run.stop_unknown");
        loading(&officer, json!({"stop": 1, "grams": 1_000_001})).refused(422, "collection_run.load_room");
        loading(&officer, json!({"stop": 1, "grams": 550_000})).refused(422, "market.text_length");
        loading(&officer, json!({"stop": 1, "grams": 600_000, "loaded_at": "2026-08-10T02:00:00Z"}))
            .refused(422, "collection_run.loaded_at");
        let short = json!({"stop": 1, "grams": 500_000, "note": "下雨，没摘完", "loaded_at": "2026-08-10T00:30:00Z"});
        let run = loading(&officer, short).ok();
        assert_eq!((&run["state"], &run["loaded_g"]), (&json!("under_way"), &json!(500_000)));
        let run = loading(&supervisor, json!({"stop": 2, "grams": 400_000})).ok();
        let shares: Vec<i64> =
            run["stops"].as_array().unwrap().iter().map(|stop| stop["share_fen"].as_i64().unwrap()).collect();
        assert_eq!(shares, [16_667, 13_334], "by what was loaded: {run}");
        supervisor.put(&path, change).refused(409, "collection_run.loaded");
        let ending = format!("{path}/ending");
        supervisor.post(&ending, json!({"how": "cancelled", "reason": "车坏了"})).refused(409, "collection_run.loaded");
        supervisor.post(&ending, json!({"how": "done"})).ok();
        loading(&officer, json!({"stop": 1, "grams": 600_000})).refused(409, "collection_run.over");
        supervisor.post(&ending, json!({"how": "done"})).refused(409, "collection_run.over");
        // What stayed behind waits again; what was loaded is no delivery yet.
        let left = set.propose(&supervisor, json!({"vehicles": []})).ok();
        assert_eq!((&left["left"][0]["source_id"], &left["left"][0]["grams"]), (&json!(big), &json!(100_000)));
        assert_eq!(supervisor.get(&format!("/contracts/{big}")).ok()["delivered_g"], json!(0));
        assert!(!officer.get("/tasks").body.contains("collection_run.due"));

        // One that does not go frees what it held.
        let run = plan(json!([load(big, 100)]), json!({})).ok();
        let ending = format!("/collection-runs/{}/ending", run["id"]);
        supervisor.post(&ending, json!({"how": "done"})).refused(409, "collection_run.not_loaded");
        supervisor.post(&ending, json!({"how": "cancelled", "reason": ""})).refused(422, "market.text_length");
        supervisor.post(&ending, json!({"how": "cancelled", "reason": "车坏了"})).ok();
        plan(json!([load(big, 100)]), json!({})).ok();
        let list = supervisor.get("/collection-runs?state=cancelled&total=true").ok();
        assert_eq!(list["total"]["count"], json!(1));
        assert!(county.acts().contains(&"collection_run.load".to_owned()));
    });
}

#[test]
fn ways_between_villages_put_the_stops_in_order_and_the_sheet_has_whole_names() {
    on_both(|county| {
        let set = set(county);
        let (office, supervisor) = (set.scene.office(), set.scene.supervisor());
        let third = county.division("430582204202");
        let villages = [set.scene.village, set.other, third];
        for (n, village) in villages.iter().enumerate() {
            set.contract(*village, ["曾老伯", "申老二", "刘老三"][n], 100);
        }
        let town = county.division("430582001000");
        let way = |from: i64, to: i64, fen: i64| json!({"from_township": from, "to_township": to, "fen_per_kg": fen});
        let [a, b, c] = villages;
        // From town to the first, on to the third, then the second, and back: anything else goes round about.
        let rows =
            json!([way(a, town, 1), way(c, a, 1), way(b, c, 1), way(town, b, 1), way(c, town, 30), way(a, b, 30)]);
        office.put("/transport-costs", json!({"rows": rows})).ok();
        let proposal = set.propose(&supervisor, json!({})).ok();
        assert_eq!(proposal["by_ways"], json!(true));
        let loads = proposal["runs"][0]["loads"].as_array().unwrap();
        let round: Vec<i64> = loads.iter().map(|load| load["division"].as_i64().unwrap()).collect();
        assert!(round == [a, c, b] || round == [b, c, a], "{round:?} of {villages:?}");

        let list = loads
            .iter()
            .map(|load| json!({"source": "contract", "source_id": load["source_id"], "grams": load["grams"]}));
        let run = set.plan(&supervisor, list.collect(), json!({})).ok();
        let prints = format!("/collection-runs/{}/prints", run["id"]);
        supervisor.post(&prints, json!({"reason": ""})).refused(422, "market.text_length");
        let html = supervisor.post(&prints, json!({"reason": "交给司机"})).ok()["html"].as_str().unwrap().to_owned();
        for part in ["集货单", "曾老伯", "刘老三", "限载 1000 公斤", "一中食堂", "共 3 个村、300 公斤"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        county.auditor().post(&prints, json!({"reason": "看看"})).refused(403, "edge.not_allowed");
        assert!(county.acts().contains(&"collection_run.print".to_owned()));
        let shown = supervisor.get(&format!("/collection-runs/{}", run["id"])).ok();
        assert!(
            shown["stops"][0]["seller_name"].as_str().unwrap().ends_with('*'),
            "on screen people are masked: {shown}"
        );
    });
}

#[test]
fn an_agreed_offer_is_fetched_until_its_contract_is() {
    on_both(|county| {
        let set = set(county);
        let office = set.scene.office();
        let said = json!({"supply": {"quantity": {"said": "2000斤"}, "to_day": "2026-08-16"}});
        set.scene.hand_in(&set.scene.officer(), vec![set.scene.item(1, "2026-08-10T00:30:00Z", said)]);
        let wanted = json!({"crop": set.scene.crop, "unit": set.school, "kg": 300, "from_day": "2026-08-11", "to_day": "2026-08-12"});
        office.post("/demands", wanted).ok();
        office.post("/matching-runs", json!({})).ok();
        let offer = office.get("/offers").ok()["items"][0]["id"].as_i64().unwrap();
        let waits = |id: i64| {
            let left = set.propose(&office, json!({"vehicles": []})).ok();
            let found = left["left"].as_array().unwrap().iter().find(|load| load["source_id"] == json!(id)).cloned();
            found.map(|load| (load["source"].as_str().unwrap().to_owned(), load["grams"].as_i64().unwrap()))
        };
        assert_eq!(waits(offer), None, "only proposed");
        for act in [
            json!({"act": "sent"}),
            json!({"act": "buyer_accepted", "fen_per_kg": 600, "reason": "电话"}),
            json!({"act": "village_accepted", "fen_per_kg": 600, "reason": "电话"}),
        ] {
            office.post(&format!("/offers/{offer}/acts"), act).ok();
        }
        assert_eq!(waits(offer), Some(("offer".into(), 300_000)));
        // What is on a run for the offer stays on it once there is a contract.
        let planned = json!([{"source": "offer", "source_id": offer, "grams": 100_000}]);
        set.plan(&office, planned, json!({"day": "2026-08-11"})).ok();
        assert_eq!(waits(offer), Some(("offer".into(), 200_000)));
        let body = json!({"kind": "purchase", "crop": set.scene.crop, "unit": set.school, "kg": 250, "witness": "申某", "offer": offer,
            "from_day": "2026-08-11", "to_day": "2026-08-12", "prices": [{"fen_per_kg": 600}],
            "seller": {"villager": {"name": "曾老伯", "division": set.scene.village}}});
        let contract = office.post("/contracts", body).ok()["id"].as_i64().unwrap();
        assert_eq!(waits(contract), Some(("contract".into(), 150_000)), "the contract stands for it now");
        let delivered = json!({"grams": 50_000});
        office.post_once("a-part-of-it", &format!("/contracts/{contract}/deliveries"), delivered).ok();
        assert_eq!(
            waits(contract),
            Some(("contract".into(), 100_000)),
            "one part came otherwise, another is on the run"
        );
        // A villager's buyer sees no run, and the school none of the township.
        let buyer = county.person("郑某", "unit_buyer", Some(set.school));
        assert_eq!(buyer.get("/collection-runs").ok()["items"], json!([]));
    });
}
