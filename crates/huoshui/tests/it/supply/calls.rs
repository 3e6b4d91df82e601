//! A report by phone call: entered by a clerk, proved by the next code of a printed card, or by the officer's own word.

use super::scene::{self, Scene, supply, uuid};
use crate::harness::{Answer, Client, County, on_both};
use serde_json::{Value, json};

/// The post of 申, the village's officer, who has signed in before.
pub fn post_of(county: &County) -> i64 {
    let posts = county.admin().get("/posts?role=information_officer").ok();
    posts["items"][0]["id"].as_i64().unwrap()
}

/// A new card of a post: its codes, in their order.
fn card(scene: &Scene<'_>, post: i64) -> Vec<String> {
    let card = scene.supervisor().post(&format!("/posts/{post}/code-cards"), json!({})).ok();
    let codes = card["codes"].as_array().unwrap();
    assert!(codes.iter().enumerate().all(|(n, code)| code["number"] == json!(n + 1)), "{card}");
    codes.iter().map(|code| code["code"].as_str().unwrap().to_owned()).collect()
}

/// Six digits that are not these.
fn other(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

/// What a clerk sends after a call: a report with this number, and what was read.
fn call(scene: &Scene<'_>, n: u32, post: i64, read: Option<(i64, &str)>) -> Value {
    let item = scene.item(n, "2026-08-10T01:00:00Z", supply("1000斤"));
    let mut body = json!({"via": "phone", "caller": post, "items": [item]});
    if let Some((number, code)) = read {
        body["code"] = json!({"number": number, "code": code});
    }
    body
}

fn enter(scene: &Scene<'_>, n: u32, post: i64, read: Option<(i64, &str)>) -> Answer {
    scene.supervisor().post("/supply-uploads", call(scene, n, post, read))
}

/// The rows of the township's list, by what was sent as number.
fn row(by: &Client, n: u32) -> Value {
    let list = by.get("/supply-reports").ok();
    list["items"].as_array().unwrap().iter().find(|row| row["client"] == json!(uuid(n))).unwrap().clone()
}

fn next(scene: &Scene<'_>) -> Value {
    let callers = scene.supervisor().get(&format!("/supply-callers?division={}", scene.village)).ok();
    callers["callers"][0].clone()
}

#[test]
fn the_next_code_of_a_card_proves_the_call() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        scene.officer();
        let post = post_of(county);
        assert_eq!(next(&scene)["code_number"], json!(null), "no card yet");
        enter(&scene, 1, post, Some((1, "123456"))).refused(409, "card.none");
        let first = card(&scene, post);
        let codes = card(&scene, post);
        assert_eq!((codes.len(), next(&scene)["code_number"].clone()), (20, json!(1)));
        assert_eq!(next(&scene)["name"], json!("申某"));

        // The card before it is dead, and so is any order but its own: neither costs a try of another kind.
        enter(&scene, 1, post, Some((2, &codes[1]))).refused(409, "card.number_moved");
        enter(&scene, 1, post, Some((1, "12345"))).refused(422, "card.code_shape");
        let standing = || scene.supervisor().get(&format!("/posts/{post}/code-card")).ok();
        assert_eq!((&standing()["next"], &standing()["tries_left"]), (&json!(1), &json!(5)));
        if first[0] != codes[0] {
            let refused = enter(&scene, 1, post, Some((1, &first[0]))).ok();
            assert_eq!(Scene::went(&refused), ["refused card.code_wrong"]);
            assert_eq!((&refused["outcomes"][0]["field"], &standing()["tries_left"]), (&json!("/code"), &json!(4)));
        }
        assert_eq!(scene.supervisor().get("/supply-reports").ok()["items"], json!([]), "nothing was written");

        // Right, with a gap where people pause.
        let spaced = format!("{} {}", &codes[0][..3], &codes[0][3..]);
        let taken = enter(&scene, 1, post, Some((1, &spaced))).ok();
        assert_eq!(Scene::went(&taken), ["taken"], "{taken}");
        let told = row(&scene.office(), 1);
        assert_eq!(
            [&told["call_state"], &told["code_number"], &told["caller_name"], &told["via"]],
            [&json!("code"), &json!(1), &json!("申某"), &json!("phone")]
        );
        assert_eq!(told["answered_at"], json!("2026-08-10T01:00:00.000Z"));
        assert_eq!(told["on_time"], json!(true));
        // A code that goes with what is refused is not lost.
        let mut unread = call(&scene, 2, post, Some((2, &codes[1])));
        unread["items"][0]["what"] = supply("很多");
        let answer = scene.supervisor().post("/supply-uploads", unread).ok();
        assert_eq!(Scene::went(&answer), ["refused supply.quantity_invalid"]);
        assert_eq!(next(&scene)["code_number"], json!(2));

        // Told in the export in words, and in the trail by number; the code stands nowhere.
        let file = scene.office().get("/supply-reports?format=csv").body;
        assert!(file.contains("报送码确认") && file.contains("申某"), "{file}");
        let trail = county.admin().get("/audit?limit=200").ok().to_string();
        assert!(trail.contains("no.1") && trail.contains("card.hand_out"), "{trail}");
        assert!(!trail.contains(&codes[0]) || codes[0].starts_with("000"), "{trail}");
    });
}

