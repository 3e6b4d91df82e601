//! Rounds of surveys: opened, asked for, answered by the village or its households, counted once.

use super::scene::{self, Scene, uuid};
use crate::harness::on_both;
use base::Clock;
use serde_json::{Value, json};

fn survey(said: &str) -> Value {
    json!({"survey": {"area_centimu": 10_000, "quantity": {"said": said}, "from_day": "2026-08-20", "to_day": "2026-09-20"}})
}

fn of(household: i64, said: &str) -> Value {
    let mut what = survey(said);
    what["survey"]["household"] = json!(household);
    what
}

fn round(name: &str, from_day: &str, due_day: &str) -> Value {
    json!({"name": name, "from_day": from_day, "due_day": due_day})
}

/// Expected, in time, late, none of it, missing.
fn counts(view: &Value) -> [i64; 5] {
    ["expected", "on_time", "late", "nothing", "silent"].map(|key| view["all"][key].as_i64().unwrap())
}

#[test]
fn the_office_opens_a_round_and_nobody_else() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let office = scene.office();
        let with = |key: &str, value: Value| {
            let mut form = round("2026年秋季摸底", "2026-08-10", "2026-08-25");
            form[key] = value;
            office.post("/survey-rounds", form)
        };
        with("name", json!(" ")).refused(422, "supply.text_length");
        with("from_day", json!("2026-08-09")).refused(422, "round.begins");
        with("due_day", json!("2026-08-09")).refused(422, "round.days");
        with("due_day", json!("2027-08-09")).refused(422, "round.days");
        with("crops", json!([99])).refused(422, "round.crop");
        let form = round("2026年秋季摸底", "2026-08-10", "2026-08-25");
        scene.supervisor().post("/survey-rounds", form.clone()).refused(403, "edge.not_allowed");
        assert_eq!(scene.officer().get("/supply-today").ok()["surveys"], json!([]), "nobody is asked without a round");
        let opened = office.post_once("the-autumn-round", "/survey-rounds", form.clone()).ok();
        assert_eq!((&opened["crops"], &opened["crop_names"]), (&json!([scene.crop]), &json!("黄桃")));
        assert_eq!(
            office.post_once("the-autumn-round", "/survey-rounds", form).ok()["id"],
            opened["id"],
            "sent twice, it is one"
        );
        with("from_day", json!("2026-08-11")).refused(409, "round.name_taken");
        with("name", json!("另一轮")).refused(409, "round.day_taken");
        assert!(county.acts().contains(&"round.open".to_owned()));

        // What began stays where it began; the rest is put right, and it is ended.
        let path = format!("/survey-rounds/{}", opened["id"]);
        office.put(&path, round("2026年秋季摸底", "2026-08-11", "2026-08-25")).refused(422, "round.begins");
        office.put("/survey-rounds/99", round("无", "2026-08-10", "2026-08-25")).refused(404, "round.unknown");
        office.get("/survey-rounds/99").refused(404, "round.unknown");
        let asked = scene.officer().get("/supply-today").ok()["surveys"].clone();
        assert_eq!([&asked[0]["round"], &asked[0]["due"]], [&json!("2026-08-10"), &json!("2026-08-25")], "{asked}");
        assert!(scene.officer().get("/tasks").ok().to_string().contains("survey.asked"));
        let mut ended = round("2026年秋季摸底（县）", "2026-08-10", "2026-08-20");
        ended["ended"] = json!(true);
        assert_eq!(office.put(&path, ended).ok()["due_day"], json!("2026-08-20"));
        assert_eq!(scene.officer().get("/supply-today").ok()["surveys"], json!([]));
        assert_eq!(office.get(&path).ok()["reminder"], json!(""), "nobody is reminded of what is over");
        assert_eq!(office.get("/survey-rounds").ok()["items"][0]["name"], json!("2026年秋季摸底（县）"));
    });
}

