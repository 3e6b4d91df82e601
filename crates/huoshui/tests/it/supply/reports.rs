//! Reports of a village: asked for, handed in late and twice, replaced, in conflict, checked.

use super::scene::{self, Scene, supply, uuid};
use crate::harness::on_both;
use base::Clock;
use serde_json::{Value, json};

fn standing(table: &Value) -> [i64; 5] {
    ["expected", "on_time", "late", "nothing", "silent"].map(|key| table["all"][key].as_i64().unwrap())
}

#[test]
fn a_crop_is_set_up_by_the_office_alone() {
    on_both(|county| {
        let office = county.office();
        let with = |key: &str, value: Value| {
            let mut form = scene::peaches(&[]);
            form[key] = value;
            office.post("/crops", form)
        };
        with("name", json!(" ")).refused(422, "supply.text_length");
        with("season_from", json!("02-29")).refused(422, "crop.season_invalid");
        with("cadence_days", json!(0)).refused(422, "crop.number_invalid");
        with("lock_days", json!(1)).refused(422, "crop.lock_early");
        with("county_hours", json!(3)).refused(422, "crop.number_invalid");
        with("products", json!([99])).refused(422, "crop.product_unknown");
        county.supervisor().post("/crops", scene::peaches(&[])).refused(403, "edge.not_allowed");
        let crop = office.post("/crops", scene::peaches(&[])).ok();
        assert_eq!((&crop["cadence_days"], &crop["timely_days"]), (&json!(7), &json!(2)));
        office.post("/crops", scene::peaches(&[])).refused(409, "crop.name_taken");
        office.put("/crops/99", scene::peaches(&[])).refused(404, "crop.unknown");
        let growers = format!("/crops/{}/growers", crop["id"]);
        let township = county.division("430582204000");
        office.post(&growers, json!({"divisions": [township]})).refused(422, "supply.not_a_village");
        assert!(county.acts().contains(&"crop.register".to_owned()));
    });
}

#[test]
fn outside_the_season_nothing_is_asked_and_inside_it_silence_is_not_nothing() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let asked = scene.officer().get("/supply-today").ok();
        assert_eq!(asked["asked"][0]["due"], json!("2026-08-18"), "{asked}");
        let tasks = scene.officer().get("/tasks").ok();
        assert!(tasks.to_string().contains("supply.asked"), "{tasks}");
        assert!(scene.supervisor().get("/reporting").ok()["reminder"].as_str().unwrap().contains("梧桐村"));

        // First week: 6万余公斤, said on the day it was asked. Second: nothing. Third: silence. Fourth: late.
        let taken = scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T01:00:00Z", supply("6万余公斤"))]);
        assert_eq!(Scene::went(&taken), ["taken"]);
        assert_eq!(scene.officer().get("/supply-today").ok()["asked"], json!([]));
        assert_eq!(scene.supervisor().get("/reporting").ok()["reminder"], json!(""));
        let numbers = |by: &crate::harness::Client| by.post("/reporting/numbers", json!({})).ok()["rows"].clone();
        assert_eq!(numbers(&scene.supervisor()), json!([]), "who has answered is not rung");
        county.at("2026-08-17T02:00:00Z");
        let row = numbers(&scene.supervisor())[0].clone();
        assert_eq!([&row["name"], &row["division"]], [&json!("申某"), &json!(scene.village)]);
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        assert_eq!(numbers(&elsewhere), json!([]));
        scene.officer().post("/reporting/numbers", json!({})).refused(403, "edge.not_allowed");
        assert!(county.acts().contains(&"supply.ring".to_owned()));
        scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-17T02:00:00Z", json!({"nothing": {}}))]);
        county.at("2026-09-06T02:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-09-05T02:00:00Z", supply("800斤"))]);
        let list = scene.supervisor().get("/supply-reports?sort=-told_at").ok();
        let first = &list["items"][2];
        // A shared link names one of them.
        let one = scene.supervisor().get(&format!("/supply-reports?total=true&client={}", uuid(1))).ok();
        assert_eq!((&one["items"][0]["id"], &one["total"]["count"]), (&first["id"], &json!(1)), "{one}");
        assert_eq!(
            [&first["grams"], &first["bound"], &first["said"], &first["period"]],
            [&json!(60_000_000), &json!("at_least"), &json!("6万余公斤"), &json!("2026-08-10")]
        );
        county.at("2026-09-14T02:00:00Z");
        assert_eq!(standing(&scene.supervisor().get("/reporting").ok()), [5, 3, 0, 1, 2]);
        county.at("2026-12-01T02:00:00Z");
        assert_eq!(scene.officer().get("/supply-today").ok()["asked"], json!([]));
        assert_eq!(standing(&scene.supervisor().get("/reporting?year=2025").ok()), [0, 0, 0, 0, 0]);
        assert!(scene.supervisor().get("/supply-reports?format=csv").body.contains("6万余公斤"));
    });
}