#[test]
fn five_wrong_codes_end_the_card_and_the_report_goes_in_without() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        scene.officer();
        let post = post_of(county);
        let codes = card(&scene, post);
        let wrong = other(&codes[0]);
        for left in (1..5).rev() {
            let answer = enter(&scene, 1, post, Some((1, wrong))).ok();
            assert_eq!(Scene::went(&answer), ["refused card.code_wrong"]);
            assert!(answer.to_string().contains(&format!("{left} 次")), "{answer}");
        }
        // The same request again is the same try: an answer that was lost on the way costs nothing.
        let body = call(&scene, 1, post, Some((1, wrong)));
        let fifth = || scene.supervisor().post_once("the-fifth", "/supply-uploads", body.clone()).ok();
        assert_eq!(Scene::went(&fifth()), ["refused card.spent"]);
        assert_eq!(Scene::went(&fifth()), ["refused card.spent"]);
        enter(&scene, 1, post, Some((1, &codes[0]))).refused(409, "card.none");
        assert_eq!(Scene::went(&enter(&scene, 1, post, None).ok()), ["taken"]);
        assert_eq!(row(&scene.supervisor(), 1)["call_state"], json!("open"));
        let codes = card(&scene, post);
        assert_eq!(Scene::went(&enter(&scene, 2, post, Some((1, &codes[0]))).ok()), ["taken"]);

        // Twenty calls, and the card is used up.
        for (n, code) in (3..).zip(codes.iter().skip(1)) {
            let read = Some((i64::from(n) - 1, code.as_str()));
            assert_eq!(Scene::went(&enter(&scene, n, post, read).ok()), ["taken"], "{n}");
        }
        assert_eq!(next(&scene)["code_number"], json!(null));
    });
}