#[test]
fn every_village_that_grows_it_is_asked_once_and_counted_in_time_late_or_missing() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let office = scene.office();
        let elsewhere = county.division("430582101001");
        let growers = json!({"divisions": [elsewhere], "from_day": "2026-07-22"});
        office.post(&format!("/crops/{}/growers", scene.crop), growers).ok();
        // Told before any round: it belongs to its year, and is what the next one starts from.
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T01:00:00Z", survey("3000斤"))]);
        county.at("2026-08-11T01:00:00Z");
        let office = scene.office();
        let opened = office.post("/survey-rounds", round("秋季摸底", "2026-08-11", "2026-08-20")).ok();
        let path = format!("/survey-rounds/{}", opened["id"]);
        let asked = scene.officer().get("/supply-today").ok()["surveys"][0].clone();
        assert_eq!([&asked["last"]["said"], &asked["last"]["area_centimu"]], [&json!("3000斤"), &json!(10_000)]);
        assert_eq!(counts(&office.get(&path).ok()), [2, 0, 0, 0, 2]);
        let reminder = office.get(&path).ok()["reminder"].clone();
        assert!(
            reminder.as_str().unwrap().contains("梧桐村") && reminder.as_str().unwrap().contains("共 2 个"),
            "{reminder}"
        );
        let ring = json!({"round": opened["id"]});
        assert_eq!(scene.supervisor().post("/reporting/numbers", ring.clone()).ok()["rows"][0]["name"], json!("申某"));
        office.post("/reporting/numbers", json!({"round": 99})).refused(404, "round.unknown");

        // A round that does not ask for it, or had not begun.
        let named = |day: &str| {
            let mut what = survey("1000斤");
            what["survey"]["round"] = json!(day);
            what
        };
        for (n, day) in [(20, "2026-08-12"), (21, "2026-08-10")] {
            let went = scene.hand_in(&scene.officer(), vec![scene.item(n, "2026-08-11T01:00:00Z", named(day))]);
            assert_eq!(Scene::went(&went), ["refused round.not_asked"]);
        }
        // Kept without a network since before it was due, and in time.
        county.at("2026-08-23T02:00:00Z");
        let office = scene.office();
        scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-20T02:00:00Z", named("2026-08-11"))]);
        assert_eq!(scene.officer().get("/supply-today").ok()["surveys"], json!([]));
        assert_eq!(counts(&scene.supervisor().get(&path).ok()), [1, 1, 0, 0, 0]);
        assert_eq!(scene.supervisor().post("/reporting/numbers", ring).ok()["rows"], json!([]));
        // The other village says late that it has none: an answer, and none of its season's reports.
        let other = county.person("赵某", "information_officer", Some(elsewhere));
        let none = json!({"id": uuid(30), "seq": 1, "made_at": "2026-08-23T01:00:00Z", "division": elsewhere,
            "crop": scene.crop, "what": {"survey_nothing": {}}});
        assert_eq!(Scene::went(&scene.hand_in(&other, vec![none])), ["taken"]);
        let view = office.get(&path).ok();
        assert_eq!(counts(&view), [2, 1, 1, 1, 0]);
        assert_eq!(view["townships"].as_array().unwrap().len(), 2);
        assert_eq!(view["reminder"], json!(""));
        let of_reports = office.get("/reporting").ok();
        assert_eq!(of_reports["all"]["on_time"], json!(0), "no survey answers what a season asks");
        let states = |query: &str| {
            let list = office.get(&format!("{path}/answers?total=true{query}")).ok();
            let state = |row: &Value| row["state"].as_str().unwrap().to_owned();
            (list["items"].as_array().unwrap().iter().map(state).collect::<Vec<_>>(), list["total"]["grams"].clone())
        };
        assert_eq!(states("&state=late"), (vec!["late".to_owned()], json!(0)));
        assert_eq!(states("").1, json!(500_000));
        assert_eq!(states(&format!("&division={}", scene.village)).0, ["on_time"]);
        // Page by page, in any order, it is the same list.
        assert_eq!(states("&sort=state").0, ["late", "on_time"]);
        assert_eq!(states("&sort=-state").0, ["on_time", "late"]);
        assert_eq!(states("&crop=99").0, [""; 0]);
        let first = office.get(&format!("{path}/answers?limit=1")).ok();
        let cursor = first["next"].as_str().unwrap();
        let second = office.get(&format!("{path}/answers?limit=1&cursor={cursor}")).ok();
        let whole = office.get(&format!("{path}/answers")).ok();
        assert_eq!(whole["items"], json!([first["items"][0], second["items"][0]]));
        assert_eq!((&second["next"], &whole["next"]), (&json!(null), &json!(null)));
        office.get(&format!("{path}/answers?sort=grams")).refused(400, "list.sort_unknown");
        let csv = office.with("accept-language", "zh-CN").get(&format!("{path}/answers?format=csv")).body;
        assert!(csv.contains("按时") && csv.contains("梧桐村") && csv.contains("各户合计"), "{csv}");
        assert_eq!(office.get(&format!("{path}/answers?format=xlsx")).status, 200);
    });
}

