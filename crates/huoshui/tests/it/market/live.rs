//! A promoter streams at a fair: what the shop sold in the stream is the sum of its entries, beside what the platform shows.

use crate::{
    harness::{Client, County, on_both},
    shop::Shop,
};
use serde_json::{Value, json};

fn fair(office: &Client) -> i64 {
    let fair = json!({"name": "黄桃直播节", "host": "市融媒体中心", "place": "梧桐村", "from_day": "2026-08-04", "to_day": "2026-08-06"});
    office.post("/fairs", fair).ok()["id"].as_i64().unwrap()
}

/// 7 to 9 in the evening of the 4th, with changes.
fn session(change: &Value) -> Value {
    let mut body = json!({"platform": "抖音", "account": "黄桃妹", "promoter_kind": "person", "promoter": "小莲",
        "from_at": "2026-08-04T11:00:00Z", "to_at": "2026-08-04T13:00:00Z", "commission_ppm": 150_000});
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    body
}

fn shown(county: &County, fair: i64) -> [Value; 3] {
    let session = county.office().get(&format!("/fairs/{fair}")).ok()["sessions"][0].clone();
    ["sales", "sold_fen", "commission_fen"].map(|key| session[key].clone())
}

#[test]
fn what_a_stream_sold_is_the_sum_of_its_entries() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let fair = fair(&office);
        let path = format!("/fairs/{fair}/live-sessions");
        for (change, code) in [
            (json!({"platform": " "}), "live.name"),
            (json!({"promoter": "长".repeat(41)}), "live.name"),
            (json!({"to_at": "2026-08-04T11:00:00Z"}), "live.hours"),
            (json!({"to_at": "2026-08-07T11:00:00Z"}), "live.hours"),
            (json!({"commission_ppm": 1_000_001}), "live.commission"),
            (json!({"from_at": "2026-08-01T11:00:00Z", "to_at": "2026-08-01T13:00:00Z"}), "live.not_at_fair"),
        ] {
            office.post(&path, session(&change)).refused(422, code);
        }
        office.post("/fairs/99/live-sessions", session(&json!({}))).refused(404, "fair.unknown");
        shop.manager.post(&path, session(&json!({}))).refused(403, "edge.not_allowed");
        let made = office.post(&path, session(&json!({}))).ok();
        let id = made["sessions"][0]["id"].as_i64().unwrap();
        assert!(county.acts().contains(&"live_session.announce".to_owned()));

        // Before it begins no sale names it; from then on it is offered.
        let choices = |county: &County| {
            let clerk = county.person("刘某", "outlet_clerk", Some(shop.outlet));
            clerk.get(&format!("/outlets/{}/live-sessions", shop.outlet)).ok()["sessions"].clone()
        };
        assert_eq!(choices(county), json!([]));
        shop.stock("2026-08-04", 500_000);
        county.at("2026-08-04T12:00:00Z");
        assert_eq!(choices(county), json!([{"id": id, "name": "2026-08-04 抖音 · 黄桃妹"}]));

        let manager = county.person("陈某", "outlet_manager", Some(shop.outlet));
        let sale = |grams: i64, change: Value| {
            let mut body = shop.cash_sale(grams);
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            body
        };
        let sell = |key: &str, body: Value| manager.post_once(key, &shop.sales(), body);
        sell("no-session-said", sale(1_000, json!({"channel": "live"}))).refused(422, "live.session");
        sell("no-such-session", sale(1_000, json!({"channel": "live", "session": 99}))).refused(422, "live.session");
        sell("session-at-till", sale(1_000, json!({"session": id}))).refused(422, "live.channel");
        let early = json!({"channel": "live", "session": id, "day": "2026-08-03"});
        sell("before-the-stream", sale(1_000, early)).refused(422, "live.day");
        let live = || json!({"channel": "live", "session": id});
        // ¥20 a kg: 10 kg, 30 kg, 5 kg; and 7 kg at the till that are no part of it.
        let first = sell("live-sale-one", sale(10_000, live())).ok();
        let second = sell("live-sale-two", sale(30_000, live())).ok();
        let third = sell("live-sale-three", sale(5_000, live())).ok();
        assert_eq!(sell("live-sale-three", sale(5_000, live())).ok()["seq"], third["seq"], "sent twice, sold once");
        sell("at-the-till", shop.cash_sale(7_000)).ok();
        assert_eq!(shown(county, fair), [json!(3), json!(90_000), json!(13_500)]);

        // What comes back, or was booked by mistake, is taken off; and a reversal of that puts it on again.
        let outlet = format!("/outlets/{}", shop.outlet);
        let back = json!({"sale": second["seq"], "lines": [{"line": 1, "quantity": {"g": 2_000}}]});
        let back = manager.post_once("two-kg-back", &format!("{outlet}/returns"), back).ok();
        let undo = |key: &str, seq: &Value| {
            manager.post_once(key, &format!("{outlet}/entries/{seq}/reversal"), json!({"reason": "记错了"})).ok()
        };
        undo("undo-the-first", &first["seq"]);
        assert_eq!(shown(county, fair), [json!(2), json!(90_000 - 20_000 - 4_000), json!(9_900)]);
        undo("undo-the-return", &back["seq"]);
        assert_eq!(shown(county, fair), [json!(2), json!(70_000), json!(10_500)]);

        let entry = manager.get(&format!("{outlet}/entries/{}", second["seq"])).ok();
        assert_eq!([&entry["channel"], &entry["session"]], [&json!("live"), &json!("2026-08-04 抖音 · 黄桃妹")]);
        assert_eq!(county.auditor().get(&format!("{outlet}/book")).status, 200);

        // What the platform shows stands beside it as an estimate, and is added to nothing.
        let said =
            |session: i64| json!({"what": "销售额", "said": "近1万元", "source": "抖音后台", "session": session});
        let statements = format!("/fairs/{fair}/statements");
        county.office().post(&statements, said(99)).refused(422, "live.session_unknown");
        let stated = county.office().post(&statements, said(id)).ok()["stated"][0].clone();
        assert_eq!([&stated["said"], &stated["session"]], [&json!("近1万元"), &json!(id)]);
        assert_eq!(shown(county, fair)[1], json!(70_000));

        // A month after its end it is offered no more.
        county.at("2026-09-06T01:00:00Z");
        assert_eq!(choices(county), json!([]));
    });
}

