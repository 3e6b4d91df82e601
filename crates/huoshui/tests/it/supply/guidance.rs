//! Whom to ring, and what was advised: kept by department and township, noted on the phone and in the office.

use super::scene::{self, Scene, uuid};
use crate::{
    harness::{Client, County, PASSWORD, on_both},
    shop::id,
};
use serde_json::{Value, json};

fn department(county: &County) -> Client {
    let link = county.admin().post("/people", json!({"name": "农某", "login": "agriculture"})).ok();
    let post = json!({"role": "department", "field": "农业"});
    county.admin().post(&format!("/people/{}/posts", link["person"]), post).ok();
    let token = link["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
    county.signed_in("agriculture")
}

fn line(name: &str, change: Value) -> Value {
    let mut form = json!({"purpose": "guidance", "name": name, "phone": "0739-2651234", "reach_hours": "工作日"});
    for (key, value) in change.as_object().unwrap() {
        form[key] = value.clone();
    }
    form
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap().to_owned()).collect()
}

fn advice(change: Value) -> Value {
    let mut said =
        json!({"asker": "赵春生", "problem": "叶子发黄", "advice": "补铁肥，少浇水", "follow_on": "2026-08-17"});
    for (key, value) in change.as_object().unwrap() {
        said[key] = value.clone();
    }
    said
}

#[test]
fn numbers_are_kept_where_they_answer_and_stand_on_the_phone_the_nearest_first() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let (town, elsewhere) = (county.division("430582204000"), county.division("430582101000"));
        let guide = county.person("技某", "technical_guide", Some(town));
        let department = department(county);
        let (supervisor, officer) = (scene.supervisor(), scene.officer());

        officer.post("/helplines", line("申某", json!({"division": town}))).refused(403, "edge.not_allowed");
        let open = |who: &Client, change: Value| who.post("/helplines", line("技某", change));
        open(&guide, json!({})).refused(403, "edge.outside_scope");
        open(&guide, json!({"division": elsewhere})).refused(403, "edge.outside_scope");
        open(&guide, json!({"division": scene.village})).refused(422, "helpline.township");
        open(&guide, json!({"division": town, "phone": "2651234"})).refused(422, "helpline.phone");
        open(&guide, json!({"division": town, "name": ""})).refused(422, "supply.text_length");
        open(&guide, json!({"division": town, "crops": [scene.crop, scene.crop]})).refused(422, "helpline.crop");
        let own = id(&open(&guide, json!({"division": town, "crops": [scene.crop]})));
        department.post("/helplines", line("植保站", json!({"phone": "13812345678"}))).ok();
        let there = id(&department.post("/helplines", line("别处", json!({"division": elsewhere}))));
        supervisor.post("/helplines", line("李某", json!({"division": town, "purpose": "market"}))).ok();

        // The village's phone has its township's number before the county's, and none of elsewhere or about selling.
        let today = officer.get("/supply-today").ok();
        assert_eq!(names(&today["helplines"]), ["技某", "植保站"], "{today}");
        let first = &today["helplines"][0];
        assert_eq!((&first["phone"], &first["crop_names"]), (&json!("0739-2651234"), &json!("黄桃")), "{first}");
        assert_eq!(names(&officer.get("/helplines?sort=path").ok()["items"]).len(), 3);
        assert_eq!(names(&department.get("/helplines").ok()["items"]).len(), 4);

        let path = |id: i64| format!("/helplines/{id}");
        guide.put(&path(there), line("技某", json!({"division": elsewhere}))).refused(403, "edge.outside_scope");
        guide.put(&path(own), line("技某", json!({"division": elsewhere}))).refused(403, "edge.outside_scope");
        guide.put(&path(999), line("技某", json!({"division": town}))).refused(404, "helpline.unknown");
        guide.put(&path(own), line("新某", json!({"division": town, "phone": "138 1234 5679"}))).ok();
        let today = officer.get("/supply-today").ok();
        assert_eq!(today["helplines"][0]["phone"], json!("13812345679"), "{today}");
        assert_eq!(today["helplines"][0]["crop_names"], json!(""), "all crops now: {today}");
        supervisor.put(&path(own), line("新某", json!({"division": town, "ended": true}))).ok();
        assert_eq!(names(&officer.get("/supply-today").ok()["helplines"]), ["植保站"]);
        assert_eq!(names(&officer.get("/helplines").ok()["items"]).len(), 2);
        assert_eq!(names(&officer.get("/helplines?ended=true").ok()["items"]).len(), 3);
        assert!(county.acts().contains(&"helpline.correct".to_owned()));
    });
}