#[test]
fn a_village_is_counted_once_whoever_spoke_for_it() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let office = scene.office();
        let household = |name: &str, phone: &str| {
            let form = json!({"division": scene.village, "head": {"name": name, "phone": phone}});
            office.post("/households", form).ok()["id"].as_i64().unwrap()
        };
        let (first, second) = (household("周某", "13800000001"), household("郑某", "13800000002"));
        let opened = office.post("/survey-rounds", round("秋季摸底", "2026-08-10", "2026-08-20")).ok();
        let answers = format!("/survey-rounds/{}/answers", opened["id"]);
        let row = || {
            let list = scene.office().get(&format!("{answers}?total=true")).ok();
            let row = list["items"][0].clone();
            let figures = ["grams", "households_g", "household_count"].map(|key| row[key].clone());
            (figures, row["conflict"].clone(), list["total"]["grams"].clone())
        };
        let total = |query: &str| {
            scene.office().get(&format!("/supply-reports?total=true{query}")).ok()["total"]["counted_g"].clone()
        };
        county.at("2026-08-10T02:00:00Z");
        let at = "2026-08-10T01:00:00Z";
        scene.hand_in(
            &scene.officer(),
            vec![
                scene.item(1, at, of(first, "800斤")),
                scene.item(2, at, of(second, "1000斤")),
                scene.item(3, "2026-08-10T01:00:01Z", of(second, "1200斤")),
            ],
        );
        // The same phone's last word on a household stands; the village is the sum of them.
        assert_eq!(row(), ([json!(1_000_000), json!(null), json!(2)], json!(false), json!(1_000_000)));
        assert_eq!(total("&kind=survey"), json!(1_000_000));
        // The village's own sum takes their place; they stand beside it.
        scene.hand_in(&scene.officer(), vec![scene.item(4, "2026-08-10T01:00:02Z", survey("5000斤"))]);
        assert_eq!(row(), ([json!(2_500_000), json!(1_000_000), json!(2)], json!(false), json!(2_500_000)));
        assert_eq!(total("&kind=survey"), json!(2_500_000));
        assert_eq!(total(""), json!(0), "a survey is not added to what is reported");
        // The last word of the phone, even if it arrives first.
        scene.hand_in(
            &scene.officer(),
            vec![
                scene.item(6, "2026-08-10T01:00:04Z", survey("6000斤")),
                scene.item(5, "2026-08-10T01:00:03Z", survey("7000斤")),
            ],
        );
        assert_eq!(row().0, [json!(3_000_000), json!(1_000_000), json!(2)]);

        // Another phone says otherwise: both are shown, the later counts until one is chosen.
        county.at("2026-08-11T01:00:00Z");
        scene.hand_in_from("旧手机", &scene.officer(), vec![scene.item(7, "2026-08-11T01:00:00Z", survey("9000斤"))]);
        assert_eq!(row(), ([json!(4_500_000), json!(1_000_000), json!(2)], json!(true), json!(4_500_000)));
        let rivals = scene.supervisor().get("/supply-reports?state=conflict&total=true").ok();
        let said: Vec<&Value> = rivals["items"].as_array().unwrap().iter().map(|row| &row["said"]).collect();
        assert_eq!(said, [&json!("9000斤"), &json!("6000斤")], "{rivals}");
        assert_eq!(total("&kind=survey"), json!(4_500_000));
        assert_eq!(
            scene.office().get(&format!("{answers}?state=conflict&total=true")).ok()["total"]["count"],
            json!(1)
        );
        let phone = scene.officer().get("/supply-today").ok();
        let conflicts =
            phone["reports"].as_array().unwrap().iter().filter(|row| row["conflict"] == json!(true)).count();
        assert_eq!(conflicts, 2, "the phone has both to compare");
        let mut chosen = survey("6000斤");
        chosen["survey"]["replaces"] = json!([uuid(6), uuid(7)]);
        scene.hand_in(&scene.officer(), vec![scene.item(8, "2026-08-11T01:00:01Z", chosen)]);
        assert_eq!(row().1, json!(false));
        assert_eq!(total("&kind=survey"), json!(3_000_000));

        // A later round of the year takes the place of the earlier one, but is asked about by itself as well.
        scene.office().post("/survey-rounds", round("冬季摸底", "2026-08-12", "2026-08-30")).ok();
        county.at("2026-08-12T01:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(9, "2026-08-12T01:00:00Z", survey("2000斤"))]);
        assert_eq!(total("&kind=survey"), json!(1_000_000));
        assert_eq!(total("&kind=survey&round=2026-08-10"), json!(3_000_000));
        // One that was found wrong counts nowhere.
        let last = scene.office().get("/supply-reports?kind=survey&round=2026-08-12").ok()["items"][0]["id"].clone();
        let wrong = json!({"reports": [last], "verdict": "wrong", "reason": "没有种"});
        scene.supervisor().post("/supply-checks", wrong).ok();
        assert_eq!(total("&kind=survey"), json!(3_000_000));
        assert_eq!(
            scene.officer().get("/supply-today").ok()["surveys"][0]["round"],
            json!("2026-08-12"),
            "asked again"
        );
        // What the village had to sell: the survey that stands, until a report of the season says more.
        let had = || {
            let now = county.clock.now();
            let of = move |tx: &mut store::Tx<'_>| ::supply::desk::had_to_sell(tx, "430582", 2026, now);
            let had = county.app.db().read_now(of).unwrap();
            had.get(&base::ids::DivisionId(scene.village)).copied()
        };
        assert_eq!(had(), Some(3_000_000));
        for (n, said, grams) in [(10, "5000斤", 3_000_000), (11, "8000斤", 4_000_000)] {
            scene.hand_in(&scene.officer(), vec![scene.item(n, "2026-08-12T01:00:00Z", scene::supply(said))]);
            assert_eq!(had(), Some(grams));
        }
    });
}

