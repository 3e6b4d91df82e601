//! What leaves without being sold, and who it went to: donations (T17), and units as buyers.

use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

#[test]
fn a_donation_is_no_sale() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        let outlet = format!("/outlets/{}", shop.outlet);
        let free =
            json!({"lines": [{"product": shop.listed, "quantity": {"g": 2_000}, "amount_fen": 0}], "payments": []});
        shop.clerk.post_once("story-aa", &shop.sales(), free).refused(422, "sale.no_amount");
        let to = json!({"named": {"name": "斫曹乡中心小学", "address": "斫曹乡", "contact": "0739-2721234"}});
        let give = |reason: &str, worth: i64| {
            json!({"lines": [{"product": shop.listed, "quantity": {"g": 2_000}, "amount_fen": worth}],
                "recipient": to, "reason": reason})
        };
        let path = format!("{outlet}/donations");
        shop.clerk.post_once("story-bb", &path, give("书包文化节", 4_000)).refused(403, "edge.not_allowed");
        shop.manager.post_once("story-bb", &path, give(" ", 4_000)).refused(422, "entry.reason_missing");
        shop.manager.post_once("story-cc", &path, give("书包文化节", -1)).refused(422, "amount.negative");
        let done = shop.manager.post_once("story-dd", &path, give("书包文化节", 4_000)).ok();
        assert!(county.acts().contains(&"donation.record".to_owned()));
        let rows = |path: &str| -> Value { shop.manager.get(&format!("{outlet}/{path}")).ok()["items"].clone() };
        assert_eq!(rows("totals?year=2026"), json!([]), "nothing was sold");
        assert_eq!(rows("stock")[0]["on_hand"], json!(8_000));
        let entry = &rows("entries?kind=donation")[0];
        let shown = json!([entry["kind_text"]["zh"], entry["counterparty_name"], entry["note"]]);
        assert_eq!(shown, json!(["捐赠单", "斫曹乡中心小学", "书包文化节"]));
        let undo = format!("{outlet}/entries/{}/reversal", done["seq"]);
        shop.manager.post_once("story-ee", &undo, json!({"reason": "错录"})).ok();
        assert_eq!(rows("stock")[0]["on_hand"], json!(10_000));
    });
}

#[test]
fn a_unit_that_buys_is_known_and_named() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        let unit = crate::vouchers::unit(county, "邵东一中");
        let wholesale = |unit: i64| {
            let mut body = shop.cash_sale(1_000);
            body["channel"] = json!("wholesale");
            body["buyer"] = json!({"unit": unit});
            body
        };
        shop.clerk.post_once("story-aa", &shop.sales(), wholesale(unit + 1)).refused(422, "counterparty.unknown");
        let sold = shop.clerk.post_once("story-bb", &shop.sales(), wholesale(unit)).ok();
        let entry = shop.manager.get(&format!("/outlets/{}/entries/{}", shop.outlet, sold["seq"])).ok();
        assert_eq!(entry["counterparty"], json!("邵东一中"));
        let rows = shop.manager.get(&format!("/outlets/{}/entries?kind=sale", shop.outlet)).ok();
        assert_eq!(rows["items"][0]["counterparty_name"], json!("邵东一中"));
    });
}
