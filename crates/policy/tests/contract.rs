//! The example of the command line's contract, as printed there.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use policy::{Policy, SHIPPED, evaluate_json};

#[test]
fn the_shipped_policies_can_be_read() {
    for (id, text) in SHIPPED {
        match Policy::parse(text) {
            Ok(policy) => assert_eq!(policy.id, *id),
            Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        }
    }
}

#[test]
fn the_contract_example() {
    let policy = Policy::parse(SHIPPED[0].1).unwrap();
    let input = r#"{"subjects":[
 {"kind":"outlet","id":"o1","outlet_kind":"shop","year":2020,"authorised_from":"2019-06-01","authorised_to":null,
  "recorded_sales_fen":10000000,"credited_sales_fen":10000000,"campaign_sales_fen":0,"local_sales_fen":7000000,"refusals":0},
 {"kind":"producer","id":"p1","producer_kind":"cooperative","year":2020,"assisted_workers":[{"income_fen":600000}]},
 {"kind":"canteen","id":"c1","unit_kind":"organ","year":2020,"food_purchases_fen":1000000,"listed_purchases_fen":200000},
 {"kind":"officer","id":"f1","division":"430582204213","year":2020,"reports":40,"reports_on_time":38,"reports_checked":10,"reports_accurate":9,"promotion_sales_fen":1200000,"unreported_unsalable":0}
]}"#;
    let answer = evaluate_json(&policy, input).unwrap();
    let again = evaluate_json(&policy, input).unwrap();
    assert_eq!(answer, again);
    let json: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let got: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            format!(
                "{} {} {} {}",
                f["subject"].as_str().unwrap(),
                f["rule"].as_str().unwrap(),
                f["outcome"].as_str().unwrap(),
                f.get("score_ppm").unwrap_or(&f["amount_fen"])
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            "o1 outlet.local_share met null",
            "o1 outlet.revoke_low_sales revoke null",
            "o1 outlet.revoke_no_cooperation none null",
            "o1 outlet.sales_award none null",
            "o1 outlet.unsalable_award none null",
            "p1 certify.employment met null",
            "c1 canteen.share met null",
            "f1 officer.score score 950000",
            "f1 officer.silence none null",
        ]
    );
}

#[test]
fn a_small_village_wins_by_share_and_a_large_one_by_yuan() {
    let by_yuan = SHIPPED[0].1;
    let by_share = by_yuan.replace("promotion_by = \"yuan\"", "promotion_by = \"share\"");
    let unsaid = by_yuan.lines().filter(|line| !line.contains("promotion_by")).collect::<Vec<_>>().join("\n");
    let input = r#"{"subjects":[
 {"kind":"officer","id":"small","division":"a","year":2020,"reports":1,"reports_on_time":1,"reports_checked":1,"reports_accurate":1,
  "promotion_sales_fen":500000,"promotion_sold_g":900000,"promotion_had_g":1000000,"unreported_unsalable":0},
 {"kind":"officer","id":"large","division":"b","year":2020,"reports":1,"reports_on_time":1,"reports_checked":1,"reports_accurate":1,
  "promotion_sales_fen":2000000,"promotion_sold_g":5000000,"promotion_had_g":50000000,"unreported_unsalable":0},
 {"kind":"officer","id":"untold","division":"c","year":2020,"reports":1,"reports_on_time":1,"reports_checked":1,"reports_accurate":1,
  "promotion_sales_fen":0,"unreported_unsalable":0}]}"#;
    let scores = |policy: &str| -> Vec<i64> {
        let policy = Policy::parse(policy).unwrap_or_else(|p| panic!("{p:?}"));
        let json: serde_json::Value = serde_json::from_str(&evaluate_json(&policy, input).unwrap()).unwrap();
        let findings = json["findings"].as_array().unwrap().iter();
        findings.filter_map(|f| f.get("score_ppm").and_then(serde_json::Value::as_i64)).collect()
    };
    assert_eq!(scores(by_yuan), [775_000, 1_000_000, 700_000]);
    assert_eq!(scores(&by_share), [970_000, 730_000, 700_000]);
    assert_eq!(scores(&unsaid), scores(by_yuan), "an older file means sales");
}

#[test]
fn what_was_sold_is_no_more_than_what_there_was() {
    let policy = Policy::parse(SHIPPED[0].1).unwrap();
    let officer = |more: &str| {
        format!(
            r#"{{"subjects":[{{"kind":"officer","id":"f","division":"a","year":2020,"reports":1,"reports_on_time":1,"reports_checked":1,
            "reports_accurate":1,"promotion_sales_fen":1,"unreported_unsalable":0{more}}}]}}"#
        )
    };
    let pointer = |more: &str| evaluate_json(&policy, &officer(more)).unwrap_err().pointer;
    assert_eq!(pointer(r#","promotion_sold_g":2,"promotion_had_g":1"#), "/subjects/0/promotion_sold_g");
    assert_eq!(pointer(r#","promotion_sold_g":2"#), "/subjects/0/promotion_had_g");
    assert_eq!(pointer(r#","promotion_had_g":2"#), "/subjects/0/promotion_sold_g");
}
