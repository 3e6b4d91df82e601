//! Units that stand by villages, and cadres by households: who, from when until when, and what is for sale there.

use super::directed::{household, unsalable, wants};
use crate::{harness::on_both, supply::scene, vouchers::scene::unit};
use serde_json::{Value, json};

#[test]
fn a_unit_is_paired_with_a_village_and_sees_what_it_has() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let school = unit(county, "邵东一中");
        let office = scene.office();
        let form = |change: Value| {
            let mut form = json!({"kind": "paired", "unit": school, "division": scene.village, "from_day": "2018-03-01",
                "document_no": "邵东扶办〔2018〕6号"});
            form.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            form
        };
        let town = county.division("430582204000");
        for (change, code) in [
            (json!({"unit": 99}), "demand.buyer_unknown"),
            (json!({"division": town}), "pairing.village"),
            (json!({"division": 1_000_000}), "pairing.village"),
            (json!({"from_day": "1918-03-01"}), "pairing.day"),
            (json!({"from_day": "2099-03-01"}), "pairing.day"),
            (json!({"document_no": "号".repeat(101)}), "market.text_too_long"),
        ] {
            office.post("/pairings", form(change)).refused(422, code);
        }
        let paired = office.post("/pairings", form(json!({}))).ok();
        office.post("/pairings", form(json!({"from_day": "2026-08-01"}))).refused(409, "pairing.standing");
        office.post("/pairings", form(json!({"kind": "backing", "document_no": ""}))).ok();

        // The village reports, and what does not sell stands out.
        let supply = json!({"supply": {"quantity": {"said": "3000公斤"}, "to_day": "2026-08-16"}});
        let bad = json!({"unsalable": {"grade": "already", "quantity": {"said": "1000公斤"}, "ripe_on": "2026-08-05",
            "spoil_on": "2026-08-20"}});
        let made = "2026-08-10T00:30:00Z";
        scene.hand_in(&scene.officer(), vec![scene.item(1, made, supply), scene.item(2, made, bad)]);
        let buyer = county.person("买某", "unit_buyer", Some(school));
        let seen = buyer.get("/pairings?standing=true&kind=paired").ok()["items"].clone();
        assert_eq!(
            (&seen[0]["division_name"], &seen[0]["for_sale_g"], &seen[0]["unsalable_g"]),
            (&json!("斫曹乡梧桐村"), &json!(3_000_000), &json!(1_000_000)),
            "{seen}"
        );
        // Another unit sees nothing of it, the township all of its villages.
        let other = county.person("另某", "unit_buyer", Some(unit(county, "邵东二中")));
        assert_eq!(other.get("/pairings").ok()["items"], json!([]));
        assert_eq!(scene.supervisor().get("/pairings").ok()["items"].as_array().unwrap().len(), 2);
        buyer.post("/pairings", form(json!({}))).refused(403, "edge.not_allowed");

        let ending = format!("/pairings/{}/ending", paired["id"]);
        office.post(&ending, json!({"on_day": "2018-02-28", "reason": "轮换"})).refused(422, "pairing.day");
        office.post(&ending, json!({"on_day": "2026-08-10", "reason": " "})).refused(422, "market.text_length");
        let ended = office.post(&ending, json!({"on_day": "2026-08-10", "reason": "轮换"})).ok();
        assert_eq!((&ended["ended_reason"], &ended["for_sale_g"]), (&json!("轮换"), &json!(0)));
        office.post(&ending, json!({"on_day": "2026-08-10", "reason": "轮换"})).refused(409, "pairing.ended");
        office
            .post("/pairings/99/ending", json!({"on_day": "2026-08-10", "reason": "x"}))
            .refused(404, "pairing.unknown");
        assert_eq!(buyer.get("/pairings?standing=true&kind=paired").ok()["items"], json!([]));
        // From that day on they may stand together anew.
        office.post("/pairings", form(json!({"from_day": "2026-08-10"}))).ok();
        assert!(county.acts().contains(&"pairing.make".to_owned()));
    });
}

