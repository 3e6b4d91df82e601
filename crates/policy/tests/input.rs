//! Measures that are refused, by JSON pointer; and anything at all, without a panic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use policy::{Policy, evaluate_json, shipped};
use proptest::prelude::*;
use serde_json::{Value, json};

fn policy() -> Policy {
    Policy::parse(shipped("shaodong-2020").unwrap()).unwrap()
}

fn outlet() -> Value {
    json!({"kind":"outlet","id":"o1","outlet_kind":"shop","year":2020,"authorised_from":"2019-06-01","authorised_to":null,
        "recorded_sales_fen":100,"credited_sales_fen":100,"campaign_sales_fen":0,"local_sales_fen":70,"refusals":0})
}

fn officer() -> Value {
    json!({"kind":"officer","id":"f1","division":"430582204213","year":2020,"reports":4,"reports_on_time":3,
        "reports_checked":2,"reports_accurate":1,"promotion_sales_fen":5,"unreported_unsalable":0})
}

fn canteen() -> Value {
    json!({"kind":"canteen","id":"c1","unit_kind":"organ","year":2020,"food_purchases_fen":10,"listed_purchases_fen":2})
}

fn producer() -> Value {
    json!({"kind":"producer","id":"p1","producer_kind":"enterprise","year":2020,"assisted_workers":[{"income_fen":1}]})
}

fn pointer_of(subjects: &[Value]) -> String {
    evaluate_json(&policy(), &json!({ "subjects": subjects }).to_string()).unwrap_err().pointer
}

#[test]
fn each_fault_is_refused_by_its_pointer() {
    for (subject, field, value, pointer) in [
        (outlet(), "outlet_kind", json!("kiosk"), "/subjects/1/outlet_kind"),
        (outlet(), "kind", json!("shop"), "/subjects/1/kind"),
        (outlet(), "kind", Value::Null, "/subjects/1/kind"),
        (outlet(), "id", json!(""), "/subjects/1/id"),
        (outlet(), "id", json!(7), "/subjects/1/id"),
        (outlet(), "year", json!("2020"), "/subjects/1/year"),
        (outlet(), "year", json!(0), "/subjects/1/year"),
        (outlet(), "year", json!(10_000), "/subjects/1/year"),
        (outlet(), "recorded_sales_fen", json!(-1), "/subjects/1/recorded_sales_fen"),
        (outlet(), "recorded_sales_fen", json!(100.0), "/subjects/1/recorded_sales_fen"),
        (outlet(), "recorded_sales_fen", json!("100"), "/subjects/1/recorded_sales_fen"),
        (outlet(), "recorded_sales_fen", json!(u64::MAX), "/subjects/1/recorded_sales_fen"),
        (outlet(), "campaign_sales_fen", Value::Null, "/subjects/1/campaign_sales_fen"),
        (outlet(), "local_sales_fen", json!(101), "/subjects/1/local_sales_fen"),
        (outlet(), "refusals", json!(-1), "/subjects/1/refusals"),
        (outlet(), "authorised_from", json!("2020-02-30"), "/subjects/1/authorised_from"),
        (outlet(), "authorised_from", json!("2020-2-3"), "/subjects/1/authorised_from"),
        (outlet(), "authorised_to", json!("2019-05-31"), "/subjects/1/authorised_to"),
        (outlet(), "turnover/total", json!(1), "/subjects/1/turnover~1total"),
        (officer(), "reports_on_time", json!(5), "/subjects/1/reports_on_time"),
        (officer(), "reports_checked", json!(5), "/subjects/1/reports_checked"),
        (officer(), "reports_accurate", json!(3), "/subjects/1/reports_accurate"),
        (officer(), "division", json!(430_582_204_213_i64), "/subjects/1/division"),
        (canteen(), "listed_purchases_fen", json!(11), "/subjects/1/listed_purchases_fen"),
        (canteen(), "canteen_mode", json!("rented"), "/subjects/1/canteen_mode"),
        (canteen(), "canteen_mode", Value::Null, "/subjects/1/canteen_mode"),
        (canteen(), "unit_kind", json!("bank"), "/subjects/1/unit_kind"),
        (producer(), "producer_kind", json!("bank"), "/subjects/1/producer_kind"),
        (producer(), "assisted_workers", json!({}), "/subjects/1/assisted_workers"),
        (
            producer(),
            "assisted_workers",
            json!([{"income_fen":1},{"income_fen":-1}]),
            "/subjects/1/assisted_workers/1/income_fen",
        ),
        (producer(), "assisted_workers", json!([{"income":1}]), "/subjects/1/assisted_workers/0/income"),
        (producer(), "assisted_workers", json!([1]), "/subjects/1/assisted_workers/0"),
    ] {
        let mut first = outlet();
        first["id"] = json!("first");
        let mut second = subject;
        second[field] = value.clone();
        assert_eq!(pointer_of(&[first, second]), pointer, "{field} = {value}");
    }
}

