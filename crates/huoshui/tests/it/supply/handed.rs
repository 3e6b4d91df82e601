//! Nobody proposes and decides the same thing: whoever handed out a phone decides on nothing that it reports.

use super::{
    phone::{self, Phone},
    scene::{self, Scene, supply},
};
use crate::harness::{Client, on_both};
use serde_json::{Value, json};

fn unsalable(said: &str) -> Value {
    json!({"unsalable": {"grade": "already", "quantity": {"said": said}, "ripe_on": "2026-08-14", "spoil_on": "2026-08-24"}})
}

fn bound(scene: &Scene<'_>) -> Phone {
    scene.officer();
    let posts = scene.county.admin().get("/posts?role=information_officer").ok();
    phone::bound(scene.county, posts["items"][0]["id"].as_i64().unwrap())
}

const SEEN: &str = "到梧桐村现场看过，五百亩黄桃无人收购";

#[test]
fn a_supervisor_does_not_confirm_what_came_from_a_phone_that_she_handed_out() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-12T01:00:00Z");
        let phone = bound(&scene);
        let from = |by: &Client, n: u32, what: Value| {
            scene.hand_in(by, vec![scene.item(n, "2026-08-12T00:30:00Z", what)])["outcomes"][0]["number"].clone()
        };
        let report = from(&phone.client, 1, supply("6万余公斤"));
        let waits = from(&phone.client, 2, unsalable("2万斤"));
        let check = |by: &Client, key: &str, change: Value| {
            let mut body = json!({"reports": [report], "verdict": "confirmed"});
            for (name, value) in change.as_object().unwrap() {
                body[name] = value.clone();
            }
            by.post_once(key, "/supply-checks", body)
        };
        // 李 handed it out: the list says so before she presses, and nothing that decides is hers.
        let listed = |by: &Client| by.get("/supply-reports").ok()["items"][0]["handed_out"].clone();
        assert_eq!((listed(&scene.supervisor()), listed(&scene.colleague())), (json!(true), json!(false)));
        for (key, change) in [
            ("she-confirms", json!({})),
            ("she-finds-wrong", json!({"verdict": "wrong", "reason": "没有这么多"})),
            ("she-found", json!({"verdict": "follow_up", "found_g": 60_000_000, "reason": "过了磅"})),
        ] {
            check(&scene.supervisor(), key, change).refused(409, "supply.own_phone");
        }
        // To ask somebody to look again decides nothing.
        check(&scene.supervisor(), "she-asks", json!({"verdict": "follow_up", "reason": "请再去看看"})).ok();
        let act = |by: &Client, act: &str| {
            by.post(&format!("/unsalable-reports/{waits}/acts"), json!({"act": act, "reason": SEEN}))
        };
        let shown = scene.supervisor().get(&format!("/unsalable-reports/{waits}")).ok();
        assert_eq!((&shown["handed_out"], &shown["may"]), (&json!(true), &json!(["help"])), "{shown}");
        act(&scene.supervisor(), "confirmed").refused(409, "supply.own_phone");
        act(&scene.supervisor(), "refused").refused(409, "supply.own_phone");
        act(&scene.supervisor(), "help").ok();

        // What that phone says to have come by another way is still that phone's.
        let aside = scene.item(3, "2026-08-12T00:30:00Z", unsalable("1万斤"));
        let aside = phone.client.post("/supply-uploads", json!({"via": "office", "items": [aside]})).ok();
        let path = format!("/unsalable-reports/{}/acts", aside["outcomes"][0]["number"]);
        scene.supervisor().post(&path, json!({"act": "confirmed", "reason": SEEN})).refused(409, "supply.own_phone");

        // Another of the township confirms the one, the county office the other.
        check(&scene.colleague(), "another-confirms", json!({})).ok();
        act(&scene.office(), "confirmed").ok();
        // Once somebody decided, to ask again would undo it: that is not hers either.
        check(&scene.supervisor(), "she-undoes", json!({"verdict": "follow_up", "reason": "再看看"}))
            .refused(409, "supply.own_phone");
        assert_eq!(scene.officer().get("/supply-reports").ok()["items"][0]["verdict"], json!("confirmed"));
    });
}

#[test]
fn what_came_by_another_way_is_decided_on_as_before() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-12T01:00:00Z");
        let phone = bound(&scene);
        // The officer signs in with a password: no phone was handed out for that.
        let item = |n: u32, what: Value| scene.item(n, "2026-08-12T00:30:00Z", what);
        let number = |answer: Value| answer["outcomes"][0]["number"].clone();
        let own = number(scene.hand_in(&scene.officer(), vec![item(1, unsalable("2万斤"))]));
        scene
            .supervisor()
            .post(&format!("/unsalable-reports/{own}/acts"), json!({"act": "confirmed", "reason": SEEN}))
            .ok();
        // A phone that was bound before this was kept works on, and what it reports is anybody's to decide on who may.
        county
            .app
            .db()
            .write_now(|tx| {
                Ok::<_, base::Refusal>(tx.run("UPDATE session SET id = id + 100000 WHERE device <> ''", &[])?)
            })
            .unwrap();
        let old = number(scene.hand_in(&phone.client, vec![item(2, supply("6万余公斤"))]));
        scene.supervisor().post("/supply-checks", json!({"reports": [old], "verdict": "confirmed"})).ok();
    });
}