#[test]
fn in_january_the_table_shows_the_season_that_began_in_november() {
    on_both(|county| {
        county.at("2026-11-16T01:00:00Z");
        let office = || county.office();
        let oranges = json!({"name": "脐橙", "season_from": "11-16", "season_to": "01-31", "odd_g": 100_000_000});
        let crop = office().post("/crops", oranges).ok()["id"].as_i64().unwrap();
        let village = county.division("430582204213");
        let growers = |crop: i64| {
            let body = json!({"divisions": [village], "from_day": "2026-07-22"});
            office().post(&format!("/crops/{crop}/growers"), body).ok()
        };
        growers(crop);
        county.at("2027-01-06T02:00:00Z");
        let table = || county.supervisor().get("/reporting").ok();
        assert_eq!((&table()["year"], standing(&table())), (&json!(2026), [7, 0, 0, 0, 7]));
        // Who is waited for now is so whichever year is looked at, and is rung.
        let asked = county.supervisor().get("/reporting?year=2027").ok();
        assert_eq!((&asked["year"], standing(&asked)), (&json!(2027), [0, 0, 0, 0, 0]));
        assert_eq!(asked["rows"][0]["open_now"], json!(true), "{asked}");
        assert_eq!(county.supervisor().post("/reporting/numbers", json!({})).ok()["rows"].as_array().unwrap().len(), 1);
        // The last season stays until the next begins; a crop that nobody grows here says nothing.
        office()
            .post("/crops", json!({"name": "草莓", "season_from": "03-01", "season_to": "04-30", "odd_g": 1_000_000}))
            .ok();
        county.at("2027-08-20T02:00:00Z");
        assert_eq!(table()["year"], json!(2026));
        let peaches = office().post("/crops", scene::peaches(&[])).ok()["id"].as_i64().unwrap();
        growers(peaches);
        assert_eq!(table()["year"], json!(2027));
        let of_one = county.supervisor().get(&format!("/reporting?crop={crop}")).ok();
        assert_eq!(of_one["year"], json!(2026));
    });
}

