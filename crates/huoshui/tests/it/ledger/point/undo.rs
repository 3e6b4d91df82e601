//! A wrong slip is undone from the phone it was written on, as long as nothing came of it.

use super::{Point, with};
use crate::{harness::on_both, supply::scene::Scene, supply::scene::uuid};
use serde_json::{Value, json};

fn undo(n: u32) -> Value {
    json!({"undo": {"item": uuid(n), "reason": "毛重看错"}})
}

fn why(point: &Point<'_>, n: u32) -> Value {
    let slips = point.phone()["slips"].as_array().unwrap().clone();
    slips.into_iter().find(|slip| slip["client"] == json!(uuid(n))).unwrap()["kept_by"].clone()
}

#[test]
fn a_wrong_slip_is_undone_once_and_the_books_with_it() {
    on_both(|county| {
        let point = Point::open(county);
        let slip = point.slip();
        // Written, undone and written anew without a network, all in one go.
        let items = vec![
            point.intake(1, with(slip.clone(), "gross_g", json!(152_500))),
            point.item(2, undo(1)),
            point.intake(3, slip.clone()),
            point.item(4, undo(1)),
            point.item(5, undo(9)),
            point.item(6, json!({"undo": {"item": uuid(3), "reason": " "}})),
            point.item(2, json!({"undo": {"item": uuid(3), "reason": "毛重看错"}})),
            point.item(2, undo(1)),
        ];
        let answer = point.hand_in(items);
        assert_eq!(
            Scene::went(&answer),
            [
                "taken",
                "taken",
                "taken",
                "refused point.slip_undone",
                "refused point.slip_unknown",
                "refused payment.reason_missing",
                "refused point.id_reused",
                "known"
            ]
        );
        assert_eq!(answer["outcomes"][4]["field"], json!("/what/undo/item"), "{answer}");
        let book = point.keeper.get(&point.at("entries?sort=seq")).ok();
        let kinds: Vec<&Value> = book["items"].as_array().unwrap().iter().map(|entry| &entry["total_fen"]).collect();
        // 145.5 kg at ¥5, its mirror, 48.5 kg at ¥5.
        assert_eq!(kinds, [&json!(72_750), &json!(-72_750), &json!(24_250)], "{book}");
        let phone = point.phone();
        assert_eq!(phone["owed"][0]["amount_fen"], json!(24_250));
        let stock = county.office().get(&point.at("stock")).ok();
        assert_eq!(stock["items"].as_array().unwrap().iter().filter(|row| row["on_hand"] != json!(0)).count(), 1);
        // What was said about it stands in the book, and in no list of refusals.
        assert_eq!(point.keeper.get(&point.at("entries/2")).ok()["note"], json!("毛重看错"));
        let kept: Vec<String> = county
            .app
            .db()
            .read_now(|tx| Ok::<_, base::Refusal>(tx.query("SELECT item FROM point_refused", &[])?))
            .unwrap();
        assert!(!format!("{kept:?}").contains("看错"), "{kept:?}");
        assert!(county.auditor().get("/audit/verification").ok()["wrong"].is_null());
    });
}

