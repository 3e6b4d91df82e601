//! `policy`: needs no folder, points at the wrong place, answers nothing by halves.

use super::{Desk, text};
use serde_json::{Value, json};

fn outlet(changed: &[(&str, Value)]) -> Value {
    let mut outlet = json!({"kind": "outlet", "id": "o1", "outlet_kind": "shop", "year": 2020, "authorised_from": "2019-06-01",
        "authorised_to": null, "recorded_sales_fen": 10_000_000, "credited_sales_fen": 10_000_000,
        "campaign_sales_fen": 10_000_000, "local_sales_fen": 7_000_000, "refusals": 0});
    for (name, value) in changed {
        outlet[*name] = value.clone();
    }
    outlet
}

fn evaluate(desk: &Desk, input: &str) -> (Option<i32>, String, String) {
    let out = desk.run_with("policy evaluate --policy shaodong-2020 --measures -", input);
    (out.status.code(), text(&out.stdout), text(&out.stderr))
}

#[test]
fn a_wrong_measure_is_pointed_at_and_nothing_is_answered() {
    let desk = Desk::new();
    for (field, value) in [
        ("recorded_sales_fen", json!(-1)),
        ("recorded_sales_fen", json!(1.0)),
        ("recorded_sales_fen", json!(1e30)),
        ("recorded_sales_fen", json!("1")),
        ("local_sales_fen", json!(10_000_001)),
        ("authorised_from", json!("2020-02-30")),
        ("authorised_to", json!("2018-01-01")),
        ("outlet_kind", json!("booth")),
        ("year", json!(0)),
        ("colour", json!(1)),
    ] {
        let (code, said, why) = evaluate(&desk, &json!({"subjects": [outlet(&[(field, value.clone())])]}).to_string());
        assert_eq!((code, said.as_str()), (Some(1), ""), "{field} {value}");
        assert!(why.starts_with(&format!("/subjects/0/{field}")), "{field} {value}: {why}");
    }
    let twice = json!({"subjects": [outlet(&[]), outlet(&[])]}).to_string();
    assert!(evaluate(&desk, &twice).2.starts_with("/subjects/1/id"));
    for input in ["", "[", "{\"subjects\": {}}", "{\"subjects\": [], \"more\": 1}"] {
        assert_eq!(evaluate(&desk, input).0, Some(1), "{input}");
    }
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn revocation_and_award_of_one_outlet_name_each_other() {
    let desk = Desk::new();
    let (code, said, _) = evaluate(&desk, &json!({"subjects": [outlet(&[])]}).to_string());
    assert_eq!(code, Some(0));
    let findings: Value = serde_json::from_str(&said).unwrap();
    let of = |rule: &str| findings["findings"].as_array().unwrap().iter().find(|f| f["rule"] == rule).unwrap().clone();
    let (revoke, award) = (of("outlet.revoke_low_sales"), of("outlet.unsalable_award"));
    assert_eq!(
        (&revoke["outcome"], &award["outcome"], &award["amount_fen"]),
        (&json!("revoke"), &json!("award"), &json!(100_000))
    );
    assert_eq!(revoke["conflicts_with"], json!(["outlet.unsalable_award"]));
    assert_eq!(award["conflicts_with"], json!(["outlet.revoke_low_sales"]));
}

#[test]
fn a_policy_file_with_a_fault_is_refused_with_its_line() {
    let desk = Desk::new();
    let sound =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/shaodong-2020.toml")).unwrap();
    for (from, to) in [
        ("{ ge = \"0\", lt = \"300000\"", "{ ge = \"0\", lt = \"299999.99\""),
        ("{ ge = \"0\", lt = \"300000\"", "{ ge = \"0\", le = \"300000\""),
        ("share = { ge = \"70\"", "share = { ge = 70.0"),
        ("limit = { le = \"100000\"", "limit = { ge = \"100000\""),
        ("limit = { le = \"100000\"", "limit = { le = \"1e5\""),
        ("figures = \"both\"", "figures = \"both\"\ncolour = 1"),
        ("timeliness = \"40\"", "timeliness = \"30\""),
        ("effective_from = \"2020-01-01\"", "effective_from = \"2020-02-30\""),
        ("id = \"shaodong-2020\"", "id = \"../../etc\""),
        ("id = \"shaodong-2020\"", "id = \"a b\""),
    ] {
        let broken = sound.replacen(from, to, 1);
        assert_ne!(broken, sound, "{from}");
        desk.put("p.toml", broken);
        let why = desk.fails("policy check p.toml", 1);
        assert!(why.contains("p.toml:line "), "{to}: {why}");
    }
    desk.put("p.toml", "id = ");
    let why = desk.fails("policy check p.toml", 1);
    assert!(why.contains("p.toml:line 1: TOML") && !why.contains(": :"), "{why}");
    desk.put("p.toml", &sound);
    desk.ok("policy check p.toml");
    assert!(desk.fails("policy explain outlet.nothing", 1).contains("outlet.nothing"));
}