#[test]
fn what_was_kept_without_a_network_comes_in_once_and_in_any_order() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-15T02:00:00Z");
        let first = scene.item(1, "2026-08-11T02:00:00Z", supply("1000斤"));
        let mut mended = supply("1200斤");
        mended["supply"]["replaces"] = json!([uuid(1)]);
        let second = scene.item(2, "2026-08-12T02:00:00Z", mended);
        let mut other = first.clone();
        other["what"] = supply("9999斤");
        let items = vec![
            second.clone(),
            json!({"id": uuid(3), "seq": 3, "what": "无法理解"}),
            scene.item(4, "2026-08-12T02:00:00Z", supply("很多")),
            scene.item(5, "2026-08-12T02:00:00Z", supply("100箱")),
            json!({"id": "1", "seq": 5, "made_at": "2026-08-12T02:00:00Z", "division": scene.village, "crop": scene.crop,
                "what": {"nothing": {}}}),
            first.clone(),
            other,
            first.clone(),
        ];
        // A bad record stops no other; what was refused says why, where.
        let answer = scene.hand_in(&scene.officer(), items.clone());
        assert_eq!(
            Scene::went(&answer),
            [
                "taken",
                "refused supply.item_invalid",
                "refused supply.quantity_invalid",
                "refused supply.pack_missing",
                "refused supply.id_invalid",
                "taken",
                "refused supply.id_reused",
                "known"
            ]
        );
        assert_eq!(answer["outcomes"][2]["field"], json!("/quantity/said"));
        assert_eq!(answer["outcomes"][2]["id"], json!(uuid(4)));
        // The answer was lost on the way: all of it again, and nothing twice.
        assert_eq!(Scene::went(&scene.hand_in(&scene.officer(), items))[0], "known");
        let all = |state: &str| scene.supervisor().get(&format!("/supply-reports?total=true&state={state}")).ok();
        assert_eq!(all("")["total"]["count"], json!(1));
        assert_eq!(all("")["items"][0]["said"], json!("1200斤"));
        assert_eq!(all("replaced")["items"][0]["said"], json!("1000斤"));

        // Two phones, both offline, both mended the same report: both values are shown, the township settles it.
        let mut rival = supply("700斤");
        rival["supply"]["replaces"] = json!([uuid(1)]);
        scene.hand_in_from("旧手机", &scene.officer(), vec![scene.item(9, "2026-08-13T02:00:00Z", rival)]);
        let conflict = all("conflict");
        assert_eq!(conflict["total"]["count"], json!(2), "{conflict}");
        let mut settled = supply("1200斤");
        settled["supply"]["replaces"] = json!([uuid(2), uuid(9)]);
        scene.hand_in(&scene.officer(), vec![scene.item(10, "2026-08-14T02:00:00Z", settled)]);
        assert_eq!(all("conflict")["total"]["count"], json!(0));
        assert_eq!(all("")["total"]["count"], json!(1));

        // What takes its own place is refused; what cannot be believed, or was found wrong, takes nobody's.
        let replacing =
            |n: u32, id: u32| json!({"supply": {"quantity": {"said": format!("{n}斤")}, "replaces": [uuid(id)]}});
        let own = scene.hand_in(&scene.officer(), vec![scene.item(20, "2026-08-14T02:00:00Z", replacing(1, 20))]);
        assert_eq!(Scene::went(&own), ["refused supply.id_invalid"]);
        let item = scene.item(21, "1970-01-01T00:00:00Z", replacing(1, 10));
        let body = json!({"via": "app", "device_now": "1970-01-01T00:10:00Z", "items": [item]});
        let doubted = scene.officer().post("/supply-uploads", body).ok()["outcomes"][0]["number"].clone();
        let said = |state: &str| all(state)["items"].to_string();
        assert!(said("").contains("1200斤"));
        let wrong = json!({"reports": [doubted], "verdict": "wrong", "reason": "手机日期不对"});
        scene.supervisor().post("/supply-checks", wrong).ok();
        assert!(said("").contains("1200斤"));

        // Not one's own village, not a village, not a crop: each named.
        let mut elsewhere = scene.item(11, "2026-08-14T02:00:00Z", supply("1斤"));
        elsewhere["division"] = json!(county.division("430582101202"));
        let mut nothing_grows = scene.item(12, "2026-08-14T02:00:00Z", supply("1斤"));
        nothing_grows["crop"] = json!(99);
        let answer = scene.hand_in(&scene.officer(), vec![elsewhere, nothing_grows]);
        assert_eq!(Scene::went(&answer), ["refused supply.outside_scope", "refused crop.unknown"]);
        let many: Vec<Value> = (0..201).map(|n| scene.item(n, "2026-08-14T02:00:00Z", supply("1斤"))).collect();
        let now = county.clock.now().to_string();
        let body = json!({"via": "app", "device_now": now, "items": many});
        scene.officer().post("/supply-uploads", body).refused(422, "supply.too_many");
    });
}

#[test]
fn a_clock_that_cannot_be_believed_goes_to_quarantine() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let item = scene.item(1, "1970-01-01T00:00:00Z", supply("1000斤"));
        let body = json!({"via": "app", "device_now": "1970-01-01T00:10:00Z", "items": [item]});
        let answer = scene.officer().post("/supply-uploads", body).ok();
        assert_eq!(Scene::went(&answer), ["quarantined"]);
        let list = scene.supervisor().get("/supply-reports?state=quarantine").ok();
        let report = &list["items"][0];
        assert_eq!((&report["quarantine"], &report["period"]), (&json!("clock"), &json!("")));
        // It answers no period: the village is still asked.
        assert_eq!(scene.officer().get("/supply-today").ok()["asked"].as_array().unwrap().len(), 1);
        let release = json!({"reports": [report["id"]], "verdict": "released", "reason": "电话核对，手机电池换过"});
        scene.supervisor().post("/supply-checks", release.clone()).ok();
        assert_eq!(scene.supervisor().get("/supply-reports?state=quarantine").ok()["items"], json!([]));
        // Looked at, it answers the period in which it arrived.
        assert_eq!(scene.officer().get("/supply-today").ok()["asked"], json!([]));
        let fine = scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-10T00:00:00Z", supply("1000斤"))]);
        let body = json!({"reports": [fine["outcomes"][0]["number"]], "verdict": "released", "reason": "没有隔离"});
        scene.supervisor().post("/supply-checks", body).refused(409, "supply.nothing_to_release");
    });
}

