//! Which pairs are allowed, one row a case; what is refused, and with which words.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions)] // helpers of tests

mod cast;

use cast::{day, demand, instance, supply, way};
use matching::{Demand, Instance, Supply, read, solve};
use serde_json::{Value, json};

/// One supply, one demand and a way between them, changed.
fn matched(change: impl FnOnce(&mut Supply, &mut Demand, &mut Instance)) -> i64 {
    let (mut s, mut d) = (supply(213, 50, 3), demand(1, 10));
    let mut all = instance(vec![], vec![], None);
    all.transport.push(way("430582204213", "430582001", 12));
    change(&mut s, &mut d, &mut all);
    all.supplies.insert(0, s);
    all.demands.insert(0, d);
    let plan = solve(&all).unwrap();
    assert!(plan.optimal);
    plan.totals.matched_kg
}

#[test]
fn a_pair_is_allowed_if_every_test_passes() {
    assert_eq!(matched(|_, _, _| ()), 10);
    assert_eq!(matched(|_, d, _| d.product = "rice".into()), 0, "another product");
    for (from, to, kg) in [
        ("2026-08-15", "2026-08-20", 10),
        ("2026-08-16", "2026-08-20", 0),
        ("2026-07-01", "2026-08-01", 10),
        ("2026-07-01", "2026-07-31", 0),
        ("2026-08-02", "2026-08-02", 10),
    ] {
        assert_eq!(matched(|_, d, _| (d.from, d.to) = (day(from), day(to))), kg, "{from} {to}");
    }
    for (floor, max, kg) in [
        (Some(900), Some(900), 10),
        (Some(901), Some(900), 0),
        (None, Some(0), 10),
        (Some(900), None, 10),
        (None, None, 10),
    ] {
        let change = |s: &mut Supply, d: &mut Demand| (s.floor_fen_per_kg, d.max_fen_per_kg) = (floor, max);
        assert_eq!(matched(|s, d, _| change(s, d)), kg, "{floor:?} {max:?}");
    }
}

#[test]
fn a_direction_is_a_supply_else_the_beginning_of_a_place() {
    for (to, kg) in [
        ("s213", 10),
        ("430582204213", 10),
        ("430582204", 10),
        ("430582204000", 10),
        ("430582000000", 10),
        ("430582", 10),
        ("430582205000", 0),
        ("430582204214", 0),
        ("000", 10),
    ] {
        assert_eq!(matched(|_, d, _| d.directed_to = Some(to.into())), kg, "{to}");
    }
    // the id of another supply is that supply, even if it looks like a division of this one's
    let other = |all: &mut Instance| {
        all.supplies.push(Supply { id: "430582204".into(), product: "rice".into(), ..supply(1, 5, 0) })
    };
    let directed = matched(|_, d, all| {
        other(all);
        d.directed_to = Some("430582204".into());
    });
    assert_eq!(directed, 0);
}

#[test]
fn a_named_seller_is_served_by_goods_that_are_said_to_be_theirs() {
    for (whose, named, kg) in [
        ("", "", 10),
        ("producer/5", "", 10),
        ("producer/5", "producer/5", 10),
        ("producer/5", "producer/6", 0),
        ("producer/5 household/7", "household/7", 10),
        ("household/7", "household/8 household/7", 10),
        ("producer/7", "household/7", 0),
        ("", "producer/5", 0),
    ] {
        let list = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let kept = matched(|s, d, _| (s.sellers, d.sellers) = (list(whose), list(named)));
        assert_eq!(kept, kg, "{whose:?} {named:?}");
    }
}

#[test]
fn transport_is_exact_and_one_way() {
    assert_eq!(matched(|_, _, all| all.transport.clear()), 0);
    assert_eq!(matched(|_, _, all| all.transport = vec![way("430582001", "430582204213", 12)]), 0, "the way back");
    assert_eq!(matched(|_, _, all| all.transport = vec![way("430582204", "430582001", 12)]), 0, "the township's way");
    let same = |s: &mut Supply, d: &mut Demand, all: &mut Instance| {
        d.place.clone_from(&s.place);
        all.transport = vec![way(&s.place, &s.place, 99)];
    };
    assert_eq!(matched(same), 10);
    let (mut s, mut d, mut all) = (supply(1, 5, 0), demand(1, 5), instance(vec![], vec![], None));
    same(&mut s, &mut d, &mut all);
    (all.supplies, all.demands) = (vec![s], vec![d]);
    assert_eq!(solve(&all).unwrap().totals.transport_fen, 0, "the same place costs nothing");
}

