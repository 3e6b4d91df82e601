//! The edges of the books: numbers that are too large, days that do not exist, the last day of a
//! certificate and of a year by the county's clock, closed periods (T4, T5, T10).

use crate::{
    harness::{Client, County, PASSWORD, on_both},
    shop::{Shop, id},
};
use serde_json::{Value, json};

/// The clerk with a new session: stories that last for months outlive one.
fn clerk(county: &County, shop: &Shop) -> Client {
    county.sign_in(&format!("outlet_clerk.{}", shop.outlet), PASSWORD)
}

/// A product that is not listed yet, and a sale of it for ten yuan.
fn plum(county: &County, shop: &Shop) -> (i64, Value) {
    let product = id(&county.office().post(
        "/products",
        json!({"producer": shop.producer, "name": "早熟李", "legal_class": "edible_farm", "farm_group": "fruit", "unit": "g",
            "origin": county.division("430582204213"), "unit_price_fen": 2000, "price_per": 1000}),
    ));
    let sale = json!({"lines": [{"product": product, "quantity": {"g": 500}, "price": {"fen": 2000, "per": 1000}}],
        "payments": [{"means": "cash", "amount_fen": 1000}]});
    (product, sale)
}

fn one_line(line: Value) -> Value {
    json!({"lines": [line], "payments": []})
}

#[test]
fn numbers_and_days_beyond_every_limit_are_refused() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        let price = json!({"fen": 2000, "per": 1000});
        let line = |quantity: Value| json!({"product": shop.listed, "quantity": quantity, "price": price});
        let cases = [
            (one_line(line(json!({"g": 0}))), 422, "quantity.not_positive"),
            (one_line(line(json!({"g": -500}))), 422, "quantity.not_positive"),
            (one_line(line(json!({"g": i64::MIN}))), 422, "quantity.not_positive"),
            (one_line(line(json!({"g": 1e30}))), 400, "edge.body"),
            (one_line(line(json!({"g": 500.5}))), 400, "edge.body"),
            (one_line(line(json!({"g": "500"}))), 400, "edge.body"),
            (one_line(line(json!({"kg": 1}))), 400, "edge.body"),
            (json!({"lines": [], "payments": []}), 422, "entry.empty"),
            (json!({"day": "2026-02-30", "lines": [line(json!({"g": 500}))], "payments": []}), 400, "edge.body"),
            (json!({"day": "1970-01-01", "lines": [line(json!({"g": 500}))], "payments": []}), 422, "day.too_old"),
            (json!({"day": "2099-01-01", "lines": [line(json!({"g": 500}))], "payments": []}), 422, "day.ahead"),
            (json!({"lines": [line(json!({"g": 500}))], "payments": [], "paid": true}), 400, "edge.body"),
            (json!({"lines": [line(json!({"g": 500}))], "payments": [], "seq": 1}), 400, "edge.body"),
        ];
        for (number, (body, status, code)) in cases.into_iter().enumerate() {
            shop.clerk.post_once(&format!("limit-{number:03}"), &shop.sales(), body).refused(status, code);
        }
        // Much more than there is, at any price: refused, whichever of the two is found first.
        for (number, (quantity, fen, per)) in
            [(i64::MAX, 1, 1), (i64::MAX, i64::MAX, 1), (500, i64::MAX, 1), (500, -1, 1), (500, 1, 0)]
                .into_iter()
                .enumerate()
        {
            let line = json!({"product": shop.listed, "quantity": {"g": quantity}, "price": {"fen": fen, "per": per}});
            let answer = shop.clerk.post_once(&format!("large-{number:03}"), &shop.sales(), one_line(line));
            assert!(matches!(answer.status, 400 | 409 | 422), "{quantity} × {fen}/{per}: {}", answer.body);
        }
        let other = Shop::open_in(county, "430582001001", "大禾塘店");
        for worth in [-1, i64::MIN] {
            let body = json!({"to": other.outlet, "lines": [{"product": shop.listed, "quantity": {"g": 500}, "amount_fen": worth}]});
            let path = format!("/outlets/{}/transfers", shop.outlet);
            shop.manager.post_once(&format!("worth-of{worth}"), &path, body).refused(422, "amount.negative");
        }
        let entries = shop.manager.get(&format!("/outlets/{}/entries?total=1", shop.outlet)).ok();
        assert_eq!(entries["total"]["count"], json!(1), "nothing was written but the opening stock");
    });
}

