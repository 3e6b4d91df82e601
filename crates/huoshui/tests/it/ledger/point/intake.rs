//! Slips from a phone that was without a network, what becomes of their lots, and the invoices for them.

use super::{Point, with};
use crate::{
    harness::on_both,
    supply::scene::{Scene, uuid},
};
use serde_json::{Value, json};

#[test]
fn slips_come_in_once_and_a_bad_one_stops_no_other() {
    on_both(|county| {
        let point = Point::open(county);
        let slip = point.slip();
        let villager =
            json!({"named": {"name": "李老四", "address": "梧桐村三组", "contact": "13800000009", "farmer": true}});
        let items = vec![
            point.intake(1, slip.clone()),
            point.intake(2, with(slip.clone(), "tare_g", json!(60_000))),
            point.intake(3, with(slip.clone(), "seller", json!({"producer": point.shop.producer}))),
            json!({"id": uuid(4), "seq": 4, "what": "看不懂李老四"}),
            point.intake(5, with(with(slip.clone(), "seller", villager), "paid", json!("cash"))),
            point.intake(6, with(slip.clone(), "price", json!({"fen": 250, "per": 100}))),
            point.intake(7, with(slip.clone(), "seller", json!({"known": 99}))),
            point.intake(1, with(slip.clone(), "gross_g", json!(99_000))),
            point.intake(1, slip.clone()),
        ];
        point
            .county
            .supervisor()
            .post(&point.at("point-uploads"), json!({"items": []}))
            .refused(403, "edge.not_allowed");
        let answer = point.hand_in(items.clone());
        assert_eq!(
            Scene::went(&answer),
            [
                "taken",
                "refused point.nothing_left",
                "refused lot.certificate_missing",
                "refused point.item_invalid",
                "taken",
                "refused point.price_invalid",
                "refused point.seller_unknown",
                "refused point.id_reused",
                "known"
            ]
        );
        let why = answer["outcomes"][0]["why"]["zh"].as_str().unwrap();
        assert!(why.contains("农户不强制"), "the law encourages a household's certificate: {why}");
        assert_eq!(answer["outcomes"][1]["field"], json!("/what/intake/gross_g"));
        // The answer was lost on the way: all of it again, and nothing twice.
        assert_eq!(Scene::went(&point.hand_in(items))[0], "known");

        let phone = point.phone();
        let slips = phone["slips"].as_array().unwrap();
        assert_eq!(slips.len(), 2, "{phone}");
        // 3 % of 50 kg, and 48.5 kg at ¥5 a kilogram.
        for slip in slips {
            assert_eq!(
                ["deducted_g", "net_g", "amount_fen"].map(|key| slip[key].as_i64().unwrap()),
                [1_500, 48_500, 24_250]
            );
        }
        assert_eq!(phone["owed"].as_array().unwrap().len(), 1, "cash is owed to nobody");
        assert_eq!(phone["owed"][0]["amount_fen"], json!(24_250));
        // Two of one surname are told apart while cash is counted out.
        assert_eq!((&phone["owed"][0]["name"], &phone["owed"][0]["initials"]), (&json!("孙*"), &json!("sds")));
        let picked = phone["people"].as_array().unwrap().iter().find(|one| one["initials"] == "sds").unwrap();
        assert_eq!(phone["owed"][0]["note"], picked["note"], "as in the list of sellers");
        let entry = point.keeper.get(&point.at("entries/1")).ok();
        assert_eq!(entry["payments"], json!([{"means": "on_account", "amount_fen": 24_250}]), "{entry}");
        let people = phone["people"].as_array().unwrap();
        assert_eq!(
            (&people[0]["name"], &people[0]["kind"], &people[0]["initials"], &people[0]["bound"]),
            (&json!("李*"), &json!("known"), &json!("lls"), &json!(false))
        );
        assert!(people.iter().any(|one| one["initials"] == "sds" && one["kind"] == "household"), "{phone}");
        assert!(!phone.to_string().contains("李老四") && !phone.to_string().contains("孙大山"));
        assert_eq!(phone["products"][0]["price"], json!({"fen": 250, "per": 500}));
        assert_eq!(
            (&phone["products"][0]["grade"], &phone["products"][0]["certificate_due"]),
            (&json!("一级"), &json!(true))
        );
        // Whoever sold before sells again by the number in the book.
        let known = json!({"known": people[0]["id"]});
        assert_eq!(Scene::went(&point.hand_in(vec![point.intake(8, with(slip, "seller", known))])), ["taken"]);
        let refused: Vec<(String, String)> = county
            .app
            .db()
            .read_now(|tx| Ok::<_, base::Refusal>(tx.query("SELECT code, item FROM point_refused ORDER BY id", &[])?))
            .unwrap();
        assert_eq!(refused.len(), 6, "each once: {refused:?}");
        let kept = format!("{refused:?}");
        assert!(kept.contains("52500") && !kept.contains("李老四"), "figures, and nothing about people: {kept}");
        assert!(county.acts().contains(&"point.hand_in".to_owned()));
    });
}