#[test]
fn the_township_checks_in_batches_and_nobody_checks_oneself() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let taken = scene.hand_in(
            &scene.officer(),
            vec![
                scene.item(1, "2026-08-10T00:00:00Z", supply("1000斤")),
                scene.item(2, "2026-08-10T00:30:00Z", supply("500吨")),
            ],
        );
        let [one, two] = [0, 1].map(|n| taken["outcomes"][n]["number"].clone());
        let unchecked = scene.supervisor().get("/supply-reports?state=unchecked").ok();
        assert_eq!(unchecked["items"][0]["id"], two, "what is odd stands on top: {unchecked}");
        assert!(scene.supervisor().get("/tasks").ok().to_string().contains("supply.check"));
        let check = |body: Value| scene.supervisor().post("/supply-checks", body);
        check(json!({"reports": [one, 99], "verdict": "confirmed"})).refused(404, "supply.unknown");
        assert_eq!(scene.supervisor().get("/supply-reports?state=confirmed").ok()["items"], json!([]), "all or none");
        check(json!({"reports": [two], "verdict": "wrong"})).refused(422, "supply.text_length");
        check(json!({"reports": [one, two], "verdict": "confirmed", "found_g": 1}))
            .refused(422, "supply.quantity_range");
        scene
            .officer()
            .post("/supply-checks", json!({"reports": [one], "verdict": "confirmed"}))
            .refused(403, "edge.not_allowed");
        check(json!({"reports": [one], "verdict": "confirmed", "found_g": 480_000})).ok();
        check(json!({"reports": [two], "verdict": "wrong", "reason": "实为500斤"})).ok();

        // The same once more adds nothing and alerts nobody; another reason is kept; another amount is news.
        let told = || {
            let alerts = scene.officer().get("/alerts").ok();
            let of = alerts["items"].as_array().unwrap().iter().filter(|alert| alert["kind"] == "supply.checked");
            of.count()
        };
        let looks = || -> i64 {
            let (sql, report) = ("SELECT COUNT(*) FROM supply_check WHERE report = $1", two.as_i64().unwrap());
            county.app.db().read_now(move |tx| Ok(tx.one(sql, store::params![report])?)).unwrap()
        };
        assert_eq!((told(), looks()), (1, 1));
        for reason in ["实为500斤", " 实为500斤 "] {
            let again = check(json!({"reports": [two, two], "verdict": "wrong", "reason": reason})).ok();
            assert_eq!((&again["checked"], told(), looks()), (&json!(1), 1, 1), "one that is named twice counts once");
        }
        check(json!({"reports": [two], "verdict": "wrong", "reason": "过磅500斤"})).ok();
        assert_eq!((told(), looks()), (1, 2));
        check(json!({"reports": [two], "verdict": "wrong", "reason": "过磅500斤", "found_g": 250_000})).ok();
        assert_eq!((told(), looks()), (2, 3));
        scene
            .office()
            .post(
                "/supply-checks",
                json!({"reports": [two], "verdict": "wrong", "reason": "过磅500斤", "found_g": 250_000}),
            )
            .ok();
        assert_eq!((told(), looks()), (3, 4), "somebody else’s look is their own");
        let empty = check(json!({"reports": [], "verdict": "confirmed"}));
        assert!(empty.body.contains("/reports"), "{}", empty.body);
        empty.refused(422, "supply.no_reports");

        // By phone: the clerk says with whom; then somebody else looks.
        let item = scene.item(3, "2026-08-10T01:00:00Z", supply("1000斤"));
        let call = |informant: &str| json!({"via": "phone", "informant": informant, "items": [item]});
        scene.supervisor().post("/supply-uploads", call(" ")).refused(422, "supply.informant_missing");
        let entered = scene.supervisor().post("/supply-uploads", call("申某")).ok();
        let number = &entered["outcomes"][0]["number"];
        check(json!({"reports": [number], "verdict": "confirmed"})).refused(409, "supply.own_report");
        scene.office().post("/supply-checks", json!({"reports": [number], "verdict": "confirmed"})).ok();
        assert!(county.acts().contains(&"supply.check".to_owned()));
    });
}