#[test]
fn a_cadre_stands_by_a_household_and_the_unit_buys_from_it() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let (school, other_school) = (unit(county, "邵东一中"), unit(county, "邵东二中"));
        let (zeng, yin) = (household(county, "曾大山"), household(county, "尹小山"));
        let office = scene.office();
        let buyer = county.person("买某", "unit_buyer", Some(school));
        let form = |change: Value| {
            let mut form = json!({"kind": "cadre", "unit": school, "household": zeng, "cadre": "刘向东", "from_day": "2018-03-01"});
            form.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            form
        };
        for (change, code) in [
            (json!({"household": 99_999}), "demand.household_unknown"),
            (json!({"household": null}), "pairing.sides"),
            (json!({"division": scene.village}), "pairing.sides"),
            (json!({"kind": "paired"}), "pairing.sides"),
            (json!({"kind": "backing", "household": null, "division": scene.village}), "pairing.sides"),
            (json!({"cadre": " "}), "market.text_length"),
        ] {
            office.post("/pairings", form(change)).refused(422, code);
        }
        let of_zeng = json!({"directed_households": [zeng]});
        wants(&buyer, &scene, school, of_zeng.clone()).refused(403, "demand.household_by_office");

        let paired = office.post("/pairings", form(json!({}))).ok();
        assert_eq!((&paired["cadre_name"], &paired["household_name"]), (&json!("刘向东"), &json!("曾*")));
        office.post("/pairings", form(json!({"cadre": "陈某"}))).refused(409, "pairing.standing");
        office.post("/pairings", form(json!({"household": yin, "unit": other_school}))).ok();

        // The village's own goods are not the household's; what is said to be theirs is.
        let supply = json!({"supply": {"quantity": {"said": "3000公斤"}, "to_day": "2026-08-16"}});
        let made = "2026-08-10T00:30:00Z";
        let theirs = unsalable(&json!({"household": zeng}), "150公斤");
        scene.hand_in(&scene.officer(), vec![scene.item(1, made, supply), scene.item(2, made, theirs)]);
        let seen = buyer.get("/pairings?standing=true&kind=cadre").ok()["items"].clone();
        assert_eq!(seen.as_array().unwrap().len(), 1, "{seen}");
        assert_eq!(
            (&seen[0]["household"], &seen[0]["household_name"], &seen[0]["cadre_name"], &seen[0]["unsalable_g"]),
            (&json!(zeng), &json!("曾*"), &json!("刘向东"), &json!(150_000)),
            "{seen}"
        );
        assert_eq!(seen[0]["for_sale_g"], json!(150_000));
        // Posts that neither see the register nor belong to the unit read no name, no number and nothing of its goods.
        let finance = county.person("财某", "finance", None).get("/pairings?kind=cadre").ok()["items"].clone();
        assert_eq!(finance.as_array().unwrap().len(), 2);
        for row in finance.as_array().unwrap() {
            assert_eq!(
                (&row["household"], &row["household_name"], &row["cadre_name"]),
                (&json!(null), &json!(""), &json!(""))
            );
            assert_eq!((&row["for_sale_g"], &row["unsalable_g"]), (&json!(0), &json!(0)), "{row}");
            assert_ne!(row["unit_name"], json!(""));
        }

        let office_sees = office.get("/pairings?kind=cadre&sort=at").ok()["items"].clone();
        let of = |row: &Value, key: &str| row[key].clone();
        let seen: Vec<_> = office_sees
            .as_array()
            .unwrap()
            .iter()
            .map(|row| ["household_name", "cadre_name", "unit_name", "unsalable_g"].map(|key| of(row, key)))
            .collect();
        let row =
            |household: &str, unit: &str, grams: i64| [json!(household), json!("刘向东"), json!(unit), json!(grams)];
        assert_eq!(seen, [row("曾*", "邵东一中", 150_000), row("尹*", "邵东二中", 0)]);

        // The unit names the household of its own cadre, and no other's, as long as the two stand together.
        assert_eq!(wants(&buyer, &scene, school, of_zeng.clone()).ok()["directed_kind"], json!("household"));
        wants(&buyer, &scene, school, json!({"directed_households": [zeng, yin]}))
            .refused(403, "demand.household_by_office");
        let plan = office.post("/matching-runs", json!({"dry_run": true})).ok();
        assert_eq!(plan["matched_kg"], json!(100), "{plan}");
        let ending = format!("/pairings/{}/ending", paired["id"]);
        office.post(&ending, json!({"on_day": "2026-08-10", "reason": "轮换"})).ok();
        wants(&buyer, &scene, school, of_zeng).refused(403, "demand.household_by_office");
        // Another cadre takes over.
        office.post("/pairings", form(json!({"cadre": "陈某", "from_day": "2026-08-10"}))).ok();
    });
}