#[test]
fn a_phone_that_was_away_is_judged_by_its_clock() {
    on_both(|county| {
        county.at("2026-08-06T02:00:00Z");
        let point = Point::open(county);
        let at = |made: &str, n: u32| with(point.intake(n, point.slip()), "made_at", json!(made));
        let answer = point.hand_in(vec![at("2026-08-04T23:00:00Z", 1), at("2099-01-01T00:00:00Z", 2)]);
        assert_eq!(Scene::went(&answer), ["taken", "quarantined"]);
        let days: Vec<Value> =
            point.phone()["slips"].as_array().unwrap().iter().map(|slip| slip["day"].clone()).collect();
        assert_eq!(days, [json!("2026-08-06"), json!("2026-08-05")], "the county's day, and that of arrival in doubt");
        point.shop.manager.get(&format!("/outlets/{}/point", point.shop.outlet)).refused(409, "point.not_a_point");
    });
}

#[test]
fn lots_are_mixed_and_handed_over_from_the_phone() {
    on_both(|county| {
        let point = Point::open(county);
        let lot = |n: u32, grams: i64| json!({"of": {"item": uuid(n)}, "quantity_g": grams});
        let mix = |parts: Vec<Value>, certificate: &str| json!({"mix": {"parts": parts, "certificate": certificate}});
        let hand = |n: u32, lost: i64| json!({"hand_over": {"to": point.shop.outlet, "lots": [{"of": {"item": uuid(n)}, "quantity_g": 90_000, "lost_g": lost}]}});
        let answer = point.hand_in(vec![
            point.intake(1, point.slip()),
            point.intake(2, point.slip()),
            point.item(3, mix(vec![lot(1, 48_500), lot(2, 48_500)], " ")),
            point.item(4, mix(vec![lot(1, 48_500)], "CN-1")),
            point.item(5, mix(vec![lot(1, 48_500), lot(9, 48_500)], "CN-1")),
            point.item(6, mix(vec![lot(1, 48_500), lot(2, 48_500)], "CN-1")),
            point.item(7, hand(6, -1)),
            point.item(8, hand(6, 8_000)),
            point.item(9, hand(6, 7_000)),
        ]);
        assert_eq!(
            Scene::went(&answer),
            [
                "taken",
                "taken",
                "refused point.mix_certificate",
                "refused point.mix_one",
                "refused point.lot_unknown",
                "taken",
                "refused point.nothing_arrives",
                // More than there is: the loss, which had been written already, does not stay behind.
                "refused stock.not_enough",
                "taken"
            ]
        );
        assert_eq!(point.phone()["lots"], json!([]));
        let stock = point.shop.manager.get(&format!("/outlets/{}/stock", point.shop.outlet)).ok();
        let mixed = stock["items"][0]["lot"].clone();
        assert_eq!(stock["items"][0]["on_hand"], json!(90_000), "{stock}");
        let lots = point.keeper.get(&point.at("lots?sort=-id")).ok();
        assert_eq!((&lots["items"][0]["id"], &lots["items"][0]["certificate"]), (&mixed, &json!("CN-1")), "{lots}");
        let sources = point.keeper.get(&point.at(&format!("lots/{mixed}/sources"))).ok();
        assert_eq!(sources["items"].as_array().unwrap().len(), 2, "{sources}");
        let entries = point.keeper.get(&point.at("entries?sort=seq")).ok();
        let kinds: Vec<&str> =
            entries["items"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["purchase", "purchase", "repack", "loss", "transfer"]);
    });
}

#[test]
fn growers_purchases_have_their_invoice_once() {
    on_both(|county| {
        let point = Point::open(county);
        let papers = json!({"certificate": "HGZ-9"});
        let firm = with(with(point.slip(), "seller", json!({"producer": point.shop.producer})), "papers", papers);
        point.hand_in(vec![point.intake(1, point.slip()), point.intake(2, firm), point.intake(3, point.slip())]);
        point.reverse("story-tax-aa", &json!(3));
        let list = point.keeper.get(&point.at("grower-purchases")).ok();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "neither the co-operative nor what was undone: {list}");
        assert_eq!(
            ["name", "place", "receipt_no"].map(|key| items[0][key].as_str().unwrap().contains('*')),
            [true, false, false]
        );
        assert!(items[0]["place"].as_str().unwrap().contains("梧桐村"));
        let data = |entries: Value| {
            point.keeper.post(&point.at("invoice-data"), json!({"entries": entries, "reason": "开收购发票"}))
        };
        data(json!([2])).refused(422, "invoice.not_a_grower");
        let file = data(json!([1])).ok();
        assert!(file["csv"].as_str().unwrap().contains("孙大山,,"), "{file}");
        assert!(file["csv"].as_str().unwrap().contains("公斤,48.5,5.00,242.50"), "{file}");
        let keep = |key: &str, number: &str, entries: Value| {
            point.keeper.post_once(key, &point.at("purchase-invoices"), json!({"number": number, "entries": entries}))
        };
        keep("story-tax-ab", "1", json!([1])).refused(422, "invoice.number_invalid");
        keep("story-tax-ac", "26430000000012345678", json!([1])).ok();
        keep("story-tax-ad", "26430000000099999999", json!([1])).refused(409, "invoice.there_already");
        let left = point.keeper.get(&point.at("grower-purchases?invoice=without")).ok();
        assert_eq!(left["items"], json!([]));
        assert!(county.acts().contains(&"invoice.keep".to_owned()));
    });
}