#[test]
fn a_locked_period_is_reopened_for_one_village_by_name() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        // A fortnight without a network: filled in on time, arrived after the lock.
        county.at("2026-09-02T02:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-11T02:00:00Z", supply("1000斤"))]);
        let table = || standing(&scene.supervisor().get("/reporting").ok());
        assert_eq!(table(), [3, 0, 0, 0, 3]);
        let open = |period: &str, until: &str, reason: &str| {
            let body = json!({"crop": scene.crop, "division": scene.village, "period": period, "until_day": until, "reason": reason});
            scene.office().post("/report-exceptions", body)
        };
        open("2026-08-11", "2026-09-10", "断网").refused(422, "supply.period_unknown");
        open("2026-08-10", "2026-09-01", "断网").refused(422, "exception.day_invalid");
        open("2026-08-10", "2026-09-10", "").refused(422, "supply.text_length");
        open("2026-08-10", "2026-09-10", "村里断网两周").ok();
        assert_eq!(table(), [3, 0, 1, 0, 2]);
        assert_eq!(scene.supervisor().get("/report-exceptions").ok()["items"][0]["reason"], json!("村里断网两周"));
    });
}

#[test]
fn a_report_names_its_period_and_is_late_until_the_lock() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let asked = || -> Vec<(String, String)> {
            let asked = scene.officer().get("/supply-today").ok()["asked"].clone();
            let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
            asked.as_array().unwrap().iter().map(|one| (text(one, "from"), text(one, "locks"))).collect()
        };
        let said = |period: &str| json!({"supply": {"quantity": {"said": "500斤"}, "period": period}});
        let table = || standing(&scene.supervisor().get("/reporting").ok());

        // The day after the first week: it is still on time, and the second week is asked beside it.
        county.at("2026-08-17T02:00:00Z");
        let [first, second] = ["2026-08-10", "2026-08-17"].map(str::to_owned);
        assert_eq!(asked().iter().map(|one| one.0.clone()).collect::<Vec<_>>(), [first.clone(), second]);
        assert!(scene.supervisor().get("/reporting").ok()["reminder"].as_str().unwrap().contains("梧桐村"));
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-17T02:00:00Z", said("2026-08-10"))]);
        assert_eq!(asked().len(), 1);
        let report = scene.supervisor().get("/supply-reports").ok()["items"][0].clone();
        // Said of the week before, it is for sale until the end of this one.
        assert_eq!(
            ["period", "to_day", "on_time"].map(|key| report[key].clone()),
            [json!(first), json!("2026-08-23"), json!(true)]
        );
        for wrong in ["2026-08-11", "2026-08-24", "2025-08-11"] {
            let answer = scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-17T02:00:00Z", said(wrong))]);
            assert_eq!(Scene::went(&answer), ["refused supply.period_unknown"], "{wrong}");
            assert_eq!(answer["outcomes"][0]["field"], json!("/period"));
        }

        // Past its timely days and before the lock the second week can be answered, late.
        county.at("2026-08-29T02:00:00Z");
        assert_eq!(table(), [2, 1, 0, 0, 1]);
        scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-08-29T02:00:00Z", said("2026-08-17"))]);
        assert_eq!(table(), [2, 1, 1, 0, 0]);

        // After the season the last period has its timely days too.
        county.at("2026-09-12T02:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(4, "2026-09-12T02:00:00Z", json!({"nothing": {}}))]);
        let last = scene.supervisor().get("/supply-reports?kind=nothing").ok()["items"][0].clone();
        assert_eq!([&last["period"], &last["on_time"]], [&json!("2026-09-07"), &json!(true)]);

        // Long after the lock a period is asked, and counts, only where it was reopened.
        county.at("2026-10-08T02:00:00Z");
        assert_eq!(asked(), []);
        let body = json!({"crop": scene.crop, "division": scene.village, "period": "2026-08-24", "until_day": "2026-10-10", "reason": "断网"});
        scene.office().post("/report-exceptions", body).ok();
        assert_eq!(asked(), [("2026-08-24".to_owned(), "2026-10-10".to_owned())]);
        let before = table();
        let item = scene.item(5, "2026-10-08T02:00:00Z", said("2026-08-24"));
        let entered = scene.office().post("/supply-uploads", json!({"via": "office", "items": [item]})).ok();
        assert_eq!(Scene::went(&entered), ["taken"]);
        let [expected, on_time, late, nothing, silent] = before;
        assert_eq!(table(), [expected, on_time, late + 1, nothing, silent - 1]);
        assert_eq!(scene.supervisor().get("/supply-reports?state=conflict").ok()["items"], json!([]));
    });
}

