//! The table of ways from a file: looked at first, every wrong row named, in again without effect, out in the same form.

use crate::{
    harness::{Answer, Client, County, on_both},
    supply::scene::{self, Scene, supply},
    vouchers,
};
use serde_json::{Value, json};

const PATH: &str = "/transport-costs/import";

fn send(by: &Client, name: &str, rows: &str, fields: &[(&str, &str)]) -> Answer {
    by.upload(PATH, name, rows.as_bytes(), fields)
}

fn ways(office: &Client) -> Vec<(String, String, i64)> {
    let rows = office.get("/transport-costs").ok();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let row = |row: &Value| (text(row, "from_name"), text(row, "to_name"), row["fen_per_kg"].as_i64().unwrap());
    let mut found: Vec<_> = rows["items"].as_array().unwrap().iter().map(row).collect();
    found.sort();
    found
}

fn name_of(county: &County, code: &str) -> String {
    let division = county.division(code);
    county.admin().get(&format!("/divisions/{division}")).ok()["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_file_is_looked_at_taken_once_and_goes_out_in_the_same_form() {
    on_both(|county| {
        let office = county.office();
        let (a, b) = (name_of(county, "430582204000"), name_of(county, "430582001000"));
        let both = |one: &str, other: &str, fen: i64| {
            let mut rows = vec![(one.to_owned(), other.to_owned(), fen), (other.to_owned(), one.to_owned(), fen)];
            rows.sort();
            rows
        };
        // A name and a code of nine digits; both directions unless it says one.
        let file = format!("从,到,运费（分/公斤）,方向,备注\n{a},430582001,8,,\n{a},县外,0045,单向,高速\n");
        let seen = send(&office, "运费.csv", &file, &[("dry_run", "true")]).ok();
        assert_eq!((&seen["new"], &seen["rows"], &seen["taken"]), (&json!(3), &json!(2), &json!(false)), "{seen}");
        assert_eq!((&seen["wrong"], ways(&office).len()), (&json!([]), 0), "only looked at: {seen}");
        assert_eq!(seen["ways"][0]["before_fen_per_kg"], json!(null));
        county.auditor().upload(PATH, "运费.csv", file.as_bytes(), &[]).refused(403, "edge.not_allowed");
        let taken = send(&office, "运费.csv", &file, &[]).ok();
        assert_eq!((&taken["taken"], &taken["new"]), (&json!(true), &json!(3)), "{taken}");
        let mut expect = both(&a, &b, 8);
        expect.push((a.clone(), String::new(), 45));
        expect.sort();
        assert_eq!(ways(&office), expect);
        let rule = office.get("/transport-rule").ok();
        assert_eq!((&rule["table"]["source"], &rule["table"]["ways"]), (&json!("运费.csv"), &json!(3)), "{rule}");

        // Again it adds nothing, and the table stays the one that it is.
        let again = send(&office, "运费2.csv", &file, &[]).ok();
        assert_eq!((&again["taken"], &again["same"], &again["new"]), (&json!(false), &json!(3), &json!(0)), "{again}");
        assert_eq!(office.get("/transport-rule").ok()["table"], rule["table"]);

        // What goes out comes in again without effect, as text and as a workbook.
        for form in ["csv", "xlsx"] {
            let out = office.get(&format!("/transport-costs/file?form={form}"));
            let back = office.upload(PATH, &format!("运费表.{form}"), &out.bytes, &[("whole", "true")]).ok();
            let counts = ["new", "changed", "gone", "same"].map(|key| back[key].as_i64().unwrap());
            assert_eq!((counts, &back["taken"]), ([0, 0, 0, 3], &json!(false)), "{form}: {back}");
        }

        // Another cost by yuan for 斤, in one direction; then a file that is the whole table.
        let dearer = format!("从,到,运费（元/斤）,方向\n{b},{a},0.06,单向\n");
        let seen = send(&office, "改.csv", &dearer, &[("dry_run", "true")]).ok();
        assert_eq!((&seen["changed"], &seen["ways"][0]["before_fen_per_kg"]), (&json!(1), &json!(8)), "{seen}");
        assert_eq!(seen["ways"][0]["fen_per_kg"], json!(12));
        let whole = send(&office, "改.csv", &dearer, &[("whole", "true")]).ok();
        assert_eq!(
            (&whole["changed"], &whole["gone"], &whole["taken"]),
            (&json!(1), &json!(2), &json!(true)),
            "{whole}"
        );
        assert_eq!(ways(&office), [(b, a, 12)]);
        assert!(county.acts().contains(&"transport.import".to_owned()));
    });
}

#[test]
fn a_way_stands_in_one_row_and_both_rows_are_named_where_it_does_not() {
    on_both(|county| {
        let office = county.office();
        let (a, b) = (county.division("430582204000"), county.division("430582001000"));
        let row = |from: i64, to: i64, fen: i64| json!({"from_township": from, "to_township": to, "fen_per_kg": fen});
        let rows = json!({"rows": [row(a, b, 8), row(b, a, 8), row(a, b, 9)]});
        let refused = office.put("/transport-costs", rows);
        assert!(
            refused.body.contains("第 3 行和第 1 行是同一条路") && refused.body.contains("/rows/2"),
            "{}",
            refused.body
        );
        refused.refused(422, "transport.way_twice");
        assert_eq!(ways(&office), [], "nothing was written");
        office.put("/transport-costs", json!({"rows": [row(a, b, 8), row(b, a, 8)]})).ok();
        assert_eq!(ways(&office).len(), 2);
    });
}

#[test]
fn every_wrong_row_is_named_with_what_would_be_right_and_nothing_is_written() {
    on_both(|county| {
        let office = county.office();
        let (a, b) = (name_of(county, "430582204000"), name_of(county, "430582001000"));
        let file = format!(
            "从,到,运费（分/公斤）,公里,方向\n{a},{b},8,,\n{a},{beginning}镇镇,8,,\n{a},{b},9,,\n{a},县外,八块,,\n{a},县外,,,\n县外,{a},8,,\n\
             {a},县外,8,,来回跑\n{b},梧桐村和别的,7,3,\n",
            beginning = b.chars().take(2).collect::<String>()
        );
        let seen = send(&office, "运费.csv", &file, &[("dry_run", "true")]).ok();
        let wrong: Vec<(String, String)> = seen["wrong"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["at"].as_str().unwrap().to_owned(), one["why"]["zh"].as_str().unwrap().to_owned()))
            .collect();
        for (at, why) in [
            ("!3 到", b.as_str()),
            ("!4 运费（分/公斤）", "已写每公斤 8 分"),
            ("!5 运费（分/公斤）", "不带单位的数字"),
            ("!6 运费（分/公斤）", "只填一样"),
            ("!7 从", "起点应是本地"),
            ("!8 方向", "双向 或 单向"),
            ("!9 运费（分/公斤）", "只填一样"),
        ] {
            let named = wrong.iter().any(|(place, said)| place.ends_with(at) && said.contains(why));
            assert!(named, "{at} {why}: {wrong:?}");
        }
        assert_eq!(wrong.len(), 7, "{wrong:?}");
        let refused = send(&office, "运费.csv", &file, &[]);
        assert!(refused.body.contains("!3 到") && refused.body.contains("一行都没有写入"), "{}", refused.body);
        refused.refused(422, "transport.rows");
        assert_eq!(ways(&office), [], "the good row is not written either");

        send(&office, "运费.csv", "乡镇,价\n甲,1\n", &[]).refused(422, "transport.header");
        send(&office, "运费.csv", "", &[]).refused(422, "transport.file");
        let bare = format!("从,到,运费\n{a},{b},8\n");
        let why = send(&office, "运费.csv", &bare, &[]);
        assert!(why.body.contains("表头要写明单位"), "{}", why.body);
        let column = format!("从,到,运费（分/公斤）,车型\n{a},{b},8,大车\n");
        assert!(send(&office, "运费.csv", &column, &[]).body.contains("车型"));
    });
}

