//! A walk through the report: each figure that it names, as a county on Huoshui shows it over HTTP.

use crate::harness::Client;
use serde_json::{Value, json};

fn items(office: &Client, path: &str) -> Vec<Value> {
    office.get(path).ok()["items"].as_array().unwrap().clone()
}

fn of(rows: &[Value], measure: &str) -> Value {
    rows.iter().find(|row| row["measure"] == json!(measure)).unwrap_or_else(|| panic!("{measure}: {rows:?}")).clone()
}

/// Everything that the report counts, in a county whose year was played.
pub fn the_report_is_walked(office: &Client) {
    units_and_outlets(office);
    opening_totals(office);
    peaches(office);
    honours(office);
}

/// 26 units, 579 villages and how the table differs, 3 pavilions of which one is in Changsha, 15 shops.
fn units_and_outlets(office: &Client) {
    let counts = items(office, "/division-counts");
    for (measure, stated, counted, difference) in [("township", 26, 25, -1), ("village", 579, 580, 1)] {
        let row = of(&counts, measure);
        assert_eq!(
            (&row["stated"], &row["counted"], &row["difference"]),
            (&json!(stated), &json!(counted), &json!(difference))
        );
        assert!(row["source"].as_str().unwrap().contains("邵东市扎实推进消费扶贫工作综述"), "{row}");
    }
    let pavilions = items(office, "/outlets?kind=pavilion&limit=500");
    assert_eq!(pavilions.len(), 3);
    assert_eq!(pavilions.iter().filter(|p| p["division"] == json!(null)).count(), 1, "one in Changsha");
    assert_eq!(items(office, "/outlets?kind=shop&limit=500").len(), 15);
}

/// 累计 3,000 多万元 and 12,000 余 with source and day, apart from what the books count.
fn opening_totals(office: &Client) {
    let rows = items(office, "/opening-totals/beside-counted");
    for (measure, field, figure, precision) in [
        ("sales", "stated_fen", 3_000_000_000_i64, "at_least"),
        ("unsalable_sales", "stated_fen", 200_000_000, "at_least"),
        ("households", "stated_number", 12_000, "at_least"),
        ("shops", "stated_number", 15, "exact"),
        ("pavilions", "stated_number", 3, "exact"),
    ] {
        let row = of(&rows, measure);
        assert_eq!((&row[field], &row["precision"]), (&json!(figure), &json!(precision)), "{row}");
        assert_eq!(row["as_of"], json!("2020-12-31"));
        assert!(row["source"].as_str().unwrap().contains("工作综述（2020）"), "{row}");
    }
    let sales = of(&rows, "sales");
    let parts = items(office, "/opening-totals/sales/counted?limit=500");
    let sum: i64 = parts.iter().map(|part| part["amount_fen"].as_i64().unwrap()).sum();
    assert_eq!(sales["counted_here_fen"], json!(sum), "what is counted here is the books alone");
    assert_eq!((&sales["first_year"], &sales["overlaps"]), (&json!(2026), &json!(false)));
    let measured: i64 = items(office, "/settlements/2026/measures?kind=outlet&limit=500")
        .iter()
        .map(|row| row["recorded_sales_fen"].as_i64().unwrap())
        .sum();
    let of_year = |part: &&Value| part["year"] == json!(2026);
    let booked: i64 = parts.iter().filter(of_year).map(|part| part["amount_fen"].as_i64().unwrap()).sum();
    assert_eq!(booked, measured, "the same figure as the settlement's");
    assert_eq!((&of(&rows, "shops")["counted_here"], &of(&rows, "pavilions")["counted_here"]), (&json!(15), &json!(3)));
    let helped = of(&rows, "households")["counted_here"].as_i64().unwrap();
    assert!(helped > 0 && helped <= of(&rows, "people")["counted_here"].as_i64().unwrap(), "{rows:?}");
    let lines = office.get(parts[0]["lines"].as_str().unwrap()).ok();
    assert!(lines["items"].as_array().is_some_and(|lines| !lines.is_empty()), "a part opens its lines");
}

/// 10,000 kg of yellow peaches at ¥20 a kilogram in one sale of one day: ¥200,000.
fn peaches(office: &Client) {
    let big = |line: &Value| line["quantity"] == json!(10_000_000);
    let outlets = items(office, "/outlets?kind=pavilion&limit=500");
    let found: Vec<Value> = outlets
        .iter()
        .flat_map(|outlet| {
            let at = format!("/settlements/2026/measures/o{}/recorded_sales_fen/lines?limit=500", outlet["id"]);
            let mut lines = items(office, &at);
            lines.retain(big);
            lines
        })
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let line = &found[0];
    assert_eq!((&line["counts_on"], &line["amount_fen"]), (&json!("2026-08-04"), &json!(20_000_000)), "{line}");
    assert!(line["name"].as_str().unwrap().contains("黄桃"), "{line}");
    // ¥10 a 斤 is ¥20 a kilogram.
    let (fen, per) = (line["price_fen"].as_i64().unwrap(), line["price_per"].as_i64().unwrap());
    assert_eq!(fen * 1_000, 2_000 * per, "{line}");
}

/// 30 honours of ¥1,200 are a budget of ¥36,000.
fn honours(office: &Client) {
    let policy = office.get("/policies/shaodong-2020").ok();
    let rules = policy["policy"]["rules"].as_array().unwrap();
    let terms = &rules.iter().find(|rule| rule["id"] == json!("officer.honours")).unwrap()["terms"];
    let (places, amount) = (terms["places"].as_i64().unwrap(), terms["amount"].as_i64().unwrap());
    assert_eq!((places, amount, places * amount), (30, 120_000, 3_600_000), "{terms}");
    let text = office.get("/policies/shaodong-2020/rules/officer.honours/explanation").ok()["text"].clone();
    let text = text.as_str().unwrap();
    for figure in ["30", "1,200.00", "36,000元"] {
        assert!(text.contains(figure), "{figure}: {text}");
    }
}
