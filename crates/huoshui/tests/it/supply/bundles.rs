//! Days without a network: a phone's unsent reports go out as a file that somebody carries.

use super::{
    phone::{self, Phone, carry},
    scene::{self, Scene, supply, uuid},
};
use crate::harness::{County, on_both};
use serde_json::{Value, json};

fn bound(scene: &Scene<'_>) -> Phone {
    scene.officer();
    let posts = scene.county.admin().get("/posts?role=information_officer").ok();
    phone::bound(scene.county, posts["items"][0]["id"].as_i64().unwrap())
}

fn went(answer: &Value) -> Vec<String> {
    Scene::went(&json!({"outcomes": answer["items"]}))
}

fn set(county: &County) -> Scene<'_> {
    let scene = scene::set(county, &[]);
    county.at("2026-08-12T01:00:00Z");
    scene
}

#[test]
fn the_items_of_a_file_are_its_authors_and_the_phone_finds_them_known() {
    on_both(|county| {
        let scene = set(county);
        let phone = bound(&scene);
        let elsewhere = county.division("430582204214");
        let mut foreign = scene.item(3, "2026-08-13T03:00:00Z", supply("300斤"));
        foreign["division"] = json!(elsewhere);
        let items = [
            scene.item(1, "2026-08-13T01:00:00Z", supply("6万余公斤")),
            scene.item(2, "2026-08-13T02:00:00Z", json!({"survey": {"area_centimu": 3000, "quantity": {"said": "很多"}, "from_day": "2026-08-20", "to_day": "2026-09-01"}})),
            foreign,
            scene.item(4, "2026-08-14T01:00:00Z", json!({"unsalable": {"grade": "already", "quantity": {"said": "2万斤"}, "ripe_on": "2026-08-14", "spoil_on": "2026-08-24"}})),
        ];
        let file = phone.file("2026-08-14T02:00:00Z", &items);

        // Two days on the road; 李 carries it in.
        county.at("2026-08-16T02:00:00Z");
        let taken = carry(&scene.supervisor(), &file).ok();
        assert_eq!([&taken["device"], &taken["made_at"]], [&json!("申的手机"), &json!("2026-08-14T02:00:00.000Z")]);
        let first = ["taken", "refused supply.quantity_invalid", "refused supply.outside_scope", "taken"];
        assert_eq!(went(&taken), first);
        assert_eq!(
            [&taken["items"][0]["said"], &taken["items"][3]["kind"], &taken["items"][0]["crop_name"]],
            [&json!("6万余公斤"), &json!("unsalable"), &json!("黄桃")]
        );
        let report = scene.supervisor().get("/supply-reports").ok()["items"][0].clone();
        assert_eq!([&report["via"], &report["told_at"]], [&json!("bundle"), &json!("2026-08-13T01:00:00.000Z")]);
        // The author is 申: another of the township than 李, who handed the phone out, may confirm, and 申 takes it back.
        let unsalable = format!("/unsalable-reports/{}", taken["items"][3]["number"]);
        assert!(!scene.supervisor().get(&unsalable).ok()["may"].to_string().contains("confirmed"));
        assert!(scene.colleague().get(&unsalable).ok()["may"].to_string().contains("confirmed"));
        assert!(scene.officer().get(&unsalable).ok()["may"].to_string().contains("withdrawn"));

        // The same file twice adds nothing, by whoever.
        let again = ["known", "refused supply.quantity_invalid", "refused supply.outside_scope", "known"];
        assert_eq!(went(&carry(&scene.office(), &file).ok()), again);
        assert_eq!(scene.office().get("/supply-reports?total=1").ok()["total"]["count"], json!(1));
        // And the phone, back in the network, is told the same.
        county.at("2026-08-17T02:00:00Z");
        let own = scene.hand_in(&phone.client, items.to_vec());
        assert_eq!(Scene::went(&own), again);
        let known = phone.client.get("/supply-today").ok()["reports"][0]["client"].clone();
        assert_eq!(known, json!(uuid(1)));
        assert!(county.acts().contains(&"supply.take_bundle".to_owned()));
    });
}

