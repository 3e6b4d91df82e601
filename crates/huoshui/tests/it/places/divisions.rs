//! Divisions: found however they are spelt, added, corrected, merged, taken in from a file.

use crate::harness::on_both;
use serde_json::json;

#[test]
fn three_spellings_are_one_township_in_every_form() {
    on_both(|county| {
        let office = county.office();
        for q in ["斫石曹乡", "斫曹乡", "斫𥕢乡", "zcx", "zhuocao"] {
            let page = office.get(&format!("/divisions?level=township&q={}", encoded(q))).ok();
            assert_eq!(page["items"][0]["code"], json!("430582204000"), "{q}: {page}");
            assert_eq!(page["items"].as_array().unwrap().len(), 1, "{q}");
        }
        let page = office.get(&format!("/divisions?q={}", encoded("三合村"))).ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 2, "a village's name is no key");
        let csv = office.get(&format!("/divisions?level=township&q={}&format=csv", encoded("斫𥕢"))).body;
        assert!(csv.contains("斫𥕢乡"), "the rare character leaves whole: {csv}");
        office.get("/divisions?level=province").refused(400, "edge.query");
        let own = county.supervisor().get("/divisions?level=village&limit=500").ok();
        assert!(own["items"].as_array().unwrap().iter().all(|d| d["parent_name"] == json!("斫曹乡")));
    });
}

#[test]
fn the_county_corrects_its_table() {
    on_both(|county| {
        let (admin, office) = (county.admin(), county.office());
        let parent = county.division("430582000000");
        let farm = json!({"name": "某某农场", "level": "township", "parent": parent});
        county.nobody().post("/divisions", farm.clone()).refused(401, "edge.sign_in");
        office.post("/divisions", farm.clone()).refused(403, "edge.not_allowed");
        admin
            .post("/divisions", json!({"name": "某村", "level": "village", "parent": parent}))
            .refused(422, "division.parent");
        admin
            .post("/divisions", json!({"name": "某场", "level": "township", "parent": parent, "code": "4305"}))
            .refused(422, "division.code");
        let made = admin.post("/divisions", farm.clone()).ok();
        assert_eq!((&made["kind"], &made["code"]), (&json!("farm"), &json!("")));
        admin.post("/divisions", farm).refused(409, "division.name_taken");
        let counts = office.get("/division-counts").ok();
        let rows: Vec<_> =
            counts["items"].as_array().unwrap().iter().map(|r| r["difference"].as_i64().unwrap()).collect();
        assert_eq!(rows, [0, 1, -77], "26 units, 580 villages of 579, no poor village entered yet");

        let (old, into) = (county.division("430582204201"), county.division("430582204202"));
        let merger = json!({"into": into, "on": "2026-06-01", "note": "邵民〔2026〕1号"});
        admin
            .post(&format!("/divisions/{old}/merger"), json!({"into": old, "on": "2026-06-01"}))
            .refused(422, "division.successor");
        let merged = admin.post(&format!("/divisions/{old}/merger"), merger.clone()).ok();
        assert_eq!((&merged["valid_to"], &merged["successor"]), (&json!("2026-05-31"), &json!(into)));
        admin.post(&format!("/divisions/{old}/merger"), merger).refused(409, "division.ended");
        assert!(county.acts().contains(&"division.merge".to_owned()));
    });
}

#[test]
fn a_newer_table_goes_in_whole_or_not_at_all() {
    on_both(|county| {
        let admin = county.admin();
        let table = "区划代码,名称,级别,上级代码\n430582204000,斫𥕢乡,乡级,430582000000\n430582204299,新设村,村级,430582204000\n";
        let wrong = format!("{table}430582999201,某村,村级,430582999000\n");
        county.office().upload("/divisions/import", "区划.csv", table.as_bytes(), &[]).refused(403, "edge.not_allowed");
        admin.upload("/divisions/import", "区划.csv", wrong.as_bytes(), &[]).refused(422, "division.row");
        admin.upload("/divisions/import", "区划.csv", b"", &[]).refused(422, "division.file");
        let loaded = admin.upload("/divisions/import", "区划.csv", table.as_bytes(), &[]).ok();
        assert_eq!(loaded, json!({"added": 1, "renamed": 1, "unchanged": 0, "poor_villages": 0}));
        let town = admin.get(&format!("/divisions/{}", county.division("430582204000"))).ok();
        assert_eq!(town["name"], json!("斫𥕢乡"));
        assert_eq!(town["name"].as_str().unwrap().chars().count(), 3);
        assert!(town["other_names"].as_array().unwrap().contains(&json!("斫曹乡")));
    });
}

#[test]
fn a_column_of_the_table_marks_the_poor_villages() {
    on_both(|county| {
        let admin = county.admin();
        let head = "区划代码,名称,级别,上级代码,贫困村,贫困村认定日期\n";
        let town = "430582204000,斫曹乡,乡级,430582000000";
        let village = "430582204213,梧桐村,村级,430582204000";
        let load =
            |rows: &str| admin.upload("/divisions/import", "贫困村.csv", format!("{head}{rows}").as_bytes(), &[]);
        load(&format!("{town},是,\n")).refused(422, "division.row");
        load(&format!("{village},大概,\n")).refused(422, "division.row");
        let marked = load(&format!("{town},,\n{village},是,2014-01-01\n")).ok();
        assert_eq!(marked["poor_villages"], json!(1));
        assert_eq!(load(&format!("{village},是,2014-01-01\n")).ok()["poor_villages"], json!(0));
        let found = admin.get("/divisions?quality=poor_village").ok();
        assert_eq!(found["items"][0]["code"], json!("430582204213"));
        let detail = admin.get(&format!("/divisions/{}", county.division("430582204213"))).ok();
        let period = &detail["quality_periods"][0];
        assert_eq!((&period["valid_from"], &period["source"]), (&json!("2014-01-01"), &json!("贫困村.csv")));
    });
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
