//! The office asks of a kept plan: and if there were a lorry, a better price, more days? It reads the difference; the plan stays.

use crate::{
    harness::{Client, on_both},
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

/// 梧桐村 has 1,000 kg for at least ¥9, 城东 500 kg from the 16th on. The school takes 600 kg by the 14th, a partner outside the
/// county 800 kg by the 15th for at most ¥5: too little for the one and too early for the other.
fn plan(scene: &Scene<'_>) -> i64 {
    let office = scene.office();
    let far = scene.county.division("430582101202");
    office.post(&format!("/crops/{}/growers", scene.crop), json!({"divisions": [far]})).ok();
    let say = |said: &str, from: &str, fen: Option<i64>| json!({"supply": {"quantity": {"said": said}, "from_day": from, "to_day": "2026-08-20", "fen_per_kg": fen}});
    let near_item = scene.item(1, "2026-08-10T00:30:00Z", say("2000斤", "2026-08-10", Some(900)));
    let mut far_item = scene.item(2, "2026-08-10T00:30:00Z", say("500公斤", "2026-08-16", None));
    far_item["division"] = json!(far);
    let body = json!({"via": "office", "items": [near_item, far_item]});
    assert_eq!(Scene::went(&office.post("/supply-uploads", body).ok()), ["taken", "taken"]);
    let school = vouchers::scene::unit(scene.county, "邵东一中");
    let wants = |change: Value| {
        let mut body = json!({"crop": scene.crop, "from_day": "2026-08-12"});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        office.post("/demands", body).ok();
    };
    wants(json!({"unit": school, "division": scene.county.division("430582001000"), "kg": 600, "to_day": "2026-08-14",
        "max_fen_per_kg": 1_200}));
    wants(json!({"partner": "长沙某公司", "kg": 800, "to_day": "2026-08-15", "max_fen_per_kg": 500}));
    let made = office.post("/matching-runs", json!({})).ok();
    assert_eq!((&made["matched_kg"], &made["transport_fen"]), (&json!(600), &json!(12_000)), "{made}");
    made["id"].as_i64().unwrap()
}

struct Asking<'a> {
    client: Client,
    run: i64,
    scene: &'a Scene<'a>,
}

impl Asking<'_> {
    /// kg and fen more, then who sells and gets how much instead of how much.
    fn brings(&self, query: &str) -> (i64, i64, Vec<String>, Vec<String>) {
        let answer = self.client.get(&format!("/matching-runs/{}/what-if?{query}", self.run)).ok();
        let moved = |side: &str| {
            let row = |m: &Value| format!("{} {}→{}", m["who"].as_str().unwrap(), m["before_kg"], m["after_kg"]);
            answer[side].as_array().unwrap().iter().map(row).collect()
        };
        let number = |field: &str| answer[field].as_i64().unwrap();
        assert_eq!(number("matched_kg"), 600 + number("more_kg"), "{answer}");
        assert_eq!(number("transport_fen"), 12_000 + number("more_fen"), "{answer}");
        (number("more_kg"), number("more_fen"), moved("villages"), moved("buyers"))
    }

    fn line(&self, of: &str, q: &str) -> i64 {
        let found = self.client.get(&format!("/matching-runs/{}/lines?of={of}&q={q}", self.run)).ok();
        let [only] = found["lines"].as_array().unwrap().as_slice() else { panic!("{found}") };
        only["line"].as_i64().unwrap()
    }

    fn refused(&self, query: &str, code: &str) {
        self.client.get(&format!("/matching-runs/{}/what-if?{query}", self.run)).refused(422, code);
    }

    fn name(&self, code: &str) -> String {
        let village = self.scene.county.division(code);
        let found = self.client.get(&format!("/reporting?crop={}", self.scene.crop)).ok();
        let row = found["rows"].as_array().unwrap().iter().find(|row| row["division"] == json!(village)).unwrap();
        row["division_name"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_lorry_a_better_price_more_days_or_more_wanted_each_says_what_it_would_bring() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let run = plan(&scene);
        let asking = Asking { client: county.auditor(), run, scene: &scene };
        asking.refused("change=lorry&kg=300&fen_per_kg=5", "what_if.line");
        asking.refused("change=lorry&line=2&kg=300&fen_per_kg=5", "what_if.line");
        asking.refused("change=lorry&line=0&kg=0&fen_per_kg=5", "demand.quantity");
        asking.refused("change=lorry&line=0&kg=300&fen_per_kg=-1", "transport.cost");
        asking.refused("change=ceiling", "demand.price");
        asking.refused("change=buyer_waits&days=91", "what_if.days");
        asking.refused("change=supply_keeps", "what_if.days");
        asking.refused("change=quantity&kg=100", "what_if.line");
        county.auditor().get("/matching-runs/99/what-if?change=buyer_waits&days=1").refused(404, "run.unknown");

        let (near, far) = (asking.name("430582204213"), asking.name("430582101202"));
        let near_line = asking.line("supplies", "梧桐村");
        let (school, partner) = (asking.line("demands", "一中"), asking.line("demands", "长沙"));
        // 300 kg for 5 fen instead of 20; nobody sells more by it.
        let lorry = asking.brings(&format!("change=lorry&line={near_line}&kg=300&fen_per_kg=5"));
        assert_eq!(lorry, (0, -300 * 15, vec![], vec![]));
        // ¥4 more brings the partner up to what 梧桐村 asks: its last 400 kg go out of the county.
        let (kg, fen, villages, buyers) = asking.brings(&format!("change=ceiling&line={partner}&fen_per_kg=400"));
        assert_eq!((kg, fen, villages), (400, 400 * 60, vec![format!("{near} 600→1000")]));
        assert_eq!(buyers, ["长沙某公司（需求2，2026-08-12起） 0→400"]);
        assert_eq!(asking.brings(&format!("change=ceiling&line={school}&fen_per_kg=400")).0, 0, "it is served already");
        // A day more and what ripens on the 16th is in time.
        let (kg, fen, villages, _) = asking.brings("change=buyer_waits&days=1");
        assert_eq!((kg, fen, villages), (500, 500 * 60, vec![format!("{far} 0→500")]));
        assert_eq!(
            asking.brings("change=supply_keeps&days=10"),
            (0, 0, vec![], vec![]),
            "what keeps was not the matter"
        );
        let (kg, fen, villages, _) = asking.brings(&format!("change=quantity&line={school}&kg=150"));
        assert_eq!((kg, fen, villages), (150, 150 * 20, vec![format!("{near} 600→750")]));

        // Nothing was kept: the run and its offers are what they were.
        let shown = county.office().get(&format!("/matching-runs/{run}")).ok();
        assert_eq!((&shown["matched_kg"], &shown["offers"]), (&json!(600), &json!({"proposed": 1})), "{shown}");
        assert_eq!(county.office().get("/matching-runs").ok()["items"].as_array().unwrap().len(), 1);
    });
}