#[test]
fn advice_is_noted_on_a_phone_once_and_followed_up() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let officer = scene.officer();
        let note = |n: u32, change: Value| scene.item(n, "2026-08-10T00:30:00Z", json!({"advice": advice(change)}));
        let hand_in = |items: Vec<Value>| Scene::went(&scene.hand_in(&officer, items));
        assert_eq!(
            hand_in(vec![
                note(1, json!({"asker": " "})),
                note(2, json!({"advice": ""})),
                note(3, json!({"follow_on": "2026-08-09"})),
                note(4, json!({"follows": 99})),
                note(6, json!({"asked_on": "2026-08-11"})),
                note(7, json!({"asked_on": "2025-08-08"})),
                note(5, json!({})),
            ]),
            [
                "refused supply.text_length",
                "refused supply.text_length",
                "refused advice.follow_day",
                "refused advice.follows_unknown",
                "refused advice.asked_day",
                "refused advice.asked_day",
                "taken"
            ]
        );
        assert_eq!(hand_in(vec![note(5, json!({}))]), ["known"], "sent twice it is one");
        assert_eq!(hand_in(vec![note(5, json!({"problem": "落果"}))]), ["refused supply.id_reused"]);

        // Village and township read who asked, the county reads a mask; nothing of it lies open in the database.
        let read = |who: &Client| who.get("/advice").ok()["items"][0].clone();
        let own = read(&officer);
        assert_eq!((&own["asker"], &own["noted_by"], &own["via"]), (&json!("赵春生"), &json!("申某"), &json!("app")));
        assert_eq!(read(&scene.supervisor())["asker"], json!("赵春生"));
        assert_eq!(read(&department(county))["asker"], json!("赵*"));
        assert_eq!(read(&scene.office())["asker"], json!("赵*"));
        let lies = "SELECT COUNT(*) FROM supply_refused WHERE county = $1 AND item LIKE '%赵春生%'";
        let id = county.app.county().unwrap().id;
        let open: i64 = county.app.db().read_now(move |tx| Ok(tx.one(lies, store::params![&*id])?)).unwrap();
        assert_eq!(open, 0, "a refused note keeps no name");

        // A week later it is to be looked at again, by officer and guide; a note that follows it ends that.
        county.at("2026-08-17T01:00:00Z");
        let officer = scene.officer();
        let guide = county.person("技某", "technical_guide", Some(county.division("430582204000")));
        for who in [&officer, &guide] {
            assert!(who.get("/tasks").ok().to_string().contains("advice.follow"));
        }
        assert_eq!(guide.get("/advice?due=true").ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!((&own["way"], &own["asked_on"]), (&json!(""), &json!("")), "a phone from before does not say how");
        let mut after = advice(json!({"follows": own["id"], "follow_on": null, "advice": "已转绿", "way": "visit",
            "asked_on": "2026-08-16"}));
        after["id"] = json!(uuid(20));
        after["division"] = json!(scene.village);
        after["crop"] = json!(scene.crop);
        let first = guide.post("/advice", after.clone()).ok();
        let visits = guide.get("/advice?way=visit").ok()["items"].clone();
        assert_eq!(
            (&visits[0]["advice"], &visits[0]["asked_on"]),
            (&json!("已转绿"), &json!("2026-08-16")),
            "{visits}"
        );
        assert_eq!(visits.as_array().unwrap().len(), 1);
        assert_eq!(guide.post("/advice", after.clone()).ok()["id"], first["id"], "sent twice it is one");
        after["advice"] = json!("没有转绿");
        guide.post("/advice", after.clone()).refused(409, "supply.id_reused");
        after["id"] = json!("x");
        guide.post("/advice", after).refused(422, "supply.id_invalid");
        assert!(!officer.get("/tasks").ok().to_string().contains("advice.follow"));
        let today = officer.get("/supply-today").ok();
        assert_eq!(today["advice"][0]["advice"], json!("已转绿"), "{today}");
        assert_eq!(today["advice"][1]["followed"], json!(true), "{today}");
        assert_eq!(officer.get("/advice?q=转绿").ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(officer.get("/advice?q=100%").ok()["items"], json!([]));
        let csv = scene.office().get("/advice?format=csv").body;
        assert!(csv.contains("指导意见") && csv.contains("赵*") && !csv.contains("赵春生"), "{csv}");
        assert!(county.acts().contains(&"advice.note".to_owned()));
    });
}

#[test]
fn a_guides_own_phone_brings_notes_and_nothing_that_is_the_villages_to_say() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.person("技某", "technical_guide", Some(county.division("430582204000")));
        let posts = county.admin().get("/posts?role=technical_guide").ok();
        let phone = super::phone::bound(county, posts["items"][0]["id"].as_i64().unwrap());
        let today = phone.client.get("/supply-today").ok();
        assert!(today["villages"].as_array().unwrap().len() > 1, "a township's villages: {today}");
        let note = |n: u32| scene.item(n, "2026-08-10T00:30:00Z", json!({"advice": advice(json!({}))}));
        let supply = scene.item(2, "2026-08-10T00:30:00Z", super::scene::supply("300斤"));
        let mut elsewhere = note(3);
        elsewhere["division"] = json!(county.division("430582101202"));
        let items = vec![note(1), supply.clone(), elsewhere];
        let expect = ["taken", "refused supply.not_a_reporter", "refused supply.outside_scope"];
        assert_eq!(Scene::went(&scene.hand_in(&phone.client, items)), expect);
        let noted = scene.officer().get("/advice").ok()["items"][0].clone();
        assert_eq!((&noted["noted_by"], &noted["role"]), (&json!("技某"), &json!("technical_guide")));

        // Nor does a guide take calls for a village, and try its codes.
        let call = json!({"via": "phone", "informant": "申某", "items": [note(5)]});
        phone.client.post("/supply-uploads", call).refused(403, "supply.not_a_reporter");

        // What the phone could not send for days comes in by a file, with the same answers.
        let more = json!({"report": phone.post, "reports": [note(1), note(4), supply]});
        let file = phone.closed(&phone.body("2026-08-10T00:40:00Z", more, &[]), &[]);
        let taken = super::phone::carry(&scene.supervisor(), &file).ok();
        let expect = ["known", "taken", "refused supply.not_a_reporter"];
        assert_eq!(Scene::went(&json!({"outcomes": taken["items"]})), expect);
        // Files of others are carried in by who reports.
        super::phone::carry(&phone.client, &file).refused(403, "edge.not_allowed");
        assert_eq!(scene.office().get("/supply-reports").ok()["items"], json!([]));
    });
}
