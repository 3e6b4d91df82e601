//! Opening totals: stated with their source, corrected by newer ones, shown beside what is counted.

use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

fn sales() -> Value {
    json!({"measure": "sales", "amount_fen": 3_000_000_000_i64, "precision": "at_least", "as_of": "2020-12-31",
        "wording": "累计销售产品 3000 多万元", "document": "消费扶贫工作综述", "document_no": "〔2020〕8号", "page": "第3版"})
}

#[test]
fn a_statement_needs_its_source_and_its_own_unit() {
    on_both(|county| {
        let (office, colleague) = (county.office(), county.colleague());
        county.nobody().post("/opening-totals", sales()).refused(401, "edge.sign_in");
        for other in [county.auditor(), county.admin(), county.supervisor()] {
            other.post("/opening-totals", sales()).refused(403, "edge.not_allowed");
        }
        for (field, value, code, at) in [
            ("amount_fen", Value::Null, "opening_total.money_wanted", "/amount_fen"),
            ("number", json!(12_000), "opening_total.money_wanted", "/number"),
            ("amount_fen", json!(-1), "opening_total.size", "/amount_fen"),
            ("amount_fen", json!(100_000_000_000_001_i64), "opening_total.size", "/amount_fen"),
            ("measure", json!("people"), "opening_total.number_wanted", "/amount_fen"),
            ("as_of", json!("2026-08-05"), "opening_total.as_of", "/as_of"),
            ("as_of", json!("1977-12-31"), "opening_total.as_of", "/as_of"),
            ("document", json!("  "), "opening_total.text_length", "/document"),
            ("wording", json!("多".repeat(201)), "opening_total.text_length", "/wording"),
            ("page", json!("页".repeat(101)), "opening_total.text_length", "/page"),
            ("supersedes", json!(77), "opening_total.unknown", "/supersedes"),
        ] {
            let mut body = sales();
            body[field] = value;
            let problem = office.post("/opening-totals", body).refused(422, code);
            assert_eq!(problem["errors"][0]["field"], json!(at), "{problem}");
        }

        let first = office.post_once("stated-sales", "/opening-totals", sales());
        let again = office.post_once("stated-sales", "/opening-totals", sales());
        assert_eq!((first.ok(), again.headers.get("idempotency-replayed").unwrap().as_str()), (again.ok(), "true"));
        let id = first.ok()["id"].clone();
        let people = json!({"measure": "people", "number": 9, "precision": "exact", "as_of": "2020-01-01",
            "wording": "9人", "document": "报表", "supersedes": id});
        office.post("/opening-totals", people).refused(422, "opening_total.unknown");

        let mut better = sales();
        (better["amount_fen"], better["supersedes"]) = (json!(3_100_000_000_i64), id.clone());
        let newer = colleague.post("/opening-totals", better.clone()).ok();
        office.post("/opening-totals", better).refused(409, "opening_total.superseded");
        let all = office.get("/opening-totals?sort=made_at").ok();
        let old = all["items"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
        assert_eq!((&old["superseded_by"], &old["amount_fen"]), (&newer["id"], &json!(3_000_000_000_i64)));
        let states = |state: &str| {
            let page = office.get(&format!("/opening-totals?state={state}&measure=sales")).ok();
            page["items"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!((states("stands"), states("superseded")), (vec![newer["id"].clone()], vec![id]));
        office.get("/opening-totals?state=gone").refused(400, "settlement.filter_unknown");
        let acts = county.acts();
        assert_eq!(acts.iter().filter(|act| *act == "opening_total.state").count(), 2, "{acts:?}");
        let csv = office.get("/opening-totals?format=csv").body;
        assert!(csv.contains("累计销售产品 3000 多万元") && csv.contains("31000000.00"), "{csv}");
    });
}

#[test]
fn stated_and_counted_stand_apart_and_the_counted_one_opens() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        shop.clerk.post_once("first-sale", &shop.sales(), shop.cash_sale(5_000)).ok();
        let office = county.office();
        office.post("/opening-totals", sales()).ok();
        let beside = |measure: &str| {
            let page = office.get("/opening-totals/beside-counted").ok();
            page["items"].as_array().unwrap().iter().find(|row| row["measure"] == json!(measure)).unwrap().clone()
        };
        let row = beside("sales");
        assert_eq!(
            (&row["stated_fen"], &row["precision"], &row["as_of"], &row["source"]),
            (
                &json!(3_000_000_000_i64),
                &json!("at_least"),
                &json!("2020-12-31"),
                &json!("消费扶贫工作综述 〔2020〕8号 第3版")
            )
        );
        assert_eq!((&row["counted_here_fen"], &row["first_year"]), (&json!(10_000), &json!(2026)), "{row}");
        assert_eq!(row["overlaps"], json!(false));
        assert!(row.as_object().unwrap().values().all(|v| *v != json!(3_000_010_000_i64)), "never one sum: {row}");
        assert_eq!(beside("unsalable_sales")["counted_here_fen"], Value::Null, "not counted here, and not 0");
        assert_eq!((&beside("shops")["stated_number"], &beside("shops")["counted_here"]), (&Value::Null, &json!(1)));
        let parts = office.get("/opening-totals/sales/counted?total=true").ok();
        assert_eq!(parts["total"]["amount_fen"], row["counted_here_fen"]);
        let lines = office.get(parts["items"][0]["lines"].as_str().unwrap()).ok();
        assert_eq!(lines["items"][0]["amount_fen"], json!(10_000), "{lines}");
        let shops = office.get("/opening-totals/shops/counted").ok();
        assert_eq!(office.get(shops["items"][0]["lines"].as_str().unwrap()).ok()["items"][0]["act"], json!("granted"));
        office.get("/opening-totals/unsalable_sales/counted").refused(404, "measure.without_lines");
        office.get("/opening-totals/colour/counted").refused(404, "opening_total.measure_unknown");
        shop.manager.get("/opening-totals").refused(403, "edge.not_allowed");

        let mut later = sales();
        later["as_of"] = json!("2026-06-30");
        office.post("/opening-totals", later).ok();
        assert_eq!(
            beside("sales")["overlaps"],
            json!(true),
            "the newest as-of day counts, and it reaches into the books"
        );
    });
}

#[test]
fn a_household_that_sells_counts_once_with_its_people() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let village = county.division("430582204213");
        let household = crate::shop::id(
            &office.post("/households", json!({"division": village, "head": {"name": "周某", "phone": "13800000001"}})),
        );
        let bought = |key: &str| {
            let body = json!({"supplier": {"household": household},
                "lines": [{"product": shop.listed, "quantity": {"g": 1_000}, "amount_fen": 500, "papers": {"certificate": "1"}}]});
            shop.manager.post_once(key, &format!("/outlets/{}/purchases", shop.outlet), body).ok();
        };
        let counted = |measure: &str| office.get(&format!("/opening-totals/{measure}/counted")).ok()["items"].clone();
        assert_eq!(counted("households"), json!([]));
        bought("purchase-one");
        bought("purchase-two");
        let rows = counted("households");
        assert_eq!((rows.as_array().unwrap().len(), &rows[0]["number"]), (1, &json!(1)));
        assert_eq!(rows[0]["name"], json!("斫曹乡梧桐村"), "a household has its village, no name");
        assert_eq!(counted("people")[0]["number"], json!(1));
        assert_eq!(office.get(rows[0]["lines"].as_str().unwrap()).ok()["id"], json!(household));
    });
}
