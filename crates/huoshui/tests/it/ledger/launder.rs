//! What the book must not be talked into: goods that become listed by repacking, lots below nothing.

use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

/// Opening stock of both products: 10 kg of the listed one, 50 pieces of the other.
fn open_both(shop: &Shop) {
    let line = |product: i64, quantity: Value| {
        json!({"product": product, "quantity": quantity, "amount_fen": 10_000, "taken_in_on": "2026-08-01",
            "supplier": {"producer": shop.producer}})
    };
    let lines = [line(shop.listed, json!({"g": 10_000})), line(shop.unlisted, json!({"pieces": 50}))];
    let path = format!("/outlets/{}/openings", shop.outlet);
    shop.manager.post_once("story-open", &path, json!({"day": "2026-08-01", "lines": lines})).ok();
}

#[test]
fn repacking_makes_nothing_listed() {
    on_both(|county| {
        let shop = Shop::open(county);
        open_both(&shop);
        let path = format!("/outlets/{}/repackings", shop.outlet);
        let goods = |product: i64, quantity: Value, lot: Option<i64>| json!({"product": product, "quantity": quantity, "amount_fen": 5_000, "lot": lot});
        let peaches = |lot: Option<i64>| goods(shop.listed, json!({"g": 1_000}), lot);
        let boxes = |lot: Option<i64>| goods(shop.unlisted, json!({"pieces": 2}), lot);
        let papers = json!({"certificate": "HG-1"});
        let listed = json!({"product": shop.listed, "quantity": {"g": 500}, "papers": papers});
        let unlisted = json!({"product": shop.unlisted, "quantity": {"pieces": 2}, "papers": papers});
        let pack = |key: &str, inputs: &[Value], output: &Value| {
            shop.manager.post_once(key, &path, json!({"inputs": inputs, "outputs": [output]}))
        };

        pack("story-aa", &[boxes(None)], &listed).refused(409, "repack.source");
        pack("story-bb", &[peaches(None)], &listed).ok();
        pack("story-cc", &[peaches(None)], &unlisted).ok();
        // Packed of both, it is judged by both when it is sold, whatever its name; opened again, its name proves nothing.
        let mixed = pack("story-dd", &[peaches(None), boxes(Some(2))], &unlisted).ok();
        pack("story-ee", &[boxes(mixed["lots"][0].as_i64())], &listed).refused(409, "repack.source");
        let named = pack("story-ff", &[peaches(None), boxes(Some(2))], &listed).ok();
        let half = goods(shop.listed, json!({"g": 500}), named["lots"][0].as_i64());
        pack("story-gg", std::slice::from_ref(&half), &listed).refused(409, "repack.source");
        pack("story-hh", &[half, boxes(Some(2))], &unlisted).refused(409, "repack.source");
    });
}

#[test]
fn a_reversal_sums_the_lines_of_a_lot() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 2_000);
        let book = format!("/outlets/{}", shop.outlet);
        let line = json!({"product": shop.listed, "quantity": {"g": 1_000}, "price": {"fen": 2000, "per": 1000}});
        let both = json!({"lines": [line, line], "payments": [{"means": "cash", "amount_fen": 4_000}]});
        let sold = shop.clerk.post_once("story-aa", &shop.sales(), both).ok();
        let back = json!({"sale": sold["seq"], "lines": [
            {"line": 1, "quantity": {"g": 1_000}}, {"line": 2, "quantity": {"g": 1_000}}]});
        let back = shop.clerk.post_once("story-bb", &format!("{book}/returns"), back).ok();
        let again = shop.clerk.post_once("story-cc", &shop.sales(), shop.cash_sale(1_000)).ok();

        let undo = |key: &str, entry: &Value| {
            let path = format!("{book}/entries/{}/reversal", entry["seq"]);
            shop.manager.post_once(key, &path, json!({"reason": "错录"}))
        };
        let on_hand = || shop.manager.get(&format!("{book}/stock")).ok()["items"][0]["on_hand"].clone();
        undo("story-dd", &back).refused(409, "reversal.stock_gone");
        assert_eq!(on_hand(), json!(1_000), "one of the two kilograms is still there");
        undo("story-ee", &again).ok();
        undo("story-ff", &back).ok();
    });
}
