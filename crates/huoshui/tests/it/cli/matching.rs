//! `match`: needs no folder, names what is wrong, answers exactly in the agreed form.

use super::{Desk, text};
use serde_json::{Value, json};

fn instance() -> Value {
    json!({
        "supplies": [
            {"id": "s1", "product": "yellow-peach", "place": "430582204213", "kg": 50_000, "from": "2026-08-01",
             "to": "2026-08-15", "floor_fen_per_kg": 900, "urgency": 3},
            {"id": "s2", "product": "yellow-peach", "place": "430582204214", "kg": 500, "from": "2026-09-01",
             "to": "2026-09-15", "floor_fen_per_kg": null}],
        "demands": [
            {"id": "d2", "product": "rice", "place": "430582001", "kg": 7, "from": "2026-08-04", "to": "2026-08-10",
             "max_fen_per_kg": null, "directed_to": null},
            {"id": "d1", "product": "yellow-peach", "place": "430582001", "kg": 10_000, "from": "2026-08-04",
             "to": "2026-08-10", "max_fen_per_kg": 2000, "directed_to": "430582204000"}],
        "transport": [{"from": "430582204213", "to": "430582001", "fen_per_kg": 12}],
    })
}

fn matched(desk: &Desk, line: &str, input: &Value) -> (Option<i32>, String, String) {
    let out = desk.run_with(line, &input.to_string());
    (out.status.code(), text(&out.stdout), text(&out.stderr))
}

#[test]
fn the_answer_has_the_agreed_form() {
    let desk = Desk::new();
    let (code, said, why) = matched(&desk, "match - --format json", &instance());
    assert_eq!((code, why.as_str()), (Some(0), ""));
    let expect = json!({"matched_kg": 10_000, "urgency_kg": 40_000, "transport_fen": 120_000,
        "flows": [{"supply": "s1", "demand": "d1", "kg": 10_000}], "unmet": [{"demand": "d2", "kg": 7}],
        "unsold": [{"supply": "s1", "kg": 40_000}, {"supply": "s2", "kg": 500}],
        "prices": {"supply": {"s1": [0, 0, 0], "s2": [0, 0, 0]}, "demand": {"d2": [0, 0, 0], "d1": [4, 1, -12]}},
        "optimal": true});
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap(), expect);
    desk.put("i.json", instance().to_string());
    assert_eq!(desk.ok("match i.json --format json"), said, "the same from a file");
    assert_eq!(desk.names(), ["i.json"]);
}

#[test]
fn people_read_lines_and_reasons() {
    let desk = Desk::new();
    let (code, said, _) = matched(&desk, "match -", &instance());
    assert_eq!(code, Some(0));
    for line in [
        "可成交: 10000 kg",
        "运费合计: ¥1,200.00",
        "配对 s1 → d1: 10000 kg, ¥0.12/kg",
        "未满足 d2: 7 kg",
        "未售 s2: 500 kg",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (_, said, _) = matched(&desk, "match - --explain --lang en", &instance());
    for line in [
        "none of the sources is allowed: 2 of another product",
        "none of the buyers is allowed: 1 at another time",
        "buyers allowed: 1; each is full or takes no more from this one, and no other choice would be better",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (_, said, _) = matched(&desk, "match - --explain --format json", &instance());
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["reasons"]["unsold"][1]["fails"], json!([["window", 1]]));
}

#[test]
fn a_spreadsheet_gets_a_line_for_each_flow_and_rest() {
    let desk = Desk::new();
    let (code, said, _) = matched(&desk, "match - --format csv --lang en", &instance());
    let expect = "kind,supply,demand,kg,transport_yuan_per_kg,transport_yuan,why\nflow,s1,d1,10000,0.12,1200.00,\n\
                  unmet,,d2,7,,,\nunsold,s1,,40000,,,\nunsold,s2,,500,,,\n";
    assert_eq!((code, said.as_str()), (Some(0), expect));
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_answered() {
    let desk = Desk::new();
    for (place, value, named) in [
        ("/supplies/0/kg", json!(-1), "s1"),
        ("/supplies/1/id", json!("s1"), "s1"),
        ("/demands/0/from", json!("2026-09-01"), "d2"),
        ("/transport/0/fen_per_kg", json!(1e99), "430582204213"),
        ("/demands/1/directed_to", json!("s9"), "s9"),
    ] {
        let mut wrong = instance();
        *wrong.pointer_mut(place).unwrap() = value;
        let (code, said, why) = matched(&desk, "match - --format json", &wrong);
        assert_eq!((code, said.as_str()), (Some(1), ""), "{place}");
        assert!(why.starts_with(place) && why.contains(named), "{place}: {why}");
    }
    for input in ["", "[", "{}", "{\"supplies\":[],\"demands\":[],\"colour\":1}"] {
        let out = desk.run_with("match -", input);
        assert_eq!((out.status.code(), text(&out.stdout).as_str()), (Some(1), ""), "{input}");
    }
    assert!(desk.fails("match nowhere.json", 1).contains("nowhere.json"));
    desk.fails("match", 2);
    desk.fails("match - --format yaml", 2);
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn nothing_to_match_is_an_answer() {
    let desk = Desk::new();
    let empty = json!({"supplies": [], "demands": [], "transport": [], "pairs": []});
    let (code, said, _) = matched(&desk, "match - --format json", &empty);
    assert_eq!(code, Some(0));
    assert_eq!(
        said.trim(),
        r#"{"matched_kg":0,"urgency_kg":0,"transport_fen":0,"flows":[],"unmet":[],"unsold":[],"prices":{"supply":{},"demand":{}},"optimal":true}"#
    );
}

#[test]
fn the_examples_of_the_papers_are_answered() {
    let (desk, examples) = (Desk::new(), concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/examples"));
    assert!(desk.ok(&format!("match {examples}/match.json --explain")).contains("神前村黄桃 → 长沙生活馆"));
    let found = desk.ok(&format!("policy evaluate --policy shaodong-2020 --measures {examples}/measures.json"));
    let found: Value = serde_json::from_str(&found).unwrap();
    let subjects = ["灵官殿授权店", "神前村信息员", "邵东一中食堂", "灵官殿黄桃专业合作社"];
    for subject in subjects {
        assert!(found["findings"].as_array().unwrap().iter().any(|one| one["subject"] == subject), "{subject}");
    }
}