#[test]
fn a_stream_is_put_right_and_one_without_sales_is_called_off() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let fair = fair(&office);
        let path = format!("/fairs/{fair}/live-sessions");
        office.post(&path, session(&json!({}))).ok();
        let made = office.post(&path, session(&json!({"account": "黄桃哥"}))).ok();
        let [one, two] = [0, 1].map(|n| format!("{path}/{}", made["sessions"][n]["id"]));

        // The wrong share, and an hour later: as it is announced, so it is put right.
        let right = session(
            &json!({"commission_ppm": 200_000, "from_at": "2026-08-04T12:00:00Z", "to_at": "2026-08-04T14:00:00Z"}),
        );
        let put = office.put(&one, right).ok()["sessions"].clone();
        assert_eq!(
            [&put[1]["commission_ppm"], &put[1]["from_at"]],
            [&json!(200_000), &json!("2026-08-04T12:00:00.000Z")]
        );
        office.put(&one, session(&json!({"commission_ppm": -1}))).refused(422, "live.commission");
        let late = json!({"from_at": "2026-08-09T12:00:00Z", "to_at": "2026-08-09T13:00:00Z"});
        office.put(&one, session(&late)).refused(422, "live.not_at_fair");
        office.put(&format!("{path}/99"), session(&json!({}))).refused(422, "live.session_unknown");
        shop.manager.put(&one, session(&json!({}))).refused(403, "edge.not_allowed");

        shop.stock("2026-08-04", 50_000);
        county.at("2026-08-04T13:00:00Z");
        let manager = county.person("陈某", "outlet_manager", Some(shop.outlet));
        let sell = |key: &str, of: i64| {
            let mut body = shop.cash_sale(1_000);
            body.as_object_mut()
                .unwrap()
                .extend(json!({"channel": "live", "session": of}).as_object().unwrap().clone());
            manager.post_once(key, &shop.sales(), body)
        };
        let sale = sell("sold-in-the-first", 1).ok();

        // What was sold in it holds it where it is.
        let office = county.office();
        let call_off =
            |path: &str, reason: &str| office.post(&format!("{path}/calling-off"), json!({"reason": reason}));
        let next_day = json!({"from_at": "2026-08-05T11:00:00Z", "to_at": "2026-08-05T13:00:00Z"});
        office.put(&one, session(&next_day)).refused(409, "live.sold");
        call_off(&one, "主播生病").refused(409, "live.stands");
        call_off(&two, " ").refused(422, "live.name");
        let ended = call_off(&two, "主播生病").ok();
        assert!(ended["sessions"].as_array().unwrap().iter().any(|one| one["called_off"] == "主播生病"));
        call_off(&two, "主播生病").refused(409, "live.called_off");
        office.put(&two, session(&json!({}))).refused(409, "live.called_off");
        sell("sold-in-the-second", 2).refused(409, "live.called_off");
        let clerk = county.person("刘某", "outlet_clerk", Some(shop.outlet));
        let offered = clerk.get(&format!("/outlets/{}/live-sessions", shop.outlet)).ok();
        assert_eq!(offered["sessions"].as_array().unwrap().len(), 1);

        // Once the sale is reversed, the first goes too.
        let reversal = format!("/outlets/{}/entries/{}/reversal", shop.outlet, sale["seq"]);
        manager.post_once("sold-by-mistake", &reversal, json!({"reason": "记错了"})).ok();
        call_off(&one, "改期").ok();
        for act in ["live_session.edit", "live_session.call_off"] {
            assert!(county.acts().contains(&act.to_owned()), "{act}");
        }
    });
}