#[test]
fn without_a_code_it_counts_stands_on_top_and_is_confirmed_later() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let officer = scene.officer();
        let post = post_of(county);
        scene.hand_in(&officer, vec![scene.item(9, "2026-08-10T00:30:00Z", supply("800斤"))]);
        for n in 1..=3 {
            let mut body = call(&scene, n, post, None);
            let head = json!({"name": "周某", "phone": format!("1380000000{n}")});
            let household = json!({"division": scene.village, "head": head});
            let household = scene.office().post("/households", household).ok()["id"].clone();
            body["items"][0]["what"] = json!({"survey": {"area_centimu": 100, "quantity": {"said": "100斤"},
                "from_day": "2026-08-15", "to_day": "2026-09-05", "household": household}});
            scene.supervisor().post("/supply-uploads", body).ok();
        }
        let unproved = scene.supervisor().get("/supply-reports?state=unchecked").ok();
        let states: Vec<&Value> = unproved["items"].as_array().unwrap().iter().map(|row| &row["call_state"]).collect();
        assert_eq!(states, [&json!("open"), &json!("open"), &json!("open"), &json!("")], "odd ones on top");
        assert_eq!(
            scene.supervisor().get("/supply-reports?state=call_open&total=true").ok()["total"]["count"],
            json!(3)
        );

        // What the caller says next of the same period takes the place of what came before, which waits no more.
        for n in [4, 5] {
            assert_eq!(Scene::went(&enter(&scene, n, post, None).ok()), ["taken"]);
        }
        let list = scene.supervisor().get("/supply-reports?state=call_open&total=true").ok();
        assert_eq!(list["total"]["count"], json!(4), "{list}");
        let last = row(&scene.supervisor(), 5)["call"].clone();
        officer.post(&format!("/supply-calls/{last}/answer"), json!({"right": true})).ok();

        // The officer's own day: what waits, told so that it can be judged; one tap each.
        assert!(officer.get("/tasks").ok().to_string().contains("supply.call"));
        let today = officer.get("/supply-today").ok();
        let calls = today["calls"].as_array().unwrap();
        assert_eq!(calls.len(), 3, "{today}");
        let numbers: Vec<i64> = calls.iter().map(|call| call["call"].as_i64().unwrap()).collect();
        assert_eq!(calls[0]["items"][0]["said"], json!("100斤"));
        assert!(calls[0]["taken_by"].as_str().unwrap().starts_with('李'), "{today}");
        assert_eq!(scene.supervisor().get("/supply-today").ok()["calls"], json!([]), "nobody else's to confirm");
        let answer =
            |by: &Client, n: usize, body: Value| by.post(&format!("/supply-calls/{}/answer", numbers[n]), body);
        answer(&scene.supervisor(), 0, json!({"right": true})).refused(403, "call.not_the_caller");
        answer(&officer, 0, json!({"right": true})).ok();
        answer(&officer, 0, json!({"right": true})).refused(409, "call.answered");
        assert_eq!(row(&scene.supervisor(), 1)["call_state"], json!("own"));

        // Not so: it stays, marked for follow-up, and the township hears.
        answer(&officer, 1, json!({"right": false, "reason": " "})).refused(422, "supply.text_length");
        answer(&officer, 1, json!({"right": false, "reason": "说的是10斤"})).ok();
        let denied = row(&scene.supervisor(), 2);
        assert_eq!(
            [&denied["call_state"], &denied["verdict"], &denied["call_reason"]],
            [&json!("denied"), &json!("follow_up"), &json!("说的是10斤")]
        );
        assert!(scene.supervisor().get("/alerts").ok().to_string().contains("call.denied"));

        // At a call back, by the card that has been printed meanwhile.
        let codes = card(&scene, post);
        let back = |by: &Client, number: i64, code: &str| {
            let body = json!({"caller": post, "code": {"number": number, "code": code}});
            by.post(&format!("/supply-calls/{}/confirmation", numbers[2]), body)
        };
        back(&officer, 1, &codes[0]).refused(403, "edge.not_allowed");
        back(&scene.supervisor(), 1, other(&codes[0])).refused(422, "card.code_wrong");
        let standing = scene.supervisor().get(&format!("/posts/{post}/code-card")).ok();
        assert_eq!(standing["tries_left"], json!(4), "the try is kept");
        back(&scene.supervisor(), 1, &codes[0]).ok();
        back(&scene.supervisor(), 2, &codes[1]).refused(409, "call.answered");
        assert_eq!(row(&scene.supervisor(), 3)["code_number"], json!(1));
        assert_eq!(officer.get("/supply-today").ok()["calls"], json!([]));
        assert!(!officer.get("/tasks").ok().to_string().contains("supply.call"));
        let acts = county.acts();
        assert!(["call.confirm", "call.answer"].iter().all(|act| acts.contains(&(*act).to_owned())), "{acts:?}");
    });
}

