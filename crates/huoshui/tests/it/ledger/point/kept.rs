//! What a point's phone asks for at each refresh is kept with the entries: it follows the books, and the recount proves it.

use super::{Point, with};
use crate::harness::{County, on_both};
use serde_json::{Value, json};

fn problems(county: &County) -> Vec<String> {
    let report = county.app.db().read_now(|tx| ledger::desk::verify_books(tx, "430582")).unwrap();
    report.problems.into_iter().map(|problem| problem.code).collect()
}

fn edit(county: &County, sql: &'static str) {
    assert!(county.app.db().write_now(move |tx| Ok(tx.run(sql, &[])?)).unwrap() > 0, "{sql}");
}

/// Of each seller, the last on top: slips, grams, what it came to, paid, drawn, open.
fn sellers(point: &Point<'_>) -> Vec<[i64; 6]> {
    let keys = ["slips", "quantity_g", "total_fen", "paid_fen", "drawn_fen", "owed_fen"];
    let row = |row: &Value| keys.map(|key| row[key].as_i64().unwrap());
    point.phone()["sellers"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn sums_of_sellers_follow_purchases_lists_payments_and_what_is_undone() {
    on_both(|county| {
        let point = Point::open(county);
        let villager =
            json!({"named": {"name": "=李老四", "address": "梧桐村三组", "contact": "13800000009", "farmer": true}});
        point.hand_in(vec![
            point.intake(1, point.slip()),
            point.intake(2, with(point.slip(), "seller", villager)),
            point.intake(3, with(point.slip(), "paid", json!("cash"))),
            point.intake(4, point.slip()),
        ]);
        let other = [1, 48_500, 24_250, 0, 0, 24_250];
        assert_eq!(sellers(&point), [[3, 145_500, 72_750, 24_250, 0, 48_500], other]);
        assert_eq!(point.phone()["people"][0]["name"], point.phone()["slips"][0]["seller"], "who sold last is on top");
        let list = point.draw("kept-draw-a");
        let drawn = [1, 48_500, 24_250, 0, 24_250, 0];
        assert_eq!(sellers(&point), [[3, 145_500, 72_750, 24_250, 48_500, 0], drawn]);
        assert_eq!((point.phone()["owed"].clone(), problems(county)), (json!([]), vec![]));

        // One is paid, one is taken off and open again; what was undone meanwhile is not.
        let [first, second] = [0, 1].map(|n: usize| list["rows"][n]["counterparty"].clone());
        let at = |act: &str| format!("/payment-lists/{}/{act}", list["id"]);
        let paid = json!({"how": "cash", "counterparties": [second]});
        point.keeper.post_once("kept-pays-a", &at("payments"), paid).ok();
        point.reverse("kept-undo-a", &json!(1));
        let off = json!({"reason": "有一单红冲", "counterparties": [first]});
        point.keeper.post_once("kept-off-a", &at("releases"), off).ok();
        assert_eq!(sellers(&point), [[2, 97_000, 48_500, 24_250, 0, 24_250], [1, 48_500, 24_250, 24_250, 0, 0]]);
        let owed = point.phone()["owed"].clone();
        assert_eq!((&owed[0]["entries"], owed.as_array().unwrap().len()), (&json!([4]), 1), "{owed}");
        assert_eq!(problems(county), [""; 0]);

        // Somebody edits by hand, and the recount names it.
        edit(county, "UPDATE seller_total SET total_fen = total_fen + 1 WHERE slips = 2");
        assert_eq!(problems(county), ["totals.sellers"]);
        edit(county, "UPDATE seller_total SET total_fen = total_fen - 1 WHERE slips = 2");
        edit(county, "DELETE FROM open_purchase WHERE seq = 4");
        assert_eq!(problems(county), ["totals.open"]);
    });
}