#[test]
fn given_pairs_replace_every_test() {
    let apart = |pairs| {
        let mut all = instance(vec![supply(1, 50, 0)], vec![demand(1, 10)], pairs);
        all.demands[0].product = "rice".into();
        all.demands[0].directed_to = Some("s1".into());
        solve(&all).unwrap()
    };
    assert_eq!(apart(Some(vec![cast::pair(0, 0, 7, None)])).totals.transport_fen, 70);
    assert_eq!(apart(Some(vec![cast::pair(0, 0, 7, Some(4))])).totals.matched_kg, 4);
    assert_eq!(apart(Some(vec![])).totals.matched_kg, 0);
    let mut near = instance(vec![supply(1, 5, 0)], vec![demand(1, 5)], Some(vec![]));
    near.transport.push(way(&near.supplies[0].place, "430582001", 1));
    assert_eq!(solve(&near).unwrap().totals.matched_kg, 0, "even empty");
}

fn document() -> Value {
    json!({
        "supplies": [{"id": "s1", "product": "yellow-peach", "place": "430582204213", "kg": 50_000, "from": "2026-08-01",
            "to": "2026-08-15", "floor_fen_per_kg": 900, "urgency": 3, "sellers": []}],
        "demands": [{"id": "d1", "product": "yellow-peach", "place": "430582001", "kg": 10_000, "from": "2026-08-04",
            "to": "2026-08-10", "max_fen_per_kg": 2000, "directed_to": null, "sellers": []}],
        "transport": [{"from": "430582204213", "to": "430582001", "fen_per_kg": 12}],
        "pairs": [{"supply": "s1", "demand": "d1", "fen_per_kg": 12, "max_kg": 10_000}],
    })
}

#[test]
fn the_example_of_the_contract_is_answered_as_it_says() {
    let instance = read(&document().to_string()).unwrap();
    let plan = solve(&instance).unwrap();
    let answer = serde_json::to_value(plan.answer(&instance)).unwrap();
    let expect = json!({"matched_kg": 10_000, "urgency_kg": 40_000, "transport_fen": 120_000,
        "flows": [{"supply": "s1", "demand": "d1", "kg": 10_000}], "unmet": [], "unsold": [{"supply": "s1", "kg": 40_000}],
        "prices": {"supply": {"s1": [0, 0, 0]}, "demand": {"d1": [4, 1, -12]}}, "optimal": true});
    assert_eq!(answer, expect);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["matched_kg", "urgency_kg", "transport_fen", "flows", "unmet", "unsold", "prices", "optimal"]);
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let twice = |list: &str| {
        let mut doc = document();
        let row = doc[list][0].clone();
        doc[list].as_array_mut().unwrap().push(row);
        doc
    };
    for (list, code, place, named) in [
        ("supplies", "match.id_twice", "/supplies/1/id", "s1"),
        ("demands", "match.id_twice", "/demands/1/id", "d1"),
        ("transport", "match.route_twice", "/transport/1/from", "430582204213"),
    ] {
        refused(&twice(list), code, place, named);
    }
    refused(&twice("pairs"), "match.pair_twice", "/pairs", "s1");
    for (place, value, code, named) in [
        ("/supplies/0/kg", json!(-1), "match.number", "s1"),
        ("/supplies/0/kg", json!(9_223_372_036_854_775_808_u64), "match.number", "s1"),
        ("/supplies/0/kg", json!(1e30), "match.number", "s1"),
        ("/supplies/0/kg", json!(1.5), "match.number", "s1"),
        ("/supplies/0/urgency", json!(-1), "match.number", "s1"),
        ("/supplies/0/floor_fen_per_kg", json!(-1), "match.number", "s1"),
        ("/demands/0/kg", json!(-1), "match.number", "d1"),
        ("/demands/0/max_fen_per_kg", json!(-5), "match.number", "d1"),
        ("/transport/0/fen_per_kg", json!(-1), "match.number", "430582204213 → 430582001"),
        ("/pairs/0/fen_per_kg", json!(-1), "match.number", "s1 → d1"),
        ("/pairs/0/max_kg", json!(-1), "match.number", "s1 → d1"),
        ("/pairs/0/supply", json!("s9"), "match.id_unknown", "s9"),
        ("/pairs/0/demand", json!("d9"), "match.id_unknown", "d9"),
        ("/pairs/0/demand", json!("s1"), "match.id_unknown", "s1"),
        ("/demands/0/directed_to", json!("s9"), "match.id_unknown", "s9"),
        ("/demands/0/directed_to", json!(""), "match.empty", "d1"),
        ("/demands/0/sellers", json!(["producer/5", " "]), "match.empty", "d1"),
        ("/supplies/0/sellers", json!([""]), "match.empty", "s1"),
        ("/supplies/0/id", json!(" "), "match.empty", "id"),
        ("/supplies/0/product", json!(""), "match.empty", "s1"),
        ("/demands/0/place", json!(""), "match.empty", "d1"),
        ("/supplies/0/from", json!("2026-08-16"), "match.window", "s1"),
        ("/demands/0/from", json!("2026-08-11"), "match.window", "d1"),
    ] {
        let mut doc = document();
        *doc.pointer_mut(place).unwrap() = value;
        refused(&doc, code, place, named);
    }
}

