//! Lists of workers, programmes, issues: one person once a year over all unions.

use super::scene;
use crate::harness::on_both;
use serde_json::json;

#[test]
fn one_person_gets_the_years_sum_once_over_all_unions() {
    on_both(|county| {
        let scene = scene::set(county);
        let issues = format!("/programmes/{}/issues", scene.programme);
        let issue = |key: &str, body| scene.union.post_once(&format!("issuing-{key}"), &issues, body);
        scene.union.post(&issues, json!({"reason": "mid_autumn", "amount_fen": 1})).refused(400, "edge.key_missing");
        issue("a", json!({"reason": "birthday", "amount_fen": 10_000})).refused(422, "issue.reason_unknown");
        issue("b", json!({"reason": "other", "amount_fen": 10_000})).refused(422, "voucher.text_length");
        issue("c", json!({"reason": "mid_autumn", "amount_fen": 60_001})).refused(422, "issue.amount_invalid");
        issue("d", json!({"reason": "mid_autumn", "amount_fen": 0})).refused(422, "issue.amount_invalid");
        county
            .person("外单位", "union_officer", Some(scene::unit(county, "邵东二中")))
            .post_once("outside-1", &issues, json!({"reason": "mid_autumn", "amount_fen": 1}))
            .refused(403, "edge.outside_scope");
        let tried = issue("e", json!({"reason": "mid_autumn", "amount_fen": 40_000, "dry_run": true})).ok();
        assert_eq!((&tried["id"], &tried["workers"]), (&json!(null), &json!(3)));
        let body = json!({"reason": "mid_autumn", "amount_fen": 40_000});
        let first = issue("f", body.clone());
        assert_eq!(first.ok()["total_fen"], json!(120_000));
        assert_eq!(issue("f", body.clone()).headers["idempotency-replayed"], "true");
        let over = issue("g", body.clone()).refused(409, "issue.over_ceiling");
        assert!(over["title"].as_str().unwrap().contains("600.00"), "{over}");

        // 周一 moves to another school in June: that union's list knows them by name and phone.
        let other = scene::unit(county, "邵东三中");
        let union = county.person("钱某", "union_officer", Some(other));
        let rows = json!([{"name": "周 一", "phone": "+86 138-0000-0001"}, {"name": "王五", "phone": "13900000005"}]);
        let workers = format!("/units/{other}/workers");
        let tried = union.post(&workers, json!({"rows": rows, "dry_run": true})).ok();
        assert_eq!((&tried["joining"], &tried["elsewhere"]), (&json!(2), &json!(1)), "{tried}");
        assert_eq!(union.get(&workers).ok()["items"], json!([]));
        union.post(&workers, json!({"rows": rows})).ok();
        let programme = union.post(&format!("/units/{other}/programmes"), json!({"year": 2026})).ok();
        union.post(&format!("/units/{other}/programmes"), json!({"year": 2026})).refused(409, "programme.exists");
        let path = format!("/programmes/{}/issues", programme["id"]);
        let full = json!({"reason": "assistance", "amount_fen": 60_000, "up_to_ceiling": true});
        let given = union.post_once("other-union", &path, full).ok();
        assert_eq!(given["total_fen"], json!(20_000 + 60_000));
        assert_eq!(given["cut"][0]["issued_fen"], json!(40_000));
        assert_eq!(scene.recount().largest_fen, base::Fen(60_000));

        let accounts = scene.union.get(&format!("/programmes/{}/accounts?total=true&name=周一", scene.programme)).ok();
        assert_eq!(accounts["items"][0]["masked_name"], json!("周*"));
        assert_eq!(accounts["total"]["count"], json!(1));
        for (asked, count) in [("周一", 1), ("13800000001", 1), ("138 0000 0001", 1), ("0001", 0), ("周", 0)] {
            let list = format!("/units/{}/workers?total=true&name={}", scene.unit, asked.replace(' ', "%20"));
            assert_eq!(scene.union.get(&list).ok()["total"]["count"], json!(count), "{asked}");
        }
        let shown = scene.union.get(&format!("/programmes/{}", scene.programme)).ok();
        assert_eq!(shown["title"], json!("邵东一中工会2026年消费扶贫提货券"));
        assert!(!scene.union.get("/programmes").body.contains("邵东三中"));
    });
}

#[test]
fn a_list_is_read_from_a_file_tried_and_taken_in() {
    on_both(|county| {
        let scene = scene::set(county);
        let path = format!("/units/{}/worker-files", scene.unit);
        let csv = "邵东一中职工名单\n序号,姓名,手机号码,部门,离职日期\n1,周一,13800000001,数学组,\n2,周二,13800000002,,2026-07-31\n3,周四,13800000004,,\n";
        let tried =
            scene.union.upload(&path, "名单.csv", csv.as_bytes(), &[("dry_run", "true"), ("complete", "true")]).ok();
        let counts = |v: &serde_json::Value| ["joining", "leaving", "changed", "known"].map(|k| v[k].as_i64().unwrap());
        assert_eq!(counts(&tried), [1, 2, 1, 0], "{tried}");
        assert_eq!(
            [&tried["rows"][0]["row"], &tried["rows"][0]["department"]],
            [&json!(3), &json!("数学组")],
            "{tried}"
        );
        let bad = csv.replace("13800000004", "1380000");
        scene.union.upload(&path, "名单.csv", bad.as_bytes(), &[]).refused(422, "worker.list_problems");
        scene.union.upload(&path, "名单.csv", "没有表格".as_bytes(), &[]).refused(422, "worker.list_unreadable");
        scene.union.upload(&path, "名单.csv", csv.as_bytes(), &[("complete", "true")]).ok();
        let workers = scene.union.get(&format!("/units/{}/workers?limit=10", scene.unit)).ok();
        let on_list = workers["items"].as_array().unwrap().iter().filter(|w| w["left_on"] == "9999-12-31").count();
        assert_eq!(on_list, 2, "{workers}");
        assert_eq!(scene.issue(100)["workers"], json!(2));
    });
}