#[test]
fn the_last_word_of_a_phone_stands_and_what_was_found_wrong_contradicts_nobody() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-12T02:00:00Z");
        let graded = |said: &str, grade: &str| json!({"supply": {"quantity": {"said": said}, "grade": grade}});
        let list = |state: &str| -> Vec<String> {
            let list = scene.supervisor().get(&format!("/supply-reports?sort=-told_at&state={state}")).ok();
            list["items"].as_array().unwrap().iter().map(|one| one["said"].as_str().unwrap().to_owned()).collect()
        };
        // Wednesday's comes in before Tuesday's; a second grade goes beside the first.
        scene.hand_in(&scene.officer(), vec![scene.item(2, "2026-08-12T01:00:00Z", graded("700斤", ""))]);
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-11T01:00:00Z", graded("900斤", ""))]);
        scene.hand_in(&scene.officer(), vec![scene.item(3, "2026-08-12T01:30:00Z", graded("300斤", "一级"))]);
        assert_eq!(
            (list(""), list("conflict"), list("replaced")),
            (vec!["300斤".to_owned(), "700斤".into()], vec![], vec!["900斤".into()])
        );

        // Another phone says otherwise: a conflict, until one of them is found wrong, of which its village hears.
        scene.hand_in_from("旧手机", &scene.officer(), vec![scene.item(4, "2026-08-12T01:40:00Z", graded("80斤", ""))]);
        assert_eq!(list("conflict").len(), 3);
        let all = scene.supervisor().get("/supply-reports").ok()["items"].as_array().unwrap().clone();
        let wrong = all.iter().find(|one| one["said"] == "80斤").unwrap()["id"].clone();
        let check = json!({"reports": [wrong], "verdict": "wrong", "found_g": 350_000, "reason": "少写了一位"});
        scene.supervisor().post("/supply-checks", check).ok();
        assert_eq!(list("conflict"), Vec::<String>::new());
        let found = scene.officer().get("/supply-reports?state=wrong").ok()["items"][0].clone();
        assert_eq!([&found["reason"], &found["found_g"]], [&json!("少写了一位"), &json!(350_000)]);
        let alerts = scene.officer().get("/alerts").ok().to_string();
        assert!(alerts.contains("货源上报有误") && !alerts.contains("少写了一位"), "{alerts}");

        // There is nothing any more: that takes the place of both grades.
        scene.hand_in(&scene.officer(), vec![scene.item(5, "2026-08-12T01:50:00Z", json!({"nothing": {}}))]);
        assert_eq!(list(""), ["80斤", ""].map(str::to_owned).into_iter().rev().collect::<Vec<_>>());
    });
}

#[test]
fn a_survey_makes_its_village_a_grower() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let other = county.division("430582204212");
        let mut item = scene.item(
            1,
            "2026-08-10T00:00:00Z",
            json!({"survey": {"area_centimu": 12_050, "quantity": {"said": "约3万斤"}, "from_day": "2026-08-15", "to_day": "2026-09-05"}}),
        );
        item["division"] = json!(other);
        let answer = scene.hand_in(&scene.supervisor(), vec![item]);
        assert_eq!(Scene::went(&answer), ["taken"], "{answer}");
        // A survey that is refused makes nobody a grower.
        let mut refused = scene.item(
            2,
            "2026-08-10T00:00:00Z",
            json!({"survey": {"area_centimu": 100, "quantity": {"said": "1斤"},
            "from_day": "2026-08-15", "to_day": "2026-09-05", "replaces": ["x"]}}),
        );
        refused["division"] = json!(county.division("430582204201"));
        assert_eq!(Scene::went(&scene.hand_in(&scene.supervisor(), vec![refused])), ["refused supply.id_invalid"]);
        let growers = scene.supervisor().get(&format!("/crops/{}/growers?total=true", scene.crop)).ok();
        assert_eq!(growers["total"]["count"], json!(2), "{growers}");
        let surveys = scene.office().get("/supply-reports?kind=survey").ok();
        assert_eq!(
            (&surveys["items"][0]["area_centimu"], &surveys["items"][0]["period"]),
            (&json!(12_050), &json!(""))
        );
    });
}
