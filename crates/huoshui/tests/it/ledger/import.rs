//! A shop's own file over HTTP: looked at, mended names, taken in, sent twice, undone.

use crate::{
    harness::{PASSWORD, on_both},
    shop::Shop,
};
use serde_json::json;

#[test]
fn a_file_goes_from_preview_to_book_and_back() {
    on_both(|county| {
        let shop = Shop::open(county);
        let file = "日期,类型,品名,数量,单位,单价,金额,往来单位\n2026-08-01,进货,黄桃,100,斤,5.00,500.00,张三\n\
2026-08-02,销售,黄桃,10,斤,10.00,100.00,\n2026-08-03,销售,黄桃,一些,斤,10.00,,\n";
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        shop.clerk.upload(&at("imports"), "八月.csv", file.as_bytes(), &[]).refused(403, "edge.not_allowed");
        let look = shop.manager.upload(&at("imports"), "八月.csv", file.as_bytes(), &[]).ok();
        assert_eq!(
            (look["unmatched"][0]["name"].clone(), look["new_lines"].clone()),
            (json!("黄桃"), json!(0)),
            "{look}"
        );
        let id = look["id"].as_i64().unwrap();
        shop.manager.put(&at("import-mapping"), json!({"products": {"黄桃": shop.listed}})).ok();
        let look = shop.manager.get(&at(&format!("imports/{id}"))).ok();
        assert_eq!(
            (look["unmatched"].clone(), look["new_lines"].clone(), look["new_sale_fen"].clone()),
            (json!([]), json!(2), json!(10_000))
        );
        let mended = shop.manager.get(&at(&format!("imports/{id}/errors")));
        assert_eq!(mended.status, 200);

        let commit = at(&format!("imports/{id}/commit"));
        let done = shop.manager.post_once("story-aa", &commit, json!({})).ok();
        assert_eq!(
            (done["state"].clone(), done["lines"].clone(), done["sale_fen"].clone()),
            (json!("committed"), json!(2), json!(10_000))
        );
        assert_eq!(shop.manager.post_once("story-aa", &commit, json!({})).ok(), done, "sent twice");
        let twice = shop.manager.upload(&at("imports"), "八月.csv", file.as_bytes(), &[]).ok();
        assert_eq!((twice["new_lines"].clone(), twice["known_lines"].clone()), (json!(0), json!(2)));
        let undo = at(&format!("imports/{id}/undo"));
        shop.manager.post_once("story-ba", &undo, json!({"reason": ""})).refused(422, "entry.reason_missing");
        let undone = shop.manager.post_once("story-bb", &undo, json!({"reason": "传错门店"})).ok();
        assert_eq!((&undone["state"], &undone["undone_for"]), (&json!("undone"), &json!("传错门店")));
        let reversal = &shop.manager.get(&at("entries")).ok()["items"][0];
        assert_eq!(reversal["note"], json!("传错门店"));
        let totals = shop.manager.get(&at("totals?total=true")).ok();
        assert_eq!(totals["total"]["recorded_fen"], json!(0), "{totals}");
        assert!(county.acts().starts_with(&["import.undo".to_owned()]), "{:?}", county.acts());
    });
}

#[test]
fn rows_of_tomorrow_stay_out() {
    on_both(|county| {
        let shop = Shop::open(county);
        // One in the morning of 4 August in Shaodong is still 3 August in Greenwich.
        county.at("2026-08-03T17:00:00Z");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        let file = "日期,类型,品名,数量,单位,单价,金额,往来单位\n2026-08-04,进货,黄桃,100,斤,5.00,500.00,张三\n\
2026-08-05,进货,黄桃,10,斤,5.00,50.00,张三\n";
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        manager.put(&at("import-mapping"), json!({"products": {"黄桃": shop.listed}})).ok();
        let look = manager.upload(&at("imports"), "八月.csv", file.as_bytes(), &[]).ok();
        assert_eq!((&look["new_lines"], &look["unfit"][0]["code"]), (&json!(1), &json!("day.ahead")), "{look}");
        assert_eq!(look["unfit"][0]["column"], json!("日期"), "{look}");
        let done = manager.post_once("story-aa", &at(&format!("imports/{}/commit", look["id"])), json!({})).ok();
        assert_eq!((&done["lines"], &done["purchase_fen"]), (&json!(1), &json!(50_000)));
        // What is booked stays booked, though a file would come too late with that row now.
        county.at("2037-08-04T01:00:00Z");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        let seen = manager.get(&at(&format!("imports/{}", look["id"]))).ok();
        let booked = (&seen["state"], &seen["lines"], &seen["purchase_fen"], &seen["sale_fen"]);
        assert_eq!(booked, (&json!("committed"), &json!(1), &json!(50_000), &json!(0)), "{seen}");
        assert_eq!((&seen["known_lines"], seen["unfit"].as_array().unwrap().len()), (&json!(1), 1), "{seen}");
    });
}

#[test]
fn a_large_sheet_keeps_no_sale_waiting() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000_000);
        let row =
            |n: u32| format!("2026-08-0{},销售,黄桃,{},斤,5.00,{}.00,\n", n % 3 + 1, n % 40 + 1, (n % 40 + 1) * 5);
        let sheet: String = std::iter::once("日期,类型,品名,数量,单位,单价,金额,往来单位\n".to_owned())
            .chain((0..20_000).map(row))
            .collect();
        let at = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        shop.manager.put(&at("import-mapping"), json!({"products": {"黄桃": shop.listed}})).ok();
        let sold = std::thread::scope(|scope| {
            let reading = scope.spawn(|| shop.manager.upload(&at("imports"), "全年.csv", sheet.as_bytes(), &[]).ok());
            let mut sold = 0;
            while !reading.is_finished() {
                shop.clerk.post_once(&format!("meanwhile-{sold}"), &shop.sales(), shop.cash_sale(500)).ok();
                sold += 1;
            }
            assert_eq!(reading.join().unwrap()["new_lines"], json!(20_000));
            sold
        });
        assert!(sold > 3, "only {sold} sales while the sheet was read");
    });
}
