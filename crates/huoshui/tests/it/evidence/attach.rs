//! From the village to the department; what is no scan; the same scan many times.

use super::{paper, photo, photo_as};
use crate::{catalogue::certify::opened, harness::on_both, shop::Shop};
use image::ImageFormat;
use serde_json::{Value, json};
use std::thread;

#[test]
fn the_village_and_the_township_attach_and_the_department_sees() {
    on_both(|county| {
        let (officer, case, _) = opened(county, 600_000);
        let supervisor = county.supervisor();
        let all = format!("{case}/evidence");
        county.nobody().upload(&all, "a.jpg", &photo("licence"), &[("kind", "licence")]).refused(401, "edge.sign_in");
        let fields = [("kind", "licence"), ("note", "2025年换发")];
        let attached = officer.upload(&all, "孙某执照.jpg", &photo("licence"), &fields).ok();
        assert_eq!(
            (&attached["media_type"], &attached["again"], &attached["elsewhere_count"]),
            (&json!("image/jpeg"), &json!(false), &json!(0))
        );
        supervisor.post(&format!("{case}/township-check"), json!({"pass": true, "reason": "实地看过"})).ok();

        let step = [("kind", "photo"), ("part", "act"), ("part_id", "2")];
        officer.upload(&all, "b.jpg", &photo("field"), &step).refused(403, "evidence.not_yours");
        supervisor.upload(&all, "b.jpg", &photo("field"), &step).ok();
        for (fields, code) in [
            (vec![("kind", "photo"), ("part", "act"), ("part_id", "9")], "evidence.part_unknown"),
            (vec![("kind", "photo"), ("part", "help"), ("part_id", "1")], "evidence.part_unknown"),
            (vec![("kind", "photo"), ("part", "act")], "evidence.part_unknown"),
            (vec![("kind", "gossip")], "evidence.kind"),
        ] {
            supervisor.upload(&all, "b.jpg", &photo("field"), &fields).refused(422, code);
        }
        let far = county.person("李二", "township_supervisor", Some(county.division("430582001000")));
        far.upload(&all, "c.jpg", &photo("field"), &step).refused(403, "edge.outside_scope");
        far.get(&all).refused(403, "edge.outside_scope");
        far.get(&format!("{all}/1")).refused(403, "edge.outside_scope");

        let department = county.person("部门某", "department", None);
        let seen = department.get(&all).ok();
        let told = |row: &Value| format!("{} {} {} {}", row["name"], row["kind"], row["part"], row["person"]);
        assert_eq!(told(&seen["items"][0]), r#""孙某执照.jpg" "licence" "" "张某""#);
        assert_eq!(told(&seen["items"][1]), r#""b.jpg" "photo" "act" "李某""#);
        let of_step = department.get(&format!("{all}?part=act&part_id=2&total=1")).ok();
        assert_eq!(of_step["total"]["count"], json!(1));

        // Who reads the case but neither checks nor decides it sees that there is evidence, and no names.
        let guide = county.person("技某", "technical_guide", Some(county.division("430582204000")));
        let row = guide.get(&all).ok()["items"][0].clone();
        assert_eq!((&row["name"], &row["note"], &row["may_open"]), (&json!(""), &json!(""), &json!(false)));
        guide.get(&format!("{all}/1")).refused(403, "edge.not_allowed");
        assert!(county.acts().contains(&"evidence.attach".to_owned()));
    });
}

#[test]
fn each_part_of_an_outlet_and_a_producer_takes_its_own_papers() {
    on_both(|county| {
        let shop = Shop::open(county);
        let (office, supervisor) = (county.office(), county.supervisor());
        let outlet = format!("/outlets/{}", shop.outlet);
        let help = json!({"kind": "fitting_out", "amount_fen": 500_000, "in_kind": false, "description": "货架",
            "from_day": "2026-01-01"});
        let help = office.post(&format!("{outlet}/help"), help).ok()["id"].to_string();
        let refusal = json!({"on_day": "2026-08-01", "what": "拒绝助销", "evidence": "笔录", "document_no": "6号"});
        let refusal = office.post(&format!("{outlet}/refusals"), refusal).ok()["id"].to_string();
        let producer = format!("/producers/{}", shop.producer);
        let worker = json!({"worker": {"name": "曾某", "id_number": ""}, "year": 2025, "first_day": "2025-02-01",
            "last_day": "2025-12-31", "months": 11, "income_fen": 600_000, "evidence": "payroll"});
        let work = supervisor.post(&format!("{producer}/employments"), worker).ok()["id"].to_string();
        for (who, at, part, id, expect) in [
            (&office, &outlet, "act", "1", None),
            (&office, &outlet, "help", help.as_str(), None),
            (&office, &outlet, "refusal", refusal.as_str(), None),
            (&shop.manager, &outlet, "", "", None),
            (&shop.manager, &outlet, "help", help.as_str(), Some("evidence.not_yours")),
            (&shop.manager, &outlet, "act", "1", Some("evidence.not_yours")),
            (&supervisor, &outlet, "", "", Some("evidence.not_yours")),
            (&supervisor, &producer, "", "", None),
            (&supervisor, &producer, "employment", work.as_str(), None),
            (&supervisor, &producer, "badge", "1", Some("evidence.part_unknown")),
            (&office, &outlet, "exception", "1", Some("evidence.part_unknown")),
        ] {
            let fields = [("kind", "other"), ("part", part), ("part_id", id)];
            let sent = who.upload(&format!("{at}/evidence"), "a.pdf", &paper(&format!("{part}{id}")), &fields);
            match expect {
                None => assert_eq!(sent.ok()["media_type"], json!("application/pdf"), "{part}"),
                Some(code) => assert_eq!(sent.json()["code"], json!(code), "{part}: {}", sent.body),
            }
        }
        shop.clerk.upload(&format!("{outlet}/evidence"), "a.pdf", &paper("x"), &[]).refused(403, "edge.not_allowed");
    });
}

#[test]
fn what_is_no_scan_is_refused_in_words() {
    on_both(|county| {
        let shop = Shop::open(county);
        let all = format!("/outlets/{}/evidence", shop.outlet);
        let page = [photo("x"), b"<html><script>alert(1)</script>".to_vec()].concat();
        for (name, bytes, status, code, word) in [
            ("a.jpg", Vec::new(), 422, "evidence.empty", "空"),
            ("a.pdf", b"<html>not a scan</html>".to_vec(), 422, "evidence.type", "PDF"),
            ("a.pdf", b"%PDF-1.7 trust me".to_vec(), 422, "evidence.broken", "PDF"),
            ("a.png", png_without_pixels(), 422, "evidence.broken", "PNG"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), 422, "evidence.type", "JPEG"),
            ("a.jpg", page, 422, "evidence.markup", "网页"),
            ("a.jpg", [photo("x"), vec![0; 10 << 20]].concat(), 413, "evidence.too_large", "10 MB"),
        ] {
            let no = shop.manager.upload(&all, name, &bytes, &[("kind", "photo")]).refused(status, code);
            assert!(no["title"].as_str().unwrap().contains(word), "{no}");
            assert_eq!(no["errors"][0]["field"], json!("file"));
        }
        assert_eq!(shop.manager.get(&all).ok()["items"], json!([]));
        let english = shop.manager.with("accept-language", "en").upload(&all, "a", b"x", &[("kind", "photo")]);
        assert!(english.refused(422, "evidence.type")["title"].as_str().unwrap().contains("judged by what is in"));
    });
}

#[test]
fn the_same_scan_is_stored_once_and_seen_wherever_it_is_used() {
    on_both(|county| {
        let (here, there) = (Shop::open(county), Shop::open_in(county, "430582001001", "大禾塘店"));
        let (at, other) = (format!("/outlets/{}/evidence", here.outlet), format!("/outlets/{}/evidence", there.outlet));
        let ids: Vec<Value> = thread::scope(|scope| {
            let (at, manager) = (&at, &here.manager);
            let one = move || manager.upload(at, "a.jpg", &photo("same"), &[("kind", "photo")]).ok()["id"].clone();
            let sent: Vec<_> = (0..64).map(|_| scope.spawn(one)).collect();
            sent.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        let counted = |table: &str| -> i64 {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            county.app.db().read_now(move |tx| Ok(tx.one(&sql, &[])?)).unwrap()
        };
        assert_eq!((counted("file"), counted("file_content"), counted("evidence")), (1, 1, 1));

        let again = there.manager.upload(&other, "b.jpg", &photo("same"), &[("kind", "photo")]).ok();
        assert_eq!((&again["again"], &again["elsewhere_count"]), (&json!(false), &json!(1)));
        assert_eq!((counted("file"), counted("evidence")), (1, 2));
        let row = |answer: Value| answer["items"][0].clone();
        let seen = row(county.office().get(&other).ok());
        let expect = json!([{"subject_kind": "outlet", "subject": here.outlet, "name": "斫曹第一店"}]);
        assert_eq!(seen["elsewhere"], expect);
        let by_manager = row(there.manager.get(&other).ok());
        assert_eq!((&by_manager["elsewhere_count"], &by_manager["elsewhere"]), (&json!(1), &json!([])));
        let table = county.office().get(&format!("{other}?format=csv")).body;
        assert!(table.contains("同一文件另用于") && table.contains("b.jpg"), "{table}");
    });
}

/// Head and end of a picture, and nothing between.
fn png_without_pixels() -> Vec<u8> {
    let whole = photo_as("x", (96, 72), ImageFormat::Png);
    [&whole[..33], &whole[whole.len() - 12..]].concat()
}