#[test]
fn a_neighbours_phone_carries_it_and_sees_how_it_went_not_what_it_says() {
    on_both(|county| {
        let scene = set(county);
        let phone = bound(&scene);
        let file = phone.file("2026-08-12T00:30:00Z", &[scene.item(1, "2026-08-12T00:20:00Z", supply("300斤"))]);
        let neighbour = county.person("周某", "information_officer", Some(county.division("430582204214")));
        let taken = carry(&neighbour, &file).ok();
        assert_eq!(went(&taken), ["taken"]);
        assert_eq!([&taken["items"][0]["said"], &taken["items"][0]["crop_name"]], [&json!(""), &json!("")]);
        assert_eq!(neighbour.get("/supply-reports").ok()["items"], json!([]), "it is no report of theirs");
        let auditor = county.person("审某", "auditor", None);
        carry(&auditor, &file).refused(403, "edge.not_allowed");
        carry(&county.nobody(), &file).refused(401, "edge.sign_in");
    });
}

#[test]
fn a_changed_byte_a_foreign_file_and_unsigned_items_are_refused_by_name() {
    on_both(|county| {
        let scene = set(county);
        let phone = bound(&scene);
        let item = scene.item(1, "2026-08-12T00:20:00Z", supply("300斤"));
        let file = phone.file("2026-08-12T00:30:00Z", std::slice::from_ref(&item));
        let office = scene.office();
        carry(&office, &file.replace("300", "800")).refused(422, "device.mark_wrong");
        carry(&office, &file.replace("\"mark\":\"", "\"mark\":\"é")).refused(422, "device.mark_wrong");
        carry(&office, &file.replace(&format!("\"key\":{}", phone.key), "\"key\":99"))
            .refused(422, "device.key_unknown");
        carry(&office, &file[..file.len() - 2]).refused(422, "bundle.invalid");
        carry(&office, "").refused(422, "bundle.invalid");
        carry(&office, &file.replace("bundle/1", "bundle/2")).refused(422, "bundle.invalid");
        carry(&office, &phone.signed("{}")).refused(422, "bundle.invalid");
        let many: Vec<Value> = (1..=201).map(|n| scene.item(n, "2026-08-12T00:20:00Z", supply("300斤"))).collect();
        carry(&office, &phone.file("2026-08-12T00:30:00Z", &many)).refused(422, "supply.too_many");
        // Items alone, as if they had come in a file, are none.
        let bare = json!({"via": "bundle", "items": [item]});
        scene.supervisor().post("/supply-uploads", bare).refused(422, "bundle.unsigned");
        assert_eq!(office.get("/supply-reports").ok()["items"], json!([]));
    });
}

#[test]
fn a_phone_that_was_ended_signs_nothing_any_more() {
    on_both(|county| {
        let scene = set(county);
        let phone = bound(&scene);
        let item = scene.item(1, "2026-08-12T00:20:00Z", supply("300斤"));
        let file = phone.file("2026-08-12T00:30:00Z", std::slice::from_ref(&item));
        scene.supervisor().post(&format!("/posts/{}/device-endings", phone.post), json!({})).ok();
        carry(&scene.supervisor(), &file).refused(409, "device.ended");

        // Bound anew it has a new key; once the post ends, that one is dead as well.
        let anew = bound(&scene);
        assert_ne!(anew.key, phone.key);
        let file = anew.file("2026-08-12T00:40:00Z", &[item]);
        county.admin().post(&format!("/posts/{}/end", anew.post), json!({"reason": "换届"})).ok();
        county.at("2026-08-13T01:00:00Z");
        carry(&scene.supervisor(), &file).refused(409, "device.ended");
        // A sign-in by password has none.
        assert_eq!(scene.supervisor().post("/device-keys", json!({})).ok()["key"], Value::Null);
    });
}

#[test]
fn a_clock_that_is_not_believed_puts_items_into_quarantine() {
    on_both(|county| {
        let scene = set(county);
        let phone = bound(&scene);
        for (n, made_at, expect) in [
            (1, "2026-08-12T00:59:00Z", "taken"),
            (2, "1970-01-01T00:00:00Z", "quarantined"),
            (3, "2099-01-01T00:00:00Z", "quarantined"),
        ] {
            let file = phone.file(made_at, &[scene.item(n, made_at, supply("300斤"))]);
            assert_eq!(went(&carry(&scene.supervisor(), &file).ok()), [expect], "{made_at}");
        }
    });
}
