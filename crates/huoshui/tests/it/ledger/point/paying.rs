//! What is owed for slips, and how it is paid: by list, on the spot, by the bank; once, and back if it is undone.

use super::{Point, with};
use crate::{harness::on_both, supply::scene::Scene};
use base::Clock;
use serde_json::{Value, json};

#[test]
fn what_is_owed_is_paid_once_and_owed_back_if_it_is_undone() {
    on_both(|county| {
        let point = Point::open(county);
        point.hand_in(vec![
            point.intake(1, point.slip()),
            point.intake(2, point.slip()),
            point.intake(3, point.slip()),
        ]);
        // A slip that is undone before it is paid leaves nothing to pay.
        point.reverse("story-undo-aa", &json!(3));
        assert_eq!(point.owed()["total"]["owed_fen"], json!(48_500), "{}", point.owed());
        let who = point.owed()["items"][0]["counterparty"].clone();
        let draw = |key: &str, people: Value| {
            point.keeper.post_once(key, &point.at("payment-lists"), json!({"people": people}))
        };
        draw("story-draw-aa", json!([])).refused(422, "payment.nobody");
        draw("story-draw-ab", json!([{"counterparty": 99}])).refused(409, "payment.nothing_owed");
        draw("story-draw-ac", json!([{"counterparty": who}, {"counterparty": who}])).refused(422, "payment.twice");
        draw("story-draw-ad", json!([{"counterparty": who, "amount_fen": 1}])).refused(409, "payment.amount_changed");
        draw("story-draw-ae", json!([{"counterparty": who, "entries": [3]}])).refused(409, "payment.not_open");
        let one = draw("story-draw-af", json!([{"counterparty": who, "entries": [1]}])).ok();
        draw("story-draw-ag", json!([{"counterparty": who, "entries": [1]}])).refused(409, "payment.not_open");
        let list = format!("/payment-lists/{}", one["id"]);
        assert_eq!((&one["open_fen"], &one["rows"][0]["state"]), (&json!(24_250), &json!("open")));
        assert_eq!(point.owed()["items"][0]["drawn_fen"], json!(24_250));

        let pay = |key: &str, body: Value| point.keeper.post_once(key, &format!("{list}/payments"), body);
        pay("story-pays-aa", json!({"how": "cash", "on_day": "2020-01-01"})).refused(422, "payment.day_invalid");
        pay("story-pays-ab", json!({"how": "cash", "counterparties": [99]})).refused(422, "payment.not_on_list");
        let paid = pay("story-pays-ac", json!({"how": "cash"})).ok();
        assert_eq!((&paid["paid_fen"], &paid["rows"][0]["how"]), (&json!(24_250), &json!("cash")));
        assert_eq!(pay("story-pays-ac", json!({"how": "cash"})).ok(), paid, "the same request again");
        pay("story-pays-ad", json!({"how": "cash"})).refused(422, "payment.nobody");
        pay("story-pays-ae", json!({"how": "bank", "counterparties": [who]})).refused(409, "payment.ended");

        // Undone after it was paid: owed back, and set off against what is owed.
        point.reverse("story-undo-ab", &json!(1));
        let row = point.owed()["items"][0].clone();
        assert_eq!((&row["paid_fen"], &row["owed_fen"]), (&json!(24_250), &json!(0)), "{row}");
        point.reverse("story-undo-ac", &json!(2));
        assert_eq!(point.owed()["items"][0]["owed_fen"], json!(-24_250));
        assert_eq!(point.phone()["owed"][0]["amount_fen"], json!(-24_250));
        let back = point.draw("story-draw-ah");
        assert_eq!(back["total_fen"], json!(-24_250));
        assert!(county.acts().contains(&"payment.pay".to_owned()));
    });
}

#[test]
fn a_row_that_was_undone_is_taken_off_and_not_paid() {
    on_both(|county| {
        let point = Point::open(county);
        point.hand_in(vec![point.intake(1, point.slip()), point.intake(2, point.slip())]);
        let list = format!("/payment-lists/{}", point.draw("story-row-aa")["id"]);
        point.reverse("story-undo-ad", &json!(1));
        let pay = json!({"how": "cash"});
        point.keeper.post_once("story-row-ab", &format!("{list}/payments"), pay.clone()).refused(409, "payment.undone");
        let off = |key: &str, body: Value| point.keeper.post_once(key, &format!("{list}/releases"), body);
        off("story-row-ac", json!({"reason": " "})).refused(422, "payment.reason_missing");
        let off = off("story-row-ad", json!({"reason": "有一单红冲"})).ok();
        assert_eq!((&off["total_fen"], &off["rows"][0]["state"]), (&json!(0), &json!("released")));
        let again = point.draw("story-row-ae");
        assert_eq!((&again["total_fen"], &again["rows"][0]["entries"]), (&json!(24_250), &json!([2])));
        let paid = format!("/payment-lists/{}/payments", again["id"]);
        point.keeper.post_once("story-row-af", &paid, pay).ok();
        assert_eq!(point.owed()["items"][0]["owed_fen"], json!(0));
    });
}

