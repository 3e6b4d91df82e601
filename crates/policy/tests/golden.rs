//! What leaves the crate as text is golden: explanations in both languages, the JSON of the
//! contract's example, a rule in words. `GOLDEN=write cargo test -p policy` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use base::Lang;
use policy::{Policy, evaluate, evaluate_json, explain, read_subjects, render, shipped};
use std::{fs, path::PathBuf};

const SUBJECTS: &str = r#"{"subjects":[
 {"kind":"outlet","id":"o1","outlet_kind":"shop","year":2020,"authorised_from":"2019-06-01","authorised_to":null,
  "recorded_sales_fen":10000000,"credited_sales_fen":10000000,"campaign_sales_fen":10000000,"local_sales_fen":6999999,"refusals":0},
 {"kind":"outlet","id":"o2","outlet_kind":"shop","year":2020,"authorised_from":"2020-11-01","authorised_to":null,
  "recorded_sales_fen":4000000,"credited_sales_fen":4000000,"campaign_sales_fen":0,"local_sales_fen":4000000,"refusals":1},
 {"kind":"outlet","id":"o3","outlet_kind":"pavilion","year":2020,"authorised_from":null,"authorised_to":null,
  "recorded_sales_fen":32000000,"credited_sales_fen":29000000,"campaign_sales_fen":50000000,"local_sales_fen":0,"refusals":0},
 {"kind":"producer","id":"p1","producer_kind":"cooperative","year":2020,"assisted_workers":[{"income_fen":600000},{"income_fen":300000}]},
 {"kind":"canteen","id":"c1","unit_kind":"organ","year":2020,"food_purchases_fen":1000000,"listed_purchases_fen":199990},
 {"kind":"officer","id":"f1","division":"430582204213","year":2020,"reports":40,"reports_on_time":38,"reports_checked":0,
  "reports_accurate":0,"promotion_sales_fen":1200000,"unreported_unsalable":1}
]}"#;

fn golden(name: &str, got: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, got).unwrap();
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    assert!(want == got, "{name} differs; GOLDEN=write cargo test -p policy writes it anew\n{got}");
}

fn policy() -> Policy {
    Policy::parse(shipped("shaodong-2020").unwrap()).unwrap()
}

#[test]
fn explanations_in_both_languages() {
    let findings = evaluate(&policy(), &read_subjects(SUBJECTS).unwrap());
    for (lang, name) in [(Lang::Zh, "explanations.zh.txt"), (Lang::En, "explanations.en.txt")] {
        let parts: Vec<_> =
            findings.iter().map(|f| format!("# {}\n{}", f.subject, render(&f.explanation, lang))).collect();
        golden(name, &parts.join("\n"));
    }
}

#[test]
fn findings_as_json() {
    golden("findings.json", &evaluate_json(&policy(), SUBJECTS).unwrap());
}

#[test]
fn rules_in_words() {
    let policy = policy();
    for (lang, name) in [(Lang::Zh, "rules.zh.txt"), (Lang::En, "rules.en.txt")] {
        let parts: Vec<_> = policy.rules.iter().map(|r| explain(&policy, r.id.word(), lang).unwrap()).collect();
        golden(name, &parts.join("\n"));
    }
    assert_eq!(explain(&policy, "outlet.nothing", Lang::Zh), None);
}