#[test]
fn what_was_said_in_time_stays_in_time_when_it_is_put_right_later() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let opened = scene.office().post("/survey-rounds", round("秋季摸底", "2026-08-10", "2026-08-20")).ok();
        let path = format!("/survey-rounds/{}", opened["id"]);
        let answer = || scene.office().get(&format!("{path}/answers")).ok()["items"][0].clone();
        let replacing = |said: &str, n: u32| {
            let mut what = survey(said);
            what["survey"]["replaces"] = json!([uuid(n)]);
            what
        };
        county.at("2026-08-15T02:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-15T01:00:00Z", survey("5000斤"))]);
        county.at("2026-08-18T02:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-18T01:00:00Z", replacing("5500斤", 1))]);
        assert_eq!(
            (&answer()["state"], &answer()["corrected_at"]),
            (&json!("on_time"), &json!(null)),
            "put right in time"
        );
        county.at("2026-08-25T02:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-08-25T01:00:00Z", replacing("6000斤", 2))]);
        let row = answer();
        assert_eq!([&row["state"], &row["grams"]], [&json!("on_time"), &json!(3_000_000)], "{row}");
        assert_eq!(row["told_at"], json!("2026-08-15T01:00:00.000Z"), "{row}");
        assert_eq!(row["corrected_at"], json!("2026-08-25T01:00:00.000Z"), "{row}");
        assert_eq!(counts(&scene.office().get(&path).ok()), [1, 1, 0, 0, 0]);
        let late = scene.office().get(&format!("{path}/answers?state=late")).ok();
        assert_eq!(late["items"], json!([]));
        let csv = scene.office().with("accept-language", "zh-CN").get(&format!("{path}/answers?format=csv")).body;
        assert!(csv.contains("截止后更正"), "{csv}");

        // What was found wrong was no answer: what was said instead is late.
        for n in [1, 2] {
            let list = scene.office().get(&format!("/supply-reports?client={}", uuid(n))).ok();
            let wrong = json!({"reports": [list["items"][0]["id"]], "verdict": "wrong", "reason": "没有去看"});
            scene.supervisor().post("/supply-checks", wrong).ok();
        }
        assert_eq!((&answer()["state"], &answer()["corrected_at"]), (&json!("late"), &json!(null)));
        assert_eq!(counts(&scene.office().get(&path).ok()), [1, 0, 1, 0, 0]);
    });
}
