//! A chat group hears too: by the form that its robot reads, tried again while it does not answer, given up in the end.

use super::receiver::Receiver;
use crate::{
    harness::{Client, County, on_both},
    supply::scene,
};
use huoshui::courier;
use serde_json::{Value, json};

fn carry(county: &County) {
    courier::round(&county.app, &courier::agent()).unwrap();
}

fn set_up(admin: &Client, change: Value) -> crate::harness::Answer {
    let mut body =
        json!({"name": "专班群", "kind": "wecom", "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"});
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    admin.post("/webhooks", body)
}

#[test]
fn alerts_go_to_the_chat_once_it_answers() {
    on_both(|county| {
        let robot = Receiver::listen();
        let admin = county.admin();
        set_up(&admin, json!({"name": ""})).refused(422, "webhook.name");
        set_up(&admin, json!({"url": "http://qyapi.weixin.qq.com/x"})).refused(422, "webhook.address");
        set_up(&admin, json!({"url": "https://evil.example/x"})).refused(422, "webhook.foreign");
        set_up(&admin, json!({"kind": "signed", "url": "https://county.example/hook", "secret": "short"}))
            .refused(422, "webhook.secret");
        county.office().get("/webhooks").refused(403, "edge.not_allowed");
        let url = format!("http://{}/robot?key=the-robots-key", robot.address);
        let made = set_up(&admin, json!({"url": url})).ok();
        assert!(!made.to_string().contains("the-robots-key"), "who knows the key may write there: {made}");
        let signed = set_up(
            &admin,
            json!({"name": "数据局", "kind": "signed", "secret": "0123456789abcdef",
            "url": format!("http://{}/hook", robot.address)}),
        )
        .ok();

        let trial = format!("/webhooks/{}/trials", made["id"]);
        admin.post(&trial, json!({})).ok();
        carry(county);
        let got = robot.take();
        assert_eq!(
            (got.len(), got[0].path.as_str()),
            (1, "/robot?key=the-robots-key"),
            "a trial goes to one address alone"
        );
        assert!(got[0].body.contains("试发"), "{got:?}");

        // A report: both addresses, each in its form.
        let scene = scene::set(county, &[]);
        let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "5万公斤"}, "ripe_on": "2026-08-09",
            "spoil_on": "2026-09-05"}});
        let taken = scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", unsalable)]);
        robot.answers(200, r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#);
        carry(county);
        let got = robot.take();
        assert_eq!(got.len(), 2, "{got:?}");
        let chat = got.iter().find(|got| got.path.starts_with("/robot")).unwrap();
        let text: Value = serde_json::from_str(&chat.body).unwrap();
        assert!(text["text"]["content"].as_str().unwrap().contains("梧桐村黄桃 5万公斤"), "{text}");
        let system = got.iter().find(|got| got.path == "/hook").unwrap();
        assert_eq!(system.header("x-huoshui-signature").map(str::len), Some(64));
        assert!(system.header("x-huoshui-timestamp").is_some());

        // The robot refused, though by 200; the system took it. It is tried again when it is time, and not before.
        let state = |webhook: &Value| {
            let rows = county.admin().get(&format!("/webhooks/{}/deliveries", webhook["id"])).ok();
            let row = &rows["items"][0];
            (row["state"].as_str().unwrap().to_owned(), row["answer"].as_str().unwrap().to_owned())
        };
        assert_eq!(state(&signed), ("delivered".to_owned(), String::new()));
        let (waiting, said) = state(&made);
        assert!(waiting == "waiting" && said.contains("93000"), "{said}");
        carry(county);
        assert_eq!(robot.take().len(), 0, "not before its time");
        county.at("2026-08-10T01:00:31Z");
        robot.answers(302, "");
        carry(county);
        assert_eq!(robot.take().len(), 1, "a redirection is not followed");
        county.at("2026-08-10T02:00:00Z");
        robot.answers(200, r#"{"errcode":0}"#);
        carry(county);
        assert_eq!((robot.take().len(), state(&made).0.as_str()), (1, "delivered"));
        carry(county);
        assert_eq!(robot.take().len(), 0, "once it arrived it is not sent again");

        // Somebody acts, which both addresses hear, and nothing becomes overdue.
        let act = json!({"act": "help", "reason": "联系了三家超市"});
        let acts = format!("/unsalable-reports/{}/acts", taken["outcomes"][0]["number"]);
        scene.supervisor().post(&acts, act).ok();
        carry(county);
        assert_eq!(robot.take().len(), 2);

        // What never answers is given up, and said so; an ended webhook hears nothing more.
        robot.answers(500, "out of order");
        let (admin, mut hour) = (county.admin(), 3);
        admin.post(&trial, json!({})).ok();
        for _ in 0..12 {
            county.at(&format!("2026-08-{:02}T{:02}:00:00Z", 10 + hour / 24, hour % 24));
            carry(county);
            hour += 6;
        }
        assert_eq!(robot.take().len(), 10);
        let (given_up, said) = state(&made);
        assert!(given_up == "given_up" && said.contains("500"), "{given_up} {said}");
        let admin = county.admin();
        admin.post(&format!("/webhooks/{}/ending", made["id"]), json!({})).ok();
        admin.post(&trial, json!({})).refused(409, "webhook.ended");

        // What waits for an address that does not answer is not tried one by one; what the system inside said is not kept.
        let trial = format!("/webhooks/{}/trials", signed["id"]);
        for _ in 0..3 {
            admin.post(&trial, json!({})).ok();
        }
        carry(county);
        let rows = county.admin().get(&format!("/webhooks/{}/deliveries", signed["id"])).ok()["items"].clone();
        let waiting: Vec<&str> = rows
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["state"] == "waiting")
            .map(|row| row["answer"].as_str().unwrap())
            .collect();
        assert_eq!((robot.take().len(), waiting), (1, vec!["", "", "500"]));
        robot.answers(200, "");
        county.at("2026-08-20T00:00:00Z");
        carry(county);
        assert_eq!((robot.take().len(), state(&signed).0.as_str()), (3, "delivered"));
        let admin = county.admin();
        admin.post("/webhooks/99/ending", json!({})).refused(404, "webhook.unknown");
        let listed = admin.get("/webhooks").ok();
        assert!(!listed.to_string().contains("the-robots-key"), "{listed}");
    });
}