#[test]
fn a_new_phone_is_no_new_person() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let workers = format!("/units/{}/workers", scene.unit);
        let rows = json!([{"name": "周一", "phone": "13900000001"}]);
        let tried = scene.union.post(&workers, json!({"rows": rows, "dry_run": true})).ok();
        let worker = tried["rows"][0]["similar"].as_i64().unwrap();
        let path = format!("{workers}/{worker}");
        scene.union.put(&path, json!({"name": "周一", "phone": "139"})).refused(422, "worker.phone_invalid");
        scene.union.put(&path, json!({"name": "周二", "phone": "13800000002"})).refused(409, "worker.twice");
        scene.union.put(&path, json!({"name": "周一", "phone": "13900000001"})).ok();
        assert_eq!(scene.union.post(&workers, json!({"rows": rows, "dry_run": true})).ok()["known"], json!(1));
        let issues = format!("/programmes/{}/issues", scene.programme);
        let again = json!({"reason": "national_day", "amount_fen": 100, "workers": [worker]});
        scene.union.post_once("once-more", &issues, again).refused(409, "issue.over_ceiling");
        let reveal = |reason: &str| scene.union.post(&format!("{path}/reveal"), json!({"reason": reason}));
        reveal("").refused(422, "voucher.text_length");
        assert_eq!(reveal("核对身份").ok()["phone"], json!("13900000001"));
        assert!(county.acts().contains(&"worker.reveal".to_owned()));
        scene.recount();
    });
}

#[test]
fn without_a_phone_a_move_to_another_union_makes_no_second_ceiling() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        // 周三, of whom only the name is known, turns up on the list of another school, typed with an unseen character.
        let unit = scene::unit(county, "邵东三中");
        let union = county.person("钱某", "union_officer", Some(unit));
        let workers = format!("/units/{unit}/workers");
        union
            .post(
                &workers,
                json!({"rows": [{"name": "周\u{200b}三"}, {"name": "周一"}, {"name": "周二", "phone": "13900000002"}]}),
            )
            .ok();
        let programme = union.post(&format!("/units/{unit}/programmes"), json!({"year": 2026})).ok()["id"].clone();
        let path = format!("/programmes/{programme}/issues");
        let body = json!({"reason": "mid_autumn", "amount_fen": 60_000});
        let dry = || {
            let body = json!({"reason": "mid_autumn", "amount_fen": 60_000, "dry_run": true});
            union.post_once("dry-issue", &path, body).ok()
        };
        union.post_once("all-of-them", &path, body.clone()).refused(409, "issue.over_ceiling");
        let tried = dry();
        // 周一 there has a phone and here has none: perhaps the same. Two phones tell 周二 apart.
        assert_eq!((&tried["workers"], tried["cut"].as_array().unwrap().len()), (&json!(1), 2), "{tried}");
        let cut = &tried["cut"][0];
        assert_eq!(
            (&cut["masked_name"], &cut["issued_fen"], &cut["amount_fen"]),
            (&json!("周*"), &json!(0), &json!(0))
        );
        let namesake = &cut["namesakes"][0];
        assert_eq!((&namesake["unit"], &namesake["issued_fen"]), (&json!("邵东一中"), &json!(60_000)));

        let apart = |worker: &serde_json::Value, other: &serde_json::Value, reason: &str| {
            union.post(&format!("{workers}/{worker}/namesakes"), json!({"other": other, "reason": reason}))
        };
        let (here, there) = (cut["worker"].clone(), namesake["worker"].clone());
        apart(&here, &there, " ").refused(422, "voucher.text_length");
        apart(&here, &tried["cut"][1]["worker"], "两人").refused(422, "worker.no_namesake");
        apart(&json!(9_999), &there, "两人").refused(404, "worker.unknown");
        apart(&there, &here, "两人").refused(404, "worker.unknown");
        apart(&here, &there, "三中的周三今年毕业分配，一中的周三任教十年").ok();
        apart(&here, &there, "再说一次").ok();
        assert!(county.acts().contains(&"worker.tell_apart".to_owned()));
        union
            .post_once("only-one", &path, json!({"reason": "mid_autumn", "amount_fen": 60_000, "workers": [here]}))
            .ok();
        // The other union knows as well that they are two: its next issue is stopped by its own sums alone.
        let again = json!({"reason": "national_day", "amount_fen": 100, "dry_run": true});
        let again = scene.union.post_once("next-issue", &format!("/programmes/{}/issues", scene.programme), again).ok();
        assert!(again["cut"].as_array().unwrap().iter().all(|row| row["namesakes"] == json!([])), "{again}");
        scene.recount();
    });
}

#[test]
fn a_past_years_ceiling_is_no_second_one_for_today() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let past = json!({"year": 2025, "valid_from": "2025-12-31", "valid_to": "2026-12-31"});
        let programme = scene.union.post(&format!("/units/{}/programmes", scene.unit), past).ok()["id"].clone();
        let body = json!({"reason": "mid_autumn", "amount_fen": 60_000});
        let issues = format!("/programmes/{programme}/issues");
        scene.union.post_once("issue-2025", &issues, body).refused(409, "issue.year");
        scene.recount();
    });
}