#[test]
fn somebody_else_of_the_village_calls_and_its_officer_confirms() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let officer = scene.officer();
        let post = post_of(county);
        let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "6万余公斤"}, "ripe_on": "2026-08-09",
            "spoil_on": "2026-08-20"}});
        let item = scene.item(1, "2026-08-10T01:00:00Z", unsalable);
        let mut elsewhere = scene.item(2, "2026-08-10T01:00:00Z", supply("1斤"));
        elsewhere["division"] = json!(county.division("430582204212"));
        let supervisor = scene.supervisor();
        let send = |body: Value| supervisor.post("/supply-uploads", body);
        let said = send(json!({"via": "phone", "informant": "组长", "items": [item, elsewhere.clone()]})).ok();
        assert_eq!(Scene::went(&said), ["taken", "refused call.two_villages"]);
        let of_officer = send(json!({"via": "phone", "caller": post, "items": [elsewhere]})).ok();
        assert_eq!(Scene::went(&of_officer), ["refused call.other_village"]);
        let code = json!({"number": 1, "code": "123456"});
        send(json!({"via": "phone", "informant": "组长", "code": code, "items": []}))
            .refused(422, "call.code_of_nobody");
        send(json!({"via": "office", "caller": post, "items": []})).refused(422, "call.none");
        let waits = officer.get("/supply-today").ok()["calls"][0].clone();
        assert_eq!(
            (&waits["items"][0]["kind"], &waits["items"][0]["said"]),
            (&json!("unsalable"), &json!("6万余公斤"))
        );
        let path = format!("/unsalable-reports/{}", said["outcomes"][0]["number"]);
        assert_eq!(supervisor.get(&path).ok()["call_state"], json!("open"));
        let denied = json!({"right": false, "reason": "村里没有人打过电话"});
        officer.post(&format!("/supply-calls/{}/answer", waits["call"]), denied).ok();
        let shown = supervisor.get(&path).ok();
        assert_eq!(
            [&shown["call_state"], &shown["state"]],
            [&json!("denied"), &json!("open")],
            "nothing is thrown away"
        );
        assert_eq!(shown["caller_name"], json!("申某"));
        assert!(supervisor.get("/unsalable-reports?format=csv").body.contains("本人说不对"));
    });
}

#[test]
fn cards_and_calls_stay_in_their_township() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let officer = scene.officer();
        let post = post_of(county);
        let codes = card(&scene, post);
        let entered = enter(&scene, 1, post, None).ok();
        assert_eq!(Scene::went(&entered), ["taken"]);
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        for verb in ["code-cards", "code-card-endings"] {
            elsewhere.post(&format!("/posts/{post}/{verb}"), json!({})).refused(403, "edge.outside_scope");
            scene.office().post(&format!("/posts/{post}/{verb}"), json!({})).refused(403, "edge.not_allowed");
        }
        elsewhere.get(&format!("/posts/{post}/code-card")).refused(403, "edge.outside_scope");
        elsewhere.get(&format!("/supply-callers?division={}", scene.village)).refused(403, "supply.outside_scope");
        // Nor are tries of another township's card used up.
        let wrong = call(&scene, 2, post, Some((1, other(&codes[0]))));
        elsewhere.post("/supply-uploads", wrong).refused(403, "edge.outside_scope");
        let number = row(&scene.supervisor(), 1)["call"].clone();
        let read = json!({"caller": post, "code": {"number": 1, "code": codes[0]}});
        elsewhere.post(&format!("/supply-calls/{number}/confirmation"), read).refused(403, "edge.outside_scope");
        assert_eq!(scene.supervisor().get(&format!("/posts/{post}/code-card")).ok()["tries_left"], json!(5));

        // Another officer of the village is not who called; a keeper has no card; nobody rings oneself.
        let second = county.person_as("officer.shi", "石某", "information_officer", Some(scene.village));
        second
            .post(&format!("/supply-calls/{number}/answer"), json!({"right": true}))
            .refused(403, "call.not_the_caller");
        let own = call(&scene, 3, post, None);
        officer.post("/supply-uploads", own).refused(409, "call.oneself");
        let supervisor = scene.supervisor();
        let posts = county.admin().get("/posts?role=township_supervisor").ok();
        let office = posts["items"][0]["id"].clone();
        supervisor.post(&format!("/posts/{office}/code-cards"), json!({})).refused(422, "card.no_reporting_post");
        supervisor.post("/posts/9999/code-cards", json!({})).refused(404, "post.unknown");

        // Taken back, and the post's end is the card's end.
        supervisor.post(&format!("/posts/{post}/code-card-endings"), json!({})).ok();
        supervisor.post(&format!("/posts/{post}/code-card-endings"), json!({})).refused(409, "card.none");
        let codes = card(&scene, post);
        county.admin().post(&format!("/posts/{post}/end"), json!({"reason": "换届"})).ok();
        enter(&scene, 4, post, Some((1, &codes[0]))).refused(404, "post.unknown");
        assert!(county.acts().contains(&"card.end".to_owned()));
    });
}