#[test]
fn what_is_no_instance_says_where() {
    for (place, value, said) in [
        ("/supplies/0/from", json!("2026-02-30"), "row 0"),
        ("/supplies/0/kg", json!("5"), "row 0"),
        ("/supplies/0/kg", json!(null), "row 0"),
        ("/supplies", json!({}), "a list"),
        ("/pairs", json!(7), "a list"),
    ] {
        let mut doc = document();
        *doc.pointer_mut(place).unwrap() = value;
        assert!(refused(&doc, "match.unreadable", "", "").contains(said), "{place}");
    }
    for list in ["supplies", "demands", "transport", "pairs"] {
        let mut doc = document();
        doc[list][0]["colour"] = json!(1);
        assert!(refused(&doc, "match.unreadable", "", "").contains("colour"));
        let mut doc = document();
        let name = if list == "pairs" || list == "transport" { "fen_per_kg" } else { "kg" };
        doc[list][0].as_object_mut().unwrap().remove(name);
        assert!(refused(&doc, "match.unreadable", "", "").contains(name));
    }
    for text in [
        "",
        "[",
        "[]",
        "{\"supplies\":[]}",
        "{\"supplies\":[],\"demands\":[],\"more\":1}",
        "{\"supplies\":[],\"supplies\":[],\"demands\":[]}",
    ] {
        assert_eq!(read(text).unwrap_err().code, "match.unreadable", "{text}");
    }
}

#[track_caller]
fn refused(doc: &Value, code: &str, place: &str, named: &str) -> String {
    let refusal = read(&doc.to_string()).and_then(|instance| solve(&instance)).unwrap_err();
    assert_eq!(refusal.code, code, "{refusal}");
    assert_eq!(refusal.fields.first().map_or("", |f| f.field.as_str()), place, "{refusal}");
    assert!(refusal.message.zh.contains(named) && refusal.message.en.contains(named), "{refusal}");
    refusal.message.en
}

#[test]
fn what_may_be_left_out_is_left_out() {
    let short = r#"{"pairs":null,"demands":[{"id":"d","product":"p","place":"x","kg":2,"from":"2026-01-01","to":"2026-01-01"}],
        "supplies":[{"id":"s","product":"p","place":"x","kg":3,"from":"2026-01-01","to":"2026-01-01"}]}"#;
    let plan = solve(&read(short).unwrap()).unwrap();
    assert_eq!((plan.totals.matched_kg, plan.totals.urgency_kg), (2, 2));
    // pairs before the ids that they name
    let mixed = r#"{"pairs":[{"supply":"s","demand":"d","fen_per_kg":1}],"demands":[{"id":"d","product":"p","place":"x","kg":2,
        "from":"2026-01-01","to":"2026-01-01"}],"supplies":[{"id":"s","product":"q","place":"y","kg":3,"from":"2026-01-01",
        "to":"2026-01-01"}]}"#;
    assert_eq!(solve(&read(mixed).unwrap()).unwrap().totals.transport_fen, 2);
}

#[test]
fn nothing_to_match_is_a_plan() {
    let empty = solve(&read(r#"{"supplies":[],"demands":[],"transport":[]}"#).unwrap()).unwrap();
    assert!(empty.optimal && empty.flows.is_empty());
    let apart = solve(&instance(vec![supply(1, 5, 0)], vec![demand(1, 5)], None)).unwrap();
    assert_eq!((apart.unsold_kg, apart.unmet_kg, apart.optimal), (vec![5], vec![5], true));
}