#[test]
fn ten_yuan_a_jin_is_twenty_a_kilogram() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        for (number, (grams, fen, per, total)) in [
            (500, 1000, 500, 1000),
            (1000, 1000, 500, 2000),
            (1000, 2000, 1000, 2000),
            (250, 333, 500, 167),
            (1, 1, 2, 1),
        ]
        .into_iter()
        .enumerate()
        {
            let line = json!({"product": shop.listed, "quantity": {"g": grams}, "price": {"fen": fen, "per": per}});
            let body = json!({"lines": [line], "payments": [{"means": "cash", "amount_fen": total}]});
            let sold = shop.clerk.post_once(&format!("unit-{number:04}"), &shop.sales(), body).ok();
            assert_eq!(sold["total_fen"], json!(total), "{grams} g at {fen}/{per}");
        }
    });
}

#[test]
fn a_certificate_ends_with_its_last_day_by_the_countys_clock() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let (product, sale) = plum(county, &shop);
        let survey =
            json!({"producer": shop.producer, "way": "survey", "year": 2026, "products": [product], "reason": "摸底"});
        let case = id(&office.post("/certifications", survey));
        let paper = json!({"paper": "2号", "valid_from": "2026-01-01", "valid_to": "2026-08-31"});
        county.colleague().post(&format!("/certifications/{case}/paper-listing"), paper).ok();
        shop.manager.put(&format!("/outlets/{}/book", shop.outlet), json!({"stock_kept": false})).ok();
        county.at("2026-08-31T15:59:59Z");
        clerk(county, &shop).post_once("last-day", &shop.sales(), sale.clone()).ok();
        county.at("2026-08-31T16:00:00Z");
        let clerk = clerk(county, &shop);
        clerk.post_once("day-after", &shop.sales(), sale.clone()).refused(409, "product.not_listed");
        // What was sold yesterday and is entered today was listed yesterday; that is for the manager to say, and
        // a voucher is for today.
        let mut late = sale;
        late["day"] = json!("2026-08-31");
        clerk.post_once("day-late", &shop.sales(), late.clone()).refused(422, "entry.today_only");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        manager.post_once("day-late", &shop.sales(), late.clone()).ok();
        late["payments"] =
            json!([{"means": "voucher", "amount_fen": late["payments"][0]["amount_fen"], "voucher": "1"}]);
        manager.post_once("voucher-late", &shop.sales(), late).refused(422, "entry.today_only");
    });
}

#[test]
fn a_year_ends_at_midnight_in_shaodong_and_a_closed_one_stays() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        let year_of = |client: &Client, year: i32| {
            let totals = client.get(&format!("/outlets/{}/totals?year={year}&total=1", shop.outlet)).ok();
            totals["total"]["recorded_fen"].as_i64().unwrap()
        };
        county.at("2026-12-31T15:59:59Z");
        clerk(county, &shop).post_once("year-old", &shop.sales(), shop.cash_sale(500)).ok();
        county.at("2026-12-31T16:00:00Z");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        manager.post_once("year-new", &shop.sales(), shop.cash_sale(1000)).ok();
        assert_eq!((year_of(&manager, 2026), year_of(&manager, 2027)), (1000, 2000));

        let office = county.sign_in("county_office.0", PASSWORD);
        office.post_once("close-2026", "/periods", json!({"to": "2026-12-31", "reason": "年度结算"})).ok();
        let mut late = shop.cash_sale(2000);
        late["day"] = json!("2026-12-30");
        let done = manager.post_once("late-2026", &shop.sales(), late).ok();
        assert_eq!((&done["day"], &done["counts_on"]), (&json!("2026-12-30"), &json!("2027-01-01")), "{done}");
        assert_eq!((year_of(&manager, 2026), year_of(&manager, 2027)), (1000, 6000));
        office
            .post_once("open-2026", "/periods", json!({"to": "2026-11-30", "reason": "再开"}))
            .refused(409, "period.invalid");
    });
}

