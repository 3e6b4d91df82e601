//! Peaches rot, two others say so, and the village said nothing: a candidate, which people look into.

use super::scene;
use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

#[test]
fn what_two_sources_know_and_the_village_did_not_report_is_a_candidate() {
    on_both(|county| {
        let shop = Shop::open(county);
        let scene = scene::set(county, &[]);
        county.at("2026-08-25T01:00:00Z");
        let hint = |change: Value| {
            let mut body = json!({"crop": scene.crop, "division": scene.village, "day": "2026-08-24", "source": "visit",
                "said": "入户看到果园里落果满地"});
            for (key, value) in change.as_object().unwrap() {
                body[key] = value.clone();
            }
            scene.supervisor().post("/unsalable-hints", body)
        };
        hint(json!({"crop": 99})).refused(404, "crop.unknown");
        hint(json!({"division": county.division("430582101202")})).refused(403, "supply.outside_scope");
        hint(json!({"day": "2026-08-26"})).refused(422, "hint.day");
        hint(json!({"day": "2026-05-01"})).refused(422, "hint.day");
        hint(json!({"source": "household"})).refused(422, "hint.source");
        hint(json!({"source": "outlet", "outlet": 99})).refused(422, "hint.source");
        hint(json!({"outlet": shop.outlet})).refused(422, "hint.source");
        hint(json!({"said": ""})).refused(422, "supply.text_length");
        let candidates = || scene.supervisor().get("/silence-candidates").ok()["candidates"].clone();

        hint(json!({})).ok();
        assert_eq!(candidates(), json!([]), "one source knows nothing yet");
        let second =
            hint(json!({"source": "outlet", "outlet": shop.outlet, "day": "2026-08-25", "said": "货主来问能不能收"}))
                .ok();
        let found = candidates();
        assert_eq!(
            [&found[0]["since"], &found[0]["known_on"], &found[0]["reported_on"], &found[1]],
            [&json!("2026-08-24"), &json!("2026-08-25"), &Value::Null, &Value::Null],
            "{found}"
        );
        // Who is spoken of does not read who spoke.
        scene.officer().get("/unsalable-hints").refused(403, "edge.not_allowed");
        scene.officer().get("/silence-candidates").refused(403, "edge.not_allowed");
        let listed = scene.office().get("/unsalable-hints?sort=-day").ok();
        assert_eq!(listed["items"][0]["source"], json!("outlet"), "{listed}");

        // Reported after all, but late: it stays, with the day.
        county.at("2026-08-27T01:00:00Z");
        let report = json!({"unsalable": {"grade": "already", "quantity": {"said": "5000公斤"}, "ripe_on": "2026-08-20",
            "spoil_on": "2026-09-10"}});
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-27T00:30:00Z", report)]);
        assert_eq!(candidates()[0]["reported_on"], json!("2026-08-27"));

        // A hint that was wrong is struck out, and with it the candidate.
        let ending = format!("/unsalable-hints/{}/ending", second["id"]);
        scene.supervisor().post(&ending, json!({"reason": ""})).refused(422, "supply.text_length");
        scene.supervisor().post(&ending, json!({"reason": "问的是梨"})).ok();
        scene.supervisor().post(&ending, json!({"reason": "问的是梨"})).refused(409, "hint.ended");
        scene.supervisor().post("/unsalable-hints/99/ending", json!({"reason": "x"})).refused(404, "hint.unknown");
        assert_eq!(candidates(), json!([]));
        assert!(county.acts().contains(&"hint.enter".to_owned()));
    });
}
