//! A shop with a till of its own: vouchers are redeemed here by that till's receipt, the rest of the month comes in
//! as the shop's file, and every sale counts once, although the till numbers anew each day.

use super::voucher::slip;
use crate::{
    harness::{County, PASSWORD, on_both},
    shop::Shop,
};
use serde_json::{Value, json};

fn own_till(county: &County) -> Shop {
    let shop = Shop::open(county);
    shop.stock("2026-08-01", 1_000_000);
    let path = format!("/outlets/{}", shop.outlet);
    let now = county.office().get(&path).ok();
    let form = json!({"kind": now["kind"], "name": now["name"], "division": now["division"], "operator": now["operator"],
        "opened_on": now["opened_on"], "own_till": true});
    county.office().put(&path, form).ok();
    shop.manager
        .put(&format!("{path}/import-mapping"), json!({"products": {"黄桃": shop.listed, "礼盒": shop.unlisted}}))
        .ok();
    shop
}

fn by_voucher(shop: &Shop, grams: i64, key: &str, receipt: &str) -> Value {
    json!({"lines": [{"product": shop.listed, "quantity": {"g": grams}, "price": {"fen": 2000, "per": 1000}}],
        "payments": [{"means": "voucher", "amount_fen": grams * 2, "voucher": key}], "till_receipt": receipt})
}

#[test]
fn a_voucher_at_an_own_till_needs_its_receipt_and_the_file_knows_it_again() {
    on_both(|county| {
        let shop = own_till(county);
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        let (_, key) = slip(county);
        assert_eq!(shop.clerk.get(&at("till/products")).ok()["own_till"], json!(true));
        let sell = |id: &str, body: Value| shop.clerk.post_once(id, &shop.sales(), body);
        let no = sell("story-aa", by_voucher(&shop, 1_000, &key, " ")).refused(422, "receipt.till_missing");
        assert_eq!(no["errors"][0]["field"], json!("/till_receipt"), "{no}");
        sell("story-ab", shop.cash_sale(500)).ok();
        let sold = sell("story-ac", by_voucher(&shop, 1_000, &key, "001")).ok();
        county.at("2026-08-04T01:05:00Z");
        sell("story-ad", by_voucher(&shop, 500, &key, "1")).refused(409, "receipt.taken");
        assert_eq!(shop.clerk.get(&at("till/sale?receipt=001")).ok()["seq"], sold["seq"]);

        // The same number on the next day is another sale.
        county.at("2026-08-05T01:00:00Z");
        let clerk = county.sign_in(&format!("outlet_clerk.{}", shop.outlet), PASSWORD);
        let next = clerk.post_once("story-ae", &shop.sales(), by_voucher(&shop, 500, &key, "001")).ok();
        assert_eq!(clerk.get(&at("till/sale?receipt=001")).ok()["seq"], next["seq"], "of the last day");
        assert_eq!(clerk.get(&at("till/sale?receipt=2026-08-04%20001")).ok()["seq"], sold["seq"]);

        // August's file: both redeemed receipts, one of them with goods that no voucher paid for, and sales of its own.
        county.at("2026-09-01T01:00:00Z");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        let august = "日期,小票号,品名,数量,单位,金额\n2026-08-04,001,黄桃,1,公斤,20.00\n2026-08-04,001,礼盒,1,件,30.00\n\
2026-08-04,002,黄桃,1,公斤,20.00\n2026-08-05,1,黄桃,0.5,公斤,10.00\n2026-08-06,001,黄桃,2,公斤,40.00\n";
        let look = manager.upload(&at("imports"), "八月销售.csv", august.as_bytes(), &[]).ok();
        assert_eq!(
            (&look["known_receipts"], &look["new_lines"], &look["new_sale_fen"]),
            (&json!(2), &json!(3), &json!(9_000)),
            "{look}"
        );
        let differs = &look["receipts"][0];
        assert_eq!(
            (&differs["booked_fen"], &differs["file_fen"], &differs["rest_fen"], &differs["stays_out"]),
            (&json!(2_000), &json!(5_000), &json!(3_000), &json!(false))
        );
        let commit = at(&format!("imports/{}/commit", look["id"]));
        // The box was never taken in: that is asked about before it is sold.
        manager.post_once("story-ae", &commit, json!({})).refused(409, "import.below_nothing");
        manager.post_once("story-af", &commit, json!({"confirm_stock": true})).ok();

        // September's numbers begin at 001 again: nothing of them is taken for August's.
        county.at("2026-10-01T01:00:00Z");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        let september =
            "日期,小票号,品名,数量,单位,金额\n2026-09-04,001,黄桃,1,公斤,20.00\n2026-09-04,002,黄桃,1,公斤,20.00\n";
        let look = manager.upload(&at("imports"), "九月销售.csv", september.as_bytes(), &[]).ok();
        assert_eq!((&look["known_receipts"], &look["new_lines"]), (&json!(0), &json!(2)), "{look}");
        manager.post_once("story-ag", &at(&format!("imports/{}/commit", look["id"])), json!({})).ok();
        let again = manager.upload(&at("imports"), "八月销售.csv", august.as_bytes(), &[]).ok();
        assert_eq!(
            (&again["known_lines"], &again["known_receipts"], &again["new_lines"]),
            (&json!(3), &json!(2), &json!(0))
        );
        let totals = manager.get(&at("totals?total=true")).ok();
        // 10 in cash, 20 and 10 by voucher, 90 of August and 40 of September.
        assert_eq!(totals["total"]["recorded_fen"], json!(17_000), "{totals}");
    });
}

#[test]
fn a_receipt_that_says_something_else_is_shown_and_stays_out_only_when_confirmed() {
    on_both(|county| {
        let shop = own_till(county);
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        let (_, key) = slip(county);
        let sold = shop.clerk.post_once("story-ba", &shop.sales(), by_voucher(&shop, 1_000, &key, "A-0042")).ok();
        let file = "日期,小票号,品名,数量,单位,金额\n2026-08-04,a-0042,黄桃,2,公斤,40.00\n2026-08-04,A-0043,黄桃,1,公斤,20.00\n";
        let look = shop.manager.upload(&at("imports"), "销售.csv", file.as_bytes(), &[]).ok();
        assert_eq!(
            (&look["known_receipts"], &look["left_out_receipts"], &look["new_lines"]),
            (&json!(0), &json!(1), &json!(1)),
            "{look}"
        );
        let differs = &look["receipts"][0];
        assert_eq!(
            (&differs["receipt"], &differs["seq"], &differs["booked_fen"], &differs["file_fen"], &differs["stays_out"]),
            (&json!("a-0042"), &sold["seq"], &json!(2_000), &json!(4_000), &json!(true))
        );
        let commit = at(&format!("imports/{}/commit", look["id"]));
        let no = shop.manager.post_once("story-bb", &commit, json!({})).refused(409, "import.receipts_differ");
        assert!(no["title"].as_str().unwrap().contains("1 张小票"), "{no}");
        let done = shop.manager.post_once("story-bc", &commit, json!({"confirm_receipts": true})).ok();
        assert_eq!(done["sale_fen"], json!(2_000));

        // Once the sale is undone, its number is free and the file's rows are the sale.
        let undo = at(&format!("entries/{}/reversal", sold["seq"]));
        shop.manager.post_once("story-bd", &undo, json!({"reason": "金额记错"})).ok();
        let look = shop.manager.upload(&at("imports"), "销售.csv", file.as_bytes(), &[]).ok();
        assert_eq!((&look["new_lines"], &look["receipts"]), (&json!(1), &json!([])), "{look}");
    });
}
