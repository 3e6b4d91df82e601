//! Producers and households narrowed to a township or a village.

use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

#[test]
fn a_township_shows_its_own_producers_and_households() {
    on_both(|county| {
        let (_, _) = (Shop::open(county), Shop::open_in(county, "430582001001", "大禾塘店"));
        let office = county.office();
        for (village, name) in [("430582204213", "曾大山"), ("430582001001", "李大河")] {
            let head = json!({"name": name});
            office.post("/households", json!({"division": county.division(village), "head": head})).ok();
        }
        let outside = json!({"kind": "enterprise", "name": "长沙某公司", "document_kind": "none"});
        office.post("/producers", outside).ok();
        let count = |list: &str, code: &str| {
            let at = format!("/{list}?division={}", county.division(code));
            let Value::Array(items) = office.get(&at).ok()["items"].clone() else { panic!("{at}: no rows") };
            items.len()
        };
        for list in ["producers", "households"] {
            let counted = ["430582204000", "430582204213", "430582204201", "430582001000", "430582000000"]
                .map(|code| count(list, code));
            // The county's own number narrows to nothing: those outside its tree are shown too.
            let all = if list == "producers" { 3 } else { 2 };
            assert_eq!(counted, [1, 1, 0, 1, all], "{list}");
            let whole = office.get(&format!("/{list}")).ok();
            assert_eq!(whole["items"].as_array().unwrap().len(), all, "{list}");
            office.get(&format!("/{list}?division=999999")).refused(404, "division.unknown");
        }
    });
}