#[test]
fn the_list_is_printed_signed_and_scanned_or_goes_to_the_bank() {
    on_both(|county| {
        let point = Point::open(county);
        let villager =
            json!({"named": {"name": "=李老四", "address": "梧桐村三组", "contact": "13800000009", "farmer": true}});
        point.hand_in(vec![point.intake(1, point.slip()), point.intake(2, with(point.slip(), "seller", villager))]);
        let view = point.draw("story-print-aa");
        let list = format!("/payment-lists/{}", view["id"]);
        assert!(!view.to_string().contains("孙大山"), "masked: {view}");
        point.keeper.post(&format!("{list}/prints"), json!({"reason": ""})).refused(422, "payment.reason_missing");
        county.office().post(&format!("{list}/prints"), json!({"reason": "看"})).refused(403, "edge.not_allowed");
        let print = point.keeper.post(&format!("{list}/prints"), json!({"reason": "发放收购款"})).ok();
        let html = print["html"].as_str().unwrap();
        for said in
            ["收购款发放表", "孙大山", "李老四", "梧桐村三组", "人民币肆佰捌拾伍元整", "48.5", "242.50", "签名或指印"]
        {
            assert!(html.contains(said), "{said}: {html}");
        }
        let account = |holder: &str, number: &str| json!({"holder": holder, "account": number, "bank": "邵东农商行"});
        let household = view["rows"][0]["counterparty"].clone();
        let payee = point.at(&format!("payees/{household}"));
        point.keeper.put(&payee, account("孙大山", "12")).refused(422, "payee.account_invalid");
        point
            .keeper
            .put(&point.at("payees/999"), account("孙大山", "6222021234567890"))
            .refused(422, "point.seller_unknown");
        let kept = point.keeper.put(&payee, account("孙大山", "6222 0212 3456 7890")).ok();
        assert!(kept["account"].as_str().unwrap().ends_with("7890") && !kept.to_string().contains("622202"), "{kept}");
        let file = || point.keeper.post(&format!("{list}/bank-files"), json!({"reason": "银行代发"})).ok();
        let first = file();
        assert_eq!((&first["count"], &first["total_fen"]), (&json!(1), &json!(24_250)));
        assert_eq!(first["without_account"].as_array().unwrap().len(), 1, "{first}");
        assert!(first["csv"].as_str().unwrap().contains("孙大山,6222021234567890,邵东农商行,242.50"), "{first}");
        // Another point of the township that buys of the same household names an account of its own, which redirects nothing
        // here; one of another township does not have the household at all.
        for (village, went) in [("430582204201", "taken"), ("430582101202", "refused point.household_elsewhere")] {
            let form = json!({"kind": "village_point", "name": format!("{village}收购点"), "division": county.division(village),
                "operator": "村合作社", "opened_on": "2026-01-01"});
            let other = crate::shop::id(&county.office().post("/outlets", form));
            let keeper = county.person("周某", "point_keeper", Some(other));
            let slip = json!({"seller": {"household": point.household}, "product": point.shop.listed, "gross_g": 1_000, "tare_g": 0,
                "deduction": {"ppm": 0}, "price": {"fen": 250, "per": 500}});
            let item = json!({"id": format!("0190f3a2-7b1c-7def-8abc-{village}"), "seq": 1, "made_at": point.now(), "what": {"intake": slip}});
            let body = json!({"device": "手机", "device_now": point.now(), "items": [item]});
            let answer = keeper.post(&format!("/outlets/{other}/point-uploads"), body).ok();
            assert_eq!(crate::supply::scene::Scene::went(&answer), [went], "{answer}");
            if went == "taken" {
                keeper.put(&format!("/outlets/{other}/payees/{household}"), account("别人", "6222000000000000")).ok();
            }
        }
        assert!(file()["csv"].as_str().unwrap().contains("孙大山,6222021234567890"));
        let pay = json!({"how": "bank", "counterparties": [household]});
        point.keeper.post_once("story-print-ab", &format!("{list}/payments"), pay).ok();
        // Another account later: what was paid went to the one of then.
        county.at(&county.clock.now().plus_seconds(60).to_string());
        point.keeper.put(&payee, account("孙大山", "6222029999999999")).ok();
        assert!(file()["csv"].as_str().unwrap().contains("6222021234567890"));
        let cells: Vec<Vec<u8>> = county
            .app
            .db()
            .read_now(|tx| Ok::<_, base::Refusal>(tx.query("SELECT bank FROM party WHERE bank IS NOT NULL", &[])?))
            .unwrap();
        assert!(cells.iter().all(|cell| !String::from_utf8_lossy(cell).contains("6222")), "sealed");

        let scan = crate::evidence::photo("签字表");
        let upload = point.keeper.upload(
            &format!("{list}/evidence"),
            "签字表.jpg",
            &scan,
            &[("kind", "photo"), ("note", "签字"), ("part", ""), ("part_id", "0")],
        );
        upload.ok();
        assert_eq!(county.auditor().get(&format!("{list}/evidence")).ok()["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_keeper_pays_on_the_spot_without_a_network() {
    on_both(|county| {
        let point = Point::open(county);
        point.hand_in(vec![point.intake(1, point.slip())]);
        let owed = point.phone()["owed"][0].clone();
        let due =
            json!({"counterparty": owed["counterparty"], "entries": owed["entries"], "amount_fen": owed["amount_fen"]});
        let pay = |n: u32| point.item(n, json!({"pay": {"how": "cash", "people": [due]}}));
        // Another slip of the same person on the way changes nothing of what was counted out.
        let answer = point.hand_in(vec![point.intake(2, point.slip()), pay(3), pay(4), pay(3)]);
        assert_eq!(Scene::went(&answer), ["taken", "taken", "refused payment.not_open", "known"]);
        let phone = point.phone();
        assert_eq!((&phone["lists"][0]["paid_fen"], &phone["owed"][0]["entries"]), (&json!(24_250), &json!([2])));
        let county_view = county.office().get("/points-owed").ok();
        assert_eq!(
            ["people", "on_account_fen", "paid_fen", "owed_fen"]
                .map(|key| county_view["items"][0][key].as_i64().unwrap()),
            [1, 48_500, 24_250, 24_250]
        );
        assert_eq!(county.auditor().get("/payment-lists").ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(point.shop.manager.get("/payment-lists").ok()["items"], json!([]), "not one's own");
    });
}
