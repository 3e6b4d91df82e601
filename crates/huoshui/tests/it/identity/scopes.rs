//! What a post can be granted for is found by whoever appoints people, who may see no more of it than its name.

use crate::{harness::on_both, shop::Shop, vouchers::scene};
use serde_json::json;

#[test]
fn an_administrator_finds_every_place_that_somebody_can_be_appointed_to() {
    on_both(|county| {
        let shop = Shop::open(county);
        let unit = scene::unit(county, "邵东一中");
        let admin = county.admin();
        admin.get("/units").refused(403, "edge.not_allowed");
        county.office().get("/scopes?kind=unit").refused(403, "edge.not_allowed");
        admin.get("/scopes?kind=planet").refused(400, "edge.query");
        for (kind, q, name, note) in [
            ("unit", "sdyz", "邵东一中", ""),
            ("outlet", "斫曹", "斫曹第一店", ""),
            ("producer", "供货", "斫曹第一店供货合作社", ""),
            ("township", "斫石曹乡", "斫曹乡", "邵东市"),
            ("village", "上斫村", "上斫村", "斫曹乡"),
        ] {
            let found = admin.get(&format!("/scopes?kind={kind}&q={q}")).ok();
            let first = &found["items"][0];
            assert_eq!((&first["name"], &first["note"]), (&json!(name), &json!(note)), "{kind}: {found}");
            assert_eq!(first.as_object().unwrap().len(), 3, "{found}");
        }
        let found = admin.get("/scopes?kind=unit&q=一中").ok()["items"][0]["id"].as_i64();
        assert_eq!(found, Some(unit));
        county.person("吴某", "union_officer", found).get(&format!("/units/{unit}")).ok();
        assert!(admin.get("/scopes?kind=outlet&q=").ok()["items"].to_string().contains(&shop.outlet.to_string()));
    });
}