#[test]
fn distances_cost_by_a_rate_and_a_run_says_which_table_it_went_by() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let office = scene.office();
        let unit = vouchers::scene::unit(county, "邵东一中");
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", supply("5吨"))]);
        let wants = |place: Value| {
            let body = json!({"crop": scene.crop, "unit": unit, "division": place, "kg": 100, "from_day": "2026-08-12",
                "to_day": "2026-08-14"});
            office.post("/demands", body).ok();
        };
        wants(json!(county.division("430582001000")));
        wants(json!(county.division("430582101000")));
        let plan = |scene: &Scene<'_>| scene.office().post("/matching-runs", json!({})).ok();
        let before = plan(&scene);
        assert_eq!(before["ways_used"], json!({"table": null, "ways": 2, "known": 0}), "all by the rule: {before}");
        assert_eq!(before["transport_fen"], json!(200 * 20));

        let (a, b) = (name_of(county, "430582204000"), name_of(county, "430582001000"));
        let file = format!("起点,终点,距离（公里）\n{a},{b},25.5\n");
        send(&office, "里程.csv", &file, &[]).refused(422, "transport.rate");
        send(&office, "里程.csv", &file, &[("fen_per_tkm", "0")]).refused(422, "transport.rate");
        send(&office, "里程.csv", &file, &[("fen_per_tkm", "100")]).ok();
        let after = plan(&scene);
        // 25.5 km at ¥1 a tonne and kilometre: 2.55, so 3 fen a kg.
        assert_eq!(after["transport_fen"], json!(100 * 3 + 100 * 20), "{after}");
        let used = &after["ways_used"];
        assert_eq!(
            (&used["ways"], &used["known"], &used["table"]["source"]),
            (&json!(2), &json!(1), &json!("里程.csv"))
        );
        let kept = office.get(&format!("/matching-runs/{}", after["id"])).ok();
        assert_eq!(&kept["ways_used"], used, "kept with the run");
        // Another table later: the run still says the one that it went by.
        office.put("/transport-costs", json!({"rows": []})).ok();
        assert_eq!(office.get("/transport-rule").ok()["table"]["source"], json!(""));
        assert_eq!(&office.get(&format!("/matching-runs/{}", after["id"])).ok()["ways_used"], used);
        let first = office.get(&format!("/matching-runs/{}", before["id"])).ok();
        assert_eq!(first["ways_used"], before["ways_used"]);
    });
}