#[test]
fn what_something_came_of_stays_and_the_phone_is_told_why() {
    on_both(|county| {
        let mut point = Point::open(county);
        let part = |n: u32| json!({"of": {"item": uuid(n)}, "quantity_g": 48_500});
        let hand = json!({"hand_over": {"to": point.shop.outlet, "lots": [part(4)]}});
        point.hand_in(vec![
            point.intake(1, with(point.slip(), "paid", json!("cash"))),
            point.intake(2, point.slip()),
            point.intake(3, point.slip()),
            point.intake(4, point.slip()),
            point.item(5, json!({"mix": {"parts": [part(2), part(3)], "certificate": "CN-1"}})),
            point.item(6, hand),
            point.intake(7, point.slip()),
        ]);
        let listed =
            |point: &Point<'_>, n: u32| Scene::went(&point.hand_in(vec![point.item(100 + n, undo(n))])).remove(0);
        for (n, code) in [(1, "point.slip_paid"), (2, "point.slip_moved"), (4, "point.slip_moved")] {
            assert_eq!(listed(&point, n), format!("refused {code}"));
            assert!(!why(&point, n).is_null(), "slip {n} says why");
        }
        assert_eq!(why(&point, 7), Value::Null);
        assert!(why(&point, 2)["zh"].as_str().unwrap().contains("拼批"), "{}", why(&point, 2));
        // On a list: taken off first. Paid: not from a phone.
        let list = point.draw("drawn-first");
        assert_eq!(listed(&point, 7), "refused point.slip_drawn");
        let released = format!("/payment-lists/{}/releases", list["id"]);
        point.keeper.post_once("take-it-off", &released, json!({"reason": "有一单记错"})).ok();
        point.later("2026-08-12T02:00:00Z");
        assert_eq!(listed(&point, 7), "refused point.slip_old");
        point.later("2026-08-11T02:00:00Z");
        assert_eq!(Scene::went(&point.hand_in(vec![point.item(300, undo(7))])), ["taken"]);
    });
}

#[test]
fn what_came_in_of_each_seller_is_summed_paid_and_open() {
    on_both(|county| {
        let point = Point::open(county);
        let villager =
            json!({"named": {"name": "李老四", "address": "梧桐村三组", "contact": "13800000009", "farmer": true}});
        point.hand_in(vec![
            point.intake(1, point.slip()),
            point.intake(2, with(point.slip(), "paid", json!("cash"))),
            point.intake(3, with(point.slip(), "seller", villager)),
            point.intake(4, point.slip()),
            point.item(5, undo(4)),
        ]);
        let sums = |phone: &Value, kind: &str| -> Vec<i64> {
            let sellers = phone["sellers"].as_array().unwrap();
            let of = sellers.iter().find(|one| one["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {phone}"));
            let keys = ["slips", "quantity_g", "total_fen", "paid_fen", "drawn_fen", "owed_fen"];
            keys.map(|key| of[key].as_i64().unwrap()).to_vec()
        };
        let phone = point.phone();
        assert_eq!(sums(&phone, "household"), [2, 97_000, 48_500, 24_250, 0, 24_250]);
        assert_eq!(sums(&phone, "known"), [1, 48_500, 24_250, 0, 0, 24_250]);
        // Each is found among the people by the same words, and each slip by whose it is.
        for seller in phone["sellers"].as_array().unwrap() {
            let people = phone["people"].as_array().unwrap();
            assert!(people.iter().any(|one| one["kind"] == seller["kind"] && one["id"] == seller["id"]), "{seller}");
            let slips = phone["slips"].as_array().unwrap();
            assert!(slips.iter().any(|slip| slip["counterparty"] == seller["counterparty"]), "{seller}");
        }
        let list = point.draw("all-of-them");
        assert_eq!(sums(&point.phone(), "household"), [2, 97_000, 48_500, 24_250, 24_250, 0]);
        let pay = format!("/payment-lists/{}/payments", list["id"]);
        point.keeper.post_once("pay-all-of-it", &pay, json!({"how": "cash"})).ok();
        let phone = point.phone();
        assert_eq!(sums(&phone, "household"), [2, 97_000, 48_500, 48_500, 0, 0]);
        let settled: Vec<&Value> = phone["slips"].as_array().unwrap().iter().map(|slip| &slip["settled"]).collect();
        assert_eq!(settled, [&json!("open"), &json!("paid"), &json!("paid"), &json!("paid")], "{phone}");
        // Undone in the office after it was paid: owed back.
        point.reverse("undone-after-paid", &json!(1));
        assert_eq!(sums(&point.phone(), "household"), [1, 48_500, 24_250, 48_500, 0, -24_250]);
    });
}
