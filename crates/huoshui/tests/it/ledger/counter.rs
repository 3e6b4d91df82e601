//! The counter: a clerk finds a sale by its receipt, takes its goods back and chooses a lot, and sees
//! nothing else of the book.

use super::voucher::{basket, free_of_rules, slip};
use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

#[test]
fn a_clerk_finds_one_sale_and_takes_it_back() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        free_of_rules(county, &shop);
        let (_, key) = slip(county);
        let sold = shop.clerk.post_once("story-aa", &shop.sales(), basket(&shop, 4_750, 3_000, 9_500, &key)).ok();
        let (seq, number) = (sold["seq"].as_i64().unwrap(), sold["receipt_no"].as_str().unwrap().to_owned());
        let outlet = format!("/outlets/{}", shop.outlet);
        let sale = format!("{outlet}/till/sale?receipt=");
        let code = format!("HUOSHUI%20{}%20{number}%20", county.app.county().unwrap().id);
        let hash = sold["hash"].as_str().unwrap().get(..16).unwrap().to_owned();
        for (text, status, answer) in [
            (format!("{code}{hash}"), 200, ""),
            (number.clone(), 200, ""),
            (seq.to_string(), 200, ""),
            (format!("{code}ffffffffffffffff"), 409, "receipt.foreign"),
            (format!("9{number}"), 409, "receipt.foreign"),
            ("abc".into(), 422, "receipt.unreadable"),
            ("0".into(), 422, "receipt.unreadable"),
            ("999".into(), 404, "entry.unknown"),
            ("1".into(), 409, "return.not_a_sale"),
        ] {
            let found = shop.clerk.get(&format!("{sale}{text}"));
            if status == 200 {
                assert_eq!(found.ok()["seq"], json!(seq), "{text}");
            } else {
                found.refused(status, answer);
            }
        }
        let back = json!({"sale": seq, "lines": [{"line": 1, "quantity": {"g": 750}}]});
        let done = shop.clerk.post_once("story-bb", &format!("{outlet}/returns"), back).ok();
        assert_eq!(done["payments"], json!([{"means": "voucher", "amount_fen": 1_500}]), "never cash");
        let found = shop.clerk.get(&format!("{sale}{number}")).ok();
        let line = |n: usize| -> Value { json!([found["lines"][n]["quantity"], found["lines"][n]["left"]]) };
        assert_eq!((line(0), line(1)), (json!([4_750, 4_000]), json!([1, 1])), "{found}");
        assert_eq!(found["lines"][1]["piece_word"], json!("件"), "{found}");
        assert!(found["counterparty"].is_null() && found["prev_hash"].is_null(), "only what the counter needs");

        let today = shop.clerk.get(&format!("{outlet}/till/sales")).ok();
        assert_eq!((today["items"].as_array().unwrap().len(), &today["items"][0]["seq"]), (1, &json!(seq)), "{today}");
        shop.clerk.get(&format!("{outlet}/entries")).refused(403, "edge.not_allowed");
        shop.clerk.get(&format!("{outlet}/receipts/1")).refused(404, "entry.unknown");
        assert_eq!(shop.manager.get(&format!("{outlet}/receipts/1")).status, 200);
        let other = Shop::open_in(county, "430582001001", "大禾塘店");
        other.clerk.get(&format!("{sale}{number}")).refused(403, "edge.outside_scope");
        county.auditor().get(&format!("{sale}{number}")).refused(403, "edge.not_allowed");
    });
}

#[test]
fn a_clerk_chooses_the_lot() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        shop.stock("2026-08-02", 20_000);
        let lots = format!("/outlets/{}/till/products/{}/lots", shop.outlet, shop.listed);
        let found = shop.clerk.get(&lots).ok();
        let second = found["items"][1].clone();
        assert_eq!((&second["on_hand"], &second["taken_in_on"]), (&json!(20_000), &json!("2026-08-02")), "{found}");
        let mut body = shop.cash_sale(3_000);
        body["lines"][0]["lot"] = second["lot"].clone();
        let sold = shop.clerk.post_once("story-aa", &shop.sales(), body).ok();
        assert_eq!(sold["lines"][0]["lot"], second["lot"]);
        assert_eq!(shop.clerk.get(&lots).ok()["items"][1]["on_hand"], json!(17_000));
    });
}