#[test]
fn no_entry_form_takes_a_day_ahead() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        let other = Shop::open_in(county, "430582001001", "大禾塘店");
        let goods = json!([{"product": shop.listed, "quantity": {"g": 500}, "amount_fen": 100}]);
        let supplier = json!({"producer": shop.producer});
        let sold = shop.clerk.post_once("ahead-sale", &shop.sales(), shop.cash_sale(500)).ok();
        for (noun, mut body) in [
            ("purchases", json!({"supplier": supplier, "lines": goods})),
            ("consignments", json!({"owner": supplier, "lines": goods})),
            ("consignments/settlements", json!({"owner": supplier, "lines": goods, "payments": []})),
            ("losses", json!({"lines": goods, "reason": "烂"})),
            ("donations", json!({"lines": goods, "reason": "书包文化节", "recipient": supplier})),
            ("counts", json!({"lines": [{"product": shop.listed, "found": {"g": 500}}], "reason": "月盘"})),
            ("openings", json!({"lines": goods})),
            ("transfers", json!({"to": other.outlet, "lines": goods})),
            ("repackings", json!({"inputs": goods, "outputs": [{"product": shop.listed, "quantity": {"g": 500}}]})),
            ("returns", json!({"sale": sold["seq"], "lines": [{"line": 1, "quantity": {"g": 500}}]})),
        ] {
            body["day"] = json!("2026-08-05");
            let path = format!("/outlets/{}/{noun}", shop.outlet);
            shop.manager.post_once(&format!("ahead-{noun}"), &path, body).refused(422, "day.ahead");
        }
        let path = format!("/outlets/{}/closings", shop.outlet);
        shop.manager.post_once("ahead-closing", &path, json!({"day": "2026-08-05"})).refused(409, "closing.day");
    });
}

#[test]
fn a_new_listing_does_not_revive_the_sales_of_the_gap() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let outlet = format!("/outlets/{}", shop.outlet);
        shop.manager.put(&format!("{outlet}/book"), json!({"stock_kept": false})).ok();
        let (product, sale) = plum(county, &shop);
        county.colleague();
        let list = |key: &str, from: &str, to: &str| {
            let (office, colleague) =
                (county.sign_in("county_office.0", PASSWORD), county.sign_in("county_office.hu", PASSWORD));
            let survey = json!({"producer": shop.producer, "way": "survey", "year": 2026, "products": [product], "reason": "摸底"});
            let case = id(&office.post("/certifications", survey));
            let paper = json!({"paper": key, "valid_from": from, "valid_to": to});
            colleague.post(&format!("/certifications/{case}/paper-listing"), paper).ok();
        };
        list("2号", "2026-01-01", "2026-08-05");
        let exception = json!({"product": product, "from_day": "2026-08-01", "to_day": "2026-08-31", "reason": "便民", "document_no": "9号"});
        office.post(&format!("{outlet}/exceptions"), exception).ok();
        let counted = |client: &Client| {
            let total = client.get(&format!("{outlet}/totals?year=2026&total=1")).ok()["total"].clone();
            (total["recorded_fen"].as_i64().unwrap(), total["listed_fen"].as_i64().unwrap())
        };
        shop.clerk.post_once("listed-1", &shop.sales(), sale.clone()).ok();
        county.at("2026-08-10T01:00:00Z");
        let now = clerk(county, &shop);
        now.post_once("in-the-gap", &shop.sales(), sale.clone()).ok();
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        assert_eq!(counted(&manager), (2_000, 1_000));
        county.at("2026-08-15T01:00:00Z");
        list("3号", "2026-08-15", "2026-12-31");
        let now = clerk(county, &shop);
        now.post_once("listed-2", &shop.sales(), sale.clone()).ok();
        let mut late = sale;
        late["day"] = json!("2026-08-10");
        let manager = county.sign_in(&format!("outlet_manager.{}", shop.outlet), PASSWORD);
        manager.post_once("gap-late", &shop.sales(), late).ok();
        assert_eq!(counted(&manager), (4_000, 2_000), "neither sale of the gap counts");
    });
}
