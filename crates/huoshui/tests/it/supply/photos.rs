//! The same photo under two reports: taken, and shown to whoever looks.

use super::scene;
use crate::{
    evidence::{photo, photo_as},
    harness::on_both,
};
use image::ImageFormat;
use serde_json::{Value, json};

fn unsalable(said: &str) -> Value {
    json!({"unsalable": {"grade": "already", "quantity": {"said": said}, "ripe_on": "2026-08-20", "spoil_on": "2026-09-05"}})
}

#[test]
fn a_photo_of_another_report_is_marked_and_not_refused() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-25T01:00:00Z");
        let made_at = "2026-08-25T00:00:00Z";
        let items = (1..=3).map(|n| scene.item(n, made_at, unsalable(&format!("{n}万公斤")))).collect();
        let answer = scene.hand_in(&scene.officer(), items);
        let number = |at: usize| answer["outcomes"][at]["number"].as_i64().unwrap();
        let [first, second, third] = [number(0), number(1), number(2)];
        let attach = |report: i64, which: &str| {
            let path = format!("/unsalable-reports/{report}/evidence");
            scene.officer().upload(&path, "桃园.jpg", &photo(which), &[("kind", "photo")]).ok()
        };
        attach(first, "桃园");
        attach(second, "河边");
        assert_eq!(attach(second, "桃园")["elsewhere_count"], json!(1));
        attach(third, "仓库");

        let marks = |client: &crate::harness::Client| -> Vec<(i64, Value, Value)> {
            let rows = client.get("/unsalable-reports?sort=grams").ok()["items"].clone();
            let mark =
                |row: &Value| (row["id"].as_i64().unwrap(), row["same_photo_count"].clone(), row["same_photo"].clone());
            rows.as_array().unwrap().iter().map(mark).collect()
        };
        let none = |id| (id, json!(0), json!([]));
        assert_eq!(marks(&scene.supervisor()), [none(first), (second, json!(1), json!([first])), none(third)]);
        assert_eq!(scene.office().get(&format!("/unsalable-reports/{second}")).ok()["same_photo"], json!([first]));

        // In the evidence each of the two names the other.
        for (of, other) in [(first, second), (second, first)] {
            let rows = scene.supervisor().get(&format!("/unsalable-reports/{of}/evidence?sort=-id")).ok();
            let elsewhere = &rows["items"][0]["elsewhere"];
            assert_eq!([&elsewhere[0]["subject_kind"], &elsewhere[0]["subject"]], [&json!("unsalable"), &json!(other)]);
        }

        // Struck off at the first, it stands at one only.
        let struck = json!({"reason": "传错了"});
        let evidence =
            scene.officer().get(&format!("/unsalable-reports/{first}/evidence")).ok()["items"][0]["id"].clone();
        scene.officer().post(&format!("/unsalable-reports/{first}/evidence/{evidence}/strike"), struck).ok();
        assert_eq!(marks(&scene.office())[1], none(second));
    });
}

#[test]
fn a_report_of_another_township_is_counted_and_not_named() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-25T01:00:00Z");
        let far = county.division("430582101000");
        let village = scene.office().get(&format!("/divisions?parent={far}&limit=1")).ok()["items"][0]["id"].clone();
        let item = |n: u32, division: &Value| {
            json!({"id": scene::uuid(n), "seq": n, "made_at": "2026-08-25T00:00:00Z",
            "division": division, "crop": scene.crop, "what": unsalable("2万公斤")})
        };
        let items = json!([item(1, &village), item(2, &json!(scene.village))]);
        let answer = scene.office().post("/supply-uploads", json!({"via": "office", "items": items})).ok();
        for at in 0..2 {
            let path = format!("/unsalable-reports/{}/evidence", answer["outcomes"][at]["number"]);
            scene.office().upload(&path, "桃园.jpg", &photo("桃园"), &[("kind", "photo")]).ok();
        }
        let own = scene.supervisor().get("/unsalable-reports").ok()["items"].clone();
        assert_eq!([&own[0]["same_photo_count"], &own[0]["same_photo"]], [&json!(1), &json!([])]);
        let second = format!("/unsalable-reports/{}", answer["outcomes"][1]["number"]);
        assert_eq!(scene.office().get(&second).ok()["same_photo"], json!([answer["outcomes"][0]["number"]]));
    });
}

#[test]
fn a_photo_that_was_shrunk_and_sent_on_is_named_beside_what_it_looks_like() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-25T01:00:00Z");
        let items = (1..=3).map(|n| scene.item(n, "2026-08-25T00:00:00Z", unsalable(&format!("{n}万公斤")))).collect();
        let answer = scene.hand_in(&scene.officer(), items);
        let number = |at: usize| answer["outcomes"][at]["number"].as_i64().unwrap();
        let attach = |at: usize, bytes: &[u8], kind: &str| {
            let path = format!("/unsalable-reports/{}/evidence", number(at));
            scene.officer().upload(&path, "桃园.jpg", bytes, &[("kind", kind)]).ok()
        };
        attach(0, &photo("桃园"), "photo");
        let copy = photo_as("桃园", (200, 150), ImageFormat::Png);
        let attached = attach(1, &copy, "photo");
        assert_eq!([&attached["elsewhere_count"], &attached["alike_count"]], [&json!(0), &json!(1)]);
        // Another photo, and a paper that looks like the photo: papers are not compared.
        attach(2, &photo("河边"), "photo");
        attach(2, &photo_as("桃园", (220, 165), ImageFormat::Png), "letter");

        let mark = |at: usize| {
            let report = scene.supervisor().get(&format!("/unsalable-reports/{}", number(at))).ok();
            assert_eq!(report["same_photo_count"], json!(0));
            (report["alike_photo_count"].clone(), report["alike_photo"].clone())
        };
        let none = (json!(0), json!([]));
        assert_eq!([mark(0), mark(1), mark(2)], [none.clone(), (json!(1), json!([number(0)])), none.clone()]);
        let rows = scene.supervisor().get(&format!("/unsalable-reports/{}/evidence", number(0))).ok();
        assert_eq!(rows["items"][0]["alike"][0]["subject"], json!(number(1)));

        // Struck off, it stands beside nothing.
        let evidence = scene.supervisor().get(&format!("/unsalable-reports/{}/evidence", number(1))).ok();
        let struck = format!("/unsalable-reports/{}/evidence/{}/strike", number(1), evidence["items"][0]["id"]);
        scene.officer().post(&struck, json!({"reason": "传错了"})).ok();
        assert_eq!(mark(1), none);
    });
}
