//! Recording: refusals, the good path, the audit line, sent twice.

use crate::{harness::on_both, shop::Shop};
use serde_json::json;

#[test]
fn a_sale_is_recorded_once_and_undone_once() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        let (sales, body) = (shop.sales(), shop.cash_sale(3_000));
        county.nobody().post_once("story-aa", &sales, body.clone()).refused(401, "edge.sign_in");
        county.auditor().post_once("story-aa", &sales, body.clone()).refused(403, "edge.not_allowed");
        shop.clerk.post(&sales, body.clone()).refused(400, "edge.key_missing");
        shop.clerk.post_once("story-bb", &sales, shop.cash_sale(11_000)).refused(409, "stock.not_enough");
        let unlisted = json!({"lines": [{"product": shop.unlisted, "quantity": {"pieces": 1}, "amount_fen": 100}],
            "payments": [{"means": "cash", "amount_fen": 100}]});
        shop.clerk.post_once("story-cc", &sales, unlisted).refused(409, "product.not_listed");
        let mut short = body.clone();
        short["payments"][0]["amount_fen"] = json!(1);
        shop.clerk.post_once("story-dd", &sales, short).refused(422, "basket.payments");
        let mut wholesale = body.clone();
        wholesale["channel"] = json!("wholesale");
        shop.clerk.post_once("story-ee", &sales, wholesale.clone()).refused(422, "buyer.missing");

        let sold = shop.clerk.post_once("story-ff", &sales, body.clone());
        let again = shop.clerk.post_once("story-ff", &sales, body.clone());
        assert_eq!((sold.ok()["seq"].clone(), again.ok()), (json!(2), sold.ok()));
        shop.clerk.post_once("story-ff", &sales, shop.cash_sale(1_000)).refused(409, "edge.key_reused");
        assert!(county.acts().contains(&"sale.record".to_owned()));

        let book = format!("/outlets/{}", shop.outlet);
        let receipt = shop.clerk.get(&format!("{book}/receipts/2?handed_fen=10000"));
        for part in ["<svg", "3 公斤 × ¥20.00/公斤", "60.00", "收银员", "收现金", "100.00", "找零", "40.00"]
        {
            assert!(receipt.body.contains(part), "{part}: {}", receipt.body);
        }
        let again = shop.clerk.get(&format!("{book}/receipts/2"));
        assert!(!again.body.contains("找零"), "the book does not keep what was handed over: {}", again.body);
        let undo = format!("{book}/entries/2/reversal");
        shop.clerk.post_once("story-gg", &undo, json!({})).refused(403, "edge.not_allowed");
        assert_eq!(
            shop.manager.post_once("story-gg", &undo, json!({"reason": "错录"})).ok()["total_fen"],
            json!(-6_000)
        );
        shop.manager.post_once("story-hh", &undo, json!({})).refused(409, "reversal.twice");
        let entries = shop.manager.get(&format!("{book}/entries?total=true")).ok();
        assert_eq!(
            (entries["total"]["count"].clone(), entries["items"][1]["reversed"].clone()),
            (json!(3), json!(true)),
            "{entries}"
        );
        wholesale["buyer"] =
            json!({"named": {"name": "邵东一中食堂", "address": "金龙大道", "contact": "0739-2721234"}});
        shop.clerk.post_once("story-ii", &sales, wholesale).ok();
        let entry = shop.manager.get(&format!("{book}/entries/4")).ok();
        assert_eq!(entry["counterparty"], json!("邵东一中食堂"), "{entry}");
    });
}

#[test]
fn every_list_of_a_book_reads() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        shop.clerk.post_once("story-aa", &shop.sales(), shop.cash_sale(3_000)).ok();
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        for (noun, rows) in [
            ("entries", 2),
            ("entries?kind=sale&from=2026-08-01&to=2026-08-04", 1),
            ("lines", 2),
            ("lines?measure=local", 1),
            ("stock", 1),
            ("lots", 1),
            ("lots/1/sources", 0),
            ("totals", 1),
            ("consignments", 0),
            ("shifts", 0),
            ("closings", 0),
            ("imports", 0),
        ] {
            let answer = shop.manager.get(&at(noun)).ok();
            assert_eq!(answer["items"].as_array().unwrap().len(), rows, "{noun}: {answer}");
        }
        let till = shop.clerk.get(&at("till/products")).ok();
        assert_eq!(till["products"][0]["on_hand"], json!(7_000), "{till}");
        let prices =
            json!({"prices": [{"product": shop.listed, "price_fen": 1000, "per": 500, "scale_item": "00042"}]});
        let till = shop.manager.put(&at("prices"), prices).ok();
        assert_eq!(
            (till["products"][0]["price_fen"].clone(), till["products"][0]["scale_item"].clone()),
            (json!(1000), json!("00042"))
        );
        assert_eq!(shop.manager.get(&at("takings")).ok()["takings"]["cash"], json!(6_000));
        county.at("2026-08-04T01:10:00Z");
        shop.clerk.post(&at("shifts"), json!({"float_fen": 100})).ok();
        shop.clerk.post(&at("shifts"), json!({"float_fen": 100})).refused(409, "shift.open");
        shop.clerk.post(&at("shifts/end"), json!({"counted_fen": 0})).refused(422, "closing.unexplained");
        shop.clerk.post(&at("shifts/end"), json!({"counted_fen": 100})).ok();
        shop.manager.post_once("story-kk", &at("closings"), json!({})).ok();
        shop.manager.post_once("story-ll", &at("closings"), json!({})).refused(409, "closing.day");
        assert_eq!(shop.manager.get(&at("closings")).ok()["items"].as_array().unwrap().len(), 1);
        shop.manager
            .post_once("story-mm", "/periods", json!({"to": "2026-07-31", "reason": ""}))
            .refused(403, "edge.outside_scope");
        county
            .office()
            .post_once("story-m0", "/periods", json!({"to": "2026-07-31", "reason": " "}))
            .refused(422, "period.reason");
        county.office().post_once("story-mm", "/periods", json!({"to": "2026-07-31", "reason": "月结"})).ok();
        assert_eq!(county.office().get("/periods").ok()["items"].as_array().unwrap().len(), 1);
        let coverage = county.office().get("/goods-coverage").ok();
        assert!(coverage["townships"].as_array().unwrap().len() > 20, "{coverage}");
    });
}