#[test]
fn every_field_is_needed_but_the_canteen_mode() {
    for subject in [outlet(), officer(), canteen(), producer()] {
        for field in subject.as_object().unwrap().keys() {
            let mut without = subject.clone();
            without.as_object_mut().unwrap().remove(field);
            assert_eq!(pointer_of(&[without]), format!("/subjects/0/{field}"));
        }
    }
}

#[test]
fn whole_documents_that_are_refused() {
    for (text, pointer) in [
        ("", ""),
        ("[]", ""),
        ("{}", "/subjects"),
        (r#"{"subjects":{}}"#, "/subjects"),
        (r#"{"subjects":[],"year":1}"#, "/year"),
        (r#"{"subjects":[]}{"#, ""),
        (r#"{"subjects":[1]}"#, "/subjects/0"),
        (r#"{"subjects":[],"subjects":[]}"#, ""),
        (r#"{"subjects":[{"kind":"outlet","year":1e999}]}"#, ""),
    ] {
        let error = evaluate_json(&policy(), text).unwrap_err();
        assert_eq!(error.pointer, pointer, "{text}: {error}");
        assert!(!error.message.zh.is_empty() && !error.message.en.is_empty());
    }
}

#[test]
fn the_same_subject_twice_is_refused_and_the_same_id_of_another_kind_is_not() {
    let mut again = outlet();
    again["year"] = json!(2021);
    assert_eq!(pointer_of(&[outlet(), officer(), again]), "/subjects/2/id");
    let mut other = producer();
    other["id"] = json!("o1");
    assert!(evaluate_json(&policy(), &json!({ "subjects": [outlet(), other] }).to_string()).is_ok());
}

#[test]
fn no_subjects_no_findings() {
    let answer = evaluate_json(&policy(), r#"{"subjects":[]}"#).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&answer).unwrap(), json!({"policy":"shaodong-2020","findings":[]}));
}

#[test]
fn the_largest_numbers_are_judged() {
    let most = i64::MAX;
    let subjects = json!({"subjects":[
        {"kind":"outlet","id":"o","outlet_kind":"shop","year":9999,"authorised_from":null,"authorised_to":null,
         "recorded_sales_fen":most,"credited_sales_fen":most,"campaign_sales_fen":most,"local_sales_fen":most,"refusals":most},
        {"kind":"officer","id":"f","division":"d","year":1,"reports":most,"reports_on_time":most,"reports_checked":most,
         "reports_accurate":most - 1,"promotion_sales_fen":most,"unreported_unsalable":most}]});
    let answer: Value = serde_json::from_str(&evaluate_json(&policy(), &subjects.to_string()).unwrap()).unwrap();
    let of = |rule: &str| answer["findings"].as_array().unwrap().iter().find(|f| f["rule"] == rule).unwrap().clone();
    assert_eq!(of("outlet.unsalable_award")["amount_fen"], 1_000_000);
    assert_eq!(of("officer.score")["score_ppm"], 999_999);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop_oneof!["outlet", "shop", "2020-01-01", ".{0,8}"].prop_map(Value::from),
    ];
    let key = prop_oneof!["subjects", "kind", "id", "year", "outlet_kind", "assisted_workers", ".{0,6}"];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_answered_or_refused(subjects in prop::collection::vec(any_json(), 0..4)) {
        let _ = evaluate_json(&policy(), &json!({ "subjects": subjects }).to_string());
    }

    #[test]
    fn any_text_is_answered_or_refused(text in ".{0,200}") {
        prop_assert!(evaluate_json(&policy(), &text).is_err());
    }

    #[test]
    fn one_spoiled_field_never_passes_unseen(field in 0..11_usize, spoiled in any_json()) {
        let mut subject = outlet();
        let key = subject.as_object().unwrap().keys().nth(field).unwrap().clone();
        subject[key.as_str()] = spoiled.clone();
        match evaluate_json(&policy(), &json!({ "subjects": [subject] }).to_string()) {
            Ok(_) => prop_assert!(spoiled.is_i64() || spoiled.is_string() || spoiled.is_null()),
            Err(error) => prop_assert!(error.pointer.starts_with("/subjects/0/"), "{}", error),
        }
    }
}
