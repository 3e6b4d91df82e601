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
